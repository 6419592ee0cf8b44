//! Whose names they are makes no difference to a reading; see `neutral/mod.rs`.
//!
//! `cargo run --release -p gainsay-read --example neutral` prints the rate and every paragraph that changes.

#![allow(clippy::print_stdout, reason = "the rate is the test's output")]

use std::num::NonZeroUsize;

use gainsay_document::Span;
use gainsay_read::Reader;

#[path = "neutral/mod.rs"]
mod suite;

/// The greatest share of paragraphs that may be read otherwise with the parties' names swapped.
const CEILING: f64 = 0.01;

/// The same with the trained reader, which sees a surname that is a common word ("Price") as that word.
///
/// It was 2.4 % where it was measured, and processors round its sums differently.
const TRAINED_CEILING: f64 = 0.03;

/// Fewer paragraphs would not tell one per cent from two.
const FEWEST: usize = 500;

fn check(reader: &Reader, ceiling: f64) {
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let outcome = suite::measure(reader, threads);
    println!("{outcome}");
    assert!(outcome.rate() <= ceiling, "more than {ceiling} of the paragraphs changed:\n{outcome}");
}

#[test]
fn the_rules_are_neutral() {
    check(&Reader::rules(), CEILING);
}

#[test]
fn the_trained_reader_is_neutral() {
    let reader = Reader::trained(NonZeroUsize::MIN).expect("the weights that come with the program");
    check(&reader, TRAINED_CEILING);
}

#[test]
fn there_are_enough_paragraphs_and_each_says_the_same_of_either_party() {
    let all = suite::paragraphs();
    assert!(all.len() >= FEWEST);
    for one in all {
        let (original, swapped) = (&one.original.text, &one.swapped.text);
        assert_ne!(original, swapped);
        assert_eq!(one.original.abstracted(original), one.swapped.abstracted(swapped), "{original}");
        assert!(!original.contains(['{', '}', '\n']) && !original.contains("  "), "{original}");
        let whole = |text: &str| Span::ordered(0..text.len()).expect("not empty");
        assert_eq!(one.moved(whole(original)), Some(whole(swapped)));
    }
}

#[test]
fn spans_move_with_the_words() {
    for one in suite::paragraphs() {
        let original = &one.original.text;
        let starts = original.split_whitespace().map(|word| word.as_ptr().addr() - original.as_ptr().addr());
        for (start, word) in starts.zip(original.split_whitespace()) {
            let moved = Span::ordered(start..start + word.len()).and_then(|span| one.moved(span));
            let moved = moved.expect("a word is moved as a whole");
            assert_eq!(one.original.abstracted(word), one.swapped.abstracted(moved.of(&one.swapped.text)));
        }
    }
}
