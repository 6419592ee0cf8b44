//! From claims that belong together to a matter: its name, date and place, and where it is listed.

use std::collections::BTreeMap;

use gainsay_document::{
    Agreement, ClaimRef, DocumentId, FacetKind, Matter, MatterId, MatterPlace, Origin, Place, PlacePrecision,
    Relation,
};

use crate::candidates::Commonness;
use crate::cluster::profile::Profile;
use crate::cluster::score::NAMES;
use crate::features::Corpus;
use crate::features::days::{Window, range_words};
use crate::features::places::{distance_km, is_region};
use crate::features::words::{Vocabulary, WordId};
use crate::origin::{self, Voices};
use crate::status::{self, Relations};
use crate::tables::Tables;

/// Dates wider than this are no date of an incident.
const WIDEST_DATE: i32 = 14;

/// How far the parts of a city may lie from its middle, in kilometres.
const PART_KM: f64 = 20.0;
/// How many incidents name a city at least, and how many times as many as one of its parts.
const OFTEN: u32 = 20;
const FAR_OFTENER: u32 = 5;

/// A matter with all that was found of its claims.
#[derive(Clone, Debug)]
pub(crate) struct Built {
    pub matter: Matter,
    pub origins: Vec<Origin>,
    pub relations: Vec<Relation>,
    /// How many of the origins are established.
    established: usize,
}

/// The matter that `claims` (ascending) speak to, with their origins and relations. Claims that were
/// rejected count for no facet; the matter still lists them.
pub(crate) fn build(
    corpus: &Corpus<'_>,
    tables: &Tables,
    common: &Commonness,
    profile: &Profile<'_>,
    claims: &[usize],
    is_rejected: impl Fn(&ClaimRef) -> bool,
) -> Built {
    let voices = origin::voices(corpus, claims, tables);
    let mut relations = Relations::new();
    let counted: Vec<usize> =
        claims.iter().copied().filter(|&claim| !is_rejected(&corpus.claims[claim].reference)).collect();
    let about =
        status::Matter { corpus, tables, claims: &counted, voices: &voices, families: profile.families };
    let facets = status::facets(&about, &mut relations);
    let established = (0..voices.origins.len()).filter(|&origin| voices.is_established(origin)).count();
    let matter = Matter { facets, ..describe(corpus, tables, common, profile, claims) };
    let reference = |claim: usize| corpus.claims[claim].reference.clone();
    let relation =
        |((from, to, kind), reason)| Relation { kind, from: reference(from), to: reference(to), reason };
    let relations = relations.into_iter().map(relation).collect();
    let Voices { origins, .. } = voices;
    Built { matter, origins, relations, established }
}

impl Built {
    /// What it is listed by: the most disputed first.
    pub fn rank(&self) -> impl Ord + use<> {
        let Self { matter, established, .. } = self;
        let date = matter.date.map(|date| (date.start, date.end));
        // What several reports dispute about the event itself comes before one report's loose ends.
        let several = matter.documents.len() > 1;
        let disputed = (matter.is_contested(), several, disputes_substance(matter));
        let rank = std::cmp::Reverse((disputed, *established, matter.claims.len()));
        (rank, date.is_none(), date, matter.id.clone())
    }
}

/// Two main incidents that are weighed, and what is weighed of them: what `training/links.py` learns from.
#[derive(Clone, Debug)]
pub struct WeighedPair {
    /// The documents the two are told in.
    pub documents: [DocumentId; 2],
    /// The value of each feature, in the order of [`WeighedPair::names`].
    pub features: Vec<f64>,
}

impl WeighedPair {
    /// The names of the features.
    #[must_use]
    pub fn names() -> &'static [&'static str] {
        &NAMES
    }
}

/// Whether more is contested than where and when.
fn disputes_substance(matter: &Matter) -> bool {
    matter.facets.iter().any(|facet| {
        facet.agreement == Agreement::Contested && !matches!(facet.kind, FacetKind::Place | FacetKind::Date)
    })
}

/// What of an incident speaks for a matter of its own.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Evidence {
    figures: bool,
    /// How many claims speak of an event.
    events: usize,
    /// Whether a figure is given to an event that has a day or a place of its own.
    placed: bool,
}

impl Evidence {
    /// Of claims, by their indices into the corpus.
    pub fn of(corpus: &Corpus<'_>, claims: impl Iterator<Item = usize>) -> Self {
        claims.map(|claim| &corpus.claims[claim]).fold(Self::default(), |all, claim| {
            let placed = claim.own_window.is_some() || claim.own_places.iter().any(|place| !place.is_country);
            let counted = !claim.figures.is_empty();
            Self {
                figures: all.figures || counted,
                events: all.events + usize::from(claim.incident),
                placed: all.placed || counted && placed && !claim.families.is_empty(),
            }
        })
    }

    /// A figure makes a matter; without one it takes two claims on an event.
    ///
    /// What one report alone tells in passing makes one only with a figure of an event that has a day or a place of its
    /// own.
    pub fn makes_matter(incidents: impl Iterator<Item = (Self, bool)>) -> bool {
        let (mut all, mut several, mut main) = (Self::default(), 0, false);
        for (one, is_main) in incidents {
            all.figures |= one.figures;
            all.events += one.events;
            all.placed |= one.placed;
            main |= is_main;
            several += 1;
        }
        // No two incidents of one report are one, so that several incidents are of several reports.
        if main || several > 1 { all.figures || all.events > 1 } else { all.placed }
    }
}

/// The matter without its facets.
fn describe(
    corpus: &Corpus<'_>,
    tables: &Tables,
    common: &Commonness,
    profile: &Profile<'_>,
    claims: &[usize],
) -> Matter {
    let mut documents: Vec<DocumentId> = Vec::new();
    for &claim in claims {
        let id = &corpus.claims[claim].reference.document;
        if documents.last() != Some(id) {
            documents.push(id.clone());
        }
    }
    let first = &corpus.claims[claims[0]].reference;
    let date = profile.window().filter(|window| window.days() <= WIDEST_DATE).and_then(Window::range);
    let place = matter_place(profile, common);
    let what = event_words(corpus, tables, claims);
    let parts = [what, place.as_ref().map(|place| place.name.clone()), date.map(range_words)];
    let named = parts[0].is_some() && (parts[1].is_some() || parts[2].is_some());
    let title = if named {
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    } else {
        corpus.document_of(claims[0]).document.label().to_owned()
    };
    Matter {
        id: MatterId(format!("m-{first}")),
        title,
        claims: claims.iter().map(|&claim| corpus.claims[claim].reference.clone()).collect(),
        documents,
        date,
        place,
        facets: Vec::new(),
    }
}

/// Where a matter is. Which town of a name is meant is left open where the reports speak against the one that was found.
fn matter_place(profile: &Profile<'_>, common: &Commonness) -> Option<MatterPlace> {
    let weighed = profile.places.first()?;
    let place = weighed.place;
    let city = (!place.is_country && !is_region(place)).then(|| city_of(place, profile, common).name.clone());
    if weighed.adrift * 2.0 > weighed.weight {
        return Some(MatterPlace { name: place.name.clone(), city, ..MatterPlace::default() });
    }
    Some(MatterPlace {
        name: place.name.clone(),
        city,
        state: place.admin1.clone(),
        country: place.country.clone(),
        geonameid: place.geonameid,
        lat: place.lat,
        lon: place.lon,
    })
}

/// The city that a place is a part of: one right beside it that the reports name too, and that is named so much more
/// often among all incidents that the place can hardly be a town of its own.
fn city_of<'a>(place: &'a Place, profile: &Profile<'a>, common: &Commonness) -> &'a Place {
    let named = common.of_place(place);
    profile
        .places
        .iter()
        .map(|weighed| weighed.place)
        .filter(|city| city.precision == PlacePrecision::Exact && city.admin1 == place.admin1)
        .filter(|city| common.of_place(city) >= OFTEN.max(named * FAR_OFTENER))
        .filter(|city| distance_km(place, city).is_some_and(|km| km <= PART_KM))
        .max_by_key(|city| (common.of_place(city), &city.name))
        .unwrap_or(place)
}

/// The event in words: "Ferry sinking", "Shelling".
fn event_words(corpus: &Corpus<'_>, tables: &Tables, claims: &[usize]) -> Option<String> {
    // The event itself names the matter; deaths and damage only where no claim names it. One vote a claim.
    let mut votes: BTreeMap<(bool, &str), (usize, usize)> = BTreeMap::new();
    for (order, &claim) in claims.iter().enumerate() {
        let mut titles: Vec<(bool, &str)> = corpus.claims[claim]
            .events
            .iter()
            .filter_map(|event| tables.families.kind(&event.kind))
            .map(|word| (!word.families.is_empty(), word.title))
            .collect();
        titles.sort_unstable();
        titles.dedup();
        for title in titles {
            let vote = votes.entry(title).or_insert((0, usize::MAX - order));
            vote.0 += 1;
        }
    }
    let ((of_event, title), _) = votes.into_iter().max_by_key(|((event, _), vote)| (*event, *vote))?;
    if !of_event {
        return Some(title.to_owned());
    }
    let families = claims
        .iter()
        .flat_map(|&claim| &corpus.claims[claim].events)
        .filter_map(|event| tables.families.kind(&event.kind))
        .find(|word| word.title == title)?
        .families;
    let uses =
        |word: WordId| claims.iter().filter(|&&claim| corpus.claims[claim].words.contains(&word)).count();
    let objects = tables.title_objects.iter().filter(|(_, of)| of.shares(families));
    let object = objects
        .map(|(noun, _)| (uses(Vocabulary::id(noun)), *noun))
        .filter(|(count, noun)| *count > 0 && !title.to_lowercase().starts_with(*noun))
        .max_by_key(|(count, noun)| (*count, std::cmp::Reverse(*noun)));
    Some(match object {
        Some((_, noun)) => {
            let mut letters = noun.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            format!("{first}{} {}", letters.as_str(), title.to_lowercase())
        }
        None => title.to_owned(),
    })
}
