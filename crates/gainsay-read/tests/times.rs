//! Time expressions: the Markdown cases of `tests/time-cases`.
//!
//! A case is a heading, a quoted text (`> …`), and a row an expression: `words | type | value | modifier | days`, where
//! the days are the first and last one covered, and `-` is none. `inferred: day | from | words` is the day that stands in
//! for a missing day of publication, `note: words` what is no day. Every text was published on 14 February 2024, a
//! Wednesday, but for cases with a line `published: none` or `published: DAY`.

mod common;

use std::sync::LazyLock;

use gainsay_document::{NoteCode, Span, TimeModifier};
use gainsay_read::segment::segment;
use gainsay_read::time::{Tables, times};
use gainsay_read::words::Words;
use jiff::civil::{Date, date};

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::embedded);

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
    common::check("time-cases", 50, |text, published| {
        let published = published.map_or(Some(date(2024, 2, 14)), |day| day.parse().ok());
        rows(text, published)
    });
}
