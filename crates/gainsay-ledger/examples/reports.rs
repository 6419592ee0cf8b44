//! Write the documents and readings of a ledger as JSON Lines: `reports LEDGER > FILE`, one `[document, reading]` a line.

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use gainsay_ledger::{Access, Ledger};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let path: PathBuf = std::env::args_os().nth(1).ok_or("usage: reports LEDGER")?.into();
    let ledger = Ledger::open(&path, Access::ReadOnly)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    ledger.for_each_report::<Box<dyn std::error::Error>>(|document, reading| {
        serde_json::to_writer(&mut out, &(document, reading))?;
        Ok(out.write_all(b"\n")?)
    })?;
    Ok(out.flush()?)
}
