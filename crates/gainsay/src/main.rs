//! The `gainsay` program: the only crate that touches files, the terminal, the clock and the network.

mod bundle;
mod cli;
mod contain;
mod run;
mod view;
mod web;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A ledger in memory is millions of small pieces, of which the allocator of most systems makes slow work
/// (`docs/decisions/2026-11-22-allocator.md`).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == contain::ARGUMENT) {
        return contain::main();
    }
    cli::main()
}
