//! The attributions of a corpus in JSON Lines, one line a document: `{"id", "attributions": [{"source", "cue",
//! "content"}]}`, in Unicode code points.

#![allow(clippy::print_stdout, reason = "an example that prints")]

use std::io::Write;

use gainsay_document::{CharOffsets, Span, Spans};
use gainsay_read::{actors, attribution, segment};
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give the path of a corpus")?;
    let (tables, abbreviations) = (attribution::Tables::embedded(), segment::Abbreviations::embedded());
    let roles = actors::Tables::embedded();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default();
        let segmentation = segment::segment_with(&abbreviations, text, Span::ordered(0..text.len()));
        let offsets = CharOffsets::new(text);
        let spans = |spans: &Spans| spans.iter().map(|span| offsets.span(span)).collect::<Vec<_>>();
        let found = attribution::attributions(&tables, text, &segmentation);
        let (actors, sources) = actors::actors(&roles, &tables, text, &segmentation, &found);
        let attributions: Vec<_> = found
            .iter()
            .zip(sources)
            .map(|(found, source)| {
                let actor = source.and_then(|id| actors.get(id.index()));
                json!({
                    "source": spans(&found.source), "cue": spans(&found.cue), "content": spans(&found.content),
                    "stance": found.stance, "quote": found.quote, "inside": found.inside,
                    "actor": actor.map(|actor| (&actor.name, actor.kind, &actor.role, &actor.affiliation)),
                })
            })
            .collect();
        writeln!(out, "{}", json!({"id": record["id"], "attributions": attributions}))?;
    }
    Ok(())
}
