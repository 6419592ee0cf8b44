//! Where a report is set: its places by how much speaks for each.

use std::collections::BTreeSet;

use gainsay_document::{Document, NameKind, Place, PlacePrecision, Reading, Span};

use super::around::Around;
use super::home::{Homes, Region, mostly, region_of};
use super::places::{is_region, is_same, place_key};
use crate::tables::Tables;

/// What a place outside of the outlet's region, named once, is worth of one inside.
const ELSEWHERE: f64 = 0.2;
/// The same where it is named again and again or in the title.
const OTHER_TOWN: f64 = 0.6;
/// How much more a place is worth for every e-fold of reports that name it.
const COMMON: f64 = 0.12;
/// What a place is worth that people are only brought to, tried in or come from.
const ASIDE: f64 = 0.35;
/// How much more one is worth whose police come, or in whose sentence a street is named.
const EXACT: f64 = 0.2;
/// What a town is worth that stands in the title alone.
const TITLE_ALONE: f64 = 1.3;
/// How much of a report's beginning tells where it is set, in bytes.
const LEAD: usize = 300;
/// How far into a report a date line reaches, in bytes.
const DATE_LINE: usize = 40;

/// A place of a report, how much speaks for it, and whether it lies where the report can be set.
#[derive(Clone, Debug)]
pub(crate) struct SetIn<'a> {
    pub place: &'a Place,
    pub weight: f64,
    /// Whether it is outside of the outlet's region and named once.
    pub doubtful: bool,
    /// Whether it is outside of the outlet's region and of all that the report names: another town of the name is meant.
    pub adrift: bool,
}

/// The places of a report that are no whole countries, the likeliest first.
///
/// What speaks for a place: how often it is named, that it stands in the title, the date line or the beginning, that an
/// event of the table happened there, that it is a town rather than a county or a state, and that it lies in the region
/// that the outlet mostly writes of or that the report itself names.
pub(crate) fn places<'a>(
    document: &Document,
    reading: &'a Reading,
    homes: &Homes<'a>,
    tables: &Tables,
) -> Vec<SetIn<'a>> {
    let own = || mostly(reading);
    let home = homes.home(document).cloned().or_else(own);
    let home = home.as_ref();
    let text = document.text.as_str();
    let title = document.title.as_deref().unwrap_or_default().to_lowercase();
    let start = document.body.map_or(0, Span::start);
    let of_events: BTreeSet<usize> = reading
        .events
        .iter()
        .filter(|event| tables.families.kind(&event.kind).is_some())
        .flat_map(|event| event.places.iter().copied())
        .collect();
    let regions: BTreeSet<Region> =
        reading.places.iter().filter(|place| is_region(place)).filter_map(region_of).collect();

    struct Tally<'a> {
        place: &'a Place,
        named: u32,
        literal: bool,
        bonus: f64,
        events: f64,
        titled: bool,
        /// Whether a person of the report has its name.
        surname: bool,
        /// Whether people are only brought there or come from there.
        aside: bool,
        police: bool,
        street: bool,
    }
    let persons: BTreeSet<String> = reading
        .names
        .iter()
        .filter(|name| name.kind == NameKind::Person)
        .flat_map(|name| name.span.of(text).split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .collect();
    let mut tallies: Vec<Tally<'a>> = Vec::new();
    for (index, named) in reading.places.iter().enumerate().filter(|(_, place)| !place.is_country) {
        // A name that the outlet's own region has as well means that one, unless the report names the other's region.
        let elsewhere =
            region_of(named).is_none_or(|region| Some(&region) != home && !regions.contains(&region));
        let own = home.filter(|_| elsewhere).and_then(|home| homes.town(home, place_key(named)));
        let place = own.unwrap_or(named);
        let at = match tallies.iter().position(|tally| is_same(tally.place, place)) {
            Some(at) => at,
            None => {
                let words = named.span.of(text).to_lowercase();
                let titled = !words.is_empty() && super::holds_words(&title, &words);
                tallies.push(Tally {
                    place,
                    named: 0,
                    literal: false,
                    bonus: if titled { 1.5 } else { 0.0 },
                    events: 0.0,
                    titled,
                    surname: persons.contains(&words),
                    aside: true,
                    police: false,
                    street: false,
                });
                tallies.len() - 1
            }
        };
        let tally = &mut tallies[at];
        tally.named += 1;
        tally.literal |= !named.is_associative;
        let offset = named.span.start().saturating_sub(start);
        if tally.named == 1 {
            tally.bonus += if offset < DATE_LINE { 1.0 } else { 0.0 } + if offset < LEAD { 0.7 } else { 0.0 };
        }
        let around = Around::of(named, text, reading, &tables.places);
        tally.aside &= around.is_aside();
        tally.police |= around.has_police();
        tally.street |= around.has_street();
        if of_events.contains(&index) {
            tally.events = (tally.events + 0.7).min(2.1);
        }
    }
    let mut found: Vec<SetIn<'a>> = tallies
        .into_iter()
        .map(|tally| {
            let grain = match tally.place.precision {
                PlacePrecision::District => 0.4,
                PlacePrecision::Division | PlacePrecision::Region => 0.15,
                _ if is_region(tally.place) => 0.15,
                PlacePrecision::Unknown => 0.6,
                _ => 1.0,
            };
            let region = region_of(tally.place);
            let there =
                region.as_ref().is_some_and(|region| Some(region) == home || regions.contains(region));
            // Outlets write of other countries as well: what happened there, or is named again and again, is meant.
            let country = |region: Option<&Region>| region.map(|region| region.0.clone());
            let abroad = region.is_some() && country(region.as_ref()) != country(home);
            let there = there || (abroad && (tally.named > 2 || tally.events > 0.0));
            let known = home.is_some() || !regions.is_empty();
            let region = match () {
                () if there || !known => 1.0,
                () if tally.surname => ELSEWHERE * ELSEWHERE,
                // A town named again and again is meant, if not this one of the name.
                () if tally.named > 2 || tally.titled => OTHER_TOWN,
                () => ELSEWHERE,
            };
            let literal = if tally.literal { 1.0 } else { 0.7 };
            let named = 1.0 + f64::from(tally.named).ln();
            // What many reports name is a town of its own rather than a part of one.
            let common = 1.0 + COMMON * f64::from(homes.reports(tally.place)).ln();
            let doubtful = !there && home.is_some() && tally.named < 2;
            let aside = if tally.aside { ASIDE } else { 1.0 };
            let exact = 1.0 + EXACT * f64::from(u8::from(tally.police) + u8::from(tally.street));
            SetIn {
                doubtful,
                adrift: known && !there,
                place: tally.place,
                weight: (named + tally.bonus + tally.events)
                    * grain
                    * region
                    * literal
                    * common
                    * aside
                    * exact,
            }
        })
        .collect();
    // A small town may be read in no sentence of the report and still stand in its title.
    for place in homes.in_title(document) {
        if found.iter().all(|known| !is_same(known.place, place)) {
            let common = 1.0 + COMMON * f64::from(homes.reports(place)).ln();
            found.push(SetIn { place, weight: TITLE_ALONE * common, doubtful: false, adrift: false });
        }
    }
    found.sort_by(|a, b| {
        b.weight.total_cmp(&a.weight).then_with(|| place_key(a.place).cmp(&place_key(b.place)))
    });
    found
}

#[cfg(test)]
mod tests {
    use gainsay_document::Report;

    use super::*;
    use crate::features::census::Census;
    use crate::testing::{KORVA, MELIN, Sample, TARSK, Town, report};

    fn told(outlet: &str, title: &str, towns: &[Town]) -> Sample {
        towns.iter().fold(report(outlet, "2024-03-13", title), |sample, town| {
            sample.claim(&format!("People were hurt in {}.", town.0), |made| {
                made.event("attack", "hurt").at(*town);
            })
        })
    }

    /// The places of the first of `samples`: name, region, and whether another town of the name must be meant.
    fn set_in(samples: &[Sample]) -> Vec<(String, Option<String>, bool)> {
        let tables = Tables::load();
        let reports: Vec<Report<'_>> =
            samples.iter().map(|made| Report { document: &made.document, reading: &made.reading }).collect();
        let refs: Vec<&Report<'_>> = reports.iter().collect();
        let homes = Homes::of(Census::of(refs.iter(), &tables));
        places(&samples[0].document, &samples[0].reading, &homes, &tables)
            .into_iter()
            .map(|set| (set.place.name.clone(), set.place.admin1.clone(), set.adrift))
            .collect()
    }

    #[test]
    fn the_town_named_in_the_title_comes_first() {
        let found = set_in(&[told("Herald", "Attack in Melin", &[KORVA, MELIN])]);
        assert_eq!(found[0].0, "Melin");
    }

    #[test]
    fn a_town_outside_of_the_outlets_region_comes_last_and_is_left_open() {
        let home = told("Herald", "Day", &[KORVA, MELIN]);
        let found = set_in(&[told("Herald", "Night", &[TARSK, KORVA]), home.clone(), home]);
        assert_eq!((found[0].0.as_str(), found[0].2), ("Korva", false));
        assert_eq!((found[1].0.as_str(), found[1].2), ("Tarsk", true));
    }

    #[test]
    fn reports_without_places_are_set_nowhere() {
        assert!(set_in(&[report("Herald", "", "")]).is_empty());
    }
}
