//! Attributions: source, cue and content, by rules over tables; `trained` finds them with the encoder.
//!
//! The spans follow the conventions of PolNeAR (Newell, Margolin and Ruths 2018): the source is the whole noun phrase
//! with title and apposition, the cue the whole verb group, the content begins with "that" and keeps its quotation
//! marks.

#![expect(clippy::single_range_in_vec_init, reason = "contents and cues are lists of token ranges")]

mod content;
mod draft;
mod frames;
mod nest;
mod others;
mod phrase;
mod quotes;
mod tables;
#[cfg(test)]
mod tests;
pub(crate) mod trained;
mod verbs;
mod words;

use gainsay_document::Attribution;

use crate::segment::Segmentation;
use draft::Draft;

pub(crate) use frames::is_titled;
pub(crate) use phrase::antecedent;
pub(crate) use tables::Classes;
pub use tables::Tables;
pub(crate) use words::Words;

/// The attributions of a text, in the order of their first word.
#[must_use]
pub fn attributions(tables: &Tables, text: &str, segmentation: &Segmentation) -> Vec<Attribution> {
    ruled(&Words::new(tables, text, segmentation))
}

/// The attributions among words, in the order of their first word.
pub(crate) fn ruled(words: &Words) -> Vec<Attribution> {
    let mut drafts = Vec::new();
    for (index, sentence) in words.segmentation.sentences.iter().enumerate() {
        let first = drafts.len();
        let stops = verbs::attribute(words, index, sentence, &mut drafts);
        others::attribute(words, index, sentence, first, &stops, &mut drafts);
        drafts[first..].sort_by_key(Draft::start);
        quotes::carry(words, index, sentence, first, &mut drafts);
    }
    nest::finish(words, &drafts)
}
