//! The parts of a text that a toponym is made of: words, taken apart at hyphens ("Korva-based", "D-Korva").

use gainsay_document::Span;

use crate::words::Words;

/// A word, a part of one, or a punctuation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) span: Span,
    /// The token it is part of.
    pub(super) token: usize,
    pub(super) is_word: bool,
    /// Whether only a hyphen stands between it and the next unit.
    pub(super) joins_next: bool,
}

/// The units of `words`, in order.
pub(super) fn units(words: &Words<'_>) -> Vec<Unit> {
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
    let mut units = Vec::with_capacity(words.len());
    for (token, piece) in words.segmentation.tokens.iter().enumerate() {
        let is_word = words.is_word(token);
        let raw = piece.span.of(words.text);
        if !is_word || !raw.contains(hyphen) {
            units.push(Unit { span: piece.span, token, is_word, joins_next: false });
            continue;
        }
        let mut at = piece.span.start();
        for part in raw.split_inclusive(hyphen) {
            let inner = part.trim_end_matches(hyphen);
            if let Some(span) = Span::ordered(at..at + inner.len())
                && !inner.is_empty()
            {
                units.push(Unit { span, token, is_word, joins_next: inner.len() < part.len() });
            }
            at += part.len();
        }
    }
    units
}
