//! `range/1`: from the least to the greatest that a standing side allows. An end is open as soon as one side leaves it
//! open.

use super::{Taken, Vote, hull};

pub(super) fn take(votes: &[Vote<'_>]) -> Option<Taken> {
    Some(Taken {
        interval: hull(votes.iter().map(|vote| vote.interval))?,
        from: (0..votes.len()).collect(),
        reason: "the least and the greatest that a side still standing allows".to_owned(),
    })
}
