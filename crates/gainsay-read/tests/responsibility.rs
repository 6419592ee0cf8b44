//! How it is given who did something, read with the weights that come with the program.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::num::NonZeroUsize;
use std::sync::LazyLock;

use gainsay_document::{Document, DocumentId, ParticipantRole};
use gainsay_read::Reader;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::trained(NonZeroUsize::MIN).unwrap());

/// For every event with agents the agents and how they are given; of an accusation itself nothing.
fn check(text: &str, expected: &[&str]) {
    let document = Document::of_text("ab".repeat(32).parse::<DocumentId>().unwrap(), text);
    let reading = READER.read(&document);
    assert_eq!(reading.check(&document), Ok(()), "{text}");
    let told = reading.events.iter().filter(|event| !matches!(event.kind.as_str(), "accuse" | "charge"));
    let found: Vec<String> = told
        .filter_map(|event| {
            let agents = event.participants.iter().filter(|part| part.role == ParticipantRole::Agent);
            let agents: Vec<&str> =
                agents.map(|part| reading.actors[part.actor.index()].name.as_str()).collect();
            Some(format!("{}: {}", agents.join(", "), event.responsibility?.as_str()))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_authors_own_sentence_and_what_a_body_reports_are_fact() {
    check("The River Guard attacked a school in Oulu.", &["River Guard: REPORTED AS FACT"]);
    check(
        "The police reported that the River Guard attacked a school in Oulu.",
        &["River Guard: REPORTED AS FACT"],
    );
}

#[test]
fn who_owns_up_to_it_claims_it() {
    check(
        "The River Guard claimed responsibility for the attack on the school.",
        &["River Guard: CLAIMED OR ADMITTED"],
    );
    check(
        "A bomb destroyed a bus in Oulu. The River Guard claimed responsibility in a statement.",
        &["River Guard: CLAIMED OR ADMITTED"],
    );
}

#[test]
fn a_charge_is_that_of_who_makes_it() {
    check(
        "The union accused the River Guard of attacking a school in Oulu.",
        &["River Guard: SUSPECTED OR ACCUSED"],
    );
    check(
        "The army accused the River Guard of attacking a school in Oulu.",
        &["River Guard: SUSPECTED OR ACCUSED BY AUTHORITIES"],
    );
    check(
        "Interior Minister Jana Orlov said the River Guard had attacked a school in Oulu.",
        &["River Guard: SUSPECTED OR ACCUSED BY AUTHORITIES"],
    );
    check(
        "Officers of the army were charged with the murder of six priests.",
        &["army: SUSPECTED OR ACCUSED BY AUTHORITIES"],
    );
}

#[test]
fn a_word_of_doubt_leaves_it_open() {
    check("The mayor was apparently kidnapped by the River Guard.", &["River Guard: POSSIBLE"]);
    check("The mayor was allegedly kidnapped by the River Guard.", &["River Guard: SUSPECTED OR ACCUSED"]);
}
