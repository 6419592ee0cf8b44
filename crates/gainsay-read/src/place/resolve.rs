//! Which place of a name is meant.

use std::collections::BTreeMap;

use gainsay_document::Place;

use super::gazetteer::{Entry, EntryKind};
use super::{Mention, Region};
use crate::words::Words;

/// The places that the `mentions` of one document stand for.
pub(super) fn resolve(words: &Words<'_>, mentions: &[Mention]) -> Vec<Place> {
    let countries = countries(mentions);
    let mut places = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let Some(span) = words.span(mention.tokens.clone()) else { continue };
        // One name is one place in a document: the region that one mention gives holds for all.
        let region = mention.region.as_ref().or_else(|| {
            mentions.iter().filter(|other| other.name == mention.name).find_map(|other| other.region.as_ref())
        });
        let best = mention
            .entries
            .iter()
            .map(|entry| (score(entry, region, &countries), entry))
            .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.geonameid.cmp(&x.geonameid)))
            .map(|(_, entry)| entry);
        let text = |cell: &str| Some(cell.to_owned()).filter(|cell| !cell.is_empty());
        places.push(Place {
            span,
            name: best.map_or_else(|| mention.name.clone(), |entry| entry.name.to_owned()),
            geonameid: best.and_then(|entry| entry.geonameid),
            lat: best.and_then(|entry| entry.lat),
            lon: best.and_then(|entry| entry.lon),
            country: best.and_then(|entry| text(entry.country)),
            admin1: best.and_then(|entry| text(entry.admin1)),
            is_country: best
                .is_some_and(|entry| matches!(entry.kind, EntryKind::Country | EntryKind::Region)),
        });
    }
    places
}

/// How often the document speaks of each country: by its name, as a region, or by a place that is in no other.
fn countries(mentions: &[Mention]) -> BTreeMap<&'static str, u32> {
    let mut counts = BTreeMap::new();
    for mention in mentions {
        let country = mention.entries.iter().find(|entry| entry.kind == EntryKind::Country);
        let weight = if country.is_some() { 2 } else { 1 };
        let first = country.or_else(|| mention.entries.first());
        let only = first.filter(|first| {
            country.is_some() || mention.entries.iter().all(|entry| entry.country == first.country)
        });
        if let Some(only) = only {
            *counts.entry(only.country).or_insert(0) += weight;
        }
    }
    counts
}

/// How well `entry` fits: its size on a logarithmic scale, raised by the region beside the name and by the countries
/// the document speaks of.
fn score(entry: &Entry, region: Option<&Region>, countries: &BTreeMap<&'static str, u32>) -> f64 {
    let size = match entry.kind {
        EntryKind::Country => 9.0,
        EntryKind::Capital => entry.population.max(1.0).log10() + 1.0,
        EntryKind::City => entry.population.max(1.0).log10(),
        // A town is commonly meant before the division around it, unless it is small.
        EntryKind::Admin1 => 4.5,
        EntryKind::Region => 8.0,
    };
    let known = countries.get(entry.country).map_or(0.0, |count| (f64::from(*count) + 1.0).ln() * 1.5);
    let beside = region.is_some_and(|region| {
        let division = entry.admin1 == region.name && entry.kind != EntryKind::Admin1;
        division || region.countries.contains(&entry.country)
    });
    size + known + if beside { 20.0 } else { 0.0 } - if entry.is_alternate { 0.2 } else { 0.0 }
}
