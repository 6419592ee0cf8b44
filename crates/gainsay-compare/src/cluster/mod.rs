//! From the incidents of single documents to incidents of many documents.
//!
//! Links between two incidents come from blocking ([`crate::candidates`]) and a score. Chains of links are
//! dangerous ("single-link"): two clusters are joined only if they fit as wholes.

pub(crate) mod incidents;
pub(crate) mod profile;
pub(crate) mod score;
pub(crate) mod statements;

use std::collections::BTreeSet;

use self::incidents::Incident;
use self::profile::Profile;
use self::score::{CLUSTER_ALLOWANCE, ONE_TEXT, Rarity, THRESHOLD, score};
use crate::features::words::cosine;
use crate::tables::Tables;

/// A link between two items by index, and how strong it is.
pub(crate) type Link = (usize, usize, f64);

/// The strength of the link between two incidents, the earlier published first; `None` where they are not linked.
pub(crate) fn link(a: &Profile<'_>, b: &Profile<'_>, rarity: &impl Rarity, tables: &Tables) -> Option<f64> {
    // Where neither a day nor a place of both is known, only the words can show that it is one text.
    let unknown = (a.reach().is_none() || b.reach().is_none()) && a.place_fit(b).is_none();
    if unknown && cosine(&a.vector, &b.vector) < ONE_TEXT {
        return None;
    }
    score(a, b, rarity, tables).filter(|score| *score >= THRESHOLD)
}

/// The clusters of incidents: lists of indices into `incidents`, each ascending, in order of their first.
///
/// `incidents` come in order of publication. Two incidents that one document tells apart never come together.
pub(crate) fn clusters(
    incidents: &[&Incident<'_>],
    mut links: Vec<Link>,
    rarity: &impl Rarity,
    tables: &Tables,
) -> Vec<Vec<usize>> {
    sort(&mut links);
    let mut forest = Forest::new(incidents.len());
    let mut documents: Vec<BTreeSet<usize>> =
        incidents.iter().map(|incident| BTreeSet::from([incident.document])).collect();
    let mut profiles: Vec<Profile<'_>> = incidents.iter().map(|incident| incident.profile.clone()).collect();
    for (a, b, _) in links {
        let (a, b) = (forest.root(a), forest.root(b));
        if a == b || !documents[a].is_disjoint(&documents[b]) {
            continue;
        }
        let fits = score(&profiles[a], &profiles[b], rarity, tables);
        if fits.is_none_or(|score| score < THRESHOLD - CLUSTER_ALLOWANCE) {
            continue;
        }
        let (root, child) = forest.join(a, b);
        let (moved, theirs) = (std::mem::take(&mut profiles[child]), std::mem::take(&mut documents[child]));
        profiles[root].absorb(&moved);
        documents[root].extend(theirs);
    }
    forest.groups()
}

/// Bring links into the order they are followed in: the strongest first.
fn sort(links: &mut [Link]) {
    links.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
}

/// Disjoint sets over indices; the root of a set is its least index.
pub(crate) struct Forest {
    up: Vec<usize>,
}

impl Forest {
    /// `len` sets of one.
    pub fn new(len: usize) -> Self {
        Self { up: (0..len).collect() }
    }

    /// The least index of the set that `item` is in.
    pub fn root(&mut self, mut item: usize) -> usize {
        while self.up[item] != item {
            self.up[item] = self.up[self.up[item]];
            item = self.up[item];
        }
        item
    }

    /// Join the sets of two items; the root that stays and the one that goes.
    pub fn join(&mut self, a: usize, b: usize) -> (usize, usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (root, child) = (a.min(b), a.max(b));
        self.up[child] = root;
        (root, child)
    }

    /// The sets, each ascending, in order of their first.
    pub fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.up.len()];
        for item in 0..self.up.len() {
            groups[self.root(item)].push(item);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
}
