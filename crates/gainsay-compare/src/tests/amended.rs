//! What a person says of holder, day and place is what is compared; taken back, it is what was read.

use gainsay_document::{
    Agreement, Anchor, Comparison, Correction, Corrections, Decision, Facet, FacetKind, Position, Report,
    Review, Target,
};
use jiff::Timestamp;
use proptest::prelude::*;

use super::properties::seeds;
use super::toll;
use crate::testing::{KORVA, MELIN, Sample, TARSK, Town, compared, report};
use crate::{Comparer, Constraints};

fn entry(id: u64, decision: Decision, target: Option<(&Sample, usize)>) -> Review {
    let anchor = target.map(|(sample, at)| Anchor::of(&sample.document, &sample.reading.claims[at]));
    Review {
        id,
        at: Timestamp::UNIX_EPOCH,
        reviewer: "Ada Quill".to_owned(),
        decision,
        targets: vec![Target { name: String::new(), anchors: anchor.into_iter().collect() }],
        reason: "as the maps show".to_owned(),
    }
}

fn correct(id: u64, correction: Correction, sample: &Sample) -> Review {
    entry(id, Decision::Correct(correction), Some((sample, 0)))
}

fn holder(name: &str) -> Correction {
    Correction::Holder { name: name.to_owned() }
}

fn days(written: &str) -> Correction {
    let (start, end) = gainsay_document::days_of(written).unwrap();
    Correction::Date { start, end }
}

fn place(name: &str, town: Option<Town>) -> Correction {
    let position = town.map(|town| {
        Box::new(Position {
            lat: Some(town.2),
            lon: Some(town.3),
            country: Some("XA".to_owned()),
            admin1: Some(town.1.to_owned()),
            is_country: false,
            precision: gainsay_document::PlacePrecision::Exact,
        })
    });
    Correction::Place { name: name.to_owned(), geonameid: None, position }
}

/// The samples as a log has them.
fn following(samples: &[Sample], log: &[Review]) -> Vec<Sample> {
    let corrections = Corrections::of_reviews(log);
    let mut samples = samples.to_vec();
    for sample in &mut samples {
        corrections.apply(&sample.document, &mut sample.reading);
    }
    samples
}

fn under(samples: &[Sample], log: &[Review]) -> Comparison {
    compared(&following(samples, log))
}

fn facet(comparison: &Comparison, kind: FacetKind) -> &Facet {
    let facets = comparison.matters.iter().flat_map(|matter| &matter.facets);
    facets.into_iter().find(|facet| facet.kind == kind).unwrap()
}

/// Two reports that have different figures of one source.
fn tolls() -> Vec<Sample> {
    vec![toll("Herald", "2024-03-13", "Coast Guard", "12"), toll("Post", "2024-03-14", "Coast Guard", "15")]
}

#[test]
fn a_claim_is_of_the_holder_that_a_person_names() {
    let of = |outlet: &str, killed: &str| toll(outlet, "2024-03-13", "Coast Guard", killed);
    let samples = vec![of("Herald", "12"), of("Post", "15")];
    let log = [correct(1, holder("Port Authority"), &samples[1]), entry(2, Decision::Undo(1), None)];
    let found = under(&samples, &log[..1]);
    let count = facet(&found, FacetKind::Count);
    let mut holders: Vec<&str> = count.sides.iter().map(|side| side.holder.as_str()).collect();
    holders.sort_unstable();
    assert_eq!(holders, ["Coast Guard", "Port Authority"]);
    assert_eq!(count.agreement, Agreement::Contested);
    let origins: Vec<&str> = found.origins.iter().map(|origin| origin.label.as_str()).collect();
    assert!(origins.contains(&"Port Authority"), "{origins:?}");
    assert_eq!(under(&samples, &log), compared(&samples), "taken back");
}

#[test]
fn the_outlet_may_be_the_holder_and_a_denial_stays_one() {
    let denial = report("Post", "2024-03-14", "").claim(
        "The Port Authority denied that a ferry sank off Korva on Tuesday.",
        |made| {
            made.by("Port Authority", gainsay_document::Stance::Deny);
            super::sinking(made);
        },
    );
    let samples = vec![tolls().remove(0), denial];
    let followed = following(&samples, &[correct(1, holder("Post"), &samples[1])]);
    let claim = &followed[1].reading.claims[0];
    assert_eq!((claim.attribution, claim.polarity), (None, gainsay_document::Polarity::Denied));
    let report = Report { document: &followed[1].document, reading: &followed[1].reading };
    assert_eq!(report.holder(claim).as_deref(), Some("Post"));
}

#[test]
fn a_matter_is_of_the_day_that_a_person_says() {
    let samples = vec![
        toll("Herald", "2024-03-13", "Coast Guard", "12"),
        toll("Post", "2024-03-14", "Port Authority", "15"),
    ];
    let on = |found: &Comparison| {
        let date = found.matters[0].date.unwrap();
        (date.start.to_string(), date.end.to_string())
    };
    let day = |day: &str| (day.to_owned(), day.to_owned());
    assert_eq!(on(&compared(&samples)), day("2024-03-12"));
    let moved = [correct(1, days("2024-03-09"), &samples[1])];
    let found = under(&samples, &moved);
    assert_eq!(found.matters.len(), 1, "{:#?}", found.matters);
    assert_eq!(on(&found), day("2024-03-09"));
    assert!(found.matters[0].title.contains("9 March 2024"), "{}", found.matters[0].title);
    let dates = facet(&found, FacetKind::Date);
    assert_eq!(dates.agreement, Agreement::Contested);
    assert_eq!(dates.sides.len(), 2);
    // What is said more closely elsewhere still tells the day of a month.
    assert_eq!(on(&under(&samples, &[correct(1, days("2024-03"), &samples[1])])), day("2024-03-12"));
    // Of one report alone a person's month is all there is.
    let alone = &samples[..1];
    let month = ("2024-03-01".to_owned(), "2024-03-31".to_owned());
    assert_eq!(on(&under(alone, &[correct(1, days("2024-03"), &alone[0])])), month);
}

#[test]
fn a_matter_is_where_a_person_says_and_no_position_is_made_up() {
    let samples = tolls();
    let moved = under(&samples, &[correct(1, place("Melin", Some(MELIN)), &samples[1])]);
    let at = moved.matters.iter().find_map(|matter| {
        let place = matter.place.as_ref()?;
        (place.name == "Melin").then_some((place.lat, place.lon))
    });
    assert_eq!(at, Some((Some(MELIN.2), Some(MELIN.3))));
    let named = under(&samples, &[correct(1, place("the old quay", None), &samples[1])]);
    let place = named.matters[0].place.as_ref().unwrap();
    assert_eq!((place.name.as_str(), place.lat, place.lon), ("the old quay", None, None));
    let places = facet(&named, FacetKind::Place);
    assert_eq!(places.agreement, Agreement::Uncontested, "nothing tells that it lies elsewhere");
    assert_eq!(places.sides.len(), 2);
}

#[test]
fn of_two_corrections_the_later_holds() {
    let samples = tolls();
    let log =
        [correct(1, holder("Port Authority"), &samples[1]), correct(2, holder("Ferry Line"), &samples[1])];
    let found = under(&samples, &log);
    let holders: Vec<&str> =
        facet(&found, FacetKind::Count).sides.iter().map(|side| side.holder.as_str()).collect();
    assert_eq!(holders, ["Coast Guard", "Ferry Line"]);
}

fn corrections() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, usize)>> {
    prop::collection::vec((any::<prop::sample::Index>(), 0usize..2, 0usize..9), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn corrections_come_to_the_same_in_every_order_and_one_by_one(
        list in seeds(),
        corrected in corrections(),
        together in any::<[prop::sample::Index; 2]>(),
        turn in any::<prop::sample::Index>(),
    ) {
        let samples: Vec<Sample> = list.into_iter().map(super::properties::sample).collect();
        prop_assume!(!samples.is_empty());
        let log: Vec<Review> = corrected.iter().enumerate().map(|(at, (index, claim, what))| {
            let correction = match what {
                0 => holder("Police"),
                1 => holder("residents"),
                2 => holder(index.get(&samples).document.outlet.as_deref().unwrap_or("Gazette")),
                3 => days("2024-03-10"),
                4 => days("2023-07"),
                5 => days("2024"),
                6 => place(MELIN.0, Some(MELIN)),
                7 => place(TARSK.0, Some(TARSK)),
                _ => place(KORVA.0, None),
            };
            entry(at as u64 + 1, Decision::Correct(correction), Some((index.get(&samples), *claim)))
        }).collect();
        let followed = following(&samples, &log);
        let both = together.iter().flat_map(|index| {
            let sample = index.get(&samples);
            sample.reading.claims.iter().map(|claim| Anchor::of(&sample.document, claim))
        });
        let constraints = Constraints::none().together(1, both);
        let reports: Vec<Report<'_>> = followed
            .iter()
            .map(|sample| Report { document: &sample.document, reading: &sample.reading })
            .collect();
        let all = Comparer::heeding(&reports, constraints.clone());
        let mut turned = reports.clone();
        turned.reverse();
        turned.rotate_left(turn.index(reports.len()));
        prop_assert_eq!(Comparer::heeding(&turned, constraints.clone()).comparison(), all.comparison());
        let mut one_by_one = Comparer::with_weights(all.weights()).with_constraints(constraints);
        for report in turned {
            one_by_one.add(report);
        }
        prop_assert_eq!(one_by_one.comparison(), all.comparison());
    }
}
