//! Taking documents in.

use gainsay_document::{Document, DocumentId, Reading, SourceMap};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::codec::{compress, sha256, to_json};
use crate::{Error, Ledger, comparison, derive, document, seal, source};

/// Where a document was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The file.
    pub path: String,
    /// The line of the file, counted from 1, where it holds many documents.
    pub line: Option<usize>,
    /// When it was taken in.
    pub retrieved: Timestamp,
}

/// Whether a document was new to the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was, and is now in it.
    New,
    /// It was not. Where it was met is remembered; all else stays as it is.
    Known,
}

impl Ledger {
    /// Add a document with its raw bytes and its reading; all of it or nothing.
    ///
    /// Adding the same bytes again changes nothing but remembers a place not met before. A failure recorded for the
    /// same place is taken back.
    ///
    /// # Errors
    /// Rejected where bytes, document and reading do not fit together; busy, full, read-only, I/O.
    pub fn add(
        &mut self,
        raw: &[u8],
        document: &Document,
        reading: &Reading,
        from: &Provenance,
    ) -> Result<Added, Error> {
        self.add_mapped(raw, document, &SourceMap::default(), reading, from)
    }

    /// Add a document as [`Ledger::add`] does, with where its text stood in its bytes.
    ///
    /// # Errors
    /// As [`Ledger::add`]; rejected where the map does not fit the text.
    pub fn add_mapped(
        &mut self,
        raw: &[u8],
        document: &Document,
        source: &SourceMap,
        reading: &Reading,
        from: &Provenance,
    ) -> Result<Added, Error> {
        document::check(raw, document)?;
        check_reading(document, reading)?;
        let transaction = self.write()?;
        let (key, added) = match key_of(&transaction, &document.id)? {
            Some(key) => (key, Added::Known),
            None => {
                insert_raw(&transaction, &document.id, raw)?;
                let key = document::insert(&transaction, document)?;
                source::put(&transaction, key, &document.text, source)?;
                insert_reading(&transaction, key, document, reading)?;
                (key, Added::New)
            }
        };
        met(&transaction, key, from)?;
        transaction.commit()?;
        Ok(added)
    }

    /// Remember that a document of the ledger was met at a place, as [`Ledger::add`] does for a known one: for those
    /// who need not read it again.
    ///
    /// # Errors
    /// Not found where the document is not in the ledger; busy, full, read-only, I/O.
    pub fn meet_again(&mut self, id: &DocumentId, from: &Provenance) -> Result<(), Error> {
        let transaction = self.write()?;
        met(&transaction, known_key(&transaction, id)?, from)?;
        transaction.commit()?;
        Ok(())
    }

    /// Whether the document is in the ledger.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn contains(&self, id: &DocumentId) -> Result<bool, Error> {
        Ok(key_of(&self.connection, id)?.is_some())
    }

    /// Replace the reading of a document by that of another reader; the old one stays until the new one is complete.
    ///
    /// The reading must be of the document as the ledger gives it ([`Ledger::document`]). Where the document was
    /// taken in anew, its text may have changed with the way it is taken in: that is for [`Ledger::replace`].
    ///
    /// The comparison was made from the old reading, whose claims are gone: it goes too, until the next
    /// [`Ledger::set_comparison`].
    ///
    /// # Errors
    /// Not found where the document is not in the ledger; rejected where the reading does not fit it; busy, full,
    /// read-only, I/O.
    pub fn put_reading(&mut self, reading: &Reading) -> Result<(), Error> {
        let transaction = self.write()?;
        let key = known_key(&transaction, &reading.document)?;
        let document = document::load(&transaction, key)?
            .ok_or_else(|| Error::corrupt(format!("document {} has no row", reading.document.short())))?;
        replace_reading(&transaction, key, &document, reading)?;
        transaction.commit()?;
        Ok(())
    }

    /// Replace a document's text, what is known of it, and its reading by what the same bytes give today; all of it
    /// or nothing. As with [`Ledger::put_reading`] the comparison goes.
    ///
    /// # Errors
    /// Not found where the document is not in the ledger; rejected where document and reading do not fit together;
    /// busy, full, read-only, I/O.
    pub fn replace(&mut self, document: &Document, reading: &Reading) -> Result<(), Error> {
        self.replace_mapped(document, &SourceMap::default(), reading)
    }

    /// Replace a document as [`Ledger::replace`] does, with where its text stood in its bytes.
    ///
    /// # Errors
    /// As [`Ledger::replace`]; rejected where the map does not fit the text.
    pub fn replace_mapped(
        &mut self,
        document: &Document,
        source: &SourceMap,
        reading: &Reading,
    ) -> Result<(), Error> {
        document::check_spans(document)?;
        let transaction = self.write()?;
        let key = known_key(&transaction, &document.id)?;
        document::update(&transaction, key, document)?;
        source::put(&transaction, key, &document.text, source)?;
        replace_reading(&transaction, key, document, reading)?;
        transaction.commit()?;
        Ok(())
    }

    /// A transaction that has the right to write from its beginning, so that it waits before it works.
    pub(crate) fn write(&mut self) -> Result<Transaction<'_>, Error> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

/// Remember where a document was met, and that nothing is wrong with that place any more.
fn met(connection: &Connection, key: i64, from: &Provenance) -> Result<(), Error> {
    insert_provenance(connection, key, from)?;
    connection
        .prepare_cached("DELETE FROM failures WHERE path = ?1 AND line IS ?2")?
        .execute(params![from.path, line(from.line)])?;
    Ok(())
}

fn replace_reading(
    connection: &Connection,
    key: i64,
    document: &Document,
    reading: &Reading,
) -> Result<(), Error> {
    check_reading(document, reading)?;
    comparison::clear(connection)?;
    connection.prepare_cached("DELETE FROM readings WHERE document = ?1")?.execute([key])?;
    insert_reading(connection, key, document, reading)
}

fn check_reading(document: &Document, reading: &Reading) -> Result<(), Error> {
    let rejected = |fault: &dyn std::fmt::Display| {
        Error::rejected(format!("the reading of document {}: {fault}", document.id.short()))
    };
    reading.check(document).map_err(|fault| rejected(&fault))?;
    for span in reading.notes.iter().filter_map(|note| note.span) {
        span.check(&document.text).map_err(|error| rejected(&format!("notes: {error}")))?;
    }
    Ok(())
}

/// The key of a document's row within this file.
pub(crate) fn key_of(connection: &Connection, id: &DocumentId) -> Result<Option<i64>, Error> {
    let mut query = connection.prepare_cached("SELECT key FROM documents WHERE id = ?1")?;
    Ok(query.query_row([id.as_str()], |row| row.get(0)).optional()?)
}

pub(crate) fn known_key(connection: &Connection, id: &DocumentId) -> Result<i64, Error> {
    key_of(connection, id)?
        .ok_or_else(|| Error::not_found(format!("there is no document {} in the ledger", id.short())))
}

fn line(line: Option<usize>) -> Option<i64> {
    line.map(|line| i64::try_from(line).unwrap_or(i64::MAX))
}

fn insert_raw(connection: &Connection, id: &DocumentId, raw: &[u8]) -> Result<(), Error> {
    connection
        .prepare_cached("INSERT INTO raw_bytes (sha256, length, body) VALUES (?1, ?2, ?3)")?
        .execute(params![id.as_str(), raw.len() as i64, compress(raw)?])?;
    Ok(())
}

fn insert_provenance(connection: &Connection, key: i64, from: &Provenance) -> Result<(), Error> {
    let is_known: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM provenance WHERE document = ?1 AND path = ?2 AND line IS ?3)",
        )?
        .query_row(params![key, from.path, line(from.line)], |row| row.get(0))?;
    if is_known {
        return Ok(());
    }
    let (id, number): (String, i64) = connection
        .prepare_cached(
            "SELECT id, (SELECT ifnull(max(number), 0) + 1 FROM provenance WHERE document = ?1)
             FROM documents WHERE key = ?1",
        )?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let retrieved = from.retrieved.to_string();
    let digest = seal::of_place(&id, number, &from.path, line(from.line), &retrieved)?;
    connection
        .prepare_cached(
            "INSERT INTO provenance (document, number, path, line, retrieved, digest)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![key, number, from.path, line(from.line), retrieved, digest])?;
    Ok(())
}

fn insert_reading(
    connection: &Connection,
    key: i64,
    document: &Document,
    reading: &Reading,
) -> Result<(), Error> {
    let body = to_json(reading)?;
    connection
        .prepare_cached(
            "INSERT INTO readings (document, reader, length, body, digest) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            key,
            reading.reader,
            body.len() as i64,
            compress(body.as_bytes())?,
            sha256(body.as_bytes())
        ])?;
    derive::write(connection, key, document, reading)
}

#[cfg(test)]
mod tests {
    use gainsay_document::{ClaimId, Span};

    use super::*;
    use crate::build::{self, Build};

    #[test]
    fn what_was_added_comes_back() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (raw, document, reading) = Build::sample();
        assert!(!ledger.contains(&document.id).unwrap());
        assert_eq!(ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap(), Added::New);
        assert!(ledger.contains(&document.id).unwrap());
        assert_eq!(ledger.raw(&document.id).unwrap(), raw);
        assert_eq!(ledger.document(&document.id).unwrap(), document);
        assert_eq!(ledger.reading(&document.id).unwrap(), reading);
    }

    #[test]
    fn adding_twice_changes_nothing_but_remembers_a_new_place() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (raw, document, reading) = Build::sample();
        ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
        let before = build::dump(&ledger);
        let again =
            |ledger: &mut Ledger, path| ledger.add(&raw, &document, &reading, &build::from(path)).unwrap();
        assert_eq!(again(&mut ledger, "a.txt"), Added::Known);
        assert_eq!(build::dump(&ledger), before);
        assert_eq!(again(&mut ledger, "b.txt"), Added::Known);
        assert_eq!(build::count(&ledger, "provenance"), 2);
    }

    #[test]
    fn a_failure_in_the_middle_leaves_nothing() {
        let mut ledger = Ledger::in_memory().unwrap();
        let empty = build::dump(&ledger);
        let (raw, document, reading) = Build::sample();
        for table in
            ["raw_bytes", "documents", "provenance", "readings", "attributions", "claims", "claim_places"]
        {
            let name = format!("fail_{table}");
            ledger
                .connection
                .execute_batch(&format!(
                    "CREATE TEMP TRIGGER {name} BEFORE INSERT ON main.{table}
                     BEGIN SELECT RAISE(ABORT, 'injected'); END"
                ))
                .unwrap();
            let error = ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap_err();
            assert!(error.message().contains("injected"), "{table}: {error:?}");
            assert_eq!(build::dump(&ledger), empty, "{table}");
            ledger.connection.execute_batch(&format!("DROP TRIGGER temp.{name}")).unwrap();
        }
        assert_eq!(ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap(), Added::New);
    }

    #[test]
    fn a_full_disk_says_so_and_leaves_the_ledger_whole() {
        let mut ledger = Ledger::in_memory().unwrap();
        build::add(&mut ledger, "A first report.");
        let before = build::dump(&ledger);
        let pages: i64 = ledger.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        ledger.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
        let long: String = (0..40_000).map(|number| format!("Report number {number}. ")).collect();
        let error = build::try_add(&mut ledger, &long).unwrap_err();
        assert!(error.is_full() && error.hint().is_some(), "{error:?}");
        assert_eq!(build::dump(&ledger), before);
        assert_eq!(ledger.verify(|_, _| ()).unwrap().faults, []);
    }

    #[test]
    fn what_does_not_fit_together_is_rejected() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (raw, document, reading) = Build::sample();
        let mut check = |raw: &[u8], document: &Document, reading: &Reading, words: &str| {
            let error = ledger.add(raw, document, reading, &build::from("a.txt")).unwrap_err();
            assert!(error.is_rejected() && error.message().contains(words), "{error:?}");
        };
        check(b"other bytes", &document, &reading, "bytes");
        let outside = Span::ordered(0..document.text.len() + 1).unwrap();
        check(&raw, &Document { body: Some(outside), ..document.clone() }, &reading, "outside the text");
        let mut wrong = reading.clone();
        wrong.quantities[0].span = outside;
        check(&raw, &document, &wrong, "quantities[0]");
        let mut wrong = reading.clone();
        wrong.claims[0].facts.places = vec![99];
        check(&raw, &document, &wrong, "claims[0]");
        let mut wrong = reading.clone();
        wrong.attributions[0].confidence = f32::NAN;
        check(&raw, &document, &wrong, "attributions.confidence");
        assert_eq!(build::count(&ledger, "documents"), 0);
    }

    #[test]
    fn a_new_reading_replaces_the_old_one_as_a_whole() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (raw, document, reading) = Build::sample();
        let mut newer = reading.clone();
        newer.reader = "rules 2".to_owned();
        newer.claims.truncate(1);
        assert!(ledger.put_reading(&newer).unwrap_err().is_not_found());

        ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
        ledger.set_comparison(&build::comparison(&[&reading])).unwrap();
        let before = build::dump(&ledger);
        let mut wrong = newer.clone();
        wrong.claims[0].facts.times = vec![7];
        assert!(ledger.put_reading(&wrong).unwrap_err().is_rejected());
        assert_eq!(build::dump(&ledger), before, "the old reading stays");
        assert!(ledger.comparison_is_current().unwrap());

        ledger.put_reading(&newer).unwrap();
        assert_eq!(ledger.reading(&document.id).unwrap(), newer);
        assert_eq!(build::count(&ledger, "claims"), 1);
        assert_eq!(ledger.comparison().unwrap().matters, []);
        assert!(!ledger.comparison_is_current().unwrap());
        assert!(ledger.resolve_claim(&format!("{}.{}", document.id.short(), ClaimId(1))).is_err());
        assert_eq!(ledger.verify(|_, _| ()).unwrap().faults, []);

        let mut fresh = Ledger::in_memory().unwrap();
        fresh.add(&raw, &document, &newer, &build::from("a.txt")).unwrap();
        assert_eq!(build::dump(&ledger), build::dump(&fresh), "as if it had always been so");
    }

    #[test]
    fn the_same_bytes_taken_in_anew_replace_what_they_gave_before() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (raw, document, reading) = Build::sample();
        let text = format!("À {}", document.text);
        let mut newer = Document { text, outlet: None, body: None, notes: Vec::new(), ..document.clone() };
        let newer_reading = Reading::empty(document.id.clone(), "rules 2");
        assert!(ledger.replace(&newer, &newer_reading).unwrap_err().is_not_found());

        ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
        let before = build::dump(&ledger);
        let mut wrong = reading.clone();
        wrong.sentences = vec![Span::ordered(0..1).unwrap()];
        assert!(ledger.replace(&newer, &wrong).unwrap_err().is_rejected(), "a character is cut in two");
        assert_eq!(build::dump(&ledger), before);

        ledger.replace(&newer, &newer_reading).unwrap();
        newer.notes.clone_from(&document.notes);
        newer.notes.truncate(1);
        ledger.replace(&newer, &newer_reading).unwrap();
        assert_eq!(ledger.document(&document.id).unwrap(), newer);
        assert_eq!(ledger.reading(&document.id).unwrap(), newer_reading);
        assert_eq!(ledger.verify(|_, _| ()).unwrap().faults.len(), 0);
        assert_eq!(ledger.search("harbour", 9).unwrap().claims, []);
    }

    #[test]
    fn a_document_met_again_remembers_the_place() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (raw, document, reading) = Build::sample();
        let place = build::from("b.txt");
        assert!(ledger.meet_again(&document.id, &place).unwrap_err().is_not_found());
        ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
        ledger.add_failure("b.txt", None, "empty", build::now()).unwrap();
        ledger.meet_again(&document.id, &place).unwrap();
        ledger.meet_again(&document.id, &place).unwrap();
        assert_eq!(build::count(&ledger, "provenance"), 2);
        assert_eq!(ledger.failures().unwrap(), []);
        assert_eq!(ledger.reader_of(&document.id).unwrap(), reading.reader);
    }

    #[test]
    fn many_small_documents_are_added_in_one_go() {
        let mut ledger = Ledger::in_memory().unwrap();
        for number in 0..300 {
            build::add(
                &mut ledger,
                &format!("The harbour office said on Monday that {number} boats had sunk."),
            );
        }
        assert_eq!(ledger.summary().unwrap().documents, 300);
    }
}
