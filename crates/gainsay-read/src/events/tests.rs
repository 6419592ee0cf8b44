use std::sync::LazyLock;

use gainsay_document::{ActorKind, Modality, Polarity};
use proptest::prelude::*;

use super::*;
use crate::segment::segment;

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::embedded);

/// The events of `text`, in which `names` are the actors known before.
fn read(text: &str, names: &[&str]) -> (Vec<Event>, Vec<Actor>) {
    let segmentation = segment(text, Span::ordered(0..text.len()));
    let actors: Vec<Actor> = names
        .iter()
        .map(|name| Actor {
            name: (*name).to_owned(),
            kind: ActorKind::Organisation,
            role: None,
            affiliation: None,
            mentions: text
                .match_indices(name)
                .filter_map(|(start, found)| Span::ordered(start..start + found.len()))
                .collect(),
        })
        .collect();
    events(&TABLES, &Words::new(text, &segmentation), &actors, &[], &[], &[])
}

/// `expected`: each event as `trigger = kind denied modality agent: X target: Y`, what is ordinary left out.
fn check(text: &str, names: &[&str], expected: &[&str]) {
    let (events, actors) = read(text, names);
    let found: Vec<String> = events
        .iter()
        .map(|event| {
            let mut line = format!("{} = {}", event.trigger.of(text), event.kind);
            if event.polarity == Polarity::Denied {
                line.push_str(" denied");
            }
            if event.modality != Modality::Asserted {
                line.push_str(&format!(" {}", event.modality.as_str()));
            }
            for part in &event.participants {
                line.push_str(&format!(" {}: {}", part.role.as_str(), actors[part.actor.index()].name));
            }
            line
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn triggers_and_their_kinds() {
    check("The ferry sank off the cape.", &[], &["sank = sink"]);
    check("The dam collapsed after the floods.", &[], &["collapsed = collapse", "floods = flood"]);
    check("A blast tore through the market.", &[], &["blast = explode"]);
    check("They opened a school.", &[], &[]);
    check("The fire service came.", &[], &[]);
    check("A quake struck the coast.", &[], &["quake = quake", "struck = attack"]);
    check("The Storm Guard met.", &[], &[]);
}

#[test]
fn polarity() {
    check("There was no attack.", &[], &["attack = attack denied"]);
    check("The militia did not shell the town.", &[], &["shell = shell denied agent: militia"]);
    check("It denied that the dam had collapsed.", &[], &["collapsed = collapse denied"]);
    check("Without warning the bridge collapsed.", &[], &["collapsed = collapse"]);
}

#[test]
fn modality() {
    check("The group will withdraw.", &[], &["withdraw = retreat planned"]);
    check("The dam could collapse.", &[], &["collapse = collapse possible"]);
    check("If the dam collapses, they will run.", &[], &["collapses = collapse conditional"]);
    check("They called for a ceasefire.", &[], &["ceasefire = agree demanded"]);
    check("A suspected attack was reported.", &[], &["attack = attack possible"]);
}

#[test]
fn participants() {
    let bands = ["Northern Accord", "River Guard"];
    check("The River Guard shelled the town.", &bands, &["shelled = shell agent: River Guard"]);
    check("The town was shelled by the River Guard.", &bands, &["shelled = shell agent: River Guard"]);
    check("The Northern Accord accused the River Guard of shelling the town.", &bands, &[
        "accused = accuse agent: Northern Accord target: River Guard",
        "shelling = shell agent: River Guard",
    ]);
    check("The River Guard was responsible for the attack.", &bands, &["attack = attack agent: River Guard"]);
    check("The River Guard denied that it had shelled the town.", &bands, &[
        "shelled = shell denied agent: River Guard",
    ]);
    check("He blamed the Northern Accord for the attack.", &bands, &[
        "blamed = accuse target: Northern Accord",
        "attack = attack agent: Northern Accord",
    ]);
    check("Gunmen abducted villagers.", &[], &["abducted = abduct agent: Gunmen target: villagers"]);
    check("The attack on the Orvan Front failed.", &[], &["attack = attack target: Orvan Front"]);
    check("The River Guard's attack failed.", &bands, &["attack = attack agent: River Guard"]);
}

proptest! {
    #[test]
    fn spans_fit_and_reading_is_repeatable(
        text in "(The Guard|attack|attacked | by |no | of |shelling|will |’s |it |é|\n|\\. |; |gunmen ){0,30}"
    ) {
        let (events, actors) = read(&text, &["Guard"]);
        prop_assert_eq!(&(events.clone(), actors.clone()), &read(&text, &["Guard"]));
        for event in &events {
            prop_assert!(event.trigger.check(&text).is_ok());
            prop_assert!(event.participants.iter().all(|part| part.actor.index() < actors.len()));
        }
        prop_assert!(actors.iter().flat_map(|actor| &actor.mentions).all(|span| span.check(&text).is_ok()));
    }
}
