//! Checking what a package says, and filling a ledger from it.

use std::io::{Read, Seek};

use gainsay_document::{Comparison, Document, DocumentId, Reading, SourceMap};
use gainsay_export::read_contract;
use gainsay_ledger::{Error, Ledger, LogEntry, Provenance, sha256};

use super::bag::{Bag, Break};
use super::parts::{About, DocumentPart, FORMAT, LogLine};
use super::write::matters_json;

/// What a package holds beside its documents, all of it tested.
#[derive(Debug)]
pub struct Opened {
    /// What it is.
    pub about: About,
    ids: Vec<DocumentId>,
    log: Vec<LogLine>,
    comparison: Comparison,
}

fn wrong(place: impl Into<String>, expected: &str, found: impl Into<String>) -> Break {
    Break { place: place.into(), expected: expected.to_owned(), found: found.into() }
}

/// Hold every file to its hash, every quote to its text, the log to its chain and the parts to one another; `seen` is called
/// after each file.
///
/// # Errors
/// What does not fit, the first first.
pub fn check<R: Read + Seek>(bag: &mut Bag<R>, mut seen: impl FnMut()) -> Result<Opened, Vec<Break>> {
    let mut breaks = bag.check(&mut seen);
    let about = match json::<_, About>(bag, "data/about.json") {
        Ok(about) if about.format == FORMAT => about,
        Ok(about) => {
            breaks.push(wrong("data/about.json format", &FORMAT.to_string(), about.format.to_string()));
            return Err(breaks);
        }
        Err(one) => {
            breaks.push(one);
            return Err(breaks);
        }
    };
    let (mut ids, mut names) = (Vec::new(), Vec::new());
    for path in bag.names("data/originals/") {
        let id = path.trim_start_matches("data/originals/");
        let Ok(id) = id.parse::<DocumentId>() else {
            breaks.push(wrong(path, "a name that is a SHA-256", "another"));
            continue;
        };
        match report(bag, &id) {
            Ok(found) => names.extend(found.document.external_id.map(|name| (id.clone(), name))),
            Err(one) => breaks.push(one),
        }
        ids.push(id);
        seen();
    }
    let expected = [("documents", ".json"), ("readings", ".json"), ("ledger/readings", ".json")];
    for (folder, end) in expected {
        let listed = bag.names(&format!("data/{folder}/"));
        let own: Vec<String> = ids.iter().map(|id| format!("data/{folder}/{id}{end}")).collect();
        // Both are in order.
        if let Some(other) = listed.iter().find(|name| own.binary_search(name).is_err()) {
            breaks.push(wrong(other.as_str(), "the document it belongs to", "none"));
        }
    }
    if about.documents != ids.len() {
        breaks.push(wrong("data/about.json documents", &ids.len().to_string(), about.documents.to_string()));
    }
    let log = match log(bag, &ids, &about) {
        Ok(log) => log,
        Err(one) => {
            breaks.push(one);
            Vec::new()
        }
    };
    let comparison = match comparison(bag, names, &about) {
        Ok(comparison) => comparison,
        Err(one) => {
            breaks.push(one);
            Comparison::default()
        }
    };
    if breaks.is_empty() { Ok(Opened { about, ids, log, comparison }) } else { Err(breaks) }
}

fn json<R: Read + Seek, T: serde::de::DeserializeOwned>(bag: &mut Bag<R>, name: &str) -> Result<T, Break> {
    let bytes = bag.file(name)?;
    serde_json::from_slice(&bytes).map_err(|error| wrong(name, "JSON of its kind", error.to_string()))
}

/// What a package holds of a document.
struct OneReport {
    raw: Vec<u8>,
    document: Document,
    source: SourceMap,
    reading: Reading,
    met: Vec<Provenance>,
}

/// A document with its bytes and its reading, held to one another.
fn report<R: Read + Seek>(bag: &mut Bag<R>, id: &DocumentId) -> Result<OneReport, Break> {
    let path = format!("data/originals/{id}");
    let raw = bag.file(&path)?;
    let found = sha256(&raw);
    if found != id.as_str() {
        return Err(wrong(path, id.as_str(), found));
    }
    let path = format!("data/documents/{id}.json");
    let part: DocumentPart = json(bag, &path)?;
    let (document, source, met) =
        part.open().map_err(|why| wrong(path.as_str(), "a document that fits its text", why))?;
    if document.id != *id {
        return Err(wrong(path, id.as_str(), document.id.to_string()));
    }
    let path = format!("data/ledger/readings/{id}.json");
    let reading: Reading = json(bag, &path)?;
    reading.check(&document).map_err(|fault| wrong(path, "spans of the text", fault.to_string()))?;
    // The words of every span stand in this line, taken from the text.
    let path = format!("data/readings/{id}.json");
    let (expected, found) = (format!("{}\n", read_contract::line(&document, &reading)), bag.text(&path)?);
    if expected != found {
        let at = expected.bytes().zip(found.bytes()).take_while(|(one, other)| one == other).count();
        let shown = |text: &str| {
            format!(
                "{:?}",
                String::from_utf8_lossy(text.as_bytes().get(at..).unwrap_or_default())
                    .chars()
                    .take(80)
                    .collect::<String>()
            )
        };
        return Err(Break {
            place: format!("{path} byte {at}"),
            expected: shown(&expected),
            found: shown(&found),
        });
    }
    Ok(OneReport { raw, document, source, reading, met })
}

/// The review log, held to its chain.
fn log<R: Read + Seek>(bag: &mut Bag<R>, ids: &[DocumentId], about: &About) -> Result<Vec<LogLine>, Break> {
    let name = "data/reviews.jsonl";
    let text = bag.text(name)?;
    let mut log = Vec::new();
    let mut previous = LogEntry::FIRST.to_owned();
    for (line, number) in text.lines().zip(1..) {
        let place = |what: &str| format!("{name} line {number} {what}");
        let line: LogLine = serde_json::from_str(line)
            .map_err(|error| wrong(place(""), "an entry of the review log", error.to_string()))?;
        let (id, before, hash) = line.chain();
        if id != number {
            return Err(wrong(place("id"), &number.to_string(), id.to_string()));
        }
        if before != previous {
            return Err(wrong(place("previous"), &previous, before));
        }
        if let LogLine::Whole(entry) = &line {
            let computed = entry.digest().map_err(|error| wrong(place(""), "an entry", error.to_string()))?;
            if computed != *hash {
                return Err(wrong(place("hash"), &computed, hash));
            }
            let about =
                entry.documents().map_err(|error| wrong(place("targets"), "targets", error.to_string()))?;
            if let Some(id) = about.iter().find(|id| ids.binary_search(id).is_err()) {
                return Err(wrong(place("targets"), "documents of the package", id.to_string()));
            }
        }
        previous = hash.to_owned();
        log.push(line);
    }
    let left_out = log.iter().filter(|line| matches!(line, LogLine::LeftOut(_))).count();
    let found = format!("{} and {left_out}", log.len());
    if (about.reviews, about.reviews_left_out) != (log.len(), left_out) {
        let expected = format!("{} entries and {} left out", about.reviews, about.reviews_left_out);
        return Err(wrong(name, &expected, found));
    }
    Ok(log)
}

fn comparison<R: Read + Seek>(
    bag: &mut Bag<R>,
    names: Vec<(DocumentId, String)>,
    about: &About,
) -> Result<Comparison, Break> {
    let comparison: Comparison = json(bag, "data/ledger/comparison.json")?;
    let found: Vec<serde_json::Value> = json(bag, "data/matters.json")?;
    let own = matters_json(&comparison, names)
        .map_err(|failure| wrong("data/ledger/comparison.json", "matters", failure.into_words().0))?;
    if let Some(at) = (0..own.len().max(found.len())).find(|&at| own.get(at) != found.get(at)) {
        return Err(wrong(
            format!("data/matters.json matter {}", at + 1),
            "what the comparison says",
            "another",
        ));
    }
    if about.matters != own.len() {
        return Err(wrong("data/about.json matters", &own.len().to_string(), about.matters.to_string()));
    }
    Ok(comparison)
}

/// Fill the new `ledger` from a package that was checked; what does not fit after all.
///
/// # Errors
/// When the ledger cannot be written.
pub fn fill<R: Read + Seek>(
    bag: &mut Bag<R>,
    opened: &Opened,
    ledger: &mut Ledger,
) -> Result<Vec<Break>, Error> {
    for id in &opened.ids {
        let OneReport { raw, document, source, reading, met } = match report(bag, id) {
            Ok(report) => report,
            Err(one) => return Ok(vec![one]),
        };
        for (place, is_first) in met.iter().zip(std::iter::once(true).chain(std::iter::repeat(false))) {
            if is_first {
                ledger.add_mapped(&raw, &document, &source, &reading, place)?;
            } else {
                ledger.meet_again(id, place)?;
            }
        }
    }
    let entries = opened.log.iter().filter_map(|line| match line {
        LogLine::Whole(entry) => Some(entry.clone()),
        LogLine::LeftOut(_) => None,
    });
    let whole: Vec<LogEntry> = entries.collect();
    let is_part = whole.len() < opened.log.len();
    if is_part {
        ledger.adopt_part_of_reviews(&whole)?;
    } else {
        ledger.adopt_reviews(&whole)?;
    }
    ledger.set_comparison(&opened.comparison)?;
    let state = ledger.state()?;
    if opened.about.scope == "all" && state != opened.about.state {
        return Ok(vec![wrong("data/about.json state", &state, opened.about.state.clone())]);
    }
    let faults = ledger.verify(|_, _| ())?.faults;
    Ok(faults
        .into_iter()
        .map(|fault| wrong("the ledger made of it", "a whole one", fault.to_string()))
        .collect())
}
