//! `gainsay add`: reports into the ledger.

use std::io::Write;
use std::path::Path;

use gainsay_ingest::Overrides;
use gainsay_ledger::{Access, Ledger};
use gainsay_read::Reader;
use jiff::Timestamp;

use super::args::{AddArgs, InputArgs};
use super::{Done, Failure, progress, reader, review, style};
use crate::run::{self, AddSummary, FailedInput, Input, Interrupt, Step, Stream, Unreachable};

/// Run `gainsay add`.
pub fn run(args: &AddArgs, quiet: bool) -> Result<Done, Failure> {
    let reader = reader::reader(&args.input.reader)?;
    let found = run::find(&args.input.paths);
    if found.0.is_empty() && !args.ledger.ledger.exists() {
        return nothing_to_read(found.1, args.json);
    }
    let mut ledger = Ledger::open(&args.ledger.ledger, Access::Create)?;
    let summary = add_paths(&mut ledger, &reader, &args.input, found, quiet)?;
    let how = Finish { recompare: args.recompare, json: args.json, quiet };
    finish(&mut ledger, &summary, &args.ledger.ledger, how)
}

/// How reports that came into a ledger are compared and told of.
pub struct Finish {
    /// Compare even where nothing came.
    pub recompare: bool,
    /// Print the summary as JSON.
    pub json: bool,
    /// Print none.
    pub quiet: bool,
}

/// Compare what is in the ledger at `path` now, and tell what became of the inputs.
pub fn finish(
    ledger: &mut Ledger,
    summary: &AddSummary,
    path: &Path,
    Finish { recompare, json, quiet }: Finish,
) -> Result<Done, Failure> {
    // Where nothing was added the comparison still stands; an add that was cut short left none.
    if recompare || !ledger.comparison_is_current()? {
        let spinner = progress::spinner("Comparing", quiet);
        let (_, heeded) = run::compare(ledger)?;
        spinner.finish_and_clear();
        review::name_unmet(&heeded);
    }
    if json {
        print_json(summary)?;
    } else if !quiet {
        summarise(summary)?;
        let counts = ledger.summary()?;
        writeln!(
            anstream::stdout(),
            "{} holds {}, {} and {}, {} of them contested.",
            path.display(),
            counted(counts.documents, "report"),
            counted(counts.claims, "claim"),
            counted(counts.matters, "matter"),
            counts.contested,
        )?;
        if summary.added > 0 {
            writeln!(anstream::stdout(), "Look at them with `gainsay matters` or `gainsay serve`.")?;
        }
    }
    let whole = summary.failed.is_empty() && summary.flawed.is_empty() && !summary.interrupted;
    Ok(if whole { Done::Well } else { Done::InPart })
}

/// Name the paths with no report; no ledger is made of a mistyped one.
pub fn nothing_to_read(unreachable: Vec<Unreachable>, json: bool) -> Result<Done, Failure> {
    let failed = unreachable.into_iter().map(FailedInput::from).collect();
    let summary = AddSummary { failed, ..AddSummary::default() };
    summary.failed.iter().for_each(|failed| name(Step::Failed(failed)));
    if json {
        print_json(&summary)?;
    }
    Ok(Done::InPart)
}

fn print_json(summary: &AddSummary) -> Result<(), Failure> {
    let line = serde_json::to_string(summary).map_err(std::io::Error::from)?;
    Ok(writeln!(anstream::stdout(), "{line}")?)
}

/// Read the reports that were found under the paths of `input` into `ledger`.
fn add_paths(
    ledger: &mut Ledger,
    reader: &Reader,
    input: &InputArgs,
    (inputs, unreachable): (Vec<Input>, Vec<Unreachable>),
    quiet: bool,
) -> Result<AddSummary, Failure> {
    let overrides = Overrides { published: input.published, outlet: input.outlet.clone() };
    let interrupt = Interrupt::listen();
    let bar = progress::bytes(inputs.iter().map(Input::size).sum(), "Reading", quiet);
    let stream = Stream::new(reader, &overrides, &interrupt);
    let summary = run::add(ledger, &stream, (&inputs, unreachable), Timestamp::now(), |step| match step {
        Step::Done(bytes) => bar.inc(bytes),
        other => bar.suspend(|| name(other)),
    })?;
    bar.finish_and_clear();
    Ok(summary)
}

/// Name on standard error what went wrong with an input.
pub fn name(step: Step<'_>) {
    match step {
        Step::Done(_) | Step::Kept(_) => {}
        Step::Failed(failed) => {
            name_failure(&failed.path, failed.line, &failed.reason, failed.hint.as_deref());
        }
        Step::Flawed(flawed) => {
            flawed.flaws.iter().for_each(|flaw| name_flaw(&flawed.path, flawed.line, flaw));
        }
    }
}

/// Name on standard error an input that could not be read.
pub fn name_failure(path: &str, line: Option<usize>, reason: &str, hint: Option<&str>) {
    style::error(&format!("{}: {reason}", place(path, line)));
    if let Some(hint) = hint {
        style::hint(hint);
    }
}

/// Name on standard error something of a report that could not be used.
pub fn name_flaw(path: &str, line: Option<usize>, flaw: &str) {
    style::warning(&format!("{}: {flaw}", place(path, line)));
}

fn place(path: &str, line: Option<usize>) -> String {
    line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"))
}

/// Print what became of the inputs.
pub fn summarise(summary: &AddSummary) -> Result<(), Failure> {
    let mut parts = vec![format!("{} added", counted(summary.added, "report"))];
    for (count, what) in [
        (summary.flawed.len(), "of them in part"),
        (summary.known, "already known"),
        (summary.reread, "read again"),
        (summary.failed.len(), "failed"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    let mut out = anstream::stdout();
    writeln!(out, "{}.", parts.join(", "))?;
    if !summary.skipped.is_empty() {
        let kinds: Vec<String> =
            summary.skipped.iter().map(|(what, count)| format!("{count}: {what}")).collect();
        writeln!(out, "Left out, since they hold no report: {}.", kinds.join("; "))?;
    }
    if summary.interrupted {
        writeln!(out, "Stopped before the end; the same command goes on where this one stopped.")?;
    }
    Ok(())
}

/// "1 report", "2,000 reports".
pub fn counted(count: usize, noun: &str) -> String {
    #[expect(clippy::cast_precision_loss, reason = "counts of a ledger stay far below 2^53")]
    let number = gainsay_document::Interval::exactly(count as f64);
    if count == 1 { format!("{number} {noun}") } else { format!("{number} {noun}s") }
}
