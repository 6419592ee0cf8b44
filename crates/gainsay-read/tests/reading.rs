//! One whole article as a reading, and what holds of the reading of any text.

use std::sync::LazyLock;

use gainsay_document::{Document, DocumentId, Reading};
use gainsay_read::Reader;
use proptest::prelude::*;

/// One reader for all cases: parsing the gazetteer takes longer than reading.
static READER: LazyLock<Reader> = LazyLock::new(Reader::rules);

const ARTICLE: &str = include_str!("articles/bridge.txt");

fn document(text: &str) -> Document {
    Document::of_text("ab".repeat(32).parse::<DocumentId>().expect("64 hexadecimal digits"), text)
}

/// The attributions and actors, a line each.
fn shown(text: &str, reading: &Reading) -> String {
    let mut lines = Vec::new();
    for (index, found) in reading.attributions.iter().enumerate() {
        let actor = found.actor.and_then(|id| reading.actor(id)).map_or("-", |actor| actor.name.as_str());
        let inside = found.inside.map(|id| format!(" in {id}")).unwrap_or_default();
        lines.push(format!(
            "a{} [{}] {} {}{inside}: {}",
            index + 1,
            actor,
            found.stance.as_str(),
            found.quote.as_str(),
            found.content.of(text).replace('\n', " "),
        ));
    }
    for (index, actor) in reading.actors.iter().enumerate() {
        lines.push(format!(
            "p{} {} ({}) role {:?} of {:?}, {} mentions",
            index + 1,
            actor.name,
            actor.kind.as_str(),
            actor.role,
            actor.affiliation,
            actor.mentions.len(),
        ));
    }
    lines.join("\n")
}

#[test]
fn an_article_is_read_whole() {
    let reading = READER.read(&document(ARTICLE));
    insta::assert_snapshot!(shown(ARTICLE, &reading));
}

/// Texts of the words that rules look for, in any order.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "said",
        "that",
        "the",
        "army",
        "officials",
        "according to",
        "Orlov",
        "Jana Orlov,",
        "a spokeswoman for",
        "who",
        "\"",
        "“",
        "”",
        "‘",
        "’",
        "'s",
        ",",
        ".",
        ":",
        ";",
        "—",
        "(",
        ")",
        "\n\n",
        "\n",
        "denied",
        "was",
        "reportedly",
        "accused",
        "of",
        "to",
        "claim",
        "by",
        "and",
        "but",
        "told",
        "reporters",
        "on",
        "Monday",
        "40",
        "people",
        "He",
        "NRS",
        "é",
        "\u{a0}",
        "U.S.",
        "saying",
        "not",
        "in a statement",
        "said:",
        "1.",
        "🚢",
    ]);
    prop::collection::vec((word, prop::bool::ANY), 0..60).prop_map(|words| {
        words.into_iter().map(|(word, gap)| format!("{word}{}", if gap { " " } else { "" })).collect()
    })
}

proptest! {
    #[test]
    fn every_span_and_index_of_a_reading_fits(text in text()) {
        let document = document(&text);
        let reading = READER.read(&document);
        prop_assert_eq!(reading.check(&document), Ok(()));
        prop_assert_eq!(&READER.read(&document), &reading);
        for (index, found) in reading.attributions.iter().enumerate() {
            prop_assert!(!found.content.is_empty());
            prop_assert!(found.inside.is_none_or(|outer| outer.index() != index));
            prop_assert!((0.0..=1.0).contains(&found.confidence));
        }
        prop_assert!(reading.actors.iter().all(|actor| !actor.name.trim().is_empty() && !actor.mentions.is_empty()));
    }
}
