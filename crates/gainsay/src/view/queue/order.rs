//! Which claims wait for a person's look, and which of them first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use gainsay_document::{Agreement, ClaimRef, Facet, Lifecycle, Matter, MatterId, Support};

/// Below this the reader says itself that it is more likely wrong than right.
const UNSURE: f32 = 0.5;

/// Why a claim is to be looked at; what comes first matters more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Others contradict it.
    Contested,
    /// Nobody can place where it comes from.
    Unestablished,
    /// It was changed or withdrawn.
    Revised,
    /// The reader was unsure who says it.
    Unsure,
}

impl Why {
    /// The name that the interface gives it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contested => "contested",
            Self::Unestablished => "unestablished",
            Self::Revised => "revised",
            Self::Unsure => "unsure",
        }
    }

    fn of(facet: &Facet) -> Option<Self> {
        if facet.agreement == Agreement::Contested {
            Some(Self::Contested)
        } else if facet.support == Support::Unestablished {
            Some(Self::Unestablished)
        } else if facet.lifecycle != Lifecycle::Current {
            Some(Self::Revised)
        } else {
            None
        }
    }
}

/// A side that waits; its first claim stands for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The matter that it is of.
    pub matter: MatterId,
    /// The facet's place in the matter.
    pub facet: usize,
    /// The side's place in the facet.
    pub side: usize,
    /// The claims of the side.
    pub claims: Vec<ClaimRef>,
    /// Why it waits.
    pub why: Why,
    /// How sure the reader was who says it, 0 to 1; unknown for a report's own voice.
    pub confidence: Option<f32>,
    /// How far the figures that stand lie apart, as a share of the greatest; unknown where no two stand.
    pub gap: Option<f64>,
    /// How many claims speak to the facet.
    pub on_facet: usize,
    /// How many origins they have.
    pub origins: usize,
}

/// Every side that waits: contested facets first, then what nobody can place, what was revised, and what the reader was
/// unsure of; among these, facets with many origins, with figures far apart, with many claims; of one facet what the reader
/// was least sure of. Each claim waits once, for what makes it matter most.
pub fn waiting(matters: &[Matter], confidence: impl Fn(&ClaimRef) -> Option<f32>) -> Vec<Waiting> {
    let mut all = Vec::new();
    for matter in matters {
        for (at, facet) in matter.facets.iter().enumerate() {
            let claims: BTreeSet<&ClaimRef> = facet.sides.iter().flat_map(|side| &side.claims).collect();
            let origins: BTreeSet<_> = facet.sides.iter().map(|side| &side.origin).collect();
            let (of_facet, gap) = (Why::of(facet), gap(facet));
            for (number, side) in facet.sides.iter().enumerate() {
                let Some(first) = side.claims.first() else { continue };
                let confidence = confidence(first);
                let unsure = confidence.filter(|sure| *sure < UNSURE).map(|_| Why::Unsure);
                let Some(why) = of_facet.or(unsure) else { continue };
                all.push(Waiting {
                    matter: matter.id.clone(),
                    facet: at,
                    side: number,
                    claims: side.claims.clone(),
                    why,
                    confidence,
                    gap,
                    on_facet: claims.len(),
                    origins: origins.len(),
                });
            }
        }
    }
    // Stable: what is alike in all this stays in the order of matters and sides.
    all.sort_by_key(|item| {
        let per_mille = |share: f64| (share * 1000.0) as u32;
        let sure = item.confidence.map_or(1000, |sure| per_mille(f64::from(sure)));
        (item.why, Reverse(item.origins), Reverse(item.gap.map(per_mille)), Reverse(item.on_facet), sure)
    });
    let mut met = BTreeSet::new();
    all.retain(|item| item.claims.first().is_some_and(|claim| met.insert(claim.clone())));
    all
}

/// How far the figures of sides that stand lie apart: of those whose ranges do not meet, as a share of the greatest.
fn gap(facet: &Facet) -> Option<f64> {
    let standing = facet.sides.iter().filter(|side| side.lifecycle == Lifecycle::Current);
    let ranges: Vec<_> = standing.filter_map(|side| side.interval).collect();
    let highest = ranges.iter().filter_map(|range| range.low).reduce(f64::max)?;
    let lowest = ranges.iter().filter_map(|range| range.high).reduce(f64::min)?;
    (ranges.len() > 1 && highest > 0.0).then(|| ((highest - lowest) / highest).max(0.0))
}

#[cfg(test)]
mod tests {
    use gainsay_document::{ClaimId, DocumentId, FacetKind, Interval, OriginId, Side};

    use super::*;

    fn claim(number: usize) -> ClaimRef {
        ClaimRef { document: DocumentId::of_sha256([7; 32]), claim: ClaimId::at(number) }
    }

    fn side(number: usize, figure: f64) -> Side {
        Side {
            holder: format!("Source {number}"),
            origin: OriginId(format!("o-{number}")),
            interval: Some(Interval::exactly(figure)),
            value: None,
            lifecycle: Lifecycle::Current,
            claims: vec![claim(number)],
        }
    }

    fn facet(agreement: Agreement, sides: Vec<Side>) -> Facet {
        Facet {
            kind: FacetKind::Count,
            outcome: None,
            category: None,
            scope: None,
            support: Support::SingleSource,
            agreement,
            lifecycle: Lifecycle::Current,
            reason: String::new(),
            warnings: Vec::new(),
            sides,
        }
    }

    fn matter(facets: Vec<Facet>) -> Matter {
        Matter {
            id: MatterId("m-1".to_owned()),
            title: "A flood".to_owned(),
            claims: Vec::new(),
            documents: Vec::new(),
            date: None,
            place: None,
            facets,
        }
    }

    fn order(facets: Vec<Facet>, sure: &[(usize, f32)]) -> Vec<(usize, &'static str)> {
        let sure = |wanted: &ClaimRef| {
            sure.iter().find(|(number, _)| claim(*number) == *wanted).map(|(_, sure)| *sure)
        };
        let all = waiting(&[matter(facets)], sure);
        all.into_iter().map(|item| (item.claims[0].claim.index(), item.why.as_str())).collect()
    }

    #[test]
    fn the_widest_contest_comes_first_and_what_is_agreed_never() {
        let near = facet(Agreement::Contested, vec![side(1, 10.0), side(2, 11.0)]);
        let far = facet(Agreement::Contested, vec![side(3, 10.0), side(4, 30.0)]);
        let agreed = facet(Agreement::Uncontested, vec![side(5, 4.0)]);
        let found = order(vec![near, agreed, far], &[(4, 0.6)]);
        assert_eq!(found, [(4, "contested"), (3, "contested"), (1, "contested"), (2, "contested")]);
    }

    #[test]
    fn what_the_reader_was_unsure_of_waits_last() {
        let plain = facet(Agreement::Uncontested, vec![side(1, 4.0), side(2, 4.0), side(3, 4.0)]);
        assert_eq!(
            order(vec![plain.clone()], &[(1, 0.49), (2, 0.5), (3, 0.2)]),
            [(3, "unsure"), (1, "unsure")]
        );
        assert_eq!(order(vec![plain], &[]), [], "what is unknown is not unsure");
    }

    #[test]
    fn a_claim_waits_once() {
        let contested = facet(Agreement::Contested, vec![side(1, 10.0), side(2, 30.0)]);
        let again = facet(Agreement::Uncontested, vec![side(2, 4.0)]);
        assert_eq!(order(vec![again, contested], &[(2, 0.1)]), [(2, "contested"), (1, "contested")]);
    }

    #[test]
    fn ranges_that_meet_have_no_gap() {
        let check = |figures: &[(f64, f64)], expected: Option<f64>| {
            let sides = figures.iter().enumerate().map(|(number, (low, high))| Side {
                interval: Some(Interval { low: Some(*low), high: Some(*high) }),
                ..side(number, 0.0)
            });
            assert_eq!(gap(&facet(Agreement::Contested, sides.collect())), expected, "{figures:?}");
        };
        check(&[(5.0, 5.0), (20.0, 20.0)], Some(0.75));
        check(&[(5.0, 25.0), (20.0, 20.0)], Some(0.0));
        check(&[(5.0, 5.0)], None);
        check(&[(0.0, 0.0), (0.0, 0.0)], None);
    }
}
