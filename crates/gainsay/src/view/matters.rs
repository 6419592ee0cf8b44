//! Matters, in a list and whole.

use std::collections::BTreeSet;

use gainsay_document::{
    Best, ClaimRef, DateRange, Facet, Matter, MatterPlace, Origin, OriginNode, OriginTree, Relation, Side,
};
use gainsay_ledger::Error;

use super::claims::Shown;
use super::index::{Index, Origins};
use super::known::Known;
use super::types::{
    BestView, DatesView, FacetView, MatterRow, MatterView, MattersQuery, MattersView, OriginNodeView,
    OriginTreeView, OriginView, PlaceView, RelationView, SideView,
};

/// How many matters a list holds unless told otherwise.
const PAGE: usize = 100;
/// How many it holds at most.
const MAX_PAGE: usize = 500;

/// The matters that `query` asks for, contested ones first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn matters(known: &Known<'_>, query: &MattersQuery) -> Result<MattersView, Error> {
    let words: Vec<String> =
        query.q.as_deref().unwrap_or_default().split_whitespace().map(str::to_lowercase).collect();
    let limit = query.limit.unwrap_or(PAGE).min(MAX_PAGE);
    let (matters, total) =
        matter_rows(known, query.contested, (query.offset, limit), |row| mentions(row, &words))?;
    Ok(MattersView { total, matters, as_of: known.as_of() })
}

/// Of the matters that are `wanted`, or the contested ones among them, so many after so many, contested ones first; and
/// how many there are.
///
/// # Errors
/// When the ledger cannot be read.
pub fn matter_rows(
    known: &Known<'_>,
    contested: bool,
    (offset, limit): (usize, usize),
    wanted: impl Fn(&MatterRow) -> bool,
) -> Result<(Vec<MatterRow>, usize), Error> {
    let (index, origins) = (Index::of(known)?, Origins::of(known)?);
    let matters = known.matters()?.into_iter().filter(|matter| !contested || matter.is_contested());
    let rows = matters.map(|matter| (matter_row(&matter, &index, &origins), matter));
    let rows: Vec<(MatterRow, Matter)> = rows.filter(|(row, _)| wanted(row)).collect();
    let total = rows.len();
    let (mut rows, matters): (Vec<_>, Vec<_>) = rows.into_iter().skip(offset).take(limit).unzip();
    if let Some(best) = known.best(&matters)? {
        for (row, best) in rows.iter_mut().zip(best) {
            row.best = Some(best.iter().map(|best| best_view(best, &index, &origins)).collect());
        }
    }
    Ok((rows, total))
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

/// The matter written `id`, with all that is said of it.
///
/// # Errors
/// When there is no such matter, or there was none yet; when the ledger cannot be read.
pub fn matter(known: &Known<'_>, id: &str) -> Result<MatterView, Error> {
    let (matter, ledger) = (known.matter(id)?, known.ledger());
    let (index, origins) = (Index::of_documents(known, &matter.documents)?, Origins::of(known)?);
    let mut claims = Vec::with_capacity(matter.claims.len());
    let mut documents = Vec::new();
    for id in &matter.documents {
        let (document, reading) = (ledger.document(id)?, ledger.reading(id)?);
        let shown = Shown::new(&document, &reading, &index);
        documents.push(shown.row().clone());
        let own = matter.claims.iter().filter(|claim| claim.document == *id);
        claims.extend(own.filter_map(|claim| shown.claim(claim.claim)));
    }
    let best = known.best(std::slice::from_ref(&matter))?;
    let best = best.map(|best| best.iter().flatten().map(|best| best_view(best, &index, &origins)).collect());
    Ok(MatterView {
        claims,
        documents,
        origins: known.trees(std::slice::from_ref(&matter))?.iter().flatten().map(tree).collect(),
        relations: relations(known, &matter.claims)?,
        reviews: index.marks().on(&matter.claims),
        matter: MatterRow { best, ..matter_row(&matter, &index, &origins) },
        as_of: known.as_of(),
    })
}

/// The relations between these claims, each once.
fn relations(known: &Known<'_>, claims: &[ClaimRef]) -> Result<Vec<RelationView>, Error> {
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
fn matter_row(matter: &Matter, index: &Index, origins: &Origins) -> MatterRow {
    let mut outlets = Vec::new();
    for document in &matter.documents {
        let outlet = index.document(document).and_then(|row| row.outlet.clone());
        outlets.extend(outlet.filter(|outlet| !outlets.contains(outlet)));
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
        facets: matter.facets.iter().map(|facet| facet_view(facet, index, origins)).collect(),
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

fn best_view(best: &Best, index: &Index, origins: &Origins) -> BestView {
    BestView {
        policy: best.policy.clone(),
        outcome: best.outcome.as_str().to_owned(),
        category: best.category.clone(),
        scope: best.scope.describe(),
        low: best.interval.low,
        high: best.interval.high,
        derived: best.is_derived,
        reason: best.reason.clone(),
        from: best.from.iter().map(|side| side_view(side, index, origins)).collect(),
    }
}

/// A facet as lists show it.
pub(super) fn facet_view(facet: &Facet, index: &Index, origins: &Origins) -> FacetView {
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
        sides: facet.sides.iter().map(|side| side_view(side, index, origins)).collect(),
    }
}

fn side_view(side: &Side, index: &Index, origins: &Origins) -> SideView {
    let published = side.claims.first().and_then(|claim| index.document(&claim.document)?.published.clone());
    SideView {
        holder: side.holder.clone(),
        origin: origins.view(&side.origin),
        low: side.interval.and_then(|interval| interval.low),
        high: side.interval.and_then(|interval| interval.high),
        value: side.value.clone(),
        lifecycle: side.lifecycle.as_str().to_owned(),
        claims: side.claims.iter().map(ToString::to_string).collect(),
        published,
        corrected: index.marks().corrected(&side.claims, side.interval),
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
