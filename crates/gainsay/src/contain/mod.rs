//! Hostile input kept apart: whatever reads an input's format runs in a process of its own.
//!
//! The process is this very program (`gainsay __take-in`). Before it sees a byte of input it gives up the network, files,
//! further processes and all memory and time beyond a limit ([`limits`]). It is handed bytes over one pipe and hands
//! records back over another ([`wire`]), and asks for the bytes of a large input piece by piece ([`pieces`]); this side believes nothing it says that can be checked. A process takes in many
//! inputs, one after the other; a bomb, a loop or a crash ends it, and the input at hand becomes one failure.

mod acts;
mod broken;
mod child;
mod frame;
mod given;
mod job;
mod keeper;
mod limits;
mod lines;
mod pieces;
mod wire;
mod worker;

use std::borrow::Cow;
use std::io::{Seek, SeekFrom};
use std::time::Duration;

use gainsay_document::{Document, SourceMap};
use gainsay_ingest::{Error, Format, Overrides, Record};

use crate::run::{FailedRead, Source, plain};
pub use child::{ARGUMENT, main};
use given::Given;
use job::Job;

/// How much memory (address space, its own code included) a process that takes in may use.
const MEMORY: u64 = 1 << 30;

/// How long it may be silent while something is asked of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// One report of an input, or why it is none.
#[derive(Debug)]
pub struct Taken<'b> {
    /// Its line, counted from 1; only in JSON Lines.
    pub line: Option<usize>,
    /// What it is called within the file; only in archives and web archives.
    pub part: Option<String>,
    /// The bytes that its identifier is the hash of.
    pub raw: Cow<'b, [u8]>,
    /// The document and where its text stood, or why there is none.
    pub outcome: Result<(Document, SourceMap), FailedRead>,
}

impl<'b> Taken<'b> {
    /// The failure of all these bytes.
    fn refused(raw: &'b [u8], failed: FailedRead) -> Self {
        Self { line: None, part: None, raw: Cow::Borrowed(raw), outcome: Err(failed) }
    }

    /// The same, without the bytes it was taken from.
    fn into_owned(self) -> Taken<'static> {
        Taken {
            line: self.line,
            part: self.part,
            raw: Cow::Owned(self.raw.into_owned()),
            outcome: self.outcome,
        }
    }
}

impl<'b> From<Record<'b>> for Taken<'b> {
    fn from(record: Record<'b>) -> Self {
        let outcome = match record.document {
            Ok(document) => Ok((document, record.source)),
            Err(error) => Err(error.into()),
        };
        Self { line: record.line, part: record.part, raw: record.raw, outcome }
    }
}

/// The reports in the `bytes` of a file called `name`, taken in by a process of its own, in their order.
///
/// What is wrong with the file as a whole is one [`Taken`] without a document.
pub fn take_in<'b>(
    name: &str,
    bytes: &'b [u8],
    overrides: &Overrides,
) -> Box<dyn Iterator<Item = Taken<'b>> + 'b> {
    if acts::in_this_process() {
        return directly(bytes, gainsay_ingest::ingest(name, bytes, overrides));
    }
    Box::new(Job::of(name, Given::Bytes(bytes), overrides))
}

/// The reports in a file of many, called `name` and of this format, read from `source` piece by piece; as [`take_in`] gives
/// them.
///
/// A part of it by which its process ends is one failure, and those after it follow.
pub fn take_in_from<'b>(
    name: &str,
    format: Format,
    mut source: Box<dyn Source + 'b>,
    overrides: &Overrides,
) -> Box<dyn Iterator<Item = Taken<'b>> + 'b> {
    if acts::in_this_process() {
        return directly(&[], gainsay_ingest::ingest_from(name, source, overrides));
    }
    match source.seek(SeekFrom::End(0)).and_then(|size| source.rewind().map(|()| size)) {
        Err(error) => {
            let failed = FailedRead::because(format!("cannot be read: {}", plain(&error)));
            Box::new(std::iter::once(Taken::refused(&[], failed)))
        }
        Ok(_) if format == Format::JsonLines => Box::new(lines::Lines::of(source, overrides)),
        Ok(size) => Box::new(Job::of(name, Given::Source { source, size }, overrides)),
    }
}

/// What a process that takes in has given up, in words for the pages; as far as it could be reached here.
pub fn containment() -> &'static [String] {
    static REACHED: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    REACHED.get_or_init(|| {
        if acts::in_this_process() {
            return Vec::new();
        }
        worker::get()
            .map(|worker| {
                let reached = worker.reached().to_vec();
                worker::put_back(worker);
                reached
            })
            .unwrap_or_default()
    })
}

/// The same reports, taken in by this process: for tests within this program, whose file is another.
fn directly<'b>(
    bytes: &'b [u8],
    records: Result<impl Iterator<Item = Record<'b>> + 'b, Error>,
) -> Box<dyn Iterator<Item = Taken<'b>> + 'b> {
    match records {
        Ok(records) => Box::new(records.map(Taken::from)),
        Err(error) => Box::new(std::iter::once(Taken::refused(bytes, error.into()))),
    }
}
