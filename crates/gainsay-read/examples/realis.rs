//! What is weighed of every event to tell whether a particular one is told, for `training/realis.py`.
//!
//! ```text
//! cargo run --release -p gainsay-read --example realis -- CORPUS.jsonl > features.jsonl
//! ```
//!
//! Of each line of the corpus its `id`, `text` and `published` are read; a line is printed for each, with the type,
//! polarity, modality and features of its events.

#![allow(clippy::print_stdout, reason = "an example that prints")]

use std::num::NonZeroUsize;

use gainsay_document::{Document, DocumentId, Published, PublishedBasis};
use gainsay_read::Reader;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::trained(NonZeroUsize::MIN)?;
    let path = std::env::args().nth(1).ok_or("give a file of JSON Lines")?;
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let field = |name: &str| record.get(name).and_then(Value::as_str).unwrap_or_default();
        let published = field("published").parse().ok();
        let document = Document {
            published: published.map(|date| Published { date, basis: PublishedBasis::Metadata }),
            ..Document::of_text(DocumentId::try_from("0".repeat(64))?, field("text"))
        };
        let found = reader.features(&document);
        let events = found.iter().map(|(event, features)| {
            json!({
                "type": event.kind,
                "polarity": event.polarity.as_str(),
                "modality": event.modality.as_str(),
                "features": features,
            })
        });
        println!("{}", json!({ "id": field("id"), "events": events.collect::<Vec<_>>() }));
    }
    Ok(())
}
