//! Who did it, and to whom, by syntax: the heads of the phrases that take part in an event.

mod guilt;
mod verb;

pub(super) use guilt::Guilt;

use super::tables::Tables;
use super::trigger::Trigger;
use crate::attribution::Words;
use crate::syntax::{PartOfSpeech, Relation, Syntax};

/// How many clauses up a subject is looked for.
const CLIMB: usize = 4;

/// The heads of the phrases that name the participants of one event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heads {
    pub agents: Vec<usize>,
    pub targets: Vec<usize>,
}

/// What the participants are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Roles<'r> {
    pub words: &'r Words<'r>,
    pub syntax: &'r Syntax,
    pub tables: &'r Tables,
}

impl<'r> Roles<'r> {
    /// The participants of the event.
    pub(super) fn of(self, trigger: &Trigger) -> Heads {
        let at = self.syntax.top(&trigger.tokens);
        let mut heads = if self.tables.hazards.contains(trigger.kind) {
            // Nobody's deed unless somebody is named for it: "sunk by a torpedo boat".
            let targets =
                self.direct(at, if trigger.kind == "die" { Relation::Subject } else { Relation::Object });
            let mut agents = self.by(at);
            // "the Guard blew up the bridge"
            if trigger.kind != "die" && !targets.is_empty() && !trigger.noun {
                agents.extend(self.subject(at));
            }
            if trigger.noun {
                agents.extend(self.doers(at, false));
            }
            Heads { agents, targets }
        } else if trigger.noun {
            self.of_noun(trigger, at)
        } else {
            self.of_verb(at)
        };
        heads.agents = heads.agents.iter().flat_map(|&head| self.behind_thing(head)).collect();
        for list in [&mut heads.agents, &mut heads.targets] {
            let joined: Vec<usize> = list.iter().flat_map(|&head| self.conjuncts(head)).collect();
            list.extend(joined);
            list.sort_unstable();
            list.dedup();
        }
        // "presumably by guerrillas"
        let (by, targets): (Vec<usize>, Vec<usize>) =
            heads.targets.iter().partition(|&&head| self.case(head) == "by");
        heads.agents.extend(by);
        heads.targets = targets;
        heads.targets.retain(|head| !heads.agents.contains(head));
        heads
    }

    fn of_verb(self, at: usize) -> Heads {
        let by = self.by(at);
        if self.is_passive(at) {
            let by = if by.is_empty() { self.by_of_joined(at) } else { by };
            // "were bombed by the Guard", whatever the phrase was tied to
            let next = || (self.words.lower(at + 1) == "by").then(|| self.syntax.head(at + 1)).flatten();
            let by = if by.is_empty() { next().into_iter().collect() } else { by };
            return Heads { agents: by, targets: self.patient(at) };
        }
        let mut agents = self.subject(at);
        agents.extend(by);
        let mut targets = self.direct(at, Relation::Object);
        // "accused it of murdering the mayor": nobody stands behind a gerund and does it.
        if self.words.lower(at).ends_with("ing") && targets.is_empty() {
            targets.extend(self.direct(at, Relation::Subject).into_iter().filter(|&other| other > at));
        }
        Heads { agents, targets }
    }

    fn of_noun(self, trigger: &Trigger, at: usize) -> Heads {
        let mut heads = Heads { agents: self.by(at), targets: Vec::new() };
        let suffers = self.tables.suffers.contains(trigger.kind);
        let deeds = self.words.lower(at).ends_with('s');
        for &other in self.syntax.dependents(at) {
            match self.syntax.relation(other) {
                // "Orlov's murder", "the army's killings"
                Relation::Possessive if suffers && !(deeds && self.is_body(other)) => {
                    heads.targets.push(other);
                }
                Relation::Possessive => heads.agents.push(other),
                Relation::NominalModifier | Relation::Oblique => match self.case(other) {
                    "against" | "on" | "upon" => heads.targets.push(other),
                    "of" if suffers || matches!(trigger.kind, "shell" | "bomb" | "bombard") => {
                        heads.targets.push(other);
                    }
                    _ => {}
                },
                Relation::Compound => heads.agents.push(other),
                Relation::AdjectivalModifier
                    if self.syntax.part(other) != PartOfSpeech::Adjective
                        || self.tables.irregulars.contains(self.words.lower(other)) =>
                {
                    heads.agents.push(other);
                }
                Relation::Clause | Relation::RelativeClause => {
                    // "the attack that was blamed on the Guard"
                    if self.tables.is("laid", self.words.lower(other)) {
                        heads.agents.extend(self.marked(other, &["on", "to"]));
                    } else if self.does(other) {
                        let by = self.by(other);
                        let found =
                            if by.is_empty() && !self.is_passive(other) { self.subject(other) } else { by };
                        heads.agents.extend(found);
                    }
                }
                // "The Guard was behind the attack."
                Relation::Subject if self.case(at) == "behind" => heads.agents.push(other),
                _ => {}
            }
        }
        heads.agents.extend(self.doers(at, true));
        heads
    }

    /// Those behind "by" of a passive that shares it: "were shelled and bombed by the Guard".
    fn by_of_joined(self, at: usize) -> Vec<usize> {
        let above = (self.syntax.relation(at) == Relation::Conjunct).then(|| self.syntax.head(at)).flatten();
        let below = self.direct(at, Relation::Conjunct).into_iter().filter(|&other| {
            self.direct(other, Relation::Subject).is_empty()
                && self.direct(other, Relation::PassiveSubject).is_empty()
        });
        let mut joined = above.into_iter().chain(below).filter(|&other| self.is_passive(other));
        joined.find_map(|other| Some(self.by(other)).filter(|by| !by.is_empty())).unwrap_or_default()
    }

    /// Who is behind a thing that does something: "a bomb that the Guard planted killed two", "a missile fired by the
    /// Guard". Anybody else, and a thing that nobody is named for, is itself.
    fn behind_thing(self, head: usize) -> Vec<usize> {
        if self.is_actor(head) || !self.syntax.part(head).is_nominal() {
            return vec![head];
        }
        let clauses = self.direct(head, Relation::Clause).into_iter();
        // "killed by a missile fired by the Guard": the missile may be read as what is fired alone.
        let above = self.syntax.head(head).filter(|_| self.syntax.relation(head) == Relation::PassiveSubject);
        for clause in clauses.chain(self.direct(head, Relation::RelativeClause)).chain(above) {
            if !self.does(clause) {
                continue;
            }
            let mut found = self.by(clause);
            if found.is_empty() {
                // "fired from a rifle by a member of the Guard"
                let through = self.marked(clause, &["from", "with", "in", "at"]);
                found = through.into_iter().flat_map(|thing| self.marked(thing, &["by"])).collect();
            }
            if found.is_empty() && !self.is_passive(clause) {
                found = self.direct(clause, Relation::Subject);
                found.retain(|&other| self.antecedent(other) == Some(other));
            }
            if !found.is_empty() {
                return found;
            }
        }
        vec![head]
    }

    /// Whether the noun is a name, or one for people or bodies.
    fn is_actor(self, at: usize) -> bool {
        let word = self.words.lower(at);
        self.syntax.part(at) == PartOfSpeech::ProperNoun
            || self.tables.people.contains(word)
            || self.tables.groups.contains(word)
            || self.tables.bodies.contains(word)
            || self.tables.armed.contains(word)
    }

    /// Whether the noun is one for a body, or stands for one.
    fn is_body(self, at: usize) -> bool {
        let word = self.words.lower(at);
        word == "its" || self.tables.bodies.contains(word)
    }

    fn does(self, at: usize) -> bool {
        self.tables.does.at(self.words, at, self.words.len()).next().is_some()
    }

    /// Those behind "by".
    fn by(self, at: usize) -> Vec<usize> {
        let agent = self.direct(at, Relation::Agent);
        let agent = if agent.is_empty() { self.marked(at, &["by"]) } else { agent };
        if !agent.is_empty() || !self.syntax.part(at).is_nominal() {
            return agent;
        }
        // "the attack on the pipeline by the Guard"
        self.marked(at, &["on", "against", "of", "in"])
            .into_iter()
            .flat_map(|other| {
                let own = self.marked(other, &["by"]);
                // "the attack on the post in Korva by the Guard"
                let deeper = || self.marked(other, &["in", "at", "near"]);
                if own.is_empty() {
                    deeper().into_iter().flat_map(|inner| self.marked(inner, &["by"])).collect()
                } else {
                    own
                }
            })
            .collect()
    }

    /// The phrases that hang on `at` by one of these prepositions.
    fn marked(self, at: usize, prepositions: &[&str]) -> Vec<usize> {
        let dependents = self.syntax.dependents(at).iter().copied();
        dependents
            .filter(|&other| {
                matches!(
                    self.syntax.relation(other),
                    Relation::Oblique | Relation::NominalModifier | Relation::Agent
                ) && prepositions.contains(&self.case(other))
            })
            .collect()
    }

    /// The preposition of a phrase; empty where it has none.
    pub(super) fn case(self, at: usize) -> &'r str {
        let adposition = |&at: &usize| self.syntax.part(at) == PartOfSpeech::Adposition;
        let case = self.syntax.dependent(at, Relation::Case);
        // "by" may be tied to another word of the phrase, or to the phrase before.
        let first = || {
            let start = self.syntax.phrase(at).start;
            Some(start).filter(adposition).or_else(|| start.checked_sub(1).filter(adposition))
        };
        let first = || first().filter(|&at| self.words.lower(at) == "by");
        case.or_else(first).map_or("", |case| self.words.lower(case))
    }

    pub(super) fn has_mark(self, at: usize, word: &str) -> bool {
        self.syntax
            .dependents(at)
            .iter()
            .any(|&other| self.syntax.relation(other) == Relation::Mark && self.words.lower(other) == word)
    }

    fn direct(self, at: usize, relation: Relation) -> Vec<usize> {
        let dependents = self.syntax.dependents(at).iter().copied();
        dependents.filter(|&other| self.syntax.relation(other) == relation).collect()
    }

    fn has(self, at: usize, relation: Relation) -> bool {
        self.syntax.dependent(at, relation).is_some()
    }

    /// Whether the phrase with head `at` is of nobody: "no group", "none of them".
    fn is_nobody(self, at: usize) -> bool {
        matches!(self.words.lower(at), "nobody" | "none" | "nothing") || self.has_no(at)
    }

    /// Whether "no" stands before the noun.
    fn has_no(self, at: usize) -> bool {
        let determiner = self.syntax.dependent(at, Relation::Determiner);
        determiner.is_some_and(|at| matches!(self.words.lower(at), "no" | "neither"))
    }

    /// The objects of a verb; of "blamed the Guard for the attack" also one that is read as indirect.
    fn objects(self, verb: usize) -> Vec<usize> {
        let indirect = self.direct(verb, Relation::IndirectObject);
        if indirect.is_empty() { self.direct(verb, Relation::Object) } else { indirect }
    }

    fn conjuncts(self, at: usize) -> Vec<usize> {
        let mut found = self.direct(at, Relation::Conjunct);
        found.retain(|&other| self.syntax.part(other).is_nominal());
        found
    }

    /// Whom a relative pronoun speaks of; any other head is itself.
    fn antecedent(self, at: usize) -> Option<usize> {
        if !matches!(self.words.lower(at), "who" | "which" | "that" | "whom") {
            return Some(at);
        }
        let mut clauses = self.syntax.ancestors(at).skip(1);
        let clause = clauses.find(|&clause| {
            matches!(self.syntax.relation(clause), Relation::RelativeClause | Relation::Clause)
        })?;
        let head = self.syntax.head(clause).filter(|&head| {
            self.syntax.part(head).is_nominal()
                || self.syntax.part(head) == PartOfSpeech::Numeral
                || self.syntax.part(head) == PartOfSpeech::Pronoun
        })?;
        // "the soldiers were the ones who did it"
        let copula = self.syntax.dependent(head, Relation::Copula).is_some();
        let subject = copula.then(|| self.syntax.dependent(head, Relation::Subject)).flatten();
        let named = subject.filter(|&subject| self.syntax.part(subject).is_nominal());
        Some(named.filter(|_| self.syntax.part(head) != PartOfSpeech::ProperNoun).unwrap_or(head))
    }
}
