use std::sync::LazyLock;

use gainsay_document::{NameKind, Span};
use proptest::prelude::*;

use super::*;
use crate::segment::segment;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// The toponyms that the rules find.
fn read(text: &str) -> Vec<Place> {
    let segmentation = segment(text, Span::ordered(0..text.len()));
    places(&GAZETTEER, &Words::new(text, &segmentation), &[], None, None).literal
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
    check("It left for harbours in the U.S. again.", &["U.S. = United States, US"]);
    check("They met in New York City.", &["New York City = New York City, New York, US"]);
    check("Rain fell on Tacuarembo.", &["Tacuarembo = Tacuarembó, Tacuarembó Department, UY"]);
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
    check("They met at the White House.", &["White House = Washington, District of Columbia, US"]);
}

#[test]
fn datelines() {
    check("TORNIO, Finland — Shells fell.", &["TORNIO = Tornio, Lapland, FI", "Finland = Finland, FI"]);
    check("PENICHE (Corvane) — Divers left.", &["PENICHE = Peniche, Leiria, PT"]);
}

#[test]
fn the_region_beside_a_name_tells_which_place_it_is() {
    check("He lives in Paris, Texas.", &["Paris = Paris, Texas, US", "Texas = Texas, Texas, US"]);
    check("He lives in Paris.", &["Paris = Paris, Île-de-France, FR"]);
    check(
        "He lives in Springfield, Ill.",
        &["Springfield = Springfield, Illinois, US", "Ill = Illinois, Illinois, US"],
    );
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
    check("Shells hit the village of Upper Korvala.", &["Upper Korvala = Upper Korvala"]);
    check("In June, Finland voted.", &["Finland = Finland, FI"]);
}

/// `marked`: a person in `[`, a body in `{`, a place in `<`, another name in `(`. `expected`: as in [`check`], the
/// associative ones after a bar.
fn check_named(marked: &str, outlet: Option<&str>, expected: &[&str]) {
    let (mut text, mut names, mut open) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        let mut close = |kind| names.extend(Span::ordered(open..text.len()).map(|span| Name { span, kind }));
        match c {
            '[' | '{' | '<' | '(' => open = text.len(),
            ']' => close(NameKind::Person),
            '}' => close(NameKind::Organisation),
            '>' => close(NameKind::Place),
            ')' => close(NameKind::Other),
            c => text.push(c),
        }
    }
    let segmentation = segment(&text, Span::ordered(0..text.len()));
    let found = places(&GAZETTEER, &Words::new(&text, &segmentation), &names, None, outlet);
    let shown = |place: &Place, bar: &str| {
        let country = place.country.clone().unwrap_or_default();
        format!("{bar}{} = {}, {country}, {}", place.span.of(&text), place.name, place.precision.as_str())
    };
    let literal = found.literal.iter().map(|place| shown(place, ""));
    let shown: Vec<String> =
        literal.chain(found.associative.iter().map(|place| shown(place, "| "))).collect();
    assert_eq!(shown, expected, "{marked}");
}

#[test]
fn what_is_called_after_a_place_is_associative() {
    check_named(
        "The {Peniche Herald} wrote of <Peniche>.",
        None,
        &["Peniche = Peniche, PT, exact", "| Peniche = Peniche, PT, exact"],
    );
    check_named(
        "Two (Finnish) ships met (Finns).",
        None,
        &["| Finnish = Finland, FI, country", "| Finns = Finland, FI, country"],
    );
    check_named("A (Lisbon)-based firm left.", None, &["| Lisbon = Lisbon, PT, exact"]);
    check_named("He lives in <Lisbon Street>.", None, &[]);
    check_named("The U.S. sent two ships.", None, &["| U.S. = United States, US, country"]);
    check_named("Polish the brass, he said.", None, &[]);
}

#[test]
fn the_names_of_persons_are_no_places() {
    check_named("[Orla Lancaster] left. [Lancaster] smiled.", None, &[]);
    check_named("[Jackson] smiled.", None, &[]);
    check_named("It rained in [Tampere].", None, &["Tampere = Tampere, FI, exact"]);
    check_named(
        "<Tampere> waits. [Tampere] was dark.",
        None,
        &["Tampere = Tampere, FI, exact", "Tampere = Tampere, FI, exact"],
    );
}

#[test]
fn common_words_are_no_places() {
    check_named("The {Council} met; the council left.", None, &[]);
    check_named("(Reading) is fun. It was a place named <Of>.", None, &[]);
}

#[test]
fn how_narrow_a_position_is() {
    check_named("Shells fell two kilometres north of <Tampere>.", None, &["Tampere = Tampere, FI, near"]);
    check_named("It sank in the <Black Sea>.", None, &["Black Sea = Black Sea, , region"]);
    check_named(
        "They fled to <Texas> and <Europe>.",
        None,
        &["Texas = Texas, US, division", "Europe = Europe, , region"],
    );
    check_named(
        "They fled to the <Korvala camp> near <Tornio>.",
        None,
        &["Korvala = Korvala, FI, near", "Tornio = Tornio, FI, near"],
    );
    check_named(
        "Floods in <Harris County>, <Texas>.",
        None,
        &["Harris County = Harris County, US, district", "Texas = Texas, US, division"],
    );
}

#[test]
fn an_unknown_place_is_near_the_one_it_is_said_to_be_in() {
    check_named(
        "Shells hit the Korvala neighbourhood of <Tampere>.",
        None,
        &["Korvala = Korvala, FI, near", "Tampere = Tampere, FI, exact"],
    );
    check_named(
        "They fled the Korvala refugee camp in <Finland>.",
        None,
        &["Korvala = Korvala, FI, country", "Finland = Finland, FI, country"],
    );
    check_named(
        "They fled the village of Korvala. <Tampere> was calm.",
        None,
        &["Korvala = Korvala, , unknown", "Tampere = Tampere, FI, exact"],
    );
}

#[test]
fn what_only_tells_where_a_place_lies_is_left_out() {
    let check = |text: &str, expected: &[&str]| {
        let places = read(text);
        let kept = narrowest(&places, (0..places.len()).collect());
        let kept: Vec<&str> = kept.iter().map(|&index| places[index].span.of(text)).collect();
        assert_eq!(kept, expected, "{text}");
    };
    check("Rain in Paris, Texas, and in Tampere.", &["Paris", "Tampere"]);
    check("Rain in Tampere, in Finland.", &["Tampere"]);
    check("Rain in Tampere, near Nokia.", &["Tampere"]);
    check("Rain in Finland and Sweden.", &["Finland", "Sweden"]);
}

#[test]
fn abbreviated_divisions() {
    check_named(
        "He lives in <Paris>, <Tex>.",
        None,
        &["Paris = Paris, US, exact", "Tex = Texas, US, division"],
    );
    check_named("Jo Hill, {D-Austin}, left.", None, &["Austin = Austin, US, exact"]);
}

#[test]
fn the_outlet_tells_where_it_is_at_home() {
    check_named("Rain in <London>.", Some("lfnews.ca"), &["London = London, GB, exact"]);
    check_named(
        "Rain in <London> and <Sarnia>.",
        Some("lfnews.ca"),
        &["London = London, CA, exact", "Sarnia = Sarnia, CA, exact"],
    );
}

#[test]
fn the_users_own_places_come_first() {
    let mut gazetteer = Gazetteer::embedded();
    let bad = gazetteer.add_own(b"name,lat,lon,country\nParis,1.5,2.5,XA\nOrn Gate,3,4,XA\n,5,6,XA\n");
    assert_eq!(bad.iter().map(ToString::to_string).collect::<Vec<_>>(), ["line 4: it has no name"]);
    let text = "They met in Paris and at Orn Gate.";
    let segmentation = segment(text, Span::ordered(0..text.len()));
    let found = places(&gazetteer, &Words::new(text, &segmentation), &[], None, None).literal;
    let found: Vec<_> = found.iter().map(|place| (place.name.as_str(), place.lat, place.lon)).collect();
    assert_eq!(found, [("Paris", Some(1.5), Some(2.5)), ("Orn Gate", Some(3.0), Some(4.0))]);
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
