//! The bundled example reports, end to end: what `demo/expected.toml` says of them is what the ledger says, on the
//! command line and through the JSON interface alike.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../common/mod.rs"]
mod common;

mod agreement;
mod documents;
mod expected;
mod matters;
mod misses;
mod seen;
mod words;

use common::Desk;
use common::http::Server;
use expected::Expected;
use misses::Misses;
use seen::{Keys, Seen};

/// The demo's ledger, made anew and served.
struct Demo {
    desk: Desk,
    server: Server,
    keys: Keys,
}

impl Demo {
    fn new() -> Self {
        let desk = Desk::new();
        desk.on_ledger(&["demo", "--no-serve"]).assert().success().stderr("");
        let server = Server::start(&desk.ledger());
        let keys = Keys::of_the_reports(&desk);
        Self { desk, server, keys }
    }

    /// What the ledger says, as either way of asking tells it.
    fn both_ways(&self) -> [Seen<'_>; 2] {
        [Seen::on_the_command_line(&self.desk, &self.keys), Seen::through_the_api(&self.server, &self.keys)]
    }
}

fn check_matter(key: &str) {
    let (demo, expected) = (Demo::new(), Expected::load());
    let matter = expected.matter.iter().find(|matter| matter.key == key).expect("the matter is in the file");
    let mut misses = Misses::default();
    for seen in demo.both_ways() {
        matters::check(matter, &seen, &mut misses);
    }
    misses.report();
}

#[test]
fn the_ferry_is_as_expected() {
    check_matter("ferry");
}

#[test]
fn the_dam_is_as_expected() {
    check_matter("dam");
}

#[test]
fn the_shelling_is_as_expected() {
    check_matter("shelling");
}

#[test]
fn the_documents_are_as_expected() {
    let (demo, expected) = (Demo::new(), Expected::load());
    let mut misses = Misses::default();
    for seen in demo.both_ways() {
        documents::check(&expected, &seen, &mut misses);
    }
    misses.report();
}

#[test]
fn the_sources_are_as_expected() {
    let (demo, expected) = (Demo::new(), Expected::load());
    let mut misses = Misses::default();
    let sources = demo.desk.lines(&["sources", "--json", "--limit", "0"]);
    documents::check_sources(&expected, &sources.into(), &mut misses);
    misses.report();
}

#[test]
fn every_expected_quote_stands_in_its_report() {
    let (demo, expected) = (Demo::new(), Expected::load());
    let mut misses = Misses::default();
    documents::check_quotes(&expected, &Seen::on_the_command_line(&demo.desk, &demo.keys), &mut misses);
    misses.report();
}

#[test]
fn every_span_slices_the_text_to_its_words() {
    let demo = Demo::new();
    let mut misses = Misses::default();
    for seen in demo.both_ways() {
        documents::check_spans(&seen, &mut misses);
    }
    misses.report();
}

#[test]
fn the_command_line_and_the_api_say_the_same() {
    let demo = Demo::new();
    agreement::check(&demo.desk, &demo.server);
}

#[test]
fn the_exports_say_the_same_as_the_pages() {
    let demo = Demo::new();
    agreement::check_exports(&demo.desk, &demo.server);
}

#[test]
fn adding_the_demo_again_changes_nothing() {
    let demo = Demo::new();
    let before = agreement::all(&demo.server);
    let again = demo.desk.on_ledger(&["demo", "--no-serve"]).assert().success().stderr("");
    let said = String::from_utf8_lossy(&again.get_output().stdout).into_owned();
    assert!(said.contains("already known"), "{said}");
    assert_eq!(agreement::all(&demo.server), before);
    demo.desk.verify();
}
