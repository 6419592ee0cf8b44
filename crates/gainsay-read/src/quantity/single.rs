//! None and one: "no casualties", "a child", "its commander", "Jon Ferre". They count only where something became of them.

use gainsay_document::{Interval, Outcome};

use super::candidates::candidate;
use super::noun::{self, Counted};
use super::number;
use super::outcome::Found;
use super::person::{self, Known};
use super::tables::{NounClass, Shape, Tables};
use super::{Candidate, Kind};
use crate::words::Words;

/// "no one", "none of the passengers", "no casualties" at token `at`; `last` is the number before it.
pub(super) fn none(
    tables: &Tables,
    words: &Words<'_>,
    at: usize,
    last: Option<&Candidate>,
) -> Option<Candidate> {
    let zero = |number_end, counted| Candidate {
        needs_outcome: true,
        ..candidate(at, number_end, Interval::exactly(0.0), &[], counted)
    };
    let nobody =
        ["no one", "nobody", "none of them", "no-one"].iter().find_map(|phrase| words.follows(at, phrase));
    if let Some(end) = nobody {
        return Some(zero(end, Counted { elliptical: true, ..Counted::person(end) }));
    }
    if words.lower(at) == "none" {
        return Some(none_of(tables, words, at).map_or_else(
            || zero(at + 1, Counted { elliptical: true, ..Counted::person(at + 1) }),
            |counted| zero(at + 1, counted),
        ));
    }
    // "no deaths or injuries"
    let again = matches!(words.lower(at), "or" | "nor" | "and")
        && last.is_some_and(|last| {
            last.end == at && last.interval == Interval::exactly(0.0) && last.outcome.is_none()
        });
    let start = match words.lower(at) {
        "no" | "without" | "zero" => at,
        _ if again => at,
        _ => return None,
    };
    if words.lower(at) == "no" && matches!(words.before(at), "said" | "says" | "answered") {
        return None;
    }
    let mut counted = noun::counted(tables, words, start + 1, false);
    let plural = noun::counted(tables, words, start + 1, true);
    if counted.elliptical || counted.class == NounClass::Unknown && !plural.elliptical {
        counted = plural;
    }
    let by_outcome = is_outcome_noun(tables, words, start + 1, counted.end);
    let known = !matches!(counted.class, NounClass::Unknown | NounClass::Measure);
    if counted.elliptical || again && !by_outcome || !known && !by_outcome {
        return None;
    }
    if words.lower(at) == "without" && counted.class == NounClass::Thing {
        return None;
    }
    let first = if again { at + 1 } else { at };
    let mut none = Candidate { start: first, ..zero(at + 1, counted) };
    if none.unit.as_deref() == Some("casualty") {
        // No casualties means that nobody was killed.
        none.outcome = Some((Outcome::Killed, Found::Phrase));
    }
    Some(none)
}

/// "none of the 45 passengers": the number of the group is not that of those counted.
fn none_of(tables: &Tables, words: &Words<'_>, at: usize) -> Option<Counted> {
    if words.lower(at + 1) != "of" {
        return None;
    }
    let after = (at + 2..at + 4).find(|&index| {
        !matches!(words.lower(index), "the" | "its" | "their" | "his" | "her" | "these" | "those")
    })?;
    let noun_at = number::number(tables, words, after).map_or(after, |number| number.end);
    let counted = noun::counted(tables, words, noun_at, true);
    (!counted.elliptical).then_some(counted)
}

fn is_outcome_noun(tables: &Tables, words: &Words<'_>, from: usize, end: usize) -> bool {
    (from..end).any(|index| {
        tables.outcomes.all_at(words, index).any(|hit| hit.2.shape == Shape::Noun && hit.0 == end)
    })
}

/// "a child", "another soldier", "the driver", "its commander" at token `at`.
pub(super) fn one(tables: &Tables, words: &Words<'_>, known: &Known<'_>, at: usize) -> Option<Candidate> {
    let kind = match words.lower(at) {
        "a" | "an" | "another" => Kind::Single,
        "the" | "its" | "his" | "her" | "their" | "our" | "my" | "'s" | "this" | "that" => Kind::Specific,
        _ => return None,
    };
    // "a 3 year-old"
    let counts_more =
        number::number(tables, words, at + 1).is_some() && noun::age(tables, words, at + 1).is_none();
    // "a third victim" has a place in a row and is no number of those lost.
    let ordinal = is_ordinal(words.lower(at + 1)) && noun::age(tables, words, at + 1).is_none();
    if ordinal || counts_more || kind == Kind::Single && is_general(words, at) {
        return None;
    }
    let counted = noun::counted(tables, words, at + 1, false);
    let one = |start, counted| {
        let candidate = candidate(start, at + 1, Interval::exactly(1.0), &[], counted);
        Candidate { kind, needs_outcome: true, ..candidate }
    };
    if counted.elliptical && words.lower(at) == "another" {
        return Some(one(at, Counted { end: at + 1, ..counted }));
    }
    if counted.elliptical || counted.of_group || counted.is_plural || counted.class != NounClass::People {
        return None;
    }
    let by_outcome = is_outcome_noun(tables, words, at + 1, counted.end);
    // "a life sentence", "the death penalty": the noun only narrows the next one.
    let narrows = words.is_word(counted.end)
        && tables.class(words.lower(counted.end)).is_none()
        && tables
            .outcomes
            .at(words, counted.end)
            .is_none_or(|hit| words.follows(counted.end, "toll") == Some(hit.0));
    // In "the body of a guard" it is the guard who counts.
    let of = words.lower(counted.end) == "of";
    if by_outcome && (narrows || of && kind == Kind::Specific || !is_death(words, counted.end - 1)) {
        return None;
    }
    // "the Lesk Guard" is a body.
    let head = counted.end - 1;
    if kind == Kind::Specific && words.is_capitalised(head) && head > at + 1 && words.is_capitalised(head - 1)
    {
        return None;
    }
    // "his girlfriend's son" is about the son.
    if words.lower(counted.end) == "'s" {
        return None;
    }
    let start = if words.lower(at) == "'s" { at + 1 } else { at };
    let mut one = one(start, counted);
    if let Some(end) = known.name(tables, words, one.end).filter(|_| !by_outcome) {
        (one.end, one.reach, one.is_name) = (end, end, true);
    }
    if kind == Kind::Specific
        && !one.is_name
        && let Some((count, end)) = bare_nouns(tables, words, one.end)
    {
        one.interval = Interval::exactly(1.0 + count);
        (one.end, one.number_end, one.category) = (end, end, None);
        one.unit = Some("person".to_owned());
    }
    one.reach = person::reach(words, one.end);
    Some(one)
}

/// "a double murder", "quadruple shooting": how many came to harm in one deed.
pub(super) fn manifold(tables: &Tables, words: &Words<'_>, at: usize) -> Option<Candidate> {
    let article = usize::from(matches!(words.lower(at), "a" | "an" | "the" | "this" | "that"));
    let count = *tables.manifold.get(words.lower(at + article))?;
    let deed = at + article + 1;
    let (end, phrase, word) = tables
        .outcomes
        .all_at(words, deed)
        .find(|hit| hit.2.shape == Shape::Act && !hit.1.contains("suicide"))?;
    // "double murders" are several deeds.
    let harmed = matches!(word.outcome, Outcome::Killed | Outcome::Casualties | Outcome::Injured);
    if !harmed || phrase.ends_with('s') || words.before(at) == "attempted" {
        return None;
    }
    let counted = Counted { is_plural: true, ..Counted::person(end) };
    let all = candidate(at, at + article + 1, Interval::exactly(count), &[], counted);
    Some(Candidate { outcome: Some((word.outcome, Found::Phrase)), ..all })
}

/// "Man killed near Korva", "crash kills boy, 7": one person, as titles tell of them.
pub(super) fn without_article(tables: &Tables, words: &Words<'_>, at: usize) -> Option<Candidate> {
    let begins = tables
        .nouns
        .at(words, at)
        .is_some_and(|(_, _, noun)| noun.class == NounClass::People && !noun.is_plural)
        || noun::age(tables, words, at).is_some();
    let counted = begins.then(|| noun::counted(tables, words, at, false))?;
    let by_outcome = is_outcome_noun(tables, words, at, counted.end);
    let personal = counted.class == NounClass::People && !counted.is_plural && !counted.elliptical;
    if !personal || by_outcome || words.lower(counted.end) == "'s" {
        return None;
    }
    let one = candidate(at, at, Interval::exactly(1.0), &[], counted);
    // "Boy, 3, dies", but "Boy, 3 adults shot"
    let reach = person::reach(words, one.end);
    let counts_others = tables.nouns.at(words, reach).is_some()
        || matches!(words.lower(reach), "other" | "others" | "more")
        || noun::age(tables, words, one.end + 1).is_some();
    let reach = if counts_others { one.end } else { reach };
    Some(Candidate { kind: Kind::Single, needs_outcome: true, reach, ..one })
}

/// "his father, mother and brother": how many nouns without an article go on from token `from`, and the index after them.
fn bare_nouns(tables: &Tables, words: &Words<'_>, from: usize) -> Option<(f64, usize)> {
    let mut end = from;
    let mut count = 0.0;
    loop {
        let comma = usize::from(words.lower(end) == ",");
        let and = usize::from(words.lower(end + comma) == "and");
        let (after, _, noun) = tables.nouns.at(words, end + comma + and).filter(|_| comma + and > 0)?;
        // "his son and police officers" and "her brother and sister Ana"
        let counts = noun.class == NounClass::People
            && !noun.is_plural
            && !words.is_word(after)
                | tables.class(words.lower(after)).is_some()
                | tables.outcomes.at(words, after).is_some();
        if !counts {
            return None;
        }
        (count, end) = (count + 1.0, after);
        if and > 0 {
            return Some((count, end));
        }
    }
}

fn is_ordinal(word: &str) -> bool {
    matches!(
        word,
        "first"
            | "second"
            | "third"
            | "fourth"
            | "fifth"
            | "sixth"
            | "seventh"
            | "eighth"
            | "ninth"
            | "tenth"
            | "eleventh"
            | "twelfth"
    ) || word
        .trim_end_matches("th")
        .trim_end_matches("st")
        .trim_end_matches("nd")
        .trim_end_matches("rd")
        .parse::<u16>()
        .is_ok()
}

/// Whether the noun at `at`, said of one, tells of a death: "his death", "the body of a guard", but not "the upper body".
fn is_death(words: &Words<'_>, at: usize) -> bool {
    const REACH: usize = 6;
    match words.lower(at) {
        "body" | "corpse" | "life" => {
            let sentence = words.sentence_tokens(at);
            let around = at.saturating_sub(REACH).max(sentence.start)..sentence.end.min(at + REACH);
            let found = around.into_iter().any(|near| {
                matches!(
                    words.lower(near),
                    "found"
                        | "recovered"
                        | "discovered"
                        | "retrieved"
                        | "pulled"
                        | "identified"
                        | "lost"
                        | "claimed"
                        | "cost"
                        | "taken"
                        | "took"
                )
            });
            found && !matches!(words.before(at), "upper" | "lower" | "entire" | "whole")
        }
        noun => matches!(
            noun,
            "death"
                | "dead"
                | "killing"
                | "murder"
                | "slaying"
                | "drowning"
                | "assassination"
                | "fatality"
                | "homicide"
        ),
    }
}

/// A person's name at token `at`, with what describes its bearer right before it, but nothing before token `free`.
pub(super) fn named(
    tables: &Tables,
    words: &Words<'_>,
    known: &Known<'_>,
    at: usize,
    free: usize,
) -> Option<Candidate> {
    let end = known.name(tables, words, at)?;
    // "Orlov's wife" is about the wife.
    if matches!(words.lower(end), "'s" | "'") || matches!(words.before(at), "'s" | "the" | "a" | "an") {
        return None;
    }
    // "Jon Ferre of Palsen", "in Palsen"
    let place = match words.before(at) {
        "in" | "at" | "from" | "near" | "on" | "outside" | "around" | "into" | "through" | "across" => true,
        "of" => end == at + 1 && at >= 2 && (words.is_capitalised(at - 2) || free + 1 == at),
        _ => false,
    };
    if place {
        return None;
    }
    let start = person::start(tables, words, at).max(free);
    let name = candidate(start, end, Interval::exactly(1.0), &[], Counted::person(end));
    Some(Candidate {
        kind: Kind::Specific,
        is_name: true,
        needs_outcome: true,
        reach: person::reach(words, end),
        ..name
    })
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
