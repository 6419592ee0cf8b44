//! Where: toponyms and the places they stand for.

use serde::{Deserialize, Serialize};

use crate::Span;

/// A toponym of the text and the place of the gazetteer it stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The toponym as written.
    pub span: Span,
    /// The gazetteer's name of the place.
    pub name: String,
    /// GeoNames identifier.
    pub geonameid: Option<u32>,
    /// Latitude, degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Longitude, degrees east, WGS 84.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-2 country code.
    pub country: Option<String>,
    /// First-level administrative division, by name.
    pub admin1: Option<String>,
    /// Whether the place is a whole country (too wide to tell one incident from another).
    pub is_country: bool,
}
