//! The ledger's records, shaped for showing: the pages ask for them as JSON, the command line prints them.

mod claims;
mod desk;
mod documents;
mod index;
mod known;
mod matters;
mod types;

use gainsay_ledger::{Error, Ledger};

pub use claims::claim;
pub use desk::{Desk, Memory};
pub use documents::{document, documents, sources};
pub use known::{Asking, Known};
pub use matters::{matter, matter_rows, matters};
pub use types::{
    AsOfView, AskQuery, BestView, ClaimView, DocumentRow, DocumentView, ErrorView, FacetView, MatterRow,
    MatterView, MattersQuery, MattersView, SideView, SourceRow, SummaryView,
};

/// What the ledger, called `name`, holds in numbers.
///
/// # Errors
/// When the ledger cannot be read.
pub fn summary(ledger: &Ledger, name: String) -> Result<SummaryView, Error> {
    let counts = ledger.summary()?;
    Ok(SummaryView {
        ledger: name,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        documents: counts.documents,
        claims: counts.claims,
        matters: counts.matters,
        contested: counts.contested,
        sources: counts.sources,
        failures: counts.failures,
    })
}
