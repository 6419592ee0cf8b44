//! The incidents of one document: its main one, and those it mentions in passing.

use std::collections::BTreeSet;

use gainsay_document::{Place, Span, Stance};

use super::profile::Profile;
use crate::features::days::{Day, Window};
use crate::features::places::{PlaceFit, distance_km, fit, is_region, is_same};
use crate::features::told::first_day;
use crate::features::words::WordId;
use crate::features::{ClaimFeatures, Corpus};
use crate::tables::{Families, Tables};

/// How far back from publication a report's main incident is looked for first.
const RECENT: Day = 31;
/// Within one report, places so close to the main one are taken for parts of it, in kilometres.
const ONE_TOWN_KM: f64 = 15.0;
/// How many of a report's places its main incident is compared by.
const MAIN_PLACES: usize = 6;
/// How many days an effect ("more bodies were found on Thursday") may lie from the event itself.
const AFTERMATH: Day = 10;
/// How many days two wordings of one date may differ ("Monday night", "early on Tuesday", a wrong date).
const SLACK: Day = 2;

/// Claims of one document that speak to one incident.
pub(crate) struct Incident<'a> {
    /// Index into the corpus's documents.
    pub document: usize,
    /// Its claims, as indices into the reading's, ascending.
    pub claims: Vec<usize>,
    pub profile: Profile<'a>,
}

/// What the claims of one incident of a document have in common.
#[derive(Clone, Default)]
struct Anchor<'a> {
    window: Option<Window>,
    places: Vec<&'a Place>,
    families: Families,
}

impl<'a> Anchor<'a> {
    fn extend(&mut self, claim: &ClaimFeatures<'a>) {
        self.window = self.window.or(claim.read_window());
        for place in specific(claim.read_places()) {
            if !self.places.iter().any(|known| is_put_alike(known, place)) {
                self.places.push(place);
            }
        }
        self.families = self.families.with(claim.families);
    }

    /// Whether the claim fits; `sure` are those of its places that tell something. The cheapest test comes first: a
    /// report of many incidents asks for each claim and incident.
    fn admits(&self, claim: &ClaimFeatures<'a>, sure: &[&Place], tables: &Tables) -> bool {
        self.admits_date(claim)
            && tables.families.compatible(self.families, claim.families)
            && self.admits_place(sure)
    }

    fn admits_date(&self, claim: &ClaimFeatures<'_>) -> bool {
        let (Some(main), Some(own)) = (self.window, claim.read_window()) else { return true };
        let slack = if claim.families.is_empty() && own.start > main.end { AFTERMATH } else { SLACK };
        main.gap(own) <= slack
    }

    fn admits_place(&self, sure: &[&Place]) -> bool {
        // The parts of a town and its streets are often taken for towns of their own.
        let close =
            |known: &Place, place: &Place| distance_km(known, place).is_some_and(|km| km <= ONE_TOWN_KM);
        sure.is_empty()
            || self.places.is_empty()
            || sure.iter().any(|place| {
                self.places.iter().any(|known| fit(known, place) != PlaceFit::Apart || close(known, place))
            })
    }
}

/// Whether two places are told in one way, so that they stand to every third one alike.
fn is_put_alike(a: &Place, b: &Place) -> bool {
    let key = |place: &Place| (place.geonameid, place.lat, place.lon, place.is_country, place.precision);
    a.name == b.name && key(a) == key(b) && a.country == b.country && a.admin1 == b.admin1
}

/// The places that tell one incident from another.
fn specific<'a>(places: &[&'a Place]) -> impl Iterator<Item = &'a Place> {
    places.iter().copied().filter(|place| !place.is_country)
}

/// Whether a claim can found an incident or speak to one of its own.
fn speaks_of_incident(claim: &ClaimFeatures<'_>) -> bool {
    !claim.figures.is_empty() || (claim.incident && claim.is_factual())
}

/// Whether a claim without event and figure still speaks to the main incident: it takes something back, is about
/// who did it, or denies or accuses in words that the incident's claims (`about`) have as well.
fn responds(claim: &ClaimFeatures<'_>, about: &BTreeSet<WordId>, tables: &Tables) -> bool {
    let cues = &tables.cues;
    match claim.stance() {
        Some(Stance::Retract) => true,
        Some(Stance::Deny | Stance::Accuse) => {
            claim.has_cue(&cues.responsibility) || claim.words.iter().any(|word| about.contains(word))
        }
        stance => stance.is_some() && claim.has_cue(&cues.claimed),
    }
}

/// The incidents of one document, its main one first.
pub(crate) fn of_document<'a>(corpus: &Corpus<'a>, document: usize, tables: &Tables) -> Vec<Incident<'a>> {
    let features = &corpus.documents[document];
    let mut speaking: Vec<usize> =
        features.claims.clone().filter(|&claim| speaks_of_incident(&corpus.claims[claim])).collect();
    if speaking.is_empty() {
        return Vec::new();
    }
    speaking.sort_by_key(|&claim| (corpus.claims[claim].position, claim));

    // Places that tell nothing apart: the outlet's region is another, and they are named once.
    let doubtful: Vec<&Place> =
        features.places.iter().filter(|set| set.doubtful).map(|set| set.place).collect();
    let mut groups: Vec<(Anchor<'a>, Vec<usize>)> =
        vec![(main_anchor(corpus, &speaking, document, tables), Vec::new())];
    for &index in &speaking {
        let claim = &corpus.claims[index];
        let is_sure = |place: &&Place| !doubtful.iter().any(|doubtful| is_same(doubtful, place));
        let sure: Vec<&Place> = specific(claim.read_places()).filter(is_sure).collect();
        match groups.iter().position(|(anchor, _)| anchor.admits(claim, &sure, tables)) {
            Some(0) => groups[0].1.push(index),
            Some(at) => {
                groups[at].0.extend(claim);
                groups[at].1.push(index);
            }
            None => {
                let mut anchor = Anchor::default();
                anchor.extend(claim);
                groups.push((anchor, vec![index]));
            }
        }
    }
    if !groups[0].1.is_empty() {
        let about: BTreeSet<WordId> =
            groups[0].1.iter().flat_map(|&claim| corpus.claims[claim].words.iter().copied()).collect();
        let others = features.claims.clone().filter(|&claim| {
            let claim = &corpus.claims[claim];
            !speaks_of_incident(claim) && responds(claim, &about, tables)
        });
        groups[0].1.extend(others);
    }
    groups
        .into_iter()
        .enumerate()
        .filter(|(_, (_, claims))| !claims.is_empty())
        .map(|(at, (_, mut claims))| {
            claims.sort_unstable();
            let profile = profile(corpus, document, &claims, at == 0, tables);
            claims.iter_mut().for_each(|claim| *claim -= features.claims.start);
            Incident { document, claims, profile }
        })
        .collect()
}

/// An incident of given claims of a document, by their indices into the reading's, ascending.
pub(crate) fn piece<'a>(
    corpus: &Corpus<'a>,
    document: usize,
    claims: Vec<usize>,
    main: bool,
    tables: &Tables,
) -> Incident<'a> {
    let first = corpus.documents[document].claims.start;
    let indices: Vec<usize> = claims.iter().map(|claim| claim + first).collect();
    Incident { document, claims, profile: profile(corpus, document, &indices, main, tables) }
}

/// What the document is mainly about: the first recent date, the place named most, the kind of event named most.
fn main_anchor<'a>(corpus: &Corpus<'a>, speaking: &[usize], document: usize, tables: &Tables) -> Anchor<'a> {
    let published = corpus.documents[document].published;
    let claims = || speaking.iter().map(|&claim| &corpus.claims[claim]);
    let recent =
        |window: &Window| published.is_none_or(|day| window.end >= day - RECENT && window.days() <= RECENT);
    // The date most claims of the event itself give goes before the dates of what followed from it. The lead counts
    // more, and so does what is recent: what lies far back is mostly told as background.
    let voted = || {
        let mut votes: Vec<(Window, u32)> = Vec::new();
        for (rank, claim) in claims().enumerate().filter(|(_, claim)| !claim.families.is_empty()) {
            let linked = claim.read_event_window().filter(|window| window.days() <= RECENT);
            let Some(window) = linked.or(claim.read_window()).filter(|window| window.days() <= RECENT) else {
                continue;
            };
            let weight = if rank < 3 { 2 } else { 1 }
                + if recent(&window) { 1 } else { 0 }
                + if linked.is_some() { 2 } else { 0 };
            match votes.iter_mut().find(|(known, _)| *known == window) {
                Some((_, votes)) => *votes += weight,
                None => votes.push((window, weight)),
            }
        }
        let most = votes.iter().map(|(_, votes)| *votes).max()?;
        votes.into_iter().find(|(_, votes)| *votes == most).map(|(window, _)| window)
    };
    let followed = || {
        claims().filter(|claim| claim.families.is_empty()).filter_map(ClaimFeatures::read_window).find(recent)
    };
    let looked_back = published.map(|day| Window { start: day - RECENT, end: day + 1 });
    let any = || claims().find_map(ClaimFeatures::read_window);
    let only_old = claims().all(|claim| claim.read_window().is_some_and(|window| !recent(&window)));
    let window = voted().or_else(followed).or_else(|| if only_old { any() } else { looked_back });

    // A region or a stadium in the lead must not shut out the town: what fits the first is main too.
    let set_in = &corpus.documents[document].places;
    let first = set_in.first().map(|set| set.place);
    let town = set_in.iter().map(|set| set.place).find(|place| !is_region(place));
    let main: Vec<&Place> = first
        .into_iter()
        .chain(town.filter(|town| first.is_some_and(|first| fit(first, town) != PlaceFit::Apart)))
        .collect();

    let mut counts: Vec<(Families, usize)> = Vec::new();
    for (rank, claim) in claims().filter(|claim| !claim.families.is_empty()).enumerate() {
        let weight = if rank < 3 { 3 } else { 1 };
        match counts.iter_mut().find(|(families, _)| *families == claim.families) {
            Some((_, count)) => *count += weight,
            None => counts.push((claim.families, weight)),
        }
    }
    // The first of the most frequent: `max_by_key` would give the last.
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let leading = counts
        .iter()
        .find(|(_, count)| *count == most)
        .map_or(Families::default(), |(families, _)| *families);
    let families = counts
        .iter()
        .filter(|(families, _)| tables.families.compatible(*families, leading))
        .fold(leading, |all, (families, _)| all.with(*families));
    Anchor { window, places: main, families }
}

/// Weigh the places that people say as much as the report's own where half of the claims have them.
fn add_amended<'a>(corpus: &Corpus<'a>, claims: &[usize], profile: &mut Profile<'a>) {
    let amended: Vec<&'a Place> =
        claims.iter().filter_map(|&claim| corpus.claims[claim].amended_place()).collect();
    let most = profile.places.first().map_or(1.0, |weighed| weighed.weight);
    #[expect(clippy::cast_precision_loss, reason = "a report has few claims")]
    let weight = 2.0 * most / claims.len().max(1) as f64;
    amended.into_iter().for_each(|place| profile.add_place(place, weight, false));
}

fn profile<'a>(
    corpus: &Corpus<'a>,
    document: usize,
    claims: &[usize],
    main: bool,
    tables: &Tables,
) -> Profile<'a> {
    let features = &corpus.documents[document];
    let mut profile = Profile {
        published: features.published.map(|day| (day, 1)).into_iter().collect(),
        ..Profile::default()
    };
    let mut words: Vec<WordId> = if main { features.words.clone() } else { Vec::new() };
    for &index in claims {
        let claim = &corpus.claims[index];
        profile.families = profile.families.with(claim.families);
        // The date of the event weighs more than the dates of what followed from it.
        let linked = claim.event_window.filter(|window| window.days() <= RECENT);
        if let Some(window) = linked.or(claim.own_window).filter(|window| window.days() <= RECENT) {
            profile.dated |= !claim.families.is_empty();
            *profile.windows.entry(window).or_default() +=
                if claim.families.is_empty() { 1 } else { 3 } + if linked.is_some() { 3 } else { 0 };
        }
        if !main {
            specific(&claim.places).for_each(|place| profile.add_place(place, 1.0, false));
        }
        for actor in &claim.actors {
            *profile.actors.entry(actor.clone()).or_default() += 1;
        }
        words.extend(&claim.words);
    }
    // One report, one vote: a long report of a trial must not outvote those of the day.
    if let Some(window) = profile.window() {
        profile.windows = [(window, if profile.dated { 2 } else { 1 })].into();
    } else if let Some(window) =
        // Where a person says when, the report's other days are no answer.
        (main
            && !claims.iter().any(|&claim| corpus.claims[claim].amended_date().is_some()))
        .then(|| first_day(features.document, features.reading, None, tables))
        .flatten()
    {
        profile.windows = [(window, 1)].into();
    }
    if main {
        features
            .places
            .iter()
            .take(MAIN_PLACES)
            .for_each(|set| profile.add_place(set.place, set.weight, set.adrift));
        add_amended(corpus, claims, &mut profile);
    }
    profile.vector = corpus.vocabulary.vector(&words);
    profile.main = main;
    profile.outlet = features.document.outlet.as_deref();
    let told = (!main).then(|| {
        let touches = |paragraph: &Span| {
            claims.iter().any(|&claim| corpus.claims[claim].claim.span.overlaps(*paragraph))
        };
        features.reading.paragraphs.iter().copied().filter(touches).collect::<Vec<_>>()
    });
    profile.details = features.details.within(told.as_deref(), &corpus.names);
    profile
}
