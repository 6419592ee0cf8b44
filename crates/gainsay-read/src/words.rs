//! The tokens of a text as words: what the layers after segmentation match their tables against.

use std::ops::Range;

use gainsay_document::Span;

use crate::segment::{Segmentation, TokenKind};

/// A segmented text with its tokens lower-cased. Indices are those of [`Segmentation::tokens`].
#[derive(Debug)]
pub struct Words<'t> {
    /// The text.
    pub text: &'t str,
    /// Its units.
    pub segmentation: &'t Segmentation,
    lower: Vec<String>,
    /// The sentence of each token.
    sentence: Vec<usize>,
}

impl<'t> Words<'t> {
    /// The words of `text`, which must be the text that `segmentation` was made of.
    #[must_use]
    pub fn new(text: &'t str, segmentation: &'t Segmentation) -> Self {
        let lower = segmentation
            .tokens
            .iter()
            .map(|token| {
                token.span.of(text).to_lowercase().replace('’', "'").replace(['\u{2010}', '\u{2011}'], "-")
            })
            .collect();
        let mut sentence = vec![0; segmentation.tokens.len()];
        for (index, one) in segmentation.sentences.iter().enumerate() {
            for token in one.tokens.clone() {
                if let Some(slot) = sentence.get_mut(token) {
                    *slot = index;
                }
            }
        }
        Self { text, segmentation, lower, sentence }
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// Whether there is no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lower.is_empty()
    }

    /// Token `index` in lower case, with plain apostrophes and hyphens; empty past the end.
    #[must_use]
    pub fn lower(&self, index: usize) -> &str {
        self.lower.get(index).map_or("", String::as_str)
    }

    /// The token before `index` in lower case, if it stands in the same sentence.
    #[must_use]
    pub fn before(&self, index: usize) -> &str {
        if index > self.sentence_tokens(index).start { self.lower(index - 1) } else { "" }
    }

    /// Token `index` as written; empty past the end.
    #[must_use]
    pub fn raw(&self, index: usize) -> &'t str {
        self.segmentation.tokens.get(index).map_or("", |token| token.span.of(self.text))
    }

    /// What token `index` is; punctuation past the end.
    #[must_use]
    pub fn kind(&self, index: usize) -> TokenKind {
        self.segmentation.tokens.get(index).map_or(TokenKind::Punctuation, |token| token.kind)
    }

    /// Whether token `index` is a word.
    #[must_use]
    pub fn is_word(&self, index: usize) -> bool {
        self.kind(index) == TokenKind::Word
    }

    /// Whether token `index` begins with a capital letter.
    #[must_use]
    pub fn is_capitalised(&self, index: usize) -> bool {
        self.raw(index).chars().next().is_some_and(char::is_uppercase)
    }

    /// The index of the sentence of token `index`.
    #[must_use]
    pub fn sentence(&self, index: usize) -> usize {
        self.sentence.get(index).copied().unwrap_or(self.segmentation.sentences.len())
    }

    /// The tokens of the sentence that token `index` stands in; empty past the end.
    #[must_use]
    pub fn sentence_tokens(&self, index: usize) -> Range<usize> {
        self.segmentation
            .sentences
            .get(self.sentence(index))
            .map_or(index..index, |sentence| sentence.tokens.clone())
    }

    /// Whether token `index` is the first word of its sentence, quotation marks aside.
    #[must_use]
    pub fn opens_sentence(&self, index: usize) -> bool {
        let start = self.sentence_tokens(index).start;
        (start..index).all(|before| self.kind(before) == TokenKind::Punctuation)
    }

    /// Whether tokens `index` and `index + 1` touch.
    #[must_use]
    pub fn touches_next(&self, index: usize) -> bool {
        match (self.segmentation.tokens.get(index), self.segmentation.tokens.get(index + 1)) {
            (Some(one), Some(next)) => one.span.end() == next.span.start(),
            _ => false,
        }
    }

    /// Whether a line ends between tokens `index` and `index + 1`.
    #[must_use]
    pub fn breaks_line(&self, index: usize) -> bool {
        match (self.segmentation.tokens.get(index), self.segmentation.tokens.get(index + 1)) {
            (Some(one), Some(next)) => {
                self.text.get(one.span.end()..next.span.start()).is_some_and(|between| between.contains('\n'))
            }
            _ => false,
        }
    }

    /// Whether the tokens from `index` on are the words of `phrase`, which is written in lower case with one blank
    /// between tokens; the index after them if so. Never runs over the end of the sentence.
    #[must_use]
    pub fn follows(&self, index: usize, phrase: &str) -> Option<usize> {
        let end = self.sentence_tokens(index).end;
        let mut at = index;
        for word in phrase.split(' ') {
            if at >= end || self.lower(at) != word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The span from the first to the last of `tokens`; `None` for no tokens.
    #[must_use]
    pub fn span(&self, tokens: Range<usize>) -> Option<Span> {
        let all = self.segmentation.tokens.get(tokens)?;
        Some(all.first()?.span.cover(all.last()?.span))
    }

    /// The tokens that lie wholly inside `span`.
    #[must_use]
    pub fn within(&self, span: Span) -> Range<usize> {
        let tokens = &self.segmentation.tokens;
        let start = tokens.partition_point(|token| token.span.start() < span.start());
        let end = tokens.partition_point(|token| token.span.end() <= span.end());
        start..end.max(start)
    }
}
