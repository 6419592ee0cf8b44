//! The day of a report that does not give one, where its text allows to tell.

use gainsay_document::{InferredDate, InferredFrom, Time, TimeKind};
use jiff::civil::Date;

use super::calendar;
use crate::words::Words;

/// The day that stands in for the day of publication, from the expressions that resolve without one.
///
/// Only a day given in full counts, in the first sentences, and only if the text names no later one: the report cannot
/// be older than what it tells.
pub(super) fn infer(words: &Words<'_>, times: &[Time]) -> Option<InferredDate> {
    const OPENING: usize = 3;
    let days: Vec<(&Time, Date)> = times.iter().filter_map(|time| Some((time, full_day(time)?))).collect();
    let latest = times
        .iter()
        .filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time))
        .filter_map(|time| time.start)
        .max()?;
    let sentence = |time: &Time| words.segmentation.sentence_at(time.span.start());
    let opening = || days.iter().filter(|(time, _)| sentence(time).is_some_and(|index| index < OPENING));
    let inferred = |from: InferredFrom, found: Option<&(&Time, Date)>| {
        found.map(|(time, date)| InferredDate { date: *date, span: time.span, from })
    };
    inferred(InferredFrom::DateLine, opening().find(|(time, _)| is_date_line(words, time)))
        .or_else(|| inferred(InferredFrom::Weekday, opening().find(|(time, _)| names_its_weekday(words, time))))
        .or_else(|| {
            // The days named spread over no more than a month: the text tells of one time, and that is its own.
            const MONTH: i32 = 31;
            let near = days.iter().all(|(_, day)| calendar::distance(*day, latest) <= MONTH);
            let found = opening().max_by_key(|(_, day)| *day).filter(|(time, _)| near && is_narrated(words, time));
            inferred(InferredFrom::LatestDay, found)
        })
        .filter(|found| found.date >= latest)
}

/// The day of an expression that gives day, month and year.
fn full_day(time: &Time) -> Option<Date> {
    let given = matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.start == time.end;
    time.start.filter(|_| given && time.value.len() >= 10)
}

/// Whether the expression is the date of a date line: "KORVA, 12 February 2024 (AGENCY) —", or a line of its own.
fn is_date_line(words: &Words<'_>, time: &Time) -> bool {
    const PLACE: usize = 8;
    let tokens = words.within(time.span);
    let sentence = words.sentence_tokens(tokens.start);
    let ahead = (sentence.start..tokens.start).all(|index| {
        !words.is_word(index) || words.is_capitalised(index) || matches!(words.lower(index), "on" | "at" | "of")
    });
    let alone = tokens.end >= sentence.end || (tokens.end..sentence.end).all(|index| !words.is_word(index));
    let parted = matches!(words.lower(tokens.end), "(" | "—" | "–" | "-" | "--" | "|" | "_" | "/");
    ahead && tokens.start - sentence.start <= PLACE && (alone || parted)
}

/// Whether the expression names its weekday, as reports do with days of the same week: "on Monday, 12 February 2024".
fn names_its_weekday(words: &Words<'_>, time: &Time) -> bool {
    let text = time.span.of(words.text).to_lowercase();
    let beside = words.within(time.span).start;
    text.contains("day") && text.starts_with(|c: char| c.is_alphabetic()) || words.before(beside) == "today"
}

/// Whether something is told of the day: not "since", "until" or "the accord of" a day.
fn is_narrated(words: &Words<'_>, time: &Time) -> bool {
    let before = words.before(words.within(time.span).start);
    !matches!(before, "since" | "of" | "until" | "till" | "before" | "by" | "from" | "the" | "to" | "between" | "due")
}
