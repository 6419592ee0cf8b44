//! What a cue makes of its content.

use gainsay_document::{Spans, Stance};

use super::Rules;
use crate::attribution::tables::Classes;
use crate::attribution::verbs::negated;
use crate::attribution::words::Words;

/// The stance of a cue: as the rules read it where they found the same cue, or as the table has it for the first of its
/// words that the table knows.
pub(super) fn of(words: &Words, cue: &Spans, rules: &Rules) -> Stance {
    let tokens = || super::tokens(words.segmentation, cue);
    if let Some(same) = tokens().find_map(|at| rules.by_cue[at]) {
        return rules.list[same].stance;
    }
    let end = tokens().last().map_or(0, |last| last + 1);
    let mut denied = false;
    for at in tokens() {
        denied |= words.is(at, Classes::NEGATION);
        if let Some((sense, _, _)) = words.cue_at(at, end, |_| true) {
            return if denied { negated(sense.stance) } else { sense.stance };
        }
    }
    Stance::Say
}
