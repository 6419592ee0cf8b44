//! From the incidents of single documents to incidents of many documents.
//!
//! Links between two incidents come from blocking ([`crate::candidates`]) and a score. Chains of links are
//! dangerous ("single-link"): two clusters are joined only if they fit as wholes ("average link").

pub(crate) mod disasters;
pub(crate) mod incidents;
pub(crate) mod profile;
pub(crate) mod score;
pub(crate) mod statements;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use self::incidents::Incident;
use self::score::{LIMIT, THRESHOLD};
use crate::constraints::Bound;

/// A link between two items by index, and how strong it is.
pub(crate) type Link = (usize, usize, f64);

/// Whether incidents of this score are linked.
pub(crate) fn is_link(score: f64) -> bool {
    score >= THRESHOLD
}

/// The clusters of incidents: lists of indices into `incidents`, each ascending, in order of their first.
///
/// `incidents` come in order of publication. Average link: the two clusters whose incidents are most alike on the whole
/// are joined first, until none are alike enough. Two incidents that one document tells apart never come together.
/// `likeness` scores two that no link is given of; `None` where they cannot be one. What `bound` joins is joined first,
/// and what it holds apart never is.
pub(crate) fn clusters(
    incidents: &[&Incident<'_>],
    links: Vec<Link>,
    likeness: impl Fn(usize, usize) -> Option<f64>,
    bound: &mut Bound,
) -> Vec<Vec<usize>> {
    let mut near: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); incidents.len()];
    let mut queue = BinaryHeap::new();
    for (a, b, score) in links {
        near[a].insert(b, score);
        near[b].insert(a, score);
        queue.push(Candidate { score, a, b, sizes: 2 });
    }
    let mut forest = Forest::new(incidents.len());
    let mut sizes: Vec<usize> = vec![1; incidents.len()];
    let mut documents: Vec<BTreeSet<usize>> =
        incidents.iter().map(|incident| BTreeSet::from([incident.document])).collect();
    let mut joins = bound.joins();
    loop {
        let (a, b, may_join) = if let Some((a, b)) = joins.next() {
            let (a, b) = (forest.root(a), forest.root(b));
            (a, b, a != b)
        } else {
            let Some(Candidate { a, b, sizes: then, .. }) = queue.pop() else { break };
            // A candidate is stale once either side has grown: another one was queued for what it has become.
            let current = forest.root(a) == a && forest.root(b) == b && sizes[a] + sizes[b] == then;
            (a, b, current && documents[a].is_disjoint(&documents[b]))
        };
        if !may_join || !bound.allows(a, b) {
            continue;
        }
        let (root, child) = forest.join(a, b);
        bound.join(root, child);
        let (mut theirs, moved) = (std::mem::take(&mut documents[child]), std::mem::take(&mut near[child]));
        if theirs.len() > documents[root].len() {
            std::mem::swap(&mut theirs, &mut documents[root]);
        }
        documents[root].extend(theirs);
        let others: BTreeSet<usize> = near[root].keys().chain(moved.keys()).copied().collect();
        #[expect(clippy::cast_precision_loss, reason = "far fewer incidents than a float counts exactly")]
        let (here, there) = (sizes[root] as f64, sizes[child] as f64);
        sizes[root] += sizes[child];
        for other in others.into_iter().filter(|&other| other != root && other != child) {
            // What was never proposed is weighed by the earliest reports of both.
            let of = |known: Option<&f64>, first: usize| {
                known.copied().unwrap_or_else(|| likeness(first, other).unwrap_or(-LIMIT))
            };
            let mean = (here * of(near[root].get(&other), root) + there * of(moved.get(&other), child))
                / (here + there);
            near[other].remove(&child);
            near[other].insert(root, mean);
            near[root].insert(other, mean);
            if mean >= THRESHOLD {
                let (a, b) = (root.min(other), root.max(other));
                queue.push(Candidate { score: mean, a, b, sizes: sizes[a] + sizes[b] });
            }
        }
        near[root].remove(&child);
    }
    forest.groups()
}

/// Bring links into the order they are followed in: the strongest first.
fn sort(links: &mut [Link]) {
    links.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
}

/// Two clusters that could be joined, by their roots.
struct Candidate {
    score: f64,
    a: usize,
    b: usize,
    /// How many incidents both have together.
    sizes: usize,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then((other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

/// Disjoint sets over indices; the root of a set is its least index.
#[derive(Default)]
pub(crate) struct Forest {
    up: Vec<usize>,
}

impl Forest {
    /// `len` sets of one.
    pub fn new(len: usize) -> Self {
        Self { up: (0..len).collect() }
    }

    /// One more set of one.
    pub fn grow(&mut self) {
        self.up.push(self.up.len());
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
