//! Names that are no sources but may be meant later: "Jana Orlov, a spokeswoman for …, arrived. She said …".

use std::collections::HashMap;
use std::ops::Range;

use super::mention::{Mention, Parser};
use super::naming::is_acronym;
use super::person::Person;
use crate::attribution::{Classes, is_titled};

/// The mentions of named persons and bodies with evidence of what they are, in order.
pub(super) fn names(parser: Parser) -> Vec<(Range<usize>, Mention)> {
    let words = parser.words;
    let mut out = Vec::new();
    for sentence in &words.segmentation.sentences {
        // In a headline every word has a capital, and the capitals tell nothing.
        if is_titled(words, &sentence.tokens) {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some(end) = run(parser, at, sentence.tokens.end) else {
                at += 1;
                continue;
            };
            if let Some(found) = evident(parser, at..end, sentence.tokens.end) {
                out.push((at..end, found));
            }
            at = end;
        }
    }
    out
}

/// For each last word of a person's full name in the text, the full name.
pub(super) fn full_names(parser: Parser) -> HashMap<String, Person> {
    let words = parser.words;
    let mut out = HashMap::new();
    for sentence in &words.segmentation.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some(end) = run(parser, at, sentence.tokens.end) else {
                at += 1;
                continue;
            };
            if let Some(Mention::Person(person)) =
                parser.mention(at..end).filter(|_| (2..=5).contains(&(end - at)))
                && person.name.contains(' ')
            {
                let last = person.name.rsplit(' ').next().unwrap_or_default().to_owned();
                out.entry(last).or_insert(person);
            }
            at = end;
        }
    }
    out
}

/// The end of the run of capitalised words that begins at `at`.
fn run(parser: Parser, at: usize, limit: usize) -> Option<usize> {
    let words = parser.words;
    let capital = |at: usize| {
        words.is_word(at) && words.is_capital(at) && words.lower(at) != "'s" && !words.is_time(at)
    };
    if !capital(at)
        || words.is(
            at,
            Classes::DETERMINER
                .or(Classes::PRONOUN)
                .or(Classes::PREPOSITION)
                .or(Classes::CONJUNCTION)
                .or(Classes::SUBORDINATOR),
        )
    {
        return None;
    }
    let mut end = at + 1;
    while end < limit && end - at < 12 {
        if capital(end) {
            end += 1;
        } else if matches!(words.lower(end), "of" | "for")
            && end + 1 < limit
            && parser.tables.is_organisation(words.raw(end - 1))
        {
            let next = end + 1 + usize::from(words.lower(end + 1) == "the");
            if !capital(next) {
                break;
            }
            end = next + 1;
        } else {
            break;
        }
    }
    Some(end)
}

/// The mention, where something beside capitals says what it is.
fn evident(parser: Parser, range: Range<usize>, limit: usize) -> Option<Mention> {
    let words = parser.words;
    let mention = parser.mention(range.clone())?;
    match mention {
        Mention::Person(mut person) => {
            let told = words.raw(range.end + 1);
            let age = told.len() <= 3 && told.parse::<u8>().is_ok();
            if !person.certain && words.raw(range.end) == "," && (age || words.lower(range.end + 1) == "who")
            {
                person.certain = true;
            } else if !person.certain && words.raw(range.end) == "," {
                let end =
                    (range.end + 1..limit).take(24).find(|&at| matches!(words.raw(at), "," | "." | ";"));
                let (role, affiliation, gender) = parser.role_of(range.end + 1..end?)?;
                // "Jana Orlov, minister …" and not "Jana Orlov, when the minister …".
                let opens = words.is(range.end + 1, Classes::DETERMINER)
                    || parser.tables.role(words.raw(range.end + 1)).is_some();
                if !opens {
                    return None;
                }
                person.role = Some(role);
                person.affiliation = affiliation;
                person.gender = person.gender.or(gender);
                person.certain = true;
            }
            (person.certain && person.name.contains(' ')).then_some(Mention::Person(person))
        }
        Mention::Organisation { name, .. } if range.len() > 1 => {
            let body = range.clone().any(|at| parser.tables.is_organisation(words.raw(at)));
            let short = words.raw(range.end + 1);
            let acronym =
                (words.raw(range.end) == "(" && words.raw(range.end + 2) == ")" && is_acronym(short))
                    .then(|| short.to_owned());
            (body || acronym.is_some()).then_some(Mention::Organisation { name, acronym, role: None })
        }
        _ => None,
    }
}
