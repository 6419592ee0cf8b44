//! What a figure covers: the event at hand, or a running total.

use gainsay_document::{Outcome, Scope, Time};

use super::Candidate;
use super::tables::Tables;
use crate::words::Words;

/// What the figure covers: a running total where its sentence says "since …", "so far this year" or "in a year of war".
pub(super) fn scope(tables: &Tables, words: &Words<'_>, candidate: &Candidate, times: &[Time]) -> Scope {
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
        if tables.scopes.at(words, index).is_some() || is_stretch(words, index) {
            return Scope::Cumulative { since: None };
        }
    }
    Scope::Event
}

/// "in a year of fighting", "over three months of protests", "during nearly two years of war", "in the past six weeks".
fn is_stretch(words: &Words<'_>, index: usize) -> bool {
    const REACH: usize = 6;
    if !matches!(words.lower(index), "in" | "over" | "during" | "after" | "through") {
        return false;
    }
    let unit = (index + 1..index + REACH).find(|&at| {
        matches!(
            words.lower(at),
            "year" | "years" | "month" | "months" | "week" | "weeks" | "decade" | "decades"
        )
    });
    let Some(unit) = unit.filter(|&unit| words.sentence(unit) == words.sentence(index)) else { return false };
    // "in the past six weeks", but not "in a crash last week"
    let past = (index + 1..unit.min(index + 3)).any(|at| matches!(words.lower(at), "past" | "last"));
    let of_strife = words.lower(unit + 1) == "of"
        && (unit + 2..unit + 5).any(|at| {
            matches!(
                words.lower(at),
                "war"
                    | "warfare"
                    | "fighting"
                    | "conflict"
                    | "violence"
                    | "unrest"
                    | "protests"
                    | "clashes"
                    | "hostilities"
                    | "attacks"
                    | "insurgency"
                    | "bombardment"
                    | "shelling"
                    | "strikes"
                    | "siege"
            )
        });
    // "in the last week" is a single day's news more often than a total.
    of_strife || past && unit > index + 3
}

fn is_superlative(word: &str) -> bool {
    word.len() > 5 && (word.ends_with("iest") || matches!(word, "worst" | "largest" | "biggest" | "greatest"))
        || matches!(word, "worst" | "first" | "highest")
}
