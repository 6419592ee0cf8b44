//! Words and their pieces: BERT's uncased WordPiece, each piece with its byte range and its word's case pattern.
//!
//! Method: Devlin et al. 2019, BERT, with the normalisation of its uncased models; each word is cut by itself.

mod classes;
mod lexicon;
mod normal;
mod shape;
mod vocabulary;
mod words;

use std::ops::Range;

pub use lexicon::{Lexicon, Masks};
pub use shape::{SHAPE_IDS, Shape};
pub use vocabulary::{Special, Vocabulary};
pub use words::{paragraphs, words};

use normal::{Normal, normalise};

/// A word of more pieces keeps its first sixteen.
pub const LONGEST_WORD: usize = 16;

/// One word piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its line in the vocabulary.
    pub id: u32,
    /// The id of its shape embedding ([`Shape::id`]).
    pub shape: u8,
    /// The bytes of the text that it stands for, at character boundaries, inside its word.
    ///
    /// Pieces of one decomposed character (Hangul) share its range. An unknown word's piece has the word's range.
    pub span: Range<usize>,
}

/// The pieces of all words of a text, grouped by word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordPieces {
    pieces: Vec<Piece>,
    /// Where each word's pieces end in `pieces`.
    ends: Vec<usize>,
}

impl WordPieces {
    /// Cuts `words`, byte ranges of `text`, into one to [`LONGEST_WORD`] pieces each.
    ///
    /// A range outside the text, or within a character, is an unknown word. A masked word ([`Vocabulary::masked`]) has
    /// one piece.
    #[must_use]
    pub fn of(vocabulary: &Vocabulary, text: &str, words: &[Range<usize>]) -> Self {
        let mut out = Self {
            pieces: Vec::with_capacity(words.len() + words.len() / 4),
            ends: Vec::with_capacity(words.len()),
        };
        let mut work = Work::default();
        for (number, range) in words.iter().enumerate() {
            let of = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
            let word = of(range);
            let after = words.get(number + 1).map_or("", of);
            let before = text.get(..range.start).and_then(|before| before.chars().next_back());
            let space_before = before.is_none_or(classes::is_space);
            let first = out.pieces.len();
            let mask = vocabulary.mask(word, after);
            match mask {
                Some(id) => out.pieces.push(Piece { id, shape: 0, span: range.clone() }),
                None => work.cut(vocabulary, word, range.start, &mut out.pieces),
            }
            if out.pieces.len() == first {
                let id = vocabulary.special().unknown;
                out.pieces.push(Piece { id, shape: 0, span: range.clone() });
            }
            out.pieces.truncate(first + LONGEST_WORD);
            let shape = match Shape::of(word) {
                // A name of two capitals looks like a name of one.
                Shape::Mixed if mask.is_some() => Shape::Title,
                shape => shape,
            };
            for (number, piece) in out.pieces[first..].iter_mut().enumerate() {
                piece.shape = shape.id(number == 0, space_before);
            }
            out.ends.push(out.pieces.len());
        }
        out
    }

    /// Number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The pieces of a word, by its place among the words; none where there is no such word.
    #[must_use]
    pub fn of_word(&self, word: usize) -> &[Piece] {
        let Some(end) = self.ends.get(word) else { return &[] };
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.pieces[start..*end]
    }

    /// Each word's pieces, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[Piece]> {
        (0..self.len()).map(|word| self.of_word(word))
    }
}

impl FromIterator<Vec<(u32, u8)>> for WordPieces {
    /// Pieces cut elsewhere: (id, shape id) of each word's pieces. They lead to no text: their ranges are empty.
    fn from_iter<T: IntoIterator<Item = Vec<(u32, u8)>>>(words: T) -> Self {
        let mut out = Self::default();
        for word in words {
            out.pieces.extend(word.into_iter().map(|(id, shape)| Piece { id, shape, span: 0..0 }));
            out.ends.push(out.pieces.len());
        }
        out
    }
}

/// Buffers kept from word to word.
#[derive(Default)]
struct Work {
    normal: Vec<Normal>,
    token: String,
    found: Vec<(u32, usize)>,
}

impl Work {
    /// Appends the pieces of `word`, which stands at byte `at`; their shapes are still to be set.
    fn cut(&mut self, vocabulary: &Vocabulary, word: &str, at: usize, out: &mut Vec<Piece>) {
        normalise(word, at, &mut self.normal);
        let tokens = self.normal.chunk_by(|a, b| !a.alone && !b.alone && a.c != ' ' && b.c != ' ');
        for token in tokens.filter(|token| token[0].c != ' ') {
            let span = token[0].start..token[token.len() - 1].end;
            self.token.clear();
            self.token.extend(token.iter().map(|normal| normal.c));
            if vocabulary.split(&self.token, &mut self.found).is_none() {
                out.push(Piece { id: vocabulary.special().unknown, shape: 0, span });
                continue;
            }
            let mut rest = token;
            let mut start = 0;
            for (id, end) in &self.found {
                let (own, after) = rest.split_at(self.token[start..*end].chars().count());
                let span = own[0].start..own[own.len() - 1].end;
                out.push(Piece { id: *id, shape: 0, span });
                (rest, start) = (after, *end);
            }
        }
    }
}

#[cfg(test)]
mod tests;
