//! A full disk, a folder that cannot be written, two programs at once: a clear message, and nothing lost.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::fmt::Write;
use std::process::{Command, Output};

use common::{Desk, program};

/// Reports with long texts that do not shrink, so that a small disk is soon full.
fn reports(from: usize, count: usize, words: usize) -> String {
    let mut lines = String::new();
    let letter = |state: &mut u64| {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b"abcdefghijklmnopqrstuvwxyz      "[usize::try_from(*state >> 59).unwrap()])
    };
    for at in from..from + count {
        let mut state = at as u64 + 1;
        let filler: String = (0..words * 6).map(|_| letter(&mut state)).collect();
        writeln!(
            lines,
            r#"{{"id": "r{at}", "published": "2024-02-12", "text": "The Harbour Office said on Monday that {} people had been killed at Varna. {filler}."}}"#,
            at + 2
        )
        .unwrap();
    }
    lines
}

/// Run a script in a world of its own, in which it may mount a small disk; `None` where the system does not allow that.
fn with_disk(desk: &Desk, script: &str) -> Option<Output> {
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]);
        command
            .current_dir(desk.path("."))
            .env("GAINSAY", env!("CARGO_BIN_EXE_gainsay"))
            .env("NO_COLOR", "1");
        command.output().ok()
    };
    std::fs::create_dir_all(desk.path("disk")).unwrap();
    let tried = unshare("mount -t tmpfs -o size=1m tmpfs disk")?;
    tried.status.success().then(|| unshare(script)).flatten()
}

/// What the script printed, step by step: its exit codes stand in it.
fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_full_disk_is_named_and_what_was_kept_is_whole() {
    let desk = Desk::new();
    desk.write("few.jsonl", reports(0, 3, 10));
    desk.write("many.jsonl", reports(3, 12, 5_000));
    let script = r#"
        mount -t tmpfs -o size=1536k tmpfs disk
        add() {
            $GAINSAY add --quiet --reader rules "$1" --ledger disk/x.db
            code=$?
            # Letters without words are taken for another language now and then, which is told as read in part.
            [ $code = 1 ] && code=0
            echo "add: $code"
        }
        add few.jsonl
        add many.jsonl
        $GAINSAY verify --ledger disk/x.db; echo "verify: $?"
        mount -o remount,size=64m disk
        $GAINSAY verify --ledger disk/x.db; echo "verify: $?"
        add many.jsonl
        $GAINSAY verify --ledger disk/x.db; echo "verify: $?"
        $GAINSAY export matters --ledger disk/x.db > full.jsonl
    "#;
    let Some(output) = with_disk(&desk, script) else { return };
    let said = printed(&output);
    let codes: Vec<&str> =
        said.lines().filter(|line| line.starts_with("add: ") || line.starts_with("verify: ")).collect();
    assert_eq!(codes, ["add: 0", "add: 3", "verify: 0", "verify: 0", "add: 0", "verify: 0"], "{said}");
    assert!(said.contains("the disk is full") && said.contains("run the same command again"), "{said}");
    desk.on_ledger(&["add", "--quiet", "--reader", "rules", "few.jsonl", "many.jsonl"]).output().unwrap();
    let undisturbed = desk.printed(&["export", "matters"]);
    assert_eq!(std::fs::read_to_string(desk.path("full.jsonl")).unwrap(), undisturbed);
}

#[test]
fn a_folder_that_cannot_be_written_is_named_and_can_still_be_read() {
    let desk = Desk::new();
    desk.write("few.jsonl", reports(0, 3, 10));
    desk.write("more.jsonl", reports(3, 3, 10));
    let script = r#"
        mount -t tmpfs -o size=16m tmpfs disk
        $GAINSAY add --quiet --reader rules few.jsonl --ledger disk/x.db; echo "add: $?"
        mount -o remount,ro disk
        $GAINSAY add --quiet --reader rules more.jsonl --ledger disk/x.db; echo "add: $?"
        $GAINSAY add --quiet --reader rules more.jsonl --ledger disk/new.db; echo "add: $?"
        $GAINSAY verify --ledger disk/x.db; echo "verify: $?"
        $GAINSAY matters --ledger disk/x.db > /dev/null; echo "matters: $?"
    "#;
    let Some(output) = with_disk(&desk, script) else { return };
    let said = printed(&output);
    let codes: Vec<&str> =
        said.lines().filter(|line| line.split(": ").nth(1).is_some_and(|code| code.len() == 1)).collect();
    assert_eq!(codes, ["add: 0", "add: 3", "add: 3", "verify: 0", "matters: 0"], "{said}");
    assert!(said.contains("disk/x.db: ") && said.contains("may be written"), "{said}");
    assert!(said.contains("disk/new.db: "), "{said}");
}

#[test]
fn two_programs_add_at_once() {
    let desk = Desk::new();
    let halves = ["left.jsonl", "right.jsonl"];
    // Some reports stand in both.
    desk.write(halves[0], reports(0, 12, 100));
    desk.write(halves[1], reports(8, 12, 100));
    let start = |half: &str| {
        let mut command = program();
        command.args(["add", "--quiet", "--reader", "rules", half, "--ledger"]).arg(desk.ledger());
        command.current_dir(desk.path(".")).spawn().unwrap()
    };
    for mut one in halves.map(start) {
        assert!(one.wait().unwrap().success());
    }
    desk.verify();
    // Whoever compared last may have done so before the other was done.
    let added = desk.lines(&["add", "--reader", "rules", "--json", halves[0], halves[1]]);
    assert_eq!((added[0]["added"].as_u64(), added[0]["known"].as_u64()), (Some(0), Some(24)));
    let together = desk.printed(&["export", "matters"]);
    let alone = Desk::new();
    alone.write("all.jsonl", reports(0, 20, 100));
    alone.printed(&["add", "--quiet", "--reader", "rules", "all.jsonl"]);
    assert_eq!(together, alone.printed(&["export", "matters"]));
}
