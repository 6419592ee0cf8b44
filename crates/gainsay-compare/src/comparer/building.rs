//! From groups of items to matters, and from matters to the comparison.

use std::collections::HashMap;

use gainsay_document::{ClaimRef, Comparison, DocumentId, Relation, Report};

use super::{Comparer, Group, Kind};
use crate::cluster::incidents::Incident;
use crate::cluster::profile::Profile;
use crate::features::{Corpus, Order};
use crate::matter::{self, Built};

impl<'a> Comparer<'a> {
    /// The matters of groups; of the whole corpus where there is one, else of their own documents alone.
    pub(super) fn build_all(
        &self,
        kind: Kind,
        groups: Vec<Vec<usize>>,
        whole: Option<&Corpus<'a>>,
    ) -> Vec<Group> {
        let document = |item: usize| match kind {
            Kind::Incidents => self.incidents[item].document,
            Kind::Statements => self.statements[item].document,
        };
        if let Some(corpus) = whole {
            // The reports of the whole corpus are numbered as they stand there.
            return groups
                .into_iter()
                .map(|items| self.build(kind, items, corpus, |number| number))
                .collect();
        }
        let mut numbers: Vec<usize> = groups.iter().flatten().map(|&item| document(item)).collect();
        numbers.sort_by_key(|&number| self.order(number));
        numbers.dedup();
        let reports: Vec<Report<'a>> = numbers.iter().map(|&number| self.reports[number]).collect();
        let corpus = Corpus::weighed(&reports, &self.tables, self.weights.counted.clone());
        let places: HashMap<usize, usize> =
            numbers.iter().enumerate().map(|(at, &number)| (number, at)).collect();
        groups.into_iter().map(|items| self.build(kind, items, &corpus, |number| places[&number])).collect()
    }

    /// The matter of a group; `place` tells where a report stands in the corpus.
    fn build(
        &self,
        kind: Kind,
        items: Vec<usize>,
        corpus: &Corpus<'a>,
        place: impl Fn(usize) -> usize,
    ) -> Group {
        let (profile, claims): (Profile<'a>, Vec<(usize, usize)>) = match kind {
            Kind::Incidents => {
                let told = || items.iter().map(|&item| &self.incidents[item]);
                let claims = |one: &Incident<'a>| {
                    one.claims.iter().map(|&claim| (one.document, claim)).collect::<Vec<_>>()
                };
                (described(told()), told().flat_map(claims).collect())
            }
            Kind::Statements => {
                let stated = items.iter().map(|&item| &self.statements[item]);
                (Profile::default(), stated.map(|one| (one.document, one.claim)).collect())
            }
        };
        let mut indices: Vec<usize> = claims
            .iter()
            .map(|&(number, claim)| corpus.documents[place(number)].claims.start + claim)
            .collect();
        indices.sort_unstable();
        let rejected = |claim: &ClaimRef| self.resolved.is_rejected(claim);
        let built = matter::build(corpus, &self.tables, &self.weights.common, &profile, &indices, rejected);
        let claims = if kind == Kind::Incidents { claims } else { Vec::new() };
        Group { items, claims, built }
    }
}

/// What a matter of these incidents is described by.
pub(crate) fn described<'i, 'a: 'i>(incidents: impl Iterator<Item = &'i Incident<'a>>) -> Profile<'a> {
    let mut profile = Profile::default();
    for incident in incidents {
        profile.absorb(&incident.profile);
        profile.main |= incident.profile.main;
    }
    profile
}

/// All that was built, in the order of `built`; `order` tells where a document comes in the order of publication.
pub(crate) fn collected<'b, 'o>(
    built: impl IntoIterator<Item = &'b Built>,
    order: impl Fn(&DocumentId) -> Option<Order<'o>>,
) -> Comparison {
    let mut comparison = Comparison::default();
    for built in built {
        comparison.matters.push(built.matter.clone());
        comparison.origins.extend(built.origins.iter().cloned());
        comparison.relations.extend(built.relations.iter().cloned());
    }
    comparison.origins.sort_by(|a, b| a.id.cmp(&b.id));
    let order = |claim: &ClaimRef| (order(&claim.document), claim.claim);
    // Looking up a document's order costs more than holding it while sorting.
    comparison.relations.sort_by_cached_key(|relation: &Relation| {
        (order(&relation.from), order(&relation.to), relation.kind)
    });
    comparison
}
