//! The `gainsay` program: the only crate that touches files, the terminal, the clock and the network.

mod cli;
mod contain;
mod run;
mod view;
mod web;

use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == contain::ARGUMENT) {
        return contain::main();
    }
    cli::main()
}
