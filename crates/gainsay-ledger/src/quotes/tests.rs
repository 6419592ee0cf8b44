use gainsay_document::{ActorKind, Stance};

use super::Link;
use crate::Ledger;
use crate::build::{self, Build};

/// Two reports of one outlet, one of none.
fn ledger() -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    for text in ["The mayor said that three barges sank.", "The guild denied that one barge sank."] {
        build::add(&mut ledger, text);
    }
    let (raw, mut document, reading) = Build::of("The mayor denied that a barge sank.");
    document.outlet = None;
    ledger.add(&raw, &document, &reading, &build::from("c.txt")).unwrap();
    ledger
}

#[test]
fn it_counts_as_the_list_of_sources_does() {
    let ledger = ledger();
    let quotes = ledger.quotes(None, None).unwrap();
    let listed = ledger.sources().unwrap();
    assert_eq!(quotes.sources.len(), listed.len());
    for (source, listed) in quotes.sources.iter().zip(&listed) {
        assert_eq!((&source.name, source.kind), (&listed.name, listed.kind));
        assert_eq!(
            (source.attributions, source.claims, source.documents),
            (listed.attributions, listed.claims, listed.documents)
        );
        assert_eq!(source.stances, listed.stances);
        let at = quotes.source(&source.name).unwrap();
        let outlets: Vec<_> = (quotes.outlets_of(at).iter())
            .map(|link| (quotes.outlets[link.from].name.clone(), link.attributions))
            .collect();
        let mut expected = listed.outlets.clone();
        expected.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        assert_eq!(outlets, expected);
    }
    assert_eq!(quotes.sources[0].kind, Some(ActorKind::Person));
    assert_eq!(quotes.sources[0].stances.len(), 2);
    assert!(quotes.sources[0].stances.contains(&(Stance::Deny, 1)));
}

#[test]
fn an_outlet_has_its_documents_and_the_sources_it_names() {
    let ledger = ledger();
    let quotes = ledger.quotes(None, None).unwrap();
    let herald = quotes.outlet(Some("Quay Herald")).unwrap();
    let named: Vec<_> =
        quotes.sources_of(herald).iter().map(|link| quotes.sources[link.to].name.as_str()).collect();
    assert_eq!(named, ["The mayor", "The guild"]);
    assert_eq!(quotes.outlets[herald].documents(), 2);
    assert_eq!(ledger.documents_of_outlet(&quotes, herald, 1, 9).unwrap().len(), 1);
    assert_eq!(quotes.outlets[quotes.outlet(None).unwrap()].documents(), 1);
    assert_eq!(quotes.outlet(Some("Nobody")), None);
}

#[test]
fn a_statement_inside_another_links_two_sources() {
    let mut ledger = Ledger::in_memory().unwrap();
    let (raw, document, reading) = Build::sample();
    ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
    let nested = reading.attributions.iter().filter(|inner| inner.inside.is_some()).count();
    let quotes = ledger.quotes(None, None).unwrap();
    assert!(nested > 0 && !quotes.inside.is_empty());
    assert!(quotes.inside.iter().map(|link| link.attributions).sum::<usize>() <= nested);
}

#[test]
fn the_contested_are_those_of_the_comparison_or_those_that_are_given() {
    let mut ledger = Ledger::in_memory().unwrap();
    let first = build::add(&mut ledger, "The mayor said that three barges sank.");
    let second = build::add(&mut ledger, "The mayor denied that any barge sank.");
    let mut comparison = build::comparison(&[&first, &second]);
    for facet in &mut comparison.matters[0].facets {
        facet.agreement = gainsay_document::Agreement::Contested;
    }
    ledger.set_comparison(&comparison).unwrap();
    let quotes = ledger.quotes(None, None).unwrap();
    let contested = ledger.claims_of_source("The mayor", None, Some(&quotes)).unwrap();
    assert!(!contested.is_empty());
    assert_eq!(quotes.sources[0].contested, contested.len());
    assert_eq!(quotes.quoting.iter().map(|link: &Link| link.contested).sum::<usize>(), contested.len());
    let none = ledger.quotes(None, Some(&[])).unwrap();
    assert_eq!(none.sources[0].contested, 0);
    let given = ledger.quotes(None, Some(&contested)).unwrap();
    assert_eq!(given.sources[0].contested, contested.len());
    assert_eq!(ledger.contested_of_outlet(&given, 0, 0, 9).unwrap().len(), contested.len());
    assert_eq!(ledger.claims_of_source("The mayor", None, None).unwrap().len(), 2);
    assert_eq!(ledger.matters_of_source("The mayor").unwrap().len(), 1);
}

#[test]
fn what_was_published_later_is_left_out() {
    let ledger = ledger();
    let quotes = ledger.quotes(Some(jiff::civil::date(1900, 1, 1)), Some(&[])).unwrap();
    assert!(quotes.sources.is_empty() && quotes.outlets.is_empty() && quotes.quoting.is_empty());
}
