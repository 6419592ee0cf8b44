//! The read contract: one JSON line a document, with every layer of its reading.
//!
//! The shape is an agreement with other programs: adding a key is fine, renaming or dropping one is not. [`line`] writes
//! it, [`parse`] reads it back, from this or any other reader.

mod parse;
mod shape;

pub use parse::{LineError, parse};

use gainsay_document::{
    Actor, ActorId, ActorKind, Attribution, AttributionId, CharOffsets, Claim, ClaimId, Document, Event,
    EventId, Granularity, Name, Note, NoteCode, Outcome, Place, Polarity, PublishedBasis, Quantity,
    ReaderSettings, Reading, Time, TimeModifier,
};
use serde::Serialize;

use crate::json::{self, number, span_list, spans};

/// `document` and its `reading` as one line of the read contract, without a line end.
#[must_use]
pub fn line(document: &Document, reading: &Reading) -> String {
    line_with_clusters(document, reading, &[])
}

/// The same with the cluster of each event: an identifier that all mentions of one event share, whatever their document.
#[must_use]
pub fn line_with_clusters(document: &Document, reading: &Reading, clusters: &[String]) -> String {
    let offsets = &CharOffsets::new(&document.text);
    let title = &CharOffsets::new(document.title.as_deref().unwrap_or_default());
    json::line(&Line {
        id: document.external_id.as_deref().unwrap_or(document.id.as_str()),
        text: &document.text,
        published: document.published.map(|published| published.date.to_string()),
        title: document.title.as_deref(),
        outlet: document.outlet.as_deref(),
        document: document.id.as_str(),
        byline: document.byline.as_deref(),
        agency: document.agency.as_deref(),
        url: document.url.as_deref(),
        language: document.language.as_deref(),
        published_basis: document.published.map(|published| published.basis),
        inferred_date: reading.inferred_date.map(|inferred| InferredDateLine {
            date: inferred.date.to_string(),
            span: offsets.span(inferred.span),
            from: inferred.from.as_str(),
        }),
        reader: &reading.reader,
        settings: reading.settings.as_deref(),
        body: document.body.map(|body| offsets.span(body)),
        paragraphs: span_list(offsets, &reading.paragraphs),
        sentences: span_list(offsets, &reading.sentences),
        attributions: numbered(AttributionId::at, &reading.attributions, |id, value| {
            attribution(id, value, offsets)
        }),
        names: reading.names.iter().map(|value| name(value, offsets)).collect(),
        actors: numbered(ActorId::at, &reading.actors, |id, value| actor(id, value, offsets)),
        quantities: reading.quantities.iter().map(|value| quantity(value, offsets)).collect(),
        headline: reading.headline.iter().map(|value| quantity(value, title)).collect(),
        times: reading.times.iter().map(|value| time(value, offsets)).collect(),
        places: reading.places.iter().map(|value| place(value, offsets)).collect(),
        events: reading
            .events
            .iter()
            .enumerate()
            .map(|(index, value)| event(index, value, clusters.get(index), offsets))
            .collect(),
        claims: numbered(ClaimId::at, &reading.claims, |id, value| claim(id, value, reading, offsets)),
        notes: document.notes.iter().chain(&reading.notes).map(|value| note(value, offsets)).collect(),
    })
}

/// The values of a layer with their identifiers.
fn numbered<'a, T, I: ToString, L>(
    id: fn(usize) -> I,
    layer: &'a [T],
    line: impl Fn(String, &'a T) -> L,
) -> Vec<L> {
    layer.iter().enumerate().map(|(index, value)| line(id(index).to_string(), value)).collect()
}

fn attribution(id: String, value: &Attribution, offsets: &CharOffsets<'_>) -> AttributionLine {
    AttributionLine {
        id,
        source: spans(offsets, &value.source),
        cue: spans(offsets, &value.cue),
        content: spans(offsets, &value.content),
        quote: value.quote.as_str(),
        stance: value.stance.as_str(),
        inside: value.inside.map(|id| id.to_string()),
        actor: value.actor.map(|id| id.to_string()),
        // More digits would differ between processors.
        confidence: (value.confidence * 1000.0).round() / 1000.0,
    }
}

fn name(value: &Name, offsets: &CharOffsets<'_>) -> NameLine {
    NameLine { span: offsets.span(value.span), kind: value.kind.as_str() }
}

fn actor<'a>(id: String, value: &'a Actor, offsets: &CharOffsets<'_>) -> ActorLine<'a> {
    ActorLine {
        id,
        name: &value.name,
        kind: actor_kind(value.kind),
        role: value.role.as_deref(),
        affiliation: value.affiliation.as_deref(),
        mentions: span_list(offsets, &value.mentions),
    }
}

/// The contract's words for those without a name and for those who publish.
fn actor_kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Group => "unnamed",
        ActorKind::Media => "outlet",
        kind => kind.as_str(),
    }
}

/// The contract's words for whether an event happened.
fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Asserted => "positive",
        Polarity::Denied => "negative",
    }
}

fn quantity<'a>(value: &'a Quantity, offsets: &CharOffsets<'_>) -> QuantityLine<'a> {
    QuantityLine {
        span: offsets.span(value.span),
        low: value.interval.low,
        high: value.interval.high,
        approximator: value.approximator.as_deref(),
        unit: value.unit.as_deref(),
        outcome: value.outcome.map(|outcome| outcome.class().as_str()),
        outcome_detail: value.outcome.filter(|outcome| outcome.class() != *outcome).map(Outcome::as_str),
        category: value.category.as_deref(),
        affiliation: value.affiliation.as_deref(),
        scope: value.scope.describe(),
        part_of: value.part_of,
    }
}

fn time<'a>(value: &'a Time, offsets: &CharOffsets<'_>) -> TimeLine<'a> {
    TimeLine {
        span: offsets.span(value.span),
        kind: value.kind.as_str(),
        value: &value.value,
        modifier: value.modifier.map(TimeModifier::as_str),
        granularity: value.granularity().map(Granularity::as_str),
        start: value.start.map(|date| date.to_string()),
        end: value.end.map(|date| date.to_string()),
    }
}

fn place<'a>(value: &'a Place, offsets: &CharOffsets<'_>) -> PlaceLine<'a> {
    PlaceLine {
        span: offsets.span(value.span),
        name: &value.name,
        geonameid: value.geonameid,
        lat: value.lat,
        lon: value.lon,
        country: value.country.as_deref(),
        admin1: value.admin1.as_deref(),
        is_country: value.is_country,
        precision: value.precision.as_str(),
        associative: value.is_associative,
    }
}

fn event<'a>(
    index: usize,
    value: &'a Event,
    cluster: Option<&'a String>,
    offsets: &CharOffsets<'_>,
) -> EventLine<'a> {
    let actors = value.participants.iter();
    EventLine {
        id: EventId::at(index).to_string(),
        kind: &value.kind,
        trigger: offsets.span(value.trigger),
        polarity: polarity(value.polarity),
        modality: value.modality.as_str(),
        places: &value.places,
        times: &value.times,
        quantities: &value.quantities,
        actors: actors
            .map(|part| ParticipantLine { role: part.role.as_str(), actor: part.actor.to_string() })
            .collect(),
        org_confidence: value.responsibility.map(|given| [given.as_str()]),
        cluster,
    }
}

fn claim<'a>(id: String, value: &'a Claim, reading: &Reading, offsets: &CharOffsets<'_>) -> ClaimLine<'a> {
    let attribution = value.attribution.and_then(|id| reading.attribution(id));
    ClaimLine {
        id,
        span: spans(offsets, &value.span),
        attribution: value.attribution.map(|id| id.to_string()),
        events: value.facts.events.iter().map(ToString::to_string).collect(),
        quantities: &value.facts.quantities,
        polarity: value.polarity.as_str(),
        modality: value.modality.as_str(),
        times: &value.facts.times,
        places: &value.facts.places,
        stance: attribution.map(|attribution| attribution.stance.as_str()),
    }
}

fn note<'a>(value: &'a Note, offsets: &CharOffsets<'_>) -> NoteLine<'a> {
    NoteLine {
        code: value.code,
        span: value.span.map(|span| offsets.span(span)),
        message: &value.message,
        hint: value.hint.as_deref(),
    }
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    text: &'a str,
    published: Option<String>,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    document: &'a str,
    byline: Option<&'a str>,
    agency: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    published_basis: Option<PublishedBasis>,
    inferred_date: Option<InferredDateLine>,
    reader: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<&'a ReaderSettings>,
    body: Option<[usize; 2]>,
    paragraphs: Vec<[usize; 2]>,
    sentences: Vec<[usize; 2]>,
    attributions: Vec<AttributionLine>,
    names: Vec<NameLine>,
    actors: Vec<ActorLine<'a>>,
    quantities: Vec<QuantityLine<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headline: Vec<QuantityLine<'a>>,
    times: Vec<TimeLine<'a>>,
    places: Vec<PlaceLine<'a>>,
    events: Vec<EventLine<'a>>,
    claims: Vec<ClaimLine<'a>>,
    notes: Vec<NoteLine<'a>>,
}

#[derive(Serialize)]
struct InferredDateLine {
    date: String,
    span: [usize; 2],
    from: &'static str,
}

#[derive(Serialize)]
struct AttributionLine {
    id: String,
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
    quote: &'static str,
    stance: &'static str,
    inside: Option<String>,
    actor: Option<String>,
    confidence: f32,
}

#[derive(Serialize)]
struct NameLine {
    span: [usize; 2],
    kind: &'static str,
}

#[derive(Serialize)]
struct ActorLine<'a> {
    id: String,
    name: &'a str,
    kind: &'static str,
    role: Option<&'a str>,
    affiliation: Option<&'a str>,
    mentions: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct QuantityLine<'a> {
    span: [usize; 2],
    #[serde(serialize_with = "number")]
    low: Option<f64>,
    #[serde(serialize_with = "number")]
    high: Option<f64>,
    approximator: Option<&'a str>,
    unit: Option<&'a str>,
    outcome: Option<&'static str>,
    outcome_detail: Option<&'static str>,
    category: Option<&'a str>,
    affiliation: Option<&'a str>,
    scope: String,
    part_of: Option<usize>,
}

#[derive(Serialize)]
struct TimeLine<'a> {
    span: [usize; 2],
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    modifier: Option<&'static str>,
    granularity: Option<&'static str>,
    start: Option<String>,
    end: Option<String>,
}

#[derive(Serialize)]
struct PlaceLine<'a> {
    span: [usize; 2],
    name: &'a str,
    geonameid: Option<u32>,
    #[serde(serialize_with = "number")]
    lat: Option<f64>,
    #[serde(serialize_with = "number")]
    lon: Option<f64>,
    country: Option<&'a str>,
    admin1: Option<&'a str>,
    is_country: bool,
    precision: &'static str,
    associative: bool,
}

#[derive(Serialize)]
struct EventLine<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'a str,
    trigger: [usize; 2],
    polarity: &'static str,
    modality: &'static str,
    places: &'a [usize],
    times: &'a [usize],
    quantities: &'a [usize],
    actors: Vec<ParticipantLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_confidence: Option<[&'static str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster: Option<&'a String>,
}

#[derive(Serialize)]
struct ParticipantLine {
    role: &'static str,
    actor: String,
}

#[derive(Serialize)]
struct ClaimLine<'a> {
    id: String,
    span: Vec<[usize; 2]>,
    attribution: Option<String>,
    events: Vec<String>,
    quantities: &'a [usize],
    polarity: &'static str,
    modality: &'static str,
    times: &'a [usize],
    places: &'a [usize],
    stance: Option<&'static str>,
}

#[derive(Serialize)]
struct NoteLine<'a> {
    code: NoteCode,
    span: Option<[usize; 2]>,
    message: &'a str,
    hint: Option<&'a str>,
}
