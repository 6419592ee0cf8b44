//! What was known on a day.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{Comparison, DocumentId, Matter, MatterId, Report};
use jiff::civil::Date;

use crate::{Constraints, compare_heeding};

/// What was known on a day, and what was left out for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AsOf {
    /// What the reports published by then say.
    pub comparison: Comparison,
    /// The reports published by then.
    pub documents: BTreeSet<DocumentId>,
    /// How many reports were published later.
    pub later: usize,
    /// How many reports have no date of publication: nothing tells whether they were known.
    pub undated: usize,
}

/// Lay the reports published up to `day`, that day included, side by side, as if there were no others.
///
/// A report without a date of publication is left out and counted. A matter that `now`, the matters of all reports, has
/// too keeps its identifier from there: the one it would have anyway, or else that of the matter it shares most claims with.
#[must_use]
pub fn compare_as_of(reports: &[Report<'_>], day: Date, now: &[Matter]) -> AsOf {
    compare_as_of_heeding(reports, day, now, &Constraints::none())
}

/// The same, heeding what a person decided on which claims belong together or apart, whenever that was decided: it is of
/// what the reports speak of, not of what was known.
#[must_use]
pub fn compare_as_of_heeding(
    reports: &[Report<'_>],
    day: Date,
    now: &[Matter],
    constraints: &Constraints,
) -> AsOf {
    let mut known = AsOf::default();
    let mut then = Vec::new();
    let (mut later, mut undated) = (BTreeSet::new(), BTreeSet::new());
    for report in reports {
        let id = &report.document.id;
        match report.document.published {
            Some(published) if published.date <= day => {
                known.documents.insert(id.clone());
                then.push(*report);
            }
            Some(_) => _ = later.insert(id),
            None => _ = undated.insert(id),
        }
    }
    (known.later, known.undated) = (later.len(), undated.len());
    known.comparison = compare_heeding(&then, constraints).0;
    rename(&mut known.comparison.matters, now);
    known
}

/// Give matters the identifiers of their counterparts.
fn rename(matters: &mut [Matter], now: &[Matter]) {
    let mut matter_of = BTreeMap::new();
    for (at, matter) in now.iter().enumerate().rev() {
        // Of several matters of a claim the first counts.
        matter_of.extend(matter.claims.iter().map(|claim| (claim, at)));
    }
    let names: BTreeSet<&MatterId> = now.iter().map(|matter| &matter.id).collect();
    let mut taken: BTreeSet<MatterId> =
        matters.iter().map(|matter| &matter.id).filter(|id| names.contains(id)).cloned().collect();
    let mut wanted = Vec::new();
    for (at, matter) in matters.iter().enumerate().filter(|(_, matter)| !names.contains(&matter.id)) {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for of in matter.claims.iter().filter_map(|claim| matter_of.get(claim)) {
            *shared.entry(*of).or_default() += 1;
        }
        wanted.extend(shared.into_iter().map(|(of, claims)| (std::cmp::Reverse(claims), of, at)));
    }
    wanted.sort_unstable();
    let mut named = BTreeSet::new();
    for (_, of, at) in wanted {
        let id = &now[of].id;
        if !named.contains(&at) && !taken.contains(id) {
            matters[at].id = id.clone();
            taken.insert(id.clone());
            named.insert(at);
        }
    }
}
