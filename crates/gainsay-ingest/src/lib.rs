//! Bytes to documents: plain text, Markdown, HTML pages, PDF, JSON Lines, web archives, feeds, mail, office documents, books,
//! and archives of these.
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
mod container;
mod date;
mod draft;
mod encoding;
mod error;
mod feed;
mod format;
mod head;
mod html;
mod jsonl;
mod language;
mod mail;
mod office;
mod pdf;
pub mod row;
mod table;
mod text;
mod warc;

use std::borrow::Cow;
use std::io::{Cursor, Read, Seek, SeekFrom};

use gainsay_document::{Document, SourceMap};
use jiff::civil::Date;

use container::{Context, Source};
pub use error::Error;
use error::ErrorKind;
pub use format::Format;

/// The largest report that is read, whatever it comes as: 32 MiB.
///
/// A file of many reports may be of any size.
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
/// A text, Markdown, HTML or PDF file is one record; each line of JSON Lines, each capture of a web archive, each message of
/// a mailbox, each entry of a feed, each chapter of a book and each file of an archive is one, read when the iterator
/// comes to it. A bad part never stops those after it.
///
/// # Errors
/// When the file as a whole cannot be read: it is no text, it is empty, or it is too large.
pub fn ingest<'b>(
    name: &str,
    bytes: &'b [u8],
    overrides: &Overrides,
) -> Result<impl Iterator<Item = Record<'b>> + use<'b>, Error> {
    let format = checked(name, bytes, bytes.len() as u64)?;
    let context = Context::new(overrides, bytes.len() as u64);
    Ok(if format.holds_many() {
        container::open(context, name, format, Source::Seek(Box::new(Cursor::new(bytes))))
    } else {
        container::whole(context, format, Cow::Borrowed(bytes))
    })
}

/// The reports in a file called `name` that is read from `source`, as [`ingest`] gives them.
///
/// Where the format allows, no more than one record is held at a time.
///
/// # Errors
/// As for [`ingest`], and when `source` cannot be read.
pub fn ingest_from<'b>(
    name: &str,
    mut source: impl Read + Seek + Send + 'b,
    overrides: &Overrides,
) -> Result<impl Iterator<Item = Record<'b>> + Send + 'b, Error> {
    let unread = |error: std::io::Error| Error::new(ErrorKind::Damaged, format!("cannot be read: {error}"));
    let size = source.seek(SeekFrom::End(0)).map_err(unread)?;
    source.rewind().map_err(unread)?;
    let mut start = Vec::new();
    source.by_ref().take(format::SNIFFED_BYTES as u64).read_to_end(&mut start).map_err(unread)?;
    source.rewind().map_err(unread)?;
    let format = checked(name, &start, size)?;
    Ok(container::open(Context::new(overrides, size), name, format, Source::Seek(Box::new(source))))
}

/// The format of a file that begins with `start` and is of `size` bytes, if it can be read at all.
fn checked(name: &str, start: &[u8], size: u64) -> Result<Format, Error> {
    if start.len() as u64 == size && start.trim_ascii().is_empty() {
        return Err(Error::empty());
    }
    let format = Format::of(name, start)?;
    if !format.holds_many() && size > MAX_DOCUMENT_BYTES as u64 {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        return Err(Error::too_large("a file", size, MAX_DOCUMENT_BYTES));
    }
    Ok(format)
}
