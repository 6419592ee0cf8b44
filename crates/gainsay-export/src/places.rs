//! One row a place.

use gainsay_document::{CharOffsets, Document, Place, Reading};
use serde::Serialize;

use crate::{Head, json, table};

/// Writes [`PlaceRecord`]s as CSV.
pub type Csv<W> = table::Csv<W, PlaceRecord>;
/// Writes [`PlaceRecord`]s as JSON Lines.
pub type Jsonl<W> = table::Jsonl<W, PlaceRecord>;

/// A toponym of one document and the place it stands for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceRecord {
    /// The report.
    #[serde(flatten)]
    pub head: Head,
    /// Its index among the document's places, counted from 0 as in the read contract.
    pub place: usize,
    /// The toponym as written.
    pub words: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The gazetteer's name of the place.
    pub name: String,
    /// GeoNames identifier.
    pub geonameid: Option<u32>,
    /// Latitude, degrees north.
    #[serde(serialize_with = "json::number")]
    pub lat: Option<f64>,
    /// Longitude, degrees east.
    #[serde(serialize_with = "json::number")]
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-2 country code.
    pub country: Option<String>,
    /// First-level administrative division.
    pub admin1: Option<String>,
    /// Whether it is a whole country.
    pub is_country: bool,
    /// How narrow the position is.
    pub precision: &'static str,
    /// Whether something else is called after the place.
    pub associative: bool,
}

impl table::Record for PlaceRecord {
    const COLUMNS: &'static [&'static str] = &[
        "document",
        "external_id",
        "title",
        "outlet",
        "published",
        "place",
        "words",
        "start",
        "end",
        "name",
        "geonameid",
        "lat",
        "lon",
        "country",
        "admin1",
        "is_country",
        "precision",
        "associative",
    ];
}

/// The rows of one document, in the order of its text.
#[must_use]
pub fn records(document: &Document, reading: &Reading) -> Vec<PlaceRecord> {
    let offsets = CharOffsets::new(&document.text);
    let row = |(index, place): (usize, &Place)| {
        let [start, end] = offsets.span(place.span);
        PlaceRecord {
            head: Head::of(document),
            place: index,
            words: place.span.of(&document.text).to_owned(),
            start,
            end,
            name: place.name.clone(),
            geonameid: place.geonameid,
            lat: place.lat,
            lon: place.lon,
            country: place.country.clone(),
            admin1: place.admin1.clone(),
            is_country: place.is_country,
            precision: place.precision.as_str(),
            associative: place.is_associative,
        }
    };
    reading.places.iter().enumerate().map(row).collect()
}
