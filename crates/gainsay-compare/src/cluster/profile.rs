//! What an incident, or a cluster of incidents, is compared by.

use std::collections::BTreeMap;

use gainsay_document::Place;

use crate::features::days::{Day, Window};
use crate::features::details::Details;
use crate::features::names::NameKey;
use crate::features::places::{PlaceFit, fit, is_same};
use crate::features::words::Vector;
use crate::tables::Families;

/// How many days before publication an undated report's incident may lie.
const LOOK_BACK: Day = 3;

/// A place and how often it is named.
#[derive(Clone, Debug)]
pub(crate) struct WeighedPlace<'a> {
    pub place: &'a Place,
    pub weight: f64,
    /// How much of the weight comes from reports in which another town of the name must be meant.
    pub adrift: f64,
}

/// What an incident is compared by; profiles of several incidents add up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile<'a> {
    pub families: Families,
    /// The windows the claims name, and how often.
    pub windows: BTreeMap<Window, u32>,
    /// Whether one of them is given to the event itself rather than to what followed from it.
    pub dated: bool,
    /// The days of publication, and how often.
    pub published: BTreeMap<Day, u32>,
    /// The specific places, the most named first.
    pub places: Vec<WeighedPlace<'a>>,
    pub actors: BTreeMap<NameKey, u32>,
    pub vector: Vector,
    /// The names and ages of a single incident.
    pub details: Details,
    /// Whether it is what its document is mainly about.
    pub main: bool,
    pub outlet: Option<&'a str>,
}

impl<'a> Profile<'a> {
    /// The window most claims name, the narrowest and earliest of several. What the first report could not know of is
    /// no day of the event.
    pub fn window(&self) -> Option<Window> {
        let first = self.published.keys().next();
        let order = |(window, count): &(&Window, &u32)| (**count, -window.days(), -window.start);
        self.windows
            .iter()
            .filter(|(window, _)| first.is_none_or(|first| window.start <= first + 1))
            .max_by_key(order)
            .map(|(window, _)| *window)
    }

    /// The days it may have happened on: the window it names, or the days before its middle day of publication.
    ///
    /// The middle rather than the whole stretch, so that a cluster does not reach farther with every report.
    pub fn reach(&self) -> Option<Window> {
        self.window().or_else(|| {
            let half = self.published.values().sum::<u32>().div_ceil(2);
            let mut seen = 0;
            let (day, _) = self.published.iter().find(|(_, count)| {
                seen += **count;
                seen >= half
            })?;
            Some(Window { start: day - LOOK_BACK, end: *day })
        })
    }

    /// From the first to the last day of publication of the two together, in days.
    pub fn span(&self, other: &Self) -> Day {
        let days = || self.published.keys().chain(other.published.keys());
        days().max().zip(days().min()).map_or(0, |(last, first)| last - first)
    }

    /// The place named most.
    pub fn place(&self) -> Option<&'a Place> {
        self.places.first().map(|weighed| weighed.place)
    }

    /// Count one more naming of `place`. Whole countries tell no incident from another and are left out.
    pub fn add_place(&mut self, place: &'a Place, weight: f64, adrift: bool) {
        self.count_place(place, weight, if adrift { weight } else { 0.0 });
        self.sort_places();
    }

    fn count_place(&mut self, place: &'a Place, weight: f64, adrift: f64) {
        if place.is_country {
            return;
        }
        match self.places.iter_mut().find(|known| is_same(known.place, place)) {
            Some(known) => {
                known.weight += weight;
                known.adrift += adrift;
                // The same place may stand in several texts: keep one of them whatever the order.
                let before = |p: &'a Place| (p.geonameid.is_none(), p.geonameid, p.name.as_str());
                if before(place) < before(known.place) {
                    known.place = place;
                }
            }
            None => self.places.push(WeighedPlace { place, weight, adrift }),
        }
    }

    fn sort_places(&mut self) {
        self.places.sort_by(|a, b| {
            b.weight
                .total_cmp(&a.weight)
                .then_with(|| (&a.place.name, a.place.geonameid).cmp(&(&b.place.name, b.place.geonameid)))
        });
    }

    /// Add what a matter is described by of `other`: kinds, days and places. What incidents are told apart by stays its own.
    pub fn absorb(&mut self, other: &Self) {
        self.families = self.families.with(other.families);
        for (window, count) in &other.windows {
            *self.windows.entry(*window).or_default() += count;
        }
        self.dated |= other.dated;
        for (day, count) in &other.published {
            *self.published.entry(*day).or_default() += count;
        }
        for weighed in &other.places {
            self.count_place(weighed.place, weighed.weight, weighed.adrift);
        }
        self.sort_places();
    }

    /// How the places of the two stand to each other; `None` where one of them names none.
    ///
    /// The places named most decide; where those differ but one side also names the other's, it is left open.
    pub fn place_fit(&self, other: &Self) -> Option<PlaceFit> {
        let (a, b) = (self.place()?, other.place()?);
        let main = fit(a, b);
        if main != PlaceFit::Apart {
            return Some(main);
        }
        let names = |profile: &Self, place: &Place| {
            profile.places.iter().any(|known| fit(known.place, place) <= PlaceFit::Near)
        };
        if names(self, b) || names(other, a) { Some(PlaceFit::Within) } else { Some(PlaceFit::Apart) }
    }
}
