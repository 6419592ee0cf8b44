//! `gainsay compare`: readings made before, laid side by side without a ledger.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use gainsay_document::{ClaimRef, Document, DocumentId, Origin, Reading, Report};
use gainsay_export::{matters, read_contract};

use super::add::name_failure;
use super::args::{CompareArgs, ReadFormat};
use super::{Done, Failure};
use crate::run;

/// Run `gainsay compare`.
pub fn run(args: &CompareArgs) -> Result<Done, Failure> {
    let ReadFormat::Jsonl = args.format;
    let mut found = Found::default();
    for file in &args.files {
        found.file(file);
    }
    let reports: Vec<Report<'_>> =
        found.read.iter().map(|(document, reading)| Report { document, reading }).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    if args.matters {
        let comparison = gainsay_compare::compare(&reports);
        let documents = reports.iter().map(|report| report.document);
        let context = matters::Context::new(documents, &comparison.origins);
        let of: HashMap<&DocumentId, Report<'_>> =
            reports.iter().map(|report| (&report.document.id, *report)).collect();
        let mut origins: HashMap<&ClaimRef, &Origin> = HashMap::new();
        for origin in &comparison.origins {
            origins.extend(origin.claims.iter().map(|claim| (claim, origin)));
        }
        for matter in &comparison.matters {
            let own: BTreeMap<_, &Origin> = matter
                .claims
                .iter()
                .filter_map(|claim| origins.get(claim))
                .map(|origin| (&origin.id, *origin))
                .collect();
            let told: Vec<Report<'_>> =
                matter.documents.iter().filter_map(|id| of.get(id).copied()).collect();
            let trees = gainsay_compare::origin_trees(matter, own.into_values(), &told);
            let asked = matters::Asked { origins: Some(&trees), ..matters::Asked::default() };
            writeln!(out, "{}", matters::line_as_asked(matter, &context, &asked))?;
        }
    } else {
        let clusters = gainsay_compare::event_clusters(&reports);
        for (Report { document, reading }, clusters) in reports.iter().zip(&clusters) {
            writeln!(out, "{}", read_contract::line_with_clusters(document, reading, clusters))?;
        }
    }
    out.flush()?;
    Ok(if found.failed { Done::InPart } else { Done::Well })
}

/// What the files hold so far.
#[derive(Default)]
struct Found {
    read: Vec<(Document, Reading)>,
    known: HashSet<DocumentId>,
    failed: bool,
}

impl Found {
    fn fail(&mut self, file: &Path, line: Option<usize>, reason: &str) {
        name_failure(&file.display().to_string(), line, reason, None);
        self.failed = true;
    }

    /// Take in the lines of one file; those that are no reading are named, and the rest goes on.
    fn file(&mut self, path: &Path) {
        let lines: Box<dyn BufRead> = if path == Path::new("-") {
            Box::new(io::stdin().lock())
        } else {
            match File::open(path) {
                Ok(file) => Box::new(BufReader::new(file)),
                Err(error) => return self.fail(path, None, &run::plain(&error)),
            }
        };
        for (index, line) in lines.split(b'\n').enumerate() {
            match line {
                Ok(line) if line.trim_ascii().is_empty() => {}
                Ok(line) => {
                    if let Err(reason) = self.line(&line) {
                        self.fail(path, Some(index + 1), &reason);
                    }
                }
                Err(error) => return self.fail(path, Some(index + 1), &run::plain(&error)),
            }
        }
    }

    fn line(&mut self, line: &[u8]) -> Result<(), String> {
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        let line = std::str::from_utf8(line).map_err(|_| "not UTF-8".to_owned())?;
        let (document, reading) = read_contract::parse(line).map_err(|error| error.to_string())?;
        if !self.known.insert(document.id.clone()) {
            return Err("the same document as an earlier line".to_owned());
        }
        self.read.push((document, reading));
        Ok(())
    }
}
