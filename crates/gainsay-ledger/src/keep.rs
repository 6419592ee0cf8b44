//! What a copy that leaves the file is made of: stored bytes as they are, and the file itself.

use std::collections::HashMap;
use std::path::Path;

use gainsay_document::DocumentId;
use rusqlite::params;

use crate::add::known_key;
use crate::codec::decompress;
use crate::reviews::LogEntry;
use crate::{Error, Ledger, Provenance, reviews};

impl Ledger {
    /// The stored reading as it is stored: JSON, offsets in bytes.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn stored_reading(&self, id: &DocumentId) -> Result<Vec<u8>, Error> {
        let key = known_key(&self.connection, id)?;
        let mut query =
            self.connection.prepare_cached("SELECT length, body FROM readings WHERE document = ?1")?;
        let (length, body): (i64, Vec<u8>) = query.query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        decompress(&body, length)
    }

    /// Where a document was met, the first place first.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn places_met(&self, id: &DocumentId) -> Result<Vec<Provenance>, Error> {
        let key = known_key(&self.connection, id)?;
        let mut query = self.connection.prepare_cached(
            "SELECT path, line, retrieved FROM provenance WHERE document = ?1 ORDER BY number",
        )?;
        let mut rows = query.query(params![key])?;
        let mut places = Vec::new();
        while let Some(row) = rows.next()? {
            let (line, retrieved): (Option<i64>, String) = (row.get(1)?, row.get(2)?);
            places.push(Provenance {
                path: row.get(0)?,
                line: line.and_then(|line| usize::try_from(line).ok()),
                retrieved: retrieved
                    .parse()
                    .map_err(|error| Error::corrupt(format!("not a time: {retrieved:?}: {error}")))?,
            });
        }
        Ok(places)
    }

    /// The identifiers of all documents, in the order they were added.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn document_ids(&self) -> Result<Vec<DocumentId>, Error> {
        let mut query = self.connection.prepare_cached("SELECT id FROM documents ORDER BY key")?;
        let ids: Vec<String> = query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        ids.into_iter().map(crate::codec::document_id).collect()
    }

    /// The rows of the review log, the first entry first.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn review_log(&self) -> Result<Vec<LogEntry>, Error> {
        LogEntry::all(&self.connection)
    }

    /// Take over a whole review log, its hashes and all, into a ledger that has none. The comparison is stale by it.
    ///
    /// # Errors
    /// Rejected where the ledger has a log, or the chain is broken; busy, full, read-only, I/O.
    pub fn adopt_reviews(&mut self, log: &[LogEntry]) -> Result<(), Error> {
        let transaction = self.write()?;
        if LogEntry::last(&transaction)?.is_some() {
            return Err(Error::rejected("the ledger has a review log already"));
        }
        let mut previous = LogEntry::FIRST.to_owned();
        for (entry, number) in log.iter().zip(1..) {
            if entry.id != number || entry.previous != previous || entry.hash != entry.digest()? {
                return Err(Error::rejected(format!(
                    "entry {number} of the review log does not hold to the chain"
                )));
            }
            entry.insert(&transaction)?;
            previous.clone_from(&entry.hash);
        }
        reviews::test(&transaction)?;
        transaction.commit()?;
        Ok(())
    }

    /// Take over entries of another ledger's review log, some of which are missing: they are chained anew, with the names,
    /// times and reasons that they have.
    ///
    /// # Errors
    /// Rejected where the ledger has a log, or an entry does not fit; busy, full, read-only, I/O.
    pub fn adopt_part_of_reviews(&mut self, part: &[LogEntry]) -> Result<(), Error> {
        let mut numbers = HashMap::new();
        let mut log: Vec<LogEntry> = Vec::new();
        for (entry, number) in part.iter().zip(1_i64..) {
            numbers.insert(entry.id, number);
            let mut entry = LogEntry { id: number, ..entry.clone() };
            if entry.kind == "undo" {
                let of = entry.value.as_deref().and_then(|value| value.parse::<i64>().ok());
                let of = of.and_then(|of| numbers.get(&of));
                let of = of
                    .ok_or_else(|| Error::rejected(format!("entry {number} takes back what is not there")))?;
                entry.value = Some(of.to_string());
            }
            entry.previous = log.last().map_or_else(|| LogEntry::FIRST.to_owned(), |last| last.hash.clone());
            entry.hash = entry.digest()?;
            log.push(entry);
        }
        self.adopt_reviews(&log)
    }

    /// Bring all of the ledger into its one file, without a log beside it: before the file is moved.
    ///
    /// # Errors
    /// Busy, full, read-only, I/O.
    pub fn settle(&self) -> Result<(), Error> {
        let mode: String =
            self.connection.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
        if mode == "delete" {
            Ok(())
        } else {
            Err(Error::rejected("the log could not be brought into the file"))
        }
    }

    /// Write a copy of the ledger as it stands now to `path`, where there must be no file, or an empty one. Others may
    /// read and write the ledger meanwhile.
    ///
    /// # Errors
    /// Busy, full, read-only, I/O.
    pub fn copy_into(&self, path: &Path) -> Result<(), Error> {
        let text = path.to_str().ok_or_else(|| Error::rejected("the name of the copy is not UTF-8"))?;
        self.connection
            .execute("VACUUM INTO ?1", [text])
            .map_err(|error| Error::from(error).of_file(path))?;
        Ok(())
    }
}
