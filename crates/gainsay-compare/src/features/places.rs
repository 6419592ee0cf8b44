//! How two places stand to each other.

use gainsay_document::{Place, PlacePrecision};

/// The farthest two points may lie apart and still be told of as one place, in kilometres.
const NEAR_KM: f64 = 10.0;

/// How far a town may lie from the middle of the district it is in, in kilometres.
const DISTRICT_KM: f64 = 40.0;

/// How two places stand to each other, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PlaceFit {
    /// One place.
    Same,
    /// Next to each other.
    Near,
    /// One lies in the other, as far as the gazetteer tells.
    Within,
    /// Two places.
    Apart,
}

/// A place's name for comparing.
pub(crate) fn place_key(place: &Place) -> String {
    place.name.to_lowercase()
}

/// Whether a place is a whole first-level division.
pub(crate) fn is_region(place: &Place) -> bool {
    place.admin1.as_deref().is_some_and(|admin1| admin1.eq_ignore_ascii_case(&place.name))
}

/// Whether two places have one name for comparing.
fn is_named_alike(a: &Place, b: &Place) -> bool {
    if a.name.is_ascii() && b.name.is_ascii() {
        return a.name.eq_ignore_ascii_case(&b.name);
    }
    place_key(a) == place_key(b)
}

fn differ(x: Option<&String>, y: Option<&String>) -> bool {
    x.zip(y).is_some_and(|(x, y)| !x.eq_ignore_ascii_case(y))
}

/// Whether the two are one place: what [`fit`] calls the same, told without measuring how far apart they lie.
pub(crate) fn is_same(a: &Place, b: &Place) -> bool {
    if a.geonameid.is_some() && a.geonameid == b.geonameid {
        return true;
    }
    let apart =
        differ(a.country.as_ref(), b.country.as_ref()) || differ(a.admin1.as_ref(), b.admin1.as_ref());
    !apart && is_named_alike(a, b)
}

/// How `a` stands to `b`.
pub(crate) fn fit(a: &Place, b: &Place) -> PlaceFit {
    if a.geonameid.is_some() && a.geonameid == b.geonameid {
        return PlaceFit::Same;
    }
    let other_division = || differ(a.admin1.as_ref(), b.admin1.as_ref());
    if differ(a.country.as_ref(), b.country.as_ref()) {
        return PlaceFit::Apart;
    }
    if is_named_alike(a, b) {
        return if other_division() { PlaceFit::Apart } else { PlaceFit::Same };
    }
    if a.is_country || b.is_country {
        let known = a.country.is_some() && a.country == b.country;
        return if known { PlaceFit::Within } else { PlaceFit::Apart };
    }
    let holds = |region: &Place, town: &Place| {
        town.admin1.as_deref().is_some_and(|admin1| admin1.eq_ignore_ascii_case(&region.name))
    };
    if holds(a, b) || holds(b, a) {
        return PlaceFit::Within;
    }
    let district = |place: &Place| place.precision == PlacePrecision::District;
    match distance_km(a, b) {
        Some(km) if km <= NEAR_KM => PlaceFit::Near,
        // Only the middle of a district is known: it may hold a town that lies some way off.
        Some(km) if km <= DISTRICT_KM && (district(a) || district(b)) && !other_division() => {
            PlaceFit::Within
        }
        _ => PlaceFit::Apart,
    }
}

/// Great-circle distance (haversine), in kilometres; `None` where a point is unknown.
pub(crate) fn distance_km(a: &Place, b: &Place) -> Option<f64> {
    const EARTH_DIAMETER_KM: f64 = 12_742.0;
    let (lat_a, lon_a) = (a.lat?.to_radians(), a.lon?.to_radians());
    let (lat_b, lon_b) = (b.lat?.to_radians(), b.lon?.to_radians());
    let haversine = ((lat_b - lat_a) / 2.0).sin().powi(2)
        + lat_a.cos() * lat_b.cos() * ((lon_b - lon_a) / 2.0).sin().powi(2);
    Some(EARTH_DIAMETER_KM * haversine.clamp(0.0, 1.0).sqrt().asin())
}

#[cfg(test)]
mod tests {
    use gainsay_document::Span;

    use super::*;

    fn place(name: &str, admin1: &str, country: &str, at: Option<(f64, f64)>) -> Place {
        Place {
            span: Span::ordered(0..1).unwrap(),
            name: name.to_owned(),
            geonameid: None,
            lat: at.map(|at| at.0),
            lon: at.map(|at| at.1),
            country: Some(country.to_owned()),
            admin1: Some(admin1.to_owned()),
            is_country: false,
            precision: PlacePrecision::Exact,
            is_associative: false,
        }
    }

    #[test]
    fn places_fit_by_name_region_and_distance() {
        let korva = place("Korva", "East", "XA", Some((60.0, 20.0)));
        let check = |other: &Place, expected: PlaceFit| {
            assert_eq!(fit(&korva, other), expected, "{}", other.name);
            assert_eq!(fit(other, &korva), expected, "{}", other.name);
            assert_eq!(is_same(&korva, other), expected == PlaceFit::Same, "{}", other.name);
        };
        check(&place("korva", "East", "XA", None), PlaceFit::Same);
        check(&place("Korva", "West", "XA", None), PlaceFit::Apart);
        check(&place("Korva", "East", "XB", None), PlaceFit::Apart);
        check(&place("East", "East", "XA", None), PlaceFit::Within);
        check(&place("Melin", "East", "XA", Some((60.05, 20.0))), PlaceFit::Near);
        check(&place("Melin", "East", "XA", Some((60.5, 20.0))), PlaceFit::Apart);
        check(&place("Melin", "East", "XA", None), PlaceFit::Apart);
    }
}
