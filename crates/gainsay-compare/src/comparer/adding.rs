//! Adding one report: what it touches is listed, grouped and built anew.

use std::collections::BTreeSet;

use gainsay_document::{DocumentId, Report};

use super::grouping::{link, link_statements};
use super::{Changes, Comparer, Group, Items, Kind, hashed};
use crate::candidates;
use crate::cluster::{incidents, statements};
use crate::constraints::{self, Piece, Tie};
use crate::features::{Corpus, order};
use crate::matter::Evidence;

impl<'a> Comparer<'a> {
    /// Add a report; what changed by it. Nothing where it is known by the same or a later reading.
    pub fn add(&mut self, report: Report<'a>) -> Changes {
        let mut changes = Changes::default();
        let (mut touched, mut touched_statements, mut left) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(&known) = self.numbers.get(&report.document.id) {
            if report.reading.reader <= self.reports[known].reading.reader {
                return changes;
            }
            (touched, touched_statements) = self.take_out(known, &mut left, &mut changes);
        }
        let mut coming = vec![report];
        // What decisions connect with the report may be bound otherwise now.
        let connected = self.constraints.connected(&report.document.id);
        let others: Vec<usize> =
            connected.into_iter().filter_map(|id| self.numbers.get(id).copied()).collect();
        for number in others {
            coming.push(self.reports[number]);
            let (incidents, statements) = self.take_out(number, &mut left, &mut changes);
            touched.extend(incidents);
            touched_statements.extend(statements);
        }
        let corpus = Corpus::weighed(&coming, &self.tables, self.weights.counted.clone());
        let bound = self.resolve(&corpus);
        let numbers: Vec<usize> =
            (0..corpus.documents.len()).map(|document| self.take_in(&corpus, document, &bound)).collect();
        for item in
            numbers.iter().flat_map(|&number| self.items[number].incidents.clone()).collect::<Vec<_>>()
        {
            let Self { by_incident, incidents, reports, weights, tables, .. } = &mut *self;
            touched.extend(by_incident.insert(item, |a, b| link(incidents, reports, weights, tables, a, b)));
        }
        let (freed, taken) = self.regroup(Kind::Incidents, &touched, None, &mut changes);

        let own = numbers
            .iter()
            .flat_map(|&number| self.items[number].statements.keys().map(move |&claim| (number, claim)));
        let free: BTreeSet<(usize, usize)> = freed.into_iter().chain(left).chain(own).collect();
        let Self { by_statement, statements, reports, items, .. } = &mut *self;
        let item = |(report, claim): &(usize, usize)| items[*report].statements.get(claim).copied();
        for item in taken.iter().filter_map(item) {
            if by_statement.is_listed(item) {
                touched_statements.push(item);
                touched_statements
                    .extend(by_statement.remove(item, |a, b| link_statements(statements, reports, a, b)));
            }
        }
        for item in free.difference(&taken).filter_map(item) {
            if !by_statement.is_listed(item) {
                touched_statements
                    .extend(by_statement.insert(item, |a, b| link_statements(statements, reports, a, b)));
            }
        }
        self.regroup(Kind::Statements, &touched_statements, None, &mut changes);
        changes
    }

    /// Number a report of `corpus` and what it brings; nothing is listed yet. `bound` are the sets of claims that make
    /// matters of incidents.
    pub(super) fn take_in(
        &mut self,
        corpus: &Corpus<'a>,
        document: usize,
        bound: &BTreeSet<(DocumentId, usize)>,
    ) -> usize {
        let features = &corpus.documents[document];
        let report = Report { document: features.document, reading: features.reading };
        let number = self.reports.len();
        self.reports.push(report);
        self.numbers.insert(&report.document.id, number);
        let mut items = Items::default();
        let order = order(report.document);
        let incidents = incidents::of_document(corpus, document, &self.tables);
        let pieces =
            constraints::pieces(corpus, document, incidents, (&self.resolved, bound), number, &self.tables);
        for (at, Piece { mut incident, tie }) in pieces.into_iter().enumerate() {
            if let Some(tie) = tie {
                self.ties_of_incidents.insert(self.incidents.len(), tie);
            }
            let keys = {
                let counted = &self.weights.counted;
                candidates::keys(&incident.profile, &counted.vocabulary, &counted.names)
            };
            let keys = keys.iter().map(hashed).collect();
            items
                .incidents
                .push(self.by_incident.push((candidates::day(&incident.profile), order, at), keys));
            let claims = incident.claims.iter().map(|claim| claim + features.claims.start);
            self.evidence.push(Evidence::of(corpus, claims));
            incident.document = number;
            self.incidents.push(incident);
            self.group_of_incident.push(None);
        }
        for mut statement in statements::of_document(corpus, document) {
            let keys = statements::keys(corpus, &statement).iter().map(hashed).collect();
            let item = self.by_statement.push((order, statement.claim), keys);
            items.statements.insert(statement.claim, item);
            let bonds = self.resolved.of(&report.document.id);
            if let Some(bond) = bonds.and_then(|bonds| bonds.get(&statement.claim)) {
                self.ties_of_statements.insert(item, Tie::of(bond, None));
            }
            statement.document = number;
            self.statements.push(statement);
            self.group_of_statement.push(None);
        }
        self.items.push(items);
        number
    }

    /// Take a report off all lists; the incidents and the statements that this touches. `left` are the claims of the
    /// matters of incidents that end by it.
    fn take_out(
        &mut self,
        number: usize,
        left: &mut Vec<(usize, usize)>,
        changes: &mut Changes,
    ) -> (Vec<usize>, Vec<usize>) {
        let (mut of_incidents, mut of_statements) = (Vec::new(), Vec::new());
        let items = std::mem::take(&mut self.items[number]);
        self.numbers.remove(&self.reports[number].document.id);
        for item in items.incidents {
            self.ties_of_incidents.remove(item);
            let Self { by_incident, incidents, reports, weights, tables, .. } = &mut *self;
            of_incidents
                .extend(by_incident.remove(item, |a, b| link(incidents, reports, weights, tables, a, b)));
            if let Some(group) = self.dissolve(Kind::Incidents, item, changes) {
                of_incidents.extend(group.items);
                left.extend(group.claims);
            }
        }
        for item in items.statements.into_values() {
            self.ties_of_statements.remove(item);
            if !self.by_statement.is_listed(item) {
                continue;
            }
            let Self { by_statement, statements, reports, .. } = &mut *self;
            of_statements
                .extend(by_statement.remove(item, |a, b| link_statements(statements, reports, a, b)));
            of_statements.extend(
                self.dissolve(Kind::Statements, item, changes).into_iter().flat_map(|group| group.items),
            );
        }
        (of_incidents, of_statements)
    }

    pub(super) fn group_of(&mut self, kind: Kind) -> &mut Vec<Option<usize>> {
        match kind {
            Kind::Incidents => &mut self.group_of_incident,
            Kind::Statements => &mut self.group_of_statement,
        }
    }

    /// End the matter that an item stands in.
    fn dissolve(&mut self, kind: Kind, item: usize, changes: &mut Changes) -> Option<Group> {
        let group = self.group_of(kind)[item].and_then(|group| self.groups[group].take())?;
        group.items.iter().for_each(|&item| self.group_of(kind)[item] = None);
        changes.gone.push(group.built.matter.id.clone());
        Some(group)
    }
}
