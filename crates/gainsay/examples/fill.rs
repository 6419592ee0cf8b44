//! Fill a ledger from readings without reading: `fill LEDGER < REPORTS.jsonl`, one `[document, reading]` a line, as
//! `gainsay-ledger`'s example `reports` and `gainsay-compare`'s example `scale … write` give them. The ledger must be new.

use std::error::Error;
use std::io::{BufRead, Write};

use gainsay_document::{Document, DocumentId, Reading, Report};
use gainsay_ledger::{Access, Ledger, Provenance};
use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: fill LEDGER < REPORTS.jsonl")?;
    let mut ledger = Ledger::open(&path, Access::Create)?;
    let mut reports: Vec<(Document, Reading)> = Vec::new();
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let (mut document, mut reading): (Document, Reading) = serde_json::from_str(&line?)?;
        // A document is named by its bytes, and two that differ in nothing but their number are still two.
        let raw = format!("{number}\n{}", document.text);
        document.id = DocumentId::of_sha256(Sha256::digest(raw.as_bytes()).into());
        reading.document = document.id.clone();
        let from = Provenance {
            path: "generated".to_owned(),
            line: Some(number + 1),
            retrieved: jiff::Timestamp::UNIX_EPOCH,
        };
        ledger.add(raw.as_bytes(), &document, &reading, &from)?;
        reports.push((document, reading));
    }
    let given: Vec<Report<'_>> =
        reports.iter().map(|(document, reading)| Report { document, reading }).collect();
    ledger.set_comparison(&gainsay_compare::compare(&given))?;
    let counts = ledger.summary()?;
    writeln!(
        std::io::stdout(),
        "{} documents, {} claims, {} matters",
        counts.documents,
        counts.claims,
        counts.matters
    )?;
    Ok(())
}
