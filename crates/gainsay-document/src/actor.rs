//! Sources and participants under their resolved names.

use serde::{Deserialize, Serialize};

use crate::Span;

/// A source or participant of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The fullest name the document gives.
    pub name: String,
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// Its role as the text gives it ("spokesman", "interior minister").
    pub role: Option<String>,
    /// What it belongs to as the text gives it ("Ministry of Health").
    pub affiliation: Option<String>,
    /// Where it is mentioned, in order.
    pub mentions: Vec<Span>,
}

/// What kind of actor a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// One named person.
    Person,
    /// A named body: ministry, army, company, agency.
    Organisation,
    /// People without a single name: "residents", "two officials".
    Group,
    /// A news outlet or agency.
    Media,
    /// The text does not tell.
    Unknown,
}

impl ActorKind {
    /// The word of the read contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Media => "media",
            Self::Unknown => "unknown",
        }
    }
}
