//! `gainsay read`: one reading a line, or a page a report for a person; without a ledger.

use std::io::{self, BufWriter, Write};

use gainsay_export::read_contract;
use gainsay_ingest::Overrides;

use super::add::{name_failure, name_flaw};
use super::args::{ReadArgs, ReadFormat};
use super::{Done, Failure, explain, progress, reader, style};
use crate::run::{self, Input, Interrupt, Item, Stream};

/// Run `gainsay read`.
pub fn run(args: &ReadArgs, quiet: bool) -> Result<Done, Failure> {
    let ReadFormat::Jsonl = args.format;
    let (inputs, unreachable) = run::find(&args.input.paths);
    let overrides = Overrides { published: args.input.published, outlet: args.input.outlet.clone() };
    let (reader, interrupt) = (reader::reader(&args.input.reader)?, Interrupt::listen());
    let mut done = Done::Well;
    for one in unreachable {
        name_failure(&one.path.display().to_string(), None, &one.reason, None);
        done = Done::InPart;
    }
    // A bar would be drawn over the lines where both go to one terminal.
    let quiet = quiet || io::IsTerminal::is_terminal(&io::stdout());
    let bar = progress::bytes(inputs.iter().map(Input::size).sum(), "Reading", quiet);
    // Only a page for a person has colours, which anstream takes out where they are not wanted.
    let to: Box<dyn Write> =
        if args.explain { Box::new(anstream::stdout()) } else { Box::new(io::stdout().lock()) };
    let mut out = BufWriter::new(to);
    let (width, mut first) = (explain::width(), true);
    let stream = Stream::new(&reader, &overrides, &interrupt);
    stream.run(
        &inputs,
        |_| Ok::<_, Failure>(false),
        |Item { path, line, bytes, outcome }| {
            bar.inc(bytes);
            match outcome {
                Ok(read) => {
                    for flaw in run::flaws(&read.document) {
                        bar.suspend(|| name_flaw(&path, line, &flaw.message));
                        done = Done::InPart;
                    }
                    if let Some(reading) = read.reading.as_ref().filter(|_| args.explain) {
                        let parting = if std::mem::take(&mut first) { "" } else { "\n" };
                        write!(out, "{parting}{}", explain::page(&read.document, reading, width))?;
                    } else if let Some(reading) = &read.reading {
                        writeln!(out, "{}", read_contract::line(&read.document, reading))?;
                    }
                }
                Err(failed) => {
                    bar.suspend(|| name_failure(&path, line, &failed.reason, failed.hint.as_deref()));
                    done = Done::InPart;
                }
            }
            Ok(())
        },
    )?;
    out.flush()?;
    bar.finish_and_clear();
    if interrupt.asked() {
        style::remark("Stopped before the end: some reports were not read.");
        done = Done::InPart;
    }
    Ok(done)
}
