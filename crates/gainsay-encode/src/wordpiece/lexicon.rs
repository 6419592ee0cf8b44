//! Which words the encoder is shown, and which it sees as a name alone.
//!
//! Every name looks like every other, so that whose name it is cannot change what the encoder answers. The rules are
//! those of `training/gainsay_training/lexicon.py`.

use std::collections::HashMap;

use super::classes::{is_decimal, is_digit};
use crate::Error;

/// The pieces that stand for words which the encoder is not shown: lines of the vocabulary, counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Masks {
    /// For a word with a capital that no row of the table knows.
    pub name: u32,
    /// For a word of a place's name.
    pub place: u32,
    /// For the people of a country, or what belongs to it.
    pub demonym: u32,
    /// For what stands between names in small letters: "bin", "de", "van".
    pub particle: u32,
}

/// Words with their classes.
#[derive(Clone, Debug)]
pub struct Lexicon {
    classes: HashMap<Box<str>, Class>,
    masks: Masks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Common,
    Modifier,
    Particle,
    Place,
    Demonym,
    Name,
}

impl Class {
    fn is_masked(self) -> bool {
        matches!(self, Self::Place | Self::Demonym | Self::Name)
    }
}

impl Lexicon {
    /// Reads a table: a word in small letters, a tab, its class; lines that begin with `#` are notes.
    ///
    /// # Errors
    ///
    /// If a row has no class, or one that is not known.
    pub fn parse(table: &str, masks: Masks) -> Result<Self, Error> {
        let mut classes = HashMap::new();
        for (number, line) in (1..).zip(table.lines()).filter(|(_, line)| !line.starts_with('#')) {
            let wrong = || Error::vocabulary(format!("line {number} of the lexicon: {line:?}"));
            let (word, class) = line.split_once('\t').ok_or_else(wrong)?;
            let class = match class {
                "common" => Class::Common,
                "modifier" => Class::Modifier,
                "particle" => Class::Particle,
                "place" => Class::Place,
                "demonym" => Class::Demonym,
                _ => return Err(wrong()),
            };
            classes.insert(word.into(), class);
        }
        Ok(Self { classes, masks })
    }

    /// The piece that the encoder sees instead of `word`, which stands before `after`; `None` for the word's own.
    #[must_use]
    pub fn mask(&self, word: &str, after: &str) -> Option<u32> {
        let class = match self.class(word) {
            // Part of the name that follows.
            Class::Modifier
                if word.starts_with(char::is_uppercase)
                    && after.starts_with(char::is_uppercase)
                    && self.class(after).is_masked() =>
            {
                Class::Name
            }
            class => class,
        };
        match class {
            Class::Common | Class::Modifier => None,
            Class::Particle => Some(self.masks.particle),
            Class::Place => Some(self.masks.place),
            Class::Demonym => Some(self.masks.demonym),
            Class::Name => Some(self.masks.name),
        }
    }

    fn class(&self, word: &str) -> Class {
        let mut parts = word.split(|c| is_hyphen(c) || is_apostrophe(c)).filter(|part| !part.is_empty());
        if parts.clone().nth(1).is_none() {
            return self.class_of_one(word);
        }
        parts
            .rfind(|part| self.class_of_one(part).is_masked())
            .map_or(Class::Common, |part| self.class_of_one(part))
    }

    fn class_of_one(&self, word: &str) -> Class {
        // The pronoun in capitals is the country.
        if word == "US" {
            return Class::Place;
        }
        let capital = word.contains(char::is_uppercase);
        let known = self.classes.get(word.to_lowercase().as_str()).copied();
        match known {
            Some(Class::Modifier) => Class::Modifier,
            Some(Class::Particle) if capital => Class::Name,
            Some(Class::Particle) => Class::Particle,
            _ if !capital || word.contains(|c| is_digit(c) || is_decimal(c)) => Class::Common,
            Some(class) => class,
            None => Class::Name,
        }
    }
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# a note\nminister\tcommon\nupper\tmodifier\nus\tcommon\nal\tparticle\norvane\tplace\norvanian\tdemonym\n";

    fn lexicon() -> Lexicon {
        Lexicon::parse(TABLE, Masks { name: 1, place: 2, demonym: 3, particle: 4 }).unwrap()
    }

    #[test]
    fn a_name_is_shown_as_a_name_alone() {
        fn check(word: &str, expected: Option<u32>) {
            assert_eq!(lexicon().mask(word, ""), expected, "{word}");
        }
        check("minister", None);
        check("Minister", None);
        check("seldom", None);
        check("Seldom", Some(1));
        check("McVane", Some(1));
        check("TNF", Some(1));
        check("Orvane", Some(2));
        check("orvane", None);
        check("Orvanian", Some(3));
        check("us", None);
        check("US", Some(2));
        check("al", Some(4));
        check("Al", Some(1));
        check("B52", None);
        check("12", None);
        check("軍", None);
        check("al-Zadek", Some(1));
        check("Kel-Orvane", Some(2));
        check("Orvane-Kel", Some(1));
        check("Minister-Minister", None);
        check("n't", None);
        check("-", None);
        check("", None);
    }

    #[test]
    fn a_modifier_belongs_to_the_name_after_it() {
        fn check(word: &str, after: &str, expected: Option<u32>) {
            assert_eq!(lexicon().mask(word, after), expected, "{word} {after}");
        }
        check("Upper", "Orvane", Some(1));
        check("Upper", "Drema", Some(1));
        check("Upper", "Minister", None);
        check("Upper", "", None);
        check("upper", "Drema", None);
        check("Upper", "Upper", None);
    }

    #[test]
    fn a_bad_row_is_named() {
        fn check(table: &str, expected: &str) {
            let masks = Masks { name: 1, place: 2, demonym: 3, particle: 4 };
            assert_eq!(Lexicon::parse(table, masks).unwrap_err().to_string(), expected);
        }
        check("a\tcommon\nb", "line 2 of the lexicon: \"b\"");
        check("b\tverb", "line 1 of the lexicon: \"b\\tverb\"");
    }
}
