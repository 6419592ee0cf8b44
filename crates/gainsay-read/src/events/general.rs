//! Whether a word speaks of a particular event, or of events of its kind: "bombs kill", "an end to bombings".

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
    /// Whether the trigger names no particular event. `placed`: whether a time or place hangs on it.
    pub(super) fn is_general(self, trigger: &Trigger, placed: bool) -> bool {
        let at = self.syntax.top(&trigger.tokens);
        if trigger.noun { self.noun(trigger, at, placed) } else { self.verb(at, placed) }
    }

    /// Whether an event noun has an article or owner, and no verb around it says that it takes place or is done.
    pub(super) fn is_given(self, trigger: &Trigger) -> bool {
        let at = self.syntax.top(&trigger.tokens);
        let of = |relation| self.syntax.dependent(at, relation);
        let definite = of(Relation::Possessive).is_some()
            || of(Relation::Determiner).is_some_and(|at| {
                matches!(self.words.lower(at), "the" | "this" | "that" | "these" | "those" | "both")
            });
        let meant = self.syntax.dependents(at).iter().any(|&other| {
            matches!(
                self.words.lower(other),
                "planned"
                    | "possible"
                    | "alleged"
                    | "attempted"
                    | "supposed"
                    | "future"
                    | "next"
                    | "threatened"
                    | "imminent"
                    | "any"
                    | "no"
            )
        });
        let verb = self.syntax.ancestors(at).skip(1).find(|&other| !self.syntax.part(other).is_nominal());
        let copula = of(Relation::Copula).is_some();
        let does = verb.is_some_and(|verb| {
            self.tables.does.at(self.words, verb, self.words.len()).next().is_some()
                || self.tables.culpable.contains(self.words.lower(verb))
                || matches!(
                    self.words.lower(verb),
                    "take"
                        | "took"
                        | "taken"
                        | "takes"
                        | "occur"
                        | "occurred"
                        | "happen"
                        | "happened"
                        | "be"
                        | "held"
                        | "deny"
                        | "denied"
                        | "denies"
                        | "denying"
                )
        });
        definite && !meant && !does && !copula
    }

    fn noun(self, trigger: &Trigger, at: usize, placed: bool) -> bool {
        let last = trigger.tokens.end - 1;
        let word = self.words.lower(last);
        let of = |relation| self.syntax.dependent(at, relation);
        // "attack helicopters", "murder suspects"
        let head = self.syntax.head(at);
        if self.syntax.relation(at) == Relation::Compound
            && head.is_some_and(|head| {
                head >= trigger.tokens.end
                    && !self.words.is_time(head)
                    && !matches!(
                        self.words.lower(head),
                        "hours"
                            | "minutes"
                            | "days"
                            | "attack"
                            | "attacks"
                            | "attempt"
                            | "explosion"
                            | "explosions"
                            | "blast"
                            | "scene"
                            | "site"
                    )
            })
        {
            return true;
        }
        let determiner = of(Relation::Determiner).map_or("", |at| self.words.lower(at));
        if matches!(determiner, "any" | "every" | "all" | "no" | "such" | "each" | "what") {
            return true;
        }
        let counted = of(Relation::Number).is_some();
        let described = self.syntax.dependents(at).iter().any(|&other| {
            matches!(
                self.words.lower(other),
                "recent" | "new" | "latest" | "last" | "several" | "first" | "second" | "yesterday" | "today"
            )
        });
        if placed || counted || described || of(Relation::Possessive).is_some() {
            return false;
        }
        // "a series of explosions", "one of the bombs"
        let part = head.is_some_and(|head| {
            self.syntax.relation(at) == Relation::NominalModifier
                && (matches!(
                    self.words.lower(head),
                    "series" | "wave" | "string" | "number" | "dozens" | "spate" | "hundreds" | "scores"
                ) || self.syntax.part(head) == PartOfSpeech::Numeral)
        });
        if part {
            return false;
        }
        let plural = word.ends_with('s') && !word.ends_with("ss");
        let bare = determiner.is_empty();
        if bare && (plural || trigger.tokens.len() == 1) {
            // "Attacks by the Guard killed three": what a bare noun is said to have done happened.
            let subject = matches!(self.syntax.relation(at), Relation::Subject);
            let past = head.is_some_and(|head| self.is_past(head));
            return !(subject && past);
        }
        // "a bombing" in what is wished, feared or ruled out.
        determiner.starts_with('a') && determiner.len() < 3 && self.is_unreal(at)
    }

    fn verb(self, at: usize, placed: bool) -> bool {
        let word = self.words.lower(at);
        let mark = self.syntax.dependents(at).iter().copied().find(|&other| {
            self.syntax.relation(other) == Relation::Mark || self.syntax.part(other) == PartOfSpeech::Particle
        });
        let mark = mark.map_or("", |mark| self.words.lower(mark));
        let head = self.syntax.head(at).map_or("", |head| self.words.lower(head));
        if mark == "to" {
            // What was tried, begun or done is told as an event; what a thing is for is none.
            return !self.tables.implies.contains(head);
        }
        let has = |relation| self.syntax.dependent(at, relation).is_some();
        let finite = has(Relation::Auxiliary) || has(Relation::PassiveAuxiliary);
        let past = word.ends_with("ed") || !self.is_base(at);
        if word.ends_with("ing") && !finite {
            // "prevent them from killing", "ways of bombing"
            return matches!(mark, "from" | "without" | "against" | "for" | "before" | "of")
                && !placed
                && !self.tables.culpable.contains(head)
                && !self.tables.accuses.contains(head)
                || self.tables.prevents.contains(head);
        }
        !past && !finite && !placed && (has(Relation::Subject) || matches!(mark, "if"))
    }

    /// Whether the verb stands in a form of the present or as an infinitive.
    fn is_base(self, at: usize) -> bool {
        let word = self.words.lower(at);
        !word.ends_with("ed")
            && !matches!(
                word,
                "shot"
                    | "hit"
                    | "struck"
                    | "slain"
                    | "fought"
                    | "fell"
                    | "fled"
                    | "blew"
                    | "broke"
                    | "burnt"
                    | "sank"
                    | "sunk"
                    | "went"
                    | "set"
                    | "held"
                    | "took"
                    | "taken"
                    | "left"
                    | "threw"
                    | "stole"
                    | "stolen"
                    | "withdrew"
                    | "lost"
                    | "overran"
                    | "overthrew"
                    | "overthrown"
                    | "burst"
            )
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
        word.ends_with("ed")
            || auxiliary
            || self.words.is_finite(at) && self.syntax.part(at) == PartOfSpeech::Verb && !word.ends_with('s')
    }

    /// Whether `at` hangs on a word of wish, fear or prevention.
    fn is_unreal(self, at: usize) -> bool {
        self.syntax
            .ancestors(at)
            .skip(1)
            .take(2)
            .any(|other| self.tables.prevents.contains(self.words.lower(other)))
            || self.syntax.head(at).is_some_and(|head| {
                self.syntax.dependents(head).iter().any(|&other| self.words.is(other, Classes::MODAL))
            })
    }
}
