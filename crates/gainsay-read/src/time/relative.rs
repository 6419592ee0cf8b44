//! Expressions that count units from a day: that of publication, or the last one named.

use gainsay_document::{TimeKind, TimeModifier};
use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{self, Amount, Unit};
use super::deictic::{unit, word};
use super::numbers::Length;
use super::{Context, Hit};

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
            plural.then_some(Length {
                amount: Amount::Unknown,
                unit,
                end: at + 1,
                modifier: None,
                article: false,
            })
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
        "before" if context.word(length.end + 1) == "yesterday" => {
            (-1, context.day_from_today(-1), length.end + 2)
        }
        "after" if context.word(length.end + 1) == "tomorrow" => {
            (1, context.day_from_today(1), length.end + 2)
        }
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
        return Some(
            Hit { kind: TimeKind::Duration, ..Hit::date(length.end, length.value()) }
                .modified(length.modifier),
        );
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
        // "a week and a half ago", "two and a half months later"
        Unit::Week => {
            let days = Unit::Day.span(sign.checked_mul(halves)?.checked_mul(7)? / 2)?;
            calendar::shifted(anchor.checked_add(days).ok()?, Unit::Week, 0)
        }
        Unit::Month => {
            let whole = Unit::Month.span(sign * (halves / 2))?;
            let half = Unit::Day.span(sign * 15)?;
            calendar::shifted(anchor.checked_add(whole).ok()?.checked_add(half).ok()?, Unit::Month, 0)
        }
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
        Amount::Halves(halves) => {
            counted(began, length.unit, 1, halves).and_then(|value| calendar::days(&value))
        }
        Amount::Unknown => None,
    };
    let hit =
        Hit { kind: TimeKind::Duration, ..Hit::date(length.end, length.value()) }.modified(length.modifier);
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
    if let Some(weekday) =
        context.tables.weekdays.get(unit_word).filter(|_| context.words.is_capitalised(unit_at))
    {
        // "the following Friday"
        let anchor = context.story.day().or(context.published)?;
        let ahead = (i32::from(*weekday) - i32::from(anchor.weekday().to_monday_one_offset())).rem_euclid(7);
        let days = match offset {
            1 => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            -1 => {
                if ahead == 0 {
                    -7
                } else {
                    ahead - 7
                }
            }
            _ => {
                if ahead == 0 {
                    0
                } else {
                    ahead - 7
                }
            }
        };
        return Some(Hit::date(end, anchor.checked_add(days.days()).ok()?.to_string()));
    }
    let (unit, many) = *context.tables.units.get(unit_word)?;
    if unit_word.ends_with('s') || many != 1 || unit < Unit::Day || unit_word == "night" {
        return None;
    }
    // "in the next day or two", "over the next week": lengths from now
    let vague = context.words.follows(end, "or two").or_else(|| context.words.follows(end, "or so"));
    let ahead = matches!(context.words.before(at), "over" | "within" | "during" | "for") && unit > Unit::Day;
    if context.word(start) == "next" && (vague.is_some() || ahead) {
        let amount = match vague {
            Some(vague) if context.word(vague - 1) == "two" => Amount::Unknown,
            _ => Amount::whole(1),
        };
        let hit = Hit { kind: TimeKind::Duration, ..Hit::date(vague.unwrap_or(end), unit.duration(amount)) };
        return Some(if amount == Amount::Unknown { hit } else { context.anchored(hit, unit, 1) });
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
    pub(super) fn anchored(&self, hit: Hit, unit: Unit, count: i32) -> Hit {
        let hours = |count: i32| Unit::Day.span((count.abs() + 23) / 24 * count.signum());
        let span = if unit == Unit::Hour { hours(count) } else { unit.span(count) };
        let other = span.and_then(|span| self.published?.checked_add(span).ok());
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
