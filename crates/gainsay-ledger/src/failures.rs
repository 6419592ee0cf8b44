//! What could not be taken in.

use jiff::Timestamp;
use rusqlite::params;

use crate::codec::size;
use crate::{Error, Ledger, seal};

/// A place whose content could not be taken in or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file.
    pub path: String,
    /// The line of the file, counted from 1.
    pub line: Option<usize>,
    /// Why, in one sentence.
    pub reason: String,
    /// When it first happened.
    pub at: Timestamp,
}

impl Ledger {
    /// Record that the content at `path` (and `line`) could not be taken in. The same failure is recorded once, with
    /// the time it first happened.
    ///
    /// # Errors
    /// Busy, full, read-only, I/O.
    pub fn add_failure(
        &mut self,
        path: &str,
        line: Option<usize>,
        reason: &str,
        at: Timestamp,
    ) -> Result<(), Error> {
        let line = line.map(|line| i64::try_from(line).unwrap_or(i64::MAX));
        let at = at.to_string();
        let digest = seal::of_failure(path, line, reason, &at)?;
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO failures (path, line, reason, at, digest) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![path, line, reason, at, digest])?;
        Ok(())
    }

    /// What could not be taken in, by path and line.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn failures(&self) -> Result<Vec<Failure>, Error> {
        let mut query = self
            .connection
            .prepare_cached("SELECT path, line, reason, at FROM failures ORDER BY path, line, number")?;
        let mut rows = query.query([])?;
        let mut failures = Vec::new();
        while let Some(row) = rows.next()? {
            let at: String = row.get(3)?;
            failures.push(Failure {
                path: row.get(0)?,
                line: row.get::<_, Option<i64>>(1)?.map(size).transpose()?,
                reason: row.get(2)?,
                at: at.parse().map_err(|error| Error::corrupt(format!("not a time: {at:?}: {error}")))?,
            });
        }
        Ok(failures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{self, Build};

    #[test]
    fn the_same_failure_is_recorded_once() {
        let mut ledger = Ledger::in_memory().unwrap();
        let first = build::now();
        let later = Timestamp::from_second(first.as_second() + 60).unwrap();
        for at in [first, later] {
            ledger.add_failure("b.jsonl", Some(3), "not JSON", at).unwrap();
            ledger.add_failure("b.jsonl", Some(4), "not JSON", at).unwrap();
            ledger.add_failure("a.txt", None, "empty", at).unwrap();
        }
        let failures = ledger.failures().unwrap();
        let places: Vec<_> = failures.iter().map(|failure| (failure.path.as_str(), failure.line)).collect();
        assert_eq!(places, [("a.txt", None), ("b.jsonl", Some(3)), ("b.jsonl", Some(4))]);
        assert!(failures.iter().all(|failure| failure.at == first));
    }

    #[test]
    fn a_failure_goes_when_the_place_is_taken_in_well() {
        let mut ledger = Ledger::in_memory().unwrap();
        ledger.add_failure("a.txt", None, "empty", build::now()).unwrap();
        ledger.add_failure("a.txt", Some(2), "not JSON", build::now()).unwrap();
        let (raw, document, reading) = Build::sample();
        ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
        assert_eq!(ledger.failures().unwrap().len(), 1);
        assert_eq!(ledger.failures().unwrap()[0].line, Some(2));
    }
}
