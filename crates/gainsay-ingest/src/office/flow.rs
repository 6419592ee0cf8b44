//! The running text of an XML part: paragraphs and table rows, each with its place, without what is no text.

use std::collections::HashMap;

use gainsay_document::{Note, NoteCode, SourceMap, SourcePiece, SourcePlace, Span};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::{Error, ErrorKind};
use crate::{encoding, xml};

/// Elements are nested no deeper.
const MAX_DEPTH: usize = 400;

/// The vocabulary of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Word,
    OpenDocument,
    Html,
}

/// What an element does to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// A paragraph or a heading.
    Block,
    /// A row of a table is one block.
    Row,
    /// Cells are parted by a blank.
    Cell,
    /// Its characters are text (Word alone says so of each run).
    Run,
    /// What is deleted, hidden or said about the document, with all that is in it.
    Skip,
    /// A note: its paragraphs come after the text.
    Note,
    Blank,
    Break,
    Hyphen,
    Other,
}

/// Text as it grows.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub text: String,
    pub source: SourceMap,
    pub notes: Vec<Note>,
    /// The first paragraph that is styled as the title.
    pub title: Option<String>,
    /// Where the XML breaks off.
    pub broken: Option<Error>,
    /// Paragraphs of notes, kept for the end.
    later: Vec<(String, String)>,
}

/// A block that is being read.
#[derive(Debug)]
struct Open {
    depth: usize,
    path: String,
    text: String,
    row: bool,
    title: bool,
}

/// The way down to where the reader is, each element with its number among its siblings of the same name.
#[derive(Debug, Default)]
struct Way {
    names: Vec<String>,
    counts: Vec<HashMap<String, usize>>,
}

impl Way {
    fn down(&mut self, name: &str) {
        let step = match self.counts.last_mut() {
            None => format!("/{name}"),
            Some(siblings) => {
                let count = siblings.entry(name.to_owned()).or_default();
                *count += 1;
                format!("/{name}[{count}]")
            }
        };
        self.names.push(step);
        self.counts.push(HashMap::new());
    }

    fn up(&mut self) {
        self.names.pop();
        self.counts.pop();
    }

    fn depth(&self) -> usize {
        self.names.len()
    }

    fn path(&self) -> String {
        self.names.concat()
    }
}

impl Flow {
    /// Adds the text of the part called `part`. Where its XML breaks, what came before is kept and a note says so.
    pub(super) fn read(&mut self, part: &str, xml: &str, language: Language) {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut way = Way::default();
        let mut open: Vec<Open> = Vec::new();
        // How deep the element stands that hides what is in it; the deepest run; the note.
        let (mut hidden, mut run, mut note): (Option<usize>, usize, Option<usize>) = (None, 0, None);
        let mut vanished = false;
        let broken = loop {
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => break Some(error.to_string()),
            };
            match event {
                Event::Eof if way.depth() > 0 => break Some("it is cut short".to_owned()),
                Event::Eof => break None,
                Event::Start(start) => {
                    let name = start.name();
                    way.down(name.as_ref());
                    if way.depth() > MAX_DEPTH {
                        break Some("its elements are nested too deep".to_owned());
                    }
                    if hidden.is_some() {
                        continue;
                    }
                    if language == Language::Word {
                        match name.as_ref() {
                            "w:r" => vanished = false,
                            "w:vanish" => vanished = !is_off(&start),
                            "w:pStyle" => {
                                let title = attribute(&start, "w:val").is_some_and(|style| style == "Title");
                                if let Some(block) = open.last_mut() {
                                    block.title |= title;
                                }
                            }
                            _ => {}
                        }
                    }
                    match role(language, name.as_ref(), &start) {
                        Role::Skip => hidden = Some(way.depth()),
                        Role::Note => note = note.or(Some(way.depth())),
                        Role::Run => run += 1,
                        Role::Row => open.push(block(&way, true)),
                        Role::Block => {
                            let title = language == Language::OpenDocument
                                && attribute(&start, "text:style-name").is_some_and(|style| style == "Title");
                            if open.iter().any(|open| open.row) && note.is_none() {
                                gap(&mut open);
                            } else {
                                open.push(Open { title, ..block(&way, false) });
                            }
                        }
                        Role::Cell => gap(&mut open),
                        Role::Blank => {
                            let count =
                                attribute(&start, "text:c").and_then(|count| count.parse::<usize>().ok());
                            push(&mut open, &" ".repeat(count.unwrap_or(1).min(80)));
                        }
                        Role::Break => push(&mut open, "\n"),
                        Role::Hyphen => push(&mut open, "\u{2011}"),
                        Role::Other => {}
                    }
                }
                Event::End(end) => {
                    let depth = way.depth();
                    if hidden == Some(depth) {
                        hidden = None;
                    } else if hidden.is_none() {
                        if language == Language::Word && end.name().as_ref() == "w:t" {
                            run = run.saturating_sub(1);
                        }
                        if open.last().is_some_and(|open| open.depth == depth)
                            && let Some(done) = open.pop()
                        {
                            self.close(part, done, note.is_some());
                        }
                        if note == Some(depth) {
                            note = None;
                        }
                    }
                    way.up();
                }
                other => {
                    let counts = hidden.is_none() && !vanished && (language != Language::Word || run > 0);
                    if counts && let Some(words) = xml::words(&other) {
                        if language == Language::Word {
                            push(&mut open, &words);
                        } else if !words.trim().is_empty() && open.is_empty() && language == Language::Html {
                            // Words outside any paragraph.
                            let alone = Open { text: words.into_owned(), ..block(&way, false) };
                            self.close(part, alone, false);
                        } else {
                            push_collapsed(&mut open, &words);
                        }
                    }
                }
            }
        };
        while let Some(rest) = open.pop() {
            self.close(part, rest, false);
        }
        for (path, text) in std::mem::take(&mut self.later) {
            self.append(part, path, &text);
        }
        if let Some(why) = broken {
            let what = format!("damaged: {part} breaks off ({why})");
            self.notes.push(
                Note::new(NoteCode::Truncated, what.clone())
                    .hint("open and save it again in the program it came from"),
            );
            self.broken = Some(Error::new(ErrorKind::Damaged, what));
        }
    }

    fn close(&mut self, part: &str, open: Open, of_note: bool) {
        if open.title && self.title.is_none() && !open.text.trim().is_empty() {
            self.title = Some(open.text.trim().to_owned());
        }
        if of_note {
            self.later.push((open.path, open.text));
        } else {
            self.append(part, open.path, &open.text);
        }
    }

    /// Adds a block of text after a blank line.
    fn append(&mut self, part: &str, path: String, text: &str) {
        let (text, removed) = encoding::cleaned(text);
        let text = text.trim();
        self.notes.extend(removed);
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        if let Some(span) = Span::ordered(start..self.text.len()) {
            let place = SourcePlace::Element { part: Some(part.to_owned()), path };
            self.source.pieces.push(SourcePiece { text: span, place });
        }
    }
}

fn block(way: &Way, row: bool) -> Open {
    Open { depth: way.depth(), path: way.path(), text: String::new(), row, title: false }
}

fn push(open: &mut [Open], words: &str) {
    if let Some(block) = open.last_mut() {
        block.text.push_str(words);
    }
}

/// Adds words, each run of white space as one blank: line ends in the XML are none of the text.
fn push_collapsed(open: &mut [Open], words: &str) {
    let Some(block) = open.last_mut() else { return };
    for c in words.chars() {
        if matches!(c, ' ' | '\t' | '\n' | '\r') {
            if !block.text.ends_with([' ', '\n']) {
                block.text.push(' ');
            }
        } else {
            block.text.push(c);
        }
    }
}

/// Parts what follows from what stands in the row so far.
fn gap(open: &mut [Open]) {
    if let Some(row) = open.last_mut()
        && !row.text.is_empty()
        && !row.text.ends_with(' ')
    {
        row.text.push(' ');
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start.attributes().flatten().find(|own| own.key.as_ref() == name).map(|own| own.value.to_string())
}

fn is_off(start: &BytesStart<'_>) -> bool {
    attribute(start, "w:val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"))
}

fn role(language: Language, name: &str, start: &BytesStart<'_>) -> Role {
    match language {
        Language::Word => match name {
            "w:p" => Role::Block,
            "w:tr" => Role::Row,
            "w:tc" => Role::Cell,
            "w:t" => Role::Run,
            "w:del" | "w:moveFrom" | "w:delText" | "w:instrText" | "mc:Fallback" | "w:pPrChange"
            | "w:rPrChange" => Role::Skip,
            // The lines that part notes from the text are notes of a kind themselves.
            "w:footnote" | "w:endnote" if attribute(start, "w:type").is_some_and(|kind| kind != "normal") => {
                Role::Skip
            }
            "w:tab" => Role::Blank,
            "w:br" | "w:cr" => Role::Break,
            "w:noBreakHyphen" => Role::Hyphen,
            _ => Role::Other,
        },
        Language::OpenDocument => match name {
            "text:p" | "text:h" => Role::Block,
            "table:table-row" => Role::Row,
            "table:table-cell" => Role::Cell,
            "text:tracked-changes"
            | "office:annotation"
            | "office:forms"
            | "text:note-citation"
            | "text:sequence-decls"
            | "text:hidden-text"
            | "text:hidden-paragraph" => Role::Skip,
            "text:note-body" => Role::Note,
            "text:s" | "text:tab" => Role::Blank,
            "text:line-break" => Role::Break,
            _ => Role::Other,
        },
        Language::Html => match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "dt" | "dd" | "blockquote" | "pre"
            | "figcaption" | "caption" | "div" | "section" | "article" | "body" => Role::Block,
            "tr" => Role::Row,
            "td" | "th" => Role::Cell,
            "head" | "script" | "style" | "template" | "svg" | "math" | "nav" | "audio" | "video"
            | "object" | "iframe" => Role::Skip,
            "br" => Role::Break,
            _ => Role::Other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: Language, xml: &str, expected: &[(&str, &str)]) {
        let mut flow = Flow::default();
        flow.read("part.xml", xml, language);
        assert!(flow.source.fits(&flow.text), "{xml}");
        let found: Vec<(&str, &str)> = flow
            .source
            .pieces
            .iter()
            .map(|piece| match &piece.place {
                SourcePlace::Element { path, .. } => (path.as_str(), piece.text.of(&flow.text)),
                _ => ("", ""),
            })
            .collect();
        assert_eq!(found, expected, "{xml}");
    }

    #[test]
    fn what_word_writes() {
        check(
            Language::Word,
            "<w:document><w:body><w:p><w:r><w:t>A ferry </w:t></w:r><w:del><w:r><w:delText>burned</w:delText></w:r></w:del>\
             <w:ins><w:r><w:t>sank</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText><w:t>.</w:t></w:r></w:p>\n<w:p/>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Korva</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
             <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>No&#160;one &amp; all.</w:t></w:r></w:p></w:body></w:document>",
            &[
                ("/w:document/w:body[1]/w:p[1]", "A ferry sank."),
                ("/w:document/w:body[1]/w:tbl[1]/w:tr[1]", "Korva 9"),
                ("/w:document/w:body[1]/w:p[3]", "No\u{a0}one & all."),
            ],
        );
    }

    #[test]
    fn what_libreoffice_writes() {
        check(
            Language::OpenDocument,
            "<d><b><text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h>Dam</text:h><text:p>A<text:s text:c=\"2\"/>ferry\n sank<text:note>\
             <text:note-citation>1</text:note-citation><text:note-body><text:p>Off Korva.</text:p></text:note-body></text:note>.</text:p></b></d>",
            &[
                ("/d/b[1]/text:h[1]", "Dam"),
                ("/d/b[1]/text:p[1]", "A  ferry sank."),
                ("/d/b[1]/text:p[1]/text:note[1]/text:note-body[1]/text:p[1]", "Off Korva."),
            ],
        );
    }

    #[test]
    fn a_break_keeps_what_came_before() {
        let mut flow = Flow::default();
        flow.read(
            "p",
            "<w:document><w:p><w:r><w:t>A ferry sank.</w:t></w:r></w:p><w:p><w:r><w:t>No",
            Language::Word,
        );
        assert_eq!(flow.text, "A ferry sank.\n\nNo");
        assert!(flow.broken.is_some_and(|error| error.is_damaged()));
    }
}
