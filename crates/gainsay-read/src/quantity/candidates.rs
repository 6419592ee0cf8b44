//! Where the number expressions of a sentence are, and which numbers are none.

use std::ops::Range;

use gainsay_document::{Interval, Time};

use super::noun::{self, Counted};
use super::number::{self, Number};
use super::person::Known;
use super::single;
use super::tables::{LabelClass, NounClass, Tables, UnitClass, WordClass};
use super::{Candidate, Kind};
use crate::segment::TokenKind;
use crate::words::Words;

/// What is known of a sentence before its numbers are looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Whether it says what became of somebody or something.
    pub(super) outcomes: bool,
    /// Whether it is a title, which leaves out articles.
    pub(super) title: bool,
}

/// The number expressions of the sentence `tokens`, in order and without overlap. Where the sentence has no outcomes
/// nothing is looked for that counts only with one.
pub(super) fn candidates(
    tables: &Tables,
    words: &Words<'_>,
    known: &Known<'_>,
    tokens: Range<usize>,
    times: &[Time],
    Setting { outcomes, title }: Setting,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut index = tokens.start;
    while index < tokens.end {
        let free = found.last().map_or(tokens.start, |last| last.end);
        let hit = bounded(tables, words, index, times)
            .or_else(|| single::none(tables, words, index, found.last()).map(Hit::Count))
            .or_else(|| single::manifold(tables, words, index).map(Hit::Count))
            .or_else(|| {
                let one = outcomes.then(|| single::one(tables, words, known, index)).flatten();
                one.map(Hit::Count)
            })
            .or_else(|| {
                let one = (outcomes && title).then(|| single::without_article(tables, words, index));
                one.flatten().map(Hit::Aged)
            })
            .or_else(|| {
                if !outcomes {
                    return None;
                }
                let named = single::named(tables, words, known, index, free);
                named.filter(|name| !in_time(words, name.start..name.end, times)).map(Hit::Count)
            });
        match hit {
            Some(Hit::Count(candidate)) => {
                index = candidate.end.max(index + 1);
                found.push(candidate);
            }
            Some(Hit::Aged(candidate)) => {
                index = candidate.reach.max(index + 1);
                found.push(candidate);
            }
            Some(Hit::Skip(end)) => index = end.max(index + 1),
            None => index += 1,
        }
    }
    found
}

enum Hit {
    Count(Candidate),
    /// One whose age behind it is no number of its own.
    Aged(Candidate),
    /// A number that counts nothing; go on at this token.
    Skip(usize),
}

/// A number at `start`, behind its approximators if there are any.
fn bounded(tables: &Tables, words: &Words<'_>, start: usize, times: &[Time]) -> Option<Hit> {
    let mut at = start;
    let mut bounds = Vec::new();
    while let Some((end, phrase, bound)) = tables.approximators.all_at(words, at).find(|hit| hit.2.before) {
        bounds.push((phrase, *bound));
        at = end;
        if words.lower(at) == "another" {
            at += 1;
        }
    }
    // The sign before a sum belongs to it.
    let money = tables.units.at(words, at).filter(|hit| hit.2.1 == UnitClass::MoneyBefore);
    let (currency, at) = money.map_or((None, at), |(end, _, (unit, _))| (Some(*unit), end));
    if words.sentence(at) != words.sentence(start) {
        return None;
    }
    let number = number::number(tables, words, at)?;
    // "three in zero" is nothing.
    if matches!(words.lower(number.end), "in" | "/") && matches!(words.lower(number.end + 1), "zero" | "0") {
        return Some(Hit::Skip(number.end + 2));
    }
    if words.before(start) == "how" {
        return Some(Hit::Skip(number.end));
    }
    if in_time(words, at..number.end, times) {
        return Some(Hit::Skip(number.end));
    }
    if currency.is_none() && number.unit.is_none() && !counts(tables, words, at, &number) {
        return Some(Hit::Skip(number.end));
    }
    let mut interval = thousands(tables, words, at, &number);
    let mut named: Vec<&str> = Vec::new();
    for (phrase, bound) in bounds.iter().rev() {
        interval = bound.bound(interval);
        if !bound.is_exact() {
            named.insert(0, phrase);
        }
    }
    named.extend(number.vague.filter(|_| !number.interval.is_exact()));
    let plural = interval != Interval::exactly(1.0);
    let mut counted = noun::counted(tables, words, number.end, plural);
    let mut number_end = number.end;
    if let Some(unit) = currency {
        counted = Counted { unit: Some(unit.to_owned()), ..Counted::measure(number.end) };
    } else if let Some(unit) = number.unit {
        counted = Counted { unit: Some(unit.to_owned()), ..Counted::measure(number.end) };
    } else if let Some((end, phrase, bound)) =
        tables.approximators.all_at(words, number.end).find(|hit| !hit.2.before)
    {
        // "40 or more people"; "at least" also stands before the next number.
        if number::number(tables, words, end).is_none() {
            interval = bound.bound(interval);
            named.push(phrase);
            counted = noun::counted(tables, words, end, plural);
            counted.end = counted.end.max(end);
            number_end = end;
        }
    }
    // "one of the boats" picks out and does not count; a bare "one" counts only with an outcome.
    let single = interval == Interval::exactly(1.0);
    // "one lives in Korva" is a verb.
    if single && counted.unit.as_deref() == Some("life") && counted.is_plural {
        return Some(Hit::Skip(number.end));
    }
    // "cleared of both murder and fraud", "both face murder charges" count nobody.
    let of_nobody = !counted.elliptical && (counted.class == NounClass::Unknown || !counted.is_plural);
    if number.vague == Some("both") && of_nobody && !counted.of_group {
        return Some(Hit::Skip(number.end));
    }
    if single && counted.of_group {
        return Some(Hit::Skip(counted.end));
    }
    let bare_vague = number.vague.is_some_and(|word| !word.ends_with('s')) && counted.elliptical;
    let of_people = counted.class == NounClass::People;
    let start = if named.is_empty() && currency.is_none() { at } else { start };
    Some(Hit::Count(Candidate {
        needs_outcome: single && counted.class != NounClass::Measure
            || bare_vague
            || counted.elliptical && is_doubtful(words, at, &number)
            || number.vague == Some("many")
            || number.vague == Some("both") && !of_people,
        ..candidate(start, number_end, interval, &named, counted)
    }))
}

/// Whether a number without a noun may be an hour ("at eleven"), an age ("he was 101") or a name ("the 737").
fn is_doubtful(words: &Words<'_>, at: usize, number: &Number) -> bool {
    match words.before(at) {
        "at" => number.interval.high <= Some(12.0),
        "the" | "a" | "this" | "that" => number.digits,
        "was" | "is" | "been" | "turned" | "be" | "he" | "she" => true,
        _ => false,
    }
}

/// "1.300 people" are 1,300 of them: nobody counts people in thousandths.
fn thousands(tables: &Tables, words: &Words<'_>, at: usize, number: &Number) -> Interval {
    let grouped = words.raw(at).split_once('.').is_some_and(|(whole, part)| {
        (1..=3).contains(&whole.len()) && part.len() == 3 && !whole.starts_with('0')
    });
    let noun = || noun::counted(tables, words, number.end, true);
    if number.end == at + 1 && grouped && matches!(noun().class, NounClass::People | NounClass::Household) {
        let scale = |end: Option<f64>| end.map(|value| (value * 1000.0).round());
        return Interval { low: scale(number.interval.low), high: scale(number.interval.high) };
    }
    number.interval
}

pub(super) fn candidate(
    start: usize,
    number_end: usize,
    interval: Interval,
    named: &[&str],
    counted: Counted,
) -> Candidate {
    Candidate {
        start,
        number_end,
        end: counted.end.max(number_end),
        reach: counted.end.max(number_end),
        kind: Kind::Count,
        is_name: false,
        is_people_name: counted.is_people_name,
        interval,
        approximator: (!named.is_empty()).then(|| named.join(" ")),
        unit: counted.unit,
        category: counted.category,
        affiliation: counted.affiliation,
        class: counted.class,
        elliptical: counted.elliptical,
        of_group: counted.of_group,
        needs_outcome: false,
        outcome: None,
        part_of: None,
    }
}

fn in_time(words: &Words<'_>, tokens: Range<usize>, times: &[Time]) -> bool {
    words.span(tokens).is_some_and(|span| times.iter().any(|time| time.span.overlaps(span)))
}

/// Whether `number` at token `at` is a count at all.
fn counts(tables: &Tables, words: &Words<'_>, at: usize, number: &Number) -> bool {
    if !number.digits {
        // "World War Two"
        let named = words.is_capitalised(at)
            && !words.opens_sentence(at)
            && !words.before(at).is_empty()
            && words.is_capitalised(at - 1)
            && words.is_word(at - 1)
            && tables.class(words.before(at)).is_none();
        if named {
            return false;
        }
        return age(tables, words, at, number.end).is_none();
    }
    // "in their early 20's"
    if words.touches_next(number.end - 1) && words.lower(number.end) == "'s" {
        return false;
    }
    let sentence = words.sentence_tokens(at);
    let glued = |index: usize| {
        words.touches_next(index)
            && matches!(words.lower(index), "-" | "–" | "/" | "+" | "#" | ":" | "." | "*" | "_")
    };
    // "3-1", "24/7", "555-1234": parts of a score, a date or a telephone number.
    let glued_before = at > sentence.start && glued(at - 1);
    let glued_after = number.end < sentence.end
        && words.touches_next(number.end - 1)
        && (matches!(words.lower(number.end), "/" | ":" | "#" | "_")
            || matches!(words.lower(number.end), "-" | "–")
                && words.kind(number.end + 1) == TokenKind::Number);
    if glued_before || glued_after || age(tables, words, at, number.end).is_some() {
        return false;
    }
    let before = words.before(at);
    if let Some(LabelClass::Label) = tables.labels.get(before) {
        let noun = noun::counted(tables, words, number.end, true);
        let capital = words.is_capitalised(at - 1);
        if capital || noun.elliptical {
            return false;
        }
    }
    // "Korva 7": a digit after a name and before no noun is part of the name.
    let named = at > sentence.start
        && words.is_word(at - 1)
        && words.is_capitalised(at - 1)
        && !words.opens_sentence(at - 1)
        && tables.class(before).is_none()
        && tables.nouns.at(words, at - 1).is_none()
        && tables.outcomes.at(words, at - 1).is_none()
        && number.end == at + 1;
    let next = words.lower(number.end);
    let alone =
        number.end >= sentence.end || !words.is_word(number.end) && !matches!(next, "%" | "$" | "€" | "£");
    if named && alone {
        return false;
    }
    // A year that the time layer left alone: four digits without a separator and without a noun.
    let year = number.end == at + 1
        && words.raw(at).len() == 4
        && number.interval.low.is_some_and(|value| (1500.0..2100.0).contains(&value) && value.fract() == 0.0);
    let noun = noun::counted(tables, words, number.end, true);
    // "The account is 763187648": counts have their thousands apart or a noun.
    let code =
        number.end == at + 1 && words.raw(at).len() > 6 && words.raw(at).bytes().all(|b| b.is_ascii_digit());
    !(code && noun.elliptical) && !(year && (noun.elliptical || noun.class == NounClass::Unknown))
}

/// Whether the number `at..end` is somebody's age.
fn age(tables: &Tables, words: &Words<'_>, at: usize, end: usize) -> Option<()> {
    // "aged 12", "aged nine, ten and thirteen"
    let first = (words.sentence_tokens(at).start..at).rev().find(|&index| {
        !matches!(words.lower(index), "," | "and" | "to") && number::number(tables, words, index).is_none()
    });
    let is_age = |index: usize| tables.labels.get(words.lower(index)) == Some(&LabelClass::Age);
    // "between the ages of 21 and 58"
    let ages = |index: usize| {
        is_age(index)
            || words.lower(index) == "of"
                && index > 0
                && words.before(index).starts_with("age")
                && is_age(index - 1)
    };
    if first.is_some_and(ages) {
        return Some(());
    }
    if matches!(tables.labels.at(words, end), Some((_, _, LabelClass::AgeAfter))) {
        return Some(());
    }
    // "a girl of nine"
    let person = words.before(at) == "of"
        && tables
            .nouns
            .at(words, at.saturating_sub(2))
            .is_some_and(|(_, _, noun)| noun.class == NounClass::People && !noun.is_plural);
    if person && noun::counted(tables, words, end, true).elliptical {
        return Some(());
    }
    // "Maire Holst, 34, sells …"; "Maire Holst (34)".
    let sentence = words.sentence_tokens(at);
    let name = at >= sentence.start + 2
        && matches!(words.lower(at - 1), "," | "(")
        && words.is_word(at - 2)
        && words.is_capitalised(at - 2)
        && tables.class(words.lower(at - 2)) != Some(WordClass::Preposition);
    let closed = end >= sentence.end || matches!(words.lower(end), "," | "." | ")" | ";" | "and");
    (name && closed && end == at + 1).then_some(())
}
