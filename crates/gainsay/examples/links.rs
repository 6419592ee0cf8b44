//! What the comparison of a ledger's reports sees: the pairs of incidents it weighs, or the matters it makes.
//!
//! `cargo run -p gainsay --example links -- pairs|matters LEDGER > FILE`; `training/links.py` learns from the pairs.

use std::error::Error;
use std::io::{BufWriter, Write};

use gainsay_document::{Document, Reading, Report};
use gainsay_export::matters;
use gainsay_ledger::{Access, Ledger};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, ledger] = arguments.as_slice() else { return Err("usage: links pairs|matters LEDGER".into()) };
    let mut read: Vec<(Document, Reading)> = Vec::new();
    Ledger::open(ledger, Access::ReadOnly)?.for_each_report(|document, reading| {
        read.push((document, reading));
        Ok::<_, gainsay_ledger::Error>(())
    })?;
    let reports: Vec<Report<'_>> =
        read.iter().map(|(document, reading)| Report { document, reading }).collect();
    let names =
        || read.iter().filter_map(|(document, _)| Some((document.id.clone(), document.external_id.clone()?)));
    let mut out = BufWriter::new(std::io::stdout().lock());
    if what == "matters" {
        let comparison = gainsay_compare::compare(&reports);
        let origins = comparison.origins.iter().map(|origin| (origin.id.clone(), origin.label.clone()));
        let context = matters::Context::from_names(names(), origins);
        for matter in &comparison.matters {
            writeln!(out, "{}", matters::line(matter, &context))?;
        }
    } else {
        let ids: std::collections::HashMap<_, _> = names().collect();
        let id = |document: &gainsay_document::DocumentId| ids.get(document).map_or("", String::as_str);
        writeln!(out, "a\tb\t{}", gainsay_compare::WeighedPair::names().join("\t"))?;
        for pair in gainsay_compare::weighed_pairs(&reports) {
            let [a, b] = &pair.documents;
            let values: Vec<String> = pair.features.iter().map(|value| format!("{value:.4}")).collect();
            writeln!(out, "{}\t{}\t{}", id(a), id(b), values.join("\t"))?;
        }
    }
    Ok(out.flush()?)
}
