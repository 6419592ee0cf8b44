//! Giving documents and readings back.

use gainsay_document::{Document, DocumentId, Reading};
use rusqlite::{Connection, OptionalExtension};

use crate::add::known_key;
use crate::codec::{decompress, from_json, sha256};
use crate::{Error, Ledger, document};

impl Ledger {
    /// The document.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn document(&self, id: &DocumentId) -> Result<Document, Error> {
        let key = known_key(&self.connection, id)?;
        document::load(&self.connection, key)?.ok_or_else(|| missing(id.short()))
    }

    /// What the last reader found in the document.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn reading(&self, id: &DocumentId) -> Result<Reading, Error> {
        let key = known_key(&self.connection, id)?;
        reading(&self.connection, key)
    }

    /// Name and version of the reader whose reading of the document is stored.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn reader_of(&self, id: &DocumentId) -> Result<String, Error> {
        let key = known_key(&self.connection, id)?;
        let mut query = self.connection.prepare_cached("SELECT reader FROM readings WHERE document = ?1")?;
        Ok(query.query_row([key], |row| row.get(0))?)
    }

    /// The bytes the document came as.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn raw(&self, id: &DocumentId) -> Result<Vec<u8>, Error> {
        known_key(&self.connection, id)?;
        raw(&self.connection, id.as_str())
    }

    /// A number that changes when another connection has changed the ledger. What this one changes itself it does not tell.
    ///
    /// # Errors
    /// I/O.
    pub fn version(&self) -> Result<i64, Error> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Do `work` on the ledger as it stands now: what another program writes meanwhile is seen only after it.
    ///
    /// Whoever reads several things that must fit together (a matter and the readings of its claims) reads them so.
    ///
    /// # Errors
    /// Those of `work`; busy, I/O; other where it is called within itself.
    pub fn snapshot<T, E: From<Error>>(&self, work: impl FnOnce(&Self) -> Result<T, E>) -> Result<T, E> {
        let snapshot = self.connection.unchecked_transaction().map_err(Error::from)?;
        let done = work(self)?;
        snapshot.commit().map_err(Error::from)?;
        Ok(done)
    }

    /// Hand every document with its reading to `visit`, one at a time, in the order they were added.
    ///
    /// # Errors
    /// Those of `visit`, which end the way; corrupt, I/O.
    pub fn for_each_report<E: From<Error>>(
        &self,
        mut visit: impl FnMut(Document, Reading) -> Result<(), E>,
    ) -> Result<(), E> {
        for key in keys(&self.connection)? {
            let document = document::load(&self.connection, key)?.ok_or_else(|| missing(&key.to_string()))?;
            visit(document, reading(&self.connection, key)?)?;
        }
        Ok(())
    }
}

fn missing(what: &str) -> Error {
    Error::corrupt(format!("document {what} has no row"))
}

/// The keys of all documents, in the order they were added.
pub(crate) fn keys(connection: &Connection) -> Result<Vec<i64>, Error> {
    let mut query = connection.prepare_cached("SELECT key FROM documents ORDER BY key")?;
    Ok(query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

pub(crate) fn reading(connection: &Connection, key: i64) -> Result<Reading, Error> {
    let mut query = connection.prepare_cached("SELECT length, body FROM readings WHERE document = ?1")?;
    let stored: Option<(i64, Vec<u8>)> =
        query.query_row([key], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (length, body) = stored.ok_or_else(|| Error::corrupt("the document has no reading"))?;
    from_json(&decompress(&body, length)?)
}

/// The seal of the stored reading, computed anew, and the one stored beside it.
pub(crate) fn reading_digests(connection: &Connection, key: i64) -> Result<(String, Option<String>), Error> {
    let mut query =
        connection.prepare_cached("SELECT length, body, digest FROM readings WHERE document = ?1")?;
    let (length, body, stored): (i64, Vec<u8>, Option<String>) =
        query.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok((sha256(&decompress(&body, length)?), stored))
}

pub(crate) fn raw(connection: &Connection, sha256: &str) -> Result<Vec<u8>, Error> {
    let mut query = connection.prepare_cached("SELECT length, body FROM raw_bytes WHERE sha256 = ?1")?;
    let stored: Option<(i64, Vec<u8>)> =
        query.query_row([sha256], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (length, body) = stored.ok_or_else(|| Error::corrupt("the document's bytes are missing"))?;
    decompress(&body, length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Access;
    use crate::build::{self, Build};

    #[test]
    fn reports_come_in_the_order_they_were_added() {
        let mut ledger = Ledger::in_memory().unwrap();
        let texts = ["Zero.", "A report: Mağusa, 🛥 and née.", "In between."];
        for text in texts {
            build::add(&mut ledger, text);
        }
        let mut seen = Vec::new();
        ledger
            .for_each_report(|document, reading| {
                assert_eq!(reading.document, document.id);
                seen.push(document.text);
                Ok::<(), Error>(())
            })
            .unwrap();
        assert_eq!(seen, texts);
    }

    #[test]
    fn a_snapshot_does_not_see_what_is_written_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let mut writer = Ledger::open(&path, Access::Create).unwrap();
        build::add(&mut writer, "One.");
        let reader = Ledger::open(&path, Access::ReadOnly).unwrap();
        let seen = reader.snapshot(|reader| {
            let before = reader.summary()?.documents;
            build::add(&mut writer, "Two.");
            Ok::<_, Error>((before, reader.summary()?.documents))
        });
        assert_eq!(seen.unwrap(), (1, 1));
        assert_eq!(reader.summary().unwrap().documents, 2);

        let version = reader.version().unwrap();
        assert_eq!(reader.version().unwrap(), version);
        let still = reader.snapshot(|reader| {
            let before = reader.version()?;
            build::add(&mut writer, "Three.");
            Ok::<_, Error>((before, reader.version()?))
        });
        assert_eq!(still.unwrap(), (version, version), "a snapshot stays as it was");
        assert_ne!(reader.version().unwrap(), version);
    }

    #[test]
    fn a_visitor_may_stop_the_way() {
        let mut ledger = Ledger::in_memory().unwrap();
        build::add(&mut ledger, "One.");
        build::add(&mut ledger, "Two.");
        let mut seen = 0;
        let stopped = ledger.for_each_report(|_, _| {
            seen += 1;
            Err(Error::not_found("enough"))
        });
        assert!(stopped.unwrap_err().is_not_found());
        assert_eq!(seen, 1);
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        let ledger = Ledger::in_memory().unwrap();
        let (_, document, _) = Build::sample();
        assert!(ledger.document(&document.id).unwrap_err().is_not_found());
        assert!(ledger.reading(&document.id).unwrap_err().is_not_found());
        assert!(ledger.raw(&document.id).unwrap_err().is_not_found());
    }
}
