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
    /// How narrow the position is.
    #[serde(default)]
    pub precision: PlacePrecision,
    /// Whether something else is called after the place ("the Korva Herald", "a Korvan minister"): then nothing is said
    /// to be or to happen there.
    #[serde(default)]
    pub is_associative: bool,
}

/// How narrow the position of a place is, the narrowest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlacePrecision {
    /// A town or a spot.
    Exact,
    /// Somewhere near it: "two kilometres from Korva".
    Near,
    /// The middle of a second-level division: a county, a district.
    District,
    /// The middle of a first-level division: a state, a province.
    Division,
    /// The middle of a country.
    Country,
    /// The middle of a land or a sea that no division is, or of a continent.
    Region,
    /// There is no position.
    #[default]
    Unknown,
}

impl PlacePrecision {
    /// The word for people and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
            Self::District => "district",
            Self::Division => "division",
            Self::Country => "country",
            Self::Region => "region",
            Self::Unknown => "unknown",
        }
    }
}
