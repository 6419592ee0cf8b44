//! The tables of this layer: titles, roles, bodies and outlets.

use std::collections::{HashMap, HashSet};

use crate::table::rows;

const TITLES: &str = include_str!("../../data/titles.tsv");
const ROLES: &str = include_str!("../../data/roles.tsv");
const ORGANISATIONS: &str = include_str!("../../data/organisations.tsv");
const MEDIA: &str = include_str!("../../data/media.tsv");

/// What a title or role tells of a person's pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// What kind of body a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// An authority or institution.
    Public,
    /// A business.
    Company,
    /// A movement, party or armed group.
    Band,
}

/// The parsed tables of this layer.
#[derive(Clone, Debug)]
pub struct Tables {
    titles: HashMap<&'static str, Option<Gender>>,
    roles: HashMap<&'static str, Option<Gender>>,
    organisations: HashMap<&'static str, Body>,
    outlets: HashSet<String>,
    outlet_suffixes: Vec<&'static str>,
    outlet_prefixes: Vec<&'static str>,
    outlet_nouns: HashSet<&'static str>,
}

impl Tables {
    /// The tables that come with the program.
    #[must_use]
    pub fn embedded() -> Self {
        let gendered = |table| rows(table).map(|row| (row[0], gender(row[1]))).collect();
        let media = |kind: &'static str| rows(MEDIA).filter(move |row| row[1] == kind).map(|row| row[0]);
        Self {
            titles: gendered(TITLES),
            roles: gendered(ROLES),
            organisations: rows(ORGANISATIONS).map(|row| (row[0], body(row[1]))).collect(),
            outlets: media("name").map(|name| bare(name).to_lowercase()).collect(),
            outlet_suffixes: media("suffix").collect(),
            outlet_prefixes: media("prefix").collect(),
            outlet_nouns: media("noun").collect(),
        }
    }

    /// What a title tells of gender; `None` where the word is no title.
    pub(super) fn title(&self, word: &str) -> Option<Option<Gender>> {
        self.titles.get(word.to_lowercase().as_str()).copied()
    }

    /// What a role tells of gender; `None` where the word is no role.
    pub(super) fn role(&self, word: &str) -> Option<Option<Gender>> {
        let lower = word.to_lowercase();
        let last = lower.rsplit('-').next().unwrap_or_default();
        self.roles.get(lower.as_str()).or_else(|| self.roles.get(last)).copied()
    }

    /// Whether the word is the plural of a role: "ministers".
    pub(super) fn role_plural(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let singular = lower.strip_suffix("men").map(|stem| format!("{stem}man"));
        let singular = singular.or_else(|| lower.strip_suffix('s').map(str::to_owned));
        singular.is_some_and(|singular| self.roles.contains_key(singular.as_str()))
    }

    /// What kind of body the word names; `None` where it names none.
    pub(super) fn body(&self, word: &str) -> Option<Body> {
        self.organisations.get(word.to_lowercase().as_str()).copied()
    }

    /// Whether the word names a body.
    pub(super) fn is_organisation(&self, word: &str) -> bool {
        self.body(word).is_some()
    }

    /// Whether a name is that of an outlet.
    pub(super) fn is_outlet(&self, name: &str) -> bool {
        let lower = bare(name).to_lowercase();
        let capital = name.starts_with(char::is_uppercase);
        let ends = |suffix: &&str| lower.strip_suffix(*suffix).is_some_and(|rest| rest.ends_with([' ', '-']));
        let begins = |prefix: &&str| lower.strip_prefix(*prefix).is_some_and(|rest| rest.starts_with(' '));
        capital
            && (self.outlets.contains(&lower)
                || self.outlet_suffixes.iter().any(ends)
                || self.outlet_prefixes.iter().any(begins))
    }

    /// Whether the word is what an outlet is called for short: "the newspaper".
    pub(super) fn is_outlet_noun(&self, word: &str) -> bool {
        self.outlet_nouns.contains(word.to_lowercase().as_str())
    }
}

fn body(kind: &str) -> Body {
    match kind {
        "company" => Body::Company,
        "band" => Body::Band,
        _ => Body::Public,
    }
}

/// The name without a leading article.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

fn gender(word: &str) -> Option<Gender> {
    match word {
        "male" => Some(Gender::Male),
        "female" => Some(Gender::Female),
        _ => None,
    }
}
