//! The sets of linked items.

use std::collections::HashMap;

use super::Item;
use crate::cluster::Forest;

/// Sets of items that links connect. It holds the linked items and nothing else: about 130 bytes each.
#[derive(Default)]
pub struct Components {
    numbers: HashMap<Item, usize>,
    items: Vec<Item>,
    forest: Forest,
}

impl Components {
    /// No links yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Link two items. Doing it again changes nothing.
    pub fn link(&mut self, from: Item, to: Item) {
        let (from, to) = (self.number(from), self.number(to));
        self.forest.join(from, to);
    }

    fn number(&mut self, item: Item) -> usize {
        let next = self.items.len();
        let number = *self.numbers.entry(item).or_insert(next);
        if number == next {
            self.items.push(item);
            self.forest.grow();
        }
        number
    }

    /// The sets, each ascending, by their first items.
    #[must_use]
    pub fn sets(mut self) -> Vec<Vec<Item>> {
        let mut sets: Vec<Vec<Item>> = self
            .forest
            .groups()
            .into_iter()
            .map(|set| {
                let mut set: Vec<Item> = set.into_iter().map(|at| self.items[at]).collect();
                set.sort_unstable();
                set
            })
            .collect();
        sets.sort_unstable();
        sets
    }
}

impl std::fmt::Debug for Components {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Components").field("items", &self.items.len()).finish_non_exhaustive()
    }
}
