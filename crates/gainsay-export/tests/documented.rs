//! `docs/exports.md` and what is written say the same, column for column.

mod sample;

use gainsay_document::{Interval, Lifecycle, ReaderSettings};
use gainsay_export::coders::{airwars, ucdp_ged};
use gainsay_export::geojson::Located;
use gainsay_export::linked::{Beside, Graph};
use gainsay_export::marks::{LinkKind, MarkKind};
use gainsay_export::{claims, matters, places, quantities, read_contract, table::Record};
use serde_json::Value;

const PAGE: &str = include_str!("../../../docs/exports.md");

/// The names in the first column of the table under `## heading` or `### heading`.
fn documented(heading: &str) -> Vec<&'static str> {
    let mut sections = PAGE.split("\n## ").chain(PAGE.split("\n### "));
    let section = sections.find(|section| section.lines().next() == Some(heading));
    let section = section.expect("the page has the heading").split("\n### ").next().unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split('`').next()).collect()
}

/// Every key of a JSON line as a path, sorted, because the parser keeps no order.
fn paths(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(&serde_json::from_str(line).expect("a line is JSON"), "", &mut found);
    found.sort();
    found.dedup();
    found
}

fn walk(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, inside) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(inside, &path, found);
                found.push(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, &format!("{path}[]"), found)),
        _ => {}
    }
}

#[track_caller]
fn check_line(heading: &str, line: &str) {
    let mut expected = documented(heading);
    expected.sort_unstable();
    assert_eq!(paths(line), expected);
}

#[track_caller]
fn check_rows<R: Record>(heading: &str, rows: &[R]) {
    assert_eq!(R::COLUMNS, documented(heading));
    assert!(!rows.is_empty());
    for row in rows {
        let line = serde_json::to_string(row).expect("a row is JSON");
        check_line(heading, &line);
        let at = |column: &&str| line.find(&format!("\"{column}\":"));
        let places: Vec<_> = R::COLUMNS.iter().map(at).collect();
        assert!(places.is_sorted(), "keys are out of order: {line}");
    }
}

#[test]
fn every_row_has_exactly_the_documented_columns_in_order() {
    let (document, reading) = (sample::document(), sample::reading());
    check_rows("claims", &claims::records(&document, &reading, |_| None));
    check_rows("quantities", &quantities::records(&document, &reading));
    check_rows("places", &places::records(&document, &reading));
}

#[test]
fn column_sets_are_documented_column_for_column() {
    assert_eq!(<airwars::Row as Record>::COLUMNS, documented("airwars"));
    assert_eq!(<ucdp_ged::Row as Record>::COLUMNS, documented("ucdp-ged"));
}

#[test]
fn a_matter_on_a_map_has_exactly_the_documented_properties() {
    let properties = sample::matter(Vec::new()).properties();
    let mut expected = documented("GeoJSON");
    expected.sort_unstable();
    let mut found: Vec<&str> = properties.keys().map(String::as_str).collect();
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn the_words_of_annotation_tools_are_documented() {
    let section = PAGE.split("\n## ").find(|section| section.starts_with("Annotations\n")).unwrap();
    let labels = MarkKind::ALL.iter().map(|kind| kind.as_str());
    for word in labels.chain(LinkKind::ALL.iter().map(|kind| kind.as_str())) {
        assert!(section.contains(&format!("`{word}`")), "{word}");
    }
}

#[test]
fn every_key_of_the_graph_is_documented() {
    let mut graph = Graph::new(Vec::new()).unwrap();
    graph.write(&sample::document(), &sample::reading(), |_| Beside::default()).unwrap();
    let graph: Value = serde_json::from_slice(&graph.finish().unwrap()).unwrap();
    let section = PAGE.split("\n## ").find(|section| section.starts_with("JSON-LD\n")).unwrap();
    for node in graph["@graph"].as_array().unwrap() {
        let own =
            node.as_object().unwrap().keys().filter(|key| key.starts_with("gs:") || key.starts_with("prov:"));
        for key in own {
            assert!(section.contains(&format!("`{key}`")), "{key}");
        }
    }
}

#[test]
fn the_read_contract_has_exactly_the_documented_keys() {
    let clusters = ["k-1".to_owned()];
    let mut reading = sample::reading();
    let hash = || "0f".repeat(32);
    reading.settings = Some(Box::new(ReaderSettings {
        kind: "trained".to_owned(),
        version: "1".to_owned(),
        weights: Some(hash()),
        constants: Some(hash()),
        gazetteer: hash(),
        places: vec![hash()],
    }));
    let line = read_contract::line_with_clusters(&sample::document(), &reading, &clusters);
    check_line("read", &line);
}

#[test]
fn the_matters_contract_has_exactly_the_documented_keys() {
    check_line("matters", &sample::matter_line_with_everything());
    let facet = sample::killed(vec![sample::side("x", Some(Interval::exactly(1.0)), Lifecycle::Current)]);
    let plain = paths(&matters::line(&sample::matter(vec![facet]), &matters::Context::default()));
    assert!(
        !plain.iter().any(|path| ["as_of", "policy", "best"].contains(&path.as_str())),
        "nobody asked: {plain:?}"
    );
}
