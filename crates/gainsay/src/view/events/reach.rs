//! How precisely a matter's place is known, as a circle.

use std::collections::HashMap;
use std::sync::LazyLock;

use gainsay_document::MatterPlace;

use super::types::ReachView;

/// How far from its point what happened "in" a town may have been, in kilometres.
const TOWN_KM: f64 = 5.0;
/// The same of a second-level division: half the width of a usual one.
const DISTRICT_KM: f64 = 25.0;
/// The same of a first-level division, unless its country is smaller.
const DIVISION_KM: f64 = 100.0;
/// The same of a country whose size is not known.
const COUNTRY_KM: f64 = 300.0;

/// Countries with their areas in square kilometres.
static AREAS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    include_str!("../../../data/country_areas.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(country, area)| Some((country, area.parse().ok()?)))
        .collect()
});

/// The place with its precision and the circle in which what happened there may have been.
pub fn reach(place: &MatterPlace) -> ReachView {
    let precision = precision(place);
    ReachView {
        name: place.name.clone(),
        state: place.state.clone(),
        country: place.country.clone(),
        lat: place.lat,
        lon: place.lon,
        precision: precision.to_owned(),
        radius_km: radius_km(precision, place.country.as_deref()),
    }
}

fn precision(place: &MatterPlace) -> &'static str {
    match place {
        MatterPlace { lat: None, .. } | MatterPlace { lon: None, .. } => "unknown",
        MatterPlace { city: Some(_), .. } => "exact",
        MatterPlace { country: None, .. } => "region",
        MatterPlace { state: None, .. } => "country",
        MatterPlace { state: Some(state), name, .. } if state == name => "division",
        MatterPlace { .. } => "district",
    }
}

fn radius_km(precision: &str, country: Option<&str>) -> Option<f64> {
    // The radius of the circle that is as large as the country.
    let area = country.and_then(|country| AREAS.get(country));
    let whole = area.map(|km2| (km2 / std::f64::consts::PI).sqrt());
    let within = |km: f64| whole.map_or(km, |whole| km.min(whole));
    let km = match precision {
        "exact" => within(TOWN_KM),
        "district" => within(DISTRICT_KM),
        "division" => within(DIVISION_KM),
        "country" => whole.unwrap_or(COUNTRY_KM),
        _ => return None,
    };
    Some((km * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_an_area() {
        let rows =
            include_str!("../../../data/country_areas.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(rows.count(), AREAS.len() + 1, "all but the head");
        assert!(AREAS.iter().all(|(country, area)| country.len() == 2 && *area > 0.0));
    }

    #[test]
    fn the_wider_the_place_the_wider_the_circle() {
        let town = MatterPlace {
            name: "Kotor".to_owned(),
            city: Some("Kotor".to_owned()),
            state: Some("Kotor".to_owned()),
            country: Some("ME".to_owned()),
            lat: Some(42.4),
            lon: Some(18.8),
            ..MatterPlace::default()
        };
        let check = |change: fn(&mut MatterPlace), precision: &str, radius: Option<f64>| {
            let mut place = town.clone();
            change(&mut place);
            let ReachView { precision: found, radius_km, .. } = reach(&place);
            assert_eq!((found.as_str(), radius_km), (precision, radius));
        };
        check(|_| (), "exact", Some(5.0));
        check(|place| place.city = None, "division", Some(66.8));
        check(|place| (place.city, place.country) = (None, Some("US".to_owned())), "division", Some(100.0));
        check(|place| (place.city, place.state) = (None, Some("Boka".to_owned())), "district", Some(25.0));
        check(|place| (place.city, place.state) = (None, None), "country", Some(66.8));
        check(
            |place| (place.city, place.state, place.country) = (None, None, Some("XX".to_owned())),
            "country",
            Some(300.0),
        );
        check(|place| (place.city, place.state, place.country) = (None, None, None), "region", None);
        check(|place| place.country = Some("MC".to_owned()), "exact", Some(0.6));
        check(|place| place.lat = None, "unknown", None);
    }
}
