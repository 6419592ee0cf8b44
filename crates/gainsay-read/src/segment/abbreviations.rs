//! The table of abbreviations.

use std::collections::HashMap;

const TABLE: &str = include_str!("../../data/abbreviations.tsv");

/// What a full stop after an abbreviation can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Stands before a name; never ends a sentence.
    Title,
    /// Stands before a number; ends a sentence otherwise.
    Number,
    /// Never ends a sentence.
    Inner,
    /// A month, weekday or state, if capitalised; ends a sentence only before an opener.
    Name,
    /// Ends a sentence only before an opener.
    Final,
    /// No abbreviation: a word that often opens a sentence.
    Opener,
}

/// Abbreviations written with a full stop, and words that often open a sentence.
#[derive(Clone, Debug)]
pub struct Abbreviations(HashMap<&'static str, Class>);

impl Abbreviations {
    /// The table that comes with the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self(crate::table::rows(TABLE).filter_map(|row| Some((row[0], class(row[1])?))).collect())
    }

    /// The class of `word`, which is written without its last full stop.
    pub(super) fn class(&self, word: &str) -> Option<Class> {
        let word = word.to_lowercase();
        self.0.get(word.as_str()).copied().filter(|class| *class != Class::Opener)
    }

    /// Whether `word` often opens a sentence.
    pub(super) fn opens(&self, word: &str) -> bool {
        self.0.get(word.to_lowercase().as_str()) == Some(&Class::Opener)
    }
}

fn class(name: &str) -> Option<Class> {
    Some(match name {
        "title" => Class::Title,
        "number" => Class::Number,
        "inner" => Class::Inner,
        "name" => Class::Name,
        "final" => Class::Final,
        "opener" => Class::Opener,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood() {
        assert_eq!(Abbreviations::embedded().0.len(), crate::table::rows(TABLE).count());
    }
}
