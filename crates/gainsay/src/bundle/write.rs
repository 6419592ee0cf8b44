//! Writing a package: the same bytes for the same ledger.

use std::collections::BTreeSet;
use std::io::{self, Seek, Write};

use gainsay_document::{ClaimRef, Comparison, DocumentId, MatterId};
use gainsay_export::{matters, read_contract};
use gainsay_ledger::{Error, Ledger, LogEntry, sha256};
use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::parts::{About, DocumentPart, FORMAT, LogLine};
use super::{FOLDER, README};
use crate::cli::Failure;

/// What of the ledger a package is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    All,
    /// The documents of a matter.
    Matter(MatterId),
    /// One document.
    Document(DocumentId),
}

/// Files on their way into a package.
struct Sack<W: Write + Seek> {
    zip: ZipWriter<W>,
    /// The hash of each file of `data`, and of each other file.
    payload: Vec<(String, String)>,
    tags: Vec<(String, String)>,
    octets: usize,
}

impl<W: Write + Seek> Sack<W> {
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        // Neither the time of day nor the machine stands in the file.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(6))
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        self.zip.start_file(format!("{FOLDER}/{name}"), options).map_err(io::Error::from)?;
        self.zip.write_all(bytes)?;
        let listed = (name.to_owned(), sha256(bytes));
        if name.starts_with("data/") {
            self.octets += bytes.len();
            self.payload.push(listed);
        } else {
            self.tags.push(listed);
        }
        Ok(())
    }

    fn json<T: Serialize>(&mut self, name: &str, value: &T) -> Result<(), Failure> {
        let mut bytes = serde_json::to_vec_pretty(value).map_err(io::Error::from)?;
        bytes.push(b'\n');
        self.put(name, &bytes)
    }

    /// The files that make a bag of it.
    fn close(mut self, about: &About) -> Result<W, Failure> {
        self.put("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")?;
        let info = format!(
            "Bag-Software-Agent: {}\nExternal-Description: Evidence package of a gainsay ledger ({})\n\
             Gainsay-Ledger-State: {}\nPayload-Oxum: {}.{}\n",
            about.program,
            about.scope,
            about.state,
            self.octets,
            self.payload.len()
        );
        self.put("bag-info.txt", info.as_bytes())?;
        let manifest = listed(&mut self.payload);
        self.put("manifest-sha256.txt", manifest.as_bytes())?;
        let manifest = listed(&mut self.tags);
        self.put("tagmanifest-sha256.txt", manifest.as_bytes())?;
        Ok(self.zip.finish().map_err(io::Error::from)?)
    }
}

fn listed(files: &mut [(String, String)]) -> String {
    files.sort();
    files.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect()
}

/// Write a package of `scope` to `out`.
pub fn write<W: Write + Seek>(ledger: &Ledger, scope: &Scope, out: W) -> Result<(W, About), Failure> {
    ledger.snapshot(|ledger| write_now(ledger, scope, out))
}

fn write_now<W: Write + Seek>(ledger: &Ledger, scope: &Scope, out: W) -> Result<(W, About), Failure> {
    let ids: BTreeSet<DocumentId> = match scope {
        Scope::All => ledger.document_ids()?.into_iter().collect(),
        Scope::Matter(id) => ledger.matter(id)?.documents.into_iter().collect(),
        Scope::Document(id) => BTreeSet::from([ledger.document(id)?.id]),
    };
    let zip = ZipWriter::new(out);
    let mut sack = Sack { zip, payload: Vec::new(), tags: Vec::new(), octets: 0 };
    sack.put("data/README.txt", README.as_bytes())?;
    let mut names = Vec::new();
    for id in &ids {
        let (document, reading) = (ledger.document(id)?, ledger.reading(id)?);
        sack.put(&format!("data/originals/{id}"), &ledger.raw(id)?)?;
        sack.json(
            &format!("data/documents/{id}.json"),
            &DocumentPart::new(&document, &ledger.source_map(id)?, &ledger.places_met(id)?),
        )?;
        let line = read_contract::line(&document, &reading);
        sack.put(&format!("data/readings/{id}.json"), format!("{line}\n").as_bytes())?;
        sack.put(&format!("data/ledger/readings/{id}.json"), &ledger.stored_reading(id)?)?;
        names.extend(document.external_id.map(|name| (id.clone(), name)));
    }
    let log: Vec<LogLine> = chosen(ledger.review_log()?, &ids)?;
    let mut lines = Vec::new();
    for line in &log {
        serde_json::to_writer(&mut lines, line).map_err(io::Error::from)?;
        lines.push(b'\n');
    }
    sack.put("data/reviews.jsonl", &lines)?;
    let comparison = within(ledger.comparison()?, &ids);
    sack.json("data/matters.json", &matters_json(&comparison, names)?)?;
    sack.json("data/ledger/comparison.json", &comparison)?;
    let about = About {
        format: FORMAT,
        program: concat!("gainsay ", env!("CARGO_PKG_VERSION")).to_owned(),
        scope: match scope {
            Scope::All => "all".to_owned(),
            Scope::Matter(id) => format!("matter {}", id.0),
            Scope::Document(id) => format!("document {id}"),
        },
        state: ledger.state()?,
        documents: ids.len(),
        reviews: log.len(),
        reviews_left_out: log.iter().filter(|line| matches!(line, LogLine::LeftOut(_))).count(),
        matters: comparison.matters.len(),
    };
    sack.json("data/about.json", &about)?;
    Ok((sack.close(&about)?, about))
}

/// The log, without what is about documents that do not come with it.
fn chosen(log: Vec<LogEntry>, ids: &BTreeSet<DocumentId>) -> Result<Vec<LogLine>, Error> {
    let mut kept = BTreeSet::new();
    let mut lines = Vec::new();
    for entry in log {
        let is_inside = entry.documents()?.iter().all(|id| ids.contains(id));
        // What takes an entry back goes with it.
        let taken_back = entry.value.as_deref().filter(|_| entry.kind == "undo");
        let taken_back = taken_back.map(|value| value.parse::<i64>().is_ok_and(|id| kept.contains(&id)));
        if is_inside && taken_back.unwrap_or(true) {
            kept.insert(entry.id);
            lines.push(LogLine::Whole(entry));
        } else {
            lines.push(LogLine::left_out(&entry));
        }
    }
    Ok(lines)
}

/// What of the comparison speaks of these documents alone.
fn within(mut comparison: Comparison, ids: &BTreeSet<DocumentId>) -> Comparison {
    let is_inside = |claim: &ClaimRef| ids.contains(&claim.document);
    comparison.matters.retain(|matter| {
        matter.documents.iter().all(|id| ids.contains(id)) && matter.claims.iter().all(is_inside)
    });
    comparison.relations.retain(|relation| is_inside(&relation.from) && is_inside(&relation.to));
    let sides = comparison.matters.iter().flat_map(|matter| &matter.facets).flat_map(|facet| &facet.sides);
    let named: BTreeSet<_> = sides.map(|side| side.origin.clone()).collect();
    for origin in &mut comparison.origins {
        origin.claims.retain(is_inside);
    }
    comparison.origins.retain(|origin| !origin.claims.is_empty() || named.contains(&origin.id));
    comparison
}

/// The matters as they are exported, with `names` for documents that have one of their own.
pub fn matters_json(
    comparison: &Comparison,
    names: Vec<(DocumentId, String)>,
) -> Result<Vec<serde_json::Value>, Failure> {
    let labels = comparison.origins.iter().map(|origin| (origin.id.clone(), origin.label.clone()));
    let context = matters::Context::from_names(names, labels);
    let lines =
        comparison.matters.iter().map(|matter| serde_json::from_str(&matters::line(matter, &context)));
    Ok(lines.collect::<Result<_, _>>().map_err(io::Error::from)?)
}
