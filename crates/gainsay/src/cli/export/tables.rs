//! Records as Parquet, where the program was built with it.

#[cfg(feature = "parquet")]
pub use with::{Row, matters, readings, rows};
#[cfg(not(feature = "parquet"))]
pub use without::{Row, matters, readings, rows};

#[cfg(feature = "parquet")]
mod with {
    use std::io::Write;

    use gainsay_document::{Document, Reading};
    use gainsay_export::arrow::{ReadingRow, Table};
    use gainsay_export::parquet::Parquet;
    use gainsay_export::{claims::ClaimRecord, places::PlaceRecord, quantities::QuantityRecord};
    use serde::Serialize;

    use crate::cli::Failure;
    use crate::view::{Asking, Known};

    /// A record that has a table.
    pub trait Row: Serialize {
        /// The table.
        const TABLE: Table;
    }

    impl Row for ClaimRecord {
        const TABLE: Table = Table::Claims;
    }

    impl Row for PlaceRecord {
        const TABLE: Table = Table::Places;
    }

    impl Row for QuantityRecord {
        const TABLE: Table = Table::Quantities;
    }

    /// Write the records of every report known.
    pub fn rows<R: Row>(
        known: &Known<'_>,
        out: impl Write + Send,
        records: impl Fn(&Document, &Reading) -> Vec<R>,
    ) -> Result<(), Failure> {
        let mut table = Parquet::new(R::TABLE, out)?;
        known.for_each_report(|document, reading| {
            records(document, reading).into_iter().try_for_each(|row| Ok::<_, Failure>(table.write(row)?))
        })?;
        Ok(table.finish()?.flush()?)
    }

    /// Write every reading known.
    pub fn readings(known: &Known<'_>, out: impl Write + Send) -> Result<(), Failure> {
        let mut table = Parquet::new(Table::Readings, out)?;
        known.for_each_report(|document, reading| {
            Ok::<_, Failure>(table.write(ReadingRow::of(document, reading))?)
        })?;
        Ok(table.finish()?.flush()?)
    }

    /// Write every matter known.
    pub fn matters(known: &Known<'_>, asking: &Asking, out: impl Write + Send) -> Result<(), Failure> {
        let mut table = Parquet::new(Table::Matters, out)?;
        super::super::for_each_matter(known, asking, |line| {
            let row: serde_json::Value = serde_json::from_str(&line).map_err(std::io::Error::from)?;
            Ok(table.write(row)?)
        })?;
        Ok(table.finish()?.flush()?)
    }
}

#[cfg(not(feature = "parquet"))]
mod without {
    use std::io::Write;

    use gainsay_document::{Document, Reading};

    use crate::cli::Failure;
    use crate::view::{Asking, Known};

    /// A record that would have a table.
    pub trait Row {}

    impl<R> Row for R {}

    /// Says that this program cannot; so do the others.
    pub fn rows<R>(
        _: &Known<'_>,
        _: impl Write,
        _: impl Fn(&Document, &Reading) -> Vec<R>,
    ) -> Result<(), Failure> {
        super::available()
    }

    pub fn readings(_: &Known<'_>, _: impl Write) -> Result<(), Failure> {
        super::available()
    }

    pub fn matters(_: &Known<'_>, _: &Asking, _: impl Write) -> Result<(), Failure> {
        super::available()
    }
}

/// Refuse where the program was built without Parquet.
pub fn available() -> Result<(), crate::cli::Failure> {
    if cfg!(feature = "parquet") {
        return Ok(());
    }
    Err(crate::cli::Failure::usage("this gainsay was built without Parquet")
        .hint("cargo install --path crates/gainsay --features parquet; or export as jsonl"))
}
