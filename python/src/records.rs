//! Tables of readings to tables of what they hold: a row a claim, a number expression, a place.

use arrow_array::RecordBatch;
use gainsay_document::{Document, Reading};
use gainsay_export::arrow::Table as Kind;
use gainsay_export::{claims, places, quantities};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;

use crate::compare::taken;
use crate::reader::GainsayError;
use crate::table::Table;

/// Documents whose records make one batch.
const AT_ONCE: usize = 256;

/// The records of the readings of a table.
#[pyfunction]
pub fn records_arrow(py: Python<'_>, readings: AnyRecordBatch, records: &str) -> PyResult<Table> {
    let kind = match records {
        "claims" => Kind::Claims,
        "quantities" => Kind::Quantities,
        "places" => Kind::Places,
        _ => {
            let message = format!("there are no records {records:?}: they are claims, quantities or places");
            return Err(GainsayError::new_err(message));
        }
    };
    let pairs = taken(py, readings)?.pairs;
    let batches = py.detach(|| pairs.chunks(AT_ONCE).map(|some| batch(kind, some)).collect::<Result<_, _>>());
    Ok(Table { schema: kind.schema(), batches: batches.map_err(GainsayError::new_err)? })
}

fn batch(kind: Kind, pairs: &[(Document, Reading)]) -> Result<RecordBatch, String> {
    let batch = match kind {
        Kind::Quantities => kind.batch(&all(pairs, quantities::records)),
        Kind::Places => kind.batch(&all(pairs, places::records)),
        _ => kind.batch(&all(pairs, |document, reading| claims::records(document, reading, |_| None))),
    };
    batch.map_err(|error| error.to_string())
}

fn all<R>(pairs: &[(Document, Reading)], of: impl Fn(&Document, &Reading) -> Vec<R>) -> Vec<R> {
    pairs.iter().flat_map(|(document, reading)| of(document, reading)).collect()
}
