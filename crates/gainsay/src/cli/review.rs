//! `gainsay review`: what a person decides of matters and claims, and the log of it.

use std::collections::BTreeMap;
use std::io::Write;

use gainsay_compare::Heeded;
use gainsay_document::days_of;
use gainsay_ledger::{Access, Ledger};
use jiff::Timestamp;

use super::add::counted;
use super::args::{CorrectArgs, DecideArgs, ReviewArgs, ReviewCommand, SplitArgs};
use super::{Done, Failure, progress, style};
use crate::run::{self, Corrected, Undecided, Wish};
use crate::view::{self, DecidedView, ReviewView};

/// Run `gainsay review`.
pub fn run(args: &ReviewArgs, quiet: bool) -> Result<Done, Failure> {
    let (wish, who) = match &args.what {
        ReviewCommand::Merge { matters, decide } => (Wish::Merge(matters.clone()), decide),
        ReviewCommand::Split(SplitArgs { matter, document, claim, decide }) => {
            let (matter, documents, claims) = (matter.clone(), document.clone(), claim.clone());
            (Wish::Split { matter, documents, claims }, decide)
        }
        ReviewCommand::Reject { claims, decide } => (Wish::Reject(claims.clone()), decide),
        ReviewCommand::Accept { claims, decide } => (Wish::Accept(claims.clone()), decide),
        ReviewCommand::Correct(correct) => {
            (Wish::Correct(correct.claim.clone(), corrected(correct)?), &correct.decide)
        }
        ReviewCommand::Confirm { ids, decide } => (Wish::Confirm(ids.clone()), decide),
        ReviewCommand::Discount { ids, decide } => (Wish::Discount(ids.clone()), decide),
        ReviewCommand::Note { id, decide } => (Wish::Note(id.clone()), decide),
        ReviewCommand::Import(import) => return super::review_import::run(import, quiet),
        ReviewCommand::Undo { entry, decide } => (Wish::Undo(*entry), decide),
        ReviewCommand::Log { ledger, json } => {
            let ledger = Ledger::open(&ledger.ledger, Access::ReadOnly)?;
            let log = ledger.snapshot(view::reviews)?;
            return print_log(&log, *json);
        }
    };
    decide(&wish, who, quiet)
}

/// What a claim is said to say.
fn corrected(args: &CorrectArgs) -> Result<Corrected, Failure> {
    let days = |text: &str| {
        days_of(text).ok_or_else(|| {
            Failure::usage(format!("{text:?} is no date"))
                .hint("--date 2024, 2024-05, 2024-05-03 or 2024-05-03/2024-05-04")
        })
    };
    let end = |text: &str| match text.trim() {
        "" => Ok(None),
        number => number.parse().map(Some).map_err(|_| {
            Failure::usage(format!("{number:?} is no number")).hint("--figure 4, 3..5, 3.. or ..5")
        }),
    };
    Ok(match args {
        CorrectArgs { figure: Some(figure), of, .. } => {
            let (low, high) = figure.split_once("..").unwrap_or((figure, figure));
            Corrected::Figure { low: end(low)?, high: end(high)?, words: of.clone() }
        }
        CorrectArgs { holder: Some(name), .. } => Corrected::Holder(name.clone()),
        CorrectArgs { date: Some(date), .. } => {
            let (start, end) = days(date)?;
            Corrected::Date(start, end)
        }
        CorrectArgs { place: Some(name), geonameid, .. } => Corrected::Place(name.clone(), *geonameid),
        CorrectArgs { matter: Some(matter), .. } => Corrected::Matter(matter.clone()),
        _ => return Err(Failure::usage("nothing is said to be corrected")),
    })
}

/// Refuse a decision by nobody, or for no reason.
pub fn check_who(args: &DecideArgs) -> Result<(), Failure> {
    for (value, option) in [(&args.by, "--by"), (&args.reason, "--reason")] {
        if value.trim().is_empty() {
            return Err(
                Failure::usage(format!("{option} says nothing")).hint("the log keeps who decided, and why")
            );
        }
    }
    Ok(())
}

/// Append the decision, compare anew, print what became of it.
fn decide(wish: &Wish, args: &DecideArgs, quiet: bool) -> Result<Done, Failure> {
    check_who(args)?;
    let mut ledger = Ledger::open(&args.ledger.ledger, Access::ReadWrite)?;
    let mut spinner = None;
    let comparing = || spinner = Some(progress::spinner("Comparing", quiet));
    let decided = run::decide(&mut ledger, wish, (&args.by, &args.reason), Timestamp::now(), comparing);
    if let Some(spinner) = spinner {
        spinner.finish_and_clear();
    }
    let decided = decided?;
    let view = ledger.snapshot(|ledger| view::decided(ledger, &decided))?;
    print(&view, args, quiet)?;
    Ok(Done::Well)
}

impl From<Undecided> for Failure {
    fn from(undecided: Undecided) -> Self {
        match undecided {
            Undecided::Wrong { message, hint: Some(hint) } => Self::usage(message).hint(hint),
            Undecided::Wrong { message, hint: None } => Self::usage(message),
            Undecided::Ledger(error) => error.into(),
        }
    }
}

fn print(decided: &DecidedView, args: &DecideArgs, quiet: bool) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(decided).map_err(std::io::Error::from)?)?;
        return Ok(());
    }
    if quiet {
        return Ok(());
    }
    let entry = &decided.entry;
    writeln!(out, "Entry {}: {} by {}.", entry.id, entry.said(), entry.by)?;
    for number in &decided.overridden {
        writeln!(out, "It overrides entry {number}, wholly or in part.")?;
    }
    for number in &entry.disagrees {
        writeln!(out, "It differs from entry {number}, by another reviewer.")?;
    }
    for row in &decided.matters {
        let contested =
            if row.contested { style::paint(style::CONTESTED, ", contested") } else { String::new() };
        writeln!(out, "{}", style::paint(style::HEADING, &row.title))?;
        let (claims, reports) = (counted(row.claims, "claim"), counted(row.documents, "report"));
        let origins = counted(row.origins, "origin");
        writeln!(out, "  {}: {claims}, {reports}, {origins}{contested}", row.id)?;
    }
    Ok(())
}

/// Say on standard error what decisions no longer reach.
pub fn name_unmet(heeded: &Heeded) {
    let mut entries: BTreeMap<u64, Vec<&gainsay_compare::Unmet>> = BTreeMap::new();
    for unmet in &heeded.unmet {
        entries.entry(unmet.number).or_default().push(unmet);
    }
    for (entry, unmet) in entries {
        let (first, more) = (unmet[0], unmet.len() - 1);
        let more = if more > 0 { format!(", and {} more", counted(more, "claim")) } else { String::new() };
        let words = shortened(&first.anchor.quote);
        let why = first.why.as_str();
        style::warning(&format!("entry {entry} of the review log no longer reaches “{words}”{more}: {why}"));
        style::hint("`gainsay review log` shows what it still holds");
    }
}

fn print_log(log: &[ReviewView], json: bool) -> Result<Done, Failure> {
    let mut out = anstream::stdout();
    if json {
        for entry in log {
            writeln!(out, "{}", serde_json::to_string(entry).map_err(std::io::Error::from)?)?;
        }
        return Ok(Done::Well);
    }
    if log.is_empty() {
        writeln!(out, "Nobody has decided anything yet.")?;
    }
    for entry in log {
        let head = format!("{}  {} by {}", entry.id, entry.said(), entry.by);
        writeln!(out, "{}: {}", style::paint(style::HEADING, &head), entry.reason)?;
        writeln!(out, "   {}", style::paint(style::QUIET, &entry.at))?;
        for target in &entry.targets {
            writeln!(out, "   • {}: {}", target.name, counted(target.claims, "claim"))?;
        }
        if let Some(later) = entry.taken_back_by {
            writeln!(out, "   taken back by entry {later}")?;
        }
        for later in &entry.overridden_by {
            writeln!(out, "   overridden by entry {later}, wholly or in part")?;
        }
        for other in &entry.disagrees {
            writeln!(out, "   differs from entry {other}, by another reviewer")?;
        }
        for unmet in &entry.unmet {
            writeln!(out, "   no longer reaches “{}”: {}", shortened(&unmet.quote), unmet.why)?;
        }
    }
    Ok(Done::Well)
}

/// The beginning of words, on one line.
fn shortened(words: &str) -> String {
    const LONGEST: usize = 60;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
