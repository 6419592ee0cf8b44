//! What the end-to-end tests share: a folder of its own, the program, a served ledger.

#![allow(dead_code, reason = "every test program uses its own part")]

pub mod http;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A folder that is gone with the test, and the program run in it.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The path of `name` in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where the tests keep their ledger.
    pub fn ledger(&self) -> PathBuf {
        self.path("ledger.db")
    }

    /// Write a file, and the folders above it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The program with `args`, in the folder.
    pub fn gainsay<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> assert_cmd::Command {
        let mut command = program();
        command.args(args).current_dir(self.folder.path());
        command.into()
    }

    /// The program with `args` on the ledger of [`Desk::ledger`].
    pub fn on_ledger(&self, args: &[&str]) -> assert_cmd::Command {
        let mut command = self.gainsay(args);
        command.arg("--ledger").arg(self.ledger());
        command
    }

    /// What `args` on the ledger prints; the command must succeed and have nothing to complain of.
    pub fn printed(&self, args: &[&str]) -> String {
        let done = self.on_ledger(args).assert().success().stderr("");
        String::from_utf8(done.get_output().stdout.clone()).unwrap()
    }

    /// The JSON values that `args` on the ledger prints, one a line.
    pub fn lines(&self, args: &[&str]) -> Vec<Value> {
        json_lines(&self.printed(args))
    }

    /// The ledger must pass its own verification.
    pub fn verify(&self) {
        self.on_ledger(&["verify"]).assert().success().stderr("");
    }
}

/// One JSON value a line.
pub fn json_lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// The program's file: the one built with the tests, unless `GAINSAY_PROGRAM` names another.
pub fn file() -> PathBuf {
    std::env::var_os("GAINSAY_PROGRAM").map_or_else(|| env!("CARGO_BIN_EXE_gainsay").into(), PathBuf::from)
}

/// The program, free of what a developer's own terminal sets and the program heeds.
pub fn program() -> Command {
    let mut command = Command::new(file());
    command.stdin(Stdio::null()).envs([("NO_COLOR", "1"), ("TERM", "dumb"), ("COLUMNS", "100")]);
    for name in ["CLICOLOR_FORCE", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    command
}
