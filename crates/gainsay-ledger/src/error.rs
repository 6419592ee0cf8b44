//! What can go wrong with a ledger, in words for its user.

use std::fmt;
use std::path::Path;

use rusqlite::ErrorCode;

/// Why the ledger could not do what was asked: a one-line message, and often a hint.
///
/// The kind is told by the predicates ([`Error::is_busy`] …), so that new kinds break nobody.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    /// The message without the file it is about, where it names one.
    bare: Option<String>,
    hint: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Newer,
    Older,
    NotALedger,
    Busy,
    NotFound,
    Ambiguous,
    Corrupt,
    Rejected,
    ReadOnly,
    Full,
    Io,
    Other,
}

impl Error {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), bare: None, hint: None, source: None }
    }

    /// There is nothing of that name.
    #[must_use]
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Kind::NotFound, message)
    }

    /// The ledger's content contradicts itself.
    #[must_use]
    pub fn corrupt(message: impl Into<String>) -> Self {
        Self::new(Kind::Corrupt, message)
            .with_hint("`gainsay verify` names every row that no longer fits; restore the ledger from a copy")
    }

    pub(crate) fn rejected(message: impl Into<String>) -> Self {
        Self::new(Kind::Rejected, message)
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub(crate) fn io(path: &Path, error: std::io::Error) -> Self {
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => Kind::NotFound,
            std::io::ErrorKind::StorageFull => Kind::Full,
            std::io::ErrorKind::ReadOnlyFilesystem => Kind::ReadOnly,
            _ => Kind::Io,
        };
        let words = match error.kind() {
            std::io::ErrorKind::IsADirectory => "this is a folder, not a ledger".to_owned(),
            std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        };
        Self::new(kind, words).caused_by(error).of_file(path)
    }

    /// The same error, naming the file it is about.
    pub(crate) fn of_file(mut self, path: &Path) -> Self {
        let named = format!("{}: {}", path.display(), self.message);
        let bare = std::mem::replace(&mut self.message, named);
        self.bare.get_or_insert(bare);
        self
    }

    /// What went wrong, in one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What went wrong, without the path of the file: for those who ask from elsewhere.
    #[must_use]
    pub fn message_without_path(&self) -> &str {
        self.bare.as_deref().unwrap_or(&self.message)
    }

    /// What the user may do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Whether a newer version of the program wrote the ledger; it was not touched.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.kind == Kind::Newer
    }

    /// Whether an older version of the program wrote the ledger, and it was opened for reading only.
    #[must_use]
    pub fn is_older(&self) -> bool {
        self.kind == Kind::Older
    }

    /// Whether the file is something else than a ledger; it was not touched.
    #[must_use]
    pub fn is_not_a_ledger(&self) -> bool {
        self.kind == Kind::NotALedger
    }

    /// Whether another program held the ledger for longer than this one waits.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.kind == Kind::Busy
    }

    /// Whether what was asked for is not there.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.kind == Kind::NotFound
    }

    /// Whether a shortened identifier fits more than one.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        self.kind == Kind::Ambiguous
    }

    /// Whether the ledger's content contradicts itself.
    #[must_use]
    pub fn is_corrupt(&self) -> bool {
        self.kind == Kind::Corrupt
    }

    /// Whether what was to be stored does not fit together: bytes, document, reading, comparison.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        self.kind == Kind::Rejected
    }

    /// Whether the ledger, its folder or its disk cannot be written.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.kind == Kind::ReadOnly
    }

    /// Whether the disk is full.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.kind == Kind::Full
    }

    /// Whether the file could not be opened, read or written for another reason.
    #[must_use]
    pub fn is_io(&self) -> bool {
        self.kind == Kind::Io
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as Sql;
        let described = match &error {
            Sql::SqliteFailure(failure, message) => of_code(failure.code, message.as_deref()),
            Sql::QueryReturnedNoRows => Self::not_found("not in the ledger"),
            Sql::FromSqlConversionFailure(..)
            | Sql::IntegralValueOutOfRange(..)
            | Sql::InvalidColumnType(..)
            | Sql::Utf8Error(..) => {
                Self::corrupt(format!("the ledger holds a value it cannot hold: {error}"))
            }
            _ => Self::new(Kind::Other, format!("the ledger could not be used: {error}")),
        };
        described.caused_by(error)
    }
}

fn of_code(code: ErrorCode, message: Option<&str>) -> Error {
    let detail = message.unwrap_or("no detail");
    match code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            Error::new(Kind::Busy, "another program is writing to the ledger")
                .with_hint("wait until it has finished, then try again")
        }
        ErrorCode::NotADatabase => Error::new(Kind::NotALedger, "the file is not a ledger"),
        ErrorCode::DatabaseCorrupt => Error::corrupt(format!("the ledger file is damaged: {detail}")),
        ErrorCode::ReadOnly => Error::new(Kind::ReadOnly, "the ledger cannot be written")
            .with_hint("the file or its folder is read-only, or it was opened for reading only"),
        ErrorCode::DiskFull => {
            Error::new(Kind::Full, "the disk is full; nothing of this document was written")
                .with_hint("make room, then run the same command again: what is in the ledger is kept")
        }
        ErrorCode::CannotOpen => Error::new(Kind::Io, "the ledger cannot be opened")
            .with_hint("check that the folder exists and may be written"),
        ErrorCode::SystemIoFailure | ErrorCode::PermissionDenied => {
            Error::new(Kind::Io, format!("the ledger file cannot be read or written: {detail}"))
        }
        ErrorCode::ConstraintViolation => {
            Error::rejected(format!("what was to be stored does not fit together: {detail}"))
        }
        _ => Error::new(Kind::Other, format!("the ledger could not be used: {detail}")),
    }
}
