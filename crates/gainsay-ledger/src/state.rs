//! What a ledger holds, as one short name.

use rusqlite::Connection;

use crate::codec::sha256;
use crate::{Error, Ledger};

/// So many hexadecimal digits tell one state from another.
const DIGITS: usize = 16;

impl Ledger {
    /// The beginning of a SHA-256 over all documents, their readings and the last decision.
    ///
    /// Two ledgers with the same state hold the same, whatever order they were filled in.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn state(&self) -> Result<String, Error> {
        let mut digits = whole(&self.connection)?;
        digits.truncate(DIGITS);
        Ok(digits)
    }
}

/// The whole of the hash that [`Ledger::state`] is the beginning of.
pub(crate) fn whole(connection: &Connection) -> Result<String, Error> {
    let sql = "SELECT documents.id || ' ' || documents.digest || ' ' || readings.reader || ' ' || ifnull(readings.digest, '')
                   FROM documents JOIN readings ON readings.document = documents.key
                   UNION ALL SELECT hash FROM (SELECT hash FROM reviews ORDER BY id DESC LIMIT 1)
                   ORDER BY 1";
    let mut query = connection.prepare_cached(sql)?;
    let mut told = String::new();
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        told.push_str(row.get_ref(0)?.as_str().unwrap_or_default());
        told.push('\n');
    }
    Ok(sha256(told.as_bytes()))
}

#[cfg(test)]
mod tests {
    use crate::build;
    use crate::{Access, Ledger};

    fn state(texts: &[&str]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(folder.path().join("state.db"), Access::Create).unwrap();
        for text in texts {
            build::add(&mut ledger, text);
        }
        ledger.state().unwrap()
    }

    #[test]
    fn the_same_documents_are_one_state_in_any_order() {
        let [one, other] = ["The mayor said two died.", "The guard denied it."];
        assert_eq!(state(&[one, other]), state(&[other, one]));
        assert_ne!(state(&[one]), state(&[one, other]));
        assert_ne!(state(&[]), state(&[one]));
        assert_eq!(state(&[]).len(), 16);
    }
}
