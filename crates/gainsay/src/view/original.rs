//! Where words stood in what a report was taken from.

use gainsay_document::{CharOffsets, SourcePlace};
use gainsay_ledger::Error;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::known::Known;

/// No more places are listed at once.
const MAX_PLACES: usize = 500;

/// Which words of a document.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OriginalQuery {
    /// The first code point; the beginning where it is left out.
    pub start: Option<usize>,
    /// One past the last; the end where it is left out.
    pub end: Option<usize>,
}

/// Where words stood in what a report was taken from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OriginalView {
    /// The document.
    pub document: String,
    /// In one line; none where it is not known.
    pub summary: Option<String>,
    /// The places, in the order of the text.
    pub places: Vec<SourcePlaceView>,
    /// How many places were left out of the list.
    pub more: usize,
}

/// A run of the text and its place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourcePlaceView {
    /// The run, in code points of the text.
    pub span: [usize; 2],
    /// page, bytes, or element
    pub kind: String,
    /// The page, counted from 1.
    pub page: Option<u32>,
    /// Left, top, right, bottom on the page, in points from its upper left corner.
    pub area: Option<[f32; 4]>,
    /// The page's width and height in points.
    pub size: Option<[f32; 2]>,
    /// The first byte of the input.
    pub start: Option<u64>,
    /// One past the last byte.
    pub end: Option<u64>,
    /// The part of a package.
    pub part: Option<String>,
    /// The way to the element.
    pub path: Option<String>,
}

/// Where the words of the document written `id` stood that `query` names; none where they are no range of its text.
///
/// # Errors
/// When there is no such document, or it was not known yet; when the ledger cannot be read.
pub fn original(known: &Known<'_>, id: &str, query: OriginalQuery) -> Result<Option<OriginalView>, Error> {
    let (id, ledger) = (known.resolve_document(id)?, known.ledger());
    let text = ledger.document(&id)?.text;
    let offsets = CharOffsets::new(&text);
    let end = query.end.unwrap_or_else(|| offsets.chars(text.len()));
    let Some(span) = offsets.to_span([query.start.unwrap_or(0), end]) else { return Ok(None) };
    let map = ledger.source_map(&id)?;
    let places: Vec<&SourcePlace> = map.at(span).map(|piece| &piece.place).collect();
    let view = |piece: &gainsay_document::SourcePiece| place(offsets.span(piece.text), &piece.place);
    Ok(Some(OriginalView {
        document: id.to_string(),
        summary: summary(&places),
        places: map.at(span).take(MAX_PLACES).map(view).collect(),
        more: places.len().saturating_sub(MAX_PLACES),
    }))
}

/// Where the words of the claim written `id` stood, in one line.
///
/// # Errors
/// When there is no such claim, or it was not known yet; when the ledger cannot be read.
pub fn original_of_claim(known: &Known<'_>, id: &str) -> Result<Option<String>, Error> {
    let (claim, ledger) = (known.resolve_claim(id)?, known.ledger());
    let (map, reading) = (ledger.source_map(&claim.document)?, ledger.reading(&claim.document)?);
    let spans = reading.claims.get(claim.claim.index()).map(|claim| claim.span.clone()).unwrap_or_default();
    let mut places: Vec<&SourcePlace> = Vec::new();
    for span in spans.iter() {
        places.extend(map.at(span).map(|piece| &piece.place));
    }
    Ok(summary(&places))
}

/// Places in one line: the first of them, and how far they reach.
fn summary(places: &[&SourcePlace]) -> Option<String> {
    let (first, last) = (places.first()?, places.last()?);
    Some(match (first, last) {
        (SourcePlace::Page { page, area, size }, SourcePlace::Page { page: last, .. }) => {
            let height = format!("{:.0} % from the top", 100.0 * area[1] / size[1].max(1.0));
            if last > page {
                format!("pages {page}–{last}, from {height}")
            } else {
                format!("page {page}, {height}")
            }
        }
        (SourcePlace::Bytes { start, .. }, SourcePlace::Bytes { end, .. }) => format!("bytes {start}–{end}"),
        (SourcePlace::Element { part, path }, _) => {
            let part = part.as_ref().map(|part| format!(" of {part}")).unwrap_or_default();
            let others = places.len() - 1;
            let more = if others > 0 { format!(" and {others} more") } else { String::new() };
            format!("element {path}{part}{more}")
        }
        (SourcePlace::Page { page, .. }, _) => format!("page {page}"),
        (SourcePlace::Bytes { start, end }, _) => format!("bytes {start}–{end}"),
    })
}

fn place(span: [usize; 2], place: &SourcePlace) -> SourcePlaceView {
    let mut view = SourcePlaceView {
        span,
        kind: String::new(),
        page: None,
        area: None,
        size: None,
        start: None,
        end: None,
        part: None,
        path: None,
    };
    match place {
        SourcePlace::Page { page, area, size } => {
            "page".clone_into(&mut view.kind);
            (view.page, view.area, view.size) = (Some(*page), Some(*area), Some(*size));
        }
        SourcePlace::Bytes { start, end } => {
            "bytes".clone_into(&mut view.kind);
            (view.start, view.end) = (Some(*start), Some(*end));
        }
        SourcePlace::Element { part, path } => {
            "element".clone_into(&mut view.kind);
            (view.part, view.path) = (part.clone(), Some(path.clone()));
        }
    }
    view
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(places: &[SourcePlace], expected: Option<&str>) {
        assert_eq!(summary(&places.iter().collect::<Vec<_>>()).as_deref(), expected);
    }

    #[test]
    fn places_are_told_in_one_line() {
        let on = |page, top| SourcePlace::Page {
            page,
            area: [72.0, top, 300.0, top + 10.0],
            size: [595.0, 842.0],
        };
        let element = |path: &str| SourcePlace::Element { part: None, path: path.to_owned() };
        check(&[], None);
        check(&[on(2, 261.0), on(2, 273.0)], Some("page 2, 31 % from the top"));
        check(&[on(2, 800.0), on(3, 60.0)], Some("pages 2–3, from 95 % from the top"));
        let bytes = |start, end| SourcePlace::Bytes { start, end };
        check(&[bytes(10, 20), bytes(30, 44)], Some("bytes 10–44"));
        check(&[element("/html/body/p[3]")], Some("element /html/body/p[3]"));
        check(&[element("/p[3]"), element("/p[4]")], Some("element /p[3] and 1 more"));
    }
}
