//! The list of sources: searched, sorted, some at a time.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use gainsay_ledger::{Link, QuotedSource, Quotes};

use super::types::{QuotedRow, SourceSort, SourcesQuery, SourcesView};
use super::{kind_word, outlet_name};
use crate::view::types::CountView;

/// How many are listed unless told otherwise, and at most.
const LIMITS: [usize; 2] = [100, 500];
/// How many outlets of a source are named in the list.
const OUTLETS: usize = 4;

/// Some of the sources.
pub fn sources_page(quotes: &Quotes, query: &SourcesQuery) -> SourcesView {
    let words = query.q.as_deref().unwrap_or_default().trim().to_lowercase();
    let mut found: Vec<usize> = (0..quotes.sources.len())
        .filter(|&at| words.is_empty() || quotes.sources[at].name.to_lowercase().contains(&words))
        .collect();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for &at in &found {
        *kinds.entry(kind_name(&quotes.sources[at])).or_default() += 1;
    }
    if let Some(kind) = query.kind.as_deref().filter(|kind| !kind.is_empty()) {
        found.retain(|&at| kind_name(&quotes.sources[at]) == kind);
    }
    sort(&mut found, quotes, query.sort, query.reverse);
    let limit = query.limit.unwrap_or(LIMITS[0]).min(LIMITS[1]);
    let shown: Vec<usize> = found.iter().skip(query.offset).take(limit).copied().collect();
    let mut outlets: HashMap<usize, Vec<Link>> = shown.iter().map(|&at| (at, Vec::new())).collect();
    for link in &quotes.quoting {
        if let Some(own) = outlets.get_mut(&link.to) {
            own.push(*link);
        }
    }
    let rows = shown.iter().map(|at| {
        let mut links = outlets.remove(at).unwrap_or_default();
        links.sort_by_key(|link| (std::cmp::Reverse(link.attributions), link.from));
        row(quotes, &quotes.sources[*at], &links, OUTLETS)
    });
    SourcesView {
        all: quotes.sources.len(),
        total: found.len(),
        kinds: kinds.into_iter().map(|(name, count)| CountView { name: name.to_owned(), count }).collect(),
        most: quotes.quoting.iter().map(|link| link.attributions).max().unwrap_or_default(),
        sources: rows.collect(),
    }
}

/// A source in numbers, with not more than `outlets` of the outlets that quote it.
pub fn row(quotes: &Quotes, source: &QuotedSource, links: &[Link], outlets: usize) -> QuotedRow {
    let named = links.iter().take(outlets).map(|link| CountView {
        name: outlet_name(quotes.outlets[link.from].name.as_ref()),
        count: link.attributions,
    });
    QuotedRow {
        name: source.name.clone(),
        kind: kind_word(source.kind),
        attributions: source.attributions,
        documents: source.documents,
        claims: source.claims,
        contested: source.contested,
        outlets: named.collect(),
        outlet_count: links.len(),
        stances: (source.stances.iter())
            .map(|(stance, count)| CountView { name: stance.as_str().to_owned(), count: *count })
            .collect(),
    }
}

/// Sort by what is asked; what is equal stays in the order of the quotes, the most quoted first.
fn sort(found: &mut [usize], quotes: &Quotes, by: SourceSort, reverse: bool) {
    let turned = |order: Ordering| if reverse { order.reverse() } else { order };
    let source = |at: &usize| &quotes.sources[*at];
    match by {
        SourceSort::Attributions => {
            found.sort_by(|a, b| turned(source(b).attributions.cmp(&source(a).attributions)));
        }
        SourceSort::Claims => found.sort_by(|a, b| turned(source(b).claims.cmp(&source(a).claims))),
        SourceSort::Contested => found.sort_by(|a, b| turned(source(b).contested.cmp(&source(a).contested))),
        SourceSort::Kind => found.sort_by(|a, b| turned(kind_name(source(a)).cmp(kind_name(source(b))))),
        SourceSort::Name => {
            let mut keyed: Vec<(String, usize)> =
                found.iter().map(|at| (source(at).name.to_lowercase(), *at)).collect();
            keyed.sort_by(|a, b| turned(a.0.cmp(&b.0)));
            for (place, (_, at)) in found.iter_mut().zip(keyed) {
                *place = at;
            }
        }
    }
}

fn kind_name(source: &QuotedSource) -> &'static str {
    source.kind.map_or("unknown", gainsay_document::ActorKind::as_str)
}
