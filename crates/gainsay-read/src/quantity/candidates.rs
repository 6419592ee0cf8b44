//! Where the number expressions of a sentence are, and which numbers are none.

use std::ops::Range;

use gainsay_document::{Interval, Time};

use super::Candidate;
use super::noun::{self, Counted};
use super::number::{self, Number};
use super::tables::{LabelClass, NounClass, Shape, Tables, UnitClass, WordClass};
use crate::segment::TokenKind;
use crate::words::Words;

/// The number expressions of the sentence `tokens`, in order and without overlap.
pub(super) fn candidates(
    tables: &Tables,
    words: &Words<'_>,
    tokens: Range<usize>,
    times: &[Time],
) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut index = tokens.start;
    while index < tokens.end {
        let hit = bounded(tables, words, index, times).or_else(|| single(tables, words, index));
        match hit {
            Some(Hit::Count(candidate)) => {
                index = candidate.end.max(index + 1);
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
    if words.before(start) == "how" {
        return Some(Hit::Skip(number.end));
    }
    if in_time(words, at..number.end, times) {
        return Some(Hit::Skip(number.end));
    }
    if currency.is_none() && !counts(tables, words, at, &number) {
        return Some(Hit::Skip(number.end));
    }
    let mut interval = number.interval;
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
        counted = Counted {
            end: number.end,
            unit: Some(unit.to_owned()),
            category: None,
            class: NounClass::Measure,
            of_group: false,
            elliptical: false,
        };
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
    if single && counted.of_group {
        return Some(Hit::Skip(counted.end));
    }
    let bare_vague = number.vague.is_some_and(|word| !word.ends_with('s')) && counted.elliptical;
    let start = if named.is_empty() && currency.is_none() { at } else { start };
    Some(Hit::Count(Candidate {
        needs_outcome: single && counted.class != NounClass::Measure
            || bare_vague
            || counted.elliptical && is_doubtful(words, at, &number)
            || number.vague == Some("many"),
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

fn candidate(
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
        interval,
        approximator: (!named.is_empty()).then(|| named.join(" ")),
        unit: counted.unit,
        category: counted.category,
        class: counted.class,
        elliptical: counted.elliptical,
        of_group: counted.of_group,
        needs_outcome: false,
        outcome: None,
        part_of: None,
    }
}

/// "no one", "no casualties", "a child", "another soldier": a number only where something became of them.
fn single(tables: &Tables, words: &Words<'_>, at: usize) -> Option<Hit> {
    let with_outcome = |candidate| Some(Hit::Count(Candidate { needs_outcome: true, ..candidate }));
    let nobody = ["no one", "nobody", "none of them", "none", "no-one"]
        .iter()
        .find_map(|phrase| words.follows(at, phrase));
    if let Some(end) = nobody {
        let counted = Counted {
            end,
            unit: Some("person".to_owned()),
            category: None,
            class: NounClass::People,
            of_group: false,
            elliptical: true,
        };
        return with_outcome(candidate(at, end, Interval::exactly(0.0), &[], counted));
    }
    let value = match words.lower(at) {
        "no" | "without" | "zero" => 0.0,
        "a" | "an" | "another" => 1.0,
        _ => return None,
    };
    if value == 1.0 && is_general(words, at) {
        return None;
    }
    if words.lower(at) == "no" && matches!(words.before(at), "said" | "says" | "answered") {
        return None;
    }
    let mut counted = noun::counted(tables, words, at + 1, false);
    if value == 0.0 {
        let plural = noun::counted(tables, words, at + 1, true);
        if counted.elliptical || counted.class == NounClass::Unknown && !plural.elliptical {
            counted = plural;
        }
    }
    if counted.elliptical && words.lower(at) == "another" {
        return with_outcome(candidate(at, at + 1, Interval::exactly(1.0), &[], counted));
    }
    let noun_outcome = (at + 1..counted.end).any(|index| {
        tables.outcomes.all_at(words, index).any(|hit| hit.2.1 == Shape::Noun && hit.0 == counted.end)
    });
    let countable = counted.class != NounClass::Unknown && counted.class != NounClass::Measure
        || value == 0.0 && noun_outcome;
    // "a life sentence", "a body search": the noun only narrows the next one.
    let narrows = value == 1.0
        && noun_outcome
        && words.is_word(counted.end)
        && tables.class(words.lower(counted.end)).is_none()
        && tables.outcomes.at(words, counted.end).is_none();
    if narrows || counted.elliptical || !countable || value == 1.0 && counted.class != NounClass::People {
        return None;
    }
    let mut one = candidate(at, at + 1, Interval::exactly(value), &[], counted);
    if words.lower(at) == "without" && one.class == NounClass::Thing {
        return None;
    }
    if value == 0.0 && one.unit.as_deref() == Some("casualty") {
        // No casualties means that nobody was killed.
        one.outcome = Some((gainsay_document::Outcome::Killed, super::Found::Phrase));
    }
    with_outcome(one)
}

/// Whether "a life", "a body" or "a death" names something in general and nobody lost: "to lead a quiet life", "we are a
/// body of engineers", "if there is a death".
fn is_general(words: &Words<'_>, at: usize) -> bool {
    const REACH: usize = 5;
    let sentence = words.sentence_tokens(at);
    let mut noun = at + 1..sentence.end.min(at + 4);
    match noun.find(|&index| matches!(words.lower(index), "life" | "body" | "death")) {
        Some(index) if words.lower(index) == "life" => {
            let around = at.saturating_sub(REACH).max(sentence.start)..sentence.end.min(index + REACH);
            !around.into_iter().any(|near| matches!(words.lower(near), "lost" | "claimed" | "taken" | "cost"))
        }
        Some(index) if words.lower(index) == "body" => {
            const FOUND: [&str; 12] = [
                "found",
                "recovered",
                "pulled",
                "retrieved",
                "discovered",
                "carried",
                "recover",
                "buried",
                "dug",
                "seen",
                "identified",
                "washed",
            ];
            let around = at.saturating_sub(REACH).max(sentence.start)..sentence.end.min(index + REACH);
            !around.into_iter().any(|near| FOUND.contains(&words.lower(near)))
        }
        Some(index) => {
            (sentence.start..index).any(|near| matches!(words.lower(near), "if" | "whenever" | "when"))
        }
        None => false,
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
    !(year && (noun.elliptical || noun.class == NounClass::Unknown))
}

/// Whether the number `at..end` is somebody's age.
fn age(tables: &Tables, words: &Words<'_>, at: usize, end: usize) -> Option<()> {
    // "aged 12", "aged nine, ten and thirteen"
    let first = (words.sentence_tokens(at).start..at).rev().find(|&index| {
        !matches!(words.lower(index), "," | "and" | "to") && number::number(tables, words, index).is_none()
    });
    if first.is_some_and(|index| tables.labels.get(words.lower(index)) == Some(&LabelClass::Age)) {
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
