//! Reports made of a few lines, for the tests of this crate. All names are invented.

use std::hash::{DefaultHasher, Hasher};

use gainsay_document::{
    Actor, ActorId, ActorKind, Attribution, AttributionId, Claim, Comparison, Document, DocumentId, Event,
    EventId, Facet, FacetKind, Facts, Interval, Matter, Modality, Outcome, Participant, ParticipantRole,
    Place, Polarity, Published, PublishedBasis, Quantity, QuoteKind, Reading, RelationKind, Report, Scope,
    Span, Spans, Stance, Time, TimeKind,
};

use crate::compare;

/// One report under construction.
#[derive(Clone)]
pub(crate) struct Sample {
    pub document: Document,
    pub reading: Reading,
}

/// A town: name, first-level division, latitude, longitude.
pub(crate) type Town = (&'static str, &'static str, f64, f64);
pub(crate) const KORVA: Town = ("Korva", "East", 60.0, 20.0);
pub(crate) const MELIN: Town = ("Melin", "East", 60.6, 20.0);
pub(crate) const TARSK: Town = ("Tarsk", "West", 58.0, 14.0);

/// A report of `outlet` published on `day`.
pub(crate) fn report(outlet: &str, day: &str, title: &str) -> Sample {
    let mut hash = DefaultHasher::new();
    hash.write(format!("{outlet}|{day}|{title}").as_bytes());
    let id: DocumentId = format!("{:016x}", hash.finish()).repeat(4).parse().unwrap();
    let published =
        (!day.is_empty()).then(|| Published { date: day.parse().unwrap(), basis: PublishedBasis::Given });
    Sample {
        reading: Reading::empty(id.clone(), "sample 1"),
        document: Document {
            title: (!title.is_empty()).then(|| title.to_owned()),
            outlet: (!outlet.is_empty()).then(|| outlet.to_owned()),
            published,
            ..Document::of_text(id, String::new())
        },
    }
}

impl Sample {
    /// Credit a news agency.
    pub fn via(mut self, agency: &str) -> Self {
        self.document.agency = Some(agency.to_owned());
        self
    }

    /// Add a paragraph of one sentence; the span of it.
    fn sentence(&mut self, text: &str) -> Span {
        if !self.document.text.is_empty() {
            self.document.text.push_str("\n\n");
        }
        let start = self.document.text.len();
        self.document.text.push_str(text);
        let span = Span::ordered(start..self.document.text.len()).unwrap();
        self.document.body = Span::ordered(0..span.end());
        self.reading.sentences.push(span);
        self.reading.paragraphs.push(span);
        span
    }

    /// Add a claim: its sentence, and what the reader made of it.
    pub fn claim(mut self, text: &str, made: impl FnOnce(&mut Made<'_>)) -> Self {
        let span = self.sentence(text);
        let mut built = Made {
            sample: &mut self,
            span,
            claim: Claim {
                span: span.into(),
                attribution: None,
                facts: Facts::default(),
                polarity: Polarity::Asserted,
                modality: Modality::Asserted,
            },
        };
        made(&mut built);
        let claim = built.claim;
        self.reading.claims.push(claim);
        self
    }
}

/// What the reader made of one sentence.
pub(crate) struct Made<'s> {
    sample: &'s mut Sample,
    span: Span,
    claim: Claim,
}

impl Made<'_> {
    fn find(&self, words: &str) -> Span {
        let text = self.span.of(&self.sample.document.text);
        let at =
            self.span.start() + text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
        Span::ordered(at..at + words.len()).unwrap()
    }

    /// What follows a source and the word after it ("The Front denied …"), else the sentence.
    fn after_cue(&self, source: &str) -> Span {
        let text = &self.sample.document.text;
        let from = self.find(source).end();
        let rest = text[from..self.span.end()].trim_start();
        let cue = rest.find(' ').map_or(rest.len(), |at| at + 1);
        Span::ordered(self.span.end() - rest.len() + cue..self.span.end()).unwrap_or(self.span)
    }

    fn actor(&mut self, name: &str, kind: ActorKind) -> ActorId {
        let mention = self.find(name);
        let actors = &mut self.sample.reading.actors;
        let at = actors.iter().position(|actor| actor.name == name).unwrap_or_else(|| {
            let name = name.to_owned();
            actors.push(Actor { name, kind, role: None, affiliation: None, mentions: Vec::new() });
            actors.len() - 1
        });
        actors[at].mentions.push(mention);
        ActorId::at(at)
    }

    /// Held by a source; a second call adds the source that the first is quoted by.
    pub fn by(&mut self, name: &str, stance: Stance) -> &mut Self {
        let actor = self.actor(name, ActorKind::Organisation);
        let content = self.after_cue(name);
        let inner = Attribution {
            source: self.find(name).into(),
            cue: Spans::none(),
            content: content.into(),
            quote: QuoteKind::Indirect,
            stance,
            inside: None,
            actor: Some(actor),
            confidence: 1.0,
        };
        let list = &mut self.sample.reading.attributions;
        list.push(inner);
        let id = AttributionId::at(list.len() - 1);
        match self.claim.attribution {
            Some(known) => list[known.index()].inside = Some(id),
            None => (self.claim.attribution, self.claim.span) = (Some(id), content.into()),
        }
        if stance == Stance::Deny {
            self.claim.polarity = Polarity::Denied;
        }
        self
    }

    /// Said by a source.
    pub fn said(&mut self, name: &str) -> &mut Self {
        self.by(name, Stance::Say)
    }

    /// The source's affiliation.
    pub fn of_body(&mut self, body: &str) -> &mut Self {
        let actor = self.claim.attribution.and_then(|id| self.sample.reading.attribution(id)?.actor).unwrap();
        let actor = &mut self.sample.reading.actors[actor.index()];
        (actor.kind, actor.affiliation) = (ActorKind::Person, Some(body.to_owned()));
        self
    }

    /// A figure: "14", "at least 12", "up to 40", "10-20", as it stands in the sentence.
    pub fn count(&mut self, outcome: Outcome, words: &str) -> &mut Self {
        let span = self.find(words);
        let number = |text: &str| text.trim().replace(',', "").parse::<f64>().unwrap();
        let interval = if let Some(low) = words.strip_prefix("at least ") {
            Interval::at_least(number(low))
        } else if let Some(high) = words.strip_prefix("up to ") {
            Interval::at_most(number(high))
        } else if let Some((low, high)) = words.split_once('-') {
            Interval::between(number(low), number(high))
        } else {
            Interval::exactly(number(words))
        };
        self.claim.facts.quantities.push(self.sample.reading.quantities.len());
        self.sample.reading.quantities.push(Quantity {
            span,
            interval,
            approximator: None,
            unit: Some("person".to_owned()),
            outcome: Some(outcome),
            category: None,
            affiliation: None,
            scope: Scope::Event,
            part_of: None,
        });
        self
    }

    /// People killed.
    pub fn killed(&mut self, words: &str) -> &mut Self {
        self.count(Outcome::Killed, words)
    }

    /// The last figure is of these people only.
    pub fn category(&mut self, category: &str) -> &mut Self {
        self.sample.reading.quantities.last_mut().unwrap().category = Some(category.to_owned());
        self
    }

    /// The last figure counts this.
    pub fn unit(&mut self, unit: &str) -> &mut Self {
        self.sample.reading.quantities.last_mut().unwrap().unit = Some(unit.to_owned());
        self
    }

    /// The last figure is of people of this side.
    pub fn side(&mut self, side: &str) -> &mut Self {
        self.sample.reading.quantities.last_mut().unwrap().affiliation = Some(side.to_owned());
        self
    }

    /// The last figure is a part of the one before it.
    pub fn part(&mut self) -> &mut Self {
        let whole = self.sample.reading.quantities.len() - 2;
        self.sample.reading.quantities.last_mut().unwrap().part_of = Some(whole);
        self
    }

    /// The last figure is a running total.
    pub fn running(&mut self) -> &mut Self {
        self.sample.reading.quantities.last_mut().unwrap().scope = Scope::Cumulative { since: None };
        self
    }

    /// An event, its trigger as it stands in the sentence.
    pub fn event(&mut self, kind: &str, trigger: &str) -> &mut Self {
        let trigger = self.find(trigger);
        self.claim.facts.events.push(EventId::at(self.sample.reading.events.len()));
        self.sample.reading.events.push(Event {
            kind: kind.to_owned(),
            trigger,
            polarity: self.claim.polarity,
            modality: Modality::Asserted,
            places: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            participants: Vec::new(),
            responsibility: None,
        });
        self
    }

    /// Who did the last event.
    pub fn agent(&mut self, name: &str) -> &mut Self {
        let actor = self.actor(name, ActorKind::Organisation);
        let event = self.sample.reading.events.last_mut().unwrap();
        event.participants.push(Participant { role: ParticipantRole::Agent, actor });
        self
    }

    /// Another actor named in the sentence.
    pub fn names(&mut self, name: &str) -> &mut Self {
        self.actor(name, ActorKind::Organisation);
        self
    }

    /// Where.
    pub fn at(&mut self, town: Town) -> &mut Self {
        let index = self.sample.reading.places.len();
        self.sample.reading.places.push(Place {
            span: self.find(town.0),
            name: town.0.to_owned(),
            geonameid: None,
            lat: Some(town.2),
            lon: Some(town.3),
            country: Some("XA".to_owned()),
            admin1: Some(town.1.to_owned()),
            is_country: false,
            precision: gainsay_document::PlacePrecision::Exact,
            is_associative: false,
        });
        self.claim.facts.places.push(index);
        if let Some(event) = self.sample.reading.events.last_mut() {
            event.places.push(index);
        }
        self
    }

    /// When: the words, and the day they stand for.
    pub fn on(&mut self, words: &str, day: &str) -> &mut Self {
        self.between(words, day, day)
    }

    /// When: the words, and the first and last day they stand for.
    pub fn between(&mut self, words: &str, start: &str, end: &str) -> &mut Self {
        let index = self.sample.reading.times.len();
        self.sample.reading.times.push(Time {
            span: self.find(words),
            kind: TimeKind::Date,
            value: start.to_owned(),
            modifier: None,
            start: Some(start.parse().unwrap()),
            end: Some(end.parse().unwrap()),
        });
        self.claim.facts.times.push(index);
        if let Some(event) = self.sample.reading.events.last_mut() {
            event.times.push(index);
        }
        self
    }

    /// In which mode it is given.
    pub fn modality(&mut self, modality: Modality) -> &mut Self {
        self.claim.modality = modality;
        self
    }
}

/// Compare samples, each of whose readings must fit its document.
pub(crate) fn compared(samples: &[Sample]) -> Comparison {
    for sample in samples {
        sample.reading.check(&sample.document).unwrap();
    }
    let reports: Vec<Report<'_>> = samples
        .iter()
        .map(|sample| Report { document: &sample.document, reading: &sample.reading })
        .collect();
    compare(&reports)
}

/// The only matter there is.
pub(crate) fn only(comparison: &Comparison) -> &Matter {
    assert_eq!(comparison.matters.len(), 1, "{:#?}", titles(comparison));
    &comparison.matters[0]
}

/// The titles of all matters.
pub(crate) fn titles(comparison: &Comparison) -> Vec<&str> {
    comparison.matters.iter().map(|matter| matter.title.as_str()).collect()
}

/// The facet of a kind; for counts the one of people killed.
pub(crate) fn facet(matter: &Matter, kind: FacetKind) -> &Facet {
    let wanted = |facet: &&Facet| {
        facet.kind == kind
            && (kind != FacetKind::Count
                || (facet.outcome == Some(Outcome::Killed)
                    && facet.category.is_none()
                    && facet.scope == Some(Scope::Event)))
    };
    matter.facets.iter().find(wanted).unwrap_or_else(|| panic!("no {kind:?} in {:#?}", matter.facets))
}

/// The three axes of a facet in words.
pub(crate) fn axes(facet: &Facet) -> String {
    format!("{} {} {}", facet.support.as_str(), facet.agreement.as_str(), facet.lifecycle.as_str())
}

/// The sides of a facet in words: "holder: value (lifecycle)".
pub(crate) fn sides(facet: &Facet) -> Vec<String> {
    facet
        .sides
        .iter()
        .map(|side| {
            let value =
                side.interval.map_or_else(|| side.value.clone().unwrap_or_default(), |i| i.to_string());
            format!("{}: {value} ({})", side.holder, side.lifecycle.as_str())
        })
        .collect()
}

/// How many relations of a kind there are.
pub(crate) fn relations(comparison: &Comparison, kind: RelationKind) -> usize {
    comparison.relations.iter().filter(|relation| relation.kind == kind).count()
}
