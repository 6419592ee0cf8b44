//! What the trained encoder sees in a text: word by word, which role in an attribution, which name, pointing where.
//!
//! One pass over windows of whole paragraphs answers for every layer that asks. A window's answer is handed on at once
//! and then dropped, so that a long text needs no more memory than a short one.

mod description;
mod tags;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::ops::Range;

use gainsay_document::Span;
use gainsay_encode::{
    Input, Lexicon, Limits, Matrix, Model, Options, Vocabulary, Window, WordPieces, cut, digest, words,
};

#[cfg(feature = "ort")]
pub use gainsay_encode::OnnxRuntime;
pub use gainsay_encode::Runtime;

pub use description::{Confidence, Description, Linking};
pub use tags::{Tag, best_path, runs};
#[cfg(test)]
pub(crate) use tests::tiny;

use crate::segment::Segmentation;

/// The outputs of the graph that the layers ask for, in the order of [`Seen`]'s fields.
const OUTPUTS: [&str; 7] = ["roles", "cue_pointer", "source_pointer", "names", "upos", "arcs", "relations"];

/// Windows that are encoded together and then forgotten: enough to keep all threads busy.
const AT_ONCE: usize = 32;

/// The files that `training/` writes: the graph, the word pieces, the lexicon and the description.
#[derive(Clone, Debug)]
pub struct Weights {
    /// An ONNX graph.
    pub graph: Cow<'static, [u8]>,
    /// One word piece a line.
    pub vocabulary: Cow<'static, str>,
    /// Which words the encoder is shown, and which as names alone ([`Lexicon`]).
    pub lexicon: Cow<'static, str>,
    /// JSON: the checksums of graph and lexicon, labels, linking constants, confidence.
    pub description: Cow<'static, str>,
}

impl Weights {
    /// The weights that come with the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            graph: Cow::Borrowed(include_bytes!("../../weights/reader.int8.onnx")),
            vocabulary: include_str!("../../weights/vocab.txt").into(),
            lexicon: include_str!("../../weights/lexicon.tsv").into(),
            description: include_str!("../../weights/heads.json").into(),
        }
    }
}

/// The trained encoder. Immutable, so that threads can share one.
pub struct Encoder {
    model: Model,
    vocabulary: Vocabulary,
    description: Description,
    name: String,
    constants: String,
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoder").field("name", &self.name).finish_non_exhaustive()
    }
}

/// One window's words and what the graph answers for them: log-probabilities, a row a word of the window.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'s> {
    /// All words of the text.
    pub words: &'s [Span],
    /// Which of them the window holds, and for which of them its answer counts.
    pub window: &'s Window,
    /// Role tags: O, then B- and I- of source, cue and content.
    pub roles: &'s Matrix,
    /// The word's cue: column 0 for none, then a column a word of the window.
    pub cue_pointer: &'s Matrix,
    /// The word's source, likewise.
    pub source_pointer: &'s Matrix,
    /// Name tags: O, then B- and I- of person, organisation, place, other.
    pub names: &'s Matrix,
    /// Parts of speech.
    pub upos: &'s Matrix,
    /// The word's head: column 0 for the root, then a column a word of the window.
    pub arcs: &'s Matrix,
    /// The word's relation to its likeliest head.
    pub relations: &'s Matrix,
}

impl Seen<'_> {
    /// The bytes from the first to the last word of `range`, words of the window; `None` where it is empty.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Option<Span> {
        let at = |word: usize| self.words.get(self.window.words.start + word);
        Some(at(range.start)?.cover(*at(range.end.checked_sub(1)?)?))
    }

    /// Whether this window answers for its word `word`.
    #[must_use]
    pub fn keeps(&self, word: usize) -> bool {
        self.window.keep.contains(&(self.window.words.start + word))
    }
}

/// Why weights cannot be used, or a text could not be encoded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    message: String,
    hint: Option<&'static str>,
}

impl Error {
    fn description(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: Some("use the files of one training run together") }
    }

    /// What may be done about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        self.hint
    }
}

impl From<gainsay_encode::Error> for Error {
    fn from(error: gainsay_encode::Error) -> Self {
        Self { message: error.to_string(), hint: error.hint() }
    }
}

impl Encoder {
    /// The encoder of these weights, computed by `runtime` on at most `threads` threads.
    ///
    /// # Errors
    ///
    /// If a file is damaged or does not fit the others.
    pub fn load(weights: Weights, runtime: &Runtime, threads: NonZeroUsize) -> Result<Self, Error> {
        let description = Description::parse(&weights.description)?;
        if digest(weights.lexicon.as_bytes()) != description.lexicon.sha256 {
            return Err(Error::description("the lexicon is not the one that the weights were trained with"));
        }
        let lexicon = Lexicon::parse(&weights.lexicon, description.lexicon.masks())?;
        let vocabulary = Vocabulary::parse(&weights.vocabulary)?.masked(lexicon);
        // A window alone, so that its answer does not depend on its neighbours.
        let options = Options { threads, batch_pieces: 0 };
        let model = Model::load_on(runtime, weights.graph, &description.sha256, &OUTPUTS, options)?;
        let sum = digest(weights.description.as_bytes());
        // Another runtime rounds otherwise: the name tells its readings apart.
        let suffix = match runtime {
            Runtime::Rten => "",
            #[cfg(feature = "ort")]
            Runtime::Ort(_) => "-onnxruntime",
        };
        let name = format!("minilm-{}-{}{suffix}", &description.sha256[..8], &sum[..4]);
        Ok(Self { model, vocabulary, description, name, constants: sum })
    }

    /// A name that tells these weights and constants from any others.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// SHA-256 of the labels and constants that belong to the weights.
    #[must_use]
    pub fn constants(&self) -> &str {
        &self.constants
    }

    /// The labels and constants that belong to the weights.
    #[must_use]
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// Encode the sentences of `text`, handing each window on in the order of the text.
    ///
    /// # Errors
    ///
    /// If the graph fails on a window; those before it were handed on.
    pub fn see(
        &self,
        text: &str,
        segmentation: &Segmentation,
        mut visit: impl FnMut(Seen),
    ) -> Result<(), Error> {
        let spans = words_of(text, segmentation);
        let ranges: Vec<Range<usize>> = spans.iter().map(|span| span.range()).collect();
        let pieces = WordPieces::of(&self.vocabulary, text, &ranges);
        let paragraphs = numbers(&spans, segmentation.paragraphs.iter().copied());
        let sentences = numbers(&spans, segmentation.sentences.iter().map(|sentence| sentence.span));
        let limits = Limits { pieces: self.description.pieces, overlap: self.description.overlap };
        let windows = cut(&pieces, &paragraphs, limits);
        for some in windows.chunks(AT_ONCE) {
            let inputs: Vec<_> = some
                .iter()
                .map(|window| Input::of(window, &pieces, &paragraphs, &sentences, self.vocabulary.special()))
                .collect();
            for (window, answer) in some.iter().zip(self.model.run(&inputs)?) {
                let [roles, cue_pointer, source_pointer, names, upos, arcs, relations] =
                    answer.outputs.as_slice()
                else {
                    continue;
                };
                visit(Seen {
                    words: &spans,
                    window,
                    roles,
                    cue_pointer,
                    source_pointer,
                    names,
                    upos,
                    arcs,
                    relations,
                });
            }
        }
        Ok(())
    }
}

/// The words of the sentences.
fn words_of(text: &str, segmentation: &Segmentation) -> Vec<Span> {
    let mut out = Vec::with_capacity(segmentation.tokens.len());
    for sentence in &segmentation.sentences {
        let start = sentence.span.start();
        out.extend(
            words(sentence.span.of(text))
                .into_iter()
                .filter_map(|word| Span::ordered(start + word.start..start + word.end)),
        );
    }
    out
}

/// For each word, the index of the last of `parts` that begins before it or with it.
fn numbers(words: &[Span], parts: impl Iterator<Item = Span>) -> Vec<u32> {
    let mut parts = parts.peekable();
    let mut number = 0;
    words
        .iter()
        .map(|word| {
            while parts.next_if(|part| part.start() <= word.start()).is_some() {
                number += 1;
            }
            number
        })
        .collect()
}
