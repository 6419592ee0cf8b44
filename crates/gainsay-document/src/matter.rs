//! What many readings say of one thing: matters, their facets, and the relations between claims.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{ClaimRef, DocumentId, Interval, MatterId, OriginId, Outcome, Scope};

/// All that a comparison found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// What is at issue, the most disputed first.
    pub matters: Vec<Matter>,
    /// How claims stand to each other.
    pub relations: Vec<Relation>,
    /// Where statements ultimately come from.
    pub origins: Vec<Origin>,
}

/// What is at issue: one event, measure or statement that one or more claims speak to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matter {
    /// Its identifier.
    pub id: MatterId,
    /// A short name made of event, place and date.
    pub title: String,
    /// The claims that speak to it, in order of publication.
    pub claims: Vec<ClaimRef>,
    /// Their documents, in order of publication.
    pub documents: Vec<DocumentId>,
    /// When it happened, as far as the claims say.
    pub date: Option<DateRange>,
    /// Where it happened, as far as the claims say.
    pub place: Option<MatterPlace>,
    /// What there is to agree or disagree on, contested ones first.
    pub facets: Vec<Facet>,
}

impl Matter {
    /// Whether any facet is contested.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        self.facets.iter().any(|facet| facet.agreement == Agreement::Contested)
    }
}

/// Days from `start` to `end`, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRange {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
}

/// Where a matter is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MatterPlace {
    /// The name as the gazetteer has it.
    pub name: String,
    /// The town, where the place is one.
    pub city: Option<String>,
    /// First-level administrative division.
    pub state: Option<String>,
    /// ISO 3166-1 alpha-2 country code.
    pub country: Option<String>,
    /// GeoNames identifier.
    pub geonameid: Option<u32>,
    /// Latitude, degrees north.
    pub lat: Option<f64>,
    /// Longitude, degrees east.
    pub lon: Option<f64>,
}

/// One thing to agree or disagree on within a matter, with its status on three axes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// What kind of thing.
    pub kind: FacetKind,
    /// For a count: what became of what is counted.
    pub outcome: Option<Outcome>,
    /// For a count: who is counted, where narrower than people.
    pub category: Option<String>,
    /// For a count: what the figures cover.
    pub scope: Option<Scope>,
    /// How many established origins stand behind it.
    pub support: Support,
    /// Whether live claims of different origins are incompatible.
    pub agreement: Agreement,
    /// Whether an origin changed or withdrew its value.
    pub lifecycle: Lifecycle,
    /// Why these statuses, in one sentence.
    pub reason: String,
    /// What a reader should beware of ("5 outlets, 1 origin").
    pub warnings: Vec<String>,
    /// Who says what, one side a holder and value, in order of publication.
    pub sides: Vec<Side>,
}

/// The kinds of facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FacetKind {
    /// That it happened at all.
    Occurrence,
    /// How many.
    Count,
    /// Who did it.
    Responsibility,
    /// Where.
    Place,
    /// When.
    Date,
}

impl FacetKind {
    /// The word of the matters contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Occurrence => "occurrence",
            Self::Count => "count",
            Self::Responsibility => "responsibility",
            Self::Place => "place",
            Self::Date => "date",
        }
    }
}

/// How many established, independent origins stand behind a facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Support {
    /// Two or more, with compatible values.
    Corroborated,
    /// One.
    SingleSource,
    /// The origins are not known.
    Unestablished,
}

impl Support {
    /// The word of the matters contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Corroborated => "corroborated",
            Self::SingleSource => "single-source",
            Self::Unestablished => "unestablished",
        }
    }
}

/// Whether live claims of different origins have incompatible values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// They do.
    Contested,
    /// They do not.
    Uncontested,
}

impl Agreement {
    /// The word of the matters contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contested => "contested",
            Self::Uncontested => "uncontested",
        }
    }
}

/// Whether a value still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lifecycle {
    /// It stands.
    Current,
    /// The same origin gave a new value later.
    Revised,
    /// It was explicitly withdrawn; out of the tallies, still shown.
    Retracted,
}

impl Lifecycle {
    /// The word of the matters contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Revised => "revised",
            Self::Retracted => "retracted",
        }
    }
}

/// One holder's value on a facet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// Who holds it: the attributed source's name, or the outlet for the author's own voice.
    pub holder: String,
    /// Where it ultimately comes from.
    pub origin: OriginId,
    /// For a count: the numbers.
    pub interval: Option<Interval>,
    /// For any other facet: the value in words ("asserted", "denied", a name, a place, a date).
    pub value: Option<String>,
    /// Whether it still stands.
    pub lifecycle: Lifecycle,
    /// The claims that say so, in order of publication.
    pub claims: Vec<ClaimRef>,
}

/// Where a statement ultimately comes from; claims of one origin count once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its identifier.
    pub id: OriginId,
    /// Its name for people: "Ministry of Health", "text shared by A and B".
    pub label: String,
    /// Why the claims are taken to share it.
    pub basis: OriginBasis,
    /// The claims that come from it, in order of publication.
    pub claims: Vec<ClaimRef>,
}

/// Why claims are taken to share an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OriginBasis {
    /// The same ultimate attributed source.
    Attribution,
    /// The same agency is credited.
    Agency,
    /// The same text.
    Text,
    /// The outlet's own voice.
    Outlet,
    /// Nothing names it: an unattributed document, an anonymous source.
    Unknown,
}

impl OriginBasis {
    /// The word for people and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Attribution => "attribution",
            Self::Agency => "agency",
            Self::Text => "text",
            Self::Outlet => "outlet",
            Self::Unknown => "unknown",
        }
    }
}

/// How one claim stands to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// How.
    pub kind: RelationKind,
    /// The claim that revises, retracts, includes …: the later or wider one.
    pub from: ClaimRef,
    /// The claim that is revised, retracted, included …
    pub to: ClaimRef,
    /// Why, in one sentence.
    pub reason: String,
}

/// The kinds of relation between two claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are the design's own")]
pub enum RelationKind {
    SameOrigin,
    Supports,
    Contradicts,
    Revises,
    Retracts,
    Includes,
}

impl RelationKind {
    /// The word for people and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameOrigin => "same-origin",
            Self::Supports => "supports",
            Self::Contradicts => "contradicts",
            Self::Revises => "revises",
            Self::Retracts => "retracts",
            Self::Includes => "includes",
        }
    }
}
