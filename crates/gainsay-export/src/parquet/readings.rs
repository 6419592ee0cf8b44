//! Readings back from Parquet files: those of this program, of the Python package and of the Spark job.

use std::fmt;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::cast;
use arrow_schema::{DataType, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::ChunkReader;

use crate::arrow::{VERSION, VERSION_KEY};

/// Rows that are held at once: a reading may be large.
const ROWS_AT_ONCE: usize = 64;

/// The columns that are read; the first must be there.
const COLUMNS: [&str; 3] = ["reading", "raw", "error"];

/// One row of a table of readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredReading {
    /// The line of the read contract; `None` where the report could not be read.
    pub reading: Option<String>,
    /// The bytes that the document is named after, where they came along; a text that is `null` in them stands for the
    /// document's.
    pub raw: Option<Vec<u8>>,
    /// Why the report could not be read.
    pub error: Option<String>,
}

/// Why a file, or the rest of it, is no table of readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotReadings {
    reason: String,
    hint: Option<&'static str>,
}

impl NotReadings {
    fn because(reason: impl fmt::Display) -> Self {
        Self { reason: reason.to_string(), hint: None }
    }

    /// What may be done about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        self.hint
    }
}

impl fmt::Display for NotReadings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for NotReadings {}

/// The rows of the table of readings in `file`, some at a time; after an error there are no more.
///
/// # Errors
/// When it is no Parquet file, a column is missing or of another type, or a newer program wrote it.
pub fn readings<R: ChunkReader + 'static>(
    file: R,
) -> Result<impl Iterator<Item = Result<Vec<StoredReading>, NotReadings>>, NotReadings> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)
        .map_err(|error| NotReadings::because(format!("not a Parquet file, or a damaged one: {error}")))?;
    check(builder.schema())?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), COLUMNS);
    let batches = builder.with_projection(mask).with_batch_size(ROWS_AT_ONCE).build();
    let mut batches = Some(batches.map_err(NotReadings::because)?);
    Ok(std::iter::from_fn(move || {
        let batch = batches.as_mut()?.next()?;
        let read = batch
            .map_err(|error| NotReadings::because(format!("damaged: {error}")))
            .and_then(|batch| rows(&batch));
        if read.is_err() {
            batches = None;
        }
        Some(read)
    }))
}

/// Test whether the columns are those of readings that this program can read.
fn check(schema: &Schema) -> Result<(), NotReadings> {
    let version = schema.metadata().get(VERSION_KEY).and_then(|version| version.parse::<u32>().ok());
    if version > VERSION.parse().ok() {
        return Err(NotReadings {
            reason: format!(
                "a newer gainsay wrote this table (schema {}, this program reads {VERSION})",
                version.unwrap_or_default()
            ),
            hint: Some("update gainsay"),
        });
    }
    if schema.column_with_name(COLUMNS[0]).is_none() {
        let there: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let hint = if there.contains(&"text") {
            "these are reports that nobody has read: read them with `gainsay.read_arrow` of the Python package"
        } else if there.contains(&"matter") && !there.contains(&"claim") {
            "these are matters: import the readings that they were made of, and the ledger compares those itself"
        } else {
            "give what `gainsay.read_arrow` of the Python package or `gainsay export readings` writes"
        };
        return Err(NotReadings {
            reason: format!("the column `reading` is missing: the table has `{}`", there.join("`, `")),
            hint: Some(hint),
        });
    }
    for (name, wanted) in COLUMNS.into_iter().zip(["text", "bytes", "text"]) {
        let Some((_, field)) = schema.column_with_name(name) else { continue };
        let fits = match field.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
            DataType::Binary | DataType::LargeBinary | DataType::BinaryView => wanted == "bytes",
            _ => false,
        };
        if !fits {
            let reason = format!("the column `{name}` must be {wanted}, not {}", field.data_type());
            return Err(NotReadings::because(reason));
        }
    }
    Ok(())
}

fn rows(batch: &RecordBatch) -> Result<Vec<StoredReading>, NotReadings> {
    let column = |name: &str, kind: DataType| -> Result<Option<ArrayRef>, NotReadings> {
        let Some(column) = batch.column_by_name(name) else { return Ok(None) };
        let failed = |error| NotReadings::because(format!("the column `{name}`: {error}"));
        cast(column, &kind).map(Some).map_err(failed)
    };
    let words = |array: &Option<ArrayRef>, row: usize| {
        let array = array.as_ref().filter(|array| array.is_valid(row))?;
        Some(array.as_string::<i64>().value(row).to_owned())
    };
    let reading = column("reading", DataType::LargeUtf8)?;
    let raw = column("raw", DataType::LargeBinary)?;
    let error = column("error", DataType::LargeUtf8)?;
    let one = |row: usize| StoredReading {
        reading: words(&reading, row),
        raw: raw
            .as_ref()
            .filter(|raw| raw.is_valid(row))
            .map(|raw| raw.as_binary::<i64>().value(row).to_vec()),
        error: words(&error, row),
    };
    Ok((0..batch.num_rows()).map(one).collect())
}
