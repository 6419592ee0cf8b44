//! The one error of this crate: a file or a record that cannot become a document.

use std::fmt;

use gainsay_document::DocumentId;

/// Why bytes did not become a document, in one line, with what the user may do about it.
///
/// The message names the line of a JSON Lines file, never the file: the caller knows its name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", Prefix(*line))]
pub struct Error {
    kind: ErrorKind,
    line: Option<usize>,
    message: String,
    hint: Option<String>,
    repeats: Option<DocumentId>,
}

struct Prefix(Option<usize>);

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |line| write!(f, "line {line}: "))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    NotText,
    Empty,
    TooLarge,
    BadRecord,
    NoBody,
    Damaged,
    Skipped,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, line: None, message: message.into(), hint: None, repeats: None }
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn repeating(mut self, report: DocumentId) -> Self {
        self.repeats = Some(report);
        self
    }

    pub(crate) fn on_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    pub(crate) fn empty() -> Self {
        Self::new(ErrorKind::Empty, "empty: there is no text in it")
    }

    /// A part that was left out by who watches ([`crate::Watch`]), with his reason.
    #[must_use]
    pub fn left_out(reason: impl Into<String>, hint: Option<String>) -> Self {
        Self { hint, ..Self::new(ErrorKind::Damaged, reason) }
    }

    /// More than is read at once: `what` of `size` bytes.
    #[must_use]
    pub fn too_large(what: &str, size: usize, limit: usize) -> Self {
        let mebibytes = |bytes: usize| bytes.div_ceil(1 << 20);
        Self::new(
            ErrorKind::TooLarge,
            format!("too large: {what} of {} MiB (limit {} MiB)", mebibytes(size), mebibytes(limit)),
        )
        .with_hint("one report is far smaller; give many reports as JSON Lines, one a line")
    }

    /// Something in a container that holds no report and need not: a picture, a redirect.
    pub(crate) fn skipped(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Skipped, what)
    }

    /// What is wrong, without the line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What the user may do about it, if anything is known to help.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The report of the same file that this place only says to be met again; nothing of it need be read.
    #[must_use]
    pub fn repeats(&self) -> Option<&DocumentId> {
        self.repeats.as_ref()
    }

    /// The line it stands on, counted from 1; only where the input is JSON Lines.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// Whether the bytes are no text at all: an image, a program, a sound, a PDF that is locked or damaged.
    #[must_use]
    pub fn is_not_text(&self) -> bool {
        self.kind == ErrorKind::NotText
    }

    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kind == ErrorKind::Empty
    }

    /// Whether a limit on size was passed ([`MAX_DOCUMENT_BYTES`](crate::MAX_DOCUMENT_BYTES)).
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.kind == ErrorKind::TooLarge
    }

    /// Whether a line of a JSON Lines file is no record of a report.
    #[must_use]
    pub fn is_bad_record(&self) -> bool {
        self.kind == ErrorKind::BadRecord
    }

    /// Whether an HTML page or a PDF holds no readable text.
    #[must_use]
    pub fn is_without_body(&self) -> bool {
        self.kind == ErrorKind::NoBody
    }

    /// Whether a file or a part of one is broken: cut short, wrong checksum, wrong lengths.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.kind == ErrorKind::Damaged
    }

    /// Whether it is a part that holds no report and need not hold one: a picture, a redirect, a repeated capture.
    ///
    /// The message says what kind of part it is, alike for all of a kind; the hint says which one.
    #[must_use]
    pub fn is_skipped(&self) -> bool {
        self.kind == ErrorKind::Skipped
    }
}
