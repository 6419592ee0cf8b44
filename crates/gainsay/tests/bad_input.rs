//! Input that is no report, and ledgers that are none: named in one line, the rest done, nothing lost or invented.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::path::Path;
use std::process::Stdio;

use common::http::Server;
use common::{Desk, program};
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;

const GOOD: &str = "Barge sinks at Varna\n\nBy Ada Quill via Harbour Lamp\n12 February 2024\n\n\
    VARNA, Bulgaria — The Port Office said on Monday that four people had been killed when a barge sank at Varna.\n";
const ALSO_GOOD: &str = "Mill burns down at Bitola\n\nBy Ada Quill via Harbour Lamp\n14 February 2024\n\n\
    The Fire Brigade said on Tuesday that two people had been injured when a mill burned down at Bitola.\n";

/// `reports/` with the bad file between two good ones is added: the bad one is named as `named` with what is wrong,
/// the good ones are there, the exit code tells, and the ledger is whole.
fn refused(name: &str, bytes: &[u8], named: &str, wrong: &str) {
    let desk = Desk::new();
    desk.write("reports/a.txt", GOOD);
    desk.write("reports/z.txt", ALSO_GOOD);
    desk.write(&format!("reports/{name}"), bytes);
    desk.on_ledger(&["add", "reports"])
        .assert()
        .code(1)
        .stderr(line_with(&[named, wrong]))
        .stdout(contains("2 reports added").and(contains("1 failed")));
    assert_eq!(outlets(&desk), ["Harbour Lamp", "Harbour Lamp"]);
    desk.verify();
}

/// One line of a text holds all these words.
fn line_with(words: &[&str]) -> impl Predicate<str> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    predicate::function(move |text: &str| {
        text.lines().any(|line| words.iter().all(|word| line.contains(word)))
    })
}

/// Every document of the ledger with its reading, as the pages are given it.
fn documents(desk: &Desk) -> Vec<Value> {
    let server = Server::start(&desk.ledger());
    let rows = server.json("/api/documents")["documents"].clone();
    let id = |row: &Value| row["id"].as_str().unwrap().to_owned();
    rows.as_array().unwrap().iter().map(|row| server.json(&format!("/api/documents/{}", id(row)))).collect()
}

/// The outlets of the documents of the ledger, sorted.
fn outlets(desk: &Desk) -> Vec<String> {
    let named = |document: &Value| document["document"]["outlet"].as_str().unwrap_or("none").to_owned();
    let mut outlets: Vec<_> = documents(desk).iter().map(named).collect();
    outlets.sort();
    outlets
}

/// The one document whose text holds `words`.
fn with_words(desk: &Desk, words: &str) -> Value {
    let mut found = documents(desk);
    found.retain(|document| document["text"].as_str().unwrap().contains(words));
    assert_eq!(found.len(), 1, "{words}");
    found.remove(0)
}

fn note_codes(document: &Value) -> Vec<&str> {
    document["notes"].as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap()).collect()
}

#[test]
fn a_binary_file_is_named() {
    refused(
        "m.txt",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06",
        "reports/m.txt",
        "not text",
    );
}

#[test]
fn a_file_of_control_bytes_is_named() {
    refused("m.txt", &[0, 1, 2, 3, 4, 5, 6, 7].repeat(64), "reports/m.txt", "not text");
}

#[test]
fn an_empty_file_is_named() {
    refused("m.txt", b"", "reports/m.txt", "empty");
}

#[test]
fn a_file_of_blanks_is_named() {
    refused("m.md", b" \n\t\r\n\n", "reports/m.md", "empty");
}

#[test]
fn fifty_megabytes_are_named() {
    let line = b"The clerk said that the list went on.\n";
    refused("m.txt", &line.repeat(50_000_000 / line.len() + 1), "reports/m.txt", "too large");
}

#[test]
fn html_without_a_body_is_named() {
    let page =
        b"<!DOCTYPE html><html><head><title>Nothing here</title><script>var a = 1;</script></head></html>";
    refused("m.html", page, "reports/m.html", "no");
}

#[test]
fn html_with_an_empty_body_is_named() {
    refused("m.html", b"<html><body>  <nav></nav> </body></html>", "reports/m.html", "no");
}

/// Broken bytes show as what they are: replaced and remarked, with the words around them kept.
#[test]
fn broken_encoding_is_named_and_the_rest_of_the_text_kept() {
    let desk = Desk::new();
    desk.write("reports/a.txt", GOOD);
    let mut broken = "Sluice jams at Tarnów\n\nBy Łucja Żak via Field Post\n13 February 2024\n\n\
        Żaneta Więcek said that three people had been injured at Tarnów. “Nobody was warned,” she said "
        .as_bytes()
        .to_vec();
    broken.extend_from_slice(b"\xC5 loudly.\n");
    desk.write("reports/m.txt", broken);
    desk.on_ledger(&["add", "reports"])
        .assert()
        .code(1)
        .stderr(line_with(&["reports/m.txt", "UTF-8"]))
        .stdout(contains("2 reports added"));
    let document = with_words(&desk, "Nobody was warned");
    assert!(document["text"].as_str().unwrap().contains("Żaneta Więcek said that three people"));
    assert!(document["text"].as_str().unwrap().contains("she said \u{FFFD} loudly."));
    assert_eq!(note_codes(&document), ["encoding-replaced"]);
    desk.verify();
}

#[test]
fn a_bad_line_of_json_lines_is_named_with_its_number() {
    for bad in [
        r#"{"id": "c", "text": "Half a rec"#,
        r#"["no", "record"]"#,
        r#"{"id": "c", "title": "A record without text"}"#,
        r#"{"id": "c", "text": 12}"#,
        "not JSON at all",
    ] {
        let desk = Desk::new();
        let record = |id: &str, place: &str| {
            format!(
                r#"{{"id": "{id}", "text": "The mayor said that four people had been killed at {place}."}}"#
            )
        };
        let lines =
            [record("a", "Varna"), record("b", "Bitola"), bad.to_owned(), record("d", "Tarnów")].join("\n");
        desk.write("list.jsonl", lines);
        desk.on_ledger(&["add", "list.jsonl"])
            .assert()
            .code(1)
            .stderr(contains("list.jsonl:3:"))
            .stdout(contains("3 reports added").and(contains("1 failed")));
        let mut ids: Vec<_> =
            documents(&desk).iter().map(|document| document["document"]["external_id"].clone()).collect();
        ids.sort_by_key(ToString::to_string);
        assert_eq!(ids, ["a", "b", "d"], "{bad}");
        desk.verify();
    }
}

/// A date that no calendar has is remarked; the report is kept, without a date rather than with another one.
#[test]
fn an_impossible_date_in_a_record_is_named_and_the_report_kept() {
    let desk = Desk::new();
    let record = |id: &str, date: &str| {
        format!(
            r#"{{"id": "{id}", "published": "{date}", "text": "The mayor of town {id} said on Monday that four people had been killed."}}"#
        )
    };
    desk.write("list.jsonl", [record("a", "2024-02-12"), record("b", "2024-02-31")].join("\n"));
    desk.on_ledger(&["add", "list.jsonl"])
        .assert()
        .code(1)
        .stderr(line_with(&["list.jsonl:2:", "2024-02-31"]))
        .stdout(contains("2 reports added"));
    let document = with_words(&desk, "town b");
    assert_eq!(document["document"]["published"], Value::Null);
    assert!(note_codes(&document).contains(&"date-unreadable"), "{document}");
    assert_eq!(with_words(&desk, "town a")["document"]["published"], "2024-02-12");
    desk.verify();
}

#[test]
fn an_impossible_date_in_the_head_of_a_text_is_named_and_the_report_kept() {
    let desk = Desk::new();
    desk.write("reports/a.txt", GOOD.replace("12 February 2024", "31 February 2024"));
    desk.on_ledger(&["add", "reports"])
        .assert()
        .code(1)
        .stderr(line_with(&["reports/a.txt", "31 February 2024"]))
        .stdout(contains("1 report added"));
    let document = with_words(&desk, "The Port Office said");
    assert_eq!(document["document"]["published"], Value::Null);
    assert!(note_codes(&document).contains(&"date-unreadable"), "{document}");
    desk.verify();
}

#[test]
fn an_impossible_date_in_the_command_is_refused_before_anything_is_done() {
    let desk = Desk::new();
    desk.write("a.txt", GOOD);
    desk.on_ledger(&["add", "a.txt", "--published", "2024-02-31"])
        .assert()
        .code(2)
        .stderr(contains("2024-02-31"));
    assert!(!desk.ledger().exists());
}

#[test]
fn a_folder_without_reports_is_named() {
    let desk = Desk::new();
    desk.write("pictures/boat.jpg", b"\xFF\xD8\xFF");
    desk.write("a.txt", GOOD);
    desk.on_ledger(&["add", "pictures", "a.txt"])
        .assert()
        .code(1)
        .stderr(line_with(&["pictures", "no report"]))
        .stdout(contains("1 report added").and(contains("1 failed")));
    desk.verify();
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let desk = Desk::new();
    desk.write("a.txt", GOOD);
    desk.on_ledger(&["add", "nowhere/b.txt", "a.txt"])
        .assert()
        .code(1)
        .stderr(line_with(&["nowhere/b.txt", "no such file"]))
        .stdout(contains("1 report added").and(contains("1 failed")));
    desk.verify();
}

#[test]
fn a_mistyped_path_makes_no_ledger() {
    let desk = Desk::new();
    let done = desk
        .on_ledger(&["add", "--json", "nowhere"])
        .assert()
        .code(1)
        .stderr(line_with(&["nowhere", "no such file"]));
    let lines = common::json_lines(std::str::from_utf8(&done.get_output().stdout).unwrap());
    assert_eq!(lines[0]["failed"][0]["path"], "nowhere");
    assert!(!desk.ledger().exists());
}

#[test]
fn reading_without_a_ledger_names_what_failed_and_prints_the_rest() {
    let desk = Desk::new();
    desk.write("reports/a.txt", GOOD);
    desk.write("reports/b.txt", b"");
    let done =
        desk.gainsay(["read", "reports"]).assert().code(1).stderr(line_with(&["reports/b.txt", "empty"]));
    let lines = common::json_lines(std::str::from_utf8(&done.get_output().stdout).unwrap());
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["outlet"], "Harbour Lamp");
}

#[test]
fn what_failed_and_was_mended_is_added_later() {
    let desk = Desk::new();
    desk.write("a.txt", "");
    desk.on_ledger(&["add", "a.txt"]).assert().code(1);
    desk.write("a.txt", GOOD);
    desk.on_ledger(&["add", "a.txt"]).assert().success().stderr("").stdout(contains("1 report added"));
    desk.verify();
}

#[test]
fn the_same_reports_again_are_already_known() {
    let desk = Desk::new();
    desk.write("reports/a.txt", GOOD);
    desk.write("reports/z.txt", ALSO_GOOD);
    desk.on_ledger(&["add", "reports"]).assert().success().stdout(contains("2 reports added"));
    let holds = |desk: &Desk| {
        [&["export", "claims"][..], &["export", "matters"], &["matters", "--json"]]
            .map(|args| desk.printed(args))
    };
    let before = holds(&desk);
    assert!(before.iter().all(|part| !part.is_empty()), "{before:?}");
    desk.on_ledger(&["add", "reports"]).assert().success().stderr("").stdout(contains("2 already known"));
    assert_eq!(holds(&desk), before);
    let again = desk.lines(&["add", "reports", "--json"]).remove(0);
    assert_eq!((&again["added"], &again["known"]), (&0.into(), &2.into()), "{again}");
    desk.verify();
}

/// The same bytes under another name are the same report.
#[test]
fn the_same_bytes_elsewhere_are_already_known() {
    let desk = Desk::new();
    desk.write("a.txt", GOOD);
    desk.write("copy/b.txt", GOOD);
    desk.on_ledger(&["add", "a.txt"]).assert().success();
    desk.on_ledger(&["add", "copy"]).assert().success().stdout(contains("1 already known"));
    assert_eq!(documents(&desk).len(), 1);
    desk.verify();
}

#[test]
fn two_at_once_both_end_well() {
    let desk = Desk::new();
    for number in 0..40 {
        for part in ["one", "two"] {
            let text = GOOD.replace("four people", &format!("{number} people")).replace("Harbour Lamp", part);
            desk.write(&format!("{part}/{number}.txt"), text);
        }
    }
    let start = |part: &str| {
        let mut command = program();
        command.args(["add", part, "--ledger"]).arg(desk.ledger()).current_dir(desk.path(""));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    for child in [start("one"), start("two")] {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {said}", output.status);
    }
    assert_eq!(documents(&desk).len(), 80);
    desk.verify();
}

/// A ledger with one report in it, all of it in the one file.
fn closed_ledger(desk: &Desk) -> Vec<u8> {
    desk.write("a.txt", GOOD);
    desk.on_ledger(&["add", "a.txt"]).assert().success();
    let log = desk.path("ledger.db-wal");
    assert!(!log.exists(), "a closed ledger leaves no log behind");
    std::fs::read(desk.ledger()).unwrap()
}

/// Every command refuses the file with exit code 3 and leaves its bytes alone.
fn left_alone(desk: &Desk, path: &Path, said: &str) {
    let before = std::fs::read(path).unwrap();
    desk.write("b.txt", ALSO_GOOD);
    let commands: [&[&str]; 7] = [
        &["add", "b.txt"],
        &["matters"],
        &["show", "m-0"],
        &["export", "claims"],
        &["verify"],
        &["serve", "--port", "0"],
        &["demo", "--no-serve"],
    ];
    for args in commands {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        desk.gainsay(args).arg("--ledger").arg(path).assert().code(3).stderr(line_with(&[&name, said]));
        assert!(std::fs::read(path).unwrap() == before, "{args:?} changed the file");
    }
}

#[test]
fn a_newer_ledger_is_refused_and_left_alone() {
    let desk = Desk::new();
    let mut bytes = closed_ledger(&desk);
    // The schema's version stands in the file's header, big-endian.
    let version = u32::from_be_bytes(bytes[60..64].try_into().unwrap());
    assert!(version > 0, "the ledger is stamped with a version");
    bytes[60..64].copy_from_slice(&(version + 1).to_be_bytes());
    std::fs::write(desk.ledger(), &bytes).unwrap();
    left_alone(&desk, &desk.ledger(), "newer");
}

#[test]
fn a_text_is_no_ledger_and_left_alone() {
    let desk = Desk::new();
    let notes = desk.write("notes.txt", "Things to ask the mayor about.\n");
    left_alone(&desk, &notes, "not a ledger");
}

#[test]
fn a_ledger_that_is_not_there_is_named_and_not_made() {
    let desk = Desk::new();
    for args in
        [&["matters"][..], &["show", "m-0"], &["export", "claims"], &["verify"], &["serve", "--port", "0"]]
    {
        let done = desk.on_ledger(args).assert().failure().stderr(line_with(&["ledger.db", "no ledger"]));
        assert!([Some(2), Some(3)].contains(&done.get_output().status.code()), "{args:?}");
        assert!(!desk.ledger().exists());
    }
}

#[test]
fn a_changed_text_is_found_out() {
    let desk = Desk::new();
    let mut bytes = closed_ledger(&desk);
    let id = documents(&desk)[0]["document"]["id"].as_str().unwrap().to_owned();
    // The words before the figure stand once with those after the sentence: in the text itself, not in a quote of it.
    let text = GOOD[GOOD.find("By Ada").unwrap()..].trim_end();
    let at = bytes
        .windows(text.len())
        .position(|window| window == text.as_bytes())
        .expect("the text is in the file");
    let figure = at + text.find("four people").unwrap();
    bytes[figure..figure + 4].copy_from_slice(b"nine");
    std::fs::write(desk.ledger(), &bytes).unwrap();
    desk.on_ledger(&["verify"]).assert().code(4).stderr(contains(&id[..12]));
}

#[test]
fn a_damaged_file_is_found_out() {
    let desk = Desk::new();
    let mut bytes = closed_ledger(&desk);
    let size = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    // Every page but the first, which says what the file is.
    for page in (size..bytes.len()).step_by(size) {
        bytes[page..page + 64].fill(0xFF);
    }
    std::fs::write(desk.ledger(), &bytes).unwrap();
    let done = desk.on_ledger(&["verify"]).assert().failure().stderr(predicate::str::is_empty().not());
    assert!([Some(3), Some(4)].contains(&done.get_output().status.code()));
    assert!(std::fs::read(desk.ledger()).unwrap() == bytes, "looking changes nothing");
}

/// Weights of the user's own, one file of them damaged or missing.
#[test]
fn damaged_weights_are_named_and_nothing_is_read() {
    let own = common::root().join("crates/gainsay-read/weights");
    let desk = Desk::new();
    let report = desk.write("report.txt", "Orlov said that the bridge was open.\n");
    let names = ["reader.int8.onnx", "heads.json", "vocab.txt", "lexicon.tsv"];
    for name in names {
        desk.write(&format!("weights/{name}"), std::fs::read(own.join(name)).unwrap());
    }
    let read = |expected: i32| {
        let folder = desk.path("weights");
        let output = desk
            .gainsay(["read"])
            .arg(&report)
            .arg("--weights")
            .arg(folder)
            .assert()
            .code(expected)
            .get_output()
            .clone();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert!(read(0).0.contains("\"minilm-"));
    let complaints = ["checksum differs", "description", "[UNK]", "the lexicon is not the one"];
    for (name, complaint) in names.into_iter().zip(complaints) {
        let whole = std::fs::read(own.join(name)).unwrap();
        let mut damaged = whole.clone();
        damaged.truncate(100);
        desk.write(&format!("weights/{name}"), damaged);
        let (out, complaints) = read(2);
        assert!(out.is_empty() && complaints.contains(complaint), "{name}: {complaints}");
        std::fs::remove_file(desk.path(&format!("weights/{name}"))).unwrap();
        let (out, complaints) = read(2);
        assert!(out.is_empty() && complaints.contains(name), "{complaints}");
        desk.write(&format!("weights/{name}"), whole);
    }
}
