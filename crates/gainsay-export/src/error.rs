use std::fmt;
use std::io;

/// A row that could not be written, because what it is written to refused it.
#[derive(Debug)]
pub struct ExportError(io::Error);

impl ExportError {
    /// Why the output refused; [`io::ErrorKind::BrokenPipe`] where the reader at the other end has gone away.
    #[must_use]
    pub fn kind(&self) -> io::ErrorKind {
        self.0.kind()
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the export could not be written: {}", self.0)
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self(error)
    }
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        Self(error.into())
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self(error.into())
    }
}
