//! Whatever way one asks, the ledger says the same.

use serde_json::{Map, Value, json};

use crate::common::Desk;
use crate::common::http::Server;
use crate::seen::matter_rows;

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no {key} in {value}"))
}

/// Everything that the interface has to say: the lists, and each thing on them.
pub fn all(server: &Server) -> Map<String, Value> {
    let mut all = Map::new();
    let mut keep = |path: String| {
        let answer = server.json(&path);
        all.insert(path, answer.clone());
        answer
    };
    keep("/api/summary".to_owned());
    keep("/api/sources".to_owned());
    let matters = keep("/api/matters?limit=500".to_owned());
    for matter in list(&matters, "matters") {
        keep(format!("/api/matters/{}", text(matter, "id")));
    }
    let documents = keep("/api/documents".to_owned());
    for row in documents["documents"].as_array().unwrap() {
        let document = keep(format!("/api/documents/{}", text(row, "id")));
        for claim in list(&document, "claims") {
            keep(format!("/api/claims/{}", text(claim, "id")));
        }
    }
    all
}

/// `matters --json` and `show --json` print what the interface answers, and its lists and numbers agree.
pub fn check(desk: &Desk, server: &Server) {
    let rows = matter_rows(server);
    assert_eq!(desk.lines(&["matters", "--json", "--limit", "0"]), rows);
    let contested: Vec<_> = rows.iter().filter(|row| row["contested"] == true).cloned().collect();
    assert!(!contested.is_empty(), "the demo has contested matters");
    assert!(rows.starts_with(&contested), "contested matters come first");
    assert_eq!(desk.lines(&["matters", "--json", "--contested", "--limit", "0"]), contested);

    let show = |id: &str| -> Value { serde_json::from_str(&desk.printed(&["show", id, "--json"])).unwrap() };
    for row in &rows {
        let id = text(row, "id");
        let matter = server.json(&format!("/api/matters/{id}"));
        assert_eq!(matter["matter"], *row);
        assert_eq!(show(id), matter);
    }

    let documents = server.json("/api/documents")["documents"].clone();
    let mut claims = 0;
    for row in documents.as_array().unwrap() {
        let id = text(row, "id");
        let document = server.json(&format!("/api/documents/{id}"));
        assert_eq!(document["document"], *row);
        assert_eq!(show(id), document);
        claims += list(&document, "claims").len();
    }
    if let Some(claim) = server.json(&format!("/api/matters/{}", text(&rows[0], "id")))["claims"].get(0) {
        let id = text(claim, "id");
        assert_eq!(server.json(&format!("/api/claims/{id}")), *claim);
        assert_eq!(show(id), *claim);
    }

    let summary = server.json("/api/summary");
    assert_eq!(
        [
            &summary["documents"],
            &summary["claims"],
            &summary["matters"],
            &summary["contested"],
            &summary["failures"]
        ],
        [
            &json!(documents.as_array().unwrap().len()),
            &json!(claims),
            &json!(rows.len()),
            &json!(contested.len()),
            &json!(0)
        ]
    );
}

/// `export claims` and `export matters` carry the same records.
pub fn check_exports(desk: &Desk, server: &Server) {
    let rows = matter_rows(server);
    let matters = desk.lines(&["export", "matters", "--format", "jsonl"]);
    assert_eq!(ids(&matters, "matter"), ids(&rows, "id"));
    for row in &rows {
        let exported = matters.iter().find(|matter| matter["matter"] == row["id"]).unwrap();
        for key in ["title", "date"] {
            assert_eq!(exported[key], row[key], "{key} of {}", row["id"]);
        }
        let sides = |facet: &Value| -> Vec<Value> {
            // One writes 3, the other 3.0: the same number.
            let end = |end: &Value| end.as_f64();
            let side = |side: &Value| {
                json!([side["holder"], end(&side["low"]), end(&side["high"]), side["value"], side["claims"]])
            };
            list(facet, "sides").iter().map(side).collect()
        };
        let status = |facet: &Value| {
            let keys =
                ["facet", "outcome", "category", "scope", "support", "agreement", "lifecycle", "reason"];
            json!([keys.map(|key| facet[key].clone()), sides(facet)])
        };
        let facets = |matter: &Value| list(matter, "facets").iter().map(status).collect::<Vec<_>>();
        assert_eq!(facets(exported), facets(row), "facets of {}", row["id"]);
    }

    let exported = desk.lines(&["export", "claims", "--format", "jsonl"]);
    assert!(!exported.is_empty() && !rows.is_empty(), "the demo has claims and matters");
    let mut shown = Vec::new();
    for row in server.json("/api/documents")["documents"].as_array().unwrap() {
        shown.extend(list(&server.json(&format!("/api/documents/{}", text(row, "id"))), "claims").clone());
    }
    let mut claims = ids(&exported, "claim");
    claims.dedup();
    assert_eq!(claims, ids(&shown, "id"));
    for line in &exported {
        let claim = shown.iter().find(|claim| claim["id"] == line["claim"]).unwrap();
        for key in ["holder", "words", "spans", "polarity", "modality", "stance", "matter"] {
            assert_eq!(line[key], claim[key], "{key} of {}", line["claim"]);
        }
        if !line["figure"].is_null() {
            let figure = list(claim, "quantities")
                .iter()
                .find(|figure| figure["span"] == json!([line["figure_start"], line["figure_end"]]))
                .unwrap_or_else(|| panic!("{line} has a figure that {claim} has not"));
            for (exported, shown) in
                [("figure", "words"), ("low", "low"), ("high", "high"), ("outcome", "outcome")]
            {
                assert_eq!(
                    line[exported].as_f64(),
                    figure[shown].as_f64(),
                    "{exported} of {}",
                    line["claim"]
                );
                assert_eq!(
                    line[exported].as_str(),
                    figure[shown].as_str(),
                    "{exported} of {}",
                    line["claim"]
                );
            }
        }
    }
}

fn ids(values: &[Value], key: &str) -> Vec<String> {
    let mut ids: Vec<_> = values.iter().map(|value| text(value, key).to_owned()).collect();
    ids.sort();
    ids
}
