//! Office documents and books: files that are ZIP archives of XML parts.

mod book;
mod flow;
mod properties;

use std::borrow::Cow;

use crate::MAX_DOCUMENT_BYTES;
use crate::container::{Context, Records, Zip, one};
use crate::date::DayOrder;
use crate::draft::Draft;
use crate::encoding;
use crate::error::{Error, ErrorKind};
use crate::head::{self, Allowed};
use flow::{Flow, Language};

/// What an archive is, besides an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An office document as Word writes it.
    Docx,
    /// An office document as LibreOffice writes it.
    Odt,
    /// A book.
    Epub,
    /// A table, slides, a drawing.
    Other,
}

/// What an archive is, by its members.
pub(crate) fn kind(zip: &Zip<'_>, context: &Context) -> Option<Kind> {
    let declared = zip.bytes("mimetype", 100, context).unwrap_or_default();
    if zip.has("[Content_Types].xml") {
        Some(if zip.has("word/document.xml") { Kind::Docx } else { Kind::Other })
    } else if declared.starts_with(b"application/vnd.oasis.opendocument.") && zip.has("content.xml") {
        Some(if declared.ends_with(b".text") { Kind::Odt } else { Kind::Other })
    } else {
        zip.has("META-INF/container.xml").then_some(Kind::Epub)
    }
}

/// The record of a document, or those of a book's chapters.
pub(crate) fn records<'b>(context: Context, kind: Kind, zip: Zip<'b>) -> Records<'b> {
    match kind {
        Kind::Epub => return book::records(context, zip),
        Kind::Other => {
            let error = Error::new(
                ErrorKind::NotText,
                "not text: an office document of another kind (a table, slides)",
            );
            return one(context.failure(error.with_hint("save it as text, HTML or PDF")));
        }
        Kind::Docx | Kind::Odt => {}
    }
    let raw = match zip.raw(MAX_DOCUMENT_BYTES) {
        Ok(raw) => raw,
        Err(error) => return one(context.failure(error)),
    };
    let draft = if kind == Kind::Docx { docx(&zip, &context) } else { odt(&zip, &context) };
    one(context.record(Cow::Owned(raw), draft))
}

fn docx(zip: &Zip<'_>, context: &Context) -> Result<Draft, Error> {
    let mut flow = Flow::default();
    flow.read("word/document.xml", &part(zip, "word/document.xml", context)?, Language::Word);
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if zip.has(notes) {
            flow.read(notes, &part(zip, notes, context)?, Language::Word);
        }
    }
    let properties =
        if zip.has("docProps/core.xml") { part(zip, "docProps/core.xml", context)? } else { String::new() };
    finished(flow, &properties)
}

fn odt(zip: &Zip<'_>, context: &Context) -> Result<Draft, Error> {
    let mut flow = Flow::default();
    flow.read("content.xml", &part(zip, "content.xml", context)?, Language::OpenDocument);
    let properties = if zip.has("meta.xml") { part(zip, "meta.xml", context)? } else { String::new() };
    finished(flow, &properties)
}

/// The text of an XML part.
fn part(zip: &Zip<'_>, name: &str, context: &Context) -> Result<String, Error> {
    let bytes = zip
        .bytes(name, MAX_DOCUMENT_BYTES, context)
        .map_err(|error| Error::new(ErrorKind::Damaged, format!("{} (in {name})", error.message())))?;
    Ok(encoding::decode(&bytes, None).text.into_owned())
}

/// The draft of a document's text and properties. When it was made or saved is not when it was published.
fn finished(flow: Flow, properties: &str) -> Result<Draft, Error> {
    if flow.text.is_empty() {
        return Err(match flow.broken {
            Some(error) => error,
            None => Error::new(ErrorKind::NoBody, "the document has no text"),
        });
    }
    let properties = properties::read(properties);
    let mut draft = Draft {
        title: flow.title.or_else(|| properties.first("title")),
        language: properties.first("language"),
        notes: flow.notes,
        source: flow.source,
        ..Draft::default()
    };
    let order = DayOrder::of_language(draft.language.as_deref());
    let titles: Vec<String> = draft.title.iter().cloned().collect();
    let head = head::read(&flow.text, 0, Allowed { titles: &titles, markdown: false }, order);
    draft.body = head.body_start..flow.text.len();
    draft.text = flow.text;
    draft.take_head(head);
    draft.byline = draft.byline.or_else(|| properties.first("creator"));
    Ok(draft)
}
