//! Many readings to matters, relations and origins.
//!
//! [`compare`] is pure: it sees the reports it is given and nothing else, asks no clock, and its answer does not
//! depend on the order of the reports. It never says who is right: it lays what the reports say side by side.
//!
//! The way through the folders is the way of the data: `features` (what a claim is compared by) → `cluster`
//! (the incidents of one document) → `candidates` (which incidents are worth comparing) → `cluster` again
//! (incidents of many documents become matters) → `origin` (where each statement comes from) → `status` (who
//! agrees with whom, facet by facet, and how single claims stand to each other). `comparer` drives them, for all
//! reports at once or one by one.
//!
//! Beside that way, [`event_clusters`] (folder `events`) says which event mentions of all documents are one event,
//! [`compare_as_of`] asks what was known on a day, and `policy` gives one value for a count to those who ask for one, by a
//! rule they name.

mod as_of;
mod candidates;
mod cluster;
mod comparer;
mod constraints;
mod events;
mod features;
mod matter;
mod origin;
pub mod policy;
pub mod staged;
mod status;
mod tables;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use gainsay_document::{Comparison, Report};

pub use as_of::{AsOf, compare_as_of, compare_as_of_heeding};
pub use comparer::{Candidacy, CandidacyEnd, Changes, Comparer, Weights};
pub use constraints::{Constraints, Heeded, Overridden, Unmet, Why};
pub use events::event_clusters;
pub use matter::WeighedPair;
pub use origin::{Signature, origin_tree, origin_trees};

/// Lay many readings side by side: what is at issue, who agrees with whom, and where each statement comes from.
///
/// Of several readings of one document the one with the greatest reader name and version counts. Claims that
/// speak to no incident and have no counterpart in another document belong to no matter.
#[must_use]
pub fn compare(reports: &[Report<'_>]) -> Comparison {
    Comparer::new(reports).comparison()
}

/// The same, heeding what a person decided on which claims belong together or apart; and what of that holds no more.
///
/// A decision wins over every score. Of two decisions that contradict each other the later one wins.
#[must_use]
pub fn compare_heeding(reports: &[Report<'_>], constraints: &Constraints) -> (Comparison, Heeded) {
    let comparer = Comparer::heeding(reports, constraints.clone());
    (comparer.comparison(), comparer.heeded().clone())
}

/// How decisions on claims of `reports` are heeded, without a comparison.
#[must_use]
pub fn heeded(reports: &[Report<'_>], constraints: &Constraints) -> Heeded {
    let report = |id: &gainsay_document::DocumentId| {
        let of = reports.iter().filter(|report| report.document.id == *id);
        of.max_by(|a, b| a.reading.reader.cmp(&b.reading.reader)).copied()
    };
    constraints::resolve(constraints, report).heeded
}

/// The pairs of incidents that [`compare`] weighs, and what it weighs of them, to learn the weights from.
#[must_use]
pub fn weighed_pairs(reports: &[Report<'_>]) -> Vec<WeighedPair> {
    Comparer::new(reports).weighed_pairs()
}
