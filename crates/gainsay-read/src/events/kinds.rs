//! What kind of event it is once it is known who takes part: an attack on those who bear arms is a battle.
//!
//! The line is that of ACLED's codebook: battles are fought between armed parties, violence against civilians is not.

use std::collections::HashSet;

use gainsay_document::Span;

use super::roles::Heads;
use super::tables::Tables;
use super::trigger::Trigger;
use crate::attribution::Words;
use crate::syntax::{PartOfSpeech, Relation, Syntax};

/// What the question is answered from.
#[derive(Clone, Copy)]
pub(super) struct Kinds<'k> {
    pub words: &'k Words<'k>,
    pub syntax: &'k Syntax,
    pub tables: &'k Tables,
}

/// Whom the text names that an event was done to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Aim {
    /// Nobody and nothing, or a bare number.
    #[default]
    Untold,
    /// Those who bear arms alone.
    Armed,
    /// Others, too.
    Others,
}

impl Kinds<'_> {
    /// Whom the text names that the event was done to.
    pub(super) fn aim(self, trigger: &Trigger, heads: &Heads) -> Aim {
        let at = self.syntax.top(&trigger.tokens);
        let mut targets = heads.targets.clone();
        if targets.is_empty() && trigger.noun && self.syntax.relation(at) == Relation::Object {
            // "staged an attack yesterday on the barracks": what the verb is said to be on or against.
            let verb = self.syntax.head(at).into_iter().flat_map(|verb| self.syntax.dependents(verb));
            targets.extend(verb.copied().filter(|&other| {
                let case = self.syntax.dependent(other, Relation::Case).map_or("", |at| self.words.lower(at));
                self.syntax.relation(other) == Relation::Oblique
                    && matches!(case, "on" | "against" | "upon")
                    && !self.words.is_time(other)
            }));
        }
        targets.retain(|&at| !self.is_bare(at));
        if targets.is_empty() {
            Aim::Untold
        } else if targets.iter().all(|&at| self.is_armed(at)) {
            Aim::Armed
        } else {
            Aim::Others
        }
    }

    /// Whether the noun is for what belongs to those who bear arms where it is theirs.
    fn is_post(self, at: usize) -> bool {
        self.tables.is("post", self.words.lower(at))
    }

    /// Whether nothing is said of those named but how many they are.
    fn is_bare(self, at: usize) -> bool {
        self.syntax.part(at) == PartOfSpeech::Numeral
            || matches!(self.words.lower(at), "others" | "another" | "personnel" | "number" | "casualties")
                && !self.is_armed(at)
    }

    /// Whether one of the mentions of somebody has a rank before or in it: "Lieutenant Orlov".
    pub(super) fn bears_rank(self, mentions: &[Span]) -> bool {
        mentions.iter().any(|mention| {
            let first = self.words.segmentation.token_at(mention.start());
            let after = self.words.segmentation.token_at(mention.end().saturating_sub(1)) + 1;
            (first.saturating_sub(1)..after).any(|at| self.tables.is("rank", self.words.lower(at)))
                && !(first.saturating_sub(3)..first).any(|at| self.tables.is("former", self.words.lower(at)))
        })
    }

    /// The kind of an event of the table's `kind` with these participants and this aim.
    pub(super) fn of(self, trigger: &Trigger, heads: &Heads, aim: Aim) -> &'static str {
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
        let fought = aim == Aim::Armed;
        // Who sets or defuses a bomb did not drop it.
        let is_device = trigger.noun && matches!(self.words.lower(at), "bomb" | "bombs");
        match kind {
            "attack" | "ambush" | "shoot" | "shell" | "assault" | "bombard" | "fire-weapon" | "raid"
            | "bomb" | "airstrike"
                if fought =>
            {
                "battle"
            }
            "kill" | "murder" | "execute" | "massacre" if fought => "battle-killing",
            "attack" | "assault" if with(&self.tables.explosives) || self.uses_explosives(trigger) => "bomb",
            // Bombs dropped by those who have aircraft.
            "bomb"
                if with(&self.tables.aerial)
                    || !self.is_irregular(heads)
                        && (heads.agents.iter().any(|&at| self.is_aerial(at)) && !is_device
                            || self.words.lower(at).starts_with("bombe") && self.is_of_area(heads)
                            || self.words.lower(at).starts_with("bombing")
                                && (self.is_of_area(heads) || self.flies(trigger))) =>
            {
                "airstrike"
            }
            "burn" if !heads.agents.is_empty() => "arson",
            kind => kind,
        }
    }

    /// "attacked the bank with two sticks of dynamite": whether such words follow in the sentence.
    fn uses_explosives(self, trigger: &Trigger) -> bool {
        const REACH: usize = 15;
        const PHRASE: usize = 5;
        let end = trigger.sentence.end.min(trigger.tokens.end + REACH);
        let with = (trigger.tokens.end..end).filter(|&at| matches!(self.words.lower(at), "with" | "using"));
        let mut phrases = with.map(|at| at + 1..end.min(at + PHRASE));
        phrases.any(|mut phrase| phrase.any(|at| self.tables.explosives.contains(self.words.lower(at))))
    }

    /// Whether those who did it bear arms for no state, and so have no aircraft.
    fn is_irregular(self, heads: &Heads) -> bool {
        heads.agents.iter().any(|&at| {
            self.syntax.phrase(at).any(|at| {
                let word = self.words.lower(at);
                self.tables.irregulars.contains(word) || self.tables.liberates.contains(word)
            })
        })
    }

    /// Whether what is bombed is a stretch of land or those who live there.
    fn is_of_area(self, heads: &Heads) -> bool {
        let area = |at: &usize| {
            let word = self.words.lower(*at);
            self.tables.is("everybody", word)
                || self.tables.areas.contains(word.strip_suffix('s').unwrap_or(word))
                || self.tables.is("populous", word)
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
            self.tables.aerial.contains(self.words.lower(at)) || self.tables.is("flies", self.words.lower(at))
        })
    }

    /// Whether the phrase with head `at` is of those who bear arms, or of what only they have.
    pub(super) fn is_armed(self, at: usize) -> bool {
        let former =
            self.syntax.dependents(at).iter().any(|&other| self.tables.is("former", self.words.lower(other)));
        let one = |at: usize| self.tables.armed.contains(self.words.lower(at));
        // "military installations", "units of the battalion"
        let belongs = || {
            self.syntax.dependents(at).iter().any(|&other| match self.syntax.relation(other) {
                Relation::AdjectivalModifier | Relation::Compound => {
                    self.tables.is("martial", self.words.lower(other))
                }
                Relation::NominalModifier => {
                    (self.tables.partitive.contains(self.words.lower(at)) || self.is_post(at)) && one(other)
                }
                // "the army's high command"
                Relation::Possessive => self.is_post(at) && one(other),
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
