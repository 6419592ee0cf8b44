//! From claims that belong together to a matter: its name, date and place, and where it is listed.

use std::collections::BTreeMap;

use gainsay_document::{
    Agreement, ClaimRef, DocumentId, FacetKind, Matter, MatterId, MatterPlace, Origin, Place, PlacePrecision,
    Relation,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::candidates::Commonness;
use crate::cluster::profile::{Profile, WeighedPlace};
use crate::cluster::score::NAMES;
use crate::features::Corpus;
use crate::features::days::{Window, range_words};
use crate::features::places::{distance_km, is_region};
use crate::features::told::{first_day, stated_day};
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

/// How far the towns of a district may lie from its middle, in kilometres.
const DISTRICT_KM: f64 = 25.0;
/// So many days may lie between two wordings of one date.
const NEXT_DAYS: i32 = 2;
/// So many claims tell in which country it happened.
const LEAST_TOLD: usize = 2;
/// How much of the district's weight a town in it must have.
const LEAST_OF_DISTRICT: f64 = 0.15;

/// A matter with all that was found of its claims.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Built {
    pub matter: Matter,
    pub origins: Vec<Origin>,
    pub relations: Vec<Relation>,
    /// How many of the origins are established.
    established: usize,
}

/// The matter that `claims` (ascending) speak to, with their origins and relations. Claims that were
/// rejected count for no facet; the matter still lists them.
pub(crate) fn build<'a>(
    corpus: &Corpus<'a>,
    tables: &Tables,
    common: &Commonness,
    profile: &Profile<'a>,
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
    /// How disputed it is.
    fn disputed(&self) -> (bool, bool, bool) {
        let Self { matter, .. } = self;
        // What several reports dispute about the event itself comes before one report's loose ends.
        (matter.is_contested(), matter.documents.len() > 1, disputes_substance(matter))
    }

    /// Its rank as bytes that compare as ranks do; `bytes` gives those of a date.
    pub fn place(&self, bytes: impl Fn(Date) -> [u8; 4]) -> Vec<u8> {
        let Self { matter, established, .. } = self;
        let (contested, several, substance) = self.disputed();
        let descending = |count: usize| (!u32::try_from(count).unwrap_or(u32::MAX)).to_be_bytes();
        let mut place = vec![u8::from(!contested) << 2 | u8::from(!several) << 1 | u8::from(!substance)];
        place.extend(descending(*established));
        place.extend(descending(matter.claims.len()));
        place.push(u8::from(matter.date.is_none()));
        place.extend(matter.date.iter().flat_map(|date| [bytes(date.start), bytes(date.end)]).flatten());
        place.extend(matter.id.0.as_bytes());
        place
    }

    /// What it is listed by: the most disputed first.
    pub fn rank(&self) -> impl Ord + use<> {
        let Self { matter, established, .. } = self;
        let date = matter.date.map(|date| (date.start, date.end));
        let disputed = self.disputed();
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
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
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
fn describe<'a>(
    corpus: &Corpus<'a>,
    tables: &Tables,
    common: &Commonness,
    profile: &Profile<'a>,
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
    let date = matter_day(corpus, tables, profile, claims).and_then(Window::range);
    let place = matter_place(corpus, tables, common, profile, claims);
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

/// When a matter was. Where its claims tell no more than a month or nothing, the first day that a report tells in that
/// month, or else shortly before its publication.
fn matter_day(
    corpus: &Corpus<'_>,
    tables: &Tables,
    profile: &Profile<'_>,
    claims: &[usize],
) -> Option<Window> {
    let known = profile.window();
    if let Some(said) = amended_date(corpus, claims) {
        // What others say more closely of the days that a person gives still holds.
        let closer = known.filter(|window| window.start >= said.start && window.end <= said.end);
        return Some(closer.unwrap_or(said));
    }
    if let Some(stated) = stated(corpus, tables, claims)
        && known.is_none_or(|window| window.start > stated + NEXT_DAYS)
    {
        return Some(Window { start: stated, end: stated });
    }
    if let Some(window) = known.filter(|window| window.days() <= WIDEST_DATE) {
        return Some(window);
    }
    let day = |days: Option<Window>| {
        let reports = claims.iter().map(|&claim| corpus.document_of(claim));
        reports.filter_map(|report| first_day(report.document, report.reading, days, tables)).next()
    };
    known.and_then(|month| day(Some(month))).or_else(|| day(None))
}

/// The days that a person gives for a claim; those of the last entry where there are several.
fn amended_date(corpus: &Corpus<'_>, claims: &[usize]) -> Option<Window> {
    let amended = |&claim: &usize| {
        let (number, _) = corpus.claims[claim].amended?.date.as_ref()?;
        Some((*number, corpus.claims[claim].amended_date()?))
    };
    claims.iter().filter_map(amended).max().map(|(_, window)| window)
}

/// The place that a person gives for a claim; that of the last entry where there are several.
fn amended_place<'a>(corpus: &Corpus<'a>, claims: &[usize]) -> Option<&'a Place> {
    let amended = |&claim: &usize| corpus.claims[claim].amended?.place.as_ref();
    claims.iter().filter_map(amended).max_by_key(|(number, _)| *number).map(|(_, place)| place)
}

/// The day that the reports give for the event, where all of them are of what followed it; of several the one that most
/// give, and then the first.
fn stated(corpus: &Corpus<'_>, tables: &Tables, claims: &[usize]) -> Option<i32> {
    let mut documents: Vec<usize> = claims.iter().map(|&claim| corpus.claims[claim].document).collect();
    documents.dedup();
    let mut votes: BTreeMap<i32, usize> = BTreeMap::new();
    for document in documents {
        let report = &corpus.documents[document];
        *votes.entry(stated_day(report.document, report.reading, tables)?).or_default() += 1;
    }
    votes.into_iter().max_by_key(|(day, count)| (*count, std::cmp::Reverse(*day))).map(|(day, _)| day)
}

/// Where a matter is. Which town of a name is meant is left open where the reports speak against the one that was found.
fn matter_place<'a>(
    corpus: &Corpus<'a>,
    tables: &Tables,
    common: &Commonness,
    profile: &Profile<'a>,
    claims: &[usize],
) -> Option<MatterPlace> {
    if let Some(place) = amended_place(corpus, claims) {
        let city = (place.precision == PlacePrecision::Exact).then(|| place.name.clone());
        return Some(whole(place, city));
    }
    let weighed = match told_in(corpus, tables, profile, claims) {
        Some((country, seat)) => {
            let inside = |weighed: &&WeighedPlace<'a>| weighed.place.country.as_deref() == Some(&country);
            match profile.places.iter().find(inside) {
                Some(weighed) => weighed,
                None => return Some(whole(seat, None)),
            }
        }
        None => profile.places.first()?,
    };
    let weighed = town_of(weighed, profile);
    let place = weighed.place;
    let city = (!place.is_country && !is_region(place) && place.precision != PlacePrecision::District)
        .then(|| city_of(place, profile, corpus, common, claims).name.clone());
    if weighed.adrift * 2.0 > weighed.weight {
        return Some(MatterPlace { name: place.name.clone(), city, ..MatterPlace::default() });
    }
    Some(whole(place, city))
}

fn whole(place: &Place, city: Option<String>) -> MatterPlace {
    MatterPlace {
        name: place.name.clone(),
        city,
        state: place.admin1.clone(),
        country: place.country.clone(),
        geonameid: place.geonameid,
        lat: place.lat,
        lon: place.lon,
    }
}

/// The country that the claims' events are said to be in, with its place, where that is another one than the country of
/// the place that the reports name most: a report of protests abroad may name its own capital more often.
fn told_in<'a>(
    corpus: &Corpus<'a>,
    tables: &Tables,
    profile: &Profile<'a>,
    claims: &[usize],
) -> Option<(String, &'a Place)> {
    let mut votes: BTreeMap<&str, (usize, &'a Place)> = BTreeMap::new();
    for &index in claims {
        let claim = &corpus.claims[index];
        let places = &corpus.document_of(index).reading.places;
        let of_kind = claim.events.iter().filter(|event| {
            tables.families.kind(&event.kind).is_some_and(|word| word.families.shares(profile.families))
        });
        let mut seen: Vec<&str> = Vec::new();
        for place in of_kind.flat_map(|event| &event.places).filter_map(|&place| places.get(place)) {
            let Some(country) = place.country.as_deref().filter(|country| !seen.contains(country)) else {
                continue;
            };
            seen.push(country);
            let (count, known) = votes.entry(country).or_insert((0, place));
            *count += 1;
            if (place.is_country, known.geonameid) > (known.is_country, place.geonameid) {
                *known = place;
            }
        }
    }
    let (country, (most, place)) =
        votes.iter().max_by_key(|(country, (count, _))| (*count, std::cmp::Reverse(*country)))?;
    let named = profile.places.first()?.place.country.as_deref();
    let here = named.and_then(|named| votes.get(named)).map_or(0, |(count, _)| *count);
    (named != Some(*country) && *most >= LEAST_TOLD && *most > 2 * here)
        .then(|| ((*country).to_owned(), *place))
}

/// The town in the district or region that is named most: both tell one place, and the town tells it better.
fn town_of<'p, 'a>(weighed: &'p WeighedPlace<'a>, profile: &'p Profile<'a>) -> &'p WeighedPlace<'a> {
    let wide = weighed.place;
    let district = wide.precision == PlacePrecision::District;
    if !district && !is_region(wide) {
        return weighed;
    }
    let is_town = |place: &Place| {
        !place.is_country
            && !is_region(place)
            && matches!(
                place.precision,
                PlacePrecision::Exact | PlacePrecision::Near | PlacePrecision::Unknown
            )
    };
    let inside = |place: &Place| {
        place.admin1 == wide.admin1
            && (!district || distance_km(wide, place).is_none_or(|km| km <= DISTRICT_KM))
    };
    let enough = |other: &&WeighedPlace<'a>| other.weight >= weighed.weight * LEAST_OF_DISTRICT;
    profile
        .places
        .iter()
        .filter(enough)
        .find(|other| is_town(other.place) && inside(other.place))
        .unwrap_or(weighed)
}

/// The city that a place is a part of: one right beside it that the reports name too, or else that their outlets mostly
/// write of, and that is named so much more often among all incidents that the place can hardly be a town of its own;
/// unless reports speak of it as of a town.
fn city_of<'a>(
    place: &'a Place,
    profile: &Profile<'a>,
    corpus: &Corpus<'a>,
    common: &Commonness,
    claims: &[usize],
) -> &'a Place {
    if !corpus.is_part_of_town(place) {
        return place;
    }
    let named = common.of_place(place);
    let is_city = |city: &&'a Place| {
        city.precision == PlacePrecision::Exact
            && city.admin1 == place.admin1
            && common.of_place(city) >= OFTEN.max(named * FAR_OFTENER)
            && distance_km(place, city).is_some_and(|km| km <= PART_KM)
    };
    let told = profile.places.iter().map(|weighed| weighed.place).filter(is_city);
    told.max_by_key(|city| (common.of_place(city), &city.name))
        .or_else(|| claims.iter().filter_map(|&claim| corpus.town_of_outlet(claim)).find(is_city))
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
