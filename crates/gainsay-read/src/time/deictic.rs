//! Expressions that point from the day of publication: "last week", "Monday", "the past three days".

use gainsay_document::TimeKind;
use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{self, Amount, Unit};
use super::numbers::Length;
use super::story::Measure;
use super::tense::Tense;
use super::{Context, Hit, dates};

/// "last week", "next year", "this month", "the weekend", "last March", "the current year", "the year".
pub(super) fn unit(context: &Context<'_>, at: usize) -> Option<Hit> {
    let article = usize::from(context.word(at) == "the");
    let deictic = context.word(at + article);
    let doubled = usize::from(deictic == "this" && matches!(context.word(at + 1), "past" | "coming"));
    let deictic = if doubled == 1 { context.word(at + 1) } else { deictic };
    let next = at + article + doubled + 1;
    let offset = match deictic {
        "last" | "past" | "previous" => -1,
        "this" | "current" | "present" => 0,
        "next" | "coming" => 1,
        "weekend" if article == 1 => {
            let value = weekend(context, at, None);
            return Some(Hit::date(next, value));
        }
        "year" | "month" | "week" if article == 1 => return whole(context, at),
        "fiscal" if article == 1 && context.word(next) == "year" => {
            return Some(Hit::date(next + 1, context.shifted(Unit::Year, 0)?).unresolved());
        }
        "full" if article == 1 && context.word(next) == "year" => {
            return Some(Hit::date(next + 1, context.shifted(Unit::Year, 0)?));
        }
        _ => return None,
    };
    if context.word(next) == "weekend" {
        return Some(Hit::date(next + 1, weekend(context, at, Some(offset))));
    }
    if article == 0
        && deictic != "previous"
        && let Some(month) = context.month(next)
    {
        return last_month(context, month, offset, next);
    }
    let fiscal = usize::from(matches!(context.word(next), "fiscal" | "financial" | "calendar"));
    let unit_at = next + fiscal;
    let (unit, many) = *context.tables.units.get(context.word(unit_at))?;
    let end = unit_at + 1;
    if unit < Unit::Day
        || many != 1
        || context.word(unit_at) == "night"
        || context.word(unit_at).ends_with('s')
    {
        return None;
    }
    // "This Week" is a name.
    if context.words.is_capitalised(unit_at) {
        return None;
    }
    let end = context.words.follows(end, "or so").unwrap_or(end);
    if unit == Unit::Day && offset != 0 && article == 0 {
        return None;
    }
    // "the past year and a half"
    if unit == Unit::Year
        && let Some(end) = context.words.follows(end, "and a half")
        && matches!(deictic, "past" | "last" | "next" | "coming")
    {
        let hit = Hit { kind: TimeKind::Duration, ..Hit::date(end, unit.duration(Amount::Halves(3))) };
        return Some(context.anchored(hit, Unit::Month, offset * 18));
    }
    // "the past year", "the last decade": a length up to now.
    if deictic == "past" || article == 1 && matches!(deictic, "last" | "next" | "coming") {
        let hit = Hit { kind: TimeKind::Duration, ..Hit::date(end, unit.duration(Amount::whole(1))) };
        return Some(context.anchored(hit, unit, offset));
    }
    let unknown = match offset {
        -1 => "PAST_REF",
        0 => "PRESENT_REF",
        _ => "FUTURE_REF",
    };
    // "compared with 40 million last year", in a report on a quarter.
    if let Some(Measure::Quarter(year, quarter)) = context.measure_at(at)
        && (unit, deictic) == (Unit::Year, "last")
        && matches!(context.words.before(at), "million" | "billion" | "share" | ",")
        && context.words.sentence_tokens(at).any(|index| context.word(index) == "compared")
    {
        return Some(Hit::date(end, format!("{:04}-Q{quarter}", year.checked_sub(1)?)).compared());
    }
    let hit = Hit::date(end, context.shifted(unit, offset).unwrap_or_else(|| unknown.to_owned()));
    Some(if fiscal == 1 && context.word(next) != "calendar" { hit.unresolved() } else { hit })
}

/// "for the year", "the end of the month", "the year ended Sept. 30".
fn whole(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (unit, _) = *context.tables.units.get(context.word(at + 1))?;
    let end = at + 2;
    // "in the year 2000"
    if context.year(end).is_some() {
        return None;
    }
    if matches!(context.word(end), "ended" | "ending" | "to" | "through") {
        return Some(Hit { kind: TimeKind::Duration, ..Hit::date(end, unit.duration(Amount::whole(1))) });
    }
    if context.word(end) == "of"
        && let Some(day) =
            dates::month_and_day(context, end + 1).or_else(|| dates::day_and_month(context, end + 1))
    {
        // "the week of March 6"
        let (date, _) = calendar::days(&day.value)?;
        return Some(Hit::date(day.end, calendar::shifted(date, unit, 0)?));
    }
    let before = context.words.before(at);
    let stretch =
        matches!(before, "for" | "during" | "in" | "through" | "throughout" | "over" | "within" | "into");
    let stretch = stretch || context.word(end) == "'s";
    let portion = before == "of"
        && at >= 2
        && matches!(
            context.word(at - 2),
            "end"
                | "start"
                | "beginning"
                | "rest"
                | "remainder"
                | "middle"
                | "months"
                | "weeks"
                | "half"
                | "part"
                | "most"
                | "much"
                | "course"
                | "quarter"
                | "days"
        );
    if !stretch && !portion
        || context.words.is_word(end)
            && matches!(context.word(end), "when" | "of" | "that" | "after" | "before")
    {
        return None;
    }
    Some(Hit::date(end, context.shifted(unit, 0)?))
}

/// The weekend that is meant: the one before or after, or on a working day the last one, unless it is still to come.
fn weekend(context: &Context<'_>, at: usize, offset: Option<i32>) -> String {
    let Some(published) = context.published else { return "XXXX-WXX-WE".to_owned() };
    let early = published.weekday().to_monday_one_offset() < 6;
    // "found this weekend", told at the beginning of the week.
    let told = offset == Some(0) && published.weekday().to_monday_one_offset() < 4;
    let weeks = match offset {
        Some(_) if told && context.tense(at) == Tense::Past => -1,
        Some(offset) => offset,
        None if early && !context.is_future(at) => -1,
        None => 0,
    };
    published
        .checked_add(weeks.weeks())
        .map_or_else(|_| "XXXX-WXX-WE".to_owned(), |date| format!("{}-WE", calendar::week(date)))
}

/// "last March", "this September", "last October 23".
fn last_month(context: &Context<'_>, month: i8, offset: i32, month_at: usize) -> Option<Hit> {
    let Some(published) = context.published else {
        return Some(Hit::date(month_at + 1, format!("XXXX-{month:02}")));
    };
    let year = match offset {
        -1 => published.year() + i16::from(month < published.month()) - 1,
        1 => published.year() + i16::from(month <= published.month()),
        _ => published.year(),
    };
    if let Some(day) = context.day(month_at + 1) {
        let date = |year: i16| Date::new(year, month, day).ok();
        let candidates = [date(published.year() - 1), date(published.year()), date(published.year() + 1)];
        let mut candidates = candidates.into_iter().flatten();
        let date = match offset {
            -1 => candidates.rfind(|date| *date < published),
            1 => candidates.find(|date| *date > published),
            _ => date(published.year()),
        }?;
        return Some(Hit::date(month_at + 2, date.to_string()));
    }
    Some(Hit::date(month_at + 1, format!("{year:04}-{month:02}")))
}

/// "today", "yesterday", "this morning", "last night".
pub(super) fn word(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (end, _, (days, part)) = context.tables.relative.at(context.words, at)?;
    // "USA Today" is a name.
    let named = context.words.is_capitalised(at) && at > 0 && context.words.is_capitalised(at - 1);
    if named && !context.words.opens_sentence(at) && !context.words.before(at).is_empty() {
        return None;
    }
    let kind = if part.is_empty() { TimeKind::Date } else { TimeKind::Time };
    let value = match context.day_from_today(*days) {
        Some(day) => format!("{day}{part}"),
        None => format!("XXXX-XX-XX{part}"),
    };
    Some(Hit { kind, ..Hit::date(end, value) })
}

/// "Monday", "last Friday", "next Tuesday", "Tuesday next week": in news the most recent one unless it is still to come.
pub(super) fn weekday(context: &Context<'_>, at: usize) -> Option<Hit> {
    let doubled =
        usize::from(context.word(at) == "this" && matches!(context.word(at + 1), "past" | "coming"));
    let deictic = context.word(at + doubled);
    let is_deictic = matches!(deictic, "last" | "next" | "this" | "coming" | "past" | "previous");
    let day_at = if is_deictic { at + doubled + 1 } else { at };
    let weekday = i32::from(*context.tables.weekdays.get(context.word(day_at))?);
    if !context.words.is_capitalised(day_at) || is_part_of_a_name(context, day_at) {
        return None;
    }
    let mut end = day_at + 1;
    let Some(published) = context.published else {
        return Some(Hit::date(end, format!("XXXX-WXX-{weekday}")));
    };
    let today = i32::from(published.weekday().to_monday_one_offset());
    let back = (today - weekday).rem_euclid(7);
    let ahead = (weekday - today).rem_euclid(7);
    let week = ["last week", "of last week", "this week", "of this week", "next week", "of next week"]
        .iter()
        .zip([-1, -1, 0, 0, 1, 1])
        .find_map(|(phrase, weeks)| Some((context.words.follows(end, phrase)?, weeks)))
        .filter(|_| !is_deictic);
    let days = match (deictic, week) {
        (_, Some((after, weeks))) => {
            end = after;
            weekday - today + 7 * weeks
        }
        ("last" | "past" | "previous", _) => -(if back == 0 { 7 } else { back }),
        ("next" | "coming", _) => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        ("this", _) if doubled == 0 => weekday - today,
        _ => days_off(context, at, end, back, ahead),
    };
    let day: Date = published.checked_add(days.days()).ok()?;
    Some(Hit::date(end, day.to_string()))
}

/// How far off a bare weekday lies that was `back` days ago and comes in `ahead` days: past as news mostly tells it, unless
/// the words speak of what is to come. The weekday of yesterday is never the coming one, which would be "next Friday", and
/// that of tomorrow the past one only where the past is told.
fn days_off(context: &Context<'_>, at: usize, end: usize, back: i32, ahead: i32) -> i32 {
    if context.word(end) == "'s" {
        // "Monday's attack" has happened, "Monday's planned march" has not, where Monday is near.
        let planned = matches!(
            context.word(end + 1),
            "planned" | "scheduled" | "upcoming" | "expected" | "proposed" | "deadline"
        );
        let awaited = context.words.before(at) == "of" && at > 1 && context.word(at - 2) == "ahead";
        return if (planned || awaited) && ahead <= back { ahead } else { -back };
    }
    match context.tense(at) {
        // "were preparing a march for Tuesday"
        Tense::Past | Tense::Unknown if context.words.before(at) == "for" && ahead < back => ahead,
        Tense::Future if back == 1 && !context.is_limit(at) => -1,
        Tense::Future => ahead,
        Tense::Unknown if ahead == 1 && !matches!(context.words.before(at), "since" | "after") => 1,
        // "warned on Wednesday", published on Tuesday: it was Wednesday there already.
        Tense::Past if ahead == 1 && context.is_said_then(at) => 1,
        _ => -back,
    }
}

/// "the Sunday Herald", "Bloody Sunday": no day of this week.
fn is_part_of_a_name(context: &Context<'_>, day_at: usize) -> bool {
    let paper = [
        "times",
        "herald",
        "telegraph",
        "express",
        "mirror",
        "tribune",
        "mail",
        "post",
        "world",
        "star",
        "sun",
    ];
    let named = matches!(
        context.words.before(day_at),
        "bloody"
            | "super"
            | "cyber"
            | "black"
            | "good"
            | "holy"
            | "ash"
            | "palm"
            | "shrove"
            | "easter"
            | "maundy"
    );
    named || context.words.is_capitalised(day_at + 1) && paper.contains(&context.word(day_at + 1))
}

/// "the past three days", "the next two years", "the first nine months", "coming weeks", "recent months".
pub(super) fn stretch(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = at + usize::from(matches!(context.word(at), "the" | "these" | "those"));
    // "will last two weeks" is no stretch up to now.
    let verb = start == at
        && matches!(context.words.before(at), "to" | "will" | "would" | "could" | "can" | "may" | "might");
    let offset = match context.word(start) {
        "last" | "past" if !verb => -1,
        "next" | "coming" => 1,
        // "following several weeks of protests" tells of what came after them
        "following" if start == at => return None,
        "first" | "final" | "latest" | "previous" | "preceding" | "following" | "opening" | "initial"
        | "recent" => 0,
        "few" if start > at => return None,
        _ if start > at => return definite(context, at),
        _ => return None,
    };
    let next = start + 1;
    let length = context
        .length(next)
        .filter(|length| !length.article && length.amount != Amount::whole(1) || context.word(next) == "one");
    let length = length.or_else(|| {
        let bare =
            matches!(context.word(start), "coming" | "recent" | "past" | "final" | "first" | "previous");
        let (unit, many) = *context.tables.units.get(context.word(next))?;
        let plural = context.word(next).ends_with('s') && many == 1;
        let vague = (bare && plural).then_some(Length {
            amount: Amount::Unknown,
            unit,
            end: next + 1,
            modifier: None,
            article: false,
        });
        vague.filter(|_| context.word(start) != "first" || unit < Unit::Day)
    })?;
    let hit =
        Hit { kind: TimeKind::Duration, ..Hit::date(length.end, length.value()) }.modified(length.modifier);
    Some(match length.amount.count() {
        Some(count) if offset != 0 => context.anchored(hit, length.unit, offset * count),
        _ => hit,
    })
}

/// "the four days", "the nine months".
fn definite(context: &Context<'_>, at: usize) -> Option<Hit> {
    if context.word(at) != "the" {
        return None;
    }
    if let Some((unit, 1)) = context.tables.units.get(context.word(at + 1))
        && context.word(at + 1).ends_with('s')
    {
        // "the weeks ahead"
        let end =
            context.words.follows(at + 2, "ahead").or_else(|| context.words.follows(at + 2, "to come"))?;
        return Some(Hit { kind: TimeKind::Duration, ..Hit::date(end, unit.duration(Amount::Unknown)) });
    }
    let length = context.length(at + 1)?;
    let number = context.cardinal(at + 1).is_some() && !length.article;
    let noun = context.words.is_word(length.end)
        && matches!(context.word(length.end), "old" | "earlier" | "later" | "ago");
    (number && !noun && length.amount != Amount::whole(1)).then(|| {
        Hit { kind: TimeKind::Duration, ..Hit::date(length.end, length.value()) }.modified(length.modifier)
    })
}
