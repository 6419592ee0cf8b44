//! Reports cut into parts come to what they come to on one machine.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{ClaimRef, Comparison, Report};
use proptest::prelude::*;

use super::*;
use crate::compare;
use crate::testing::{KORVA, Sample, TARSK, report};
use crate::tests::properties::{sample, seeds};

/// The stages one after the other over `parts`, all that is sent going through bytes. Lists come in batches of `batch`.
fn in_stages(parts: &[Vec<Report<'_>>], batch: usize) -> Comparison {
    let tallies = parts.iter().map(|part| Tally::of(part).to_bytes().unwrap());
    let mut pieces: Vec<Tally> = vec![Tally::default(); 3];
    for tally in tallies {
        let cut = Tally::from_bytes(&tally).unwrap().pieces(3);
        pieces = pieces.into_iter().zip(cut).map(|(all, piece)| piece.merge(all)).collect();
    }
    let tally = pieces.into_iter().map(Tally::of_several).reduce(Tally::merge).unwrap();
    let counting = Weighing::new(tally.clone(), Places::default());
    let (mut list, mut places) = (Vec::new(), Places::default());
    for part in parts {
        let (items, counted) = listed(part, &counting).unwrap();
        list.extend(items);
        places = Places::from_bytes(&counted.to_bytes().unwrap()).unwrap().merge(places);
    }
    let weighing = Weighing::new(tally, places.of_several());

    let (mut found, linked) = of_kind(Kind::Incidents, parts, &list, batch, &weighing);
    let alone = list.iter().filter(|one| one.is_founded && !linked.contains(&one.item));
    for item in alone.map(|one| one.item) {
        let own = |report: &&Report<'_>| report.document.id == item.document();
        let own: Vec<Report<'_>> = parts.iter().flatten().filter(own).copied().collect();
        found.extend(super::parts(Kind::Incidents, &[vec![item]], &own, &weighing).unwrap());
    }
    let taken: BTreeSet<&ClaimRef> = found.iter().flat_map(|part| &part.matter().claims).collect();
    let taken: BTreeSet<_> = taken.into_iter().map(|it| (it.document.clone(), it.claim.index())).collect();
    list.retain(|one| one.kind == Kind::Statements);
    list.retain(|one| !taken.contains(&(one.item.document(), one.item.at())));
    found.extend(of_kind(Kind::Statements, parts, &list, batch, &weighing).0);

    let mut sorted: Vec<&Part> = found.iter().collect();
    sorted.sort_by_key(|part| part.place());
    let lines: Vec<String> = found.iter().map(|part| serde_json::to_string(part).unwrap()).collect();
    let found: Vec<Part> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let comparison = assembled(&found);
    let ids = |part: &&Part| part.matter().id.clone();
    assert_eq!(
        sorted.iter().map(ids).collect::<Vec<_>>(),
        comparison.matters.iter().map(|matter| matter.id.clone()).collect::<Vec<_>>()
    );
    comparison
}

/// The matters of linked items of a kind, and the items.
fn of_kind(
    kind: Kind,
    reports: &[Vec<Report<'_>>],
    list: &[Listed],
    batch: usize,
    weighing: &Weighing,
) -> (Vec<Part>, BTreeSet<Item>) {
    let of_kind = list.iter().filter(|one| one.kind == kind);
    let mut rows: Vec<(u64, &Listed)> =
        of_kind.clone().flat_map(|one| one.keys.iter().map(move |key| (*key, one))).collect();
    rows.sort_by_key(|(key, one)| (*key, one.place.clone()));
    let rows: Vec<(u64, Item, &[u8])> =
        rows.into_iter().map(|(key, one)| (key, one.item, one.row.as_slice())).collect();
    let mut neighbours = Neighbours::new(kind);
    let links: Vec<Link> =
        rows.chunks(batch).flat_map(|rows| neighbours.links(rows, weighing).unwrap()).collect();
    let mut components = Components::new();
    for Link { from, to, .. } in links.iter().rev() {
        assert!(from < to);
        components.link(*to, *from);
    }
    let rows: BTreeMap<Item, &[u8]> = of_kind.map(|one| (one.item, one.row.as_slice())).collect();
    let (mut found, mut linked) = (Vec::new(), BTreeSet::new());
    for set in components.sets() {
        let items: Vec<(Item, &[u8])> = set.iter().rev().map(|item| (*item, rows[item])).collect();
        let links: Vec<Link> = links.iter().filter(|link| set.contains(&link.from)).copied().collect();
        for mut group in groups(kind, &items, &links, weighing).unwrap() {
            group.reverse();
            let documents: BTreeSet<_> = group.iter().map(Item::document).collect();
            let own = |report: &&Report<'_>| documents.contains(&report.document.id);
            let own: Vec<Report<'_>> = reports.iter().flatten().filter(own).copied().collect();
            found.extend(parts(kind, &[group], &own, weighing).unwrap());
        }
        linked.extend(set);
    }
    (found, linked)
}

fn cut<'a>(samples: &'a [Sample], parts: &[usize]) -> Vec<Vec<Report<'a>>> {
    let mut cut = vec![Vec::new(); 4];
    for (at, sample) in samples.iter().enumerate() {
        let report = Report { document: &sample.document, reading: &sample.reading };
        cut[parts[at % parts.len()] % 4].push(report);
    }
    cut
}

/// Two samples may be one document: then the first is taken.
fn once(mut samples: Vec<Sample>) -> Vec<Sample> {
    let mut seen = BTreeSet::new();
    samples.retain(|sample| seen.insert(sample.document.id.clone()));
    samples
}

fn check(samples: &[Sample], parts: &[usize], batch: usize) {
    let reports: Vec<Report<'_>> =
        samples.iter().map(|made| Report { document: &made.document, reading: &made.reading }).collect();
    let expected = compare(&reports);
    let found = in_stages(&cut(samples, parts), batch);
    assert_eq!(serde_json::to_string(&found).unwrap(), serde_json::to_string(&expected).unwrap());
}

/// Reports on statements: nothing happened, but several say the same of a plan.
fn stated(list: &[(usize, i8)]) -> Vec<Sample> {
    let told =
        |&(at, day): &(usize, i8)| {
            let words = ["the new harbour fees", "the old railway line", "the new harbour plan"][at % 3];
            let text = format!("The Ministry of Health said that it would demand {words} in parliament.");
            report(&format!("Paper {at}"), &format!("2024-03-{:02}", 10 + day), &format!("Demand {at}"))
                .claim(&text, |made| {
                    made.said("Ministry of Health").event("demand", "demand");
                })
        };
    list.iter().map(told).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn parts_of_reports_come_to_what_all_come_to(
        list in seeds(),
        plans in prop::collection::vec((0usize..9, 0i8..12), 0..8),
        parts in prop::collection::vec(0usize..4, 1..9),
        batch in 1usize..40,
    ) {
        let mut samples: Vec<Sample> = list.into_iter().map(sample).collect();
        samples.extend(stated(&plans));
        check(&once(samples), &parts, batch);
    }

    #[test]
    fn tallies_add_up_in_any_order(list in seeds(), parts in prop::collection::vec(0usize..4, 1..9)) {
        let samples = once(list.into_iter().map(sample).collect());
        let whole = Tally::of(&cut(&samples, &[0])[0]);
        let [a, b, c, d] = [0, 1, 2, 3].map(|at| Tally::of(&cut(&samples, &parts)[at]));
        prop_assert_eq!(&a.clone().merge(b.clone()).merge(c.clone()).merge(d.clone()), &whole);
        prop_assert_eq!(&d.merge(b.merge(c.merge(a))), &whole);
        let pieces = whole.clone().pieces(5).into_iter().reduce(Tally::merge).unwrap();
        prop_assert_eq!(pieces, whole);
    }
}

#[test]
fn statements_are_compared_in_stages_as_at_once() {
    let samples = once(stated(&[(0, 1), (2, 1), (3, 2), (6, 3), (1, 1), (4, 2)]));
    let reports: Vec<Report<'_>> =
        samples.iter().map(|made| Report { document: &made.document, reading: &made.reading }).collect();
    assert!(!compare(&reports).matters.is_empty(), "there is something to compare");
    check(&samples, &[0, 1, 2, 3], 2);
}

#[test]
fn a_list_longer_than_a_batch_is_gone_through_as_one() {
    // More reports under one key than an incident meets, and a great disaster that draws others.
    let told = |at: usize| {
        let (kind, town) = if at.is_multiple_of(3) { ("earthquake", KORVA) } else { ("attack", TARSK) };
        let text =
            format!("The Army said that {} people were killed in the {kind} in {}.", 3 + at % 5, town.0);
        let day = format!("2024-03-{:02}", 1 + at % 28);
        report(&format!("Paper {at}"), &day, &format!("Day {at}")).claim(&text, |made| {
            made.said("Army").killed(&(3 + at % 5).to_string()).event(kind, kind).at(town);
        })
    };
    let samples: Vec<Sample> = (0..150).map(told).collect();
    for batch in [1, 7, 1000] {
        check(&samples, &[0, 1, 2, 3, 0, 0], batch);
    }
}

#[test]
fn the_first_telling_of_a_place_counts_whatever_the_order_of_a_group() {
    let told = |at: usize| {
        let text = format!("The Army said that {} people were killed in the attack in {}.", 3 + at, KORVA.0);
        let mut made =
            report(&format!("Paper {at}"), "2024-03-12", &format!("Day {at}")).claim(&text, |made| {
                made.said("Army").killed(&(3 + at).to_string()).event("attack", "attack").at(KORVA);
            });
        for place in &mut made.reading.places {
            (place.geonameid, place.admin1) = (Some(7), Some(format!("Shire {at}")));
        }
        made
    };
    let samples: Vec<Sample> = (0..4).map(told).collect();
    let reports: Vec<Report<'_>> =
        samples.iter().map(|made| Report { document: &made.document, reading: &made.reading }).collect();
    let matters = compare(&reports).matters;
    assert!(matters[0].documents.len() > 1 && matters[0].place.is_some(), "{matters:?}");
    check(&samples, &[0, 1, 2, 3], 5);
}

#[test]
fn what_no_stage_has_made_is_told_and_not_guessed() {
    let weighing = Weighing::new(Tally::default(), Places::default());
    assert!(Tally::from_bytes(&[7]).is_err() && Places::from_bytes(&[9]).is_err());
    assert!(Item::try_from(&[1_u8, 2][..]).unwrap_err().to_string().contains("41 bytes, not 2"));
    let sample = sample((0, 0, 1, 0, 3, 0));
    let item = Item::new(&sample.document, 9).unwrap();
    assert_eq!((item.document(), item.at()), (sample.document.id.clone(), 9));
    let reports = [Report { document: &sample.document, reading: &sample.reading }];
    let missing = parts(Kind::Incidents, &[vec![item]], &[], &weighing).unwrap_err();
    assert!(missing.to_string().contains("not among those given"), "{missing}");
    let unknown = parts(Kind::Incidents, &[vec![item]], &reports, &weighing).unwrap_err();
    assert!(unknown.to_string().ends_with("has no item 9"), "{unknown}");
    let link = Link { from: item, to: item, strength: 1.0 };
    assert!(groups(Kind::Incidents, &[], &[link], &weighing).is_err());
    assert!(Neighbours::new(Kind::Incidents).links(&[(1, item, &[1, 2][..])], &weighing).is_err());
}
