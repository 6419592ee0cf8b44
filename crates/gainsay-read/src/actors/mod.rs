//! Actors: which sources of a document are the same person, body or group, and under what name.
//!
//! Names are matched within the document alone: a surname, title, role, acronym or pronoun goes to the latest actor it
//! fits. What fits nobody is an actor of its own under its description.

mod mention;
mod naming;
mod person;
mod registry;
mod scan;
mod tables;
#[cfg(test)]
mod tests;

use std::ops::Range;

use gainsay_document::{Actor, ActorId, Attribution, Name, Span};

use crate::attribution::{Words, antecedent};
use crate::segment::Segmentation;

pub use tables::Tables;

/// The actors of a text, and for each attribution the actor that is its source.
///
/// `names` tell persons from bodies where the words around do not; there need be none.
#[must_use]
pub fn actors(
    tables: &Tables,
    words_tables: &crate::attribution::Tables,
    text: &str,
    segmentation: &Segmentation,
    names: &[Name],
    attributions: &[Attribution],
) -> (Vec<Actor>, Vec<Option<ActorId>>) {
    let words = Words::new(words_tables, text, segmentation);
    let parser = mention::Parser { words: &words, tables, names };
    let mut registry = registry::Registry::new(tables);
    let mut assigned = vec![None; attributions.len()];

    let mut sources: Vec<(Span, Range<usize>, usize)> = attributions
        .iter()
        .enumerate()
        .filter_map(|(index, attribution)| {
            let span = attribution.source.cover()?;
            Some((span, segmentation.token_at(span.start())..segmentation.token_at(span.end()), index))
        })
        .collect();
    sources.sort_by_key(|(span, _, index)| (span.start(), std::cmp::Reverse(span.end()), *index));
    let told = scan::names(parser);
    let full = scan::full_names(parser);

    let mut next = told.into_iter().peekable();
    for (span, tokens, index) in sources {
        while let Some((range, found)) = next.next_if(|(range, _)| range.start < tokens.end) {
            let inside = range.start >= tokens.start;
            if !inside && let Some(at) = words.span(&range) {
                registry.resolve(found, at);
            }
        }
        let Some(mut found) = parser.mention(tokens.clone()) else { continue };
        if let mention::Mention::Pronoun(word) = &found
            && matches!(word.as_str(), "who" | "which" | "that" | "whom")
        {
            // The noun phrase before the relative is who is meant.
            let low = words
                .segmentation
                .sentence_at(span.start())
                .map_or(0, |at| segmentation.sentences[at].tokens.start);
            let Some(named) = antecedent(&words, low, tokens.start).and_then(|range| parser.mention(range))
            else {
                continue;
            };
            found = named;
        }
        // "Orlov" before or after "Jana Orlov", wherever the full name stands.
        if let mention::Mention::Organisation { name, .. } = &found
            && tokens.len() == 1
            && let Some(person) = full.get(name)
        {
            found = mention::Mention::Person(person.clone());
        }
        assigned[index] = registry.resolve(found, span);
    }
    for (range, found) in next {
        if let Some(at) = words.span(&range) {
            registry.resolve(found, at);
        }
    }
    (registry.finish(), assigned)
}
