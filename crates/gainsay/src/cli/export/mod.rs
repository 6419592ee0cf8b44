//! `gainsay export`: what the ledger holds, in another format.

mod annotations;
mod args;
mod cases;
mod linked;
mod tables;

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use gainsay_document::{ClaimRef, Document, MatterId, Reading};
use gainsay_export::geojson::{Features, Located};
use gainsay_export::table::{Csv, Jsonl, Record};
use gainsay_export::{
    DecisionRecord, ExportError, claims, datasette, matters, places, quantities, read_contract,
};
use gainsay_ledger::{Access, Ledger};

pub use annotations::MANIFEST;
pub use args::{ExportArgs, ExportColumns, ExportFormat, ExportRecords};

use super::asking::asking;
use super::{Done, Failure, style};
use crate::view::{Asking, Known, Marks, StandingView};
use crate::web;

/// Run `gainsay export`.
pub fn run(args: &ExportArgs) -> Result<Done, Failure> {
    args.check()?;
    let asking = asking(&args.ask)?;
    let ledger = Ledger::open(&args.ledger.ledger, Access::ReadOnly)?;
    if args.records == ExportRecords::Annotations {
        ledger.snapshot(|ledger| annotations::write(&Known::of(ledger, &asking)?, args))?;
        return Ok(Done::Well);
    }
    let out = output(args)?;
    ledger.snapshot(|ledger| {
        let known = Known::of(ledger, &asking)?;
        match args.records {
            ExportRecords::Matters => match (args.format(), args.columns) {
                (ExportFormat::Csv, Some(columns)) => cases::write(&known, columns, out),
                (ExportFormat::Geojson, _) => features(out, |features| {
                    known.matters()?.iter().try_for_each(|matter| Ok(features.write(matter)?))
                }),
                (ExportFormat::Parquet, _) => tables::matters(&known, &asking, out),
                _ => write_matters(&known, &asking, out),
            },
            ExportRecords::Claims if args.format() == ExportFormat::Jsonld => linked::claims(&known, out),
            ExportRecords::Claims => {
                let matter_of = matter_of(&known)?;
                let find = |claim: &ClaimRef| matter_of.get(claim).cloned();
                let marks = known.marks(None)?;
                let decided = |claim: &ClaimRef| marks.of_claim(claim).iter().map(decision).collect();
                let records = |document: &Document, reading: &Reading| {
                    claims::records_decided(document, reading, find, decided)
                };
                write_located(&known, args, out, records)
            }
            ExportRecords::Quantities => write(&known, args, out, quantities::records),
            ExportRecords::Places => write_located(&known, args, out, places::records),
            ExportRecords::Readings if args.format() == ExportFormat::Parquet => {
                tables::readings(&known, out)
            }
            ExportRecords::Readings => write_readings(&known, out),
            ExportRecords::Entities => linked::entities(&known, out),
            ExportRecords::DatasetteMetadata => write_datasette(args, out),
            ExportRecords::Annotations => Ok(()),
        }
    })?;
    Ok(Done::Well)
}

/// Where to write: the file that is named, which must be new, or standard output.
fn output(args: &ExportArgs) -> Result<Box<dyn Write + Send>, Failure> {
    if let Some(path) = &args.to {
        return Ok(Box::new(BufWriter::new(create(path)?)));
    }
    if args.format() == ExportFormat::Parquet && io::IsTerminal::is_terminal(&io::stdout()) {
        return Err(Failure::usage("a table in Parquet is not for a terminal").hint("--to FILE, or > FILE"));
    }
    Ok(Box::new(BufWriter::new(io::stdout())))
}

/// A new file.
fn create(path: &Path) -> Result<File, Failure> {
    File::create_new(path)
        .map_err(|error| Failure::usage(format!("{} cannot be made: {error}", path.display())))
}

/// Print what Datasette needs to know: the database is called as its file is.
fn write_datasette(args: &ExportArgs, mut out: impl Write) -> Result<(), Failure> {
    let stem = args.ledger.ledger.file_stem().unwrap_or_default().to_string_lossy();
    writeln!(out, "{}", datasette::metadata(&stem))?;
    Ok(out.flush()?)
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
    for_each_matter(known, asking, |line| Ok(writeln!(out, "{line}")?))?;
    Ok(out.flush()?)
}

/// Hand the line of every matter to `visit`.
fn for_each_matter(
    known: &Known<'_>,
    asking: &Asking,
    mut visit: impl FnMut(String) -> Result<(), Failure>,
) -> Result<(), Failure> {
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
        visit(matters::line_as_asked(matter, &context, &asked))?;
    }
    Ok(())
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

fn write_readings(known: &Known<'_>, mut out: impl Write) -> Result<(), Failure> {
    known.for_each_report(|document, reading| {
        Ok::<_, Failure>(writeln!(out, "{}", read_contract::line(document, reading))?)
    })?;
    Ok(out.flush()?)
}

/// Write the records of every report known, which may have a position.
fn write_located<R: Record + Located + tables::Row>(
    known: &Known<'_>,
    args: &ExportArgs,
    out: impl Write + Send,
    records: impl Fn(&Document, &Reading) -> Vec<R>,
) -> Result<(), Failure> {
    if args.format() != ExportFormat::Geojson {
        return write(known, args, out, records);
    }
    features(out, |features| {
        known.for_each_report(|document, reading| {
            records(document, reading).iter().try_for_each(|record| Ok(features.write(record)?))
        })
    })
}

/// Write a FeatureCollection, and say what was left out of it.
fn features<W: Write>(
    out: W,
    fill: impl FnOnce(&mut Features<W>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut features = Features::new(out)?;
    fill(&mut features)?;
    let (_, left_out) = features.finish()?;
    if left_out > 0 {
        let have = if left_out == 1 { "1 has" } else { &format!("{left_out} have") };
        style::remark(&format!("{have} no position and cannot be on a map."));
    }
    Ok(())
}

/// Write the records of every report known.
fn write<R: Record + tables::Row>(
    known: &Known<'_>,
    args: &ExportArgs,
    out: impl Write + Send,
    records: impl Fn(&Document, &Reading) -> Vec<R>,
) -> Result<(), Failure> {
    match args.format() {
        ExportFormat::Parquet => tables::rows(known, out, records)?,
        ExportFormat::Csv => {
            let mut rows = Csv::new(out);
            known.for_each_report(|document, reading| {
                records(document, reading).iter().try_for_each(|record| Ok::<_, Failure>(rows.write(record)?))
            })?;
            rows.finish()?.flush()?;
        }
        _ => {
            let mut rows = Jsonl::new(out);
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
