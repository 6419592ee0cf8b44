//! What a person decides: on the command line, in the log, and in every comparison after it.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::Desk;
use common::http::Server;
use predicates::str::contains;
use serde_json::Value;

fn slide(outlet: &str, day: &str, source: &str, killed: &str) -> String {
    format!(
        "Hillside slips onto road at Kotor\n\nBy Ada Quill via {outlet}\n{day}\n\n\
         KOTOR, Montenegro — The {source} said that {killed} people had been killed on 11 February 2024 when a hillside \
         slipped onto the road at Kotor.\n"
    )
}

const FERRY: &str = "Ferry sinks off Bar\n\nBy Ada Quill via Quay Gazette\n20 May 2024\n\n\
    BAR, Montenegro — The Coast Guard said that three people had been killed on 19 May 2024 when a ferry sank off Bar.\n";

/// Three reports of one landslide and one of a sinking.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("a.txt", slide("Harbour Lamp", "12 February 2024", "Roads Office", "four"));
    desk.write("b.txt", slide("Quay Gazette", "14 February 2024", "Quarry Guild", "nine"));
    desk.write("c.txt", slide("Field Post", "15 February 2024", "Roads Office", "six"));
    desk.write("d.txt", FERRY);
    desk.on_ledger(&["add", "a.txt", "b.txt", "c.txt", "d.txt"]).assert().success();
    desk
}

/// Decide something; what is printed as JSON.
fn decide(desk: &Desk, args: &[&str]) -> Value {
    let all = [&["review"], args, &["--by", "Ada Quill", "--reason", "as the maps show", "--json"]].concat();
    desk.lines(&all).remove(0)
}

/// The identifiers of the matters, each with the number of its documents, by title.
fn matters(desk: &Desk) -> Vec<(String, usize)> {
    let mut rows = desk.lines(&["matters", "--json"]);
    rows.sort_by_key(|row| row["title"].to_string());
    let of =
        |row: &Value| (row["id"].as_str().unwrap().to_owned(), row["documents"].as_u64().unwrap() as usize);
    rows.iter().map(of).collect()
}

fn sizes(desk: &Desk) -> Vec<usize> {
    let mut sizes: Vec<usize> = matters(desk).into_iter().map(|matter| matter.1).collect();
    sizes.sort_unstable();
    sizes
}

/// The documents of a matter, as they are identified.
fn documents(desk: &Desk, matter: &str) -> Vec<String> {
    let shown = &desk.lines(&["show", matter, "--json"])[0];
    shown["documents"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_merge_and_a_split_stand_until_they_are_taken_back() {
    let desk = desk();
    assert_eq!(sizes(&desk), [1, 3]);
    let (slide, ferry) = (matters(&desk)[0].0.clone(), matters(&desk)[1].0.clone());
    let third = documents(&desk, &slide)[2].clone();

    let split = decide(&desk, &["split", &slide, "--document", &third]);
    assert_eq!((&split["entry"]["id"], split["matters"].as_array().unwrap().len()), (&1.into(), 2));
    assert_eq!(sizes(&desk), [1, 1, 2]);
    decide(&desk, &["merge", &slide, &ferry]);
    assert_eq!(sizes(&desk), [1, 3]);
    // A new comparison, and a reader that finds other attributions, change nothing of it.
    desk.on_ledger(&["add", "a.txt", "--recompare"]).assert().success();
    assert_eq!(sizes(&desk), [1, 3]);
    desk.on_ledger(&["add", "--reader", "rules", "a.txt", "b.txt", "c.txt", "d.txt"])
        .assert()
        .success()
        .stdout(contains("4 read again"));
    assert_eq!(sizes(&desk), [1, 3]);
    // Nor is what was known on a day another matter.
    let then = desk.lines(&["export", "matters", "--as-of", "2024-02-15"]);
    assert_eq!(then.len(), 2, "{then:?}");

    decide(&desk, &["undo", "1"]);
    decide(&desk, &["undo", "2"]);
    assert_eq!(sizes(&desk), [1, 3]);
    assert_eq!(matters(&desk)[0].1 + matters(&desk)[1].1, 4);
    decide(&desk, &["undo", "3"]);
    assert_eq!(sizes(&desk), [1, 1, 2], "what takes back may be taken back");
    let log = desk.lines(&["review", "log", "--json"]);
    assert_eq!(log.len(), 5);
    let taken: Vec<&Value> = log.iter().map(|entry| &entry["taken_back_by"]).collect();
    assert_eq!(taken, [&Value::Null, &4.into(), &5.into(), &Value::Null, &Value::Null]);
    desk.on_ledger(&["verify"]).assert().success().stdout(contains("5 decisions"));
}

#[test]
fn a_later_decision_names_the_earlier_one_that_it_overrides() {
    let desk = desk();
    let [slide, ferry] = [0, 1].map(|at| matters(&desk)[at].0.clone());
    decide(&desk, &["merge", &slide, &ferry]);
    let whole = matters(&desk)[0].0.clone();
    let last = documents(&desk, &whole)[3].clone();
    let split = decide(&desk, &["split", &whole, "--document", &last]);
    assert_eq!(split["overridden"], serde_json::json!([1]));
    assert_eq!(sizes(&desk), [1, 3]);
    desk.on_ledger(&["review", "log"]).assert().success().stdout(contains("overridden by entry 2"));
}

#[test]
fn a_rejected_claim_leaves_the_tallies_and_is_still_shown() {
    let desk = desk();
    let slide = matters(&desk)[0].0.clone();
    let killed = |desk: &Desk| desk.lines(&["export", "matters"])[0]["killed"]["high"].clone();
    assert_eq!(killed(&desk), 9);
    let claim = desk.lines(&["show", &slide, "--json"])[0]["claims"][1]["id"].as_str().unwrap().to_owned();
    decide(&desk, &["reject", &claim]);
    assert!(desk.lines(&["export", "matters"]).iter().all(|line| line["killed"]["high"] != 9));
    let shown = desk.printed(&["show", &slide]);
    assert!(shown.contains("Rejected") && shown.contains(&claim), "{shown}");
    let server = Server::start(&desk.ledger());
    let whole = server.json(&format!("/api/matters/{slide}"));
    let marks: Vec<&Value> =
        whole["claims"].as_array().unwrap().iter().map(|claim| &claim["rejected"]).collect();
    assert_eq!(marks, [&Value::Null, &1.into(), &Value::Null]);
    // A remark changes nothing.
    decide(&desk, &["note", &slide]);
    decide(&desk, &["undo", "1"]);
    assert_eq!(killed(&desk), 9);
}

#[test]
fn what_cannot_be_decided_is_said_and_leaves_no_trace() {
    let desk = desk();
    let [slide, ferry] = [0, 1].map(|at| matters(&desk)[at].0.clone());
    let (own, other) = (documents(&desk, &slide), documents(&desk, &ferry));
    let all: Vec<&str> = own.iter().map(String::as_str).collect();
    let who = ["--by", "Ada Quill", "--reason", "so"];
    let check = |args: &[&str], who: &[&str], words: &str| {
        let all = [&["review"], args, who].concat();
        desk.on_ledger(&all).assert().code(2).stdout("").stderr(contains(words));
    };
    check(&["merge", &slide, "m-nowhere"], &who, "m-nowhere");
    check(&["merge", &slide, &slide], &who, "two matters");
    check(&["merge", &slide], &who, "2 values");
    check(&["merge", &slide, &ferry], &["--by", "Ada Quill"], "--reason");
    check(&["merge", &slide, &ferry], &["--by", " ", "--reason", "so"], "--by says nothing");
    check(&["split", &slide], &who, "--document");
    check(&["split", &slide, "--document", &other[0]], &who, "does not speak to");
    check(&["split", &slide, "--claim", &format!("{}.c1", &other[0][..12])], &who, "does not speak to");
    check(&[&["split", &slide, "--document"], &all[..]].concat(), &who, "nothing would be left");
    check(&["reject", "nothing.c1"], &who, "nothing");
    check(&["undo", "1"], &who, "no entry 1");
    assert_eq!(desk.printed(&["review", "log"]), "Nobody has decided anything yet.\n");
    desk.gainsay(["review", "merge", "m-a", "m-b", "--by", "A", "--reason", "so", "--ledger", "none.db"])
        .assert()
        .code(2)
        .stderr(contains("none.db"));
    assert!(!desk.path("none.db").exists());
    desk.verify();
}
