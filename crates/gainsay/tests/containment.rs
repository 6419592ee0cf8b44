//! What a hostile file can do: become one failure, and nothing else. On demand a record loops, crashes, eats memory or
//! reaches outside (`crates/gainsay/src/contain/acts.rs`); the rest of the input comes in.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::io::Write;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use common::http::Server;
use common::{Desk, program};
use predicates::prelude::*;
use predicates::str::contains;

const GOOD: &str = "Barge sinks at Varna\n\nBy Ada Quill via Harbour Lamp\n12 February 2024\n\n\
    VARNA, Bulgaria — The Port Office said on Monday that four people had been killed when a barge sank at Varna.\n";

/// Milliseconds; enough for every good file, even on a busy machine.
const PATIENCE: &str = "8000";

fn acting(desk: &Desk, act: &str) {
    desk.write("reports/a.txt", GOOD);
    desk.write("reports/m.txt", format!("{GOOD}\ngainsay-test-act:{act}\n"));
    desk.write("reports/z.txt", GOOD.replace("Varna", "Burgas"));
}

/// The misdeed is named as `wrong` at its file, the files around it are in, the ledger is whole.
fn fails(act: &str, wrong: &str) {
    let desk = Desk::new();
    acting(&desk, act);
    desk.on_ledger(&["add", "--reader", "rules", "reports"])
        .env("GAINSAY_TEST_ACTS", "1")
        .env("GAINSAY_TEST_PATIENCE", PATIENCE)
        .assert()
        .code(1)
        .stderr(contains(format!("error: reports/m.txt: {wrong}")))
        .stdout(contains("2 reports added, 1 failed."));
    desk.verify();
    assert!(!desk.path("gainsay-test-act").exists(), "a file was written");
}

#[test]
fn a_crash_is_one_failure() {
    fails("abort", "the reader of its format crashed");
    fails("overflow", "the reader of its format crashed");
    fails("panic", "the reader failed on this report: as was asked for");
}

#[test]
fn a_loop_is_one_failure() {
    fails("loop", "the file took more than 8 s to take in");
}

#[test]
fn a_silence_is_one_failure() {
    fails("sleep", "the file took more than 8 s to take in");
}

#[test]
fn a_bomb_is_one_failure() {
    fails("allocate", "the file needed more than 1 GiB of memory to take in");
}

#[test]
fn reaching_outside_is_one_failure() {
    for act in ["socket", "connect", "exec", "write"] {
        fails(act, "the reader of its format tried to open, start or connect to something, and was stopped");
    }
}

#[test]
fn an_answer_that_cannot_be_is_not_believed() {
    fails("hash", "the reader of its format gave an answer that cannot be: a hash is not that of the bytes");
    fails("span", "the reader of its format gave an answer that cannot be: a span lies outside its text");
}

#[test]
fn no_file_can_be_read() {
    let desk = Desk::new();
    acting(&desk, "read");
    desk.gainsay(["read", "--reader", "rules", "reports/m.txt"])
        .env("GAINSAY_TEST_ACTS", "1")
        .assert()
        .success()
        .stdout(contains("could not read it"));
}

#[test]
fn a_bad_line_fails_alone() {
    let desk = Desk::new();
    let line = |act: &str, place: &str| {
        format!(r#"{{"text": "The mayor said that four people had been killed at {place}. {act}"}}"#)
    };
    let abort = "gainsay-test-act:abort";
    let panic = "gainsay-test-act:panic";
    let lines = [
        line("", "Varna"),
        String::new(),
        line(abort, "Bitola"),
        line("", "Tarnów"),
        line(panic, "Alba"),
        line(abort, "Lagos"),
        "no json".to_owned(),
        line("", "Tornio"),
    ];
    desk.write("list.jsonl", lines.join("\n"));
    let crashed =
        |number: usize| contains(format!("error: list.jsonl:{number}: the reader of its format crashed"));
    desk.on_ledger(&["add", "--reader", "rules", "list.jsonl"])
        .env("GAINSAY_TEST_ACTS", "1")
        .assert()
        .code(1)
        .stdout(contains("3 reports added, 4 failed."))
        .stderr(crashed(3).and(crashed(6)).and(contains("list.jsonl:5: the reader failed on this report")))
        .stderr(contains("list.jsonl:7: not a JSON object"));
    desk.verify();
}

/// An archive of these files.
fn zip(files: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_bad_part_fails_alone() {
    let desk = Desk::new();
    let good = |place: &str| GOOD.replace("Varna", place);
    let bad = |act: &str| format!("{GOOD}\ngainsay-test-act:{act}\n");
    let line =
        |text: &str| format!("{{\"text\": \"The mayor said that four people had been killed. {text}\"}}\n");
    let files = [
        ("a.txt", good("Varna")),
        ("b.txt", bad("abort")),
        ("c.txt", good("Burgas")),
        ("d.jsonl", [line("One."), line("gainsay-test-act:abort"), line("Three.")].concat()),
        ("e.txt", good("Tornio")),
        ("f.txt", bad("sleep")),
        ("g.txt", good("Bitola")),
    ];
    desk.write("reports.zip", zip(&files));
    let message = |text: &str| {
        format!(
            "From a@b.example Tue Mar 12 10:00:00 2024\nSubject: Barge sinks\nFrom: a@b.example\n\n{text}\n\n"
        )
    };
    let mailbox =
        [message("Nine died at Alba."), message("gainsay-test-act:overflow"), message("Six died at Lagos.")];
    desk.write("press.mbox", mailbox.concat());
    desk.on_ledger(&["add", "--reader", "rules", "reports.zip", "press.mbox"])
        .env("GAINSAY_TEST_ACTS", "1")
        .env("GAINSAY_TEST_PATIENCE", PATIENCE)
        .assert()
        .code(1)
        .stdout(contains("8 reports added, 4 failed."))
        .stderr(contains("error: reports.zip!/b.txt: the reader of its format crashed"))
        .stderr(contains("error: reports.zip!/d.jsonl:2: the reader of its format crashed"))
        .stderr(contains("error: reports.zip!/f.txt: the file took more than 8 s to take in"))
        .stderr(contains("error: press.mbox!/message 2: the reader of its format crashed"));
    desk.verify();
}

#[test]
fn a_file_of_bad_parts_is_given_up() {
    let desk = Desk::new();
    let bad: Vec<(String, String)> =
        (0..20).map(|at| (format!("{at:02}.txt"), format!("{GOOD}\ngainsay-test-act:abort\n"))).collect();
    let files: Vec<(&str, String)> = bad.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    desk.write("reports.zip", zip(&files));
    desk.on_ledger(&["add", "--reader", "rules", "reports.zip"])
        .env("GAINSAY_TEST_ACTS", "1")
        .assert()
        .code(1)
        .stdout(contains("17 failed"))
        .stderr(contains("reports.zip!/15.txt: the reader of its format crashed"))
        .stderr(contains("error: reports.zip: the reader of its format crashed"));
}

#[test]
fn a_page_says_what_was_given_up() {
    let desk = Desk::new();
    let server = Server::start_with(&desk.ledger(), &["--create"]);
    let contained = server.json("/api/summary")["contained"].to_string();
    for words in ["a process of its own", "at most 1 GiB of memory", "system calls refused"] {
        assert!(contained.contains(words), "{contained}");
    }
}

/// The processes that `parent` has started.
fn children(parent: &Child) -> Vec<u32> {
    let folders =
        std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    let stat = |id: &u32| std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let is_child = |id: &u32| {
        let stat = stat(id);
        let after_name = stat.rsplit(") ").next().unwrap_or_default();
        after_name.split(' ').nth(1) == Some(&parent.id().to_string())
    };
    folders.filter_map(|name| name.parse().ok()).filter(is_child).collect()
}

fn wait_for(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn nothing_outlives_a_program_that_is_killed() {
    let desk = Desk::new();
    acting(&desk, "loop");
    let mut command: Command = program();
    command.args(["add", "--reader", "rules", "reports", "--ledger"]).arg(desk.ledger());
    command.current_dir(desk.path(".")).env("GAINSAY_TEST_ACTS", "1");
    let mut child = command.spawn().unwrap();
    let mut found = Vec::new();
    wait_for("a process takes in", || {
        found = children(&child);
        !found.is_empty()
    });
    child.kill().unwrap();
    child.wait().unwrap();
    let is_gone = |id: &u32| {
        // A dead process that nobody has asked after yet is gone, too.
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        stat.rsplit(") ").next().is_none_or(|rest| rest.is_empty() || rest.starts_with(['Z', 'X']))
    };
    wait_for("the process that takes in ends", || found.iter().all(is_gone));
}
