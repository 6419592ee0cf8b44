//! What kind of event it is once it is known who takes part: an attack on those who bear arms is a battle.
//!
//! The line is that of ACLED's codebook: battles are fought between armed parties, violence against civilians is not.

use std::collections::HashSet;

use super::roles::Heads;
use super::tables::Tables;
use super::trigger::Trigger;
use crate::attribution::Words;
use crate::syntax::{Relation, Syntax};

/// What the question is answered from.
#[derive(Clone, Copy)]
pub(super) struct Kinds<'k> {
    pub words: &'k Words<'k>,
    pub syntax: &'k Syntax,
    pub tables: &'k Tables,
}

impl Kinds<'_> {
    /// The kind of an event of the table's `kind` with these participants.
    pub(super) fn of(self, trigger: &Trigger, heads: &Heads) -> &'static str {
        let kind = trigger.kind;
        let at = self.syntax.top(&trigger.tokens);
        let with = |list: &HashSet<&'static str>| {
            self.syntax.dependents(at).iter().any(|&other| {
                matches!(
                    self.syntax.relation(other),
                    Relation::Compound
                        | Relation::AdjectivalModifier
                        | Relation::NominalModifier
                        | Relation::Oblique
                ) && list.contains(self.words.lower(other))
            })
        };
        let fought = !heads.targets.is_empty() && heads.targets.iter().all(|&at| self.is_armed(at));
        match kind {
            "attack" | "ambush" | "shoot" | "shell" | "assault" | "bombard" | "fire-weapon" | "raid"
            | "bomb" | "airstrike"
                if fought =>
            {
                "battle"
            }
            "kill" | "murder" | "execute" | "massacre" if fought => "battle-killing",
            "attack" | "assault" if with(&self.tables.explosives) => "bomb",
            // Bombs dropped by those who have aircraft.
            "bomb"
                if with(&self.tables.aerial)
                    || heads.agents.iter().any(|&at| self.is_aerial(at))
                    || self.words.lower(at).starts_with("bombe") && self.is_of_area(heads)
                    || self.words.lower(at).starts_with("bombing")
                        && (self.is_of_area(heads) || self.flies(trigger)) =>
            {
                "airstrike"
            }
            "burn" if !heads.agents.is_empty() => "arson",
            kind => kind,
        }
    }

    /// Whether what is bombed is a stretch of land or those who live there.
    fn is_of_area(self, heads: &Heads) -> bool {
        let area = |at: &usize| {
            let word = self.words.lower(*at);
            self.tables.is("everybody", word)
                || self.tables.areas.contains(word.strip_suffix('s').unwrap_or(word))
                || matches!(word, "cities" | "communities" | "civilians")
        };
        heads.targets.iter().any(area)
    }

    /// Whether the sentence speaks of aircraft.
    fn flies(self, trigger: &Trigger) -> bool {
        trigger.sentence.clone().any(|at| self.tables.aerial.contains(self.words.lower(at)))
    }

    fn is_aerial(self, at: usize) -> bool {
        let phrase = self.syntax.phrase(at);
        phrase.clone().any(|at| {
            self.tables.aerial.contains(self.words.lower(at))
                || matches!(self.words.lower(at), "army" | "military" | "forces")
        })
    }

    /// Whether the phrase with head `at` is of those who bear arms, or of what only they have.
    pub(super) fn is_armed(self, at: usize) -> bool {
        let former = self.syntax.dependents(at).iter().any(|&other| {
            matches!(
                self.words.lower(other),
                "former" | "retired" | "ex" | "alleged" | "off-duty" | "unarmed" | "civilian"
            )
        });
        let one = |at: usize| self.tables.armed.contains(self.words.lower(at));
        // "military installations", "units of the battalion"
        let belongs = || {
            self.syntax.dependents(at).iter().any(|&other| match self.syntax.relation(other) {
                Relation::AdjectivalModifier | Relation::Compound => {
                    matches!(
                        self.words.lower(other),
                        "military"
                            | "infantry"
                            | "cavalry"
                            | "armored"
                            | "armoured"
                            | "army"
                            | "guerrilla"
                            | "rebel"
                    )
                }
                Relation::NominalModifier => {
                    self.tables.partitive.contains(self.words.lower(at)) && one(other)
                }
                _ => false,
            })
        };
        let titled = || {
            self.syntax.dependents(at).iter().any(|&other| {
                matches!(
                    self.syntax.relation(other),
                    Relation::Compound | Relation::Flat | Relation::Apposition
                ) && one(other)
            })
        };
        !former && (one(at) || titled() || belongs())
    }
}
