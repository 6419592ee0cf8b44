//! Statements about no incident: the same event type, actors and rare words in several documents.

use std::collections::BTreeSet;

use super::{Forest, Link, sort};
use crate::constraints::Bound;
use crate::features::Corpus;
use crate::features::names::NameKey;
use crate::features::words::{Vector, cosine};

/// How many earlier claims with the same event type and actor a claim is compared with.
pub(crate) const REACH: usize = 40;
/// Publication days between two reports of one statement.
const APART: i32 = 7;
/// The likeness of words from which two claims are of one statement.
const LIKENESS: f64 = 0.5;

/// A claim that may be a statement's.
pub(crate) struct Statement {
    /// Index into the corpus's documents.
    pub document: usize,
    /// Index into the reading's claims.
    pub claim: usize,
    /// The day it was published.
    pub published: Option<i32>,
    pub vector: Vector,
}

/// The claims of a document that speak of events, but of no incident.
pub(crate) fn of_document(corpus: &Corpus<'_>, document: usize) -> Vec<Statement> {
    let features = &corpus.documents[document];
    features
        .claims
        .clone()
        .filter(|&claim| !corpus.claims[claim].events.is_empty() && !corpus.claims[claim].incident)
        .map(|claim| Statement {
            document,
            claim: claim - features.claims.start,
            published: features.published,
            vector: corpus.vocabulary.vector(&corpus.claims[claim].words),
        })
        .collect()
}

/// What a statement is looked up by: an event type and an actor.
pub(crate) fn keys<'c>(corpus: &'c Corpus<'_>, statement: &Statement) -> BTreeSet<(&'c str, &'c NameKey)> {
    let claim = &corpus.claims[corpus.documents[statement.document].claims.start + statement.claim];
    let actors = &claim.actors;
    let kinds = claim.events.iter().map(|event| event.kind.as_str());
    kinds.flat_map(|kind| actors.iter().map(move |actor| (kind, actor))).collect()
}

/// The strength of the link between two statements, the earlier published first; `None` where they are not linked.
pub(crate) fn link(a: &Statement, b: &Statement) -> Option<f64> {
    let close = a.published.zip(b.published).is_none_or(|(a, b)| (a - b).abs() <= APART);
    close.then(|| cosine(&a.vector, &b.vector)).filter(|likeness| *likeness >= LIKENESS)
}

/// Groups of statements, given in order of publication, that are of two documents or more, or that a person made:
/// indices, ascending. What `bound` joins is joined first, and what it holds apart never is.
pub(crate) fn groups(statements: &[&Statement], mut links: Vec<Link>, bound: &mut Bound) -> Vec<Vec<usize>> {
    sort(&mut links);
    let mut forest = Forest::new(statements.len());
    for (a, b) in bound.joins() {
        let (a, b) = (forest.root(a), forest.root(b));
        if a != b && bound.allows(a, b) {
            let (root, child) = forest.join(a, b);
            bound.join(root, child);
        }
    }
    for (a, b, _) in links {
        // The first claim of a set stands for it: everything that joins must be like it, so that no chain forms.
        let (a, b) = (forest.root(a), forest.root(b));
        if a != b && bound.allows(a, b) && cosine(&statements[a].vector, &statements[b].vector) >= LIKENESS {
            let (root, child) = forest.join(a, b);
            bound.join(root, child);
        }
    }
    let several = |group: &Vec<usize>| {
        group
            .iter()
            .any(|&at| statements[at].document != statements[group[0]].document || bound.is_founded(at))
    };
    forest.groups().into_iter().filter(several).collect()
}
