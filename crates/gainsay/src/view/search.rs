//! Search: claims and documents by their words, narrowed by facets with counts.

use gainsay_document::{ClaimId, ClaimRef};
use gainsay_ledger::{Catalogue, Error, Snippet};

use super::known::Known;
use super::narrow::{Facet, Kind, Narrow, Sort, statuses};
use super::search_types::{ClaimHitView, CountsView, DocumentHitView, FacetsView, SearchView};
use super::types::CountView;

/// More hits than these are not ordered by relevance: to weigh a word that stands nearly everywhere takes long and tells
/// little.
const WEIGHED: usize = 20_000;
/// How many values of a facet are listed, beside those that were chosen.
const VALUES: usize = 40;

/// What a search asks for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The words; empty for all claims or documents.
    pub words: String,
    /// Claims or documents.
    pub kind: Kind,
    /// The values wanted of each facet, as words.
    pub chosen: Vec<(Facet, String)>,
    /// In which order; by relevance where there are words and nothing is asked.
    pub sort: Option<Sort>,
    /// How many to leave out at the beginning.
    pub offset: usize,
    /// How many to give.
    pub limit: usize,
}

/// What `search` finds.
///
/// # Errors
/// When the ledger cannot be read.
pub fn search(known: &Known<'_>, search: &Search) -> Result<SearchView, Error> {
    let (catalogue, ledger) = (known.catalogue()?, known.ledger());
    let status = statuses(known, &catalogue);
    let narrow = Narrow::new(&catalogue, &status, &search.chosen, known.day());
    let words = search.words.as_str();
    let found = |kind: Kind| -> Result<Vec<usize>, Error> {
        if words.is_empty() {
            return Ok(match kind {
                Kind::Claims => (0..catalogue.claims.len()).collect(),
                Kind::Documents => (0..catalogue.documents.len()).collect(),
            });
        }
        Ok(match kind {
            Kind::Claims => catalogue.claims_of_keys(&ledger.matching_claims(words)?),
            Kind::Documents => catalogue.documents_of_keys(&ledger.matching_documents(words)?),
        })
    };
    let mut hits = narrow.keep(search.kind, &found(search.kind)?);
    let other = search.kind.other();
    let others = narrow.count(other, &found(other)?);
    let many = hits.places.len() > WEIGHED;
    let sort = match search.sort {
        Some(Sort::Relevance) | None if words.is_empty() || many => Sort::Newest,
        None => Sort::Relevance,
        Some(sort) => sort,
    };
    let total = hits.places.len();
    if sort == Sort::Relevance {
        let best = match search.kind {
            Kind::Claims => catalogue.claims_of_keys(&ledger.ranked_claims(words)?),
            Kind::Documents => catalogue.documents_of_keys(&ledger.ranked_documents(words)?),
        };
        let kept: std::collections::HashSet<usize> = hits.places.iter().copied().collect();
        hits.places = best.into_iter().filter(|place| kept.contains(place)).collect();
    } else {
        narrow.order(search.kind, sort, &mut hits.places, search.offset.saturating_add(search.limit));
    }
    let page = hits.places.iter().skip(search.offset).take(search.limit).copied();
    let (mut claims, mut documents) = (Vec::new(), Vec::new());
    for place in page {
        match search.kind {
            Kind::Claims => claims.push(claim_hit(known, &catalogue, &status, words, place)?),
            Kind::Documents => documents.push(document_hit(known, &catalogue, words, place)?),
        }
    }
    let counts = match search.kind {
        Kind::Claims => CountsView { claims: total, documents: others },
        Kind::Documents => CountsView { claims: others, documents: total },
    };
    let facet = |facet: Facet| values(&catalogue, &hits.counts[facet as usize], narrow.chosen(facet));
    let facets = FacetsView {
        holder: facet(Facet::Holder),
        outlet: facet(Facet::Outlet),
        outcome: facet(Facet::Outcome),
        status: facet(Facet::Status),
        month: facet(Facet::Month),
        place: facet(Facet::Place),
    };
    Ok(SearchView {
        total,
        counts,
        sort: sort.as_str().to_owned(),
        claims,
        documents,
        facets,
        as_of: known.as_of(),
    })
}

/// The most frequent values with their counts, those that were chosen always among them.
pub(super) fn values(catalogue: &Catalogue, counts: &[u32], chosen: &[u32]) -> Vec<CountView> {
    let mut found: Vec<(u32, u32)> =
        counts.iter().zip(0..).filter(|(count, _)| **count > 0).map(|(count, name)| (*count, name)).collect();
    found.sort_unstable_by_key(|&(count, name)| {
        (std::cmp::Reverse(count), catalogue.name_ranks.get(name as usize).copied())
    });
    let rest = found.split_off(found.len().min(VALUES));
    let known = |name: &u32| found.iter().any(|(_, own)| own == name);
    let count = |name: u32| rest.iter().find(|(_, own)| *own == name).map_or(0, |(count, _)| *count);
    let more: Vec<(u32, u32)> =
        chosen.iter().filter(|name| !known(name)).map(|&name| (count(name), name)).collect();
    let view = |(count, name): (u32, u32)| CountView {
        name: catalogue.words(name).to_owned(),
        count: count as usize,
    };
    found.into_iter().chain(more).map(view).collect()
}

fn claim_hit(
    known: &Known<'_>,
    catalogue: &Catalogue,
    status: &[gainsay_ledger::Status],
    words: &str,
    place: usize,
) -> Result<ClaimHitView, Error> {
    let (claim, ledger) = (&catalogue.claims[place], known.ledger());
    let document = &catalogue.documents[claim.document];
    let index = usize::try_from(claim.number - 1).unwrap_or_default();
    let reference = ClaimRef { document: document.id.clone(), claim: ClaimId::at(index) };
    let row = ledger.document_row(&document.id)?;
    let standing = known.standings(Some(&document.id))?.into_iter().find(|one| one.claim == reference);
    let Snippet { text, matches } = ledger.claim_words(words, claim.key)?;
    Ok(ClaimHitView {
        id: reference.to_string(),
        holder: claim.holder.map(|name| catalogue.words(name).to_owned()),
        words: text,
        matches,
        document: document.id.to_string(),
        title: row.title,
        outlet: row.outlet,
        published: row.published.map(|day| day.to_string()),
        matter: standing.as_ref().map(|of| of.matter.to_string()),
        matter_title: standing.map(|of| of.title),
        statuses: status[place].words().map(str::to_owned).collect(),
    })
}

fn document_hit(
    known: &Known<'_>,
    catalogue: &Catalogue,
    words: &str,
    place: usize,
) -> Result<DocumentHitView, Error> {
    let (document, ledger) = (&catalogue.documents[place], known.ledger());
    let row = ledger.document_row(&document.id)?;
    let Snippet { text, matches } = ledger.document_words(words, document.key)?;
    Ok(DocumentHitView {
        id: document.id.to_string(),
        title: row.title,
        outlet: row.outlet,
        published: row.published.map(|day| day.to_string()),
        words: text,
        matches,
        claims: document.claims.len(),
    })
}
