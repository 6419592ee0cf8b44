//! `latest-by-origin/1`: the range over the newest value of each origin.

use super::{Taken, Vote, hull};

pub(super) fn take(votes: &[Vote<'_>]) -> Option<Taken> {
    let from: Vec<usize> = (0..votes.len()).filter(|&at| votes[at].is_newest(votes)).collect();
    let interval = hull(from.iter().map(|&at| votes[at].interval))?;
    Some(Taken { interval, from, reason: "the newest value of each origin".to_owned() })
}
