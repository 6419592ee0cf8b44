//! The ledger's records, shaped for showing: the pages ask for them as JSON, the command line prints them.

mod claims;
mod days;
mod desk;
mod disagree;
mod documents;
mod events;
mod index;
mod jobs;
mod known;
mod marks;
mod matters;
mod queue;
pub mod quoting;
mod reviews;
mod types;

use gainsay_ledger::{Error, Ledger};

pub use claims::claim;
pub use days::{DaysView, days};
pub use desk::{Desk, Memory};
pub use documents::{document, documents, sources};
pub use events::{EventMemory, EventsQuery, EventsView, Wanted, events};
pub use jobs::{AddQuery, HoldsView, JobCountsView, JobFileView, JobRemarkView, JobView, JobsView};
pub use known::{Asking, Known};
pub use matters::{matter, matter_rows, matters};
pub use queue::{QueueQuery, QueueView, queue};
pub use reviews::{DecidedView, ReviewView, ReviewsQuery, ReviewsView, decided, review_page, reviews};
pub use types::{
    AsOfView, AskQuery, BestView, ClaimView, DocumentRow, DocumentView, ErrorView, FacetView, MatterRow,
    MatterView, MattersQuery, MattersView, OriginNodeView, SideView, StateView, SummaryView,
};

/// What the ledger holds, as one short name.
///
/// # Errors
/// When the ledger cannot be read.
pub fn state(ledger: &Ledger) -> Result<StateView, Error> {
    Ok(StateView { state: ledger.state()? })
}

/// What is known of the ledger, called `name`, in numbers.
///
/// # Errors
/// When the ledger cannot be read.
pub fn summary(known: &Known<'_>, name: String) -> Result<SummaryView, Error> {
    let (stored, as_of) = (known.ledger().summary()?, known.as_of());
    let [documents, claims, sources] = known.counts()?;
    let (matters, contested) = if as_of.is_some() {
        let matters = known.matters()?;
        (matters.len(), matters.iter().filter(|matter| matter.is_contested()).count())
    } else {
        (stored.matters, stored.contested)
    };
    Ok(SummaryView {
        ledger: name,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        documents,
        claims,
        matters,
        contested,
        sources,
        failures: stored.failures,
        as_of,
    })
}
