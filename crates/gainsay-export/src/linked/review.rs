//! What a person decided of a claim, as a `ClaimReview` without a rating.

use gainsay_document::{Claim, ClaimRef, Document};
use serde_json::{Value, json};

use super::{claim_iri, object, to};
use crate::DecisionRecord;

/// The review of a claim; `None` for what reviews nothing: a remark, and decisions on where a claim belongs.
///
/// It says whether the claim was read as it should be, or whether a person takes it for established. It has no
/// `reviewRating`: nobody here rates how true a claim is.
pub(super) fn of(
    document: &Document,
    reference: &ClaimRef,
    claim: &Claim,
    decision: &DecisionRecord,
) -> Option<Value> {
    if !["accept", "correct", "reject", "confirm", "discount"].contains(&decision.decision.as_str()) {
        return None;
    }
    Some(object([
        ("@id", json!(format!("{}-review-{}", claim_iri(reference), decision.entry))),
        ("@type", json!("ClaimReview")),
        ("claimReviewed", json!(claim.span.of(&document.text))),
        ("itemReviewed", to(claim_iri(reference))),
        ("author", json!({"@type": "Person", "name": decision.reviewer})),
        ("datePublished", json!(decision.at)),
        ("reviewBody", json!(decision.reason)),
        ("gs:decision", json!(decision.decision)),
        ("gs:corrected", json!(decision.said())),
        ("gs:entry", json!(decision.entry)),
    ]))
}
