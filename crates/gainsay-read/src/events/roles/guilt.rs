//! Who did it, as the words around a deed say: "carried out the attack", "responsible for the attack".

use super::{CLIMB, Roles};
use crate::attribution::Classes;
use crate::syntax::{PartOfSpeech, Relation};

/// What a statement of guilt says of those it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::events) enum Guilt {
    /// They own up to it.
    Owned,
    /// Somebody, where named at this token, lays it to them.
    Laid(Option<usize>),
    /// They did it, as the words say.
    Told,
    /// They let those go whom they took.
    Freed,
}

impl Roles<'_> {
    /// Those who do what the words around an event noun say: "carried out the attack", "responsible for the attack".
    pub(super) fn doers(self, noun: usize, deeds: bool) -> Vec<usize> {
        let mut at = noun;
        for _ in 0..CLIMB {
            let Some(head) = self.syntax.head(at) else { return Vec::new() };
            let word = self.words.lower(head);
            match self.syntax.relation(at) {
                Relation::Conjunct => {}
                Relation::Object if deeds && self.does(head) => return self.subject(head),
                // "the attack was the work of the Guard"
                Relation::Subject if self.tables.is("work", word) => return self.marked(head, &["of", "by"]),
                Relation::PassiveSubject | Relation::Subject if deeds && self.does(head) => {
                    return self.by(head);
                }
                // "the attack was blamed on the Guard"
                Relation::PassiveSubject | Relation::Object if self.tables.is("laid", word) => {
                    let whom = self.marked(head, &["on", "to"]);
                    // "attributed the attack to the Guard": the encoder may take it for an attack to somebody.
                    return if whom.is_empty() { self.marked(at, &["to"]) } else { whom };
                }
                Relation::NominalModifier
                | Relation::Oblique
                | Relation::Object
                | Relation::AdverbialClause
                | Relation::OpenComplement => {
                    // "accepted responsibility today for the murder"
                    let owns = |other: &usize| self.tables.is("owned", self.words.lower(*other));
                    // "bears no responsibility for the attack"
                    if self
                        .direct(head, Relation::Object)
                        .iter()
                        .any(|&object| owns(&object) && self.has_no(object))
                    {
                        return Vec::new();
                    }
                    if self.direct(head, Relation::Object).iter().any(owns) {
                        return self.subject(head);
                    }
                    // "arrested for the murder", "in connection with the murder", "brought to trial for the murder"
                    let charged = self.tables.is("seizes", word)
                        && (self.case(at) == "for" || self.tables.is("charge", self.words.lower(at)));
                    if charged || self.tables.accuses.contains(word) {
                        return self.accused(head);
                    }
                    if self.tables.culpable.contains(word) {
                        if self.has_no(head) {
                            return Vec::new();
                        }
                        // "the authors of the murder": the murder did not do it.
                        let mut found = self.culprits(head);
                        found.retain(|&other| other != at);
                        return found;
                    }
                    if deeds && self.does(head) {
                        return self.subject(head);
                    }
                    if !self.tables.is("link", word) && !self.tables.is("charge", word) {
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
    pub(super) fn culprits(self, at: usize) -> Vec<usize> {
        // Of two, the first is that of another clause: "according to the ministry, the Guard is responsible".
        if let Some(own) = self.direct(at, Relation::Subject).last() {
            return self.antecedent(*own).into_iter().collect();
        }
        // "the group responsible", "hold the Guard responsible"
        let before = at.saturating_sub(1);
        let noun = self.syntax.part(before).is_nominal() || self.words.lower(before) == "those";
        if noun && self.syntax.part(at) == PartOfSpeech::Adjective && !self.has(at, Relation::Copula) {
            return vec![before];
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
            // "accused the Guard of being responsible", "holds the Guard responsible", "rules out the Guard as responsible"
            Relation::AdverbialClause | Relation::Clause | Relation::OpenComplement
                if self.tables.accuses.contains(self.words.lower(head))
                    || self.tables.is("seizes", self.words.lower(head))
                    || self.has_mark(at, "as") =>
            {
                self.accused(head)
            }
            Relation::Object | Relation::Oblique | Relation::OpenComplement => self.subject(head),
            // "responsibility … was claimed by X"
            Relation::PassiveSubject => self.by(head),
            // "in involvement of X"
            _ => self.marked(at, &["of", "by"]),
        }
    }

    /// Whom the word at `at` says to have done a deed, whichever it may be: "blamed it on the Guard", "the Guard has been
    /// accused", "the Guard claimed responsibility", "the killers were members of the Guard".
    pub(in crate::events) fn guilt(self, at: usize) -> Option<(Vec<usize>, Guilt)> {
        let word = self.words.lower(at);
        let joined = (self.syntax.relation(at) == Relation::Conjunct).then(|| self.syntax.head(at)).flatten();
        if self.is_ruled_out(at) || [Some(at), joined].into_iter().flatten().any(|at| self.has_mark(at, "to"))
        {
            return None;
        }
        let laid = self.tables.is("laid", word);
        let (heads, guilt) = if laid || self.tables.accuses.contains(word) {
            let whom = if laid { self.marked(at, &["on", "to"]) } else { Vec::new() };
            let passive = self.is_passive(at);
            let whom = match (whom.is_empty(), passive) {
                (false, _) => whom,
                (true, true) => self.patient(at),
                (true, false) => self.objects(at),
            };
            (whom, Guilt::Laid(self.agents(at).first().copied()))
        } else if self.tables.is("owned", word) {
            // "the Guard claimed responsibility", "responsibility was claimed by the Guard"
            let verb = self.syntax.head(at)?;
            let owns = self.tables.is("owns", self.words.lower(verb)) && !self.is_ruled_out(verb);
            let object = self.syntax.relation(at) == Relation::Object;
            let heads = if object { self.subject(verb) } else { self.by(verb) };
            (owns.then_some(heads)?, Guilt::Owned)
        } else if self.tables.is("guilty", word) {
            (self.culprits(at), Guilt::Told)
        } else if self.tables.is("doer", word) {
            (self.equated(at)?, Guilt::Told)
        } else if self.tables.is("work", word) {
            self.syntax.dependent(at, Relation::Copula)?;
            (self.marked(at, &["of", "by"]), Guilt::Told)
        } else {
            return None;
        };
        // "no group or organisation"
        if heads.iter().any(|&head| self.is_nobody(head)) {
            return None;
        }
        let joined: Vec<usize> = heads.iter().flat_map(|&head| self.conjuncts(head)).collect();
        let heads: Vec<usize> = heads.into_iter().chain(joined).collect();
        (!heads.is_empty()).then_some((heads, guilt))
    }

    /// Whom a verb accuses: its object, or what it happens to.
    fn accused(self, verb: usize) -> Vec<usize> {
        let objects = self.objects(verb);
        if objects.is_empty() { self.patient(verb) } else { objects }
    }

    /// Who does what the verb at `at` says.
    pub(in crate::events) fn agents(self, at: usize) -> Vec<usize> {
        if self.is_passive(at) { self.by(at) } else { self.subject(at) }
    }

    /// Who those of a noun for doers are said to be: "the killers were members of the Guard".
    fn equated(self, at: usize) -> Option<Vec<usize>> {
        if self.has(at, Relation::Copula) {
            return Some(self.direct(at, Relation::Subject));
        }
        let head = self.syntax.head(at)?;
        let says = self.syntax.relation(at) == Relation::Subject
            && self.syntax.part(head).is_nominal()
            && self.has(head, Relation::Copula);
        says.then(|| vec![head])
    }

    /// What those named by the word of guilt at `at` are said to have done: the head of "of the attack", "for shelling".
    /// For a verb whose object is the deed ("blamed the attack on the Guard"), that object.
    pub(in crate::events) fn charge(self, at: usize) -> Option<usize> {
        let word = self.words.lower(at);
        if self.tables.is("work", word) || self.tables.is("doer", word) {
            return None;
        }
        let dependents = self.syntax.dependents(at);
        let marked = dependents.iter().copied().find(|&other| {
            let mark = self.syntax.dependents(other).iter().any(|&mark| {
                matches!(self.syntax.relation(mark), Relation::Case | Relation::Mark)
                    && matches!(self.words.lower(mark), "of" | "for" | "over" | "in" | "with")
            });
            mark && self.syntax.relation(other) != Relation::Agent && !self.words.is_time(other)
        });
        // "accused the Guard of shelling"
        let marked = marked.or_else(|| {
            let objects = self.objects(at).into_iter();
            let mut clauses = objects.flat_map(|object| self.syntax.dependents(object).iter().copied());
            clauses.find(|&other| self.has_mark(other, "of") || self.has_mark(other, "for"))
        });
        let on = || !self.marked(at, &["on", "to"]).is_empty();
        let object = || {
            let relation = if self.is_passive(at) { Relation::PassiveSubject } else { Relation::Object };
            self.syntax.dependent(at, relation)
        };
        let laid = self.tables.is("laid", word);
        marked.or_else(|| (laid && on()).then(object).flatten())
    }

    /// Whether a charge with head `charge` is of the deed at `deed`: the head itself, or tied to it by words for doing.
    pub(in crate::events) fn is_charged_with(self, charge: usize, deed: usize) -> bool {
        let mut at = deed;
        for _ in 0..CLIMB {
            if at == charge {
                return true;
            }
            let Some(head) = self.syntax.head(at) else { return false };
            let word = self.words.lower(head);
            let through = self.syntax.relation(at) == Relation::Conjunct
                || self.does(head)
                || self.tables.is("link", word)
                || self.tables.is("owned", word)
                || self.tables.culpable.contains(word);
            if !through {
                return false;
            }
            at = head;
        }
        at == charge
    }

    /// Whether the word is denied, asked or only supposed: "no one claimed", "denied responsibility", "if the Guard is
    /// responsible".
    fn is_ruled_out(self, at: usize) -> bool {
        let no = |at: usize| {
            self.syntax.dependents(at).iter().any(|&other| {
                self.words.is(other, Classes::NEGATION)
                    || matches!(self.words.lower(other), "if" | "whether" | "neither")
            })
        };
        // What is joined to a denial is none: "denied it and blamed the Guard".
        let joined =
            |&at: &usize| !matches!(self.syntax.relation(at), Relation::Conjunct | Relation::Parataxis);
        let steps = self.syntax.ancestors(at).take_while(joined).count();
        let mut above = self.syntax.ancestors(at).take((steps + 1).min(3));
        let supposed = self.syntax.ancestors(at).take(4).any(|other| self.has_mark(other, "if"));
        no(at)
            || supposed
            || above.any(|other| {
                self.tables.is("rules-out", self.words.lower(other))
                    || other != at && self.syntax.relation(at) == Relation::Object && no(other)
            })
    }
}
