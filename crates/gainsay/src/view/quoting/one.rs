//! One source and one outlet, each with what it says and where that is contested.

use std::collections::HashMap;

use gainsay_document::{ClaimRef, Document, DocumentId, Reading, RelationKind};
use gainsay_ledger::{ClaimFilter, Error, Link, Quotes};

use super::types::{
    ContradictionView, HeldClaimView, HeldMatterView, HeldQuery, OutletQuery, OutletView, SourceView,
};
use super::{NO_OUTLET, list, outlet_name};
use crate::view::claims::Shown;
use crate::view::index::Index;
use crate::view::known::Known;
use crate::view::types::CountView;

/// How many claims or documents are shown unless told otherwise, and at most.
const LIMITS: [usize; 2] = [20, 100];
/// How many contradicting claims are shown beside one.
const CONTRADICTIONS: usize = 3;
/// How many matters of a source are listed.
const MATTERS: usize = 100;
/// How many sources of an outlet are listed.
const SOURCES: usize = 200;

/// The source called `name`.
///
/// # Errors
/// When no such source was known; when the ledger cannot be read.
pub fn source(
    known: &Known<'_>,
    quotes: &Quotes,
    name: &str,
    query: &HeldQuery,
) -> Result<SourceView, Error> {
    let missing = || Error::not_found(format!("no report that is known names the source {name:?}"));
    let at = quotes.source(name).ok_or_else(missing)?;
    let (ledger, links) = (known.ledger(), quotes.outlets_of(at));
    let contested = query.contested.then_some(quotes);
    let claims = ledger.claims_of_source(name, known.day(), contested)?;
    let limit = query.limit.unwrap_or(LIMITS[0]).min(LIMITS[1]);
    let shown: Vec<ClaimRef> = claims.iter().skip(query.offset).take(limit).cloned().collect();
    let mut matters = matters(known, name)?;
    let matter_count = matters.len();
    matters.truncate(MATTERS);
    let others = |near: fn(&Link) -> usize, far: fn(&Link) -> usize| {
        let mut links: Vec<&Link> = quotes.inside.iter().filter(|link| near(link) == at).collect();
        links.sort_by_key(|link| (std::cmp::Reverse(link.attributions), far(link)));
        let count = |link: &&Link| CountView {
            name: quotes.sources[far(link)].name.clone(),
            count: link.attributions,
        };
        links.iter().map(count).collect()
    };
    Ok(SourceView {
        source: list::row(quotes, &quotes.sources[at], &links, usize::MAX),
        quoted_by: others(|link| link.to, |link| link.from),
        quotes: others(|link| link.from, |link| link.to),
        matters,
        matter_count,
        total: claims.len(),
        claims: held(known, &shown)?,
    })
}

fn matters(known: &Known<'_>, name: &str) -> Result<Vec<HeldMatterView>, Error> {
    let Some(day) = known.day() else {
        let matters = known.ledger().matters_of_source(name)?.into_iter();
        return Ok(matters
            .map(|of| HeldMatterView {
                id: of.matter.to_string(),
                title: of.title,
                contested: of.contested,
                claims: of.claims,
            })
            .collect());
    };
    let own = known.ledger().claims_of_source(name, Some(day), None)?;
    let own: std::collections::BTreeSet<&ClaimRef> = own.iter().collect();
    let matters = known.matters()?;
    let views = matters.iter().map(|matter| HeldMatterView {
        id: matter.id.to_string(),
        title: matter.title.clone(),
        contested: matter.is_contested(),
        claims: matter.claims.iter().filter(|claim| own.contains(claim)).count(),
    });
    Ok(views.filter(|matter| matter.claims > 0).collect())
}

/// The outlet called `name`.
///
/// # Errors
/// When no such outlet was known; when the ledger cannot be read.
pub fn outlet(
    known: &Known<'_>,
    quotes: &Quotes,
    name: &str,
    query: &OutletQuery,
) -> Result<OutletView, Error> {
    let unnamed = || quotes.outlet(None).filter(|_| name == NO_OUTLET);
    let at = quotes.outlet(Some(name)).or_else(unnamed);
    let at =
        at.ok_or_else(|| Error::not_found(format!("no report that is known is of the outlet {name:?}")))?;
    let (ledger, outlet) = (known.ledger(), &quotes.outlets[at]);
    let sources = quotes.sources_of(at);
    let [limit, contested_limit] =
        [query.limit, query.contested_limit].map(|limit| limit.unwrap_or(LIMITS[0]).min(LIMITS[1]));
    let ids = ledger.documents_of_outlet(quotes, at, query.offset, limit)?;
    let contested = ledger.contested_of_outlet(quotes, at, query.contested_offset, contested_limit)?;
    let index = Index::of_documents(known, &ids)?;
    let count =
        |link: &Link| CountView { name: quotes.sources[link.to].name.clone(), count: link.attributions };
    Ok(OutletView {
        name: outlet_name(outlet.name.as_ref()),
        document_count: outlet.documents(),
        attributions: outlet.attributions,
        claims: outlet.claims,
        contested: outlet.contested,
        sources: sources.iter().take(SOURCES).map(count).collect(),
        source_count: sources.len(),
        documents: ids.iter().filter_map(|id| index.document(id).cloned()).collect(),
        contested_claims: held(known, &contested)?,
    })
}

/// The claims with those that contradict them, in the order given.
fn held(known: &Known<'_>, claims: &[ClaimRef]) -> Result<Vec<HeldClaimView>, Error> {
    let ledger = known.ledger();
    let mut ids: Vec<DocumentId> = claims.iter().map(|claim| claim.document.clone()).collect();
    ids.sort();
    ids.dedup();
    let index = Index::of_documents(known, &ids)?;
    let mut reports: HashMap<&DocumentId, (Document, Reading)> = HashMap::new();
    for id in &ids {
        reports.insert(id, (ledger.document(id)?, ledger.reading(id)?));
    }
    let mut views = Vec::with_capacity(claims.len());
    for claim in claims {
        let Some((document, reading)) = reports.get(&claim.document) else { continue };
        let Some(view) = Shown::new(document, reading, &index).claim(claim.claim) else { continue };
        let (contradicted_by, contradictions) = contradictions(known, claim)?;
        views.push(HeldClaimView { claim: view, contradicted_by, contradictions });
    }
    Ok(views)
}

fn contradictions(known: &Known<'_>, claim: &ClaimRef) -> Result<(Vec<ContradictionView>, usize), Error> {
    let mut relations = known.relations_of(claim)?;
    relations.retain(|relation| relation.kind == RelationKind::Contradicts);
    let mut views = Vec::new();
    for relation in relations.iter().take(CONTRADICTIONS) {
        let other = if relation.from == *claim { &relation.to } else { &relation.from };
        let filter = ClaimFilter { claim: Some(other.clone()), ..ClaimFilter::default() };
        views.extend(known.ledger().claims(&filter)?.into_iter().map(|row| ContradictionView {
            claim: row.claim.to_string(),
            document: row.claim.document.to_string(),
            holder: row.holder,
            outlet: row.outlet,
            words: row.words,
            reason: relation.reason.clone(),
        }));
    }
    Ok((views, relations.len()))
}
