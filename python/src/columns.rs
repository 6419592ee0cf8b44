//! The columns of a table of reports, and the reports in its rows.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow_cast::cast;
use arrow_schema::DataType;
use gainsay_ingest::row::Row;

/// The columns that are read, beside `line`.
pub const NAMES: [&str; 9] =
    ["id", "text", "published", "title", "outlet", "url", "byline", "agency", "language"];

/// The column that holds whole lines of JSON Lines.
const LINE: &str = "line";

/// The columns of one batch of reports.
pub struct Columns {
    rows: usize,
    kind: Kind,
}

enum Kind {
    /// Each row is a line of JSON Lines.
    Lines(Words),
    /// Each row is a report; by the order of [`NAMES`].
    Fields(Box<[Option<Words>; 9]>),
}

/// What is asked of a row.
pub enum Asked<'r> {
    /// A line of JSON Lines.
    Line(&'r str),
    /// A report.
    Report(Row<'r>),
    /// Nothing can be read: why.
    Nothing(&'static str),
}

impl Columns {
    /// The columns of `batch`, by their names; others are passed over.
    ///
    /// # Errors
    /// The column that is missing, or of a type that cannot be read.
    pub fn of(batch: &RecordBatch) -> Result<Self, String> {
        let rows = batch.num_rows();
        let column = |name: &str| batch.column_by_name(name);
        if let Some(lines) = column(LINE).filter(|_| column("text").is_none()) {
            return Ok(Self { rows, kind: Kind::Lines(Words::of(LINE, lines)?) });
        }
        if column("text").is_none() {
            let schema = batch.schema();
            let there: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            return Err(format!(
                "the column `text` is missing: the table has {}",
                if there.is_empty() { "none".to_owned() } else { format!("`{}`", there.join("`, `")) }
            ));
        }
        let mut fields: [Option<Words>; 9] = Default::default();
        for (name, field) in NAMES.iter().zip(&mut fields) {
            *field = column(name).map(|array| Words::of(name, array)).transpose()?;
        }
        Ok(Self { rows, kind: Kind::Fields(Box::new(fields)) })
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How the table calls the row.
    pub fn id(&self, row: usize) -> Option<&str> {
        match &self.kind {
            Kind::Lines(_) => None,
            Kind::Fields(fields) => fields[0].as_ref()?.get(row),
        }
    }

    /// The bytes of text in a row, about.
    pub fn size(&self, row: usize) -> usize {
        let words = match &self.kind {
            Kind::Lines(lines) => lines.get(row),
            Kind::Fields(fields) => fields[1].as_ref().and_then(|text| text.get(row)),
        };
        words.map_or(0, str::len)
    }

    /// What a row asks to be read.
    pub fn asked(&self, row: usize) -> Asked<'_> {
        match &self.kind {
            Kind::Lines(lines) => lines.get(row).map_or(Asked::Nothing("`line` is null"), Asked::Line),
            Kind::Fields(fields) => {
                let [id, text, published, title, outlet, url, byline, agency, language] =
                    fields.each_ref().map(|field| field.as_ref().and_then(|words| words.get(row)));
                let Some(text) = text else { return Asked::Nothing("`text` is null") };
                Asked::Report(Row { id, text, published, title, outlet, url, byline, agency, language })
            }
        }
    }
}

/// A column of words, as it lies in memory.
enum Words {
    Short(ArrayRef),
    Long(ArrayRef),
    View(ArrayRef),
}

impl Words {
    /// The column `name`: text as it is, days and times as their day, whole numbers as written.
    fn of(name: &str, array: &ArrayRef) -> Result<Self, String> {
        let refused = |why: String| format!("the column `{name}`: {why}");
        let written =
            |array: &ArrayRef| cast(array, &DataType::Utf8).map_err(|error| refused(error.to_string()));
        Ok(match array.data_type() {
            DataType::Utf8 => Self::Short(Arc::clone(array)),
            DataType::LargeUtf8 => Self::Long(Arc::clone(array)),
            DataType::Utf8View => Self::View(Arc::clone(array)),
            DataType::Null => Self::Short(Arc::new(StringArray::new_null(array.len()))),
            DataType::Dictionary(_, values)
                if matches!(**values, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) =>
            {
                let plain = cast(array, values).map_err(|error| refused(error.to_string()))?;
                return Self::of(name, &plain);
            }
            DataType::Date32 if name == "published" => Self::Short(written(array)?),
            // The day that the clock of the column's zone shows: 2024-02-12T23:30:00-05:00 is the twelfth.
            DataType::Date64 | DataType::Timestamp(_, _) if name == "published" => {
                let times = written(array)?;
                let days = times.as_string::<i32>().iter();
                let days =
                    days.map(|time| time.map(|time| time.split(['T', ' ']).next().unwrap_or_default()));
                Self::Short(Arc::new(days.collect::<StringArray>()))
            }
            whole if whole.is_integer() && name == "id" => Self::Short(written(array)?),
            other => {
                let wanted = match name {
                    "published" => "text, a date or a time",
                    "id" => "text or a whole number",
                    _ => "text",
                };
                return Err(refused(format!("it must be {wanted}, not {other}")));
            }
        })
    }

    fn get(&self, row: usize) -> Option<&str> {
        match self {
            Self::Short(array) => array.is_valid(row).then(|| array.as_string::<i32>().value(row)),
            Self::Long(array) => array.is_valid(row).then(|| array.as_string::<i64>().value(row)),
            Self::View(array) => array.is_valid(row).then(|| array.as_string_view().value(row)),
        }
    }
}
