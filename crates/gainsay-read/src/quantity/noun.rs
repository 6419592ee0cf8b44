//! What is counted: the noun phrase after a number.

use super::tables::{Noun, NounClass, Shape, Tables, UnitClass, WordClass};
use crate::words::Words;

/// The noun phrase after a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counted {
    /// The index after its last token.
    pub(super) end: usize,
    /// The head noun in the singular; none where the noun is left out.
    pub(super) unit: Option<String>,
    pub(super) category: Option<&'static str>,
    /// The side or people they belong to, as written: "Turkish", "rebel".
    pub(super) affiliation: Option<String>,
    pub(super) class: NounClass,
    /// Whether the head is a plural, where the table knows it.
    pub(super) is_plural: bool,
    /// Whether the head is a capitalised word that no table knows: "12 Korvans".
    pub(super) is_people_name: bool,
    /// Whether the number picks some out of a known group ("three of its fighters").
    pub(super) of_group: bool,
    /// Whether it says "others" or "more" without a noun.
    pub(super) elliptical: bool,
}

impl Counted {
    /// Nothing yet, before token `end`; not counted as people or things.
    pub(super) fn measure(end: usize) -> Self {
        Self {
            end,
            unit: None,
            category: None,
            affiliation: None,
            class: NounClass::Measure,
            is_plural: true,
            is_people_name: false,
            of_group: false,
            elliptical: false,
        }
    }

    /// A person without a noun.
    pub(super) fn person(end: usize) -> Self {
        Self {
            unit: Some("person".to_owned()),
            class: NounClass::People,
            is_plural: false,
            ..Self::measure(end)
        }
    }
}

/// The noun phrase that begins at token `at`, right after a number; `plural` where the number is not one.
pub(super) fn counted(tables: &Tables, words: &Words<'_>, at: usize, plural: bool) -> Counted {
    const MORE: [&str; 9] =
        ["more", "other", "others", "additional", "further", "new", "separate", "different", "such"];
    let limit = words.sentence_tokens(at.saturating_sub(1)).end;
    let none = |end| Counted {
        end,
        unit: None,
        category: None,
        affiliation: None,
        class: NounClass::Unknown,
        is_plural: plural,
        is_people_name: false,
        of_group: false,
        elliptical: true,
    };
    if let Some((end, _, (unit, UnitClass::After))) = tables.units.at(words, at) {
        return Counted {
            unit: Some((*unit).to_owned()),
            class: NounClass::Measure,
            elliptical: false,
            ..none(end)
        };
    }
    let mut start = at;
    let mut after = at;
    while start < limit && MORE.contains(&words.lower(start)) {
        start += 1;
        after = start;
    }
    let mut of_group = false;
    let partitive = words.lower(start) == "of";
    if words.lower(start) == "of" && start + 1 < limit {
        start += 1;
        let next = words.lower(start);
        if matches!(next, "them" | "whom" | "us" | "these" | "those") {
            return Counted { of_group: true, ..none(start + 1) };
        }
        of_group = tables.class(next) == Some(WordClass::Determiner);
        while start < limit && tables.class(words.lower(start)) == Some(WordClass::Determiner) {
            start += 1;
        }
    }
    match head(tables, words, start, limit, plural || of_group) {
        Some((end, head)) => {
            let (unit, category, class, is_plural) = match head {
                Head::Known(noun) => (noun.singular.to_owned(), noun.category, noun.class, noun.is_plural),
                Head::Unknown(word) => (word, "", NounClass::Unknown, plural),
            };
            let people = class == NounClass::People;
            Counted {
                end,
                unit: Some(unit),
                category: Some(category).filter(|category| !category.is_empty()),
                affiliation: people
                    .then(|| affiliation(tables, words, start, end).or_else(|| side(words, category, end)))
                    .flatten(),
                class,
                is_plural,
                is_people_name: class == NounClass::Unknown && words.is_capitalised(end - 1),
                of_group,
                elliptical: false,
            }
        }
        // "hundreds of Taliban": a name without a plural.
        None if partitive && words.is_capitalised(start) && words.is_word(start) => Counted {
            unit: Some(words.lower(start).to_owned()),
            is_people_name: true,
            of_group,
            elliptical: false,
            ..none(start + 1)
        },
        None => Counted { of_group, ..none(after) },
    }
}

enum Head {
    Known(Noun),
    Unknown(String),
}

/// The head of the noun phrase whose first word is token `start`, and the index after it.
fn head(
    tables: &Tables,
    words: &Words<'_>,
    start: usize,
    limit: usize,
    plural: bool,
) -> Option<(usize, Head)> {
    const LONGEST: usize = 6;
    let mut index = start;
    let mut unknown: Option<usize> = None;
    let mut aged: Option<(usize, Noun)> = None;
    while index < limit && index < start + LONGEST {
        // "a 14-year-old", "a 14-year-old boy"
        if let Some((end, years, is_plural)) = age(tables, words, index) {
            let category = if years < ADULT { "child" } else { "" };
            aged = Some((end, Noun { singular: "person", category, class: NounClass::People, is_plural }));
            index = end;
            continue;
        }
        if !words.is_word(index) {
            break;
        }
        if let Some((end, _, noun)) = tables.nouns.at(words, index) {
            let (end, noun) = compound(tables, words, end, limit, *noun);
            // "30 wounded soldiers" counts soldiers; "14 rockets hit a house" counts rockets.
            return match unknown {
                Some(before) if noun.is_plural != plural => Some((before + 1, unknown_head(words, before))),
                _ => Some((end, Head::Known(noun))),
            };
        }
        let word = words.lower(index);
        if tables.class(word).is_some() || is_predicate(tables, words, index) {
            break;
        }
        if unknown.is_none() && looks_like_head(word, plural, words.is_capitalised(index)) {
            unknown = Some(index);
            // "12 Korvan fishermen": a capitalised plural may still be an adjective of the noun after it.
            if plural && !words.is_capitalised(index) && tables.nouns.at(words, index + 1).is_none() {
                break;
            }
        }
        index += 1;
    }
    match (aged, unknown) {
        (Some((end, noun)), _) => Some((end, Head::Known(noun))),
        // "12 Taliban were killed": a plural without an ending, before its verb.
        (None, None) if plural && words.is_word(start) && is_bare_plural(tables, words, start) => {
            Some((start + 1, Head::Unknown(words.lower(start).to_owned())))
        }
        (None, unknown) => unknown.map(|index| (index + 1, unknown_head(words, index))),
    }
}

/// Whether the word at `at` counts as a plural although it does not look like one: "12 Taliban were killed".
fn is_bare_plural(tables: &Tables, words: &Words<'_>, at: usize) -> bool {
    let word = words.lower(at);
    let open = tables.class(word).is_none()
        && tables.outcomes.at(words, at).is_none()
        && word.chars().all(char::is_alphabetic)
        && !word.ends_with("ly")
        && word.len() > 3;
    open && words.sentence(at) == words.sentence(at + 1)
        && matches!(words.lower(at + 1), "were" | "are" | "have" | "had")
}

/// The age from which one is no child.
const ADULT: u16 = 18;

/// An age that stands for a person or before one, at token `index`: "14-year-old", "six-month-olds", "14 year old"; the
/// index after it, the years and whether it is a plural.
pub(super) fn age(tables: &Tables, words: &Words<'_>, index: usize) -> Option<(usize, u16, bool)> {
    let years = |count: &str, unit: &str| {
        let count = match tables.numbers.get(count) {
            Some((value, _)) => *value,
            None => f64::from(count.parse::<u16>().ok()?),
        };
        match unit {
            "year" | "years" => count.to_string().parse().ok(),
            "month" | "months" | "week" | "weeks" | "day" | "days" => Some(0),
            _ => None,
        }
    };
    let word = words.lower(index);
    if let Some(stem) = word.strip_suffix("-old").or_else(|| word.strip_suffix("-olds")) {
        let (count, unit) = stem.rsplit_once('-')?;
        return Some((index + 1, years(count, unit)?, word.ends_with('s')));
    }
    // "14 year-old"
    if let Some((unit, "old" | "olds")) = words.lower(index + 1).split_once('-') {
        return Some((index + 2, years(word, unit)?, words.lower(index + 1).ends_with('s')));
    }
    // "14 year old", "22-month old"
    let (count, unit, end) = match word.rsplit_once('-') {
        Some((count, unit)) => (count, unit, index + 1),
        None => (word, words.lower(index + 1), index + 2),
    };
    let old = words.lower(end);
    // "14 years old" tells an age and stands for nobody.
    let is_age = matches!(old, "old" | "olds") && !(unit.ends_with('s') && end == index + 2);
    Some((end + 1, years(count, unit).filter(|_| is_age)?, old == "olds"))
}

/// The body named behind those who serve one: "fighters of the Northern Front".
fn side(words: &Words<'_>, category: &str, end: usize) -> Option<String> {
    let serves = matches!(category, "soldier" | "fighter" | "police" | "official");
    let linked = matches!(words.lower(end), "of" | "from" | "with") && words.lower(end + 1) == "the";
    let first = end + 2;
    let limit = words.sentence_tokens(end).end;
    let last =
        (first..limit).find(|&index| !words.is_capitalised(index) || !words.is_word(index)).unwrap_or(limit);
    (serves && linked && last > first)
        .then(|| (first..last).map(|index| words.raw(index)).collect::<Vec<_>>().join(" "))
}

/// The side or people named among the words `start..end` of a noun phrase: "12 wounded Turkish soldiers".
fn affiliation(tables: &Tables, words: &Words<'_>, start: usize, end: usize) -> Option<String> {
    let last = end.checked_sub(1).filter(|last| *last > start && !words.is_capitalised(*last))?;
    let names = |index: usize| {
        let word = words.lower(index);
        tables.sides.contains(word)
            || words.is_capitalised(index) && words.is_word(index) && tables.class(word).is_none()
    };
    let first = (start..last).find(|&index| names(index))?;
    let after = (first..last).find(|&index| !names(index)).unwrap_or(last);
    Some((first..after).map(|index| words.raw(index)).collect::<Vec<_>>().join(" "))
}

fn unknown_head(words: &Words<'_>, index: usize) -> Head {
    let word = words.lower(index);
    let people = word.strip_suffix('s').filter(|stem| stem.ends_with('i') && words.is_capitalised(index));
    Head::Unknown(people.map_or_else(|| singular(word), str::to_owned))
}

/// "police officers", "militia fighters", "crew members": the noun before another one only narrows it.
fn compound(tables: &Tables, words: &Words<'_>, end: usize, limit: usize, first: Noun) -> (usize, Noun) {
    let mut noun = first;
    let mut end = end;
    while end < limit
        && words.is_word(end)
        && (!noun.is_plural || noun.singular == "police" || noun.singular == "crew")
    {
        let Some((after, _, next)) = tables.nouns.at(words, end) else { break };
        // "left one boy dead": what became of him, and no noun of its own.
        if next.singular == "dead" && noun.class == NounClass::People {
            break;
        }
        // "two fighter jets" are no fighters.
        let narrows = next.category.is_empty() && next.class == NounClass::People;
        let category = if narrows { noun.category } else { next.category };
        noun = Noun { category, ..*next };
        end = after;
    }
    (end, noun)
}

/// Whether an outcome word at `index` ends the noun phrase: it does unless a noun follows ("30 wounded soldiers").
fn is_predicate(tables: &Tables, words: &Words<'_>, index: usize) -> bool {
    let Some((end, _, word)) = tables.outcomes.at(words, index) else { return false };
    if matches!(word.shape, Shape::Noun | Shape::Act | Shape::Harm) {
        return false;
    }
    tables.nouns.at(words, end).is_none() || words.lower(end) == "people" && words.before(index) == "people"
}

/// Whether a word may be what is counted. A name in "-is" is a people's plural ("12 Zhilatis"), another word is none ("crisis").
fn looks_like_head(word: &str, plural: bool, capitalised: bool) -> bool {
    let is = word.ends_with("is") && !capitalised;
    let us = word.ends_with("us") && !(capitalised && word.len() < 6);
    let s = word.ends_with('s') && !word.ends_with("ss") && !us && !is;
    if plural { s && word.len() > 3 } else { !word.ends_with("ly") && word.chars().all(char::is_alphabetic) }
}

/// The singular of a plural that the table does not know.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") => {
            stem.to_owned()
        }
        _ => word.to_owned(),
    }
}
