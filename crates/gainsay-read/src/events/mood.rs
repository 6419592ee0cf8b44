//! Whether an event is said to have happened, not to have happened, or to be wanted, planned or possible.

use std::ops::Range;

use gainsay_document::{Modality, Polarity, Span};

use super::tables::Tables;
use super::trigger::Trigger;
use crate::attribution::{Classes, Words};

/// How far before its event a word of mode or negation may stand, in tokens.
const REACH: usize = 8;

/// The polarity that the words around an event give it.
/// Words inside `cue` are left to the attribution's stance.
pub(super) fn polarity(words: &Words, trigger: &Trigger, cue: Option<Span>) -> Polarity {
    let window = before(words, trigger);
    let mut negations = 0;
    for at in window.clone() {
        if cue.is_some_and(|cue| words.segmentation.tokens[at].span.overlaps(cue)) {
            continue;
        }
        let word = words.lower(at);
        let after = words.lower(at + 1);
        let weak =
            matches!(after, "only" | "just" | "merely" | "fewer" | "less" | "more" | "longer" | "later")
                || matches!((word, after), ("not", "all" | "every" | "yet") | ("never", "before"));
        let negates = match word {
            "no" | "neither" => {
                trigger.noun && (at + 1..trigger.tokens.start).all(|i| joins(words, i)) || at == window.start
            }
            "nobody" | "none" | "without" | "denied" | "denies" | "deny" | "denying" | "nor" => true,
            _ => {
                words.is(at, Classes::NEGATION) && word != "no" && !(trigger.noun && far(words, at, trigger))
            }
        };
        negations += usize::from(negates && !weak);
    }
    negations += usize::from(trigger.noun && never_took_place(words, trigger));
    if negations % 2 == 1 { Polarity::Denied } else { Polarity::Asserted }
}

/// Whether only words of the noun's own phrase, or others joined to it, stand at the token.
fn joins(words: &Words, at: usize) -> bool {
    words.is_nominal(at) || matches!(words.lower(at), "or" | "and" | "," | "further" | "new" | "such")
}

/// Whether a negated verb stands between a negation and the noun, so that something else than the event is denied.
fn far(words: &Words, at: usize, trigger: &Trigger) -> bool {
    // "did not carry out the attack" and "was not behind the attack" deny it, "did not condemn the attack" does not.
    at + 1 < trigger.tokens.start
        && !matches!(
            words.lower(at + 1),
            "carry"
                | "launch"
                | "commit"
                | "a"
                | "an"
                | "any"
                | "the"
                | "behind"
                | "involved"
                | "responsible"
                | "stage"
        )
}

/// "The attack never took place."
fn never_took_place(words: &Words, trigger: &Trigger) -> bool {
    let after = trigger.tokens.end..(trigger.tokens.end + 6).min(trigger.sentence.end);
    let negation = after.clone().find(|&at| words.is(at, Classes::NEGATION));
    negation.is_some_and(|at| {
        (at + 1..after.end).any(|at| {
            matches!(words.lower(at), "happen" | "happened" | "occur" | "occurred")
                || matches!(words.lower(at), "take" | "took" | "taken") && words.lower(at + 1) == "place"
        })
    })
}

/// The mode that the words around an event give it.
pub(super) fn modality(tables: &Tables, words: &Words, trigger: &Trigger) -> Modality {
    if is_unknown(words, trigger) {
        return Modality::Possible;
    }
    modality_at(tables, words, trigger.tokens.start, before(words, trigger))
        .unwrap_or_else(|| if trigger.noun { mode_after(tables, words, trigger) } else { Modality::Asserted })
}

/// "It was not known how many had died", "it is unclear who fired".
fn is_unknown(words: &Words, trigger: &Trigger) -> bool {
    let start = before(words, trigger).start;
    let asks =
        start > trigger.sentence.start && matches!(words.lower(start - 1), "how" | "who" | "what" | "where");
    asks && (trigger.sentence.start..start).rev().take(5).any(|at| {
        matches!(words.lower(at), "known" | "unknown" | "clear" | "unclear" | "determine" | "establish")
    })
}

/// The mode given by the nearest word of mode in `window`, which ends at `at`.
fn modality_at(tables: &Tables, words: &Words, at: usize, window: Range<usize>) -> Option<Modality> {
    let hit = |start: usize| tables.modality.at(words, start, at).next().map(|(_, mode)| *mode);
    let mut found = window.clone().rev().find_map(hit)?;
    // "would" and "will" in a clause with "if" depend on it.
    if found == Modality::Planned && window.into_iter().any(|at| words.lower(at) == "if") {
        found = Modality::Conditional;
    }
    Some(found)
}

/// "The talks will be held", "the attack could resume".
fn mode_after(tables: &Tables, words: &Words, trigger: &Trigger) -> Modality {
    let at = trigger.tokens.end;
    if at >= trigger.sentence.end || !words.is(at, Classes::AUXILIARY) {
        return Modality::Asserted;
    }
    tables.modality.at(words, at, trigger.sentence.end).next().map_or(Modality::Asserted, |(_, mode)| *mode)
}

/// The words before an event that can bear on it: back to the beginning of its clause.
fn before(words: &Words, trigger: &Trigger) -> Range<usize> {
    let at = trigger.tokens.start;
    let low = trigger.sentence.start.max(at.saturating_sub(REACH));
    let stops = |index: usize| match words.raw(index) {
        ";" | ":" | "—" | "–" | "--" | "(" | ")" | "\"" | "“" | "”" => true,
        "," => !words.is_nominal(index + 1),
        _ => {
            matches!(
                words.lower(index),
                "that"
                    | "when"
                    | "while"
                    | "because"
                    | "although"
                    | "though"
                    | "since"
                    | "where"
                    | "whereas"
                    | "after"
                    | "before"
                    | "until"
                    | "who"
                    | "which"
                    | "but"
                    | "how"
                    | "what"
                    | "in"
                    | "during"
                    | "from"
            ) && !(index + 1 < at && matches!(words.lower(index + 1), "case" | "danger"))
                || words.lower(index) == "and" && words.is(index + 1, Classes::AUXILIARY)
                || !trigger.noun && matches!(words.lower(index), "by")
        }
    };
    let start = (low..at).rev().find(|&index| stops(index)).map_or(low, |index| index + 1);
    start..at
}
