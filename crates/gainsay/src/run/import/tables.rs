//! Tables of readings in Parquet files.

use gainsay_export::parquet::{NotReadings, StoredReading, readings};
use gainsay_ledger::Error;

use super::{Visit, refused, taken};
use crate::run::inputs::{Input, Source, plain};
use crate::run::stream::{FailedRead, Item, ReadItem, guarded};

/// Hand the readings of the rows to `visit`; whether to go on.
pub fn read(
    path: &str,
    input: &Input,
    opened: &mut dyn Source,
    visit: &mut Visit<'_>,
) -> Result<bool, Error> {
    let failed = |error: &NotReadings| refused(path.to_owned(), error.to_string(), error.hint());
    let file = match input.as_file(opened) {
        Ok(file) => file,
        Err(error) => return visit(refused(path.to_owned(), plain(&error), None)),
    };
    let bytes = input.size();
    let mut some = match guarded(|| readings(file)) {
        Ok(Ok(some)) => some,
        Ok(Err(error)) => return visit(failed(&error)),
        Err(error) => return visit(Item { path: path.to_owned(), line: None, bytes, outcome: Err(error) }),
    };
    let mut number = 0;
    loop {
        let rows = match guarded(|| some.next()) {
            Ok(None) => break,
            Ok(Some(Ok(rows))) => rows,
            Ok(Some(Err(error))) => return visit(failed(&error)),
            Err(error) => {
                return visit(Item { path: path.to_owned(), line: None, bytes, outcome: Err(error) });
            }
        };
        for row in rows {
            number += 1;
            if !visit(Item { path: path.to_owned(), line: Some(number), bytes: 0, outcome: one(row) })? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn one(row: StoredReading) -> Result<ReadItem, FailedRead> {
    match row.reading {
        Some(line) => taken(&line, row.raw.as_deref()),
        None => {
            let reason = row.error.unwrap_or_else(|| "no reading: `reading` is null".to_owned());
            Err(FailedRead::because(reason))
        }
    }
}
