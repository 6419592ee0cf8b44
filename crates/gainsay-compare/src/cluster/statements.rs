//! Statements about no incident: the same event type, actors and rare words in several documents.

use std::collections::BTreeMap;

use super::{Forest, Link};
use crate::features::Corpus;
use crate::features::names::NameKey;
use crate::features::words::{Vector, cosine};

/// How many earlier claims with the same event type and actor a claim is compared with.
const REACH: usize = 40;
/// Publication days between two reports of one statement.
const APART: i32 = 7;
/// The likeness of words from which two claims are of one statement.
const LIKENESS: f64 = 0.5;

/// Groups of claims of two documents or more that make one statement; `taken` claims belong to incidents already.
pub(crate) fn statements(corpus: &Corpus<'_>, taken: &[bool]) -> Vec<Vec<usize>> {
    let claims: Vec<usize> = (0..corpus.claims.len())
        .filter(|&claim| !taken[claim] && !corpus.claims[claim].events.is_empty())
        .filter(|&claim| !corpus.claims[claim].incident)
        .collect();
    let vectors: Vec<Vector> =
        claims.iter().map(|&claim| corpus.vocabulary.vector(&corpus.claims[claim].words)).collect();

    let mut index: BTreeMap<(&str, &NameKey), Vec<usize>> = BTreeMap::new();
    let mut links: Vec<Link> = Vec::new();
    for (item, &claim) in claims.iter().enumerate() {
        let features = &corpus.claims[claim];
        let mut seen: Vec<usize> = Vec::new();
        for event in &features.events {
            for actor in &features.actors {
                let same = index.entry((event.kind.as_str(), actor)).or_default();
                seen.extend(same.iter().rev().take(REACH));
                if same.last() != Some(&item) {
                    same.push(item);
                }
            }
        }
        seen.sort_unstable();
        seen.dedup();
        for earlier in seen.into_iter().filter(|&earlier| earlier != item) {
            let days = corpus.published(claim).zip(corpus.published(claims[earlier]));
            let close = days.is_none_or(|(a, b)| (a - b).abs() <= APART);
            let likeness = cosine(&vectors[earlier], &vectors[item]);
            if close && likeness >= LIKENESS {
                links.push((earlier, item, likeness));
            }
        }
    }
    links.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));

    let mut forest = Forest::new(claims.len());
    for (a, b, _) in links {
        // The first claim of a set stands for it: everything that joins must be like it, so that no chain forms.
        let (a, b) = (forest.root(a), forest.root(b));
        if a != b && cosine(&vectors[a], &vectors[b]) >= LIKENESS {
            forest.join(a, b);
        }
    }
    forest
        .groups()
        .into_iter()
        .map(|group| group.into_iter().map(|item| claims[item]).collect::<Vec<usize>>())
        .filter(|group| {
            group.iter().any(|&claim| corpus.claims[claim].document != corpus.claims[group[0]].document)
        })
        .collect()
}
