//! Web archives (WARC): one record for each page, text or document that was captured.
//!
//! A broken record never stops the others: after it, the next is looked for, in a packed file by its members.

mod fields;
mod http;
mod payload;
mod seen;

use std::io::{self, Read};

use fields::Fields;
use seen::Seen;

use crate::container::{Ahead, Context, Members, Records, Stream, Unpacked, explained, one, shown};
use crate::error::{Error, ErrorKind};
use crate::{MAX_DOCUMENT_BYTES, Record};

/// A record's own head is not longer.
const MAX_HEAD_BYTES: usize = 64 << 10;

/// How much of a record is held: a document and the head it was sent with.
const MAX_HELD_BYTES: usize = MAX_DOCUMENT_BYTES + MAX_HEAD_BYTES;

/// What a web archive is read from.
pub(crate) trait Bytes: Read + Send {
    /// After an error: goes on where a record may begin. False: there is nothing more.
    fn resync(&mut self) -> bool;
}

/// A web archive that is not packed record by record.
pub(crate) struct Plain<'b>(pub Stream<'b>);

impl Read for Plain<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Bytes for Plain<'_> {
    fn resync(&mut self) -> bool {
        false
    }
}

impl Bytes for Ahead<Unpacked<Members<'_>>> {
    fn resync(&mut self) -> bool {
        self.forget();
        self.inner().inner.resync()
    }
}

/// The records of a web archive.
pub(crate) fn records<'b>(context: Context, bytes: impl Bytes + 'b) -> Records<'b> {
    let mut archive =
        Archive { context, input: Ahead::new(bytes), seen: Seen::default(), last: None, done: false };
    Box::new(std::iter::from_fn(move || archive.next()).flatten())
}

struct Archive<B> {
    context: Context,
    input: Ahead<B>,
    /// What was captured before in this file.
    seen: Seen,
    /// The record that was read last, for messages.
    last: Option<String>,
    done: bool,
}

impl<B: Bytes> Archive<B> {
    /// The records of the next record of the archive that counts.
    fn next<'b>(&mut self) -> Option<Records<'b>> {
        while !self.done {
            match self.record() {
                Ok(Some(records)) => return Some(records),
                Ok(None) => {}
                Err(error) => {
                    let spent = self.context.budget.is_spent();
                    self.input.forget();
                    self.done = spent || !self.input.inner().resync();
                    return Some(one(self.broken(&explained(&error))));
                }
            }
        }
        None
    }

    /// A failure that belongs to no record that could be read.
    fn broken<'b>(&self, error: &Error) -> Record<'b> {
        let place = match &self.last {
            Some(last) => format!("after {last}"),
            None => "at the beginning".to_owned(),
        };
        self.context.failure(Error::new(ErrorKind::Damaged, format!("{} ({place})", error.message())))
    }

    /// Reads one record. `Ok(None)`: it is not one that counts, or the end.
    fn record<'b>(&mut self) -> io::Result<Option<Records<'b>>> {
        let mut line = Vec::new();
        loop {
            if !self.input.line(&mut line, MAX_HEAD_BYTES)? {
                self.done = true;
                return Ok(None);
            }
            if line.starts_with(b"WARC/") {
                break;
            }
            if !line.trim_ascii().is_empty() {
                let skipped = line.len() as u64 + self.skip_to_next_record()?;
                let what = format!("damaged: {skipped} bytes belong to no record");
                return Ok(Some(one(self.broken(&Error::new(ErrorKind::Damaged, what)))));
            }
        }
        let fields = Fields::read(&mut self.input, MAX_HEAD_BYTES)?;
        let Some(length) = fields.get("content-length").and_then(|length| length.trim().parse::<u64>().ok())
        else {
            self.skip_to_next_record()?;
            let error = Error::new(ErrorKind::Damaged, "damaged: a record does not say how long it is");
            return Ok(Some(one(self.broken(&error))));
        };
        let id = fields.get("warc-record-id").unwrap_or("(without an identifier)");
        let id = shown(payload::bare(id).as_bytes());
        self.last = Some(id.clone());
        let kind = fields.get("warc-type").unwrap_or_default().trim().to_ascii_lowercase();
        // What a program keeps beside the captures about itself: its arguments, its log.
        let own = fields
            .get("warc-target-uri")
            .is_some_and(|address| payload::bare(address).starts_with("metadata:"));
        if own || !matches!(kind.as_str(), "response" | "resource" | "conversion" | "revisit") {
            self.input.skip(length)?;
            return Ok(None);
        }
        let place = self.context.within(&id);
        if length > MAX_HELD_BYTES as u64 {
            self.input.skip(length)?;
            let error = Error::too_large(
                "a capture",
                usize::try_from(length).unwrap_or(usize::MAX),
                MAX_DOCUMENT_BYTES,
            );
            return Ok(Some(one(place.failure(payload::named(error, &fields)))));
        }
        let mut block = Vec::new();
        match self.input.by_ref().take(length).read_to_end(&mut block) {
            // A file that ends too soon keeps what there is of its last capture.
            Err(error) if error.kind() != io::ErrorKind::UnexpectedEof || block.is_empty() => {
                return Err(error);
            }
            _ => {}
        }
        let cut = (block.len() as u64) < length;
        self.done |= cut;
        let overran = !cut && self.overran(&mut block)?;
        let capture = payload::Capture { id, kind, fields, block, cut, overran };
        let records = match capture.kind.as_str() {
            "revisit" => capture.revisit(&self.context, &self.seen),
            _ => {
                let names = capture.names();
                let records = capture.records(place);
                self.seen.remember(&names, records)
            }
        };
        Ok(Some(records))
    }

    /// Whether a record says that it is longer than it is; then what follows it is put back.
    fn overran(&mut self, block: &mut Vec<u8>) -> io::Result<bool> {
        const NEXT: &[u8] = b"\r\n\r\nWARC/1.";
        let after = self.input.at_least(4)?;
        if after.is_empty() || after.starts_with(b"\r\n") || after.starts_with(b"\n") {
            return Ok(false);
        }
        let Some(end) = block.windows(NEXT.len()).position(|window| window == NEXT) else { return Ok(false) };
        self.input.unread(&block[end..]);
        block.truncate(end);
        Ok(true)
    }

    /// Passes over what stands before the next line that begins a record; how many bytes those were.
    fn skip_to_next_record(&mut self) -> io::Result<u64> {
        let mut skipped = 0;
        let mut line = Vec::new();
        while self.input.line(&mut line, MAX_HEAD_BYTES)? {
            if line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.") {
                self.input.unread(&line);
                return Ok(skipped);
            }
            skipped += line.len() as u64;
        }
        self.done = true;
        Ok(skipped)
    }
}
