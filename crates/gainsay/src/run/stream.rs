//! Inputs to readings, many at a time, in the order of the inputs.

use std::panic::{AssertUnwindSafe, catch_unwind};

use gainsay_document::{Document, DocumentId, Reading, SourceMap};
use gainsay_ingest::{Format, Overrides};
use gainsay_read::Reader;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::inputs::{Input, plain};
use super::interrupt::Interrupt;
use crate::contain::{self, Taken};

/// No single report is larger; one more byte is read so that the refusal is ingest's own.
const LIMIT: u64 = gainsay_ingest::MAX_DOCUMENT_BYTES as u64;

/// How many records are read side by side before their results are handed on, unless told otherwise.
const BATCH: usize = 256;

/// How many bytes of whole files are held before they are read.
const BATCH_BYTES: usize = 16 << 20;

/// One report, read or not, and where it came from.
#[derive(Debug)]
pub struct Item {
    /// The file's name, or `FILE!/PART` for a part of an archive.
    pub path: String,
    /// The line of the file, counted from 1, where it holds many reports.
    pub line: Option<usize>,
    /// How many bytes of input it accounts for.
    pub bytes: u64,
    /// The report and its reading, or why there is none.
    pub outcome: Result<ReadItem, FailedRead>,
}

/// A report that was read.
#[derive(Debug)]
pub struct ReadItem {
    /// The bytes it came as.
    pub raw: Vec<u8>,
    /// The report.
    pub document: Document,
    /// Where its text stood in those bytes.
    pub source: SourceMap,
    /// Its reading; `None` where the caller already has it.
    pub reading: Option<Reading>,
}

/// Why a report was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedRead {
    /// In one line.
    pub reason: String,
    /// What may be done about it.
    pub hint: Option<String>,
}

/// How inputs become readings.
#[derive(Clone, Copy, Debug)]
pub struct Stream<'s> {
    /// Reads the documents.
    pub reader: &'s Reader,
    /// What the user says of all inputs.
    pub overrides: &'s Overrides,
    /// Stops the stream between two batches.
    pub interrupt: &'s Interrupt,
    /// How many records are read side by side before their results are handed on.
    batch: usize,
}

impl<'s> Stream<'s> {
    /// A stream that hands on results when it is quickest.
    pub fn new(reader: &'s Reader, overrides: &'s Overrides, interrupt: &'s Interrupt) -> Self {
        Self { reader, overrides, interrupt, batch: BATCH }
    }

    /// The same stream, in batches of so many reports: for somebody who watches.
    pub fn in_batches_of(self, batch: usize) -> Self {
        Self { batch: batch.clamp(1, BATCH), ..self }
    }

    /// Hand every report under `inputs` to `visit`, in order. Reports that `known` recognises are not read again.
    ///
    /// # Errors
    /// The first error of `known` or `visit`; what is wrong with an input is an [`Item`], not an error.
    pub fn run<E>(
        &self,
        inputs: &[Input],
        mut known: impl FnMut(&DocumentId) -> Result<bool, E>,
        mut visit: impl FnMut(Item) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut files = Vec::new();
        let mut held = 0;
        for input in inputs {
            if self.interrupt.asked() {
                return Ok(());
            }
            match load(input) {
                Err(item) => {
                    self.whole_files(&mut files, &mut known, &mut visit)?;
                    held = 0;
                    visit(*item)?;
                }
                Ok((Format::JsonLines, bytes)) => {
                    self.whole_files(&mut files, &mut known, &mut visit)?;
                    held = 0;
                    self.lines(&input.name(), &bytes, &mut known, &mut visit)?;
                }
                Ok((_, bytes)) => {
                    held += bytes.len();
                    files.push((input.name(), bytes));
                    if files.len() >= self.batch || held >= BATCH_BYTES {
                        self.whole_files(&mut files, &mut known, &mut visit)?;
                        held = 0;
                    }
                }
            }
        }
        self.whole_files(&mut files, &mut known, &mut visit)
    }

    /// Read files that hold one report each.
    fn whole_files<E>(
        &self,
        files: &mut Vec<(String, Vec<u8>)>,
        known: &mut impl FnMut(&DocumentId) -> Result<bool, E>,
        visit: &mut impl FnMut(Item) -> Result<(), E>,
    ) -> Result<(), E> {
        let files = std::mem::take(files);
        let records: Vec<Item> = files
            .into_par_iter()
            .flat_map_iter(|(name, bytes)| match guarded(|| self.taken_in(&name, &bytes)) {
                Ok(items) => items,
                Err(failed) => vec![refused(name, bytes.len(), failed)],
            })
            .collect();
        self.readings(records, known, visit)
    }

    /// The reports of one file's bytes, taken in but not read.
    fn taken_in(&self, name: &str, bytes: &[u8]) -> Vec<Item> {
        contain::take_in(name, bytes, self.overrides).map(|taken| item(name, taken)).collect()
    }

    /// Read the lines of a file that holds many reports.
    fn lines<E>(
        &self,
        name: &str,
        bytes: &[u8],
        known: &mut impl FnMut(&DocumentId) -> Result<bool, E>,
        visit: &mut impl FnMut(Item) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut records = contain::take_in(name, bytes, self.overrides);
        loop {
            let batch: Vec<Item> = records.by_ref().take(self.batch).map(|taken| item(name, taken)).collect();
            if batch.is_empty() || self.interrupt.asked() {
                return Ok(());
            }
            self.readings(batch, known, visit)?;
        }
    }

    /// Read what was taken in and hand it on.
    fn readings<E>(
        &self,
        items: Vec<Item>,
        known: &mut impl FnMut(&DocumentId) -> Result<bool, E>,
        visit: &mut impl FnMut(Item) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut pending = Vec::with_capacity(items.len());
        for item in items {
            let skip = match &item.outcome {
                Ok(read) => known(&read.document.id)?,
                Err(_) => true,
            };
            pending.push((item, skip));
        }
        let read: Vec<Item> =
            pending.into_par_iter().map(|(item, skip)| if skip { item } else { self.read(item) }).collect();
        read.into_iter().try_for_each(visit)
    }

    fn read(&self, item: Item) -> Item {
        let outcome = item.outcome.and_then(|read| {
            let reading = guarded(|| self.reader.read(&read.document))?;
            Ok(ReadItem { reading: Some(reading), ..read })
        });
        Item { outcome, ..item }
    }
}

/// The bytes of `input` and their format.
fn load(input: &Input) -> Result<(Format, Vec<u8>), Box<Item>> {
    let name = input.name();
    let failed = |reason: String| Box::new(refused(name.clone(), 0, FailedRead { reason, hint: None }));
    let many = |start: &[u8]| Format::of(&name, start).is_ok_and(|format| format == Format::JsonLines);
    let bytes = input.bytes(LIMIT, many).map_err(|error| failed(plain(&error)))?;
    match Format::of(&name, &bytes) {
        Ok(format) if format != Format::JsonLines && bytes.len() as u64 > LIMIT => {
            let mebibytes = input.size().max(LIMIT + 1).div_ceil(1 << 20);
            Err(failed(format!(
                "too large: {mebibytes} MiB, and no single report may have more than {} MiB",
                LIMIT >> 20
            )))
        }
        Ok(format) => Ok((format, bytes)),
        Err(error) => Err(Box::new(refused(name, bytes.len(), error.into()))),
    }
}

fn item(name: &str, taken: Taken<'_>) -> Item {
    let bytes = taken.raw.len() as u64;
    let path = taken.part.map_or_else(|| name.to_owned(), |part| format!("{name}!/{part}"));
    let outcome = taken.outcome.map(|(document, source)| ReadItem {
        raw: taken.raw.into_owned(),
        document,
        source,
        reading: None,
    });
    Item { path, line: taken.line, bytes, outcome }
}

fn refused(path: String, bytes: usize, failed: FailedRead) -> Item {
    Item { path, line: None, bytes: bytes as u64, outcome: Err(failed) }
}

impl From<gainsay_ingest::Error> for FailedRead {
    fn from(error: gainsay_ingest::Error) -> Self {
        // The line stands beside the path already.
        Self { reason: error.message().to_owned(), hint: error.hint().map(str::to_owned) }
    }
}

/// Do `work`; a panic in it becomes this one report's failure.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, FailedRead> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        FailedRead {
            reason: format!("the reader failed on this report: {message}"),
            hint: Some("this is a fault of gainsay; please report it with the file".to_owned()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_one_reports_failure() {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let failed = guarded(|| -> () { panic!("index {}", 3) }).unwrap_err();
        std::panic::set_hook(hook);
        assert_eq!(failed.reason, "the reader failed on this report: index 3");
        assert_eq!(guarded(|| 3), Ok(3));
    }
}
