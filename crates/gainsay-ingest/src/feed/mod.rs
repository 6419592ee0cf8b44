//! Feeds saved to disk: RSS, Atom and JSON Feed, one record an entry.
//!
//! An entry's bytes are those between its tags, so that the same entry in two feeds, or in a feed fetched again, is one
//! document. Entries before a break in the file are kept.

mod entry;
mod json;
mod xml;

pub(crate) use json::records as json_records;
pub(crate) use xml::records;

use crate::error::Error;

/// A shorter text is a teaser of a report that stands elsewhere.
const MIN_CHARS: usize = 80;

/// What is known of the feed as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct About {
    title: Option<String>,
    language: Option<String>,
}

/// Refuses an entry that has a headline or a teaser alone.
fn refuse_teaser(text: &str, label: Option<&str>) -> Result<(), Error> {
    if text.chars().filter(|c| !c.is_whitespace()).take(MIN_CHARS).count() >= MIN_CHARS {
        return Ok(());
    }
    let error = Error::skipped("an entry of a feed with a headline or a teaser alone");
    Err(match label {
        Some(label) => error.with_hint(format!("it is “{label}”")),
        None => error,
    })
}
