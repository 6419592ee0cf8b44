//! `majority/1`: the number that more than half of the origins give or allow, each with its newest value. An origin that
//! says "at least 12" stands behind 14 too. Where two numbers have as many behind them there is none.

use std::collections::BTreeSet;

use gainsay_document::OriginId;

use super::{Taken, Vote};

pub(super) fn take(votes: &[Vote<'_>]) -> Option<Taken> {
    let newest: Vec<usize> = (0..votes.len()).filter(|&at| votes[at].is_newest(votes)).collect();
    let origins = |of: &dyn Fn(usize) -> bool| -> BTreeSet<&OriginId> {
        newest.iter().filter(|&&at| of(at)).map(|&at| &votes[at].side.origin).collect()
    };
    let all = origins(&|_| true).len();
    // Behind each value: those who give or allow it, then those who give just it; then how narrow it is.
    let weight = |at: usize| {
        let interval = votes[at].interval;
        let allow = origins(&|other| votes[other].interval.compatible(&interval)).len();
        let give = origins(&|other| votes[other].interval == interval).len();
        (interval.is_exact(), allow, give)
    };
    let best = newest.iter().map(|&at| (weight(at), at)).filter(|((_, allow, _), _)| allow * 2 > all);
    let best: Vec<_> = best.collect();
    let top = best.iter().map(|(weight, _)| *weight).max()?;
    let mut first = best.iter().filter(|(weight, _)| *weight == top).map(|&(_, at)| votes[at].interval);
    let interval = first.next()?;
    if first.any(|other| other != interval) {
        return None;
    }
    let from: Vec<usize> =
        newest.iter().copied().filter(|&at| votes[at].interval.compatible(&interval)).collect();
    let reason = format!("{} of {all} origins give or allow it", top.1);
    Some(Taken { interval, from, reason })
}
