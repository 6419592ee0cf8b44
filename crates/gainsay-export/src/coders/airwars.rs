//! The column names of Airwars' table of incidents of civilian harm.

use gainsay_document::{Outcome, PlacePrecision};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Case, number, with_trail};
use crate::table;

/// Writes [`Row`]s as CSV.
pub type Csv<W> = table::Csv<W, Row>;

/// A matter as an incident.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Row(Map<String, Value>);

impl table::Record for Row {
    const COLUMNS: &'static [&'static str] = with_trail![
        "unique_reference_code",
        "permalink",
        "country",
        "date",
        "grading",
        "latitude",
        "longitude",
        "geolocation_accuracy",
        "strike_status",
        "civilian_harm_reported",
        "civilians_killed_min",
        "civilians_killed_max",
        "children_killed_min",
        "children_killed_max",
        "women_killed_min",
        "women_killed_max",
        "men_killed_min",
        "men_killed_max",
        "civilians_injured_min",
        "civilians_injured_max",
        "militants_killed_min",
        "militants_killed_max",
        "civilian_deaths_conceded_min",
        "civilian_deaths_conceded_max",
        "civilian_injuries_conceded_min",
        "civilian_injuries_conceded_max",
        "num_victim_names",
        "belligerent_list",
        "gainsay_date_end",
        "gainsay_place",
        "gainsay_people_killed_min",
        "gainsay_people_killed_max",
        "gainsay_people_injured_min",
        "gainsay_people_injured_max",
    ];
}

impl Row {
    /// The row of a matter.
    #[must_use]
    pub fn of(case: &Case<'_>) -> Self {
        let (matter, mut row) = (case.matter, Map::new());
        let mut put = |column: &str, value: Value| _ = row.insert(column.to_owned(), value);
        put("unique_reference_code", json!(matter.id.0));
        if let Some(date) = matter.date {
            put("date", json!(date.start.to_string()));
            put("gainsay_date_end", json!(date.end.to_string()));
        }
        if let Some(place) = &matter.place {
            put("country", json!(place.country));
            put("latitude", number(place.lat));
            put("longitude", number(place.lon));
            put("gainsay_place", json!(place.name));
        }
        put("geolocation_accuracy", json!(case.precision().map(PlacePrecision::as_str)));
        let mut range = |prefix: &str, outcome, category| {
            let range = case.range(outcome, category);
            put(&format!("{prefix}_min"), number(range.low));
            put(&format!("{prefix}_max"), number(range.high));
        };
        range("civilians_killed", Outcome::Killed, Some("civilian"));
        range("children_killed", Outcome::Killed, Some("child"));
        range("women_killed", Outcome::Killed, Some("woman"));
        range("civilians_injured", Outcome::Injured, Some("civilian"));
        range("militants_killed", Outcome::Killed, Some("fighter"));
        range("gainsay_people_killed", Outcome::Killed, None);
        range("gainsay_people_injured", Outcome::Injured, None);
        case.trail(&mut row);
        Self(row)
    }
}
