//! One document to its reading, a folder a layer.
//!
//! Each layer is one function whose arguments are the text and the layers before it, so that the compiler checks
//! the order. The tables a layer works with are files under `data/`, parsed once by [`Reader::new`].

pub mod actors;
pub mod attribution;
pub mod claims;
pub mod events;
mod function_words;
mod phrases;
pub mod place;
pub mod quantity;
pub mod segment;
mod table;
pub mod time;
pub mod words;

use gainsay_document::{Document, Reading};

/// Name and version of this reader, stored with every reading.
pub const VERSION: &str = concat!("rules/", env!("CARGO_PKG_VERSION"));

/// Reads documents. Holds the parsed tables; immutable, so that threads can share one.
#[derive(Debug)]
pub struct Reader {
    abbreviations: segment::Abbreviations,
    cues: attribution::Tables,
    roles: actors::Tables,
    numbers: quantity::Tables,
    calendar: time::Tables,
    gazetteer: place::Gazetteer,
    happenings: events::Tables,
    blame: claims::Tables,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// A reader over the tables that come with the program.
    #[must_use]
    pub fn new() -> Self {
        Self {
            abbreviations: segment::Abbreviations::embedded(),
            cues: attribution::Tables::embedded(),
            roles: actors::Tables::embedded(),
            numbers: quantity::Tables::embedded(),
            calendar: time::Tables::embedded(),
            gazetteer: place::Gazetteer::embedded(),
            happenings: events::Tables::embedded(),
            blame: claims::Tables::embedded(),
        }
    }

    /// Read one document.
    #[must_use]
    pub fn read(&self, document: &Document) -> Reading {
        let text = &document.text;
        let segmentation = segment::segment_with(&self.abbreviations, text, document.body);
        let mut attributions = attribution::attributions(&self.cues, text, &segmentation);
        let (actors, sources) = actors::actors(&self.roles, &self.cues, text, &segmentation, &attributions);
        for (attribution, source) in attributions.iter_mut().zip(sources) {
            attribution.actor = source;
        }
        let words = words::Words::new(text, &segmentation);
        let times = time::times(&self.calendar, &words, document.published.map(|published| published.date));
        let quantities = quantity::quantities(&self.numbers, &words, &times);
        let mut places = place::places(&self.gazetteer, &words);
        places.retain(|place| !self.happenings.names_a_body(text, place));
        attributions.extend(claims::corrections(text, &attributions, &quantities));
        let layers = events::Layers {
            text,
            segmentation: &segmentation,
            attributions: &attributions,
            quantities: &quantities,
            times: &times,
            places: &places,
        };
        let (events, actors) = events::events(&self.happenings, &self.cues, layers, actors);
        let claims = claims::claims(&self.blame, &self.cues, layers, &events);
        let mut reading = Reading::empty(document.id.clone(), VERSION);
        reading.paragraphs = segmentation.paragraphs;
        reading.sentences = segmentation.sentences.iter().map(|sentence| sentence.span).collect();
        reading.attributions = attributions;
        reading.actors = actors;
        reading.quantities = quantities;
        reading.times = times;
        reading.places = places;
        reading.events = events;
        reading.claims = claims;
        reading
    }
}
