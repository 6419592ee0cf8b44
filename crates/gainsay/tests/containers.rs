//! A folder with one file of each kind: added, shown, verified, and added again without a change.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::http::Server;
use common::{Desk, root};
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;

const FILES: [&str; 16] = [
    "again.warc.gz",
    "book.epub",
    "dam.txt.gz",
    "feed.atom",
    "feed.json",
    "feed.rdf.xml",
    "feed.rss",
    "plain.warc",
    "press.eml",
    "press.mbox",
    "report.docx",
    "report.odt",
    "reports.tar.gz",
    "reports.zip",
    "site.wacz",
    "site.warc.gz",
];

#[test]
fn a_folder_with_one_of_each() {
    let desk = Desk::new();
    for name in FILES {
        let bytes = std::fs::read(root().join("crates/gainsay-ingest/tests/fixtures").join(name)).unwrap();
        desk.write(&format!("reports/{name}"), bytes);
    }
    let add = ["add", "--reader", "rules", "--json", "reports", "reports/feed.json"];
    let first = desk.on_ledger(&add).assert().code(1).stderr(
        contains("reports/again.warc.gz!/urn:uuid:")
            .and(contains("a repeat of a page that is not in this file"))
            .and(contains("reports/reports.zip!/empty.txt: empty")),
    );
    let summary: Value = serde_json::from_slice(&first.get_output().stdout).unwrap();
    let failed = summary["failed"].as_array().unwrap();
    assert_eq!(failed.len(), 2, "{failed:?}");
    assert_eq!(summary["skipped"]["a redirect (status 301)"], 2, "{summary}");
    assert_eq!(summary["skipped"]["no report: an image (PNG)"], 2, "{summary}");
    let added = summary["added"].as_u64().unwrap();
    assert!(added >= 20, "{summary}");
    desk.verify();

    let server = Server::start(&desk.ledger());
    let documents = server.json("/api/documents?limit=100")["documents"].clone();
    let documents = documents.as_array().unwrap();
    assert_eq!(documents.len() as u64, added);
    for title in ["Ferry sinks off Peniche", "Dam gives way", "Mill burns down", "Dam gives way above Korva"]
    {
        let found = documents.iter().find(|document| document["title"] == title).unwrap();
        let shown = desk.printed(&["show", found["id"].as_str().unwrap()]);
        assert!(shown.contains(title), "{shown}");
    }
    drop(server);

    let again = desk.on_ledger(&add).assert().code(1);
    let summary: Value = serde_json::from_slice(&again.get_output().stdout).unwrap();
    assert_eq!(summary["added"], 0, "{summary}");
    desk.verify();
}

#[test]
fn a_page_captured_again_is_met_twice() {
    let desk = Desk::new();
    let fixture =
        |name: &str| std::fs::read(root().join("crates/gainsay-ingest/tests/fixtures").join(name)).unwrap();
    desk.write("both.warc.gz", [fixture("site.warc.gz"), fixture("again.warc.gz")].concat());
    let add = ["add", "--reader", "rules", "--json", "both.warc.gz"];
    for added in [5, 0] {
        let done = desk.on_ledger(&add).assert().success();
        let summary: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
        assert_eq!(summary["added"], added, "{summary}");
        assert_eq!(summary["skipped"]["a repeat of a page that the file holds (revisit)"], 1, "{summary}");
        let met = met(&desk);
        let again: Vec<&String> = met.iter().filter(|path| path.contains(" captured again ")).collect();
        assert_eq!(again.len(), 1, "{met:?}");
        assert!(again[0].starts_with("both.warc.gz!/urn:uuid:") && again[0].ends_with('Z'), "{met:?}");
        desk.verify();
    }
}

/// Where the document was met that was met most often.
fn met(desk: &Desk) -> Vec<String> {
    let ledger = gainsay_ledger::Ledger::open(desk.ledger(), gainsay_ledger::Access::ReadOnly).unwrap();
    let all = ledger.document_ids().unwrap().into_iter().map(|id| ledger.places_met(&id).unwrap());
    all.max_by_key(Vec::len).unwrap().into_iter().map(|place| place.path).collect()
}
