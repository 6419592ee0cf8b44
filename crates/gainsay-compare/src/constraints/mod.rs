//! What a person decided of matters: which claims belong together and which apart, whatever the scores say.
//!
//! The way: `resolve` finds the claims that the anchored words are of today and settles what contradicts itself,
//! `cut` divides the incidents of a report where its claims are held apart, `bound` holds a clustering to it.

mod bound;
mod cut;
mod resolve;
mod ties;

use std::collections::BTreeSet;

use gainsay_document::{Anchor, Correction, Decision, DocumentId, Review, taken_back};

pub use self::resolve::{Heeded, Overridden, Unmet, Why};

pub(crate) use self::bound::{Bound, Tie};
pub(crate) use self::cut::{Piece, pieces, settle};
pub(crate) use self::resolve::{Resolved, resolve};
pub(crate) use self::ties::Ties;

/// Decisions on which claims belong together or apart, and which count for nothing. Of two that contradict each other
/// the one with the greater number wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// By number, ascending.
    list: Vec<Constraint>,
    rejected: Vec<(u64, Anchor)>,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Constraint {
    /// The number of the decision; several constraints may be of one.
    pub number: u64,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// These are of one matter.
    Together(Vec<Anchor>),
    /// What stands in one list is of no matter with what stands in another.
    Apart(Vec<Vec<Anchor>>),
}

impl Constraint {
    /// All anchors.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        let lists: &[Vec<Anchor>] = match &self.kind {
            Kind::Together(anchors) => std::slice::from_ref(anchors),
            Kind::Apart(sides) => sides,
        };
        lists.iter().flatten()
    }
}

impl Constraints {
    /// No decisions.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The merges, splits, moves and rejections of a review log that stand.
    ///
    /// What is split off is one matter of its own; what is left behind stays as the comparison has it.
    #[must_use]
    pub fn of_reviews(log: &[Review]) -> Self {
        let gone = taken_back(log);
        let mut constraints = Self::none();
        for review in log.iter().filter(|review| !gone.contains(&review.id)) {
            let targets = || review.targets.iter().map(|target| target.anchors.clone());
            match review.decision {
                Decision::Merge => constraints = constraints.together(review.id, targets().flatten()),
                Decision::Split => {
                    constraints = constraints.together(review.id, targets().take(1).flatten());
                    constraints = constraints.apart(review.id, targets());
                }
                Decision::Correct(Correction::Matter) => {
                    constraints = constraints.together(review.id, targets().take(2).flatten());
                    if review.targets.len() > 2 {
                        // What was moved is apart from what it left.
                        let apart = targets().take(1).chain(targets().skip(2));
                        constraints = constraints.apart(review.id, apart);
                    }
                }
                Decision::Reject => {
                    constraints.rejected.extend(targets().flatten().map(|anchor| (review.id, anchor)));
                }
                _ => {}
            }
        }
        constraints
    }

    /// The same, with a decision that claims belong together.
    #[must_use]
    pub fn together(self, number: u64, anchors: impl IntoIterator<Item = Anchor>) -> Self {
        self.with(number, Kind::Together(anchors.into_iter().collect()))
    }

    /// The same, with a decision that what stands in one list belongs apart from what stands in another.
    #[must_use]
    pub fn apart(self, number: u64, sides: impl IntoIterator<Item = Vec<Anchor>>) -> Self {
        self.with(number, Kind::Apart(sides.into_iter().collect()))
    }

    /// The same, with a decision that claims count for nothing.
    #[must_use]
    pub fn rejected(mut self, number: u64, anchors: impl IntoIterator<Item = Anchor>) -> Self {
        self.rejected.extend(anchors.into_iter().map(|anchor| (number, anchor)));
        self
    }

    fn with(mut self, number: u64, kind: Kind) -> Self {
        let at = self.list.partition_point(|other| other.number <= number);
        self.list.insert(at, Constraint { number, kind });
        self
    }

    /// Whether nothing was decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.rejected.is_empty()
    }

    /// The documents that something was decided of.
    #[must_use]
    pub fn documents(&self) -> BTreeSet<&DocumentId> {
        let anchors = self.list.iter().flat_map(Constraint::anchors);
        anchors.chain(self.rejected.iter().map(|(_, anchor)| anchor)).map(|anchor| &anchor.document).collect()
    }

    /// The documents that decisions connect with one, directly or over others; itself too. Empty where none is about it.
    pub(crate) fn connected<'c>(&'c self, document: &DocumentId) -> BTreeSet<&'c DocumentId> {
        let mut found: BTreeSet<&DocumentId> =
            self.documents().into_iter().filter(|id| *id == document).collect();
        loop {
            let before = found.len();
            for constraint in &self.list {
                if constraint.anchors().any(|anchor| found.contains(&anchor.document)) {
                    found.extend(constraint.anchors().map(|anchor| &anchor.document));
                }
            }
            if found.len() == before {
                return found;
            }
        }
    }

    pub(crate) fn list(&self) -> &[Constraint] {
        &self.list
    }

    pub(crate) fn rejections(&self) -> &[(u64, Anchor)] {
        &self.rejected
    }
}
