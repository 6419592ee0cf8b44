//! A clustering held to decisions: what is joined before any score is looked at, and what no score may join.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::resolve::{Bond, Place, Sides, conflict};

/// What binds an item: it is met and joined whatever the score.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TieKey {
    /// A set of claims that belong together by decision.
    Set(Place),
    /// An incident of a report that was divided, by the report's number and the incident's place there. Its pieces stay
    /// together unless a decision says otherwise.
    Whole(usize, usize),
}

/// What an item is bound to and held apart from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    /// A person said that it is of this set.
    pub set: Option<TieKey>,
    /// The divided incident that it is a piece of.
    pub whole: Option<TieKey>,
    sides: Arc<Sides>,
}

impl Tie {
    /// What holds of an item with a bond.
    pub fn of(bond: &Bond, whole: Option<TieKey>) -> Self {
        Self { set: bond.set.clone().map(TieKey::Set), whole, sides: Arc::clone(&bond.sides) }
    }

    /// What it is tied by.
    pub fn keys(&self) -> impl Iterator<Item = &TieKey> {
        self.set.iter().chain(&self.whole)
    }
}

/// Which of a list of items belong together and apart, while they are clustered.
pub(crate) struct Bound {
    /// On which sides of which decisions a cluster stands, by its root.
    sides: Vec<Sides>,
    joins: Vec<(usize, usize)>,
    founded: Vec<bool>,
}

impl Bound {
    /// Of items in their order. No item's tie depends on the order in which they came.
    pub fn of<'t>(ties: impl IntoIterator<Item = Option<&'t Tie>>) -> Self {
        let mut bound = Self { sides: Vec::new(), joins: Vec::new(), founded: Vec::new() };
        let (mut sets, mut wholes) = (BTreeMap::new(), BTreeMap::new());
        let mut soft = Vec::new();
        for (at, tie) in ties.into_iter().enumerate() {
            bound.sides.push(tie.map(|tie| (*tie.sides).clone()).unwrap_or_default());
            bound.founded.push(tie.is_some_and(|tie| tie.set.is_some()));
            if let Some(set) = tie.and_then(|tie| tie.set.as_ref()) {
                let first = *sets.entry(set).or_insert(at);
                bound.joins.extend((first != at).then_some((first, at)));
            }
            if let Some(whole) = tie.and_then(|tie| tie.whole.as_ref()) {
                let others: &mut Vec<usize> = wholes.entry(whole).or_default();
                soft.extend(others.iter().map(|&other| (other, at)));
                others.push(at);
            }
        }
        // What a person said comes before what the report tells as one.
        bound.joins.extend(soft);
        bound
    }

    /// What is joined before all else, where nothing holds it apart, in this order.
    pub fn joins(&mut self) -> std::vec::IntoIter<(usize, usize)> {
        std::mem::take(&mut self.joins).into_iter()
    }

    /// Whether two clusters, by their roots, may be joined.
    pub fn allows(&self, a: usize, b: usize) -> bool {
        conflict(&self.sides[a], &self.sides[b]).is_none()
    }

    /// Remember that two clusters were joined.
    pub fn join(&mut self, root: usize, child: usize) {
        let moved = std::mem::take(&mut self.sides[child]);
        self.sides[root].extend(moved);
    }

    /// Whether a person said of an item that it makes a matter with others.
    pub fn is_founded(&self, at: usize) -> bool {
        self.founded[at]
    }
}
