//! The `gainsay` program: the only crate that touches files, the terminal, the clock and the network.

mod bundle;
mod cli;
mod run;
mod view;
mod web;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
