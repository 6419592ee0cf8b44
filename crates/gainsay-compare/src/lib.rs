//! Many readings to matters, relations and origins.
//!
//! [`compare`] is pure: it sees the reports it is given and nothing else, asks no clock, and its answer does not
//! depend on the order of the reports. It never says who is right: it lays what the reports say side by side.
//!
//! The way through the folders is the way of the data: `features` (what a claim is compared by) → `cluster`
//! (the incidents of one document) → `candidates` (which incidents are worth comparing) → `cluster` again
//! (incidents of many documents become matters) → `origin` (where each statement comes from) → `status` (who
//! agrees with whom, facet by facet, and how single claims stand to each other). Beside it, [`compare_as_of`] asks what
//! was known on a day, and `policy` gives one value for a count to those who ask for one, by a rule they name.

mod as_of;
mod candidates;
mod cluster;
mod features;
mod matter;
mod origin;
pub mod policy;
mod status;
mod tables;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use as_of::{AsOf, compare_as_of};
use gainsay_document::{Comparison, Report};

/// Lay many readings side by side: what is at issue, who agrees with whom, and where each statement comes from.
///
/// Of several readings of one document the one with the greatest reader name and version counts. Claims that
/// speak to no incident and have no counterpart in another document belong to no matter.
#[must_use]
pub fn compare(reports: &[Report<'_>]) -> Comparison {
    let tables = tables::Tables::load();
    let corpus = features::Corpus::new(reports, &tables);
    matter::assemble(&corpus, &tables)
}
