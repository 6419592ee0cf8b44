use gainsay_document::{Anchor, Correction, Document, Reading};

use super::*;
use crate::build;

const SANK: &str = "A 🛥 report: the harbour office said that three barges sank.";

fn target(document: &Document, reading: &Reading) -> Target {
    let anchors = reading.claims.iter().map(|claim| Anchor::of(document, claim)).collect();
    Target { name: "Barges sank".to_owned(), anchors }
}

fn decided(decision: Decision, targets: Vec<Target>) -> NewReview {
    NewReview { reviewer: "Ada Quill".to_owned(), decision, targets, reason: "one boat".to_owned() }
}

/// A ledger with one report, and what may be decided of it.
fn filled() -> (Ledger, Target) {
    let mut ledger = Ledger::in_memory().unwrap();
    let reading = build::add(&mut ledger, SANK);
    let document = ledger.document(&reading.document).unwrap();
    let target = target(&document, &reading);
    assert!(!target.anchors.is_empty());
    (ledger, target)
}

#[test]
fn entries_come_back_in_order_and_hold_together() {
    let (mut ledger, target) = filled();
    let decisions = [
        Decision::Accept,
        Decision::Correct(Correction::Figure { low: Some(3.0), high: None, words: None }),
        Decision::Reject,
        Decision::Merge,
        Decision::Split,
        Decision::Note,
        Decision::Confirm,
        Decision::Discount,
        Decision::Undo(3),
    ];
    let mut entries = Vec::new();
    for decision in decisions {
        entries.push(ledger.review(&decided(decision, vec![target.clone()]), build::now()).unwrap());
    }
    assert_eq!(ledger.reviews().unwrap(), entries);
    assert_eq!(entries.iter().map(|entry| entry.id).collect::<Vec<_>>(), (1..=9).collect::<Vec<_>>());
    let hashes = ledger.review_hashes().unwrap();
    assert!(hashes.iter().all(|hash| hash.len() == 64));
    let verification = ledger.verify(|_, _| ()).unwrap();
    assert_eq!((verification.faults, verification.reviews), (vec![], 9));
}

#[test]
fn what_does_not_fit_is_refused() {
    let (mut ledger, target) = filled();
    let mut check = |review: NewReview, words: &str| {
        let error = ledger.review(&review, build::now()).unwrap_err();
        assert!((error.is_rejected() || error.is_not_found()) && error.message().contains(words), "{error}");
    };
    let nobody = NewReview { reviewer: " ".to_owned(), ..decided(Decision::Note, vec![]) };
    check(nobody, "name of who");
    check(decided(Decision::Undo(1), vec![]), "no entry 1");
    let mut other = target.clone();
    other.anchors[0].quote = "four barges sank".to_owned();
    check(decided(Decision::Note, vec![other]), "these words");
    let mut other = target;
    other.anchors[0].document = "ab".repeat(32).parse().unwrap();
    check(decided(Decision::Note, vec![other]), "abababababab");
    ledger.review(&decided(Decision::Merge, vec![]), build::now()).unwrap();
    ledger.review(&decided(Decision::Undo(1), vec![]), build::now()).unwrap();
    let error = ledger.review(&decided(Decision::Undo(1), vec![]), build::now()).unwrap_err();
    assert!(error.message().contains("already by entry 2"), "{error}");
}

#[test]
fn the_log_only_grows() {
    let (mut ledger, target) = filled();
    ledger.review(&decided(Decision::Merge, vec![target]), build::now()).unwrap();
    for sql in ["UPDATE reviews SET reason = 'two boats'", "DELETE FROM reviews"] {
        let error = ledger.connection.execute(sql, []).unwrap_err();
        assert!(error.to_string().contains("only grows"), "{error}");
    }
}

/// Change three entries behind the interface; the verification must name the place.
fn check(sql: &str, place: &str) {
    let (mut ledger, target) = filled();
    for decision in [Decision::Merge, Decision::Note, Decision::Split] {
        ledger.review(&decided(decision, vec![target.clone()]), build::now()).unwrap();
    }
    let connection = &ledger.connection;
    connection
        .execute_batch("DROP TRIGGER reviews_are_not_changed; DROP TRIGGER reviews_are_not_deleted")
        .unwrap();
    assert!(connection.execute(sql, []).unwrap() > 0);
    let faults = ledger.verify(|_, _| ()).unwrap().faults;
    let named = faults.iter().any(|fault| fault.table == "reviews" && fault.place == place);
    assert!(named, "{sql}: {faults:#?}");
}

#[test]
fn a_changed_log_is_named() {
    check("UPDATE reviews SET reason = 'two boats' WHERE id = 2", "2 hash");
    check("UPDATE reviews SET reviewer = 'Bo Lark' WHERE id = 1", "1 hash");
    check("UPDATE reviews SET targets = '[]' WHERE id = 3", "3 hash");
    check("DELETE FROM reviews WHERE id = 2", "3 id");
    check("DELETE FROM reviews WHERE id = 1", "2 previous");
    check(
        "UPDATE reviews SET targets = replace(targets, 'three barges', 'four barges') WHERE id = 3",
        "3 targets",
    );
    check("UPDATE reviews SET kind = 'praise' WHERE id = 3", "");
}

#[test]
fn a_decision_makes_the_comparison_stale() {
    let (mut ledger, target) = filled();
    let reading = ledger.reading(&target.anchors[0].document).unwrap();
    let comparison = build::comparison(&[&reading]);
    ledger.set_comparison(&comparison).unwrap();
    assert!(ledger.comparison_is_current().unwrap());
    ledger.review(&decided(Decision::Merge, vec![target]), build::now()).unwrap();
    assert!(!ledger.comparison_is_current().unwrap());
    ledger.set_comparison(&comparison).unwrap();
    assert!(ledger.comparison_is_current().unwrap());
}

#[test]
fn decisions_outlive_readings() {
    let (mut ledger, target) = filled();
    let entry = ledger.review(&decided(Decision::Merge, vec![target.clone()]), build::now()).unwrap();
    let mut reading = ledger.reading(&target.anchors[0].document).unwrap();
    reading.reader = "rules 2".to_owned();
    reading.claims.clear();
    ledger.put_reading(&reading).unwrap();
    assert_eq!(ledger.reviews().unwrap(), [entry]);
    assert_eq!(ledger.verify(|_, _| ()).unwrap().faults, []);
}
