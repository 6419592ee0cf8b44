//! Matters, in a list and whole.

use std::collections::BTreeSet;

use gainsay_document::{
    Best, ClaimRef, DateRange, DocumentId, Facet, FacetKind, Matter, MatterPlace, Origin, OriginNode,
    OriginTree, Relation, Side,
};
use gainsay_ledger::{Error, MatterEntry};

use super::claims::Shown;
use super::index::{Heads, Index, Origins};
use super::known::Known;
use super::narrow::{holds, words};
use super::types::{
    BestView, ClaimView, DatesView, DocumentRow, FacetView, MatterRow, MatterView, MattersQuery, MattersView,
    OriginNodeView, OriginTreeView, OriginView, PlaceView, RelationView, SideView,
};

/// How many matters a list holds unless told otherwise.
const PAGE: usize = 100;
/// How many it holds at most.
const MAX_PAGE: usize = 500;

/// More claims or documents than these, and a matter is shown in part; [`super::matter_claims`] gives the rest by pages.
const WHOLE: usize = 300;

/// The matters that `query` asks for, contested ones first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn matters(known: &Known<'_>, query: &MattersQuery) -> Result<MattersView, Error> {
    let wanted = words(query.q.as_deref());
    let limit = query.limit.unwrap_or(PAGE).min(MAX_PAGE);
    if known.day().is_some() {
        let page = (query.offset, limit);
        let (matters, total) = matter_rows(known, query.contested, page, |row| mentions(row, &wanted))?;
        return Ok(MattersView { total, matters, as_of: known.as_of() });
    }
    let catalogue = known.catalogue()?;
    let fits = |matter: &&MatterEntry| (!query.contested || matter.contested) && holds(&matter.text, &wanted);
    let total = catalogue.matters.iter().filter(fits).count();
    let page = catalogue.matters.iter().filter(fits).skip(query.offset).take(limit);
    let matters: Vec<Matter> =
        page.map(|matter| known.ledger().matter(&matter.id)).collect::<Result<_, _>>()?;
    Ok(MattersView { total, matters: with_best(known, &matters)?, as_of: None })
}

/// Of the matters that are `wanted`, or the contested ones among them, so many after so many, contested ones first; and
/// how many there are. All of them are looked at.
///
/// # Errors
/// When the ledger cannot be read.
pub fn matter_rows(
    known: &Known<'_>,
    contested: bool,
    (offset, limit): (usize, usize),
    wanted: impl Fn(&MatterRow) -> bool,
) -> Result<(Vec<MatterRow>, usize), Error> {
    let mut matters = known.matters()?;
    matters.retain(|matter| !contested || matter.is_contested());
    let (heads, origins) = (Heads::of(known, &matters)?, Origins::of(known, &matters)?);
    matters.retain(|matter| wanted(&matter_row(matter, &heads, &origins)));
    let total = matters.len();
    let page: Vec<Matter> = matters.into_iter().skip(offset).take(limit).collect();
    Ok((with_best(known, &page)?, total))
}

/// The matters as lists show them, with what the policy asked for gives.
fn with_best(known: &Known<'_>, matters: &[Matter]) -> Result<Vec<MatterRow>, Error> {
    let (heads, origins) = (Heads::of(known, matters)?, Origins::of(known, matters)?);
    let mut rows: Vec<MatterRow> =
        matters.iter().map(|matter| matter_row(matter, &heads, &origins)).collect();
    if let Some(best) = known.best(matters)? {
        for (row, best) in rows.iter_mut().zip(best) {
            row.best = Some(best.iter().map(|best| best_view(best, &heads, &origins)).collect());
        }
    }
    Ok(rows)
}

/// Whether the row's title, holders and outlets hold all the words.
fn mentions(row: &MatterRow, words: &[String]) -> bool {
    let holders = row.facets.iter().flat_map(|facet| &facet.sides).map(|side| side.holder.as_str());
    let text = std::iter::once(row.title.as_str())
        .chain(holders)
        .chain(row.outlets.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}

/// The matter written `id`, with all that is said of it; of a very large one with a beginning of it.
///
/// # Errors
/// When there is no such matter, or there was none yet; when the ledger cannot be read.
pub fn matter(known: &Known<'_>, id: &str) -> Result<MatterView, Error> {
    let matter = known.matter(id)?;
    let partial = matter.claims.len().max(matter.documents.len()) > WHOLE;
    let shown = if partial { beginning(&matter) } else { matter.clone() };
    let (documents, claims) = claim_views(known, &shown.documents, &shown.claims)?;
    let mut row = with_best(known, std::slice::from_ref(&matter))?;
    let row = row.pop().ok_or_else(|| Error::not_found(format!("there is no matter {id:?}")))?;
    let mut relations = relations(known, &shown.claims)?;
    if partial {
        let known: BTreeSet<&str> = claims.iter().map(|claim| claim.id.as_str()).collect();
        relations.retain(|one| known.contains(one.from.as_str()) && known.contains(one.to.as_str()));
    }
    Ok(MatterView {
        claims,
        documents,
        origins: known.trees(std::slice::from_ref(&shown))?.iter().flatten().map(tree).collect(),
        relations,
        matter: row,
        partial,
        reviews: known.marks(Some(&matter.documents))?.on(&matter.claims),
        as_of: known.as_of(),
    })
}

/// The first claim of every side, then the earliest ones; the documents these stand in.
fn beginning(matter: &Matter) -> Matter {
    let sides = matter.facets.iter().flat_map(|facet| &facet.sides);
    let first = sides.filter_map(|side| side.claims.first()).chain(&matter.claims);
    let (mut shown, mut documents) = (BTreeSet::new(), BTreeSet::new());
    for claim in first {
        if shown.len() == WHOLE {
            break;
        }
        shown.insert(claim);
        documents.insert(&claim.document);
    }
    let claims: Vec<ClaimRef> = matter.claims.iter().filter(|claim| shown.contains(claim)).cloned().collect();
    let documents = matter.documents.iter().filter(|id| documents.contains(id)).cloned().collect();
    Matter { claims, documents, ..matter.clone() }
}

/// The claims with their documents, in the order of the documents.
pub(super) fn claim_views(
    known: &Known<'_>,
    documents: &[DocumentId],
    wanted: &[ClaimRef],
) -> Result<(Vec<DocumentRow>, Vec<ClaimView>), Error> {
    let (index, ledger) = (Index::of_documents(known, documents)?, known.ledger());
    let (mut rows, mut claims) = (Vec::with_capacity(documents.len()), Vec::with_capacity(wanted.len()));
    for id in documents {
        let (document, reading) = (ledger.document(id)?, ledger.reading(id)?);
        let shown = Shown::new(&document, &reading, &index);
        rows.push(shown.row().clone());
        let own = wanted.iter().filter(|claim| claim.document == *id);
        claims.extend(own.filter_map(|claim| shown.claim(claim.claim)));
    }
    Ok((rows, claims))
}

/// The relations between these claims, each once.
pub(super) fn relations(known: &Known<'_>, claims: &[ClaimRef]) -> Result<Vec<RelationView>, Error> {
    let mut seen = BTreeSet::new();
    let mut relations = Vec::new();
    for claim in claims {
        for Relation { kind, from, to, reason } in known.relations_of(claim)? {
            if seen.insert((kind, from.clone(), to.clone())) {
                relations.push(RelationView {
                    kind: kind.as_str().to_owned(),
                    from: from.to_string(),
                    to: to.to_string(),
                    reason,
                });
            }
        }
    }
    Ok(relations)
}

/// A matter as lists show it.
fn matter_row(matter: &Matter, heads: &Heads, origins: &Origins) -> MatterRow {
    let mut outlets = Vec::new();
    for document in &matter.documents {
        if let Some(outlet) = heads.outlet(document)
            && !outlets.iter().any(|known| known == outlet)
        {
            outlets.push(outlet.to_owned());
        }
    }
    let origin_ids: BTreeSet<_> =
        matter.facets.iter().flat_map(|facet| &facet.sides).map(|side| &side.origin).collect();
    MatterRow {
        id: matter.id.to_string(),
        title: matter.title.clone(),
        date: matter.date.map(dates),
        place: matter.place.as_ref().map(place),
        claims: matter.claims.len(),
        documents: matter.documents.len(),
        outlets,
        origins: origin_ids.len(),
        contested: matter.is_contested(),
        facets: matter.facets.iter().map(|facet| facet_view(facet, heads, origins)).collect(),
        best: None,
    }
}

fn tree(tree: &OriginTree) -> OriginTreeView {
    let node = |node: &OriginNode| OriginNodeView {
        document: node.document.to_string(),
        outlet: node.outlet.clone(),
        published: node.published.map(|day| day.to_string()),
        repeats: node.repeats.as_ref().map(ToString::to_string),
        why: node.why.as_str().to_owned(),
        words: node.why.describe(),
    };
    let Origin { id, label, basis, .. } = &tree.origin;
    OriginTreeView {
        origin: OriginView { id: id.to_string(), label: label.clone(), basis: basis.as_str().to_owned() },
        reports: tree.reports.iter().map(node).collect(),
    }
}

fn best_view(best: &Best, heads: &Heads, origins: &Origins) -> BestView {
    BestView {
        policy: best.policy.clone(),
        outcome: best.outcome.as_str().to_owned(),
        category: best.category.clone(),
        scope: best.scope.describe(),
        low: best.interval.low,
        high: best.interval.high,
        derived: best.is_derived,
        reason: best.reason.clone(),
        from: best.from.iter().map(|side| side_view(side, FacetKind::Count, heads, origins)).collect(),
    }
}

/// A facet as lists show it.
pub(super) fn facet_view(facet: &Facet, heads: &Heads, origins: &Origins) -> FacetView {
    FacetView {
        facet: facet.kind.as_str().to_owned(),
        outcome: facet.outcome.map(|outcome| outcome.as_str().to_owned()),
        category: facet.category.clone(),
        scope: facet.scope.map(gainsay_document::Scope::describe),
        support: facet.support.as_str().to_owned(),
        agreement: facet.agreement.as_str().to_owned(),
        lifecycle: facet.lifecycle.as_str().to_owned(),
        reason: facet.reason.clone(),
        warnings: facet.warnings.clone(),
        sides: facet.sides.iter().map(|side| side_view(side, facet.kind, heads, origins)).collect(),
    }
}

fn side_view(side: &Side, kind: FacetKind, heads: &Heads, origins: &Origins) -> SideView {
    let published = side.claims.first().and_then(|claim| heads.published(&claim.document));
    SideView {
        holder: side.holder.clone(),
        origin: origins.view(&side.origin),
        low: side.interval.and_then(|interval| interval.low),
        high: side.interval.and_then(|interval| interval.high),
        value: side.value.clone(),
        lifecycle: side.lifecycle.as_str().to_owned(),
        claims: side.claims.iter().map(ToString::to_string).collect(),
        published: published.map(str::to_owned),
        corrected: heads.marks().corrected(side, kind),
        holder_corrected: heads.marks().given(side),
    }
}

fn dates(range: DateRange) -> DatesView {
    DatesView { start: range.start.to_string(), end: range.end.to_string() }
}

fn place(place: &MatterPlace) -> PlaceView {
    PlaceView {
        words: None,
        name: place.name.clone(),
        state: place.state.clone(),
        country: place.country.clone(),
        geonameid: place.geonameid,
        lat: place.lat,
        lon: place.lon,
        span: None,
    }
}
