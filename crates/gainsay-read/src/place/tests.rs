use std::sync::LazyLock;

use gainsay_document::Span;
use proptest::prelude::*;

use super::*;
use crate::segment::segment;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

fn read(text: &str) -> Vec<Place> {
    let segmentation = segment(text, Span::ordered(0..text.len()));
    places(&GAZETTEER, &Words::new(text, &segmentation))
}

/// `expected`: each place as `words = name, division, country`, what is unknown left out.
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = read(text)
        .iter()
        .map(|place| {
            let mut parts = vec![place.name.clone()];
            parts.extend(place.admin1.clone());
            parts.extend(place.country.clone());
            format!("{} = {}", place.span.of(text).replace('\n', " "), parts.join(", "))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn towns_and_countries() {
    check("A ferry sank off Peniche.", &["Peniche = Peniche, Leiria, PT"]);
    check(
        "Shells fell in Kyiv and Kharkiv.",
        &["Kyiv = Kyiv, Kyiv City, UA", "Kharkiv = Kharkiv, Kharkiv, UA"],
    );
    check("It left Finland.", &["Finland = Finland, FI"]);
    check("The U.S. sent a ship.", &["U.S. = United States, US"]);
    check("They met in New York City.", &["New York City = New York City, New York, US"]);
    check("Rain fell on Tacuarembo.", &["Tacuarembo = Tacuarembó, Tacuarembo, UY"]);
    check("They met in Kiev.", &["Kiev = Kyiv, Kyiv City, UA"]);
}

#[test]
fn surnames_are_no_places() {
    check("Orla Kenosha spoke first. Kenosha was cheered.", &[]);
    check("Orla Kenosha lives in Kenosha.", &["Kenosha = Kenosha, Wisconsin, US"]);
    check("They heard of Corona[virus] on the radio.", &[]);
    check("They thanked God for the rain.", &[]);
}

#[test]
fn departments_of_state_are_no_places() {
    check("The State Department was silent.", &[]);
    check("The Department of Corrections was silent.", &[]);
    check("The Home Department was silent.", &[]);
    check("The Knights of Columbus met.", &[]);
}

#[test]
fn waters_and_lands_keep_their_last_word() {
    check("The fault runs from Korva Bay to the hills.", &["Korva Bay = Korva Bay"]);
    check("They met at the White House.", &["White House = Washington, Washington, D.C., US"]);
}

#[test]
fn datelines() {
    check("TORNIO, Finland — Shells fell.", &["TORNIO = Tornio, Lapland, FI", "Finland = Finland, FI"]);
    check("PENICHE (Corvane) — Divers left.", &["PENICHE = Peniche, Leiria, PT"]);
}

#[test]
fn the_region_beside_a_name_tells_which_place_it_is() {
    check("He lives in Paris, Texas.", &["Paris = Paris, Texas, US", "Texas = Texas, Texas, US"]);
    check("He lives in Paris.", &["Paris = Paris, Ile-de-France, FR"]);
    check("He lives in Springfield, Ill.", &["Springfield = Springfield, Illinois, US"]);
    check(
        "Reading, England, was flooded.",
        &["Reading = Reading, England, GB", "England = England, England, GB"],
    );
}

#[test]
fn the_country_a_document_speaks_of_tells_which_place_it_is() {
    check(
        "Spain mourned. The train left Córdoba.",
        &["Spain = Spain, ES", "Córdoba = Córdoba, Andalusia, ES"],
    );
    check(
        "Argentina mourned. The train left Córdoba.",
        &["Argentina = Argentina, AR", "Córdoba = Córdoba, Cordoba, AR"],
    );
}

#[test]
fn names_of_people_and_bodies_are_no_places() {
    check("Mr London spoke to Paris Hale.", &[]);
    check("The Boston Herald wrote so.", &[]);
    check("She works at the University of Leeds.", &[]);
    check("Osk Kyiv left.", &[]);
    check("Reading is fun. Nice work was done. Police came in March.", &[]);
    check("Jackson denied it.", &[]);
}

#[test]
fn places_that_only_the_text_knows() {
    check("They fled the village of Korvala.", &["Korvala = Korvala"]);
    check("Shells hit Korvala district.", &["Korvala = Korvala"]);
    check("They drowned in Lake Ornu.", &["Lake Ornu = Lake Ornu"]);
    check("He is the head of the village.", &[]);
}

proptest! {
    #[test]
    fn spans_fit_and_reading_is_repeatable(
        text in "(the village of |Paris|, Texas|New York| in |TORNIO| — |Lake |University of |’s|é|\n|\\. |Mr ){0,30}"
    ) {
        let found = read(&text);
        prop_assert_eq!(&found, &read(&text));
        let mut last = 0;
        for place in &found {
            prop_assert!(place.span.check(&text).is_ok());
            prop_assert!(place.span.start() >= last);
            last = place.span.end();
        }
    }
}
