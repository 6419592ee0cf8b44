//! Paragraphs, sentences, tokens and quotations of a text.

mod abbreviations;
mod paragraphs;
mod quotations;
mod sentences;
#[cfg(test)]
mod tests;
mod tokens;

use std::ops::Range;

use gainsay_document::Span;

pub use abbreviations::Abbreviations;

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
    /// Letters, with inner apostrophes, hyphens and full stops: "don't", "Al-Hol", "U.S.". The full stop of an
    /// abbreviation inside a sentence belongs to it ("Mr."). A possessive "'s" is a token of its own.
    Word,
    /// Digits with separators: "2,500", "3.5", "10:30"; "12th" is a word.
    Number,
    /// Anything else that is not white space, one character each; "..." and two single quotation marks that stand
    /// for a double one are one token.
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

impl Segmentation {
    /// The index of the token that holds byte `offset`, or of the first one after it; the number of tokens where
    /// none follows.
    #[must_use]
    pub fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end() <= offset)
    }

    /// The index of the sentence that holds byte `offset`, or of the first one after it; `None` past the last.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.span.end() <= offset);
        (index < self.sentences.len()).then_some(index)
    }
}

/// Segment the part of `text` under `body` with the table that comes with the program; nothing where `body` is
/// `None`.
#[must_use]
pub fn segment(text: &str, body: Option<Span>) -> Segmentation {
    segment_with(&Abbreviations::embedded(), text, body)
}

/// Segment the part of `text` under `body`; nothing where that is `None` or does not fit the text.
#[must_use]
pub fn segment_with(abbreviations: &Abbreviations, text: &str, body: Option<Span>) -> Segmentation {
    let mut result = Segmentation::default();
    let Some(body) = body.filter(|body| body.check(text).is_ok()) else {
        return result;
    };
    let paragraphs = paragraphs::paragraphs(text, body);
    for paragraph in &paragraphs {
        let tokens = tokens::tokens(text, paragraph);
        sentences::sentences(abbreviations, text, paragraph, &tokens, &mut result);
    }
    result.quotations = quotations::quotations(text, &paragraphs);
    result
}
