//! Figures: corroborated, contested, revised, retracted, and never compared.

use gainsay_document::{FacetKind, Modality, Outcome, RelationKind, Stance};

use super::{sinking, toll};
use crate::testing::Sample;
use crate::testing::{KORVA, axes, compared, facet, only, relations, report, sides};

fn check(samples: &[Sample], expected: &str) {
    let comparison = compared(samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert_eq!(axes(killed), expected, "{killed:#?}");
}

#[test]
fn one_origin_is_single_source() {
    check(&[toll("Herald", "2024-03-13", "Ministry of Health", "14")], "single-source uncontested current");
}

#[test]
fn two_origins_with_compatible_values_corroborate() {
    let samples = [
        toll("Herald", "2024-03-13", "Ministry of Health", "14"),
        toll("Post", "2024-03-13", "Coast Guard", "14"),
    ];
    check(&samples, "corroborated uncontested current");
    assert_eq!(relations(&compared(&samples), RelationKind::Supports), 1);
}

#[test]
fn a_bound_is_compatible_with_what_lies_inside_it() {
    let bound = |words: &str| {
        [
            toll("Herald", "2024-03-13", "Ministry of Health", "14"),
            toll("Post", "2024-03-13", "Coast Guard", words),
        ]
    };
    check(&bound("at least 12"), "corroborated uncontested current");
    check(&bound("up to 20"), "corroborated uncontested current");
    check(&bound("10-20"), "corroborated uncontested current");
    check(&bound("at least 15"), "single-source contested current");
    check(&bound("up to 13"), "single-source contested current");
}

#[test]
fn disjoint_values_of_two_origins_on_one_day_are_contested() {
    let samples = [toll("Herald", "2024-03-13", "Army", "3"), toll("Post", "2024-03-13", "Militia", "11")];
    let comparison = compared(&samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert_eq!(axes(killed), "single-source contested current");
    assert!(killed.reason.contains("Army: 3") && killed.reason.contains("Militia: 11"), "{}", killed.reason);
    assert!(killed.reason.ends_with("different origins, same event"), "{}", killed.reason);
    assert_eq!(relations(&comparison, RelationKind::Contradicts), 1);
    assert!(only(&comparison).is_contested());
}

#[test]
fn two_origins_agree_while_a_third_excludes_them() {
    check(
        &[
            toll("Herald", "2024-03-13", "Army", "3"),
            toll("Post", "2024-03-13", "Militia", "11"),
            toll("Star", "2024-03-13", "Coast Guard", "3"),
        ],
        "corroborated contested current",
    );
}

#[test]
fn a_toll_that_rises_is_a_revision_and_no_contest() {
    let samples = [
        toll("Herald", "2024-03-13", "Ministry of Health", "5"),
        toll("Herald", "2024-03-14", "Ministry of Health", "9"),
        toll("Post", "2024-03-16", "Ministry of Health", "14"),
    ];
    let comparison = compared(&samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert_eq!(axes(killed), "single-source uncontested revised");
    assert_eq!(
        sides(killed),
        [
            "Ministry of Health: 5 (revised)",
            "Ministry of Health: 9 (revised)",
            "Ministry of Health: 14 (current)"
        ]
    );
    assert_eq!(relations(&comparison, RelationKind::Revises), 2);
    assert_eq!(relations(&comparison, RelationKind::Contradicts), 0);
}

#[test]
fn other_origins_are_compared_with_the_live_value_only() {
    check(
        &[
            toll("Herald", "2024-03-13", "Ministry of Health", "5"),
            toll("Post", "2024-03-14", "Ministry of Health", "14"),
            toll("Star", "2024-03-14", "Coast Guard", "14"),
        ],
        "corroborated uncontested revised",
    );
}

#[test]
fn a_looser_repetition_is_no_revision() {
    check(
        &[
            toll("Herald", "2024-03-13", "Ministry of Health", "14"),
            toll("Post", "2024-03-14", "Ministry of Health", "at least 10"),
        ],
        "single-source uncontested current",
    );
}

#[test]
fn a_late_repetition_of_an_old_value_stays_revised() {
    let samples = [
        toll("Herald", "2024-03-13", "Ministry of Health", "5"),
        toll("Herald", "2024-03-14", "Ministry of Health", "9"),
        toll("Post", "2024-03-15", "Ministry of Health", "5"),
    ];
    let comparison = compared(&samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert_eq!(sides(killed), ["Ministry of Health: 5 (revised)", "Ministry of Health: 9 (current)"]);
}

#[test]
fn a_toll_may_rise_within_one_text() {
    let sample = report("Herald", "2024-03-13", "Ferry sinks off Korva")
        .claim(
            "The Coast Guard said that 5 people were killed when the ferry sank off Korva on Tuesday.",
            |made| {
                made.said("Coast Guard").killed("5");
                sinking(made);
            },
        )
        .claim("The Coast Guard said that the toll had risen to 9 by nightfall.", |made| {
            made.said("Coast Guard").killed("9");
        });
    check(&[sample], "single-source uncontested revised");
}

#[test]
fn a_value_named_as_the_former_one_is_revised() {
    let sample = report("Herald", "2024-03-13", "Ferry sinks off Korva").claim(
        "The Coast Guard raised the toll of the ferry that sank off Korva on Tuesday from 5 to 9.",
        |made| {
            made.said("Coast Guard").killed("5").killed("9");
            sinking(made);
        },
    );
    let comparison = compared(&[sample]);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert_eq!(sides(killed), ["Coast Guard: 5 (revised)", "Coast Guard: 9 (current)"]);
}

#[test]
fn two_values_of_one_origin_on_one_day_are_no_contest() {
    let samples = [
        toll("Herald", "2024-03-13", "Ministry of Health", "5"),
        toll("Post", "2024-03-13", "Ministry of Health", "9"),
    ];
    check(&samples, "single-source uncontested current");
    let comparison = compared(&samples);
    let warnings = &facet(only(&comparison), FacetKind::Count).warnings;
    assert!(warnings.iter().any(|warning| warning.contains("two values")), "{warnings:?}");
}

#[test]
fn figures_of_different_days_are_not_contested() {
    let samples = [
        toll("Herald", "2024-03-12", "Police", "at least 12"),
        toll("Post", "2024-03-15", "Coast Guard", "9"),
    ];
    check(&samples, "single-source uncontested current");
    let comparison = compared(&samples);
    let reason = &facet(only(&comparison), FacetKind::Count).reason;
    assert!(reason.contains("different days"), "{reason}");
}

#[test]
fn figures_one_day_apart_are_contested() {
    check(
        &[toll("Herald", "2024-03-12", "Police", "12"), toll("Post", "2024-03-13", "Coast Guard", "9")],
        "single-source contested current",
    );
}

#[test]
fn a_value_repeated_later_reaches_into_the_later_day() {
    check(
        &[
            toll("Herald", "2024-03-12", "Police", "12"),
            toll("Post", "2024-03-15", "Coast Guard", "9"),
            toll("Star", "2024-03-15", "Police", "12"),
        ],
        "single-source contested current",
    );
}

fn withdrawal(text: &str, killed: Option<&str>) -> Sample {
    report("Star", "2024-03-15", "Union takes back ferry count off Korva").claim(text, |made| {
        made.by("Sailors Union", Stance::Retract);
        if let Some(killed) = killed {
            made.killed(killed);
        }
        made.event("sink", "sank").at(KORVA).on("Tuesday", "2024-03-12");
    })
}

#[test]
fn a_withdrawn_value_is_out_of_the_tallies_and_still_shown() {
    let samples = [
        toll("Herald", "2024-03-13", "Sailors Union", "16"),
        toll("Post", "2024-03-13", "Coast Guard", "9"),
        withdrawal(
            "The Sailors Union withdrew its figure of 16 dead in the ferry that sank off Korva on Tuesday.",
            Some("16"),
        ),
    ];
    check(&samples, "single-source uncontested retracted");
    let comparison = compared(&samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert!(sides(killed).contains(&"Sailors Union: 16 (retracted)".to_owned()), "{:?}", sides(killed));
    assert_eq!(relations(&comparison, RelationKind::Retracts), 1);
    // They did exclude each other while both stood.
    assert_eq!(relations(&comparison, RelationKind::Contradicts), 1);
}

#[test]
fn a_withdrawal_without_a_number_takes_back_the_last_value() {
    let samples = [
        toll("Herald", "2024-03-13", "Sailors Union", "16"),
        withdrawal("The Sailors Union withdrew its toll of the ferry that sank off Korva on Tuesday.", None),
    ];
    check(&samples, "unestablished uncontested retracted");
}

#[test]
fn a_withdrawal_that_gives_a_new_value_asserts_it() {
    let samples = [
        toll("Herald", "2024-03-13", "Sailors Union", "16"),
        withdrawal(
            "The Sailors Union withdrew its figure of 16 for the ferry that sank off Korva on Tuesday, giving 11.",
            Some("16"),
        )
        .claim("The Sailors Union said that 11 people were killed.", |made| {
            made.said("Sailors Union").killed("11");
        }),
    ];
    let comparison = compared(&samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert_eq!(sides(killed), ["Sailors Union: 16 (retracted)", "Sailors Union: 11 (current)"]);
}

#[test]
fn a_denied_figure_is_contested_by_who_gives_it() {
    let denial = report("Post", "2024-03-13", "Owner speaks of ferry off Korva").claim(
        "Blue Lines denied that 14 people were killed when the ferry sank off Korva on Tuesday.",
        |made| {
            made.by("Blue Lines", Stance::Deny).killed("14");
            sinking(made);
        },
    );
    let samples = [toll("Herald", "2024-03-13", "Coast Guard", "14"), denial];
    check(&samples, "single-source contested current");
    let comparison = compared(&samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert!(sides(killed).contains(&"Blue Lines: denied: 14 (current)".to_owned()), "{:?}", sides(killed));
}

#[test]
fn a_subtotal_is_a_facet_of_its_own() {
    let sample = report("Herald", "2024-03-13", "Ferry sinks off Korva").claim(
        "The Coast Guard said that 14 people, among them 3 children, were killed when the ferry sank off Korva on Tuesday.",
        |made| {
            made.said("Coast Guard").killed("14").killed("3").category("child").part();
            sinking(made);
        },
    );
    let comparison = compared(&[sample, toll("Post", "2024-03-13", "Police", "14")]);
    let matter = only(&comparison);
    assert_eq!(axes(facet(matter, FacetKind::Count)), "corroborated uncontested current");
    let children = matter.facets.iter().find(|facet| facet.category.as_deref() == Some("child")).unwrap();
    assert_eq!(axes(children), "single-source uncontested current");
    assert_eq!(relations(&comparison, RelationKind::Includes), 1);
    assert_eq!(relations(&comparison, RelationKind::Contradicts), 0);
}

#[test]
fn parts_that_nothing_names_are_not_compared() {
    let part = |outlet: &str, source: &str, number: &str| {
        let text = format!(
            "The {source} said that 14 people were killed when the ferry sank off Korva on Tuesday, {number} of them below deck."
        );
        report(outlet, "2024-03-13", "Ferry sinks off Korva").claim(&text, |made| {
            made.said(source).killed("14").killed(number).part();
            sinking(made);
        })
    };
    let comparison = compared(&[part("Herald", "Coast Guard", "5"), part("Post", "Police", "8")]);
    let matter = only(&comparison);
    assert!(!matter.is_contested(), "{:#?}", matter.facets);
    assert!(matter.facets.iter().any(|facet| facet.category.as_deref() == Some("part of the total")));
}

#[test]
fn a_narrower_category_is_not_compared_with_the_total() {
    let soldiers = report("Post", "2024-03-13", "Ferry sinks off Korva").claim(
        "The Army said that 4 soldiers were killed when the ferry sank off Korva on Tuesday.",
        |made| {
            made.said("Army").killed("4").category("soldier");
            sinking(made);
        },
    );
    let comparison = compared(&[toll("Herald", "2024-03-13", "Coast Guard", "14"), soldiers]);
    assert!(!only(&comparison).is_contested());
}

#[test]
fn outcomes_are_not_compared_with_each_other() {
    let injured = report("Post", "2024-03-13", "Ferry sinks off Korva").claim(
        "The Town Hospital said that 31 people were injured when the ferry sank off Korva on Tuesday.",
        |made| {
            made.said("Town Hospital").count(Outcome::Injured, "31");
            sinking(made);
        },
    );
    let comparison = compared(&[toll("Herald", "2024-03-13", "Coast Guard", "14"), injured]);
    assert!(!only(&comparison).is_contested());
}

#[test]
fn households_are_not_compared_with_people() {
    let moved = |outlet: &str, source: &str, number: &str, unit: &str| {
        let text = format!(
            "The {source} said that {number} {unit} were displaced by the flood in Korva on Tuesday."
        );
        report(outlet, "2024-03-13", "Flood in Korva").claim(&text, |made| {
            made.said(source)
                .count(Outcome::Displaced, number)
                .unit(unit)
                .event("flood", "flood")
                .at(KORVA)
                .on("Tuesday", "2024-03-12");
        })
    };
    let comparison =
        compared(&[moved("Herald", "Red Star", "900", "person"), moved("Post", "Council", "200", "family")]);
    assert!(!only(&comparison).is_contested());
}

fn running(outlet: &str, day: &str, source: &str, killed: &str) -> Sample {
    let text = format!(
        "The {source} said that {killed} people had been killed in the fighting around Korva since January."
    );
    report(outlet, day, "Fighting around Korva").claim(&text, |made| {
        made.said(source).killed(killed).running().event("attack", "fighting").at(KORVA);
    })
}

fn check_running(samples: &[Sample], expected: &str) {
    let comparison = compared(samples);
    let facet = only(&comparison).facets.iter().find(|facet| facet.outcome.is_some()).unwrap();
    assert_eq!(axes(facet), expected, "{facet:#?}");
}

#[test]
fn running_totals_that_grow_are_a_series() {
    check_running(
        &[
            running("Herald", "2024-03-12", "Riverwatch", "110"),
            running("Post", "2024-03-14", "Riverwatch", "116"),
        ],
        "single-source uncontested current",
    );
    check_running(
        &[
            running("Herald", "2024-03-12", "Riverwatch", "110"),
            running("Post", "2024-03-13", "Town Council", "116"),
        ],
        "single-source uncontested current",
    );
}

#[test]
fn running_totals_of_one_day_can_be_contested() {
    check_running(
        &[
            running("Herald", "2024-03-12", "Riverwatch", "110"),
            running("Post", "2024-03-12", "Town Council", "80"),
        ],
        "single-source contested current",
    );
}

#[test]
fn a_running_total_is_not_compared_with_an_incident() {
    let shelling = |outlet: &str, source: &str, number: &str, total: bool| {
        let text = format!(
            "The {source} said that {number} people were killed in the shelling of Korva on Tuesday."
        );
        report(outlet, "2024-03-13", "Shelling of Korva").claim(&text, |made| {
            made.said(source).killed(number);
            if total {
                made.running();
            }
            made.event("shell", "shelling").at(KORVA).on("Tuesday", "2024-03-12");
        })
    };
    let comparison = compared(&[
        shelling("Herald", "Town Hospital", "4", false),
        shelling("Post", "Riverwatch", "116", true),
    ]);
    let matter = only(&comparison);
    assert!(!matter.is_contested());
    let warned = matter
        .facets
        .iter()
        .filter(|facet| facet.warnings.iter().any(|w| w.starts_with("cumulative")))
        .count();
    assert_eq!(warned, 2, "{:#?}", matter.facets);
}

#[test]
fn what_is_only_feared_or_wanted_is_no_figure() {
    let plan = report("Post", "2024-03-13", "Ferry sinks off Korva").claim(
        "The Police said that 40 people could be killed if another ferry sank off Korva.",
        |made| {
            made.said("Police").killed("40").event("sink", "sank").at(KORVA).modality(Modality::Conditional);
        },
    );
    check(&[toll("Herald", "2024-03-13", "Coast Guard", "14"), plan], "single-source uncontested current");
}

#[test]
fn zero_is_a_number_like_any_other() {
    check(
        &[toll("Herald", "2024-03-13", "Coast Guard", "0"), toll("Post", "2024-03-13", "Sailors Union", "4")],
        "single-source contested current",
    );
}

#[test]
fn an_author_does_not_contradict_the_sources_of_the_same_report() {
    let sample = report("Herald", "2024-03-13", "Ferry sinks off Korva")
        .claim("14 people were killed when the ferry sank off Korva on Tuesday.", |made| {
            made.killed("14");
            sinking(made);
        })
        .claim("The Town Hospital said that 6 people were killed.", |made| {
            made.said("Town Hospital").killed("6");
        });
    check(std::slice::from_ref(&sample), "single-source uncontested current");
    // The six are some of the fourteen beside the figures of other reports as well.
    check(&[sample, toll("Post", "2024-03-13", "Coast Guard", "14")], "corroborated uncontested current");
}

#[test]
fn two_sources_of_one_report_can_contradict_each_other() {
    let sample = toll("Herald", "2024-03-13", "Army", "3").claim(
        "The Militia said that 11 people were killed.",
        |made| {
            made.said("Militia").killed("11");
        },
    );
    check(&[sample], "single-source contested current");
}

#[test]
fn one_person_among_many_is_no_toll() {
    let sample = toll("Herald", "2024-03-13", "Coast Guard", "14").claim(
        "The Sailors Union said that 1 of its members was killed.",
        |made| {
            made.said("Sailors Union").killed("1");
        },
    );
    check(&[sample], "single-source uncontested current");
    check(
        &[
            toll("Herald", "2024-03-13", "Coast Guard", "14"),
            toll("Post", "2024-03-13", "Sailors Union", "1"),
        ],
        "single-source contested current",
    );
}

#[test]
fn the_dead_of_one_side_are_not_those_of_another() {
    let dead = |outlet: &str, source: &str, killed: &str, side: &str| {
        let text = format!(
            "The {source} said that {killed} {side} soldiers were killed when the ferry sank off Korva on Tuesday."
        );
        report(outlet, "2024-03-13", "Ferry sinks off Korva").claim(&text, |made| {
            made.said(source).killed(killed).category("soldier").side(side);
            sinking(made);
        })
    };
    let check = |side: &str, expected: &str| {
        let samples = [dead("Herald", "Army", "3", "Tarvian"), dead("Post", "Coast Guard", "11", side)];
        let comparison = compared(&samples);
        let soldiers = only(&comparison).facets.iter().find(|facet| facet.category.is_some()).unwrap();
        assert_eq!(axes(soldiers), expected, "{side}");
    };
    check("Orvan", "single-source uncontested current");
    check("Tarvian", "single-source contested current");
}

#[test]
fn a_few_dead_in_a_report_of_thousands_are_a_part() {
    let local = |most: &str| {
        let text = format!("{most} people were killed when the ferry sank off Korva on Tuesday.");
        report("Post", "2024-03-13", "Ferry sinks off Korva")
            .claim(&text, |made| {
                made.killed(most);
                sinking(made);
            })
            .claim("The Harbour Clinic said that 3 people were killed at its doors.", |made| {
                made.said("Harbour Clinic").killed("3").event("kill", "killed");
            })
    };
    let check = |most: &str, contested: bool| {
        let samples = [toll("Herald", "2024-03-13", "Ministry of Health", "4000"), local(most)];
        let comparison = compared(&samples);
        let killed = facet(only(&comparison), FacetKind::Count);
        assert_eq!(axes(killed).contains(" contested "), contested, "{killed:#?}");
    };
    check("4000", false);
    check("14", true);
}
