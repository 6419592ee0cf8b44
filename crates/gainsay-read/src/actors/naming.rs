//! What a mention is called: its words without marks, and a description or a body's noun without the capital of its place.

use std::ops::Range;

use super::mention::Parser;
use crate::attribution::Classes;

impl Parser<'_, '_> {
    /// The words as they stand, white space made single, without marks at the ends.
    pub(super) fn text(self, range: Range<usize>) -> Option<String> {
        let span = self.words.span(&range)?;
        let text = span.of(self.words.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let text = text.trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '"' | '“' | '”' | '—' | '–'));
        let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
        let text = text.strip_suffix(['\'', '’']).unwrap_or(text).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A description: the first word in lower case unless it is a name.
    pub(super) fn description(self, range: &Range<usize>) -> String {
        let text = self.text(range.clone()).unwrap_or_default();
        let common = self.words.is_capital(range.start)
            && (self.tables.role_plural(self.words.raw(range.start))
                || self.tables.role(self.words.raw(range.start)).is_some()
                || self.words.is(range.start, Classes::PERSON.or(Classes::QUANTIFIER))
                || self.opens_sentence(range.start));
        // "Saudi officials", "Tessel's mayor": the first word is a name.
        let first = self.words.raw(range.start);
        let proper = range.len() > 1
            && (["i", "an", "ese", "ish", "ench", "utch", "iss"].iter().any(|end| first.ends_with(end))
                || self.words.lower(range.start + 1) == "'s"
                || first.contains('.')
                || is_acronym(first));
        if common && !proper { lower_first(&text) } else { text }
    }

    /// The name of a body: "the interior ministry" in lower case, "Ministry of Health" as written.
    pub(super) fn body_name(self, range: &Range<usize>) -> String {
        let text = self.text(range.clone()).unwrap_or_default();
        let other = range.clone().skip(1).any(|at| self.words.is_capital(at));
        if !other
            && self.opens_sentence(range.start)
            && self.tables.is_organisation(self.words.raw(range.start))
            && !is_acronym(self.words.raw(range.start))
        {
            lower_first(&text)
        } else {
            text
        }
    }

    /// Whether the token opens its sentence, so that its capital tells nothing.
    fn opens_sentence(self, at: usize) -> bool {
        let offset = self.words.segmentation.tokens[at].span.start();
        let sentence = self
            .words
            .segmentation
            .sentence_at(offset)
            .map(|index| &self.words.segmentation.sentences[index]);
        sentence.is_some_and(|sentence| {
            (sentence.tokens.start..at).all(|before| {
                !self.words.is_word(before)
                    || self.words.is(before, Classes::DETERMINER.or(Classes::QUANTIFIER))
                        && !self.words.is_capital(at)
            })
        })
    }
}

/// Whether a plural noun names people by its ending: "mediators", "seismologists".
pub(super) fn names_people(word: &str) -> bool {
    const ENDINGS: [&str; 8] = ["ers", "ors", "ists", "ians", "ants", "men", "women", "ees"];
    const THINGS: [&str; 10] = [
        "letters",
        "papers",
        "newspapers",
        "numbers",
        "orders",
        "posters",
        "errors",
        "factors",
        "computers",
        "plants",
    ];
    word.len() > 5 && ENDINGS.iter().any(|ending| word.ends_with(ending)) && !THINGS.contains(&word)
}

/// Whether a role speaks for a body.
pub(super) fn is_mouthpiece(role: &str) -> bool {
    role.to_lowercase().starts_with("spokes")
}

/// Whether the word is written in capitals: "NRS".
pub(super) fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (2..=6).contains(&letters)
        && word.chars().all(|c| c.is_uppercase() || c == '.' || c == '-' || c.is_numeric())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
