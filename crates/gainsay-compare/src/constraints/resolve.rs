//! From anchored words to the claims of today's readings, and from contradicting decisions to those that hold.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gainsay_document::{Anchor, ClaimId, ClaimRef, DocumentId, Report};

use super::{Constraints, Kind};
use crate::cluster::Forest;

/// How decisions were heeded: what of them holds no more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heeded {
    /// Decisions that a later one contradicts, wholly or in part.
    pub overridden: Vec<Overridden>,
    /// Words that a decision is about and that it does not reach any more.
    pub unmet: Vec<Unmet>,
}

/// A decision that a later one contradicts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overridden {
    /// The number of the earlier decision.
    pub number: u64,
    /// The number of the later one.
    pub by: u64,
    /// A claim for which only the later one holds.
    pub claim: ClaimRef,
}

/// Words that a decision does not reach any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// The number of the decision.
    pub number: u64,
    /// The words.
    pub anchor: Anchor,
    /// Why not.
    pub why: Why,
}

/// Why a decision does not reach the words it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Their document is not among the reports.
    NoDocument,
    /// They do not stand in the document's text any more.
    NoWords,
    /// No claim of the reading has them.
    NoClaim,
    /// They are now in one claim with words that they were to be apart from.
    OneClaim,
}

impl Why {
    /// In words for people.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoDocument => "their document is not there",
            Self::NoWords => "they do not stand in the document any more",
            Self::NoClaim => "no claim has them any more",
            Self::OneClaim => "they are now in one claim with what they were to be apart from",
        }
    }
}

/// A claim, by its document and its index there.
pub(crate) type Place = (DocumentId, usize);

/// On which side of which decision a set of claims stands: by the decision's place in the list.
pub(crate) type Sides = BTreeMap<usize, usize>;

/// What holds of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bond {
    /// The set of claims that it belongs to by decision, named by its least claim. `None` where it is only held apart.
    pub set: Option<Place>,
    /// What it is held apart from: a claim on another side of a decision.
    pub sides: Arc<Sides>,
}

/// Decisions as they hold of the claims of given readings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resolved {
    bonds: BTreeMap<DocumentId, BTreeMap<usize, Bond>>,
    rejected: BTreeSet<Place>,
    pub heeded: Heeded,
}

impl Resolved {
    /// The claims of a document that something was decided of.
    pub fn of(&self, document: &DocumentId) -> Option<&BTreeMap<usize, Bond>> {
        self.bonds.get(document)
    }

    /// Whether a claim was rejected.
    pub fn is_rejected(&self, claim: &ClaimRef) -> bool {
        !self.rejected.is_empty() && self.rejected.contains(&(claim.document.clone(), claim.claim.index()))
    }
}

/// Find the claims that decisions are about, and settle what contradicts itself: a later decision wins.
pub(crate) fn resolve<'a>(
    constraints: &Constraints,
    report: impl Fn(&DocumentId) -> Option<Report<'a>>,
) -> Resolved {
    let mut finder = Finder { report, heeded: Heeded::default() };
    // The claims of each constraint, one list a side.
    let mut found: Vec<Vec<BTreeSet<Place>>> = Vec::with_capacity(constraints.list().len());
    for constraint in constraints.list() {
        let lists: &[Vec<Anchor>] = match &constraint.kind {
            Kind::Together(anchors) => std::slice::from_ref(anchors),
            Kind::Apart(sides) => sides,
        };
        found.push(finder.sides(constraint.number, lists));
    }
    let rejected = constraints.rejections().iter();
    let rejected = rejected.filter_map(|(number, anchor)| finder.find(*number, anchor)).collect();

    let places: Vec<Place> =
        found.iter().flatten().flatten().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let mut sets = Sets::new(places);
    let mut overridden = Vec::new();
    for (at, constraint) in constraints.list().iter().enumerate().rev() {
        let lost = match &constraint.kind {
            Kind::Together(_) => sets.together(at, found[at].iter().flatten()),
            Kind::Apart(_) => sets.apart(at, &found[at]),
        };
        for (by, (document, claim)) in lost {
            let by = constraints.list()[by].number;
            let claim = ClaimRef { document, claim: ClaimId::at(claim) };
            overridden.push(Overridden { number: constraint.number, by, claim });
        }
    }
    overridden.sort_unstable();
    overridden.dedup_by_key(|lost| (lost.number, lost.by));
    let mut heeded = finder.heeded;
    heeded.overridden = overridden;
    heeded.unmet.dedup();
    Resolved { bonds: sets.bonds(), rejected, heeded }
}

struct Finder<F> {
    report: F,
    heeded: Heeded,
}

impl<'a, F: Fn(&DocumentId) -> Option<Report<'a>>> Finder<F> {
    fn find(&mut self, number: u64, anchor: &Anchor) -> Option<Place> {
        let found = match (self.report)(&anchor.document) {
            None => Err(Why::NoDocument),
            Some(report) => {
                let text = &report.document.text;
                match anchor.claim(text, &report.reading.claims) {
                    Some(claim) => Ok(claim),
                    None if anchor.place(text).is_none() => Err(Why::NoWords),
                    None => Err(Why::NoClaim),
                }
            }
        };
        match found {
            Ok(claim) => Some((anchor.document.clone(), claim.index())),
            Err(why) => {
                let unmet = Unmet { number, anchor: anchor.clone(), why };
                // A split has the same words in two constraints.
                if !self.heeded.unmet.contains(&unmet) {
                    self.heeded.unmet.push(unmet);
                }
                None
            }
        }
    }

    /// The claims of each side; a claim of two sides is on neither.
    fn sides(&mut self, number: u64, lists: &[Vec<Anchor>]) -> Vec<BTreeSet<Place>> {
        let mut on: BTreeMap<Place, (usize, bool)> = BTreeMap::new();
        let mut met: Vec<(Place, &Anchor)> = Vec::new();
        for (side, anchor) in
            lists.iter().enumerate().flat_map(|(side, list)| list.iter().map(move |a| (side, a)))
        {
            let Some(place) = self.find(number, anchor) else { continue };
            let known = on.entry(place.clone()).or_insert((side, true));
            known.1 &= known.0 == side;
            met.push((place, anchor));
        }
        for (place, anchor) in met {
            if !on[&place].1 {
                self.heeded.unmet.push(Unmet { number, anchor: anchor.clone(), why: Why::OneClaim });
            }
        }
        let mut sides = vec![BTreeSet::new(); lists.len()];
        for (place, (side, only)) in on {
            if only {
                sides[side].insert(place);
            }
        }
        sides
    }
}

/// Claims on their way into sets.
struct Sets {
    places: Vec<Place>,
    forest: Forest,
    /// By root.
    sides: Vec<Sides>,
    /// The constraint that last said of a set, by root, that it belongs together.
    joined: Vec<Option<usize>>,
}

impl Sets {
    fn new(places: Vec<Place>) -> Self {
        let count = places.len();
        Self {
            places,
            forest: Forest::new(count),
            sides: vec![Sides::new(); count],
            joined: vec![None; count],
        }
    }

    fn root(&mut self, place: &Place) -> usize {
        let at = self.places.binary_search(place).unwrap_or_default();
        self.forest.root(at)
    }

    /// Join claims as far as nothing holds them apart; what does, and which claim it keeps out.
    fn together<'p>(&mut self, at: usize, places: impl Iterator<Item = &'p Place>) -> Vec<(usize, Place)> {
        let (mut groups, mut lost): (Vec<usize>, _) = (Vec::new(), Vec::new());
        for place in places {
            let own = self.root(place);
            self.joined[own] = self.joined[own].max(Some(at));
            for group in &mut groups {
                *group = self.forest.root(*group);
            }
            if groups.contains(&own) {
                continue;
            }
            let conflicts: Vec<Option<usize>> =
                groups.iter().map(|&group| conflict(&self.sides[group], &self.sides[own])).collect();
            match conflicts.iter().position(Option::is_none) {
                Some(to) => self.join(groups[to], own),
                None => {
                    lost.extend(conflicts.into_iter().flatten().take(1).map(|by| (by, place.clone())));
                    groups.push(own);
                }
            }
        }
        lost
    }

    fn join(&mut self, a: usize, b: usize) {
        let (root, child) = self.forest.join(a, b);
        if root == child {
            return;
        }
        let moved = std::mem::take(&mut self.sides[child]);
        self.sides[root].extend(moved);
        self.joined[root] = self.joined[root].max(self.joined[child]);
    }

    /// Hold sides apart, but for what later decisions have put together; which did, and a claim of it.
    fn apart(&mut self, at: usize, sides: &[BTreeSet<Place>]) -> Vec<(usize, Place)> {
        let mut of_root: BTreeMap<usize, (usize, bool, &Place)> = BTreeMap::new();
        for (side, place) in
            sides.iter().enumerate().flat_map(|(side, list)| list.iter().map(move |p| (side, p)))
        {
            let root = self.root(place);
            let known = of_root.entry(root).or_insert((side, true, place));
            known.1 &= known.0 == side;
        }
        let mut lost = Vec::new();
        for (root, (side, only, place)) in of_root {
            if only {
                self.sides[root].insert(at, side);
            } else {
                lost.extend(self.joined[root].map(|by| (by, place.clone())));
            }
        }
        lost
    }

    fn bonds(mut self) -> BTreeMap<DocumentId, BTreeMap<usize, Bond>> {
        let sides: Vec<Arc<Sides>> = std::mem::take(&mut self.sides).into_iter().map(Arc::new).collect();
        let mut bonds: BTreeMap<DocumentId, BTreeMap<usize, Bond>> = BTreeMap::new();
        for at in 0..self.places.len() {
            let root = self.forest.root(at);
            let (document, claim) = &self.places[at];
            let set = self.joined[root].map(|_| self.places[root].clone());
            let bond = Bond { set, sides: Arc::clone(&sides[root]) };
            if bond.set.is_some() || !bond.sides.is_empty() {
                bonds.entry(document.clone()).or_default().insert(*claim, bond);
            }
        }
        bonds
    }
}

/// The decision that holds two sets apart.
pub(crate) fn conflict(a: &Sides, b: &Sides) -> Option<usize> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter()
        .find(|(decision, side)| many.get(decision).is_some_and(|other| other != *side))
        .map(|(at, _)| *at)
}
