//! Notes: what a stage saw and could not use. Bad content is never an error.

use serde::{Deserialize, Serialize};

use crate::Span;

/// What kind of thing a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteCode {
    /// Bytes that the declared or detected encoding cannot hold were replaced.
    EncodingReplaced,
    /// Characters that no text holds (NUL and other controls) were taken out.
    ControlsRemoved,
    /// A date in the metadata, the head or the text that could not be understood or is no day of the calendar.
    DateUnreadable,
    /// The document has no publication date; relative dates stay unresolved.
    DateMissing,
    /// The document has no publication date, and a day that its text names stands in for it.
    DateInferred,
    /// An HTML page whose article could not be told from its surroundings.
    BodyUncertain,
    /// A page that shows something but has no text: a scan.
    PageWithoutText,
    /// Running headers, footers and page numbers were left out.
    MarginsLeftOut,
    /// A quotation mark that nothing closes.
    QuotationUnclosed,
    /// A number too large or malformed to be read.
    NumberUnreadable,
    /// A key of an input record that has the wrong type and was left out.
    FieldIgnored,
    /// When a web archive captured the page, which is not when it was published.
    Captured,
    /// The bytes are not those that the digest kept with them was made of.
    DigestMismatch,
    /// The report was cut short in what it came in.
    Truncated,
    /// The report is in another language than English, the only one that is read.
    OtherLanguage,
    /// The trained encoder failed on the text; the rules alone read it.
    EncoderFailed,
}

impl NoteCode {
    /// The word for people and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EncodingReplaced => "encoding-replaced",
            Self::ControlsRemoved => "controls-removed",
            Self::DateUnreadable => "date-unreadable",
            Self::DateMissing => "date-missing",
            Self::DateInferred => "date-inferred",
            Self::BodyUncertain => "body-uncertain",
            Self::PageWithoutText => "page-without-text",
            Self::MarginsLeftOut => "margins-left-out",
            Self::QuotationUnclosed => "quotation-unclosed",
            Self::NumberUnreadable => "number-unreadable",
            Self::FieldIgnored => "field-ignored",
            Self::Captured => "captured",
            Self::DigestMismatch => "digest-mismatch",
            Self::Truncated => "truncated",
            Self::OtherLanguage => "other-language",
            Self::EncoderFailed => "encoder-failed",
        }
    }
}

/// A remark of a stage on the content it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The kind of remark.
    pub code: NoteCode,
    /// Where in the text, if at one place.
    pub span: Option<Span>,
    /// What was seen, in one sentence.
    pub message: String,
    /// What the user may do about it.
    pub hint: Option<String>,
}

impl Note {
    /// A note on the document as a whole, without a hint.
    #[must_use]
    pub fn new(code: NoteCode, message: impl Into<String>) -> Self {
        Self { code, span: None, message: message.into(), hint: None }
    }

    /// The same note, at `span`.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same note, with what the user may do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
