//! `make torture`: what the program does with broken and hostile input, and when it is killed. Slow, so it runs on demand;
//! it writes the table of `docs/reliability.md`.
//!
//! `TORTURE_SECONDS` bounds the time for mutated inputs, `TORTURE_ROUNDS` names the rounds of kill -9, `TORTURE_SEED` the
//! seed of the generator.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![expect(clippy::print_stderr, reason = "it tells what it found while it runs")]

#[path = "../common/mod.rs"]
mod common;

mod hostile;
mod inputs;
mod killing;
mod mutants;
mod network;
mod page;
mod random;
mod slow;

use std::time::{Duration, Instant};

fn told(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |value| value.parse().unwrap())
}

#[test]
#[ignore = "takes many minutes: make torture"]
fn torture() {
    let started = Instant::now();
    let (seconds, rounds, seed) =
        (told("TORTURE_SECONDS", 480), told("TORTURE_ROUNDS", 200), told("TORTURE_SEED", 7));
    let kinds = inputs::all();
    let connections = network::watch(&kinds, seed);
    let mutants = mutants::torture(&kinds, seed, Duration::from_secs(seconds));
    let killed = killing::torture(rounds, seed);
    let slow = slow::torture();
    let page =
        page::Page { seconds, rounds, seed, mutants, connections, killed, slow, took: started.elapsed() };
    page.write();
    page.judge();
}
