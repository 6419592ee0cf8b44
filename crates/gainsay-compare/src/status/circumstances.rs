//! That it happened, where, and when.

use std::collections::BTreeMap;

use gainsay_document::{Event, FacetKind, Modality, Polarity, Span, Stance};

use super::assess::Question;
use super::coverage::{Extent, LONG, WIDE};
use super::item::{Item, Value};
use super::responsibility::is_about_agent;
use super::{Matter, item};
use crate::features::days::Window;
use crate::tables::Families;

/// A date wider than this tells no day.
const TELLING_DAYS: i32 = 3;

/// Whether it happened at all. `counts` are the questions already made of figures.
pub(super) fn occurrence<'a>(
    matter: &Matter<'_, 'a>,
    counts: &[Question<'a>],
    extent: &Extent,
) -> Option<Question<'a>> {
    // Deaths and damage speak of the event only where nothing names the event itself.
    let named = matter.claims.iter().any(|&claim| !matter.corpus.claims[claim].families.is_empty());
    // All that one origin says of the event is one value.
    let mut families: BTreeMap<usize, Families> = BTreeMap::new();
    for &index in matter.claims {
        let claim = &matter.corpus.claims[index];
        if !claim.is_denial() {
            let known = families.entry(matter.voices.origin(index)).or_default();
            *known = known.with(claim.families);
        }
    }
    // What was agreed or refused is at issue itself, although a plan is no event that has happened.
    let statement = matter.claims.iter().all(|&claim| !matter.corpus.claims[claim].incident);
    let mut items = Vec::new();
    for &index in matter.claims {
        let claim = &matter.corpus.claims[index];
        let stands = claim.is_factual() || (statement && claim.claim.modality == Modality::Hypothetical);
        let speaks =
            if named { !claim.families.is_empty() } else { claim.incident || !claim.events.is_empty() };
        let value = Value::Happened(families.get(&matter.voices.origin(index)).copied().unwrap_or_default());
        if claim.is_retraction() {
            let of_figure = counts
                .iter()
                .any(|count| count.items.binary_search_by_key(&index, |item| item.claim).is_ok());
            if speaks && !of_figure {
                items.push(Item { retracts: true, ..item(matter, index, value) });
            }
        } else if claim.is_denial() {
            let denies = claim.attribution.is_some() && (statement || denies_event(matter, index));
            if speaks && denies && claim.figures.is_empty() && !is_about_agent(matter, index) {
                // What is denied is the event named first: "that the dam had collapsed, hours after the flood".
                let value = Value::Happened(first_families(matter, index));
                items.push(Item { denied: true, ..item(matter, index, value) });
            }
        } else if speaks && stands {
            items.push(item(matter, index, value));
        }
    }
    (!items.is_empty()).then_some(Question {
        kind: FacetKind::Occurrence,
        count: None,
        items,
        spread: false,
        wide: extent.wide,
    })
}

/// Whether what is denied is the event itself rather than something said about it: "that the dam had collapsed",
/// "any attack"; not "to comment on the fire", "that the explosions were related".
fn denies_event(matter: &Matter<'_, '_>, index: usize) -> bool {
    /// The event named first stands within so many words of the beginning.
    const WORDS: usize = 8;
    let claim = &matter.corpus.claims[index];
    let text = &matter.corpus.documents[claim.document].document.text;
    let of_kind =
        |kind: &str| matter.tables.families.kind(kind).is_some_and(|word| !word.families.is_empty());
    let Some(event) = claim.events.iter().find(|event| of_kind(&event.kind)) else { return false };
    if claim.stance() != Some(Stance::Deny) && event.polarity != Polarity::Denied {
        return false;
    }
    let Some(start) = claim.claim.span.first().map(Span::start) else { return false };
    let before: Vec<&str> =
        text.get(start..event.trigger.start()).unwrap_or_default().split_whitespace().collect();
    let after = text.get(event.trigger.end()..).unwrap_or_default().split_whitespace().next();
    // A noun alone ("the charges over the fire") is denied as something else: that it is true, or a request.
    let text_of = claim.claim.span.of(text).to_lowercase();
    let first = text_of.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
    let of_clause = ["that", "there", "any", "no"].contains(&first);
    if !of_clause || (first == "that" && claim.stance() != Some(Stance::Deny)) {
        return false;
    }
    let doubts = |words: &str| words.split_whitespace().any(|word| matches!(word, "doubt" | "question"));
    let cue = claim.attribution.map_or_else(String::new, |said| said.cue.of(text).to_lowercase());
    let doubt = doubts(&before.join(" ")) || doubts(&cue);
    let aside = before.first().is_some_and(|word| matches!(*word, "to" | "whether" | "about" | "on"));
    let says_more = after.is_some_and(|word| matches!(word, "is" | "are" | "was" | "were" | "came" | "come"));
    before.len() <= WORDS && !aside && !says_more && !doubt
}

fn first_families(matter: &Matter<'_, '_>, index: usize) -> Families {
    let kinds = matter.corpus.claims[index]
        .events
        .iter()
        .filter_map(|event| matter.tables.families.kind(&event.kind));
    kinds.map(|word| word.families).find(|families| !families.is_empty()).unwrap_or_default()
}

/// Where it happened: the places that claims give the event itself.
pub(super) fn place<'a>(matter: &Matter<'_, 'a>, extent: &Extent) -> Option<Question<'a>> {
    let amended = |index: usize| matter.corpus.claims[index].amended_place().map(Value::Place);
    let items = of_events(matter, extent, amended, |index, event| {
        let reading = matter.corpus.document_of(index).reading;
        let places = event.places.iter().filter_map(|&place| reading.places.get(place));
        places
            // A part of the world ("the Gulf") tells no place apart from another.
            .filter(|place| {
                !place.is_country && place.country.is_some() && says_itself(matter, index, place.span)
            })
            .map(Value::Place)
            .collect()
    });
    let spread = is_spread(matter, &WIDE) || is_spread(matter, &LONG);
    (!items.is_empty()).then(|| Question {
        wide: extent.mixed,
        ..Question::of_circumstance(FacetKind::Place, items, spread)
    })
}

/// When it happened: the days that claims give the event itself.
pub(super) fn date<'a>(matter: &Matter<'_, 'a>, extent: &Extent) -> Option<Question<'a>> {
    let amended = |index: usize| matter.corpus.claims[index].amended_date().map(Value::Days);
    let items = of_events(matter, extent, amended, |index, event| {
        let reading = matter.corpus.document_of(index).reading;
        let text = &matter.corpus.document_of(index).document.text;
        let published = matter.corpus.published(index);
        let times = event.times.iter().filter_map(|&time| reading.times.get(time));
        times
            // "Last Tuesday" may be a week before the nearest one.
            .filter(|time| !time.span.of(text).to_lowercase().starts_with("last "))
            .filter(|time| says_itself(matter, index, time.span))
            .filter_map(Window::of)
            .filter(|window| window.days() <= TELLING_DAYS && published.is_none_or(|day| window.start <= day))
            .map(Value::Days)
            .collect()
    });
    let spread = is_spread(matter, &LONG);
    (!items.is_empty())
        .then(|| Question { wide: extent.wide, ..Question::of_circumstance(FacetKind::Date, items, spread) })
}

/// Whether the matter is of the family of one of these event types.
fn is_spread(matter: &Matter<'_, '_>, kinds: &[&str]) -> bool {
    let of_kind = |kind: &&str| matter.tables.families.kind(kind).map(|word| word.families);
    kinds.iter().filter_map(of_kind).any(|families| families.shares(matter.families))
}

/// Whether `words` stand in a sentence of the claim. What it takes over from an earlier sentence is not its holder's word.
fn says_itself(matter: &Matter<'_, '_>, index: usize, words: Span) -> bool {
    let claim = matter.corpus.claims[index].claim;
    let sentences = matter.corpus.document_of(index).sentences;
    claim.span.overlaps(words)
        || sentences
            .near(words)
            .iter()
            .any(|sentence| sentence.contains(words) && claim.span.overlaps(*sentence))
}

/// The values that `values` finds at the asserted events of the matter's kind, the first of each claim; where a person
/// says otherwise, what that person says.
fn of_events<'a>(
    matter: &Matter<'_, 'a>,
    extent: &Extent,
    amended: impl Fn(usize) -> Option<Value<'a>>,
    values: impl Fn(usize, &'a Event) -> Vec<Value<'a>>,
) -> Vec<Item<'a>> {
    let of_kind = |kind: &str| {
        let families = matter.tables.families.kind(kind).map_or(Families::default(), |word| word.families);
        // Where a matter is great, what else happened in it has days and towns of its own.
        let leading = !extent.wide || families.shares(extent.leading);
        !families.is_empty() && leading && matter.tables.families.compatible(families, matter.families)
    };
    let mut items: Vec<Item<'a>> = Vec::new();
    for &index in matter.claims {
        let claim = &matter.corpus.claims[index];
        if claim.is_denial() || claim.is_retraction() || !claim.is_factual() {
            continue;
        }
        let found = claim.events.iter().copied().filter(|event| of_kind(&event.kind));
        let value = amended(index).or_else(|| found.flat_map(|event| values(index, event)).next());
        if let Some(value) = value {
            items.push(item(matter, index, value));
        }
    }
    items
}
