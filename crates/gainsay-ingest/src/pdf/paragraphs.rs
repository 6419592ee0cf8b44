//! Rows to paragraphs, with the place of each row.

use gainsay_document::{SourceMap, SourcePiece, SourcePlace, Span};

use super::Page;
use super::columns::median;
use super::hyphens::Words;
use super::rows::{FIGURES, Row};

/// A paragraph begins after a gap this many times the usual one.
const WIDE: f32 = 1.35;

/// A first line is set in by this many parts of its size, and by no more than so many.
const INDENT: [f32; 2] = [0.8, 6.0];

/// Letters of one paragraph differ in size by no more than this.
const SAME_SIZE: f32 = 1.12;

/// A line that ends a sentence this many times its size before the column's edge is a last one.
const SHORT: f32 = 4.0;

/// Lines this many times larger than the usual ones are of a headline, which breaks its lines as it likes.
const HEADLINE: f32 = 1.25;

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

/// The text of pages.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub text: String,
    /// Where each row of it stands.
    pub source: SourceMap,
    /// What stands on the first page in the largest letters, where they are larger than the usual ones.
    pub headline: Option<String>,
}

/// A longer headline is none.
const MAX_HEADLINE: usize = 250;

/// The text of the pages, and where each row of it stands.
pub(super) fn join(pages: &[Page]) -> Joined {
    let lines: Vec<Line<'_>> = pages.iter().flat_map(lines).collect();
    let usual = median(lines.iter().map(|line| line.row.size).collect()).unwrap_or(10.0);
    let words = Words::of(lines.iter().map(|line| line.row.text.as_str()));
    let mut text = String::new();
    let mut source = SourceMap::default();
    let mut before: Option<&Line<'_>> = None;
    let mut largest: Option<(f32, usize)> = None;
    for line in &lines {
        let own = line.row.text.trim();
        if let Some(before) = before {
            if begins_paragraph(before, line, usual) {
                text.push_str("\n\n");
            } else {
                match words.joint(&text, own) {
                    Some(cut) => cut_off(&mut text, &mut source, cut),
                    None => text.push(' '),
                }
            }
        }
        let start = text.len();
        let is_larger = line.row.size >= largest.map_or(HEADLINE * usual, |(size, _)| size * SAME_SIZE);
        if is_larger && line.page == 1 {
            largest = Some((line.row.size, start));
        }
        // A hyphen that only says where a word may be broken is none where it is not.
        let last = own.chars().next_back();
        text.extend(own.chars().filter(|one| *one != '\u{AD}'));
        text.extend(last.filter(|one| *one == '\u{AD}'));
        if let Some(span) = Span::ordered(start..text.len()) {
            let place = SourcePlace::Page {
                page: line.page,
                area: line.row.area.map(tenth),
                size: line.size.map(tenth),
            };
            source.pieces.push(SourcePiece { text: span, place });
        }
        before = Some(line);
    }
    if text.ends_with('\u{AD}') {
        cut_off(&mut text, &mut source, '\u{AD}'.len_utf8());
    }
    let headline = largest.and_then(|(_, start)| text.get(start..)?.split("\n\n").next());
    let headline = headline.filter(|words| words.len() <= MAX_HEADLINE).map(str::to_owned);
    Joined { text, source, headline }
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
        let part = if rows.len() < 5 { 1.0 } else { 0.9 };
        let right = edge(rows.iter().map(|row| row.right).collect(), part);
        let steps = rows.windows(2).map(|two| (two[1].base - two[0].base).abs());
        let size = rows.first().map_or(10.0, |row| row.size);
        let steps: Vec<f32> = steps.filter(|step| *step > 0.5 * size).collect();
        // A handful of rows does not tell the distance of lines from that of paragraphs.
        let leading = Some(steps).filter(|steps| steps.len() > 3).and_then(median).unwrap_or(1.25 * size);
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

fn begins_paragraph(before: &Line<'_>, line: &Line<'_>, usual_size: f32) -> bool {
    let (a, b) = (before.row, line.row);
    let size = a.size.max(b.size);
    // Another size, or the mark of a note.
    if size > SAME_SIZE * a.size.min(b.size) || b.text.starts_with(FIGURES) {
        return true;
    }
    let set_in = |line: &Line<'_>| line.row.left - line.left;
    let is_indented =
        set_in(line) > INDENT[0] * size && set_in(line) < INDENT[1] * size && set_in(before) < 0.5 * size;
    let ends_sentence = ends_sentence(&a.text);
    let left_over = before.right - a.right;
    let is_short = left_over > SHORT * size;
    // A line is broken where the next word has no room on it; where it had, somebody ended it.
    let had_room = size < HEADLINE * usual_size && left_over > first_word(b) + size;
    if line.is_first {
        // Over to the next column or page: a sentence that has not ended goes on.
        return ends_sentence && (is_indented || is_short) || had_room && starts_large(&b.text);
    }
    let gap = b.base - a.base;
    // The usual distance of a stretch of short paragraphs may be that between paragraphs.
    let least = if size < HEADLINE * usual_size { 0.0 } else { 1.2 * size };
    let usual = before.leading.min(1.6 * size).max(least);
    gap > WIDE * usual || is_indented || (ends_sentence && is_short) || had_room
}

/// About how wide the first word of a row is.
fn first_word(row: &Row) -> f32 {
    let letters = row.text.chars().count().max(1) as f32;
    let first = row.text.split_whitespace().next().map_or(0, |word| word.chars().count()) as f32;
    (row.right - row.left) * first / letters
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', '»']);
    text.ends_with(['.', '!', '?', ':', '…'])
}

fn starts_large(text: &str) -> bool {
    text.chars().find(|one| one.is_alphanumeric()).is_some_and(|one| one.is_uppercase() || one.is_numeric())
}
