//! A line of the read contract back to the document and its reading.
//!
//! Only `id` (or `document`) and `text` must be there; a layer that a reader does not have is empty. Every offset,
//! identifier and index is checked, so that what comes back fits its text whoever wrote the line.

use std::collections::HashMap;
use std::fmt;

use gainsay_document::{
    Actor, ActorId, Attribution, AttributionId, CharOffsets, Claim, Document, DocumentId, Event, EventId,
    Facts, InferredDate, Interval, Name, Note, Participant, Place, PlacePrecision, Polarity, Published,
    PublishedBasis, Quantity, Reading, Responsibility, Scope, Span, Spans, Time,
};
use sha2::{Digest, Sha256};

use super::shape::{
    AttributionLine, ClaimLine, EventLine, EventPolarity, Given, Line, PlaceLine, QuantityLine,
};

/// Why a line is no line of the read contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError(String);

impl LineError {
    fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LineError {}

/// The document and the reading that a line of the read contract holds.
///
/// Keys that this program does not know are passed over. All notes come back as the reading's own, as the contract does
/// not tell them from those of the document. A document whose bytes nobody hashed is named by its `id` and its text.
///
/// # Errors
/// [`LineError`] with the key and what is wrong with its value.
pub fn parse(line: &str) -> Result<(Document, Reading), LineError> {
    let mut line: Line = serde_json::from_str(line).map_err(|error| LineError::new(error.to_string()))?;
    let document = line.document()?;
    let reading = line.reading(&document)?;
    reading.check(&document).map_err(|fault| LineError::new(fault.to_string()))?;
    Ok((document, reading))
}

/// Spans of one text, each named where it does not fit.
struct Offsets<'t>(CharOffsets<'t>);

impl Offsets<'_> {
    fn span(&self, key: &str, pair: [usize; 2]) -> Result<Span, LineError> {
        let [start, end] = pair;
        self.0
            .to_span(pair)
            .ok_or_else(|| LineError::new(format!("{key}: [{start}, {end}] is no stretch of the text")))
    }

    fn list(&self, key: &str, pairs: &[[usize; 2]]) -> Result<Vec<Span>, LineError> {
        pairs.iter().map(|&pair| self.span(key, pair)).collect()
    }

    fn spans(&self, key: &str, pairs: &[[usize; 2]]) -> Result<Spans, LineError> {
        Ok(self.list(key, pairs)?.into())
    }
}

/// The identifiers of one layer and their places in it.
struct Ids<'l>(HashMap<&'l str, usize>);

impl<'l> Ids<'l> {
    fn new(layer: &str, ids: impl Iterator<Item = &'l String>) -> Result<Self, LineError> {
        let mut known = HashMap::new();
        for (index, id) in ids.enumerate() {
            if known.insert(id.as_str(), index).is_some() {
                return Err(LineError::new(format!("{layer}: two have the id \"{id}\"")));
            }
        }
        Ok(Self(known))
    }

    fn find(&self, key: &str, id: &str) -> Result<usize, LineError> {
        self.0.get(id).copied().ok_or_else(|| LineError::new(format!("{key}: nothing has the id \"{id}\"")))
    }

    fn maybe(&self, key: &str, id: Option<&String>) -> Result<Option<usize>, LineError> {
        id.map(|id| self.find(key, id)).transpose()
    }
}

/// Every item of a layer, converted; the key is the layer's name with the item's index.
fn layer<L, T>(
    name: &str,
    lines: &[L],
    convert: impl Fn(&str, &L) -> Result<T, LineError>,
) -> Result<Vec<T>, LineError> {
    lines.iter().enumerate().map(|(index, line)| convert(&format!("{name}[{index}]"), line)).collect()
}

impl Line {
    fn document(&mut self) -> Result<Document, LineError> {
        if self.text.is_empty() {
            return Err(LineError::new("text: it is empty"));
        }
        let id = match (&self.document, &self.id) {
            (Some(hash), _) => DocumentId::try_from(hash.clone())
                .map_err(|error| LineError::new(format!("document: {error}")))?,
            (None, Some(id)) => {
                let hashed = Sha256::new().chain_update(id).chain_update([0]).chain_update(&self.text);
                DocumentId::of_sha256(hashed.finalize().into())
            }
            (None, None) => return Err(LineError::new("id: it is missing")),
        };
        let text = std::mem::take(&mut self.text);
        let body = match self.body {
            Given::Absent => Span::ordered(0..text.len()),
            Given::Present(None) => None,
            Given::Present(Some(pair)) => Some(Offsets(CharOffsets::new(&text)).span("body", pair)?),
        };
        let basis = self.published_basis.unwrap_or(PublishedBasis::Metadata);
        Ok(Document {
            external_id: self.id.take().filter(|external| external != id.as_str()),
            id,
            body,
            text,
            title: self.title.take(),
            byline: self.byline.take(),
            outlet: self.outlet.take(),
            agency: self.agency.take(),
            published: self.published.map(|date| Published { date, basis }),
            language: self.language.take(),
            url: self.url.take(),
            notes: Vec::new(),
        })
    }

    fn reading(self, document: &Document) -> Result<Reading, LineError> {
        let at = &Offsets(CharOffsets::new(&document.text));
        let title = &Offsets(CharOffsets::new(document.title.as_deref().unwrap_or_default()));
        let attributions = &Ids::new("attributions", self.attributions.iter().map(|line| &line.id))?;
        let actors = &Ids::new("actors", self.actors.iter().map(|line| &line.id))?;
        let events = &Ids::new("events", self.events.iter().map(|line| &line.id))?;
        let paragraphs = self.paragraphs.map(|pairs| at.list("paragraphs", &pairs)).transpose()?;
        Ok(Reading {
            amended: std::collections::BTreeMap::new(),
            document: document.id.clone(),
            paragraphs: paragraphs.unwrap_or_else(|| document.body.into_iter().collect()),
            sentences: at.list("sentences", &self.sentences)?,
            attributions: layer("attributions", &self.attributions, |key, line| {
                line.value(key, at, attributions, actors)
            })?,
            names: layer("names", &self.names, |key, line| {
                Ok(Name { span: at.span(key, line.span)?, kind: line.kind })
            })?,
            actors: layer("actors", &self.actors, |key, line| {
                Ok(Actor {
                    name: line.name.clone(),
                    kind: line.kind.into(),
                    role: line.role.clone(),
                    affiliation: line.affiliation.clone(),
                    mentions: at.list(key, &line.mentions)?,
                })
            })?,
            quantities: layer("quantities", &self.quantities, |key, line| line.value(key, at))?,
            headline: layer("headline", &self.headline, |key, line| line.value(key, title))?,
            times: layer("times", &self.times, |key, line| {
                Ok(Time {
                    span: at.span(key, line.span)?,
                    kind: line.kind,
                    value: line.value.clone(),
                    modifier: line.modifier,
                    start: line.start,
                    end: line.end,
                })
            })?,
            inferred_date: self
                .inferred_date
                .map(|line| {
                    let span = at.span("inferred_date", line.span)?;
                    Ok(InferredDate { date: line.date, span, from: line.from })
                })
                .transpose()?,
            places: layer("places", &self.places, |key, line| line.value(key, at))?,
            events: layer("events", &self.events, |key, line| line.value(key, at, actors))?,
            claims: layer("claims", &self.claims, |key, line| line.value(key, at, attributions, events))?,
            notes: layer("notes", &self.notes, |key, line| {
                let span = line.span.map(|pair| at.span(key, pair)).transpose()?;
                Ok(Note { code: line.code, span, message: line.message.clone(), hint: line.hint.clone() })
            })?,
            reader: self.reader,
            settings: self.settings,
        })
    }
}

impl AttributionLine {
    fn value(
        &self,
        key: &str,
        at: &Offsets<'_>,
        all: &Ids<'_>,
        actors: &Ids<'_>,
    ) -> Result<Attribution, LineError> {
        Ok(Attribution {
            source: at.spans(key, &self.source)?,
            cue: at.spans(key, &self.cue)?,
            content: at.spans(key, &self.content)?,
            quote: self.quote,
            stance: self.stance,
            inside: all.maybe(key, self.inside.as_ref())?.map(AttributionId::at),
            actor: actors.maybe(key, self.actor.as_ref())?.map(ActorId::at),
            confidence: self.confidence,
        })
    }
}

impl QuantityLine {
    fn value(&self, key: &str, at: &Offsets<'_>) -> Result<Quantity, LineError> {
        if self.low.zip(self.high).is_some_and(|(low, high)| low > high) {
            return Err(LineError::new(format!("{key}: low is greater than high")));
        }
        let scope = self.scope.as_deref().map_or(Some(Scope::Event), scope);
        Ok(Quantity {
            span: at.span(key, self.span)?,
            interval: Interval { low: self.low, high: self.high },
            approximator: self.approximator.clone(),
            unit: self.unit.clone(),
            outcome: self.outcome_detail.or(self.outcome),
            category: self.category.clone(),
            affiliation: self.affiliation.clone(),
            scope: scope.ok_or_else(|| LineError::new(format!("{key}.scope: it is not understood")))?,
            part_of: self.part_of,
        })
    }
}

/// What [`Scope::describe`] says in words.
fn scope(words: &str) -> Option<Scope> {
    match words {
        "event" => Some(Scope::Event),
        "cumulative" => Some(Scope::Cumulative { since: None }),
        _ => {
            let since = words.strip_prefix("cumulative since ")?.parse().ok()?;
            Some(Scope::Cumulative { since: Some(since) })
        }
    }
}

impl PlaceLine {
    fn value(&self, key: &str, at: &Offsets<'_>) -> Result<Place, LineError> {
        let wide = matches!(self.precision, PlacePrecision::Country | PlacePrecision::Region);
        Ok(Place {
            span: at.span(key, self.span)?,
            name: self.name.clone(),
            geonameid: self.geonameid,
            lat: self.lat,
            lon: self.lon,
            country: self.country.clone(),
            admin1: self.admin1.clone(),
            is_country: self.is_country.unwrap_or(wide),
            precision: self.precision,
            is_associative: self.associative,
        })
    }
}

impl EventLine {
    fn value(&self, key: &str, at: &Offsets<'_>, actors: &Ids<'_>) -> Result<Event, LineError> {
        let participants = self.actors.iter().map(|part| {
            Ok(Participant { role: part.role, actor: ActorId::at(actors.find(key, &part.actor)?) })
        });
        Ok(Event {
            kind: self.kind.clone(),
            trigger: at.span(key, self.trigger)?,
            polarity: match self.polarity {
                EventPolarity::Positive => Polarity::Asserted,
                EventPolarity::Negative => Polarity::Denied,
            },
            modality: self.modality,
            places: self.places.clone(),
            times: self.times.clone(),
            quantities: self.quantities.clone(),
            participants: participants.collect::<Result<_, LineError>>()?,
            responsibility: self
                .org_confidence
                .first()
                .map(|words| responsibility(key, words))
                .transpose()?,
        })
    }
}

/// What [`Responsibility::as_str`] says in words.
fn responsibility(key: &str, words: &str) -> Result<Responsibility, LineError> {
    [
        Responsibility::Fact,
        Responsibility::Possible,
        Responsibility::Suspected,
        Responsibility::SuspectedByAuthorities,
        Responsibility::Claimed,
    ]
    .into_iter()
    .find(|given| given.as_str() == words)
    .ok_or_else(|| LineError::new(format!("{key}.org_confidence: \"{words}\" is not understood")))
}

impl ClaimLine {
    fn value(
        &self,
        key: &str,
        at: &Offsets<'_>,
        attributions: &Ids<'_>,
        events: &Ids<'_>,
    ) -> Result<Claim, LineError> {
        let found = self.events.iter().map(|id| events.find(key, id).map(EventId::at));
        Ok(Claim {
            span: at.spans(key, &self.span)?,
            attribution: attributions.maybe(key, self.attribution.as_ref())?.map(AttributionId::at),
            facts: Facts {
                events: found.collect::<Result<_, LineError>>()?,
                quantities: self.quantities.clone(),
                times: self.times.clone(),
                places: self.places.clone(),
            },
            polarity: self.polarity,
            modality: self.modality,
        })
    }
}
