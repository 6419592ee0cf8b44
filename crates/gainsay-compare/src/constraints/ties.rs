//! Which items of a comparer decisions tie to which others.

use std::collections::HashMap;

use super::bound::{Bound, Tie, TieKey};

/// What decisions bind items to.
#[derive(Default)]
pub(crate) struct Ties {
    of_item: HashMap<usize, Tie>,
    /// The items of each key, those no longer listed included.
    items: HashMap<TieKey, Vec<usize>>,
    /// What each item is tied to.
    tied: HashMap<usize, Vec<usize>>,
}

impl Ties {
    /// Bind an item.
    pub fn insert(&mut self, item: usize, tie: Tie) {
        for key in tie.keys() {
            let items = self.items.entry(key.clone()).or_default();
            for &other in items.iter() {
                self.tied.entry(other).or_default().push(item);
                self.tied.entry(item).or_default().push(other);
            }
            items.push(item);
        }
        self.of_item.insert(item, tie);
    }

    /// Forget an item that goes.
    pub fn remove(&mut self, item: usize) {
        let Some(tie) = self.of_item.remove(&item) else { return };
        for key in tie.keys() {
            if let Some(items) = self.items.get_mut(key) {
                items.retain(|&other| other != item);
            }
        }
        for other in self.tied.remove(&item).unwrap_or_default() {
            if let Some(tied) = self.tied.get_mut(&other) {
                tied.retain(|&gone| gone != item);
            }
        }
    }

    /// The items that an item is tied to, those no longer listed included.
    pub fn tied(&self, item: usize) -> &[usize] {
        self.tied.get(&item).map_or(&[], Vec::as_slice)
    }

    /// What holds of items in their order.
    pub fn bound(&self, items: &[usize]) -> Bound {
        Bound::of(items.iter().map(|item| self.of_item.get(item)))
    }

    /// Whether a person said of an item that it makes a matter with others.
    pub fn is_founded(&self, item: usize) -> bool {
        self.of_item.get(&item).is_some_and(|tie| tie.set.is_some())
    }
}
