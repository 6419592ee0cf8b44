//! Dates as the calendar writes them, and times of day.

use gainsay_document::TimeKind;
use jiff::civil::Date;

use super::calendar;
use super::{Context, Hit, Rule};
use crate::segment::TokenKind;

/// "2024-02-12", "12/02/2024", "12.02.2024".
pub(super) fn numeric(context: &Context<'_>, at: usize) -> Option<Hit> {
    let words = context.words;
    if words.kind(at) != TokenKind::Number {
        return None;
    }
    let (written, end) = if words.lower(at).matches('.').count() == 2 {
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
    let number = |index: usize| parts.get(index)?.parse::<i16>().ok();
    let (first, second, third) = (number(0)?, number(1)?, number(2)?);
    let small = |value: i16| i8::try_from(value).ok();
    let date = if parts[0].len() == 4 {
        Date::new(first, small(second)?, small(third)?).ok()?
    } else if parts[2].len() == 4 {
        // The day comes first nearly everywhere; the month where the day could be none.
        let day_first = Date::new(third, small(second)?, small(first)?);
        match day_first {
            Ok(date) => date,
            Err(_) => Date::new(third, small(first)?, small(second)?).ok()?,
        }
    } else {
        return None;
    };
    Some(Hit::date(end, date.to_string()))
}

/// "the early hours of 3 June", "the evening of 3 June".
pub(super) fn hours_of(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (part, after) = ["the early hours of", "early hours of", "the small hours of"]
        .iter()
        .find_map(|phrase| Some(("MO", context.words.follows(at, phrase)?)))
        .or_else(|| {
            let start = if context.word(at) == "the" { at + 1 } else { at };
            let part = context.tables.parts.get(context.word(start))?;
            (context.word(start + 1) == "of").then_some((*part, start + 2))
        })?;
    let date = weekday_and_date(context, after)
        .or_else(|| day_and_month(context, after))
        .or_else(|| month_and_day(context, after))
        .or_else(|| super::relative::weekday(context, after))?;
    let day = date.value.get(..10)?;
    Some(Hit { end: date.end, kind: TimeKind::Time, value: format!("{day}T{part}") })
}

/// "Monday, 12 February 2024": the weekday adds nothing.
pub(super) fn weekday_and_date(context: &Context<'_>, at: usize) -> Option<Hit> {
    context.tables.weekdays.get(context.word(at))?;
    let mut next = at + 1;
    if matches!(context.word(next), "," | ".") {
        next += 1;
    }
    if context.word(next) == "the" {
        next += 1;
    }
    day_and_month(context, next).or_else(|| month_and_day(context, next))
}

/// "12 February 2024", "the 12th of February".
pub(super) fn day_and_month(context: &Context<'_>, at: usize) -> Option<Hit> {
    let day = context.day(at)?;
    let month_at = if context.word(at + 1) == "of" { at + 2 } else { at + 1 };
    let month = context.month(month_at)?;
    dated(context, day, month, month_at + 1)
}

/// "February 12, 2024", "Feb. 12".
pub(super) fn month_and_day(context: &Context<'_>, at: usize) -> Option<Hit> {
    let month = context.month(at)?;
    let mut next = at + 1;
    if context.word(next) == "the" {
        next += 1;
    }
    let day = context.day(next)?;
    dated(context, day, month, next + 1)
}

/// The date of `day` and `month` with the year after it, if one stands at `end`.
fn dated(context: &Context<'_>, day: i8, month: i8, end: usize) -> Option<Hit> {
    let year_at = if context.word(end) == "," { end + 1 } else { end };
    if let Some(year) = context.year(year_at) {
        return Some(Hit::date(year_at + 1, Date::new(year, month, day).ok()?.to_string()));
    }
    let value = match context.published {
        Some(published) => calendar::nearest(published, month, day)?.to_string(),
        None => format!("XXXX-{month:02}-{day:02}"),
    };
    Some(Hit::date(end, value))
}

/// "3 p.m.", "10:30", "6am", "noon".
pub(super) fn clock(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (time, end) = time_of_day(context, at)?;
    let end = ["gmt", "utc", "local time", "est", "edt", "pst", "cet"]
        .iter()
        .find_map(|zone| context.words.follows(end, zone))
        .unwrap_or(end);
    // The day may follow: "2:30 p.m. on Monday".
    let next = if matches!(context.word(end), "on" | ",") { end + 1 } else { end };
    let rules: [Rule; 5] =
        [weekday_and_date, day_and_month, month_and_day, super::relative::word, super::relative::weekday];
    let following = rules
        .iter()
        .find_map(|rule| rule(context, next))
        .and_then(|hit| hit.value.get(..10).map(str::to_owned));
    let day = following
        .or_else(|| {
            // A day that is still to come is rarely the one whose hours are told next.
            let past =
                context.last.filter(|last| context.published.is_none_or(|published| *last <= published));
            past.or(context.published).map(|date| date.to_string())
        })
        .unwrap_or_else(|| "XXXX-XX-XX".to_owned());
    Some(Hit { end, kind: TimeKind::Time, value: format!("{day}{time}") })
}

fn time_of_day(context: &Context<'_>, at: usize) -> Option<(String, usize)> {
    let word = context.word(at);
    if let Some(time) = context.tables.clock.get(word) {
        return Some(((*time).to_owned(), at + 1));
    }
    let (written, half, end) =
        match ["am", "pm"].iter().find_map(|half| Some((word.strip_suffix(half)?, *half))) {
            Some((written, half)) if !written.is_empty() => (written, half, at + 1),
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => {
                let (half, end) = match context.word(at + 1) {
                    "a.m." | "am" | "a.m" => ("am", at + 2),
                    "p.m." | "pm" | "p.m" => ("pm", at + 2),
                    "o'clock" => ("", at + 2),
                    _ if word.contains(':') => ("", at + 1),
                    _ => return None,
                };
                (word, half, end)
            }
            _ => return None,
        };
    let (hour, minute) = written.split_once([':', '.']).unwrap_or((written, "00"));
    let mut hour: u32 = hour.parse().ok().filter(|hour| *hour < 25)?;
    let minute: u32 = minute.parse().ok().filter(|minute| *minute < 60)?;
    match half {
        "pm" if hour < 12 => hour += 12,
        "am" if hour == 12 => hour = 0,
        _ => {}
    }
    Some((format!("T{hour:02}:{minute:02}"), end))
}

/// Months, years, decades, seasons, quarters and holidays.
pub(super) fn coarse(context: &Context<'_>, at: usize) -> Option<Hit> {
    let rules: [Rule; 6] = [month, year, decade, season, quarter, holiday];
    rules.iter().find_map(|rule| rule(context, at))
}

/// "March 2019", "in March", "mid-August", "early March".
fn month(context: &Context<'_>, at: usize) -> Option<Hit> {
    let word = context.word(at);
    let (month, at_month) = if let Some(name) = word.strip_prefix("mid-") {
        (*context.tables.months.get(name)?, at)
    } else if matches!(word, "early" | "late" | "mid") {
        (context.month(at + 1)?, at + 1)
    } else {
        (context.month(at)?, at)
    };
    let next = if matches!(context.word(at_month + 1), "of" | ",") { at_month + 2 } else { at_month + 1 };
    if let Some(year) = context.year(next) {
        return Some(Hit::date(next + 1, format!("{year:04}-{month:02}")));
    }
    let name = context.words.raw(at_month);
    let doubtful = matches!(name, "May" | "March" | "MAY" | "MARCH") || name.len() < 4 || name == "Sept";
    let before = context.words.before(at_month);
    let introduced = matches!(
        before,
        "in" | "of"
            | "since"
            | "early"
            | "late"
            | "mid"
            | "by"
            | "until"
            | "till"
            | "from"
            | "to"
            | "during"
            | "before"
            | "after"
            | "and"
            | "last"
            | "next"
            | "this"
            | "between"
            | "through"
    );
    if doubtful && !introduced && at == at_month {
        return None;
    }
    let end = at_month + 1;
    let Some(published) = context.published else {
        return Some(Hit::date(end, format!("XXXX-{month:02}")));
    };
    // The most recent such month, or the next one where what is said is still to come.
    let offset = if context.is_future(at) {
        i16::from(month < published.month())
    } else {
        i16::from(month <= published.month()) - 1
    };
    Some(Hit::date(end, format!("{:04}-{month:02}", published.year() + offset)))
}

/// "in 2019", "(2019)".
fn year(context: &Context<'_>, at: usize) -> Option<Hit> {
    let year = context.year(at)?;
    let words = context.words;
    let strong = matches!(
        words.before(at),
        "in" | "since"
            | "during"
            | "until"
            | "till"
            | "early"
            | "late"
            | "mid"
            | "year"
            | "fiscal"
            | "summer"
            | "winter"
            | "spring"
            | "autumn"
            | "by"
            | "before"
            | "after"
            | "from"
            | "through"
            | "("
    );
    let weak =
        matches!(words.before(at), "of" | "to" | "and" | "the" | "," | "between" | "–" | "-" | "for" | "a");
    let next = context.word(at + 1);
    let counted = words.is_word(at + 1)
        && !words.is_capitalised(at + 1)
        && (next.ends_with('s') && next.len() > 3 && !matches!(next, "was" | "has" | "'s" | "this")
            || next == "people");
    let percent = matches!(next, "%" | "percent" | "-") && words.touches_next(at);
    ((strong || weak && year >= 1900) && !counted && !percent)
        .then(|| Hit::date(at + 1, format!("{year:04}")))
}

/// "the 1990s", "the mid-1990s".
fn decade(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = if context.word(at) == "the" { at + 1 } else { at };
    let word = context.word(start);
    let word =
        ["mid-", "early-", "late-"].iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word);
    let digits = word.strip_suffix('s').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    (digits.len() == 4 && digits.ends_with('0')).then(|| Hit::date(start + 1, digits[..3].to_owned()))
}

/// "last summer", "the summer of 2019", "in winter".
fn season(context: &Context<'_>, at: usize) -> Option<Hit> {
    let first = context.word(at);
    let shift = match first {
        "last" => Some(-1),
        "this" => Some(0),
        "next" => Some(1),
        _ => None,
    };
    let season_at = if shift.is_some() || first == "the" { at + 1 } else { at };
    let season = context.tables.seasons.get(context.word(season_at))?;
    let next = if context.word(season_at + 1) == "of" { season_at + 2 } else { season_at + 1 };
    if let Some(year) = context.year(next) {
        return Some(Hit::date(next + 1, format!("{year:04}-{season}")));
    }
    let shift = match shift {
        Some(shift) => shift,
        None if matches!(context.words.before(at), "in" | "during" | "since" | "by" | "until") => 0,
        None => return None,
    };
    let year =
        context.published.map_or_else(|| "XXXX".to_owned(), |day| format!("{:04}", day.year() + shift));
    Some(Hit::date(season_at + 1, format!("{year}-{season}")))
}

/// "the third quarter of 2019".
fn quarter(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = if context.word(at) == "the" { at + 1 } else { at };
    let (ordinal, end) = match context.word(start).strip_suffix("-quarter") {
        Some(ordinal) => (ordinal, start + 1),
        None if context.word(start + 1) == "quarter" => (context.word(start), start + 2),
        None => return None,
    };
    let quarter = *context.tables.ordinals.get(ordinal)?;
    let next = if context.word(end) == "of" { end + 1 } else { end };
    if let Some(year) = context.year(next) {
        return Some(Hit::date(next + 1, format!("{year:04}-Q{quarter}")));
    }
    let value = match context.published {
        Some(published) => {
            let current = (published.month() - 1) / 3 + 1;
            format!("{:04}-Q{quarter}", published.year() - i16::from(quarter > current))
        }
        None => format!("XXXX-Q{quarter}"),
    };
    Some(Hit::date(end, value))
}

fn holiday(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (end, _, (month, day)) = context.tables.holidays.at(context.words, at)?;
    if !context.words.is_capitalised(at) {
        return None;
    }
    dated(context, *day, *month, end)
}
