//! Holding the ledger to itself: bytes to their hashes, quotes to their texts, rows to their readings.

mod document;

pub(crate) use document::shown_text;

use gainsay_document::DocumentId;
use rusqlite::Connection;
use serde::Serialize;

use crate::codec::document_id;
use crate::{Error, Ledger, load, reviews, seal, state};

/// More faults of one kind in one document are counted, not listed.
const LISTED: usize = 5;

/// What a verification looked at and what it found wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Documents whose bytes, text and reading were looked at.
    pub documents: usize,
    /// Readings that were decoded and tested.
    pub readings: usize,
    /// Entries of the review log whose place in the chain was tested.
    pub reviews: usize,
    /// Rows that an older version wrote without a seal: whether they were changed cannot be told.
    pub unsealed: usize,
    /// What the ledger holds, as one SHA-256 to keep elsewhere and compare: over documents, readings and the last decision.
    pub state: String,
    /// Stored spans whose quote was compared with the text.
    pub spans_checked: usize,
    /// Pieces of source maps that were held to their text.
    pub pieces_checked: usize,
    /// What does not fit; empty for a whole ledger.
    pub faults: Vec<Fault>,
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The document it is about; none where it is about the file.
    pub document: Option<DocumentId>,
    /// The table it was found in; empty for the file as a whole.
    pub table: String,
    /// Which row and column, as far as it can be told.
    pub place: String,
    /// What should stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl std::fmt::Display for Fault {
    /// `document 3f2a91bc40d7, quantities 2 quote: expected "3 barges", found "9 barges"`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.document {
            Some(id) => write!(f, "document {}, ", id.short())?,
            None => f.write_str("ledger, ")?,
        }
        let place = [self.table.as_str(), self.place.as_str()].into_iter().filter(|part| !part.is_empty());
        let place = place.collect::<Vec<_>>().join(" ");
        write!(f, "{place}: expected {}, found {}", self.expected, self.found)
    }
}

impl Ledger {
    /// Re-hash every document's bytes, test every reading and source map against its text, compare every stored span's quote and
    /// every derived row with what the reading says, hold the review log to its chain and its quotes to their texts, and
    /// let SQLite test the file. Writes nothing.
    ///
    /// `progress` is called after each document with the number done and the number there are.
    ///
    /// # Errors
    /// Busy, I/O. What does not fit is no error but a fault in the answer.
    pub fn verify(&self, mut progress: impl FnMut(usize, usize)) -> Result<Verification, Error> {
        // One transaction, so that a writer beside does not change what is compared with what.
        let snapshot = self.connection.unchecked_transaction()?;
        let mut verification = Verification::default();
        file(&snapshot, &mut verification)?;
        references(&snapshot, &mut verification)?;
        let keys = tolerate(&mut verification, None, "documents", load::keys(&snapshot))?.unwrap_or_default();
        for (done, key) in keys.iter().enumerate() {
            let id = snapshot.query_row("SELECT id FROM documents WHERE key = ?1", [key], |row| row.get(0));
            let id = id.map_err(Error::from).and_then(document_id);
            if let Some(id) = tolerate(&mut verification, None, "documents", id)? {
                document::check(&snapshot, *key, &id, &mut verification)?;
            }
            verification.documents += 1;
            progress(done + 1, keys.len());
        }
        reviews::verify(&snapshot, &mut verification)?;
        seal::verify(&snapshot, &mut verification)?;
        let state = state::whole(&snapshot);
        verification.state = tolerate(&mut verification, None, "", state)?.unwrap_or_default();
        Ok(verification)
    }
}

impl Verification {
    pub(crate) fn fault(
        &mut self,
        document: Option<&DocumentId>,
        table: &str,
        place: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) {
        let alike = |fault: &&Fault| fault.document.as_ref() == document && fault.table == table;
        // A changed text breaks every row; a handful shows where, the rest only drowns other faults.
        if self.faults.iter().rev().take_while(alike).count() < LISTED {
            self.faults.push(Fault {
                document: document.cloned(),
                table: table.to_owned(),
                place: place.into(),
                expected: expected.into(),
                found: found.into(),
            });
        }
    }
}

/// Turn damage into a fault and let what is not the ledger's doing through.
pub(crate) fn tolerate<T>(
    verification: &mut Verification,
    document: Option<&DocumentId>,
    table: &str,
    result: Result<T, Error>,
) -> Result<Option<T>, Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_busy() || error.is_io() || error.is_full() || error.is_read_only() => {
            Err(error)
        }
        Err(error) => {
            verification.fault(document, table, "", "what can be read", error.message());
            Ok(None)
        }
    }
}

/// What SQLite itself finds wrong with the file.
fn file(connection: &Connection, verification: &mut Verification) -> Result<(), Error> {
    let lines = || -> Result<Vec<String>, Error> {
        let mut query = connection.prepare("PRAGMA integrity_check(20)")?;
        Ok(query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    };
    for line in tolerate(verification, None, "", lines())?.unwrap_or_default() {
        if line != "ok" {
            verification.fault(None, "", "integrity_check", "ok", line);
        }
    }
    Ok(())
}

/// Rows that point to rows that are not there: of the reading's tables, and of the comparison's.
fn references(connection: &Connection, verification: &mut Verification) -> Result<(), Error> {
    let broken = || -> Result<Vec<(String, String, i64)>, Error> {
        let mut query = connection.prepare(
            "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY \"table\", parent ORDER BY 1, 2",
        )?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    for (table, parent, rows) in tolerate(verification, None, "", broken())?.unwrap_or_default() {
        let found = format!("{rows} that do not");
        verification.fault(None, &table, "", format!("only rows that point into {parent}"), found);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
