//! Rows of attributions: `source | cue | content | stance`, with ` | in N` behind it where it stands inside the N-th row.
//! `-` is an empty span; pieces of one are joined by ` … `.

use std::fmt::Write as _;

use gainsay_document::{Attribution, Spans};

fn row(text: &str, found: &Attribution) -> String {
    let show = |spans: &Spans| match spans.of(text).replace('\n', " ") {
        empty if empty.is_empty() => "-".to_owned(),
        words => words,
    };
    let mut row = format!(
        "{} | {} | {} | {}",
        show(&found.source),
        show(&found.cue),
        show(&found.content),
        found.stance.as_str()
    );
    if let Some(outer) = found.inside {
        let _ = write!(row, " | in {}", outer.index() + 1);
    }
    row
}

/// A row an attribution.
pub fn rows(text: &str, found: &[Attribution]) -> Vec<String> {
    found.iter().map(|found| row(text, found)).collect()
}
