//! Durations, sets and references to the present, past and future.

use gainsay_document::TimeKind;

use super::calendar::{self, Amount, Unit};
use super::{Context, Hit};

/// "every week", "each year", "daily", "twice a day", "Tuesday nights", "every other week".
pub(super) fn set(context: &Context<'_>, at: usize) -> Option<Hit> {
    let hit = |end, value| Some(Hit { kind: TimeKind::Set, ..Hit::date(end, value) });
    let word = context.word(at);
    if let Some(weekday) = word.strip_suffix('s').and_then(|day| context.tables.weekdays.get(day))
        && context.words.is_capitalised(at)
    {
        return hit(at + 1, format!("XXXX-WXX-{weekday}"));
    }
    if let Some(weekday) = context.tables.weekdays.get(word)
        && let Some(part) =
            context.word(at + 1).strip_suffix('s').and_then(|part| context.tables.parts.get(part))
        && context.words.is_capitalised(at)
    {
        return hit(at + 2, format!("XXXX-WXX-{weekday}T{part}"));
    }
    if matches!(word, "every" | "each") {
        let other = usize::from(context.word(at + 1) == "other");
        let next = at + 1 + other;
        let factor = if other == 1 { 2 } else { 1 };
        if let Some((unit, many)) = context.tables.units.get(context.word(next)) {
            return hit(next + 1, unit.duration(Amount::whole(many * factor)));
        }
        if let Some(weekday) = context.tables.weekdays.get(context.word(next)) {
            let part = context.tables.parts.get(context.word(next + 1));
            let end = next + 1 + usize::from(part.is_some());
            return hit(
                end,
                format!("XXXX-WXX-{weekday}{}", part.map(|part| format!("T{part}")).unwrap_or_default()),
            );
        }
        if let Some(month) = context.month(next) {
            return hit(next + 1, format!("XXXX-{month:02}"));
        }
        if let Some(season) = context.tables.seasons.get(context.word(next)) {
            return hit(next + 1, format!("XXXX-{season}"));
        }
        if let Some(part) = context.tables.parts.get(context.word(next)) {
            return hit(next + 1, format!("XXXX-XX-XXT{part}"));
        }
        let length = context.length(next).filter(|length| !length.article)?;
        return hit(length.end, length.value());
    }
    if matches!(word, "a" | "an" | "per")
        && matches!(context.words.before(at), "times" | "twice" | "once")
        && let Some((unit, _)) = context.tables.units.get(context.word(at + 1))
    {
        return hit(at + 2, unit.duration(Amount::whole(1)));
    }
    // "the Daily Herald" is a name.
    if context.words.is_capitalised(at) && !context.words.opens_sentence(at) {
        return None;
    }
    hit(at + 1, (*context.tables.sets.get(word)?).to_owned())
}

/// "three days", "a two-year term", "half an hour", "for years".
pub(super) fn duration(context: &Context<'_>, at: usize) -> Option<Hit> {
    let hit = |end, value| Hit { kind: TimeKind::Duration, ..Hit::date(end, value) };
    if let Some((amount, unit)) = hyphenated(context, at) {
        // "a 39-year old" is an age.
        if context.word(at + 1) == "old" {
            return None;
        }
        return Some(hit(at + 1, unit.duration(amount)));
    }
    if matches!(context.words.before(at), "over" | "through" | "across") && context.word(at) == "the" {
        // "over the years"
        let (unit, many) = *context.tables.units.get(context.word(at + 1))?;
        let plural = context.word(at + 1).ends_with('s') && many == 1 && unit >= Unit::Year;
        if plural && !context.words.is_word(at + 2) {
            return Some(hit(at + 2, unit.duration(Amount::Unknown)));
        }
    }
    if let Some((end, _, value)) = context.tables.lengths.at(context.words, at) {
        return Some(hit(end, (*value).to_owned()));
    }
    let before = context.words.before(at);
    if context.words.follows(at, "one day").is_some() && !context.tables.length_heralds.contains(before) {
        // "will one day"
        return context.is_future(at).then(|| Hit::date(at + 2, "FUTURE_REF".to_owned()));
    }
    let Some(length) = context.length(at) else {
        // "for years", "in months", "after weeks of talks"
        let bare = matches!(
            before,
            "for"
                | "in"
                | "after"
                | "over"
                | "within"
                | "of"
                | "took"
                | "take"
                | "takes"
                | "lasted"
                | "spent"
                | "by"
        );
        let (unit, many) = *context.tables.units.get(context.word(at))?;
        let plural = bare && context.word(at).ends_with('s') && many == 1;
        if !plural || before == "of" && unit < Unit::Day {
            return None;
        }
        return Some(hit(at + 1, unit.duration(Amount::Unknown)));
    };
    // "34 years old" is an age.
    if context.word(length.end) == "old"
        || context.words.follows(length.end, "of age").is_some()
        || before == "aged"
    {
        return None;
    }
    if length.article && !is_stretch(context, at, length.end) {
        return None;
    }
    let hit = hit(length.end, length.value()).modified(length.modifier);
    // "will run out in two weeks": a day as well as a length.
    let ahead = before == "in" && length.unit >= Unit::Day && context.is_future(at);
    let days = length
        .amount
        .count()
        .filter(|_| ahead)
        .and_then(|count| calendar::days(&context.shifted(length.unit, count)?));
    Some(match days {
        Some(days) => hit.covering(days),
        None => hit,
    })
}

/// Whether "a week" is a length of time: "for a week", "a week after the talks"; "$5 a week" is a rate.
fn is_stretch(context: &Context<'_>, at: usize, end: usize) -> bool {
    let before = context.words.before(at);
    let counted = at > 0 && context.words.kind(at - 1) == crate::segment::TokenKind::Number;
    context.tables.length_heralds.contains(before)
        || !counted && matches!(context.word(end), "after" | "before" | "from" | "since" | "or" | "into")
        || context.words.opens_sentence(at)
}

/// "two-year", "30-day", "decades-long", "weeklong"; not "34-year-old".
fn hyphenated(context: &Context<'_>, at: usize) -> Option<(Amount, Unit)> {
    let word = context.word(at);
    if let Some(unit) = word.strip_suffix("-long").or_else(|| word.strip_suffix("long")) {
        let (first, last) = unit.rsplit_once('-').unwrap_or(("", unit));
        let (unit, many) = *context.tables.units.get(last)?;
        let amount = match first {
            "" if last.ends_with('s') => Amount::Unknown,
            "" => Amount::whole(many),
            count => Amount::whole(number(context, count)?).times(many),
        };
        return Some((amount, unit));
    }
    let aged = word.strip_suffix("-old");
    if aged.is_some() && is_person(context, at + 1) {
        return None;
    }
    let (amount, unit) = aged.unwrap_or(word).rsplit_once('-')?;
    let (unit, many) = context.tables.units.get(unit)?;
    // "three-quarters" is a share, "one-time" no length, "a 10-second lead" is one.
    if word.ends_with('s') {
        return None;
    }
    if matches!(amount, "several" | "multi" | "many") {
        return Some((Amount::Unknown, *unit));
    }
    Some((Amount::whole(number(context, amount)?).times(*many), *unit))
}

/// Whether "34-year-old" at the token before tells somebody's age: of a person, or used as a noun.
fn is_person(context: &Context<'_>, at: usize) -> bool {
    let next = context.word(at);
    let child = matches!(
        next,
        "boy" | "girl" | "baby" | "infant" | "son" | "daughter" | "child" | "twin" | "toddler"
    );
    // Years are mostly those of people: "a 34-year-old farmer".
    let years = context.word(at - 1).ends_with("year-old");
    years || child || !context.words.is_word(at) || context.words.is_capitalised(at)
}

fn number(context: &Context<'_>, word: &str) -> Option<i32> {
    word.parse::<i32>().ok().filter(|count| (0..100_000).contains(count)).or_else(|| context.number(word))
}

/// "now", "recently", "the future".
pub(super) fn reference(context: &Context<'_>, at: usize) -> Option<Hit> {
    if context.word(at) == "previously" && context.words.opens_sentence(at) {
        return Some(Hit::date(at + 1, "PAST_REF".to_owned()));
    }
    if context.word(at) == "soon" {
        return is_soon_to_come(context, at).then(|| Hit::date(at + 1, "FUTURE_REF".to_owned()));
    }
    if context.word(at) == "now" {
        // "Now, the question is" and "Now that it is over" are turns of speech, "Relief Now" is a name.
        let turn = context.words.opens_sentence(at) && matches!(context.word(at + 1), "," | "that");
        let named = context.words.is_capitalised(at)
            && !context.words.opens_sentence(at)
            && context.words.is_word(at - 1);
        if turn || named {
            return None;
        }
    }
    let (end, phrase, value) = context.tables.references.at(context.words, at)?;
    // "the past three days" is a length, "the past president" no time.
    if matches!(phrase, "the past" | "the future" | "the present") && context.words.is_word(end) {
        let next = context.word(end);
        let ends = matches!(
            next,
            "and"
                | "but"
                | "to"
                | "of"
                | "for"
                | "is"
                | "was"
                | "will"
                | "that"
                | "as"
                | "it"
                | "they"
                | "he"
                | "she"
                | "we"
                | "i"
                | "in"
                | "on"
                | "by"
                | "with"
                | "when"
                | "who"
                | "has"
                | "have"
                | "had"
                | "he's"
        );
        if !ends {
            return None;
        }
    }
    Some(Hit::date(end, (*value).to_owned()))
}

/// Whether "soon" looks ahead: "will soon meet", not "as soon as", "soon after" or "soon became".
fn is_soon_to_come(context: &Context<'_>, at: usize) -> bool {
    let next = context.word(at + 1);
    let past = context.tables.past_looking.contains(next) || next.ends_with("ed") && next.len() > 4;
    !past
        && !matches!(context.words.before(at), "as" | "too" | "how" | "so" | "was" | "were" | "had" | "very")
        && !matches!(next, "as" | "after" | "afterwards" | "afterward" | "enough" | "before")
        && context.tense(at) != super::tense::Tense::Past
}
