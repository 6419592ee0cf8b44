//! The reader with the weights that come with the program.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "common/attributions.rs"]
mod attributions;
mod common;

use std::num::NonZeroUsize;
use std::sync::LazyLock;

use gainsay_document::{Document, DocumentId, Reading};
use gainsay_read::Reader;

/// One reader for all tests: loading the weights takes longer than reading.
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::trained(NonZeroUsize::new(2).unwrap()).unwrap());

fn read(text: &str) -> Reading {
    READER.read(&document(text))
}

fn document(text: &str) -> Document {
    Document::of_text("cd".repeat(32).parse::<DocumentId>().unwrap(), text)
}

#[test]
fn every_case_gives_its_attributions() {
    common::check("trained-cases", 20, |text, _| attributions::rows(text, &read(text).attributions));
}

#[test]
fn a_reading_names_the_weights_and_fits_its_text() {
    let text = include_str!("articles/bridge.txt");
    let reading = read(text);
    assert!(reading.reader.starts_with("minilm-"), "{}", reading.reader);
    assert_eq!(reading.reader, READER.version());
    assert_eq!(reading.check(&document(text)), Ok(()));
    assert!(reading.notes.is_empty() && !reading.names.is_empty());
    assert!(reading.attributions.iter().all(|one| one.confidence > 0.0 && one.confidence < 1.0));
}

#[test]
fn names_have_their_kind() {
    fn check(text: &str, expected: &[&str]) {
        let names = read(text).names;
        let found: Vec<_> =
            names.iter().map(|name| format!("{} {}", name.kind.as_str(), name.span.of(text))).collect();
        assert_eq!(found, expected);
    }
    check(
        "Jana Orlov met officials of the United Nations in Paris on Monday.",
        &["person Jana Orlov", "organisation United Nations", "place Paris"],
    );
    check("the river rose and nobody came", &[]);
}

#[test]
fn the_same_text_is_read_alike_on_one_thread() {
    let text = include_str!("articles/bridge.txt").repeat(3);
    let alone = Reader::trained(NonZeroUsize::MIN).unwrap();
    assert_eq!(alone.read(&document(&text)), read(&text));
}

/// Texts that are no news: nothing may break, and no span may lie outside.
#[test]
fn strange_texts_are_read() {
    for text in [
        "",
        "🚢🚢 👀",
        "he said she said he said",
        "قال المتحدث إن الجسر سقط يوم الاثنين.",
        "THE MINISTER SAID NOTHING NEW NO FULL STOP ANYWHERE AND THE TEXT GOES ON AND ON",
        "\"\"\" said \"\" '",
        "a\u{301}\u{200d}\u{feff} said that \u{202e}it fell\u{202c}.",
    ] {
        assert_eq!(read(text).check(&document(text)), Ok(()), "{text}");
    }
}
