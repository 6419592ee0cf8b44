//! One invented report with every layer filled, and a matter made of it.

#![allow(dead_code, reason = "every test program uses its own part")]

use gainsay_document::{
    Actor, ActorId, ActorKind, Agreement, Attribution, AttributionId, Best, Claim, ClaimId, ClaimRef,
    DateRange, Document, Event, EventId, Facet, FacetKind, Facts, InferredDate, InferredFrom, Interval,
    Lifecycle, Matter, MatterId, MatterPlace, Modality, Name, NameKind, Note, NoteCode, Origin, OriginBasis,
    OriginId, OriginNode, OriginTree, Outcome, Participant, ParticipantRole, Place, Polarity, Published,
    PublishedBasis, Quantity, QuoteKind, Reading, Repeat, Responsibility, Scope, Side, Span, Spans, Stance,
    Support, Time, TimeKind,
};
use gainsay_export::matters;

pub const TEXT: &str = "🚢 The Harbour Office said on Monday that at least 14 people, among them 3 children, had died off \
                        Åre, Radio Vaguada reported. “-5 °C in the water,” a diver said. A café burned down.";

/// The first place of `words` in the sample's text.
pub fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the words stand in the sample");
    Span::within(TEXT, start..start + words.len()).expect("found on character boundaries")
}

pub fn document() -> Document {
    Document {
        id: "ab".repeat(32).parse().expect("64 hexadecimal digits"),
        external_id: Some("r-7".into()),
        text: TEXT.into(),
        body: Span::within(TEXT, 0..TEXT.len()).ok(),
        title: Some("=Ferry, \"lost\"".into()),
        byline: Some("Ada Quill".into()),
        outlet: Some("Calder Bay Courier".into()),
        agency: Some("Corvane".into()),
        published: Some(Published {
            date: "2024-02-13".parse().expect("a day"),
            basis: PublishedBasis::Metadata,
        }),
        language: Some("en".into()),
        url: Some("https://calder-bay-courier.example/7".into()),
        notes: vec![Note::new(NoteCode::ControlsRemoved, "One control was taken out.")],
    }
}

fn attribution(
    source: &str,
    cue: &str,
    content: Spans,
    quote: QuoteKind,
    inside: Option<AttributionId>,
) -> Attribution {
    Attribution {
        source: span(source).into(),
        cue: span(cue).into(),
        content,
        quote,
        stance: Stance::Say,
        inside,
        actor: None,
        confidence: 0.75,
    }
}

fn quantity(words: &str, interval: Interval, part_of: Option<usize>) -> Quantity {
    Quantity {
        span: span(words),
        interval,
        approximator: None,
        unit: Some("person".into()),
        outcome: Some(Outcome::Killed),
        category: None,
        affiliation: None,
        scope: Scope::Event,
        part_of,
    }
}

fn claim(span: Spans, attribution: Option<AttributionId>, facts: Facts) -> Claim {
    Claim { span, attribution, facts, polarity: Polarity::Asserted, modality: Modality::Asserted }
}

pub fn reading() -> Reading {
    let document = document();
    let toll =
        Spans::from(vec![span("at least 14 people, among them 3 children,"), span("had died off Åre")]);
    let mut office = attribution(
        "The Harbour Office",
        "said",
        span("at least 14 people, among them 3 children, had died off Åre").into(),
        QuoteKind::Indirect,
        Some(AttributionId(1)),
    );
    office.actor = Some(ActorId(0));
    let radio = attribution(
        "Radio Vaguada",
        "reported",
        span("The Harbour Office said on Monday").into(),
        QuoteKind::Indirect,
        None,
    );
    let diver =
        attribution("a diver", "said.", span("“-5 °C in the water,”").into(), QuoteKind::Direct, None);
    let day = "2024-02-12".parse().ok();
    let facts = Facts { events: vec![EventId(0)], quantities: vec![0, 1], times: vec![0], places: vec![0] };
    let reading = Reading {
        amended: std::collections::BTreeMap::new(),
        settings: None,
        paragraphs: document.body.into_iter().collect(),
        sentences: vec![span("A café burned down.")],
        attributions: vec![office, radio, diver],
        names: vec![Name { span: span("Harbour Office"), kind: NameKind::Organisation }],
        actors: vec![Actor {
            name: "Harbour Office".into(),
            kind: ActorKind::Organisation,
            role: None,
            affiliation: None,
            mentions: vec![span("The Harbour Office")],
        }],
        headline: Vec::new(),
        quantities: vec![
            Quantity {
                approximator: Some("at least".into()),
                ..quantity("at least 14 people", Interval::at_least(14.0), None)
            },
            Quantity {
                category: Some("child".into()),
                ..quantity("3 children", Interval::exactly(3.0), Some(0))
            },
        ],
        inferred_date: day.map(|date| InferredDate {
            date,
            span: span("on Monday"),
            from: InferredFrom::LatestDay,
        }),
        times: vec![Time {
            span: span("on Monday"),
            kind: TimeKind::Date,
            value: "2024-02-12".into(),
            modifier: None,
            start: day,
            end: day,
        }],
        places: vec![Place {
            span: span("Åre"),
            name: "Åre".into(),
            geonameid: Some(2_720_679),
            lat: Some(63.399),
            lon: Some(13.0),
            country: Some("SE".into()),
            admin1: Some("Jämtland".into()),
            is_country: false,
            precision: gainsay_document::PlacePrecision::Exact,
            is_associative: false,
        }],
        events: vec![Event {
            kind: "kill".into(),
            trigger: span("died"),
            polarity: Polarity::Asserted,
            modality: Modality::Asserted,
            places: vec![0],
            times: vec![0],
            quantities: vec![0, 1],
            participants: vec![Participant { role: ParticipantRole::Agent, actor: ActorId(0) }],
            responsibility: Some(Responsibility::Fact),
        }],
        claims: vec![
            claim(toll, Some(AttributionId(0)), facts),
            claim(span("“-5 °C in the water,”").into(), Some(AttributionId(2)), Facts::default()),
            claim(span("A café burned down.").into(), None, Facts::default()),
        ],
        notes: vec![Note::new(NoteCode::QuotationUnclosed, "Nothing closes it.").at(span("“")).hint("Look.")],
        ..Reading::empty(document.id.clone(), "rules 0.1.0")
    };
    assert_eq!(reading.check(&document), Ok(()));
    reading
}

pub fn claim_ref(index: u32) -> ClaimRef {
    ClaimRef { document: document().id, claim: ClaimId(index) }
}

pub fn side(holder: &str, interval: Option<Interval>, lifecycle: Lifecycle) -> Side {
    Side {
        holder: holder.into(),
        origin: OriginId("o-1".into()),
        interval,
        value: None,
        lifecycle,
        claims: vec![claim_ref(0)],
    }
}

pub fn killed(sides: Vec<Side>) -> Facet {
    Facet {
        kind: FacetKind::Count,
        outcome: Some(Outcome::Killed),
        category: None,
        scope: Some(Scope::Event),
        support: Support::SingleSource,
        agreement: Agreement::Uncontested,
        lifecycle: Lifecycle::Revised,
        reason: "one origin".into(),
        warnings: vec!["2 outlets, 1 origin".into()],
        sides,
    }
}

pub fn matter(facets: Vec<Facet>) -> Matter {
    let day = "2024-02-12".parse().expect("a day");
    Matter {
        id: MatterId("m-abababab.c1".into()),
        title: "Sinking, Åre, 12 February 2024".into(),
        claims: vec![claim_ref(0)],
        documents: vec![document().id],
        date: Some(DateRange { start: day, end: day }),
        place: Some(MatterPlace {
            name: "Åre".into(),
            city: Some("Åre".into()),
            state: Some("Jämtland".into()),
            country: Some("SE".into()),
            geonameid: Some(2_720_679),
            lat: Some(63.399),
            lon: Some(13.0),
        }),
        facets,
    }
}

pub fn origin() -> Origin {
    Origin {
        id: OriginId("o-1".into()),
        label: "Harbour Office".into(),
        basis: OriginBasis::Attribution,
        claims: vec![claim_ref(0)],
    }
}

/// A matter of which everything was asked, and something decided, as a line of the matters contract.
pub fn matter_line_with_everything() -> String {
    let facet = || killed(vec![side("x", Some(Interval::exactly(1.0)), Lifecycle::Current)]);
    let injured = Facet { outcome: Some(Outcome::Injured), ..facet() };
    let matter = matter(vec![facet(), injured]);
    let of = |outcome| Best {
        policy: "range/1".to_owned(),
        outcome,
        category: None,
        scope: Scope::Event,
        interval: Interval::exactly(1.0),
        is_derived: false,
        reason: "the only side".to_owned(),
        from: matter.facets[0].sides.clone(),
    };
    let best = [of(Outcome::Injured), of(Outcome::Killed)];
    let node = OriginNode {
        document: document().id,
        outlet: None,
        published: None,
        repeats: None,
        why: Repeat::Own,
    };
    let trees = [OriginTree { origin: origin(), reports: vec![node] }];
    let decisions = [(None, gainsay_export::DecisionRecord::default())];
    let asked = matters::Asked {
        as_of: Some("2024-03-01"),
        policy: Some(("range/1", &best)),
        origins: Some(&trees),
        decisions: &decisions,
    };
    matters::line_as_asked(&matter, &matters::Context::new([&document()], [&origin()]), &asked)
}
