//! `conservative/1`: the least number that a standing side gives, as recorders state a minimum. "Up to 40" gives none.

use gainsay_document::Interval;

use super::{Taken, Vote};

pub(super) fn take(votes: &[Vote<'_>]) -> Option<Taken> {
    let least = votes.iter().filter_map(|vote| vote.interval.low).reduce(f64::min)?;
    let from = (0..votes.len()).filter(|&at| votes[at].interval.low == Some(least)).collect();
    let reason = "the least number that a side still standing gives".to_owned();
    Some(Taken { interval: Interval::exactly(least), from, reason })
}
