//! The catalogue of statuses, end to end: every case of `tests/suite/status` is read with the default reader and
//! compared. The README there says what a case is.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod case;
mod misses;
mod seen;

use std::fmt::Write as _;
use std::path::Path;
use std::thread::available_parallelism;
use std::{fs, num::NonZeroUsize};

use gainsay_compare::compare;
use gainsay_document::Report;
use gainsay_read::Reader;

use case::Case;
use misses::misses;
use seen::Seen;

/// The file of the cases that still fail.
const KNOWN: &str = "known";
/// How many cases the catalogue has at least.
const LEAST: usize = 60;

/// One reader for all cases of a run: its tables and weights are large.
fn reader(places: &[u8]) -> Reader {
    let threads = available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let mut reader = Reader::trained(threads).unwrap();
    assert!(reader.add_gazetteer(places).is_empty());
    reader
}

fn see(case: &Case, reader: &Reader) -> Seen {
    let documents = case.documents();
    let readings: Vec<_> = documents.iter().map(|document| reader.read(document)).collect();
    let reports: Vec<Report<'_>> =
        documents.iter().zip(&readings).map(|(document, reading)| Report { document, reading }).collect();
    Seen::of(&compare(&reports), &documents)
}

#[test]
fn every_case_is_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/status");
    let reader = reader(&fs::read(folder.join("places.csv")).unwrap());
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "md") && !path.ends_with("README.md"));
    files.sort();

    let (mut failures, mut wrong, mut count) = (String::new(), 0, 0);
    for path in files {
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        for case in case::cases(&fs::read_to_string(&path).unwrap(), &file) {
            assert_eq!(case.fault.is_some(), file == KNOWN, "{}: a known fault names its place", case.name);
            let seen = see(&case, &reader);
            let differs = misses(&case.expected, &seen);
            if file == KNOWN {
                if differs.is_empty() {
                    let _ = writeln!(failures, "\n{}\n  is right now: move it", case.name);
                }
                continue;
            }
            count += 1;
            if !differs.is_empty() {
                wrong += 1;
                let _ = writeln!(failures, "\n{}\n  {}\nfound\n{seen}", case.name, differs.join("\n  "));
            }
        }
    }
    assert!(failures.is_empty(), "{failures}\n{wrong} of {count} cases differ");
    assert!(count >= LEAST, "only {count} cases were read");
}
