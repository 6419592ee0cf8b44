//! Stems: the forms of a word, whatever its part of speech, brought together as far as spelling allows.

use std::collections::HashMap;

use crate::tables::rows;

/// Endings of derived words, taken off where at least [`LEAST_DERIVED`] letters remain.
const DERIVED: [&str; 15] = [
    "ations", "ation", "ments", "ment", "ions", "ion", "ances", "ance", "ers", "er", "ors", "or", "als",
    "al", "at",
];
/// Endings of forms of one word, taken off where at least [`LEAST_INFLECTED`] letters remain.
const INFLECTED: [&str; 9] = ["ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"];
const LEAST_DERIVED: usize = 4;
const LEAST_INFLECTED: usize = 3;

/// Makes stems, with the irregular forms of `data/irregular_forms.tsv`.
pub(super) struct Stemmer {
    irregular: HashMap<&'static str, &'static str>,
}

impl Stemmer {
    pub fn load() -> Self {
        let forms = rows(include_str!("../../data/irregular_forms.tsv"));
        Self { irregular: forms.map(|row| (row[0], row[1])).collect() }
    }

    /// The stem of `word`, which is lower-cased. "Negotiated", "negotiation" and "negotiating" have one.
    pub fn stem(&self, word: &str) -> String {
        let mut stem = self.irregular.get(word).map_or(word, |base| base);
        while let Some(shorter) = without_ending(stem) {
            stem = single(shorter);
        }
        single(stem).to_owned()
    }
}

/// Without one ending, where it has any that may go.
fn without_ending(word: &str) -> Option<&str> {
    let derived = DERIVED.iter().map(|ending| (ending, LEAST_DERIVED));
    derived.chain(INFLECTED.iter().map(|ending| (ending, LEAST_INFLECTED))).find_map(|(ending, least)| {
        let rest = word.strip_suffix(ending)?;
        (rest.chars().count() >= least).then_some(rest)
    })
}

/// Without the second of two equal letters at the end: "stopp", "stop".
fn single(word: &str) -> &str {
    let mut letters = word.char_indices().rev();
    match (letters.next(), letters.next()) {
        (Some((at, last)), Some((_, before))) if last == before && word.chars().count() > 3 => &word[..at],
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        let stemmer = Stemmer::load();
        let check = |words: &[&str], expected: &str| {
            for word in words {
                assert_eq!(stemmer.stem(word), expected, "{word}");
            }
        };
        check(&["murder", "murders", "murdered", "murdering", "murderer"], "murd");
        check(&["stop", "stopped", "stopping", "stops"], "stop");
        check(&["negotiate", "negotiated", "negotiation", "negotiations"], "negoti");
        check(&["robbed", "robbery", "robberies", "robber"], "rob");
        check(&["die", "died", "death", "dying"], "die");
        check(&["said", "say", "saying"], "say");
        check(&["ééé"], "ééé");
        check(&[""], "");
    }
}
