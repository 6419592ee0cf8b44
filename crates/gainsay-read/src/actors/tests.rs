use super::*;
use crate::{attribution, segment};
use gainsay_document::{ActorKind, NameKind};

/// The actor of each attribution, as "name/kind[/role[/affiliation]]".
fn check(text: &str, expected: &[&str]) {
    check_named(text, &[], expected);
}

/// The same, where named entities tell what some words of the text name.
fn check_named(text: &str, names: &[(&str, NameKind)], expected: &[&str]) {
    let mut names: Vec<Name> = names
        .iter()
        .flat_map(|(name, kind)| {
            text.match_indices(name).filter_map(|(start, name)| {
                Some(Name { span: Span::ordered(start..start + name.len())?, kind: *kind })
            })
        })
        .collect();
    names.sort_by_key(|name| name.span);
    let segmentation = segment::segment(text, Span::ordered(0..text.len()));
    let cues = attribution::Tables::embedded();
    let found = attribution::attributions(&cues, text, &segmentation);
    let (actors, assigned) = actors(&Tables::embedded(), &cues, text, &segmentation, &names, &found);
    let shown: Vec<String> = assigned
        .iter()
        .map(|id| match id.and_then(|id| actors.get(id.index())) {
            None => "-".to_owned(),
            Some(actor) => {
                let parts = [
                    Some(actor.name.as_str()),
                    Some(actor.kind.as_str()),
                    actor.role.as_deref(),
                    actor.affiliation.as_deref(),
                ];
                parts.into_iter().flatten().collect::<Vec<_>>().join("/")
            }
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
    assert!(actors.iter().all(|actor| !actor.mentions.is_empty() && !actor.name.is_empty()));
    assert!(
        actors
            .iter()
            .all(|actor| actor.kind != ActorKind::Person || actor.name.starts_with(char::is_uppercase))
    );
}

#[test]
fn a_person_is_one_under_every_name() {
    let orlov = "Jana Orlov/person/spokeswoman/Ministry of Health";
    check(
        "Jana Orlov, a spokeswoman for the Ministry of Health, said 12 people had died. Ms Orlov said more were missing. \
         She said the search went on. The spokeswoman said it would end on Monday. \"We hope,\" Orlov said.",
        &[orlov; 5],
    );
    check(
        "Health Minister Ben Adeyo said on Monday the dam was safe. He said nobody was hurt.",
        &["Ben Adeyo/person/Health Minister"; 2],
    );
    check(
        "Gen. Aldo Brandt told reporters the town had fallen. Brandt said it was quiet.",
        &["Aldo Brandt/person/Gen."; 2],
    );
    check("The spokesman, Ivo Hale, said the ferry was full.", &["Ivo Hale/person/spokesman"]);
}

#[test]
fn two_names_are_no_body() {
    check("Orlov and Voss said the dam was safe.", &["Orlov and Voss/group"]);
}

#[test]
fn a_pronoun_may_mean_somebody_who_was_no_source_before() {
    check(
        "Dana Voss, the mayor of Tessel, arrived at noon. She said the bridge was closed.",
        &["Dana Voss/person/mayor/Tessel"],
    );
}

#[test]
fn bodies_are_found_again_by_noun_and_acronym() {
    check(
        "The Ministry of Health said 12 people had died. The ministry said more were missing. Officials said 20 were hurt.",
        &["Ministry of Health/organisation", "Ministry of Health/organisation", "officials/group"],
    );
    check(
        "The National Rescue Service (NRS) said 12 people had died. NRS said more were missing.",
        &["National Rescue Service/organisation"; 2],
    );
    check(
        "The army said on Sunday the town was quiet. Police said two men were held.",
        &["army/organisation", "police/organisation"],
    );
    check("A spokesman for the Kesto Front denied the claim.", &["Kesto Front/organisation/spokesman"]);
}

#[test]
fn outlets_are_media() {
    check(
        "The Tessel Times reported that the dam broke. The newspaper said 3 people died.",
        &["Tessel Times/media"; 2],
    );
    check("The dam broke, Harbour News Agency reported.", &["Harbour News Agency/media"]);
}

#[test]
fn groups_and_anonymous_sources_keep_their_description() {
    check("Two residents said they heard a blast.", &["residents/group"]);
    check(
        "Witnesses said the boat sank at once, and officials said help came late.",
        &["witnesses/group", "officials/group"],
    );
    check("A source said the talks had failed.", &["source/unknown"]);
}

#[test]
fn companies_and_groups_are_found_again_by_what_they_are() {
    check(
        "Costa Clara, which operates the ferry, said it was safe. The company said it would pay.",
        &["Costa Clara/organisation"; 2],
    );
    check(
        "Riverwatch, a monitoring group, said 116 people had died. The army said it was fewer. The group said it had names.",
        &[
            "Riverwatch/organisation/monitoring group",
            "army/organisation",
            "Riverwatch/organisation/monitoring group",
        ],
    );
    check(
        "Union disputes toll of ferry disaster\n\nThe Seafarers' Union said 16 people had died.",
        &["Seafarers' Union/organisation"; 2],
    );
}

#[test]
fn roles_with_a_place_are_no_names() {
    check(
        "The mayor of Tessel, Dana Voss, said the bridge was closed.",
        &["Dana Voss/person/mayor of Tessel"],
    );
    check(
        "A lawyer for Arroyo Power said the dam was safe.",
        &["lawyer for Arroyo Power/unknown/lawyer for Arroyo Power"],
    );
    check("Radio Tessel's Jana Orlov said the dam was safe.", &["Jana Orlov/person/Radio Tessel"]);
    check(
        "The River Guard and the Northern Accord said the bridge was closed.",
        &["River Guard and the Northern Accord/organisation"],
    );
}

#[test]
fn names_keep_their_letters() {
    check(
        "Đặng Thị Ngọc, head of the flood office, said nine people were missing.",
        &["Đặng Thị Ngọc/person/head/flood office"],
    );
    check("U.S. officials said two boats had sunk.", &["U.S. officials/group"]);
    check("Mr. Hale said the ferry was full. HALE said it again.", &["Hale/person"; 2]);
}

#[test]
fn named_entities_tell_persons_from_bodies() {
    let said = "Northern Dawn said the gate was shut. Orlov said it was open.";
    check(said, &["Northern Dawn/person", "Orlov/organisation"]);
    let names = [("Northern Dawn", NameKind::Organisation), ("Orlov", NameKind::Person)];
    check_named(said, &names, &["Northern Dawn/organisation", "Orlov/person"]);
    // A title before the name knows better than the entity.
    let said = "Mayor Dana Voss said the gate was shut. Voss said it would stay so.";
    let voss = "Dana Voss/person/Mayor";
    check_named(said, &[("Voss", NameKind::Place)], &[voss, voss]);
}
