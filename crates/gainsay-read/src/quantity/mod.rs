//! How many: number expressions as intervals, with what they count and what became of it.
//!
//! Numbers are found by a grammar of digits and words, widened by their approximators, and tied to the noun after them
//! and to the verbs, participles and nouns around them. Years, dates, ages, labels ("Flight 370"), scores and telephone
//! numbers are no quantities; money, shares and measures keep their unit and never have an outcome.

mod candidates;
mod groups;
mod noun;
mod number;
mod outcome;
mod tables;
#[cfg(test)]
mod tests;

use gainsay_document::{Interval, Outcome, Quantity, Scope, Time};

pub use tables::Tables;

use crate::words::Words;
use outcome::Found;
use tables::NounClass;

/// A number expression on its way to a [`Quantity`]. Positions are token indices.
#[derive(Clone, Debug)]
struct Candidate {
    /// The first token, approximator included.
    start: usize,
    /// After the number and before its noun.
    number_end: usize,
    /// After the noun.
    end: usize,
    interval: Interval,
    approximator: Option<String>,
    unit: Option<String>,
    category: Option<&'static str>,
    class: NounClass,
    elliptical: bool,
    /// Picks some out of a known group ("three of them").
    of_group: bool,
    /// Counts only if something became of it ("a soldier", "one", "no one").
    needs_outcome: bool,
    outcome: Option<(Outcome, Found)>,
    part_of: Option<usize>,
}

/// The number expressions of a text, in order. Numbers inside one of `times` are none.
#[must_use]
pub fn quantities(tables: &Tables, words: &Words<'_>, times: &[Time]) -> Vec<Quantity> {
    let mut all: Vec<Candidate> = Vec::new();
    for sentence in &words.segmentation.sentences {
        let first = all.len();
        all.extend(candidates::candidates(tables, words, sentence.tokens.clone(), times));
        let starts: Vec<usize> = all[first..].iter().map(|candidate| candidate.start).collect();
        for candidate in &mut all[first..] {
            if candidate.outcome.is_none() {
                candidate.outcome = outcome::outcome(tables, words, candidate, &starts);
            }
        }
        groups::coordinate(words, &mut all[first..]);
        groups::parts(tables, words, &mut all, first);
        groups::repeated_figures(words, &mut all, first);
        keep_counts(&mut all, first);
    }
    all.iter().filter_map(|candidate| quantity(tables, words, candidate, times)).collect()
}

/// Take out the candidates from `first` on that count only with an outcome and have none.
fn keep_counts(all: &mut Vec<Candidate>, first: usize) {
    let mut index = first;
    while index < all.len() {
        if all[index].needs_outcome && all[index].outcome.is_none() {
            all.remove(index);
            for candidate in &mut all[first..] {
                candidate.part_of = match candidate.part_of {
                    Some(whole) if whole == index => None,
                    Some(whole) if whole > index => Some(whole - 1),
                    other => other,
                };
            }
        } else {
            index += 1;
        }
    }
}

fn quantity(tables: &Tables, words: &Words<'_>, candidate: &Candidate, times: &[Time]) -> Option<Quantity> {
    let outcome = candidate.outcome.map(|(outcome, _)| outcome);
    let noun_found = candidate.outcome.is_some_and(|(_, found)| found == Found::Phrase);
    // "14 deaths", "12 bodies" and "no casualties" count people.
    let is_outcome = |unit: &str| {
        unit == "casualty"
            || [unit.to_owned(), format!("{unit}s")].iter().any(|form| tables.is_outcome_noun(form))
    };
    let unit = match (&candidate.unit, outcome) {
        (Some(unit), Some(_)) if noun_found && is_outcome(unit) => person(),
        (Some(unit), _) => Some(unit.clone()),
        (None, Some(Outcome::Destroyed | Outcome::Damaged) | None) => None,
        (None, Some(_)) => person(),
    };
    Some(Quantity {
        span: words.span(candidate.start..candidate.end)?,
        interval: candidate.interval,
        approximator: candidate.approximator.clone(),
        unit,
        outcome,
        category: candidate.category.map(str::to_owned),
        scope: scope(tables, words, candidate, times),
        part_of: candidate.part_of,
    })
}

fn is_superlative(word: &str) -> bool {
    word.len() > 5 && (word.ends_with("iest") || matches!(word, "worst" | "largest" | "biggest" | "greatest"))
        || matches!(word, "worst" | "first" | "highest")
}

fn person() -> Option<String> {
    Some("person".to_owned())
}

/// What the figure covers: a running total where its sentence says "since …" or "so far this year".
fn scope(tables: &Tables, words: &Words<'_>, candidate: &Candidate, times: &[Time]) -> Scope {
    if candidate.outcome.is_none() || matches!(candidate.outcome, Some((Outcome::Missing, _))) {
        return Scope::Event;
    }
    let sentence = words.sentence_tokens(candidate.start);
    // A semicolon parts what is said of one figure from what is said of another.
    let parted = |index: &usize| words.lower(*index) == ";";
    let from = (sentence.start..candidate.start).rev().find(parted).unwrap_or(sentence.start);
    let to = (candidate.end..sentence.end).find(parted).unwrap_or(sentence.end);
    for index in from..to {
        // "the deadliest strike since the invasion" compares and counts nothing up.
        let compares = words.lower(index) == "since"
            && (index.saturating_sub(14).max(from)..index).any(|at| is_superlative(words.lower(at)));
        if compares {
            return Scope::Event;
        }
        if words.lower(index) == "since" {
            let after = words.segmentation.tokens.get(index + 1).map(|token| token.span);
            let time = times.iter().find(|time| after.is_some_and(|token| time.span.contains(token)));
            if let Some(time) = time {
                return Scope::Cumulative { since: time.start };
            }
        }
        if tables.scopes.at(words, index).is_some() {
            return Scope::Cumulative { since: None };
        }
    }
    Scope::Event
}
