//! How likely two incidents are one: a logistic model of what speaks for and against it.
//!
//! The weights are learned by `training/links.py` from reports whose incidents are known. What speaks against one
//! incident so plainly that no weight should decide is ruled out before.

use super::profile::Profile;
use crate::features::days::Day;
use crate::features::places::PlaceFit;
use crate::features::words::{Vocabulary, WordId, cosine};
use crate::tables::Tables;

/// Two clusters are one where the mean of the scores between their incidents is this or more.
pub(crate) const THRESHOLD: f64 = 0.0;
/// The score of two incidents that cannot be one; no score goes further either way, so that no pair decides for all.
pub(crate) const LIMIT: f64 = 4.0;

/// Two days of an event may lie so far apart only where a person named with an age is shared.
const OTHER_DAY: Day = 10;
/// So may incidents whose day must be guessed from when they were published.
const LONG_AGO: Day = 21;
/// Place and date alone make no incident: some words must be shared as well.
pub(crate) const LEAST_COSINE: f64 = 0.04;
/// The likeness of words that no difference of place outweighs: one text.
const ONE_TEXT: f64 = 0.65;

/// The names of the features, in the order of [`features`].
pub(crate) const NAMES: [&str; 34] = [
    "bias",
    "words",
    "words-alike",
    "words-same",
    "described-shared",
    "described-differ",
    "person-shared",
    "persons-differ",
    "age-shared",
    "ages-differ",
    "names",
    "place-same",
    "place-rare",
    "place-near",
    "place-within",
    "place-apart",
    "day-same",
    "day-next",
    "day-close",
    "day-week",
    "day-other",
    "one-day-known",
    "reach-apart",
    "published-apart",
    "published-same",
    "kind-shared",
    "outlet-same",
    "described-far",
    "words-far",
    "single-near",
    "single-words",
    "single-day",
    "blast-near",
    "reach-unknown",
];

/// How common places are, so that a big city tells less than a village.
pub(crate) trait Rarity {
    /// From 0 (everywhere) to 1 (rare).
    fn place(&self, name: &str) -> f64;
}

/// What is weighed of two incidents; `None` where something speaks plainly against one incident.
pub(crate) fn features(
    a: &Profile<'_>,
    b: &Profile<'_>,
    rarity: &impl Rarity,
    names: &Vocabulary,
    tables: &Tables,
) -> Option<[f64; NAMES.len()]> {
    if !tables.families.compatible(a.families, b.families) {
        return None;
    }
    let words = cosine(&a.vector, &b.vector);
    if words < LEAST_COSINE {
        return None;
    }
    let telling = |person: &WordId| (2.0 / f64::from(names.documents_with(*person).max(2))).sqrt();
    let (x, y) = (&a.details, &b.details);
    let shared = || x.persons.intersection(&y.persons);
    let is_described = |person: &&WordId| x.described.contains(person) || y.described.contains(person);
    let most = |sum: f64, person: &WordId| sum.max(telling(person));
    let described = shared().filter(is_described).fold(0.0, most)
        + if shared().filter(is_described).nth(1).is_some() { 0.5 } else { 0.0 };
    let person = shared().filter(|person| !is_described(person)).fold(0.0, most);

    let place = a.place_fit(b);
    if place == Some(PlaceFit::Apart) && words < ONE_TEXT && described == 0.0 {
        return None;
    }
    // Where neither a day nor a place of both is known, only the words or a person can show that it is one incident.
    let reaches = a.reach().zip(b.reach());
    let unknown = place.is_none() && reaches.is_none();
    if unknown && words < ONE_TEXT && described == 0.0 {
        return None;
    }
    let dated = a.dated && b.dated;
    let gap = reaches.map_or(0, |(x, y)| x.gap(y));
    let furthest = if dated { OTHER_DAY } else { LONG_AGO };
    if gap > furthest && described == 0.0 {
        return None;
    }
    let apart = a.span(b);
    let flag = |holds: bool| f64::from(u8::from(holds));
    let day = |days: std::ops::RangeInclusive<Day>| flag(dated && days.contains(&gap));
    let rare = a.place().map_or(0.0, |place| rarity.place(&place.name.to_lowercase()));
    let far = (f64::from(apart) / 30.0).min(1.0);
    // Of shootings a town has many; it has one earthquake or sinking at a time, and may be shelled every week, but
    // seldom twice in two days.
    let kinds = a.families.0 & b.families.0 & !tables.families.violence.0;
    let only_blast = kinds == tables.families.blast.0;
    let close = |days: Day| a.reach().zip(b.reach()).is_some_and(|(x, y)| x.gap(y) <= days);
    let single = flag(kinds != 0 && !only_blast && close(SINGLE_DAYS));
    Some([
        1.0,
        words,
        (words - 0.15).max(0.0),
        (words - 0.35).max(0.0),
        described,
        flag(!x.described.is_empty() && !y.described.is_empty() && described == 0.0),
        person,
        flag(!x.persons.is_empty() && !y.persons.is_empty() && shared().next().is_none()),
        flag(x.ages.intersection(&y.ages).next().is_some()),
        flag(!x.ages.is_empty() && !y.ages.is_empty() && x.ages.is_disjoint(&y.ages)),
        cosine(&x.names, &y.names),
        flag(place == Some(PlaceFit::Same)),
        if place == Some(PlaceFit::Same) { rare } else { 0.0 },
        flag(place == Some(PlaceFit::Near)),
        flag(place == Some(PlaceFit::Within)),
        flag(place == Some(PlaceFit::Apart)),
        day(0..=0),
        day(1..=1),
        day(2..=3),
        day(4..=7),
        day(8..=Day::MAX),
        flag(a.dated != b.dated),
        if dated { 0.0 } else { (1.0 + f64::from(gap)).ln() },
        (1.0 + f64::from(apart)).ln(),
        flag(apart == 0 && !a.published.is_empty() && !b.published.is_empty()),
        flag(a.families.shares(b.families)),
        flag(a.outlet.is_some() && a.outlet == b.outlet),
        described * far,
        words * far,
        single,
        single * words,
        single * flag(dated && gap <= 1),
        flag(only_blast && close(BLAST_DAYS)),
        flag(a.reach().is_none() || b.reach().is_none()),
    ])
}

/// The score of two incidents, from `-LIMIT` (two) to `LIMIT` (one); `None` where they cannot be one.
pub(crate) fn score(
    a: &Profile<'_>,
    b: &Profile<'_>,
    rarity: &impl Rarity,
    names: &Vocabulary,
    tables: &Tables,
) -> Option<f64> {
    let found = features(a, b, rarity, names, tables)?;
    let sum: f64 = found.iter().zip(&tables.link_weights).map(|(value, weight)| value * weight).sum();
    // An incident told in passing has no title and few words: the weights are those of main ones.
    let passing = f64::from(u8::from(!a.main)) + f64::from(u8::from(!b.main));
    Some((sum - PASSING * passing).clamp(-LIMIT, LIMIT))
}

/// How much less likely an incident that is told in passing is the same as another one.
const PASSING: f64 = 0.5;
/// So many days apart at most, two incidents of a kind that a place seldom has twice are one more likely.
const SINGLE_DAYS: Day = 7;
/// The same of shells and bombs.
const BLAST_DAYS: Day = 1;
