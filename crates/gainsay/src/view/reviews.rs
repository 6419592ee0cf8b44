//! The review log as people see it: each entry with what became of it.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_compare::{Constraints, Heeded, heeded};
use gainsay_document::{
    Anchor, CharOffsets, Decision, Document, DocumentId, Reading, Report, Review, taken_back,
};
use gainsay_ledger::{Error, Ledger};
use serde::Serialize;

/// An entry of the review log.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewView {
    /// Its number.
    pub id: u64,
    /// When it was decided, UTC.
    pub at: String,
    /// Who decided.
    pub by: String,
    /// What was decided, with what belongs to the kind alone.
    #[serde(flatten)]
    pub decision: Decision,
    /// About what.
    pub targets: Vec<TargetView>,
    /// Why.
    pub reason: String,
    /// The hash of the entry, which the next one carries.
    pub hash: String,
    /// The later entry that takes it back, where one does.
    pub taken_back_by: Option<u64>,
    /// The later entries that contradict it, wholly or in part.
    pub overridden_by: Vec<u64>,
    /// What it is about and no longer reaches.
    pub unmet: Vec<UnmetView>,
}

/// Claims that a decision is about.
#[derive(Clone, Debug, Serialize)]
pub struct TargetView {
    /// What the person called it.
    pub name: String,
    /// The words of its claims.
    pub anchors: Vec<AnchorView>,
}

/// The words of a claim.
#[derive(Clone, Debug, Serialize)]
pub struct AnchorView {
    /// The document.
    pub document: String,
    /// Where they stand in its text, in code points.
    pub spans: Vec<[usize; 2]>,
    /// The words.
    pub quote: String,
    /// The claim that has them today, where one does.
    pub claim: Option<String>,
}

/// Words that a decision no longer reaches.
#[derive(Clone, Debug, Serialize)]
pub struct UnmetView {
    /// The document.
    pub document: String,
    /// The words.
    pub quote: String,
    /// Why not, in words.
    pub why: String,
}

/// The entries of the review log, the first one first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn reviews(ledger: &Ledger) -> Result<Vec<ReviewView>, Error> {
    let (log, hashes) = (ledger.reviews()?, ledger.review_hashes()?);
    let constraints = Constraints::of_reviews(&log);
    let anchors = log.iter().flat_map(anchors);
    let known = reports(ledger, anchors.map(|anchor| &anchor.document))?;
    let given: Vec<Report<'_>> =
        known.values().map(|(document, reading)| Report { document, reading }).collect();
    let heeded = heeded(&given, &constraints);
    let gone = taken_back(&log);
    let by = |id: u64| {
        let undoes = |later: &&Review| later.decision == Decision::Undo(id) && !gone.contains(&later.id);
        log.iter().find(undoes).map(|later| later.id)
    };
    Ok(log.iter().zip(hashes).map(|(entry, hash)| view(entry, hash, by(entry.id), &heeded, &known)).collect())
}

/// The words of the claims that stand rejected, each with its entry of the review log.
///
/// # Errors
/// When the ledger cannot be read.
pub fn rejected(ledger: &Ledger) -> Result<Vec<(u64, Anchor)>, Error> {
    let log = ledger.reviews()?;
    let gone = taken_back(&log);
    let standing = log.iter().filter(|entry| entry.decision == Decision::Reject && !gone.contains(&entry.id));
    Ok(standing.flat_map(|entry| anchors(entry).map(|anchor| (entry.id, anchor.clone()))).collect())
}

fn anchors(entry: &Review) -> impl Iterator<Item = &Anchor> {
    entry.targets.iter().flat_map(|target| &target.anchors)
}

type Reports = BTreeMap<DocumentId, (Document, Reading)>;

fn reports<'d>(ledger: &Ledger, ids: impl Iterator<Item = &'d DocumentId>) -> Result<Reports, Error> {
    let ids: BTreeSet<&DocumentId> = ids.collect();
    ids.into_iter().map(|id| Ok((id.clone(), (ledger.document(id)?, ledger.reading(id)?)))).collect()
}

fn view(
    entry: &Review,
    hash: String,
    taken_back_by: Option<u64>,
    heeded: &Heeded,
    known: &Reports,
) -> ReviewView {
    let overridden = heeded.overridden.iter().filter(|lost| lost.number == entry.id);
    let overridden: BTreeSet<u64> = overridden.map(|lost| lost.by).collect();
    let unmet = heeded.unmet.iter().filter(|unmet| unmet.number == entry.id);
    let target = |target: &gainsay_document::Target| TargetView {
        name: target.name.clone(),
        anchors: target.anchors.iter().map(|anchor| anchor_view(anchor, known)).collect(),
    };
    ReviewView {
        id: entry.id,
        at: entry.at.to_string(),
        by: entry.reviewer.clone(),
        decision: entry.decision.clone(),
        targets: entry.targets.iter().map(target).collect(),
        reason: entry.reason.clone(),
        hash,
        taken_back_by,
        overridden_by: overridden.into_iter().collect(),
        unmet: unmet
            .map(|unmet| UnmetView {
                document: unmet.anchor.document.to_string(),
                quote: unmet.anchor.quote.clone(),
                why: unmet.why.as_str().to_owned(),
            })
            .collect(),
    }
}

fn anchor_view(anchor: &Anchor, known: &Reports) -> AnchorView {
    let found = known.get(&anchor.document);
    let place = found.and_then(|(document, _)| anchor.place(&document.text));
    let spans = found.zip(place).map(|((document, _), place)| {
        let offsets = CharOffsets::new(&document.text);
        place.iter().map(|span| offsets.span(span)).collect()
    });
    let claim = found.and_then(|(document, reading)| anchor.claim(&document.text, &reading.claims));
    AnchorView {
        document: anchor.document.to_string(),
        spans: spans.unwrap_or_default(),
        quote: anchor.quote.clone(),
        claim: claim.map(|claim| format!("{}.{claim}", anchor.document.short())),
    }
}
