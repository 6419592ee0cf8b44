//! What a person's look matters most for, in that order.

mod order;

use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{Facet, Matter, MatterId, Side};
use gainsay_ledger::Error;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use order::Waiting;

use super::claims::Shown;
use super::index::{Heads, Index, Origins};
use super::known::Known;
use super::matters::facet_view;
use super::types::{ClaimView, FacetView};

/// How many claims a page holds unless told otherwise.
const PAGE: usize = 20;
/// How many it holds at most.
const MAX_PAGE: usize = 100;
/// How many sides of its facet stand beside a claim.
const SHOWN_SIDES: usize = 8;

/// Whose queue, and which part of it.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct QueueQuery {
    /// Leave out what this reviewer has decided.
    pub reviewer: Option<String>,
    /// How many to leave out at the beginning.
    #[serde(default)]
    pub offset: usize,
    /// How many to list at most: 20 unless told otherwise, never more than 100.
    pub limit: Option<usize>,
}

/// What waits for a look.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueueView {
    /// How many claims wait.
    pub total: usize,
    /// How many claims the reviewer has decided about.
    pub decided: usize,
    /// What waits, that which matters most first.
    pub items: Vec<QueueItemView>,
}

/// A claim that waits for a look: the first one of a side.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueueItemView {
    /// The claim.
    pub claim: ClaimView,
    /// `contested`, `unestablished`, `revised` or `unsure`: why it is looked at here.
    pub why: String,
    /// How sure the reader was who says it, 0 to 1; comparable within one reader version only. Absent for a report's own
    /// voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
    /// How far the figures that stand lie apart, as a share of the greatest, 0 to 1; absent where no two stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// How many claims speak to the facet.
    pub claims: usize,
    /// How many origins they have.
    pub origins: usize,
    /// How many sides the facet has.
    pub sides: usize,
    /// The facet, with the claim's own side and some of the others.
    pub facet: FacetView,
}

/// What waits for a look, in the order of [`order::waiting`]. Of a side one claim waits, the first; the others say the same.
///
/// # Errors
/// When the ledger cannot be read.
pub fn queue(known: &Known<'_>, query: &QueueQuery) -> Result<QueueView, Error> {
    let (waiting, marks) = (known.desk().waiting(|| waiting(known))?, known.marks(None)?);
    let reviewer = query.reviewer.as_deref().unwrap_or_default();
    let decided = if reviewer.is_empty() { BTreeSet::new() } else { marks.decided_by(reviewer) };
    let left: Vec<&Waiting> =
        waiting.iter().filter(|item| !item.claims.iter().any(|claim| decided.contains(claim))).collect();
    let limit = query.limit.unwrap_or(PAGE).min(MAX_PAGE);
    let page: Vec<&Waiting> = left.iter().skip(query.offset).take(limit).copied().collect();

    let ids: BTreeSet<&MatterId> = page.iter().map(|item| &item.matter).collect();
    let matters: Vec<Matter> = ids.iter().map(|id| known.ledger().matter(id)).collect::<Result<_, _>>()?;
    let by_id: BTreeMap<&MatterId, &Matter> = ids.into_iter().zip(&matters).collect();
    let shown: Vec<(&Waiting, &Facet, Vec<&Side>)> = (page.iter())
        .filter_map(|item| {
            let facet = by_id[&item.matter].facets.get(item.facet)?;
            Some((*item, facet, shown_sides(facet, item.side)))
        })
        .collect();
    let documents: BTreeSet<_> = shown
        .iter()
        .flat_map(|(_, _, sides)| sides)
        .filter_map(|side| side.claims.first())
        .map(|claim| claim.document.clone())
        .collect();
    let documents: Vec<_> = documents.into_iter().collect();
    let index = Index::of_documents(known, &documents)?;
    let heads = Heads::of_documents(known, &documents)?;
    let origins = Origins::of(known, &matters)?;
    let mut read = BTreeMap::new();
    let mut items = Vec::with_capacity(shown.len());
    for (item, facet, sides) in shown {
        let Some(first) = item.claims.first() else { continue };
        let id = &first.document;
        if !read.contains_key(id) {
            read.insert(id.clone(), (known.ledger().document(id)?, known.ledger().reading(id)?));
        }
        let (document, reading) = &read[id];
        let Some(claim) = Shown::new(document, reading, &index).claim(first.claim) else { continue };
        let some = Facet { sides: sides.into_iter().cloned().collect(), ..facet.clone() };
        items.push(QueueItemView {
            claim,
            why: item.why.as_str().to_owned(),
            confidence: item.confidence,
            gap: item.gap,
            claims: item.on_facet,
            origins: item.origins,
            sides: facet.sides.len(),
            facet: facet_view(&some, &heads, &origins),
        });
    }
    Ok(QueueView { total: left.len(), decided: decided.len(), items })
}

/// All that waits, of all that the ledger holds.
fn waiting(known: &Known<'_>) -> Result<Vec<Waiting>, Error> {
    let (matters, catalogue) = (known.matters()?, known.catalogue()?);
    Ok(order::waiting(&matters, |claim| catalogue.claims[catalogue.claim(claim)?].confidence))
}

/// The side at `own`, and the first of the others.
fn shown_sides(facet: &Facet, own: usize) -> Vec<&Side> {
    let others = facet.sides.iter().enumerate().filter(|(at, _)| *at != own).map(|(_, side)| side);
    facet.sides.get(own).into_iter().chain(others.take(SHOWN_SIDES - 1)).collect()
}
