//! All that one reader found in one document.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Actor, ActorId, Amended, Attribution, AttributionId, Claim, ClaimId, ClaimRef, Document, DocumentId,
    Event, InferredDate, Name, Note, Place, Quantity, ReaderSettings, Span, SpanError, Spans, Time,
};

/// All that one reader version found in one document: one typed vector a layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The document that was read.
    pub document: DocumentId,
    /// Name and version of the reader.
    pub reader: String,
    /// What decided how it was read; none where another program read it, or an older one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Box<ReaderSettings>>,
    /// The paragraphs of the body.
    pub paragraphs: Vec<Span>,
    /// The sentences of the body; each lies in one paragraph unless a page break cut that in two.
    pub sentences: Vec<Span>,
    /// Who said what.
    pub attributions: Vec<Attribution>,
    /// Named entities; none where the rules alone read.
    #[serde(default)]
    pub names: Vec<Name>,
    /// Sources and participants.
    pub actors: Vec<Actor>,
    /// How many.
    pub quantities: Vec<Quantity>,
    /// How many, as the document's title says it. Their spans lie in the title and not in the text; no claim points to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headline: Vec<Quantity>,
    /// When.
    pub times: Vec<Time>,
    /// The day that relative times were counted from, where the document has no day of publication and its text tells one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred_date: Option<InferredDate>,
    /// Where: literal toponyms in order, then associative ones in order. Events and claims point to literal ones alone.
    pub places: Vec<Place>,
    /// What happened.
    pub events: Vec<Event>,
    /// Who claims which of these.
    pub claims: Vec<Claim>,
    /// What the reader remarked.
    pub notes: Vec<Note>,
    /// What people say of claims in place of what was read: in a copy that is compared, and in no stored reading.
    #[serde(skip)]
    pub amended: BTreeMap<ClaimId, Amended>,
}

/// A part of a reading that does not fit its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadingFault {
    /// The reading is of another document.
    OtherDocument,
    /// A span does not fit the text.
    Span {
        /// The layer the span stands in.
        layer: &'static str,
        /// The item's index in its layer.
        index: usize,
        /// What is wrong with it.
        error: SpanError,
    },
    /// An index points outside its layer.
    Dangling {
        /// The layer the index stands in.
        layer: &'static str,
        /// The item's index in its layer.
        index: usize,
    },
}

impl std::fmt::Display for ReadingFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OtherDocument => f.write_str("the reading is of another document"),
            Self::Span { layer, index, error } => write!(f, "{layer}[{index}]: {error}"),
            Self::Dangling { layer, index } => {
                write!(f, "{layer}[{index}] points to something that is not there")
            }
        }
    }
}

impl std::error::Error for ReadingFault {}

impl Reading {
    /// A reading that found nothing.
    #[must_use]
    pub fn empty(document: DocumentId, reader: impl Into<String>) -> Self {
        Self {
            document,
            reader: reader.into(),
            settings: None,
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            attributions: Vec::new(),
            names: Vec::new(),
            actors: Vec::new(),
            quantities: Vec::new(),
            headline: Vec::new(),
            times: Vec::new(),
            inferred_date: None,
            places: Vec::new(),
            events: Vec::new(),
            claims: Vec::new(),
            notes: Vec::new(),
            amended: BTreeMap::new(),
        }
    }

    /// The attribution `id`, if there is one.
    #[must_use]
    pub fn attribution(&self, id: AttributionId) -> Option<&Attribution> {
        self.attributions.get(id.index())
    }

    /// The actor `id`, if there is one.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> Option<&Actor> {
        self.actors.get(id.index())
    }

    /// The attributions that hold a claim, innermost first; empty for the author's own voice.
    pub fn chain<'r>(&'r self, claim: &Claim) -> impl Iterator<Item = &'r Attribution> + use<'r> {
        let mut next = claim.attribution;
        // A chain is no longer than the layer, so that a malformed reading cannot loop.
        (0..self.attributions.len()).map_while(move |_| {
            let attribution = self.attribution(next?)?;
            next = attribution.inside;
            Some(attribution)
        })
    }

    /// The claims with their references.
    pub fn claim_refs(&self) -> impl Iterator<Item = (ClaimRef, &Claim)> {
        self.claims.iter().enumerate().map(|(index, claim)| {
            (ClaimRef { document: self.document.clone(), claim: ClaimId::at(index) }, claim)
        })
    }

    /// Test every span against the document's text and every index against its layer.
    ///
    /// # Errors
    /// The first [`ReadingFault`] found.
    pub fn check(&self, document: &Document) -> Result<(), ReadingFault> {
        if self.document != document.id {
            return Err(ReadingFault::OtherDocument);
        }
        for (layer, index, span) in self.spans() {
            span.check(&document.text).map_err(|error| ReadingFault::Span { layer, index, error })?;
        }
        for (index, quantity) in self.headline.iter().enumerate() {
            let title = document.title.as_deref().unwrap_or_default();
            let fault = |error| ReadingFault::Span { layer: "headline", index, error };
            quantity.span.check(title).map_err(fault)?;
        }
        self.check_indices()
    }

    /// Every span of every layer of the text, with the layer's name and the item's index.
    pub fn spans(&self) -> impl Iterator<Item = (&'static str, usize, Span)> {
        fn layer<'l, T>(
            name: &'static str,
            items: &'l [T],
            spans: impl Fn(&'l T) -> Vec<Span> + 'l,
        ) -> impl Iterator<Item = (&'static str, usize, Span)> + 'l {
            items
                .iter()
                .enumerate()
                .flat_map(move |(index, item)| spans(item).into_iter().map(move |span| (name, index, span)))
        }
        layer("paragraphs", &self.paragraphs, |span| vec![*span])
            .chain(layer("sentences", &self.sentences, |span| vec![*span]))
            .chain(layer("attributions", &self.attributions, |a| {
                [&a.source, &a.cue, &a.content].into_iter().flat_map(Spans::iter).collect()
            }))
            .chain(layer("names", &self.names, |name| vec![name.span]))
            .chain(layer("actors", &self.actors, |actor| actor.mentions.clone()))
            .chain(layer("quantities", &self.quantities, |quantity| vec![quantity.span]))
            .chain(layer("times", &self.times, |time| vec![time.span]))
            .chain(layer("inferred_date", self.inferred_date.as_slice(), |date| vec![date.span]))
            .chain(layer("places", &self.places, |place| vec![place.span]))
            .chain(layer("events", &self.events, |event| vec![event.trigger]))
            .chain(layer("claims", &self.claims, |claim| claim.span.as_slice().to_vec()))
    }

    fn check_indices(&self) -> Result<(), ReadingFault> {
        let within = |indices: &[usize], len: usize| indices.iter().all(|&index| index < len);
        let facts = |quantities: &[usize], times: &[usize], places: &[usize]| {
            within(quantities, self.quantities.len())
                && within(times, self.times.len())
                && within(places, self.places.len())
        };
        let known = |id: Option<AttributionId>| id.is_none_or(|id| id.index() < self.attributions.len());
        let actor = |id: ActorId| id.index() < self.actors.len();
        let fault = |layer, index| Err(ReadingFault::Dangling { layer, index });
        for (index, attribution) in self.attributions.iter().enumerate() {
            if !known(attribution.inside) || !attribution.actor.is_none_or(actor) {
                return fault("attributions", index);
            }
        }
        for (layer, quantities) in [("quantities", &self.quantities), ("headline", &self.headline)] {
            for (index, quantity) in quantities.iter().enumerate() {
                if quantity.part_of.is_some_and(|whole| whole >= quantities.len() || whole == index) {
                    return fault(layer, index);
                }
            }
        }
        for (index, event) in self.events.iter().enumerate() {
            if !facts(&event.quantities, &event.times, &event.places)
                || !event.participants.iter().all(|participant| actor(participant.actor))
            {
                return fault("events", index);
            }
        }
        for (index, claim) in self.claims.iter().enumerate() {
            if !known(claim.attribution)
                || !claim.facts.events.iter().all(|event| event.index() < self.events.len())
                || !facts(&claim.facts.quantities, &claim.facts.times, &claim.facts.places)
            {
                return fault("claims", index);
            }
        }
        Ok(())
    }
}
