//! `gainsay review import`: what an annotator changed becomes decisions of the review log.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use gainsay_document::{ClaimRef, Document, DocumentId, Reading, days_written};
use gainsay_export::marks::{Change, Finding, Said, Sheet, brat, changes, label_studio};
use gainsay_ledger::{Access, Ledger};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::add::counted;
use super::args::{ImportArgs, ImportFormat};
use super::export::MANIFEST;
use super::{Done, Failure, progress, review, style};
use crate::run::{self, Corrected, Settled, Wish};

/// One change that was found, or why it is none.
struct Row {
    /// Which file, and where in it.
    at: String,
    /// Who annotated and when, where the tool says so.
    by: String,
    /// The claim, what is decided of it in words, and the wish; or why nothing is.
    change: Result<(ClaimRef, String, Wish), String>,
}

/// Run `gainsay review import`.
pub fn run(args: &ImportArgs, quiet: bool) -> Result<Done, Failure> {
    review::check_who(&args.decide)?;
    let access = if args.dry_run { Access::ReadOnly } else { Access::ReadWrite };
    let mut ledger = Ledger::open(&args.decide.ledger.ledger, access)?;
    let rows = match args.format {
        ImportFormat::Brat => brat_rows(&ledger, &args.path)?,
        ImportFormat::LabelStudio => label_studio_rows(&ledger, &args.path)?,
    };
    let mut wishes = Vec::new();
    for row in &rows {
        if let Ok((_, _, wish)) = &row.change {
            let by = if row.by.is_empty() { String::new() } else { format!(", {}", row.by) };
            wishes.push((wish.clone(), format!("{} ({}{by})", args.decide.reason, row.at)));
        }
    }
    let settled = if args.dry_run { Vec::new() } else { decide(&mut ledger, &wishes, args, quiet)? };
    told(&rows, settled, args, quiet)
}

fn decide(
    ledger: &mut Ledger,
    wishes: &[(Wish, String)],
    args: &ImportArgs,
    quiet: bool,
) -> Result<Vec<Settled>, Failure> {
    let mut spinner = None;
    let comparing = || spinner = Some(progress::spinner("Comparing", quiet));
    let settled = run::decide_all(ledger, wishes, &args.decide.by, Timestamp::now(), comparing);
    if let Some(spinner) = spinner {
        spinner.finish_and_clear();
    }
    Ok(settled?)
}

/// Say of every change what became of it.
fn told(rows: &[Row], settled: Vec<Settled>, args: &ImportArgs, quiet: bool) -> Result<Done, Failure> {
    let mut out = anstream::stdout();
    let mut settled = settled.into_iter();
    let (mut entered, mut known, mut skipped) = (0, 0, 0);
    for Row { at, change, .. } in rows {
        let mut line = json!({"at": at, "claim": null, "decision": null, "entry": null, "skipped": null});
        let mut reason = None;
        match change {
            Err(why) => reason = Some(why.clone()),
            Ok((claim, said, _)) => {
                line["claim"] = json!(claim.to_string());
                line["decision"] = json!(said);
                let entry = match settled.next() {
                    Some(Settled::Not(why)) => {
                        reason = Some(format!("{claim}: {why}"));
                        None
                    }
                    Some(Settled::Entered(entry)) => Some((entry.id, "")),
                    Some(Settled::Known(entry)) => {
                        known += 1;
                        Some((entry, ", decided before"))
                    }
                    None => None,
                };
                line["entry"] = json!(entry.map(|(entry, _)| entry));
                if reason.is_none() {
                    entered += 1;
                    if !args.decide.json && !quiet {
                        let entry = entry
                            .map_or("Would be".to_owned(), |(entry, note)| format!("Entry {entry}{note}"));
                        writeln!(out, "{entry}: {claim}: {said} ({at}).")?;
                    }
                }
            }
        }
        if let Some(reason) = reason {
            skipped += 1;
            line["skipped"] = json!(reason);
            if !args.decide.json {
                style::warning(&format!("{at}: {reason}"));
            }
        }
        if args.decide.json {
            writeln!(out, "{line}")?;
        }
    }
    if !args.decide.json && !quiet {
        let decided = counted(entered - known, "decision");
        let would = if args.dry_run { " would be made" } else { "" };
        writeln!(out, "{decided}{would}, {known} known before, {skipped} that cannot be kept.")?;
    }
    Ok(if skipped > 0 { Done::InPart } else { Done::Well })
}

/// What the folder was made of.
#[derive(Deserialize)]
struct Manifest {
    documents: Vec<Exported>,
}

#[derive(Deserialize)]
struct Exported {
    file: String,
    document: String,
    digest: String,
}

/// A document as it was exported, or why there is none.
type AsExported = Result<(Document, Reading, Sheet), String>;

/// A document as it was exported, where the ledger still reads it so.
fn exported(ledger: &Ledger, document: &str, digest: &str) -> Result<AsExported, Failure> {
    let Ok(id) = document.parse::<DocumentId>() else {
        return Ok(Err(format!("{document:?} is no document")));
    };
    let (document, reading) = match ledger.document(&id) {
        Ok(document) => (document, ledger.reading(&id)?),
        Err(error) if error.is_not_found() => {
            return Ok(Err(format!("document {} is not in this ledger", id.short())));
        }
        Err(error) => return Err(error.into()),
    };
    let sheet = Sheet::of(&document, &reading);
    if sheet.digest() != digest {
        let why =
            "the ledger reads it otherwise than when it was exported: export it anew, and annotate that";
        return Ok(Err(format!("document {}: {why}", id.short())));
    }
    Ok(Ok((document, reading, sheet)))
}

fn brat_rows(ledger: &Ledger, path: &Path) -> Result<Vec<Row>, Failure> {
    let (folder, only) = if path.is_dir() {
        (path.to_owned(), None)
    } else {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        (path.parent().map_or_else(PathBuf::new, Path::to_owned), name)
    };
    let manifest = read(&folder.join(MANIFEST)).map_err(|failure| {
        failure.hint(format!("`gainsay export annotations --format brat` writes {MANIFEST} beside the texts"))
    })?;
    let manifest: Manifest = serde_json::from_str(&manifest).map_err(|error| {
        Failure::usage(format!("{} cannot be read: {error}", folder.join(MANIFEST).display()))
    })?;
    let mut rows = Vec::new();
    let mut named = only.is_none();
    for Exported { file, document, digest } in manifest.documents {
        if only.as_ref().is_some_and(|only| *only != file) {
            continue;
        }
        named = true;
        let bad = |reason: String| Row { at: file.clone(), by: String::new(), change: Err(reason) };
        let (document, reading, sheet) = match exported(ledger, &document, &digest)? {
            Ok(exported) => exported,
            Err(reason) => {
                rows.push(bad(reason));
                continue;
            }
        };
        // A name with a way in it could be any file of the machine.
        if Path::new(&file).file_name().is_none_or(|name| name != file.as_str()) {
            rows.push(bad("it is no file of the folder".to_owned()));
            continue;
        }
        let ann = match read(&folder.join(&file)) {
            Ok(ann) => ann,
            Err(failure) => {
                rows.push(bad(failure.into_words().0));
                continue;
            }
        };
        let (found, unread) = brat::parse(&ann, &sheet, &document);
        for brat::BadLine { line, reason } in unread {
            rows.push(Row { at: format!("{file}, line {line}"), by: String::new(), change: Err(reason) });
        }
        rows.extend(found_rows(&file, "", &document, &reading, changes(&sheet, &found)));
    }
    if !named {
        return Err(Failure::usage(format!("{} is not among what was exported", path.display())));
    }
    Ok(rows)
}

fn label_studio_rows(ledger: &Ledger, path: &Path) -> Result<Vec<Row>, Failure> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (annotations, bad) = label_studio::annotations(&read(path)?)
        .map_err(|reason| Failure::usage(format!("{}: {reason}", path.display())))?;
    let row = |at: String, reason: String| Row { at, by: String::new(), change: Err(reason) };
    let mut rows: Vec<Row> = bad.into_iter().map(|reason| row(file.clone(), reason)).collect();
    let mut known: BTreeMap<(String, String), AsExported> = BTreeMap::new();
    for annotation in annotations {
        let key = (annotation.document.clone(), annotation.digest.clone());
        if !known.contains_key(&key) {
            known.insert(key.clone(), exported(ledger, &key.0, &key.1)?);
        }
        let (document, reading, sheet) = match &known[&key] {
            Ok(exported) => exported,
            Err(reason) => {
                rows.push(row(format!("{file}, {}", annotation.at), reason.clone()));
                continue;
            }
        };
        let (found, unread) = annotation.sheet(sheet, document);
        rows.extend(unread.into_iter().map(|reason| row(file.clone(), reason)));
        let mut findings = changes(sheet, &found);
        for finding in findings.iter_mut().filter(|finding| finding.at.is_empty()) {
            finding.at.clone_from(&annotation.at);
        }
        rows.extend(found_rows(&file, &annotation.by, document, reading, findings));
    }
    Ok(rows)
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("{} cannot be read: {error}", path.display())))
}

/// The changes of one document as wishes.
fn found_rows<'a>(
    file: &'a str,
    by: &'a str,
    document: &'a Document,
    reading: &'a Reading,
    findings: Vec<Finding>,
) -> impl Iterator<Item = Row> + 'a {
    findings.into_iter().map(move |Finding { at, change }| Row {
        at: if at.is_empty() { file.to_owned() } else { format!("{file}, {at}") },
        by: by.to_owned(),
        change: change.map(|Change { claim, said }| {
            let claim = ClaimRef { document: document.id.clone(), claim };
            let (words, wish) = wish(&claim, said, document, reading);
            (claim, words, wish)
        }),
    })
}

/// What is decided, in words and as the wish that `gainsay review` would make of it.
fn wish(claim: &ClaimRef, said: Said, document: &Document, reading: &Reading) -> (String, Wish) {
    // The whole identifier: the beginning of it may fit another document.
    let id = format!("{}.{}", claim.document, claim.claim);
    let correct = |words: String, to: Corrected| (words, Wish::Correct(id.clone(), to));
    match said {
        Said::Accept => ("accept".to_owned(), Wish::Accept(vec![id])),
        Said::Reject => ("reject".to_owned(), Wish::Reject(vec![id])),
        Said::Confirm => ("confirm".to_owned(), Wish::Confirm(vec![id])),
        Said::Discount => ("discount".to_owned(), Wish::Discount(vec![id])),
        Said::Figure { low, high, quantity } => {
            let words = reading.quantities.get(quantity).map(|read| read.span.of(&document.text).to_owned());
            let end = |end: Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
            let to = if low == high { end(low) } else { format!("{}..{}", end(low), end(high)) };
            correct(format!("correct figure to {to}"), Corrected::Figure { low, high, words })
        }
        Said::Holder(name) => correct(format!("correct holder to {name}"), Corrected::Holder(name)),
        Said::Date(start, end) => {
            correct(format!("correct date to {}", days_written(start, end)), Corrected::Date(start, end))
        }
        Said::Place(name, geonameid) => {
            correct(format!("correct place to {name}"), Corrected::Place(name, geonameid))
        }
    }
}
