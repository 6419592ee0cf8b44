//! Quotations: what stands between quotation marks.

use gainsay_document::Span;

use super::Quotation;
use super::paragraphs::Paragraph;

/// Nesting deeper than this is no quotation but a broken text.
const DEEPEST: usize = 8;
/// A straight single mark without a partner within so many bytes is an apostrophe.
const LONGEST_SINGLE: usize = 400;

/// The shape of a mark, so that a closing one finds its partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `"`, `''` and the like: both sides alike.
    Straight,
    /// `“ ”`, and `„ “`.
    Curly,
    /// `„`, which `“` or `”` closes.
    Low,
    /// `« »`.
    Angle,
    /// `‘ ’`.
    Single,
    /// `' '`.
    StraightSingle,
}

impl Shape {
    fn is_single(self) -> bool {
        matches!(self, Self::Single | Self::StraightSingle)
    }
}

#[derive(Clone, Copy, Debug)]
struct Open {
    shape: Shape,
    start: usize,
    /// The index in the result of the quotation this one goes on with.
    carried: Option<usize>,
}

/// The quotations of the paragraphs, in order of their start.
pub(super) fn quotations(text: &str, paragraphs: &[Paragraph]) -> Vec<Quotation> {
    let mut out: Vec<Quotation> = Vec::new();
    // The quotation that the last paragraph left open, and the shape of its mark.
    let mut left_open: Option<(usize, Shape)> = None;
    for paragraph in paragraphs {
        let mut scan =
            Scan { text, start: paragraph.span.start(), end: paragraph.span.end(), stack: Vec::new() };
        left_open = scan.run(left_open.take(), &mut out);
    }
    out.sort_by_key(|quotation| (quotation.pieces[0].start(), std::cmp::Reverse(quotation.pieces[0].end())));
    out
}

struct Scan<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    stack: Vec<Open>,
}

impl Scan<'_> {
    fn run(&mut self, left_open: Option<(usize, Shape)>, out: &mut Vec<Quotation>) -> Option<(usize, Shape)> {
        let mut carried = left_open;
        let mut at = self.start;
        let mut before: Option<char> = None;
        while let Some(c) = self.text[at..self.end].chars().next() {
            let pair = matches!(c, '\'' | '`') && self.text[at + 1..self.end].starts_with(c);
            let length = if pair { 2 } else { c.len_utf8() };
            let after = self.text[at + length..self.end].chars().next();
            let first = at == self.start;
            let take = if first { carried.take() } else { None };
            self.mark(Mark { c, pair, at, end: at + length, before, after }, take, out);
            before = Some(c);
            at += length;
        }
        self.finish(out)
    }

    fn mark(&mut self, mark: Mark, carried: Option<(usize, Shape)>, out: &mut Vec<Quotation>) {
        let Mark { c, pair, at, end, before, after } = mark;
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let opening = !space(after)
            && before.is_none_or(|c| {
                c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '“' | '‘' | '"' | '\'' | '/')
            });
        match c {
            '"' | '\'' | '`' if pair || c == '"' => {
                let open = self.stack.iter().rposition(|open| open.shape == Shape::Straight);
                match open {
                    Some(index) if !opening || !space(before) => {
                        self.close(index, end, out);
                    }
                    Some(index) => {
                        // An opening mark while one is open: the first was never closed.
                        self.abandon(index, at, out);
                        self.open(Shape::Straight, at, None);
                    }
                    // Inches, and a stray mark before a space, open nothing.
                    None if space(after) || before.is_some_and(char::is_numeric) && !word(after) => {}
                    None => {
                        self.open(
                            Shape::Straight,
                            at,
                            carried.filter(|(_, shape)| *shape == Shape::Straight),
                        );
                    }
                }
            }
            '“' => match self.stack.iter().rposition(|open| open.shape == Shape::Low) {
                Some(index) => self.close(index, end, out),
                None => self.open(Shape::Curly, at, carried.filter(|(_, shape)| *shape == Shape::Curly)),
            },
            '„' => self.open(Shape::Low, at, carried.filter(|(_, shape)| *shape == Shape::Low)),
            '”' | '‟' => {
                if let Some(index) =
                    self.stack.iter().rposition(|open| matches!(open.shape, Shape::Curly | Shape::Low))
                {
                    self.close(index, end, out);
                }
            }
            '«' => self.open(Shape::Angle, at, carried.filter(|(_, shape)| *shape == Shape::Angle)),
            '»' => {
                if let Some(index) = self.stack.iter().rposition(|open| open.shape == Shape::Angle) {
                    self.close(index, end, out);
                }
            }
            '‘' if opening && !after.is_some_and(char::is_numeric) => self.open(Shape::Single, at, None),
            '’' if !space(before) && !word(after) && self.inside(Shape::Single) => {
                self.close(self.stack.len() - 1, end, out);
            }
            '\'' => {
                let open = self.inside(Shape::StraightSingle);
                if open && !space(before) && !word(after) {
                    self.close(self.stack.len() - 1, end, out);
                } else if !open
                    && opening
                    && after.is_some_and(char::is_alphabetic)
                    && !is_clipped(&self.text[end..self.end])
                {
                    self.open(Shape::StraightSingle, at, None);
                }
            }
            _ => {}
        }
    }

    /// Whether the innermost open mark is of that shape.
    fn inside(&self, shape: Shape) -> bool {
        self.stack.last().is_some_and(|open| open.shape == shape)
    }

    fn open(&mut self, shape: Shape, start: usize, carried: Option<(usize, Shape)>) {
        if self.stack.len() < DEEPEST {
            self.stack.push(Open { shape, start, carried: carried.map(|(index, _)| index) });
        }
    }

    /// Close the mark at `index` of the stack; singles opened since were apostrophes, doubles were never closed.
    fn close(&mut self, index: usize, end: usize, out: &mut Vec<Quotation>) {
        let open = self.stack[index];
        self.stack.truncate(index);
        if open.shape == Shape::StraightSingle && end - open.start > LONGEST_SINGLE {
            return;
        }
        self.emit(open, end, true, out);
    }

    fn abandon(&mut self, index: usize, end: usize, out: &mut Vec<Quotation>) {
        let open = self.stack[index];
        self.stack.truncate(index);
        self.emit(open, end, false, out);
    }

    fn emit(&self, open: Open, end: usize, closed: bool, out: &mut Vec<Quotation>) -> Option<usize> {
        let span = Span::ordered(open.start..end)?.trimmed(self.text)?;
        if let Some(index) = open.carried {
            out[index].pieces.push(span);
            out[index].closed = closed;
            return Some(index);
        }
        out.push(Quotation { pieces: vec![span], closed });
        Some(out.len() - 1)
    }

    /// The paragraph ends: the outermost open double quotation may go on in the next one.
    fn finish(&mut self, out: &mut Vec<Quotation>) -> Option<(usize, Shape)> {
        let open = self.stack.iter().find(|open| !open.shape.is_single()).copied()?;
        let index = self.emit(open, self.end, false, out)?;
        Some((index, open.shape))
    }
}

#[derive(Clone, Copy)]
struct Mark {
    c: char,
    /// Two straight single marks that stand for a double one.
    pair: bool,
    at: usize,
    end: usize,
    before: Option<char>,
    after: Option<char>,
}

/// Whether a word after an apostrophe is one that is written with it: "'em".
fn is_clipped(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(word.to_lowercase().as_str(), "em" | "til" | "till" | "tis" | "twas" | "cause" | "n" | "s")
}
