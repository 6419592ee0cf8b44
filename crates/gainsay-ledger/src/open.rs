//! Opening a ledger without harm to what is not one.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::Kind;
use crate::schema::{self, Stamp};
use crate::{Access, Error, Ledger};

/// How long a writer waits for another one, unless told otherwise.
const PATIENCE: Duration = Duration::from_secs(5);

/// More statements than the ledger has, so that each is compiled once.
const STATEMENTS: usize = 128;
/// How much of the file may be held in memory, in KiB: a comparison is written to tables all over it.
const CACHE_KIB: i64 = 64 * 1024;

impl Ledger {
    /// Open the ledger at `path`.
    ///
    /// The file is looked at read-only first: one that is no ledger, or a newer one, is not touched.
    ///
    /// # Errors
    /// Not found (unless [`Access::Create`]), not a ledger, newer, older (for reading only), busy, read-only, I/O.
    pub fn open(path: impl AsRef<Path>, access: Access) -> Result<Self, Error> {
        let path = path.as_ref();
        let connection = match (inspect(path)?, access) {
            (None, Access::Create) => create(path)?,
            (None, _) => {
                return Err(Error::not_found(format!("there is no ledger at {}", path.display()))
                    .with_hint("`gainsay add PATH` makes one; --ledger FILE names another"));
            }
            (Some(stamp), access) => {
                stamp.check(schema::current()).map_err(|error| error.of_file(path))?;
                match access {
                    Access::ReadOnly => read_only(path, stamp)?,
                    Access::ReadWrite | Access::Create => read_write(path)?,
                }
            }
        };
        Ok(Self { connection })
    }

    /// A ledger that lives in memory and is gone when dropped.
    ///
    /// # Errors
    /// Only when memory runs out.
    pub fn in_memory() -> Result<Self, Error> {
        let mut connection = Connection::open_in_memory()?;
        prepare(&connection)?;
        schema::migrate(&mut connection, schema::MIGRATIONS)?;
        Ok(Self { connection })
    }

    /// How long to wait while another program writes, before the busy error. Five seconds at first.
    ///
    /// # Errors
    /// None in practice; SQLite may refuse.
    pub fn set_patience(&self, patience: Duration) -> Result<(), Error> {
        Ok(self.connection.busy_timeout(patience)?)
    }
}

/// What the file at `path` says it is; `None` where there is none, or an empty one.
///
/// Writes nothing, but undoes a change to a ledger that was broken off.
fn inspect(path: &Path) -> Result<Option<Stamp>, Error> {
    let Some(mut stamp) = by_header(path)? else { return Ok(None) };
    if stamp.is_ours() && has_journal(path) {
        undo(path)?;
        let Some(undone) = by_header(path)? else { return Ok(None) };
        stamp = undone;
    }
    // The header of the file speaks for itself unless a log beside it holds newer pages: then SQLite must look.
    if has_log(path) {
        let connection = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))
            .map_err(|error| Error::from(error).of_file(path))?;
        connection.busy_timeout(PATIENCE)?;
        if let Ok(stamp) = Stamp::read(&connection) {
            return Ok(Some(stamp));
        }
    }
    Ok(Some(stamp))
}

/// What the first bytes of the file say.
fn by_header(path: &Path) -> Result<Option<Stamp>, Error> {
    let mut header = Vec::with_capacity(100);
    match File::open(path) {
        Ok(file) => file.take(100).read_to_end(&mut header).map_err(|error| Error::io(path, error))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io(path, error)),
    };
    if header.is_empty() {
        return Ok(None);
    }
    if header.len() < 100 || !header.starts_with(b"SQLite format 3\0") {
        return Err(
            Error::new(Kind::NotALedger, "the file is not a ledger; it was not touched").of_file(path)
        );
    }
    let field = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    Ok(Some(Stamp { application: field(68).cast_signed(), version: field(60) }))
}

/// Let SQLite undo a change to the file itself that was broken off: the ledger was being made, or brought up to date. Until
/// then the change stands in the file by halves, and what was there before in a journal beside it.
fn undo(path: &Path) -> Result<(), Error> {
    let flags = flags(OpenFlags::SQLITE_OPEN_READ_WRITE);
    let undone = Connection::open_with_flags(path, flags).map_err(Error::from).and_then(|connection| {
        connection.busy_timeout(PATIENCE)?;
        probe(&connection)
    });
    undone.map_err(|error| {
        error.of_file(path).with_hint(
            "the ledger was left in the middle of a change; run the command where the file may be written",
        )
    })
}

/// Whether SQLite keeps what a change to the file itself began from: one that goes on, or was broken off.
fn has_journal(path: &Path) -> bool {
    is_beside(path, "-journal")
}

fn has_log(path: &Path) -> bool {
    is_beside(path, "-wal")
}

/// Whether SQLite has something in a file beside the ledger.
fn is_beside(path: &Path, ending: &str) -> bool {
    let mut beside = path.as_os_str().to_owned();
    beside.push(ending);
    PathBuf::from(beside).metadata().is_ok_and(|beside| beside.len() > 0)
}

fn flags(access: OpenFlags) -> OpenFlags {
    access | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

fn create(path: &Path) -> Result<Connection, Error> {
    let flags = flags(OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE);
    write(Connection::open_with_flags(path, flags).map_err(|error| Error::from(error).of_file(path))?, path)
}

fn read_write(path: &Path) -> Result<Connection, Error> {
    let flags = flags(OpenFlags::SQLITE_OPEN_READ_WRITE);
    write(Connection::open_with_flags(path, flags).map_err(|error| Error::from(error).of_file(path))?, path)
}

fn write(mut connection: Connection, path: &Path) -> Result<Connection, Error> {
    prepare(&connection).map_err(|error| error.of_file(path))?;
    // The schema comes before the log: a file that turns out not to be ours stays as it is.
    schema::migrate(&mut connection, schema::MIGRATIONS).map_err(|error| error.of_file(path))?;
    write_ahead(&mut connection).map_err(|error| error.of_file(path))?;
    Ok(connection)
}

/// Switch to the write-ahead log.
///
/// The switch needs the file for itself and does not wait for it as other statements do; taking the write lock in
/// between does the waiting.
fn write_ahead(connection: &mut Connection) -> Result<(), Error> {
    const ATTEMPTS: usize = 16;
    let mut attempts = 0;
    loop {
        let mode =
            connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0));
        match mode.map_err(Error::from) {
            Err(error) if error.is_busy() && attempts < ATTEMPTS => {
                attempts += 1;
                connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?.commit()?;
            }
            Err(error) => return Err(error),
            Ok(_) => return Ok(()),
        }
    }
}

fn read_only(path: &Path, stamp: Stamp) -> Result<Connection, Error> {
    if stamp.version < schema::current() {
        return Err(Error::new(
            Kind::Older,
            format!(
                "an older gainsay wrote this ledger (schema {}, this program reads {})",
                stamp.version,
                schema::current()
            ),
        )
        .of_file(path)
        .with_hint("open it once for writing, for example with `gainsay add`, to bring it up to date"));
    }
    let connection = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))
        .map_err(|error| Error::from(error).of_file(path))?;
    // The first look at the file may come with either of the two.
    match prepare(&connection).and_then(|()| probe(&connection)) {
        Ok(()) => Ok(connection),
        // In a folder that cannot be written SQLite cannot lay the log's index beside the file. Where there is no
        // log nobody is writing either, and the file can be read as it stands.
        Err(_) if !has_log(path) && !has_journal(path) => immutable(path),
        Err(error) => Err(error.of_file(path)),
    }
}

fn probe(connection: &Connection) -> Result<(), Error> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(())
}

/// Open a file that nobody writes, without a file beside it.
fn immutable(path: &Path) -> Result<Connection, Error> {
    let absolute = std::path::absolute(path).map_err(|error| Error::io(path, error))?;
    let mut uri = String::from("file://");
    for byte in absolute.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(*byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    let flags = flags(OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI);
    let connection =
        Connection::open_with_flags(uri, flags).map_err(|error| Error::from(error).of_file(path))?;
    prepare(&connection).and_then(|()| probe(&connection)).map_err(|error| error.of_file(path))?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> Result<(), Error> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "foreign_keys", true)?;
    // A ledger may come from somebody else: its schema must not be able to run more than it needs.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // With the log, a commit that survives a crash of the program costs no wait for the disk.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::tempdir;

    use super::*;
    use crate::build;

    #[test]
    fn creating_makes_an_empty_ledger_and_opens_it_again() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("new.db");
        assert!(Ledger::open(&path, Access::ReadWrite).unwrap_err().is_not_found());
        assert!(!path.exists());
        for _ in 0..2 {
            let ledger = Ledger::open(&path, Access::Create).unwrap();
            let mode: String =
                ledger.connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
            let keys: bool =
                ledger.connection.pragma_query_value(None, "foreign_keys", |row| row.get(0)).unwrap();
            assert_eq!((mode.as_str(), keys), ("wal", true));
            let stamp = Stamp::read(&ledger.connection).unwrap();
            assert_eq!(stamp, Stamp { application: schema::APPLICATION_ID, version: schema::current() });
        }
        assert_eq!(&fs::read(&path).unwrap()[68..72], b"GAIN");
        fs::write(&path, "").unwrap();
        assert!(Ledger::open(&path, Access::Create).is_ok(), "an empty file becomes a ledger");
    }

    /// Every way of opening refuses the file and leaves its bytes and its folder as they were.
    fn refused(bytes: &[u8], is_kind: fn(&Error) -> bool) {
        let folder = tempdir().unwrap();
        let path = folder.path().join("some file.db");
        for access in [Access::Create, Access::ReadWrite, Access::ReadOnly] {
            fs::write(&path, bytes).unwrap();
            let error = Ledger::open(&path, access).unwrap_err();
            assert!(is_kind(&error), "{access:?}: {error:?}");
            assert!(error.message().contains("some file.db"), "{error}");
            assert!(fs::read(&path).unwrap() == bytes);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }

    fn closed_ledger(change: impl Fn(&Connection)) -> Vec<u8> {
        let folder = tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let ledger = Ledger::open(&path, Access::Create).unwrap();
        change(&ledger.connection);
        drop(ledger);
        fs::read(&path).unwrap()
    }

    #[test]
    fn what_is_no_ledger_is_refused_untouched() {
        refused(b"Dear diary", Error::is_not_a_ledger);
        refused(&[0; 4096], Error::is_not_a_ledger);
        refused(b"SQLite format 3\0 and no more", Error::is_not_a_ledger);
        let other = closed_ledger(|connection| connection.pragma_update(None, "application_id", 7).unwrap());
        refused(&other, Error::is_not_a_ledger);
    }

    #[test]
    fn a_newer_ledger_is_refused_untouched() {
        let version = schema::current() + 1;
        let newer =
            closed_ledger(|connection| connection.pragma_update(None, "user_version", version).unwrap());
        refused(&newer, Error::is_newer);
    }

    #[test]
    fn a_newer_ledger_is_known_by_its_log_too() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let open = Ledger::open(&path, Access::Create).unwrap();
        open.connection.pragma_update(None, "user_version", 99).unwrap();
        assert_ne!(fs::read(&path).unwrap()[63], 99, "the new version is still in the log");
        assert!(Ledger::open(&path, Access::ReadOnly).unwrap_err().is_newer());
        assert!(Ledger::open(&path, Access::ReadWrite).unwrap_err().is_newer());
    }

    #[test]
    fn an_older_ledger_is_not_read_as_if_it_were_of_today() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let older = closed_ledger(|connection| connection.pragma_update(None, "user_version", 0).unwrap());
        fs::write(&path, older).unwrap();
        let error = Ledger::open(&path, Access::ReadOnly).unwrap_err();
        assert!(error.is_older() && error.hint().is_some(), "{error:?}");
    }

    #[test]
    fn reading_only_writes_nothing() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let mut writer = Ledger::open(&path, Access::Create).unwrap();
        build::add(&mut writer, "The mayor said that three barges sank.");
        let mut reader = Ledger::open(&path, Access::ReadOnly).unwrap();
        assert_eq!(reader.summary().unwrap().documents, 1, "the log is read too");
        let error = build::try_add(&mut reader, "Another report.").unwrap_err();
        assert!(error.is_read_only(), "{error:?}");
    }

    #[test]
    fn a_file_that_nobody_writes_can_be_read_without_a_file_beside_it() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("50% & more?.db");
        build::add(&mut Ledger::open(&path, Access::Create).unwrap(), "A report.");
        let ledger = Ledger { connection: immutable(&path).unwrap() };
        assert_eq!(ledger.summary().unwrap().documents, 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    /// Leaves a ledger as a program does that is killed while it changes the file itself; the pages it had written.
    fn broken_off(path: &Path, change: &str) {
        let connection = Connection::open(path).unwrap();
        connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).unwrap();
        // So little is held that pages go to the file before the change is done.
        connection
            .execute_batch(&format!("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; {change}"))
            .unwrap();
        let mut journal = path.as_os_str().to_owned();
        journal.push("-journal");
        let kept = [path.to_owned(), PathBuf::from(&journal)].map(|file| fs::read(file).unwrap());
        drop(connection);
        fs::write(path, &kept[0]).unwrap();
        fs::write(&journal, &kept[1]).unwrap();
        assert!(!kept[1].is_empty(), "there is a journal");
    }

    #[test]
    fn a_change_that_was_broken_off_is_undone() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        build::add(&mut Ledger::open(&path, Access::Create).unwrap(), "A report.");
        let filled = "CREATE TABLE extra (words TEXT); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n \
                      WHERE i < 2000) INSERT INTO extra SELECT printf('%0500d', i) FROM n; DELETE FROM documents";
        let whole = fs::read(&path).unwrap();
        broken_off(&path, filled);
        assert_ne!(fs::read(&path).unwrap().len(), whole.len(), "the change stands in the file by halves");
        for access in [Access::ReadOnly, Access::ReadWrite] {
            let ledger = Ledger::open(&path, access).unwrap();
            assert_eq!(ledger.summary().unwrap().documents, 1);
            assert_eq!(ledger.verify(|_, _| ()).unwrap().faults, []);
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempdir().unwrap();
        let error = Ledger::open(folder.path().join("none/ledger.db"), Access::Create).unwrap_err();
        assert!(error.is_io() && error.message().contains("none/ledger.db"), "{error:?}");
        assert!(Ledger::open(folder.path(), Access::Create).unwrap_err().is_io());
    }

    #[test]
    fn a_second_writer_waits_and_then_says_so() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let first = Ledger::open(&path, Access::Create).unwrap();
        let mut second = Ledger::open(&path, Access::Create).unwrap();
        second.set_patience(Duration::from_millis(1)).unwrap();
        first.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let error = build::try_add(&mut second, "A report.").unwrap_err();
        assert!(error.is_busy() && error.hint().is_some(), "{error:?}");
        assert_eq!(second.summary().unwrap().documents, 0, "a reader does not wait");
        first.connection.execute_batch("COMMIT").unwrap();
        build::add(&mut second, "A report.");
        assert_eq!(first.summary().unwrap().documents, 1);
    }

    #[test]
    fn a_killed_program_leaves_what_it_had_committed() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let mut ledger = Ledger::open(&path, Access::Create).unwrap();
        build::add(&mut ledger, "A whole report.");
        // So few pages in memory that the unfinished transaction reaches the log.
        ledger.connection.pragma_update(None, "cache_size", 1).unwrap();
        ledger.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let failures = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000)
                        INSERT INTO failures (path, reason, at) SELECT n, hex(zeroblob(1000)), n FROM n";
        ledger.connection.execute(failures, []).unwrap();

        let killed = folder.path().join("killed.db");
        let log = fs::read(folder.path().join("ledger.db-wal")).unwrap();
        assert!(log.len() > 500_000, "the transaction is in the log: {}", log.len());
        fs::write(folder.path().join("killed.db-wal"), log).unwrap();
        fs::copy(&path, &killed).unwrap();
        let ledger = Ledger::open(&killed, Access::ReadWrite).unwrap();
        let summary = ledger.summary().unwrap();
        assert_eq!((summary.documents, summary.failures), (1, 0));
        assert_eq!(ledger.verify(|_, _| ()).unwrap().faults, []);
    }

    #[test]
    fn two_programs_may_create_and_fill_one_ledger_at_once() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    let mut ledger = Ledger::open(path, Access::Create).unwrap();
                    for report in 0..5 {
                        build::add(&mut ledger, &format!("Report {report} of writer {writer}."));
                        build::add(&mut ledger, &format!("Report {report} of everyone."));
                    }
                });
            }
        });
        let ledger = Ledger::open(&path, Access::ReadOnly).unwrap();
        assert_eq!(ledger.summary().unwrap().documents, 25);
    }
}
