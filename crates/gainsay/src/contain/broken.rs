//! Why a process that took in did not come to an end.

use std::process::ExitStatus;

use super::MEMORY;
use crate::run::FailedRead;

/// Why a process broke off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It was silent for longer than so many seconds, or used up its share of the processor.
    TooLong(u64),
    /// It needed more memory than it may have.
    Memory,
    /// It tried what it may not: open, start or connect to something.
    Forbidden,
    /// It crashed.
    Crashed,
    /// It answered what cannot be.
    Nonsense(String),
    /// It could not be started.
    NotStarted(String),
}

impl Broken {
    /// What its end and its last words tell.
    pub fn of(status: Option<ExitStatus>, words: &str) -> Self {
        if words.contains("memory allocation of") || words.contains("capacity overflow") {
            return Self::Memory;
        }
        match status.and_then(signal) {
            Some(Signal::Forbidden) => Self::Forbidden,
            Some(Signal::Processor) => Self::TooLong(super::limits::PROCESSOR_SECONDS),
            None => Self::Crashed,
        }
    }

    /// The failure of the input at hand, after so many of its reports.
    pub fn failed(&self, before: usize) -> FailedRead {
        const FAULT: &str = "this is a fault of gainsay; please report it with the file";
        const DAMAGED: &str = "a damaged file does this, or one made to harm its readers";
        let (mut reason, hint) = match self {
            Self::TooLong(seconds) => (format!("the file took more than {seconds} s to take in"), DAMAGED),
            Self::Memory => {
                (format!("the file needed more than {} GiB of memory to take in", MEMORY >> 30), DAMAGED)
            }
            Self::Forbidden => (
                "the reader of its format tried to open, start or connect to something, and was stopped"
                    .to_owned(),
                "do not open this file in another program; please report it",
            ),
            Self::Crashed => ("the reader of its format crashed".to_owned(), FAULT),
            Self::Nonsense(what) => {
                (format!("the reader of its format gave an answer that cannot be: {what}"), FAULT)
            }
            Self::NotStarted(why) => (
                format!("the process that takes files in could not be started: {why}"),
                "files are taken in by a process of their own or not at all; make room for it and run the same command again",
            ),
        };
        if before > 0 {
            let reports = if before == 1 { "report" } else { "reports" };
            reason
                .push_str(&format!("; the {before} {reports} before it are kept, what follows was not read"));
        }
        FailedRead { reason, hint: Some(hint.to_owned()), skipped: false, repeats: None }
    }
}

enum Signal {
    Forbidden,
    Processor,
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<Signal> {
    use std::os::unix::process::ExitStatusExt;

    use nix::sys::signal::Signal as Unix;
    match Unix::try_from(status.signal()?).ok()? {
        Unix::SIGSYS => Some(Signal::Forbidden),
        Unix::SIGXCPU => Some(Signal::Processor),
        _ => None,
    }
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<Signal> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_tell_of_memory() {
        assert_eq!(Broken::of(None, "memory allocation of 8589934592 bytes failed\n"), Broken::Memory);
        assert_eq!(Broken::of(None, "thread has overflowed its stack"), Broken::Crashed);
    }

    #[test]
    fn a_failure_says_what_is_kept() {
        assert_eq!(Broken::TooLong(30).failed(0).reason, "the file took more than 30 s to take in");
        let reason = Broken::Crashed.failed(2).reason;
        assert!(reason.ends_with("the 2 reports before it are kept, what follows was not read"), "{reason}");
    }
}
