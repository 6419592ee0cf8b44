//! Items that are compared with their neighbours under shared keys, and the links that this finds.
//!
//! Every key lists its items in a fixed order, and an item meets only those within reach of it in some list: the cost
//! of an item does not grow with the length of the lists. An item that comes in between pushes others out of each
//! other's reach; those links end, so that what stands never depends on the order in which items came.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::cluster::Link;
use crate::features::words::HashedMap;

/// Items by number, their keys and their links.
pub(crate) struct Graph<O> {
    /// How many places apart two items of one list may stand.
    reach: usize,
    orders: Vec<O>,
    /// The keys of each item, ascending; hashes.
    keys: Vec<Vec<u64>>,
    lists: HashedMap<Vec<usize>>,
    listed: Vec<bool>,
    links: Vec<Vec<(usize, f64)>>,
}

impl<O: Ord> Graph<O> {
    /// No items.
    pub fn new(reach: usize) -> Self {
        Self {
            reach,
            orders: Vec::new(),
            keys: Vec::new(),
            lists: HashedMap::default(),
            listed: Vec::new(),
            links: Vec::new(),
        }
    }

    /// A new item, not yet listed; `order` is that of no other item.
    pub fn push(&mut self, order: O, mut keys: Vec<u64>) -> usize {
        keys.sort_unstable();
        keys.dedup();
        self.orders.push(order);
        self.keys.push(keys);
        self.listed.push(false);
        self.links.push(Vec::new());
        self.orders.len() - 1
    }

    /// Whether the item is listed.
    pub fn is_listed(&self, item: usize) -> bool {
        self.listed[item]
    }

    /// List `items` where none is listed yet. `weigh` tells how strong the link between two items is, if there is one.
    pub fn fill(&mut self, items: &[usize], weigh: impl Fn(usize, usize) -> Option<f64>) {
        for &item in items {
            self.listed[item] = true;
            for key in &self.keys[item] {
                self.lists.entry(*key).or_default().push(item);
            }
        }
        for list in self.lists.values_mut() {
            list.sort_unstable_by(|a, b| self.orders[*a].cmp(&self.orders[*b]));
        }
        let mut later = Vec::new();
        for &item in items {
            for list in self.keys[item].iter().filter_map(|key| self.lists.get(key)) {
                let next = place(&self.orders, list, item) + 1;
                later.extend(list[next..].iter().take(self.reach));
            }
            later.sort_unstable();
            later.dedup();
            for other in later.drain(..) {
                if let Some(weight) = weigh(item, other) {
                    self.link(item, other, weight);
                }
            }
        }
    }

    /// List an item; the items whose links changed, itself among them.
    pub fn insert(&mut self, item: usize, weigh: impl Fn(usize, usize) -> Option<f64>) -> Vec<usize> {
        let (mut near, mut parted) = (Vec::new(), Vec::new());
        for key in &self.keys[item] {
            let list = self.lists.entry(*key).or_default();
            let at = place(&self.orders, list, item);
            list.insert(at, item);
            near.extend(&list[at.saturating_sub(self.reach)..at]);
            near.extend(list[at + 1..].iter().take(self.reach));
            for back in 1..=self.reach.min(at) {
                parted.extend(list.get(at + 1 + self.reach - back).map(|&after| (list[at - back], after)));
            }
        }
        self.listed[item] = true;
        near.sort_unstable();
        near.dedup();
        let mut touched = vec![item];
        for other in near {
            if let Some(weight) = weigh(item, other) {
                self.link(item, other, weight);
                touched.push(other);
            }
        }
        for (a, b) in parted {
            if self.are_linked(a, b) && !self.are_near(a, b) {
                self.unlink(a, b);
                touched.extend([a, b]);
            }
        }
        touched
    }

    /// Take an item off the lists; the other items whose links changed.
    pub fn remove(&mut self, item: usize, weigh: impl Fn(usize, usize) -> Option<f64>) -> Vec<usize> {
        let mut met = Vec::new();
        for key in &self.keys[item] {
            let Some(list) = self.lists.get_mut(key) else { continue };
            let at = place(&self.orders, list, item);
            list.remove(at);
            for back in 1..=self.reach.min(at) {
                met.extend(list.get(at + self.reach - back).map(|&after| (list[at - back], after)));
            }
        }
        self.listed[item] = false;
        let mut touched: Vec<usize> = self.links[item].iter().map(|link| link.0).collect();
        for &other in &touched {
            self.unlink(item, other);
        }
        for (a, b) in met {
            if !self.are_linked(a, b)
                && let Some(weight) = weigh(a, b)
            {
                self.link(a, b, weight);
                touched.extend([a, b]);
            }
        }
        touched
    }

    /// The sets of linked items that any of `items` stands in, each in ascending order of the items' orders by `by`.
    /// `tied` are items that belong to the set of an item whatever the links.
    pub fn components<'t, K: Ord>(
        &self,
        items: impl IntoIterator<Item = usize>,
        by: impl Fn(usize) -> K,
        tied: impl Fn(usize) -> &'t [usize],
    ) -> Vec<Vec<usize>> {
        let mut seen: HashSet<usize> = HashSet::new();
        let mut found = Vec::new();
        for start in items {
            if !self.listed[start] || !seen.insert(start) {
                continue;
            }
            let mut members = vec![start];
            let mut next = 0;
            while let Some(&item) = members.get(next) {
                next += 1;
                let linked = self.links[item].iter().map(|link| link.0);
                let tied = tied(item).iter().copied().filter(|&other| self.listed[other]);
                members.extend(linked.chain(tied).filter(|&other| seen.insert(other)));
            }
            members.sort_unstable_by_key(|&item| by(item));
            found.push(members);
        }
        found
    }

    /// All pairs of listed items that meet, the lower number first, ascending.
    pub fn pairs(&self) -> BTreeSet<(usize, usize)> {
        let of_list = |list: &Vec<usize>| {
            let meets = |(at, &item): (usize, &usize)| {
                let later = list[at + 1..].iter().take(self.reach);
                later.map(move |&other| (item.min(other), item.max(other))).collect::<Vec<_>>()
            };
            list.iter().enumerate().flat_map(meets).collect::<Vec<_>>()
        };
        self.lists.values().flat_map(of_list).collect()
    }

    /// The links among `members`, by their places in it, the lower first.
    pub fn links(&self, members: &[usize]) -> Vec<Link> {
        if members.len() == 1 {
            return Vec::new();
        }
        let places: HashMap<usize, usize> =
            members.iter().enumerate().map(|(at, &item)| (item, at)).collect();
        let of = |(at, item): (usize, &usize)| {
            let links = self.links[*item].iter();
            let places = &places;
            links.filter_map(move |(other, weight)| Some((at, *places.get(other)?, *weight)))
        };
        members.iter().enumerate().flat_map(of).filter(|(a, b, _)| a < b).collect()
    }

    fn are_linked(&self, a: usize, b: usize) -> bool {
        self.links[a].iter().any(|link| link.0 == b)
    }

    fn link(&mut self, a: usize, b: usize, weight: f64) {
        self.links[a].push((b, weight));
        self.links[b].push((a, weight));
    }

    fn unlink(&mut self, a: usize, b: usize) {
        self.links[a].retain(|link| link.0 != b);
        self.links[b].retain(|link| link.0 != a);
    }

    /// Whether the two stand within reach of each other in any list.
    pub fn are_near(&self, a: usize, b: usize) -> bool {
        let shared = self.keys[a].iter().filter(|key| self.keys[b].binary_search(key).is_ok());
        shared
            .filter_map(|key| self.lists.get(key))
            .any(|list| place(&self.orders, list, a).abs_diff(place(&self.orders, list, b)) <= self.reach)
    }
}

/// Where an item stands in a list, or would.
fn place<O: Ord>(orders: &[O], list: &[usize], item: usize) -> usize {
    list.partition_point(|&other| orders[other] < orders[item])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Links as pairs, ascending.
    fn pairs(graph: &Graph<usize>) -> Vec<(usize, usize)> {
        let mut pairs: Vec<(usize, usize)> = (0..graph.orders.len())
            .flat_map(|item| graph.links[item].iter().map(move |link| (item, link.0)))
            .filter(|(a, b)| graph.orders[*a] < graph.orders[*b])
            .map(|(a, b)| (graph.orders[a], graph.orders[b]))
            .collect();
        pairs.sort_unstable();
        pairs
    }

    fn weigh(orders: &[usize]) -> impl Fn(usize, usize) -> Option<f64> + use<'_> {
        |a, b| (!(orders[a] + orders[b]).is_multiple_of(3)).then_some(1.0)
    }

    proptest! {
        #[test]
        fn what_is_linked_does_not_depend_on_who_came_first(
            keys in prop::collection::vec(prop::collection::vec(0u64..5, 1..4), 1..30),
            order in any::<u64>(),
            gone in prop::collection::vec(any::<bool>(), 30),
        ) {
            // The numbers of the items, in an order made of `order`.
            let mut numbers: Vec<usize> = (0..keys.len()).collect();
            numbers.sort_by_key(|&at| (at as u64 + 1).wrapping_mul(order | 1) % 1009);
            let mut all = Graph::new(2);
            let (mut kept, mut one_by_one) = (Vec::new(), Graph::new(2));
            for (number, keys) in keys.iter().enumerate() {
                let item = all.push(number, keys.clone());
                if !gone[number] {
                    kept.push(item);
                }
            }
            let same: Vec<usize> = (0..keys.len()).collect();
            all.fill(&kept, weigh(&same));
            for &number in &numbers {
                let item = one_by_one.push(number, keys[number].clone());
                one_by_one.insert(item, weigh(&numbers));
            }
            for item in 0..numbers.len() {
                if gone[numbers[item]] {
                    one_by_one.remove(item, weigh(&numbers));
                }
            }
            prop_assert_eq!(pairs(&all), pairs(&one_by_one));
        }
    }
}
