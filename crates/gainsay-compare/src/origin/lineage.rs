//! Who repeats whom: the reports that carry an origin's statements, as a tree.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{ClaimRef, DocumentId, Matter, Origin, OriginNode, OriginTree, Repeat, Report};

use super::text::{self, Shingles};
use crate::features::order;

/// The trees of the origins of a matter, those that most reports carry first, then in order of publication.
///
/// `origins` are those of the comparison, `reports` those of the matter.
#[must_use]
pub fn origin_trees<'o>(
    matter: &Matter,
    origins: impl IntoIterator<Item = &'o Origin>,
    reports: &[Report<'_>],
) -> Vec<OriginTree> {
    let claims: BTreeSet<&ClaimRef> = matter.claims.iter().collect();
    let own = origins.into_iter().filter(|origin| origin.claims.iter().any(|claim| claims.contains(claim)));
    let tree = |origin: &Origin| OriginTree { origin: origin.clone(), reports: origin_tree(origin, reports) };
    let mut trees: Vec<OriginTree> = own.map(tree).collect();
    let place = |tree: &OriginTree| {
        let first = tree.reports.first().map(|node| &node.document);
        matter.documents.iter().position(|document| Some(document) == first)
    };
    trees.sort_by_cached_key(|tree| {
        (std::cmp::Reverse(tree.reports.len()), place(tree), tree.origin.id.clone())
    });
    trees
}

/// The reports that carry the statements of `origin`, in order of publication: who repeats whom, first seen when.
///
/// `reports` are those of the origin's claims; others are left out, and claims of missing ones as well. A report whose
/// text stands in an earlier one repeats the earliest such; any other has it from the source or agency it names.
#[must_use]
pub fn origin_tree(origin: &Origin, reports: &[Report<'_>]) -> Vec<OriginNode> {
    let mut claims: BTreeMap<&DocumentId, usize> = BTreeMap::new();
    for claim in &origin.claims {
        claims.entry(&claim.document).or_insert_with(|| claim.claim.index());
    }
    let mut carriers: Vec<(&Report<'_>, usize)> =
        reports.iter().filter_map(|report| Some((report, *claims.get(&report.document.id)?))).collect();
    carriers.sort_by_key(|(report, _)| order(report.document));
    carriers.dedup_by_key(|(report, _)| &report.document.id);
    let texts: Vec<Shingles> = carriers
        .iter()
        .map(|(Report { document, .. }, _)| {
            text::of_document(document.body.map_or("", |body| body.of(&document.text)))
        })
        .collect();
    let texts: Vec<&Shingles> = texts.iter().collect();
    let mut earliest: BTreeMap<usize, usize> = BTreeMap::new();
    for (a, b) in text::pairs(&texts, |a, b| text::shared(texts[a], texts[b])) {
        let first = earliest.entry(b).or_insert(a);
        *first = a.min(*first);
    }
    let node = |(at, (report, claim)): (usize, &(&Report<'_>, usize))| {
        let document = report.document;
        let (repeats, why) = match earliest.get(&at) {
            Some(&first) => {
                let (common, of) = text::common(texts[first], texts[at]);
                (Some(carriers[first].0.document.id.clone()), Repeat::Text { common, of })
            }
            None => (None, from_the_origin(report, *claim)),
        };
        OriginNode {
            document: document.id.clone(),
            outlet: document.outlet.clone(),
            published: document.published.map(|published| published.date),
            repeats,
            why,
        }
    };
    carriers.iter().enumerate().map(node).collect()
}

fn from_the_origin(report: &Report<'_>, claim: usize) -> Repeat {
    let attribution = report.reading.claims.get(claim).and_then(|claim| claim.attribution);
    let attribution = attribution.and_then(|id| report.reading.attribution(id));
    if let Some(name) = attribution.and_then(|attribution| report.source_name(attribution)) {
        return Repeat::Source { name };
    }
    match &report.document.agency {
        Some(agency) => Repeat::Wire { agency: agency.clone() },
        None => Repeat::Own,
    }
}
