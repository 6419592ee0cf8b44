//! Who quotes whom: outlets, the sources they name, and how often; counted once, then asked many times.

mod count;
mod held;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use gainsay_document::{ActorKind, Stance};

pub use held::MatterOf;

/// Who quotes whom in the documents known on a day.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    /// The outlets, by name; documents without an outlet stand under `None`, which comes first.
    pub outlets: Vec<QuotingOutlet>,
    /// The named sources, the most quoted first, then by name.
    pub sources: Vec<QuotedSource>,
    /// How often an outlet (its place in `outlets`) names a source (its place in `sources`), by outlet and source.
    pub quoting: Vec<Link>,
    /// How often a source's statement (`from`) holds another source's (`to`), both by their place in `sources`.
    pub inside: Vec<Link>,
    by_name: HashMap<String, usize>,
    /// Claims on a side of a contested facet: keys of documents and numbers of claims.
    contested: BTreeSet<(i64, i64)>,
}

/// An outlet and its reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuotingOutlet {
    /// Its name; `None` for documents without one.
    pub name: Option<String>,
    /// How many attributions its documents hold that name a source.
    pub attributions: usize,
    /// How many claims its documents hold, its own voice included.
    pub claims: usize,
    /// How many of them are on a side of a contested facet.
    pub contested: usize,
    /// The keys of its documents, the latest first, undated ones last.
    pub(crate) documents: Vec<i64>,
}

impl QuotingOutlet {
    /// How many documents it has.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.documents.len()
    }
}

/// A source and how it is quoted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuotedSource {
    /// Its name.
    pub name: String,
    /// The kind it most often is, where its attributions are resolved to actors.
    pub kind: Option<ActorKind>,
    /// How many attributions name it.
    pub attributions: usize,
    /// How many documents do.
    pub documents: usize,
    /// How many claims it holds as the innermost source.
    pub claims: usize,
    /// How many of them are on a side of a contested facet.
    pub contested: usize,
    /// The stances it is given, with the number of attributions, the most first.
    pub stances: Vec<(Stance, usize)>,
}

/// That one names another, and how often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Who names.
    pub from: usize,
    /// Who is named.
    pub to: usize,
    /// How many attributions.
    pub attributions: usize,
    /// How many claims in them are on a side of a contested facet.
    pub contested: usize,
}

impl Quotes {
    /// The place of the source of exactly this name.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The place of the outlet of exactly this name; `None` asks for documents without an outlet.
    #[must_use]
    pub fn outlet(&self, name: Option<&str>) -> Option<usize> {
        self.outlets.binary_search_by(|outlet| outlet.name.as_deref().cmp(&name)).ok()
    }

    /// The outlets that name the source at `source`, the most often first.
    #[must_use]
    pub fn outlets_of(&self, source: usize) -> Vec<Link> {
        most_first(self.quoting.iter().filter(|link| link.to == source))
    }

    /// The sources that the outlet at `outlet` names, the most often first.
    #[must_use]
    pub fn sources_of(&self, outlet: usize) -> Vec<Link> {
        let begin = self.quoting.partition_point(|link| link.from < outlet);
        most_first(self.quoting[begin..].iter().take_while(|link| link.from == outlet))
    }
}

fn most_first<'l>(links: impl Iterator<Item = &'l Link>) -> Vec<Link> {
    let mut links: Vec<Link> = links.copied().collect();
    links.sort_by_key(|link| (std::cmp::Reverse(link.attributions), link.from, link.to));
    links
}
