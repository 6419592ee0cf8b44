//! Clusters of mentions of one class, by average linkage.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::features::days::{Day, Window};

use super::vectors::{Vector, dot, sum};
use super::words::Manner;

/// How alike two mentions are in one document, whatever their sentences.
const SAME_DOCUMENT: f64 = 0.25;
/// What the likeness of two sentences weighs beside that of two documents.
const CONTEXT: f64 = 0.5;
/// What is taken off for mentions in reports published [`LONG`] days apart; less for fewer days.
const APART: f64 = 0.08;
const LONG: Day = 30;
/// With how many others one mention is compared at most.
const CANDIDATES: usize = 80;

/// How alike two clusters of one manner must be on average to be one.
fn threshold(manner: Manner) -> f64 {
    match manner {
        Manner::Telling => 0.22,
        Manner::Saying => 1.0,
        Manner::Light => 0.5,
    }
}

/// An event mention and what it is compared by.
pub(super) struct Mention<'a> {
    /// The number of its document, and its own there.
    pub document: usize,
    pub event: usize,
    pub manner: Manner,
    /// When its document was published.
    pub published: Option<Day>,
    /// The words of its document.
    pub story: &'a Vector,
    /// The words around it.
    pub context: Vector,
}

/// A growing cluster: sums over its members, from which follow the averages over pairs.
struct Cluster {
    members: Vec<usize>,
    story: Vector,
    context: Vector,
    documents: BTreeMap<usize, f64>,
    /// Those of them whose story has any words.
    told: BTreeMap<usize, f64>,
    /// From the first to the last day of publication, where any is known.
    published: Option<Window>,
    near: BTreeSet<usize>,
}

/// A pair of clusters as alike as that; the most alike is the greatest, of equals the earliest.
struct Pair {
    alike: f64,
    of: Reverse<(usize, usize)>,
}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.alike.total_cmp(&other.alike).then_with(|| self.of.cmp(&other.of))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Pair {}

impl Cluster {
    fn of(member: usize, mention: &Mention<'_>, near: BTreeSet<usize>) -> Self {
        Self {
            members: vec![member],
            story: mention.story.clone(),
            context: mention.context.clone(),
            documents: BTreeMap::from([(mention.document, 1.0)]),
            told: (!mention.story.is_empty()).then_some((mention.document, 1.0)).into_iter().collect(),
            published: mention.published.map(|day| Window { start: day, end: day }),
            near,
        }
    }

    /// How alike the mentions of two clusters are on average.
    fn alike(&self, other: &Self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "no corpus has 2^53 mentions")]
        let pairs = (self.members.len() * other.members.len()) as f64;
        // A document is wholly like itself, which says nothing of its mentions.
        let across = dot(&self.story, &other.story) - shared(&self.told, &other.told);
        let stories = across + SAME_DOCUMENT * shared(&self.documents, &other.documents);
        let contexts = CONTEXT * dot(&self.context, &other.context);
        let days = self.published.zip(other.published).map_or(0, |(own, its)| own.gap(its));
        (stories + contexts) / pairs - APART * f64::from(days.min(LONG)) / f64::from(LONG)
    }

    fn merge(mut self, other: Self) -> Self {
        add(&mut self.documents, other.documents);
        add(&mut self.told, other.told);
        self.published = match (self.published, other.published) {
            (Some(own), Some(its)) => {
                Some(Window { start: own.start.min(its.start), end: own.end.max(its.end) })
            }
            (own, its) => own.or(its),
        };
        self.members.extend(other.members);
        self.members.sort_unstable();
        self.near.extend(other.near);
        self.story = sum(&self.story, &other.story);
        self.context = sum(&self.context, &other.context);
        self
    }
}

/// How many pairs of two collections have the same key.
fn shared<K: Ord>(a: &BTreeMap<K, f64>, b: &BTreeMap<K, f64>) -> f64 {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.iter().filter_map(|(key, count)| Some(count * long.get(key)?)).sum()
}

fn add<K: Ord>(to: &mut BTreeMap<K, f64>, from: BTreeMap<K, f64>) {
    for (key, count) in from {
        *to.entry(key).or_default() += count;
    }
}

/// The clusters of `mentions`, which are of one class and come by document; each ascending, by its first member.
pub(super) fn clusters(mentions: &[Mention<'_>], neighbours: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let Some(manner) = mentions.first().map(|mention| mention.manner) else { return Vec::new() };
    let least = threshold(manner);
    let mut at: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, mention) in mentions.iter().enumerate() {
        at.entry(mention.document).or_default().push(index);
    }
    let mut near = vec![BTreeSet::new(); mentions.len()];
    for (index, mention) in mentions.iter().enumerate() {
        let others =
            neighbours[mention.document].iter().filter_map(|document| at.get(document)).flatten().copied();
        for other in others.filter(|&other| other != index).take(CANDIDATES) {
            near[index].insert(other);
            near[other].insert(index);
        }
    }
    let mut clusters: Vec<Option<Cluster>> = mentions
        .iter()
        .zip(near)
        .enumerate()
        .map(|(index, (mention, near))| Some(Cluster::of(index, mention, near)))
        .collect();
    let mut queue = BinaryHeap::new();
    let pair = |clusters: &[Option<Cluster>], a: usize, b: usize| {
        let alike = clusters[a].as_ref()?.alike(clusters[b].as_ref()?);
        (alike > least).then_some(Pair { alike, of: Reverse((a.min(b), a.max(b))) })
    };
    for (index, cluster) in clusters.iter().enumerate() {
        let later = cluster.iter().flat_map(|cluster| cluster.near.range(index + 1..));
        queue.extend(later.filter_map(|&other| pair(&clusters, index, other)));
    }
    while let Some(Pair { of: Reverse((a, b)), .. }) = queue.pop() {
        if clusters[a].is_none() || clusters[b].is_none() {
            continue;
        }
        let (Some(one), Some(other)) = (clusters[a].take(), clusters[b].take()) else { continue };
        let new = clusters.len();
        let mut merged = one.merge(other);
        merged.near.remove(&a);
        merged.near.remove(&b);
        merged.near.retain(|&near| clusters[near].is_some());
        let around: Vec<usize> = merged.near.iter().copied().collect();
        clusters.push(Some(merged));
        for near in around {
            if let Some(cluster) = &mut clusters[near] {
                cluster.near.remove(&a);
                cluster.near.remove(&b);
                cluster.near.insert(new);
            }
            queue.extend(pair(&clusters, near, new));
        }
    }
    let mut found: Vec<Vec<usize>> = clusters.into_iter().flatten().map(|cluster| cluster.members).collect();
    found.sort_unstable();
    found
}
