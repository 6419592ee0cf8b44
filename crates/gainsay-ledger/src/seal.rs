//! Seals: digests of rows that no other table tells of, so that a changed one is noticed.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use crate::codec::{sha256, to_json};
use crate::verify::tolerate;
use crate::{Error, Verification, comparison};

/// The seal of where a document was met.
pub(crate) fn of_place(
    document: &str,
    number: i64,
    path: &str,
    line: Option<i64>,
    retrieved: &str,
) -> Result<String, Error> {
    Ok(sha256(to_json(&(document, number, path, line, retrieved))?.as_bytes()))
}

/// The seal of a failure.
pub(crate) fn of_failure(path: &str, line: Option<i64>, reason: &str, at: &str) -> Result<String, Error> {
    Ok(sha256(to_json(&(path, line, reason, at))?.as_bytes()))
}

/// The seal of the stored comparison: over every row of its tables, each value with its type, documents by their identifier,
/// which is the same in every ledger.
pub(crate) fn of_comparison(connection: &Connection) -> Result<String, Error> {
    let mut digest = Sha256::new();
    for table in comparison::TABLES {
        let columns = columns(connection, table)?;
        let shown = |name: &String| match name.as_str() {
            "document" | "from_document" | "to_document" => {
                format!("(SELECT id FROM documents WHERE key = {table}.{name})")
            }
            _ => format!("{table}.\"{name}\""),
        };
        let list: Vec<String> = columns.iter().filter(|name| *name != "digest").map(shown).collect();
        // The key of such a table is among its first columns.
        let key: Vec<String> = (1..=list.len().min(4)).map(|column| column.to_string()).collect();
        let sql = format!("SELECT {} FROM {table} ORDER BY {}", list.join(", "), key.join(", "));
        digest.update(table.as_bytes());
        let mut query = connection.prepare(&sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..list.len() {
                match row.get_ref(column)? {
                    ValueRef::Null => digest.update([0]),
                    ValueRef::Integer(number) => {
                        digest.update([1]);
                        digest.update(number.to_le_bytes());
                    }
                    ValueRef::Real(number) => {
                        digest.update([2]);
                        digest.update(number.to_bits().to_le_bytes());
                    }
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                        digest.update([3]);
                        digest.update((bytes.len() as u64).to_le_bytes());
                        digest.update(bytes);
                    }
                }
            }
        }
    }
    Ok(crate::codec::hex(&digest.finalize()))
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, Error> {
    let mut query = connection.prepare_cached("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    Ok(query.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Seal the comparison that was just written.
pub(crate) fn seal_comparison(connection: &Connection) -> Result<(), Error> {
    let digest = of_comparison(connection)?;
    connection.execute("UPDATE comparison SET digest = ?1", [digest])?;
    Ok(())
}

/// Hold a stored seal to the one computed anew.
fn hold(
    verification: &mut Verification,
    (table, place): (&str, &str),
    stored: Option<String>,
    computed: String,
) {
    match stored {
        None => verification.unsealed += 1,
        Some(stored) if stored == computed => {}
        Some(stored) => verification.fault(None, table, format!("{place} digest"), stored, computed),
    }
}

/// Hold places, failures and the comparison to their seals.
pub(crate) fn verify(connection: &Connection, verification: &mut Verification) -> Result<(), Error> {
    let places = || -> Result<Vec<(String, Option<String>, String)>, Error> {
        let mut query = connection.prepare(
            "SELECT documents.id, number, path, line, retrieved, provenance.digest
             FROM provenance JOIN documents ON documents.key = document ORDER BY document, number",
        )?;
        let mut rows = query.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, number, path): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let retrieved: String = row.get(4)?;
            let computed = of_place(&id, number, &path, row.get(3)?, &retrieved)?;
            found.push((format!("{} {number}", id.get(..12).unwrap_or(&id)), row.get(5)?, computed));
        }
        Ok(found)
    };
    for (place, stored, computed) in tolerate(verification, None, "provenance", places())?.unwrap_or_default()
    {
        hold(verification, ("provenance", &place), stored, computed);
    }
    let failures = || -> Result<Vec<(String, Option<String>, String)>, Error> {
        let mut query = connection
            .prepare("SELECT number, path, line, reason, at, digest FROM failures ORDER BY number")?;
        let mut rows = query.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (path, reason, at): (String, String, String) = (row.get(1)?, row.get(3)?, row.get(4)?);
            let computed = of_failure(&path, row.get(2)?, &reason, &at)?;
            found.push((row.get::<_, i64>(0)?.to_string(), row.get(5)?, computed));
        }
        Ok(found)
    };
    for (place, stored, computed) in tolerate(verification, None, "failures", failures())?.unwrap_or_default()
    {
        hold(verification, ("failures", &place), stored, computed);
    }
    let met = || -> Result<Option<String>, Error> {
        let lost = "SELECT id FROM documents WHERE NOT EXISTS
                    (SELECT 1 FROM provenance WHERE document = key AND number = 1) ORDER BY key LIMIT 1";
        Ok(connection.query_row(lost, [], |row| row.get(0)).optional()?)
    };
    if let Some(Some(id)) = tolerate(verification, None, "provenance", met())? {
        verification.fault(None, "provenance", id, "where it was met first", "nothing");
    }
    let stored = || -> Result<Option<Option<String>>, Error> {
        Ok(connection.query_row("SELECT digest FROM comparison", [], |row| row.get(0)).optional()?)
    };
    match tolerate(verification, None, "comparison", stored())?.flatten() {
        Some(stored) => {
            let computed = tolerate(verification, None, "comparison", of_comparison(connection))?;
            hold(verification, ("comparison", "1"), stored, computed.unwrap_or_default());
        }
        None => {
            let left: i64 = connection.query_row("SELECT count(*) FROM matters", [], |row| row.get(0))?;
            if left > 0 {
                verification.fault(None, "comparison", "", "the row of the comparison", "none");
            }
        }
    }
    Ok(())
}
