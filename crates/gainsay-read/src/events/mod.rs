//! What happened: event words with their type, mode, circumstances and participants.
//!
//! The types are those of PLOVER with hazards and casualties beside them; the words stand in `data/events.tsv`.

mod attach;
mod clause;
mod mood;
mod names;
mod participants;
mod tables;
#[cfg(test)]
mod tests;
mod trigger;

use gainsay_document::{
    Actor, Attribution, Event, Modality, Outcome, Place, Polarity, Quantity, Span, Stance, Time,
};

use crate::attribution::Words;
use crate::segment::Segmentation;

pub(crate) use attach::{begins_stretch, home, tells_speaking};
pub(crate) use clause::parted;
pub(crate) use tables::Phrases;
pub use tables::Tables;
use trigger::Trigger;

/// The layers of one document that the events and the claims are read from.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'a> {
    /// The text.
    pub text: &'a str,
    /// Its units.
    pub segmentation: &'a Segmentation,
    /// Who said what.
    pub attributions: &'a [Attribution],
    /// How many.
    pub quantities: &'a [Quantity],
    /// When.
    pub times: &'a [Time],
    /// Where.
    pub places: &'a [Place],
}

/// The events of a text in order, and its actors with those that only take part in an event behind the known ones.
#[must_use]
pub fn events(
    tables: &Tables,
    words_tables: &crate::attribution::Tables,
    layers: Layers<'_>,
    actors: Vec<Actor>,
) -> (Vec<Event>, Vec<Actor>) {
    let words = Words::new(words_tables, layers.text, layers.segmentation);
    let triggers = trigger::triggers(tables, &words, layers.places);
    let mut names =
        names::Names { words: &words, tables, places: layers.places, quantities: layers.quantities, actors };
    let mut events = Vec::with_capacity(triggers.len());
    let spans: Vec<Span> = triggers.iter().filter_map(|trigger| words.span(&trigger.tokens)).collect();
    let happening: Vec<(usize, Span)> = layers
        .times
        .iter()
        .map(|time| time.span)
        .enumerate()
        .filter(|(_, time)| !begins_stretch(&words, *time))
        .filter(|(_, time)| !tells_speaking(&words, layers.attributions, &spans, *time))
        .collect();
    let mut turned = vec![false; layers.attributions.len()];
    for trigger in &triggers {
        let Some(span) = words.span(&trigger.tokens) else { continue };
        let holder = holder(&words, layers.attributions, trigger, span);
        let mut event = Event {
            kind: trigger.kind.to_owned(),
            trigger: span,
            polarity: mood::polarity(
                &words,
                trigger,
                holder.and_then(|index| layers.attributions[index].cue.cover()),
            ),
            modality: mood::modality(tables, &words, trigger),
            places: crate::place::narrowest(
                layers.places,
                attached(&words, layers, trigger, layers.places.iter().map(|place| place.span).enumerate()),
            ),
            times: attached(&words, layers, trigger, happening.iter().copied()),
            quantities: counted(&words, layers, trigger),
            participants: participants::participants(
                &mut names,
                tables,
                trigger,
                holder.map(|index| &layers.attributions[index]),
            ),
        };
        if let Some(index) = holder {
            stance(&words, &layers.attributions[index], trigger, &mut turned[index], &mut event);
        }
        events.push(event);
    }
    (events, names.actors)
}

fn attached(
    words: &Words,
    layers: Layers<'_>,
    trigger: &Trigger,
    spans: impl Iterator<Item = (usize, Span)>,
) -> Vec<usize> {
    attach::nearest(words, layers.attributions, trigger, spans)
}

fn counted(words: &Words, layers: Layers<'_>, trigger: &Trigger) -> Vec<usize> {
    let of = outcome(trigger.kind);
    let spans = layers
        .quantities
        .iter()
        .enumerate()
        .filter(|(_, quantity)| quantity.outcome.is_some() && (of.is_none() || quantity.outcome == of));
    attach::nearest(
        words,
        layers.attributions,
        trigger,
        spans.map(|(index, quantity)| (index, quantity.span)),
    )
}

/// The outcome that an event of harm is counted by; `None` for an event that can have any.
fn outcome(kind: &str) -> Option<Outcome> {
    Some(match kind {
        "kill" | "die" | "drown" | "murder" | "execute" => Outcome::Killed,
        "injure" => Outcome::Injured,
        "missing" | "disappear" => Outcome::Missing,
        "arrest" => Outcome::Detained,
        "abduct" => Outcome::Abducted,
        "displace" => Outcome::Displaced,
        "evacuate" => Outcome::Evacuated,
        "rescue" => Outcome::Rescued,
        "destroy" => Outcome::Destroyed,
        "damage" => Outcome::Damaged,
        _ => return None,
    })
}

/// The attribution an event belongs to: the innermost whose content holds it, or one whose cue or object it is.
fn holder(words: &Words, attributions: &[Attribution], trigger: &Trigger, span: Span) -> Option<usize> {
    home(attributions, span).or_else(|| object_of(words, attributions, &trigger.sentence, span))
}

/// The attribution in whose cue, or in the object of whose denial, accusation or retraction, a fact stands.
pub(crate) fn object_of(
    words: &Words,
    attributions: &[Attribution],
    sentence: &std::ops::Range<usize>,
    span: Span,
) -> Option<usize> {
    let sentence_span = words.span(sentence)?;
    let in_cue = |attribution: &Attribution| attribution.cue.contains(span);
    let in_object = |attribution: &Attribution| {
        let Some(cue) = attribution.cue.cover() else { return false };
        matches!(attribution.stance, Stance::Deny | Stance::Retract | Stance::Accuse | Stance::Confirm)
            && sentence_span.contains(cue)
            && cue.end() <= span.start()
            && !attributions.iter().any(|other| {
                let begins = other.source.first().or_else(|| other.cue.first());
                begins.is_some_and(|begin| begin.start() > cue.end() && begin.start() < span.start())
            })
            && !words
                .text
                .get(cue.end()..span.start())
                .is_some_and(|between| between.contains([';', '“', '”', '"']))
    };
    let last = |fits: &dyn Fn(&Attribution) -> bool| attributions.iter().rposition(fits);
    last(&in_cue).or_else(|| last(&in_object))
}

/// What the stance of its attribution makes of an event: the first thing denied, demanded or promised is what is meant.
fn stance(words: &Words, attribution: &Attribution, trigger: &Trigger, turned: &mut bool, event: &mut Event) {
    if attribution.cue.contains(event.trigger) || *turned {
        return;
    }
    // "demanded an answer after the attack": the attack is no part of the demand.
    let close = attribution.content.first().is_none_or(|content| {
        let first = words.segmentation.token_at(content.start());
        trigger.tokens.start < first + 6
    });
    let past = !trigger.noun
        && words.lower(trigger.tokens.start).ends_with("ed")
        && event.modality == Modality::Asserted;
    match attribution.stance {
        Stance::Deny => {
            event.polarity = match event.polarity {
                Polarity::Asserted => Polarity::Denied,
                Polarity::Denied => Polarity::Asserted,
            };
        }
        Stance::Demand if close && !past => event.modality = Modality::Demanded,
        Stance::Promise if close && !past => event.modality = Modality::Planned,
        _ => return,
    }
    *turned = true;
}
