//! The network and the matrix: those who quote and are quoted most, and what lies between them.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use gainsay_ledger::{Link, Quotes};

use super::types::{EdgeView, LeftOutView, MatrixQuery, MatrixView, NetworkQuery, NetworkView, NodeView};
use super::{is_pronoun, kind_word, outlet_name};

/// How many nodes of a network unless told otherwise, and at most.
const NODES: [usize; 2] = [60, 200];
/// How many rows and columns of a matrix unless told otherwise, and at most.
const CELLS: [usize; 2] = [25, 100];

/// Who quotes whom: the sources quoted most and the outlets that quote these most, a third of the nodes or more.
pub fn network(quotes: &Quotes, query: &NetworkQuery) -> NetworkView {
    let limit = query.limit.unwrap_or(NODES[0]).min(NODES[1]);
    let (sources, outlets) = (named(quotes).count(), quotes.outlets.len());
    let some_outlets = outlets.min(limit / 3);
    let some_sources = sources.min(limit - some_outlets);
    let chosen = Chosen::of(quotes, outlets.min(limit - some_sources), some_sources);
    let (places, source_places) = chosen.places();
    let count = chosen.outlets.len();
    let mut edges = chosen.edges(quotes, &places, &source_places, count);
    for link in &quotes.inside {
        if let (Some(from), Some(to)) = (source_places.get(link.from), source_places.get(link.to)) {
            let (from, to) = (count + from, count + to);
            edges.push(EdgeView { from, to, attributions: link.attributions, contested: link.contested });
        }
    }
    let (outlets, sources) = chosen.nodes(quotes);
    NetworkView {
        nodes: outlets.into_iter().chain(sources).collect(),
        edges,
        left_out: chosen.left_out(quotes),
    }
}

/// Outlets and the sources they quote, side by side.
pub fn matrix(quotes: &Quotes, query: &MatrixQuery) -> MatrixView {
    let limit = query.limit.unwrap_or(CELLS[0]).min(CELLS[1]);
    let chosen = Chosen::of(quotes, limit, limit);
    let (places, source_places) = chosen.places();
    let (outlets, sources) = chosen.nodes(quotes);
    let cells = chosen.edges(quotes, &places, &source_places, 0);
    MatrixView { outlets, sources, cells, left_out: chosen.left_out(quotes) }
}

/// The sources that are no pronouns, the most quoted first.
fn named(quotes: &Quotes) -> impl Iterator<Item = usize> {
    (0..quotes.sources.len()).filter(|at| !is_pronoun(&quotes.sources[*at].name))
}

/// Where some of many stand, by their number: a step for each of the many links.
struct Places(Vec<Option<usize>>);

impl Places {
    fn of(some: &[usize]) -> Self {
        let mut places = vec![None; some.iter().max().map_or(0, |most| most + 1)];
        some.iter().enumerate().for_each(|(place, at)| places[*at] = Some(place));
        Self(places)
    }

    fn get(&self, at: usize) -> Option<usize> {
        self.0.get(at).copied().flatten()
    }
}

/// Outlets and sources to show, by their places in the quotes.
struct Chosen {
    outlets: Vec<usize>,
    sources: Vec<usize>,
}

impl Chosen {
    /// At most so many: sources by how often they are quoted, outlets by how often they quote these; nobody alone.
    fn of(quotes: &Quotes, outlets: usize, sources: usize) -> Self {
        let first = Places::of(&named(quotes).take(sources).collect::<Vec<_>>());
        let mut weight = vec![0; quotes.outlets.len()];
        for link in quotes.quoting.iter().filter(|link| first.get(link.to).is_some()) {
            weight[link.from] += link.attributions;
        }
        let mut by_weight: Vec<usize> = (0..weight.len()).filter(|at| weight[*at] > 0).collect();
        by_weight.sort_by_key(|at| (Reverse(weight[*at]), *at));
        by_weight.truncate(outlets);
        let chosen = Places::of(&by_weight);
        // Sources that only other outlets quote give way to the next ones that these quote.
        let quoted: BTreeSet<usize> = quotes
            .quoting
            .iter()
            .filter(|link| chosen.get(link.from).is_some())
            .map(|link| link.to)
            .collect();
        let sources: Vec<usize> = named(quotes).filter(|at| quoted.contains(at)).take(sources).collect();
        let shown = Places::of(&sources);
        let linked: BTreeSet<usize> =
            quotes.quoting.iter().filter(|link| shown.get(link.to).is_some()).map(|link| link.from).collect();
        by_weight.retain(|at| linked.contains(at));
        Self { outlets: by_weight, sources }
    }

    /// Where each stands among the chosen.
    fn places(&self) -> (Places, Places) {
        (Places::of(&self.outlets), Places::of(&self.sources))
    }

    fn edges(
        &self,
        quotes: &Quotes,
        outlets: &Places,
        sources: &Places,
        first_source: usize,
    ) -> Vec<EdgeView> {
        let edge = |link: &Link| {
            Some(EdgeView {
                from: outlets.get(link.from)?,
                to: first_source + sources.get(link.to)?,
                attributions: link.attributions,
                contested: link.contested,
            })
        };
        quotes.quoting.iter().filter_map(edge).collect()
    }

    fn nodes(&self, quotes: &Quotes) -> (Vec<NodeView>, Vec<NodeView>) {
        let outlet = |at: &usize| {
            let outlet = &quotes.outlets[*at];
            NodeView {
                name: outlet_name(outlet.name.as_ref()),
                role: "outlet".to_owned(),
                kind: None,
                attributions: outlet.attributions,
                contested: outlet.contested,
            }
        };
        let source = |at: &usize| {
            let source = &quotes.sources[*at];
            NodeView {
                name: source.name.clone(),
                role: "source".to_owned(),
                kind: Some(kind_word(source.kind)),
                attributions: source.attributions,
                contested: source.contested,
            }
        };
        (self.outlets.iter().map(outlet).collect(), self.sources.iter().map(source).collect())
    }

    fn left_out(&self, quotes: &Quotes) -> LeftOutView {
        let (outlets, sources) = self.places();
        let shown = |link: &&Link| outlets.get(link.from).is_some() && sources.get(link.to).is_some();
        let all: usize = quotes.quoting.iter().map(|link| link.attributions).sum();
        let drawn: usize = quotes.quoting.iter().filter(shown).map(|link| link.attributions).sum();
        let pronouns = quotes.sources.iter().filter(|source| is_pronoun(&source.name));
        LeftOutView {
            outlets: quotes.outlets.iter().filter(|outlet| outlet.attributions > 0).count()
                - self.outlets.len(),
            sources: quotes.sources.len() - self.sources.len(),
            attributions: all - drawn,
            pronouns: pronouns.map(|source| source.attributions).sum(),
        }
    }
}
