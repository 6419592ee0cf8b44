//! Records as Parquet files: the tables of [`crate::arrow`].

mod readings;

use std::io::Write;
use std::marker::PhantomData;

use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use serde::Serialize;

use crate::ExportError;
use crate::arrow::Table;

pub use readings::{NotReadings, StoredReading, readings};

/// So many rows become one batch, so that memory does not grow with the table.
const ROWS_AT_ONCE: usize = 4096;

/// Writes rows of one table as a Parquet file, compressed with Zstandard. The table's name and the version of its schema
/// stand in the schema's metadata.
pub struct Parquet<W: Write + Send, R> {
    table: Table,
    out: ArrowWriter<W>,
    waiting: Vec<R>,
    rows: PhantomData<fn(R)>,
}

impl<W: Write + Send, R: Serialize> Parquet<W, R> {
    /// A writer of rows of `table` to `out`, which should be buffered.
    ///
    /// # Errors
    /// When the output refuses the beginning of the file.
    pub fn new(table: Table, out: W) -> Result<Self, ExportError> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("gainsay ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let out = ArrowWriter::try_new(out, table.schema(), Some(properties))?;
        Ok(Self { table, out, waiting: Vec::new(), rows: PhantomData })
    }

    /// Write one row.
    ///
    /// # Errors
    /// When it does not fit the table, or the output refuses it.
    pub fn write(&mut self, row: R) -> Result<(), ExportError> {
        self.waiting.push(row);
        if self.waiting.len() < ROWS_AT_ONCE { Ok(()) } else { self.write_waiting() }
    }

    /// Write what waits and the end of the file, and give the output back.
    ///
    /// # Errors
    /// When a row does not fit the table, or the output refuses it.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.write_waiting()?;
        Ok(self.out.into_inner()?)
    }

    fn write_waiting(&mut self) -> Result<(), ExportError> {
        let batch = self.table.batch(&self.waiting)?;
        self.waiting.clear();
        self.out.write(&batch)?;
        Ok(())
    }
}

impl From<ParquetError> for ExportError {
    fn from(error: ParquetError) -> Self {
        // The output's own refusal is kept apart: a reader that has gone away is no fault.
        match error {
            ParquetError::External(error) => match error.downcast::<std::io::Error>() {
                Ok(error) => (*error).into(),
                Err(error) => std::io::Error::other(error).into(),
            },
            other => std::io::Error::other(other).into(),
        }
    }
}

impl From<crate::arrow::TableError> for ExportError {
    fn from(error: crate::arrow::TableError) -> Self {
        std::io::Error::other(error).into()
    }
}
