//! Tables of reports to tables of readings.

use std::sync::Arc;

use arrow_array::{ArrayRef, BinaryArray, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use gainsay_export::arrow::{ReadingRow, Table as Kind};
use gainsay_ingest::row;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use rayon::prelude::*;
use serde::Serialize;

use crate::columns::{Asked, Columns};
use crate::reader::{GainsayError, Reader, read};
use crate::table::Table;

/// Rows that are read before Python is asked whether somebody wants to stop.
const AT_ONCE: usize = 256;
/// Bytes of text that are read at once, so that no column of what comes out of them outgrows its offsets.
const BYTES_AT_ONCE: usize = 32 << 20;

/// The columns of readings: those of the exported table, any of which is null where a row could not be read; then `raw` and
/// `error`.
pub fn schema() -> SchemaRef {
    let readings = Kind::Readings.schema();
    let loose = readings.fields().iter().map(|field| field.as_ref().clone().with_nullable(true));
    let own = [Field::new("raw", DataType::Binary, true), Field::new("error", DataType::Utf8, true)];
    Arc::new(Schema::new_with_metadata(loose.chain(own).collect::<Vec<_>>(), readings.metadata().clone()))
}

/// One row: a reading, or the reason why there is none.
struct Read {
    cells: Cells,
    raw: Option<Vec<u8>>,
    error: Option<String>,
}

/// The columns of the exported table.
#[derive(Serialize)]
#[serde(untagged)]
enum Cells {
    Reading(Box<ReadingRow>),
    Refused { id: Option<String> },
}

impl Read {
    fn refused(id: Option<&str>, reason: String) -> Self {
        Self { cells: Cells::Refused { id: id.map(str::to_owned) }, raw: None, error: Some(reason) }
    }

    fn of(reader: &gainsay_read::Reader, columns: &Columns, row: usize) -> Self {
        let id = columns.id(row);
        let line = match columns.asked(row) {
            Asked::Nothing(reason) => return Self::refused(id, reason.to_owned()),
            Asked::Line(line) => line.as_bytes().to_vec(),
            Asked::Report(report) => match report.line() {
                Ok(line) => line.into_bytes(),
                Err(error) => return Self::refused(id, error.message().to_owned()),
            },
        };
        match read(reader, line) {
            Ok((raw, document, reading)) => Self {
                raw: Some(row::without_text(&raw, &document.text).into_owned()),
                cells: Cells::Reading(Box::new(ReadingRow::of(&document, &reading))),
                error: None,
            },
            Err(reason) => Self::refused(id, reason),
        }
    }
}

/// The rows of `columns` from `from` on that are read at once.
fn some(columns: &Columns, from: usize) -> std::ops::Range<usize> {
    let (mut to, mut bytes) = (from, 0);
    while to < columns.rows() && to - from < AT_ONCE && bytes < BYTES_AT_ONCE {
        bytes += columns.size(to);
        to += 1;
    }
    from..to
}

/// Rows as a batch.
fn batch(schema: &SchemaRef, rows: Vec<Read>) -> Result<RecordBatch, String> {
    let raw: BinaryArray = rows.iter().map(|row| row.raw.as_deref()).collect();
    let error: StringArray = rows.iter().map(|row| row.error.as_deref()).collect();
    let cells: Vec<Cells> = rows.into_iter().map(|row| row.cells).collect();
    let own = schema.fields().len() - 2;
    let exported = Arc::new(Schema::new(schema.fields()[..own].to_vec()));
    let exported = gainsay_export::arrow::batch(&exported, &cells).map_err(|error| error.to_string())?;
    let own: [ArrayRef; 2] = [Arc::new(raw), Arc::new(error)];
    let arrays = exported.columns().iter().cloned().chain(own).collect();
    RecordBatch::try_new(Arc::clone(schema), arrays).map_err(|error| error.to_string())
}

/// Read every row of `table`, on so many threads; 0 takes one a processor.
#[pyfunction]
pub fn read_arrow(py: Python<'_>, reader: &Reader, table: AnyRecordBatch, threads: usize) -> PyResult<Table> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| GainsayError::new_err(error.to_string()))?;
    let schema = schema();
    let mut batches = Vec::new();
    let mut reports = table.into_reader()?;
    // A table without a batch has columns too.
    let mut empty = Some(RecordBatch::new_empty(reports.schema()));
    loop {
        let next = py.detach(|| reports.next().transpose());
        let next = next.map_err(|error| GainsayError::new_err(error.to_string()))?;
        let Some(next) = next.or_else(|| empty.take()) else { break };
        empty = None;
        let columns = Columns::of(&next).map_err(GainsayError::new_err)?;
        let mut from = 0;
        while from < columns.rows() {
            let rows = some(&columns, from);
            from = rows.end;
            let read = py.detach(|| {
                let read: Vec<Read> = pool.install(|| {
                    rows.into_par_iter().map(|row| Read::of(&reader.reader, &columns, row)).collect()
                });
                batch(&schema, read)
            });
            batches.push(read.map_err(GainsayError::new_err)?);
            py.check_signals()?;
        }
    }
    Ok(Table { schema, batches })
}

/// The columns of what `read_arrow` gives.
#[pyfunction]
pub fn readings_schema() -> Table {
    Table { schema: schema(), batches: Vec::new() }
}
