//! Durations, sets and references to the present, past and future.

use gainsay_document::TimeKind;

use super::calendar::Unit;
use super::{Context, Hit};

/// "every week", "each year", "daily", "twice a day".
pub(super) fn set(context: &Context<'_>, at: usize) -> Option<Hit> {
    let hit = |end, value| Some(Hit { end, kind: TimeKind::Set, value });
    let word = context.word(at);
    if matches!(word, "every" | "each") {
        if let Some((unit, many)) = context.tables.units.get(context.word(at + 1)) {
            return hit(at + 2, unit.duration(&many.to_string()));
        }
        if let Some(weekday) = context.tables.weekdays.get(context.word(at + 1)) {
            return hit(at + 2, format!("XXXX-WXX-{weekday}"));
        }
        let (amount, after) = context.amount(at + 1)?;
        let (unit, _) = context.tables.units.get(context.word(after))?;
        return hit(after + 1, unit.duration(&amount));
    }
    if matches!(word, "a" | "an" | "per")
        && matches!(
            context.words.before(at),
            "times" | "twice" | "once" | "percent" | "%" | "million" | "billion"
        )
        && let Some((unit, _)) = context.tables.units.get(context.word(at + 1))
    {
        return hit(at + 2, unit.duration("1"));
    }
    hit(at + 1, (*context.tables.sets.get(word)?).to_owned())
}

/// "three days", "a two-year term", "half an hour", "for years".
pub(super) fn duration(context: &Context<'_>, at: usize) -> Option<Hit> {
    let hit = |end, value| Some(Hit { end, kind: TimeKind::Duration, value });
    if let Some((amount, unit)) = hyphenated(context, at) {
        return hit(at + 1, unit.duration(&amount));
    }
    if let Some(end) = ["half an hour", "half-hour", "a half-hour", "half hour"]
        .iter()
        .find_map(|p| context.words.follows(at, p))
    {
        return hit(end, "PT30M".to_owned());
    }
    let bare = matches!(context.words.before(at), "for" | "in" | "after" | "over" | "within" | "of");
    let (amount, after) = match context.amount(at) {
        Some(amount) => amount,
        None if bare && context.word(at).ends_with('s') => ("X".to_owned(), at),
        None => return None,
    };
    let more =
        usize::from(matches!(context.word(after), "more" | "full" | "straight" | "consecutive" | "whole"));
    let (unit, many) = *context.tables.units.get(context.word(after + more))?;
    let end = after + more + 1;
    // "34 years old" is an age, "two seconds" no time when it is "a second boat".
    if context.word(end) == "old" || matches!(context.word(end), "of" if context.word(end + 1) == "age") {
        return None;
    }
    let article = matches!(context.word(at), "a" | "an");
    let singular = !context.word(after + more).ends_with('s');
    if singular && !article && amount != "1" {
        return None;
    }
    if article && (unit == Unit::Second || unit == Unit::Quarter) {
        return None;
    }
    let amount = amount.parse::<i32>().map_or(amount, |count| (count * many).to_string());
    hit(end, unit.duration(&amount))
}

/// "two-year", "30-day"; not "34-year-old".
fn hyphenated(context: &Context<'_>, at: usize) -> Option<(String, Unit)> {
    let (amount, unit) = context.word(at).rsplit_once('-')?;
    let (unit, many) = context.tables.units.get(unit)?;
    // "three-quarters" is a share.
    if context.word(at).ends_with('s') {
        return None;
    }
    let count = amount.parse::<i32>().ok().or_else(|| context.number(amount))?;
    Some((count.checked_mul(*many)?.to_string(), *unit))
}

/// "now", "recently", "the future".
pub(super) fn reference(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (end, _, value) = context.tables.references.at(context.words, at)?;
    Some(Hit::date(end, (*value).to_owned()))
}
