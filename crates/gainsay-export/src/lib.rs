//! Records to other formats. Values in, text out: this crate knows no database, no file and no terminal.
//!
//! | module | what it writes |
//! |---|---|
//! | [`read_contract`] | one JSON line a document, with every layer of its reading |
//! | [`matters`] | one JSON line a matter, with its facets and sides |
//! | [`claims`] | one row a claim and figure, as JSON Lines or CSV |
//! | [`quantities`] | one row a quantity, as JSON Lines or CSV |
//! | [`places`] | one row a place, as JSON Lines or CSV |
//! | `arrow`, `parquet` | the same as tables, each behind a feature of that name |
//!
//! Every offset that leaves here counts **Unicode code points** into the document's text, end exclusive, and the
//! words under it stand beside it. An unknown value is `null` in JSON and an empty cell in CSV, never 0.
//! `docs/exports.md` describes every column; a test holds the two together.

#[cfg(feature = "arrow")]
pub mod arrow;
pub mod claims;
mod decided;
mod error;
mod head;
mod json;
pub mod matters;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod places;
pub mod quantities;
pub mod read_contract;
pub mod table;

pub use decided::{Decided, DecisionRecord};
pub use error::ExportError;
pub use head::Head;
