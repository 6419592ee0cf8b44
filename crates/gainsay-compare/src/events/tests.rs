use gainsay_document::{Document, DocumentId, Event, Modality, Polarity, Reading, Report, Span};
use proptest::prelude::*;

use super::event_clusters;

/// A document with an event at each of the words between asterisks, and a sentence a line.
fn report(number: u8, marked: &str) -> (Document, Reading) {
    let mut text = String::new();
    let mut triggers = Vec::new();
    for (index, piece) in marked.split('*').enumerate() {
        if index % 2 == 1 {
            triggers.extend(Span::ordered(text.len()..text.len() + piece.len()));
        }
        text.push_str(piece);
    }
    let id = DocumentId::of_sha256([number; 32]);
    let mut reading = Reading::empty(id.clone(), "none");
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        reading.sentences.extend(Span::ordered(start..start + line.len()));
        start += line.len();
    }
    reading.events = triggers
        .into_iter()
        .map(|trigger| Event {
            kind: "other".into(),
            trigger,
            polarity: Polarity::Asserted,
            modality: Modality::Asserted,
            places: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            participants: Vec::new(),
            responsibility: None,
        })
        .collect();
    (Document::of_text(id, text), reading)
}

/// The clusters of more than one mention, each by its triggers in order.
#[track_caller]
fn check(texts: &[&str], expected: &[&[&str]]) {
    let read: Vec<_> = texts.iter().zip(1..).map(|(text, number)| report(number, text)).collect();
    let reports: Vec<_> = read.iter().map(|(document, reading)| Report { document, reading }).collect();
    let mut found: std::collections::BTreeMap<String, Vec<&str>> = std::collections::BTreeMap::new();
    for (report, clusters) in reports.iter().zip(event_clusters(&reports)) {
        for (event, cluster) in report.reading.events.iter().zip(clusters) {
            found.entry(cluster).or_default().push(event.trigger.of(&report.document.text));
        }
    }
    let found: Vec<_> = found.into_values().filter(|triggers| triggers.len() > 1).collect();
    assert_eq!(found, expected);
}

const FERRY: &str = "The ferry Maris *sank* off Calder Bay in a storm.\nThe harbour master of Calder Bay *said* the \
                     ferry Maris had carried forty passengers.\n";
const FERRY_AGAIN: &str = "Divers searched Calder Bay where the ferry Maris was *sunk* by the storm.\nThe water was \
                           too cold to dive at night, one of them *said*.\n";
const OTHER_FERRY: &str = "A trawler, the Old Quill, *sank* near Vaguada after hitting an iceberg.\nIts owner in Vaguada \
                           *said* nobody had warned the trawler of icebergs.\n";
const FIRE: &str = "A *blaze* swept the Korva market hall.\nThe *fire* at the Korva market began at night.\n";

#[test]
fn one_event_of_two_reports_of_one_story_is_one() {
    check(&[FERRY, FERRY_AGAIN, OTHER_FERRY, FIRE], &[&["sank", "sunk"], &["blaze", "fire"]]);
}

#[test]
fn nothing_gives_nothing() {
    assert!(event_clusters(&[]).is_empty());
    check(&["", "No event.", "*sank*"], &[]);
}

#[test]
fn many_copies_of_one_report_stay_one_event() {
    check(
        &[FERRY; 100].map(|text| text.split_once('\n').map_or(text, |(first, _)| first)),
        &[&["sank"; 100]],
    );
}

proptest! {
    #[test]
    fn the_order_of_the_reports_does_not_matter(picked in prop::collection::vec(0..4usize, 0..7)) {
        let texts = [FERRY, FERRY_AGAIN, OTHER_FERRY, FIRE];
        let read: Vec<_> = picked.iter().zip(1..).map(|(&text, number)| report(number, texts[text])).collect();
        let reports: Vec<_> = read.iter().map(|(document, reading)| Report { document, reading }).collect();
        let turned: Vec<_> = reports.iter().rev().copied().collect();
        let mut clusters = event_clusters(&turned);
        clusters.reverse();
        prop_assert_eq!(event_clusters(&reports), clusters);
    }

    #[test]
    fn every_event_has_a_cluster_whatever_the_text(texts in prop::collection::vec("(\\PC|[a-z* \n]){0,60}", 0..5)) {
        let read: Vec<_> = texts.iter().zip(1..).map(|(text, number)| report(number, text)).collect();
        let reports: Vec<_> = read.iter().map(|(document, reading)| Report { document, reading }).collect();
        for (report, clusters) in reports.iter().zip(event_clusters(&reports)) {
            prop_assert_eq!(report.reading.events.len(), clusters.len());
            prop_assert!(clusters.iter().all(|cluster| cluster.starts_with("k-")));
        }
    }
}
