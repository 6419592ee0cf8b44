//! One report.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{DocumentId, Note, Span};

/// One report: its immutable extracted text and what is known of where and when it appeared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// SHA-256 of the raw bytes the report came as (of the record, where a file holds many).
    pub id: DocumentId,
    /// The identifier that the input itself gave (`id` of a JSON Lines record), carried through unchanged.
    pub external_id: Option<String>,
    /// The extracted text. Every span of the reading points into it.
    pub text: String,
    /// The part of `text` that is the report's body: without a head of title, byline and date lines.
    /// `None` where there is no body at all.
    pub body: Option<Span>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, without "By".
    pub byline: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The news agency credited with the text ("via NAME", "(NAME) —"): a sign of shared origin.
    pub agency: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// BCP 47 language tag, as declared or as the words tell.
    pub language: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// What was remarked while it was taken in.
    pub notes: Vec<Note>,
}

/// A publication date and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day, as the outlet wrote it (its own time zone).
    pub date: Date,
    /// What the date rests on.
    pub basis: PublishedBasis,
}

/// What a publication date rests on, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublishedBasis {
    /// The user said so.
    Given,
    /// A field of the input record, an HTML meta tag or JSON-LD.
    Metadata,
    /// A line in the head of the text.
    Head,
    /// The page's address.
    Address,
}

impl PublishedBasis {
    /// The word for people and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Metadata => "metadata",
            Self::Head => "head",
            Self::Address => "address",
        }
    }
}

impl Document {
    /// A document of nothing but a text, all of it body.
    #[must_use]
    pub fn of_text(id: DocumentId, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            id,
            external_id: None,
            body: Span::ordered(0..text.len()),
            text,
            title: None,
            byline: None,
            outlet: None,
            agency: None,
            published: None,
            language: None,
            url: None,
            notes: Vec::new(),
        }
    }

    /// The title, or else the beginning of the text, or else the identifier: something to call it by.
    #[must_use]
    pub fn label(&self) -> &str {
        if let Some(title) = self.title.as_deref() {
            return title;
        }
        let line = self.text.trim_start().lines().next().unwrap_or_default();
        let end = line.char_indices().nth(80).map_or(line.len(), |(index, _)| index);
        if end == 0 { self.id.short() } else { &line[..end] }
    }
}
