//! Reports as they should not be: without dates, with wrong ones, the same over and over, of too much at once.

use std::time::{Duration, Instant};

use gainsay_document::Report;

use super::toll;
use crate::Comparer;
use crate::testing::{KORVA, MELIN, Sample, TARSK, compared, only, report};

/// Small stand-ins for what `make bench-scale-compare` measures: far more than they take, far less than all pairs would.
const PATIENCE: Duration = Duration::from_secs(30);

fn undated(title: &str, text: &str, killed: &str) -> Sample {
    report("", "", title).claim(text, |made| {
        made.killed(killed).event("attack", "attack");
    })
}

#[test]
fn what_is_missing_merges_nothing() {
    let samples = [
        undated(
            "Mill",
            "An attack by night at the northern mill killed 4 millers and burned the granary.",
            "4",
        ),
        undated(
            "Pass",
            "An attack upon a convoy of lorries near the pass left 9 drivers killed on the road.",
            "9",
        ),
        undated(
            "Chapel",
            "During prayers an attack inside the chapel had 2 pilgrims killed beside the altar.",
            "2",
        ),
    ];
    let comparison = compared(&samples);
    let documents: Vec<usize> = comparison.matters.iter().map(|matter| matter.documents.len()).collect();
    assert_eq!(documents, [1, 1, 1], "{:?}", comparison.matters);
}

#[test]
fn a_date_in_the_future_is_kept_and_merges_nothing() {
    let samples = [
        toll("Herald", "2024-03-13", "Ministry of Health", "14"),
        toll("Post", "9999-12-31", "Ministry of Health", "14"),
        toll("Star", "0001-01-01", "Ministry of Health", "14"),
    ];
    let comparison = compared(&samples);
    let documents: usize = comparison.matters.iter().map(|matter| matter.documents.len()).sum();
    assert_eq!(documents, 3);
    assert!(comparison.matters.len() > 1);
}

#[test]
fn copies_of_one_report_are_one_matter_of_one_origin() {
    let start = Instant::now();
    let wire =
        "Boats went out before dawn, and the bells of the old church were rung until the last came back.";
    let samples: Vec<Sample> = (0..400)
        .map(|n| {
            let text = format!("14 people were killed when the ferry sank off Korva on Tuesday. {wire}");
            report(&format!("Paper {n}"), "2024-03-13", "Ferry sinks off Korva").claim(&text, |made| {
                made.killed("14");
                super::sinking(made);
            })
        })
        .collect();
    let comparison = compared(&samples);
    assert_eq!(only(&comparison).documents.len(), samples.len());
    assert_eq!(comparison.origins.len(), 1);
    assert!(comparison.relations.len() < 20 * samples.len());
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn one_report_can_name_five_hundred_incidents() {
    let start = Instant::now();
    let crowd = |outlet: &str| {
        (0..500).fold(report(outlet, "2024-12-30", "A year of attacks"), |sample, n| {
            let town = [KORVA, MELIN, TARSK][n % 3];
            let day = format!("2024-{:02}-{:02}", 1 + n / 84 * 2, 1 + n / 3 % 28);
            let text = format!("On day {n} the attack in {} killed {} people by the well{n}.", town.0, n + 2);
            sample.claim(&text, |made| {
                made.killed(&(n + 2).to_string()).event("attack", "attack").at(town).on("day", &day);
            })
        })
    };
    let samples = [crowd("Herald"), crowd("Post")];
    let reports: Vec<Report<'_>> =
        samples.iter().map(|Sample { document, reading }| Report { document, reading }).collect();
    let mut comparer = Comparer::new(&reports[..1]);
    let alone = comparer.comparison().matters.len();
    assert!(alone > 100, "{alone}");
    comparer.add(reports[1]);
    assert!(comparer.comparison().matters.len() >= alone);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn the_name_of_a_text_that_many_carry_lists_some_and_counts_the_rest() {
    let wire = "Crews searched the river below the mill until dark and found the second boat near the weir.";
    let carried = |outlets: usize| -> Vec<Sample> {
        let of = |n: usize| {
            let text = format!("14 people were killed when the ferry sank off Korva on Tuesday. {wire}");
            report(&format!("Paper {n}"), "2024-03-13", "Ferry sinks off Korva").claim(&text, |made| {
                made.killed("14");
                super::sinking(made);
            })
        };
        (0..outlets).map(of).collect()
    };
    let label = |outlets: usize| compared(&carried(outlets)).origins[0].label.clone();
    assert!(!label(8).contains("more"), "{}", label(8));
    assert!(label(30).ends_with(" and 22 more"), "{}", label(30));
    // What is written grows with the reports alone.
    let comparison = compared(&carried(300));
    let written: usize = comparison.relations.iter().map(|relation| relation.reason.len()).sum();
    assert!(written < 300 * 4_000, "{written}");
}

#[test]
fn copies_that_two_sources_dispute_are_weighed_once() {
    let samples: Vec<Sample> = (0..300)
        .map(|n| {
            report(&format!("Paper {n}"), "2024-03-13", "Ferry sinks off Korva")
                .claim("The Coast Guard said that 14 people were killed when the ferry sank off Korva on Tuesday.", |made| {
                    made.said("Coast Guard").killed("14");
                    super::sinking(made);
                })
                .claim("The Health Ministry said that 9 people were killed when the ferry sank off Korva on Tuesday.", |made| {
                    made.said("Health Ministry").killed("9");
                    super::sinking(made);
                })
        })
        .collect();
    let comparison = compared(&samples);
    let matter = only(&comparison);
    assert!(matter.is_contested());
    assert_eq!(comparison.origins.len(), 2);
    assert!(comparison.relations.len() < 20 * samples.len(), "{}", comparison.relations.len());
}

#[test]
fn one_toll_withdrawn_by_every_copy_of_a_notice_is_withdrawn_once() {
    let samples: Vec<Sample> = (0..200)
        .map(|n| {
            report(&format!("Paper {n}"), "2024-03-13", "Union corrects itself")
                .claim("The Seafarers' Union said that 14 people were killed when the ferry sank off Korva on Tuesday.", |made| {
                    made.said("Seafarers' Union").killed("14");
                    super::sinking(made);
                })
                .claim("The Seafarers' Union withdrew its toll of 14 people killed when the ferry sank off Korva on Tuesday.", |made| {
                    made.by("Seafarers' Union", gainsay_document::Stance::Retract).killed("14");
                    super::sinking(made);
                })
        })
        .collect();
    let comparison = compared(&samples);
    let retracted =
        |facet: &gainsay_document::Facet| facet.lifecycle == gainsay_document::Lifecycle::Retracted;
    assert!(only(&comparison).facets.iter().any(retracted));
    assert!(comparison.relations.len() < 20 * samples.len(), "{}", comparison.relations.len());
}

#[test]
fn a_report_of_many_claims_reads_each_by_what_stands_beside_it() {
    // A claim looks at the sentences beside it alone: the same whatever else the report tells.
    let with = |others: usize| {
        let first = report("Herald", "2024-03-13", "A year of attacks").claim(
            "On Tuesday 4 people were killed in the attack on Korva.",
            |made| {
                made.killed("4").event("attack", "attack").at(KORVA).on("Tuesday", "2024-03-12");
            },
        );
        (0..others).fold(first, |sample, n| {
            let text = format!("Store{n} was shut for a day, the owner{n} said.");
            sample.claim(&text, |made| {
                made.said(&format!("owner{n}"));
            })
        })
    };
    let (few, many) = (compared(&[with(2)]), compared(&[with(1500)]));
    let facets = |comparison: &gainsay_document::Comparison| only(comparison).facets.clone();
    assert_eq!(only(&few).title, only(&many).title);
    let told = |facets: Vec<gainsay_document::Facet>| {
        facets.into_iter().map(|facet| (facet.kind, facet.reason)).collect::<Vec<_>>()
    };
    assert_eq!(told(facets(&few)), told(facets(&many)));
}
