//! What happened: trigger words with polarity, modality, participants, places, times and quantities.
//!
//! A trigger is a word of the event table. What stands before it in its clause tells whether it is denied and in which
//! mode it is given; who stands around it, as subject, object or in a by-phrase, takes part in it; the places, times and
//! figures of its clause belong to it, or else those of its sentence.

mod mode;
mod participants;
mod tables;
#[cfg(test)]
mod tests;

use std::ops::Range;

use gainsay_document::{Actor, Event, Place, Quantity, Span, Time};

pub use tables::Tables;

use crate::words::Words;
use participants::Cast;
use tables::Part;

/// A trigger on its way to an [`Event`].
#[derive(Clone, Debug)]
struct Trigger {
    tokens: Range<usize>,
    clause: Range<usize>,
    kind: &'static str,
    part: Part,
    /// A verb whose subject is the one it happens to.
    is_passive: bool,
}

/// The events of a text in order, and the actors of the text: `actors` with those that only take part appended.
#[must_use]
pub fn events(
    tables: &Tables,
    words: &Words<'_>,
    actors: &[Actor],
    quantities: &[Quantity],
    times: &[Time],
    places: &[Place],
) -> (Vec<Event>, Vec<Actor>) {
    let mut cast = Cast::new(tables, words, actors, places, times);
    let mut events = Vec::new();
    for sentence in &words.segmentation.sentences {
        let triggers = triggers(tables, words, sentence.tokens.clone());
        for trigger in &triggers {
            let Some(span) = words.span(trigger.tokens.clone()) else { continue };
            let (polarity, modality) = mode::mode(tables, words, trigger);
            let near = |spans: Vec<Span>| attached(words, trigger, &sentence.span, &spans);
            events.push(Event {
                kind: trigger.kind.to_owned(),
                trigger: span,
                polarity,
                modality,
                places: near(places.iter().map(|place| place.span).collect()),
                times: near(times.iter().map(|time| time.span).collect()),
                quantities: counted(words, trigger, &triggers, quantities),
                participants: cast.participants(trigger),
            });
        }
    }
    (events, cast.into_actors())
}

/// The triggers of the sentence `tokens`.
fn triggers(tables: &Tables, words: &Words<'_>, tokens: Range<usize>) -> Vec<Trigger> {
    let mut found: Vec<Trigger> = Vec::new();
    let mut index = tokens.start;
    while index < tokens.end {
        let Some((end, kind, part)) = trigger(tables, words, index) else {
            index += 1;
            continue;
        };
        let is_passive = part == Part::Verb && is_passive(tables, words, index);
        let clause = clause(words, tokens.clone(), index);
        found.push(Trigger { tokens: index..end, clause, kind, part, is_passive });
        index = end;
    }
    found
}

/// The event word at token `at`: the index after it, its kind and part of speech.
fn trigger(tables: &Tables, words: &Words<'_>, at: usize) -> Option<(usize, &'static str, Part)> {
    let mut hits = tables.events.all_at(words, at);
    let (end, phrase, (kind, part)) = hits.next()?;
    // A capitalised word inside a sentence is part of a name.
    if words.is_capitalised(at) && !words.opens_sentence(at) && !is_shouted(words, at) {
        return None;
    }
    let both = hits.filter(|hit| hit.1 == phrase).map(|hit| *hit.2).find(|(_, other)| other != part);
    let noun = both.is_some_and(|(_, other)| other == Part::Noun) || *part == Part::Noun;
    let verb = both.is_some_and(|(_, other)| other == Part::Verb) || *part == Part::Verb;
    let before = words.before(at);
    let after_determiner = matches!(
        before,
        "a" | "an" | "the" | "this" | "that" | "these" | "no" | "any" | "its" | "their" | "his" | "her" | "'s" | "of"
            | "in" | "by" | "from" | "during" | "another" | "on" | "with" | "after" | "for" | "our"
    ) && before != "by"
        || words.lower(at + 1) == "of";
    let after_to = before == "to" && words.raw(at).chars().all(char::is_alphabetic);
    // "the shell hit", "a fire": a noun after a determiner; "shelled", "to attack": a verb.
    let part = match (noun, verb) {
        (true, true) if after_to => Part::Verb,
        (true, true) if after_determiner => Part::Noun,
        (true, true) => *part,
        (true, false) => Part::Noun,
        _ => Part::Verb,
    };
    let kind = match both {
        Some((other, other_part)) if other_part == part => other,
        _ => kind,
    };
    (!is_other_sense(words, at, phrase, part)).then_some((end, kind, part))
}

/// Words that name an event in one setting and something else in another.
fn is_other_sense(words: &Words<'_>, at: usize, phrase: &str, part: Part) -> bool {
    let (before, after) = (words.before(at), words.lower(at + phrase.split(' ').count()));
    match phrase {
        // "fire service", "the fire brigade", "to agree on", "the march of time".
        "fire" | "fires" => {
            matches!(before, "open" | "opened" | "opening" | "under" | "cease")
                || matches!(after, "service" | "brigade" | "department" | "station" | "engine" | "chief" | "officials")
        }
        "strike" | "strikes" => matches!(before, "hunger" | "general" | "on" | "labour" | "labor" | "rail"),
        "level" | "levels" | "sign" | "signs" | "mine" => part == Part::Noun || before != "to",
        "hit" | "hits" | "target" | "targets" => part == Part::Noun,
        "march" => words.is_capitalised(at),
        "aid" => before == "first",
        "storm" => part == Part::Verb,
        "level of" | "accord" => before == "of" && after == "with" || before == "own",
        _ => false,
    }
}

fn is_shouted(words: &Words<'_>, at: usize) -> bool {
    let raw = words.raw(at);
    raw.len() > 3 && !raw.chars().any(char::is_lowercase)
}

/// Whether an auxiliary of the passive stands before the verb at `at`, adverbs aside.
fn is_passive(tables: &Tables, words: &Words<'_>, at: usize) -> bool {
    let participle = !words.lower(at).ends_with("ing") && !words.lower(at).ends_with('s');
    let start = words.sentence_tokens(at).start;
    participle
        && (at.saturating_sub(4).max(start)..at)
            .rev()
            .take_while(|&index| {
                let word = words.lower(index);
                word.ends_with("ly") || tables.function_words.class(word).is_some() || index + 1 == at
            })
            .any(|index| {
                matches!(
                    words.lower(index),
                    "was" | "were" | "been" | "being" | "be" | "is" | "are" | "got" | "get" | "getting"
                )
            })
}

/// The clause that token `at` stands in: its sentence, cut at semicolons, dashes and "while".
fn clause(words: &Words<'_>, sentence: Range<usize>, at: usize) -> Range<usize> {
    let cuts = |index: &usize| {
        matches!(words.lower(*index), ";" | "—" | "–" | ":" | "while" | "whereas")
            || words.lower(*index) == "," && words.lower(*index + 1) == "but"
    };
    let start = (sentence.start..at).rev().find(cuts).map_or(sentence.start, |cut| cut + 1);
    let end = (at..sentence.end).find(cuts).unwrap_or(sentence.end);
    start..end
}

/// The indices of those `spans` in the trigger's clause, or where there is none, in its sentence.
fn attached(words: &Words<'_>, trigger: &Trigger, sentence: &Span, spans: &[Span]) -> Vec<usize> {
    let within = |region: Span| -> Vec<usize> {
        spans.iter().enumerate().filter(|(_, span)| region.contains(**span)).map(|(index, _)| index).collect()
    };
    let own = words.span(trigger.clause.clone()).map(within).unwrap_or_default();
    if own.is_empty() { within(*sentence) } else { own }
}

/// The figures of the trigger's clause to which no other trigger of the sentence stands nearer.
fn counted(
    words: &Words<'_>,
    trigger: &Trigger,
    triggers: &[Trigger],
    quantities: &[Quantity],
) -> Vec<usize> {
    let (Some(clause), Some(own)) = (words.span(trigger.clause.clone()), words.span(trigger.tokens.clone()))
    else {
        return Vec::new();
    };
    let nearer = |span: Span| {
        triggers
            .iter()
            .filter(|other| other.clause == trigger.clause)
            .filter_map(|other| words.span(other.tokens.clone()))
            .any(|other| other.gap(span) < own.gap(span))
    };
    quantities
        .iter()
        .enumerate()
        .filter(|(_, quantity)| quantity.outcome.is_some())
        .filter(|(_, quantity)| clause.contains(quantity.span) && !nearer(quantity.span))
        .map(|(index, _)| index)
        .collect()
}
