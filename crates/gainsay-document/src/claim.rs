//! Checkable statements with their holders.

use serde::{Deserialize, Serialize};

use crate::{AttributionId, EventId, Modality, Polarity, Spans};

/// A checkable statement of one document, with its holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The exact words: the least of the attribution's content, or of the sentence for the author's own voice, that say it.
    pub span: Spans,
    /// The innermost attribution that holds it; `None` for the author's own voice.
    pub attribution: Option<AttributionId>,
    /// What it is about.
    pub facts: Facts,
    /// Whether it is asserted or denied.
    pub polarity: Polarity,
    /// In which mode it is given.
    pub modality: Modality,
}

/// The facts of a claim: indices into the layers of its reading.
///
/// Times and places that the claim's own words do not give are those of the nearest earlier sentence that tells of the
/// same happening; none where no sentence does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its events.
    pub events: Vec<EventId>,
    /// Its quantities: indices into the reading's quantities.
    pub quantities: Vec<usize>,
    /// When it is said to have happened: indices into the reading's times.
    pub times: Vec<usize>,
    /// Where it is said to have happened: indices into the reading's places.
    pub places: Vec<usize>,
}
