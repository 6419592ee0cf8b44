//! What a whole reading says of figures, days and places: who holds them, and that none is lost.

use std::sync::LazyLock;

use gainsay_document::{Document, DocumentId, Published, PublishedBasis, Stance};
use gainsay_read::Reader;
use jiff::civil::date;
use proptest::prelude::*;

/// One reader for all cases: parsing the gazetteer takes longer than reading.
static READER: LazyLock<Reader> = LazyLock::new(Reader::rules);

fn document(text: &str) -> Document {
    Document {
        published: Some(Published { date: date(2024, 2, 14), basis: PublishedBasis::Given }),
        ..Document::of_text(DocumentId::try_from("0".repeat(64)).expect("64 hexadecimal digits"), text)
    }
}

/// Each figure with an outcome as `holder (stance): low..high outcome`, in the order of the text.
fn held(text: &str) -> Vec<String> {
    let document = document(text);
    let reading = READER.read(&document);
    assert_eq!(reading.check(&document), Ok(()), "{text}");
    let claims = |quantity: usize| {
        let mut claims =
            reading.claims.iter().filter(move |claim| claim.facts.quantities.contains(&quantity));
        let claim = claims.next().unwrap_or_else(|| panic!("no claim holds quantity {quantity} of {text:?}"));
        assert!(claims.next().is_none(), "two claims hold quantity {quantity} of {text:?}");
        claim
    };
    reading
        .quantities
        .iter()
        .enumerate()
        .filter_map(|(index, quantity)| Some((index, quantity, quantity.outcome?)))
        .map(|(index, quantity, outcome)| {
            let attribution = claims(index).attribution.and_then(|id| reading.attribution(id));
            let holder = attribution.map_or_else(
                || "author".to_owned(),
                |held| format!("{} ({})", held.source.of(text), held.stance.as_str()),
            );
            let end = |end: Option<f64>| end.map_or(String::new(), |end| end.to_string());
            let interval = quantity.interval;
            format!("{holder}: {}..{} {}", end(interval.low), end(interval.high), outcome.as_str())
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(held(text), expected, "{text}");
}

#[test]
fn a_figure_belongs_to_its_source() {
    check("The ministry said 14 people were killed.", &["The ministry (say): 14..14 killed"]);
    check("Fourteen people were killed.", &["author: 14..14 killed"]);
    check("According to the ministry, up to 40 people were hurt.", &["the ministry (say): ..40 injured"]);
    check("The army denied that 14 people were killed.", &["The army (deny): 14..14 killed"]);
}

#[test]
fn the_innermost_source_holds_the_figure() {
    check(
        "The ministry said that 22 people had been killed, Radio Vaguada reported.",
        &["The ministry (say): 22..22 killed"],
    );
}

#[test]
fn a_denial_without_a_figure_is_a_claim() {
    let reading = READER.read(&document("The militia denied responsibility."));
    let stances: Vec<Stance> = reading
        .claims
        .iter()
        .filter_map(|claim| Some(reading.attribution(claim.attribution?)?.stance))
        .collect();
    assert_eq!(stances, [Stance::Deny]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn readings_fit_their_text_and_lose_no_figure(
        text in "(The army said |that |14 people |were killed|among them 3 children|, |; |\\. |\n\n|“|”|in Paris|on Monday|denied |dozens ){0,30}"
    ) {
        let document = document(&text);
        let reading = READER.read(&document);
        prop_assert!(reading.check(&document).is_ok());
        for (index, quantity) in reading.quantities.iter().enumerate() {
            let claims = reading.claims.iter().filter(|claim| claim.facts.quantities.contains(&index)).count();
            prop_assert_eq!(claims, usize::from(quantity.outcome.is_some()));
        }
    }
}
