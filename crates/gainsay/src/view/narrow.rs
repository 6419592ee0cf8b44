//! Narrowing claims and documents by facets, and counting what each value would leave.

use std::cmp::Reverse;

use gainsay_document::{Agreement, Lifecycle, RelationKind, Support};
use gainsay_ledger::{Catalogue, ClaimEntry, DocumentEntry, Name, Status};
use jiff::civil::Date;

use super::known::Known;

/// How many facets there are.
const FACETS: usize = 6;

/// What claims and documents are narrowed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Who holds it.
    Holder,
    /// Who published it.
    Outlet,
    /// What became of what is counted.
    Outcome,
    /// How it stands.
    Status,
    /// When it was published.
    Month,
    /// Where it is said to have happened.
    Place,
}

impl Facet {
    /// Every facet with its name.
    pub const ALL: [(&'static str, Self); FACETS] = [
        ("holder", Self::Holder),
        ("outlet", Self::Outlet),
        ("outcome", Self::Outcome),
        ("status", Self::Status),
        ("month", Self::Month),
        ("place", Self::Place),
    ];
}

/// What is searched for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Claims.
    #[default]
    Claims,
    /// Documents.
    Documents,
}

impl Kind {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Claims => Self::Documents,
            Self::Documents => Self::Claims,
        }
    }
}

/// An order of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    Relevance,
    /// The latest first, undated ones last.
    Newest,
    /// The earliest first, undated ones last.
    Oldest,
}

impl Sort {
    /// The name that the interface gives it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Newest => "newest",
            Self::Oldest => "oldest",
        }
    }
}

/// What fits, and how many each value would leave in place of what is chosen of its facet.
pub struct Kept {
    /// The places of what fits in the catalogue.
    pub places: Vec<usize>,
    /// By facet and name.
    pub counts: [Vec<u32>; FACETS],
}

/// A catalogue to narrow.
pub struct Narrow<'c> {
    catalogue: &'c Catalogue,
    status: &'c [Status],
    chosen: [Vec<Name>; FACETS],
    day: Option<Date>,
    statuses: Vec<Name>,
}

impl<'c> Narrow<'c> {
    /// Narrow by what is `chosen` of each facet, and to what was published by `day`.
    pub fn new(
        catalogue: &'c Catalogue,
        status: &'c [Status],
        chosen: &[(Facet, String)],
        day: Option<Date>,
    ) -> Self {
        let mut by: [Vec<Name>; FACETS] = Default::default();
        for (facet, words) in chosen {
            // What nobody is called finds nothing.
            by[*facet as usize].push(catalogue.name(words).unwrap_or(Name::MAX));
        }
        let statuses = Catalogue::STATUSES.iter().filter_map(|word| catalogue.name(word)).collect();
        Self { catalogue, status, chosen: by, day, statuses }
    }

    /// What is chosen of a facet and something is called.
    pub fn chosen(&self, facet: Facet) -> &[Name] {
        let chosen = &self.chosen[facet as usize];
        if chosen.contains(&Name::MAX) { &[] } else { chosen }
    }

    fn document(&self, claim: &ClaimEntry) -> &'c DocumentEntry {
        &self.catalogue.documents[claim.document]
    }

    fn is_known(&self, document: &DocumentEntry) -> bool {
        self.day.is_none_or(|day| document.published.is_some_and(|published| published <= day))
    }

    /// Hand every value that the claim has of a facet to `visit`.
    fn values(&self, place: usize, facet: Facet, mut visit: impl FnMut(Name)) {
        let claim = &self.catalogue.claims[place];
        match facet {
            Facet::Holder => claim.holder.into_iter().for_each(visit),
            Facet::Outlet => self.document(claim).outlet.into_iter().for_each(visit),
            Facet::Month => self.document(claim).month.into_iter().for_each(visit),
            Facet::Outcome => claim.outcomes.iter().copied().for_each(visit),
            Facet::Place => claim.places.iter().copied().for_each(visit),
            Facet::Status => {
                for word in self.status[place].words() {
                    let at = Catalogue::STATUSES.iter().position(|own| *own == word);
                    at.and_then(|at| self.statuses.get(at)).copied().into_iter().for_each(&mut visit);
                }
            }
        }
    }

    /// The facets of which the claim has no chosen value, a bit each.
    fn misses(&self, place: usize) -> u8 {
        let mut missed = 0;
        for (_, facet) in Facet::ALL {
            let chosen = &self.chosen[facet as usize];
            if !chosen.is_empty() {
                let mut fits = false;
                self.values(place, facet, |name| fits |= chosen.contains(&name));
                missed |= u8::from(!fits) << facet as u8;
            }
        }
        missed
    }

    /// Of `places` those that fit, with counts.
    pub fn keep(&self, kind: Kind, places: &[usize]) -> Kept {
        let names = self.catalogue.names.len();
        let mut kept = Kept { places: Vec::new(), counts: std::array::from_fn(|_| vec![0; names]) };
        // For a document a value counts once, however many of its claims have it.
        let mut seen: [Vec<u32>; FACETS] = match kind {
            Kind::Claims => Default::default(),
            Kind::Documents => std::array::from_fn(|_| vec![0; names]),
        };
        for &place in places {
            match kind {
                Kind::Claims => {
                    if !self.is_known(self.document(&self.catalogue.claims[place])) {
                        continue;
                    }
                    let missed = self.misses(place);
                    if missed == 0 {
                        kept.places.push(place);
                    }
                    each_counted(missed, |facet| {
                        self.values(place, facet, |name| kept.counts[facet as usize][name as usize] += 1);
                    });
                }
                Kind::Documents => self.document_kept(place, &mut kept, &mut seen),
            }
        }
        kept
    }

    /// A document fits where one of its claims does; one without claims by its outlet and month alone.
    fn document_kept(&self, place: usize, kept: &mut Kept, seen: &mut [Vec<u32>; FACETS]) {
        let document = &self.catalogue.documents[place];
        if !self.is_known(document) {
            return;
        }
        let turn = u32::try_from(place).unwrap_or(u32::MAX - 1) + 1;
        let mut fits = false;
        let mut once = |facet: Facet, name: Name| {
            let last = &mut seen[facet as usize][name as usize];
            if *last != turn {
                *last = turn;
                kept.counts[facet as usize][name as usize] += 1;
            }
        };
        for claim in document.claims.clone() {
            let missed = self.misses(claim);
            fits |= missed == 0;
            each_counted(missed, |facet| self.values(claim, facet, |name| once(facet, name)));
        }
        if document.claims.start == document.claims.end {
            let missed = self.bare_misses(document);
            fits = missed == 0;
            each_counted(missed, |facet| match facet {
                Facet::Outlet => document.outlet.into_iter().for_each(|name| once(facet, name)),
                Facet::Month => document.month.into_iter().for_each(|name| once(facet, name)),
                _ => {}
            });
        }
        if fits {
            kept.places.push(place);
        }
    }

    /// The facets of which a document without claims has no chosen value, a bit each.
    fn bare_misses(&self, document: &DocumentEntry) -> u8 {
        let mut missed = 0;
        for (_, facet) in Facet::ALL {
            let chosen = &self.chosen[facet as usize];
            let own = match facet {
                Facet::Outlet => document.outlet,
                Facet::Month => document.month,
                _ => None,
            };
            let fits = chosen.is_empty() || own.is_some_and(|name| chosen.contains(&name));
            missed |= u8::from(!fits) << facet as u8;
        }
        missed
    }

    fn document_fits(&self, document: &DocumentEntry) -> bool {
        let bare = document.claims.start == document.claims.end && self.bare_misses(document) == 0;
        self.is_known(document) && (bare || document.claims.clone().any(|claim| self.misses(claim) == 0))
    }

    /// How many of `places` fit.
    pub fn count(&self, kind: Kind, places: &[usize]) -> usize {
        let nothing = self.day.is_none() && self.chosen.iter().all(Vec::is_empty);
        if nothing {
            return places.len();
        }
        let fits = |place: &&usize| match kind {
            Kind::Claims => {
                self.is_known(self.document(&self.catalogue.claims[**place])) && self.misses(**place) == 0
            }
            Kind::Documents => self.document_fits(&self.catalogue.documents[**place]),
        };
        places.iter().filter(fits).count()
    }

    /// Put the first `wanted` of `places` in order of publication.
    pub fn order(&self, kind: Kind, sort: Sort, places: &mut Vec<usize>, wanted: usize) {
        let key = |&place: &usize| {
            let document = match kind {
                Kind::Claims => self.catalogue.claims[place].document,
                Kind::Documents => place,
            };
            let published = self.catalogue.documents[document].published;
            let newest = (sort != Sort::Oldest).then_some(Reverse(published));
            (published.is_none(), newest, published, document, place)
        };
        first_sorted(places, wanted, key);
    }
}

/// Sort so far that the first `wanted` are in order, and leave the others out.
pub(super) fn first_sorted<K: Ord>(places: &mut Vec<usize>, wanted: usize, key: impl Fn(&usize) -> K) {
    if wanted < places.len() {
        places.select_nth_unstable_by_key(wanted, &key);
        places.truncate(wanted);
    }
    places.sort_unstable_by_key(key);
}

/// Visit the facets whose values count for something that misses `missed`: all, or the one that it misses alone.
fn each_counted(missed: u8, mut visit: impl FnMut(Facet)) {
    if missed.count_ones() < 2 {
        for (_, facet) in Facet::ALL {
            if missed == 0 || missed == 1 << facet as u8 {
                visit(facet);
            }
        }
    }
}

/// How each claim of the catalogue stands: as the ledger has it, or as it stood on the day asked for.
pub fn statuses(known: &Known<'_>, catalogue: &Catalogue) -> Vec<Status> {
    let Some(then) = known.comparison() else {
        return catalogue.claims.iter().map(|claim| claim.status).collect();
    };
    let mut statuses = vec![Status::default(); catalogue.claims.len()];
    let mut mark = |claim: &gainsay_document::ClaimRef, status: Status| {
        if let Some(at) = catalogue.claim(claim) {
            statuses[at].set(status);
        }
    };
    for matter in &then.matters {
        matter.claims.iter().for_each(|claim| mark(claim, Status::COMPARED));
        for facet in &matter.facets {
            for side in &facet.sides {
                for claim in &side.claims {
                    if facet.agreement == Agreement::Contested {
                        mark(claim, Status::DISPUTED);
                        if side.lifecycle == Lifecycle::Current {
                            mark(claim, Status::CONTESTED);
                        }
                    }
                    if facet.support == Support::Corroborated {
                        mark(claim, Status::CORROBORATED);
                    }
                }
            }
        }
    }
    for relation in &then.relations {
        match relation.kind {
            RelationKind::Revises => mark(&relation.to, Status::REVISED),
            RelationKind::Retracts => mark(&relation.to, Status::RETRACTED),
            _ => {}
        }
    }
    statuses
}

/// Whether a text in lower case holds all of `words`.
pub(super) fn holds(text: &str, words: &[String]) -> bool {
    words.iter().all(|word| text.contains(word.as_str()))
}

/// The words of a query, in lower case.
pub(super) fn words(query: Option<&str>) -> Vec<String> {
    query.unwrap_or_default().split_whitespace().map(str::to_lowercase).collect()
}
