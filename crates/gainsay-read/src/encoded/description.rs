//! The description that goes with a graph: which labels its columns are, and the constants tuned for it.

use gainsay_encode::Masks;
use serde::Deserialize;

use super::{Error, Tag};
use crate::syntax::{PartOfSpeech, Relation};

/// What a program must know of a graph beside the graph.
#[derive(Clone, Debug)]
pub struct Description {
    /// The SHA-256 of the graph's file, in hexadecimal.
    pub sha256: String,
    /// Pieces of a window.
    pub pieces: usize,
    /// Words that two windows of an overlong paragraph share.
    pub overlap: usize,
    /// The lexicon that the weights were trained with.
    pub lexicon: LexiconOf,
    /// The parts of speech, in the order of the columns.
    pub parts: Vec<PartOfSpeech>,
    /// The relations of words to their heads, in the order of the columns.
    pub relations: Vec<Relation>,
    /// How roles are tied to attributions.
    pub linking: Linking,
    /// How sure an attribution is.
    pub confidence: Confidence,
}

/// Which lexicon belongs to the weights, and the pieces that stand for the words that it masks.
#[derive(Clone, Debug, Deserialize)]
pub struct LexiconOf {
    /// The SHA-256 of the table, in hexadecimal.
    pub sha256: String,
    pieces: MaskIds,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct MaskIds {
    name: u32,
    place: u32,
    demonym: u32,
    particle: u32,
}

impl LexiconOf {
    /// The pieces that stand for masked words.
    #[must_use]
    pub fn masks(&self) -> Masks {
        let MaskIds { name, place, demonym, particle } = self.pieces;
        Masks { name, place, demonym, particle }
    }
}

/// Constants of the linking, tuned on development articles; see `training/gainsay_training/decode.py`.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Linking {
    /// Added to pointer probabilities before the logarithm.
    pub floor: f64,
    /// Taken off a word between a span and what it may point at, in natural log units.
    pub distance: f64,
    /// Weight of a content's own vote on the source against the cue's.
    pub content_weight: f64,
    /// Added to the log-probability of the tag O.
    pub outside: f32,
    /// A cue without content takes another's segment if that costs at most this much.
    pub give: f64,
    /// Attributions of a smaller confidence are dropped.
    pub threshold: f64,
}

/// A logistic regression over what the linking knows of an attribution.
#[derive(Clone, Debug, Deserialize)]
pub struct Confidence {
    features: Vec<String>,
    floor: f64,
    weights: Vec<f64>,
}

/// The features in the order in which [`Confidence::of`] takes them.
pub const FEATURES: [&str; 18] = [
    "source_choice",
    "cue_link",
    "content_start",
    "content_stop",
    "content_tags",
    "cue_tags",
    "source_tags",
    "no_cue",
    "no_source",
    "segments",
    "content_words",
    "cue_gap",
    "source_lead",
    "cue_lead",
    "cue_start",
    "source_start",
    "source_words",
    "source_gap",
];

impl Confidence {
    /// The probability that an attribution of these features is right.
    #[must_use]
    pub fn of(&self, features: &[f64; FEATURES.len()]) -> f64 {
        let (constant, weights) = self.weights.split_first().unwrap_or((&0.0, &[]));
        let sum: f64 = weights.iter().zip(features).map(|(weight, x)| weight * x.max(self.floor)).sum();
        1.0 / (1.0 + (-(constant + sum)).exp())
    }
}

#[derive(Deserialize)]
struct File {
    sha256: String,
    window: WindowSize,
    role_tags: Vec<String>,
    name_tags: Vec<String>,
    lexicon: LexiconOf,
    upos: Vec<String>,
    relations: Vec<String>,
    linking: Linking,
    confidence: Confidence,
}

#[derive(Deserialize)]
struct WindowSize {
    pieces: usize,
    overlap_words: usize,
}

impl Description {
    /// The description in a JSON file's text.
    ///
    /// # Errors
    ///
    /// If something is missing or is not what this program reads.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let file: File = serde_json::from_str(text)
            .map_err(|error| Error::description(format!("the weights' description: {error}")))?;
        let wrong = |what: &str| Err(Error::description(format!("the weights' description: other {what}")));
        if !Tag::names_are(&file.role_tags, &["source", "cue", "content"]) {
            return wrong("role tags than source, cue and content");
        }
        if !Tag::names_are(&file.name_tags, &["PER", "ORG", "LOC", "MISC"]) {
            return wrong("name tags than PER, ORG, LOC and MISC");
        }
        if file.confidence.features != FEATURES || file.confidence.weights.len() != FEATURES.len() + 1 {
            return wrong("confidence features");
        }
        if file.sha256.len() != 64 || !file.sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return wrong("checksum than 64 hexadecimal digits");
        }
        Ok(Self {
            sha256: file.sha256,
            pieces: file.window.pieces,
            overlap: file.window.overlap_words,
            lexicon: file.lexicon,
            parts: file.upos.iter().map(|label| PartOfSpeech::of(label)).collect(),
            relations: file.relations.iter().map(|label| Relation::of(label)).collect(),
            linking: file.linking,
            confidence: file.confidence,
        })
    }
}
