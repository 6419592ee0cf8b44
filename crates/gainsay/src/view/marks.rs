//! What people decided of claims, to look up by claim.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use gainsay_document::{
    Amended, ClaimRef, Corrections, Decision, DocumentId, FacetKind, Interval, Review, Side, taken_back,
};
use gainsay_ledger::{Error, Ledger};
use serde::Serialize;
use utoipa::ToSchema;

use super::disagree::{differ, same_name, subjects};
use super::reviews::{CorrectionView, anchors, claim_of, reports};

/// A decision that stands, beside what it is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingView {
    /// The entry of the review log.
    pub entry: u64,
    /// When it was decided, UTC.
    pub at: String,
    /// Who decided.
    pub by: String,
    /// `accept`, `correct`, `reject`, `merge`, `split`, `note`, `confirm` or `discount`.
    pub kind: String,
    /// For a correction: what the claim says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<CorrectionView>,
    /// Why.
    pub reason: String,
    /// The claim, where it is about one alone; absent where it is about a matter or several claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The standing entries of other reviewers that decide otherwise of the same.
    pub disagrees: Vec<u64>,
}

/// The decisions that stand, by the claims they are about.
#[derive(Debug, Default)]
pub struct Marks {
    of_claim: HashMap<ClaimRef, Vec<StandingView>>,
    rejected: HashMap<ClaimRef, u64>,
    figures: HashMap<ClaimRef, Vec<(u64, Interval)>>,
    amended: HashMap<ClaimRef, Amended>,
    /// Each decision that stands, with its claims of the documents looked at.
    standing: Vec<(StandingView, BTreeSet<ClaimRef>)>,
}

impl Marks {
    /// Those on claims of `only` these documents, or on all.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of(ledger: &Ledger, only: Option<&[DocumentId]>) -> Result<Self, Error> {
        let mut log = ledger.reviews()?;
        let gone = taken_back(&log);
        log.retain(|entry| !gone.contains(&entry.id) && !matches!(entry.decision, Decision::Undo(_)));
        let looked_at = |id: &&DocumentId| only.is_none_or(|only| only.contains(id));
        let ids = log.iter().flat_map(anchors).map(|anchor| &anchor.document).filter(looked_at);
        let known = reports(ledger, ids)?;

        let mut marks = Self::default();
        let mut of_claim: BTreeMap<ClaimRef, Vec<&Review>> = BTreeMap::new();
        for entry in &log {
            let own = subjects(entry).iter().flat_map(|target| &target.anchors);
            let own: BTreeSet<ClaimRef> = own.filter_map(|anchor| claim_of(anchor, &known)).collect();
            if entry.decision == Decision::Reject {
                marks.rejected.extend(own.iter().map(|claim| (claim.clone(), entry.id)));
            }
            for claim in own {
                of_claim.entry(claim).or_default().push(entry);
            }
        }
        let mut differing: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
        for entries in of_claim.values() {
            for (a, b) in entries.iter().flat_map(|a| entries.iter().map(move |b| (a, b))) {
                if differ(a, b) {
                    differing.entry(a.id).or_default().insert(b.id);
                }
            }
        }
        for entry in &log {
            let disagrees = differing.get(&entry.id).into_iter().flatten().copied().collect();
            marks.stand(entry, disagrees, &|anchor| claim_of(anchor, &known));
        }
        let corrections = Corrections::of_reviews(&log);
        for (document, reading) in known.values() {
            let amended = corrections.amended(document, reading).into_iter();
            marks
                .amended
                .extend(amended.map(|(claim, of)| (ClaimRef { document: document.id.clone(), claim }, of)));
            for (index, figure) in corrections.figures(document, reading) {
                let claims = reading.claims.iter().enumerate();
                for (at, _) in claims.filter(|(_, claim)| claim.facts.quantities.contains(&index)) {
                    let claim =
                        ClaimRef { document: document.id.clone(), claim: gainsay_document::ClaimId::at(at) };
                    marks.figures.entry(claim).or_default().push(figure);
                }
            }
        }
        Ok(marks)
    }

    fn stand(
        &mut self,
        entry: &Review,
        disagrees: Vec<u64>,
        find: &dyn Fn(&gainsay_document::Anchor) -> Option<ClaimRef>,
    ) {
        let all: BTreeSet<ClaimRef> = anchors(entry).filter_map(find).collect();
        let mut view = StandingView {
            entry: entry.id,
            at: entry.at.to_string(),
            by: entry.reviewer.clone(),
            kind: entry.decision.as_str().to_owned(),
            correction: CorrectionView::of(entry),
            reason: entry.reason.clone(),
            claim: None,
            disagrees,
        };
        // A target of one claim is that claim; more are a matter as a whole.
        let single = |target: &gainsay_document::Target| match target.anchors.as_slice() {
            [only] => find(only),
            _ => None,
        };
        let singles: Vec<ClaimRef> = subjects(entry).iter().filter_map(single).collect();
        for claim in &singles {
            view.claim = Some(claim.to_string());
            self.of_claim.entry(claim.clone()).or_default().push(view.clone());
        }
        if singles.len() != 1 {
            view.claim = None;
        }
        if !all.is_empty() {
            self.standing.push((view, all));
        }
    }

    /// The entry that rejects the claim.
    pub fn rejected(&self, claim: &ClaimRef) -> Option<u64> {
        self.rejected.get(claim).copied()
    }

    /// What was decided of the claim alone, the first decision first.
    pub fn of_claim(&self, claim: &ClaimRef) -> &[StandingView] {
        self.of_claim.get(claim).map_or(&[], Vec::as_slice)
    }

    /// The entry that gives one of the claims of a side its value on a facet.
    pub fn corrected(&self, side: &Side, kind: FacetKind) -> Option<u64> {
        let amended = side.claims.iter().filter_map(|claim| self.amended.get(claim));
        match (kind, side.interval) {
            (FacetKind::Date, _) => amended.filter_map(|of| Some(of.date.as_ref()?.0)).max(),
            (FacetKind::Place, _) => amended.filter_map(|of| Some(of.place.as_ref()?.0)).max(),
            (_, Some(value)) => {
                let figures = side.claims.iter().filter_map(|claim| self.figures.get(claim)).flatten();
                figures.filter(|(_, interval)| *interval == value).map(|(entry, _)| *entry).max()
            }
            _ => None,
        }
    }

    /// The entry that gives one of the claims of a side to another holder than was read.
    pub fn given(&self, side: &Side) -> Option<u64> {
        let amended = side.claims.iter().filter_map(|claim| self.amended.get(claim));
        amended.filter_map(|of| Some(of.holder.as_ref()?.0)).max()
    }

    /// What was decided of any of the claims, the last decision first.
    pub fn on(&self, claims: &[ClaimRef]) -> Vec<StandingView> {
        let claims: BTreeSet<&ClaimRef> = claims.iter().collect();
        let touches = |own: &BTreeSet<ClaimRef>| own.iter().any(|claim| claims.contains(claim));
        self.standing.iter().rev().filter(|(_, own)| touches(own)).map(|(view, _)| view.clone()).collect()
    }

    /// The claims that a reviewer has decided about one by one; a remark decides nothing.
    pub fn decided_by(&self, reviewer: &str) -> BTreeSet<&ClaimRef> {
        let own = |view: &StandingView| view.kind != "note" && same_name(&view.by, reviewer);
        self.of_claim.iter().filter(|(_, views)| views.iter().any(own)).map(|(claim, _)| claim).collect()
    }
}
