//! `gainsay export`: every format of the demo's reports, and what does not fit together.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::sync::LazyLock;

use common::{Desk, json_lines, root};
use predicates::str::contains;
use serde_json::Value;

/// The demo's reports, read by the rules alone, which is quick.
static DEMO: LazyLock<Desk> = LazyLock::new(|| {
    let desk = Desk::new();
    let reports = root().join("demo/reports");
    desk.on_ledger(&["add", "--quiet", "--reader", "rules", &reports.to_string_lossy()]).assert().success();
    desk
});

fn exported(args: &[&str]) -> String {
    let done = DEMO.on_ledger(&[&["export"], args].concat()).assert().success();
    String::from_utf8(done.get_output().stdout.clone()).unwrap()
}

#[track_caller]
fn refused(args: &[&str], reason: &str) {
    let all = [&["export"], args].concat();
    DEMO.on_ledger(&all).assert().code(2).stdout("").stderr(contains(reason));
}

#[test]
fn readings_are_what_read_prints() {
    let lines = json_lines(&exported(&["readings"]));
    let documents = json_lines(&exported(&["places"]));
    assert_eq!(lines.len(), 17);
    assert!(documents.iter().all(|place| lines.iter().any(|line| line["document"] == place["document"])));
}

#[test]
fn maps_say_what_they_leave_out() {
    let claims = json_lines(&exported(&["claims"]));
    let without = claims.iter().filter(|claim| claim["lat"].is_null()).count();
    assert_ne!(without, 0);
    let all = ["export", "claims", "--format", "geojson"];
    let done =
        DEMO.on_ledger(&all).assert().success().stderr(contains(format!("{without} have no position")));
    let collection: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
    assert_eq!(collection["features"].as_array().unwrap().len(), claims.len() - without);
}

#[test]
fn codebooks_have_a_row_a_matter() {
    let matters = json_lines(&exported(&["matters"])).len();
    for columns in ["airwars", "ucdp-ged"] {
        let table = exported(&["matters", "--format", "csv", "--columns", columns]);
        assert_eq!(table.lines().count(), matters + 1, "{columns}");
    }
    let best = |args: &[&str]| {
        let table = exported(&[&["matters", "--format", "csv", "--columns", "ucdp-ged"], args].concat());
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let at = rows.headers().unwrap().iter().position(|column| column == "best").unwrap();
        rows.records().filter(|row| !row.as_ref().unwrap()[at].is_empty()).count()
    };
    assert_eq!(best(&[]), 0);
    assert_ne!(best(&["--policy", "majority"]), 0);
}

#[test]
fn what_does_not_fit_is_refused_with_what_would() {
    refused(&["matters", "--format", "csv"], "--columns airwars");
    refused(&["claims", "--format", "csv", "--columns", "airwars"], "--columns is for matters");
    refused(&["quantities", "--format", "geojson"], "exported as jsonl, csv, parquet");
    refused(&["claims", "--format", "brat"], "exported as jsonl, csv, geojson, jsonld, parquet");
    refused(&["annotations"], "--to FOLDER");
    refused(&["annotations", "--format", "jsonl"], "exported as brat, label-studio, spacy");
    refused(&["claims", "--document", "x"], "for annotations");
    refused(&["annotations", "--format", "spacy", "--document", "nothing"], "nothing");
    refused(&["claims", "--policy", "range"], "--policy is for matters");
    let there = DEMO.write("there.csv", "kept");
    refused(&["claims", "--format", "csv", "--to", "there.csv"], "there.csv cannot be made");
    assert_eq!(std::fs::read_to_string(there).unwrap(), "kept");
    DEMO.write("folder/kept", "");
    refused(&["annotations", "--to", "folder"], "folder cannot be made");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_program_without_parquet_says_so_and_leaves_no_file() {
    refused(&["claims", "--format", "parquet", "--to", "none.parquet"], "built without Parquet");
    assert!(!DEMO.path("none.parquet").exists());
}

#[cfg(feature = "parquet")]
#[test]
fn a_table_is_written() {
    for records in ["claims", "matters", "quantities", "places", "readings"] {
        let file = format!("{records}.parquet");
        exported(&[records, "--format", "parquet", "--to", &file]);
        assert!(std::fs::read(DEMO.path(&file)).unwrap().starts_with(b"PAR1"), "{records}");
    }
}

#[test]
fn a_folder_for_brat_has_all_that_brat_opens() {
    exported(&["annotations", "--to", "brat"]);
    let folder = DEMO.path("brat");
    for file in ["annotation.conf", "visual.conf", "gainsay.json"] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(folder.join("gainsay.json")).unwrap()).unwrap();
    let documents = manifest["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 17);
    for document in documents {
        let ann = folder.join(document["file"].as_str().unwrap());
        assert!(ann.is_file() && ann.with_extension("txt").is_file());
    }
    let one = documents[3]["document"].as_str().unwrap();
    let lines = json_lines(&exported(&["annotations", "--format", "spacy", "--document", one]));
    assert_eq!((lines.len(), &lines[0]["_"]["gainsay"]["document"]), (1, &Value::from(one)));
}

#[test]
fn entities_and_the_graph_and_the_metadata_are_json() {
    let entities = json_lines(&exported(&["entities"]));
    assert!(entities.iter().any(|entity| entity["schema"] == "UnknownLink"));
    let graph: Value = serde_json::from_str(&exported(&["claims", "--format", "jsonld"])).unwrap();
    let claims = json_lines(&exported(&["claims"]));
    let ids: std::collections::BTreeSet<&str> =
        claims.iter().map(|claim| claim["claim"].as_str().unwrap()).collect();
    let nodes = graph["@graph"].as_array().unwrap();
    assert_eq!(nodes.iter().filter(|node| node["@type"][0] == "Claim").count(), ids.len());
    let metadata: Value = serde_json::from_str(&exported(&["datasette-metadata"])).unwrap();
    assert!(metadata["databases"]["ledger"]["tables"]["claims_view"]["columns"]["key"].is_string());
}
