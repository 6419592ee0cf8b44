//! Dates as the calendar writes them.

use gainsay_document::TimeKind;
use jiff::civil::Date;

use super::calendar::{self, Yearly};
use super::tense::Tense;
use super::{Context, Hit};
use crate::segment::TokenKind;

/// Parts of a date in digits.
pub(super) struct Digits {
    /// The index after its last token.
    pub(super) end: usize,
    /// The three numbers in their order.
    pub(super) parts: [i16; 3],
    /// How many digits each has.
    pub(super) widths: [usize; 3],
}

/// The three numbers of "2024-02-12", "12/02/2024", "12.02.2024", whether or not they are a date.
pub(super) fn digits(context: &Context<'_>, at: usize) -> Option<Digits> {
    let words = context.words;
    if words.kind(at) != TokenKind::Number {
        return None;
    }
    let (written, end): (String, usize) = if words.lower(at).matches('.').count() == 2 {
        (words.lower(at).to_owned(), at + 1)
    } else {
        let joined = matches!(words.lower(at + 1), "-" | "/")
            && words.lower(at + 3) == words.lower(at + 1)
            && (at..at + 4).all(|index| words.touches_next(index));
        if !joined {
            return None;
        }
        ((at..at + 5).map(|index| words.lower(index)).collect(), at + 5)
    };
    let parts: Vec<&str> = written.split(['-', '/', '.']).collect();
    let number = |index: usize| parts.get(index).and_then(|part| part.parse::<i16>().ok());
    let width = |index: usize| parts.get(index).map_or(0, |part| part.len());
    Some(Digits { end, parts: [number(0)?, number(1)?, number(2)?], widths: [width(0), width(1), width(2)] })
}

impl Digits {
    /// The days these numbers can mean: none, one, or two where day and month cannot be told apart.
    pub(super) fn dates(&self) -> Vec<Date> {
        let [first, second, third] = self.parts;
        let small = |value: i16| i8::try_from(value).ok();
        let date = |year: i16, month: i16, day: i16| Date::new(year, small(month)?, small(day)?).ok();
        let mut found: Vec<Date> = match self.widths {
            [4, 1 | 2, 1 | 2] => date(first, second, third).into_iter().collect(),
            [1 | 2, 1 | 2, 4] => {
                [date(third, second, first), date(third, first, second)].into_iter().flatten().collect()
            }
            _ => Vec::new(),
        };
        found.dedup();
        found
    }

    /// Whether the numbers are written as a date is, with a year of four digits.
    pub(super) fn looks_like_a_date(&self) -> bool {
        matches!(self.widths, [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4])
    }
}

/// "2024-02-12", "25/12/2023"; where day and month cannot be told apart, the one near the day of publication.
pub(super) fn numeric(context: &Context<'_>, at: usize) -> Option<Hit> {
    let digits = digits(context, at)?;
    match *digits.dates() {
        [date] => Some(Hit::date(digits.end, date.to_string())),
        [one, other] => {
            const NEAR: i32 = 120;
            let near =
                |date: Date| context.published.is_some_and(|day| calendar::distance(day, date) <= NEAR);
            let date = match (near(one), near(other)) {
                (true, false) => one,
                (false, true) => other,
                _ => {
                    let days = (one.min(other), one.max(other));
                    let value = format!("{:04}-XX-XX", one.year());
                    return Some(Hit::date(digits.end, value).covering(days));
                }
            };
            Some(Hit::date(digits.end, date.to_string()))
        }
        _ => None,
    }
}

/// "2024-02-12T09:30:00Z": a day and its time of day, as machines write them.
pub(super) fn stamp(context: &Context<'_>, at: usize) -> Option<Hit> {
    let words = context.words;
    if words.kind(at) != TokenKind::Number || !words.touches_next(at) || words.lower(at + 1) != "-" {
        return None;
    }
    let span = words.span(at..at + 1)?;
    let rest = words.text.get(span.start()..)?;
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'+' | b'.'))
        .count();
    let written = rest.get(..length)?.trim_end_matches(['.', ':', '-']);
    let (day, time) = written.split_once('T')?;
    let date: Date = day.parse().ok().filter(|_| day.len() == 10)?;
    let number = |range: std::ops::Range<usize>| time.get(range)?.parse::<u8>().ok();
    let (hour, minute) = (number(0..2)?, number(3..5)?);
    if time.get(2..3)? != ":" || hour > 23 || minute > 59 {
        return None;
    }
    let last = span.start() + written.len();
    let end =
        (at..words.len()).find(|&index| words.span(index..index + 1).is_some_and(|one| one.end() >= last))?;
    let hit = Hit::date(end + 1, format!("{date}T{hour:02}:{minute:02}"));
    Some(Hit { kind: TimeKind::Time, ..hit })
}

/// "Monday, 12 February 2024": the weekday tells the year where none is given.
pub(super) fn weekday_and_date(context: &Context<'_>, at: usize) -> Option<Hit> {
    let coming = if context.word(at) == "this" { 1 } else { 0 };
    let coming = coming + usize::from(coming == 1 && matches!(context.word(at + 1), "coming" | "past"));
    let weekday = *context.tables.weekdays.get(context.word(at + coming))?;
    let mut next = at + coming + 1;
    if matches!(context.word(next), "," | ".") {
        next += 1;
    }
    if context.word(next) == "the" {
        next += 1;
    }
    let (day, month, end) = day_and_month_at(context, next).or_else(|| month_and_day_at(context, next))?;
    dated(context, Yearly::Fixed { month, day }, at, end, Some(weekday))
}

/// "12 February 2024", "the 12th of February".
pub(super) fn day_and_month(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (day, month, end) = day_and_month_at(context, at)?;
    dated(context, Yearly::Fixed { month, day }, at, end, None)
}

pub(super) fn day_and_month_at(context: &Context<'_>, at: usize) -> Option<(i8, i8, usize)> {
    let day = context.day(at)?;
    let month_at = if context.word(at + 1) == "of" { at + 2 } else { at + 1 };
    Some((day, context.month(month_at)?, month_at + 1))
}

/// "February 12, 2024", "Feb. 12", "March eighth".
pub(super) fn month_and_day(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (day, month, end) = month_and_day_at(context, at)?;
    dated(context, Yearly::Fixed { month, day }, at, end, None)
}

pub(super) fn month_and_day_at(context: &Context<'_>, at: usize) -> Option<(i8, i8, usize)> {
    let month = context.month(at)?;
    let next = if context.word(at + 1) == "the" { at + 2 } else { at + 1 };
    // "in March 30 people died"
    let counts = context.words.before(at) == "in" && context.tables.people.contains(context.word(next + 1));
    if counts || context.words.kind(next) == TokenKind::Number && context.word(next + 1) == "%" {
        return None;
    }
    Some((context.day(next)?, month, next + 1))
}

/// The first half of "3 to 5 June", "3-5 June 2024"; the second half is a date of its own.
pub(super) fn first_of_two_days(context: &Context<'_>, at: usize) -> Option<Hit> {
    let first = context.day(at)?;
    if !matches!(context.word(at + 1), "to" | "and" | "or" | "-" | "–") {
        return None;
    }
    let second = context.day(at + 2)?;
    let (_, month, end) = day_and_month_at(context, at + 2)?;
    let whole = dated(context, Yearly::Fixed { month, day: second }, at, end, None)?;
    let (_, date) = calendar::days(&whole.value)?;
    let date = Date::new(date.year(), month, first).ok().filter(|_| first < second)?;
    Some(Hit::date(at + 1, date.to_string()))
}

/// The second half of "June 3-5", "June 3 and 5".
pub(super) fn second_of_two_days(context: &Context<'_>, at: usize) -> Option<Hit> {
    let day = context.day(at)?;
    let before = at.checked_sub(2)?;
    let month = context.month(before.checked_sub(1)?)?;
    let joined = match context.word(at - 1) {
        "-" | "–" => true,
        "and" | "to" => !context.words.is_word(at + 1) || context.word(at + 1).len() < 3,
        _ => false,
    };
    let first = context.day(before).filter(|first| joined && *first < day)?;
    let start = dated(context, Yearly::Fixed { month, day: first }, at, at + 1, None)?;
    let year = context.year(at + 1).or_else(|| context.year(at + 2).filter(|_| context.word(at + 1) == ","));
    let (year, end) = match year {
        Some((year, end)) => (year, end),
        None => (calendar::days(&start.value)?.0.year(), at + 1),
    };
    Some(Hit::date(end, Date::new(year, month, day).ok()?.to_string()))
}

/// "on the 13th": a day of the month that the story has come to.
pub(super) fn day_alone(context: &Context<'_>, at: usize) -> Option<Hit> {
    let word = context.word(at + 1);
    let ordinal = word.len() > 2 && word.starts_with(|c: char| c.is_ascii_digit());
    let introduced =
        matches!(context.words.before(at), "on" | "until" | "by" | "since" | "of" | "to" | "and" | "from");
    let next = context.word(at + 2);
    let ends = !context.words.is_word(at + 2)
        || matches!(next, "and" | "in" | "at" | "when" | "to" | "but" | "after");
    if context.word(at) != "the" || !ordinal || !introduced || !ends {
        return None;
    }
    let (day, anchor) = (context.day(at + 1)?, context.story.day().or(context.published)?);
    Some(Hit::date(at + 2, Date::new(anchor.year(), anchor.month(), day).ok()?.to_string()))
}

/// The date of `yearly` with the year after it, if one stands at `end`.
pub(super) fn dated(
    context: &Context<'_>,
    yearly: Yearly,
    at: usize,
    end: usize,
    weekday: Option<i8>,
) -> Option<Hit> {
    let year_at = if matches!(context.word(end), "," | "of") { end + 1 } else { end };
    if let Some((year, end)) = context.year(year_at).or_else(|| context.short_year(end)) {
        return Some(Hit::date(end, yearly.of(year)?.to_string()));
    }
    if let Yearly::Fixed { month, day } = yearly {
        // 29 February is a day of some years.
        Date::new(2000, month, day).ok()?;
    }
    let (shift, end) = match context.of_this_year(end) {
        Some((shift, end)) => (Some(shift), end),
        None => (None, end),
    };
    let Some(published) = context.published else {
        let Yearly::Fixed { month, day } = yearly else { return Some(Hit::date(end, "XXXX".to_owned())) };
        return Some(Hit::date(end, format!("XXXX-{month:02}-{day:02}")));
    };
    if let Some(shift) = shift {
        return Some(Hit::date(end, yearly.of(published.year().checked_add(shift)?)?.to_string()));
    }
    let date = near(context, yearly, published, at, weekday)?;
    Some(Hit::date(end, date.to_string()))
}

/// The day of `yearly` that is meant where no year is given: on the weekday that is named, or the nearest, unless the
/// tense says that it lies on the other side of the day of publication.
fn near(
    context: &Context<'_>,
    yearly: Yearly,
    published: Date,
    at: usize,
    weekday: Option<i8>,
) -> Option<Date> {
    const FAR: i32 = 100;
    const VERY_FAR: i32 = 150;
    let mut dates: Vec<Date> = yearly.around(published).collect();
    dates.sort_by_key(|date| calendar::distance(published, *date));
    let named = weekday.and_then(|weekday| {
        dates.iter().copied().find(|date| date.weekday().to_monday_one_offset() == weekday)
    });
    if named.is_some() {
        return named;
    }
    if context.words.before(at) == "since" {
        return dates.iter().copied().find(|date| *date <= published);
    }
    let nearest = *dates.first()?;
    let distance = calendar::distance(published, nearest);
    if distance < FAR {
        return Some(nearest);
    }
    let other = match context.tense(at) {
        Tense::Future if nearest < published => dates.iter().find(|date| **date >= published),
        Tense::Past if nearest > published => dates.iter().find(|date| **date <= published),
        Tense::Unknown if nearest > published && distance > VERY_FAR => {
            dates.iter().find(|date| **date <= published)
        }
        _ => None,
    };
    other.copied().or(Some(nearest))
}
