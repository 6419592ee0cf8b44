//! The read contract, written and read back.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod sample;

use gainsay_document::{
    Actor, ActorId, ActorKind, Attribution, AttributionId, Claim, Document, Event, EventId, Facts,
    InferredDate, InferredFrom, Interval, Modality, Name, NameKind, Note, NoteCode, Outcome, Participant,
    ParticipantRole, Place, PlacePrecision, Polarity, Published, PublishedBasis, Quantity, QuoteKind,
    Reading, Responsibility, Scope, Span, Spans, Stance, Time, TimeKind, TimeModifier,
};
use gainsay_export::read_contract::{line, line_with_clusters, parse};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// The span between the `a`-th and the `b`-th character boundary of `text`, taken around; the whole text where they meet.
fn span(text: &str, a: usize, b: usize) -> Span {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (a, b) = (bounds[a % bounds.len()], bounds[b % bounds.len()]);
    let range = if a == b { 0..text.len() } else { a.min(b)..a.max(b) };
    Span::within(text, range).unwrap()
}

fn kinds() -> impl Strategy<Value = (ActorKind, Stance, QuoteKind, Modality, Polarity, Option<Responsibility>)>
{
    use ActorKind::{Group, Media, Organisation, Person, Unknown};
    use Modality::{Asserted, Conditional, Demanded, Hypothetical, Planned, Possible};
    use Responsibility::{Claimed, Fact, Suspected, SuspectedByAuthorities};
    (
        select(vec![Person, Organisation, Group, Media, Unknown]),
        select(Stance::ALL.to_vec()),
        select(vec![QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed]),
        select(vec![Asserted, Planned, Possible, Conditional, Demanded, Hypothetical]),
        select(vec![Polarity::Asserted, Polarity::Denied]),
        prop::option::of(select(vec![
            Claimed,
            Fact,
            Responsibility::Possible,
            Suspected,
            SuspectedByAuthorities,
        ])),
    )
}

fn any_report() -> impl Strategy<Value = (Document, Reading)> {
    let text = "(\\PC|[a-z =+@,\"'\r\n\t-]|[é“”…🚢]){1,120}";
    let word = || prop::option::of("(\\PC|[a-z\"\n]){0,8}");
    let pairs = prop::collection::vec((any::<usize>(), any::<usize>()), 1..8);
    let figure = prop::option::of((0..2_000_000i32).prop_map(|number| f64::from(number) / 8.0));
    let day = prop::option::of((1900..2100i16, 1..=12i8, 1..=28i8))
        .prop_map(|day| day.map(|(year, month, day)| jiff::civil::date(year, month, day)));
    let outcome = prop::option::of(select(Outcome::ALL.to_vec()));
    (text, (word(), word(), word()), pairs, figure, day, outcome, kinds()).prop_map(
        |(text, (title, outlet, word), pairs, figure, day, outcome, kinds)| {
            let (kind, stance, quote, modality, polarity, responsibility) = kinds;
            let id = "0f".repeat(32).parse().unwrap();
            let mut document =
                Document { title, outlet, external_id: word.clone(), ..Document::of_text(id, text) };
            let text = document.text.clone();
            document.body = day.map(|_| span(&text, pairs[0].1, pairs[0].0));
            document.language.clone_from(&word);
            document.published = day.map(|date| Published { date, basis: PublishedBasis::Head });
            let mut reading = Reading::empty(document.id.clone(), "none");
            let spans: Vec<Span> = pairs.iter().map(|&(a, b)| span(&text, a, b)).collect();
            reading.sentences.clone_from(&spans);
            reading.paragraphs = spans[1..].to_vec();
            reading.inferred_date =
                day.map(|date| InferredDate { date, span: spans[0], from: InferredFrom::Weekday });
            for (index, &span) in spans.iter().enumerate() {
                reading.names.push(Name { span, kind: NameKind::ALL[index % 4] });
                reading.actors.push(Actor {
                    name: span.of(&text).to_owned(),
                    kind,
                    role: word.clone(),
                    affiliation: None,
                    mentions: spans[index..].to_vec(),
                });
                reading.quantities.push(Quantity {
                    span,
                    interval: Interval { low: figure, high: figure.filter(|_| index % 2 == 0) },
                    approximator: word.clone(),
                    unit: None,
                    outcome,
                    category: word.clone(),
                    affiliation: None,
                    scope: [Scope::Event, Scope::Cumulative { since: day }][index % 2],
                    part_of: index.checked_sub(1),
                });
                reading.times.push(Time {
                    span,
                    kind: [TimeKind::Date, TimeKind::Set][index % 2],
                    value: "2024-02".into(),
                    modifier: (index % 3 == 0).then_some(TimeModifier::OnOrAfter),
                    start: day,
                    end: day,
                });
                reading.places.push(Place {
                    span,
                    name: span.of(&text).to_owned(),
                    geonameid: Some(7),
                    lat: figure,
                    lon: figure,
                    country: word.clone(),
                    admin1: None,
                    is_country: index % 2 == 0,
                    precision: [PlacePrecision::Near, PlacePrecision::Country][index % 2],
                    is_associative: index % 3 == 0,
                });
                reading.attributions.push(Attribution {
                    source: span.into(),
                    cue: Spans::none(),
                    content: spans[index..].to_vec().into(),
                    quote,
                    stance,
                    inside: index.checked_sub(1).map(AttributionId::at),
                    actor: Some(ActorId::at(index)),
                    confidence: 0.125,
                });
                reading.events.push(Event {
                    kind: "kill".into(),
                    trigger: span,
                    polarity,
                    modality,
                    places: vec![index],
                    times: vec![0],
                    quantities: vec![index, 0],
                    participants: vec![Participant {
                        role: [ParticipantRole::Agent, ParticipantRole::Target][index % 2],
                        actor: ActorId::at(index),
                    }],
                    responsibility,
                });
                reading.claims.push(Claim {
                    span: spans[index..].to_vec().into(),
                    attribution: Some(AttributionId::at(index)),
                    facts: Facts {
                        events: vec![EventId::at(index)],
                        quantities: vec![index],
                        ..Facts::default()
                    },
                    polarity,
                    modality,
                });
            }
            reading.notes = vec![Note::new(NoteCode::NumberUnreadable, "Odd.").at(spans[0])];
            (document, reading)
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read_back((document, reading) in any_report()) {
        let written = line(&document, &reading);
        let (document_back, reading_back) = parse(&written).unwrap();
        prop_assert_eq!(&document_back, &document);
        prop_assert_eq!(&reading_back, &reading);
    }

    #[test]
    fn whatever_the_line_is_it_never_panics(line in "\\PC{0,80}") {
        let _ = parse(&line);
    }

    #[test]
    fn an_offset_that_is_another_number_never_panics(
        (document, reading) in any_report(),
        number in prop_oneof![any::<u64>(), 0..200u64],
    ) {
        let mut value: Value = serde_json::from_str(&line(&document, &reading)).unwrap();
        value["events"][0]["trigger"][1] = json!(number);
        if let Ok((document, reading)) = parse(&value.to_string()) {
            prop_assert_eq!(reading.check(&document), Ok(()));
        }
    }
}

#[test]
fn the_sample_comes_back_with_all_notes_in_its_reading() {
    let (document, reading) = (sample::document(), sample::reading());
    let written = line(&document, &reading);
    let (document_back, reading_back) = parse(&written).unwrap();
    assert_eq!(reading_back.notes.len(), document.notes.len() + reading.notes.len());
    assert_eq!(line(&document_back, &reading_back), written);
}

#[test]
fn clusters_stand_with_their_events() {
    let written = line_with_clusters(&sample::document(), &sample::reading(), &["k-1".to_owned()]);
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap()["events"][0]["cluster"], "k-1");
    assert_eq!(parse(&written).unwrap().1.events, sample::reading().events);
}

#[test]
fn another_reader_may_give_little() {
    let (document, reading) = parse(r#"{"id": "x", "text": "A ferry sank.", "colour": [1]}"#).unwrap();
    assert_eq!(document.external_id.as_deref(), Some("x"));
    assert_eq!(document.body.map(Span::range), Some(0..13));
    assert_eq!((reading.paragraphs.len(), reading.events.len()), (1, 0));
    let same_text = parse(r#"{"id": "y", "text": "A ferry sank."}"#).unwrap().0;
    assert_ne!(same_text.id, document.id);
}

#[track_caller]
fn check(line: &str, reason: &str) {
    let said = parse(line).unwrap_err().to_string();
    assert!(said.contains(reason), "{said}");
}

#[test]
fn bad_lines_are_refused_with_the_key_and_the_reason() {
    let with = |rest: &str| format!(r#"{{"id": "x", "text": "né à", {rest}}}"#);
    check("[]", "expected struct Line");
    check("{", "EOF");
    check(r#"{"id": "x"}"#, "missing field `text`");
    check(r#"{"id": "x", "text": ""}"#, "text: it is empty");
    check(r#"{"text": "x"}"#, "id: it is missing");
    check(&with(r#""document": "abc""#), "document: not an identifier: abc");
    check(&with(r#""published": "2024-02-31""#), "date is not valid");
    check(&with(r#""sentences": [[0, 5]]"#), "sentences: [0, 5] is no stretch of the text");
    check(&with(r#""sentences": [[2, 2]]"#), "sentences: [2, 2] is no stretch of the text");
    check(&with(r#""sentences": [[-1, 2]]"#), "-1");
    check(&with(r#""events": [{"id": "e1", "type": "sink", "trigger": [3, 9]}]"#), "events[0]: [3, 9]");
    let event = r#""events": [{"id": "e1", "type": "sink", "trigger": [0, 2], "#;
    check(&with(&format!(r#"{event}"places": [0]}}]"#)), "events[0] points to something that is not there");
    check(
        &with(&format!(r#"{event}"actors": [{{"role": "agent", "actor": "p9"}}]}}]"#)),
        "has the id \"p9\"",
    );
    check(
        &with(r#""actors": [{"id": "p", "name": "A"}, {"id": "p", "name": "B"}]"#),
        "two have the id \"p\"",
    );
    check(&with(r#""quantities": [{"span": [0, 2], "low": 3, "high": 2}]"#), "low is greater than high");
    check(&with(r#""quantities": [{"span": [0, 2], "scope": "all"}]"#), "quantities[0].scope");
}
