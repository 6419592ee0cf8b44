//! The ledger: one SQLite file that holds the reports, what was read in them and how they compare.
//!
//! Four kinds of rows: what was taken in, what a reader found (replaced as a whole by a newer reader), what the
//! comparison of all readings found (replaced as a whole), what people decided (a log that only grows). `docs/ledger.md` lists every table and
//! view for those who open the file in other tools. Every change is one transaction: the program may be killed at
//! any moment and the ledger is whole.

mod add;
mod catalogue;
mod claims;
mod codec;
mod comparison;
mod derive;
mod document;
mod error;
mod failures;
mod find;
mod keep;
mod lists;
mod load;
mod open;
mod quotes;
mod reviews;
mod schema;
mod seal;
mod search;
mod source;
mod state;
mod verify;

#[cfg(test)]
mod build;
#[cfg(test)]
mod page;

pub use add::{Added, Provenance};
pub use catalogue::{Catalogue, ClaimEntry, DocumentEntry, MatterEntry, Name, Status};
pub use claims::{ClaimFilter, ClaimRow, PlaceRow, QuantityRow, TimeRow};
pub use codec::sha256;
pub use comparison::{MatterSketch, Standing};
pub use error::Error;
pub use failures::Failure;
pub use lists::{DocumentRow, SourceRow, Summary};
pub use quotes::{Link, MatterOf, QuotedSource, Quotes, QuotingOutlet};
pub use reviews::{LogEntry, NewReview};
pub use search::{ClaimHit, DocumentHit, Hits, Snippet};
pub use verify::{Fault, Verification};

/// An open ledger.
///
/// Use it from one thread at a time; open the file once more for another thread.
#[derive(Debug)]
pub struct Ledger {
    connection: rusqlite::Connection,
}

/// What a ledger is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading and writing; made where there is none.
    Create,
    /// Reading and writing a ledger that is there.
    ReadWrite,
    /// Reading a ledger that is there.
    ReadOnly,
}
