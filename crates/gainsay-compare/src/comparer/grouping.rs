//! Which linked items make one matter.

use std::collections::BTreeSet;

use super::{Changes, ClaimSet, Comparer, Kind, Weights};
use crate::candidates;
use crate::cluster::incidents::Incident;
use crate::cluster::profile::Profile;
use crate::cluster::score::score;
use crate::cluster::statements::{self, Statement};
use crate::cluster::{self, Link, clusters};
use crate::constraints::Bound;
use crate::features::{Corpus, Order, order};
use crate::matter::Evidence;
use crate::tables::Tables;
use gainsay_document::Report;

impl<'a> Comparer<'a> {
    /// Group anew all that is linked with the touched items; the claims that no longer, and that now, make matters.
    ///
    /// A group of the same items as before is the same matter and stays as it is.
    pub(super) fn regroup(
        &mut self,
        kind: Kind,
        touched: &[usize],
        whole: Option<&Corpus<'a>>,
        changes: &mut Changes,
    ) -> (ClaimSet, ClaimSet) {
        let (mut freed, mut taken) = (BTreeSet::new(), BTreeSet::new());
        let sets = match kind {
            Kind::Incidents => self.by_incident.components(
                touched.iter().copied(),
                |item| (self.order(self.incidents[item].document), item),
                |item| self.ties_of_incidents.tied(item),
            ),
            Kind::Statements => self.by_statement.components(
                touched.iter().copied(),
                |item| (self.order(self.statements[item].document), self.statements[item].claim),
                |item| self.ties_of_statements.tied(item),
            ),
        };
        let mut old: BTreeSet<usize> = touched.iter().filter_map(|&item| self.group_of(kind)[item]).collect();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for set in sets {
            old.extend(set.iter().filter_map(|&item| self.group_of(kind)[item]));
            groups.extend(self.split(kind, &set));
        }
        let (same, new): (Vec<_>, Vec<_>) = groups.into_iter().partition(|items| {
            let group = self.group_of(kind)[items[0]].and_then(|group| self.groups[group].as_ref());
            group.is_some_and(|group| group.items == *items)
        });
        for items in same {
            old.remove(&self.group_of(kind)[items[0]].unwrap_or_default());
        }
        for group in old {
            let Some(group) = self.groups[group].take() else { continue };
            group.items.iter().for_each(|&item| self.group_of(kind)[item] = None);
            freed.extend(group.claims);
            changes.gone.push(group.built.matter.id);
        }
        let mut come = Vec::new();
        for group in self.build_all(kind, new, whole) {
            taken.extend(group.claims.iter().copied());
            for &item in &group.items {
                self.group_of(kind)[item] = Some(self.groups.len());
            }
            come.push(self.groups.len());
            self.groups.push(Some(group));
        }
        if whole.is_none() {
            let built = self
                .collect(come.iter().filter_map(|&at| self.groups[at].as_ref()).map(|group| &group.built));
            changes.come.matters.extend(built.matters);
            changes.come.origins.extend(built.origins);
            changes.come.relations.extend(built.relations);
        }
        (freed, taken)
    }
    /// The groups of a set of linked items, given in order of publication, that make matters.
    fn split(&self, kind: Kind, set: &[usize]) -> Vec<Vec<usize>> {
        let groups = match kind {
            Kind::Incidents => {
                let incidents: Vec<&Incident<'_>> = set.iter().map(|&item| &self.incidents[item]).collect();
                let bound = &mut self.ties_of_incidents.bound(set);
                let links = self.by_incident.links(set);
                groups_of_incidents(&incidents, links, &self.weights, &self.tables, bound)
            }
            Kind::Statements => {
                let statements: Vec<&Statement> = set.iter().map(|&item| &self.statements[item]).collect();
                let bound = &mut self.ties_of_statements.bound(set);
                statements::groups(&statements, self.by_statement.links(set), bound)
            }
        };
        let groups = groups.into_iter().map(|group| group.into_iter().map(|at| set[at]).collect::<Vec<_>>());
        let makes_matter = |items: &Vec<usize>| {
            kind == Kind::Statements
                || items.iter().any(|&item| self.ties_of_incidents.is_founded(item))
                || Evidence::makes_matter(
                    items.iter().map(|&item| (self.evidence[item], self.incidents[item].profile.main)),
                )
        };
        groups.filter(makes_matter).collect()
    }
}

/// The groups of linked incidents that are one each, by their places in `incidents`, which come in order of publication.
pub(crate) fn groups_of_incidents(
    incidents: &[&Incident<'_>],
    links: Vec<Link>,
    weights: &Weights<'_>,
    tables: &Tables,
    bound: &mut Bound,
) -> Vec<Vec<usize>> {
    let likeness = |a: usize, b: usize| {
        let (a, b) = (a.min(b), a.max(b));
        let (x, y) = (&incidents[a].profile, &incidents[b].profile);
        score(x, y, &*weights.common, &weights.counted.names, tables)
    };
    let groups = clusters(incidents, links, likeness, bound);
    cluster::disasters::join(groups, incidents, tables, bound)
}

/// The strength of the link between two incidents of different documents, the earlier published first.
pub(crate) fn strength(
    x: &Profile<'_>,
    y: &Profile<'_>,
    weights: &Weights<'_>,
    tables: &Tables,
) -> Option<f64> {
    let names = &weights.counted.names;
    let near = candidates::near(x, y, names);
    near.then(|| score(x, y, &*weights.common, names, tables)).flatten().filter(|it| cluster::is_link(*it))
}

/// The strength of the link between two incidents.
pub(super) fn link(
    incidents: &[Incident<'_>],
    reports: &[Report<'_>],
    weights: &Weights<'_>,
    tables: &Tables,
    a: usize,
    b: usize,
) -> Option<f64> {
    let (x, y) = (&incidents[a], &incidents[b]);
    if x.document == y.document {
        return None;
    }
    let order = |incident: &Incident<'_>| -> Order<'_> { order(reports[incident.document].document) };
    let (x, y) = if order(x) > order(y) { (y, x) } else { (x, y) };
    strength(&x.profile, &y.profile, weights, tables)
}

/// The strength of the link between two statements.
pub(super) fn link_statements(
    statements: &[Statement],
    reports: &[Report<'_>],
    a: usize,
    b: usize,
) -> Option<f64> {
    let (x, y) = (&statements[a], &statements[b]);
    let at = |statement: &Statement| (order(reports[statement.document].document), statement.claim);
    if at(x) <= at(y) { statements::link(x, y) } else { statements::link(y, x) }
}
