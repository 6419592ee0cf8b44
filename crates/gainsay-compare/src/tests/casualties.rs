//! Killed and injured not told apart, vague words, and what is only possible.

use gainsay_document::{FacetKind, Modality, Outcome, RelationKind};

use crate::testing::{KORVA, Made, Sample, axes, compared, facet, only, relations, report, sides};

fn shooting(outlet: &str, source: &str, text: &str, figures: impl FnOnce(&mut Made<'_>)) -> Sample {
    let text = format!("The {source} said that {text} when gunmen attacked a café in Korva on Tuesday.");
    report(outlet, "2024-03-13", "Attack in Korva").claim(&text, |made| {
        made.said(source);
        figures(made);
        made.event("attack", "attacked").at(KORVA).on("Tuesday", "2024-03-12");
    })
}

fn check(samples: &[Sample], outcome: Outcome, expected: &str, reason: &str, contradictions: usize) {
    let comparison = compared(samples);
    let facets = &only(&comparison).facets;
    let facet = facets.iter().find(|facet| facet.outcome == Some(outcome)).unwrap();
    assert_eq!(axes(facet), expected, "{facet:#?}");
    assert_eq!(facet.reason, reason);
    assert_eq!(relations(&comparison, RelationKind::Contradicts), contradictions);
}

fn shot(number: &str) -> Sample {
    let text = format!("{number} people were shot");
    shooting("Star", "Police", &text, |made| _ = made.count(Outcome::Casualties, number))
}

fn hurt(killed: &str, injured: &str) -> Sample {
    let text = format!("{killed} people were killed and {injured} injured");
    shooting("Post", "Town Hospital", &text, |made| _ = made.killed(killed).count(Outcome::Injured, injured))
}

#[test]
fn casualties_exclude_only_more_killed_and_injured() {
    let agreed = "single-source uncontested current";
    check(&[shot("7"), hurt("2", "5")], Outcome::Casualties, agreed, "Police: 7; one origin", 0);
    check(
        &[shot("at least 7"), hurt("3", "9")],
        Outcome::Casualties,
        agreed,
        "Police: at least 7; one origin",
        0,
    );
    check(
        &[shot("7"), hurt("3", "9")],
        Outcome::Casualties,
        "single-source contested current",
        "Police: 7; Town Hospital: 3 killed and 9 injured; different origins, same event",
        1,
    );
}

#[test]
fn no_casualties_is_none_killed_and_none_injured() {
    let none = || {
        shooting("Herald", "Army", "there were 0 casualties", |made| _ = made.count(Outcome::Casualties, "0"))
    };
    let comparison = compared(&[none(), hurt("2", "5")]);
    for outcome in [Outcome::Killed, Outcome::Injured] {
        let facet = only(&comparison).facets.iter().find(|facet| facet.outcome == Some(outcome)).unwrap();
        assert_eq!(axes(facet), "single-source contested current", "{facet:#?}");
        assert!(facet.reason.starts_with("Army: 0; Town Hospital: "), "{}", facet.reason);
    }
    let contested = "single-source contested current";
    check(
        &[none(), shot("7")],
        Outcome::Casualties,
        contested,
        "Army: 0; Police: 7; different origins, same event",
        1,
    );
}

#[test]
fn what_is_only_possible_excludes_none_below_it_and_backs_nothing() {
    let feared = |number: &str| {
        let text = format!("{number} people may have been killed");
        shooting("Herald", "Police", &text, |made| {
            made.killed(number).modality(Modality::Possible);
        })
    };
    let agreed = "single-source uncontested current";
    let reason = "Police: 60; Town Hospital: 3; a number that is only possible excludes none below it";
    check(&[feared("60"), hurt("3", "9")], Outcome::Killed, agreed, reason, 0);
    let contested = "single-source contested current";
    let reason = "Police: 2; Town Hospital: 3; different origins, same event";
    check(&[feared("2"), hurt("3", "9")], Outcome::Killed, contested, reason, 1);
}

#[test]
fn of_many_sides_those_that_dispute_are_named() {
    let outlets =
        ["Army", "Police", "Red Star", "River League", "Coast Guard", "Bakers Union", "Drivers Union"];
    let mut samples: Vec<Sample> = outlets
        .iter()
        .map(|source| {
            shooting(source, source, "at least 3 people were killed", |made| _ = made.killed("at least 3"))
        })
        .collect();
    samples.push(shooting("Star", "Town Council", "2 people were killed", |made| _ = made.killed("2")));
    let comparison = compared(&samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert_eq!(axes(killed), "corroborated contested current");
    assert!(killed.reason.contains("Town Council: 2"), "{}", killed.reason);
    assert_eq!(sides(killed).len(), 8);
}
