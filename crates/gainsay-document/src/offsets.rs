//! Conversion between byte offsets and Unicode code point offsets.

use crate::Span;

/// Two-way offsets between the bytes and the code points of one text.
///
/// Built once per text in linear time; each look-up scans at most [`CharOffsets::STRIDE`] bytes.
#[derive(Debug)]
pub struct CharOffsets<'t> {
    text: &'t str,
    /// Code points before byte `i * STRIDE`; empty where the text is ASCII and the two offsets agree.
    before: Vec<u32>,
}

impl<'t> CharOffsets<'t> {
    const STRIDE: usize = 128;

    /// Index `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for block in text.as_bytes().chunks(Self::STRIDE) {
                before.push(count);
                count += starts(block);
            }
            before.push(count);
        }
        Self { text, before }
    }

    /// Code points before byte offset `byte`, which is clamped to the text.
    #[must_use]
    pub fn chars(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if self.before.is_empty() {
            return byte;
        }
        let block = byte / Self::STRIDE;
        let within = &self.text.as_bytes()[block * Self::STRIDE..byte];
        (self.before[block] + starts(within)) as usize
    }

    /// The byte offset of code point `chars`, or `None` past the end of the text.
    #[must_use]
    pub fn byte(&self, chars: usize) -> Option<usize> {
        if self.before.is_empty() {
            return (chars <= self.text.len()).then_some(chars);
        }
        let block = self.before.partition_point(|&count| count as usize <= chars).checked_sub(1)?;
        let mut left = chars - self.before[block] as usize;
        let from = (block * Self::STRIDE).min(self.text.len());
        for (offset, byte) in self.text.as_bytes()[from..].iter().enumerate() {
            if !is_start(*byte) {
                continue;
            }
            if left == 0 {
                return Some(from + offset);
            }
            left -= 1;
        }
        (left == 0).then_some(self.text.len())
    }

    /// `span` as code points: `[start, end)`.
    #[must_use]
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.chars(span.start()), self.chars(span.end())]
    }

    /// The span of the code points `[start, end)`, or `None` where they are no span of the text.
    #[must_use]
    pub fn to_span(&self, [start, end]: [usize; 2]) -> Option<Span> {
        Span::within(self.text, self.byte(start)?..self.byte(end)?).ok()
    }
}

/// Whether a byte begins a character.
fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// How many characters begin in `bytes`.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(is_start(byte))).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "(\\PC|[a-z ]|\u{1F600}){0,300}") {
            let offsets = CharOffsets::new(&text);
            for (chars, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.chars(byte), chars);
                prop_assert_eq!(offsets.byte(chars), Some(byte));
            }
            let all = text.chars().count();
            prop_assert_eq!(offsets.chars(text.len()), all);
            prop_assert_eq!(offsets.byte(all), Some(text.len()));
            prop_assert_eq!(offsets.byte(all + 1), None);
        }
    }
}
