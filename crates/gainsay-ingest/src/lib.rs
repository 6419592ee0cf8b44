//! Bytes to documents: plain text, Markdown, HTML pages, PDF and JSON Lines.
//!
//! Pure: the bytes come from the caller, and nothing but the returned values goes out. Bad content is not an error:
//! a document carries notes on what could not be used. An [`Error`] means that there is no document.
//!
//! ```
//! use gainsay_ingest::{Overrides, ingest};
//!
//! let file = b"Ferry sinks off Korva\n\nBy Ana Petrova\n12 February 2024\n\nA ferry sank on Monday.";
//! let mut records = ingest("ferry.txt", file, &Overrides::default())?;
//! let document = records.next().expect("a text file is one record").document?;
//! assert_eq!(document.title.as_deref(), Some("Ferry sinks off Korva"));
//! assert_eq!(document.body.map(|body| body.of(&document.text)), Some("A ferry sank on Monday."));
//! # Ok::<(), gainsay_ingest::Error>(())
//! ```

mod address;
mod date;
mod draft;
mod encoding;
mod error;
mod format;
mod head;
mod html;
mod jsonl;
mod language;
mod pdf;
mod table;
mod text;

use std::borrow::Cow;

use gainsay_document::{Document, SourceMap};
use jiff::civil::Date;

pub use error::Error;
pub use format::Format;

/// The largest text or page, and the longest line of JSON Lines, that is read: 32 MiB.
///
/// A JSON Lines file as a whole may be of any size.
pub const MAX_DOCUMENT_BYTES: usize = 32 << 20;

/// What the user says of all documents of a file; it counts before what the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The publication date.
    pub published: Option<Date>,
    /// The outlet's name.
    pub outlet: Option<String>,
}

/// One report of a file, or why it is none.
#[derive(Clone, Debug)]
pub struct Record<'b> {
    /// Its line, counted from 1; only in JSON Lines.
    pub line: Option<usize>,
    /// What it is called within the file; only in archives and web archives.
    pub part: Option<String>,
    /// The bytes that its identifier is the hash of: the file, the part, or the line without its end.
    pub raw: Cow<'b, [u8]>,
    /// The document, or why there is none.
    pub document: Result<Document, Error>,
    /// Where the document's text stood in `raw`, as far as it is known.
    pub source: SourceMap,
}

impl<'b> Record<'b> {
    /// The record of what a draft made of these bytes, or did not.
    fn new(raw: Cow<'b, [u8]>, draft: Result<draft::Draft, Error>, overrides: &Overrides) -> Self {
        let (document, source) = match draft.map(|draft| draft.finish(&raw, overrides)) {
            Ok((document, source)) => (Ok(document), source),
            Err(error) => (Err(error), SourceMap::default()),
        };
        Self { line: None, part: None, raw, document, source }
    }
}

/// The reports in the `bytes` of a file called `name`, in the order in which they stand there.
///
/// A text, Markdown, HTML or PDF file is one record. Of a JSON Lines file, each line that is not blank is one, read when
/// the iterator comes to it; a bad line never stops those after it.
///
/// # Errors
/// When the file as a whole cannot be read: it is no text, it is empty, or it is too large.
pub fn ingest<'b>(
    name: &str,
    bytes: &'b [u8],
    overrides: &Overrides,
) -> Result<impl Iterator<Item = Record<'b>> + use<'b>, Error> {
    let overrides = overrides.clone();
    if bytes.trim_ascii().is_empty() {
        return Err(Error::empty());
    }
    let format = Format::of(name, bytes)?;
    let records: Box<dyn Iterator<Item = Record<'b>> + Send + 'b> = if format == Format::JsonLines {
        Box::new(jsonl::lines(bytes).map(move |(line, raw)| {
            let draft = jsonl::read(raw).map_err(|error| error.on_line(line));
            Record { line: Some(line), ..Record::new(Cow::Borrowed(raw), draft, &overrides) }
        }))
    } else {
        if bytes.len() > MAX_DOCUMENT_BYTES {
            return Err(Error::too_large("a file", bytes.len(), MAX_DOCUMENT_BYTES));
        }
        Box::new(std::iter::once_with(move || {
            let draft = match format {
                Format::Html => html::read(bytes),
                Format::Markdown => text::read_markdown(bytes),
                Format::Pdf => pdf::read(bytes),
                Format::Text | Format::JsonLines => text::read_plain(bytes),
            };
            Record::new(Cow::Borrowed(bytes), draft, &overrides)
        }))
    };
    Ok(records)
}
