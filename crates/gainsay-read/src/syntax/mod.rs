//! Which word depends on which: part of speech, head and relation of every token, as the trained encoder sees them.
//!
//! Labels are those of Universal Dependencies. The encoder cuts some tokens further ("well-known", "don't"); a token
//! then takes the labels of the one of its parts that depends on a word outside it. The heads of a sentence's words make
//! a tree; where parts of words are put together, or a window ends within a sentence, they need not: whoever climbs counts
//! the steps, as [`Syntax::ancestors`] does.

mod labels;
#[cfg(test)]
mod tests;
mod tree;

use std::ops::Range;

use gainsay_document::Span;
pub use labels::{PartOfSpeech, Relation};

use crate::encoded::{Description, Seen};
use crate::segment::Segmentation;

/// The longest way from a word to the head of its sentence that is followed.
const DEEPEST: usize = 40;

/// What is known of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Its part of speech.
    pub part: PartOfSpeech,
    /// The token it depends on; `None` at the head of a sentence.
    pub head: Option<usize>,
    /// What it is to its head.
    pub relation: Relation,
}

/// The syntax of a text, a node a token of its [`Segmentation`]; empty where no encoder read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Syntax {
    nodes: Vec<Node>,
    /// The dependents of each token, in order.
    dependents: Vec<Vec<usize>>,
}

impl Syntax {
    /// The syntax of these nodes, one a token. A head that is no token, or the token itself, is none.
    #[must_use]
    pub fn new(mut nodes: Vec<Node>) -> Self {
        let mut dependents = vec![Vec::new(); nodes.len()];
        for (at, node) in nodes.iter_mut().enumerate() {
            node.head = node.head.filter(|&head| head != at);
            match node.head.map(|head| dependents.get_mut(head)) {
                Some(Some(list)) => list.push(at),
                Some(None) => node.head = None,
                None => {}
            }
        }
        Self { nodes, dependents }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The node of token `at`; of no relation past the end.
    #[must_use]
    pub fn node(&self, at: usize) -> Node {
        self.nodes.get(at).copied().unwrap_or_default()
    }

    /// The token that `at` depends on.
    #[must_use]
    pub fn head(&self, at: usize) -> Option<usize> {
        self.node(at).head
    }

    /// What `at` is to its head.
    #[must_use]
    pub fn relation(&self, at: usize) -> Relation {
        self.node(at).relation
    }

    /// The part of speech of `at`.
    #[must_use]
    pub fn part(&self, at: usize) -> PartOfSpeech {
        self.node(at).part
    }

    /// The tokens that depend on `at`, in order.
    #[must_use]
    pub fn dependents(&self, at: usize) -> &[usize] {
        self.dependents.get(at).map_or(&[], Vec::as_slice)
    }

    /// The first token that depends on `at` in this way.
    #[must_use]
    pub fn dependent(&self, at: usize, relation: Relation) -> Option<usize> {
        self.dependents(at).iter().copied().find(|&other| self.relation(other) == relation)
    }

    /// The tokens from `at` upwards, `at` first.
    pub fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(at), |&at| self.head(at)).take(DEEPEST)
    }

    /// The tokens from the first to the last that depends on `at`, directly or not.
    #[must_use]
    pub fn subtree(&self, at: usize) -> Range<usize> {
        self.reach(at, |_| true)
    }

    /// The tokens of the noun phrase with head `at`, without the clauses, appositions and other phrases tied to it.
    #[must_use]
    pub fn phrase(&self, at: usize) -> Range<usize> {
        self.reach(at, |other| {
            use Relation::{
                AdjectivalModifier, Compound, Determiner, Flat, NominalModifier, Number, Possessive,
            };
            match self.relation(other) {
                AdjectivalModifier | Compound | Determiner | Flat | Number | Possessive => true,
                NominalModifier => self.part(other) == PartOfSpeech::ProperNoun,
                _ => false,
            }
        })
    }

    /// The head of `tokens`: the first that depends on nothing inside them.
    #[must_use]
    pub fn top(&self, tokens: &Range<usize>) -> usize {
        let outside = |&at: &usize| self.head(at).is_none_or(|head| !tokens.contains(&head));
        let mark = |&at: &usize| self.relation(at) == Relation::Punctuation;
        let mut tops = tokens.clone().filter(outside);
        tops.find(|at| !mark(at)).unwrap_or(tokens.start)
    }

    fn reach(&self, at: usize, follow: impl Fn(usize) -> bool) -> Range<usize> {
        let (mut low, mut high) = (at, at + 1);
        let mut open = vec![(at, 0)];
        while let Some((one, depth)) = open.pop() {
            for &other in self.dependents(one) {
                if depth < DEEPEST && follow(other) {
                    (low, high) = (low.min(other), high.max(other + 1));
                    open.push((other, depth + 1));
                }
            }
        }
        low..high
    }
}

/// Gathers the syntax of a text, window by window.
pub(crate) struct Gatherer<'g> {
    description: &'g Description,
    segmentation: &'g Segmentation,
    words: Vec<Word>,
}

/// One word of the encoder.
struct Word {
    span: Span,
    node: Node,
}

impl<'g> Gatherer<'g> {
    pub(crate) fn new(description: &'g Description, segmentation: &'g Segmentation) -> Self {
        Self { description, segmentation, words: Vec::new() }
    }

    /// Take the words that a window answers for.
    pub(crate) fn take(&mut self, seen: Seen) {
        let heads = self.heads(seen);
        for word in seen.window.keep.clone() {
            let row = word - seen.window.words.start;
            let Some(&span) = seen.words.get(word) else { continue };
            let head = heads.get(row).copied().flatten();
            // The head's own token may not be known yet: its place in the text stands for it.
            let token = head
                .and_then(|head| seen.words.get(seen.window.words.start + head))
                .map(|head| self.token(head.start()));
            let part = pick(&self.description.parts, seen.upos.row(row));
            let relation = match token {
                None => Relation::Root,
                Some(_) => pick(&self.description.relations, seen.relations.row(row)),
            };
            self.words.push(Word { span, node: Node { part, head: token, relation } });
        }
    }

    /// The heads of a window's words, as rows of the window: the best tree of every sentence.
    fn heads(&self, seen: Seen) -> Vec<Option<usize>> {
        let sentence = |row: &usize| {
            seen.words
                .get(seen.window.words.start + row)
                .map(|word| self.segmentation.sentence_at(word.start()))
        };
        let rows: Vec<usize> = (0..seen.window.words.len()).collect();
        let mut out = Vec::with_capacity(rows.len());
        for group in rows.chunk_by(|a, b| sentence(a) == sentence(b)) {
            let first = out.len();
            let scores: Vec<Vec<f64>> = group
                .iter()
                .map(|&row| {
                    let row = seen.arcs.row(row);
                    let of = |column: usize| row.get(column).copied().map_or(-1e4, f64::from);
                    std::iter::once(of(0)).chain(group.iter().map(|other| of(other + 1))).collect()
                })
                .collect();
            out.extend(tree::heads(&scores).into_iter().map(|head| head.map(|head| first + head)));
        }
        out
    }

    /// The syntax of all that was taken.
    pub(crate) fn finish(self) -> Syntax {
        let mut nodes: Vec<Option<Node>> = vec![None; self.segmentation.tokens.len()];
        for word in &self.words {
            let at = self.token(word.span.start());
            let inner = word.node.head == Some(at);
            if let Some(slot) = nodes.get_mut(at)
                && (slot.is_none() || !inner && slot.is_some_and(|known| known.head == Some(at)))
            {
                *slot = Some(word.node);
            }
        }
        let mut nodes: Vec<Node> = nodes.into_iter().map(Option::unwrap_or_default).collect();
        right_names(&mut nodes);
        Syntax::new(nodes)
    }

    fn token(&self, offset: usize) -> usize {
        self.segmentation.token_at(offset)
    }
}

/// Hang a name on its sentence by the word whose relation says how. Of a name of two words each may be taken for a part
/// of the other; the tree then hangs one of them higher up, and it may be the one whose relation is only that of a part.
fn right_names(nodes: &mut [Node]) {
    let is_part = |node: &Node| matches!(node.relation, Relation::Flat | Relation::Compound);
    for at in 0..nodes.len() {
        let other = match nodes[at].relation {
            Relation::Flat => at.checked_sub(1),
            Relation::Compound => Some(at + 1),
            _ => None,
        };
        let Some(other) = other.filter(|&other| nodes.get(other).is_some_and(|node| node.head == Some(at)))
        else {
            continue;
        };
        let name = [at, other].iter().all(|&at| nodes[at].part == PartOfSpeech::ProperNoun);
        if !name || is_part(&nodes[other]) || nodes[at].head == Some(other) {
            continue;
        }
        nodes[other].head = nodes[at].head;
        for (index, node) in nodes.iter_mut().enumerate() {
            if node.head == Some(at) && index != other {
                node.head = Some(other);
            }
        }
        nodes[at].head = Some(other);
    }
}

/// The column of the greatest value.
fn best(row: &[f32]) -> Option<usize> {
    (0..row.len()).reduce(|best, at| if row[at] > row[best] { at } else { best })
}

/// The label of the greatest value.
fn pick<T: Copy + Default>(labels: &[T], row: &[f32]) -> T {
    best(row).and_then(|at| labels.get(at).copied()).unwrap_or_default()
}
