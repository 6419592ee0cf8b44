//! Readings that were made elsewhere, taken into a ledger for review.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::Desk;
use predicates::str::contains;
use serde_json::{Value, json};

/// Reports of two matters, as columns of a table would be written.
const CORPUS: &str = concat!(
    r#"{"id":"lamp","text":"The Roads Office said on Monday that four people had been killed when a hillside slipped onto the road at Kotor.","published":"2024-02-12","title":"Hillside slips","outlet":"Harbour Lamp","url":"https://lamp.example/1"}"#,
    "\n",
    r#"{"id":"post","text":"At least seven people were killed in the landslide at Kotor on Monday, the Quarry Guild said.","published":"2024-02-13","title":"Seven dead at Kotor","outlet":"Field Post"}"#,
    "\n",
    r#"{"id":"undated","text":"The mayor of Bitola claimed that 12 houses had been destroyed in a fire."}"#,
    "\n",
);

/// What `gainsay read` prints of the corpus.
fn readings(desk: &Desk) -> Vec<u8> {
    desk.write("corpus.jsonl", CORPUS);
    let done = desk.gainsay(["read", "corpus.jsonl", "--reader", "rules"]).assert().success();
    done.get_output().stdout.clone()
}

/// What a ledger says of its claims and matters.
fn told(desk: &Desk, ledger: &str) -> Vec<Vec<u8>> {
    let exported = [&["export", "claims"][..], &["export", "matters"], &["export", "places"]];
    let said = exported.iter().map(|args| {
        let mut command = desk.gainsay(args.iter());
        command.args(["--ledger", ledger]).assert().success().get_output().stdout.clone()
    });
    said.collect()
}

#[test]
fn what_was_read_elsewhere_is_what_is_read_here() {
    let desk = Desk::new();
    let lines = readings(&desk);
    desk.gainsay(["add", "corpus.jsonl", "--reader", "rules", "--ledger", "added.db"]).assert().success();
    desk.write("elsewhere/part-0.jsonl", &lines);
    desk.write("elsewhere/_SUCCESS", "");
    desk.gainsay(["import", "elsewhere", "--ledger", "imported.db"])
        .assert()
        .success()
        .stderr("")
        .stdout(contains("3 reports added"));
    let (added, imported) = (told(&desk, "added.db"), told(&desk, "imported.db"));
    assert!(added[1].len() > 100, "there are matters");
    assert_eq!(added, imported);
    desk.gainsay(["verify", "--ledger", "imported.db"]).assert().success().stderr("");
    // Once more changes nothing, and the same corpus adds nothing to it.
    desk.gainsay(["import", "elsewhere", "--ledger", "imported.db"])
        .assert()
        .success()
        .stdout(contains("0 reports added, 3 already known"));
    desk.gainsay(["add", "corpus.jsonl", "--reader", "rules", "--ledger", "imported.db"])
        .assert()
        .success()
        .stdout(contains("0 reports added, 3 already known"));
}

#[test]
fn another_readers_lines_are_kept_under_their_names() {
    let desk = Desk::new();
    let text = "The ministry said that nine people were hurt in Korva.";
    let claim = json!({"id": "c1", "span": [[23, 53]], "attribution": null, "polarity": "asserted", "modality": "asserted"});
    let line =
        json!({"id": "desk/7", "text": text, "reader": "by hand", "sentences": [[0, 54]], "claims": [claim]});
    let page = json!({"document": "ab".repeat(32), "text": text, "sentences": [[0, 54]]});
    desk.write("r.jsonl", format!("{line}\n{page}\n"));
    desk.on_ledger(&["import", "r.jsonl"]).assert().success().stderr("");
    desk.verify();
    let documents: Vec<Value> = desk.lines(&["export", "claims"]);
    assert_eq!(documents[0]["external_id"], "desk/7");
    assert_eq!(documents[0]["words"], "nine people were hurt in Korva");
    desk.printed(&["show", documents[0]["document"].as_str().unwrap()]);
}

#[test]
fn what_cannot_be_taken_in_is_named_and_the_rest_goes_on() {
    let desk = Desk::new();
    let good = readings(&desk);
    let large = format!("{{\"id\":\"l\",\"reader\":\"r\",\"text\":\"{}\"}}\n", "a".repeat(33 << 20));
    let other = r#"{"id":"x","text":"A dam.","reader":"r","document":"WRONG"}"#;
    let raw = json!({"id": "y", "text": "A dam.", "reader": "r", "document": "ab".repeat(32), "raw": "{\"text\":null}"});
    let bad = format!("not json\n\n{large}{{\"id\":\"r\",\"text\":\"A dam.\"}}\n{other}\n{raw}\n");
    desk.write("bad.jsonl", bad.into_bytes().into_iter().chain([0xFF, b'\n']).collect::<Vec<u8>>());
    desk.write("good.jsonl", good);
    desk.write("report.txt", "A report.");
    let done =
        desk.on_ledger(&["import", "bad.jsonl", "good.jsonl", "missing.jsonl", "--json"]).assert().code(1);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    for expected in [
        "bad.jsonl:1: expected",
        "bad.jsonl:3: too large: a text of 33 MiB (limit 32 MiB)",
        "bad.jsonl:4: no reading",
        "bad.jsonl:5: document: ",
        "bad.jsonl:6: raw: the bytes are those of ",
        "bad.jsonl:7: not UTF-8",
        "missing.jsonl: no such file",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
    let summary: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
    assert_eq!((&summary["added"], summary["failed"].as_array().unwrap().len()), (&json!(3), 7));
    desk.verify();
}

#[test]
fn a_ledger_of_another_version_is_left_alone() {
    let desk = Desk::new();
    desk.write("good.jsonl", readings(&desk));
    desk.on_ledger(&["import", "good.jsonl"]).assert().success();
    let mut bytes = std::fs::read(desk.ledger()).unwrap();
    // The version of the schema stands in the header.
    bytes[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
    std::fs::write(desk.ledger(), &bytes).unwrap();
    desk.on_ledger(&["import", "good.jsonl"]).assert().code(3).stderr(contains("newer gainsay"));
    assert_eq!(std::fs::read(desk.ledger()).unwrap(), bytes);
}

#[test]
fn an_empty_folder_makes_no_ledger() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("empty")).unwrap();
    desk.on_ledger(&["import", "empty"])
        .assert()
        .code(1)
        .stderr(contains("no reading in this folder (looked for .jsonl"));
    assert!(!desk.ledger().exists());
}
