//! Who did it, and to whom, by syntax: the heads of the phrases that take part in an event.

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

impl Roles<'_> {
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
            return Heads { agents: by, targets: self.patient(at) };
        }
        let mut agents = self.subject(at);
        agents.extend(by);
        Heads { agents, targets: self.direct(at, Relation::Object) }
    }

    /// The subjects of an active verb; of one without its own, those of the clause it hangs on.
    pub(super) fn subject(self, verb: usize) -> Vec<usize> {
        let mut at = verb;
        for step in 0..CLIMB {
            let own = self.direct(at, Relation::Subject);
            let own =
                if own.is_empty() && step > 0 { self.direct(at, Relation::PassiveSubject) } else { own };
            if !own.is_empty() {
                return own.into_iter().filter_map(|head| self.antecedent(head)).collect();
            }
            let Some(head) = self.syntax.head(at) else { return Vec::new() };
            let gerund = self.words.lower(at).ends_with("ing");
            match self.syntax.relation(at) {
                Relation::Conjunct | Relation::Parataxis if !self.syntax.part(head).is_nominal() => at = head,
                Relation::OpenComplement | Relation::AdverbialClause => {
                    // "accused the Guard of shelling", "forced them to kill": the object does it.
                    let accuses = self.tables.accuses.contains(self.words.lower(head));
                    let complement = self.syntax.relation(at) == Relation::OpenComplement;
                    let object = self.direct(head, Relation::Object);
                    if (complement || accuses) && !object.is_empty() {
                        return object;
                    }
                    if !complement && !gerund && !accuses && !self.has_mark(at, "to") {
                        return Vec::new();
                    }
                    at = head;
                }
                Relation::Clause if gerund && self.syntax.part(head).is_nominal() => {
                    // "the Guard sent leaflets claiming the attack"
                    let thing = !self.is_actor(head) && self.syntax.relation(head) == Relation::Object;
                    return match self.syntax.head(head).filter(|_| thing) {
                        Some(verb) => self.direct(verb, Relation::Subject),
                        None => vec![head],
                    };
                }
                Relation::Clause if self.tables.accuses.contains(self.words.lower(head)) => {
                    return self.syntax.head(head).into_iter().collect();
                }
                _ => return Vec::new(),
            }
        }
        Vec::new()
    }

    /// To whom a passive verb happens.
    fn patient(self, verb: usize) -> Vec<usize> {
        let mut at = verb;
        for _ in 0..CLIMB {
            let mut own = self.direct(at, Relation::PassiveSubject);
            if own.is_empty() {
                own = self.direct(at, Relation::Subject);
            }
            if !own.is_empty() {
                return own.into_iter().filter_map(|head| self.antecedent(head)).collect();
            }
            let Some(head) = self.syntax.head(at) else { return Vec::new() };
            match self.syntax.relation(at) {
                Relation::Clause | Relation::RelativeClause if self.syntax.part(head).is_nominal() => {
                    return vec![head];
                }
                Relation::Conjunct | Relation::OpenComplement => at = head,
                _ => return Vec::new(),
            }
        }
        Vec::new()
    }

    fn is_passive(self, at: usize) -> bool {
        let has = |relation| self.syntax.dependent(at, relation).is_some();
        if has(Relation::PassiveAuxiliary) || has(Relation::PassiveSubject) {
            return true;
        }
        let word = self.words.lower(at);
        let participle = word.ends_with("ed")
            || word.ends_with("en")
            || matches!(word, "shot" | "hit" | "slain" | "struck");
        if !participle || has(Relation::Object) {
            return false;
        }
        match self.syntax.relation(at) {
            // "the men killed in the raid"
            Relation::Clause => true,
            // "was seized and killed"
            Relation::Conjunct => {
                let head = self.syntax.head(at);
                !has(Relation::Subject)
                    && head
                        .is_some_and(|head| self.syntax.dependent(head, Relation::PassiveAuxiliary).is_some())
            }
            _ => false,
        }
    }

    fn of_noun(self, trigger: &Trigger, at: usize) -> Heads {
        let mut heads = Heads { agents: self.by(at), targets: Vec::new() };
        let suffers = self.tables.suffers.contains(trigger.kind);
        for &other in self.syntax.dependents(at) {
            match self.syntax.relation(other) {
                Relation::Possessive if suffers => heads.targets.push(other),
                Relation::Possessive => heads.agents.push(other),
                Relation::NominalModifier | Relation::Oblique => match self.case(other) {
                    "against" | "on" | "upon" => heads.targets.push(other),
                    "of" if suffers
                        || trigger.kind == "shell"
                        || trigger.kind == "bomb"
                        || trigger.kind == "bombard" =>
                    {
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
                Relation::Clause | Relation::RelativeClause if self.does(other) => {
                    let by = self.by(other);
                    let found =
                        if by.is_empty() && !self.is_passive(other) { self.subject(other) } else { by };
                    heads.agents.extend(found);
                }
                // "The Guard was behind the attack."
                Relation::Subject if self.case(at) == "behind" => heads.agents.push(other),
                _ => {}
            }
        }
        heads.agents.extend(self.doers(at, true));
        heads
    }

    /// Those who do what the words around an event noun say: "carried out the attack", "responsible for the attack".
    fn doers(self, noun: usize, deeds: bool) -> Vec<usize> {
        let mut at = noun;
        for _ in 0..CLIMB {
            let Some(head) = self.syntax.head(at) else { return Vec::new() };
            let word = self.words.lower(head);
            match self.syntax.relation(at) {
                Relation::Conjunct => {}
                Relation::Object if deeds && self.does(head) => return self.subject(head),
                Relation::PassiveSubject | Relation::Subject if deeds && self.does(head) => {
                    return self.by(head);
                }
                // "the attack was blamed on the Guard"
                Relation::PassiveSubject | Relation::Object
                    if matches!(
                        word,
                        "blamed" | "attributed" | "pinned" | "blame" | "blames" | "attributes" | "attribute"
                    ) =>
                {
                    return self.marked(head, &["on", "to"]);
                }
                Relation::NominalModifier
                | Relation::Oblique
                | Relation::Object
                | Relation::AdverbialClause
                | Relation::OpenComplement => {
                    // "accepted responsibility today for the murder"
                    let owns = |other: &usize| self.tables.is("owned", self.words.lower(*other));
                    if self.direct(head, Relation::Object).iter().any(owns) {
                        return self.subject(head);
                    }
                    // "arrested for the murder", "in connection with the murder"
                    let charged = self.tables.is("seizes", word)
                        && (self.case(at) == "for" || self.words.lower(at) == "connection");
                    if charged || self.tables.accuses.contains(word) {
                        let object = self.direct(head, Relation::Object);
                        let passive = self.patient(head);
                        return if object.is_empty() { passive } else { object };
                    }
                    if self.tables.culpable.contains(word) {
                        return self.culprits(head);
                    }
                    if deeds && self.does(head) {
                        return self.subject(head);
                    }
                    if !matches!(
                        word,
                        "connection"
                            | "series"
                            | "wave"
                            | "string"
                            | "number"
                            | "act"
                            | "acts"
                            | "attempt"
                            | "commission"
                            | "execution"
                    ) {
                        return Vec::new();
                    }
                }
                _ => return Vec::new(),
            }
            at = head;
        }
        Vec::new()
    }

    /// Those tied to a word of guilt: "X is responsible", "X claimed responsibility", "the group responsible".
    fn culprits(self, at: usize) -> Vec<usize> {
        let own = self.direct(at, Relation::Subject);
        if !own.is_empty() {
            return own.into_iter().filter_map(|head| self.antecedent(head)).collect();
        }
        let possessor = self.direct(at, Relation::Possessive);
        if !possessor.is_empty() {
            return possessor;
        }
        let Some(head) = self.syntax.head(at) else { return Vec::new() };
        match self.syntax.relation(at) {
            Relation::AdjectivalModifier | Relation::Clause if self.syntax.part(head).is_nominal() => {
                vec![head]
            }
            Relation::AdverbialClause | Relation::Clause | Relation::OpenComplement
                if self.tables.accuses.contains(self.words.lower(head)) =>
            {
                let object = self.direct(head, Relation::Object);
                if object.is_empty() { self.patient(head) } else { object }
            }
            Relation::Object | Relation::Oblique | Relation::OpenComplement => self.subject(head),
            // "responsibility … was claimed by X"
            Relation::PassiveSubject => self.by(head),
            // "in involvement of X"
            _ => self.marked(at, &["of", "by"]),
        }
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
            .flat_map(|other| self.marked(other, &["by"]))
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
    pub(super) fn case(self, at: usize) -> &'static str {
        let case = self.syntax.dependent(at, Relation::Case);
        let word = case.map_or("", |case| self.words.lower(case));
        ["by", "on", "of", "to", "against", "upon", "behind", "from", "in", "at", "near", "for", "with"]
            .into_iter()
            .find(|known| *known == word)
            .unwrap_or("")
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
        self.syntax.head(clause).filter(|&head| {
            self.syntax.part(head).is_nominal()
                || self.syntax.part(head) == PartOfSpeech::Numeral
                || self.syntax.part(head) == PartOfSpeech::Pronoun
        })
    }
}
