//! What is counted of reports to find where outlets are at home and which towns there are. Counts of parts of many reports
//! add up to those of all.

use std::collections::BTreeMap;

use gainsay_document::{Place, PlacePrecision, Report};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::around::Around;
use super::home::{Region, TownKey, region_of};
use super::places::{is_region, place_key};
use super::{Order, order};
use crate::tables::Tables;

/// A region stands so many bytes after its town: "Korva, East".
const BESIDE: usize = 2;
/// One report's vote. It is parted among regions without a rest where these are up to sixteen, and never depends on the order
/// in which votes are added.
pub(crate) const VOTE: u64 = 720_720 << 12;

/// What is counted of the reports of one outlet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct OutletCount {
    pub reports: u32,
    /// How many of them name a place in a region.
    pub voted: u32,
    /// The regions of the places they name, in parts of [`VOTE`].
    pub votes: BTreeMap<Region, u64>,
    /// How many of them name a town.
    pub towns: BTreeMap<TownKey, u32>,
}

impl OutletCount {
    /// Add what was counted of other reports.
    pub fn add(&mut self, other: Self) {
        self.reports += other.reports;
        self.voted += other.voted;
        for (region, votes) in other.votes {
            *self.votes.entry(region).or_default() += votes;
        }
        for (town, reports) in other.towns {
            *self.towns.entry(town).or_default() += reports;
        }
    }
}

/// A town that reports name.
#[derive(Clone, Copy)]
pub(crate) struct TownCount<'a> {
    /// As the earliest report with the least identifier has it.
    pub place: &'a Place,
    /// That report.
    pub told_by: Order<'a>,
    /// How many reports name it.
    pub reports: u32,
    /// How many of them call it a part of a town, and how many a town of its own.
    pub parts: u32,
    pub towns: u32,
}

/// The same with a place of its own, to be kept or sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Town {
    place: Place,
    told_by: (bool, Option<Date>, String),
    reports: u32,
    parts: u32,
    towns: u32,
}

impl Town {
    pub fn of(count: &TownCount<'_>) -> Self {
        let TownCount { place, told_by: (undated, date, id), reports, parts, towns } = *count;
        Self { place: place.clone(), told_by: (undated, date, id.to_owned()), reports, parts, towns }
    }

    pub fn count(&self) -> TownCount<'_> {
        let Self { place, told_by: (undated, date, id), reports, parts, towns } = self;
        TownCount { place, told_by: (*undated, *date, id), reports: *reports, parts: *parts, towns: *towns }
    }

    /// Add what was counted of other reports.
    pub fn add(&mut self, other: Self) {
        let (own, their) = (self.count(), other.count());
        let moved = goes_before((their.place, their.told_by), (own.place, own.told_by));
        self.reports += other.reports;
        self.parts += other.parts;
        self.towns += other.towns;
        if moved {
            (self.place, self.told_by) = (other.place, other.told_by);
        }
    }
}

/// Whether a town is taken as one report has it rather than as another one has.
fn goes_before(one: (&Place, Order<'_>), other: (&Place, Order<'_>)) -> bool {
    (one.0.geonameid, one.1) < (other.0.geonameid, other.1)
}

/// What is counted of reports, by outlet and by town.
#[derive(Default)]
pub(crate) struct Census<'a> {
    pub outlets: BTreeMap<&'a str, OutletCount>,
    pub towns: BTreeMap<TownKey, TownCount<'a>>,
}

impl<'a> Census<'a> {
    /// Count reports, each of another document.
    pub fn of<'r>(reports: impl Iterator<Item = &'r &'r Report<'a>>, tables: &Tables) -> Self
    where
        'a: 'r,
    {
        let mut census = Self::default();
        reports.for_each(|report| census.add(report, tables));
        census
    }

    /// Count a report. It has one vote, parted among the regions of the places it names.
    fn add(&mut self, report: &Report<'a>, tables: &Tables) {
        let told = self.count_towns(report, tables);
        let Some(outlet) = report.document.outlet.as_deref() else { return };
        let count = self.outlets.entry(outlet).or_default();
        count.reports += 1;
        for town in told {
            *count.towns.entry(town).or_default() += 1;
        }
        let regions: Vec<Region> = report.reading.places.iter().filter_map(region_of).collect();
        count.voted += u32::from(!regions.is_empty());
        let share = VOTE / regions.len().max(1) as u64;
        for region in regions {
            *count.votes.entry(region).or_default() += share;
        }
    }

    /// Count the towns of one report; what it names of them that is no region and no district.
    fn count_towns(&mut self, report: &Report<'a>, tables: &Tables) -> Vec<TownKey> {
        let Report { document, reading } = *report;
        let text = document.text.as_str();
        let told_by = order(document);
        let mut told: BTreeMap<TownKey, (&'a Place, bool, bool)> = BTreeMap::new();
        for (index, place) in reading.places.iter().enumerate().filter(|(_, place)| place.geonameid.is_some())
        {
            let Some(region) = region_of(place) else { continue };
            let around = Around::of(place, text, reading, &tables.places);
            let beside = reading.places.get(index + 1).is_some_and(|next| {
                is_region(next) && next.span.start().saturating_sub(place.span.end()) <= BESIDE
            });
            let one = told.entry((region, place_key(place))).or_insert((place, false, false));
            if place.geonameid < one.0.geonameid {
                one.0 = place;
            }
            one.1 |= around.is_part();
            one.2 |= beside || around.is_town();
        }
        let mut spots = Vec::new();
        for (key, (place, part, town)) in told {
            if place.precision == PlacePrecision::Exact && !is_region(place) {
                spots.push(key.clone());
            }
            let none = TownCount { place, told_by, reports: 0, parts: 0, towns: 0 };
            let known = self.towns.entry(key).or_insert(none);
            known.reports += 1;
            known.parts += u32::from(part);
            known.towns += u32::from(town);
            if goes_before((place, told_by), (known.place, known.told_by)) {
                (known.place, known.told_by) = (place, told_by);
            }
        }
        spots
    }
}
