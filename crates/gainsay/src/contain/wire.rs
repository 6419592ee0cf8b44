//! What the messages say, and what of an answer is checked before it is believed.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use gainsay_document::{Document, DocumentId, SourceMap};
use gainsay_ingest::{Error, Overrides, Record};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Taken;
use super::frame::{self, Kind, bad};
use crate::run::FailedRead;

/// The most bytes of one record, and of one text.
const RECORD: u64 = 512 << 20;
/// The longest name of a part.
const NAME: usize = 64 << 10;

/// What the child says first.
#[derive(Debug, Serialize, Deserialize)]
pub struct Hello {
    /// What it has given up, in words for the pages.
    pub reached: Vec<String>,
}

/// The head of an input.
#[derive(Debug, Serialize, Deserialize)]
pub struct InputHead {
    pub name: String,
    pub published: Option<Date>,
    pub outlet: Option<String>,
    /// How many bytes it has.
    pub bytes: u64,
    /// Whether they follow; else they are to be asked for.
    pub follow: bool,
    /// The parts that are to be left out, by number, and why.
    pub left_out: Vec<(u64, FailedRead)>,
}

impl InputHead {
    /// The head of an input whose bytes follow.
    pub fn of(name: &str, bytes: &[u8], overrides: &Overrides) -> Self {
        Self { follow: true, ..Self::of_source(name, bytes.len() as u64, overrides, Vec::new()) }
    }

    /// The head of an input of `bytes` bytes that are to be asked for.
    pub fn of_source(
        name: &str,
        bytes: u64,
        overrides: &Overrides,
        left_out: Vec<(u64, FailedRead)>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            published: overrides.published,
            outlet: overrides.outlet.clone(),
            bytes,
            follow: false,
            left_out,
        }
    }

    /// What the user said of the input.
    pub fn overrides(&self) -> Overrides {
        Overrides { published: self.published, outlet: self.outlet.clone() }
    }
}

/// The head of a record; its raw bytes (unless they stand in the input) and its text follow.
#[derive(Debug, Serialize, Deserialize)]
struct RecordHead {
    line: Option<usize>,
    part: Option<String>,
    raw: Raw,
    outcome: Outcome,
}

#[derive(Debug, Serialize, Deserialize)]
enum Raw {
    /// These bytes of the input.
    Within(u64, u64),
    /// So many bytes that follow.
    Follows(u64),
}

#[derive(Debug, Serialize, Deserialize)]
enum Outcome {
    /// The document without its text, which follows.
    Report {
        document: Box<Document>,
        text: u64,
        source: SourceMap,
    },
    Refused(FailedRead),
}

/// Write what one record of `input` came to. The child's side.
pub fn write_record(to: &mut impl Write, input: &[u8], record: Record<'_>) -> io::Result<()> {
    let raw = match within(input, &record.raw) {
        Some((start, end)) => Raw::Within(start, end),
        None => Raw::Follows(record.raw.len() as u64),
    };
    let (outcome, text) = match record.document {
        Ok(mut document) => {
            let text = std::mem::take(&mut document.text);
            let (length, document) = (text.len() as u64, Box::new(document));
            (Outcome::Report { document, text: length, source: record.source }, text)
        }
        Err(error) => (Outcome::Refused(error.into()), String::new()),
    };
    let head = RecordHead { line: record.line, part: record.part, raw, outcome };
    frame::write(to, Kind::Record, &serde_json::to_vec(&head)?)?;
    if let Raw::Follows(_) = head.raw {
        to.write_all(&record.raw)?;
    }
    to.write_all(text.as_bytes())
}

/// Write that the reader failed on a record, without more of it. The child's side.
pub fn write_failed(to: &mut impl Write, failed: FailedRead) -> io::Result<()> {
    let head = RecordHead { line: None, part: None, raw: Raw::Follows(0), outcome: Outcome::Refused(failed) };
    frame::write(to, Kind::Record, &serde_json::to_vec(&head)?)
}

/// Write why the input as a whole is no report. The child's side.
pub fn write_refused(to: &mut impl Write, error: Error) -> io::Result<()> {
    frame::write(to, Kind::Refused, &serde_json::to_vec(&FailedRead::from(error))?)
}

/// Where `part` stands in `input`, if it is a piece of that very memory.
fn within(input: &[u8], part: &[u8]) -> Option<(u64, u64)> {
    let start = part.as_ptr().addr().checked_sub(input.as_ptr().addr())?;
    let end = start.checked_add(part.len())?;
    (end <= input.len()).then_some((start as u64, end as u64))
}

/// Read the record of `input` whose head this is, and how many bytes it took. Nothing in it is believed that can be
/// checked: hash, spans, lengths.
pub fn read_record<'b>(from: &mut impl Read, head: &[u8], input: &'b [u8]) -> io::Result<(Taken<'b>, u64)> {
    let mut size = head.len() as u64;
    let head: RecordHead = serde_json::from_slice(head)?;
    if head.part.as_ref().is_some_and(|part| part.len() > NAME) {
        return Err(bad("a name is too long"));
    }
    let raw = match head.raw {
        Raw::Within(start, end) => {
            let place = usize::try_from(start).ok().zip(usize::try_from(end).ok());
            let piece = place.and_then(|(start, end)| input.get(start..end));
            Cow::Borrowed(piece.ok_or_else(|| bad("a record lies outside the input"))?)
        }
        Raw::Follows(count) => {
            size += count;
            Cow::Owned(frame::bytes(from, count, RECORD)?)
        }
    };
    let outcome = match head.outcome {
        Outcome::Refused(failed) => Err(failed),
        Outcome::Report { mut document, text, source } => {
            size += text;
            document.text =
                String::from_utf8(frame::bytes(from, text, RECORD)?).map_err(|_| bad("a text is no text"))?;
            check(&document, &source, &raw)?;
            Ok((*document, source))
        }
    };
    Ok((Taken { line: head.line, part: head.part, raw, outcome }, size))
}

/// Whether a document is of these bytes, and every place in it a place of its text.
fn check(document: &Document, source: &SourceMap, raw: &[u8]) -> io::Result<()> {
    if document.id != DocumentId::of_sha256(Sha256::digest(raw).into()) {
        return Err(bad("a hash is not that of the bytes"));
    }
    let spans = document.body.into_iter().chain(document.notes.iter().filter_map(|note| note.span));
    for span in spans {
        span.check(&document.text).map_err(|_| bad("a span lies outside its text"))?;
    }
    if source.fits(&document.text) { Ok(()) } else { Err(bad("a source map does not fit its text")) }
}

#[cfg(test)]
mod tests {
    use gainsay_document::Span;

    use super::*;

    fn record(input: &[u8]) -> Record<'_> {
        gainsay_ingest::ingest("a.txt", input, &Overrides::default()).unwrap().next().unwrap()
    }

    fn there_and_back<'b>(input: &'b [u8], record: Record<'_>) -> io::Result<Taken<'b>> {
        let mut pipe = Vec::new();
        write_record(&mut pipe, input, record).unwrap();
        let mut pipe = pipe.as_slice();
        let (_, head) = frame::read(&mut pipe).unwrap().unwrap();
        read_record(&mut pipe, &head, input).map(|(taken, _)| taken)
    }

    const INPUT: &[u8] = b"Ferry sinks off Korva\n\nA ferry sank on Monday.";

    #[test]
    fn a_record_comes_as_it_went() {
        let taken = there_and_back(INPUT, record(INPUT)).unwrap();
        assert_eq!(taken.outcome.unwrap().0, record(INPUT).document.unwrap());
        assert!(matches!(taken.raw, Cow::Borrowed(raw) if raw == INPUT));
        let unpacked =
            Record { raw: Cow::Owned(INPUT.to_vec()), part: Some("a.txt".into()), ..record(INPUT) };
        let taken = there_and_back(b"packed", unpacked).unwrap();
        assert_eq!((taken.part.as_deref(), taken.raw.as_ref()), (Some("a.txt"), INPUT));
    }

    #[test]
    fn what_does_not_hold_together_is_refused() {
        let refused = |change: fn(&mut Document)| {
            let mut record = record(INPUT);
            change(record.document.as_mut().unwrap());
            there_and_back(INPUT, record).unwrap_err().to_string()
        };
        assert!(refused(|document| document.id = DocumentId::of_sha256([7; 32])).contains("hash"));
        assert!(refused(|document| document.body = Span::ordered(3..900)).contains("span"));
        let longer = Record { raw: Cow::Owned(b"other".to_vec()), ..record(INPUT) };
        assert!(there_and_back(INPUT, longer).unwrap_err().to_string().contains("hash"));
    }

    #[test]
    fn a_record_outside_the_input_is_refused() {
        let head = br#"{"line":null,"part":null,"raw":{"Within":[3,900]},"outcome":{"Refused":{"reason":"","hint":null}}}"#;
        assert!(read_record(&mut [].as_slice(), head, INPUT).is_err());
    }
}
