//! From the layers of a reading to rows: offsets in code points, the quoted words beside them.

use gainsay_document::{CharOffsets, Claim, Document, Note, Outcome, Reading, Report, Span, Spans};
use rusqlite::types::Value;

use crate::Error;
use crate::codec::{IntoValue, finite, number, scope_words, to_json, to_word};

type Rows = Vec<Vec<Value>>;

/// A row: each value as the column type that fits it.
macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$(IntoValue::value($value)),*] };
}

/// The text the spans point into.
struct Text<'t> {
    text: &'t str,
    offsets: CharOffsets<'t>,
}

impl Text<'_> {
    /// Start, end and the words between them.
    fn at(&self, span: Span) -> [Value; 3] {
        let [start, end] = self.range(Some(span));
        [start, end, span.of(self.text).value()]
    }

    fn range(&self, span: Option<Span>) -> [Value; 2] {
        match span.map(|span| self.offsets.span(span)) {
            Some(range) => range.map(|offset| Value::Integer(offset as i64)),
            None => [Value::Null, Value::Null],
        }
    }

    /// The words of spans, or nothing where there are none.
    fn words(&self, spans: &Spans) -> Option<String> {
        (!spans.is_empty()).then(|| spans.of(self.text))
    }
}

/// The lists in the order of [`super::TABLES`].
pub(super) fn rows(document: &Document, reading: &Reading) -> Result<Vec<Rows>, Error> {
    let text = Text { text: &document.text, offsets: CharOffsets::new(&document.text) };
    let [actors, mentions] = actors(&text, reading);
    let [attributions, attribution_spans] = attributions(&text, Report { document, reading });
    let [events, event_actors, event_quantities, event_times, event_places] = events(&text, reading);
    let [claims, claim_spans, claim_events, claim_quantities, claim_times, claim_places] =
        claims(&text, document, reading)?;
    Ok(vec![
        notes(&text, &reading.notes)?,
        actors,
        mentions,
        attributions,
        attribution_spans,
        quantities(&text, reading),
        times(&text, reading),
        places(&text, reading),
        events,
        event_actors,
        event_quantities,
        event_times,
        event_places,
        claims,
        claim_spans,
        claim_events,
        claim_quantities,
        claim_times,
        claim_places,
    ])
}

/// The notes of a stage, for `document_notes` as for `reading_notes`.
pub(crate) fn note_rows(text: &str, notes: &[Note]) -> Result<Rows, Error> {
    self::notes(&Text { text, offsets: CharOffsets::new(text) }, notes)
}

fn notes(text: &Text<'_>, notes: &[Note]) -> Result<Rows, Error> {
    let row = |(index, note): (usize, &Note)| {
        let [start, end] = text.range(note.span);
        let quote = note.span.map(|span| span.of(text.text)).value();
        let code = to_word(&note.code)?.value();
        Ok(vec![
            number(index).value(),
            code,
            start,
            end,
            quote,
            note.message.as_str().value(),
            note.hint.as_deref().value(),
        ])
    };
    notes.iter().enumerate().map(row).collect()
}

fn actors(text: &Text<'_>, reading: &Reading) -> [Rows; 2] {
    let (mut actors, mut mentions) = (Rows::new(), Rows::new());
    for (index, actor) in reading.actors.iter().enumerate() {
        actors.push(row![
            number(index),
            &actor.name,
            actor.kind.as_str(),
            actor.role.as_ref(),
            actor.affiliation.as_ref(),
        ]);
        mentions.extend(pieces(text, &[number(index).value()], actor.mentions.iter().copied()));
    }
    [actors, mentions]
}

/// One row a span: the key, the number of the piece, where it is, its words.
fn pieces(text: &Text<'_>, key: &[Value], spans: impl Iterator<Item = Span>) -> Rows {
    spans
        .enumerate()
        .map(|(index, span)| {
            let mut row = key.to_vec();
            row.push(number(index).value());
            row.extend(text.at(span));
            row
        })
        .collect()
}

fn attributions(text: &Text<'_>, report: Report<'_>) -> [Rows; 2] {
    let reading = report.reading;
    let (mut attributions, mut spans) = (Rows::new(), Rows::new());
    for (index, attribution) in reading.attributions.iter().enumerate() {
        attributions.push(row![
            number(index),
            report.source_name(attribution),
            text.words(&attribution.source),
            text.words(&attribution.cue),
            text.words(&attribution.content),
            attribution.quote.as_str(),
            attribution.stance.as_str(),
            attribution.inside.map(|id| number(id.index())),
            attribution.actor.map(|id| number(id.index())),
            f64::from(attribution.confidence),
        ]);
        // In the order of their names, which is the order of the table's key.
        for (part, of) in
            [("content", &attribution.content), ("cue", &attribution.cue), ("source", &attribution.source)]
        {
            spans.extend(pieces(text, &[number(index).value(), part.value()], of.iter()));
        }
    }
    [attributions, spans]
}

fn quantities(text: &Text<'_>, reading: &Reading) -> Rows {
    let row = |(index, quantity): (usize, &gainsay_document::Quantity)| {
        let (scope, since) = scope_words(quantity.scope);
        let mut row = row![number(index)];
        row.extend(text.at(quantity.span));
        row.extend(row![
            finite(quantity.interval.low),
            finite(quantity.interval.high),
            quantity.approximator.as_ref(),
            quantity.unit.as_ref(),
            quantity.outcome.map(Outcome::as_str),
            quantity.category.as_ref(),
            scope,
            since,
            quantity.part_of.map(number),
        ]);
        row
    };
    reading.quantities.iter().enumerate().map(row).collect()
}

fn times(text: &Text<'_>, reading: &Reading) -> Rows {
    let row = |(index, time): (usize, &gainsay_document::Time)| {
        let mut row = row![number(index)];
        row.extend(text.at(time.span));
        row.extend(row![time.kind.as_str(), &time.value, time.start, time.end]);
        row
    };
    reading.times.iter().enumerate().map(row).collect()
}

fn places(text: &Text<'_>, reading: &Reading) -> Rows {
    let row = |(index, place): (usize, &gainsay_document::Place)| {
        let mut row = row![number(index)];
        row.extend(text.at(place.span));
        row.extend(row![
            &place.name,
            place.geonameid,
            finite(place.lat),
            finite(place.lon),
            place.country.as_ref(),
            place.admin1.as_ref(),
            place.is_country,
        ]);
        row
    };
    // Nothing is said to be at an associative one.
    reading.places.iter().enumerate().filter(|(_, place)| !place.is_associative).map(row).collect()
}

/// Rows that tie item `item` to others, in order.
fn links(item: usize, to: impl Iterator<Item = usize>) -> Rows {
    to.enumerate().map(|(position, other)| row![number(item), number(position), number(other)]).collect()
}

fn events(text: &Text<'_>, reading: &Reading) -> [Rows; 5] {
    let [mut events, mut actors, mut quantities, mut times, mut places] = [const { Rows::new() }; 5];
    for (index, event) in reading.events.iter().enumerate() {
        let mut row = row![number(index)];
        row.extend(text.at(event.trigger));
        row.extend(row![&event.kind, event.polarity.as_str(), event.modality.as_str()]);
        events.push(row);
        for (position, participant) in event.participants.iter().enumerate() {
            let actor = number(participant.actor.index());
            actors.push(row![number(index), number(position), participant.role.as_str(), actor]);
        }
        quantities.extend(links(index, event.quantities.iter().copied()));
        times.extend(links(index, event.times.iter().copied()));
        places.extend(links(index, event.places.iter().copied()));
    }
    [events, actors, quantities, times, places]
}

fn claims(text: &Text<'_>, document: &Document, reading: &Reading) -> Result<[Rows; 6], Error> {
    let [mut claims, mut spans, mut events, mut quantities, mut times, mut places] =
        [const { Rows::new() }; 6];
    for (index, claim) in reading.claims.iter().enumerate() {
        claims.push(claim_row(text, document, reading, index, claim)?);
        spans.extend(pieces(text, &[number(index).value()], claim.span.iter()));
        events.extend(links(index, claim.facts.events.iter().map(|id| id.index())));
        quantities.extend(links(index, claim.facts.quantities.iter().copied()));
        times.extend(links(index, claim.facts.times.iter().copied()));
        places.extend(links(index, claim.facts.places.iter().copied()));
    }
    Ok([claims, spans, events, quantities, times, places])
}

fn claim_row(
    text: &Text<'_>,
    document: &Document,
    reading: &Reading,
    index: usize,
    claim: &Claim,
) -> Result<Vec<Value>, Error> {
    let report = Report { document, reading };
    let innermost = reading.chain(claim).next();
    let [start, end] = text.range(claim.span.cover());
    let mut row = row![
        number(index),
        claim.attribution.map(|id| number(id.index())),
        report.holder(claim),
        to_json(&report.sources(claim))?,
        innermost.map(|attribution| attribution.stance.as_str()),
        innermost.map(|attribution| attribution.quote.as_str()),
        claim.polarity.as_str(),
        claim.modality.as_str(),
    ];
    row.extend([start, end, claim.span.of(text.text).value()]);
    Ok(row)
}
