//! What a person decided of matters wins over every score, and outlives readings.

use std::collections::BTreeMap;

use gainsay_document::{Anchor, ClaimId, ClaimRef, Comparison, DocumentId, Report, Span};
use proptest::prelude::*;

use super::toll;
use crate::testing::{KORVA, Sample, TARSK, report};
use crate::{Comparer, Constraints, Heeded, Why, compare_heeding};

/// A report with one claim: so many killed in an attack on a town on 10 March.
fn attack(outlet: &str, day: &str, town: crate::testing::Town, killed: &str) -> Sample {
    let text =
        format!("The Army said that {killed} people were killed in the attack on {} on Sunday.", town.0);
    report(outlet, day, &format!("Attack on {}", town.0)).claim(&text, |made| {
        made.said("Army").killed(killed).event("attack", "attack").at(town).on("Sunday", "2024-03-10");
    })
}

/// Three reports of one sinking.
fn sinkings() -> Vec<Sample> {
    vec![
        toll("Herald", "2024-03-13", "Coast Guard", "12"),
        toll("Post", "2024-03-14", "Port Authority", "15"),
        toll("Star", "2024-03-15", "Ferry Line", "9"),
    ]
}

fn anchors(sample: &Sample) -> Vec<Anchor> {
    sample.reading.claims.iter().map(|claim| Anchor::of(&sample.document, claim)).collect()
}

fn reports(samples: &[Sample]) -> Vec<Report<'_>> {
    samples.iter().map(|sample| Report { document: &sample.document, reading: &sample.reading }).collect()
}

fn heeding(samples: &[Sample], constraints: &Constraints) -> (Comparison, Heeded) {
    compare_heeding(&reports(samples), constraints)
}

/// Which of the samples each matter has, in order.
fn groups(samples: &[Sample], constraints: &Constraints) -> Vec<Vec<usize>> {
    let at = |id: &DocumentId| samples.iter().position(|sample| sample.document.id == *id).unwrap();
    let (comparison, _) = heeding(samples, constraints);
    let mut groups: Vec<Vec<usize>> = comparison
        .matters
        .iter()
        .map(|matter| {
            let mut group: Vec<usize> = matter.documents.iter().map(at).collect();
            group.sort_unstable();
            group
        })
        .collect();
    groups.sort();
    groups
}

#[test]
fn what_was_split_stays_apart_and_what_was_merged_together() {
    let mut samples = sinkings();
    samples.push(attack("Herald", "2024-06-11", TARSK, "3"));
    let none = Constraints::none();
    assert_eq!(groups(&samples, &none), [vec![0, 1, 2], vec![3]]);
    let split = none
        .clone()
        .together(1, anchors(&samples[1]))
        .apart(1, [anchors(&samples[1]), [anchors(&samples[0]), anchors(&samples[2])].concat()]);
    assert_eq!(groups(&samples, &split), [vec![0, 2], vec![1], vec![3]]);
    let merge = none.together(1, [anchors(&samples[0]), anchors(&samples[3])].concat());
    assert_eq!(groups(&samples, &merge), [vec![0, 1, 2, 3]]);
}

#[test]
fn what_was_split_off_a_great_disaster_stays_apart() {
    let quake = |at: usize| {
        let text =
            format!("The Rescue Service said that the earthquake in Korva on Tuesday broke bridge {at}.");
        report(&format!("Herald {at}"), "2024-03-13", "").claim(&text, |made| {
            made.said("Rescue Service")
                .event("earthquake", "earthquake")
                .at(KORVA)
                .on("Tuesday", "2024-03-12");
        })
    };
    let samples: Vec<Sample> = (0..8).map(quake).collect();
    assert_eq!(groups(&samples, &Constraints::none()), [(0..8).collect::<Vec<_>>()]);
    let rest = (0..7).flat_map(|at| anchors(&samples[at])).collect();
    let split = Constraints::none().together(1, anchors(&samples[7])).apart(1, [anchors(&samples[7]), rest]);
    assert_eq!(groups(&samples, &split), [(0..7).collect::<Vec<_>>(), vec![7]]);
}

#[test]
fn two_incidents_of_one_report_are_merged_and_one_is_divided() {
    let two = report("Herald", "2024-03-11", "Attacks")
        .claim("The Army said that 4 people were killed in the attack on Korva on Sunday.", |made| {
            made.said("Army").killed("4").event("attack", "attack").at(KORVA).on("Sunday", "2024-03-10");
        })
        .claim("The Police said that 7 people were killed in the attack on Tarsk on Friday.", |made| {
            made.said("Police").killed("7").event("attack", "attack").at(TARSK).on("Friday", "2024-03-01");
        });
    let samples = [two, attack("Post", "2024-03-12", KORVA, "5")];
    let of = |constraints: &Constraints| {
        let mut claims: Vec<Vec<String>> = heeding(&samples, constraints)
            .0
            .matters
            .iter()
            .map(|matter| {
                let name = |claim: &ClaimRef| {
                    let at = samples.iter().position(|sample| sample.document.id == claim.document).unwrap();
                    format!("{at}.{}", claim.claim)
                };
                matter.claims.iter().map(name).collect()
            })
            .collect();
        claims.sort();
        claims
    };
    let none = Constraints::none();
    assert_eq!(of(&none), [vec!["0.c1", "1.c1"], vec!["0.c2"]]);
    let own = anchors(&samples[0]);
    assert_eq!(of(&none.clone().together(1, own.clone())), [["0.c1", "0.c2", "1.c1"]]);
    // Divided again, the other way round.
    let other = none
        .together(1, own.clone())
        .apart(2, [vec![own[0].clone()], [vec![own[1].clone()], anchors(&samples[1])].concat()])
        .together(2, [vec![own[1].clone()], anchors(&samples[1])].concat());
    assert_eq!(of(&other), [vec!["0.c1"], vec!["0.c2", "1.c1"]]);
}

#[test]
fn statements_are_merged_and_split_and_join_incidents() {
    let samples: Vec<Sample> =
        (0..6).map(|n| sample((n, n, 2 * (n as i8 / 3) + n as i8 % 2, 0, 4, 0))).collect();
    // The claims of each matter by report and number, as text.
    let of = |constraints: &Constraints| {
        let (comparison, _) = heeding(&samples, constraints);
        let at = |claim: &ClaimRef| samples.iter().position(|one| one.document.id == claim.document).unwrap();
        let names = |claims: &[ClaimRef]| -> Vec<String> {
            let mut names: Vec<_> =
                claims.iter().map(|claim| format!("{}.{}", at(claim), claim.claim)).collect();
            names.sort();
            names
        };
        let mut matters: Vec<Vec<String>> = comparison.matters.iter().map(|m| names(&m.claims)).collect();
        matters.sort();
        matters
    };
    let statement = |at: usize| vec![anchors(&samples[at])[2].clone()];
    let matter_of = |constraints: &Constraints, claim: &str| {
        of(constraints).into_iter().find(|matter| matter.iter().any(|one| one == claim)).unwrap_or_default()
    };
    let none = Constraints::none();
    let harbour = matter_of(&none, "0.c3");
    assert!(harbour.len() > 2 && harbour.iter().all(|claim| claim.ends_with("c3")), "{:?}", of(&none));
    let river = matter_of(&none, "1.c3");
    assert_ne!(harbour, river);
    let all =
        (0..6).filter(|at| [&harbour, &river].iter().any(|matter| matter.contains(&format!("{at}.c3"))));
    let merged = none.clone().together(1, all.flat_map(statement));
    assert_eq!(matter_of(&merged, "0.c3").len(), harbour.len() + river.len());
    let rest = (1..6).filter(|at| harbour.contains(&format!("{at}.c3"))).flat_map(statement).collect();
    let split = none.clone().together(1, statement(0)).apart(1, [statement(0), rest]);
    assert_eq!(matter_of(&split, "0.c3"), ["0.c3"]);
    assert_eq!(matter_of(&split, &harbour[1]).len(), harbour.len() - 1);
    let mixed = none.together(1, [statement(0), vec![anchors(&samples[0])[0].clone()]].concat());
    let matter = matter_of(&mixed, "0.c1");
    assert!(matter.contains(&"0.c3".to_owned()) && matter.contains(&"0.c1".to_owned()), "{matter:?}");
}

#[test]
fn of_contradicting_decisions_the_later_wins_and_the_earlier_is_named() {
    let samples = sinkings();
    let [a, b, c] = [0, 1, 2].map(|at| anchors(&samples[at]));
    let both = |x: &Vec<Anchor>, y: &Vec<Anchor>| [x.clone(), y.clone()].concat();
    let check = |constraints: Constraints, expected: &[Vec<usize>], overridden: &[(u64, u64)]| {
        assert_eq!(groups(&samples, &constraints), expected);
        let heeded = heeding(&samples, &constraints).1;
        let named: Vec<_> = heeded.overridden.iter().map(|lost| (lost.number, lost.by)).collect();
        assert_eq!(named, overridden);
    };
    let together = Constraints::none().together(1, both(&a, &b)).together(2, both(&b, &c));
    check(together.clone(), &[vec![0, 1, 2]], &[]);
    // b and c were put together last, so that a must go.
    check(together.clone().apart(3, [a.clone(), c.clone()]), &[vec![0], vec![1, 2]], &[(1, 3)]);
    let apart = Constraints::none().apart(1, [a.clone(), c.clone()]);
    check(apart.together(2, both(&a, &c)), &[vec![0, 1, 2]], &[(1, 2)]);
    // A split out of a greater merge overrides it for what was split off alone.
    let all = Constraints::none().together(1, [a.clone(), b.clone(), c.clone()].concat());
    check(all.together(2, b.clone()).apart(2, [b.clone(), both(&a, &c)]), &[vec![0, 2], vec![1]], &[(1, 2)]);
}

#[test]
fn a_decision_outlives_a_new_reading() {
    let mut samples = sinkings();
    let constraints = Constraints::none()
        .apart(1, [anchors(&samples[0]), [anchors(&samples[1]), anchors(&samples[2])].concat()]);
    // The new reader finds another claim before it and takes fewer words for it.
    let newer = &mut samples[0].reading;
    newer.reader = "sample 2".to_owned();
    let span = newer.claims[0].span.first().unwrap();
    newer.claims[0].span = Span::ordered(span.start()..span.end() - 9).unwrap().into();
    let mut before = newer.claims[0].clone();
    before.span = Span::ordered(0..3).unwrap().into();
    before.facts = gainsay_document::Facts::default();
    newer.claims.insert(0, before);
    assert_eq!(groups(&samples, &constraints), [vec![0], vec![1, 2]]);
    assert_eq!(heeding(&samples, &constraints).1, Heeded::default());
}

#[test]
fn what_is_reached_no_more_is_reported() {
    let mut samples = sinkings();
    let lost = anchors(&samples[0]);
    let gone: Anchor = Anchor { document: "ab".repeat(32).parse().unwrap(), ..lost[0].clone() };
    let changed = Anchor { quote: "words that stand nowhere".to_owned(), ..anchors(&samples[1])[0].clone() };
    let constraints = Constraints::none()
        .together(1, [lost[0].clone(), gone, changed])
        .apart(2, [anchors(&samples[2]), anchors(&samples[2])]);
    samples[0].reading.claims.clear();
    let heeded = heeding(&samples, &constraints).1;
    let why: Vec<_> = heeded.unmet.iter().map(|unmet| (unmet.number, unmet.why)).collect();
    assert_eq!(why, [(1, Why::NoClaim), (1, Why::NoDocument), (1, Why::NoWords), (2, Why::OneClaim)]);
}

#[test]
fn a_rejected_claim_leaves_the_tallies_and_stays_listed() {
    let samples = sinkings();
    let constraints = Constraints::none().rejected(1, anchors(&samples[2]));
    let (comparison, _) = heeding(&samples, &constraints);
    let matter = &comparison.matters[0];
    let rejected = ClaimRef { document: samples[2].document.id.clone(), claim: ClaimId(0) };
    assert!(matter.claims.contains(&rejected));
    assert!(matter.facets.iter().flat_map(|facet| &facet.sides).all(|side| !side.claims.contains(&rejected)));
    assert!(comparison.relations.iter().all(|relation| relation.from != rejected && relation.to != rejected));
}

/// A report of an attack, with a statement that is of no incident.
fn sample(seed: super::properties::Seed) -> Sample {
    let text = if seed.2 % 2 == 0 {
        "Mayor Tesk said that Korva would sign the harbour treaty with the Fishing Guild."
    } else {
        "Mayor Tesk said that orchards upstream need a pact on dams before the Fishing Guild lends pumps; he would sign."
    };
    super::properties::sample(seed).claim(text, |made| {
        made.said("Mayor Tesk").event("sign-agreement", "sign").names("Fishing Guild");
    })
}

/// One decision: whether it puts together, and which reports, by their numbers.
type Decided = (bool, Vec<prop::sample::Index>, Vec<prop::sample::Index>);

fn constraints(samples: &[Sample], decided: &[Decided], whole: bool) -> Constraints {
    let pick = |indices: &[prop::sample::Index]| -> Vec<Anchor> {
        let picked = indices.iter().flat_map(|index| {
            let anchors = anchors(index.get(samples));
            if whole { anchors } else { anchors.into_iter().skip(index.index(3)).take(1).collect() }
        });
        picked.collect()
    };
    let mut constraints = Constraints::none();
    for (number, (together, some, others)) in decided.iter().enumerate() {
        let (some, others) = (pick(some), pick(others));
        let number = number as u64;
        constraints = if *together {
            constraints.together(number, some.into_iter().chain(others))
        } else {
            constraints.together(number, some.clone()).apart(number, [some, others])
        };
    }
    constraints
}

fn decided() -> impl Strategy<Value = Vec<Decided>> {
    let some = || prop::collection::vec(any::<prop::sample::Index>(), 1..4);
    prop::collection::vec((any::<bool>(), some(), some()), 1..5)
}

/// The matter of each claim that has one.
fn matter_of(comparison: &Comparison) -> BTreeMap<&ClaimRef, usize> {
    let matters = comparison.matters.iter().enumerate();
    matters.flat_map(|(at, matter)| matter.claims.iter().map(move |claim| (claim, at))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn decisions_hold_in_every_order_and_one_by_one(
        list in super::properties::seeds(),
        decided in decided(),
        whole in any::<bool>(),
        turn in any::<prop::sample::Index>(),
    ) {
        let samples: Vec<Sample> = list.into_iter().map(sample).collect();
        prop_assume!(!samples.is_empty());
        let constraints = constraints(&samples, &decided, whole);
        let reports = reports(&samples);
        let all = Comparer::heeding(&reports, constraints.clone());
        let mut turned = reports.clone();
        turned.reverse();
        turned.rotate_left(turn.index(reports.len()));
        prop_assert_eq!(Comparer::heeding(&turned, constraints.clone()).comparison(), all.comparison());

        let mut one_by_one = Comparer::with_weights(all.weights()).with_constraints(constraints);
        let mut kept: BTreeMap<_, _> = BTreeMap::new();
        for report in turned {
            let changes = one_by_one.add(report);
            for gone in &changes.gone {
                kept.remove(gone);
            }
            kept.extend(changes.come.matters.into_iter().map(|matter| (matter.id.clone(), matter)));
        }
        let at_once = all.comparison();
        prop_assert_eq!(&one_by_one.comparison(), &at_once);
        prop_assert_eq!(one_by_one.heeded(), all.heeded());
        let matters: BTreeMap<_, _> =
            at_once.matters.into_iter().map(|matter| (matter.id.clone(), matter)).collect();
        prop_assert_eq!(kept, matters);
    }

    #[test]
    fn the_last_decision_always_holds(
        list in super::properties::seeds(),
        decided in decided(),
        whole in any::<bool>(),
    ) {
        let samples: Vec<Sample> = list.into_iter().map(sample).collect();
        prop_assume!(!samples.is_empty());
        let (comparison, heeded) = heeding(&samples, &constraints(&samples, &decided, whole));
        let (matter_of, last) = (matter_of(&comparison), decided.len() - 1);
        let of = |indices: &[prop::sample::Index]| -> Vec<ClaimRef> {
            let claims = indices.iter().flat_map(|index| {
                let claims: Vec<ClaimRef> = index.get(&samples).reading.claim_refs().map(|pair| pair.0).collect();
                if whole { claims } else { claims.into_iter().skip(index.index(3)).take(1).collect() }
            });
            claims.collect()
        };
        let (together, some, others) = &decided[last];
        let (some, others) = (of(some), of(others));
        let overlap = some.iter().any(|claim| others.contains(claim));
        prop_assert!(heeded.overridden.iter().all(|lost| lost.number != last as u64));
        if *together {
            let matters: Vec<_> = some.iter().chain(&others).map(|claim| matter_of.get(claim)).collect();
            prop_assert!(matters.iter().all(|matter| matter.is_some() && *matter == matters[0]));
        } else if !overlap {
            for (x, y) in some.iter().flat_map(|x| others.iter().map(move |y| (x, y))) {
                prop_assert!(!matter_of.contains_key(x) || matter_of.get(x) != matter_of.get(y));
            }
        }
    }
}
