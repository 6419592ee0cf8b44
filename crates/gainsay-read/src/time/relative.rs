//! Expressions that count from the day of publication or from the last time named.

use gainsay_document::{TimeKind, TimeModifier};
use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{self, Amount, Unit};
use super::numbers::Length;
use super::story::Measure;
use super::{Context, Hit, dates};

/// "two days ago", "a week earlier", "three months later", "the day before", "a month into the siege".
pub(super) fn offset(context: &Context<'_>, at: usize) -> Option<Hit> {
    let article = context.word(at) == "the";
    let length = if article {
        let (unit, many) = *context.tables.units.get(context.word(at + 1))?;
        let amount = Amount::whole(many);
        Length { amount, unit, end: at + 2, modifier: None, article: true }
    } else {
        context.length(at).or_else(|| {
            let (unit, many) = *context.tables.units.get(context.word(at))?;
            let plural = context.word(at).ends_with('s') && many == 1;
            plural.then_some(Length { amount: Amount::Unknown, unit, end: at + 1, modifier: None, article: false })
        })?
    };
    if article && length.unit < Unit::Day {
        return None;
    }
    let story = context.story.anchor(length.unit).or(context.published);
    let direction = context.word(length.end);
    let following = context.word(length.end + 1);
    let ends = !context.words.is_word(length.end + 1)
        || matches!(following, "and" | "in" | "at" | "when" | "but" | "that");
    let (sign, anchor, end) = match direction {
        "ago" => (-1, context.published, length.end + 1),
        "earlier" | "previously" => (-1, story, length.end + 1),
        "later" | "afterwards" | "afterward" => (1, story, length.end + 1),
        "before" if context.word(length.end + 1) == "yesterday" => (-1, context.day_from_today(-1), length.end + 2),
        "after" if context.word(length.end + 1) == "tomorrow" => (1, context.day_from_today(1), length.end + 2),
        "before" if ends => (-1, story, length.end + 1),
        "after" if ends => (1, story, length.end + 1),
        "from" if following == "now" => (1, context.published, length.end + 2),
        "hence" => (1, context.published, length.end + 1),
        "into" | "after" if !article => return into(context, &length),
        _ => return None,
    };
    if length.unit < Unit::Day {
        // Hours do not move the day.
        let hit = Hit::date(if direction == "ago" { end } else { length.end }, length.value());
        return Some(Hit { kind: TimeKind::Duration, ..hit }.modified(length.modifier));
    }
    if length.amount == Amount::Unknown {
        if direction == "ago" {
            return Some(Hit::date(end, "PAST_REF".to_owned()).modified(length.modifier));
        }
        return Some(Hit { kind: TimeKind::Duration, ..Hit::date(length.end, length.value()) }.modified(length.modifier));
    }
    let value = match (length.amount, anchor) {
        (Amount::Halves(halves), Some(anchor)) => counted(anchor, length.unit, sign, halves),
        _ => None,
    };
    let value = value.unwrap_or_else(|| if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned());
    Some(Hit::date(end, value).modified(length.modifier))
}

/// The unit that lies `halves` half units from `anchor`.
fn counted(anchor: Date, unit: Unit, sign: i32, halves: i32) -> Option<String> {
    if halves % 2 == 0 {
        // A count of decades or centuries leads to a year: "two decades ago".
        return match unit {
            Unit::Decade => calendar::shifted(anchor, Unit::Year, sign * 10 * (halves / 2)),
            Unit::Century => calendar::shifted(anchor, Unit::Year, sign * 100 * (halves / 2)),
            _ => calendar::shifted(anchor, unit, sign * (halves / 2)),
        };
    }
    match unit {
        Unit::Year => calendar::shifted(anchor, Unit::Month, sign * 6 * halves),
        Unit::Decade => calendar::shifted(anchor, Unit::Year, sign * 5 * halves),
        Unit::Century => calendar::shifted(anchor, Unit::Year, sign * 50 * halves),
        _ => None,
    }
}

/// "a month into the siege", "two days after the siege began": a length from a beginning that the text has dated.
fn into(context: &Context<'_>, length: &Length) -> Option<Hit> {
    let next = length.end + 1;
    let noun_at = next + usize::from(matches!(context.word(next), "the" | "its" | "their" | "a"));
    let mut reach = noun_at..(noun_at + 3).min(context.words.sentence_tokens(noun_at).end);
    let began = reach.find_map(|index| context.story.beginning(context.word(index), length.unit))?;
    let covered = match length.amount {
        Amount::Halves(halves) => counted(began, length.unit, 1, halves).and_then(|value| calendar::days(&value)),
        Amount::Unknown => None,
    };
    let hit = Hit { kind: TimeKind::Duration, ..Hit::date(length.end, length.value()) }.modified(length.modifier);
    Some(match covered {
        Some(days) => hit.covering(days),
        None => hit,
    })
}

/// "the previous day", "the following week", "the next day", "the same day", "that year".
pub(super) fn neighbour(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = match context.word(at) {
        "the" | "that" => at + 1,
        "a" if context.word(at + 1) == "following" => at + 1,
        _ => return None,
    };
    let (offset, unit_at) = match context.word(start) {
        "previous" | "preceding" => (-1, start + 1),
        "following" | "next" | "ensuing" => (1, start + 1),
        "same" => (0, start + 1),
        "very" if matches!(context.word(start + 1), "next" | "same") => {
            (i32::from(context.word(start + 1) == "next"), start + 2)
        }
        _ if context.word(at) == "that" => (0, start),
        _ => return None,
    };
    let end = unit_at + 1;
    let unit_word = context.word(unit_at);
    if let Some(weekday) = context.tables.weekdays.get(unit_word).filter(|_| context.words.is_capitalised(unit_at)) {
        // "the following Friday"
        let anchor = context.story.day().or(context.published)?;
        let ahead = (i32::from(*weekday) - i32::from(anchor.weekday().to_monday_one_offset())).rem_euclid(7);
        let days = match offset {
            1 => if ahead == 0 { 7 } else { ahead },
            -1 => if ahead == 0 { -7 } else { ahead - 7 },
            _ => if ahead == 0 { 0 } else { ahead - 7 },
        };
        return Some(Hit::date(end, anchor.checked_add(days.days()).ok()?.to_string()));
    }
    let (unit, many) = *context.tables.units.get(unit_word)?;
    if unit_word.ends_with('s') || many != 1 || unit < Unit::Day || unit_word == "night" {
        return None;
    }
    let anchor = context.story.anchor(unit).or(context.published);
    let value = anchor.and_then(|anchor| calendar::shifted(anchor, unit, offset));
    let unknown = match offset {
        -1 => "PAST_REF",
        0 => "XXXX-XX-XX",
        _ => "FUTURE_REF",
    };
    Some(Hit::date(end, value.unwrap_or_else(|| unknown.to_owned())))
}

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
            return Some(Hit { kind: TimeKind::Duration, ..Hit::date(next + 1, "P1Y".to_owned()) });
        }
        "full" if article == 1 && context.word(next) == "year" => {
            return Some(Hit::date(next + 1, context.shifted(Unit::Year, 0)?));
        }
        _ => return None,
    };
    if context.word(next) == "weekend" {
        return Some(Hit::date(next + 1, weekend(context, at, Some(offset))));
    }
    if article == 0 && deictic != "previous"
        && let Some(month) = context.month(next)
    {
        return last_month(context, month, offset, next);
    }
    let fiscal = usize::from(matches!(context.word(next), "fiscal" | "financial" | "calendar"));
    let unit_at = next + fiscal;
    let (unit, many) = *context.tables.units.get(context.word(unit_at))?;
    let end = unit_at + 1;
    if unit < Unit::Day || many != 1 || context.word(unit_at) == "night" || context.word(unit_at).ends_with('s') {
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
    let stretch = matches!(before, "for" | "during" | "in" | "through" | "throughout" | "over" | "within" | "into");
    let stretch = stretch || context.word(end) == "'s";
    let portion = before == "of"
        && at >= 2
        && matches!(
            context.word(at - 2),
            "end" | "start" | "beginning" | "rest" | "remainder" | "middle" | "months" | "weeks" | "half" | "part" | "most" | "much" | "course" | "quarter" | "days"
        );
    if !stretch && !portion || context.words.is_word(end) && matches!(context.word(end), "when" | "of" | "that" | "after" | "before") {
        return None;
    }
    Some(Hit::date(end, context.shifted(unit, 0)?))
}

/// The weekend that is meant: the one before or after, or on a working day the last one, unless it is still to come.
fn weekend(context: &Context<'_>, at: usize, offset: Option<i32>) -> String {
    let Some(published) = context.published else { return "XXXX-WXX-WE".to_owned() };
    let early = published.weekday().to_monday_one_offset() < 6;
    let weeks = match offset {
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
    if named && !context.words.opens_sentence(at) && context.words.before(at) != "" {
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
    let doubled = usize::from(context.word(at) == "this" && matches!(context.word(at + 1), "past" | "coming"));
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
        // "Monday's attack" has happened.
        _ if context.word(end) != "'s" && context.is_future(at) => ahead,
        _ => -back,
    };
    let day: Date = published.checked_add(days.days()).ok()?;
    Some(Hit::date(end, day.to_string()))
}

/// "the Sunday Herald", "Bloody Sunday": no day of this week.
fn is_part_of_a_name(context: &Context<'_>, day_at: usize) -> bool {
    let paper = ["times", "herald", "telegraph", "express", "mirror", "tribune", "mail", "post", "world", "star", "sun"];
    let named = matches!(context.words.before(day_at), "bloody" | "black" | "good" | "holy" | "ash" | "palm" | "shrove" | "easter" | "maundy");
    named || context.words.is_capitalised(day_at + 1) && paper.contains(&context.word(day_at + 1))
}

/// "the past three days", "the next two years", "the first nine months", "coming weeks", "recent months".
pub(super) fn stretch(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = at + usize::from(matches!(context.word(at), "the" | "these" | "those"));
    // "will last two weeks" is no stretch up to now.
    let verb = start == at && matches!(context.words.before(at), "to" | "will" | "would" | "could" | "can" | "may" | "might");
    let offset = match context.word(start) {
        "last" | "past" if !verb => -1,
        "next" | "coming" => 1,
        "first" | "final" | "latest" | "previous" | "preceding" | "following" | "opening" | "initial" | "recent" => 0,
        "few" if start > at => return None,
        _ if start > at => return definite(context, at),
        _ => return None,
    };
    let next = start + 1;
    let length = context.length(next).filter(|length| !length.article && length.amount != Amount::whole(1) || context.word(next) == "one");
    let length = length.or_else(|| {
        let bare = matches!(context.word(start), "coming" | "recent" | "past" | "final" | "first" | "previous");
        let (unit, many) = *context.tables.units.get(context.word(next))?;
        let plural = context.word(next).ends_with('s') && many == 1;
        let vague = (bare && plural).then_some(Length { amount: Amount::Unknown, unit, end: next + 1, modifier: None, article: false });
        vague.filter(|_| context.word(start) != "first" || unit < Unit::Day)
    })?;
    let hit = Hit { kind: TimeKind::Duration, ..Hit::date(length.end, length.value()) }.modified(length.modifier);
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
        let end = context.words.follows(at + 2, "ahead").or_else(|| context.words.follows(at + 2, "to come"))?;
        return Some(Hit { kind: TimeKind::Duration, ..Hit::date(end, unit.duration(Amount::Unknown)) });
    }
    let length = context.length(at + 1)?;
    let number = context.cardinal(at + 1).is_some() && !length.article;
    let noun = context.words.is_word(length.end) && matches!(context.word(length.end), "old" | "earlier" | "later" | "ago");
    (number && !noun && length.amount != Amount::whole(1))
        .then(|| Hit { kind: TimeKind::Duration, ..Hit::date(length.end, length.value()) }.modified(length.modifier))
}

impl Context<'_> {
    /// The unit that lies `offset` units from the day of publication.
    pub(super) fn shifted(&self, unit: Unit, offset: i32) -> Option<String> {
        calendar::shifted(self.published?, unit, offset)
    }

    /// The day `days` from the day of publication.
    pub(super) fn day_from_today(&self, days: i32) -> Option<Date> {
        self.published?.checked_add(days.days()).ok()
    }

    /// A length that ends or begins with the day of publication.
    fn anchored(&self, hit: Hit, unit: Unit, count: i32) -> Hit {
        let other = unit.span(count).and_then(|span| self.published?.checked_add(span).ok());
        match (self.published, other) {
            (Some(published), Some(other)) => hit.covering((published.min(other), published.max(other))),
            _ => hit,
        }
    }
}

/// "earlier this year", "later that day": the part of it before or after now.
pub(super) fn earlier(context: &Context<'_>, at: usize) -> Option<Hit> {
    let later = match context.word(at) {
        "earlier" => false,
        "later" => true,
        _ => return None,
    };
    let hit = match context.word(at + 1) {
        "in" if context.word(at + 2) == "the" && !later => unit(context, at + 2),
        "this" => unit(context, at + 1).or_else(|| word(context, at + 1)),
        "that" | "the" => neighbour(context, at + 1).or_else(|| super::clock::part(context, at + 1)),
        "today" | "yesterday" => word(context, at + 1),
        _ => None,
    }?;
    let modifier = if later { TimeModifier::End } else { TimeModifier::Start };
    let days = calendar::days(&hit.value);
    Some(match (days, context.published) {
        (Some((start, end)), Some(published)) if start <= published && published <= end => {
            let part = if later { (published, end) } else { (start, published) };
            hit.modified(Some(modifier)).covering(part)
        }
        (Some(days), _) => hit.modified(Some(modifier)).covering(days),
        _ => hit.modified(Some(modifier)),
    })
}
