//! One value for a count, by a rule that the user names.
//!
//! The comparison itself prefers no side. Who needs one figure a matter, for a table or a map, names a policy, and gets
//! the figure together with the policy's name and version and the sides it was taken from. A policy is one small
//! function in a file of its own; one that changes gets a new version.
//!
//! | policy | its value |
//! |---|---|
//! | `range/1` | from the least to the greatest that a standing side allows |
//! | `conservative/1` | the least number that a standing side gives |
//! | `majority/1` | the number that more than half of the origins give or allow |
//! | `latest-by-origin/1` | the range over the newest value of each origin |
//! | `sources/1` | the newest value of the first source in the user's list that gives any |
//! | `recorder/2` | one total for the event's dead and one for its injured, as casualty recorders count |

mod conservative;
mod latest_by_origin;
mod majority;
mod range;
mod recorder;
mod sources;
mod votes;

use std::collections::BTreeMap;

use gainsay_document::{
    Best, ClaimRef, DocumentId, Facet, FacetKind, Interval, Lifecycle, Matter, Origin, OriginId, Outcome,
    Report, Scope, Side,
};

pub(crate) use self::recorder::{PersonWord, PersonWords};
use self::votes::Vote;
use crate::tables::Tables;

/// A rule that makes one value of what the sides of a count say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Policy {
    /// From the least to the greatest that a standing side allows.
    Range,
    /// The least number that a standing side gives.
    Conservative,
    /// What more than half of the origins give or allow.
    Majority,
    /// The range over the newest value of each origin.
    LatestByOrigin,
    /// The newest value of the first of these sources that gives any.
    Sources(Vec<String>),
    /// One total for the dead and one for the injured, as casualty recorders count.
    Recorder,
}

impl Policy {
    /// The names a user may write.
    pub const NAMES: [&'static str; 6] =
        ["range", "conservative", "majority", "latest-by-origin", "sources", "recorder"];

    /// The policy of that name, at its present version or with it ("majority", "majority/1"); `order` gives the names of
    /// the sources for `sources`.
    #[must_use]
    pub fn parse(name: &str, order: impl FnOnce() -> Vec<String>) -> Option<Self> {
        let bare = name.split_once('/').map_or(name, |(bare, _)| bare);
        let policy = match bare {
            "range" => Self::Range,
            "conservative" => Self::Conservative,
            "majority" => Self::Majority,
            "latest-by-origin" => Self::LatestByOrigin,
            "sources" => Self::Sources(order()),
            "recorder" => Self::Recorder,
            _ => return None,
        };
        (name == bare || name == policy.name()).then_some(policy)
    }

    /// Its name and version, as the output carries them.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Range => "range/1",
            Self::Conservative => "conservative/1",
            Self::Majority => "majority/1",
            Self::LatestByOrigin => "latest-by-origin/1",
            Self::Sources(_) => "sources/1",
            Self::Recorder => "recorder/2",
        }
    }
}

/// What a policy may look up beside the matter itself.
pub struct Evidence<'a> {
    reports: BTreeMap<&'a DocumentId, Report<'a>>,
    labels: BTreeMap<&'a OriginId, &'a str>,
    origin_of: BTreeMap<&'a ClaimRef, &'a Origin>,
    tables: Tables,
}

impl<'a> Evidence<'a> {
    /// The reports of the matters asked about, and the origins.
    pub fn new(
        reports: impl IntoIterator<Item = Report<'a>>,
        origins: impl IntoIterator<Item = &'a Origin>,
    ) -> Self {
        let (mut labels, mut origin_of) = (BTreeMap::new(), BTreeMap::new());
        for origin in origins {
            labels.insert(&origin.id, origin.label.as_str());
            origin_of.extend(origin.claims.iter().map(|claim| (claim, origin)));
        }
        let reports = reports.into_iter().map(|report| (&report.document.id, report)).collect();
        Self { reports, labels, origin_of, tables: Tables::load() }
    }
}

/// What a policy took, from which votes, and how.
struct Taken {
    interval: Interval,
    /// Indices into the votes.
    from: Vec<usize>,
    reason: String,
}

/// The values that `policy` gives for the counts of `matter`: none where nothing that stands tells one.
#[must_use]
pub fn best(matter: &Matter, policy: &Policy, evidence: &Evidence<'_>) -> Vec<Best> {
    if *policy == Policy::Recorder {
        return recorder::best(matter, evidence);
    }
    let counts =
        matter.facets.iter().filter(|facet| facet.kind == FacetKind::Count && !is_unnamed_part(facet));
    counts.filter_map(|facet| of_facet(facet, policy, evidence)).collect()
}

/// Whether the figures are of parts that nothing names, and need not be of the same part.
fn is_unnamed_part(facet: &Facet) -> bool {
    facet.category.as_deref().is_some_and(|category| category.ends_with("part of the total"))
}

fn of_facet(facet: &Facet, policy: &Policy, evidence: &Evidence<'_>) -> Option<Best> {
    let votes = votes::votes(facet, evidence);
    let taken = match policy {
        Policy::Range => range::take(&votes),
        Policy::Conservative => conservative::take(&votes),
        Policy::Majority => majority::take(&votes),
        Policy::LatestByOrigin => latest_by_origin::take(&votes),
        Policy::Sources(order) => sources::take(&votes, order),
        Policy::Recorder => None,
    }?;
    let known = taken.interval.low.is_some() || taken.interval.high.is_some();
    known.then(|| Best {
        policy: policy.name().to_owned(),
        outcome: facet.outcome.unwrap_or(Outcome::Affected),
        category: facet.category.clone(),
        scope: facet.scope.unwrap_or(Scope::Event),
        interval: taken.interval,
        is_derived: false,
        reason: taken.reason,
        from: taken.from.into_iter().map(|at| votes[at].side.clone()).collect(),
    })
}

/// Whether a side still stands.
fn stands(side: &Side) -> bool {
    side.lifecycle == Lifecycle::Current
}

/// The smallest interval that holds all of these; `None` of none.
fn hull(intervals: impl Iterator<Item = Interval>) -> Option<Interval> {
    intervals.reduce(|all, interval| all.hull(&interval))
}

#[cfg(test)]
mod tests;
