//! Who said what.

use serde::{Deserialize, Serialize};

use crate::{ActorId, AttributionId, Spans};

/// A source, the cue that ties it to what it is said to have said, and the content.
///
/// The three roles are those of Pareti (2015) and of the PolNeAR corpus (Newell, Margolin and Ruths 2018).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Who is said to have said it; empty where the text does not say ("it was reported that …").
    pub source: Spans,
    /// The words that attribute ("claimed", "according to"); empty for a quotation that only continues.
    pub cue: Spans,
    /// What is attributed, with its quotation marks.
    pub content: Spans,
    /// How it is given.
    pub quote: QuoteKind,
    /// What the cue makes of the content.
    pub stance: Stance,
    /// The attribution whose content this one stands in: the next link outwards of the chain.
    pub inside: Option<AttributionId>,
    /// The source under its resolved name.
    pub actor: Option<ActorId>,
    /// How sure the reader is, from 0 to 1; comparable only between readings of one reader version.
    pub confidence: f32,
}

/// How a content is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteKind {
    /// Wholly between quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// In the reporter's words with quoted parts.
    Mixed,
}

impl QuoteKind {
    /// The word of the read contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// What a cue makes of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Neutral reporting.
    Say,
    /// Reported at arm's length.
    Claim,
    /// Given as established by the source.
    Confirm,
    /// The source says that it is not so.
    Deny,
    /// The source withdraws what was said before.
    Retract,
    /// The source gives it as an estimate.
    Estimate,
    /// The source wants it done.
    Demand,
    /// The source says it will do it.
    Promise,
    /// The source lays it to somebody's charge.
    Accuse,
}

impl Stance {
    /// Every stance.
    pub const ALL: [Self; 9] = [
        Self::Say,
        Self::Claim,
        Self::Confirm,
        Self::Deny,
        Self::Retract,
        Self::Estimate,
        Self::Demand,
        Self::Promise,
        Self::Accuse,
    ];

    /// The word of the read contract and of the cue table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Claim => "claim",
            Self::Confirm => "confirm",
            Self::Deny => "deny",
            Self::Retract => "retract",
            Self::Estimate => "estimate",
            Self::Demand => "demand",
            Self::Promise => "promise",
            Self::Accuse => "accuse",
        }
    }

    /// The stance of that name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.as_str() == word)
    }
}
