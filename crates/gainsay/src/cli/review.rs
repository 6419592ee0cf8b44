//! `gainsay review`: what a person decides of matters and claims, and the log of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use gainsay_compare::Heeded;
use gainsay_document::{
    Anchor, ClaimRef, Decision, Document, DocumentId, Matter, MatterId, Reading, Review, Target,
};
use gainsay_ledger::{Access, Error, Ledger, NewReview};
use jiff::Timestamp;
use serde::Serialize;

use super::add::counted;
use super::args::{DecideArgs, ReviewArgs, ReviewCommand, SplitArgs};
use super::{Done, Failure, progress, style};
use crate::run;
use crate::view::{self, Asking, Known, MatterRow, ReviewView};

/// Run `gainsay review`.
pub fn run(args: &ReviewArgs, quiet: bool) -> Result<Done, Failure> {
    match &args.what {
        ReviewCommand::Merge { matters, decide } => {
            let mut desk = Desk::open(decide, quiet)?;
            let targets = desk.matters(matters)?;
            if targets.len() < 2 {
                return Err(Failure::usage("a merge needs two matters or more, and these are one"));
            }
            desk.decide(Decision::Merge, targets)
        }
        ReviewCommand::Split(split) => {
            let mut desk = Desk::open(&split.decide, quiet)?;
            let targets = desk.split(split)?;
            desk.decide(Decision::Split, targets)
        }
        ReviewCommand::Reject { claims, decide } => {
            let mut desk = Desk::open(decide, quiet)?;
            let targets = claims.iter().map(|id| desk.claim(id)).collect::<Result<_, _>>()?;
            desk.decide(Decision::Reject, targets)
        }
        ReviewCommand::Note { id, decide } => {
            let mut desk = Desk::open(decide, quiet)?;
            let is_claim = !id.starts_with("m-") && id.contains('.');
            let target = if is_claim { desk.claim(id)? } else { desk.matter(id)?.1 };
            desk.decide(Decision::Note, vec![target])
        }
        ReviewCommand::Undo { entry, decide } => {
            Desk::open(decide, quiet)?.decide(Decision::Undo(*entry), Vec::new())
        }
        ReviewCommand::Log { ledger, json } => {
            let ledger = Ledger::open(&ledger.ledger, Access::ReadOnly)?;
            let log = ledger.snapshot(view::reviews)?;
            print_log(&log, *json)
        }
    }
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

/// A ledger open for a decision.
struct Desk<'a> {
    ledger: Ledger,
    args: &'a DecideArgs,
    quiet: bool,
}

/// What a decision came to, as JSON.
#[derive(Serialize)]
struct Decided<'a> {
    entry: &'a ReviewView,
    matters: &'a [MatterRow],
    overridden: Vec<u64>,
}

impl<'a> Desk<'a> {
    fn open(args: &'a DecideArgs, quiet: bool) -> Result<Self, Failure> {
        for (value, option) in [(&args.by, "--by"), (&args.reason, "--reason")] {
            if value.trim().is_empty() {
                return Err(Failure::usage(format!("{option} says nothing"))
                    .hint("the log keeps who decided, and why"));
            }
        }
        let ledger = Ledger::open(&args.ledger.ledger, Access::ReadWrite)?;
        Ok(Self { ledger, args, quiet })
    }

    /// The matters written so, each once.
    fn matters(&self, ids: &[String]) -> Result<Vec<Target>, Failure> {
        let (mut known, mut targets) = (BTreeSet::new(), Vec::new());
        for id in ids {
            let (matter, target) = self.matter(id)?;
            if known.insert(matter.id) {
                targets.push(target);
            }
        }
        Ok(targets)
    }

    fn matter(&self, id: &str) -> Result<(Matter, Target), Failure> {
        let found = self.ledger.resolve_matter(id).and_then(|id| self.ledger.matter(&id));
        let matter = found.map_err(|error| {
            let unknown = error.is_not_found();
            let failure = Failure::from(error);
            if unknown { failure.hint("`gainsay matters` lists the matters") } else { failure }
        })?;
        let target = self.target(format!("{} ({})", matter.title, matter.id), &matter.claims)?;
        Ok((matter, target))
    }

    fn claim(&self, id: &str) -> Result<Target, Failure> {
        let claim = self.ledger.resolve_claim(id)?;
        Ok(self.target(claim.to_string(), std::slice::from_ref(&claim))?)
    }

    /// The words of claims under a name.
    fn target(&self, name: String, claims: &[ClaimRef]) -> Result<Target, Error> {
        let mut known: BTreeMap<&DocumentId, (Document, Reading)> = BTreeMap::new();
        let mut anchors = Vec::with_capacity(claims.len());
        for ClaimRef { document: id, claim } in claims {
            if !known.contains_key(id) {
                known.insert(id, (self.ledger.document(id)?, self.ledger.reading(id)?));
            }
            let (document, reading) = &known[id];
            let read = reading.claims.get(claim.index());
            let read =
                read.ok_or_else(|| Error::corrupt(format!("document {} lacks {claim}", id.short())))?;
            anchors.push(Anchor::of(document, read));
        }
        Ok(Target { name, anchors })
    }

    /// What is split off, and what stays.
    fn split(&self, args: &SplitArgs) -> Result<Vec<Target>, Failure> {
        let (matter, _) = self.matter(&args.matter)?;
        let mut off: BTreeSet<ClaimRef> = BTreeSet::new();
        let foreign = |what: String| {
            Failure::usage(format!("{what} does not speak to {}", matter.id))
                .hint(format!("`gainsay show {}` lists what does", matter.id))
        };
        for id in &args.document {
            let document = self.ledger.resolve_document(id)?;
            if !matter.documents.contains(&document) {
                return Err(foreign(format!("document {}", document.short())));
            }
            off.extend(matter.claims.iter().filter(|claim| claim.document == document).cloned());
        }
        for id in &args.claim {
            let claim = self.ledger.resolve_claim(id)?;
            if !matter.claims.contains(&claim) {
                return Err(foreign(format!("claim {claim}")));
            }
            off.insert(claim);
        }
        let (off, stays): (Vec<ClaimRef>, Vec<ClaimRef>) =
            matter.claims.iter().cloned().partition(|claim| off.contains(claim));
        if stays.is_empty() {
            return Err(Failure::usage(format!("nothing would be left of {}", matter.id))
                .hint("name fewer of its documents or claims"));
        }
        let name = |what: &str| format!("{what} {} ({})", matter.title, matter.id);
        Ok(vec![self.target(name("out of"), &off)?, self.target(name("left in"), &stays)?])
    }

    /// Append the decision, compare anew, print what became of it.
    fn decide(&mut self, decision: Decision, targets: Vec<Target>) -> Result<Done, Failure> {
        let acts = !matches!(decision, Decision::Note);
        let new =
            NewReview { reviewer: self.args.by.clone(), decision, targets, reason: self.args.reason.clone() };
        let before = self.ledger.reviews()?;
        let entry = self.ledger.review(&new, Timestamp::now()).map_err(|error| {
            if error.is_rejected() { Failure::usage(error.to_string()) } else { error.into() }
        })?;
        if acts || !self.ledger.comparison_is_current()? {
            let spinner = progress::spinner("Comparing", self.quiet);
            run::compare(&mut self.ledger)?;
            spinner.finish_and_clear();
        }
        self.print(&entry, &before)?;
        Ok(Done::Well)
    }

    fn print(&self, entry: &Review, before: &[Review]) -> Result<(), Failure> {
        // What is taken back is what the earlier entry was about.
        let about = match entry.decision {
            Decision::Undo(number) => before.iter().find(|earlier| earlier.id == number).unwrap_or(entry),
            _ => entry,
        };
        let (log, rows) = self.ledger.snapshot(|ledger| {
            let asking = Asking::default();
            let known = Known::of(ledger, &asking)?;
            let affected = affected(&known, about)?;
            let wanted = |row: &MatterRow| affected.contains(&MatterId(row.id.clone()));
            let rows = view::matter_rows(&known, false, (0, usize::MAX), wanted)?.0;
            Ok::<_, Error>((view::reviews(ledger)?, rows))
        })?;
        let Some(own) = log.iter().find(|view| view.id == entry.id) else { return Ok(()) };
        let overridden: Vec<u64> =
            log.iter().filter(|view| view.overridden_by.contains(&entry.id)).map(|view| view.id).collect();
        let mut out = anstream::stdout();
        if self.args.json {
            let decided = Decided { entry: own, matters: &rows, overridden };
            writeln!(out, "{}", serde_json::to_string(&decided).map_err(std::io::Error::from)?)?;
            return Ok(());
        }
        if self.quiet {
            return Ok(());
        }
        writeln!(out, "Entry {}: {} by {}.", entry.id, own.decision.as_str(), own.by)?;
        for number in overridden {
            writeln!(out, "It overrides entry {number}, wholly or in part.")?;
        }
        for row in &rows {
            let contested =
                if row.contested { style::paint(style::CONTESTED, ", contested") } else { String::new() };
            writeln!(out, "{}", style::paint(style::HEADING, &row.title))?;
            let (claims, reports) = (counted(row.claims, "claim"), counted(row.documents, "report"));
            let origins = counted(row.origins, "origin");
            writeln!(out, "  {}: {claims}, {reports}, {origins}{contested}", row.id)?;
        }
        Ok(())
    }
}

/// The matters that the claims of a decision speak to.
fn affected(known: &Known<'_>, about: &Review) -> Result<BTreeSet<MatterId>, Error> {
    let mut claims: BTreeSet<ClaimRef> = BTreeSet::new();
    let mut by_document: BTreeMap<&DocumentId, Vec<&Anchor>> = BTreeMap::new();
    for anchor in about.targets.iter().flat_map(|target| &target.anchors) {
        by_document.entry(&anchor.document).or_default().push(anchor);
    }
    for (id, anchors) in by_document {
        let (document, reading) = (known.ledger().document(id)?, known.ledger().reading(id)?);
        let found = anchors.iter().filter_map(|anchor| anchor.claim(&document.text, &reading.claims));
        claims.extend(found.map(|claim| ClaimRef { document: id.clone(), claim }));
    }
    let standings = known.standings(None)?.into_iter();
    Ok(standings.filter(|of| claims.contains(&of.claim)).map(|of| of.matter).collect())
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
        let what = match &entry.decision {
            Decision::Undo(number) => format!("undo of entry {number}"),
            decision => decision.as_str().to_owned(),
        };
        let head = format!("{}  {what} by {}", entry.id, entry.by);
        writeln!(out, "{}: {}", style::paint(style::HEADING, &head), entry.reason)?;
        writeln!(out, "   {}", style::paint(style::QUIET, &entry.at))?;
        for target in &entry.targets {
            writeln!(out, "   • {}: {}", target.name, counted(target.anchors.len(), "claim"))?;
        }
        if let Some(later) = entry.taken_back_by {
            writeln!(out, "   taken back by entry {later}")?;
        }
        for later in &entry.overridden_by {
            writeln!(out, "   overridden by entry {later}, wholly or in part")?;
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
