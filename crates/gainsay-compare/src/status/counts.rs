//! The figures of a matter, by outcome, category and scope.

use std::collections::BTreeMap;

use gainsay_document::{FacetKind, Interval, Modality, Outcome, Quantity, Span};

use super::assess::Question;
use super::coverage::Extent;
use super::item::{Item, Value};
use super::{Matter, casualties, item};
use crate::features::figures::CountKey;
use crate::features::{ClaimFeatures, holds_words};

/// Words for a number that are used of more as well.
const VAGUE: [&str; 4] = ["several", "a few", "a handful", "a handful of"];

/// Where so many are counted, one person is one of them.
const MANY: f64 = 50.0;

/// One question for each outcome, category and scope that is counted; a subtotal is one of its own.
pub(super) fn questions<'a>(matter: &Matter<'_, 'a>, extent: &Extent) -> Vec<Question<'a>> {
    let mut items: BTreeMap<CountKey, Vec<Item<'a>>> = BTreeMap::new();
    let mut nobody: Vec<(CountKey, Item<'a>)> = Vec::new();
    for &index in matter.claims {
        let claim = &matter.corpus.claims[index];
        if !claim.is_factual() {
            continue;
        }
        let moves = claim.has_cue(&matter.tables.cues.change);
        // "Nobody was killed" gives a number, and a reporter's "not" is no denial of anybody's figure.
        let figures = claim
            .figures
            .iter()
            .filter(|figure| claim.attribution.is_some() || !claim.is_denial() || figure.is_none());
        let document = matter.corpus.document_of(index);
        let (text, quantities) = (&document.document.text, &document.reading.quantities);
        let cues = &matter.tables.cues;
        for figure in figures {
            let quantity = &quantities[figure.quantity];
            let vague = quantity.approximator.as_deref();
            let around = around(text, quantity.span, &document.reading.sentences);
            let words = quantity.span.of(text);
            let adds = holds_cue(words, &cues.addition)
                || words.ends_with(" more")
                || follows_addition(text, quantity.span, &cues.addition);
            let of_figure = Item {
                denied: claim.is_denial() && !figure.is_none(),
                retracts: claim.is_retraction(),
                former: figure.former,
                partial: figure.by_description
                    || ((adds || is_of_some(text, quantity.span)) && !figure.is_none())
                    || counts_one_sex(quantity, claim, quantities),
                moves,
                affiliation: figure.affiliation.clone(),
                vague: vague.is_some_and(|word| VAGUE.contains(&word)),
                floor: is_round(words) || holds_cue(around, &cues.least),
                possible: claim.claim.modality == Modality::Possible || holds_cue(around, &cues.feared),
                coverage: extent.coverage(matter, index, quantity),
                ..item(matter, index, Value::Count(figure.interval))
            };
            if casualties::says_none(matter, index, figure) {
                nobody.push((figure.key.clone(), of_figure));
            } else {
                items.entry(figure.key.clone()).or_default().push(of_figure);
            }
        }
    }
    casualties::spread(nobody, &mut items);
    for &index in matter.claims {
        let claim = &matter.corpus.claims[index];
        if claim.is_retraction() && claim.figures.is_empty() && !is_about_agent(matter, claim) {
            take_back(matter, index, &mut items);
        }
    }
    for list in items.values_mut() {
        mark_parts(list);
    }
    items
        .into_iter()
        .map(|(key, items)| Question {
            kind: FacetKind::Count,
            count: Some(key),
            items,
            spread: false,
            wide: extent.mixed,
        })
        .collect()
}

/// The words before and after a figure that may say how it was found, within its sentence.
fn around<'t>(text: &'t str, figure: Span, sentences: &[Span]) -> &'t str {
    const BEFORE: usize = 60;
    const AFTER: usize = 80;
    let sentence = sentences.iter().find(|sentence| sentence.contains(figure)).copied().unwrap_or(figure);
    let boundary = |at: usize| (sentence.start()..=at).rev().find(|at| text.is_char_boundary(*at));
    let start = boundary(figure.start().saturating_sub(BEFORE).max(sentence.start()));
    let end = boundary((figure.end() + AFTER).min(sentence.end()));
    start.zip(end).and_then(|(start, end)| text.get(start..end)).unwrap_or_default()
}

/// Whether the word before a figure adds it to others: "another 10".
fn follows_addition(text: &str, figure: Span, additions: &[&str]) -> bool {
    let before = text.get(..figure.start()).unwrap_or_default().trim_end();
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    additions.contains(&word.as_str())
}

/// Whether the words behind a figure make it one of those told of before: "two of them", "two who were".
fn is_of_some(text: &str, figure: Span) -> bool {
    let after = text.get(figure.end()..).unwrap_or_default().trim_start().to_lowercase();
    let of_them = ["of them ", "of those ", "of the dead", "of the injured", "of the missing", "of whom "];
    let bare = figure.of(text).split_whitespace().count() == 1;
    of_them.iter().any(|words| after.starts_with(words)) || (bare && after.starts_with("who "))
}

/// Whether the men are counted beside the women or children of the same claim: "five men and five women".
fn counts_one_sex(quantity: &Quantity, claim: &ClaimFeatures<'_>, quantities: &[Quantity]) -> bool {
    let of_men = matches!(quantity.unit.as_deref(), Some("man" | "men"));
    of_men
        && claim.figures.iter().any(|figure| {
            let other = &quantities[figure.quantity];
            other.outcome == quantity.outcome
                && matches!(other.unit.as_deref(), Some("woman" | "child" | "girl"))
        })
}

/// Whether one of the cues stands in the words.
fn holds_cue(words: &str, cues: &[&str]) -> bool {
    let words = words.to_lowercase();
    cues.iter().any(|cue| holds_words(&words, cue))
}

/// Whether a number is only a round word for a great one, which is used of more as well: "thousands of people".
fn is_round(words: &str) -> bool {
    const ROUND: [&str; 5] = ["dozens", "scores", "hundreds", "thousands", "millions"];
    words.split(|c: char| !c.is_alphanumeric()).any(|word| ROUND.contains(&word.to_lowercase().as_str()))
}

/// Mark figures of what is plainly a part: "a woman was killed" in a report that also counts 14 dead, or where another
/// counts as many as nobody overlooks; "three died at the clinic" in one that counts thousands.
fn mark_parts(items: &mut [Item<'_>]) {
    const THOUSANDS: f64 = 1_000.0;
    const PART: f64 = 20.0;
    const FRACTION: f64 = 10.0;
    let least = |item: &Item<'_>| item.bounds().and_then(|bounds| bounds.low);
    let mut most: BTreeMap<usize, f64> = BTreeMap::new();
    // An author who counts 14 and cites a hospital with six does not take the six for all.
    let mut own: BTreeMap<usize, f64> = BTreeMap::new();
    for item in items.iter() {
        let low = least(item).unwrap_or_default();
        if !item.denied {
            let known = most.entry(item.document).or_default();
            *known = known.max(low);
        }
        if item.own_voice && !item.denied && !item.former && !item.possible {
            let known = own.entry(item.document).or_default();
            *known = known.max(low);
        }
    }
    let many = most.values().any(|low| *low >= MANY);
    // What two reports count at least: one alone may be read wrongly.
    let mut sizes: Vec<f64> = most.values().copied().collect();
    sizes.sort_by(f64::total_cmp);
    let known = sizes.len().checked_sub(2).map_or(0.0, |second| sizes[second]);
    for item in items {
        let Value::Count(interval) = &item.value else { continue };
        let most = most.get(&item.document).copied().unwrap_or_default();
        let is_one = *interval == Interval::exactly(1.0) && (many || most > 1.0);
        let is_small =
            most >= THOUSANDS && interval.high.is_some_and(|high| high > 0.0 && high * PART <= most);
        let high = item.bounds().and_then(|bounds| bounds.high);
        let is_fraction = known >= MANY
            && !item.coverage.of_all
            && !item.denied
            && interval.high.is_some_and(|high| high > 0.0 && high * FRACTION <= known);
        let fewer = high.zip(own.get(&item.document)).is_some_and(|(high, own)| high > 0.0 && high < *own);
        item.partial |=
            is_one || is_small || is_fraction || item.observer && !item.own_voice && !item.denied && fewer;
    }
}

fn is_about_agent(matter: &Matter<'_, '_>, claim: &ClaimFeatures<'_>) -> bool {
    claim.has_cue(&matter.tables.cues.responsibility) && !claim.has_cue(&matter.tables.cues.figure)
}

/// "The union withdrew its toll": the last value that its origin gave, of what the claim speaks of.
fn take_back<'a>(matter: &Matter<'_, 'a>, index: usize, items: &mut BTreeMap<CountKey, Vec<Item<'a>>>) {
    let claim = &matter.corpus.claims[index];
    let origin = matter.voices.origin(index);
    let spoken = claim.events.iter().find_map(|event| match event.kind.as_str() {
        "kill" | "blast-killing" | "battle-killing" | "die" | "death" => Some(Outcome::Killed),
        "injure" | "wound" => Some(Outcome::Injured),
        "missing" | "disappear" => Some(Outcome::Missing),
        _ => None,
    });
    let mut own: Vec<(&CountKey, &Item<'a>)> = items
        .iter()
        .filter_map(|(key, items)| {
            let last = items
                .iter()
                .rev()
                .find(|item| item.origin == origin && !item.retracts && item.claim != index)?;
            Some((key, last))
        })
        .collect();
    own.sort_by_key(|(key, _)| (spoken != Some(key.outcome), key.unnamed_part, (*key).clone()));
    let Some((key, last)) = own.first() else { return };
    let (key, value) = ((*key).clone(), last.value.clone());
    if let Some(list) = items.get_mut(&key) {
        list.push(Item { retracts: true, ..item(matter, index, value) });
        list.sort_by_key(|item| item.claim);
    }
}
