//! Whose names they are makes no difference to a reading; see `neutral/mod.rs`.

#![allow(clippy::print_stdout, reason = "the rate is the test's output")]

use std::num::NonZeroUsize;

use gainsay_read::Reader;

#[path = "neutral/mod.rs"]
mod suite;

/// The greatest share of paragraphs that may be read otherwise with the parties' names swapped.
const CEILING: f64 = 0.01;

/// Fewer paragraphs would not tell one per cent from two.
const FEWEST: usize = 500;

fn threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

fn check(reader: &Reader) {
    let outcome = suite::measure(reader, threads());
    println!("{outcome}");
    assert!(suite::paragraphs().len() >= FEWEST);
    assert!(outcome.rate() <= CEILING, "more than {CEILING} of the paragraphs changed:\n{outcome}");
}

#[test]
fn the_rules_are_neutral() {
    check(&Reader::rules());
}

#[test]
fn the_trained_reader_is_neutral() {
    check(&Reader::trained(NonZeroUsize::MIN).expect("the weights that come with the program"));
}

#[test]
fn swapping_the_names_twice_gives_the_paragraph_back() {
    for one in suite::paragraphs() {
        let text = &one.original.text;
        assert_eq!(one.original.abstracted(text), one.swapped.abstracted(&one.swapped.text), "{text}");
        assert!(!text.contains(['{', '}', '\n']) && !text.contains("  "), "{text}");
        let sentences =
            text.matches(". ").count() + text.matches(".\" ").count() + text.matches("? ").count() + 1;
        assert!((2..=8).contains(&sentences), "{sentences}: {text}");
    }
}
