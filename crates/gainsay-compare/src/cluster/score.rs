//! How likely two incidents, or two clusters of them, are one.

use super::profile::Profile;
use crate::features::days::Day;
use crate::features::names::NameKey;
use crate::features::places::PlaceFit;
use crate::features::words::cosine;
use crate::tables::Tables;

/// Two incidents of this score or more are one.
pub(crate) const THRESHOLD: f64 = 0.4;
/// How much less two clusters need than two incidents: a cluster's words are more mixed.
pub(crate) const CLUSTER_ALLOWANCE: f64 = 0.08;

/// Reports of one incident name its date within so many days of each other, wrong dates included.
const SAME_TIME: Day = 3;
/// Later reports may lie so far from the incident when place and words agree strongly.
const LATER: Day = 30;
/// The likeness of words that lets later reports join.
const LATER_COSINE: f64 = 0.3;
/// Place and date alone make no incident: some words must be shared as well.
const LEAST_COSINE: f64 = 0.05;
/// The likeness of words that no difference of place outweighs: one text.
pub(crate) const ONE_TEXT: f64 = 0.65;

/// How common places and actors are, so that a big city tells less than a village.
pub(crate) trait Rarity {
    /// From 0 (everywhere) to 1 (rare).
    fn place(&self, name: &str) -> f64;
    /// From 0 (everywhere) to 1 (rare).
    fn actor(&self, name: &NameKey) -> f64;
}

/// The score of two profiles; `None` where something speaks against one incident.
pub(crate) fn score(a: &Profile<'_>, b: &Profile<'_>, rarity: &impl Rarity, tables: &Tables) -> Option<f64> {
    if !tables.families.compatible(a.families, b.families) {
        return None;
    }
    let likeness = cosine(&a.vector, &b.vector);
    if likeness < LEAST_COSINE {
        return None;
    }
    let place = a.place_fit(b);
    if place == Some(PlaceFit::Apart) && likeness < ONE_TEXT {
        return None;
    }
    let gap = match (a.reach(), b.reach()) {
        (Some(x), Some(y)) => x.gap(y),
        _ => 0,
    };
    let same_place = matches!(place, Some(PlaceFit::Same | PlaceFit::Near));
    let dated = a.dated && b.dated;
    let later = !dated && a.span(b) <= LATER && gap <= LATER && same_place && likeness >= LATER_COSINE;
    if gap > SAME_TIME && !later {
        return None;
    }
    let time = match gap {
        0 | 1 if dated => 0.12,
        0..=SAME_TIME => 0.04,
        _ => -0.05,
    };
    let place = match (place, a.place()) {
        (Some(PlaceFit::Same), Some(place)) => 0.3 * rarity.place(&place.name.to_lowercase()),
        (Some(PlaceFit::Near | PlaceFit::Within), _) => 0.08,
        (Some(PlaceFit::Apart), _) => -0.3,
        _ => 0.0,
    };
    let kind = if a.families.shares(b.families) { 0.1 } else { 0.0 };
    let shared = a.actors.keys().filter(|actor| b.actors.contains_key(*actor));
    let actors = shared.map(|actor| 0.08 * rarity.actor(actor)).sum::<f64>().min(0.16);
    Some(likeness + place + kind + time + actors)
}
