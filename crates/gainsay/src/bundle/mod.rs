//! Evidence packages: documents with their bytes, readings, decisions and matters in one file that other tools can check.
//!
//! A package is a bag (BagIt, RFC 8493) in a ZIP file: every file of it stands with its SHA-256 in a manifest. What people
//! and other programs read counts in Unicode code points; `data/ledger` holds what a ledger is filled from again.

mod bag;
mod fill;
mod parts;
mod write;

pub use bag::{Bag, Break};
pub use fill::{check, fill};
pub use parts::About;
pub use write::{Scope, write};

/// The folder that the bag lies in within the file.
pub const FOLDER: &str = "gainsay-bundle";

/// What one who is handed the file reads first.
pub const README: &str = include_str!("README.txt");
