//! The phenomena of `claim-cases/*.md`: each heading's text must give exactly the claims listed under it.
//!
//! A case is a heading, a quoted paragraph (`> …`, an empty `>` line parts paragraphs), and a row a claim:
//! `holder | cue's stance | words | polarity and mode where not asserted | figures | events`. `-` is nothing; the
//! holder `author` is the author's own voice.

mod common;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use gainsay_document::{Claim, Document, DocumentId, Published, PublishedBasis, Reading};
use gainsay_read::Reader;
use proptest::prelude::*;

/// The tables are large: one reader for all cases of a run.
static READER: LazyLock<Reader> = LazyLock::new(Reader::rules);

fn document(text: &str) -> Document {
    Document {
        published: "2024-03-22".parse().ok().map(|date| Published { date, basis: PublishedBasis::Given }),
        ..Document::of_text(DocumentId::try_from("0".repeat(64)).expect("64 digits"), text)
    }
}

fn read(text: &str) -> Reading {
    let document = document(text);
    let reading = READER.read(&document);
    reading.check(&document).expect("a whole reading");
    reading
}

fn row(text: &str, reading: &Reading, claim: &Claim) -> String {
    let list = |items: Vec<String>| if items.is_empty() { "-".to_owned() } else { items.join(", ") };
    let attribution = claim.attribution.and_then(|id| reading.attribution(id));
    let holder = attribution.map_or("author".to_owned(), |found| {
        found.actor.and_then(|id| reading.actor(id)).map_or("-".to_owned(), |actor| actor.name.clone())
    });
    let mood = [claim.polarity.as_str(), claim.modality.as_str()];
    let figures = claim.facts.quantities.iter().map(|&index| {
        let quantity = &reading.quantities[index];
        format!("{} {}", quantity.interval, quantity.outcome.map_or("-", |outcome| outcome.as_str()))
    });
    let events = claim.facts.events.iter().map(|id| reading.events[id.index()].kind.clone());
    [
        holder,
        attribution.map_or("-", |found| found.stance.as_str()).to_owned(),
        claim.span.of(text).replace('\n', " "),
        list(mood.into_iter().filter(|word| *word != "asserted").map(str::to_owned).collect()),
        list(figures.collect()),
        list(events.collect()),
    ]
    .join(" | ")
}

#[test]
fn every_case_gives_its_claims() {
    common::check("claim-cases", 25, |text, _| {
        let reading = read(text);
        reading.claims.iter().map(|claim| row(text, &reading, claim)).collect()
    });
}

fn circumstances(text: &str, words: &str) -> (Vec<String>, Vec<String>) {
    let reading = read(text);
    let claim =
        reading.claims.iter().find(|claim| claim.span.of(text).contains(words)).expect("such a claim");
    let times = claim.facts.times.iter().map(|&index| reading.times[index].value.clone()).collect();
    let places = claim.facts.places.iter().map(|&index| reading.places[index].name.clone()).collect();
    (times, places)
}

#[test]
fn circumstances_come_from_the_claim_or_from_what_was_said_before() {
    let check = |text: &str, words: &str, times: &[&str], places: &[&str]| {
        let (found_times, found_places) = circumstances(text, words);
        assert_eq!(found_times, times, "{text}");
        assert_eq!(found_places, places, "{text}");
    };
    let own = "The union said on Thursday that 16 people died when the ferry sank off Peniche on Monday.";
    check(own, "16 people", &["2024-03-18"], &["Peniche"]);
    let earlier =
        "A ferry sank off Peniche on Monday.\n\nThe union said on Thursday that 16 people had died.";
    check(earlier, "16 people", &["2024-03-18"], &["Peniche"]);
    check("The union said on Thursday that 16 people had died.", "16 people", &[], &[]);
    let aside =
        "In the worst of them, Wednesday's shelling of Tornio, the council said that two people had died.";
    check(aside, "two people", &["2024-03-20"], &["Tornio"]);
    // A year of long ago is the date of its own sentence alone.
    let background =
        "A quake struck on Wednesday. A quake killed 90 people here in 1843. Nine were injured now.";
    check(background, "90", &["1843"], &[]);
    check(background, "injured", &["2024-03-20"], &[]);
    let dateline = "TORNIO, Finland — Two people were killed in an attack on Wednesday.\n\nOne was injured.";
    check(dateline, "injured", &["2024-03-20"], &["Tornio"]);
}

#[test]
fn circumstances_of_other_happenings_are_not_taken() {
    let check = |text: &str, words: &str, times: &[&str], places: &[&str]| {
        let (found_times, found_places) = circumstances(text, words);
        assert_eq!(found_times, times, "{text}");
        assert_eq!(found_places, places, "{text}");
    };
    let source =
        "A blast hit a shop in Tornio on Monday.\n\nThe hospital in Oulu said that two people had died.";
    check(source, "two people", &["2024-03-18"], &["Tornio"]);
    let habit = "A fire destroyed a shop in Tornio on Monday. Fires have in the past killed three people.";
    check(habit, "three people", &[], &[]);
    let long_ago = "A boat sank off Peniche on Monday.\n\nOn 3 June 2009, a boat sank off Faro. Two people were injured.";
    check(long_ago, "Two people", &["2009-06-03"], &["Faro"]);
    let described = "Police in Tornio arrested two men who had fled the town in December.";
    check(described, "two men", &[], &["Tornio"]);
    let as_of =
        "A ferry sank off Peniche on Monday. As of Thursday, two people had died.\n\nThree were injured.";
    check(as_of, "Three", &["2024-03-18"], &["Peniche"]);
    let other = "A boat sank off Peniche on Monday.\n\nThe parties agreed to negotiate.";
    check(other, "negotiate", &[], &[]);
    let chain = "TORNIO — Nine people died in the flood that followed the collapse of a dam on Friday.";
    check(chain, "Nine", &["2024-03-22"], &["Tornio"]);
    let side_by_side = "Two people died in Tornio on Monday, and nine were injured in Oulu on Tuesday.";
    check(side_by_side, "nine", &["2024-03-19"], &["Oulu"]);
}

const PIECES: &[&str] = &[
    "The army said ",
    "that 3 soldiers were killed",
    "; the militia put the toll at 11",
    ", including two children",
    " denied that it had shelled the town",
    "The River Guard",
    ". ",
    "\n\n",
    "“No attack took place,” ",
    "withdrew its earlier figure of 40",
    " in Tornio on Monday",
    ", according to the ministry",
    " reportedly ",
    "from 40 to 31 dead",
    "é—",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_figure_with_an_outcome_is_in_exactly_one_claim(picks in prop::collection::vec(0..PIECES.len(), 1..24)) {
        let text: String = picks.iter().map(|&index| PIECES[index]).collect();
        let reading = read(&text);
        let mut held: BTreeMap<usize, usize> = BTreeMap::new();
        for claim in &reading.claims {
            for &index in &claim.facts.quantities {
                *held.entry(index).or_default() += 1;
            }
        }
        for (index, quantity) in reading.quantities.iter().enumerate() {
            let expected = usize::from(quantity.outcome.is_some());
            prop_assert_eq!(held.get(&index).copied().unwrap_or(0), expected, "{}", quantity.span.of(&text));
        }
        prop_assert_eq!(&reading, &read(&text));
    }
}
