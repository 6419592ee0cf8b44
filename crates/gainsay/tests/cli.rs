//! The command line: its help, the shape of what it prints, and how it ends.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::io::pipe;
use std::process::Stdio;

use common::{Desk, json_lines, program, root};
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;

const LANDSLIDE: &str = "Hillside slips onto road at Kotor\n\nBy Ada Quill via Harbour Lamp\n12 February 2024\n\n\
    KOTOR, Montenegro — The Roads Office said on Monday that at least four people had been killed and dozens injured \
    when a hillside slipped onto the road at Kotor.\n\n\
    “We heard nothing until it was upon us,” said Petar Vuk, a driver.\n\n\
    The Quarry Guild denied that its blasting had caused the slide.\n";

const RECORD: &str = r#"{"id": "desk/7 é", "text": "  Bridge\tout at Bitola.\r\nThe mayor claimed that 12 houses had been destroyed, the Field Post reported.\n", "published": "2024-02-13", "title": "Bridge out", "outlet": "Lamp & Post", "url": "https://lamp.example/7"}"#;

fn help_of(command: Option<&str>) -> String {
    let args: Vec<_> = command.into_iter().chain(["--help"]).collect();
    let done = Desk::new().gainsay(args).assert().success().stderr("");
    String::from_utf8(done.get_output().stdout.clone()).unwrap()
}

/// The commands that the help lists.
const COMMANDS: [&str; 14] = [
    "demo",
    "add",
    "import",
    "serve",
    "matters",
    "sources",
    "show",
    "review",
    "read",
    "compare",
    "export",
    "verify",
    "completions",
    "man",
];

#[test]
fn help_is_as_written() {
    insta::assert_snapshot!("help", help_of(None));
    for command in COMMANDS {
        insta::assert_snapshot!(format!("help_{command}"), help_of(Some(command)));
    }
}

#[test]
fn help_names_every_command() {
    let help = help_of(None);
    for command in COMMANDS {
        assert!(help.lines().any(|line| line.trim_start().starts_with(&format!("{command} "))), "{command}");
    }
}

#[test]
fn a_wrong_command_line_ends_with_exit_code_2() {
    let desk = Desk::new();
    let both = ["read", "a.txt", "--format", "jsonl", "--explain"];
    for args in
        [&["ad"][..], &["add"], &both, &["read", "a.txt", "--format", "xml"], &["export", "everything"], &[]]
    {
        desk.gainsay(args).assert().code(2).stdout("").stderr(predicate::str::is_empty().not());
    }
    desk.write("a.txt", LANDSLIDE);
    desk.on_ledger(&["add", "a.txt"]).assert().success();
    desk.on_ledger(&["show", "nothing-so-named"]).assert().code(2).stderr(contains("nothing-so-named"));
    desk.on_ledger(&["export", "matters", "--format", "csv"]).assert().code(2).stderr(contains("jsonl"));
}

/// The readings that `read` prints of the two documents.
fn readings(desk: &Desk) -> Vec<Value> {
    desk.write("in/a.txt", LANDSLIDE);
    desk.write("in/b.jsonl", RECORD);
    let done = desk.gainsay(["read", "in", "--format", "jsonl"]).assert().success().stderr("");
    json_lines(std::str::from_utf8(&done.get_output().stdout).unwrap())
}

#[test]
fn readings_have_the_shape_that_was_agreed() {
    let readings = readings(&Desk::new());
    assert_eq!(readings.len(), 2);
    for (name, mut reading) in ["read_text", "read_record"].into_iter().zip(readings) {
        // The version moves with the reader; the rest of the line must not move unseen.
        let version = reading["reader"].take();
        assert!(version.as_str().is_some_and(|version| !version.is_empty()));
        // Processors round the encoder's sums differently.
        for attribution in reading["attributions"].as_array_mut().unwrap() {
            let confidence = attribution["confidence"].take();
            assert!(confidence.as_f64().is_some_and(|confidence| (0.0..=1.0).contains(&confidence)));
        }
        insta::assert_json_snapshot!(name, reading);
    }
}

#[test]
fn explained_readings_are_as_written() {
    let desk = Desk::new();
    desk.write("in/a.txt", LANDSLIDE);
    desk.write("in/b.jsonl", RECORD);
    desk.write("in/c.txt", "Nothing was said.\n");
    let done = desk.gainsay(["read", "in", "--explain"]).assert().success();
    insta::assert_snapshot!("read_explain", std::str::from_utf8(&done.get_output().stdout).unwrap());
}

/// Colours are for a terminal, and for nobody who asks for none.
#[test]
fn colours_can_be_had_and_declined() {
    let desk = Desk::new();
    desk.write("a.txt", LANDSLIDE.replace("Roads Office", "Roads \u{1b}[31mOffice"));
    let check = |set: &[&str], unset: &[&str], coloured: bool| {
        let mut command = desk.gainsay(["read", "a.txt", "--explain", "--reader", "rules"]);
        command.envs(set.iter().map(|name| (name, "1")));
        for name in unset {
            command.env_remove(name);
        }
        let printed = command.assert().success().get_output().stdout.clone();
        assert_eq!(printed.contains(&0x1b), coloured, "{set:?} {unset:?}");
        // What a text holds is never taken for a colour.
        assert!(!String::from_utf8(printed).unwrap().contains("\u{1b}[31mOffice"));
    };
    check(&[], &["NO_COLOR"], false);
    check(&["CLICOLOR_FORCE"], &["NO_COLOR"], true);
    check(&["CLICOLOR_FORCE", "NO_COLOR"], &[], false);
}

#[test]
fn a_record_keeps_its_text_and_id_unchanged() {
    let given: Value = serde_json::from_str(RECORD).unwrap();
    let reading = readings(&Desk::new()).remove(1);
    for key in ["id", "text", "published", "title", "outlet", "url"] {
        assert_eq!(reading[key], given[key], "{key}");
    }
}

#[test]
fn the_same_input_is_read_the_same_way() {
    assert_eq!(readings(&Desk::new()), readings(&Desk::new()));
}

#[test]
fn what_is_said_of_all_inputs_overrides_what_they_say() {
    let desk = Desk::new();
    desk.write("a.txt", LANDSLIDE);
    let args = ["read", "a.txt", "--published", "2023-05-01", "--outlet", "Other Lamp"];
    let done = desk.gainsay(args).assert().success();
    let reading = json_lines(std::str::from_utf8(&done.get_output().stdout).unwrap()).remove(0);
    assert_eq!((&reading["published"], &reading["outlet"]), (&"2023-05-01".into(), &"Other Lamp".into()));
}

#[test]
fn a_gazetteer_of_ones_own_is_preferred_and_its_bad_rows_are_named() {
    let desk = Desk::new();
    desk.write("a.txt", LANDSLIDE);
    desk.write("own.csv", "name,lat,lon,country\nKotor,1.5,2.5,XA\nOrn,north,4,XA\n");
    let args = ["read", "a.txt", "--reader", "rules", "--gazetteer", "own.csv"];
    let told = "own.csv: line 3: \"north\" is no number of degrees";
    let done = desk.gainsay(args).assert().success().stderr(contains(told));
    let reading = json_lines(std::str::from_utf8(&done.get_output().stdout).unwrap()).remove(0);
    let kotor: Vec<_> =
        reading["places"].as_array().unwrap().iter().filter(|place| place["name"] == "Kotor").collect();
    assert!(!kotor.is_empty());
    assert!(kotor.iter().all(|place| place["lat"] == 1.5 && place["country"] == "XA"), "{kotor:?}");
    assert!(reading["reader"].as_str().unwrap().contains("+places-"));
    desk.gainsay(["read", "a.txt", "--gazetteer", "nowhere.csv"])
        .assert()
        .code(2)
        .stderr(contains("nowhere.csv"));
}

/// Whoever reads the output may go away: `gainsay matters | head`.
#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let desk = Desk::new();
    desk.write("a.txt", LANDSLIDE);
    desk.on_ledger(&["add", "a.txt"]).assert().success();
    let matter = desk.lines(&["matters", "--json"])[0]["id"].as_str().unwrap().to_owned();
    let commands: [&[&str]; 9] = [
        &["matters"],
        &["matters", "--json"],
        &["show", &matter],
        &["show", &matter, "--json"],
        &["export", "claims"],
        &["export", "claims", "--format", "csv"],
        &["export", "matters"],
        &["verify"],
        &["add", "a.txt"],
    ];
    for args in commands {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let mut command = program();
        command.args(args).arg("--ledger").arg(desk.ledger()).stdout(writer);
        let output = command.current_dir(desk.path("")).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{args:?}: {}, {said:?}", output.status);
    }
}

/// The columns that `docs/exports.md` describes under `heading`.
fn documented_columns(heading: &str) -> Vec<String> {
    let page = std::fs::read_to_string(root().join("docs/exports.md")).unwrap();
    let section = page.split("\n## ").find(|section| section.starts_with(&format!("{heading}\n"))).unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    rows.map(str::to_owned).collect()
}

#[test]
fn exported_tables_begin_with_the_documented_header() {
    let desk = Desk::new();
    desk.write("a.txt", LANDSLIDE);
    desk.on_ledger(&["add", "a.txt"]).assert().success();
    for records in ["claims", "quantities", "places"] {
        let columns = documented_columns(records);
        assert!(columns.len() > 10, "{records}: {columns:?}");
        let table = desk.printed(&["export", records, "--format", "csv"]);
        let header = columns.join(",") + "\r\n";
        assert!(table.starts_with(&header), "{records}: {table}");
        assert!(table.len() > header.len(), "{records}: rows follow");
        let first = desk.lines(&["export", records, "--format", "jsonl"]).remove(0);
        let mut keys: Vec<_> = first.as_object().unwrap().keys().cloned().collect();
        let mut sorted = columns.clone();
        keys.sort();
        sorted.sort();
        assert_eq!(keys, sorted, "{records}");
    }
}

#[test]
fn the_table_of_matters_names_sides_and_statuses() {
    let desk = Desk::new();
    let rival = LANDSLIDE
        .replace("Harbour Lamp", "Field Post")
        .replace("The Roads Office", "The Drivers’ League")
        .replace("at least four people", "11 people");
    desk.write("in/a.txt", LANDSLIDE.replace("at least four people", "four people"));
    desk.write("in/b.txt", rival);
    desk.on_ledger(&["add", "in"]).assert().success();
    desk.on_ledger(&["matters"])
        .assert()
        .success()
        .stderr("")
        .stdout(contains("contested").and(contains("Roads Office: 4")).and(contains("Drivers’ League: 11")));
}

#[test]
fn quiet_says_nothing_of_what_went_well() {
    let desk = Desk::new();
    desk.write("a.txt", LANDSLIDE);
    desk.on_ledger(&["add", "a.txt", "--quiet"]).assert().success().stdout("").stderr("");
    desk.write("b.txt", "");
    desk.on_ledger(&["add", "b.txt", "--quiet"]).assert().code(1).stdout("").stderr(contains("b.txt"));
    desk.on_ledger(&["verify", "--quiet"]).assert().success().stdout("").stderr("");
}

/// `compare` of `lines`, in a file.
fn compared(lines: &[String], options: &[&str]) -> assert_cmd::assert::Assert {
    let desk = Desk::new();
    desk.write("readings.jsonl", lines.join("\n"));
    desk.gainsay(["compare", "readings.jsonl"].iter().chain(options)).assert()
}

fn printed(done: &assert_cmd::assert::Assert) -> Vec<Value> {
    json_lines(std::str::from_utf8(&done.get_output().stdout).unwrap())
}

/// A reading as another reader may print it, with one event at `trigger`.
fn foreign(id: &str, text: &str, trigger: &str) -> String {
    let start = text[..text.find(trigger).unwrap()].chars().count();
    let trigger = [start, start + trigger.chars().count()];
    let whole = [[0, text.chars().count()]];
    serde_json::json!({
        "id": id, "text": text, "sentences": whole, "published": "2024-02-13", "outlet": id,
        "quantities": [{"span": trigger, "low": 4, "high": 4, "unit": "person", "outcome": "killed"}],
        "events": [{"id": "e1", "type": "kill", "trigger": trigger, "quantities": [0]}],
        "claims": [{"id": "c1", "span": whole, "events": ["e1"], "quantities": [0]}],
    })
    .to_string()
}

const SLID: &str =
    "Four people were killed when a hillside slid onto the road at Old Quill, the Roads Office said.";
const SLIDE: &str =
    "The hillside at Old Quill that slid onto the road brought death to four people – a “disaster”.";

#[test]
fn compare_gives_the_mentions_of_one_event_one_cluster() {
    let lines = [
        foreign("a", SLID, "killed"),
        foreign("b é", SLIDE, "death"),
        foreign("c", "A mill burned.", "burned"),
    ];
    let done = compared(&lines, &[]).success().stderr("");
    let readings = printed(&done);
    let cluster = |index: usize| readings[index]["events"][0]["cluster"].as_str().unwrap();
    assert_eq!(
        readings.iter().map(|reading| reading["id"].as_str().unwrap()).collect::<Vec<_>>(),
        ["a", "b é", "c"]
    );
    assert_eq!(cluster(0), cluster(1));
    assert_ne!(cluster(0), cluster(2));
}

#[test]
fn compare_prints_matters_when_asked() {
    let lines = [foreign("a", SLID, "killed"), foreign("b", SLIDE, "death")];
    let matters = printed(&compared(&lines, &["--matters"]).success());
    assert!(
        matters.iter().all(|matter| matter["matter"].is_string() && matter["facets"].is_array()),
        "{matters:?}"
    );
    assert!(!matters.is_empty());
}

#[test]
fn compare_names_bad_lines_and_goes_on() {
    let lines = [foreign("a", SLID, "killed"), "{".into(), String::new(), foreign("a", SLID, "killed")];
    let done = compared(&lines, &[]).code(1);
    let done =
        done.stderr(contains("readings.jsonl:2: EOF").and(contains("readings.jsonl:4: the same document")));
    assert_eq!(printed(&done).len(), 1);
    let desk = Desk::new();
    desk.write("x", b"\xFF\xFE\n{\"id\": \"x\", \"text\": \"Nothing.\"}\n");
    let done = desk.gainsay(["compare", "missing.jsonl", "x"]).assert().code(1);
    let done = done.stderr(contains("missing.jsonl: no such file").and(contains("x:1: not UTF-8")));
    assert_eq!(printed(&done).len(), 1);
}
