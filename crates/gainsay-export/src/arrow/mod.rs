//! Records as Arrow tables, one schema a table, with a version in its metadata.
//!
//! A row is what the same record is as JSON; the schema says which key becomes a column of which type. Readings are the
//! exception: they are whole lines of the read contract, beside columns that a table is filtered by.

mod schema;

use std::fmt;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, SchemaRef};
use gainsay_document::{Document, Reading, Relation};
use serde::Serialize;

use crate::read_contract;

/// The key of the schema's metadata that names the table.
pub const TABLE_KEY: &str = "gainsay.table";
/// The key of the schema's metadata that says which version of the table's schema it is.
pub const VERSION_KEY: &str = "gainsay.schema";
/// The version of the schemas; it changes when a column is renamed, dropped or given another type, not when one is added.
pub const VERSION: &str = "1";

/// The tables there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// One row a claim and figure: [`crate::claims::ClaimRecord`].
    Claims,
    /// One row a matter, its facets nested.
    Matters,
    /// One row a number expression: [`crate::quantities::QuantityRecord`].
    Quantities,
    /// One row a toponym: [`crate::places::PlaceRecord`].
    Places,
    /// One row a document: [`ReadingRow`].
    Readings,
    /// One row two claims that stand to each other in some way: [`RelationRow`].
    Relations,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 6] =
        [Self::Claims, Self::Matters, Self::Quantities, Self::Places, Self::Readings, Self::Relations];

    /// Its name in the schema's metadata.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Claims => "claims",
            Self::Matters => "matters",
            Self::Quantities => "quantities",
            Self::Places => "places",
            Self::Readings => "readings",
            Self::Relations => "relations",
        }
    }

    /// Its columns, with its name and [`VERSION`] in the metadata.
    #[must_use]
    pub fn schema(self) -> SchemaRef {
        let fields = match self {
            Self::Claims => schema::claims(),
            Self::Matters => schema::matters(),
            Self::Quantities => schema::quantities(),
            Self::Places => schema::places(),
            Self::Readings => schema::readings(),
            Self::Relations => schema::relations(),
        };
        let metadata = [(TABLE_KEY, self.as_str()), (VERSION_KEY, VERSION)];
        let metadata = metadata.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned()));
        Arc::new(arrow_schema::Schema::new_with_metadata(fields, metadata.collect()))
    }

    /// `rows` as one batch of this table.
    ///
    /// # Errors
    /// When a row does not have the shape of the table.
    pub fn batch<R: Serialize>(self, rows: &[R]) -> Result<RecordBatch, TableError> {
        batch(&self.schema(), rows)
    }
}

/// `rows` as one batch of the columns of `schema`: a key of a row that is no column is passed over.
///
/// # Errors
/// When a row does not have the shape of the columns.
pub fn batch<R: Serialize>(schema: &SchemaRef, rows: &[R]) -> Result<RecordBatch, TableError> {
    let empty = || RecordBatch::new_empty(Arc::clone(schema));
    if rows.is_empty() {
        return Ok(empty());
    }
    let mut decoder = ReaderBuilder::new(Arc::clone(schema)).with_batch_size(rows.len()).build_decoder()?;
    decoder.serialize(rows)?;
    Ok(decoder.flush()?.unwrap_or_else(empty))
}

/// A document with its reading: the columns that a table is filtered by, the text, and the line of the read contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadingRow {
    /// The identifier that the input itself gave, or else `document`, as in the read contract.
    pub id: String,
    /// SHA-256 of the document's raw bytes.
    pub document: String,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The news agency credited.
    pub agency: Option<String>,
    /// The day of publication, `YYYY-MM-DD`; a column of days.
    pub published: Option<String>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The text; every offset of the reading counts code points of it.
    pub text: String,
    /// Name and version of the reader.
    pub reader: String,
    /// How many claims it holds.
    pub claims: usize,
    /// The line of the read contract, which [`read_contract::parse`] reads back.
    pub reading: String,
}

impl ReadingRow {
    /// The row of `document` and its `reading`.
    #[must_use]
    pub fn of(document: &Document, reading: &Reading) -> Self {
        Self {
            id: document.external_id.clone().unwrap_or_else(|| document.id.to_string()),
            document: document.id.to_string(),
            title: document.title.clone(),
            outlet: document.outlet.clone(),
            byline: document.byline.clone(),
            agency: document.agency.clone(),
            published: document.published.map(|published| published.date.to_string()),
            language: document.language.clone(),
            url: document.url.clone(),
            text: document.text.clone(),
            reader: reading.reader.clone(),
            claims: reading.claims.len(),
            reading: read_contract::line(document, reading),
        }
    }
}

/// How two claims stand to each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelationRow {
    /// What the first is to the second: same-origin, supports, contradicts, revises, retracts or includes.
    pub relation: &'static str,
    /// The first claim, as `claim` of the table of claims: the later or wider one.
    pub from: String,
    /// The second claim.
    pub to: String,
    /// Why, in one sentence.
    pub reason: String,
}

impl RelationRow {
    /// The row of a relation.
    #[must_use]
    pub fn of(relation: &Relation) -> Self {
        Self {
            relation: relation.kind.as_str(),
            from: relation.from.to_string(),
            to: relation.to.to_string(),
            reason: relation.reason.clone(),
        }
    }
}

/// Rows that do not fit their table.
#[derive(Debug)]
pub struct TableError(ArrowError);

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rows do not fit their table: {}", self.0)
    }
}

impl std::error::Error for TableError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl From<ArrowError> for TableError {
    fn from(error: ArrowError) -> Self {
        Self(error)
    }
}
