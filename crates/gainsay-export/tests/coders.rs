//! Matters under the column names of codebooks.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod sample;

use gainsay_document::{Best, Interval, Lifecycle, Matter, Outcome, Report, Scope};
use gainsay_export::coders::{Case, airwars, ucdp_ged};
use gainsay_export::table::{Csv, Record};
use serde_json::{Value, json};

fn killed(category: Option<&str>, interval: Interval) -> gainsay_document::Facet {
    let mut facet = sample::killed(vec![sample::side("Harbour Office", Some(interval), Lifecycle::Current)]);
    facet.category = category.map(str::to_owned);
    facet
}

fn row<R: Record>(matter: &Matter, best: Option<&[Best]>, of: impl Fn(&Case<'_>) -> R) -> Value {
    let (document, reading) = (sample::document(), sample::reading());
    let reports = [Report { document: &document, reading: &reading }];
    serde_json::to_value(of(&Case { matter, reports: &reports, best })).unwrap()
}

fn policy(outcome: Outcome, interval: Interval) -> Best {
    Best {
        policy: "majority/1".to_owned(),
        outcome,
        category: None,
        scope: Scope::Event,
        interval,
        is_derived: false,
        reason: String::new(),
        from: Vec::new(),
    }
}

#[test]
fn nothing_is_filled_that_nobody_claims() {
    let matter = Matter { date: None, place: None, ..sample::matter(Vec::new()) };
    for (row, own) in [
        (row(&matter, None, airwars::Row::of), "unique_reference_code"),
        (row(&matter, None, ucdp_ged::Row::of), "id"),
    ] {
        let filled: Vec<&String> = row
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, _)| key)
            .collect();
        let known = |key: &&String| {
            key.starts_with("gainsay_")
                || key.starts_with("source_")
                || *key == own
                || *key == "number_of_sources"
        };
        assert!(filled.iter().all(known), "{filled:?}");
    }
}

#[test]
fn unknown_is_empty_and_never_zero() {
    let matter = sample::matter(vec![killed(None, Interval::at_least(14.0))]);
    let ged = row(&matter, None, ucdp_ged::Row::of);
    assert_eq!((&ged["low"], &ged["high"], &ged["best"]), (&json!(14), &Value::Null, &Value::Null));
    let airwars = row(&matter, None, airwars::Row::of);
    assert_eq!(airwars["civilians_killed_min"], Value::Null, "nobody said that they were civilians");
    assert_eq!(airwars["gainsay_people_killed_min"], 14);
}

#[test]
fn categories_have_their_own_columns() {
    let facets = vec![
        killed(Some("civilian"), Interval::between(3.0, 5.0)),
        killed(Some("child"), Interval::exactly(2.0)),
        killed(Some("fighter"), Interval::at_most(4.0)),
    ];
    let row = row(&sample::matter(facets), None, airwars::Row::of);
    let of = |column: &str| (row[format!("{column}_min")].clone(), row[format!("{column}_max")].clone());
    assert_eq!(of("civilians_killed"), (json!(3), json!(5)));
    assert_eq!(of("children_killed"), (json!(2), json!(2)));
    assert_eq!(of("militants_killed"), (Value::Null, json!(4)));
    assert_eq!(of("women_killed"), (Value::Null, Value::Null));
}

#[test]
fn a_best_figure_comes_from_a_policy_alone() {
    let matter = sample::matter(vec![killed(None, Interval::between(3.0, 11.0))]);
    let of = |interval| {
        row(&matter, Some(&[policy(Outcome::Killed, interval)]), ucdp_ged::Row::of)["best"].clone()
    };
    assert_eq!(of(Interval::exactly(11.0)), json!(11));
    assert_eq!(of(Interval::between(3.0, 11.0)), Value::Null);
    assert_eq!(row(&matter, None, ucdp_ged::Row::of)["best"], Value::Null);
}

#[test]
fn where_and_when_come_with_their_precision() {
    let row = row(&sample::matter(Vec::new()), None, ucdp_ged::Row::of);
    for (column, expected) in [
        ("date_prec", json!(1)),
        ("where_prec", json!(1)),
        ("where_coordinates", json!("Åre")),
        ("where_description", json!(["Åre"])),
        ("adm_1", json!("Jämtland")),
        ("geom_wkt", json!("POINT (13 63.399)")),
        ("priogrid_gid", json!(220_707)),
        ("source_article", json!(["Calder Bay Courier, 2024-02-13, =Ferry, \"lost\""])),
        ("year", json!(2024)),
    ] {
        assert_eq!(row[column], expected, "{column}");
    }
}

#[test]
fn a_row_as_csv() {
    let (document, reading) = (sample::document(), sample::reading());
    let reports = [Report { document: &document, reading: &reading }];
    let matter = sample::matter(vec![killed(None, Interval::at_least(14.0))]);
    let case = Case { matter: &matter, reports: &reports, best: None };
    let mut csv = Csv::new(Vec::new());
    csv.write(&ucdp_ged::Row::of(&case)).unwrap();
    let text = String::from_utf8(csv.finish().unwrap()).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next().unwrap(), <ucdp_ged::Row as Record>::COLUMNS.join(","));
    assert!(lines.next().unwrap().contains("'=Ferry, \"\"lost\"\""), "{text}");
}
