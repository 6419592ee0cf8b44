//! One document to its reading, a folder a layer.
//!
//! Each layer is one function whose arguments are the text and the layers before it, so that the compiler checks
//! the order. The tables a layer works with are files under `data/`, parsed once by [`Reader::rules`].

pub mod actors;
pub mod attribution;
pub mod claims;
pub mod encoded;
pub mod events;
mod function_words;
pub mod names;
mod phrases;
pub mod place;
pub mod quantity;
pub mod segment;
pub mod syntax;
mod table;
pub mod time;
pub mod words;

use std::num::NonZeroUsize;

use gainsay_document::{
    Attribution, Document, Event, Name, Note, NoteCode, Quantity, ReaderSettings, Reading, Span,
};

use encoded::{Encoder, Error, Runtime, Weights};

/// The version of this crate, part of every reader's version.
const CRATE: &str = env!("CARGO_PKG_VERSION");

/// A layer of a reading, in the order in which they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the folder it names")]
pub enum Layer {
    Segments,
    /// The encoder with what is made of it: attributions and names.
    Voices,
    Actors,
    Times,
    Quantities,
    Places,
    Events,
    Claims,
}

impl Layer {
    /// The layer's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Segments => "segments",
            Self::Voices => "voices",
            Self::Actors => "actors",
            Self::Times => "times",
            Self::Quantities => "quantities",
            Self::Places => "places",
            Self::Events => "events",
            Self::Claims => "claims",
        }
    }
}

/// Reads documents. Holds the parsed tables and the weights; immutable, so that threads can share one.
#[derive(Debug)]
pub struct Reader {
    version: String,
    settings: ReaderSettings,
    encoder: Option<Encoder>,
    abbreviations: segment::Abbreviations,
    cues: attribution::Tables,
    roles: actors::Tables,
    numbers: quantity::Tables,
    calendar: time::Tables,
    gazetteer: place::Gazetteer,
    happenings: events::Tables,
    blame: claims::Tables,
}

impl Reader {
    /// A reader that finds attributions with the weights that come with the program, on at most `threads` threads.
    ///
    /// # Errors
    ///
    /// If the weights are damaged.
    pub fn trained(threads: NonZeroUsize) -> Result<Self, Error> {
        Encoder::load(Weights::embedded(), &Runtime::Rten, threads).map(Self::with)
    }

    /// A reader that finds attributions with `encoder`.
    #[must_use]
    pub fn with(encoder: Encoder) -> Self {
        let version = format!("{}/{CRATE}", encoder.name());
        let description = encoder.description();
        let settings = ReaderSettings {
            kind: "trained".to_owned(),
            weights: Some(description.sha256.clone()),
            constants: Some(encoder.constants().to_owned()),
            ..Self::plain_settings()
        };
        Self { version, settings, encoder: Some(encoder), ..Self::rules() }
    }

    /// A reader by rules alone: fifty times as fast, and finds less.
    #[must_use]
    pub fn rules() -> Self {
        Self {
            version: format!("rules/{CRATE}"),
            settings: Self::plain_settings(),
            encoder: None,
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

    fn plain_settings() -> ReaderSettings {
        ReaderSettings {
            kind: "rules".to_owned(),
            version: CRATE.to_owned(),
            gazetteer: place::embedded_sha256().to_owned(),
            ..ReaderSettings::default()
        }
    }

    /// What decides how this reader reads, stored with every reading.
    #[must_use]
    pub fn settings(&self) -> &ReaderSettings {
        &self.settings
    }

    /// Name and version of this reader, stored with every reading: another version may read otherwise.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Prefer the places of a user's CSV file to those of the same names that come with the program; the rows that could
    /// not be taken ([`place::Gazetteer::add_own`] says what a row is).
    ///
    /// The reader's version then names the file, because it reads otherwise.
    pub fn add_gazetteer(&mut self, csv: &[u8]) -> Vec<place::BadRow> {
        // FNV-1a: it tells files apart and guards nothing.
        let sum =
            csv.iter().fold(0x811c_9dc5_u32, |sum, &byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        self.settings.places.push(gainsay_encode::digest(csv));
        self.version = format!("{}+places-{sum:08x}", self.version);
        self.gazetteer.add_own(csv)
    }

    /// Read one document.
    #[must_use]
    pub fn read(&self, document: &Document) -> Reading {
        self.read_by_layer(document, |_| ())
    }

    /// Read one document, and say after each layer that it is done: for a caller who takes the time.
    #[must_use]
    pub fn read_by_layer(&self, document: &Document, done: impl FnMut(Layer)) -> Reading {
        self.read_with(document, done, &mut |_, _| ())
    }

    /// What is weighed of every event of a document to tell whether a particular one is told, with the event in the mode
    /// it has before: what the weights of `data/realis.tsv` are trained on.
    #[must_use]
    pub fn features(&self, document: &Document) -> Vec<(Event, Vec<String>)> {
        let mut found = Vec::new();
        let mut see = |event: &Event, features: &[String]| found.push((event.clone(), features.to_vec()));
        let reading = self.read_with(document, |_| (), &mut see);
        // What kind of event it is is settled when the whole story is known.
        for ((event, _), told) in found.iter_mut().zip(reading.events) {
            event.kind = told.kind;
        }
        found
    }

    fn read_with(
        &self,
        document: &Document,
        mut done: impl FnMut(Layer),
        see: &mut dyn FnMut(&Event, &[String]),
    ) -> Reading {
        let text = &document.text;
        let segmentation = segment::segment_with(&self.abbreviations, text, document.body);
        done(Layer::Segments);
        let Voices { mut attributions, names, syntax, note } = self.voices(text, &segmentation);
        done(Layer::Voices);
        let (actors, sources) =
            actors::actors(&self.roles, &self.cues, text, &segmentation, &names, &attributions);
        for (attribution, source) in attributions.iter_mut().zip(sources) {
            attribution.actor = source;
        }
        done(Layer::Actors);
        let words = words::Words::new(text, &segmentation);
        let time::Found { times, inferred, notes } =
            time::times(&self.calendar, &words, document.published.map(|published| published.date));
        done(Layer::Times);
        let quantities = quantity::quantities(&self.numbers, &words, &times);
        done(Layer::Quantities);
        let mut places = place::places(
            &self.gazetteer,
            &words,
            &names,
            document.title.as_deref(),
            document.outlet.as_deref(),
        );
        places.literal.retain(|place| !self.happenings.names_a_body(text, place));
        done(Layer::Places);
        attributions.extend(claims::corrections(text, &attributions, &quantities));
        let mut layers = events::Layers {
            text,
            segmentation: &segmentation,
            syntax: &syntax,
            names: &names,
            attributions: &attributions,
            quantities: &quantities,
            times: &times,
            places: &places.literal,
            associative: &places.associative,
        };
        let counted = events::outcomes(&self.happenings, &self.cues, layers);
        let mut told = quantities.clone();
        for (index, outcome) in counted {
            told[index].outcome = Some(outcome);
        }
        layers.quantities = &told;
        let (events, actors) = events::events(&self.happenings, &self.cues, layers, actors, see);
        done(Layer::Events);
        let claims = claims::claims(&self.blame, &self.cues, layers, &events);
        done(Layer::Claims);
        let mut reading = Reading::empty(document.id.clone(), &self.version);
        reading.settings = Some(Box::new(self.settings.clone()));
        reading.notes.extend(note);
        reading.notes.extend(notes);
        reading.inferred_date = inferred;
        reading.paragraphs = segmentation.paragraphs;
        reading.sentences = segmentation.sentences.iter().map(|sentence| sentence.span).collect();
        reading.attributions = attributions;
        reading.names = names;
        reading.actors = actors;
        reading.quantities = told;
        reading.headline = self.headline(document);
        reading.times = times;
        // Indices into the layer are of literal toponyms alone, which therefore come first.
        reading.events = events;
        events::settle_countries(&mut reading.events, &mut places);
        reading.places = places.literal;
        reading.places.extend(places.associative);
        reading.claims = claims;
        reading
    }

    /// The number expressions of the document's title.
    fn headline(&self, document: &Document) -> Vec<Quantity> {
        let title = document.title.as_deref().unwrap_or_default();
        let plain = quantity::plain_title(title);
        let Ok(whole) = Span::within(&plain, 0..plain.len()) else { return Vec::new() };
        let segmentation = segment::segment_with(&self.abbreviations, &plain, Some(whole));
        let words = words::Words::new(&plain, &segmentation);
        let published = document.published.map(|published| published.date);
        let times = published.map(|day| time::times(&self.calendar, &words, Some(day)).times);
        quantity::headline(&self.numbers, &words, &times.unwrap_or_default())
    }

    /// Attributions, names and syntax, by the encoder where there is one and it does not fail on the text; otherwise
    /// attributions by the rules.
    fn voices(&self, text: &str, segmentation: &segment::Segmentation) -> Voices {
        let words = attribution::Words::new(&self.cues, text, segmentation);
        let ruled = attribution::ruled(&words);
        let Some(encoder) = &self.encoder else { return Voices { attributions: ruled, ..Voices::default() } };
        let mut found = attribution::trained::Finder::new(encoder.description(), &words, &ruled);
        let mut syntax = syntax::Gatherer::new(encoder.description(), segmentation);
        let mut names = Vec::new();
        let seen = encoder.see(text, segmentation, |seen| {
            found.take(seen);
            syntax.take(seen);
            names.extend(names::names(seen));
        });
        match seen {
            Ok(()) => {
                let (attributions, syntax) = (found.finish(), syntax.finish());
                Voices { attributions, names, syntax, note: None }
            }
            Err(error) => {
                let message = format!("attributions were read by rules alone: {error}");
                let note = Some(Note::new(NoteCode::EncoderFailed, message));
                Voices { attributions: ruled, note, ..Voices::default() }
            }
        }
    }
}

/// What one pass of the encoder gives, or the rules in its place.
#[derive(Default)]
struct Voices {
    attributions: Vec<Attribution>,
    names: Vec<Name>,
    syntax: syntax::Syntax,
    note: Option<Note>,
}
