//! Which place a person means by a name: that of the report at hand, else that of the gazetteer. None is guessed.

use std::sync::OnceLock;

use gainsay_document::{Place, PlacePrecision, Reading};
use gainsay_read::place::Gazetteer;

/// So many places of one name are listed.
const LISTED: usize = 6;

/// What is known of a name.
#[derive(Debug, PartialEq)]
pub enum Found {
    /// The one place it can be.
    One(Box<Place>),
    /// It stands for no place of the gazetteer: it is a name without a position.
    None,
    /// It may be any of several, each in words with its GeoNames number.
    Several(Vec<String>),
}

/// The place called `name` in `reading`, or else in the gazetteer; with `geonameid` the one of that number, if it has one.
pub fn found(reading: &Reading, name: &str, geonameid: Option<u32>) -> Found {
    static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
    let fits = |place: &&Place| geonameid.is_none_or(|id| place.geonameid == Some(id));
    let same = |place: &&Place| place.name.to_lowercase() == name.trim().to_lowercase();
    let known = |place: &&Place| place.lat.is_some() && place.country.is_some();
    let own: Vec<&Place> = reading
        .places
        .iter()
        .filter(same)
        .filter(known)
        .filter(fits)
        .filter(|place| !place.is_associative)
        .collect();
    if let [first, rest @ ..] = own.as_slice()
        && rest.iter().all(|place| place.geonameid == first.geonameid && place.lat == first.lat)
    {
        return Found::One(Box::new((*first).clone()));
    }
    let all = GAZETTEER.get_or_init(Gazetteer::embedded).called(name);
    let all: Vec<&Place> = all.iter().filter(fits).collect();
    // What is called so in the first place goes before what is also called so.
    let first: Vec<&Place> = all.iter().copied().filter(same).collect();
    let named = if first.is_empty() { all } else { first };
    match (named.as_slice(), seat(&named)) {
        ([], _) => Found::None,
        (_, Some(place)) => Found::One(Box::new(place.clone())),
        (&[one], None) => Found::One(Box::new(one.clone())),
        (several, None) => {
            Found::Several(several.iter().take(LISTED).map(|place| described(place)).collect())
        }
    }
}

/// The town among places of one name, where all others are the divisions around it that are called after it.
fn seat<'p>(places: &[&'p Place]) -> Option<&'p Place> {
    let is_town = |place: &&Place| place.precision == PlacePrecision::Exact;
    let mut towns = places.iter().copied().filter(is_town);
    let (town, other) = (towns.next()?, towns.next());
    let around = |place: &&Place| {
        place.precision > PlacePrecision::Exact
            && place.precision < PlacePrecision::Country
            && place.country == town.country
            && place.admin1.is_some()
            && (place.admin1 == town.admin1 || place.admin1.as_ref() == Some(&town.name))
    };
    (other.is_none() && places.iter().filter(|place| !is_town(place)).all(around)).then_some(town)
}

fn described(place: &Place) -> String {
    let number = place.geonameid.map_or_else(|| "no number".to_owned(), |id| id.to_string());
    let parts = [
        Some(&place.name),
        place.admin1.as_ref().filter(|admin1| **admin1 != place.name),
        place.country.as_ref(),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    format!("{number}: {}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nothing_read() -> Reading {
        Reading::empty("ab".repeat(32).parse().unwrap(), "sample 1")
    }

    #[test]
    fn a_name_is_looked_up_and_never_guessed() {
        let reading = nothing_read();
        let Found::One(kotor) = found(&reading, "Kotor", None) else { panic!("Kotor is one place") };
        assert_eq!((kotor.country.as_deref(), kotor.lat.is_some()), (Some("ME"), true));
        assert_eq!(found(&reading, "the old quay behind the mill", None), Found::None);
        let Found::Several(listed) = found(&reading, "Victoria", None) else {
            panic!("many are called Victoria")
        };
        assert!(listed.len() > 1 && listed.len() <= LISTED, "{listed:?}");
        let number = listed.iter().find_map(|one| one.split(':').next()?.parse().ok()).unwrap();
        let Found::One(one) = found(&reading, "Victoria", Some(number)) else {
            panic!("{number} is one place")
        };
        assert_eq!(one.geonameid, Some(number));
        assert_eq!(found(&reading, "Kotor", Some(1)), Found::None, "the gazetteer lacks that number");
    }

    #[test]
    fn the_report_at_hand_knows_which_one_is_meant() {
        let mut reading = nothing_read();
        let places = GAZETTEER_FOR_TESTS.get_or_init(Gazetteer::embedded).called("Victoria");
        reading.places.push(places[1].clone());
        let Found::One(one) = found(&reading, "victoria", None) else { panic!("the report names one") };
        assert_eq!(one.geonameid, places[1].geonameid);
    }

    static GAZETTEER_FOR_TESTS: OnceLock<Gazetteer> = OnceLock::new();
}
