use std::sync::LazyLock;

use gainsay_document::{Document, DocumentId, Reading};

use crate::Reader;

/// The tables are large: one reader for all cases of a run.
static READER: LazyLock<Reader> = LazyLock::new(Reader::rules);

fn read(text: &str) -> Reading {
    let document = Document::of_text(DocumentId::try_from("0".repeat(64)).unwrap(), text);
    let reading = READER.read(&document);
    reading.check(&document).unwrap();
    reading
}

/// The events of a text: `kind:trigger`, then what is not plainly asserted and who took part.
fn events(text: &str) -> Vec<String> {
    let reading = read(text);
    let show = |event: &gainsay_document::Event| {
        let mut out = format!("{}:{}", event.kind, event.trigger.of(text));
        for word in [event.polarity.as_str(), event.modality.as_str()] {
            if word != "asserted" {
                out += &format!(" {word}");
            }
        }
        for participant in &event.participants {
            out +=
                &format!(" {}={}", participant.role.as_str(), reading.actors[participant.actor.index()].name);
        }
        out
    };
    reading.events.iter().map(show).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(events(text), expected, "{text}");
}

#[test]
fn event_words_have_their_type() {
    check("Shells fell on the market.", &["shell:Shells"]);
    check("An air strike hit the depot.", &["airstrike:air strike"]);
    check("A ferry sank off the cape.", &["sink:sank"]);
    check("The dam collapsed and the valley was flooded.", &["collapse:collapsed", "flood:flooded"]);
    check("The quake was felt in three towns.", &["quake:quake"]);
    check("A landslide buried the road.", &["landslide:landslide"]);
    check("Two trains collided near the depot.", &["collide:collided"]);
    check("An outbreak of cholera was reported.", &["outbreak:outbreak"]);
    check("Residents fled the village.", &["displace:fled agent=residents"]);
    check("Hurricane Odile tore off the roof.", &["hurricane:Hurricane"]);
}

#[test]
fn a_word_of_two_senses_takes_the_one_of_its_sentence() {
    check("Workers of the rail union began a strike over pay.", &["strike-labour:strike"]);
    check("The strike killed two militants.", &["strike-military:strike", "kill:killed"]);
    check("Talks on the budget collapsed.", &["negotiate:Talks"]);
    check("The army will withdraw its troops.", &["withdraw:withdraw planned agent=army"]);
    check("The bank withdrew its offer.", &[]);
}

#[test]
fn modifiers_and_set_phrases_are_no_events() {
    check("He had a heart attack at home.", &[]);
    check("The fire brigade arrived late.", &[]);
    check("The rescue service owns a shell company.", &[]);
    check("The ministers struck a deal on grain.", &[]);
    check("The Coastal Rescue Service has a new boat.", &[]);
    check("The wounded were taken inland.", &[]);
}

#[test]
fn a_courtesy_title_is_no_part_of_the_name() {
    check("Police arrested Mr. Voss.", &["arrest:arrested agent=police target=Voss"]);
}

#[test]
fn words_are_no_attacks() {
    check("Voss attacked Ekdal for ignoring the union.", &[]);
    check("Voss attacked the press for reporting the matter.", &[]);
    check("Voss attacked Ekdal on his taxes.", &[]);
    check("Voss attacked Ekdal as a coward.", &[]);
    check("Gunmen attacked the convoy on its way.", &["attack:attacked agent=gunmen"]);
    check("Gunmen attacked the convoy as it passed.", &["attack:attacked agent=gunmen"]);
    check("Gunmen attacked the fort for a second day.", &["attack:attacked agent=gunmen"]);
    check("The nominee attacked the mayor in the debate.", &[]);
    check(
        "The River Guard attacked Korva for three days.",
        &["attack:attacked agent=River Guard target=Korva"],
    );
    check("\"Not so,\" the mayor shot back.", &[]);
}

#[test]
fn a_dismissal_and_a_warning_are_no_hazards() {
    check("The union told the club to fire Voss.", &[]);
    check("A thunderstorm warning ended the concert.", &[]);
    check("A man was shot to death one night.", &["kill:shot to death"]);
    check("Firemen rushed to a fire on the quay.", &["fire:fire"]);
}

#[test]
fn what_did_not_happen_is_denied() {
    check("No attack took place.", &["attack:attack denied"]);
    check("The attack never took place.", &["attack:attack denied"]);
    check("The River Guard did not shell the market.", &["shell:shell denied agent=River Guard"]);
    check("There was no shelling on Thursday.", &["shell:shelling denied"]);
    check("Nobody was killed.", &["kill:killed denied"]);
    check("The council did not condemn the attack.", &["attack:attack"]);
}

#[test]
fn the_mode_is_that_of_the_words_before_it() {
    check("The army plans to attack the town.", &["attack:attack planned agent=army"]);
    check("The dam could collapse.", &["collapse:collapse possible"]);
    check(
        "If the dam collapses, the town will be flooded.",
        &["collapse:collapses conditional", "flood:flooded planned"],
    );
    check("It was not known how many had died.", &["die:died possible"]);
    check("Talks will be held in June.", &["negotiate:Talks planned"]);
}

#[test]
fn participants_are_subjects_objects_and_those_named_after_by() {
    check("The River Guard shelled the market.", &["shell:shelled agent=River Guard"]);
    check("The market was shelled by the Northern Accord.", &["shell:shelled agent=Northern Accord"]);
    check("Gunmen attacked the River Guard.", &["attack:attacked agent=gunmen target=River Guard"]);
    check("The shelling by the Northern Accord went on.", &["shell:shelling agent=Northern Accord"]);
    check("The River Guard was behind the attack.", &["attack:attack agent=River Guard"]);
    check("The Northern Accord carried out the ambush.", &["ambush:ambush agent=Northern Accord"]);
    check("Police arrested the protesters.", &["arrest:arrested agent=police target=protesters"]);
}

#[test]
fn those_accused_and_those_who_deny_are_agents() {
    check(
        "The Northern Accord blamed the River Guard for the shelling.",
        &["accuse:blamed agent=Northern Accord target=River Guard", "shell:shelling agent=River Guard"],
    );
    check(
        "The River Guard denied that it had shelled the town.",
        &["shell:shelled denied agent=River Guard"],
    );
    check(
        "The River Guard denied responsibility for the shelling.",
        &["shell:shelling denied agent=River Guard"],
    );
    check("The River Guard denied shelling the town.", &["shell:shelling denied agent=River Guard"]);
    check(
        "The Northern Accord claimed responsibility for the attack.",
        &["attack:attack agent=Northern Accord"],
    );
}

#[test]
fn harm_is_counted_by_its_own_outcome() {
    let text = "Five people were killed and 12 were injured in the blast.";
    let reading = read(text);
    let counted = |kind: &str| {
        let event = reading.events.iter().find(|event| event.kind == kind).unwrap();
        event.quantities.iter().map(|&index| reading.quantities[index].span.of(text)).collect::<Vec<_>>()
    };
    assert_eq!(counted("blast-killing"), ["Five people"]);
    assert_eq!(counted("injure"), ["12"]);
    assert_eq!(counted("explode").len(), 2);
}
