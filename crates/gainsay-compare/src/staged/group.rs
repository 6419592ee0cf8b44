//! Which items of a set of linked ones make a matter.

use std::collections::BTreeMap;

use super::row::{IncidentRow, StatementRow};
use super::{Item, Kind, Link, StageError, Weighing, decode};
use crate::cluster::incidents::Incident;
use crate::cluster::statements::{self, Statement};
use crate::cluster::{self};
use crate::comparer::groups_of_incidents;
use crate::constraints::Bound;
use crate::matter::Evidence;

/// The groups of one set of linked items that make matters, each ascending. `items` are those of the set, with their rows,
/// `links` all links among them; in whatever order, and links more than once.
///
/// # Errors
/// Where a row is none that [`super::listed`] has made, or a link is of an item that is not there.
pub fn groups(
    kind: Kind,
    items: &[(Item, &[u8])],
    links: &[Link],
    weighing: &Weighing,
) -> Result<Vec<Vec<Item>>, StageError> {
    let mut items = items.to_vec();
    items.sort_unstable_by_key(|(item, _)| *item);
    items.dedup_by_key(|(item, _)| *item);
    let place = |item: &Item| {
        let found = items.binary_search_by_key(item, |(item, _)| *item);
        found.map_err(|_| {
            StageError::new(format!("a link with an item of {} that is not there", item.document()))
        })
    };
    let mut strengths: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for Link { from, to, strength } in links {
        let (a, b) = (place(from)?, place(to)?);
        strengths.insert((a.min(b), a.max(b)), *strength);
    }
    let links: Vec<cluster::Link> =
        strengths.into_iter().map(|((a, b), strength)| (a, b, strength)).collect();
    // The documents, numbered in their order.
    let mut document = 0;
    let documents: Vec<usize> = items
        .iter()
        .enumerate()
        .map(|(at, (item, _))| {
            document += usize::from(at > 0 && !item.is_beside(&items[at - 1].0));
            document
        })
        .collect();
    let mut bound = Bound::of(items.iter().map(|_| None));
    let groups = match kind {
        Kind::Incidents => {
            let mut rows = Vec::with_capacity(items.len());
            for (_, row) in &items {
                rows.push(decode::<IncidentRow<'static>>("an incident", row)?);
            }
            let evidence: Vec<Evidence> = rows.iter().map(|row| row.evidence).collect();
            let incidents: Vec<Incident<'_>> = rows
                .iter_mut()
                .zip(&documents)
                .map(|(row, &document)| Incident { document, claims: Vec::new(), profile: row.profile() })
                .collect();
            let all: Vec<&Incident<'_>> = incidents.iter().collect();
            let weights = weighing.weights_of_features();
            let mut groups = groups_of_incidents(&all, links, &weights, &weighing.tables, &mut bound);
            groups.retain(|group| {
                Evidence::makes_matter(group.iter().map(|&at| (evidence[at], incidents[at].profile.main)))
            });
            groups
        }
        Kind::Statements => {
            let mut all = Vec::with_capacity(items.len());
            for ((item, row), &document) in items.iter().zip(&documents) {
                let row: StatementRow = decode("a statement", row)?;
                all.push(row.statement(document, item.at()));
            }
            let all: Vec<&Statement> = all.iter().collect();
            statements::groups(&all, links, &mut bound)
        }
    };
    Ok(groups.into_iter().map(|group| group.into_iter().map(|at| items[at].0).collect()).collect())
}
