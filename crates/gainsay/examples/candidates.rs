//! How many of the pairs of reports that are known to be of one incident get as far as being weighed, by kind of key.
//!
//! `cargo run --release -p gainsay --example candidates -- LEDGER GOLD.jsonl [pairs]`; with `pairs`, every pair a line, and
//! where its way ended. A line of GOLD has the reports of an incident
//! (`{"docs", "junk_docs"}`), or a report and its topic (`{"id", "topic", "subtopic"}`).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::io::{BufRead, BufReader, BufWriter, Write};

use gainsay_compare::{CandidacyEnd, Comparer};
use gainsay_document::{Document, DocumentId, Reading, Report};
use gainsay_ledger::{Access, Ledger};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (ledger, gold, listed) = match arguments.as_slice() {
        [ledger, gold] => (ledger, gold, false),
        [ledger, gold, pairs] if pairs == "pairs" => (ledger, gold, true),
        _ => return Err("usage: candidates LEDGER GOLD [pairs]".into()),
    };
    let mut read: Vec<(Document, Reading)> = Vec::new();
    Ledger::open(ledger, Access::ReadOnly)?.for_each_report(|document, reading| {
        read.push((document, reading));
        Ok::<_, gainsay_ledger::Error>(())
    })?;
    let ids: HashMap<&str, &DocumentId> = read
        .iter()
        .filter_map(|(document, _)| Some((document.external_id.as_deref()?, &document.id)))
        .collect();
    let reports: Vec<Report<'_>> =
        read.iter().map(|(document, reading)| Report { document, reading }).collect();
    let comparer = Comparer::new(&reports);
    let names: HashMap<&DocumentId, &str> = ids.iter().map(|(name, id)| (*id, *name)).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());

    let (mut ends, mut kinds) = (BTreeMap::<CandidacyEnd, usize>::new(), BTreeMap::<&str, usize>::new());
    let (mut alone, mut only_by) = (0, BTreeMap::<&str, usize>::new());
    let (mut pairs, mut connected) = (0, 0);
    for group in groups(gold)? {
        let group: Vec<&DocumentId> = group.iter().filter_map(|id| ids.get(id.as_str()).copied()).collect();
        let mut set: Vec<usize> = (0..group.len()).collect();
        for (at, a) in group.iter().enumerate() {
            for (other, b) in group.iter().enumerate().skip(at + 1) {
                let found = comparer.candidacy(a, b);
                pairs += 1;
                if listed {
                    writeln!(out, "{}\t{}\t{}", names[a], names[b], found.end.as_str())?;
                }
                *ends.entry(found.end).or_default() += 1;
                found.kinds.iter().for_each(|kind| *kinds.entry(kind).or_default() += 1);
                if let (1, Some(kind)) = (found.kinds.len(), found.kinds.first()) {
                    *only_by.entry(kind).or_default() += 1;
                }
                alone += usize::from(found.kinds.is_empty());
                if found.end == CandidacyEnd::Weighed {
                    let (from, to) = (set[other], set[at]);
                    set.iter_mut().filter(|of| **of == from).for_each(|of| *of = to);
                }
            }
        }
        for (at, of) in set.iter().enumerate() {
            connected += set[at + 1..].iter().filter(|other| *other == of).count();
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of pairs stay far below 2^53")]
    let share = |count: usize| format!("{count} ({:.1} %)", 100.0 * count as f64 / (pairs as f64).max(1.0));
    writeln!(out, "pairs of reports of one incident: {pairs}")?;
    for end in CandidacyEnd::ALL {
        writeln!(out, "{}: {}", end.as_str(), share(ends.get(&end).copied().unwrap_or_default()))?;
    }
    writeln!(out, "weighed, or connected by pairs that are: {}", share(connected))?;
    for (kind, count) in kinds {
        let only = only_by.get(kind).copied().unwrap_or_default();
        writeln!(out, "share a {kind}: {}; nothing else: {}", share(count), share(only))?;
    }
    writeln!(out, "share nothing: {}", share(alone))?;
    Ok(out.flush()?)
}

/// The reports of each incident, or of each topic.
fn groups(gold: &str) -> Result<Vec<BTreeSet<String>>, Box<dyn Error>> {
    let texts = |value: &Value| -> BTreeSet<String> {
        value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let (mut groups, mut junk) = (Vec::new(), BTreeSet::new());
    let mut topics: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in BufReader::new(std::fs::File::open(gold)?).lines() {
        let line: Value = serde_json::from_str(&line?)?;
        junk.extend(texts(&line["junk_docs"]));
        if line["docs"].is_array() {
            groups.push(texts(&line["docs"]));
        } else if let Some(id) = line["id"].as_str() {
            topics
                .entry(format!("{} {}", line["topic"], line["subtopic"]))
                .or_default()
                .insert(id.to_owned());
        }
    }
    groups.extend(topics.into_values());
    groups.iter_mut().for_each(|group| group.retain(|id| !junk.contains(id)));
    Ok(groups)
}
