//! The ledger's records, shaped for showing: the pages ask for them as JSON, the command line prints them.

mod claims;
mod days;
mod desk;
mod disagree;
mod document_list;
mod documents;
mod events;
mod index;
mod jobs;
mod kept;
mod known;
mod marks;
mod matter_claims;
mod matters;
mod narrow;
mod original;
mod queue;
pub mod quoting;
mod reviews;
mod search;
mod search_types;
mod types;

use gainsay_ledger::Error;

pub use claims::claim;
pub use days::{DaysView, days};
pub use desk::{Desk, Memory};
pub use document_list::{Column, documents};
pub use documents::{document, sources};
pub use events::{EventsQuery, EventsView, Wanted, events};
pub use jobs::{AddQuery, HoldsView, JobCountsView, JobFileView, JobRemarkView, JobView, JobsView};
pub use known::{Asking, Known};
pub use marks::{Marks, StandingView};
pub use matter_claims::{ClaimColumn, matter_claims};
pub use matters::{matter, matter_rows, matters};
pub use narrow::{Facet, Kind, Sort};
pub use original::{OriginalQuery, OriginalView, original, original_of_claim};
pub use queue::{QueueQuery, QueueView, queue};
pub use reviews::{DecidedView, ReviewView, ReviewsQuery, ReviewsView, decided, review_page, reviews};
pub use search::{Search, search};
pub use search_types::{
    DocumentsQuery, DocumentsView, MatterClaimsQuery, MatterClaimsView, SearchQuery, SearchView,
};
pub use types::{
    AsOfView, AskQuery, BestView, ClaimView, DocumentRow, DocumentView, ErrorView, FacetView, MatterRow,
    MatterView, MattersQuery, MattersView, OriginNodeView, SideView, StateView, SummaryView,
};

/// A question whose answer is remembered.
pub type Ask = fn(&Known<'_>) -> Result<(), Error>;

/// What is asked of every ledger first, one after the other: what takes long is found before anybody waits for it.
pub const FIRST_ASKED: [Ask; 7] = [
    |known| known.summary().map(drop),
    |known| known.catalogue().map(drop),
    |known| known.marks(None).map(drop),
    |known| events(known, &Wanted::default()).map(drop),
    |known| quoting::quotes(known).map(drop),
    |known| queue(known, &QueueQuery::default()).map(drop),
    |known| known.desk().state().map(drop),
];

/// What the ledger holds, as one short name.
///
/// # Errors
/// When the ledger cannot be read.
pub fn state(desk: &Desk<'_>) -> Result<StateView, Error> {
    Ok(StateView { state: desk.state()? })
}

/// What is known of the ledger, called `name`, in numbers.
///
/// # Errors
/// When the ledger cannot be read.
pub fn summary(known: &Known<'_>, name: String) -> Result<SummaryView, Error> {
    let (stored, as_of) = (known.summary()?, known.as_of());
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
        contained: crate::contain::containment().to_vec(),
        as_of,
    })
}
