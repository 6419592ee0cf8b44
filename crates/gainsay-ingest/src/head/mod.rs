//! The head of a plain text: title, byline, outlet, agency and date lines, in any usual order.
//!
//! The head ends where the report's words begin. Lines broken inside a sentence (texts taken from a PDF) are
//! common, so a line is taken for a headline by what surrounds it, never by its length alone.

mod credit;
mod dateline;
mod line;

use std::ops::Range;

use gainsay_document::{Note, NoteCode, Published, PublishedBasis, Span};
use jiff::civil::Date;

pub(crate) use credit::{Credit, credit};
pub(crate) use dateline::{closing_agency, dateline};
pub(crate) use line::byline;

use crate::date::{DateFound, DateKind, DayOrder, LineDate};
use line::HeadLine;

/// What a head says, and where the body begins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub url: Option<String>,
    pub date: Option<(Date, DateKind)>,
    pub notes: Vec<Note>,
    /// The first byte of the body.
    pub body_start: usize,
}

/// What the caller allows a head to hold.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Allowed<'t> {
    /// `#` headings and emphasis marks are markup, not text.
    pub markdown: bool,
    /// The headline as known from elsewhere (front matter, metadata): lines that repeat it are head.
    pub titles: &'t [String],
}

/// Only so many lines are looked at: a longer head is a table of contents.
const MAX_HEAD_LINES: usize = 40;

/// How many lines that say nothing known may stand between the headline and a credit (a standfirst).
const MAX_STANDFIRST_LINES: usize = 2;

/// A standfirst is not longer than this, in bytes.
const MAX_STANDFIRST_BYTES: usize = 300;

/// A headline is not longer than this, in bytes.
const MAX_TITLE_BYTES: usize = 250;

impl Head {
    /// The publication date that the head gives.
    pub(crate) fn published(&self) -> Option<Published> {
        self.date.map(|(date, _)| Published { date, basis: PublishedBasis::Head })
    }
}

struct Line<'t> {
    words: &'t str,
    range: Range<usize>,
    read: HeadLine,
    heading: bool,
}

/// Reads the head of `text` from byte `start` on.
pub(crate) fn read(text: &str, start: usize, allowed: Allowed<'_>, order: DayOrder) -> Head {
    let lines = head_lines(text, start, allowed, order);
    let mut head = Head { body_start: start, ..Head::default() };
    let mut titled = !allowed.titles.is_empty();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.words.is_empty() {
            at += 1;
            continue;
        }
        let taken = match &line.read {
            HeadLine::Other => {
                if !titled && let Some(count) = title_lines(&lines[at..]) {
                    titled = true;
                    head.title = Some(joined(&lines[at..at + count]));
                    count
                } else if head.title.is_some() && leads_to_credit(&lines[at..]) {
                    1
                } else {
                    break;
                }
            }
            HeadLine::Title(title) => {
                titled = true;
                head.title = Some(title.clone());
                1
            }
            // A masthead before the headline, or a headline that looks like a credit: what follows decides.
            HeadLine::Outlet(_) | HeadLine::Agency(_) if !titled && !before_title(&lines[at + 1..]) => {
                titled = true;
                head.title = Some(line.words.to_owned());
                1
            }
            known => {
                head.take(known, line, text);
                1
            }
        };
        at += taken;
        head.body_start = lines[at - 1].range.end;
    }
    head.without_empty_body(text, start)
}

impl Head {
    fn take(&mut self, read: &HeadLine, line: &Line<'_>, text: &str) {
        fn keep(field: &mut Option<String>, value: Option<&String>) {
            if field.is_none() {
                *field = value.cloned();
            }
        }
        match read {
            HeadLine::Address(url) => keep(&mut self.url, Some(url)),
            HeadLine::Outlet(name) => keep(&mut self.outlet, Some(name)),
            HeadLine::Agency(name) => keep(&mut self.agency, Some(name)),
            HeadLine::Dates(dates) => self.take_dates(dates, line, text),
            HeadLine::Byline(byline) => {
                keep(&mut self.byline, byline.names.as_ref());
                keep(&mut self.agency, byline.agency.as_ref());
                match (&self.outlet, &byline.outlet) {
                    // "via" another outlet than the masthead's: the text is that other's.
                    (Some(own), Some(other)) if !own.eq_ignore_ascii_case(other) => {
                        keep(&mut self.agency, Some(other));
                    }
                    (None, other) => self.outlet.clone_from(other),
                    _ => {}
                }
                self.take_dates(&byline.dates, line, text);
            }
            HeadLine::Title(_) | HeadLine::Furniture | HeadLine::Other => {}
        }
    }

    fn take_dates(&mut self, dates: &[LineDate], line: &Line<'_>, text: &str) {
        for date in dates {
            match &date.found {
                DateFound::Day(day, _) if self.date.is_none_or(|(_, kind)| date.kind < kind) => {
                    self.date = Some((*day, date.kind));
                }
                DateFound::Day(..) => {}
                DateFound::Unreadable(why, _) => {
                    let note = unreadable_date(why);
                    self.notes.push(
                        match Span::within(text, line.range.clone()).ok().and_then(|span| span.trimmed(text))
                        {
                            Some(span) => note.at(span),
                            None => note,
                        },
                    );
                }
            }
        }
    }

    /// A text that is all head is all body: a note of one line is still a report.
    fn without_empty_body(mut self, text: &str, start: usize) -> Self {
        if text[self.body_start..].trim().is_empty() {
            self.body_start = start;
            self.title = self.title.filter(|title| text[start..].trim().len() > title.len() + 1);
        }
        self
    }
}

/// A note on a date that cannot be used.
pub(crate) fn unreadable_date(why: &str) -> Note {
    Note::new(NoteCode::DateUnreadable, why).hint("give the day with --published YYYY-MM-DD")
}

fn head_lines<'t>(text: &'t str, start: usize, allowed: Allowed<'_>, order: DayOrder) -> Vec<Line<'t>> {
    let mut at = start;
    let mut lines: Vec<Line<'t>> = Vec::new();
    let mut seen_words = !allowed.titles.is_empty();
    for raw in text[start..].split_inclusive('\n').take(MAX_HEAD_LINES) {
        let range = at..at + raw.len();
        at = range.end;
        let trimmed = raw.trim();
        let heading = allowed.markdown && trimmed.starts_with('#');
        let words = if allowed.markdown { trimmed.trim_matches(['#', '*', '_', ' ', '>']) } else { trimmed };
        let read = if !words.is_empty() && allowed.titles.iter().any(|title| same_words(title, words)) {
            HeadLine::Furniture
        } else if heading {
            HeadLine::Other
        } else {
            line::read(words, seen_words, order)
        };
        seen_words |= read == HeadLine::Other && !words.is_empty();
        lines.push(Line { words, range, read, heading });
    }
    lines
}

/// Whether two lines hold the same letters and digits.
fn same_words(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    letters(a) == letters(b)
}

/// How many of `lines`, from the first, are the headline; `None` where the first line begins the body.
fn title_lines(lines: &[Line<'_>]) -> Option<usize> {
    let first = lines.first()?;
    if first.heading {
        return Some(1);
    }
    let block: Vec<&Line<'_>> = lines
        .iter()
        .take_while(|line| !line.words.is_empty() && line.read == HeadLine::Other && !line.heading)
        .collect();
    let after = &lines[block.len()..];
    let credit_follows =
        after.iter().find(|line| !line.words.is_empty()).is_some_and(|line| is_credit(&line.read));
    let words = first
        .words
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .count();
    if words < 2 && !credit_follows
        || !first.words.contains(char::is_alphabetic)
        || dateline(first.words, DayOrder::Unknown).is_some()
    {
        return None;
    }
    // A headline wrapped over lines goes on in lower case or after a comma.
    let wrapped = 1 + block
        .windows(2)
        .take_while(|pair| pair[1].words.starts_with(char::is_lowercase) || pair[0].words.ends_with(','))
        .count();
    let title: usize = block[..wrapped].iter().map(|line| line.words.len() + 1).sum();
    if title > MAX_TITLE_BYTES {
        return None;
    }
    let last = block[wrapped - 1].words;
    let whole_block = wrapped == block.len();
    if whole_block && wrapped <= 4 {
        // Alone in its paragraph: a headline unless it is a sentence; a sentence too where a credit follows at once.
        let followed = credit_follows && adjacent_credit(after);
        let more_text = after.iter().any(|line| !line.words.is_empty());
        return (more_text && (!is_sentence(last) || followed)).then_some(wrapped);
    }
    if is_sentence(last) || wrapped > 3 {
        return None;
    }
    // One sentence a line: the first line, which is none, is not broken off.
    let sentences = block[wrapped..].iter().take(3).filter(|line| is_sentence(line.words)).count();
    let followed = credit_follows && block.len() <= wrapped + 2;
    if followed || (sentences >= 2 && is_sentence(block[wrapped].words)) {
        return Some(wrapped);
    }
    if wrapped == 1 && is_credit(&lines[1].read) {
        return Some(1);
    }
    // Running text follows on the next line: a headline is clearly shorter than the lines of the text.
    let longest = block[wrapped..].iter().map(|line| line.words.len()).max().unwrap_or_default();
    let short = block[..wrapped].iter().all(|line| line.words.len() * 5 < longest * 4);
    short.then_some(wrapped)
}

/// Whether the next line but one at most is a credit: "headline, blank, By NAME".
fn adjacent_credit(after: &[Line<'_>]) -> bool {
    after.iter().take(2).any(|line| is_credit(&line.read))
}

fn is_credit(read: &HeadLine) -> bool {
    !matches!(read, HeadLine::Other | HeadLine::Furniture)
}

/// Whether a standfirst begins here: a line or two, then a credit.
fn leads_to_credit(lines: &[Line<'_>]) -> bool {
    let mut passed = 0;
    for line in lines.iter().filter(|line| !line.words.is_empty()) {
        match &line.read {
            HeadLine::Other => {
                passed += 1;
                if passed > MAX_STANDFIRST_LINES
                    || line.words.len() > MAX_STANDFIRST_BYTES
                    || dateline(line.words, DayOrder::Unknown).is_some()
                {
                    return false;
                }
            }
            HeadLine::Byline(_) | HeadLine::Dates(_) => return true,
            _ => {}
        }
    }
    false
}

/// Whether a headline still follows a line that may be a masthead: a line of words and then a credit, or a text.
fn before_title(lines: &[Line<'_>]) -> bool {
    let mut rest = lines.iter().enumerate().filter(|(_, line)| !line.words.is_empty());
    match rest.next() {
        Some((at, line)) if line.read == HeadLine::Other => title_lines(&lines[at..]).is_some(),
        Some((at, line)) if is_credit(&line.read) => before_title(&lines[at + 1..]),
        _ => false,
    }
}

/// Whether a line ends as a sentence does; a headline may end in a question.
fn is_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(['"', '”', '’', ')', '\'']);
    let last = words.rsplit(' ').next().unwrap_or_default();
    words.ends_with('.') && !(last.len() <= 5 && last.matches('.').count() > 1)
}

fn joined(lines: &[Line<'_>]) -> String {
    lines.iter().map(|line| line.words).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
