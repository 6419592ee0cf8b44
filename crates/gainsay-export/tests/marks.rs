//! Sheets for annotation tools: written, read back, changed.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod sample;

use gainsay_document::ClaimId;
use gainsay_export::marks::{Change, MarkKind, Said, Sheet, brat, changes, label_studio, spacy};
use serde_json::{Value, json};

fn sheet() -> Sheet {
    Sheet::of(&sample::document(), &sample::reading())
}

/// What is found in an `.ann` file that is the exported one with `edit`: changes, or reasons.
fn edited(edit: impl Fn(String) -> String) -> Vec<Result<Change, String>> {
    let exported = sheet();
    let ann = edit(brat::annotations(&exported));
    let (found, bad) = brat::parse(&ann, &exported, &sample::document());
    let bad = bad.into_iter().map(|bad| Err(format!("line {}: {}", bad.line, bad.reason)));
    bad.chain(changes(&exported, &found).into_iter().map(|finding| finding.change)).collect()
}

fn change(claim: usize, said: Said) -> Result<Change, String> {
    Ok(Change { claim: ClaimId::at(claim), said })
}

/// The line of the file that begins with `beginning`.
fn line(ann: &str, beginning: &str) -> String {
    ann.lines()
        .find(|line| line.starts_with(beginning))
        .unwrap_or_else(|| panic!("{beginning}: {ann}"))
        .to_owned()
}

/// The number of the mark that is exported under a key.
fn number(key: &str) -> usize {
    sheet().marks.iter().position(|mark| mark.key == key).unwrap() + 1
}

#[test]
fn a_sheet_in_brat_is_whole() {
    insta::assert_snapshot!(brat::annotations(&sheet()));
    insta::assert_snapshot!("annotation_conf", brat::annotation_conf());
}

#[test]
fn words_stand_where_brat_looks_for_them() {
    let text: Vec<char> = sample::TEXT.chars().collect();
    for line in brat::annotations(&sheet()).lines().filter(|line| line.starts_with('T')) {
        let mut fields = line.split('\t').skip(1);
        let (_, offsets) = fields.next().unwrap().split_once(' ').unwrap();
        let pieces: Vec<String> = offsets
            .split(';')
            .map(|piece| {
                let (start, end) = piece.split_once(' ').unwrap();
                text[start.parse().unwrap()..end.parse().unwrap()].iter().collect()
            })
            .collect();
        assert_eq!(fields.next().unwrap(), pieces.join(" "));
        assert!(!offsets.contains('\n'));
    }
}

#[test]
fn a_mark_over_two_lines_is_two_pieces() {
    let id = sample::document().id;
    let text = "The mayor said 9 barges \r\n  had sunk.";
    let document = gainsay_document::Document::of_text(id.clone(), text);
    let mut reading = gainsay_document::Reading::empty(id, "none");
    reading.claims.push(gainsay_document::Claim {
        span: gainsay_document::Span::within(text, 15..text.len()).unwrap().into(),
        attribution: None,
        facts: gainsay_document::Facts::default(),
        polarity: gainsay_document::Polarity::Asserted,
        modality: gainsay_document::Modality::Asserted,
    });
    let sheet = Sheet::of(&document, &reading);
    assert_eq!(sheet.marks[0].spans, [[15, 23], [28, 37]]);
    assert_eq!(brat::annotations(&sheet), "T1\tClaim 15 23;28 37\t9 barges had sunk.\n");
}

#[test]
fn what_nobody_changed_is_no_change() {
    assert_eq!(edited(|ann| ann), []);
    assert_eq!(edited(|ann| ann.lines().rev().map(|line| format!("{line}\n")).collect()), []);
}

#[test]
fn values_become_corrections() {
    let note = |key: &str, value: &str| {
        let (key, value) = (number(key), value.to_owned());
        move |ann: String| {
            let beginning =
                ann.lines().find(|line| line.contains(&format!("AnnotatorNotes T{key}\t"))).unwrap();
            let head = beginning.rsplit_once('\t').unwrap().0;
            ann.replace(beginning, &format!("{head}\t{value}"))
        }
    };
    let figure = Said::Figure { low: Some(16.0), high: Some(18.0), quantity: 0 };
    assert_eq!(edited(note("q1", "16..18")), [change(0, figure)]);
    assert_eq!(edited(note("a1s", "Roads Office")), [change(0, Said::Holder("Roads Office".to_owned()))]);
    let day: jiff::civil::Date = "2024-02-11".parse().unwrap();
    assert_eq!(edited(note("t1", "2024-02-11")), [change(0, Said::Date(day, day))]);
    assert_eq!(edited(note("l1", "Calder Bay")), [change(0, Said::Place("Calder Bay".to_owned(), None))]);
    assert_eq!(edited(note("l1", "Åre (27)")), [change(0, Said::Place("Åre".to_owned(), Some(27)))]);
    let bad = edited(note("q1", "sixteen"));
    assert!(bad[0].as_ref().unwrap_err().contains("is not a figure"), "{bad:?}");
    let bad = edited(note("t1", "2024-02-31"));
    assert!(bad[0].as_ref().unwrap_err().contains("is not a date"), "{bad:?}");
    let bad = edited(note("e1", "sink"));
    assert!(bad[0].as_ref().unwrap_err().contains("cannot keep a value"), "{bad:?}");
}

#[test]
fn a_claim_that_is_gone_is_rejected_and_its_links_are_told_once() {
    let gone = format!("T{}", number("c1"));
    let without = edited(|ann| {
        let kept = ann.lines().filter(|line| !line.split(['\t', ':', ' ']).any(|word| word == gone));
        kept.map(|line| format!("{line}\n")).collect()
    });
    assert_eq!(without, [change(0, Said::Reject)]);
}

#[test]
fn decisions_are_attributes() {
    let with = |line: &'static str| edited(move |ann| format!("{ann}{line}\n"));
    assert_eq!(with("A1\tDecision T2 Accept"), [change(1, Said::Accept)]);
    assert_eq!(with("A1\tDecision T1 Discount"), [change(0, Said::Discount)]);
    assert!(with("A1\tDecision T1 Perhaps")[0].as_ref().unwrap_err().contains("is no decision"));
    assert!(with("A1\tDecision T99 Accept")[0].as_ref().unwrap_err().contains("T99 is not in the file"));
}

#[test]
fn a_link_to_another_source_gives_another_holder() {
    let (claim, old, new) = (number("c1"), number("a1s"), number("a3s"));
    let moved = edited(|ann| {
        ann.replace(
            &format!("HeldBy Arg1:T{claim} Arg2:T{old}"),
            &format!("HeldBy Arg1:T{claim} Arg2:T{new}"),
        )
    });
    assert_eq!(moved, [change(0, Said::Holder("a diver".to_owned()))]);
    // Words that nobody had marked.
    let marked = edited(|ann| {
        let start = sample::TEXT.chars().count() - "A café burned down.".chars().count();
        let ann = ann
            .replace(&format!("HeldBy Arg1:T{claim} Arg2:T{old}"), &format!("HeldBy Arg1:T{claim} Arg2:T90"));
        format!("{ann}T90\tSource {start} {}\tA café\n", start + 6)
    });
    assert_eq!(marked, [change(0, Said::Holder("A café".to_owned()))]);
}

#[test]
fn what_cannot_be_kept_is_named_and_the_rest_goes_on() {
    let lines = "T90\tCue 0 1\t🚢\nT91\tClaim 0 9999\tx\nT92\tShip 0 1\t🚢\nnonsense\nE1\tClaim:T1\nR90\tNear Arg1:T1 Arg2:T2\n#90\tAnnotatorNotes R1\tx\nT93\tClaim 5\tx\nA1\tDecision T1 Accept\n";
    let found = edited(|ann| format!("{ann}{lines}"));
    let reasons: Vec<&String> = found.iter().filter_map(|one| one.as_ref().err()).collect();
    for wanted in [
        "newly marked as a Cue",
        "0 9999 is no stretch of the text",
        "\"Ship\" is no kind of mark",
        "no line of brat's standoff format",
        "E1 is of a kind",
        "\"Near\" is no kind of relation",
        "only notes on marked words",
        "\"5\" are no offsets",
    ] {
        assert!(reasons.iter().any(|reason| reason.contains(wanted)), "{wanted}: {reasons:#?}");
    }
    assert_eq!(reasons.len(), 8, "{reasons:#?}");
    assert!(found.contains(&change(0, Said::Accept)));
    let exported = brat::annotations(&sheet());
    let first = exported.lines().count() + 2;
    assert!(reasons.iter().any(|reason| reason.starts_with(&format!("line {first}: "))), "{reasons:#?}");
}

#[test]
fn other_words_cannot_be_kept() {
    let claim = line(&brat::annotations(&sheet()), "T3\t");
    let moved = |offsets: &str| {
        let words = claim.rsplit_once('\t').unwrap().1;
        edited(|ann| ann.replace(&claim, &format!("T3\tClaim {offsets}\t{words}")))
    };
    let found = moved("160 170");
    assert!(found.len() == 1 && found[0].as_ref().unwrap_err().contains("has other words"), "{found:?}");
    let found = moved("262 181");
    assert!(found.len() == 1 && found[0].as_ref().unwrap_err().contains("is no stretch"), "{found:?}");
}

#[test]
fn an_empty_file_rejects_nothing() {
    let found = edited(|_| String::new());
    assert!(
        found.len() == 1 && found[0].as_ref().unwrap_err().contains("nothing is taken over"),
        "{found:?}"
    );
    let found = submitted(Vec::clear);
    assert!(found.len() == 1 && found[0].is_err(), "{found:?}");
}

/// The task of the sample as if an annotator had submitted its prediction after `edit`.
fn submitted(edit: impl Fn(&mut Vec<Value>)) -> Vec<Result<Change, String>> {
    let (document, exported) = (sample::document(), sheet());
    let mut task = label_studio::task(&document, &sample::reading(), &exported);
    let mut result = task["predictions"][0]["result"].as_array().unwrap().clone();
    edit(&mut result);
    task["annotations"] =
        json!([{"result": result, "completed_by": {"email": "ada@example.org"}, "updated_at": "2024-02-14"}]);
    let (annotations, bad) = label_studio::annotations(&label_studio::tasks(&[task])).unwrap();
    assert_eq!((annotations.len(), bad.len()), (1, 0));
    assert_eq!(annotations[0].by, "ada@example.org, 2024-02-14");
    assert_eq!(annotations[0].digest, exported.digest());
    let (found, bad) = annotations[0].sheet(&exported, &document);
    let found = changes(&exported, &found).into_iter().map(|finding| finding.change);
    bad.into_iter().map(Err).chain(found).collect()
}

#[test]
fn an_unchanged_prediction_is_no_change() {
    assert_eq!(submitted(|_| {}), []);
}

#[test]
fn label_studio_gives_the_same_changes() {
    let set = |id: &'static str, kind: &'static str, value: Value| {
        submitted(move |results| {
            results.retain(|one| !(one["id"] == id && one["type"] == kind));
            results.push(json!({"id": id, "type": kind, "value": value}));
        })
    };
    let figure = Said::Figure { low: Some(16.0), high: Some(16.0), quantity: 0 };
    assert_eq!(set("q1", "textarea", json!({"text": ["16"]})), [change(0, figure)]);
    assert_eq!(set("c2", "choices", json!({"choices": ["Reject"]})), [change(1, Said::Reject)]);
    let gone = submitted(|results| {
        let ends = |one: &Value| [one["id"].clone(), one["from_id"].clone(), one["to_id"].clone()];
        results
            .retain(|one| !ends(one).iter().any(|end| end.as_str().is_some_and(|end| end.starts_with("c1"))));
    });
    assert_eq!(gone, [change(0, Said::Reject)]);
    let bad = submitted(|results| {
        results.push(json!({"id": "zz", "type": "rectangle", "value": {}}));
        results.push(
            json!({"id": "yy", "type": "labels", "value": {"start": 0, "end": 9999, "labels": ["Claim"]}}),
        );
    });
    assert_eq!(bad.iter().filter(|one| one.is_err()).count(), 2, "{bad:?}");
}

#[test]
fn a_file_that_is_no_export_of_label_studio_is_refused() {
    assert!(label_studio::annotations("{").unwrap_err().contains("no JSON"));
    assert!(label_studio::annotations("{}").unwrap_err().contains("no list of tasks"));
    let (found, bad) = label_studio::annotations(r#"[{"data": {"text": "x"}}, 7]"#).unwrap();
    assert_eq!((found.len(), bad.len()), (0, 2));
}

#[test]
fn every_mark_is_whole_tokens_for_spacy() {
    let (document, sheet) = (sample::document(), sheet());
    let doc = spacy::doc(&document, &sheet);
    let tokens = doc["tokens"].as_array().unwrap();
    let ends = |key: &str| tokens.iter().map(|token| token[key].as_u64().unwrap()).collect::<Vec<_>>();
    let (starts, stops) = (ends("start"), ends("end"));
    let groups = doc["spans"].as_object().unwrap();
    let spans = groups.values().flat_map(|group| group.as_array().unwrap());
    let mut count = 0;
    for span in spans.chain(doc["ents"].as_array().unwrap()) {
        assert!(starts.contains(&span["start"].as_u64().unwrap()), "{span}");
        assert!(stops.contains(&span["end"].as_u64().unwrap()), "{span}");
        count += 1;
    }
    let pieces: usize = sheet.marks.iter().map(|mark| mark.spans.len()).sum();
    assert_eq!(count, pieces + doc["ents"].as_array().unwrap().len());
    assert!(sheet.marks.iter().any(|mark| mark.kind == MarkKind::Claim && mark.spans.len() == 2));
}
