//! What happened.

use serde::{Deserialize, Serialize};

use crate::{ActorId, Span};

/// An event mention: its trigger, type and what is attached to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The type: a key of the event table ("attack", "kill", "sink", "displace"), PLOVER-compatible plus hazards.
    pub kind: String,
    /// The word that names the event.
    pub trigger: Span,
    /// Whether the text asserts or denies it.
    pub polarity: Polarity,
    /// In which mode the text gives it.
    pub modality: Modality,
    /// Indices into the reading's places.
    pub places: Vec<usize>,
    /// Indices into the reading's times.
    pub times: Vec<usize>,
    /// Indices into the reading's quantities.
    pub quantities: Vec<usize>,
    /// Who did it, and to whom.
    pub participants: Vec<Participant>,
    /// How it is given that its agents did it; `None` where no agent is named.
    #[serde(default)]
    pub responsibility: Option<Responsibility>,
}

/// How it is given who did something, from the plainest to the most particular.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Responsibility {
    /// As fact.
    Fact,
    /// As possible.
    Possible,
    /// As suspected, or charged by somebody.
    Suspected,
    /// As charged by those in office.
    SuspectedByAuthorities,
    /// As owned up to by those who did it.
    Claimed,
}

impl Responsibility {
    /// The words of the read contract, which are those of the MUC-4 guidelines.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fact => "REPORTED AS FACT",
            Self::Possible => "POSSIBLE",
            Self::Suspected => "SUSPECTED OR ACCUSED",
            Self::SuspectedByAuthorities => "SUSPECTED OR ACCUSED BY AUTHORITIES",
            Self::Claimed => "CLAIMED OR ADMITTED",
        }
    }
}

/// An actor's part in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Which part.
    pub role: ParticipantRole,
    /// Who.
    pub actor: ActorId,
}

/// The part an actor has in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParticipantRole {
    /// Who did it.
    Agent,
    /// To whom it was done.
    Target,
}

impl ParticipantRole {
    /// The word of the read contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Target => "target",
        }
    }
}

/// Whether something is said to be so or not to be so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// Said to be so.
    #[default]
    Asserted,
    /// Said not to be so.
    Denied,
}

impl Polarity {
    /// The word of the read contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Denied => "denied",
        }
    }
}

/// In which mode something is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    /// As fact.
    #[default]
    Asserted,
    /// As intended or scheduled.
    Planned,
    /// As possible.
    Possible,
    /// Under a condition.
    Conditional,
    /// As wanted from somebody.
    Demanded,
    /// As one of its kind, or as imagined: no particular event is said to have happened ("an end to bombings").
    Hypothetical,
}

impl Modality {
    /// The word of the read contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Conditional => "conditional",
            Self::Demanded => "demanded",
            Self::Hypothetical => "hypothetical",
        }
    }
}
