//! The names of items: incidents and statements.

use gainsay_document::{Document, DocumentId};
use jiff::civil::Date;

use super::StageError;
use crate::features::days::{Day, day};

/// How many bytes a name has.
const BYTES: usize = 41;
/// Where its parts begin: the day of publication, the document, the item within the document.
const DAY: usize = 1;
const DOCUMENT: usize = 5;
const AT: usize = 37;

/// An incident or a statement of a report, by name. Names sort as the items do: by the publication of their documents, those
/// without a date last, then by the documents' identifiers, then by their place in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Item([u8; BYTES]);

impl Item {
    /// The item of a document: the place of an incident among its incidents, or that of a claim among its claims.
    pub(super) fn new(document: &Document, at: usize) -> Result<Self, StageError> {
        let number = u32::try_from(at).map_err(|_| StageError::new("a report with too many items"))?;
        let mut bytes = [0; BYTES];
        bytes[0] = u8::from(document.published.is_none());
        let published = document.published.map_or(0, |published| day(published.date));
        bytes[DAY..DOCUMENT].copy_from_slice(&sortable(published));
        for (byte, pair) in bytes[DOCUMENT..AT].iter_mut().zip(document.id.as_str().as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).unwrap_or_default();
            *byte = u8::from_str_radix(pair, 16).unwrap_or_default();
        }
        bytes[AT..].copy_from_slice(&number.to_be_bytes());
        Ok(Self(bytes))
    }

    /// As bytes; bytes compare as items do.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> DocumentId {
        let mut digest = [0; 32];
        digest.copy_from_slice(&self.0[DOCUMENT..AT]);
        DocumentId::of_sha256(digest)
    }

    /// The place within the document: of an incident among its incidents, of a statement among its claims.
    #[must_use]
    pub fn at(&self) -> usize {
        let mut bytes = [0; 4];
        bytes.copy_from_slice(&self.0[AT..]);
        u32::from_be_bytes(bytes) as usize
    }

    /// Whether two items are of one document.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        self.0[DOCUMENT..AT] == other.0[DOCUMENT..AT]
    }
}

impl TryFrom<&[u8]> for Item {
    type Error = StageError;

    fn try_from(bytes: &[u8]) -> Result<Self, StageError> {
        let wrong = || StageError::new(format!("an item's name has {BYTES} bytes, not {}", bytes.len()));
        bytes.try_into().map(Self).map_err(|_| wrong())
    }
}

/// A day as bytes that compare as days do.
pub(super) fn sortable(day: Day) -> [u8; 4] {
    (day.cast_unsigned() ^ (1 << 31)).to_be_bytes()
}

/// A date as bytes that compare as dates do.
pub(super) fn sortable_date(date: Date) -> [u8; 4] {
    sortable(day(date))
}
