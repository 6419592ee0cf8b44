//! What is written like a date and can be none.

use gainsay_document::{Note, NoteCode};
use jiff::civil::Date;

use super::{Context, dates};

/// "13/14/2024", "31 February", "February 30": a note, and the index after its last token.
pub(super) fn note(context: &Context<'_>, at: usize) -> Option<(usize, Note)> {
    let end = numbers(context, at).or_else(|| days(context, at))?;
    let span = context.words.span(at..end)?;
    let message = format!("{:?} is no day of the calendar", span.of(context.words.text));
    Some((end, Note::new(NoteCode::DateUnreadable, message).at(span)))
}

fn numbers(context: &Context<'_>, at: usize) -> Option<usize> {
    let digits = dates::digits(context, at)?;
    (digits.looks_like_a_date() && digits.dates().is_empty()).then_some(digits.end)
}

fn days(context: &Context<'_>, at: usize) -> Option<usize> {
    // "in February 30 people died" speaks of the month.
    if context.words.before(at) == "in" {
        return None;
    }
    let (day, month, end) =
        dates::day_and_month_at(context, at).or_else(|| dates::month_and_day_at(context, at))?;
    let year_at = if context.word(end) == "," { end + 1 } else { end };
    match context.year(year_at) {
        Some((year, after)) => Date::new(year, month, day).is_err().then_some(after),
        // 2000 was a leap year: 29 February is a day of some years.
        None => Date::new(2000, month, day).is_err().then_some(end),
    }
}
