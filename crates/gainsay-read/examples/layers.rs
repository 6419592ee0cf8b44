//! How long each layer of a reading takes, over the texts of standard input, parted by form feeds.
//!
//! ```text
//! cargo run --release -p gainsay-read --example layers [-- rules] < texts
//! ```
//!
//! Prints `layer<TAB>seconds`, a line a layer in the order of the reading: processor time of one thread, nearly, since
//! one document after another is read.

#![allow(clippy::print_stdout, reason = "an example that prints")]

use std::io::Read;
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use gainsay_document::{Document, DocumentId, Published, PublishedBasis};
use gainsay_read::{Layer, Reader};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = match std::env::args().nth(1).as_deref() {
        None => Reader::trained(NonZeroUsize::MIN)?,
        Some("rules") => Reader::rules(),
        Some(other) => return Err(format!("no reader {other}: give nothing, or `rules`").into()),
    };
    let mut texts = String::new();
    std::io::stdin().read_to_string(&mut texts)?;
    let mut taken: Vec<(Layer, Duration)> = Vec::new();
    for text in texts.split('\u{c}').filter(|text| !text.trim().is_empty()) {
        let document = Document {
            // Any day will do: what is measured is the work of resolving against one.
            published: "2020-06-15".parse().ok().map(|date| Published { date, basis: PublishedBasis::Given }),
            ..Document::of_text(DocumentId::try_from("0".repeat(64))?, text)
        };
        let mut last = Instant::now();
        let _ = reader.read_by_layer(&document, |layer| {
            let now = Instant::now();
            match taken.iter_mut().find(|(known, _)| *known == layer) {
                Some((_, total)) => *total += now - last,
                None => taken.push((layer, now - last)),
            }
            last = now;
        });
    }
    for (layer, total) in taken {
        println!("{}\t{:.6}", layer.as_str(), total.as_secs_f64());
    }
    Ok(())
}
