//! Polarity and mode of a claim, from its stance, its events and its figures.

use gainsay_document::{Attribution, Event, Facts, Modality, Polarity, Stance};

use crate::events::Layers;

/// The events a claim is about, without those that its cue only names.
fn main<'e>(events: &'e [Event], attribution: Option<&Attribution>, facts: &Facts) -> Vec<&'e Event> {
    let in_cue =
        |event: &Event| attribution.is_some_and(|attribution| attribution.cue.contains(event.trigger));
    facts.events.iter().filter_map(|id| events.get(id.index())).filter(|event| !in_cue(event)).collect()
}

/// Denied where the source denies it, or where all it says happened is said not to have.
pub(super) fn polarity(
    layers: Layers<'_>,
    events: &[Event],
    attribution: Option<&Attribution>,
    facts: &Facts,
) -> Polarity {
    if attribution.is_some_and(|attribution| attribution.stance == Stance::Deny) {
        return Polarity::Denied;
    }
    let main = main(events, attribution, facts);
    // "Nobody was killed" asserts a figure: none.
    let counted = facts.quantities.iter().any(|&index| layers.quantities.get(index).is_some());
    let denied = !counted && !main.is_empty() && main.iter().all(|event| event.polarity == Polarity::Denied);
    if denied { Polarity::Denied } else { Polarity::Asserted }
}

/// The mode of the event that its first figure counts, else of its first event; a demand or promise gives its own.
pub(super) fn modality(
    layers: Layers<'_>,
    events: &[Event],
    attribution: Option<&Attribution>,
    facts: &Facts,
) -> Modality {
    let main = main(events, attribution, facts);
    let figure = facts.quantities.first().and_then(|&index| layers.quantities.get(index));
    let event = match figure {
        Some(figure) => main.iter().min_by_key(|event| event.trigger.gap(figure.span)),
        None => main.first(),
    };
    match (attribution.map(|attribution| attribution.stance), event) {
        (Some(Stance::Demand), None) => Modality::Demanded,
        (Some(Stance::Promise), None) => Modality::Planned,
        // "1,200 people were killed last year" tells of no one event, and states its figure all the same.
        (_, Some(event)) if figure.is_some() && event.modality == Modality::Hypothetical => {
            Modality::Asserted
        }
        (_, event) => event.map_or(Modality::Asserted, |event| event.modality),
    }
}
