//! The tables of this layer: words of blame, kinds of events that belong together, words that set statements apart.

use std::collections::HashMap;

use crate::attribution::Words;
use crate::events::Phrases;
use crate::table::rows;

const BLAME: &str = include_str!("../../data/blame.tsv");
const GROUPS: &str = include_str!("../../data/event-groups.tsv");
const WORDS: &str = include_str!("../../data/claim-words.tsv");

/// What follows from every other group of events.
const HARM: &str = "harm";

/// The parsed tables of this layer.
#[derive(Clone, Debug)]
pub struct Tables {
    /// Words of blame.
    pub(super) blame: Phrases<()>,
    /// "Years ago", "in the past".
    pub(super) apart: Phrases<()>,
    /// "Now", "this time".
    pub(super) now: Phrases<()>,
    /// "In", "near".
    pub(super) within: Phrases<()>,
    /// "The town of", "the coast of".
    pub(super) parts: Phrases<()>,
    groups: HashMap<&'static str, Vec<&'static str>>,
}

impl Tables {
    /// The tables that come with the program.
    #[must_use]
    pub fn embedded() -> Self {
        let used =
            |name: &str| Phrases::new(rows(WORDS).filter(|row| row[0] == name).map(|row| (row[1], ())));
        Self {
            blame: Phrases::new(rows(BLAME).map(|row| (row[0], ()))),
            apart: used("apart"),
            now: used("now"),
            within: used("in"),
            parts: used("part"),
            groups: rows(GROUPS).map(|row| (row[0], row[1].split(' ').collect())).collect(),
        }
    }

    /// Whether events of the two kinds may be told of one happening.
    pub(super) fn tied(&self, a: &str, b: &str) -> bool {
        let of = |kind: &str| self.groups.get(kind).map_or(&[][..], Vec::as_slice);
        let (a_groups, b_groups) = (of(a), of(b));
        a == b
            || a_groups.iter().any(|group| b_groups.contains(group))
            || a_groups.contains(&HARM) && !b_groups.is_empty()
            || b_groups.contains(&HARM) && !a_groups.is_empty()
    }

    /// Whether the kind of event is one that happens to people and things, not one of talks or courts.
    pub(super) fn is_happening(&self, kind: &str) -> bool {
        self.groups.contains_key(kind)
    }
}

/// Whether a phrase of `phrases` stands among the tokens.
pub(super) fn any(phrases: &Phrases<()>, words: &Words, mut tokens: std::ops::Range<usize>) -> bool {
    let end = tokens.end;
    tokens.any(|at| phrases.at(words, at, end).next().is_some())
}

#[cfg(test)]
mod tests {
    use super::Tables;

    #[test]
    fn what_follows_goes_with_what_it_follows_from() {
        let tables = Tables::embedded();
        let check = |a: &str, b: &str, expected: bool| {
            assert_eq!(tables.tied(a, b), expected, "{a}, {b}");
            assert_eq!(tables.tied(b, a), expected, "{b}, {a}");
        };
        check("kill", "sink", true);
        check("attack", "shoot", true);
        check("quake", "attack", false);
        check("agree", "agree", true);
        check("agree", "kill", false);
    }
}
