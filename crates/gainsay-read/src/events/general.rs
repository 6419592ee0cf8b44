//! Whether a word speaks of a particular event, or of events of its kind: "bombs kill", "an end to bombings".

use super::roles::Heads;
use super::tables::Tables;
use super::trigger::Trigger;
use crate::attribution::{Classes, Words};
use crate::syntax::{PartOfSpeech, Relation, Syntax};

/// What the question is answered from.
#[derive(Clone, Copy)]
pub(super) struct General<'g> {
    pub words: &'g Words<'g>,
    pub syntax: &'g Syntax,
    pub tables: &'g Tables,
}

impl General<'_> {
    /// Whether the trigger names no particular event. `placed`: whether a time or place hangs on it; `heads`: who takes
    /// part.
    pub(super) fn is_general(self, trigger: &Trigger, heads: &Heads, placed: bool) -> bool {
        let at = self.syntax.top(&trigger.tokens);
        let anybody =
            !heads.targets.is_empty() && heads.targets.iter().all(|&target| self.is_anybody(target));
        if trigger.noun {
            anybody && !placed || self.noun(trigger, at, placed)
        } else {
            self.verb(at, anybody, heads.targets.is_empty(), placed)
        }
    }

    /// Whether an event noun has an article or owner, and no verb around it says that it takes place or is done.
    pub(super) fn is_given(self, trigger: &Trigger) -> bool {
        let at = self.syntax.top(&trigger.tokens);
        let definite = self.has(at, Relation::Possessive)
            || matches!(self.determiner(at), "the" | "this" | "that" | "these" | "those" | "both");
        let meant = self.syntax.dependents(at).iter().any(|&other| self.is("unsure", other));
        let verb = self.syntax.ancestors(at).skip(1).find(|&other| !self.syntax.part(other).is_nominal());
        let does = verb.is_some_and(|verb| {
            self.tables.does.at(self.words, verb, self.words.len()).next().is_some()
                || self.is("culpable", verb)
                || self.is("occurs", verb)
        });
        definite && !meant && !does && !self.has(at, Relation::Copula)
    }

    fn noun(self, trigger: &Trigger, at: usize, placed: bool) -> bool {
        let word = self.words.lower(trigger.tokens.end - 1);
        // "attack helicopters", "murder suspects"
        let head = self.syntax.head(at);
        let modifies = |head: usize| {
            head >= trigger.tokens.end && !self.words.is_time(head) && !self.is("of-event", head)
        };
        if self.syntax.relation(at) == Relation::Compound && head.is_some_and(modifies) {
            return true;
        }
        if self.is("device", trigger.tokens.end - 1) && !self.goes_off(at) {
            return true;
        }
        let determiner = self.determiner(at);
        if matches!(determiner, "any" | "every" | "all" | "no" | "such" | "each" | "what") {
            return true;
        }
        let told = self.has(at, Relation::Number)
            || self.has(at, Relation::Possessive)
            || self.syntax.dependents(at).iter().any(|&other| self.is("told", other));
        // "a series of explosions", "one of the bombs"
        let part = head.is_some_and(|head| {
            self.syntax.relation(at) == Relation::NominalModifier
                && (self.is("row", head) || self.syntax.part(head) == PartOfSpeech::Numeral)
        });
        if placed || told || part {
            return false;
        }
        let plural = word.ends_with('s') && !word.ends_with("ss");
        if determiner.is_empty() && (plural || trigger.tokens.len() == 1) {
            // "Attacks by the Guard killed three", "died in clashes": what a bare noun is said to have done happened.
            let case = self.syntax.dependent(at, Relation::Case).map_or("", |at| self.words.lower(at));
            let real = match self.syntax.relation(at) {
                Relation::Subject => true,
                Relation::Oblique => matches!(case, "in" | "during" | "after" | "by"),
                _ => false,
            };
            return !(real && head.is_some_and(|head| self.is_past(head)));
        }
        // "an attack on us all", and what is wished, feared or ruled out.
        matches!(determiner, "a" | "an") && (self.has(at, Relation::Copula) || self.is_unreal(at))
    }

    /// Whether the words around a bomb say that it is set or goes off, and not what it is or costs.
    fn goes_off(self, at: usize) -> bool {
        let acts = |at: usize| {
            self.is("goes-off", at) || self.tables.does.at(self.words, at, self.words.len()).next().is_some()
        };
        let above = self.syntax.ancestors(at).skip(1).take(3).any(acts);
        above
            || self
                .syntax
                .dependents(at)
                .iter()
                .any(|&other| self.syntax.relation(other).is_clause() && acts(other))
    }

    fn verb(self, at: usize, anybody: bool, untold: bool, placed: bool) -> bool {
        let word = self.words.lower(at);
        let mark = self.syntax.dependents(at).iter().copied().find(|&other| {
            self.syntax.relation(other) == Relation::Mark || self.syntax.part(other) == PartOfSpeech::Particle
        });
        let mark = mark.map_or("", |mark| self.words.lower(mark));
        let head = self.syntax.head(at);
        let under = |sense: &str| head.is_some_and(|head| self.is(sense, head));
        if mark == "to" {
            // What was tried, begun or done is told as an event; what a thing is for is none.
            return !under("implies");
        }
        let auxiliary = self.syntax.dependents(at).iter().copied().filter(|&other| {
            matches!(self.syntax.relation(other), Relation::Auxiliary | Relation::PassiveAuxiliary)
        });
        let auxiliaries: Vec<&str> = auxiliary.map(|other| self.words.lower(other)).collect();
        let past = word.ends_with("ed") || self.is("past", at);
        if word.ends_with("ing") && auxiliaries.is_empty() {
            // "prevent them from killing", "ways of bombing"
            return matches!(mark, "from" | "without" | "against" | "for" | "before" | "of")
                && !placed
                && !under("culpable")
                && !under("accuse")
                || under("prevents")
                || anybody && !placed;
        }
        if placed {
            return false;
        }
        // "they have murdered people", "journalists have been killed"
        let now = auxiliaries
            .iter()
            .any(|word| matches!(*word, "has" | "have" | "is" | "are" | "'ve" | "'s" | "'re" | "being"));
        if now && (anybody || untold) {
            return true;
        }
        if past || !auxiliaries.is_empty() {
            return false;
        }
        match head.filter(|_| self.syntax.relation(at) == Relation::Conjunct) {
            Some(head) => self.has(head, Relation::Subject) && !self.is_past(head),
            None => self.has(at, Relation::Subject) || mark == "if",
        }
    }

    /// Whether the phrase with head `at` is of people or things at large: "civilians", "the people", "anybody".
    fn is_anybody(self, at: usize) -> bool {
        let told = self.has(at, Relation::Number)
            || self.has(at, Relation::Possessive)
            || self.syntax.dependents(at).iter().any(|&other| self.is("told", other));
        if told {
            return false;
        }
        let word = self.words.lower(at);
        let plural =
            self.syntax.part(at) == PartOfSpeech::Noun && word.ends_with('s') && !word.ends_with("ss");
        self.is("everybody", at) || plural && matches!(self.determiner(at), "" | "all" | "any")
    }

    /// Whether the clause that holds `at` is in the past.
    fn is_past(self, at: usize) -> bool {
        let word = self.words.lower(at);
        let auxiliary = self.syntax.dependents(at).iter().any(|&other| {
            matches!(
                self.syntax.relation(other),
                Relation::Auxiliary | Relation::PassiveAuxiliary | Relation::Copula
            ) && matches!(self.words.lower(other), "was" | "were" | "has" | "have" | "had" | "did")
        });
        let finite = self.words.is_finite(at) && self.syntax.part(at) == PartOfSpeech::Verb;
        word.ends_with("ed") || auxiliary || finite && !word.ends_with('s')
    }

    /// Whether `at` hangs on a word of wish, fear or prevention.
    fn is_unreal(self, at: usize) -> bool {
        let head = self.syntax.head(at);
        // What stops something is real, what is stopped is not.
        if self.syntax.relation(at) == Relation::Subject {
            return false;
        }
        self.syntax.ancestors(at).skip(1).take(2).any(|other| self.is("prevents", other))
            || head.is_some_and(|head| {
                self.syntax.dependents(head).iter().any(|&other| self.words.is(other, Classes::MODAL))
            })
    }

    fn determiner(self, at: usize) -> &'static str {
        let found = self.syntax.dependent(at, Relation::Determiner);
        let word = found.map_or("", |at| self.words.lower(at));
        [
            "the", "a", "an", "this", "that", "these", "those", "both", "any", "every", "all", "no", "such",
            "each", "what",
        ]
        .into_iter()
        .find(|known| *known == word)
        .unwrap_or(if word.is_empty() { "" } else { "other" })
    }

    fn has(self, at: usize, relation: Relation) -> bool {
        self.syntax.dependent(at, relation).is_some()
    }

    fn is(self, sense: &str, at: usize) -> bool {
        self.tables.is(sense, self.words.lower(at))
    }
}
