//! What is written for maps, held to the rules of RFC 7946.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod sample;

use gainsay_document::{Interval, Lifecycle, Reading};
use gainsay_export::geojson::{Features, Located};
use gainsay_export::{claims, places};
use serde_json::Value;

fn collection(rows: &[impl Located]) -> (Value, usize) {
    let mut features = Features::new(Vec::new()).unwrap();
    rows.iter().for_each(|row| features.write(row).unwrap());
    let (bytes, left_out) = features.finish().unwrap();
    (serde_json::from_slice(&bytes).unwrap(), left_out)
}

/// Hold a collection to RFC 7946: sections 3 (objects), 3.1.1 (positions), 3.2, 3.3, 4 (no `crs`), 7.1.
fn check(collection: &Value) -> Vec<Value> {
    let object = collection.as_object().unwrap();
    assert_eq!(object.keys().collect::<Vec<_>>(), ["features", "type"]);
    assert_eq!(object["type"], "FeatureCollection");
    let features = object["features"].as_array().unwrap();
    let mut ids = std::collections::BTreeSet::new();
    for feature in features {
        let feature = feature.as_object().unwrap();
        assert_eq!(feature.keys().collect::<Vec<_>>(), ["geometry", "id", "properties", "type"]);
        assert_eq!(feature["type"], "Feature");
        assert!(ids.insert(feature["id"].as_str().unwrap()), "two features are called {}", feature["id"]);
        assert!(feature["properties"].is_object());
        let geometry = feature["geometry"].as_object().unwrap();
        assert_eq!(geometry.keys().collect::<Vec<_>>(), ["coordinates", "type"]);
        assert_eq!(geometry["type"], "Point");
        let position: Vec<f64> =
            geometry["coordinates"].as_array().unwrap().iter().map(|end| end.as_f64().unwrap()).collect();
        let [lon, lat] = position.as_slice() else { panic!("{position:?}") };
        assert!((-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat), "{position:?}");
    }
    features.clone()
}

fn moved(lat: Option<f64>, lon: Option<f64>) -> Reading {
    let mut reading = sample::reading();
    (reading.places[0].lat, reading.places[0].lon) = (lat, lon);
    reading
}

#[test]
fn longitude_comes_first_and_the_columns_are_the_properties() {
    let rows = places::records(&sample::document(), &sample::reading());
    let (collection, left_out) = collection(&rows);
    let features = check(&collection);
    assert_eq!(left_out, 0);
    assert_eq!(features[0]["geometry"]["coordinates"], serde_json::json!([13.0, 63.399]));
    assert_eq!(features[0]["properties"]["name"], "Åre");
    assert_eq!(
        (&features[0]["properties"]["lat"], &features[0]["properties"]["lon"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn a_claim_with_two_figures_is_two_features_and_one_without_a_position_is_left_out() {
    let rows = claims::records(&sample::document(), &sample::reading(), |_| None);
    let (collection, left_out) = collection(&rows);
    assert_eq!((check(&collection).len(), left_out), (2, 2));
}

#[test]
fn a_matter_tells_its_range() {
    let facet = sample::killed(vec![sample::side("x", Some(Interval::at_least(14.0)), Lifecycle::Current)]);
    let (collection, _) = collection(&[sample::matter(vec![facet])]);
    let properties = check(&collection)[0]["properties"].clone();
    assert_eq!(
        (&properties["killed_low"], &properties["killed_high"]),
        (&serde_json::json!(14), &Value::Null)
    );
    assert_eq!(properties["injured_low"], Value::Null);
}

#[test]
fn nothing_makes_an_empty_collection() {
    let (collection, left_out) = collection(&[] as &[places::PlaceRecord]);
    assert_eq!((check(&collection).len(), left_out), (0, 0));
}

#[test]
fn what_is_no_position_is_left_out() {
    for (lat, lon) in [
        (None, Some(13.0)),
        (Some(63.0), None),
        (Some(91.0), Some(13.0)),
        (Some(63.0), Some(-180.5)),
        (Some(f64::NAN), Some(13.0)),
        (Some(f64::INFINITY), Some(13.0)),
    ] {
        let rows = places::records(&sample::document(), &moved(lat, lon));
        let (collection, left_out) = collection(&rows);
        assert_eq!((check(&collection).len(), left_out), (0, 1), "{lat:?} {lon:?}");
    }
    for (lat, lon) in [(90.0, 180.0), (-90.0, -180.0), (0.0, 0.0)] {
        let rows = places::records(&sample::document(), &moved(Some(lat), Some(lon)));
        assert_eq!(check(&collection(&rows).0).len(), 1);
    }
}
