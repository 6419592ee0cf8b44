//! Where a document's text stood in the bytes it came as.

use serde::{Deserialize, Serialize};

use crate::Span;

/// Where each part of a document's text stood in what it was taken from.
///
/// Pieces stand in the order of the text and do not overlap. Text that no piece covers was put in between (a blank line
/// between two blocks) or has no known place; a piece never claims more than it knows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceMap {
    /// A run of text and its place, in the order of the text.
    pub pieces: Vec<SourcePiece>,
}

/// A run of text and where it stood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourcePiece {
    /// The run, in bytes of the text.
    pub text: Span,
    /// Where it stood.
    pub place: SourcePlace,
}

/// A place in the bytes that a document came as.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "in")]
pub enum SourcePlace {
    /// Bytes of the raw input, `start` to `end`, the end exclusive.
    Bytes {
        /// The first byte.
        start: u64,
        /// One past the last.
        end: u64,
    },
    /// A box on a page, in points (1/72 inch) from the page's upper left corner as it is shown.
    Page {
        /// The page, counted from 1.
        page: u32,
        /// Left, top, right, bottom.
        area: [f32; 4],
        /// The page's width and height.
        size: [f32; 2],
    },
    /// An element of a page or of a part of an office document or a book.
    Element {
        /// The part of the package it stands in, where there are several (`OEBPS/ch1.xhtml`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<String>,
        /// The way to it: names with their number among siblings of the same name, `/html/body/p[3]`.
        path: String,
    },
}

impl SourceMap {
    /// The pieces that touch `span`, in the order of the text.
    pub fn at(&self, span: Span) -> impl Iterator<Item = &SourcePiece> {
        let first = self.pieces.partition_point(|piece| piece.text.end() <= span.start());
        self.pieces[first..].iter().take_while(move |piece| piece.text.start() < span.end())
    }

    /// Whether every piece lies in `text` on character boundaries, after the one before it.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        let ordered = self.pieces.windows(2).all(|two| two[0].text.end() <= two[1].text.start());
        ordered && self.pieces.iter().all(|piece| piece.text.check(text).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(start: usize, end: usize) -> SourcePiece {
        let place = SourcePlace::Bytes { start: start as u64 + 100, end: end as u64 + 100 };
        SourcePiece { text: Span::ordered(start..end).unwrap(), place }
    }

    #[test]
    fn a_span_lies_where_its_pieces_lie() {
        let map = SourceMap { pieces: vec![piece(0, 4), piece(5, 9), piece(9, 12)] };
        let at = |start, end| -> Vec<usize> {
            map.at(Span::ordered(start..end).unwrap()).map(|piece| piece.text.start()).collect()
        };
        assert_eq!(at(0, 4), [0]);
        assert_eq!(at(4, 5), [] as [usize; 0], "what stands between has no place");
        assert_eq!(at(3, 10), [0, 5, 9]);
        assert_eq!(at(11, 40), [9]);
    }

    #[test]
    fn pieces_fit_their_text_or_not() {
        let map = SourceMap { pieces: vec![piece(0, 4), piece(5, 9)] };
        assert!(map.fits("Nine died."));
        assert!(!map.fits("Nine"));
        assert!(!map.fits("Ninéééé died"), "a character is cut in two");
        assert!(!SourceMap { pieces: vec![piece(0, 6), piece(5, 9)] }.fits("Nine died."));
    }

    #[test]
    fn it_is_written_in_plain_words() {
        let area = [72.0, 90.5, 300.0, 102.0];
        let map = SourceMap {
            pieces: vec![SourcePiece {
                text: Span::ordered(0..4).unwrap(),
                place: SourcePlace::Page { page: 2, area, size: [595.0, 842.0] },
            }],
        };
        let json = serde_json::to_string(&map).unwrap();
        assert_eq!(
            json,
            r#"{"pieces":[{"text":[0,4],"place":{"in":"page","page":2,"area":[72.0,90.5,300.0,102.0],"size":[595.0,842.0]}}]}"#
        );
        assert_eq!(serde_json::from_str::<SourceMap>(&json).unwrap(), map);
    }
}
