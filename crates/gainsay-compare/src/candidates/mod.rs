//! Which incidents are worth comparing: those of about the same days that share a place, an actor or a rare word.
//!
//! Never all pairs: every shared key lists its incidents by day, and each is paired only with its next neighbours.

use std::collections::BTreeMap;

use gainsay_document::Place;

use crate::cluster::incidents::Incident;
use crate::cluster::profile::Profile;
use crate::cluster::score::Rarity;
use crate::features::days::Day;
use crate::features::names::NameKey;
use crate::features::words::{Vocabulary, WordId};

/// How many rare words of an incident are looked up.
const RARE_WORDS: usize = 14;
/// How many neighbours under one key an incident is paired with.
pub(crate) const NEIGHBOURS: usize = 30;
/// A person named in more documents than these is looked up only where an age stands beside the name.
const RARE_PERSON: u32 = 40;
/// The days that incidents under one key may lie apart.
const DAYS: Day = 33;

/// What two incidents may share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key<'a> {
    Place(String),
    Actor(&'a NameKey),
    Word(WordId),
    /// A person by full name; incidents that share one may lie any time apart.
    Person(WordId),
}

/// Whether two incidents that share a key lie near enough in time to be compared, or share a person.
pub(crate) fn near(a: &Profile<'_>, b: &Profile<'_>, names: &Vocabulary) -> bool {
    let close = day(a).zip(day(b)).is_none_or(|(a, b)| (a - b).abs() <= DAYS);
    close || persons(a, names).any(|person| persons(b, names).any(|other| other == person))
}

/// The day that an incident is listed under.
pub(crate) fn day(profile: &Profile<'_>) -> Option<Day> {
    profile.reach().map(|reach| reach.end)
}

/// The persons that an incident is looked up by.
fn persons<'p>(profile: &'p Profile<'_>, names: &'p Vocabulary) -> impl Iterator<Item = WordId> + use<'p> {
    let details = &profile.details;
    details.persons.iter().copied().filter(|person| {
        names.may_be_shared(*person)
            && (names.documents_with(*person) <= RARE_PERSON || details.described.contains(person))
    })
}

/// What an incident is listed under.
pub(crate) fn keys<'p>(
    profile: &'p Profile<'_>,
    vocabulary: &Vocabulary,
    names: &'p Vocabulary,
) -> Vec<Key<'p>> {
    let mut words: Vec<(f64, WordId)> = profile
        .vector
        .iter()
        .filter(|(word, _)| vocabulary.may_be_shared(*word))
        .map(|(word, weight)| (*weight, *word))
        .collect();
    words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let places = profile.places.iter().take(3).map(|weighed| Key::Place(weighed.place.name.to_lowercase()));
    places
        .chain(profile.actors.keys().map(Key::Actor))
        .chain(persons(profile, names).map(Key::Person))
        .chain(words.into_iter().take(RARE_WORDS).map(|(_, word)| Key::Word(word)))
        .collect()
}

/// How often places occur among the incidents.
pub(crate) struct Commonness {
    places: BTreeMap<String, u32>,
}

impl Commonness {
    /// Count the places of `incidents`.
    pub fn of<'i>(incidents: impl IntoIterator<Item = &'i Incident<'i>>) -> Self {
        let mut places = BTreeMap::new();
        for incident in incidents {
            for weighed in &incident.profile.places {
                *places.entry(weighed.place.name.to_lowercase()).or_default() += 1;
            }
        }
        Self { places }
    }

    /// What was counted already.
    pub fn of_counts(places: BTreeMap<String, u32>) -> Self {
        Self { places }
    }

    /// By lower-cased name.
    pub fn into_counts(self) -> BTreeMap<String, u32> {
        self.places
    }

    /// How many incidents name a place.
    pub fn of_place(&self, place: &Place) -> u32 {
        self.places.get(&place.name.to_lowercase()).copied().unwrap_or(1)
    }
}

/// 1 for what occurs up to ten times, falling to 0 at a hundred.
fn rarity(count: u32) -> f64 {
    const RARE: f64 = 10.0;
    (1.0 - (f64::from(count) / RARE).max(1.0).log10()).max(0.0)
}

impl Rarity for Commonness {
    fn place(&self, name: &str) -> f64 {
        rarity(self.places.get(name).copied().unwrap_or(1))
    }
}
