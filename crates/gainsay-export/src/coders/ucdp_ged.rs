//! The column names of the UCDP Georeferenced Event Dataset.

use gainsay_document::{DateRange, Outcome, PlacePrecision};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Case, number, once, with_trail};
use crate::table;

/// Writes [`Row`]s as CSV.
pub type Csv<W> = table::Csv<W, Row>;

/// A matter as an event.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Row(Map<String, Value>);

impl table::Record for Row {
    const COLUMNS: &'static [&'static str] = with_trail![
        "id",
        "relid",
        "year",
        "active_year",
        "code_status",
        "type_of_violence",
        "conflict_dset_id",
        "conflict_new_id",
        "conflict_name",
        "dyad_dset_id",
        "dyad_new_id",
        "dyad_name",
        "side_a_dset_id",
        "side_a_new_id",
        "side_a",
        "side_b_dset_id",
        "side_b_new_id",
        "side_b",
        "number_of_sources",
        "source_article",
        "source_office",
        "source_date",
        "source_headline",
        "source_original",
        "where_prec",
        "where_coordinates",
        "where_description",
        "adm_1",
        "adm_2",
        "latitude",
        "longitude",
        "geom_wkt",
        "priogrid_gid",
        "country",
        "country_id",
        "region",
        "event_clarity",
        "date_prec",
        "date_start",
        "date_end",
        "deaths_a",
        "deaths_b",
        "deaths_civilians",
        "deaths_unknown",
        "best",
        "high",
        "low",
        "gwnoa",
        "gwnob",
    ];
}

impl Row {
    /// The row of a matter.
    #[must_use]
    pub fn of(case: &Case<'_>) -> Self {
        let (matter, mut row) = (case.matter, Map::new());
        let mut put = |column: &str, value: Value| _ = row.insert(column.to_owned(), value);
        put("id", json!(matter.id.0));
        if let Some(date) = matter.date {
            put("year", json!((date.start.year() == date.end.year()).then(|| date.start.year())));
            put("date_prec", json!(date_precision(date)));
            put("date_start", json!(date.start.to_string()));
            put("date_end", json!(date.end.to_string()));
        }
        let sources = Sources::of(case);
        put("number_of_sources", json!(case.reports.len()));
        put("source_article", json!(sources.articles));
        put("source_office", json!(sources.offices));
        put("source_date", json!(sources.dates));
        put("source_headline", json!(sources.headlines));
        put("source_original", json!(case.holders()));
        if let Some(place) = &matter.place {
            put("where_prec", json!(case.precision().and_then(where_precision)));
            put("where_coordinates", json!(place.name));
            put("where_description", json!(case.toponyms()));
            put("adm_1", json!(place.state));
            put("country", json!(place.country));
            if let Some((lat, lon)) = place.lat.zip(place.lon) {
                put("latitude", number(Some(lat)));
                put("longitude", number(Some(lon)));
                put("geom_wkt", json!(format!("POINT ({lon} {lat})")));
                put("priogrid_gid", json!(grid_cell(lat, lon)));
            }
        }
        let killed = case.range(Outcome::Killed, None);
        put("low", number(killed.low));
        put("high", number(killed.high));
        put("best", number(case.single(Outcome::Killed, None)));
        put("deaths_civilians", number(case.single(Outcome::Killed, Some("civilian"))));
        case.trail(&mut row);
        Self(row)
    }
}

/// The reports of an event, column by column; what a report does not give is left out of its column.
struct Sources {
    articles: Vec<String>,
    offices: Vec<String>,
    dates: Vec<String>,
    headlines: Vec<String>,
}

impl Sources {
    fn of(case: &Case<'_>) -> Self {
        let documents = || case.reports.iter().map(|report| report.document);
        let day = |document: &gainsay_document::Document| document.published.map(|day| day.date.to_string());
        let articles = documents().map(|document| {
            let parts = [document.outlet.clone(), day(document), document.title.clone()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        });
        Self {
            articles: once(articles),
            offices: once(documents().filter_map(|document| document.outlet.clone())),
            dates: once(documents().filter_map(day)),
            headlines: once(documents().filter_map(|document| document.title.clone())),
        }
    }
}

/// The code for how precisely the position is known; `None` where none of the codes means the same.
fn where_precision(precision: PlacePrecision) -> Option<u8> {
    match precision {
        PlacePrecision::Exact => Some(1),
        PlacePrecision::Near => Some(2),
        PlacePrecision::District => Some(3),
        PlacePrecision::Division => Some(4),
        PlacePrecision::Country => Some(6),
        PlacePrecision::Region | PlacePrecision::Unknown => None,
    }
}

/// The code for how precisely the day is known, by the number of days: one; two to six; a week; up to a month; up to a
/// year. `None` for longer.
fn date_precision(date: DateRange) -> Option<u8> {
    let last = date.start.until(date.end).map_or(i32::MAX, |span| span.get_days());
    match last {
        i32::MIN..0 => None,
        0 => Some(1),
        1..=5 => Some(2),
        6 => Some(3),
        7..=30 => Some(4),
        31..=365 => Some(5),
        _ => None,
    }
}

/// The cell of the PRIO-GRID: half a degree each way, counted from 1 eastwards and then northwards from the south-west.
fn grid_cell(lat: f64, lon: f64) -> Option<u32> {
    const COLUMNS: u32 = 720;
    const ROWS: u32 = 360;
    if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 720")]
    let index = |degrees: f64, most: u32| ((degrees * 2.0).floor() as u32).min(most - 1);
    Some(index(lat + 90.0, ROWS) * COLUMNS + index(lon + 180.0, COLUMNS) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_a_precision() {
        let check = |start: &str, end: &str, expected: Option<u8>| {
            let date = DateRange { start: start.parse().unwrap(), end: end.parse().unwrap() };
            assert_eq!(date_precision(date), expected, "{start} {end}");
        };
        check("2024-02-12", "2024-02-12", Some(1));
        check("2024-02-12", "2024-02-13", Some(2));
        check("2024-02-12", "2024-02-17", Some(2));
        check("2024-02-12", "2024-02-18", Some(3));
        check("2024-02-12", "2024-02-19", Some(4));
        check("2024-01-01", "2024-01-31", Some(4));
        check("2024-01-01", "2024-02-01", Some(5));
        check("2024-01-01", "2024-12-31", Some(5));
        check("2024-01-01", "2025-12-31", None);
        check("2024-01-02", "2024-01-01", None);
    }

    #[test]
    fn cells_are_counted_from_the_south_west() {
        let check = |lat: f64, lon: f64, expected: Option<u32>| assert_eq!(grid_cell(lat, lon), expected);
        check(-90.0, -180.0, Some(1));
        check(-89.6, -179.4, Some(2));
        check(-89.5, -180.0, Some(721));
        check(34.53, 69.17, Some(179_779));
        check(90.0, 180.0, Some(259_200));
        check(91.0, 0.0, None);
        check(f64::NAN, 0.0, None);
    }
}
