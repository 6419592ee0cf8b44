//! brat standoff: a text and an `.ann` file a document, and the two files that tell brat what there is.

use std::collections::BTreeMap;
use std::fmt::Write;

use gainsay_document::{CharOffsets, Document};

use super::{Link, LinkKind, Mark, MarkKind, Sheet};

/// What brat calls the attribute that says what a person decided of a claim.
const DECISION: &str = "Decision";
/// The values of that attribute.
const DECISIONS: [&str; 4] = ["Accept", "Reject", "Confirm", "Discount"];

/// The `.ann` file of a sheet: text-bound annotations in the order of its marks, then their values as annotators' notes,
/// then its links as relations.
#[must_use]
pub fn annotations(sheet: &Sheet) -> String {
    let mut lines = String::new();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, mark) in sheet.marks.iter().enumerate() {
        let number = index + 1;
        numbers.insert(&mark.key, number);
        let pieces: Vec<String> = mark.spans.iter().map(|[start, end]| format!("{start} {end}")).collect();
        // Writing to a text cannot fail.
        let _ = writeln!(lines, "T{number}\t{} {}\t{}", mark.kind.as_str(), pieces.join(";"), mark.words);
    }
    let values =
        sheet.marks.iter().filter_map(|mark| Some((numbers[mark.key.as_str()], mark.value.as_ref()?)));
    for (index, (number, value)) in values.enumerate() {
        let _ = writeln!(lines, "#{}\tAnnotatorNotes T{number}\t{value}", index + 1);
    }
    for (index, link) in sheet.links.iter().enumerate() {
        let (from, to) = (numbers.get(link.from.as_str()), numbers.get(link.to.as_str()));
        if let (Some(from), Some(to)) = (from, to) {
            let _ = writeln!(lines, "R{}\t{} Arg1:T{from} Arg2:T{to}", index + 1, link.kind.as_str());
        }
    }
    lines
}

/// `annotation.conf`: the kinds of marks, links and decisions.
#[must_use]
pub fn annotation_conf() -> String {
    let entities: Vec<&str> = MarkKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let relations = LinkKind::ALL.iter().map(|kind| {
        let (from, to) = kind.ends();
        format!("{}\tArg1:{}, Arg2:{}\n", kind.as_str(), from.as_str(), to.as_str())
    });
    format!(
        "[entities]\n{}\n\n[relations]\n{}<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n{DECISION}\tArg:Claim, Value:{}\n",
        entities.join("\n"),
        relations.collect::<String>(),
        DECISIONS.join("|"),
    )
}

/// `visual.conf`: how they are drawn.
#[must_use]
pub fn visual_conf() -> String {
    let colours = MarkKind::ALL.iter().map(|kind| {
        format!("{}\tbgColor:{}, fgColor:black, borderColor:darken\n", kind.as_str(), kind.colour())
    });
    let glyphs = DECISIONS.iter().zip(["✓", "✗", "★", "○"]);
    let glyphs: Vec<String> = glyphs.map(|(value, glyph)| format!("{value}:{glyph}")).collect();
    format!(
        "[labels]\n\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\nARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n{}{DECISION}\tglyph:{}\n",
        colours.collect::<String>(),
        glyphs.join("|"),
    )
}

/// A line of an `.ann` file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// Why.
    pub reason: String,
}

/// Read an `.ann` file back: a text-bound annotation that stands in `exported`, which is what [`annotations`] wrote, keeps
/// its key; another one is called by its own number. Lines that cannot be read are named, and the rest goes on.
#[must_use]
pub fn parse(ann: &str, exported: &Sheet, document: &Document) -> (Sheet, Vec<BadLine>) {
    let mut reading = Parsing {
        exported,
        offsets: CharOffsets::new(&document.text),
        text: &document.text,
        sheet: Sheet::default(),
    };
    let mut bad = Vec::new();
    // Notes, attributes and relations may stand before what they are about.
    for is_mark in [true, false] {
        for (index, line) in ann.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('T') != is_mark {
                continue;
            }
            if let Err(reason) = reading.line(line, &format!("line {}", index + 1)) {
                bad.push(BadLine { line: index + 1, reason });
                if is_mark {
                    reading.leave(line);
                }
            }
        }
    }
    bad.sort_by_key(|bad| bad.line);
    (reading.sheet, bad)
}

struct Parsing<'s> {
    exported: &'s Sheet,
    offsets: CharOffsets<'s>,
    text: &'s str,
    sheet: Sheet,
}

impl Parsing<'_> {
    fn line(&mut self, line: &str, at: &str) -> Result<(), String> {
        let mut fields = line.splitn(3, '\t');
        let (id, what) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        let rest = fields.next().unwrap_or_default();
        match id.chars().next() {
            Some('T') => self.mark(id, what, at),
            Some('R') => self.link(what, at),
            Some('A' | 'M') => self.attribute(what),
            Some('#') => self.note(what, rest),
            // Normalisations, events and equivalences are none of ours, and nobody was offered them.
            Some('N' | 'E' | '*') => Err(format!("{id} is of a kind that the review log cannot keep")),
            _ => Err("it is no line of brat's standoff format".to_owned()),
        }
    }

    /// A mark whose line cannot be read stays as it was: it is not gone.
    fn leave(&mut self, line: &str) {
        let key = self.key(line.split('\t').next().unwrap_or_default());
        if let (Some(own), None) = (self.exported.mark(&key), self.sheet.mark(&key)) {
            self.sheet.marks.push(own.clone());
        }
    }

    /// The key of `T7`.
    fn key(&self, id: &str) -> String {
        let number = id.strip_prefix('T').and_then(|number| number.parse::<usize>().ok());
        let own = number.and_then(|number| self.exported.marks.get(number.checked_sub(1)?));
        own.map_or_else(|| id.to_owned(), |mark| mark.key.clone())
    }

    fn mark(&mut self, id: &str, what: &str, at: &str) -> Result<(), String> {
        let (label, pieces) = what.split_once(' ').ok_or("the offsets are missing")?;
        let kind = MarkKind::parse(label).ok_or_else(|| format!("{label:?} is no kind of mark"))?;
        let mut spans = Vec::new();
        for piece in pieces.split(';') {
            let ends =
                piece.split_once(' ').and_then(|(start, end)| Some([start.parse().ok()?, end.parse().ok()?]));
            spans.push(ends.ok_or_else(|| format!("{piece:?} are no offsets"))?);
        }
        let words: Option<Vec<&str>> =
            spans.iter().map(|&ends| Some(self.offsets.to_span(ends)?.of(self.text))).collect();
        let words = words.ok_or_else(|| format!("{pieces} is no stretch of the text"))?.join(" ");
        let key = self.key(id);
        if self.sheet.mark(&key).is_some() {
            return Err(format!("{id} stands there twice"));
        }
        let (value, decision, at) = (None, None, at.to_owned());
        self.sheet.marks.push(Mark { key, kind, spans, words, value, decision, at });
        Ok(())
    }

    fn link(&mut self, what: &str, at: &str) -> Result<(), String> {
        let mut parts = what.split_whitespace();
        let label = parts.next().unwrap_or_default();
        let kind = LinkKind::parse(label).ok_or_else(|| format!("{label:?} is no kind of relation"))?;
        let mut end = |prefix: &str| {
            let id = parts.next().and_then(|part| part.strip_prefix(prefix));
            id.map(|id| self.key(id)).ok_or_else(|| format!("{prefix} is missing"))
        };
        let (from, to) = (end("Arg1:")?, end("Arg2:")?);
        if self.sheet.mark(&from).is_none() || self.sheet.mark(&to).is_none() {
            return Err("it leads from or to an annotation that is not in the file".to_owned());
        }
        self.sheet.links.push(Link { kind, from, to, at: at.to_owned() });
        Ok(())
    }

    fn attribute(&mut self, what: &str) -> Result<(), String> {
        let parts: Vec<&str> = what.split_whitespace().collect();
        let [DECISION, id, value] = parts.as_slice() else {
            return Err(format!("{what:?} is no decision on a claim"));
        };
        let (key, value) = (self.key(id), (*value).to_owned());
        let mark = self.sheet.marks.iter_mut().find(|mark| mark.key == key);
        mark.ok_or_else(|| format!("{id} is not in the file"))?.decision = Some(value);
        Ok(())
    }

    fn note(&mut self, what: &str, value: &str) -> Result<(), String> {
        let id =
            what.strip_prefix("AnnotatorNotes ").ok_or_else(|| format!("{what:?} is no annotator's note"))?;
        if !id.starts_with('T') {
            return Err(format!("a note on {id}: only notes on marked words are understood"));
        }
        let key = self.key(id);
        let mark = self.sheet.marks.iter_mut().find(|mark| mark.key == key);
        let value = value.trim();
        mark.ok_or_else(|| format!("{id} is not in the file"))?.value =
            (!value.is_empty()).then(|| value.to_owned());
        Ok(())
    }
}
