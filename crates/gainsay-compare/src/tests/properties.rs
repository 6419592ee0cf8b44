//! What holds of every comparison.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{Agreement, ClaimRef, Lifecycle, OriginBasis, Report, Support};
use proptest::prelude::*;

use crate::Comparer;
use crate::testing::{KORVA, MELIN, Sample, TARSK, compared, report};

/// One invented report: outlet, source, days after 10 March, town, killed, and whether it retracts or denies.
pub(crate) type Seed = (usize, usize, i8, usize, u8, u8);

pub(crate) fn sample((outlet, source, day, town, killed, stance): Seed) -> Sample {
    use gainsay_document::Stance;
    let outlet = ["Herald", "Post", "Star", ""][outlet % 4];
    let source = ["Coast Guard", "Ministry of Health", "Health Ministry", "officials", "Police"][source % 5];
    let town = [KORVA, MELIN, TARSK][town % 3];
    let stance = [Stance::Say, Stance::Say, Stance::Say, Stance::Deny, Stance::Retract, Stance::Accuse]
        [usize::from(stance) % 6];
    // One document has one reading: what is said differently stands in another document.
    let cue = stance.as_str();
    let killed = if killed % 3 == 0 { format!("at least {killed}") } else { killed.to_string() };
    let published = format!("2024-03-{:02}", 10 + day);
    let text =
        format!("The {source} said that {killed} people were killed in the attack on {} on Sunday.", town.0);
    report(outlet, &published, &format!("Attack on {} {killed} {source} {cue}", town.0))
        .claim(&text, |made| {
            made.by(source, stance)
                .killed(&killed)
                .event("attack", "attack")
                .at(town)
                .on("Sunday", "2024-03-10");
        })
        .claim(&format!("Later {killed} people were killed by the fire that followed."), |made| {
            made.killed(&killed).event("fire", "fire");
        })
}

fn of(sample: &Sample) -> Report<'_> {
    Report { document: &sample.document, reading: &sample.reading }
}

pub(crate) fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    prop::collection::vec((0usize..4, 0usize..5, 0i8..12, 0usize..3, 1u8..6, 0u8..6), 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_reports_does_not_matter(list in seeds(), shuffled in any::<prop::sample::Index>()) {
        let samples: Vec<Sample> = list.into_iter().map(sample).collect();
        let mut other = samples.clone();
        other.reverse();
        if !other.is_empty() {
            let at = shuffled.index(other.len());
            other.rotate_left(at);
        }
        prop_assert_eq!(compared(&samples), compared(&other));
    }

    #[test]
    fn reports_one_by_one_come_to_what_they_come_to_at_once(list in seeds(), turn in any::<prop::sample::Index>()) {
        let samples: Vec<Sample> = list.into_iter().map(sample).collect();
        let reports: Vec<Report<'_>> =
            samples.iter().map(of).collect();
        let all = Comparer::new(&reports);
        let mut one_by_one = Comparer::with_weights(all.weights());
        let mut order = reports.clone();
        if !order.is_empty() {
            order.rotate_left(turn.index(reports.len()));
        }
        // What the changes come to is kept as a reader of them would: by the matters' identifiers.
        let mut kept: BTreeMap<_, _> = BTreeMap::new();
        for report in order {
            let changes = one_by_one.add(report);
            for gone in &changes.gone {
                kept.remove(gone);
            }
            kept.extend(changes.come.matters.into_iter().map(|matter| (matter.id.clone(), matter)));
        }
        let at_once = all.comparison();
        prop_assert_eq!(&one_by_one.comparison(), &at_once);
        let matters: BTreeMap<_, _> =
            at_once.matters.into_iter().map(|matter| (matter.id.clone(), matter)).collect();
        prop_assert_eq!(kept, matters);
    }

    #[test]
    fn a_newer_reading_takes_the_place_of_the_older(list in seeds(), turn in any::<prop::sample::Index>()) {
        let samples: Vec<Sample> = list.into_iter().map(sample).collect();
        prop_assume!(!samples.is_empty());
        let mut older = samples[turn.index(samples.len())].clone();
        "sample 0".clone_into(&mut older.reading.reader);
        older.reading.claims.truncate(1);
        let all = Comparer::new(&samples.iter().map(of).collect::<Vec<_>>());
        let mut one_by_one = Comparer::with_weights(all.weights());
        one_by_one.add(of(&older));
        for sample in samples.iter().rev() {
            one_by_one.add(of(sample));
        }
        one_by_one.add(of(&older));
        prop_assert_eq!(one_by_one.comparison(), all.comparison());
    }

    #[test]
    fn every_answer_is_whole(list in seeds()) {
        let samples: Vec<Sample> = list.into_iter().map(sample).collect();
        let comparison = compared(&samples);
        let mut owner: BTreeMap<&ClaimRef, usize> = BTreeMap::new();
        for (at, matter) in comparison.matters.iter().enumerate() {
            for claim in &matter.claims {
                prop_assert_eq!(owner.insert(claim, at), None, "a claim in two matters");
            }
            let documents: BTreeSet<_> = matter.claims.iter().map(|claim| &claim.document).collect();
            prop_assert_eq!(documents, matter.documents.iter().collect());
        }
        let origins: BTreeMap<_, _> = comparison.origins.iter().map(|origin| (&origin.id, origin)).collect();
        prop_assert_eq!(origins.len(), comparison.origins.len(), "an origin's identifier is its own");
        let mut with_origin: BTreeSet<&ClaimRef> = BTreeSet::new();
        for claim in comparison.origins.iter().flat_map(|origin| &origin.claims) {
            prop_assert!(with_origin.insert(claim), "a claim of two origins");
        }
        prop_assert_eq!(with_origin, owner.keys().copied().collect(), "every claim of a matter has an origin");

        for (at, matter) in comparison.matters.iter().enumerate() {
            for facet in &matter.facets {
                prop_assert!(!facet.reason.is_empty() && !facet.sides.is_empty());
                for side in &facet.sides {
                    prop_assert!(side.interval.is_some() != side.value.is_some());
                    prop_assert!(side.claims.iter().all(|claim| owner.get(claim) == Some(&at)));
                    let origin = origins[&side.origin];
                    prop_assert!(side.claims.iter().all(|claim| origin.claims.contains(claim)));
                }
                let live: Vec<_> = facet.sides.iter().filter(|side| side.lifecycle == Lifecycle::Current).collect();
                let known: BTreeSet<_> = live
                    .iter()
                    .map(|side| &side.origin)
                    .filter(|origin| origins[origin].basis != OriginBasis::Unknown)
                    .collect();
                match facet.support {
                    Support::Corroborated => prop_assert!(known.len() > 1),
                    Support::SingleSource => prop_assert!(!known.is_empty()),
                    Support::Unestablished => prop_assert!(known.is_empty()),
                }
                if facet.agreement == Agreement::Contested {
                    let origins: BTreeSet<_> = live.iter().map(|side| &side.origin).collect();
                    prop_assert!(origins.len() > 1, "one origin cannot be contested");
                }
            }
        }
        for relation in &comparison.relations {
            prop_assert!(owner.contains_key(&relation.from) && owner.get(&relation.from) == owner.get(&relation.to));
            prop_assert!(!relation.reason.is_empty());
        }
    }
}

#[test]
fn three_thousand_reports_do_not_make_all_pairs() {
    let towns = [KORVA, MELIN, TARSK];
    let samples: Vec<Sample> = (0..3000usize)
        .map(|n| {
            let (month, day) = (n / 250 + 1, n % 27 + 1);
            let date = format!("2024-{month:02}-{day:02}");
            let town = towns[n % 3];
            let text = format!(
                "The Army said that {} people were killed in the attack on {} near mill{n}.",
                n % 40,
                town.0
            );
            report(&format!("Paper {}", n % 50), &date, &format!("Attack {n}")).claim(&text, |made| {
                made.said("Army").killed(&(n % 40).to_string()).event("attack", "attack").at(town);
            })
        })
        .collect();
    let comparison = compared(&samples);
    assert!(comparison.relations.len() < 20 * samples.len(), "{}", comparison.relations.len());
    assert!(comparison.matters.len() > 30, "{}", comparison.matters.len());
}
