//! The comparison in stages, for more reports than one machine holds: every stage takes and gives values that can be sent
//! from one machine to another, and together they come to what [`crate::compare`] comes to.
//!
//! The stages, each a function of a part of the data alone:
//!
//! 1. [`Tally::of`] the reports of one part; tallies [`Tally::merge`] in any order. What stands in one report alone is then
//!    left out ([`Tally::of_several`]).
//! 2. [`listed`] gives the items of reports (incidents and statements), the keys each is listed under and its place in
//!    every list, and how often places occur; these [`Places::merge`] too. Both together are the [`Weighing`].
//! 3. [`Neighbours`] goes through the items of a key in the order of their places and links each with those before it that
//!    it meets. It holds no more than the last few items, however long the list is.
//! 4. [`Components`] finds the sets of linked items.
//! 5. [`groups`] tells which items of one set make a matter; an item that is linked with no other makes one where it
//!    [is founded](Listed::is_founded). [`parts`] builds a matter from the reports of its items alone.
//! 6. 3 to 5 once more for statements, without the claims that matters of incidents have taken.
//! 7. [`assembled`] brings the parts into the order of a comparison.
//!
//! What a person decided is not heeded here: decisions are about claims of a ledger, which compares anew under them.
//! Every document must come once, by its latest reading.

mod build;
mod components;
mod group;
mod item;
mod links;
mod list;
mod part;
mod row;
mod tally;
#[cfg(test)]
mod tests;

use std::fmt;

pub use self::build::parts;
pub use self::components::Components;
pub use self::group::groups;
pub use self::item::Item;
pub use self::links::{Link, Neighbours};
pub use self::list::{Listed, listed};
pub use self::part::{Part, assembled};
pub use self::tally::{Places, Tally, Weighing};
pub use crate::comparer::Kind;

/// Why a stage cannot go on: what it was given is nothing that an earlier stage has made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageError(String);

impl StageError {
    fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for StageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StageError {}

/// A value as bytes that [`decode`] reads, on this machine or another one.
fn encode<T: serde::Serialize>(what: &str, value: &T) -> Result<Vec<u8>, StageError> {
    postcard::to_allocvec(value).map_err(|error| StageError::new(format!("{what}: {error}")))
}

fn decode<T: serde::de::DeserializeOwned>(what: &str, bytes: &[u8]) -> Result<T, StageError> {
    postcard::from_bytes(bytes).map_err(|error| StageError::new(format!("{what}: {error}")))
}
