//! How often a reading changes when the names of the two parties to a conflict are swapped, and in what.
//!
//! ```text
//! cargo run --release -p gainsay-read --example neutral            # the trained reader
//! cargo run --release -p gainsay-read --example neutral -- rules   # the rules alone
//! ```

#![allow(clippy::print_stdout, reason = "an example that prints")]

use std::num::NonZeroUsize;

use gainsay_read::Reader;

#[path = "../tests/neutral/mod.rs"]
mod suite;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let threads = std::thread::available_parallelism()?;
    let reader = match std::env::args().nth(1).as_deref() {
        None => Reader::trained(NonZeroUsize::MIN)?,
        Some("rules") => Reader::rules(),
        Some(other) => return Err(format!("no reader {other}: give nothing, or `rules`").into()),
    };
    let outcome = suite::measure(&reader, threads);
    println!("{outcome:#}\nrate {:.4}", outcome.rate());
    Ok(())
}
