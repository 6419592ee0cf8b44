//! Named entities.

use serde::{Deserialize, Serialize};

use crate::Span;

/// A name in the text: a flat named entity of the four kinds of CoNLL-2003 (Tjong Kim Sang and De Meulder 2003).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The whole name.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// A person.
    Person,
    /// A body: ministry, army, company, outlet.
    Organisation,
    /// A place: country, town, river, building.
    Place,
    /// Anything else: nationality, event, work.
    Other,
}

impl NameKind {
    /// Every kind, in the order of the trained reader's labels.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Other];

    /// The word of the read contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Other => "other",
        }
    }
}
