//! A value that a policy chose from what the reports say.

use serde::{Deserialize, Serialize};

use crate::{Interval, Outcome, Scope, Side};

/// How many, as a named policy has it: never without the policy's name, and only where somebody asked for that policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Best {
    /// Name and version of the policy: "conservative/1".
    pub policy: String,
    /// What became of those counted.
    pub outcome: Outcome,
    /// Who is counted, where narrower than people.
    pub category: Option<String>,
    /// What the figure covers.
    pub scope: Scope,
    /// The numbers.
    pub interval: Interval,
    /// Whether no side gives the value itself: it follows from what they say, or from what none of them says.
    pub is_derived: bool,
    /// How the policy came to it, in one sentence.
    pub reason: String,
    /// The sides that it was taken from, in order of publication.
    pub from: Vec<Side>,
}
