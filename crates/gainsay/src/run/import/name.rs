//! The bytes that the document of a reading is named after.
//!
//! A ledger keeps a document under the hash of its bytes. A reading that comes alone has its document's text and hash, and
//! mostly the bytes can be made of them. Where they cannot, the document is kept under its identifier and its text, as
//! everything is that nobody hashed; its own hash stays as what others call it.

use std::borrow::Cow;

use gainsay_document::{Document, DocumentId, Reading, SourceMap};
use gainsay_ingest::Overrides;
use gainsay_ingest::row::{self, Row};
use sha2::{Digest, Sha256};

use super::item;
use crate::run::stream::ReadItem;

/// The document and its reading with the bytes it is named after.
///
/// # Errors
/// When `raw` are the bytes of another document.
pub fn named(document: Document, reading: Reading, raw: Option<&[u8]>) -> Result<ReadItem, String> {
    if let Some(raw) = raw {
        let raw = row::with_text(raw, &document.text).into_owned();
        let found = hash(&raw);
        if found != document.id {
            return Err(format!(
                "raw: the bytes are those of {}, not of {}",
                found.short(),
                document.id.short()
            ));
        }
        return Ok(as_taken_in(raw, document, reading));
    }
    match candidates(&document).into_iter().find(|raw| hash(raw) == document.id) {
        Some(raw) => Ok(as_taken_in(raw, document, reading)),
        None => Ok(renamed(document, reading)),
    }
}

fn hash(bytes: &[u8]) -> DocumentId {
    DocumentId::of_sha256(Sha256::digest(bytes).into())
}

/// What a document whose bytes nobody hashed is named after.
fn by_id_and_text(id: &str, text: &str) -> Vec<u8> {
    [id.as_bytes(), &[0], text.as_bytes()].concat()
}

/// What the bytes may have been.
fn candidates(document: &Document) -> Vec<Vec<u8>> {
    let text = document.text.as_str();
    let published = document.published.map(|published| published.date.to_string());
    let whole = Row {
        id: document.external_id.as_deref(),
        text,
        published: published.as_deref(),
        title: document.title.as_deref(),
        outlet: document.outlet.as_deref(),
        url: document.url.as_deref(),
        byline: document.byline.as_deref(),
        agency: document.agency.as_deref(),
        language: document.language.as_deref(),
    };
    let mut found = vec![text.as_bytes().to_vec()];
    found.extend(document.external_id.as_deref().map(|id| by_id_and_text(id, text)));
    // The agency, the writer and the language may be told by the text, the address or the day.
    let told = Row { byline: None, agency: None, language: None, ..whole };
    let rows = [whole, Row { language: None, ..whole }, told];
    found.extend(rows.iter().filter_map(|row| Some(row.line().ok()?.into_bytes())));
    found
}

/// The document as taking in its bytes gives it, where that says the same of it: with the notes that are its own.
fn as_taken_in(raw: Vec<u8>, document: Document, mut reading: Reading) -> ReadItem {
    let record = row::of_line(Cow::Borrowed(&raw), &Overrides::default());
    let (own, source) = (record.document, record.source);
    match own {
        Ok(own) if (Document { notes: Vec::new(), ..own.clone() }) == document => {
            for note in &own.notes {
                if let Some(at) = reading.notes.iter().position(|one| one == note) {
                    reading.notes.remove(at);
                }
            }
            item(raw, own, source, reading)
        }
        _ => item(raw, document, SourceMap::default(), reading),
    }
}

/// The document under its identifier and its text.
fn renamed(mut document: Document, mut reading: Reading) -> ReadItem {
    let called = document.external_id.take().unwrap_or_else(|| document.id.to_string());
    let raw = by_id_and_text(&called, &document.text);
    document.id = hash(&raw);
    document.external_id = Some(called);
    reading.document = document.id.clone();
    item(raw, document, SourceMap::default(), reading)
}

#[cfg(test)]
mod tests {
    use gainsay_export::read_contract;

    use super::*;

    const LINE: &str =
        r#"{"id":"r1","text":"The ministry said nine people were hurt in Korva.","published":"2024-02-12"}"#;

    fn document(line: &str) -> Document {
        row::of_line(Cow::Borrowed(line.as_bytes()), &Overrides::default()).document.unwrap()
    }

    /// What comes of the line of `document`'s reading, with these bytes.
    fn check(document: &Document, raw: Option<&[u8]>) -> Result<ReadItem, String> {
        let mut reading = Reading::empty(document.id.clone(), "test/1");
        reading.sentences = document.body.into_iter().collect();
        let line = read_contract::line(document, &reading);
        let (parsed, reading) = read_contract::parse(&line).unwrap();
        named(parsed, reading, raw)
    }

    #[test]
    fn the_bytes_come_back_from_the_fields() {
        let document = document(LINE);
        let read = check(&document, None).unwrap();
        assert_eq!(String::from_utf8(read.raw).unwrap(), LINE);
        assert_eq!(read.document, document);
        assert_eq!(read.reading.unwrap().notes, []);
    }

    #[test]
    fn the_bytes_that_come_along_are_held_to_the_name() {
        let written = LINE.replace(r#""text""#, r#" "text" "#);
        let document = document(&written);
        let read = check(&document, Some(written.as_bytes())).unwrap();
        assert_eq!((read.raw, read.document), (written.clone().into_bytes(), document.clone()));
        let short = row::without_text(LINE.as_bytes(), &document.text);
        let error = check(&document, Some(&short)).unwrap_err();
        assert!(error.starts_with("raw: the bytes are those of "), "{error}");
    }

    #[test]
    fn what_nobody_can_hash_is_kept_under_its_name_and_text() {
        let mut lost = document(LINE);
        lost.id = hash(b"a page whose bytes stayed elsewhere");
        let read = check(&lost, None).unwrap();
        assert_eq!(hash(&read.raw), read.document.id);
        assert_eq!(read.document.external_id.as_deref(), Some("r1"));
        assert_eq!(read.reading.unwrap().document, read.document.id);
        lost.external_id = None;
        let read = check(&lost, None).unwrap();
        assert_eq!(read.document.external_id, Some(lost.id.to_string()));
    }
}
