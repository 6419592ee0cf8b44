//! What a person's look matters most for, in that order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{Agreement, ClaimRef, Facet, Lifecycle, Matter, Side, Support};
use gainsay_ledger::Error;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

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
    /// `contested`, `unestablished` or `revised`: why it is looked at here.
    pub why: String,
    /// How many claims speak to the facet.
    pub claims: usize,
    /// How many origins they have.
    pub origins: usize,
    /// How many sides the facet has.
    pub sides: usize,
    /// The facet, with the claim's own side and some of the others.
    pub facet: FacetView,
}

/// One side in the queue.
struct Waiting<'m> {
    facet: &'m Facet,
    side: &'m Side,
    claim: &'m ClaimRef,
    why: &'static str,
    claims: usize,
    origins: usize,
}

/// What waits for a look: contested facets with many origins and claims first, then what nobody can place, then what was
/// revised. Of a side one claim waits, the first; the others say the same.
///
/// # Errors
/// When the ledger cannot be read.
pub fn queue(known: &Known<'_>, query: &QueueQuery) -> Result<QueueView, Error> {
    let (matters, marks) = (known.matters()?, known.marks(None)?);
    let reviewer = query.reviewer.as_deref().unwrap_or_default();
    let decided = if reviewer.is_empty() { BTreeSet::new() } else { marks.decided_by(reviewer) };
    let waiting = waiting(&matters, &decided);
    let limit = query.limit.unwrap_or(PAGE).min(MAX_PAGE);
    let page: Vec<&Waiting<'_>> = waiting.iter().skip(query.offset).take(limit).collect();

    let documents: BTreeSet<_> = page
        .iter()
        .flat_map(|item| shown_sides(item))
        .filter_map(|side| side.claims.first())
        .chain(page.iter().map(|item| item.claim))
        .map(|claim| claim.document.clone())
        .collect();
    let documents: Vec<_> = documents.into_iter().collect();
    let index = Index::of_documents(known, &documents)?;
    let (heads, origins) = (Heads::of_documents(known, &documents)?, Origins::all(known)?);
    let mut read = BTreeMap::new();
    let mut items = Vec::with_capacity(page.len());
    for item in page {
        let id = &item.claim.document;
        if !read.contains_key(id) {
            read.insert(id.clone(), (known.ledger().document(id)?, known.ledger().reading(id)?));
        }
        let (document, reading) = &read[id];
        let Some(claim) = Shown::new(document, reading, &index).claim(item.claim.claim) else { continue };
        let facet = Facet { sides: shown_sides(item).cloned().collect(), ..item.facet.clone() };
        items.push(QueueItemView {
            claim,
            why: item.why.to_owned(),
            claims: item.claims,
            origins: item.origins,
            sides: item.facet.sides.len(),
            facet: facet_view(&facet, &heads, &origins),
        });
    }
    Ok(QueueView { total: waiting.len(), decided: decided.len(), items })
}

/// Every side that waits, that which matters most first; each claim once, for what makes it matter most.
fn waiting<'m>(matters: &'m [Matter], decided: &BTreeSet<&ClaimRef>) -> Vec<Waiting<'m>> {
    let mut all = Vec::new();
    for facet in matters.iter().flat_map(|matter| &matter.facets) {
        let Some((rank, why)) = reason(facet) else { continue };
        let claims: BTreeSet<&ClaimRef> = facet.sides.iter().flat_map(|side| &side.claims).collect();
        let origins: BTreeSet<_> = facet.sides.iter().map(|side| &side.origin).collect();
        let (claims, origins) = (claims.len(), origins.len());
        for side in &facet.sides {
            let Some(claim) = side.claims.first() else { continue };
            if side.claims.iter().any(|claim| decided.contains(claim)) {
                continue;
            }
            let order = (rank, Reverse(origins), Reverse(claims));
            all.push((order, Waiting { facet, side, claim, why, claims, origins }));
        }
    }
    // Stable: matters and sides stay in their order.
    all.sort_by_key(|(order, _)| *order);
    let mut met = BTreeSet::new();
    all.retain(|(_, item)| met.insert(item.claim));
    all.into_iter().map(|(_, item)| item).collect()
}

/// Why a facet is to be looked at, and how early.
fn reason(facet: &Facet) -> Option<(u8, &'static str)> {
    if facet.agreement == Agreement::Contested {
        Some((0, "contested"))
    } else if facet.support == Support::Unestablished {
        Some((1, "unestablished"))
    } else if facet.lifecycle != Lifecycle::Current {
        Some((2, "revised"))
    } else {
        None
    }
}

/// The claim's own side, and the first of the others.
fn shown_sides<'m>(item: &Waiting<'m>) -> impl Iterator<Item = &'m Side> {
    let own = item.side;
    let others = item.facet.sides.iter().filter(move |side| !std::ptr::eq(*side, own));
    std::iter::once(own).chain(others.take(SHOWN_SIDES - 1))
}
