//! `sources/1`: the newest value of the first source in the user's list that gives any. A source is known by the name of
//! its holder or its origin, in whatever case.

use super::{Taken, Vote, hull};

pub(super) fn take(votes: &[Vote<'_>], order: &[String]) -> Option<Taken> {
    order.iter().enumerate().find_map(|(place, name)| {
        let name = folded(name);
        let is_of = |vote: &Vote<'_>| folded(&vote.side.holder) == name || folded(&vote.label) == name;
        let own: Vec<usize> = (0..votes.len()).filter(|&at| is_of(&votes[at])).collect();
        let newest = own.iter().map(|&at| votes[at].day).max()?;
        let from: Vec<usize> = own.into_iter().filter(|&at| votes[at].day == newest).collect();
        let interval = hull(from.iter().map(|&at| votes[at].interval))?;
        let reason = format!("number {} in the list of sources, its newest value", place + 1);
        Some(Taken { interval, from, reason })
    })
}

fn folded(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
