//! Time expressions: the Markdown cases of `tests/time-cases`.
//!
//! A case is a heading, a quoted text (`> …`), and a row an expression: `words | type | value | modifier | days`, where
//! the days are the first and last one covered, and `-` is none. `inferred: day | from | words` is the day that stands in
//! for a missing day of publication, `note: words` what is no day. Every text was published on 14 February 2024, a
//! Wednesday, but for cases with a line `published: none` or `published: DAY`.

use std::fmt::Write as _;
use std::sync::LazyLock;

use gainsay_document::{NoteCode, Span, TimeModifier};
use gainsay_read::segment::segment;
use gainsay_read::time::{Tables, times};
use gainsay_read::words::Words;
use jiff::civil::{Date, date};

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::embedded);

struct Case {
    name: String,
    published: Option<Date>,
    text: String,
    rows: Vec<String>,
}

fn cases(markdown: &str, file: &str) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for line in markdown.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            let name = format!("{file}: {name}");
            out.push(Case {
                name,
                published: Some(date(2024, 2, 14)),
                text: String::new(),
                rows: Vec::new(),
            });
            continue;
        }
        let Some(case) = out.last_mut() else { continue };
        if let Some(text) = line.strip_prefix('>') {
            if !case.text.is_empty() {
                case.text.push('\n');
            }
            case.text.push_str(text.strip_prefix(' ').unwrap_or(text));
        } else if let Some(day) = line.strip_prefix("published: ") {
            case.published = day.parse().ok();
        } else if !line.is_empty() {
            case.rows.push(line.to_owned());
        }
    }
    out
}

fn rows(text: &str, published: Option<Date>) -> Vec<String> {
    let segmentation = segment(text, Span::ordered(0..text.len()));
    let found = times(&TABLES, &Words::new(text, &segmentation), published);
    let words = |span: Span| span.of(text).replace('\n', " ");
    let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let mut out: Vec<String> = found
        .times
        .iter()
        .map(|time| {
            let days = match (time.start, time.end) {
                (start, end) if start == end => day(start),
                (start, end) => format!("{} to {}", day(start), day(end)),
            };
            let modifier = time.modifier.map_or("-", TimeModifier::as_str);
            format!("{} | {} | {} | {modifier} | {days}", words(time.span), time.kind.as_str(), time.value)
        })
        .collect();
    out.extend(found.inferred.map(|inferred| {
        format!("inferred: {} | {} | {}", inferred.date, inferred.from.as_str(), words(inferred.span))
    }));
    let impossible = found.notes.iter().filter(|note| note.code == NoteCode::DateUnreadable);
    out.extend(impossible.filter_map(|note| Some(format!("note: {}", words(note.span?)))));
    out
}

#[test]
fn every_case_gives_exactly_its_rows() {
    let folder = format!("{}/tests/time-cases", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut failures = String::new();
    let mut count = 0;
    for path in files {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for case in cases(&std::fs::read_to_string(&path).unwrap(), &file) {
            let found = rows(&case.text, case.published);
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
    assert!(count >= 50, "only {count} cases were read");
    assert!(failures.is_empty(), "{failures}");
}
