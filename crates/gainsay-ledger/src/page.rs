//! What somebody finds who opens the ledger in another tool: the views, and the page that lists them.

use std::collections::BTreeMap;

use crate::Ledger;
use crate::build::{self, Build};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/ledger.md");

fn names(ledger: &Ledger, kind: &str) -> Vec<String> {
    let mut query = ledger
        .connection
        .prepare(
            "SELECT name FROM sqlite_schema
             WHERE type = ?1 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
               AND (name NOT LIKE '%\\_search\\_%' ESCAPE '\\') ORDER BY name",
        )
        .unwrap();
    query.query_map([kind], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

/// The columns that stand in the first column of the tables under each heading of the page that is a name in code.
fn page() -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(PAGE).unwrap();
    let mut sections = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        if line.starts_with('#') {
            let name = line.split_once(" `").and_then(|(_, name)| name.strip_suffix('`'));
            current = name.map(str::to_owned);
            if let Some(name) = &current {
                sections.insert(name.clone(), Vec::new());
            }
        } else if let (Some(name), Some(row)) = (&current, line.strip_prefix("| `")) {
            let column = row.split_once('`').unwrap().0.to_owned();
            sections.entry(name.clone()).or_insert_with(Vec::new).push(column);
        }
    }
    sections
}

#[test]
fn the_page_lists_every_table_and_view_with_its_columns() {
    let ledger = Ledger::in_memory().unwrap();
    let page = page();
    let mut schema = BTreeMap::new();
    for name in [names(&ledger, "table"), names(&ledger, "view")].concat() {
        let (columns, _) = build::rows(&ledger, &name);
        schema.insert(name, columns);
    }
    assert_eq!(page.keys().collect::<Vec<_>>(), schema.keys().collect::<Vec<_>>());
    for (name, columns) in schema {
        assert_eq!(page[&name], columns, "{name}");
    }
}

#[test]
fn every_view_shows_the_sample() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (raw, document, reading) = Build::sample();
    ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
    let other = build::add(&mut ledger, "The mayor said that three barges sank.");
    ledger.set_comparison(&build::comparison(&[&reading, &other])).unwrap();
    for view in names(&ledger, "view") {
        let (columns, rows) = build::rows(&ledger, &view);
        assert_ne!(rows.len(), 0, "{view}");
        let mut shown = String::new();
        for (number, row) in rows.iter().enumerate() {
            shown.push_str(&format!("row {}\n", number + 1));
            for (column, value) in columns.iter().zip(row) {
                shown.push_str(&format!("  {column}: {value:?}\n"));
            }
        }
        insta::assert_snapshot!(view, shown);
    }
}
