//! Points for maps: GeoJSON after RFC 7946.

use std::io::Write;

use gainsay_document::{Interval, Matter, Outcome};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::claims::ClaimRecord;
use crate::places::PlaceRecord;
use crate::{ExportError, matters};

/// Something that may have a position.
pub trait Located {
    /// An identifier that no other feature of the collection has.
    fn id(&self) -> String;
    /// Latitude and longitude, degrees.
    fn position(&self) -> (Option<f64>, Option<f64>);
    /// What is known of it beside the position.
    fn properties(&self) -> Map<String, Value>;
}

/// Writes one FeatureCollection, a feature a line. What has no position is left out and counted.
#[derive(Debug)]
pub struct Features<W> {
    out: W,
    written: usize,
    left_out: usize,
}

impl<W: Write> Features<W> {
    /// A writer of features to `out`, which should be buffered.
    ///
    /// # Errors
    /// When the output refuses the beginning.
    pub fn new(mut out: W) -> Result<Self, ExportError> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Self { out, written: 0, left_out: 0 })
    }

    /// Write one feature: a point, longitude first, with its properties. A position that is none on earth counts as none.
    ///
    /// # Errors
    /// When the output refuses it.
    pub fn write(&mut self, row: &impl Located) -> Result<(), ExportError> {
        let (Some(lat), Some(lon)) = row.position() else {
            self.left_out += 1;
            return Ok(());
        };
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            self.left_out += 1;
            return Ok(());
        }
        let feature = json!({
            "type": "Feature",
            "id": row.id(),
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": row.properties(),
        });
        self.out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut self.out, &feature)?;
        self.written += 1;
        Ok(())
    }

    /// Write the end, flush, and give the output back with how many were left out for want of a position.
    ///
    /// # Errors
    /// When the output refuses what is left.
    pub fn finish(mut self) -> Result<(W, usize), ExportError> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok((self.out, self.left_out))
    }
}

/// The record's columns without its position, which is the geometry.
fn columns(record: &impl Serialize) -> Map<String, Value> {
    let value = serde_json::to_value(record).unwrap_or_default();
    let Value::Object(mut columns) = value else { return Map::new() };
    columns.remove("lat");
    columns.remove("lon");
    columns
}

impl Located for PlaceRecord {
    fn id(&self) -> String {
        format!("{}.place{}", short(&self.head.document), self.place)
    }

    fn position(&self) -> (Option<f64>, Option<f64>) {
        (self.lat, self.lon)
    }

    fn properties(&self) -> Map<String, Value> {
        columns(self)
    }
}

impl Located for ClaimRecord {
    /// The claim, and where it has a figure, where that begins: a claim with several figures has several rows.
    fn id(&self) -> String {
        match self.figure_start {
            Some(start) => format!("{}@{start}", self.claim),
            None => self.claim.clone(),
        }
    }

    fn position(&self) -> (Option<f64>, Option<f64>) {
        (self.lat, self.lon)
    }

    fn properties(&self) -> Map<String, Value> {
        columns(self)
    }
}

impl Located for Matter {
    fn id(&self) -> String {
        self.id.0.clone()
    }

    fn position(&self) -> (Option<f64>, Option<f64>) {
        self.place.as_ref().map_or((None, None), |place| (place.lat, place.lon))
    }

    fn properties(&self) -> Map<String, Value> {
        let range =
            |outcome| matters::range(self, outcome, None).unwrap_or(Interval { low: None, high: None });
        let (killed, injured) = (range(Outcome::Killed), range(Outcome::Injured));
        columns(&MatterProperties {
            matter: &self.id.0,
            title: &self.title,
            contested: self.is_contested(),
            date_start: self.date.map(|date| date.start.to_string()),
            date_end: self.date.map(|date| date.end.to_string()),
            place: self.place.as_ref().map(|place| place.name.as_str()),
            city: self.place.as_ref().and_then(|place| place.city.as_deref()),
            state: self.place.as_ref().and_then(|place| place.state.as_deref()),
            country: self.place.as_ref().and_then(|place| place.country.as_deref()),
            geonameid: self.place.as_ref().and_then(|place| place.geonameid),
            killed_low: killed.low,
            killed_high: killed.high,
            injured_low: injured.low,
            injured_high: injured.high,
            reports: self.documents.len(),
            claims: self.claims.len(),
        })
    }
}

#[derive(Serialize)]
struct MatterProperties<'a> {
    matter: &'a str,
    title: &'a str,
    contested: bool,
    date_start: Option<String>,
    date_end: Option<String>,
    place: Option<&'a str>,
    city: Option<&'a str>,
    state: Option<&'a str>,
    country: Option<&'a str>,
    geonameid: Option<u32>,
    #[serde(serialize_with = "crate::json::number")]
    killed_low: Option<f64>,
    #[serde(serialize_with = "crate::json::number")]
    killed_high: Option<f64>,
    #[serde(serialize_with = "crate::json::number")]
    injured_low: Option<f64>,
    #[serde(serialize_with = "crate::json::number")]
    injured_high: Option<f64>,
    reports: usize,
    claims: usize,
}

/// The beginning of a document's identifier that people see.
fn short(document: &str) -> &str {
    document.get(..12).unwrap_or(document)
}
