//! Names of persons, found by their form alone: one name counts one where something became of its bearer.

use std::collections::HashSet;

use super::noun;
use super::tables::{NounClass, Tables, WordClass};
use crate::segment::TokenKind;
use crate::words::Words;

/// The single words that stand for persons in one text: the last and first words of the longer names.
#[derive(Debug, Default)]
pub(super) struct Known<'t>(HashSet<&'t str>);

impl<'t> Known<'t> {
    /// Those of the whole text.
    pub(super) fn of(tables: &Tables, words: &Words<'t>) -> Self {
        let mut known = HashSet::new();
        let mut index = 0;
        while index < words.len() {
            match sequence(tables, words, index) {
                Some(end) => {
                    if end > index + 1 {
                        known.insert(words.raw(index));
                        known.insert(last_word(words, index, end));
                    }
                    index = end;
                }
                None => index += 1,
            }
        }
        Self(known)
    }

    /// The index after the name that begins at token `at`.
    pub(super) fn name(&self, tables: &Tables, words: &Words<'_>, at: usize) -> Option<usize> {
        let end = sequence(tables, words, at)?;
        let is_known = end > at + 1 || self.0.contains(words.raw(at));
        is_known.then_some(end)
    }
}

fn last_word<'t>(words: &Words<'t>, start: usize, end: usize) -> &'t str {
    let is_suffix =
        |index: &usize| matches!(words.lower(*index), "jr." | "jr" | "sr." | "sr" | "ii" | "iii" | "iv");
    (start..end).rev().find(|index| !is_suffix(index)).map_or("", |index| words.raw(index))
}

/// The index after the run of capitalised words at `at`, if it may be a person's name.
fn sequence(tables: &Tables, words: &Words<'_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    const PARTICLES: [&str; 14] =
        ["de", "da", "del", "della", "di", "la", "el", "van", "von", "bin", "bint", "ibn", "al", "ben"];
    let sentence = words.sentence_tokens(at);
    let capitalised = |index: usize| {
        index < sentence.end
            && words.kind(index) == TokenKind::Word
            && words.is_capitalised(index)
            && (tables.class(words.lower(index)).is_none() || index > at && words.raw(index).len() == 2)
    };
    if !capitalised(at) || at > sentence.start && capitalised(at - 1) && words.is_word(at - 1) {
        return None;
    }
    let mut end = at + 1;
    while end < sentence.end && end < at + LONGEST {
        // "Jon “Jo” Ferre"
        let quote = |index: usize| matches!(words.lower(index), "\"" | "“" | "”" | "‘" | "’");
        if quote(end) && capitalised(end + 1) && quote(end + 2) && capitalised(end + 3) {
            end += 4;
            continue;
        }
        let particle = PARTICLES.contains(&words.lower(end)) && capitalised(end + 1);
        if !capitalised(end) && !particle {
            break;
        }
        end += 1;
    }
    // "KORVA — Two people": a dateline, a heading or an abbreviation.
    let shouted = |index: usize| {
        let raw = words.raw(index);
        raw.len() > 2 && raw.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
    };
    let strange = (at..end).any(|index| {
        let word = words.lower(index);
        shouted(index)
            || tables.bodies.contains(word)
            || word.chars().any(|c| c.is_ascii_digit())
            || tables.numbers.contains_key(word)
            || tables.nouns.at(words, index).is_some_and(|(_, _, noun)| noun.class == NounClass::Thing)
    });
    let plural = tables.nouns.at(words, end - 1).is_some_and(|(_, _, noun)| noun.is_plural);
    let opens = words.opens_sentence(at)
        && (tables.outcomes.at(words, at).is_some()
            || tables.vague.at(words, at).is_some()
            || end == at + 1 && tables.nouns.at(words, at).is_some());
    (!strange && !plural && !opens).then_some(end)
}

/// The first token of the whole phrase around the name at `at`: an age or a description before it.
/// "7-year-old Iris Rell", "club manager Jon Ferre".
pub(super) fn start(tables: &Tables, words: &Words<'_>, at: usize) -> usize {
    let sentence = words.sentence_tokens(at).start;
    let mut start = at;
    while start > sentence && at - start < 4 {
        let before = start - 1;
        let person = tables
            .nouns
            .at(words, before)
            .is_some_and(|(end, _, noun)| noun.class == NounClass::People && !noun.is_plural && end == start);
        let aged = noun::age(tables, words, before).is_some_and(|(end, _, _)| end == start);
        if !(person || aged) || tables.class(words.lower(before)) == Some(WordClass::Determiner) {
            break;
        }
        start = before;
    }
    start
}

/// The index after an age or place behind a name: ", 24", "(24)", ", 24, of Palsen".
pub(super) fn reach(words: &Words<'_>, end: usize) -> usize {
    let years = |index: usize| words.kind(index) == TokenKind::Number && words.raw(index).len() <= 3;
    if words.lower(end) == "," && years(end + 1) {
        end + 2
    } else if words.lower(end) == "(" && years(end + 1) && words.lower(end + 2) == ")" {
        end + 3
    } else {
        end
    }
}
