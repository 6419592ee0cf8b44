//! A file of any format: its name up to the first line end, then its bytes. Every document fits its own text.
#![no_main]

use gainsay_ingest::{Overrides, ingest};
use libfuzzer_sys::fuzz_target;

/// No more records of one input are looked at.
const RECORDS: usize = 64;

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let name = String::from_utf8_lossy(&input[..end]);
    let bytes = input.get(end + 1..).unwrap_or_default();
    let Ok(records) = ingest(&name, bytes, &Overrides::default()) else { return };
    for record in records.take(RECORDS) {
        let Ok(document) = record.document else { continue };
        let spans = document.body.into_iter().chain(document.notes.iter().filter_map(|note| note.span));
        for span in spans {
            span.check(&document.text).expect("a span lies in its text");
        }
        assert!(record.source.fits(&document.text), "the source map fits the text");
    }
});
