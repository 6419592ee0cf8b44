//! The body that those who act belong to: "River Guard fighters", "members of the army", "the guerrillas".

use std::ops::Range;

use gainsay_document::{ActorId, NameKind};

use super::{Names, joined};
use crate::syntax::{PartOfSpeech, Relation};

/// The longest way into a phrase ("a group of members of …") that is followed.
const DEEPEST: usize = 4;

impl Names<'_> {
    /// The named band that "the guerrillas" or "the rebels" at `at` belong to: of those that the text calls so, or whose
    /// names say so, the one named last before, else the first.
    pub(super) fn band(&mut self, at: usize) -> Option<ActorId> {
        // Terrorists are of any band, or of none; who is not known is of none.
        let unknown = |&other: &usize| self.tables.is("unknown", self.words.lower(other));
        if self.syntax.dependents(at).iter().any(unknown) {
            return None;
        }
        if !self.tables.is("banded", self.words.lower(at)) {
            return None;
        }
        let bands: Vec<(Range<usize>, NameKind)> = self
            .known
            .iter()
            .filter_map(|name| self.known_at(self.words.segmentation.token_at(name.span.start())))
            .filter(|(range, kind)| *kind != NameKind::Person && self.is_band(range))
            .collect();
        let before = bands.iter().rev().find(|(range, _)| range.start < at);
        let (range, _) = before.or(bands.first())?.clone();
        self.known_name(&range, NameKind::Organisation)
    }

    /// Whether those before an event noun can have done it: "a guerrilla attack", "a River Guard attack", and not "the
    /// Mill Street attack".
    pub(in crate::events) fn bears_arms(&self, at: usize) -> bool {
        let word = self.words.lower(at);
        let listed = self.tables.irregulars.contains(word)
            || self.tables.groups.contains(word)
            || self.tables.bodies.contains(word)
            || self.tables.armed.contains(word);
        listed
            || self.known_at(at).is_some_and(|(range, _)| {
                let name = joined(self.words, &range);
                let body = range.clone().any(|at| self.tables.bodies.contains(self.words.lower(at)));
                body || self.known.iter().any(|other| {
                    let start = self.words.segmentation.token_at(other.span.start());
                    other.span.of(self.words.text).eq_ignore_ascii_case(&name)
                        && self.known_at(start).is_some_and(|(range, _)| self.is_band(&range))
                })
            })
    }

    /// Whether the text calls those of this name guerrillas, rebels or the like.
    pub(super) fn is_band(&self, range: &Range<usize>) -> bool {
        if range.clone().any(|at| self.tables.liberates.contains(self.words.lower(at))) {
            return true;
        }
        let top = self.syntax.top(range);
        let irregular = |at: usize| self.tables.irregulars.contains(self.words.lower(at));
        let tied = |at: usize| {
            matches!(
                self.syntax.relation(at),
                Relation::Compound | Relation::Flat | Relation::Apposition | Relation::AdjectivalModifier
            ) || self.syntax.relation(at) == Relation::NominalModifier
                && self
                    .syntax
                    .dependent(at, Relation::Case)
                    .is_none_or(|case| matches!(self.words.lower(case), "of" | "from"))
        };
        let named = Self::is_of_place(&(range.clone(), NameKind::Other));
        !named
            && (tied(top) && self.syntax.head(top).is_some_and(irregular)
                || self.syntax.dependents(top).iter().any(|&other| tied(other) && irregular(other)))
    }

    /// The body that is named elsewhere in the text and here in small letters: "the rgf", "river guard fighters".
    pub(super) fn known_elsewhere(&self, at: usize) -> Option<Range<usize>> {
        let phrase = self.syntax.phrase(at);
        let lower = |range: &Range<usize>| joined(self.words, range).to_lowercase();
        let names: Vec<String> = self
            .known
            .iter()
            .filter(|name| name.kind == NameKind::Organisation)
            .map(|name| {
                name.span.of(self.words.text).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
            })
            .filter(|name| {
                name.len() > 2
                    && !self.tables.groups.contains(name.as_str())
                    && !self.tables.bodies.contains(name.as_str())
            })
            .collect();
        (phrase.start..phrase.end)
            .flat_map(|from| (from + 1..=phrase.end).rev().map(move |to| from..to))
            .find(|range| names.contains(&lower(range)))
    }

    /// The names that depend on `at` directly, as part of its phrase or as what it is called.
    pub(super) fn names_inside(&self, at: usize) -> impl Iterator<Item = (Range<usize>, NameKind)> + '_ {
        let tied = |&&other: &&usize| {
            matches!(
                self.syntax.relation(other),
                Relation::Compound
                    | Relation::Flat
                    | Relation::Apposition
                    | Relation::AdjectivalModifier
                    | Relation::Possessive
            )
        };
        self.syntax.dependents(at).iter().filter(tied).filter_map(|&other| self.known_at(other))
    }

    /// The named body that people belong to: "River Guard fighters", "members of the River Guard".
    pub(super) fn body_of(&self, at: usize, depth: usize) -> Option<(Range<usize>, NameKind)> {
        let body =
            |(_, kind): &(Range<usize>, NameKind)| matches!(kind, NameKind::Organisation | NameKind::Other);
        let direct = self.names_inside(at).find(|name| body(name) && !Self::is_of_place(name));
        if direct.is_some() || depth > DEEPEST || !self.is_people(at) {
            return direct;
        }
        self.syntax.dependents(at).iter().find_map(|&other| {
            let tie = match self.syntax.relation(other) {
                Relation::NominalModifier => self
                    .syntax
                    .dependent(other, Relation::Case)
                    .is_some_and(|case| matches!(self.words.lower(case), "of" | "from" | "in")),
                _ => false,
            };
            if !tie {
                return None;
            }
            self.known_at(other)
                .filter(body)
                .filter(|name| !Self::is_of_place(name))
                .or_else(|| self.body_of(other, depth + 1))
        })
    }

    /// The head of a body without a name that people or machines belong to: "army soldiers", "members of the police".
    pub(super) fn body_inside(&self, at: usize) -> Option<usize> {
        if self.tables.bodies.contains(self.words.lower(at)) {
            return None;
        }
        self.syntax.dependents(at).iter().copied().find(|&other| {
            let of = || {
                let case = self.syntax.dependent(other, Relation::Case);
                case.is_some_and(|case| matches!(self.words.lower(case), "of" | "from" | "in"))
            };
            let theirs = || self.tables.is("flies", self.words.lower(at));
            let tied = match self.syntax.relation(other) {
                Relation::Compound => self.is_people(at) || theirs(),
                // "military planes"
                Relation::AdjectivalModifier => theirs(),
                Relation::NominalModifier => self.is_people(at) && of(),
                _ => false,
            };
            tied && (self.tables.bodies.contains(self.words.lower(other)) || self.is_network(other))
        })
    }

    /// Whether the name is only an adjective of a country: "Salvadoran".
    ///
    /// Not told by its ending: that would know the peoples of some languages better than those of others.
    pub(super) fn is_of_place((range, kind): &(Range<usize>, NameKind)) -> bool {
        *kind == NameKind::Other && range.len() == 1
    }

    /// Whether the noun is of a trade's network: "drug trafficking rings".
    pub(super) fn is_network(&self, at: usize) -> bool {
        let trades = |&other: &usize| {
            let word = self.words.lower(other);
            other < at && (self.tables.is("trade", word) || word.starts_with("narco"))
        };
        self.tables.is("network", self.words.lower(at)) && self.syntax.dependents(at).iter().any(trades)
    }

    pub(super) fn is_people(&self, at: usize) -> bool {
        let word = self.words.lower(at);
        self.tables.groups.contains(word)
            || self.tables.people.contains(word)
            || word.strip_suffix('s').is_some_and(|one| self.tables.people.contains(one))
            || self.tables.armed.contains(word)
            || self.tables.partitive.contains(word)
            || self.syntax.part(at) == PartOfSpeech::Numeral
    }
}
