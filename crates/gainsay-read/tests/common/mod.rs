//! Markdown cases and how they are checked.
//!
//! A case is a heading, a quoted text (`> …`, an empty `>` line parts paragraphs), and a row a finding. A line
//! `published: DAY` or `published: none` says when the text came out, where that matters.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;

#[derive(Default)]
struct Case {
    name: String,
    published: Option<String>,
    text: String,
    rows: Vec<String>,
}

fn cases(markdown: &str, file: &str) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for line in markdown.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            out.push(Case { name: format!("{file}: {name}"), ..Case::default() });
            continue;
        }
        let Some(case) = out.last_mut() else { continue };
        if let Some(text) = line.strip_prefix('>') {
            if !case.text.is_empty() {
                case.text.push('\n');
            }
            case.text.push_str(text.strip_prefix(' ').unwrap_or(text));
        } else if let Some(day) = line.strip_prefix("published: ") {
            case.published = Some(day.to_owned());
        } else if !line.is_empty() {
            // Columns may be aligned.
            case.rows.push(line.split('|').map(str::trim).collect::<Vec<_>>().join(" | "));
        }
    }
    out
}

/// Reads every case of the Markdown files of `folder` (within `tests/`), at least `least` of them; the texts must give
/// exactly their rows. `rows` is given the text and what the case says of its publication.
pub fn check(folder: &str, least: usize, rows: impl Fn(&str, Option<&str>) -> Vec<String>) {
    let folder = format!("{}/tests/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut failures = String::new();
    let mut count = 0;
    for path in files {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for case in cases(&std::fs::read_to_string(&path).unwrap(), &file) {
            let found = rows(&case.text, case.published.as_deref());
            count += 1;
            if found != case.rows {
                let _ = writeln!(
                    failures,
                    "\n{}\n  expected\n    {}\n  found\n    {}",
                    case.name,
                    case.rows.join("\n    "),
                    found.join("\n    ")
                );
            }
        }
    }
    assert!(count >= least, "only {count} cases were read");
    assert!(failures.is_empty(), "{failures}");
}
