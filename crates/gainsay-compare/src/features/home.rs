//! Where outlets are at home, and the towns that their reports name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gainsay_document::{Document, Place, PlacePrecision, Reading};

use super::census::{Census, OutletCount, Town, TownCount, VOTE};
use super::places::{PlaceFit, fit, place_key};

/// So many reports of an outlet tell its region.
const LEAST_REPORTS: u32 = 2;
/// So much of what its reports name must lie in it.
const LEAST_SHARE: f64 = 0.3;
/// So many times as much as in the next region.
const LEAD: f64 = 1.2;
/// So many of a hundred places of one report must agree on its region.
const LEAST_OF_HUNDRED: usize = 60;
/// So many reports of an outlet tell its town, of which so many of a hundred name it.
const LEAST_OF_TOWN: u32 = 4;
const TOWN_OF_HUNDRED: u32 = 40;
/// A title's name of a town has no more words.
const LONGEST_NAME: usize = 3;

/// A first-level division: country and name, lower-cased.
pub(crate) type Region = (String, String);

/// A town by region and name.
pub(crate) type TownKey = (Region, String);

/// The region each outlet mostly writes of, for those that have one, and the towns that reports name by region.
pub(crate) struct Homes<'a> {
    outlets: Arc<Outlets>,
    towns: Towns<'a>,
}

/// Where outlets are at home.
pub(crate) struct Outlets {
    homes: BTreeMap<String, Region>,
    /// The town that most reports of an outlet name.
    own: BTreeMap<String, TownKey>,
}

impl Outlets {
    /// The homes of outlets that were counted.
    pub fn of<'c>(counts: impl Iterator<Item = (&'c str, &'c OutletCount)>) -> Self {
        let (mut homes, mut own) = (BTreeMap::new(), BTreeMap::new());
        for (outlet, count) in counts {
            homes.extend(home(count).map(|region| (outlet.to_owned(), region)));
            own.extend(town(count).map(|town| (outlet.to_owned(), town.clone())));
        }
        Self { homes, own }
    }
}

/// The towns that reports name.
pub(crate) enum Towns<'a> {
    /// As the reports have them.
    Counted(BTreeMap<TownKey, TownCount<'a>>),
    /// As they were kept when they were counted.
    Kept(&'a BTreeMap<TownKey, Town>),
}

impl<'a> Towns<'a> {
    fn get(&self, key: &TownKey) -> Option<TownCount<'a>> {
        match self {
            Self::Counted(towns) => towns.get(key).copied(),
            Self::Kept(towns) => towns.get(key).map(Town::count),
        }
    }
}

impl<'a> Homes<'a> {
    /// The homes of the outlets that were counted.
    pub fn of(census: Census<'a>) -> Self {
        let Census { outlets, towns } = census;
        let outlets = Outlets::of(outlets.iter().map(|(outlet, count)| (*outlet, count)));
        Self::new(Arc::new(outlets), Towns::Counted(towns))
    }

    /// The same of what was found before.
    pub fn new(outlets: Arc<Outlets>, towns: Towns<'a>) -> Self {
        Self { outlets, towns }
    }

    /// The town that most reports of a document's outlet name.
    pub fn town_of_outlet(&self, document: &Document) -> Option<&'a Place> {
        let key = self.outlets.own.get(document.outlet.as_deref()?)?;
        self.towns.get(key).map(|town| town.place)
    }

    /// The town of this name in the region, as some report has it.
    pub fn town(&self, region: &Region, name: String) -> Option<&'a Place> {
        self.towns.get(&(region.clone(), name)).map(|town| town.place)
    }

    fn known(&self, place: &Place) -> Option<TownCount<'a>> {
        region_of(place).and_then(|region| self.towns.get(&(region, place_key(place))))
    }

    /// In how many reports a place is named.
    pub fn reports(&self, place: &Place) -> u32 {
        self.known(place).map_or(1, |town| town.reports.max(1))
    }

    /// Whether reports call a place a part of a town, and not more of them a town of its own.
    pub fn is_part(&self, place: &Place) -> bool {
        self.known(place).is_none_or(|town| town.parts >= town.towns)
    }

    /// The home of a document's outlet.
    pub fn home(&self, document: &Document) -> Option<&Region> {
        self.outlets.homes.get(document.outlet.as_deref()?)
    }

    /// The towns of the outlet's home that a document's title names, as some report has them.
    pub fn in_title(&self, document: &Document) -> Vec<&'a Place> {
        let (Some(home), Some(title)) = (self.home(document), document.title.as_deref()) else {
            return Vec::new();
        };
        let bare = |word: &'_ str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
            let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
            word.to_owned()
        };
        let words: Vec<String> = title.split_whitespace().map(bare).collect();
        let mut found: Vec<&'a Place> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let town = (1..=LONGEST_NAME.min(words.len() - at)).rev().find_map(|length| {
                let name = words[at..at + length].join(" ");
                let capital = name.chars().next().is_some_and(char::is_uppercase);
                let town = self.town(home, name.to_lowercase()).filter(|_| capital)?;
                Some((length, town))
            });
            at += town.map_or(1, |(length, _)| length);
            found.extend(town.map(|(_, town)| town));
        }
        found.retain(|place| matches!(place.precision, PlacePrecision::Exact | PlacePrecision::Near));
        let mut first: Vec<&'a Place> = Vec::new();
        for place in found {
            if first.iter().all(|known| fit(known, place) != PlaceFit::Same) {
                first.push(place);
            }
        }
        first
    }
}

/// The town that most reports of an outlet name.
fn town(count: &OutletCount) -> Option<&TownKey> {
    let (town, most) = count.towns.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))?;
    let enough = count.reports >= LEAST_OF_TOWN && most * 100 >= count.reports * TOWN_OF_HUNDRED;
    enough.then_some(town)
}

/// The region that an outlet writes of.
fn home(count: &OutletCount) -> Option<Region> {
    #[expect(clippy::cast_precision_loss, reason = "exact for millions of reports of one outlet")]
    let share = |votes: u64| votes as f64 / VOTE as f64;
    let mut votes: Vec<(&Region, f64)> =
        count.votes.iter().map(|(region, &votes)| (region, share(votes))).collect();
    votes.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let next = votes.get(1).map_or(0.0, |(_, votes)| *votes);
    let (region, most) = votes.into_iter().next()?;
    let enough = count.voted >= LEAST_REPORTS && most >= f64::from(count.voted) * LEAST_SHARE;
    (enough && most >= next * LEAD).then(|| region.clone())
}

/// The region that most of a report's places lie in, where so many of a hundred do; for outlets without a home.
pub(crate) fn mostly(reading: &Reading) -> Option<Region> {
    let mut named: BTreeMap<Region, BTreeSet<String>> = BTreeMap::new();
    for place in &reading.places {
        if let Some(region) = region_of(place) {
            named.entry(region).or_default().insert(place_key(place));
        }
    }
    let all: usize = named.values().map(BTreeSet::len).sum();
    let order = |a: &(Region, BTreeSet<String>), b: &(Region, BTreeSet<String>)| {
        a.1.len().cmp(&b.1.len()).then(b.0.cmp(&a.0))
    };
    let (region, places) = named.into_iter().max_by(order)?;
    (places.len() >= LEAST_REPORTS as usize && places.len() * 100 >= all * LEAST_OF_HUNDRED).then_some(region)
}

/// The first-level division a place lies in; `None` for countries and what is not resolved.
pub(crate) fn region_of(place: &Place) -> Option<Region> {
    let admin1 = place.admin1.as_deref()?;
    (!place.is_country)
        .then(|| (place.country.as_deref().unwrap_or_default().to_lowercase(), admin1.to_lowercase()))
}
