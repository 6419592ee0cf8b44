//! Inputs to readings, many at a time, in the order of the inputs.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use gainsay_document::{Document, DocumentId, Reading, SourceMap};
use gainsay_ingest::{Format, Overrides};
use gainsay_read::Reader;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::inputs::{Input, Source, plain};
use super::interrupt::Interrupt;
use crate::contain::{self, Taken};

/// No single report is larger; one more byte is read so that the refusal is ingest's own.
const LIMIT: u64 = gainsay_ingest::MAX_DOCUMENT_BYTES as u64;

/// How much of a file is read to tell what it is.
const SNIFFED: u64 = 4096;

/// How many records are read side by side before their results are handed on, unless told otherwise.
const BATCH: usize = 256;

/// How many bytes of files or parts of one are held before they are read.
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
    /// It holds no report and need not hold one: a picture in an archive, a redirect.
    pub skipped: bool,
    /// The report that is met here again, and need not be read: a web archive's revisit of a page that it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<DocumentId>,
}

impl FailedRead {
    /// For this reason, where nothing is known to help.
    pub fn because(reason: String) -> Self {
        Self { reason, hint: None, skipped: false, repeats: None }
    }
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
        // Parts of containers wait before whole files, so that the order of the inputs stays.
        let (mut parts, mut files, mut held) = (Parts::default(), Vec::new(), 0);
        for input in inputs {
            if self.interrupt.asked() {
                return Ok(());
            }
            match load(input) {
                Err(item) => {
                    self.waiting_parts(&mut parts, &mut known, &mut visit)?;
                    self.whole_files(&mut files, &mut known, &mut visit)?;
                    held = 0;
                    visit(*item)?;
                }
                Ok(Loaded::Many(format, source)) => {
                    if !files.is_empty() {
                        self.waiting_parts(&mut parts, &mut known, &mut visit)?;
                        self.whole_files(&mut files, &mut known, &mut visit)?;
                        held = 0;
                    }
                    self.parts(&input.name(), (format, source), &mut parts, &mut known, &mut visit)?;
                }
                Ok(Loaded::Whole(bytes)) => {
                    held += bytes.len();
                    files.push((input.name(), bytes));
                    if files.len() >= self.batch || held >= BATCH_BYTES {
                        self.waiting_parts(&mut parts, &mut known, &mut visit)?;
                        self.whole_files(&mut files, &mut known, &mut visit)?;
                        held = 0;
                    }
                }
            }
        }
        if self.interrupt.asked() {
            return Ok(());
        }
        self.waiting_parts(&mut parts, &mut known, &mut visit)?;
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

    /// Take in the parts of a file that holds many reports; as soon as a batch of them waits, read it.
    fn parts<E>(
        &self,
        name: &str,
        (format, source): (Format, Box<dyn Source>),
        parts: &mut Parts,
        known: &mut impl FnMut(&DocumentId) -> Result<bool, E>,
        visit: &mut impl FnMut(Item) -> Result<(), E>,
    ) -> Result<(), E> {
        match guarded(|| contain::take_in_from(name, format, source, self.overrides)) {
            Ok(taken) => {
                let items = Guarded(Some(taken)).map(|one| match one {
                    Ok(taken) => item(name, taken),
                    Err(failed) => refused(name.to_owned(), 0, failed),
                });
                self.batches(items, parts, known, visit)
            }
            Err(failed) => {
                parts.push(refused(name.to_owned(), 0, failed));
                Ok(())
            }
        }
    }

    /// Hand on the parts of a file in batches; what does not fill one waits for those of the next file.
    fn batches<E>(
        &self,
        mut items: impl Iterator<Item = Item>,
        parts: &mut Parts,
        known: &mut impl FnMut(&DocumentId) -> Result<bool, E>,
        visit: &mut impl FnMut(Item) -> Result<(), E>,
    ) -> Result<(), E> {
        while !self.interrupt.asked() {
            let Some(item) = items.next() else { break };
            parts.push(item);
            if parts.items.len() >= self.batch || parts.bytes >= BATCH_BYTES {
                self.waiting_parts(parts, known, visit)?;
            }
        }
        Ok(())
    }

    /// Read the parts that wait.
    fn waiting_parts<E>(
        &self,
        parts: &mut Parts,
        known: &mut impl FnMut(&DocumentId) -> Result<bool, E>,
        visit: &mut impl FnMut(Item) -> Result<(), E>,
    ) -> Result<(), E> {
        self.readings(std::mem::take(parts).items, known, visit)
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

/// Records of which none panics: what follows one that does cannot be trusted, and is not asked for.
struct Guarded<I>(Option<I>);

impl<I: Iterator> Iterator for Guarded<I> {
    type Item = Result<I::Item, FailedRead>;

    fn next(&mut self) -> Option<Self::Item> {
        let records = self.0.as_mut()?;
        match guarded(|| records.next()) {
            Ok(record) => record.map(Ok),
            Err(failed) => {
                self.0 = None;
                Some(Err(failed))
            }
        }
    }
}

/// Parts of containers that were taken in and wait to be read.
#[derive(Default)]
struct Parts {
    items: Vec<Item>,
    bytes: usize,
}

impl Parts {
    fn push(&mut self, item: Item) {
        self.bytes += usize::try_from(item.bytes).unwrap_or(usize::MAX / 2);
        self.items.push(item);
    }
}

/// An input, opened.
enum Loaded {
    /// All bytes of a file that holds one report, or few.
    Whole(Vec<u8>),
    /// A file of many reports, read part by part.
    Many(Format, Box<dyn Source>),
}

/// Opens `input` and looks what it is.
fn load(input: &Input) -> Result<Loaded, Box<Item>> {
    let name = input.name();
    let failed = |reason: String| Box::new(refused(name.clone(), 0, FailedRead::because(reason)));
    let mut source = input.open().map_err(|error| failed(plain(&error)))?;
    let mut bytes = Vec::new();
    source.by_ref().take(SNIFFED).read_to_end(&mut bytes).map_err(|error| failed(plain(&error)))?;
    if !bytes.trim_ascii().is_empty() {
        match Format::of(&name, &bytes) {
            Err(error) => return Err(Box::new(refused(name, bytes.len(), error.into()))),
            Ok(format) if format.holds_many() => return Ok(Loaded::Many(format, source)),
            Ok(_) => {}
        }
    }
    let rest = (LIMIT + 1).saturating_sub(bytes.len() as u64);
    source.take(rest).read_to_end(&mut bytes).map_err(|error| failed(plain(&error)))?;
    if bytes.len() as u64 > LIMIT {
        let mebibytes = input.size().max(LIMIT + 1).div_ceil(1 << 20);
        return Err(failed(format!(
            "too large: {mebibytes} MiB, and no single report may have more than {} MiB",
            LIMIT >> 20
        )));
    }
    Ok(Loaded::Whole(bytes))
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
        Self {
            reason: error.message().to_owned(),
            hint: error.hint().map(str::to_owned),
            skipped: error.is_skipped(),
            repeats: error.repeats().cloned(),
        }
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
            skipped: false,
            repeats: None,
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
