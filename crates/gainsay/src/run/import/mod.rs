//! Readings that were made elsewhere into the ledger: lines of the read contract, and tables of them in Parquet files.

mod lines;
mod name;
#[cfg(feature = "parquet")]
mod tables;

use std::io::Read;
use std::path::PathBuf;

use gainsay_document::{Document, Reading, SourceMap};
use gainsay_export::read_contract;
use gainsay_ledger::{Error, Ledger};
use jiff::Timestamp;

use super::add::{AddSummary, Step, keep_items};
use super::inputs::{Input, Unreachable, find_with, plain};
use super::interrupt::Interrupt;
use super::stream::{FailedRead, Item, ReadItem, guarded};

/// What files of readings are called.
const ENDINGS: [&str; 3] = ["jsonl", "ndjson", "parquet"];

/// How a Parquet file begins.
const PARQUET: &[u8] = b"PAR1";

/// The files of readings under `paths`, each folder walked in order of names; what Spark writes beside them is left.
pub fn find_readings(paths: &[PathBuf]) -> (Vec<Input>, Vec<Unreachable>) {
    find_with(paths, ("reading", &ENDINGS), |path| {
        let name = path.file_name().map(std::ffi::OsStr::to_string_lossy).unwrap_or_default();
        !name.starts_with('_')
            && ENDINGS.iter().any(|ending| name.to_lowercase().ends_with(&format!(".{ending}")))
    })
}

/// Take the readings of `inputs` into `ledger`, each with its document. `step` is told of the bytes done, of failures as they
/// come.
///
/// # Errors
/// When the ledger cannot be written; what is wrong with an input stands in the summary.
pub fn import(
    ledger: &mut Ledger,
    (inputs, unreachable): (&[Input], Vec<Unreachable>),
    interrupt: &Interrupt,
    now: Timestamp,
    step: impl FnMut(Step<'_>),
) -> Result<AddSummary, Error> {
    keep_items(ledger, unreachable, now, step, |keep| {
        for input in inputs {
            let mut visit =
                |item: Item| if interrupt.asked() { Ok(false) } else { keep(item).map(|()| true) };
            if !file(input, &mut visit)? {
                return Ok(true);
            }
        }
        Ok(interrupt.asked())
    })
}

/// Takes an item; whether to go on.
type Visit<'v> = dyn FnMut(Item) -> Result<bool, Error> + 'v;

/// Hand the readings of one file to `visit`; whether to go on.
fn file(input: &Input, visit: &mut Visit<'_>) -> Result<bool, Error> {
    let path = input.name();
    let mut source = match input.open() {
        Ok(source) => source,
        Err(error) => return visit(refused(path, plain(&error), None)),
    };
    let mut start = Vec::new();
    let begun = source.by_ref().take(4).read_to_end(&mut start).and_then(|_| source.rewind());
    match begun {
        Err(error) => visit(refused(path, plain(&error), None)),
        Ok(()) if start == PARQUET => tables(&path, input, &mut *source, visit),
        Ok(()) if path.to_lowercase().ends_with(".parquet") => {
            visit(refused(path, "not a Parquet file".to_owned(), None))
        }
        Ok(()) => lines::read(&path, source, visit),
    }
}

#[cfg(feature = "parquet")]
use tables::read as tables;

#[cfg(not(feature = "parquet"))]
fn tables(
    path: &str,
    _: &Input,
    _: &mut dyn super::inputs::Source,
    visit: &mut Visit<'_>,
) -> Result<bool, Error> {
    let hint = "build it with `--features parquet`, or give the readings as JSON Lines";
    visit(refused(path.to_owned(), "this gainsay was built without Parquet".to_owned(), Some(hint)))
}

/// A file of which nothing can be read.
fn refused(path: String, reason: String, hint: Option<&str>) -> Item {
    Item { path, line: None, bytes: 0, outcome: Err(because(reason, hint)) }
}

fn because(reason: String, hint: Option<&str>) -> FailedRead {
    FailedRead { hint: hint.map(str::to_owned), ..FailedRead::because(reason) }
}

/// One reading with its document; `raw` are the bytes that the document is named after, as far as they came along.
fn taken(line: &str, raw: Option<&[u8]>) -> Result<ReadItem, FailedRead> {
    let parsed = guarded(|| read_contract::parse(line))?;
    let (document, mut reading) = parsed.map_err(|error| because(error.to_string(), None))?;
    if document.text.len() > gainsay_ingest::MAX_DOCUMENT_BYTES {
        let mebibytes = |bytes: usize| bytes.div_ceil(1 << 20);
        let reason = format!(
            "too large: a text of {} MiB (limit {} MiB)",
            mebibytes(document.text.len()),
            mebibytes(gainsay_ingest::MAX_DOCUMENT_BYTES)
        );
        return Err(because(reason, None));
    }
    if reading.reader.is_empty() {
        if is_unread(&reading) {
            let reason = "no reading: this is a report that nobody has read".to_owned();
            return Err(because(reason, Some("`gainsay add` reads reports")));
        }
        reading.reader = UNNAMED.to_owned();
    }
    let named = guarded(|| name::named(document, reading, raw))?.map_err(|reason| because(reason, None))?;
    Ok(named)
}

/// What a reader is called that does not say its name.
const UNNAMED: &str = "unnamed";

/// Whether nothing was read, not even sentences.
fn is_unread(reading: &Reading) -> bool {
    reading.sentences.is_empty() && reading.spans().all(|(layer, _, _)| layer == "paragraphs")
}

/// A report that was read, with the bytes it is named after.
fn item(raw: Vec<u8>, document: Document, source: SourceMap, reading: Reading) -> ReadItem {
    ReadItem { raw, document, source, reading: Some(reading) }
}
