//! The command line: what may be asked, and how the answer is shown.

mod add;
mod args;
mod asking;
mod backup;
mod bundle;
mod compare;
mod demo;
mod explain;
mod export;
mod failure;
mod import;
mod manual;
mod matters;
mod progress;
mod read;
mod reader;
mod review;
mod serve;
mod show;
mod sources;
mod style;
mod token;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
pub use failure::Failure;

/// What a command that ran to its end has to say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// All went well: exit code 0.
    Well,
    /// Some inputs failed or were read in part, each named on standard error, or Ctrl-C left some unread: exit code 1.
    InPart,
    /// The ledger is not what it was: exit code 4.
    Broken,
}

impl From<Done> for ExitCode {
    fn from(done: Done) -> Self {
        match done {
            Done::Well => Self::SUCCESS,
            Done::InPart => Self::from(1),
            Done::Broken => Self::from(4),
        }
    }
}

/// Parse the arguments, run the command, report its failure.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(done) => done.into(),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            failure.report();
            failure.exit_code()
        }
    }
}

fn run(cli: &Cli) -> Result<Done, Failure> {
    match &cli.command {
        Command::Demo(args) => demo::run(args, cli.quiet),
        Command::Add(args) => add::run(args, cli.quiet),
        Command::Serve(args) => serve::run(args),
        Command::Matters(args) => matters::run(args),
        Command::Sources(args) => sources::run(args),
        Command::Show(args) => show::run(args),
        Command::Review(args) => review::run(args, cli.quiet),
        Command::Read(args) => read::run(args, cli.quiet),
        Command::Compare(args) => compare::run(args),
        Command::Export(args) => export::run(args),
        Command::Verify(args) => verify::run(args, cli.quiet),
        Command::Bundle(args) => bundle::write(args, cli.quiet),
        Command::OpenBundle(args) => bundle::open(args, cli.quiet),
        Command::Backup(args) => backup::run(args, cli.quiet),
        Command::Import(args) => import::run(args, cli.quiet),
        Command::Completions(args) => manual::completions(args),
        Command::Man(args) => manual::man(args),
        Command::Openapi => export::openapi(),
    }
}
