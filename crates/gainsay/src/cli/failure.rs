//! Why a command stopped, and what its user may do about it.

use std::io;
use std::process::ExitCode;

use super::style;

/// Why a command stopped: one line, a hint, an exit code.
#[derive(Debug)]
pub struct Failure {
    kind: Kind,
    message: String,
    hint: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Usage,
    Ledger,
    ClosedPipe,
}

impl Failure {
    /// The command or its input is wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { kind: Kind::Usage, message: message.into(), hint: None }
    }

    /// The ledger cannot be used.
    pub fn ledger(message: impl Into<String>) -> Self {
        Self { kind: Kind::Ledger, message: message.into(), hint: None }
    }

    /// The same failure, with what the user may do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Whether the reader of our output went away, which is no failure of ours.
    pub fn is_closed_pipe(&self) -> bool {
        self.kind == Kind::ClosedPipe
    }

    /// The exit code that stands for this kind of failure.
    pub fn exit_code(&self) -> ExitCode {
        match self.kind {
            Kind::Usage => ExitCode::from(2),
            Kind::Ledger => ExitCode::from(3),
            Kind::ClosedPipe => ExitCode::SUCCESS,
        }
    }

    /// Its line and its hint.
    pub fn into_words(self) -> (String, Option<String>) {
        (self.message, self.hint)
    }

    /// Name it on standard error.
    pub fn report(&self) {
        style::error(&self.message);
        if let Some(hint) = &self.hint {
            style::hint(hint);
        }
    }
}

impl From<gainsay_ledger::Error> for Failure {
    fn from(error: gainsay_ledger::Error) -> Self {
        let hint = error.hint().map(str::to_owned);
        // A name that fits no record, or several, is the user's to mend; the rest is the file's.
        let kind = if error.is_not_found() || error.is_ambiguous() { Kind::Usage } else { Kind::Ledger };
        Self { kind, message: error.to_string(), hint }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let kind = if error.kind() == io::ErrorKind::BrokenPipe { Kind::ClosedPipe } else { Kind::Usage };
        Self { kind, message: error.to_string(), hint: None }
    }
}
