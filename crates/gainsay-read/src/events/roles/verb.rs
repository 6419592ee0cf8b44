//! Who does what a verb says, and to whom: subjects, also those of a verb above, and the patients of passives.

use super::{CLIMB, Roles};
use crate::syntax::Relation;

impl Roles<'_> {
    /// The subjects of an active verb; of one without its own, those of the clause it hangs on.
    pub(in crate::events) fn subject(self, verb: usize) -> Vec<usize> {
        let mut at = verb;
        for step in 0..CLIMB {
            let mut own = self.direct(at, Relation::Subject);
            let gerund = self.words.lower(at).ends_with("ing");
            own.retain(|&other| !gerund || other < at || self.has(at, Relation::Auxiliary));
            let own =
                if own.is_empty() && step > 0 { self.direct(at, Relation::PassiveSubject) } else { own };
            if !own.is_empty() {
                return own.into_iter().filter_map(|head| self.antecedent(head)).collect();
            }
            let Some(head) = self.syntax.head(at) else { return Vec::new() };
            // "the police defused a bomb planted in Korva"
            if self.tables.is("undoes", self.words.lower(head)) {
                return Vec::new();
            }
            match self.syntax.relation(at) {
                // "accused the Guard of shelling"
                Relation::Compound | Relation::NominalModifier | Relation::Clause
                    if gerund && self.has_mark(at, "of") && self.syntax.part(head).is_nominal() =>
                {
                    return vec![head];
                }
                // "a bomb that they planted killed two"
                Relation::RelativeClause
                    if self.syntax.part(head).is_nominal() && !gerund && self.has(verb, Relation::Object) =>
                {
                    return vec![head];
                }
                Relation::Conjunct | Relation::Parataxis if !self.syntax.part(head).is_nominal() => at = head,
                Relation::OpenComplement | Relation::AdverbialClause => {
                    // "accused the Guard of shelling", "forced them to kill": the object does it.
                    let accuses = self.tables.accuses.contains(self.words.lower(head));
                    let complement = self.syntax.relation(at) == Relation::OpenComplement;
                    let object =
                        if accuses { self.objects(head) } else { self.direct(head, Relation::Object) };
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
    pub(super) fn patient(self, verb: usize) -> Vec<usize> {
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

    pub(super) fn is_passive(self, at: usize) -> bool {
        let has = |relation| self.syntax.dependent(at, relation).is_some();
        if has(Relation::PassiveAuxiliary) || has(Relation::PassiveSubject) {
            return true;
        }
        let word = self.words.lower(at);
        let participle = word.ends_with("ed") || word.ends_with("en") || self.tables.is("past", word);
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
}
