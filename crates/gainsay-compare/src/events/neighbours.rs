//! Which documents are worth comparing: for each the few that share the most of its telling words.

use std::collections::BTreeMap;

use super::vectors::{Terms, Vector, dot};

/// How many telling words of a document are looked up.
const TELLING: usize = 40;
/// A word of more documents than this tells no story from another.
const COMMON: u32 = 400;
/// How many neighbours a document has at most.
const NEIGHBOURS: usize = 60;
/// The least likeness of neighbours.
const LEAST: f64 = 0.02;

/// The neighbours of each document, nearest first, itself before all.
pub(super) fn of(documents: &[Vector], terms: &Terms<'_>) -> Vec<Vec<usize>> {
    let telling: Vec<Vector> = documents
        .iter()
        .map(|vector| {
            let mut telling: Vector = vector
                .iter()
                .copied()
                .filter(|(term, _)| (2..=COMMON).contains(&terms.documents_with(*term)))
                .collect();
            telling.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            telling.truncate(TELLING);
            telling
        })
        .collect();
    let mut index: BTreeMap<u32, Vec<(usize, f64)>> = BTreeMap::new();
    for (document, vector) in telling.iter().enumerate() {
        for &(term, weight) in vector {
            index.entry(term).or_default().push((document, weight));
        }
    }
    telling
        .iter()
        .enumerate()
        .map(|(document, vector)| {
            let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
            for &(term, weight) in vector {
                for &(other, its) in index.get(&term).into_iter().flatten() {
                    *shared.entry(other).or_default() += weight * its;
                }
            }
            shared.remove(&document);
            let mut near: Vec<(usize, f64)> = shared.into_iter().collect();
            near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            near.truncate(NEIGHBOURS);
            near.retain(|&(other, _)| dot(&documents[document], &documents[other]) >= LEAST);
            std::iter::once(document).chain(near.into_iter().map(|(other, _)| other)).collect()
        })
        .collect()
}
