//! `gainsay demo`: the bundled example reports, read, compared and shown.

use std::io::Write;

use gainsay_ingest::Overrides;
use gainsay_ledger::{Access, Ledger};
use jiff::Timestamp;
use rust_embed::RustEmbed;

use super::add::{name, summarise};
use super::args::DemoArgs;
use super::{Done, Failure, matters, reader, serve, style};
use crate::run::{self, Input, Interrupt, Stream};
use crate::view::Asking;

/// The example reports; all of them are invented.
#[derive(RustEmbed)]
#[folder = "../../demo/reports"]
struct Reports;

/// Run `gainsay demo`.
pub fn run(args: &DemoArgs, quiet: bool) -> Result<Done, Failure> {
    // The folder lives as long as the server.
    let folder = tempfile::tempdir()?;
    let path = args.ledger.clone().unwrap_or_else(|| folder.path().join("demo.db"));
    let mut ledger = Ledger::open(&path, Access::Create)?;
    let before = ledger.summary()?.documents;

    let inputs: Vec<Input> = Reports::iter()
        .filter_map(|name| Some(Input::held(&format!("demo/reports/{name}"), Reports::get(&name)?.data)))
        .collect();
    let (reader, interrupt, overrides) = (reader::trained()?, Interrupt::default(), Overrides::default());
    let stream = Stream::new(&reader, &overrides, &interrupt);
    let summary = run::add(&mut ledger, &stream, (&inputs, Vec::new()), Timestamp::now(), name)?;
    if before > summary.known {
        return Err(Failure::usage(format!("{} holds other reports than the demo's", path.display()))
            .hint("name a file that is not there yet, or leave --ledger out"));
    }
    run::compare(&mut ledger)?;
    if !quiet {
        writeln!(
            anstream::stdout(),
            "{}",
            style::paint(style::QUIET, "Every report, outlet and incident of the demo is invented.")
        )?;
        summarise(&summary)?;
    }
    matters::print_table(&ledger, &Asking::default(), false, 0)?;
    drop(ledger);
    if args.no_serve {
        return Ok(Done::Well);
    }
    serve::serve(path, &args.address)
}
