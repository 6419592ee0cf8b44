//! Paragraphs, sentences, tokens and quotations of a text.

use std::ops::Range;

use gainsay_document::Span;

/// The units of one text. Spans are byte ranges; indices point into this segmentation's own vectors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segmentation {
    /// Blocks of text between blank lines; one that a page break or a hard wrap cut is whole again.
    pub paragraphs: Vec<Span>,
    /// Sentences in order; they never overlap.
    pub sentences: Vec<Sentence>,
    /// Tokens in order; every token lies in exactly one sentence.
    pub tokens: Vec<Token>,
    /// Stretches between quotation marks, in order of their start.
    pub quotations: Vec<Quotation>,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its text, without white space at the ends.
    pub span: Span,
    /// Index of its paragraph.
    pub paragraph: usize,
    /// Its tokens: a range of indices into [`Segmentation::tokens`].
    pub tokens: Range<usize>,
}

/// A word, number or punctuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and full stops: "don't", "Al-Hol", "U.S.". A possessive "'s" is a
    /// token of its own.
    Word,
    /// Digits with separators: "2,500", "3.5", "12th" is a word.
    Number,
    /// Anything else that is not white space, one character each.
    Punctuation,
}

/// A stretch between quotation marks. One that runs over several paragraphs, each opened by a mark and only the last
/// one closed, is one quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The quoted pieces with their marks, one a paragraph.
    pub pieces: Vec<Span>,
    /// Whether a closing mark was found.
    pub closed: bool,
}

/// Segment the part of `text` under `body`; nothing where that is `None`.
#[must_use]
pub fn segment(_text: &str, _body: Option<Span>) -> Segmentation {
    Segmentation::default()
}
