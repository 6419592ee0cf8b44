//! Who claims which facts.
//!
//! A fact is a figure with an outcome, or an event. It belongs to the innermost attribution whose content holds it; what
//! no content holds is said in the author's own voice, one claim a sentence. A denial, retraction, accusation or
//! confirmation is a claim even where it names no fact.

mod circumstances;
mod corrections;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use gainsay_document::{
    Attribution, AttributionId, Claim, Event, EventId, Facts, Modality, Place, Polarity, Quantity, Span, Spans,
    Stance, Time,
};

use crate::words::Words;
use circumstances::Circumstances;
pub use corrections::split_corrections;

/// The layers that claims are made of.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'l> {
    /// Who said what.
    pub attributions: &'l [Attribution],
    /// How many.
    pub quantities: &'l [Quantity],
    /// When.
    pub times: &'l [Time],
    /// Where.
    pub places: &'l [Place],
    /// What happened.
    pub events: &'l [Event],
}

/// Who holds a fact: an attribution, or the author in a clause of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Holder {
    Attribution(usize),
    /// The first byte of the clause.
    Author(usize),
}

/// The claims of a text, in order. Every quantity with an outcome is in exactly one.
#[must_use]
pub fn claims(words: &Words<'_>, layers: Layers<'_>) -> Vec<Claim> {
    let mut held: BTreeMap<Holder, Facts> = BTreeMap::new();
    for (index, quantity) in layers.quantities.iter().enumerate() {
        if quantity.outcome.is_some() {
            let holder = holder(words, layers, quantity.span);
            held.entry(holder).or_default().quantities.push(index);
        }
    }
    for (index, event) in layers.events.iter().enumerate() {
        // "denied" and "accused" are how something is said; the claim's stance tells it.
        if !layers.attributions.iter().any(|attribution| attribution.cue.overlaps(event.trigger)) {
            let holder = holder(words, layers, event.trigger);
            held.entry(holder).or_default().events.push(EventId::at(index));
        }
    }
    for (index, attribution) in layers.attributions.iter().enumerate() {
        let is_act = matches!(attribution.stance, Stance::Deny | Stance::Retract | Stance::Accuse | Stance::Confirm);
        // What an attribution inside it holds is said there.
        let passes_on =
            layers.attributions.iter().any(|inner| inner.inside == Some(AttributionId::at(index)));
        if is_act && !passes_on {
            held.entry(Holder::Attribution(index)).or_default();
        }
    }
    let circumstances = Circumstances::new(words, layers);
    let mut claims: Vec<Claim> = held
        .into_iter()
        .filter_map(|(holder, facts)| claim(words, layers, &circumstances, holder, facts))
        .collect();
    claims.sort_by_key(|claim| (claim.span.first().map(Span::start), claim.attribution));
    claims
}

/// The innermost attribution whose content holds `span`, else the author.
fn holder(words: &Words<'_>, layers: Layers<'_>, span: Span) -> Holder {
    let innermost = layers
        .attributions
        .iter()
        .enumerate()
        .filter(|(_, attribution)| attribution.content.contains(span))
        .min_by_key(|(index, attribution)| (attribution.content.len(), *index));
    match innermost {
        Some((index, _)) => Holder::Attribution(index),
        None => Holder::Author(clause(words, span).start()),
    }
}

/// The clause of the sentence that `span` stands in: sentences are cut at semicolons.
fn clause(words: &Words<'_>, span: Span) -> Span {
    let at = words.segmentation.token_at(span.start());
    let sentence = words.sentence_tokens(at);
    let cut = |index: &usize| words.lower(*index) == ";";
    let start = (sentence.start..at).rev().find(cut).map_or(sentence.start, |cut| cut + 1);
    let end = (at..sentence.end).find(cut).unwrap_or(sentence.end);
    words.span(start..end).map_or(span, |clause| clause.cover(span))
}

fn claim(
    words: &Words<'_>,
    layers: Layers<'_>,
    circumstances: &Circumstances<'_>,
    holder: Holder,
    mut facts: Facts,
) -> Option<Claim> {
    let (span, attribution) = match holder {
        Holder::Attribution(index) => {
            let attribution = layers.attributions.get(index)?;
            // A denial without a content of its own ("denied it") is shown by its cue.
            let span = if attribution.content.is_empty() { &attribution.cue } else { &attribution.content };
            (span.clone(), Some(index))
        }
        Holder::Author(_) => (own_words(words, layers, &facts)?, None),
    };
    if span.is_empty() {
        return None;
    }
    let stance = attribution.and_then(|index| layers.attributions.get(index)).map(|held| held.stance);
    (facts.times, facts.places) = circumstances.of(&span, attribution);
    Some(Claim {
        polarity: polarity(layers, stance, &facts),
        modality: modality(layers, stance, &facts),
        span,
        attribution: attribution.map(AttributionId::at),
        facts,
    })
}

/// The author's own words around `facts`: their clause without what is attributed to others.
fn own_words(words: &Words<'_>, layers: Layers<'_>, facts: &Facts) -> Option<Spans> {
    let quantities = facts.quantities.iter().filter_map(|&index| layers.quantities.get(index)).map(|q| q.span);
    let events = facts.events.iter().filter_map(|id| layers.events.get(id.index())).map(|event| event.trigger);
    let held: Vec<Span> = quantities.chain(events).collect();
    let clause = clause(words, *held.first()?);
    let taken: Spans = layers
        .attributions
        .iter()
        .flat_map(|attribution| [&attribution.source, &attribution.cue, &attribution.content])
        .flat_map(Spans::iter)
        .filter_map(|span| span.intersection(clause))
        // A source may hold a fact itself ("the mother of two killed soldiers said"): its words are needed then.
        .filter(|span| !held.iter().any(|fact| fact.overlaps(*span)))
        .collect();
    let mut pieces = Vec::new();
    let mut at = clause.start();
    let ends = taken.iter().map(|span| (span.start(), span.end())).chain([(clause.end(), clause.end())]);
    for (start, end) in ends {
        if let Some(piece) = Span::ordered(at..start).and_then(|piece| piece.trimmed(words.text)) {
            pieces.push(piece);
        }
        at = end;
    }
    pieces.retain(|piece| held.iter().any(|fact| piece.overlaps(*fact)));
    // A fact that a content cuts in two keeps its own words.
    let whole: Spans = pieces.into_iter().chain(held).collect();
    Some(whole)
}

fn polarity(layers: Layers<'_>, stance: Option<Stance>, facts: &Facts) -> Polarity {
    let mut events = facts.events.iter().filter_map(|id| layers.events.get(id.index())).peekable();
    let all_denied = events.peek().is_some() && events.all(|event| event.polarity == Polarity::Denied);
    let counted = facts.quantities.iter().filter_map(|&index| layers.quantities.get(index));
    let is_counted = counted.into_iter().any(|quantity| quantity.interval.high != Some(0.0));
    if stance == Some(Stance::Deny) || all_denied && !is_counted { Polarity::Denied } else { Polarity::Asserted }
}

fn modality(layers: Layers<'_>, stance: Option<Stance>, facts: &Facts) -> Modality {
    match stance {
        Some(Stance::Demand) => return Modality::Demanded,
        Some(Stance::Promise) => return Modality::Planned,
        _ => {}
    }
    let events = || facts.events.iter().filter_map(|id| layers.events.get(id.index()));
    // The events that the figures belong to speak for them; without figures the first event does.
    let counting: Vec<Modality> = events()
        .filter(|event| event.quantities.iter().any(|quantity| facts.quantities.contains(quantity)))
        .map(|event| event.modality)
        .collect();
    let agreed = |modes: &[Modality]| match modes {
        [first, rest @ ..] if rest.iter().all(|mode| mode == first) => *first,
        _ => Modality::Asserted,
    };
    if !facts.quantities.is_empty() {
        return agreed(&counting);
    }
    let all: Vec<Modality> = events().map(|event| event.modality).collect();
    if all.iter().any(|mode| *mode == Modality::Asserted) { Modality::Asserted } else { agreed(&all[..all.len().min(1)]) }
}
