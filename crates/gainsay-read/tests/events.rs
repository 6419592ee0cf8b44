//! Markdown cases of events, read with the weights that come with the program.
//!
//! A case is a heading, a quoted sentence, and a row an event: `kind | trigger | what is not plainly asserted | agents |
//! targets | places | times | figures`; `-` stands for none.

mod common;

use std::num::NonZeroUsize;

use gainsay_document::{
    Document, DocumentId, Event, Modality, ParticipantRole, Polarity, Published, PublishedBasis, Reading,
    Span,
};
use gainsay_read::Reader;

fn row(text: &str, reading: &Reading, event: &Event) -> String {
    let mut mood: Vec<&str> = Vec::new();
    mood.extend((event.polarity == Polarity::Denied).then_some("denied"));
    mood.extend((event.modality != Modality::Asserted).then(|| event.modality.as_str()));
    let list = |words: Vec<&str>| if words.is_empty() { "-".to_owned() } else { words.join(", ") };
    let who = |role: ParticipantRole| {
        let parts = event.participants.iter().filter(|part| part.role == role);
        list(parts.map(|part| reading.actors[part.actor.index()].name.as_str()).collect())
    };
    let words = |spans: Vec<Span>| list(spans.iter().map(|span| span.of(text)).collect());
    [
        event.kind.clone(),
        event.trigger.of(text).to_owned(),
        if mood.is_empty() { "-".to_owned() } else { mood.join(" ") },
        who(ParticipantRole::Agent),
        who(ParticipantRole::Target),
        words(event.places.iter().map(|&at| reading.places[at].span).collect()),
        words(event.times.iter().map(|&at| reading.times[at].span).collect()),
        words(event.quantities.iter().map(|&at| reading.quantities[at].span).collect()),
    ]
    .join(" | ")
}

#[test]
fn every_case_gives_its_events() {
    let reader = Reader::trained(NonZeroUsize::MIN).unwrap();
    common::check("event-cases", 30, |text, _| {
        let mut document = Document::of_text("ef".repeat(32).parse::<DocumentId>().unwrap(), text);
        let date = "2024-03-21".parse().unwrap();
        document.published = Some(Published { date, basis: PublishedBasis::Given });
        let reading = reader.read(&document);
        assert_eq!(reading.check(&document), Ok(()), "{text}");
        reading.events.iter().map(|event| row(text, &reading, event)).collect()
    });
}
