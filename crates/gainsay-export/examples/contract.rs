//! Documents with their readings, a pair in JSON a line on standard input, as lines of the read contract on standard output.
//!
//! The pairs are those that `gainsay-compare`'s example `scale` writes, and `gainsay-ledger`'s example `reports`.

use std::error::Error;
use std::io::{BufRead, BufWriter, Write};
use std::process::ExitCode;

use gainsay_document::{Document, Reading};
use gainsay_export::read_contract;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let (document, reading): (Document, Reading) = serde_json::from_str(&line?)?;
        writeln!(out, "{}", read_contract::line(&document, &reading))?;
    }
    Ok(out.flush()?)
}
