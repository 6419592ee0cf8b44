//! The stretch of a sentence around a word in which other words bear on it.

use std::ops::Range;

use crate::attribution::{Classes, Words};

/// The clause around `at`: between marks and words that begin another clause.
pub(super) fn around(words: &Words, at: usize, sentence: &Range<usize>) -> Range<usize> {
    let start = (sentence.start..at)
        .rev()
        .find(|&index| parts(words, index, sentence))
        .map_or(sentence.start, |i| i + 1);
    let end = (at + 1..sentence.end).find(|&index| parts(words, index, sentence)).unwrap_or(sentence.end);
    start..end
}

/// Whether a clause ends before the token and another begins after it.
fn parts(words: &Words, at: usize, sentence: &Range<usize>) -> bool {
    match words.raw(at) {
        ";" | ":" | "—" | "–" | "--" | "(" | ")" => return true,
        "," => {
            let next = at + 1;
            return next < sentence.end
                && (words.is(next, Classes::SUBORDINATOR.or(Classes::RELATIVE)) && !words.is_time(next)
                    || matches!(words.lower(next), "but" | "so"));
        }
        _ => {}
    }
    let word = words.lower(at);
    let finite_follows = |from: usize| {
        (from..(from + 5).min(sentence.end)).take_while(|&index| words.is_word(index)).any(|index| {
            words.is(index, Classes::AUXILIARY)
                || words.is_finite(index)
                || words.lower(index).ends_with("ed")
        })
    };
    match word {
        "that" | "which" | "who" | "whom" | "because" | "although" | "though" | "whereas" | "while"
        | "when" | "where" | "but" => true,
        "after" | "before" | "since" | "until" | "as" => {
            at > sentence.start && !words.is_time(at + 1) && finite_follows(at + 1)
        }
        "and" => words.is(at + 1, Classes::AUXILIARY.or(Classes::PERSONAL)),
        _ => false,
    }
}

/// Whether what is said at `a` and at `b` are two statements side by side: "that …, and that …", "…; …".
pub(crate) fn parted(words: &Words, a: usize, b: usize) -> bool {
    (a.min(b)..a.max(b)).any(|at| {
        words.raw(at) == ";" || matches!(words.lower(at), "and" | "but") && words.lower(at + 1) == "that"
    })
}
