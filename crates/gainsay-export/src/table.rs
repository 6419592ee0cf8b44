//! Rows to JSON Lines and CSV.

use std::io::Write;
use std::marker::PhantomData;

use serde::Serialize;
use serde_json::Value;

use crate::ExportError;

/// A row whose fields are columns.
pub trait Record: Serialize {
    /// The columns in order: the keys of the JSON object and the header of the CSV file.
    const COLUMNS: &'static [&'static str];
}

/// Writes rows as JSON Lines: one object a line, keys in the order of [`Record::COLUMNS`].
#[derive(Debug)]
pub struct Jsonl<W, R> {
    out: W,
    rows: PhantomData<fn(R)>,
}

impl<W: Write, R: Record> Jsonl<W, R> {
    /// A writer of rows to `out`, which should be buffered.
    pub fn new(out: W) -> Self {
        Self { out, rows: PhantomData }
    }

    /// Write one row.
    ///
    /// # Errors
    /// When the output refuses it.
    pub fn write(&mut self, record: &R) -> Result<(), ExportError> {
        serde_json::to_writer(&mut self.out, record)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Flush, and give the output back.
    ///
    /// # Errors
    /// When the output refuses what is left.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Writes rows as CSV after RFC 4180: a header, CRLF line ends, quoted where needed, UTF-8.
///
/// A text cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return) is given a leading apostrophe; so is one that begins with apostrophes before such a character, so that
/// taking one apostrophe away restores every cell. Numbers are written as they are. A list is joined with `"; "`, a
/// span is written `start-end`.
#[derive(Debug)]
pub struct Csv<W: Write, R> {
    out: csv::Writer<W>,
    headed: bool,
    rows: PhantomData<fn(R)>,
}

impl<W: Write, R: Record> Csv<W, R> {
    /// A writer of rows to `out`; it buffers by itself.
    pub fn new(out: W) -> Self {
        let out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        Self { out, headed: false, rows: PhantomData }
    }

    /// Write one row.
    ///
    /// # Errors
    /// When the output refuses it.
    pub fn write(&mut self, record: &R) -> Result<(), ExportError> {
        self.head()?;
        let row = serde_json::to_value(record)?;
        self.out.write_record(R::COLUMNS.iter().map(|&column| cell(&row[column])))?;
        Ok(())
    }

    /// Write the header if no row did, flush, and give the output back.
    ///
    /// # Errors
    /// When the output refuses what is left.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.head()?;
        self.out.into_inner().map_err(|error| error.into_error().into())
    }

    fn head(&mut self) -> Result<(), ExportError> {
        if !self.headed {
            self.out.write_record(R::COLUMNS)?;
            self.headed = true;
        }
        Ok(())
    }
}

/// A value as the text of a CSV cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => defused(text.clone()),
        Value::Array(items) if items.iter().all(|item| !item.is_array()) => {
            defused(items.iter().map(plain).collect::<Vec<_>>().join("; "))
        }
        Value::Array(spans) => spans.iter().map(plain).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// A member of a list: a text as it is, a pair of offsets as `start-end`.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(pair) => pair.iter().map(Value::to_string).collect::<Vec<_>>().join("-"),
        other => other.to_string(),
    }
}

/// `text` so that no spreadsheet evaluates it.
fn defused(text: String) -> String {
    if text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: &Value, expected: &str) {
        assert_eq!(cell(value), expected);
    }

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        check(&json!("=1+1"), "'=1+1");
        check(&json!("+358 dead"), "'+358 dead");
        check(&json!("-5"), "'-5");
        check(&json!("@all"), "'@all");
        check(&json!("\tindented"), "'\tindented");
        check(&json!("\rreturned"), "'\rreturned");
        check(&json!("'=1"), "''=1");
        check(&json!("'tis said"), "'tis said");
        check(&json!(["=1+1", "b"]), "'=1+1; b");
        check(&json!(-8.5), "-8.5");
        check(&json!(-3), "-3");
    }

    #[test]
    fn lists_spans_and_the_unknown() {
        check(&json!(null), "");
        check(&json!(["Radio Vaguada", "a mayor"]), "Radio Vaguada; a mayor");
        check(&json!([[3, 9], [12, 20]]), "3-9; 12-20");
        check(&json!([]), "");
        check(&json!(true), "true");
    }
}
