//! Markdown cases of attributions, and how they are checked.
//!
//! A case is a heading, a quoted paragraph (`> …`, an empty `>` line parts paragraphs), and a row an attribution:
//! `source | cue | content | stance`, with ` | in N` behind it where it stands inside the N-th row. `-` is an empty
//! span; pieces of one are joined by ` … `.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;

use gainsay_document::{Attribution, Spans};

struct Case {
    name: String,
    text: String,
    rows: Vec<String>,
}

fn cases(markdown: &str, file: &str) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for line in markdown.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            out.push(Case { name: format!("{file}: {name}"), text: String::new(), rows: Vec::new() });
            continue;
        }
        let Some(case) = out.last_mut() else { continue };
        if let Some(text) = line.strip_prefix('>') {
            if !case.text.is_empty() {
                case.text.push('\n');
            }
            case.text.push_str(text.strip_prefix(' ').unwrap_or(text));
        } else if line.contains(" | ") {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            case.rows.push(cells.join(" | "));
        }
    }
    out
}

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

/// Reads every case of the Markdown files of `folder` (within `tests/`), at least `least` of them; the texts must give
/// exactly their rows.
pub fn check(folder: &str, least: usize, read: impl Fn(&str) -> Vec<Attribution>) {
    let folder = format!("{}/tests/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut failures = String::new();
    let mut count = 0;
    for path in files {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for case in cases(&std::fs::read_to_string(&path).unwrap(), &file) {
            let rows: Vec<String> = read(&case.text).iter().map(|found| row(&case.text, found)).collect();
            count += 1;
            if rows != case.rows {
                let _ = writeln!(
                    failures,
                    "\n{}\n  expected\n    {}\n  found\n    {}",
                    case.name,
                    case.rows.join("\n    "),
                    rows.join("\n    ")
                );
            }
        }
    }
    assert!(count >= least, "only {count} cases were read");
    assert!(failures.is_empty(), "{failures}");
}
