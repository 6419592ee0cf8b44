//! `gainsay export`: what the ledger holds, in another format.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};

use gainsay_document::{ClaimRef, Document, MatterId, Reading};
use gainsay_export::table::{Csv, Jsonl, Record};
use gainsay_export::{DecisionRecord, ExportError, claims, matters, places, quantities};
use gainsay_ledger::{Access, Ledger};

use super::args::{ExportArgs, ExportFormat, ExportRecords};
use super::asking::asking;
use super::{Done, Failure};
use crate::view::{Asking, Known, Marks, StandingView};
use crate::web;

/// Run `gainsay export`.
pub fn run(args: &ExportArgs) -> Result<Done, Failure> {
    let asking = asking(&args.ask)?;
    if args.records != ExportRecords::Matters && args.ask.policy.is_some() {
        return Err(Failure::usage("--policy is for matters: a policy gives one value for a matter's count"));
    }
    let ledger = Ledger::open(&args.ledger.ledger, Access::ReadOnly)?;
    let out = BufWriter::new(io::stdout().lock());
    ledger.snapshot(|ledger| {
        let known = Known::of(ledger, &asking)?;
        match args.records {
            ExportRecords::Matters if args.format == ExportFormat::Csv => {
                Err(Failure::usage("matters have facets inside facets and are exported as jsonl only")
                    .hint("`gainsay export claims --format csv` names the matter of every claim"))
            }
            ExportRecords::Matters => write_matters(&known, &asking, out),
            ExportRecords::Claims => {
                let matter_of = matter_of(&known)?;
                let find = |claim: &ClaimRef| matter_of.get(claim).cloned();
                let marks = known.marks(None)?;
                let decided = |claim: &ClaimRef| marks.of_claim(claim).iter().map(decision).collect();
                write(&known, args.format, out, |document, reading| {
                    claims::records_decided(document, reading, find, decided)
                })
            }
            ExportRecords::Quantities => write(&known, args.format, out, quantities::records),
            ExportRecords::Places => write(&known, args.format, out, places::records),
        }
    })?;
    Ok(Done::Well)
}

/// Print the description of the pages' JSON interface.
pub fn openapi() -> Result<Done, Failure> {
    io::stdout().lock().write_all(web::openapi::json().as_bytes())?;
    Ok(Done::Well)
}

/// The matter of every claim that has one.
fn matter_of(known: &Known<'_>) -> Result<HashMap<ClaimRef, MatterId>, Failure> {
    // Of several matters the last one counts, so the most disputed is put in last.
    let standings = known.standings(None)?.into_iter().rev();
    Ok(standings.map(|standing| (standing.claim, standing.matter)).collect())
}

fn write_matters(known: &Known<'_>, asking: &Asking, mut out: impl Write) -> Result<(), Failure> {
    let documents = known.documents()?.into_iter().filter_map(|row| Some((row.id, row.external_id?)));
    let origins = known.origins()?.into_iter().map(|origin| (origin.id, origin.label));
    let context = matters::Context::from_names(documents, origins);
    let day = asking.as_of.map(|day| day.to_string());
    let found = known.matters()?;
    let best = known.best(&found)?;
    let trees = known.trees(&found)?;
    let marks = known.marks(None)?;
    for (at, matter) in found.iter().enumerate() {
        let policy = known.policy().zip(best.as_ref().map(|best| best[at].as_slice()));
        let decisions = decisions(&marks, &matter.claims);
        let asked = matters::Asked {
            as_of: day.as_deref(),
            policy,
            origins: Some(&trees[at]),
            decisions: &decisions,
        };
        writeln!(out, "{}", matters::line_as_asked(matter, &context, &asked))?;
    }
    Ok(out.flush()?)
}

/// What people decided of a matter and of its claims, the last decision first.
fn decisions(marks: &Marks, claims: &[ClaimRef]) -> Vec<(Option<String>, DecisionRecord)> {
    let on = marks.on(claims);
    on.iter().map(|view| (view.claim.clone(), decision(view))).collect()
}

fn decision(view: &StandingView) -> DecisionRecord {
    let correction = view.correction.as_ref();
    let value = correction.and_then(|correction| correction.date.clone().or_else(|| correction.name.clone()));
    DecisionRecord {
        entry: view.entry,
        decision: view.kind.clone(),
        reviewer: view.by.clone(),
        at: view.at.clone(),
        reason: view.reason.clone(),
        what: correction.map(|correction| correction.what.clone()),
        of: correction.and_then(|correction| correction.words.clone()),
        low: correction.and_then(|correction| correction.low),
        high: correction.and_then(|correction| correction.high),
        value,
    }
}

/// Write the records of every report known.
fn write<R: Record>(
    known: &Known<'_>,
    format: ExportFormat,
    out: impl Write,
    records: impl Fn(&Document, &Reading) -> Vec<R>,
) -> Result<(), Failure> {
    match format {
        ExportFormat::Jsonl => {
            let mut rows = Jsonl::new(out);
            known.for_each_report(|document, reading| {
                records(document, reading).iter().try_for_each(|record| Ok::<_, Failure>(rows.write(record)?))
            })?;
            rows.finish()?.flush()?;
        }
        ExportFormat::Csv => {
            let mut rows = Csv::new(out);
            known.for_each_report(|document, reading| {
                records(document, reading).iter().try_for_each(|record| Ok::<_, Failure>(rows.write(record)?))
            })?;
            rows.finish()?.flush()?;
        }
    }
    Ok(())
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        io::Error::new(error.kind(), error.to_string()).into()
    }
}
