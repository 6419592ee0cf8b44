//! The claims of one matter, by pages.

use gainsay_document::{ClaimRef, DocumentId};
use gainsay_ledger::{Catalogue, Error};

use super::known::Known;
use super::matters::{claim_views, relations};
use super::narrow::{Facet, Kind, Narrow, first_sorted, holds, statuses, words};
use super::search::values;
use super::search_types::{FacetsView, MatterClaimsQuery, MatterClaimsView};

/// How many claims a page holds unless told otherwise.
const PAGE: usize = 50;
/// How many it holds at most.
const MAX_PAGE: usize = 200;

/// A column to sort the claims of a matter by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClaimColumn {
    /// The order of publication.
    #[default]
    Date,
    /// Who holds it.
    Holder,
    /// The title of its document.
    Document,
}

impl ClaimColumn {
    /// Every column with its name.
    pub const ALL: [(&'static str, Self); 3] =
        [("date", Self::Date), ("holder", Self::Holder), ("document", Self::Document)];
}

/// The claims of the matter written `id` that `query` asks for, by `column`.
///
/// # Errors
/// When there is no such matter, or there was none yet; when the ledger cannot be read.
pub fn matter_claims(
    known: &Known<'_>,
    id: &str,
    query: &MatterClaimsQuery,
    column: ClaimColumn,
    down: bool,
) -> Result<MatterClaimsView, Error> {
    let (matter, catalogue) = (known.matter(id)?, known.catalogue()?);
    let status = statuses(known, &catalogue);
    let asked = [
        (Facet::Holder, &query.holder),
        (Facet::Outlet, &query.outlet),
        (Facet::Outcome, &query.outcome),
        (Facet::Status, &query.status),
    ];
    let chosen: Vec<(Facet, String)> = asked
        .into_iter()
        .filter_map(|(facet, value)| Some((facet, value.clone().filter(|value| !value.is_empty())?)))
        .collect();
    let narrow = Narrow::new(&catalogue, &status, &chosen, known.day());
    let mut places: Vec<usize> = matter.claims.iter().filter_map(|claim| catalogue.claim(claim)).collect();
    let wanted = words(query.q.as_deref());
    if !wanted.is_empty() {
        let mut kept = Vec::new();
        for place in places {
            if mentions(known, &catalogue, place, &wanted)? {
                kept.push(place);
            }
        }
        places = kept;
    }
    let kept = narrow.keep(Kind::Claims, &places);
    // Places in the matter's own order, which is that of publication.
    let mut order: Vec<usize> = (0..kept.places.len()).collect();
    let key = |&at: &usize| {
        let claim = &catalogue.claims[kept.places[at]];
        let rank = match column {
            ClaimColumn::Date => Some(at),
            ClaimColumn::Holder => claim.holder.map(|name| catalogue.name_ranks[name as usize]),
            ClaimColumn::Document => Some(catalogue.documents[claim.document].title_rank),
        };
        let (up, fall) = if down { (None, rank.map(std::cmp::Reverse)) } else { (rank, None) };
        (rank.is_none(), up, fall, at)
    };
    let limit = query.limit.unwrap_or(PAGE).min(MAX_PAGE);
    first_sorted(&mut order, query.offset.saturating_add(limit), key);
    let page: Vec<ClaimRef> = order
        .into_iter()
        .skip(query.offset)
        .take(limit)
        .map(|at| reference(&catalogue, kept.places[at]))
        .collect();
    let mut documents: Vec<DocumentId> = page.iter().map(|claim| claim.document.clone()).collect();
    documents.sort_unstable();
    documents.dedup();
    let (_, mut claims) = claim_views(known, &documents, &page)?;
    let at = |id: &str| page.iter().position(|claim| claim.to_string() == id);
    claims.sort_by_cached_key(|claim| at(&claim.id));
    let facet = |facet: Facet| values(&catalogue, &kept.counts[facet as usize], narrow.chosen(facet));
    Ok(MatterClaimsView {
        total: kept.places.len(),
        claims,
        relations: relations(known, &page)?,
        facets: FacetsView {
            holder: facet(Facet::Holder),
            outlet: facet(Facet::Outlet),
            outcome: facet(Facet::Outcome),
            status: facet(Facet::Status),
            month: facet(Facet::Month),
            place: facet(Facet::Place),
        },
    })
}

fn reference(catalogue: &Catalogue, place: usize) -> ClaimRef {
    let claim = &catalogue.claims[place];
    let document = &catalogue.documents[claim.document];
    ClaimRef {
        document: document.id.clone(),
        claim: gainsay_document::ClaimId::at(place - document.claims.start),
    }
}

/// Whether the claim's words, its holder, outlet or title hold all the words.
fn mentions(
    known: &Known<'_>,
    catalogue: &Catalogue,
    place: usize,
    wanted: &[String],
) -> Result<bool, Error> {
    let claim = &catalogue.claims[place];
    let holder = claim.holder.map_or("", |name| catalogue.words(name)).to_lowercase();
    let said = known.ledger().claim_words("", claim.key)?.text.to_lowercase();
    let document = &catalogue.documents[claim.document].text;
    Ok(holds(&format!("{said}\n{holder}\n{document}"), wanted))
}
