//! Prepositions, conjunctions, auxiliaries and the like.

use std::collections::HashMap;

use crate::table::rows;

/// The table of function words.
#[derive(Clone, Debug)]
pub(crate) struct FunctionWords(HashMap<&'static str, WordClass>);

/// The class of a function word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordClass {
    Preposition,
    Conjunction,
    Auxiliary,
    Pronoun,
    Determiner,
    Adverb,
    /// A verb of saying or believing.
    Cue,
}

impl FunctionWords {
    /// The table that comes with the program.
    pub(crate) fn embedded() -> Self {
        Self(rows(TABLE).filter_map(|row| Some((row[0], class(row[1])?))).collect())
    }

    /// The class of the lower-case `word`.
    pub(crate) fn class(&self, word: &str) -> Option<WordClass> {
        self.0.get(word).copied()
    }
}

fn class(name: &str) -> Option<WordClass> {
    Some(match name {
        "preposition" => WordClass::Preposition,
        "conjunction" => WordClass::Conjunction,
        "auxiliary" => WordClass::Auxiliary,
        "pronoun" => WordClass::Pronoun,
        "determiner" => WordClass::Determiner,
        "adverb" => WordClass::Adverb,
        "cue" => WordClass::Cue,
        _ => return None,
    })
}

const TABLE: &str = include_str!("../data/function-words.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood() {
        assert_eq!(FunctionWords::embedded().0.len(), rows(TABLE).count());
    }
}
