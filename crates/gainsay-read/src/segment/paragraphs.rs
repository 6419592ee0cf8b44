//! Paragraphs: blocks of lines between blank ones, whole again where a page break or a hard wrap cut them.

use std::ops::Range;

use gainsay_document::Span;

/// A block with lines longer than this is not hard-wrapped: each of its lines is a paragraph.
const WIDEST_WRAP: usize = 160;
/// A block without a line of this length is a list or a headline, not wrapped prose.
const NARROWEST_WRAP: usize = 30;

/// A paragraph and how its lines hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its text, without white space at the ends.
    pub span: Span,
    /// Byte ranges inside it that are no text of it: page numbers.
    pub skipped: Vec<Range<usize>>,
    /// Line ends inside it at which a sentence ends although no mark says so.
    pub breaks: Vec<usize>,
}

/// A line without white space at its end, and whether it is indented.
#[derive(Clone, Copy, Debug)]
struct Line<'t> {
    span: Span,
    words: &'t str,
    indented: bool,
}

/// The paragraphs of `body`.
pub(super) fn paragraphs(text: &str, body: Span) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    // Page numbers seen since the last block of text.
    let mut page: Vec<Range<usize>> = Vec::new();
    let blocks = blocks(text, body);
    for (index, block) in blocks.iter().enumerate() {
        if is_page_number(block) && index > 0 {
            page.push(block[0].span.range());
            continue;
        }
        let goes_on = blocks[index + 1..]
            .iter()
            .find(|next| !is_page_number(next))
            .is_some_and(|next| continues(block[block.len() - 1].words, next[0].words));
        let mut pieces = split(block, goes_on);
        let joins = out.last().is_some_and(|last| continues(last.span.of(text), block[0].words));
        if joins && let Some(last) = out.last_mut() {
            let first = pieces.remove(0);
            last.span = last.span.cover(first.span);
            last.skipped.append(&mut page);
            last.breaks.extend(first.breaks);
        }
        page.clear();
        out.append(&mut pieces);
    }
    out
}

/// Groups of lines between blank ones.
fn blocks(text: &str, body: Span) -> Vec<Vec<Line<'_>>> {
    let mut blocks = Vec::new();
    let mut block = Vec::new();
    let mut start = body.start();
    for piece in body.of(text).split_inclusive(['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']) {
        let end = start + piece.len();
        let words = piece.trim();
        let at = start + (piece.len() - piece.trim_start().len());
        if let Some(span) = Span::ordered(at..at + words.len()) {
            let indented = piece.starts_with('\t') || piece.starts_with("  ");
            block.push(Line { span, words, indented });
        } else if piece != "\n" || !text[..start].ends_with('\r') {
            // The second half of "\r\n" is no blank line.
            blocks.push(std::mem::take(&mut block));
        }
        if piece.ends_with(['\u{c}', '\u{2029}']) {
            blocks.push(std::mem::take(&mut block));
        }
        start = end;
    }
    blocks.push(block);
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// Cut a block into paragraphs, and mark the line ends that end a sentence.
fn split(block: &[Line], goes_on: bool) -> Vec<Paragraph> {
    let width = block.iter().map(|line| length(line.words)).max().unwrap_or_default();
    let wrapped = (NARROWEST_WRAP..=WIDEST_WRAP).contains(&width);
    let prose = goes_on || block.last().is_some_and(|line| ends_sentence(line.words));
    let mut out: Vec<Paragraph> = Vec::new();
    for (index, line) in block.iter().enumerate() {
        let new = Paragraph { span: line.span, skipped: Vec::new(), breaks: Vec::new() };
        let Some(last) = out.last_mut() else {
            out.push(new);
            continue;
        };
        let above = &block[index - 1];
        let first_word = length(line.words.split_whitespace().next().unwrap_or_default());
        // A hard wrap stands only where the next word had no room; proportional type makes lines uneven.
        let full = 4 * (length(above.words) + 1 + first_word) > 3 * width;
        let lower = line.words.starts_with(char::is_lowercase);
        let joins = !is_bullet(line.words)
            && (lower && !ends_sentence(above.words)
                || wrapped && full && prose && (above.indented || !line.indented));
        if joins {
            last.span = last.span.cover(line.span);
        } else if wrapped && full && !ends_sentence(above.words) && !is_bullet(line.words) {
            last.breaks.push(above.span.end());
            last.span = last.span.cover(line.span);
        } else {
            out.push(new);
        }
    }
    out
}

fn length(words: &str) -> usize {
    words.chars().count()
}

/// Whether the text `above` a page break has no end and `below` goes on with it.
fn continues(above: &str, below: &str) -> bool {
    below.starts_with(char::is_lowercase)
        && !is_bullet(below)
        && above.ends_with(|c: char| {
            c.is_alphanumeric() || matches!(c, ',' | '-' | '–' | '—' | ')' | '’' | '\'' | '%')
        })
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»'])
        .ends_with(['.', '!', '?', '…', ':', '。', '！', '？'])
}

fn is_bullet(line: &str) -> bool {
    if line.starts_with(['•', '●', '◦', '▪', '‣', '·', '*', '–', '—', '-']) {
        return line.chars().nth(1).is_some_and(char::is_whitespace);
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    (1..=2).contains(&digits)
        && (rest.starts_with(") ")
            || rest.strip_prefix(". ").is_some_and(|rest| rest.starts_with(char::is_uppercase)))
}

/// Whether a block is a page number: "12", "- 3 -", "Page 4 of 9", "4/9".
fn is_page_number(block: &[Line]) -> bool {
    let [line] = block else { return false };
    if line.words.len() > 20 || !line.words.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let lower = line.words.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| {
        matches!(word, "page" | "p" | "of")
            || word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit())
    })
}
