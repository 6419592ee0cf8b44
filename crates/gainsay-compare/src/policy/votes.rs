//! The sides that a policy weighs.

use gainsay_document::{Facet, Interval, Side};
use jiff::civil::Date;

use super::{Evidence, stands};

/// One standing side with a number.
#[derive(Clone, Debug)]
pub(super) struct Vote<'f> {
    pub side: &'f Side,
    pub interval: Interval,
    /// The name of its origin; empty where that is not known.
    pub label: String,
    /// The last day on which a report gave it.
    pub day: Option<Date>,
}

impl Vote<'_> {
    /// Whether it is the newest of its origin: no other vote of the origin was given on a later day.
    pub fn is_newest(&self, votes: &[Self]) -> bool {
        votes.iter().filter(|other| other.side.origin == self.side.origin).all(|other| other.day <= self.day)
    }
}

/// The standing sides of a count that give a number, in order of publication.
pub(super) fn votes<'f>(facet: &'f Facet, evidence: &Evidence<'_>) -> Vec<Vote<'f>> {
    let vote = |side: &'f Side| {
        let interval = side.interval.filter(|interval| interval.low.is_some() || interval.high.is_some())?;
        let days = side.claims.iter().filter_map(|claim| evidence.reports.get(&claim.document));
        Some(Vote {
            side,
            interval,
            label: evidence.labels.get(&side.origin).copied().unwrap_or_default().to_owned(),
            day: days.filter_map(|report| Some(report.document.published?.date)).max(),
        })
    };
    facet.sides.iter().filter(|side| stands(side)).filter_map(vote).collect()
}
