//! Expressions that count from the day of publication or from the last day mentioned.

use gainsay_document::TimeKind;
use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{self, Unit};
use super::{Context, Hit};

/// "two days ago", "a week earlier", "three months later", "the day before".
pub(super) fn offset(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (amount, after) = context
        .amount(at)
        .or_else(|| (context.word(at) == "the").then(|| ("1".to_owned(), at + 1)))
        .unwrap_or_else(|| ("X".to_owned(), at));
    let (unit, many) = *context.tables.units.get(context.word(after))?;
    let direction = context.word(after + 1);
    let ends = !context.words.is_word(after + 2)
        || matches!(context.word(after + 2), "," | "." | "and" | "in" | "at");
    let (sign, anchor) = match direction {
        "ago" => (-1, context.published),
        "earlier" | "previously" => (-1, context.last.or(context.published)),
        "later" => (1, context.last.or(context.published)),
        "before" if ends => (-1, context.last.or(context.published)),
        "after" if ends => (1, context.last.or(context.published)),
        _ => return None,
    };
    let end = after + 2;
    let count = amount.parse::<i32>().ok().and_then(|count| count.checked_mul(many)).filter(|n| *n < 10_000);
    let value = match (count, anchor) {
        (Some(count), Some(anchor)) => calendar::shifted(anchor, unit, sign * count),
        _ => None,
    };
    match value {
        Some(value) => Some(Hit::date(end, value)),
        // Hours do not move the day; an unknown number of days, or no anchor, leaves the date unknown.
        None if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) => {
            Some(Hit { end: after + 1, kind: TimeKind::Duration, value: unit.duration(&amount) })
        }
        None => Some(Hit::date(end, if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned())),
    }
}

/// "the previous day", "the following week", "the next day", "the same day".
pub(super) fn neighbour(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = match context.word(at) {
        "the" | "that" => at + 1,
        _ => return None,
    };
    let (offset, unit_at) = match context.word(start) {
        "previous" | "preceding" => (-1, start + 1),
        "following" | "next" => (1, start + 1),
        "same" => (0, start + 1),
        _ if context.word(at) == "that" => (0, start),
        _ => return None,
    };
    let (unit, many) = *context.tables.units.get(context.word(unit_at))?;
    if context.word(unit_at).ends_with('s') || many != 1 {
        return None;
    }
    let anchor = context.last.or(context.published);
    let value = anchor.and_then(|anchor| calendar::shifted(anchor, unit, offset));
    let unknown = match offset {
        -1 => "PAST_REF",
        0 => "XXXX-XX-XX",
        _ => "FUTURE_REF",
    };
    Some(Hit::date(unit_at + 1, value.unwrap_or_else(|| unknown.to_owned())))
}

/// "last week", "earlier this month", "next year", "the weekend", "last March", "the past three days".
pub(super) fn unit(context: &Context<'_>, at: usize) -> Option<Hit> {
    let earlier = matches!(context.word(at), "earlier" | "later") && context.word(at + 1) == "this";
    let start = if earlier { at + 1 } else { at };
    let article = usize::from(context.word(start) == "the");
    let deictic = context.word(start + article);
    let offset = match deictic {
        "last" | "past" | "previous" => -1,
        "this" | "current" => 0,
        "next" | "coming" => 1,
        _ if article == 1 && deictic == "weekend" => 0,
        _ => return None,
    };
    let next = start + article + 1;
    if deictic == "weekend" || context.word(next) == "weekend" {
        let end = if deictic == "weekend" { next } else { next + 1 };
        return Some(Hit::date(end, weekend(context, at, offset)));
    }
    if article == 0
        && let Some(month) = context.month(next)
    {
        return Some(Hit::date(next + 1, month_near(context, month, offset)));
    }
    // "the past three days", "the next two years": a length.
    if let Some((amount, after)) = context.amount(next).filter(|(amount, _)| amount != "1")
        && let Some((unit, many)) = context.tables.units.get(context.word(after))
    {
        let amount = amount.parse::<i32>().map_or(amount, |count| (count * many).to_string());
        return Some(Hit { end: after + 1, kind: TimeKind::Duration, value: unit.duration(&amount) });
    }
    let (unit, many) = *context.tables.units.get(context.word(next))?;
    if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) || many != 1 || context.word(next) == "night"
    {
        return None;
    }
    if context.word(next).ends_with('s') {
        return Some(Hit { end: next + 1, kind: TimeKind::Duration, value: unit.duration("X") });
    }
    if deictic == "past" || article == 1 && matches!(deictic, "last" | "next" | "coming") {
        return Some(Hit { end: next + 1, kind: TimeKind::Duration, value: unit.duration("1") });
    }
    let value =
        context.published.and_then(|published| calendar::shifted(published, unit, offset)).unwrap_or_else(
            || ["PAST_REF", "PRESENT_REF", "FUTURE_REF"][usize::try_from(offset + 1).unwrap_or(1)].to_owned(),
        );
    Some(Hit::date(next + 1, value))
}

fn weekend(context: &Context<'_>, at: usize, offset: i32) -> String {
    let Some(published) = context.published else { return "XXXX-WXX-WE".to_owned() };
    // On a working day "the weekend" is the one before, unless what is said is still to come.
    let early = published.weekday().to_monday_one_offset() < 6;
    let weeks = if offset == 0 && early && !context.is_future(at) { -1 } else { offset };
    published
        .checked_add(weeks.weeks())
        .map_or_else(|_| "XXXX-WXX-WE".to_owned(), |date| format!("{}-WE", calendar::week(date)))
}

fn month_near(context: &Context<'_>, month: i8, offset: i32) -> String {
    let Some(published) = context.published else { return format!("XXXX-{month:02}") };
    let year = published.year()
        + match offset {
            -1 => i16::from(month < published.month()) - 1,
            1 => i16::from(month <= published.month()),
            _ => 0,
        };
    format!("{year:04}-{month:02}")
}

/// "today", "yesterday", "this morning".
pub(super) fn word(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (end, _, (days, part)) = context.tables.relative.at(context.words, at)?;
    let day = context.published.and_then(|published| published.checked_add(days.days()).ok());
    let kind = if part.is_empty() { TimeKind::Date } else { TimeKind::Time };
    let value = match day {
        Some(day) => format!("{day}{part}"),
        None => format!("XXXX-XX-XX{part}"),
    };
    Some(Hit { end, kind, value })
}

/// "Monday", "last Friday", "next Tuesday": in news the most recent one unless it is still to come.
pub(super) fn weekday(context: &Context<'_>, at: usize) -> Option<Hit> {
    let deictic = context.word(at);
    let is_deictic = matches!(deictic, "last" | "next" | "this" | "coming" | "past" | "previous");
    let day_at = if is_deictic { at + 1 } else { at };
    let weekday = i32::from(*context.tables.weekdays.get(context.word(day_at))?);
    if !context.words.is_capitalised(day_at) {
        return None;
    }
    let Some(published) = context.published else {
        return Some(Hit::date(day_at + 1, format!("XXXX-WXX-{weekday}")));
    };
    let today = i32::from(published.weekday().to_monday_one_offset());
    let back = (today - weekday).rem_euclid(7);
    let ahead = (weekday - today).rem_euclid(7);
    let days = match deictic {
        "last" | "past" | "previous" => -(if back == 0 { 7 } else { back }),
        "next" | "coming" => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        "this" => weekday - today,
        _ if context.is_future(at) => ahead,
        _ => -back,
    };
    let day: Date = published.checked_add(days.days()).ok()?;
    Some(Hit::date(day_at + 1, day.to_string()))
}
