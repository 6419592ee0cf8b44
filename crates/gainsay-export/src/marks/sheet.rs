//! Marks and links of one report.

use std::collections::BTreeMap;

use gainsay_document::{
    Attribution, CharOffsets, Claim, Document, Interval, Reading, Report, Span, Spans, days_written,
};
use sha2::{Digest, Sha256};

/// What is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MarkKind {
    /// A checkable statement.
    Claim,
    /// Who said something.
    Source,
    /// The words that attribute.
    Cue,
    /// What was said.
    Content,
    /// How many.
    Quantity,
    /// When.
    Time,
    /// Where.
    Place,
    /// The word that names what happened.
    Event,
}

impl MarkKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Claim,
        Self::Source,
        Self::Cue,
        Self::Content,
        Self::Quantity,
        Self::Time,
        Self::Place,
        Self::Event,
    ];

    /// The label that tools show.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Claim => "Claim",
            Self::Source => "Source",
            Self::Cue => "Cue",
            Self::Content => "Content",
            Self::Quantity => "Quantity",
            Self::Time => "Time",
            Self::Place => "Place",
            Self::Event => "Event",
        }
    }

    /// The kind of that label.
    #[must_use]
    pub fn parse(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == label)
    }

    /// The colour that tools show it in.
    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Claim => "#d9d9d9",
            Self::Source => "#9ecae1",
            Self::Cue => "#c6dbef",
            Self::Content => "#f0f0f0",
            Self::Quantity => "#fdd0a2",
            Self::Time => "#c7e9c0",
            Self::Place => "#dadaeb",
            Self::Event => "#fcc5c0",
        }
    }
}

/// How one mark belongs to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkKind {
    /// A claim is held by a source.
    HeldBy,
    /// A claim counts.
    Counts,
    /// A claim says when.
    When,
    /// A claim says where.
    Where,
    /// A claim is about an event.
    About,
    /// A content is said by a source.
    SaidBy,
    /// A content is attributed by a cue.
    CuedBy,
}

impl LinkKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::HeldBy, Self::Counts, Self::When, Self::Where, Self::About, Self::SaidBy, Self::CuedBy];

    /// The label that tools show.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HeldBy => "HeldBy",
            Self::Counts => "Counts",
            Self::When => "When",
            Self::Where => "Where",
            Self::About => "About",
            Self::SaidBy => "SaidBy",
            Self::CuedBy => "CuedBy",
        }
    }

    /// The kind of that label.
    #[must_use]
    pub fn parse(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == label)
    }

    /// What it leads from and to.
    #[must_use]
    pub fn ends(self) -> (MarkKind, MarkKind) {
        match self {
            Self::HeldBy => (MarkKind::Claim, MarkKind::Source),
            Self::Counts => (MarkKind::Claim, MarkKind::Quantity),
            Self::When => (MarkKind::Claim, MarkKind::Time),
            Self::Where => (MarkKind::Claim, MarkKind::Place),
            Self::About => (MarkKind::Claim, MarkKind::Event),
            Self::SaidBy => (MarkKind::Content, MarkKind::Source),
            Self::CuedBy => (MarkKind::Content, MarkKind::Cue),
        }
    }
}

/// Marked words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What the mark is called within its sheet: `c1` a claim, `q1` a quantity, `t1` a time, `l1` a place, `e1` an event,
    /// `a1s`, `a1u`, `a1n` the source, cue and content of an attribution.
    pub key: String,
    /// What is marked.
    pub kind: MarkKind,
    /// Code points `[start, end)` of each piece.
    pub spans: Vec<[usize; 2]>,
    /// The words; pieces joined by a blank.
    pub words: String,
    /// What it stands for, as `gainsay review correct` writes it: `14..`, `2024-02-12`, a name.
    pub value: Option<String>,
    /// What a person decided of a claim.
    pub decision: Option<String>,
    /// Where it stands in the file it was read from.
    pub at: String,
}

/// A mark belongs to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How.
    pub kind: LinkKind,
    /// The key of the mark it leads from.
    pub from: String,
    /// The key of the mark it leads to.
    pub to: String,
    /// Where it stands in the file it was read from.
    pub at: String,
}

/// The marks and links of one report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The marks, claims first.
    pub marks: Vec<Mark>,
    /// The links, in the order of the marks they lead from.
    pub links: Vec<Link>,
}

impl Sheet {
    /// What a reading says of its document.
    #[must_use]
    pub fn of(document: &Document, reading: &Reading) -> Self {
        let report = Report { document, reading };
        let mut filling = Filling {
            text: &document.text,
            offsets: CharOffsets::new(&document.text),
            sheet: Self::default(),
        };
        for (index, claim) in reading.claims.iter().enumerate() {
            filling.mark(format!("c{}", index + 1), MarkKind::Claim, &claim.span, None);
        }
        for (index, attribution) in reading.attributions.iter().enumerate() {
            filling.attribution(index, attribution, report.source_name(attribution));
        }
        for (index, quantity) in reading.quantities.iter().enumerate() {
            let value = figure(quantity.interval);
            filling.mark(format!("q{}", index + 1), MarkKind::Quantity, &quantity.span.into(), value);
        }
        for (index, time) in reading.times.iter().enumerate() {
            let value = time.start.zip(time.end).map(|(start, end)| days_written(start, end));
            filling.mark(format!("t{}", index + 1), MarkKind::Time, &time.span.into(), value);
        }
        for (index, place) in reading.places.iter().enumerate() {
            let id = place.geonameid.map(|id| format!(" ({id})")).unwrap_or_default();
            let value = Some(format!("{}{id}", place.name));
            filling.mark(format!("l{}", index + 1), MarkKind::Place, &place.span.into(), value);
        }
        for (index, event) in reading.events.iter().enumerate() {
            let value = Some(event.kind.clone());
            filling.mark(format!("e{}", index + 1), MarkKind::Event, &event.trigger.into(), value);
        }
        for (index, claim) in reading.claims.iter().enumerate() {
            filling.claim_links(index, claim);
        }
        filling.sheet
    }

    /// The mark of that key.
    #[must_use]
    pub fn mark(&self, key: &str) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.key == key)
    }

    /// SHA-256 over all marks and links: whether a later sheet of the same document is the same.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for mark in &self.marks {
            let Mark { key, kind, spans, value, .. } = mark;
            hash.update(format!("{key} {} {spans:?} {value:?}\n", kind.as_str()));
        }
        for Link { kind, from, to, .. } in &self.links {
            hash.update(format!("{} {from} {to}\n", kind.as_str()));
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The marks by their keys.
    pub(super) fn by_key(&self) -> BTreeMap<&str, &Mark> {
        self.marks.iter().map(|mark| (mark.key.as_str(), mark)).collect()
    }
}

struct Filling<'t> {
    text: &'t str,
    offsets: CharOffsets<'t>,
    sheet: Sheet,
}

impl Filling<'_> {
    fn mark(&mut self, key: String, kind: MarkKind, spans: &Spans, value: Option<String>) {
        let pieces: Vec<Span> = spans.iter().flat_map(|span| lines(self.text, span)).collect();
        if pieces.is_empty() {
            return;
        }
        let words: Vec<&str> = pieces.iter().map(|piece| piece.of(self.text)).collect();
        let value = value.map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "));
        self.sheet.marks.push(Mark {
            key,
            kind,
            spans: pieces.iter().map(|piece| self.offsets.span(*piece)).collect(),
            words: words.join(" "),
            value: value.filter(|value| !value.is_empty()),
            decision: None,
            at: String::new(),
        });
    }

    fn attribution(&mut self, index: usize, attribution: &Attribution, name: Option<String>) {
        let key = |part: char| format!("a{}{part}", index + 1);
        self.mark(key('s'), MarkKind::Source, &attribution.source, name);
        self.mark(key('u'), MarkKind::Cue, &attribution.cue, Some(attribution.stance.as_str().to_owned()));
        self.mark(key('n'), MarkKind::Content, &attribution.content, None);
        self.link(LinkKind::SaidBy, key('n'), key('s'));
        self.link(LinkKind::CuedBy, key('n'), key('u'));
    }

    fn claim_links(&mut self, index: usize, claim: &Claim) {
        let key = format!("c{}", index + 1);
        if let Some(id) = claim.attribution {
            self.link(LinkKind::HeldBy, key.clone(), format!("a{}s", id.index() + 1));
        }
        let facts = &claim.facts;
        let events = facts.events.iter().map(|id| id.index());
        let of = |kind, letter: char, index: usize| (kind, format!("{letter}{}", index + 1));
        let links: Vec<(LinkKind, String)> = facts
            .quantities
            .iter()
            .map(|&at| of(LinkKind::Counts, 'q', at))
            .chain(facts.times.iter().map(|&at| of(LinkKind::When, 't', at)))
            .chain(facts.places.iter().map(|&at| of(LinkKind::Where, 'l', at)))
            .chain(events.map(|at| of(LinkKind::About, 'e', at)))
            .collect();
        for (kind, to) in links {
            self.link(kind, key.clone(), to);
        }
    }

    /// Link two marks, where both have words; each pair once.
    fn link(&mut self, kind: LinkKind, from: String, to: String) {
        let link = Link { kind, from, to, at: String::new() };
        let both = self.sheet.mark(&link.from).is_some() && self.sheet.mark(&link.to).is_some();
        if both && !self.sheet.links.contains(&link) {
            self.sheet.links.push(link);
        }
    }
}

/// The parts of a span that stand on one line each, without blanks around: tools mark nothing across lines.
fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut start = span.start();
    let mut pieces = Vec::new();
    for line in span.of(text).split(['\n', '\r']) {
        let whole = Span::ordered(start..start + line.len());
        pieces.extend(whole.and_then(|whole| whole.trimmed(text)));
        start += line.len() + 1;
    }
    pieces
}

/// A figure as `gainsay review correct --figure` takes it; `None` where both ends are open.
fn figure(interval: Interval) -> Option<String> {
    match (interval.low, interval.high) {
        (None, None) => None,
        (Some(low), Some(high)) if low == high => Some(low.to_string()),
        (low, high) => {
            let end = |end: Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
            Some(format!("{}..{}", end(low), end(high)))
        }
    }
}
