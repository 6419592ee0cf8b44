//! Small documents, readings and comparisons for tests.

use gainsay_document::{
    Actor, ActorId, ActorKind, Agreement, Attribution, AttributionId, Claim, ClaimId, ClaimRef, Comparison,
    DateRange, Document, Event, EventId, Facet, FacetKind, Facts, Interval, Lifecycle, Matter, MatterId,
    MatterPlace, Modality, Note, NoteCode, Origin, OriginBasis, OriginId, Outcome, Participant,
    ParticipantRole, Place, Polarity, Published, PublishedBasis, Quantity, QuoteKind, Reading, Relation,
    RelationKind, Scope, Side, Span, Spans, Stance, Support, Time, TimeKind,
};
use jiff::Timestamp;
use jiff::civil::date;
use rusqlite::types::Value;

use crate::codec::sha256;
use crate::{Added, Error, Ledger, Provenance};

pub(crate) fn now() -> Timestamp {
    "2031-05-06T07:08:09Z".parse().unwrap()
}

pub(crate) fn from(path: &str) -> Provenance {
    Provenance { path: path.to_owned(), line: None, retrieved: now() }
}

/// Add [`Build::of`] `text`, which must be new or known.
pub(crate) fn add(ledger: &mut Ledger, text: &str) -> Reading {
    try_add(ledger, text).unwrap().1
}

pub(crate) fn try_add(ledger: &mut Ledger, text: &str) -> Result<(Added, Reading), Error> {
    let (raw, document, reading) = Build::of(text);
    Ok((ledger.add(&raw, &document, &reading, &from("folder/report.txt"))?, reading))
}

pub(crate) fn count(ledger: &Ledger, table: &str) -> i64 {
    ledger.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every row of every table but the search indexes.
pub(crate) fn dump(ledger: &Ledger) -> Vec<(String, Vec<Vec<Value>>)> {
    let connection = &ledger.connection;
    let mut names = connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%' ORDER BY name",
        )
        .unwrap();
    let names: Vec<String> =
        names.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    names.into_iter().map(|name| (name.clone(), rows(ledger, &name).1)).collect()
}

/// The columns and rows of a table or view.
pub(crate) fn rows(ledger: &Ledger, table: &str) -> (Vec<String>, Vec<Vec<Value>>) {
    let mut query = ledger.connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns: Vec<String> = query.column_names().map(str::to_owned).collect();
    let of_row = |row: &rusqlite::Row<'_>| (0..columns.len()).map(|column| row.get(column)).collect();
    let rows = query.query_map([], of_row).unwrap().collect::<Result<_, _>>().unwrap();
    (columns, rows)
}

/// A document under construction.
pub(crate) struct Build {
    document: Document,
    reading: Reading,
}

impl Build {
    fn new(text: &str) -> Self {
        let id: gainsay_document::DocumentId = sha256(text.as_bytes()).parse().unwrap();
        let document =
            Document { outlet: Some("Quay Herald".to_owned()), ..Document::of_text(id.clone(), text) };
        Self { document, reading: Reading::empty(id, "rules 1") }
    }

    fn finish(self) -> (Vec<u8>, Document, Reading) {
        self.reading.check(&self.document).unwrap();
        (self.document.text.clone().into_bytes(), self.document, self.reading)
    }

    /// The span of `words`, which must stand in the text.
    fn span(&self, words: &str) -> Span {
        let start = self.document.text.find(words).unwrap();
        Span::within(&self.document.text, start..start + words.len()).unwrap()
    }

    /// Somebody who said or denied one thing, where the text is such a sentence.
    pub(crate) fn of(text: &str) -> (Vec<u8>, Document, Reading) {
        let mut build = Self::new(text);
        for (cue, stance) in [("said", Stance::Say), ("denied", Stance::Deny)] {
            if let Some((source, content)) = text.split_once(&format!(" {cue} ")) {
                let source = source.rsplit(": ").next().unwrap();
                build.said(source, cue, content.trim_end_matches('.'), stance);
            }
        }
        build.finish()
    }

    fn said(&mut self, source: &str, cue: &str, content: &str, stance: Stance) -> AttributionId {
        let [source_at, cue_at, content_at] = [source, cue, content].map(|words| self.span(words));
        self.reading.actors.push(Actor {
            name: source.to_owned(),
            kind: ActorKind::Person,
            role: None,
            affiliation: None,
            mentions: vec![source_at],
        });
        self.reading.attributions.push(Attribution {
            source: source_at.into(),
            cue: cue_at.into(),
            content: content_at.into(),
            quote: QuoteKind::Indirect,
            stance,
            inside: None,
            actor: Some(ActorId::at(self.reading.actors.len() - 1)),
            confidence: 0.7,
        });
        let attribution = AttributionId::at(self.reading.attributions.len() - 1);
        self.reading.claims.push(Claim {
            span: content_at.into(),
            attribution: Some(attribution),
            facts: Facts::default(),
            polarity: if stance == Stance::Deny { Polarity::Denied } else { Polarity::Asserted },
            modality: Modality::Asserted,
        });
        attribution
    }

    /// A report with something in every layer, a chain, a claim in two pieces and letters of several bytes.
    pub(crate) fn sample() -> (Vec<u8>, Document, Reading) {
        let mut build = Self::new(
            "Night at Mağusa 🛥\n\n“Up to nine barges,” the Harbour League’s Zoë Ünal claimed on Monday, “sank,” \
             the Strait Wire reported. Some of the barges were empty.",
        );
        let [league, cue, wire] =
            ["the Harbour League’s Zoë Ünal", "claimed", "the Strait Wire"].map(|words| build.span(words));
        let outer =
            build.span("Up to nine barges,” the Harbour League’s Zoë Ünal claimed on Monday, “sank,”");
        let pieces = Spans::from(vec![build.span("Up to nine barges"), build.span("sank")]);
        let place = build.span("Mağusa");
        let sank = build.span("sank");
        let quantity = |span, interval, approximator: &str, part_of: Option<usize>| Quantity {
            span,
            interval,
            approximator: Some(approximator.to_owned()),
            unit: Some("barge".to_owned()),
            outcome: Some(Outcome::Destroyed),
            category: None,
            affiliation: None,
            scope: Scope::Cumulative { since: part_of.map(|_| date(2031, 1, 1)) },
            part_of,
        };
        build.reading.quantities = vec![
            quantity(build.span("Up to nine barges"), Interval::at_most(9.0), "up to", None),
            quantity(build.span("Some of the barges"), Interval { low: None, high: None }, "some", Some(0)),
        ];
        build.reading.times = vec![Time {
            span: build.span("Monday"),
            kind: TimeKind::Date,
            value: "2031-05-05".to_owned(),
            modifier: None,
            start: Some(date(2031, 5, 5)),
            end: Some(date(2031, 5, 5)),
        }];
        build.reading.places = vec![Place {
            span: place,
            name: "Famagusta".to_owned(),
            geonameid: Some(146_615),
            lat: Some(35.124_93),
            lon: Some(33.941_43),
            country: Some("CY".to_owned()),
            admin1: None,
            is_country: false,
            precision: gainsay_document::PlacePrecision::Exact,
            is_associative: false,
        }];
        let actor = |name: &str, kind, span| Actor {
            name: name.to_owned(),
            kind,
            role: None,
            affiliation: Some("Harbour League".to_owned()),
            mentions: vec![span],
        };
        build.reading.actors =
            vec![actor("Strait Wire", ActorKind::Media, wire), actor("Zoë Ünal", ActorKind::Person, league)];
        build.reading.events = vec![Event {
            kind: "sink".to_owned(),
            trigger: sank,
            polarity: Polarity::Asserted,
            modality: Modality::Asserted,
            places: vec![0],
            times: vec![0],
            quantities: vec![0],
            participants: vec![Participant { role: ParticipantRole::Target, actor: ActorId(1) }],
            responsibility: None,
        }];
        let attribution = |source: Span, cue: Span, content: Spans, stance, inside, actor| Attribution {
            source: source.into(),
            cue: cue.into(),
            content,
            quote: QuoteKind::Direct,
            stance,
            inside,
            actor: Some(actor),
            confidence: 0.9,
        };
        let reported = build.span("reported");
        build.reading.attributions = vec![
            // The inner link comes first: links may point forwards.
            attribution(league, cue, pieces.clone(), Stance::Claim, Some(AttributionId(1)), ActorId(1)),
            attribution(wire, reported, outer.into(), Stance::Say, None, ActorId(0)),
        ];
        let facts = Facts { events: vec![EventId(0)], quantities: vec![0], times: vec![0], places: vec![0] };
        let claim = |span: Spans, attribution, facts, modality| Claim {
            span,
            attribution,
            facts,
            polarity: Polarity::Asserted,
            modality,
        };
        let own = Facts { quantities: vec![1], ..Facts::default() };
        build.reading.claims = vec![
            claim(pieces, Some(AttributionId(0)), facts, Modality::Possible),
            claim(build.span("Some of the barges were empty.").into(), None, own, Modality::Asserted),
        ];
        build.reading.paragraphs = vec![build.span("“Up")];
        build.reading.notes =
            vec![Note::new(NoteCode::NumberUnreadable, "a number was left out").at(build.span("🛥"))];
        build.document.title = Some("Night at Mağusa 🛥".to_owned());
        build.document.body = Some(build.span(&build.document.text[build.span("“Up").start()..]));
        build.document.external_id = Some("r-1".to_owned());
        build.document.byline = Some("Ada Okoro".to_owned());
        build.document.agency = Some("Strait Wire".to_owned());
        build.document.language = Some("en".to_owned());
        build.document.url = Some("https://quay-herald.example/night".to_owned());
        build.document.published =
            Some(Published { date: date(2031, 5, 6), basis: PublishedBasis::Metadata });
        build.document.notes = vec![
            Note::new(NoteCode::EncodingReplaced, "a letter was replaced").at(place).hint("save it as UTF-8"),
            Note::new(NoteCode::BodyUncertain, "no telling"),
        ];
        build.finish()
    }
}

/// One contested matter that every claim of `readings` speaks to, with an origin a reading.
pub(crate) fn comparison(readings: &[&Reading]) -> Comparison {
    let claims_of = |reading: &Reading| -> Vec<ClaimRef> { reading.claim_refs().map(|(id, _)| id).collect() };
    let origin_of = |reading: &Reading| OriginId(format!("o-{}", reading.document.short()));
    let claims: Vec<ClaimRef> = readings.iter().copied().flat_map(claims_of).collect();
    let sides = |is_count: bool| {
        let side = |(index, reading): (usize, &&Reading)| Side {
            holder: format!("holder {index}"),
            origin: origin_of(reading),
            interval: is_count.then(|| Interval::at_least(index as f64)),
            value: (!is_count).then(|| "asserted".to_owned()),
            lifecycle: Lifecycle::Current,
            claims: claims_of(reading),
        };
        readings.iter().enumerate().map(side).collect::<Vec<_>>()
    };
    let facet = |kind, agreement, sides| Facet {
        kind,
        outcome: (kind == FacetKind::Count).then_some(Outcome::Destroyed),
        category: (kind == FacetKind::Count).then(|| "barge".to_owned()),
        scope: (kind == FacetKind::Count).then_some(Scope::Cumulative { since: Some(date(2031, 1, 1)) }),
        support: Support::SingleSource,
        agreement,
        lifecycle: Lifecycle::Revised,
        reason: "holder 0: 0; holder 1: 1".to_owned(),
        warnings: vec!["one origin".to_owned()],
        sides,
    };
    let first = &claims[0];
    Comparison {
        matters: vec![Matter {
            id: MatterId(format!("m-{}.{}", &first.document.as_str()[..8], ClaimId(0))),
            title: "Barges sunk at Famagusta".to_owned(),
            documents: readings.iter().map(|reading| reading.document.clone()).collect(),
            date: Some(DateRange { start: date(2031, 5, 5), end: date(2031, 5, 6) }),
            place: Some(MatterPlace {
                name: "Famagusta".to_owned(),
                country: Some("CY".to_owned()),
                lat: Some(35.124_93),
                ..MatterPlace::default()
            }),
            facets: vec![
                facet(FacetKind::Count, Agreement::Contested, sides(true)),
                facet(FacetKind::Occurrence, Agreement::Uncontested, sides(false)),
            ],
            claims: claims.clone(),
        }],
        relations: vec![Relation {
            kind: RelationKind::Contradicts,
            from: claims[claims.len() - 1].clone(),
            to: first.clone(),
            reason: "disjoint numbers".to_owned(),
        }],
        origins: readings
            .iter()
            .map(|reading| Origin {
                id: origin_of(reading),
                label: format!("origin of {}", reading.document.short()),
                basis: OriginBasis::Attribution,
                claims: claims_of(reading),
            })
            .collect(),
    }
}
