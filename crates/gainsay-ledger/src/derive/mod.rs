//! The rows derived from a reading, for people and for queries. The reading itself stays the truth: [`verify`]
//! derives the rows again and holds the stored ones to them.
//!
//! [`verify`]: crate::Ledger::verify

mod rows;

pub(crate) use rows::note_rows;

use gainsay_document::{Document, Reading};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::Error;

/// One derived table. Its first column, `document`, goes without saying.
#[derive(Debug)]
pub(crate) struct Table {
    pub name: &'static str,
    /// The key of a row within its document: the first columns of `columns`.
    pub key: &'static [&'static str],
    pub columns: &'static [&'static str],
}

/// Every derived table, parents first.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "reading_notes",
        key: &["number"],
        columns: &["number", "code", "start", "end", "quote", "message", "hint"],
    },
    Table { name: "actors", key: &["number"], columns: &["number", "name", "kind", "role", "affiliation"] },
    Table {
        name: "actor_mentions",
        key: &["actor", "number"],
        columns: &["actor", "number", "start", "end", "quote"],
    },
    Table {
        name: "attributions",
        key: &["number"],
        columns: &[
            "number",
            "name",
            "source",
            "cue",
            "content",
            "quote_kind",
            "stance",
            "inside",
            "actor",
            "confidence",
        ],
    },
    Table {
        name: "attribution_spans",
        key: &["attribution", "part", "number"],
        columns: &["attribution", "part", "number", "start", "end", "quote"],
    },
    Table {
        name: "quantities",
        key: &["number"],
        columns: &[
            "number",
            "start",
            "end",
            "quote",
            "low",
            "high",
            "approximator",
            "unit",
            "outcome",
            "category",
            "scope",
            "since",
            "part_of",
        ],
    },
    Table {
        name: "times",
        key: &["number"],
        columns: &["number", "start", "end", "quote", "type", "value", "first_day", "last_day"],
    },
    Table {
        name: "places",
        key: &["number"],
        columns: &[
            "number",
            "start",
            "end",
            "quote",
            "name",
            "geonameid",
            "latitude",
            "longitude",
            "country",
            "admin1",
            "is_country",
        ],
    },
    Table {
        name: "events",
        key: &["number"],
        columns: &["number", "start", "end", "quote", "type", "polarity", "modality"],
    },
    Table {
        name: "event_actors",
        key: &["event", "position"],
        columns: &["event", "position", "role", "actor"],
    },
    Table {
        name: "event_quantities",
        key: &["event", "position"],
        columns: &["event", "position", "quantity"],
    },
    Table { name: "event_times", key: &["event", "position"], columns: &["event", "position", "time"] },
    Table { name: "event_places", key: &["event", "position"], columns: &["event", "position", "place"] },
    Table {
        name: "claims",
        key: &["number"],
        columns: &[
            "number",
            "attribution",
            "holder",
            "chain",
            "stance",
            "quote_kind",
            "polarity",
            "modality",
            "start",
            "end",
            "words",
        ],
    },
    Table {
        name: "claim_spans",
        key: &["claim", "number"],
        columns: &["claim", "number", "start", "end", "quote"],
    },
    Table { name: "claim_events", key: &["claim", "position"], columns: &["claim", "position", "event"] },
    Table {
        name: "claim_quantities",
        key: &["claim", "position"],
        columns: &["claim", "position", "quantity"],
    },
    Table { name: "claim_times", key: &["claim", "position"], columns: &["claim", "position", "time"] },
    Table { name: "claim_places", key: &["claim", "position"], columns: &["claim", "position", "place"] },
];

impl Table {
    /// The columns, quoted where a word of SQL is among them.
    fn list(&self) -> String {
        self.columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ")
    }

    fn insertion(&self) -> String {
        let marks = (2..self.columns.len() + 2).map(|mark| format!("?{mark}")).collect::<Vec<_>>().join(", ");
        format!("INSERT INTO {} (document, {}) VALUES (?1, {marks})", self.name, self.list())
    }

    /// Write `rows` for the document with the key `document`.
    pub(crate) fn insert(
        &self,
        connection: &Connection,
        document: i64,
        rows: Vec<Vec<Value>>,
    ) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut insert = connection.prepare_cached(&self.insertion())?;
        for row in rows {
            insert.execute(params_from_iter(std::iter::once(Value::Integer(document)).chain(row)))?;
        }
        Ok(())
    }

    /// The stored rows of the document with the key `document`, in the order of their key.
    pub(crate) fn stored(&self, connection: &Connection, document: i64) -> Result<Vec<Vec<Value>>, Error> {
        let (columns, table, key) = (self.list(), self.name, self.key.join(", "));
        let sql = format!("SELECT {columns} FROM {table} WHERE document = ?1 ORDER BY {key}");
        let mut query = connection.prepare_cached(&sql)?;
        let width = self.columns.len();
        let rows = query.query_map([document], |row| (0..width).map(|column| row.get(column)).collect())?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The rows of `reading`: one list for each of [`TABLES`], each in the order of its key.
pub(crate) fn rows(document: &Document, reading: &Reading) -> Result<Vec<Vec<Vec<Value>>>, Error> {
    rows::rows(document, reading)
}

/// Write the rows of `reading` for the document with the key `document_key`.
pub(crate) fn write(
    connection: &Connection,
    document_key: i64,
    document: &Document,
    reading: &Reading,
) -> Result<(), Error> {
    for (table, rows) in TABLES.iter().zip(rows(document, reading)?) {
        table.insert(connection, document_key, rows)?;
    }
    Ok(())
}
