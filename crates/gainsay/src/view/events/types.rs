//! What the timeline and the map ask for and are answered.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::view::types::{AsOfView, CountView, DatesView};

/// Which matters to place in time and space.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventsQuery {
    /// Only those with a contested facet.
    #[serde(default)]
    pub contested: bool,
    /// Only those whose title or place contains these words.
    pub q: Option<String>,
    /// Only those that count this: `killed`, `injured` …
    pub outcome: Option<String>,
    /// Only those whose claims tell of an event of this type: `attack`, `flood` …
    pub kind: Option<String>,
    /// Only those that may have happened on this day or later, `YYYY-MM-DD`; without a date they are left out.
    pub from: Option<String>,
    /// Only those that may have happened on this day or earlier, `YYYY-MM-DD`; without a date they are left out.
    pub to: Option<String>,
    /// Only those with a date, or only those without.
    pub dated: Option<bool>,
    /// Only those with a position, or only those without.
    pub placed: Option<bool>,
    /// Only those that lie in this box: degrees west, south, east and north with commas between them. A box whose west is
    /// greater than its east crosses the date line.
    #[serde(rename = "box")]
    pub bounds: Option<String>,
    /// How many to leave out at the beginning.
    #[serde(default)]
    pub offset: usize,
    /// How many to list at most: 5,000 unless told otherwise, never more.
    pub limit: Option<usize>,
    /// Where more fit than may be listed, count them by where they lie instead of listing some.
    #[serde(default)]
    pub cells: bool,
}

/// Matters in time and space.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventsView {
    /// How many there are in all under the same conditions.
    pub total: usize,
    /// How many of these have a date.
    pub dated: usize,
    /// How many of these have a position.
    pub placed: usize,
    /// Those listed, in order of their first day; those without a date come last.
    pub events: Vec<EventRow>,
    /// All that fit by their first day within the days asked for, in even steps.
    pub days: StepsView,
    /// The same whatever days are asked for.
    pub overview: StepsView,
    /// All that fit by where they lie, where `cells` asks for that and they are too many to be listed; else empty.
    pub cells: Vec<CellView>,
    /// What types of events there are, the most frequent first, whatever type and outcome are asked for.
    pub kinds: Vec<CountView>,
    /// What is counted, the most frequent first, whatever type and outcome are asked for.
    pub outcomes: Vec<CountView>,
    /// What was left out for the day asked for; absent where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOfView>,
}

/// A matter in time and space.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventRow {
    /// The matter's identifier.
    pub id: String,
    /// Event, place and date in a few words.
    pub title: String,
    /// The type of event that its claims tell of most often.
    pub kind: Option<String>,
    /// When it happened: as many days as the claims leave open.
    pub date: Option<DatesView>,
    /// Where it happened.
    pub place: Option<ReachView>,
    /// Whether any facet is contested.
    pub contested: bool,
    /// Whether any facet is corroborated.
    pub corroborated: bool,
    /// How many were killed, over the sides that still stand.
    pub killed: Option<RangeView>,
    /// How many were injured.
    pub injured: Option<RangeView>,
    /// How many documents speak of it.
    pub documents: usize,
}

/// A place, and how far from its point the event may have been.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ReachView {
    /// The gazetteer's name.
    pub name: String,
    /// First-level administrative division.
    pub state: Option<String>,
    /// ISO 3166-1 alpha-2 country code.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `exact` (a town), `district`, `division`, `country`, `region` or `unknown`.
    pub precision: String,
    /// The circle around the point, in kilometres; null where nothing tells.
    pub radius_km: Option<f64>,
}

/// A range of numbers; an end that is null is open.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct RangeView {
    /// The least.
    pub low: Option<f64>,
    /// The greatest.
    pub high: Option<f64>,
}

/// How many matters begin in each of several even steps of time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StepsView {
    /// `day`, `week` (from Monday), `month` or `year`.
    pub step: String,
    /// The steps in which any begins, in order.
    pub steps: Vec<StepView>,
}

/// How many matters begin in a step of time.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StepView {
    /// The step's first day.
    pub start: String,
    /// Its last day.
    pub end: String,
    /// How many.
    pub count: usize,
    /// How many of them are contested.
    pub contested: usize,
}

/// How many matters lie in a cell of the map.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CellView {
    /// Degrees north of their middle.
    pub lat: f64,
    /// Degrees east of their middle.
    pub lon: f64,
    /// The cell: degrees west, south, east and north.
    pub bounds: [f64; 4],
    /// How many.
    pub count: usize,
    /// How many of them are contested.
    pub contested: usize,
}
