//! Which element of the page each run of the extracted text stood in.
//!
//! The extraction gives text, not places, and may repair, join or leave out what it likes. So the text is aligned with
//! the page's own words, white space apart: where a run of words is found, it goes on as long as both agree; where
//! nothing agrees, nothing is claimed.

mod words;

#[cfg(test)]
mod tests;

use gainsay_document::{SourceMap, SourcePiece, SourcePlace, Span};

use super::render::{is_blank, is_layout};
#[cfg(test)]
use scraper::Html;
pub(crate) use words::PageWords;
use words::SEED;

/// Bytes of all paths of one page; past them nothing is claimed. Real pages need some ten kilobytes.
const MAX_PATH_BYTES: usize = 16 << 20;

/// Where the words of `text` stood in the page.
pub(crate) fn of(text: &str, words: &PageWords<'_>) -> SourceMap {
    SourceMap { pieces: aligned(text, words).out }
}

/// The text with a blank line wherever it goes on in the next block of the page: of a page with little text the extraction
/// makes one paragraph, headings and all.
pub(crate) fn parted(text: &str, words: &PageWords<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for cut in aligned(text, words).cuts {
        out.push_str(text[at..cut].trim_end());
        out.push_str("\n\n");
        at = cut;
    }
    out.push_str(&text[at..]);
    out
}

fn aligned<'w, 'p>(text: &str, words: &'w PageWords<'p>) -> Pieces<'w, 'p> {
    let mut map = Pieces { words, out: Vec::new(), cuts: Vec::new(), page_end: 0, path_bytes: 0 };
    let (mut at, mut cursor) = (0, 0);
    while let Some(start) = next_letter(text, at) {
        let best = words
            .candidates(text, start, cursor)
            .map(|place| (words.agreement(text, start, place), place))
            .reduce(|best, next| if next.0.letters > best.0.letters { next } else { best });
        match best {
            Some((run, place))
                if run.letters >= SEED || (run.letters > 0 && words.is_start(run.page_end)) =>
            {
                map.push(text, start..run.text_end, place);
                (at, cursor) = (run.text_end, run.page_end);
            }
            _ => at = end_of_word(text, start),
        }
    }
    map
}

/// The pieces found so far.
struct Pieces<'w, 'p> {
    words: &'w PageWords<'p>,
    out: Vec<SourcePiece>,
    /// Where the text goes on in the next block of the page.
    cuts: Vec<usize>,
    /// Where the last piece ends on the page.
    page_end: usize,
    path_bytes: usize,
}

impl Pieces<'_, '_> {
    /// Adds a run of text that stands at `place`, cut where the page goes from one block to another and at blank lines.
    fn push(&mut self, text: &str, run: std::ops::Range<usize>, place: usize) {
        let holders = &self.words.holders;
        let mut holder = holders.partition_point(|(from, _)| *from <= place).saturating_sub(1);
        let (mut from, mut to, mut page) = (run.start, run.start, place);
        for (at, c) in text[run.clone()].char_indices() {
            let at = run.start + at;
            if is_blank(c) || is_layout(c) {
                continue;
            }
            let next = holders.get(holder + 1).is_some_and(|(start, _)| *start <= page);
            // Only where the text has a blank: a word is never cut.
            if next && to > run.start && at > to && !self.words.in_one_row(holder, holder + 1) {
                self.cuts.push(at);
            }
            if (next || text[to..at].contains("\n\n")) && to > from {
                self.piece(text, from..to, holders[holder].1, page);
                from = at;
            }
            holder += usize::from(next);
            to = at + c.len_utf8();
            page += c.len_utf8();
        }
        if to > from {
            self.piece(text, from..to, holders[holder].1, page);
        }
    }

    /// Adds one piece, or lengthens the last where it goes on in the same block.
    fn piece(&mut self, text: &str, run: std::ops::Range<usize>, element: usize, page_end: usize) {
        if self.path_bytes > MAX_PATH_BYTES {
            return;
        }
        let place = SourcePlace::Element { part: None, path: self.words.path(element) };
        let letters: usize =
            text[run.clone()].chars().filter(|c| !is_blank(*c) && !is_layout(*c)).map(char::len_utf8).sum();
        let follows = self.page_end + letters == page_end;
        self.page_end = page_end;
        if let Some(last) = self.out.last_mut()
            && follows
            && last.place == place
            && is_gap(&text[last.text.end()..run.start])
            && let Ok(longer) = Span::within(text, last.text.start()..run.end)
        {
            last.text = longer;
            return;
        }
        if let SourcePlace::Element { path, .. } = &place {
            self.path_bytes += path.len();
        }
        if let Ok(span) = Span::within(text, run) {
            self.out.push(SourcePiece { text: span, place });
        }
    }
}

/// The letters of a text, without what parts them.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c) && !is_layout(*c)).collect()
}

/// Whether two runs of one block go on over what stands between them: no word that was not found, no blank line.
fn is_gap(between: &str) -> bool {
    !between.contains("\n\n") && between.chars().all(|c| is_blank(c) || is_layout(c))
}

fn next_letter(text: &str, from: usize) -> Option<usize> {
    text[from..].find(|c| !is_blank(c) && !is_layout(c)).map(|at| from + at)
}

fn end_of_word(text: &str, from: usize) -> usize {
    text[from..].find(is_blank).map_or(text.len(), |at| from + at)
}
