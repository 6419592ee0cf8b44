//! The files of a package as values.

use gainsay_document::{
    CharOffsets, Document, DocumentId, Note, NoteCode, Published, PublishedBasis, SourceMap, SourcePiece,
    SourcePlace, Span,
};
use gainsay_ledger::{LogEntry, Provenance};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a package is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The version of this shape.
    pub format: u32,
    /// The program that made it.
    pub program: String,
    /// `all`, `matter m-…` or `document …`.
    pub scope: String,
    /// The state of the ledger that it was made from.
    pub state: String,
    /// How many documents there are.
    pub documents: usize,
    /// How many entries the review log has, with those left out.
    pub reviews: usize,
    /// How many of them are left out.
    pub reviews_left_out: usize,
    /// How many matters there are.
    pub matters: usize,
}

/// The shape that this program writes and reads.
pub const FORMAT: u32 = 1;

/// A document. Offsets count code points of `text`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentPart {
    id: DocumentId,
    external_id: Option<String>,
    title: Option<String>,
    byline: Option<String>,
    outlet: Option<String>,
    agency: Option<String>,
    published: Option<Date>,
    published_basis: Option<PublishedBasis>,
    language: Option<String>,
    url: Option<String>,
    body: Option<[usize; 2]>,
    notes: Vec<NotePart>,
    /// Where it was met.
    pub met: Vec<PlacePart>,
    /// Where each part of the text stood in the bytes, as far as that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    source: Vec<SourcePart>,
    text: String,
}

/// A remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NotePart {
    code: NoteCode,
    span: Option<[usize; 2]>,
    message: String,
    hint: Option<String>,
}

/// A run of the text and where it stood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcePart {
    text: [usize; 2],
    place: SourcePlace,
}

/// Where a document was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacePart {
    path: String,
    line: Option<usize>,
    retrieved: Timestamp,
}

impl DocumentPart {
    /// `document`, its text taken from where `source` says, met at these places.
    pub fn new(document: &Document, source: &SourceMap, met: &[Provenance]) -> Self {
        let offsets = CharOffsets::new(&document.text);
        let note = |note: &Note| NotePart {
            code: note.code,
            span: note.span.map(|span| offsets.span(span)),
            message: note.message.clone(),
            hint: note.hint.clone(),
        };
        let piece =
            |piece: &SourcePiece| SourcePart { text: offsets.span(piece.text), place: piece.place.clone() };
        let place = |place: &Provenance| PlacePart {
            path: place.path.clone(),
            line: place.line,
            retrieved: place.retrieved,
        };
        Self {
            id: document.id.clone(),
            external_id: document.external_id.clone(),
            title: document.title.clone(),
            byline: document.byline.clone(),
            outlet: document.outlet.clone(),
            agency: document.agency.clone(),
            published: document.published.map(|published| published.date),
            published_basis: document.published.map(|published| published.basis),
            language: document.language.clone(),
            url: document.url.clone(),
            body: document.body.map(|body| offsets.span(body)),
            notes: document.notes.iter().map(note).collect(),
            met: met.iter().map(place).collect(),
            source: source.pieces.iter().map(piece).collect(),
            text: document.text.clone(),
        }
    }

    /// The document, where its text stood and where it was met, or what of it does not fit its text.
    pub fn open(self) -> Result<(Document, SourceMap, Vec<Provenance>), String> {
        let offsets = CharOffsets::new(&self.text);
        let span = |pair: [usize; 2]| -> Result<Span, String> {
            offsets.to_span(pair).ok_or_else(|| format!("{pair:?} is no range of the text"))
        };
        let mut notes = Vec::new();
        for note in self.notes {
            let span = note.span.map(span).transpose()?;
            notes.push(Note { code: note.code, span, message: note.message, hint: note.hint });
        }
        let mut source = SourceMap::default();
        for part in self.source {
            source.pieces.push(SourcePiece { text: span(part.text)?, place: part.place });
        }
        if !source.fits(&self.text) {
            return Err("the pieces of its source are not in the order of the text".to_owned());
        }
        let published = match (self.published, self.published_basis) {
            (Some(date), Some(basis)) => Some(Published { date, basis }),
            (None, None) => None,
            _ => {
                return Err(
                    "a day of publication without what it rests on, or the other way round".to_owned()
                );
            }
        };
        let body = self.body.map(span).transpose()?;
        let met = self.met.into_iter().map(|place| Provenance {
            path: place.path,
            line: place.line,
            retrieved: place.retrieved,
        });
        let met: Vec<Provenance> = met.collect();
        if met.is_empty() {
            return Err("it does not say where it was met".to_owned());
        }
        let document = Document {
            id: self.id,
            external_id: self.external_id,
            title: self.title,
            byline: self.byline,
            outlet: self.outlet,
            agency: self.agency,
            published,
            language: self.language,
            url: self.url,
            body,
            notes,
            text: self.text,
        };
        Ok((document, source, met))
    }
}

/// A line of the review log: an entry, or what remains of one that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LogLine {
    /// An entry.
    Whole(LogEntry),
    /// An entry about other documents.
    LeftOut(LeftOut),
}

/// The place of an entry in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    id: i64,
    previous: String,
    hash: String,
    left_out: bool,
}

impl LogLine {
    /// What remains of `entry` where it is left out.
    pub fn left_out(entry: &LogEntry) -> Self {
        Self::LeftOut(LeftOut {
            id: entry.id,
            previous: entry.previous.clone(),
            hash: entry.hash.clone(),
            left_out: true,
        })
    }

    /// Its number, the hash before it and its own.
    pub fn chain(&self) -> (i64, &str, &str) {
        match self {
            Self::Whole(entry) => (entry.id, &entry.previous, &entry.hash),
            Self::LeftOut(entry) => (entry.id, &entry.previous, &entry.hash),
        }
    }
}
