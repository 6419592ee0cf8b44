//! How single claims stand to each other. Never all pairs: representatives, or the nearest earlier one.

use std::collections::BTreeMap;

use gainsay_document::{FacetKind, Lifecycle, RelationKind};

use super::Matter;
use super::assess::{Clash, Question};
use super::lifecycle::{Strand, Strands};

/// Up to so many claims of one origin and value are linked each to each.
pub(super) const SMALL_GROUP: usize = 6;
/// Up to so many pairs between two sides are given in full.
const SMALL_PRODUCT: usize = 16;

/// Relations by kind and claims (indices into the corpus), with their reasons.
pub(crate) type Relations = BTreeMap<(usize, usize, RelationKind), String>;

/// The relations on one facet.
pub(super) fn of_facet(
    matter: &Matter<'_, '_>,
    question: &Question<'_>,
    strands: &Strands,
    into: &mut Relations,
) {
    let mut of_origin: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, strand) in strands.list.iter().enumerate() {
        of_origin.entry(strand.origin).or_default().push(at);
    }
    let representatives =
        strands.list.iter().map(|strand| representatives(question, strands, strand)).collect();
    let finder = Finder { matter, question, strands, of_origin, representatives };
    for at in 0..strands.list.len() {
        finder.same_origin(at, into);
        finder.revises(at, into);
        finder.supports(at, into);
        finder.contradicts(at, into);
        finder.includes(at, into);
    }
    finder.retracts(into);
}

struct Finder<'f, 'm, 'a> {
    matter: &'f Matter<'m, 'a>,
    question: &'f Question<'a>,
    strands: &'f Strands,
    /// The strands of each origin, by index.
    of_origin: BTreeMap<usize, Vec<usize>>,
    /// The representatives of each strand.
    representatives: Vec<Vec<usize>>,
}

/// The first claim of each document that gives the strand's value, withdrawals left out; ascending.
fn representatives(question: &Question<'_>, strands: &Strands, strand: &Strand) -> Vec<usize> {
    let items = strand.items.iter().filter(|&&at| !strands.taking_back[at]).map(|&at| &question.items[at]);
    let mut found: Vec<(usize, usize)> = items.map(|item| (item.document, item.claim)).collect();
    // Items come in order of publication: those of a document stand together.
    found.dedup_by_key(|(document, _)| *document);
    found.into_iter().map(|(_, claim)| claim).collect()
}

impl Finder<'_, '_, '_> {
    fn name(&self, strand: &Strand) -> &str {
        &self.matter.voices.origins[strand.origin].label
    }

    fn words(&self, strand: &Strand) -> String {
        self.question.items[strand.items[0]].words()
    }

    fn same_origin(&self, at: usize, into: &mut Relations) {
        let (strand, claims) = (&self.strands.list[at], &self.representatives[at]);
        for (at, &later) in claims.iter().enumerate() {
            let from = if claims.len() <= SMALL_GROUP { 0 } else { at.saturating_sub(1) };
            for &earlier in &claims[from..at] {
                let reason = format!("both come from {}: {}", self.name(strand), self.words(strand));
                into.entry((later, earlier, RelationKind::SameOrigin)).or_insert(reason);
            }
        }
    }

    fn revises(&self, at: usize, into: &mut Relations) {
        let strand = &self.strands.list[at];
        let Some(by) = strand.replaced_by else { return };
        let later = &self.strands.list[by];
        if strand.lifecycle == Lifecycle::Retracted {
            return;
        }
        let reason = format!("{} gave {} after {}", self.name(strand), self.words(later), self.words(strand));
        self.link(RelationKind::Revises, by, at, &reason, into);
    }

    /// The nearest earlier strand of another established origin with a compatible value.
    fn supports(&self, at: usize, into: &mut Relations) {
        let strand = &self.strands.list[at];
        let stands = |strand: &Strand| {
            strand.lifecycle == Lifecycle::Current && self.matter.voices.is_established(strand.origin)
        };
        if !stands(strand) || self.question.is_incomparable() {
            return;
        }
        let earlier = self.strands.list[..at].iter().rev().find(|other| {
            stands(other) && other.origin != strand.origin && self.question.agree(other, strand)
        });
        if let Some(earlier) = earlier {
            let reason = format!(
                "{}: {}; {}: {}; compatible values of different origins",
                self.name(earlier),
                self.words(earlier),
                self.name(strand),
                self.words(strand)
            );
            let (from, to) =
                (self.question.items[strand.items[0]].claim, self.question.items[earlier.items[0]].claim);
            if from != to {
                into.entry((from, to, RelationKind::Supports)).or_insert(reason);
            }
        }
    }

    /// For each value that an earlier strand gives and this one excludes: the nearest strand that gives it.
    fn contradicts(&self, at: usize, into: &mut Relations) {
        let strand = &self.strands.list[at];
        let mut values: Vec<usize> = Vec::new();
        for (earlier, other) in self.strands.list[..at].iter().enumerate().rev() {
            let item = &self.question.items[other.items[0]];
            let known = || {
                values.iter().any(|&value| self.question.items[self.strands.list[value].items[0]].same(item))
            };
            // Most strands of a great matter exclude nothing, or what an earlier one has said already.
            if self.question.clash(strand, other) != Clash::Now || known() || !self.contradict(strand, other)
            {
                continue;
            }
            values.push(earlier);
            let denied = item.denied || self.question.items[strand.items[0]].denied;
            let reason = format!(
                "{}: {}; {}: {}; {}",
                self.name(other),
                self.words(other),
                self.name(strand),
                self.words(strand),
                if denied { "one denies what the other says" } else { "different origins, same event" }
            );
            self.link(RelationKind::Contradicts, at, earlier, &reason, into);
        }
    }

    /// The nearest strand that counts all of which this one counts a part: one town's, one day's.
    fn includes(&self, at: usize, into: &mut Relations) {
        let part = &self.question.items[self.strands.list[at].items[0]];
        let live = |strand: &Strand| strand.lifecycle == Lifecycle::Current;
        if self.question.kind != FacetKind::Count || !live(&self.strands.list[at]) || part.denied {
            return;
        }
        let holds = |other: &&Strand| {
            let whole = &self.question.items[other.items[0]];
            live(other) && !whole.denied && whole.claim != part.claim && whole.includes(part)
        };
        let (before, after) = self.strands.list.split_at(at);
        let found = before.iter().rev().find(holds).or_else(|| after.iter().find(holds));
        if let Some(whole) = found.map(|whole| &self.question.items[whole.items[0]]) {
            let reason = format!("{} includes {} ({})", whole.words(), part.words(), part.coverage.words());
            into.entry((whole.claim, part.claim, RelationKind::Includes)).or_insert(reason);
        }
    }

    /// Whether two strands that exclude each other did so while both stood.
    fn contradict(&self, a: &Strand, b: &Strand) -> bool {
        let over_before =
            |a: &Strand, b: &Strand| a.ended.zip(b.as_of).is_some_and(|(ended, of_b)| ended <= of_b.start);
        let denied = [a, b].iter().any(|strand| self.question.items[strand.items[0]].denied);
        // An origin that also gives a value that fits is not contradicted.
        let fits = |a: &Strand, b: &Strand| {
            self.of_origin.get(&a.origin).into_iter().flatten().any(|&other| {
                let other = &self.strands.list[other];
                other.lifecycle == Lifecycle::Current
                    && a.lifecycle == Lifecycle::Current
                    && self.question.clash(other, b) == Clash::None
            })
        };
        !over_before(a, b) && !over_before(b, a) && (denied || (!fits(a, b) && !fits(b, a)))
    }

    fn retracts(&self, into: &mut Relations) {
        let mut taken: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &(from, to) in &self.strands.retracts {
            taken.entry(from).or_default().push(to);
        }
        for (from, earlier) in taken {
            for to in earlier {
                let strand = &self.strands.list[self.strands.of_item[to]];
                let reason = format!("{} withdrew {}", self.name(strand), self.words(strand));
                let (from, to) = (self.question.items[from].claim, self.question.items[to].claim);
                into.entry((from, to, RelationKind::Retracts)).or_insert(reason);
            }
        }
    }

    /// Link the claims of two strands, by index.
    fn link(&self, kind: RelationKind, later: usize, earlier: usize, reason: &str, into: &mut Relations) {
        let (from, to) = (&self.representatives[later], &self.representatives[earlier]);
        let all = from.len() * to.len() <= SMALL_PRODUCT;
        for &from in from {
            let before = to.partition_point(|&to| to < from).checked_sub(1);
            let nearest = before.map_or(to.last(), |at| to.get(at));
            let chosen = if all { to.as_slice() } else { nearest.map_or(&[][..], std::slice::from_ref) };
            for &to in chosen.iter().filter(|&&to| to != from) {
                into.entry((from, to, kind)).or_insert_with(|| reason.to_owned());
            }
        }
    }
}

/// Totals and their parts. A claim that gives both includes a part of itself.
pub(super) fn includes(matter: &Matter<'_, '_>, into: &mut Relations) {
    for &part in matter.claims {
        let claim = &matter.corpus.claims[part];
        for figure in &claim.figures {
            let Some(whole) = figure.whole else { continue };
            let gives = |index: usize| {
                let other = &matter.corpus.claims[index];
                other.document == claim.document
                    && other.figures.iter().any(|figure| figure.quantity == whole)
            };
            let own = gives(part).then_some(part);
            let Some(total) = own.or_else(|| matter.claims.iter().copied().find(|&index| gives(index)))
            else {
                continue;
            };
            let total_words = matter.corpus.claims[total]
                .figures
                .iter()
                .find(|figure| figure.quantity == whole)
                .map_or_else(String::new, |figure| figure.interval.to_string());
            let of =
                figure.key.category.as_ref().map_or_else(String::new, |category| format!(" ({category})"));
            let reason = format!("{total_words} includes {}{of}", figure.interval);
            into.entry((total, part, RelationKind::Includes)).or_insert(reason);
        }
    }
}
