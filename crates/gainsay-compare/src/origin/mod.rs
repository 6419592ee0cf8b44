//! Where each statement of a matter ultimately comes from, and who holds it.

mod lineage;
mod signature;
mod sources;
pub(crate) mod text;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use gainsay_document::{Origin, OriginBasis, OriginId};

pub use self::lineage::{origin_tree, origin_trees};
pub use self::signature::Signature;
use self::sources::{Source, Sources};
use self::text::Shingles;
use crate::cluster::Forest;
use crate::features::Corpus;
use crate::features::names::NameKey;
use crate::tables::Tables;

/// What a source is called that the text leaves out.
const UNNAMED: &str = "unnamed source";

/// How many outlets the name of a shared text lists; it says how many more there are.
const NAMED_OUTLETS: usize = 8;

/// Who holds the claims of a matter and where these come from.
pub(crate) struct Voices {
    /// Holder and origin of each claim, as indices into `holders` and `origins`.
    of_claim: BTreeMap<usize, (usize, usize)>,
    pub holders: Vec<String>,
    pub origins: Vec<Origin>,
}

impl Voices {
    /// The holder of a claim of the matter.
    pub fn holder(&self, claim: usize) -> usize {
        self.of_claim.get(&claim).map_or(0, |pair| pair.0)
    }

    /// The origin of a claim of the matter.
    pub fn origin(&self, claim: usize) -> usize {
        self.of_claim.get(&claim).map_or(0, |pair| pair.1)
    }

    /// Whether it is known where statements of this origin come from.
    pub fn is_established(&self, origin: usize) -> bool {
        self.origins[origin].basis != OriginBasis::Unknown
    }
}

/// What makes two claims of one matter come from one origin.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum OriginKey {
    Named(NameKey),
    /// Text that several outlets carry, by the first claim of it.
    Text(usize),
    /// An anonymous source, by its first claim's document or shared text.
    Anonymous(usize, String),
    /// A report without outlet and agency.
    Nameless(usize),
}

/// Holders and origins of the claims of one matter, given in ascending order.
pub(crate) fn voices(corpus: &Corpus<'_>, claims: &[usize], tables: &Tables) -> Voices {
    let sources = Sources::new(corpus, claims, tables);
    let copies = copies(corpus, claims, &sources);
    let mut texts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, &first) in copies.iter().enumerate() {
        texts.entry(first).or_default().push(at);
    }
    let carried: BTreeMap<usize, Carried> =
        texts.iter().map(|(&first, texts)| (first, Carried::of(corpus, claims, texts, &sources))).collect();
    let mut keys: Vec<OriginKey> = copies
        .iter()
        .enumerate()
        .map(|(at, first)| key(corpus, claims, at, &carried[first], &sources))
        .collect();
    repeat_attributed(corpus, claims, &sources, &mut keys);

    let mut order: BTreeMap<&OriginKey, usize> = BTreeMap::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let origin = *order.entry(key).or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        members[origin].push(at);
    }
    let origins: Vec<Origin> = members
        .iter()
        .map(|members| {
            let (label, basis) = describe(corpus, claims, &sources, &keys[members[0]], members);
            let refs: Vec<_> =
                members.iter().map(|&at| corpus.claims[claims[at]].reference.clone()).collect();
            Origin { id: OriginId(format!("o-{}", refs[0])), label, basis, claims: refs }
        })
        .collect();

    let mut holders: Vec<String> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut of_claim = BTreeMap::new();
    for (at, &claim) in claims.iter().enumerate() {
        let (id, label) = holder(corpus, claim, at, &sources);
        let holder = *known.entry(id).or_insert_with(|| {
            holders.push(label);
            holders.len() - 1
        });
        of_claim.insert(claim, (holder, order[&keys[at]]));
    }
    Voices { of_claim, holders, origins }
}

/// For each claim in the author's own voice or of an anonymous source: the first claim with the same words in a
/// document that shares text with its own. Indices into `claims`.
fn copies(corpus: &Corpus<'_>, claims: &[usize], sources: &Sources) -> Vec<usize> {
    let mut forest = Forest::new(claims.len());
    let mut documents: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, &claim) in claims.iter().enumerate() {
        documents.entry(corpus.claims[claim].document).or_default().push(at);
    }
    if documents.len() > 1 {
        let members: Vec<&Vec<usize>> = documents.values().collect();
        let free = |at: &usize| !matches!(sources.of(*at), Source::Named { .. });
        let mut sentences = Sentences::default();
        let of_claim: Vec<Option<usize>> = (0..claims.len())
            .map(|at| free(&at).then(|| sentences.number(&corpus.claims[claims[at]].sentence)))
            .collect();
        let mut linked: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let texts: Vec<usize> = documents.keys().copied().collect();
        for (a, b) in corpus.shared_texts(&texts) {
            let earlier = linked.entry(b).or_default();
            // The first document and the nearest one stand for all that share the text.
            if earlier.len() < 2 {
                earlier.insert(a);
            } else {
                earlier.pop_last();
                earlier.insert(a);
            }
        }
        for (b, earlier) in linked {
            for a in earlier {
                for (x, first) in members[a].iter().filter_map(|&at| Some((at, of_claim[at]?))) {
                    for (y, second) in members[b].iter().filter_map(|&at| Some((at, of_claim[at]?))) {
                        if sentences.shared(first, second) {
                            forest.join(x, y);
                        }
                    }
                }
            }
        }
    }
    (0..claims.len()).map(|at| forest.root(at)).collect()
}

/// The sentences of claims, each wording once: copies of a text have the same ones over and over.
#[derive(Default)]
struct Sentences<'c> {
    numbers: HashMap<&'c str, usize>,
    shingles: Vec<Shingles>,
    shared: HashMap<(usize, usize), bool>,
}

impl<'c> Sentences<'c> {
    /// The number of a wording.
    fn number(&mut self, sentence: &'c str) -> usize {
        *self.numbers.entry(sentence).or_insert_with(|| {
            self.shingles.push(text::of_sentence(sentence));
            self.shingles.len() - 1
        })
    }

    /// Whether half of the shorter wording stands in the other.
    fn shared(&mut self, a: usize, b: usize) -> bool {
        let shingles = &self.shingles;
        *self.shared.entry((a, b)).or_insert_with(|| text::shared(&shingles[a], &shingles[b]))
    }
}

/// Claims with the same words.
struct Carried {
    /// The first of them.
    first: usize,
    /// Whether several outlets have them.
    by_several: bool,
    /// The agency that one of them credits.
    agency: Option<NameKey>,
}

impl Carried {
    /// Of `texts`, indices into `claims`, the first one first.
    fn of(corpus: &Corpus<'_>, claims: &[usize], texts: &[usize], sources: &Sources) -> Self {
        let outlet = |at: &usize| corpus.document_of(claims[*at]).document.outlet.as_deref();
        let mut outlets = texts.iter().filter_map(outlet);
        let first = outlets.next();
        let agency = texts.iter().find_map(|&other| match sources.of(other) {
            Source::Own { key: Some(key), agency: true, .. } => Some(key.clone()),
            _ => None,
        });
        Self { first: texts[0], by_several: outlets.any(|outlet| Some(outlet) != first), agency }
    }
}

/// The origin of the claim at index `at`, whose words `carried` tells of.
fn key(corpus: &Corpus<'_>, claims: &[usize], at: usize, carried: &Carried, sources: &Sources) -> OriginKey {
    match sources.of(at) {
        Source::Named { key, .. } => OriginKey::Named(key.clone()),
        Source::Anonymous { label } => {
            OriginKey::Anonymous(corpus.claims[claims[carried.first]].document, label.to_lowercase())
        }
        Source::Own { key, .. } => match (&carried.agency, key) {
            (Some(agency), _) => OriginKey::Named(agency.clone()),
            (None, _) if carried.by_several => OriginKey::Text(carried.first),
            (None, Some(key)) => OriginKey::Named(key.clone()),
            (None, None) => OriginKey::Nameless(corpus.claims[claims[at]].document),
        },
    }
}

/// A figure in the author's own voice that the same document also gives with its source is that source's figure:
/// "Fourteen people died in the sinking. … The ministry put the toll at 14."
fn repeat_attributed(corpus: &Corpus<'_>, claims: &[usize], sources: &Sources, keys: &mut [OriginKey]) {
    let of_document = |document: usize| {
        let from = claims.partition_point(|&claim| corpus.claims[claim].document < document);
        let to = claims.partition_point(|&claim| corpus.claims[claim].document <= document);
        from..to
    };
    for at in 0..claims.len() {
        let claim = &corpus.claims[claims[at]];
        if !matches!(sources.of(at), Source::Own { .. }) || claim.figures.is_empty() {
            continue;
        }
        let named = |other: &usize| matches!(sources.of(*other), Source::Named { .. });
        let repeated = of_document(claim.document).filter(named).find(|&other| {
            let theirs = &corpus.claims[claims[other]];
            !theirs.is_denial()
                && !theirs.is_retraction()
                && claim.figures.iter().any(|own| {
                    theirs
                        .figures
                        .iter()
                        .any(|figure| figure.key == own.key && figure.interval == own.interval)
                })
        });
        if let Some(other) = repeated {
            keys[at] = keys[other].clone();
        }
    }
}

fn describe(
    corpus: &Corpus<'_>,
    claims: &[usize],
    sources: &Sources,
    key: &OriginKey,
    members: &[usize],
) -> (String, OriginBasis) {
    let outlets = || {
        let (mut names, mut seen): (Vec<String>, BTreeSet<String>) = (Vec::new(), BTreeSet::new());
        for &at in members {
            let name = sources::outlet(corpus, claims[at]);
            if seen.insert(name.clone()) && names.len() < NAMED_OUTLETS {
                names.push(name);
            }
        }
        let more = seen.len() - names.len();
        if more > 0 {
            names.push(format!("{more} more"));
        }
        names.join(" and ")
    };
    match key {
        OriginKey::Named(key) => {
            let is = |wanted: fn(&Source) -> bool| members.iter().any(|&at| wanted(sources.of(at)));
            let basis = if is(|source| matches!(source, Source::Own { agency: true, .. })) {
                OriginBasis::Agency
            } else if is(|source| matches!(source, Source::Named { .. })) {
                OriginBasis::Attribution
            } else {
                OriginBasis::Outlet
            };
            (sources.label(key), basis)
        }
        OriginKey::Text(_) => (format!("text shared by {}", outlets()), OriginBasis::Text),
        OriginKey::Anonymous(_, label) => {
            let label = if label.is_empty() { UNNAMED } else { label };
            (format!("{label}, in {}", outlets()), OriginBasis::Unknown)
        }
        OriginKey::Nameless(_) => ("not named".to_owned(), OriginBasis::Unknown),
    }
}

/// What tells one holder from another, and its name.
fn holder(corpus: &Corpus<'_>, claim: usize, at: usize, sources: &Sources) -> (String, String) {
    match sources.of(at) {
        Source::Named { key, .. } => {
            let label = sources.label(key);
            (format!("named {label}"), label)
        }
        Source::Anonymous { label } => {
            let label = if label.is_empty() { UNNAMED.to_owned() } else { label.clone() };
            (format!("anonymous {} {}", corpus.claims[claim].document, label.to_lowercase()), label)
        }
        Source::Own { .. } => {
            let label = sources::outlet(corpus, claim);
            (format!("outlet {}", label.to_lowercase()), label)
        }
    }
}
