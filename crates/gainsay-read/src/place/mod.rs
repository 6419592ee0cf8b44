//! Where: toponyms and the places of the gazetteer they stand for.
//!
//! A run of capitalised words that the gazetteer knows is a toponym where the named entities say so or the words around
//! it show a place ([`find`]); what a person or a body is called is none, but a place that a body or a people is called
//! after is told of, as an associative toponym. Which of several places of one name is meant is told by the region beside
//! it, by the other places of the document, and by their size ([`resolve`]).

mod context;
mod find;
mod fold;
mod gazetteer;
mod introduced;
mod judge;
mod own;
mod pack;
mod resolve;
#[cfg(test)]
mod tests;
mod title;
mod units;
mod world;

use gainsay_document::{Name, Place, PlacePrecision, Span};

pub use gazetteer::{Gazetteer, embedded_sha256};
pub use own::BadRow;
pub use pack::{PackError, pack};

use crate::words::Words;
use gazetteer::Entry;
use world::EntryKind;

/// The toponyms of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// Those that say where something is or happens, in order.
    pub literal: Vec<Place>,
    /// Those that something else is called after ("the Korva Herald", "Korvan"), in order.
    pub associative: Vec<Place>,
}

/// A toponym on its way to a [`Place`].
#[derive(Clone, Debug)]
struct Mention {
    span: Span,
    /// What it is looked up under: mentions of one key in a document are one place.
    key: String,
    /// The name as written.
    name: String,
    /// The places of that name; none for a place that only the text tells of ("the village of Korva").
    entries: Vec<Entry>,
    standing: Standing,
    is_associative: bool,
    /// Whether the text speaks of what is near the place.
    is_near: bool,
    /// What stands right after it ("Austin, Texas"), any of them.
    region: Vec<Entry>,
    /// Whether that can only be its region.
    is_region_sure: bool,
    /// The mention, by its index, of the place that one without entries is said to lie in or near.
    within: Option<usize>,
}

/// How well the text shows a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Only if another mention of the name is surely where something is or happens.
    Doubtful,
    /// Only if another mention of the name is sure.
    Maybe,
    Sure,
}

/// The toponyms of a text. `names` are the encoder's named entities, none where the rules alone read; `title` and
/// `outlet` are the text's headline and who published it, as far as known.
#[must_use]
pub fn places(
    gazetteer: &Gazetteer,
    words: &Words<'_>,
    names: &[Name],
    title: Option<&str>,
    outlet: Option<&str>,
) -> Places {
    let title = title::Title::of(title.unwrap_or_default());
    let mentions = find::mentions(gazetteer, words, names);
    let chosen = resolve::resolve(&mentions, &title.divisions(gazetteer), outlet);
    let mut places = Places::default();
    for (mention, choice) in mentions.iter().zip(&chosen) {
        let around = mention.within.and_then(|index| chosen.get(index)?.entry.as_ref());
        let mut place = place(gazetteer, mention, choice.entry.as_ref(), around);
        if let (None, Some(region)) = (&choice.entry, &choice.region) {
            place.country = region.country.map(|code| String::from_utf8_lossy(&code).into_owned());
            place.admin1 = gazetteer.admin1(region);
        }
        if mention.is_associative {
            places.associative.push(place);
        } else {
            places.literal.push(place);
        }
    }
    places
}

/// Of the places `of` something, by their indices, those that do not merely say where another of them lies: of "Korva,
/// Tessel" and of "Korva, near Tessel" the first alone.
#[must_use]
pub fn narrowest(places: &[Place], of: Vec<usize>) -> Vec<usize> {
    let all: Vec<&Place> = of.iter().filter_map(|&index| places.get(index)).collect();
    of.into_iter()
        .filter(|&index| places.get(index).is_none_or(|place| !all.iter().any(|other| locates(place, other))))
        .collect()
}

/// Whether `wide` only tells where `narrow` is.
fn locates(wide: &Place, narrow: &Place) -> bool {
    const NEIGHBOURS: f64 = 100.0;
    let position = |place: &Place| place.lat.zip(place.lon);
    let inside = wide.country.is_some() && wide.country == narrow.country;
    match wide.precision {
        PlacePrecision::Exact | PlacePrecision::District | PlacePrecision::Unknown => false,
        PlacePrecision::Near => {
            narrow.precision == PlacePrecision::Exact
                && position(wide)
                    .zip(position(narrow))
                    .is_some_and(|(a, b)| resolve::kilometres(a, b) < NEIGHBOURS)
        }
        PlacePrecision::Division => {
            inside && narrow.precision < wide.precision && wide.admin1 == narrow.admin1
        }
        PlacePrecision::Country | PlacePrecision::Region => inside && narrow.precision < wide.precision,
    }
}

/// The place of a mention, which stands for `entry`; without one, it has the position of the place `around` it.
fn place(gazetteer: &Gazetteer, mention: &Mention, entry: Option<&Entry>, around: Option<&Entry>) -> Place {
    let mut place = Place {
        span: mention.span,
        name: mention.name.clone(),
        geonameid: entry.and_then(|entry| entry.geonameid),
        lat: None,
        lon: None,
        country: None,
        admin1: None,
        is_country: entry.is_some_and(|entry| {
            matches!(entry.kind, EntryKind::Country | EntryKind::Continent | EntryKind::Region)
        }),
        precision: PlacePrecision::Unknown,
        is_associative: mention.is_associative,
    };
    if let Some(entry) = entry {
        place.name = gazetteer.name(entry.at).into_owned();
    }
    if let Some(known) = entry.or(around) {
        place.lat = known.position.map(|(lat, _)| lat);
        place.lon = known.position.map(|(_, lon)| lon);
        place.country = known.country.map(|code| String::from_utf8_lossy(&code).into_owned());
        place.admin1 = gazetteer.admin1(known);
        place.precision = match known.kind {
            _ if known.position.is_none() => PlacePrecision::Unknown,
            EntryKind::Continent | EntryKind::Region => PlacePrecision::Region,
            EntryKind::Country => PlacePrecision::Country,
            EntryKind::Admin1 => PlacePrecision::Division,
            EntryKind::Admin2 => PlacePrecision::District,
            EntryKind::Capital | EntryKind::City if mention.is_near || entry.is_none() => {
                PlacePrecision::Near
            }
            EntryKind::Capital | EntryKind::City => PlacePrecision::Exact,
        };
    }
    place
}
