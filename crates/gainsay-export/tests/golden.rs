//! Every export of the sample, whole.

mod sample;

use gainsay_document::{Interval, Lifecycle, MatterId, Outcome, Scope};
use gainsay_export::{claims, matters, places, quantities, read_contract};
use serde_json::Value;

fn claim_rows() -> Vec<claims::ClaimRecord> {
    claims::records(&sample::document(), &sample::reading(), |claim| {
        (claim.claim.index() == 0).then(|| MatterId("m-1".into()))
    })
}

#[test]
fn the_read_contract() {
    insta::assert_snapshot!(read_contract::line(&sample::document(), &sample::reading()));
}

#[test]
fn a_document_of_its_own_name_goes_by_its_hash() {
    let document = gainsay_document::Document { external_id: None, ..sample::document() };
    let line: Value = serde_json::from_str(&read_contract::line(&document, &sample::reading())).unwrap();
    assert_eq!(line["id"], document.id.as_str());
}

#[test]
fn claims_as_csv() {
    let mut csv = claims::Csv::new(Vec::new());
    claim_rows().iter().for_each(|row| csv.write(row).unwrap());
    insta::assert_snapshot!(String::from_utf8(csv.finish().unwrap()).unwrap().replace("\r\n", "␍\n"));
}

#[test]
fn claims_as_json_lines() {
    let mut jsonl = claims::Jsonl::new(Vec::new());
    claim_rows().iter().for_each(|row| jsonl.write(row).unwrap());
    insta::assert_snapshot!(String::from_utf8(jsonl.finish().unwrap()).unwrap());
}

#[test]
fn quantities_as_csv() {
    let mut csv = quantities::Csv::new(Vec::new());
    quantities::records(&sample::document(), &sample::reading())
        .iter()
        .for_each(|row| csv.write(row).unwrap());
    insta::assert_snapshot!(String::from_utf8(csv.finish().unwrap()).unwrap().replace("\r\n", "␍\n"));
}

#[test]
fn places_as_json_lines() {
    let mut jsonl = places::Jsonl::new(Vec::new());
    places::records(&sample::document(), &sample::reading()).iter().for_each(|row| jsonl.write(row).unwrap());
    insta::assert_snapshot!(String::from_utf8(jsonl.finish().unwrap()).unwrap());
}

#[test]
fn an_empty_csv_still_has_its_header() {
    let csv = String::from_utf8(places::Csv::new(Vec::new()).finish().unwrap()).unwrap();
    assert!(
        csv.starts_with("document,external_id,") && csv.ends_with(",is_country,precision,associative\r\n"),
        "{csv}"
    );
}

#[test]
fn a_circle_of_attributions_ends() {
    let mut reading = sample::reading();
    reading.attributions[1].inside = reading.claims[0].attribution;
    let rows = claims::records(&sample::document(), &reading, |_| None);
    assert!(rows[0].chain.len() < reading.attributions.len());
}

#[test]
fn indices_out_of_range_lose_no_claim() {
    let mut reading = sample::reading();
    reading.claims[0].facts.quantities = vec![99];
    reading.claims[0].facts.places = vec![99];
    let rows = claims::records(&sample::document(), &reading, |_| None);
    assert_eq!(rows.len(), reading.claims.len());
    assert_eq!((rows[0].low, rows[0].place.as_deref()), (None, None));
}

fn context() -> matters::Context {
    matters::Context::new([&sample::document()], [&sample::origin()])
}

#[test]
fn the_matters_contract() {
    let facet = sample::killed(vec![
        sample::side("Harbour Office", Some(Interval::exactly(9.0)), Lifecycle::Revised),
        sample::side("Harbour Office", Some(Interval::at_least(14.0)), Lifecycle::Current),
    ]);
    insta::assert_snapshot!(matters::line(&sample::matter(vec![facet]), &context()));
}

#[track_caller]
fn check_killed(sides: &[(Interval, Lifecycle)], expected: &str) {
    let sides =
        sides.iter().map(|&(interval, lifecycle)| sample::side("x", Some(interval), lifecycle)).collect();
    let line = matters::line(&sample::matter(vec![sample::killed(sides)]), &context());
    let line: Value = serde_json::from_str(&line).expect("a line is JSON");
    assert_eq!(line["killed"], serde_json::from_str::<Value>(expected).expect("the case is JSON"));
    assert_eq!(line["injured"], Value::Null);
}

#[test]
fn the_range_is_over_the_sides_that_stand() {
    use Lifecycle::{Current, Retracted, Revised};
    let exactly = Interval::exactly;
    check_killed(&[], "null");
    check_killed(&[(exactly(3.0), Current)], r#"{"low":3,"high":3}"#);
    check_killed(&[(exactly(3.0), Current), (exactly(11.0), Current)], r#"{"low":3,"high":11}"#);
    check_killed(&[(exactly(14.0), Current), (exactly(16.0), Retracted)], r#"{"low":14,"high":14}"#);
    check_killed(&[(exactly(9.0), Revised), (exactly(14.0), Current)], r#"{"low":14,"high":14}"#);
    check_killed(&[(exactly(16.0), Retracted)], "null");
    check_killed(&[(exactly(3.0), Current), (Interval::at_least(24.0), Current)], r#"{"low":3,"high":null}"#);
    check_killed(&[(Interval::at_most(40.0), Current)], r#"{"low":null,"high":40}"#);
    check_killed(&[(Interval::at_most(2.0), Current), (Interval::at_least(3.0), Current)], "null");
    check_killed(
        &[(exactly(3.0), Current), (Interval { low: None, high: None }, Current)],
        r#"{"low":3,"high":3}"#,
    );
}

#[test]
fn neither_subtotals_nor_running_totals_enter_the_range() {
    let side = || vec![sample::side("x", Some(Interval::exactly(3.0)), Lifecycle::Current)];
    let mut children = sample::killed(side());
    children.category = Some("child".into());
    let mut running = sample::killed(side());
    running.scope = Some(Scope::Cumulative { since: None });
    let mut missing = sample::killed(side());
    missing.outcome = Some(Outcome::Missing);
    let line = matters::line(&sample::matter(vec![children, running, missing]), &context());
    let line: Value = serde_json::from_str(&line).unwrap();
    assert_eq!((&line["killed"], &line["injured"]), (&Value::Null, &Value::Null));
}
