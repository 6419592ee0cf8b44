//! Words that narrow or loosen an expression: "early", "mid-", "the end of", "about".

use gainsay_document::{TimeKind, TimeModifier};

use super::calendar;
use super::coarse::ends_a_phrase;
use super::{Context, Hit, deictic, relative};
use crate::segment::TokenKind;

/// "early March", "the late 1970s", "the end of the year", "late last week".
pub(super) fn edge(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = at + usize::from(context.word(at) == "the");
    let (next, phrase, modifier) = context.tables.edges.at(context.words, start)?;
    let hit = context.plain(next).filter(|hit| hit.end > next)?;
    let moment = hit.kind == TimeKind::Duration || hit.kind == TimeKind::Set || hit.value.contains(':');
    if moment || hit.value.ends_with("_REF") {
        return None;
    }
    // "early Monday" is part of the day, "the early Monday" none; "the end of Monday" is.
    if start > at && !phrase.ends_with(" of") && hit.value.len() == 10 {
        return None;
    }
    if modifier.is_empty() {
        return Some(hit);
    }
    let modifier = match *modifier {
        "START" => TimeModifier::Start,
        "MID" => TimeModifier::Mid,
        _ => TimeModifier::End,
    };
    Some(hit.modified(Some(modifier)))
}

/// "about two years ago", "more than three weeks", "nearly an hour", "around 1 November".
pub(super) fn approximate(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (next, phrase, modifier) = context.tables.approximators.at(context.words, at)?;
    let length = |index: usize| {
        let length = context.length(index)?;
        let old = context.word(length.end) == "old" || context.words.follows(length.end, "of age").is_some();
        let hit = Hit { kind: TimeKind::Duration, ..Hit::date(length.end, length.value()) };
        (!old).then_some(hit)
    };
    let hit = relative::offset(context, next)
        .filter(|hit| hit.kind == TimeKind::Date || hit.days.is_some())
        .or_else(|| deictic::stretch(context, next).filter(|_| phrase.starts_with("at ")))
        .or_else(|| length(next))
        .or_else(|| {
            let date = context.plain(next).filter(|_| matches!(phrase, "around" | "circa" | "roughly"))?;
            let weekday = context.tables.weekdays.contains_key(context.word(next));
            // "roughly 2000 shops"
            let counted = date.end == next + 1
                && context.words.kind(next) == TokenKind::Number
                && context.words.is_word(date.end)
                && !ends_a_phrase(context.word(date.end));
            let dated =
                !weekday && !counted && date.kind == TimeKind::Date && calendar::days(&date.value).is_some();
            dated.then_some(date)
        })?;
    Some(hit.modified(Some(*modifier)))
}
