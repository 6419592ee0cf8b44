//! The tables of this layer: cues and the words that bound phrases.

use std::collections::HashMap;

use gainsay_document::Stance;

const CUES: &str = include_str!("../../data/cues.tsv");
const WORDS: &str = include_str!("../../data/words.tsv");

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u32);

macro_rules! classes {
    ($($name:ident = $key:literal),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, dead_code)]
        #[derive(Clone, Copy)]
        enum Order { $($name),* }
        impl Classes {
            $(pub(crate) const $name: Self = Self(1 << Order::$name as u32);)*
            fn named(key: &str) -> Option<Self> {
                Some(match key { $($key => Self::$name,)* _ => return None })
            }
        }
    };
}

classes! {
    DETERMINER = "determiner",
    POSSESSIVE = "possessive",
    PRONOUN = "pronoun",
    QUANTIFIER = "quantifier",
    PREPOSITION = "preposition",
    CONJUNCTION = "conjunction",
    SUBORDINATOR = "subordinator",
    AUXILIARY = "auxiliary",
    BE = "be",
    ADVERB = "adverb",
    NEGATION = "negation",
    MODAL = "modal",
    QUESTION = "question",
    CONTRAST = "contrast",
    PERSONAL = "personal",
    PLURAL = "plural",
    TIME = "time",
    WHEN = "when",
    RELATIVE = "relative",
    PARTICIPLE = "participle",
    PERSON = "person",
    VERB = "verb",
    VENUE = "venue",
    APPOSITIVE = "appositive",
    STATEMENT = "statement",
    LIVES = "lives",
    OUTCOME = "outcome",
    LABEL = "label",
}

impl Classes {
    /// Whether the two share a class.
    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a cue can govern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub quote: bool,
    pub clause: bool,
    pub noun: bool,
    pub that: bool,
    pub statement: bool,
    pub infinitive: bool,
    pub addressee: bool,
    pub inverted: bool,
    pub nominal: bool,
    pub adverb: bool,
}

/// A cue of the table.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub lemma: &'static str,
    pub pattern: Pattern,
    pub stance: Stance,
}

/// Which form of a verb stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inflection {
    Base,
    ThirdPerson,
    Past,
    Present,
}

/// A form of a cue that begins with a given word.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// The index of the cue.
    pub cue: usize,
    /// The words after the first one.
    pub rest: Vec<&'static str>,
    pub inflection: Inflection,
}

/// What the tables know of a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    pub classes: Classes,
    /// Cue forms that begin with the word, the longest first.
    pub forms: Vec<Form>,
}

/// The parsed tables of this layer.
#[derive(Clone, Debug)]
pub struct Tables {
    words: HashMap<&'static str, Entry>,
    cues: Vec<Cue>,
}

impl Tables {
    /// The tables that come with the program.
    #[must_use]
    pub fn embedded() -> Self {
        let mut words: HashMap<&'static str, Entry> = HashMap::new();
        for row in crate::table::rows(WORDS) {
            let Some(class) = Classes::named(row[0]) else { continue };
            for word in row[1].split(' ') {
                let classes = &mut words.entry(word).or_default().classes;
                *classes = classes.or(class);
            }
        }
        let mut cues = Vec::new();
        for row in crate::table::rows(CUES) {
            let (Some(pattern), Some(stance)) = (pattern(row[2]), Stance::parse(row[3])) else { continue };
            for form in row[1].split('|') {
                let mut parts = form.split(' ');
                let Some(first) = parts.next() else { continue };
                let inflection = inflection(first, row[0]);
                let form = Form { cue: cues.len(), rest: parts.collect(), inflection };
                words.entry(first).or_default().forms.push(form);
            }
            cues.push(Cue { lemma: row[0], pattern, stance });
        }
        for entry in words.values_mut() {
            entry.forms.sort_by_key(|form| std::cmp::Reverse(form.rest.len()));
        }
        Self { words, cues }
    }

    /// What is known of `word`, which is in lower case.
    pub(crate) fn entry(&self, word: &str) -> Option<&Entry> {
        self.words.get(word)
    }

    /// The cue at `index`.
    pub(crate) fn cue(&self, index: usize) -> &Cue {
        &self.cues[index]
    }
}

fn inflection(word: &str, lemma: &str) -> Inflection {
    let base = lemma.split(' ').next().unwrap_or_default();
    if word == "put" {
        // Its own past; "officials put" reads alike.
        Inflection::Past
    } else if word == base {
        Inflection::Base
    } else if word.ends_with("ing") {
        Inflection::Present
    } else if word.ends_with('s') {
        Inflection::ThirdPerson
    } else {
        Inflection::Past
    }
}

fn pattern(names: &str) -> Option<Pattern> {
    let mut pattern = Pattern::default();
    for name in names.split('|') {
        *match name {
            "quote" => &mut pattern.quote,
            "clause" => &mut pattern.clause,
            "noun" => &mut pattern.noun,
            "that" => &mut pattern.that,
            "statement" => &mut pattern.statement,
            "infinitive" => &mut pattern.infinitive,
            "addressee" => &mut pattern.addressee,
            "inverted" => &mut pattern.inverted,
            "nominal" => &mut pattern.nominal,
            "adverb" => &mut pattern.adverb,
            _ => return None,
        } = true;
    }
    Some(pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood() {
        let tables = Tables::embedded();
        assert_eq!(tables.cues.len(), crate::table::rows(CUES).count());
        assert!(tables.cues.len() > 250);
        assert!(crate::table::rows(WORDS).all(|row| Classes::named(row[0]).is_some()));
    }

    #[test]
    fn no_cue_stands_twice_and_none_is_without_forms() {
        let mut seen = std::collections::BTreeSet::new();
        for row in crate::table::rows(CUES) {
            assert!(seen.insert((row[0], row[2] == "nominal")), "{} stands twice", row[0]);
            assert!(row[1].split('|').all(|form| !form.is_empty()), "{}", row[0]);
        }
    }
}
