//! Windows: which words the encoder reads at once, and whose answer counts where two windows overlap.
//!
//! Whole paragraphs are packed in order while they fit, so that no sentence is cut. A paragraph too long for a window
//! is cut by itself into windows that share words; the first half of the shared words is answered by the window
//! before, which knows more of what precedes them, the second half by the window after.

use std::ops::Range;

use crate::model::Matrix;
use crate::wordpiece::{LONGEST_WORD, WordPieces};

/// How large a window may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pieces of a window, `[CLS]` and every `[SEP]` included. Less than the longest word needs counts as that.
    pub pieces: usize,
    /// Words that two windows of one overlong paragraph share; never more than half of a window's words.
    pub overlap: usize,
}

impl Default for Limits {
    /// What the shipped weights were trained with.
    fn default() -> Self {
        Self { pieces: 256, overlap: 48 }
    }
}

/// Words that the encoder reads at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The words in it, by their place in the document.
    pub words: Range<usize>,
    /// Those of them whose answers count. The windows of a document keep every word exactly once, in order.
    pub keep: Range<usize>,
    /// Its pieces, `[CLS]` and every `[SEP]` included.
    pub pieces: usize,
}

impl Window {
    /// The word of the document that a pointer's column means; None for column 0, which means no word.
    #[must_use]
    pub fn word_at(&self, column: usize) -> Option<usize> {
        column.checked_sub(1).map(|offset| self.words.start + offset).filter(|word| self.words.contains(word))
    }
}

/// Lays windows over the words of a document.
///
/// `paragraphs` has a number for each word; a change starts a paragraph. Where it is too short the rest is one
/// paragraph.
#[must_use]
pub fn cut(pieces: &WordPieces, paragraphs: &[u32], limits: Limits) -> Vec<Window> {
    let sizes: Vec<_> = pieces.iter().map(<[_]>::len).collect();
    lay(&sizes, paragraphs, limits)
}

/// Each word's row of the window that keeps it, in the order of the document.
///
/// `answers` are those of `windows`, in order, a row a word. A row that is not there is empty.
#[must_use]
pub fn merge<'a>(windows: &[Window], answers: &[&'a Matrix]) -> Vec<&'a [f32]> {
    windows
        .iter()
        .zip(answers)
        .flat_map(|(window, answer)| {
            window.keep.clone().map(|word| answer.row(word.saturating_sub(window.words.start)))
        })
        .collect()
}

/// Whether a paragraph ends with `word`.
pub(crate) fn ends_paragraph(paragraphs: &[u32], word: usize) -> bool {
    match (paragraphs.get(word), paragraphs.get(word + 1)) {
        (Some(own), Some(next)) => own != next,
        _ => false,
    }
}

/// Sizes of runs of words in pieces.
struct Sizes<'a> {
    /// Pieces before each word and before the end, one `[SEP]` after each paragraph included.
    before: Vec<usize>,
    paragraphs: &'a [u32],
}

impl Sizes<'_> {
    fn new<'a>(sizes: &[usize], paragraphs: &'a [u32]) -> Sizes<'a> {
        let mut before = Vec::with_capacity(sizes.len() + 1);
        let mut total = 0;
        before.push(total);
        for (word, size) in sizes.iter().enumerate() {
            let ends = word + 1 == sizes.len() || ends_paragraph(paragraphs, word);
            total += size + usize::from(ends);
            before.push(total);
        }
        Sizes { before, paragraphs }
    }

    fn words(&self) -> usize {
        self.before.len() - 1
    }

    /// Pieces of words `from..to` without `[CLS]`; a paragraph cut short has its `[SEP]`, too.
    fn of(&self, from: usize, to: usize) -> usize {
        let cut_short = to > from && to < self.words() && !ends_paragraph(self.paragraphs, to - 1);
        self.before[to] - self.before[from] + usize::from(cut_short)
    }

    /// The end of the paragraph that starts with a word.
    fn paragraph_end(&self, start: usize) -> usize {
        (start..self.words())
            .find(|word| ends_paragraph(self.paragraphs, *word))
            .map_or(self.words(), |last| last + 1)
    }
}

fn lay(sizes: &[usize], paragraphs: &[u32], limits: Limits) -> Vec<Window> {
    let sizes = Sizes::new(sizes, paragraphs);
    let room = limits.pieces.max(LONGEST_WORD + 2) - 1;
    let mut out = Vec::new();
    let whole = |words: Range<usize>| {
        let pieces = 1 + sizes.of(words.start, words.end);
        Window { keep: words.clone(), words, pieces }
    };
    let mut open: Option<usize> = None;
    let mut start = 0;
    while start < sizes.words() {
        let end = sizes.paragraph_end(start);
        if let Some(from) = open.filter(|from| sizes.of(*from, end) > room) {
            out.push(whole(from..start));
            open = None;
        }
        if sizes.of(start, end) > room {
            lay_overlong(&sizes, start..end, room, limits.overlap, &mut out);
        } else if open.is_none() {
            open = Some(start);
        }
        start = end;
    }
    out.extend(open.map(|from| whole(from..sizes.words())));
    out
}

/// Windows that share words over one paragraph which is too long for a window.
fn lay_overlong(sizes: &Sizes, paragraph: Range<usize>, room: usize, overlap: usize, out: &mut Vec<Window>) {
    let (mut start, mut keep) = (paragraph.start, paragraph.start);
    loop {
        let mut end = start + 1;
        while end < paragraph.end && sizes.of(start, end + 1) <= room {
            end += 1;
        }
        let last = end == paragraph.end;
        // Half at most: otherwise a text of long unknown words would be read over and over.
        let mut shared = if last { 0 } else { overlap.min((end - start) / 2) };
        // The next window has to reach beyond this one.
        while shared > 0 && sizes.of(end - shared, end + 1) > room {
            shared -= 1;
        }
        let next = end - shared;
        let kept_until = next + shared / 2;
        out.push(Window {
            words: start..end,
            keep: keep..if last { end } else { kept_until },
            pieces: 1 + sizes.of(start, end),
        });
        if last {
            return;
        }
        (start, keep) = (next, kept_until);
    }
}

#[cfg(test)]
mod tests;
