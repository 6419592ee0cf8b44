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
