//! What was known on a day.

use gainsay_document::{Comparison, FacetKind, Report, Stance};

use super::{sinking, toll};
use crate::testing::{Sample, axes, compared, facet, only, report, sides};
use crate::{AsOf, compare_as_of};

fn known(samples: &[Sample], day: &str) -> AsOf {
    let reports: Vec<Report<'_>> = samples
        .iter()
        .map(|sample| Report { document: &sample.document, reading: &sample.reading })
        .collect();
    let now: Comparison = compared(samples);
    compare_as_of(&reports, day.parse().unwrap(), &now.matters)
}

#[track_caller]
fn check(samples: &[Sample], day: &str, expected: &[&str]) {
    let then = known(samples, day);
    assert_eq!(sides(facet(only(&then.comparison), FacetKind::Count)), expected, "{day}");
    assert_eq!(only(&then.comparison).id, only(&compared(samples)).id, "{day}");
}

#[test]
fn a_toll_stands_as_it_stood_on_each_day() {
    let samples = [
        toll("The Lamp", "2024-03-12", "Harbour Office", "4"),
        toll("The Lamp", "2024-03-13", "Harbour Office", "9"),
        toll("The Gazette", "2024-03-15", "Sailors' League", "14"),
    ];
    check(&samples, "2024-03-12", &["Harbour Office: 4 (current)"]);
    check(&samples, "2024-03-14", &["Harbour Office: 4 (revised)", "Harbour Office: 9 (current)"]);
    check(
        &samples,
        "2024-03-15",
        &["Harbour Office: 4 (revised)", "Harbour Office: 9 (current)", "Sailors' League: 14 (current)"],
    );
}

#[test]
fn a_retraction_is_not_yet_known_the_day_before() {
    let text =
        "The Harbour Office withdrew its figure of 14 killed when the ferry sank off Korva on Tuesday.";
    let withdrawn = report("The Lamp", "2024-03-14", "Figure withdrawn").claim(text, |made| {
        made.by("Harbour Office", Stance::Retract).killed("14");
        sinking(made);
    });
    let samples = [toll("The Lamp", "2024-03-12", "Harbour Office", "14"), withdrawn];
    let lifecycle = |day: &str| axes(facet(only(&known(&samples, day).comparison), FacetKind::Count));
    assert!(lifecycle("2024-03-13").ends_with("current"));
    assert!(lifecycle("2024-03-14").ends_with("retracted"));
}

#[test]
fn before_the_first_report_nothing_is_known() {
    let samples = [toll("The Lamp", "2024-03-12", "Harbour Office", "4")];
    let then = known(&samples, "2024-03-11");
    assert_eq!(then.comparison, Comparison::default());
    assert_eq!((then.documents.len(), then.later, then.undated), (0, 1, 0));
}

#[test]
fn an_undated_report_is_left_out_and_counted() {
    let samples = [
        toll("The Lamp", "2024-03-12", "Harbour Office", "4"),
        toll("The Gazette", "", "Sailors' League", "14"),
    ];
    check(&samples, "2024-12-31", &["Harbour Office: 4 (current)"]);
    assert_eq!(known(&samples, "2024-12-31").undated, 1);
}

#[test]
fn as_of_the_last_day_is_what_is_known_now() {
    let samples = [
        toll("The Lamp", "2024-03-12", "Harbour Office", "4"),
        toll("The Gazette", "2024-03-13", "Sailors' League", "9"),
    ];
    assert_eq!(known(&samples, "2024-03-13").comparison, compared(&samples));
}
