//! What the graph is given of one window.

use crate::window::{Window, ends_paragraph};
use crate::wordpiece::{Special, WordPieces};

/// The numbers of one window. Word 0 is `[CLS]`: no word, or the root of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Piece ids, `[CLS]` first, `[SEP]` after each paragraph and at the end.
    pub(super) ids: Vec<i32>,
    /// Shape ids, zero for `[CLS]` and `[SEP]`.
    pub(super) shapes: Vec<i32>,
    /// The first piece of each word.
    pub(super) index: Vec<i32>,
    /// The number of each word's sentence, from 1; zero for `[CLS]`.
    pub(super) sentences: Vec<i32>,
}

impl Input {
    /// The numbers of a window over the words of a document.
    ///
    /// `paragraphs` and `sentences` have a number for each word of the document; their change starts a new one.
    #[must_use]
    pub fn of(
        window: &Window,
        pieces: &WordPieces,
        paragraphs: &[u32],
        sentences: &[u32],
        special: Special,
    ) -> Self {
        let mut out = Self {
            ids: Vec::with_capacity(window.pieces),
            shapes: Vec::with_capacity(window.pieces),
            index: Vec::with_capacity(window.words.len() + 1),
            sentences: Vec::with_capacity(window.words.len() + 1),
        };
        out.index.push(0);
        out.sentences.push(0);
        out.piece(special.cls, 0);
        let mut sentence = 1;
        for word in window.words.clone() {
            let new = |numbers: &[u32]| numbers.get(word.wrapping_sub(1)) != numbers.get(word);
            sentence += i32::from(word > window.words.start && new(sentences));
            out.index.push(number(out.ids.len()));
            out.sentences.push(sentence);
            for piece in pieces.of_word(word) {
                out.piece(piece.id, piece.shape);
            }
            if word + 1 == window.words.end || ends_paragraph(paragraphs, word) {
                out.piece(special.sep, 0);
            }
        }
        out
    }

    /// One word of one piece: the shortest window there is.
    pub(super) fn shortest() -> Self {
        Self { ids: vec![0; 3], shapes: vec![0; 3], index: vec![0, 1], sentences: vec![0, 1] }
    }

    /// Pieces, `[CLS]` and every `[SEP]` included.
    #[must_use]
    pub fn pieces(&self) -> usize {
        self.ids.len()
    }

    /// Words, `[CLS]` not included.
    #[must_use]
    pub fn words(&self) -> usize {
        self.index.len() - 1
    }

    fn piece(&mut self, id: u32, shape: u8) {
        self.ids.push(i32::try_from(id).unwrap_or(i32::MAX));
        self.shapes.push(i32::from(shape));
    }
}

fn number(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, Vocabulary, cut, paragraphs, words};

    #[test]
    fn a_window_begins_with_cls_and_every_paragraph_ends_with_sep() {
        let vocabulary = Vocabulary::parse("[PAD]\n[UNK]\n[CLS]\n[SEP]\nthey\nmet\n.\n##s").unwrap();
        let text = "They met. Mets\nmet";
        let words = words(text);
        let pieces = WordPieces::of(&vocabulary, text, &words);
        let paragraphs = paragraphs(text, &words);
        let windows = cut(&pieces, &paragraphs, Limits::default());
        let input = Input::of(&windows[0], &pieces, &paragraphs, &[7, 7, 7, 9, 12], vocabulary.special());
        assert_eq!(input.ids, [2, 4, 5, 6, 5, 7, 3, 5, 3]);
        assert_eq!(input.shapes, [0, 6, 2, 29, 6, 8, 0, 2, 0]);
        assert_eq!(input.index, [0, 1, 2, 3, 4, 7]);
        assert_eq!(input.sentences, [0, 1, 1, 1, 2, 3]);
        assert_eq!((input.pieces(), input.words(), windows.len()), (windows[0].pieces, 5, 1));
    }
}
