//! When: TIMEX3 expressions resolved to days.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Span;

/// A time expression (TIMEX3, ISO-TimeML) and the days it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The expression.
    pub span: Span,
    /// The TIMEX3 type.
    pub kind: TimeKind,
    /// The TIMEX3 value: "2024-02-12", "2024-W07", "2024-02-12TNI", "P3D", "PAST_REF", "XXXX-XX-12".
    pub value: String,
    /// The first day covered; unknown where the value does not resolve to days.
    pub start: Option<Date>,
    /// The last day covered, inclusive.
    pub end: Option<Date>,
}

/// The four types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the words are TIMEX3's own")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

impl TimeKind {
    /// The TIMEX3 word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}
