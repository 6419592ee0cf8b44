//! Rows to paragraphs, with the place of each row.

use gainsay_document::{SourceMap, SourcePiece, SourcePlace, Span};

use super::Page;
use super::columns::median;
use super::hyphens::Words;
use super::rows::Row;

/// A paragraph begins after a gap this many times the usual one.
const WIDE: f32 = 1.35;

/// A first line is set in by this many parts of its size, and by no more than so many.
const INDENT: [f32; 2] = [0.8, 6.0];

/// Letters of one paragraph differ in size by no more than this.
const SAME_SIZE: f32 = 1.12;

/// A line that ends this many times its size before the column's edge is a last one.
const SHORT: f32 = 4.0;

/// A row with what is known of its surroundings.
struct Line<'r> {
    page: u32,
    size: [f32; 2],
    row: &'r Row,
    /// The edges of its stretch.
    left: f32,
    right: f32,
    /// The usual distance of two rows of its stretch.
    leading: f32,
    is_first: bool,
}

/// The text of the pages, and where each row of it stands.
pub(super) fn join(pages: &[Page]) -> (String, SourceMap) {
    let lines: Vec<Line<'_>> = pages.iter().flat_map(lines).collect();
    let words = Words::of(lines.iter().map(|line| line.row.text.as_str()));
    let mut text = String::new();
    let mut source = SourceMap::default();
    let mut before: Option<&Line<'_>> = None;
    for line in &lines {
        let own = line.row.text.trim();
        if let Some(before) = before {
            if begins_paragraph(before, line) {
                text.push_str("\n\n");
            } else {
                match words.joint(&text, own) {
                    Some(cut) => cut_off(&mut text, &mut source, cut),
                    None => text.push(' '),
                }
            }
        }
        let start = text.len();
        // A hyphen that only says where a word may be broken is none where it is not.
        let last = own.chars().next_back();
        text.extend(own.chars().filter(|one| *one != '\u{AD}'));
        text.extend(last.filter(|one| *one == '\u{AD}'));
        if let Some(span) = Span::ordered(start..text.len()) {
            let place = SourcePlace::Page { page: line.page, area: line.row.area.map(tenth), size: line.size.map(tenth) };
            source.pieces.push(SourcePiece { text: span, place });
        }
        before = Some(line);
    }
    if text.ends_with('\u{AD}') {
        cut_off(&mut text, &mut source, '\u{AD}'.len_utf8());
    }
    (text, source)
}

/// Takes the hyphen at the end of the text out again.
fn cut_off(text: &mut String, source: &mut SourceMap, cut: usize) {
    let end = text.len().saturating_sub(cut);
    text.truncate(end);
    if let Some(last) = source.pieces.pop()
        && let Some(span) = Span::ordered(last.text.start()..end)
    {
        source.pieces.push(SourcePiece { text: span, ..last });
    }
}

/// Tenths of points are fine enough, and shorter to keep.
fn tenth(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}

fn lines(page: &Page) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for rows in &page.stretches {
        let left = edge(rows.iter().map(|row| row.left).collect(), 0.2);
        let right = edge(rows.iter().map(|row| row.right).collect(), 0.9);
        let steps = rows.windows(2).map(|two| (two[1].base - two[0].base).abs());
        let size = rows.first().map_or(10.0, |row| row.size);
        let steps: Vec<f32> = steps.filter(|step| *step > 0.5 * size).collect();
        let leading = median(steps).unwrap_or(1.2 * size);
        lines.extend(rows.iter().enumerate().map(|(index, row)| Line {
            page: page.number,
            size: page.size,
            row,
            left,
            right,
            leading,
            is_first: index == 0,
        }));
    }
    lines
}

fn edge(mut values: Vec<f32>, part: f32) -> f32 {
    values.sort_by(f32::total_cmp);
    let index = ((values.len().max(1) - 1) as f32 * part) as usize;
    values.get(index).copied().unwrap_or_default()
}

fn begins_paragraph(before: &Line<'_>, line: &Line<'_>) -> bool {
    let (a, b) = (before.row, line.row);
    let size = a.size.max(b.size);
    if size > SAME_SIZE * a.size.min(b.size) {
        return true;
    }
    let set_in = |line: &Line<'_>| line.row.left - line.left;
    let is_indented =
        set_in(line) > INDENT[0] * size && set_in(line) < INDENT[1] * size && set_in(before) < 0.5 * size;
    let ends_sentence = ends_sentence(&a.text);
    let is_short = before.right - a.right > SHORT * size;
    if line.is_first {
        // Over to the next column or page: a sentence that has not ended goes on.
        return ends_sentence && (is_indented || is_short) || is_short && starts_large(&b.text);
    }
    let gap = b.base - a.base;
    // The usual distance of a stretch of short paragraphs may be that between paragraphs.
    let usual = before.leading.min(1.6 * size);
    gap > WIDE * usual || is_indented || (ends_sentence && is_short)
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', '»']);
    text.ends_with(['.', '!', '?', ':', '…'])
}

fn starts_large(text: &str) -> bool {
    text.chars().find(|one| one.is_alphanumeric()).is_some_and(|one| one.is_uppercase() || one.is_numeric())
}
