//! `gainsay review import`: an annotator's changes become decisions, and everything else is named.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::{Desk, json_lines};
use predicates::str::contains;
use serde_json::{Value, json};

const SLIDE: &str = "Hillside slips onto road at Kotor\n\nBy Ada Quill via Harbour Lamp\n12 February 2024\n\n\
    KOTOR, Montenegro — The Roads Office said that four people had been killed on 11 February 2024 when a hillside \
    slipped onto the road at Kotor.\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("a.txt", SLIDE);
    desk.on_ledger(&["add", "a.txt"]).assert().success();
    desk
}

fn who<'a>(path: &'a str, format: &'a str) -> Vec<&'a str> {
    vec!["review", "import", path, "--format", format, "--by", "Bo Reed", "--reason", "as the list says"]
}

/// Export for brat, change the `.ann` file, and give its path.
fn annotated(desk: &Desk, edit: impl Fn(String) -> String) -> std::path::PathBuf {
    desk.on_ledger(&["export", "annotations", "--to", "brat"]).assert().success();
    let mut files = std::fs::read_dir(desk.path("brat")).unwrap().map(|file| file.unwrap().path());
    let ann = files.find(|file| file.extension().is_some_and(|extension| extension == "ann")).unwrap();
    std::fs::write(&ann, edit(std::fs::read_to_string(&ann).unwrap())).unwrap();
    ann
}

fn log(desk: &Desk) -> Vec<Value> {
    desk.lines(&["review", "log", "--json"])
}

/// The number and value of the note on the mark of that kind whose words hold `words`.
fn note(ann: &str, kind: &str, words: &str) -> String {
    let mark = ann.lines().find(|line| line.contains(&format!("\t{kind} ")) && line.contains(words)).unwrap();
    let id = mark.split('\t').next().unwrap();
    ann.lines().find(|line| line.contains(&format!("AnnotatorNotes {id}\t"))).unwrap().to_owned()
}

#[test]
fn what_was_changed_in_brat_is_in_the_log_and_in_the_claims() {
    let desk = desk();
    annotated(&desk, |ann| {
        let (figure, source) = (note(&ann, "Quantity", "four people"), note(&ann, "Source", "Roads Office"));
        let to = |line: &str, value: &str| format!("{}\t{value}", line.rsplit_once('\t').unwrap().0);
        let ann = ann.replace(&figure, &to(&figure, "5..7")).replace(&source, &to(&source, "Quarry Guild"));
        format!("{ann}T99\tCue 0 8\tHillside\n")
    });
    let dry = [who("brat", "brat"), vec!["--dry-run"]].concat();
    desk.on_ledger(&dry)
        .assert()
        .code(1)
        .stdout(contains("correct figure to 5..7"))
        .stderr(contains("newly marked"));
    assert_eq!(log(&desk).len(), 0, "a dry run decides nothing");

    let done = desk.on_ledger(&who("brat", "brat")).assert().code(1);
    done.stdout(contains("correct holder to Quarry Guild")).stderr(contains(".ann, line"));
    let entries = log(&desk);
    assert!(entries.iter().all(|entry| entry["by"] == "Bo Reed"), "{entries:?}");
    assert!(entries.iter().all(|entry| entry["reason"].as_str().unwrap().starts_with("as the list says (")));
    let claims = desk.lines(&["export", "claims"]);
    let claim = claims.iter().find(|claim| claim["figure"] == "four people").unwrap();
    assert_eq!((&claim["corrected_low"], &claim["corrected_high"]), (&json!(5), &json!(7)));
    assert_eq!(
        (&claim["holder"], &claim["corrected_holder"]),
        (&json!("Roads Office"), &json!("Quarry Guild"))
    );
    assert_eq!(claim["low"], 4, "what was read stays");
    desk.verify();

    desk.on_ledger(&who("brat", "brat")).assert().code(1).stdout(contains("decided before"));
    assert_eq!(log(&desk).len(), entries.len(), "nothing is decided twice");
    let other = desk.on_ledger(&["review", "undo", "1", "--by", "Bo Reed", "--reason", "no"]).assert();
    other.success();
    desk.on_ledger(&who("brat", "brat")).assert().code(1);
    assert_eq!(log(&desk).len(), entries.len() + 2, "what was taken back is decided again");
}

#[test]
fn what_was_submitted_in_label_studio_is_in_the_log() {
    let desk = desk();
    desk.on_ledger(&["export", "annotations", "--format", "label-studio", "--to", "tasks"])
        .assert()
        .success();
    let mut tasks: Value =
        serde_json::from_slice(&std::fs::read(desk.path("tasks/tasks.json")).unwrap()).unwrap();
    let mut result = tasks[0]["predictions"][0]["result"].as_array().unwrap().clone();
    result.push(json!({"id": "c1", "type": "choices", "value": {"choices": ["Confirm"]}}));
    tasks[0]["annotations"] = json!([{"result": result, "completed_by": {"email": "bo@example.org"}}]);
    desk.write("done.json", tasks.to_string());
    let all = [who("done.json", "label-studio"), vec!["--json"]].concat();
    let rows = json_lines(
        &String::from_utf8(desk.on_ledger(&all).assert().success().get_output().stdout.clone()).unwrap(),
    );
    assert_eq!((rows.len(), &rows[0]["decision"], &rows[0]["entry"]), (1, &json!("confirm"), &json!(1)));
    assert!(log(&desk)[0]["reason"].as_str().unwrap().contains("bo@example.org"));
}

#[test]
fn a_report_that_is_read_otherwise_now_is_left_alone() {
    let desk = desk();
    annotated(&desk, |ann| format!("{ann}A1\tDecision T1 Reject\n"));
    let manifest = desk.path("brat/gainsay.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let digest =
        serde_json::from_str::<Value>(&text).unwrap()["documents"][0]["digest"].as_str().unwrap().to_owned();
    std::fs::write(&manifest, text.replace(&digest, &"0".repeat(64))).unwrap();
    desk.on_ledger(&who("brat", "brat")).assert().code(1).stderr(contains("export it anew"));
    assert_eq!(log(&desk).len(), 0);
}

#[test]
fn bad_input_is_named_and_nothing_is_decided() {
    let desk = desk();
    desk.on_ledger(&who("nowhere", "brat")).assert().code(2).stderr(contains("cannot be read"));
    desk.write("x.json", "{");
    desk.on_ledger(&who("x.json", "label-studio")).assert().code(2).stderr(contains("no JSON"));
    desk.write(
        "folder/gainsay.json",
        r#"{"documents": [{"file": "../a.txt", "document": "x", "digest": "y"}]}"#,
    );
    desk.on_ledger(&who("folder", "brat")).assert().code(1).stderr(contains("is no document"));
    desk.write("folder/gainsay.json", "[]");
    desk.on_ledger(&who("folder", "brat")).assert().code(2).stderr(contains("gainsay.json cannot be read"));
    let ann = annotated(&desk, |ann| ann);
    std::fs::write(&ann, [0xff, 0xfe, 0x00]).unwrap();
    desk.on_ledger(&who("brat", "brat")).assert().code(1).stderr(contains("cannot be read"));
    std::fs::write(&ann, "").unwrap();
    desk.on_ledger(&who("brat", "brat")).assert().code(1).stderr(contains("nothing is taken over"));
    std::fs::remove_file(&ann).unwrap();
    desk.on_ledger(&who("brat", "brat")).assert().code(1).stderr(contains("cannot be read"));
    let nobody = ["review", "import", "brat", "--format", "brat", "--by", " ", "--reason", "x"];
    desk.on_ledger(&nobody).assert().code(2).stderr(contains("--by says nothing"));
    assert_eq!(log(&desk).len(), 0);
}
