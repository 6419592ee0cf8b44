//! The versions of the schema, and the way from one to the next.

use rusqlite::{Connection, TransactionBehavior};

use crate::Error;
use crate::error::Kind;

/// "GAIN" in ASCII: tells a ledger from every other SQLite file.
pub(crate) const APPLICATION_ID: i32 = 0x4741_494E;

/// The SQL that leads from each version to the next; the first starts from an empty file.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_ledger.sql"),
    include_str!("../migrations/0002_reviews.sql"),
    include_str!("../migrations/0003_source_maps.sql"),
    include_str!("../migrations/0004_seals.sql"),
    include_str!("../migrations/0005_keys_of_views.sql"),
];

/// The schema version this program writes.
pub(crate) fn current() -> u32 {
    version_of(MIGRATIONS)
}

fn version_of(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}

/// What a SQLite file says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub application: i32,
    pub version: u32,
}

impl Stamp {
    pub(crate) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            application: connection.pragma_query_value(None, "application_id", |row| row.get(0))?,
            version: connection.pragma_query_value(None, "user_version", |row| row.get(0))?,
        })
    }

    /// Whether the file is a ledger, of whatever version.
    pub(crate) fn is_ours(self) -> bool {
        self.application == APPLICATION_ID
    }

    /// Refuse what is no ledger of a known version.
    pub(crate) fn check(self, known: u32) -> Result<(), Error> {
        if !self.is_ours() {
            return Err(Error::new(Kind::NotALedger, "the file is not a ledger; it was not touched"));
        }
        if self.version > known {
            return Err(Error::new(
                Kind::Newer,
                format!(
                    "a newer gainsay wrote this ledger (schema {}, this program knows {known}); it was not touched",
                    self.version
                ),
            )
            .with_hint("open it with the newer gainsay"));
        }
        Ok(())
    }
}

/// Bring a ledger, or an empty file, to the last version of `migrations`, all or nothing.
///
/// Takes the write lock first, so that of two programs that create one ledger the second finds it made.
pub(crate) fn migrate(connection: &mut Connection, migrations: &[&str]) -> Result<(), Error> {
    let known = version_of(migrations);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut stamp = Stamp::read(&transaction)?;
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 && stamp == (Stamp { application: 0, version: 0 }) {
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        stamp.application = APPLICATION_ID;
    }
    stamp.check(known)?;
    if stamp.version < known {
        for sql in migrations.iter().skip(stamp.version as usize) {
            transaction.execute_batch(sql)?;
        }
        transaction.pragma_update(None, "user_version", known)?;
    }
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [&str; 3] = ["CREATE TABLE a (x)", "CREATE TABLE b (x)", "ALTER TABLE b ADD COLUMN y"];

    fn columns(connection: &Connection, table: &str) -> i64 {
        connection.query_row("SELECT count(*) FROM pragma_table_info(?1)", [table], |row| row.get(0)).unwrap()
    }

    #[test]
    fn each_version_leads_to_the_last() {
        let steps = STEPS;
        for from in 0..=steps.len() {
            let mut connection = Connection::open_in_memory().unwrap();
            if from > 0 {
                migrate(&mut connection, &steps[..from]).unwrap();
            }
            migrate(&mut connection, &steps).unwrap();
            assert_eq!(Stamp::read(&connection).unwrap().version, 3);
            assert_eq!((columns(&connection, "a"), columns(&connection, "b")), (1, 2), "from {from}");
        }
    }

    #[test]
    fn a_migration_that_fails_leaves_the_version_before_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE TABLE a (x)"];
        migrate(&mut connection, &steps[..1]).unwrap();
        assert!(migrate(&mut connection, &steps).is_err());
        assert_eq!(Stamp::read(&connection).unwrap().version, 1);
        assert_eq!(columns(&connection, "b"), 0);
    }

    #[test]
    fn a_strange_or_newer_file_is_refused() {
        let mut strange = Connection::open_in_memory().unwrap();
        strange.execute_batch("CREATE TABLE recipes (name)").unwrap();
        assert!(migrate(&mut strange, MIGRATIONS).unwrap_err().is_not_a_ledger());

        let mut newer = Connection::open_in_memory().unwrap();
        migrate(&mut newer, MIGRATIONS).unwrap();
        newer.pragma_update(None, "user_version", current() + 1).unwrap();
        assert!(migrate(&mut newer, MIGRATIONS).unwrap_err().is_newer());
    }
}
