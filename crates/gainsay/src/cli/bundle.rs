//! `gainsay bundle` and `gainsay open-bundle`: evidence packages.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};

use gainsay_ledger::{Access, Ledger};

use super::add::counted;
use super::args::{BundleArgs, OpenBundleArgs};
use super::backup::{beside, keep};
use super::{Done, Failure, progress, style};
use crate::bundle::{self, About, Bag, Break, Scope};

/// Run `gainsay bundle`.
pub fn write(args: &BundleArgs, quiet: bool) -> Result<Done, Failure> {
    let ledger = Ledger::open(&args.ledger.ledger, Access::ReadOnly)?;
    let scope = match (&args.matter, &args.document) {
        (Some(id), _) => Scope::Matter(ledger.resolve_matter(id)?),
        (None, Some(id)) => Scope::Document(ledger.resolve_document(id)?),
        (None, None) => Scope::All,
    };
    if !ledger.comparison_is_current()? {
        return Err(Failure::ledger("the ledger has reports or decisions that are not compared yet")
            .hint("run `gainsay add` once more on any file: it compares what is there"));
    }
    let made = beside(&args.out)?;
    let spinner = progress::spinner("Writing", quiet);
    let (out, about) = bundle::write(&ledger, &scope, BufWriter::new(made.reopen()?))?;
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    spinner.finish_and_clear();
    keep(made, &args.out)?;
    if !quiet {
        writeln!(anstream::stdout(), "{} holds {}", args.out.display(), contents(&about))?;
    }
    Ok(Done::Well)
}

/// Run `gainsay open-bundle`.
pub fn open(args: &OpenBundleArgs, quiet: bool) -> Result<Done, Failure> {
    let refused = |why: String| Failure::usage(format!("{}: {why}", args.file.display()));
    let file = File::open(&args.file).map_err(|error| refused(error.to_string()))?;
    let mut bag = Bag::open(BufReader::new(file)).map_err(|why| refused(why.to_string()))?;
    let made = args.ledger.as_deref().map(beside).transpose()?;
    let spinner = progress::spinner("Checking", quiet);
    let opened = match bundle::check(&mut bag, || spinner.tick()) {
        Ok(opened) => opened,
        Err(breaks) => return Ok(broken(&breaks)),
    };
    if let (Some(made), Some(out)) = (made, &args.ledger) {
        let mut ledger = Ledger::open(made.path(), Access::Create)?;
        let breaks = bundle::fill(&mut bag, &opened, &mut ledger)?;
        if !breaks.is_empty() {
            return Ok(broken(&breaks));
        }
        // One file without a log beside it, so that it can be given its name.
        ledger.settle()?;
        drop(ledger);
        keep(made, out)?;
    }
    spinner.finish_and_clear();
    if !quiet {
        let mut out = anstream::stdout();
        writeln!(out, "Every hash, quoted word and decision fits: {}", contents(&opened.about))?;
        if let Some(ledger) = &args.ledger {
            writeln!(out, "{} is a ledger of it.", ledger.display())?;
        }
    }
    Ok(Done::Well)
}

/// What a package holds, in a sentence.
fn contents(about: &About) -> String {
    let mut text = format!(
        "{}, {}, {} ({})",
        counted(about.documents, "document"),
        counted(about.matters, "matter"),
        counted(about.reviews - about.reviews_left_out, "decision"),
        about.scope
    );
    if about.reviews_left_out > 0 {
        let left_out = counted(about.reviews_left_out, "decision");
        text.push_str(&format!("; it is a part of a review log: {left_out} about other reports left out"));
    }
    text + "."
}

/// Name the first break, and how many there are.
fn broken(breaks: &[Break]) -> Done {
    if let Some(first) = breaks.first() {
        style::error(&format!("the first break: {first}"));
    }
    if breaks.len() > 1 {
        style::remark(&format!("{} in all.", counted(breaks.len(), "break")));
    }
    Done::Broken
}
