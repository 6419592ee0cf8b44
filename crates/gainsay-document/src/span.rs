//! Half-open byte ranges into a text, and sorted sets of them.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A non-empty half-open byte range `[start, end)` into one text.
///
/// Serialised as `[start, end]`. A span that came from outside must be made with [`Span::within`] (or tested with
/// [`Span::check`]) against the text it points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

/// Why a range is no span of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanError {
    /// `start >= end`.
    Empty,
    /// `end` lies past the end of the text.
    OutOfBounds,
    /// `start` or `end` cuts a character in two.
    InsideCharacter,
}

impl fmt::Display for SpanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the range is empty or reversed",
            Self::OutOfBounds => "the range lies outside the text",
            Self::InsideCharacter => "the range cuts a character in two",
        })
    }
}

impl std::error::Error for SpanError {}

impl Span {
    /// The span of `range` in `text`, checked against the text.
    ///
    /// # Errors
    /// [`SpanError`] when the range is empty, outside the text, or cuts a character in two.
    pub fn within(text: &str, range: Range<usize>) -> Result<Self, SpanError> {
        let span = Self::ordered(range).ok_or(SpanError::Empty)?;
        span.check(text)?;
        Ok(span)
    }

    /// The span of a non-empty `range`, or `None` for an empty or reversed one, or one past four gigabytes.
    ///
    /// For offsets that a matcher over the same text has just produced; [`Span::within`] is for all others.
    #[must_use]
    pub fn ordered(range: Range<usize>) -> Option<Self> {
        let start = u32::try_from(range.start).ok()?;
        let end = u32::try_from(range.end).ok()?;
        (start < end).then_some(Self { start, end })
    }

    /// Whether this span lies inside `text` on character boundaries.
    ///
    /// # Errors
    /// [`SpanError`] naming what is wrong.
    pub fn check(self, text: &str) -> Result<(), SpanError> {
        if self.end() > text.len() {
            Err(SpanError::OutOfBounds)
        } else if !text.is_char_boundary(self.start()) || !text.is_char_boundary(self.end()) {
            Err(SpanError::InsideCharacter)
        } else {
            Ok(())
        }
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes; never 0.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// The byte range, for indexing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The text under this span; empty where the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether byte `offset` lies inside this span.
    #[must_use]
    pub fn contains_offset(self, offset: usize) -> bool {
        self.range().contains(&offset)
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The bytes common to both.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The bytes between two spans; 0 where they touch or overlap.
    #[must_use]
    pub fn gap(self, other: Self) -> usize {
        if self.overlaps(other) {
            0
        } else if self.end <= other.start {
            other.start() - self.end()
        } else {
            self.start() - other.end()
        }
    }

    /// This span without white space at its ends, or `None` where nothing else is in it.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Option<Self> {
        let inside = self.of(text);
        let start = self.start() + (inside.len() - inside.trim_start().len());
        let end = self.start() + inside.trim_end().len();
        Self::ordered(start..end)
    }
}

impl TryFrom<(u32, u32)> for Span {
    type Error = SpanError;

    fn try_from((start, end): (u32, u32)) -> Result<Self, SpanError> {
        if start < end { Ok(Self { start, end }) } else { Err(SpanError::Empty) }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// A possibly discontinuous stretch of text: spans sorted by start, none overlapping or touching.
///
/// Empty where there is nothing (an attribution without a source).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Vec<Span>", into = "Vec<Span>")]
pub struct Spans(Vec<Span>);

impl Spans {
    /// No text at all.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The spans, sorted.
    #[must_use]
    pub fn as_slice(&self) -> &[Span] {
        &self.0
    }

    /// The spans in order.
    pub fn iter(&self) -> impl Iterator<Item = Span> + '_ {
        self.0.iter().copied()
    }

    /// Whether there is no span.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first span.
    #[must_use]
    pub fn first(&self) -> Option<Span> {
        self.0.first().copied()
    }

    /// The smallest single span that holds them all.
    #[must_use]
    pub fn cover(&self) -> Option<Span> {
        Some(self.0.first()?.cover(*self.0.last()?))
    }

    /// Whether `span` lies wholly inside one of the spans.
    #[must_use]
    pub fn contains(&self, span: Span) -> bool {
        self.iter().any(|own| own.contains(span))
    }

    /// Whether any byte is shared with `span`.
    #[must_use]
    pub fn overlaps(&self, span: Span) -> bool {
        self.iter().any(|own| own.overlaps(span))
    }

    /// Length in bytes of all spans together.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().map(Span::len).sum()
    }

    /// The quoted text, its pieces joined by " … ".
    #[must_use]
    pub fn of(&self, text: &str) -> String {
        self.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ")
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Self {
        Self(vec![span])
    }
}

impl From<Vec<Span>> for Spans {
    fn from(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start <= last.end => *last = last.cover(span),
                _ => merged.push(span),
            }
        }
        Self(merged)
    }
}

impl From<Spans> for Vec<Span> {
    fn from(spans: Spans) -> Self {
        spans.0
    }
}

impl FromIterator<Span> for Spans {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        spans.into_iter().collect::<Vec<_>>().into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_span_must_fit_its_text() {
        let text = "né à";
        assert_eq!(Span::within(text, 0..3).map(|s| s.of(text)), Ok("né"));
        assert_eq!(Span::within(text, 0..2), Err(SpanError::InsideCharacter));
        assert_eq!(Span::within(text, 2..9), Err(SpanError::OutOfBounds));
        assert_eq!(Span::within(text, 3..3), Err(SpanError::Empty));
        assert!(serde_json::from_str::<Span>("[4,2]").is_err());
    }

    #[test]
    fn trimming_leaves_the_words() {
        let text = "  two words\n";
        assert_eq!(Span::within(text, 0..text.len()).unwrap().trimmed(text).unwrap().of(text), "two words");
        assert_eq!(Span::within(text, 0..2).unwrap().trimmed(text), None);
    }

    fn any_span() -> impl Strategy<Value = Span> {
        (0usize..200, 1usize..40).prop_map(|(start, len)| Span::ordered(start..start + len).unwrap())
    }

    proptest! {
        #[test]
        fn spans_are_sorted_apart_and_lose_no_byte(list in prop::collection::vec(any_span(), 0..12)) {
            let spans = Spans::from(list.clone());
            prop_assert!(spans.as_slice().windows(2).all(|pair| pair[0].end() < pair[1].start()));
            for offset in 0..260 {
                let before = list.iter().any(|span| span.contains_offset(offset));
                let after = spans.iter().any(|span| span.contains_offset(offset));
                prop_assert_eq!(before, after);
            }
        }

        #[test]
        fn overlap_agrees_with_intersection_and_gap(a in any_span(), b in any_span()) {
            prop_assert_eq!(a.overlaps(b), a.intersection(b).is_some());
            prop_assert!(a.cover(b).contains(a) && a.cover(b).contains(b));
            if !a.overlaps(b) {
                prop_assert_eq!(a.cover(b).len(), a.len() + b.len() + a.gap(b));
            }
        }
    }
}
