//! Matters under the column names of codebooks.

use std::io::Write;

use gainsay_document::{Corrections, Document, Reading, Report};
use gainsay_export::coders::{Case, airwars, ucdp_ged};
use gainsay_export::table::{Csv, Record};

use super::ExportColumns;
use crate::cli::Failure;
use crate::view::Known;

/// Write one row a matter.
pub fn write(known: &Known<'_>, columns: ExportColumns, out: impl Write) -> Result<(), Failure> {
    match columns {
        ExportColumns::Airwars => rows(known, out, airwars::Row::of),
        ExportColumns::UcdpGed => rows(known, out, ucdp_ged::Row::of),
    }
}

fn rows<R: Record>(known: &Known<'_>, out: impl Write, row: impl Fn(&Case<'_>) -> R) -> Result<(), Failure> {
    let matters = known.matters()?;
    let best = known.best(&matters)?;
    let corrections = Corrections::of_reviews(&known.ledger().reviews()?);
    let mut rows = Csv::new(out);
    for (at, matter) in matters.iter().enumerate() {
        let mut pairs: Vec<(Document, Reading)> = Vec::with_capacity(matter.documents.len());
        for id in &matter.documents {
            let (document, mut reading) = (known.ledger().document(id)?, known.ledger().reading(id)?);
            corrections.apply(&document, &mut reading);
            pairs.push((document, reading));
        }
        let reports: Vec<Report<'_>> =
            pairs.iter().map(|(document, reading)| Report { document, reading }).collect();
        let best = best.as_ref().map(|best| best[at].as_slice());
        rows.write(&row(&Case { matter, reports: &reports, best }))?;
    }
    rows.finish()?.flush()?;
    Ok(())
}
