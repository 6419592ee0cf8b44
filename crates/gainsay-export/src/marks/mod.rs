//! Reports with their words marked, as annotation tools show and change them.
//!
//! A [`Sheet`] is what a reading says of a text as marks and links between them. Each tool's module writes a sheet in the
//! tool's own format and reads it back; [`changes`] tells what a person changed between the two.

pub mod brat;
mod changes;
pub mod label_studio;
mod sheet;
pub mod spacy;

pub use changes::{Change, Finding, Said, changes};
pub use sheet::{Link, LinkKind, Mark, MarkKind, Sheet};
