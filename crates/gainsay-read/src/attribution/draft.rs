//! An attribution while it is found: token ranges instead of spans.

use std::ops::Range;

use gainsay_document::Stance;

/// An attribution in tokens.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The index of the sentence its cue stands in.
    pub sentence: usize,
    pub source: Option<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
    pub stance: Stance,
    pub confidence: f32,
}

impl Draft {
    /// The first token.
    pub(super) fn start(&self) -> usize {
        self.source
            .iter()
            .chain(&self.cue)
            .chain(&self.content)
            .map(|range| range.start)
            .min()
            .unwrap_or_default()
    }

    /// One past the last token.
    pub(super) fn end(&self) -> usize {
        self.source
            .iter()
            .chain(&self.cue)
            .chain(&self.content)
            .map(|range| range.end)
            .max()
            .unwrap_or_default()
    }
}
