//! Whether an event is denied, and in which mode it is given.

use gainsay_document::{Modality, Polarity};

use super::Trigger;
use super::tables::{Mode, Part, Tables};
use crate::words::Words;

/// The polarity and modality of `trigger`, from the words before it in its clause.
pub(super) fn mode(tables: &Tables, words: &Words<'_>, trigger: &Trigger) -> (Polarity, Modality) {
    const WINDOW: usize = 12;
    let at = trigger.tokens.start;
    let start = at.saturating_sub(WINDOW).max(trigger.clause.start);
    let mut polarity = Polarity::Asserted;
    let mut modality = Modality::Asserted;
    for index in (start..at).rev() {
        // What stands before a comma or a verb of saying speaks of something else; a denial reaches over "that".
        if matches!(words.lower(index), "," | "said" | "says" | "and" | "but" | "when" | "after" | "\"" | "”") {
            break;
        }
        for (end, _, mode) in tables.modes.all_at(words, index) {
            if end > at || !reaches(words, trigger, index, end) {
                continue;
            }
            match mode {
                Mode::Negated => polarity = Polarity::Denied,
                Mode::Given(given) if modality == Modality::Asserted => modality = *given,
                Mode::Given(_) => {}
            }
        }
    }
    (polarity, modality)
}

/// Whether a word of mode at `index..end` speaks of the trigger.
fn reaches(words: &Words<'_>, trigger: &Trigger, index: usize, end: usize) -> bool {
    let at = trigger.tokens.start;
    let distance = at - end;
    let word = words.lower(index);
    // A later finite clause ("who was not there when …") keeps its own words.
    match word {
        "no" | "any" | "without" | "possible" | "suspected" | "apparent" | "attempted" | "planned" => distance <= 2,
        "not" | "n't" | "never" | "nor" | "neither" => distance <= if trigger.part == Part::Verb { 4 } else { 6 },
        "denied" | "denies" | "deny" | "denying" => true,
        "if" | "unless" => true,
        "will" | "would" | "may" | "might" | "could" | "can" | "must" | "should" | "shall" | "'ll" => {
            trigger.part == Part::Verb && distance <= 4 || distance <= 2
        }
        _ => distance <= 5,
    }
}
