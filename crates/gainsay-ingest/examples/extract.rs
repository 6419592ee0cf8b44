//! Prints one JSON line `{"id","text","published",…}` for each file of a folder, for the scorers and for looking.
//!
//! ```text
//! cargo run --release -p gainsay-ingest --example extract -- FOLDER > out.jsonl
//! ```

use std::io::Write;
use std::path::PathBuf;

use gainsay_document::{SourceMap, SourcePlace};
use gainsay_ingest::{Overrides, ingest};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).ok_or("give a folder")?;
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let mut out = std::io::stdout().lock();
    for path in paths.iter().filter(|path| path.is_file()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = std::fs::read(path)?;
        let line = match ingest(&name, &bytes, &Overrides::default()) {
            Ok(records) => {
                records.map(|record| shown(&name, record.document, &record.source)).collect::<Vec<_>>()
            }
            Err(error) => vec![serde_json::json!({"id": &*name, "error": error.to_string()})],
        };
        for value in line {
            writeln!(out, "{value}")?;
        }
    }
    Ok(())
}

fn shown(
    name: &str,
    document: Result<gainsay_document::Document, gainsay_ingest::Error>,
    source: &SourceMap,
) -> serde_json::Value {
    match document {
        Ok(document) => serde_json::json!({
            "id": name,
            "text": document.text,
            "body": document.body.map(|span| span.of(&document.text)),
            "published": document.published.map(|published| published.date.to_string()),
            "basis": document.published.map(|published| published.basis),
            "title": document.title,
            "byline": document.byline,
            "outlet": document.outlet,
            "agency": document.agency,
            "url": document.url,
            "language": document.language,
            "pieces": source.pieces.iter().map(|piece| {
                serde_json::json!([piece.text.of(&document.text), match &piece.place {
                    SourcePlace::Element { path, .. } => path,
                    _ => "",
                }])
            }).collect::<Vec<_>>(),
            "notes": document.notes.iter().map(|note| &note.message).collect::<Vec<_>>(),
        }),
        Err(error) => serde_json::json!({"id": name, "error": error.to_string()}),
    }
}
