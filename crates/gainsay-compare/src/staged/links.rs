//! Which items of one list are linked: each meets those that stand close enough before it.

use super::row::{IncidentRow, StatementRow};
use super::{Item, Kind, StageError, Weighing, decode};
use crate::candidates::NEIGHBOURS;
use crate::cluster::profile::Profile;
use crate::cluster::statements::{self, REACH, Statement};
use crate::comparer::strength;

/// A link between two items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The item that comes first by name.
    pub from: Item,
    /// The other one.
    pub to: Item,
    /// How strong the link is. It is the same whatever list the two meet in.
    pub strength: f64,
}

/// Goes through lists of items and links those that meet. A list may come in several batches: the last items of a batch are
/// kept for the next one, and nothing else is.
pub struct Neighbours {
    kind: Kind,
    /// The last items of the last list.
    kept: Vec<(u64, Item, Vec<u8>)>,
}

/// An item that others are compared with.
enum Candidate<'r> {
    Incident(Profile<'r>),
    Statement(Statement),
}

impl Neighbours {
    /// Before the first item.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self { kind, kept: Vec::new() }
    }

    /// How many items before it an item meets under one key.
    fn reach(&self) -> usize {
        match self.kind {
            Kind::Incidents => NEIGHBOURS,
            Kind::Statements => REACH,
        }
    }

    /// The links of a batch of items with those before them: key, item and row each. The items of one key come one after the
    /// other, by their places.
    ///
    /// # Errors
    /// Where a row is none that [`super::listed`] has made.
    pub fn links(
        &mut self,
        batch: &[(u64, Item, &[u8])],
        weighing: &Weighing,
    ) -> Result<Vec<Link>, StageError> {
        let kept = std::mem::take(&mut self.kept);
        let kept_rows = kept.iter().map(|(key, item, row)| (*key, *item, row.as_slice()));
        let all: Vec<(u64, Item, &[u8])> = kept_rows.chain(batch.iter().copied()).collect();
        let mut rows = Vec::new();
        let mut candidates: Vec<Candidate<'_>> = Vec::with_capacity(all.len());
        match self.kind {
            Kind::Incidents => {
                for (_, _, row) in &all {
                    rows.push(decode::<IncidentRow<'static>>("an incident", row)?);
                }
                candidates.extend(rows.iter_mut().map(|row| Candidate::Incident(row.profile())));
            }
            Kind::Statements => {
                for (_, item, row) in &all {
                    let row: StatementRow = decode("a statement", row)?;
                    candidates.push(Candidate::Statement(row.statement(0, item.at())));
                }
            }
        }
        let weights = weighing.weights_of_features();
        let reach = self.reach();
        let mut links = Vec::new();
        for at in kept.len()..all.len() {
            let (key, item, _) = all[at];
            for before in (at.saturating_sub(reach)..at).rev() {
                let (other_key, other, _) = all[before];
                if other_key != key {
                    break;
                }
                let ((from, x), (to, y)) = if other < item {
                    ((other, &candidates[before]), (item, &candidates[at]))
                } else {
                    ((item, &candidates[at]), (other, &candidates[before]))
                };
                let strength = match (x, y) {
                    (Candidate::Incident(x), Candidate::Incident(y)) => {
                        (!from.is_beside(&to)).then(|| strength(x, y, &weights, &weighing.tables)).flatten()
                    }
                    (Candidate::Statement(x), Candidate::Statement(y)) => statements::link(x, y),
                    _ => None,
                };
                links.extend(strength.map(|strength| Link { from, to, strength }));
            }
        }
        let last = all.last().map(|row| row.0);
        let of_last = all.iter().rev().take(reach).take_while(|row| Some(row.0) == last);
        self.kept = of_last.map(|(key, item, row)| (*key, *item, row.to_vec())).collect();
        self.kept.reverse();
        Ok(links)
    }
}

impl std::fmt::Debug for Neighbours {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Neighbours").field("kept", &self.kept.len()).finish_non_exhaustive()
    }
}
