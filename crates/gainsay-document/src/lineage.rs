//! Who repeats whom.

use jiff::civil::Date;
use serde::Serialize;

use crate::{DocumentId, Origin};

/// An origin of a matter with the reports that carry its statements there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginTree {
    /// The origin.
    pub origin: Origin,
    /// The reports in order of publication: the first is where its statements were first seen.
    pub reports: Vec<OriginNode>,
}

/// A report that carries statements of an origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OriginNode {
    /// The report.
    pub document: DocumentId,
    /// Its outlet.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// The earlier report that it repeats; `None` where it has the statement from the origin itself.
    pub repeats: Option<DocumentId>,
    /// How that is known.
    pub why: Repeat,
}

/// How it is known where a report has a statement from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Repeat {
    /// It speaks in its own voice.
    Own,
    /// It credits an agency.
    Wire {
        /// The agency as credited.
        agency: String,
    },
    /// It names the source.
    Source {
        /// The source as this report names it.
        name: String,
    },
    /// It has its text in common with the earlier report: of the shorter text's shingles (runs of five words) so many
    /// stand in the other.
    Text {
        /// How many shingles the two have in common.
        common: usize,
        /// How many the shorter one has.
        of: usize,
    },
}

impl Repeat {
    /// The word for exports.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Wire { .. } => "wire",
            Self::Source { .. } => "source",
            Self::Text { .. } => "text",
        }
    }

    /// In words for people: "names Ministry of Health", "12 of 14 runs of words in common".
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Own => "in its own voice".to_owned(),
            Self::Wire { agency } => format!("credits {agency}"),
            Self::Source { name } => format!("names {name}"),
            Self::Text { common, of } => format!("{common} of {of} runs of five words in common"),
        }
    }
}
