//! The day of a report that does not give one, where its text allows to tell.

use gainsay_document::{InferredDate, InferredFrom, Time, TimeKind};
use jiff::civil::Date;

use super::{Tables, calendar};
use crate::words::Words;

/// The day that stands in for the day of publication, from the expressions that resolve without one.
///
/// Only a day given in full, in the first sentences, tells it, and only if the text names none much later: the report
/// cannot be older than what it tells.
pub(super) fn infer(tables: &Tables, words: &Words<'_>, times: &[Time]) -> Option<InferredDate> {
    const OPENING: usize = 3;
    const MONTH: i32 = 31;
    let dated = times.iter().filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time));
    let days: Vec<(&Time, Date)> = dated
        .clone()
        .filter(|time| time.start == time.end)
        .filter_map(|time| Some((time, time.start?)))
        .collect();
    let latest = dated.filter_map(|time| time.start).max()?;
    let opening = || {
        days.iter().copied().filter(|(time, _)| {
            let sentence = words.segmentation.sentence_at(time.span.start());
            sentence.is_some_and(|index| index < OPENING) && is_full(words, time)
        })
    };
    let inferred = |from: InferredFrom, found: Option<(&Time, Date)>| {
        found.map(|(time, date)| InferredDate { date, span: time.span, from })
    };
    inferred(InferredFrom::DateLine, opening().find(|(time, _)| is_date_line(words, time)))
        .or_else(|| {
            inferred(
                InferredFrom::Weekday,
                opening().find(|(time, _)| names_its_weekday(tables, words, time)),
            )
        })
        .or_else(|| {
            // The days named spread over no more than a month: the text tells of one time, and that is its own.
            let near = days.iter().all(|(_, day)| calendar::distance(*day, latest) <= MONTH);
            let told = near && opening().any(|(time, _)| is_narrated(words, time));
            inferred(
                InferredFrom::LatestDay,
                days.iter().copied().max_by_key(|(_, day)| *day).filter(|_| told),
            )
        })
        .filter(|found| found.date >= latest)
}

/// Whether an expression gives day, month and year itself: "12 February 2024", "25 Oct 89".
fn is_full(words: &Words<'_>, time: &Time) -> bool {
    let text = time.span.of(words.text);
    let year = time.value.get(..4).filter(|_| time.value.len() >= 10);
    year.is_some_and(|year| text.contains(year) || text.ends_with(&year[2..]) && text.len() > 6)
}

/// Whether the expression is the date of a date line: "KORVA, 12 February 2024 (AGENCY) —", or a line of its own.
fn is_date_line(words: &Words<'_>, time: &Time) -> bool {
    const PLACE: usize = 8;
    let tokens = words.within(time.span);
    let sentence = words.sentence_tokens(tokens.start);
    let ahead = (sentence.start..tokens.start).all(|index| {
        !words.is_word(index)
            || words.is_capitalised(index)
            || matches!(words.lower(index), "on" | "at" | "of")
    });
    let alone = tokens.end >= sentence.end || (tokens.end..sentence.end).all(|index| !words.is_word(index));
    let parted = matches!(words.lower(tokens.end), "(" | "—" | "–" | "-" | "--" | "|" | "_" | "/");
    ahead && tokens.start - sentence.start <= PLACE && (alone || parted)
}

/// Whether the expression names its weekday, as reports do with days of the same week: "on Monday, 12 February 2024".
fn names_its_weekday(tables: &Tables, words: &Words<'_>, time: &Time) -> bool {
    let tokens = words.within(time.span);
    let first = tokens.start;
    tables.weekdays.contains_key(words.lower(first)) || words.before(first) == "today"
}

/// Whether something is told of the day: not "since", "until" or "the accord of" a day.
fn is_narrated(words: &Words<'_>, time: &Time) -> bool {
    let before = words.before(words.within(time.span).start);
    !matches!(
        before,
        "since" | "of" | "until" | "till" | "before" | "by" | "from" | "the" | "to" | "between" | "due"
    )
}
