//! One matter with all that belongs to it, and many of them as one comparison.

use std::collections::HashMap;

use gainsay_document::{Comparison, Document, DocumentId, Matter, Origin, Relation};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::item::sortable_date;
use crate::comparer::collected;
use crate::matter::Built;

/// A matter with its origins and relations.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Part {
    #[serde(flatten)]
    built: Built,
    /// When the matter's documents were published, in their order.
    published: Vec<Option<Date>>,
}

impl Part {
    pub(super) fn new<'d>(built: Built, documents: impl Iterator<Item = &'d Document>) -> Self {
        let published = documents.map(|document| document.published.map(|published| published.date));
        Self { built, published: published.collect() }
    }

    /// The matter.
    #[must_use]
    pub fn matter(&self) -> &Matter {
        &self.built.matter
    }

    /// Where the statements of its claims come from.
    #[must_use]
    pub fn origins(&self) -> &[Origin] {
        &self.built.origins
    }

    /// How its claims stand to each other.
    #[must_use]
    pub fn relations(&self) -> &[Relation] {
        &self.built.relations
    }

    /// Where it is listed, as bytes: matters sorted by these stand as in a comparison.
    #[must_use]
    pub fn place(&self) -> Vec<u8> {
        self.built.place(sortable_date)
    }
}

/// Parts as one comparison, in the order of [`crate::compare`].
#[must_use]
pub fn assembled(parts: &[Part]) -> Comparison {
    let mut published: HashMap<&DocumentId, Option<Date>> = HashMap::new();
    for part in parts {
        published.extend(part.built.matter.documents.iter().zip(part.published.iter().copied()));
    }
    let mut built: Vec<&Built> = parts.iter().map(|part| &part.built).collect();
    built.sort_by_cached_key(|built| built.rank());
    collected(built, |id| {
        let (id, date) = published.get_key_value(id)?;
        Some((date.is_none(), *date, id.as_str()))
    })
}
