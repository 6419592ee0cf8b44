//! Which claims make one matter, what it is called, and in which order matters come.

use gainsay_document::{Agreement, FacetKind, Modality, Stance};

use super::{sinking, toll};
use crate::testing::{KORVA, MELIN, Sample, TARSK, Town, axes, compared, facet, only, report, sides, titles};

fn attack(outlet: &str, day: &str, town: Town, when: &str, killed: &str) -> Sample {
    let text =
        format!("The Army said that {killed} people were killed in the attack on {} on Tuesday.", town.0);
    report(outlet, day, &format!("Attack on {}", town.0)).claim(&text, |made| {
        made.said("Army").killed(killed).event("attack", "attack").at(town).on("Tuesday", when);
    })
}

#[test]
fn a_matter_is_named_by_event_place_and_date() {
    let comparison = compared(&[toll("Herald", "2024-03-13", "Coast Guard", "14")]);
    let matter = only(&comparison);
    assert_eq!(matter.title, "Ferry sinking, Korva, 12 March 2024");
    assert_eq!(matter.id.to_string(), format!("m-{}", matter.claims[0]));
    let place = matter.place.as_ref().unwrap();
    assert_eq!(
        (place.city.as_deref(), place.state.as_deref(), place.country.as_deref()),
        (Some("Korva"), Some("East"), Some("XA"))
    );
    assert_eq!(matter.date.unwrap().start.to_string(), "2024-03-12");
}

#[test]
fn the_headline_is_the_last_resort() {
    let sample = report("Herald", "2024-03-13", "A bad night at sea").claim(
        "The Coast Guard said that 14 people were killed.",
        |made| {
            made.said("Coast Guard").killed("14");
        },
    );
    assert_eq!(titles(&compared(&[sample])), ["A bad night at sea"]);
}

#[test]
fn incidents_of_one_kind_in_two_towns_on_one_day_stay_apart() {
    let samples = [
        attack("Herald", "2024-03-13", KORVA, "2024-03-12", "3"),
        attack("Post", "2024-03-13", MELIN, "2024-03-12", "8"),
    ];
    assert_eq!(compared(&samples).matters.len(), 2);
}

#[test]
fn incidents_in_one_town_weeks_apart_stay_apart() {
    let samples = [
        attack("Herald", "2024-03-13", KORVA, "2024-03-12", "3"),
        attack("Post", "2024-05-15", KORVA, "2024-05-14", "8"),
    ];
    assert_eq!(compared(&samples).matters.len(), 2);
}

#[test]
fn one_incident_with_two_dates_stays_one() {
    let samples = [
        attack("Herald", "2024-03-13", KORVA, "2024-03-12", "3"),
        attack("Post", "2024-03-13", KORVA, "2024-03-10", "3"),
    ];
    let comparison = compared(&samples);
    let date = facet(only(&comparison), FacetKind::Date);
    assert_eq!(axes(date), "single-source uncontested current", "one origin is no contest: {date:#?}");
}

#[test]
fn two_origins_with_two_dates_are_contested_on_the_date() {
    let other = report("Post", "2024-03-13", "Attack on Korva").claim(
        "The Front said that 3 people were killed in the attack on Korva on Sunday.",
        |made| {
            made.said("Front").killed("3").event("attack", "attack").at(KORVA).on("Sunday", "2024-03-10");
        },
    );
    let comparison = compared(&[attack("Herald", "2024-03-13", KORVA, "2024-03-12", "3"), other]);
    let matter = only(&comparison);
    assert_eq!(axes(facet(matter, FacetKind::Date)), "single-source contested current");
    assert_eq!(axes(facet(matter, FacetKind::Count)), "corroborated uncontested current");
}

#[test]
fn events_of_different_kinds_stay_apart() {
    let flood = report("Post", "2024-03-13", "Flood in Korva").claim(
        "The Army said that 3 people were killed in the flood in Korva on Tuesday.",
        |made| {
            made.said("Army").killed("3").event("flood", "flood").at(KORVA).on("Tuesday", "2024-03-12");
        },
    );
    assert_eq!(compared(&[attack("Herald", "2024-03-13", KORVA, "2024-03-12", "3"), flood]).matters.len(), 2);
}

#[test]
fn kinds_of_one_family_come_together() {
    let shelling = report("Post", "2024-03-13", "Attack on Korva").claim(
        "The Front said that 3 people were killed in the shelling of Korva on Tuesday.",
        |made| {
            made.said("Front").killed("3").event("shell", "shelling").at(KORVA).on("Tuesday", "2024-03-12");
        },
    );
    assert_eq!(
        compared(&[attack("Herald", "2024-03-13", KORVA, "2024-03-12", "3"), shelling]).matters.len(),
        1
    );
}

#[test]
fn background_is_a_matter_of_its_own() {
    let sample = toll("Herald", "2024-03-13", "Coast Guard", "14").claim(
        "In 2011 a barge capsized off Korva, killing 40 people.",
        |made| {
            made.killed("40").event("capsize", "capsized").at(KORVA).between(
                "2011",
                "2011-01-01",
                "2011-12-31",
            );
        },
    );
    let comparison = compared(&[sample]);
    assert_eq!(comparison.matters.len(), 2, "{:?}", titles(&comparison));
    assert!(comparison.matters.iter().all(|matter| matter.claims.len() == 1));
}

#[test]
fn one_report_of_two_towns_makes_two_matters() {
    let sample = attack("Herald", "2024-03-13", KORVA, "2024-03-12", "3").claim(
        "The Army said that 8 people were killed in the attack on Tarsk on Tuesday.",
        |made| {
            made.said("Army").killed("8").event("attack", "attack").at(TARSK).on("Tuesday", "2024-03-12");
        },
    );
    let other = attack("Post", "2024-03-13", TARSK, "2024-03-12", "8");
    let comparison = compared(&[sample, other]);
    assert_eq!(comparison.matters.len(), 2, "{:?}", titles(&comparison));
    assert!(comparison.matters.iter().all(|matter| !matter.is_contested()));
}

#[test]
fn effects_that_came_later_stay_with_their_event() {
    let sample = toll("Herald", "2024-03-18", "Coast Guard", "14").claim(
        "The Police said that 2 people were found dead on Sunday.",
        |made| {
            made.said("Police").killed("2").event("die", "dead").on("Sunday", "2024-03-17");
        },
    );
    assert_eq!(only(&compared(&[sample])).claims.len(), 2);
}

#[test]
fn a_lone_claim_without_figure_makes_no_matter() {
    let sample = report("Herald", "2024-03-13", "Attack on Korva").claim(
        "The Army said that Korva was attacked on Tuesday.",
        |made| {
            made.said("Army").event("attack", "attacked").at(KORVA).on("Tuesday", "2024-03-12");
        },
    );
    assert!(compared(&[sample]).matters.is_empty());
}

#[test]
fn politics_with_words_in_common_makes_no_matter() {
    let speech = |outlet: &str, source: &str| {
        let text = format!("The {source} said that the harbour budget would grow next year.");
        report(outlet, "2024-03-13", "Harbour budget").claim(&text, |made| {
            made.said(source);
        })
    };
    assert!(compared(&[speech("Herald", "Mayor Tesk"), speech("Post", "Governor Oro")]).matters.is_empty());
}

#[test]
fn one_statement_in_two_documents_is_a_matter() {
    let signed = |outlet: &str, stance: Stance| {
        report(outlet, "2024-03-13", "Harbour treaty").claim(
            "Mayor Tesk said that Korva would sign the harbour treaty with the Fishing Guild.",
            |made| {
                made.by("Mayor Tesk", stance).event("sign-agreement", "sign").names("Fishing Guild");
            },
        )
    };
    let comparison = compared(&[signed("Herald", Stance::Say), signed("Post", Stance::Say)]);
    assert_eq!(sides(facet(only(&comparison), FacetKind::Occurrence)), ["Mayor Tesk: asserted (current)"]);
}

#[test]
fn plans_found_no_incident() {
    let sample =
        report("Herald", "2024-03-13", "Plans").claim("The Front said it would attack Korva.", |made| {
            made.said("Front").event("attack", "attack").at(KORVA).modality(Modality::Planned);
        });
    assert!(compared(&[sample]).matters.is_empty());
}

#[test]
fn contested_matters_come_first_then_those_of_more_origins() {
    let comparison = compared(&[
        attack("Herald", "2024-03-13", TARSK, "2024-03-12", "3"),
        toll("Herald", "2024-03-13", "Coast Guard", "14"),
        toll("Post", "2024-03-13", "Police", "20"),
        attack("Star", "2024-05-15", MELIN, "2024-05-14", "8"),
        attack("Post", "2024-05-15", MELIN, "2024-05-14", "8").claim(
            "The Front said that 8 people were killed.",
            |made| {
                made.said("Front").killed("8");
            },
        ),
    ]);
    assert_eq!(
        titles(&comparison),
        ["Ferry sinking, Korva, 12 March 2024", "Attack, Melin, 14 May 2024", "Attack, Tarsk, 12 March 2024"]
    );
}

#[test]
fn a_chain_of_likeness_does_not_join_what_does_not_fit() {
    // Each report is like the next, a few days on; the first and the last are weeks apart.
    let days =
        ["2024-03-01", "2024-03-04", "2024-03-07", "2024-03-10", "2024-03-13", "2024-03-16", "2024-03-19"];
    let samples: Vec<Sample> = days.iter().map(|day| attack("Herald", day, KORVA, day, "3")).collect();
    assert!(compared(&samples).matters.len() > 1);
}

#[test]
fn a_report_without_dates_or_places_still_compares() {
    let sample = report("", "", "").claim("The Police said that 2 people were killed.", |made| {
        made.said("Police").killed("2");
    });
    assert_eq!(compared(&[sample]).matters.len(), 1);
    assert!(compared(&[]).matters.is_empty());
    assert!(compared(&[report("Herald", "2024-03-13", "Nothing")]).matters.is_empty());
}

#[test]
fn a_retraction_without_event_joins_its_reports_incident() {
    let sample = toll("Herald", "2024-03-13", "Coast Guard", "14").claim(
        "The Sailors Union withdrew its words.",
        |made| {
            made.by("Sailors Union", Stance::Retract);
        },
    );
    assert_eq!(only(&compared(&[sample])).claims.len(), 2);
}

#[test]
fn the_event_that_follows_keeps_its_own_kind() {
    let sample = report("Herald", "2024-03-13", "Ferry sinks off Korva").claim(
        "The ferry sank off Korva on Tuesday, killing 14.",
        |made| {
            made.killed("14");
            sinking(made);
        },
    );
    assert_eq!(only(&compared(&[sample])).documents.len(), 1);
}

#[test]
fn explosions_and_shelling_do_not_contest_each_other() {
    let sample = report("Herald", "2024-03-13", "Market shelled in Korva")
        .claim("The Guard said that the market in Korva was shelled on Tuesday.", |made| {
            made.said("Guard").event("shelling", "shelled").at(KORVA).on("Tuesday", "2024-03-12");
        })
        .claim("The League said that three explosions shook Korva on Tuesday.", |made| {
            made.said("League").event("explosion", "explosions").at(KORVA).on("Tuesday", "2024-03-12");
        });
    let comparison = compared(&[sample]);
    for matter in &comparison.matters {
        for facet in matter.facets.iter().filter(|facet| facet.kind == FacetKind::Occurrence) {
            assert_eq!(facet.agreement, Agreement::Uncontested, "{}", facet.reason);
        }
    }
    assert!(!comparison.matters.is_empty());
}

#[test]
fn one_earthquake_is_one_matter_whatever_its_reports_tell() {
    let quake = |outlet: &str, told: &str| {
        let text = format!("The Rescue Service said that the earthquake in Korva on Tuesday {told}.");
        report(outlet, "2024-03-13", "")
            .claim(&text, |made| {
                made.said("Rescue Service")
                    .event("earthquake", "earthquake")
                    .at(KORVA)
                    .on("Tuesday", "2024-03-12");
            })
            .claim(&text, |made| {
                made.said("Rescue Service")
                    .event("earthquake", "earthquake")
                    .at(KORVA)
                    .on("Tuesday", "2024-03-12");
            })
    };
    let told = [
        "broke the water pipes of the old quarter",
        "left bakers and millers without flour",
        "drove herdsmen down from high pastures",
        "closed schools, libraries and museums",
        "cut telephone lines to the islands",
        "stopped the trams along the quay",
        "cracked vaults under the abbey",
    ];
    let samples: Vec<Sample> =
        told.iter().enumerate().map(|(at, told)| quake(&format!("Herald {at}"), told)).collect();
    let comparison = compared(&samples);
    assert_eq!(comparison.matters.len(), 1, "{:?}", titles(&comparison));
}
