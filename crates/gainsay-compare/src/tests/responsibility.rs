//! Who did it, and whether it happened at all.

use gainsay_document::{FacetKind, RelationKind, Stance};

use crate::testing::{KORVA, Made, Sample, axes, compared, facet, only, relations, report, sides};

fn shelling(made: &mut Made<'_>, word: &str) {
    made.event("shell", word).at(KORVA).on("Tuesday", "2024-03-12");
}

fn blames(outlet: &str, source: &str, agent: &str) -> Sample {
    let text = format!("The {source} accused the {agent} of shelling Korva on Tuesday.");
    report(outlet, "2024-03-13", "Shelling of Korva").claim(&text, |made| {
        made.by(source, Stance::Accuse);
        shelling(made, "shelling");
        made.agent(agent);
    })
}

fn counted(outlet: &str) -> Sample {
    report(outlet, "2024-03-13", "Shelling of Korva").claim(
        "The Town Hospital said that 4 people were killed in the shelling of Korva on Tuesday.",
        |made| {
            made.said("Town Hospital").killed("4");
            shelling(made, "shelling");
        },
    )
}

fn denies(text: &str, made: impl FnOnce(&mut Made<'_>)) -> Sample {
    report("Star", "2024-03-13", "Front speaks of shelling of Korva").claim(text, made)
}

fn check(samples: &[Sample], kind: FacetKind, expected: &str, expected_sides: &[&str]) {
    let comparison = compared(samples);
    let facet = facet(only(&comparison), kind);
    assert_eq!(axes(facet), expected, "{facet:#?}");
    let mut found = sides(facet);
    found.sort();
    assert_eq!(found, expected_sides);
}

#[test]
fn an_accusation_names_the_agent() {
    check(
        &[counted("Post"), blames("Herald", "Army", "Front")],
        FacetKind::Responsibility,
        "single-source uncontested current",
        &["Army: Front (current)"],
    );
}

#[test]
fn two_origins_that_name_different_agents_are_contested() {
    let samples = [counted("Post"), blames("Herald", "Army", "Front"), blames("Star", "Front", "Army")];
    check(
        &samples,
        FacetKind::Responsibility,
        "single-source contested current",
        &["Army: Front (current)", "Front: Army (current)"],
    );
    assert_eq!(relations(&compared(&samples), RelationKind::Contradicts), 1);
}

#[test]
fn an_accusation_and_its_denial_are_contested() {
    let denial = denies("The Front denied responsibility for the shelling of Korva on Tuesday.", |made| {
        made.by("Front", Stance::Deny);
        shelling(made, "shelling");
    });
    check(
        &[counted("Post"), blames("Herald", "Army", "Front"), denial],
        FacetKind::Responsibility,
        "single-source contested current",
        &["Army: Front (current)", "Front: denied (current)"],
    );
}

#[test]
fn a_denial_of_having_done_it_is_about_who_and_not_about_whether() {
    let denial = denies("The Front denied that it had shelled Korva on Tuesday.", |made| {
        made.by("Front", Stance::Deny);
        shelling(made, "shelled");
        made.agent("Front");
    });
    let samples = [counted("Post"), blames("Herald", "Army", "Front"), denial];
    check(
        &samples,
        FacetKind::Responsibility,
        "single-source contested current",
        &["Army: Front (current)", "Front: denied (current)"],
    );
    let comparison = compared(&samples);
    assert!(
        sides(facet(only(&comparison), FacetKind::Occurrence)).iter().all(|side| side.contains("asserted"))
    );
}

#[test]
fn another_may_deny_it_for_the_accused() {
    let denial = denies("The River League denied that the Front had shelled Korva on Tuesday.", |made| {
        made.by("River League", Stance::Deny);
        shelling(made, "shelled");
        made.agent("Front");
    });
    check(
        &[counted("Post"), blames("Herald", "Army", "Front"), denial],
        FacetKind::Responsibility,
        "single-source contested current",
        &["Army: Front (current)", "River League: not Front (current)"],
    );
}

#[test]
fn a_claim_of_responsibility_names_its_holder() {
    let claimed = denies("The Front claimed responsibility for the shelling of Korva on Tuesday.", |made| {
        made.by("Front", Stance::Claim);
        shelling(made, "shelling");
    });
    check(
        &[counted("Post"), claimed],
        FacetKind::Responsibility,
        "single-source uncontested current",
        &["Front: Front (current)"],
    );
}

#[test]
fn the_accused_may_stand_only_in_the_words() {
    let blame = denies(
        "The Army said that the Front was responsible for the shelling of Korva on Tuesday.",
        |made| {
            made.said("Army");
            shelling(made, "shelling");
            made.names("Front");
        },
    );
    check(
        &[counted("Post"), blame],
        FacetKind::Responsibility,
        "single-source uncontested current",
        &["Army: Front (current)"],
    );
}

#[test]
fn a_denial_without_event_joins_its_reports_incident() {
    let sample = counted("Post").claim("The Front denied any involvement.", |made| {
        made.by("Front", Stance::Deny);
    });
    let comparison = compared(&[sample]);
    assert_eq!(only(&comparison).claims.len(), 2);
    assert_eq!(sides(facet(only(&comparison), FacetKind::Responsibility)), ["Front: denied (current)"]);
}

#[test]
fn a_denial_that_it_happened_contests_the_occurrence() {
    let breaks = |text: &str, source: &str, stance: Stance| {
        report("Herald", "2024-03-13", text).claim(text, |made| {
            made.by(source, stance).event("collapse", "collapsed").at(KORVA).on("Tuesday", "2024-03-12");
        })
    };
    check(
        &[
            breaks(
                "The Coast Guard said that the dam above Korva had collapsed on Tuesday.",
                "Coast Guard",
                Stance::Say,
            ),
            breaks(
                "Blue Lines denied that its dam above Korva had collapsed on Tuesday.",
                "Blue Lines",
                Stance::Deny,
            ),
        ],
        FacetKind::Occurrence,
        "single-source contested current",
        &["Blue Lines: denied (current)", "Coast Guard: asserted (current)"],
    );
}

#[test]
fn a_denial_of_one_thing_does_not_contest_another() {
    let flood = report("Post", "2024-03-13", "Flood in Korva").claim(
        "The Coast Guard said that a flood had struck Korva on Tuesday.",
        |made| {
            made.said("Coast Guard").event("flood", "flood").at(KORVA).on("Tuesday", "2024-03-12");
        },
    );
    let denial = report("Star", "2024-03-13", "Flood in Korva").claim(
        "Blue Lines denied that the dam had collapsed in the flood of Korva on Tuesday.",
        |made| {
            made.by("Blue Lines", Stance::Deny)
                .event("collapse", "collapsed")
                .at(KORVA)
                .on("Tuesday", "2024-03-12");
        },
    );
    check(
        &[flood, denial],
        FacetKind::Occurrence,
        "single-source uncontested current",
        &["Blue Lines: denied (current)", "Coast Guard: asserted (current)"],
    );
}

#[test]
fn assertions_of_one_event_by_other_names_do_not_contradict() {
    let blast = report("Star", "2024-03-13", "Shelling of Korva").claim(
        "The Police said that six explosions struck Korva on Tuesday.",
        |made| {
            made.said("Police").event("explode", "explosions").at(KORVA).on("Tuesday", "2024-03-12");
        },
    );
    let samples = [counted("Post"), blast];
    check(
        &samples,
        FacetKind::Occurrence,
        "corroborated uncontested current",
        &["Police: asserted (current)", "Town Hospital: asserted (current)"],
    );
    assert_eq!(relations(&compared(&samples), RelationKind::Contradicts), 0);
}

#[test]
fn a_denial_of_something_else_is_no_denial_of_the_event() {
    let aside = |text: &str| {
        denies(text, |made| {
            made.by("Front", Stance::Deny);
            shelling(made, "shelling");
        })
    };
    for text in [
        "The Front denied whether the shelling of Korva on Tuesday had a cause.",
        "The Front denied the shelling was like that of Korva on Tuesday.",
    ] {
        let comparison = compared(&[counted("Post"), aside(text)]);
        let occurrence = facet(only(&comparison), FacetKind::Occurrence);
        assert!(sides(occurrence).iter().all(|side| side.contains("asserted")), "{text}");
    }
}
