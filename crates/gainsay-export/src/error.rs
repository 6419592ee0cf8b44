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
        // The crate's own conversion would hide which kind of refusal it was.
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Self(error),
            other => Self(io::Error::other(format!("{other:?}"))),
        }
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::{Csv, Jsonl};

    /// An output whose reader has gone away.
    struct Closed;

    impl io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn a_reader_that_has_gone_away_is_told_from_other_refusals() {
        let kind = |ended: Result<Closed, ExportError>| ended.map(|_| ()).unwrap_err().kind();
        assert_eq!(kind(Csv::new(Closed).finish()), io::ErrorKind::BrokenPipe);
        assert_eq!(kind(Jsonl::new(Closed).finish()), io::ErrorKind::BrokenPipe);
        let full = csv::Error::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(ExportError::from(full).kind(), io::ErrorKind::StorageFull);
    }
}
