//! Files that hold files: what is opened how, to which depth, and under which name a part is known.

mod ahead;
mod bounds;
mod gzip;
mod name;
mod parts;
mod tar;
mod wacz;
mod zip;

use std::borrow::Cow;
use std::io::{self, Cursor, Read, Seek};
use std::sync::Arc;

use encoding_rs::Encoding;
use gainsay_document::Note;

pub(crate) use ahead::Ahead;
pub(crate) use bounds::{Budget, Unpacked, explained};
pub(crate) use gzip::Members;
pub(crate) use name::{Names, shown};
pub(crate) use parts::Parts;
pub use parts::Watch;
pub(crate) use zip::Zip;

use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::format::SNIFFED_BYTES;
use crate::{Format, MAX_DOCUMENT_BYTES, Overrides, Record, feed, html, jsonl, mail, pdf, text, warc};

/// What can be read at any place.
pub(crate) trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// What is read from its beginning to its end.
pub(crate) type Stream<'b> = Box<dyn Read + Send + 'b>;

/// The records of a file or a part, in its order.
pub(crate) type Records<'b> = Box<dyn Iterator<Item = Record<'b>> + Send + 'b>;

/// Where bytes come from.
pub(crate) enum Source<'b> {
    /// From a file or from memory.
    Seek(Box<dyn ReadSeek + 'b>),
    /// Out of something that unpacks them.
    Stream(Stream<'b>),
}

/// Containers lie in each other no deeper than this.
const MAX_DEPTH: usize = 6;

/// An archive within an archive is held in memory; no larger one is opened.
const MAX_HELD_BYTES: usize = 64 << 20;

/// What what holds a part knows of it.
#[derive(Debug, Default)]
pub(crate) struct Origin {
    pub url: Option<String>,
    pub external_id: Option<String>,
    pub notes: Vec<Note>,
    /// The encoding that a server or a message named beside the bytes.
    pub encoding: Option<&'static Encoding>,
}

/// What is known on the way down to a part.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    overrides: Arc<Overrides>,
    part: Option<Arc<str>>,
    depth: usize,
    origin: Option<Arc<Origin>>,
    /// The encoding that a server or a message named beside the bytes of this very part.
    encoding: Option<&'static Encoding>,
    pub budget: Arc<Budget>,
    parts: Option<Arc<Parts>>,
}

impl Context {
    /// At the file itself, of so many bytes.
    pub(crate) fn new(overrides: &Overrides, size: u64) -> Self {
        Self {
            overrides: Arc::new(overrides.clone()),
            part: None,
            depth: 0,
            origin: None,
            encoding: None,
            budget: Arc::new(Budget::of(size)),
            parts: None,
        }
    }

    /// The same place, where somebody is told of the parts.
    pub(crate) fn watched(self, watch: Arc<dyn Watch>) -> Self {
        Self { parts: Some(Arc::new(Parts::watched(watch))), ..self }
    }

    /// Whether this part, which is opened next, is to be left out; then the record that says so.
    pub(crate) fn left_out<'b>(&self) -> Option<Record<'b>> {
        let parts = self.parts.as_ref()?;
        parts.open().err().map(|error| self.failure(error))
    }

    /// At the part of this called `name`, which is fit to be shown.
    pub(crate) fn within(&self, name: &str) -> Self {
        let part = self.part.as_ref().map_or_else(|| name.to_owned(), |part| format!("{part}!/{name}"));
        Self { part: Some(part.into()), depth: self.depth + 1, encoding: None, ..self.clone() }
    }

    /// The same place, with what its container knows of it.
    pub(crate) fn from(self, origin: Origin) -> Self {
        Self { encoding: origin.encoding, origin: Some(Arc::new(origin)), ..self }
    }

    /// The same place, with the encoding that was named beside its bytes.
    pub(crate) fn sent_as(self, encoding: Option<&'static Encoding>) -> Self {
        Self { encoding, ..self }
    }

    /// The encoding that was named beside the bytes of this part.
    pub(crate) fn encoding(&self) -> Option<&'static Encoding> {
        self.encoding
    }

    /// The record of what a draft made of these bytes, or did not.
    pub(crate) fn record<'b>(&self, raw: Cow<'b, [u8]>, draft: Result<Draft, Error>) -> Record<'b> {
        let draft = draft.map(|mut draft| {
            if let Some(origin) = &self.origin {
                draft.url = draft.url.take().or_else(|| origin.url.clone());
                draft.external_id = draft.external_id.take().or_else(|| origin.external_id.clone());
                draft.notes.extend(origin.notes.iter().cloned());
            }
            draft
        });
        Record { part: self.part.as_deref().map(str::to_owned), ..Record::new(raw, draft, &self.overrides) }
    }

    /// The record of a part that is no document.
    pub(crate) fn failure<'b>(&self, error: Error) -> Record<'b> {
        self.record(Cow::Borrowed(&[]), Err(error))
    }
}

/// One record alone.
pub(crate) fn one<'b>(record: Record<'b>) -> Records<'b> {
    Box::new(std::iter::once(record))
}

/// The records of the part `name` of a container; `context` stands at the part.
pub(crate) fn member<'b>(context: Context, name: &str, source: Stream<'b>) -> Records<'b> {
    if let Some(left_out) = context.left_out() {
        return one(left_out);
    }
    let mut source = Ahead::new(source);
    let start = match source.at_least(SNIFFED_BYTES) {
        Ok(start) => start.to_vec(),
        Err(error) => return one(context.failure(explained(&error))),
    };
    if start.trim_ascii().is_empty() && start.len() < SNIFFED_BYTES {
        return one(context.failure(Error::empty()));
    }
    match Format::of_member(name, &start) {
        Ok(format) => open(context, name, format, Source::Stream(Box::new(source))),
        Err(error) => one(context.failure(error)),
    }
}

/// The records of what is called `name` and is of this format.
pub(crate) fn open<'b>(context: Context, name: &str, format: Format, source: Source<'b>) -> Records<'b> {
    if format.holds_many() && context.depth > MAX_DEPTH {
        return one(context.failure(Error::new(
            ErrorKind::TooLarge,
            format!("archives lie in each other more than {MAX_DEPTH} deep; this one is left"),
        )));
    }
    match format {
        Format::Zip => match seekable(source) {
            Ok(source) => zip::records(context, source),
            Err(error) => one(context.failure(error)),
        },
        Format::Gzip => gzip::records(context, name, streamed(source)),
        Format::Tar => tar::records(context, streamed(source)),
        Format::Warc => warc::records(context, warc::Plain(streamed(source))),
        Format::Mbox => mail::mbox(context, streamed(source)),
        Format::JsonLines => jsonl::records(context, streamed(source)),
        _ => match held(streamed(source), MAX_DOCUMENT_BYTES, "a report") {
            Ok(bytes) => whole(context, format, Cow::Owned(bytes)),
            Err(error) => one(context.failure(error)),
        },
    }
}

/// The records of bytes that are read as a whole.
pub(crate) fn whole<'b>(context: Context, format: Format, bytes: Cow<'b, [u8]>) -> Records<'b> {
    if bytes.trim_ascii().is_empty() {
        return one(context.failure(Error::empty()));
    }
    match format {
        Format::Feed => feed::records(context, &bytes),
        Format::JsonFeed => feed::json_records(context, &bytes),
        Format::Mail => mail::message(context, bytes),
        _ => Box::new(std::iter::once_with(move || {
            let draft = match format {
                Format::Html => html::read(&bytes, context.encoding),
                Format::Markdown => text::read_markdown(&bytes, context.encoding),
                Format::Pdf => pdf::read(&bytes),
                _ => text::read_plain(&bytes, context.encoding),
            };
            context.record(bytes, draft)
        })),
    }
}

fn streamed(source: Source<'_>) -> Stream<'_> {
    match source {
        Source::Seek(source) => Box::new(source),
        Source::Stream(source) => source,
    }
}

fn seekable(source: Source<'_>) -> Result<Box<dyn ReadSeek + '_>, Error> {
    Ok(match source {
        Source::Seek(source) => source,
        Source::Stream(source) => {
            Box::new(Cursor::new(held(source, MAX_HELD_BYTES, "an archive within an archive")?))
        }
    })
}

/// All bytes of a stream, if they are no more than `limit`.
pub(crate) fn held(source: Stream<'_>, limit: usize, what: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = source.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| explained(&error))?;
    if read > limit {
        return Err(Error::new(
            ErrorKind::TooLarge,
            format!("too large: {what} of more than {} MiB", limit >> 20),
        ));
    }
    Ok(bytes)
}

/// An error of reading that is a fault of the bytes.
pub(crate) fn damaged(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message.into())
}
