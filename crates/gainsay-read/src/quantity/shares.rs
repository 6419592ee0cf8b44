//! Shares ("a third of", "three in ten") and multiples ("doubled", "threefold").

use gainsay_document::Interval;

use super::number::{Cardinal, Number, cardinal};
use super::tables::{Tables, WordClass};
use crate::segment::TokenKind;
use crate::words::Words;

/// A share of a whole that begins at token `at`, in percent. A share of nothing ("three in zero") is none.
///
/// `number` is the plain number at `at`, if there is one.
pub(super) fn share(
    tables: &Tables,
    words: &Words<'_>,
    at: usize,
    number: Option<Cardinal>,
) -> Option<Number> {
    let (end, share, digits) = half(tables, words, at)
        .or_else(|| slashed(words, at))
        .or_else(|| spelled(tables, words, at))
        .or_else(|| among(tables, words, number?))?;
    // Two digits behind the point: "a third" is as good as 33.33 percent.
    let percent = (share * 10_000.0).round() / 100.0;
    (0.0..=100.0).contains(&percent).then_some(Number {
        end,
        interval: Interval::exactly(percent),
        vague: None,
        digits,
        unit: Some("percent"),
    })
}

/// "half of the homes", "half the town"; not "half an hour" and not "the second half of the year".
fn half(tables: &Tables, words: &Words<'_>, at: usize) -> Option<(usize, f64, bool)> {
    const PARTS: [&str; 9] =
        ["first", "second", "latter", "other", "better", "in", "upper", "lower", "final"];
    let start = at + usize::from(matches!(words.lower(at), "one" | "a"));
    if !matches!(words.lower(start), "half" | "one-half") || PARTS.contains(&words.before(at)) {
        return None;
    }
    let next = words.lower(start + 1);
    let determined = tables.class(next) == Some(WordClass::Determiner) && !matches!(next, "a" | "an");
    (next == "of" || determined && start == at).then_some((start + 1, 0.5, false))
}

/// "1/3 of the homes". Without "of" it may be a date or a score.
fn slashed(words: &Words<'_>, at: usize) -> Option<(usize, f64, bool)> {
    let is_slashed = words.kind(at) == TokenKind::Number
        && words.lower(at + 1) == "/"
        && words.touches_next(at)
        && words.touches_next(at + 1)
        && words.lower(at + 3) == "of";
    let small = |index: usize| words.raw(index).parse::<u8>().ok().filter(|value| (1..=100).contains(value));
    let (part, whole) = (small(at).filter(|_| is_slashed)?, small(at + 2)?);
    (part < whole).then_some((at + 3, f64::from(part) / f64::from(whole), true))
}

/// "a third of", "two-thirds of", "three quarters of".
fn spelled(tables: &Tables, words: &Words<'_>, at: usize) -> Option<(usize, f64, bool)> {
    let (count, name, end) = match words.lower(at).split_once('-') {
        Some((count, name)) => (count, name, at + 1),
        None => (words.lower(at), words.lower(at + 1), at + 2),
    };
    let part = *tables.fractions.get(name)?;
    let count = match count {
        "a" | "one" => 1.0,
        _ if name.ends_with('s') => tables.numbers.get(count)?.0,
        _ => return None,
    };
    (words.lower(end) == "of" && count > 0.0).then_some((end, count * part, false))
}

/// "three in ten", "nine out of every ten", "1 in 5".
fn among(tables: &Tables, words: &Words<'_>, part: Cardinal) -> Option<(usize, f64, bool)> {
    let link = match words.lower(part.end) {
        "in" => part.end + 1,
        "out" if words.lower(part.end + 1) == "of" => part.end + 2,
        _ => return None,
    };
    let link = link + usize::from(words.lower(link) == "every");
    let whole = cardinal(tables, words, link)?;
    const WHOLES: [f64; 12] = [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 20.0, 100.0, 1000.0, 10_000.0];
    // "killed two in 10 attacks": a count of things after the second number is what the "in" belongs to.
    let next = words.lower(whole.end);
    let thing = tables
        .nouns
        .at(words, whole.end)
        .is_some_and(|(_, _, noun)| noun.class == super::tables::NounClass::Thing && !noun.is_building());
    let of_time = matches!(
        next.trim_end_matches('s'),
        "second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "decade" | "night"
    );
    let is_share = WHOLES.contains(&whole.value)
        && part.value.fract() == 0.0
        && (1.0..whole.value).contains(&part.value)
        && same_script(part, whole)
        && !of_time
        && !thing;
    is_share.then(|| (whole.end, part.value / whole.value, part.digits))
}

fn same_script(one: Cardinal, other: Cardinal) -> bool {
    one.digits == other.digits || other.value >= 100.0
}

/// "doubled", "threefold", "twice as many", "ten times the number".
pub(super) fn multiple(
    tables: &Tables,
    words: &Words<'_>,
    at: usize,
    number: Option<Cardinal>,
) -> Option<Number> {
    let times = |end: usize, value: f64, digits: bool| {
        Some(Number { end, interval: Interval::exactly(value), vague: None, digits, unit: Some("times") })
    };
    let word = words.lower(at);
    if let Some(value) = tables.multiples.get(word) {
        return times(at + 1, *value, false);
    }
    if let Some(stem) = word.strip_suffix("fold") {
        let stem = stem.trim_end_matches('-');
        let digits = stem.starts_with(|c: char| c.is_ascii_digit());
        let value = match tables.numbers.get(stem) {
            Some((value, _)) => *value,
            None => stem.parse::<u16>().ok().map(f64::from)?,
        };
        return times(at + 1, value, digits).filter(|_| value >= 2.0);
    }
    let (end, value, digits) = if word == "twice" {
        (at + 1, 2.0, false)
    } else {
        let number = number.filter(|number| words.lower(number.end) == "times")?;
        (number.end + 1, number.value, number.digits)
    };
    let compares =
        matches!(words.lower(end), "as" | "more" | "higher" | "larger" | "greater" | "the" | "its" | "their")
            && words.lower(end + 1) != "week";
    if compares { times(end, value, digits) } else { None }
}
