//! Names of sources and actors, brought to a form in which the same body compares equal.

use serde::{Deserialize, Serialize};

use crate::tables::{NameWord, Tables};

/// A name for comparing: its telling words, sorted. Empty for an anonymous source.
///
/// "The Ministry of Health", "health ministry" and "Health Ministry spokesman" have one key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct NameKey(Vec<String>);

impl NameKey {
    /// The key of a name as written.
    pub fn new(name: &str, tables: &Tables) -> Self {
        let mut words = Vec::new();
        let mut bare = Vec::new();
        for word in name.split(|c: char| !c.is_alphanumeric()) {
            let word = word.to_lowercase();
            // A letter alone is an initial or the rest of a possessive.
            if word.chars().nth(1).is_none() || word.chars().all(char::is_numeric) {
                continue;
            }
            match tables.name_words.get(word.as_str()) {
                Some(NameWord::Anonymous) => return Self::default(),
                Some(NameWord::Filler | NameWord::Office) => {}
                Some(NameWord::Bare) => bare.push(word),
                Some(NameWord::Form(form)) => words.push((*form).to_owned()),
                None => words.push(word),
            }
        }
        if !words.is_empty() {
            words.append(&mut bare);
        }
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Whether nothing tells who it is.
    pub fn is_anonymous(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this could be a short form of the other: its words are some of the other's.
    pub fn shortens(&self, longer: &Self) -> bool {
        !self.0.is_empty()
            && self.0.len() < longer.0.len()
            && self.0.iter().all(|word| longer.0.binary_search(word).is_ok())
    }

    /// Whether this and the other have no word in common and together all the words of `whole`.
    pub fn complements(&self, other: &Self, whole: &Self) -> bool {
        self.0.len() + other.0.len() == whole.0.len()
            && whole.0.iter().all(|word| self.0.contains(word) != other.0.contains(word))
    }

    /// Whether the two can be one actor: equal, or one a short form of the other.
    pub fn compatible(&self, other: &Self) -> bool {
        self == other || self.shortens(other) || other.shortens(self)
    }
}

/// Whether `letters` are the initials of a name's words, its small words counted or not: "moh", "mh".
pub(crate) fn spells(letters: &str, name: &str) -> bool {
    let first = |all: bool| {
        name.split(|c: char| !c.is_alphanumeric())
            .filter_map(|word| word.chars().next())
            .filter(|c| all || c.is_uppercase())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    first(false) == letters || first(true) == letters
}

/// The acronym a name is, lower-cased; `None` where it is none.
pub(crate) fn acronym(name: &str) -> Option<String> {
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    let letters: String = name.chars().filter(|c| *c != '.').collect();
    let length = letters.chars().count();
    ((2..=6).contains(&length) && letters.chars().all(char::is_uppercase)).then(|| letters.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_name_have_one_key() {
        let tables = Tables::load();
        let check = |a: &str, b: &str, expected: bool| {
            assert_eq!(NameKey::new(a, &tables) == NameKey::new(b, &tables), expected, "{a} / {b}");
        };
        check("the Ministry of Health", "Health Ministry", true);
        check("Health Ministry spokesman", "health ministry officials", true);
        check("Interior Minister", "the Interior Ministry", true);
        check("Defence Ministry", "Ministry of Defense", true);
        check("Ministry of Health", "Ministry of Interior", false);
        check("the Seafarers’ Union", "Seafarers' Union", true);
    }

    #[test]
    fn two_names_complement_each_other_to_a_joint_one() {
        let tables = Tables::load();
        let key = |name: &str| NameKey::new(name, &tables);
        let joint = key("the Quay Guild and the Hill League");
        assert!(key("the Quay Guild").complements(&key("Hill League"), &joint));
        assert!(!key("the Quay Guild").complements(&key("Quay League"), &joint));
        assert!(!key("the Guild").complements(&key("the Hill League"), &joint));
    }

    #[test]
    fn sources_that_nothing_names_are_anonymous() {
        let tables = Tables::load();
        let check = |name: &str, expected: bool| {
            assert_eq!(NameKey::new(name, &tables).is_anonymous(), expected, "{name}");
        };
        check("officials", true);
        check("two senior officials", true);
        check("witnesses in Korva", true);
        check("local authorities", true);
        check("authorities in Korva", false);
        check("a source close to the ministry", true);
        check("they", true);
        check("hospital officials", false);
        check("the police", false);
    }

    #[test]
    fn acronyms_stand_for_their_names() {
        assert_eq!(acronym("the NRC").as_deref(), Some("nrc"));
        assert_eq!(acronym("Council"), None);
        assert!(spells("nrc", "Northern River Council"));
        assert!(spells("moh", "Ministry of Health") && spells("mh", "Ministry of Health"));
        assert!(!spells("nrc", "council of the river"));
    }
}
