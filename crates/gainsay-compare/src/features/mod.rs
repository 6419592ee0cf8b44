//! What claims and documents are compared by, taken once from the readings.

pub(crate) mod around;
pub(crate) mod census;
pub(crate) mod days;
pub(crate) mod details;
pub(crate) mod figures;
pub(crate) mod home;
pub(crate) mod names;
pub(crate) mod places;
pub(crate) mod setting;
pub(crate) mod spans;
pub(crate) mod told;
pub(crate) mod words;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use gainsay_document::{
    Actor, Amended, Attribution, Claim, ClaimRef, Document, Event, Modality, Place, Polarity, Reading,
    Report, Span, Stance,
};
use jiff::civil::Date;

use self::census::Census;
use self::days::{Day, Window, day};
use self::details::DetailList;
use self::figures::Figure;
use self::home::Homes;
use self::names::NameKey;
use self::setting::SetIn;
use self::spans::{Lines, Mentions};
use self::words::{Vocabulary, WordId};
use crate::origin::text::{self, Shingles};
use crate::tables::{Families, Tables};

/// How many content words of a document's beginning stand for its main incident.
const LEAD_WORDS: usize = 220;

/// All reports in the order of publication, and their claims in the same order.
pub(crate) struct Corpus<'a> {
    pub documents: Vec<DocumentFeatures<'a>>,
    pub claims: Vec<ClaimFeatures<'a>>,
    pub vocabulary: Vocabulary,
    /// Full names of persons, and other names.
    pub names: Vocabulary,
    homes: Arc<Homes<'a>>,
    /// Whether two documents share text, where somebody has asked; of large reports that is costly.
    shared: RefCell<HashMap<(usize, usize), bool>>,
}

/// What is counted over many reports; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Counted<'a> {
    pub vocabulary: Vocabulary,
    pub names: Vocabulary,
    /// Where outlets are at home; taken of the reports themselves where not given.
    pub homes: Option<Arc<Homes<'a>>>,
}

/// What a document is compared by.
pub(crate) struct DocumentFeatures<'a> {
    pub document: &'a Document,
    pub reading: &'a Reading,
    pub published: Option<Day>,
    /// The sentences of its text.
    pub sentences: Lines<'a>,
    /// Its claims, as indices into the corpus.
    pub claims: Range<usize>,
    /// The content words of title and beginning, repeats kept.
    pub words: Vec<WordId>,
    shingles: OnceCell<Shingles>,
    /// Its names and ages.
    pub details: DetailList,
    /// Where it is set, the likeliest place first.
    pub places: Vec<SetIn<'a>>,
}

impl DocumentFeatures<'_> {
    /// The shingles of the body.
    pub fn shingles(&self) -> &Shingles {
        self.shingles.get_or_init(|| {
            text::of_document(self.document.body.map_or("", |body| body.of(&self.document.text)))
        })
    }
}

/// What a claim is compared by.
pub(crate) struct ClaimFeatures<'a> {
    pub reference: ClaimRef,
    /// Index into the corpus's documents.
    pub document: usize,
    pub claim: &'a Claim,
    /// The innermost attribution; `None` for the author's own voice.
    pub attribution: Option<&'a Attribution>,
    pub events: Vec<&'a Event>,
    /// The families of its incident-like events; empty for effects alone.
    pub families: Families,
    /// Whether it speaks of an event that makes an incident, an effect included.
    pub incident: bool,
    pub figures: Vec<Figure>,
    /// The days its sentences name.
    pub own_window: Option<Window>,
    /// The days that are said of its incident-like events.
    pub event_window: Option<Window>,
    /// The places its sentences or the same paragraph before them name, and all of its places.
    pub own_places: Vec<&'a Place>,
    pub places: Vec<&'a Place>,
    /// What a person says in place of what was read of day and place.
    pub amended: Option<&'a Amended>,
    /// What was read of day and place, where a person says otherwise.
    pub as_read: Option<Box<AsRead<'a>>>,
    /// The named actors in its sentences.
    pub actors: Vec<NameKey>,
    /// The content words of its sentences, repeats kept.
    pub words: Vec<WordId>,
    /// The sentences it stands in, with its source and cue, lower-cased.
    pub sentence: String,
    /// First byte in the text.
    pub position: usize,
}

/// What was read of when and where: what the claims of one report are grouped by. A correction changes what a claim says,
/// not which claims of its report tell of one happening.
pub(crate) struct AsRead<'a> {
    pub own_window: Option<Window>,
    pub event_window: Option<Window>,
    pub own_places: Vec<&'a Place>,
}

impl<'a> ClaimFeatures<'a> {
    /// The day that a person says.
    pub fn amended_date(&self) -> Option<Window> {
        self.amended.and_then(|amended| amended.date.as_ref()).and_then(|(_, time)| Window::of(time))
    }

    /// The place that a person says.
    pub fn amended_place(&self) -> Option<&'a Place> {
        self.amended.and_then(|amended| amended.place.as_ref()).map(|(_, place)| place)
    }

    /// Put the day and the place that a person says where those stand that were read.
    fn amend(&mut self) {
        let (date, place) = (self.amended_date(), self.amended_place());
        if date.is_none() && place.is_none() {
            return;
        }
        let (own_window, event_window) = (self.own_window, self.event_window);
        self.as_read =
            Some(Box::new(AsRead { own_window, event_window, own_places: self.own_places.clone() }));
        if date.is_some() {
            self.own_window = date;
            self.event_window = date.filter(|_| !self.families.is_empty());
        }
        if let Some(place) = place {
            (self.own_places, self.places) = (vec![place], vec![place]);
        }
    }

    /// The days that its sentences were read to name.
    pub fn read_window(&self) -> Option<Window> {
        self.as_read.as_ref().map_or(self.own_window, |read| read.own_window)
    }

    /// The days that were read to be said of its incident-like events.
    pub fn read_event_window(&self) -> Option<Window> {
        self.as_read.as_ref().map_or(self.event_window, |read| read.event_window)
    }

    /// The places that its sentences or the same paragraph before them were read to name.
    pub fn read_places(&self) -> &[&'a Place] {
        self.as_read.as_ref().map_or(&self.own_places, |read| &read.own_places)
    }
}

impl ClaimFeatures<'_> {
    /// What the cue makes of it.
    pub fn stance(&self) -> Option<Stance> {
        self.attribution.map(|attribution| attribution.stance)
    }

    /// Whether its holder says that it is not so.
    pub fn is_denial(&self) -> bool {
        self.stance() == Some(Stance::Deny) || self.claim.polarity == Polarity::Denied
    }

    /// Whether its holder takes it back.
    pub fn is_retraction(&self) -> bool {
        self.stance() == Some(Stance::Retract)
    }

    /// Whether it says that something is so, rather than planned, possible or wanted.
    pub fn is_factual(&self) -> bool {
        matches!(self.claim.modality, Modality::Asserted | Modality::Possible)
    }

    /// Whether one of the cues stands in its sentences as whole words.
    pub fn has_cue(&self, cues: &[&str]) -> bool {
        cues.iter().any(|cue| holds_words(&self.sentence, cue))
    }
}

/// Whether `words` stand in `text` with no letter on either side.
pub(crate) fn holds_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// What documents are ordered by: the day of publication, those without one last, then the identifier.
pub(crate) type Order<'a> = (bool, Option<Date>, &'a str);

/// Where a document comes in the order of publication.
pub(crate) fn order(document: &Document) -> Order<'_> {
    let date = document.published.map(|published| published.date);
    (date.is_none(), date, document.id.as_str())
}

impl<'a> Corpus<'a> {
    /// Take the features of all reports. Their order does not matter.
    pub fn new(reports: &[Report<'a>], tables: &Tables) -> Self {
        Self::weighed(reports, tables, Counted::default())
    }

    /// What was counted of the reports, which reports to come do not change.
    pub fn counted(&self) -> Counted<'a> {
        Counted {
            vocabulary: self.vocabulary.settled(),
            names: self.names.settled(),
            homes: Some(Arc::clone(&self.homes)),
        }
    }

    /// Take the features of all reports; what they hold is counted in `counted` unless that is settled.
    pub fn weighed(reports: &[Report<'a>], tables: &Tables, counted: Counted<'a>) -> Self {
        let mut latest: BTreeMap<&str, &Report<'a>> = BTreeMap::new();
        for report in reports {
            latest
                .entry(report.document.id.as_str())
                .and_modify(|known| {
                    if report.reading.reader > known.reading.reader {
                        *known = report;
                    }
                })
                .or_insert(report);
        }
        let mut sorted: Vec<&Report<'a>> = latest.into_values().collect();
        sorted.sort_by_key(|report| order(report.document));

        let homes = counted.homes.unwrap_or_else(|| Arc::new(Homes::of(Census::of(sorted.iter(), tables))));
        let Counted { vocabulary, names, .. } = counted;
        let mut corpus = Self {
            documents: Vec::new(),
            claims: Vec::new(),
            vocabulary,
            names,
            homes: Arc::clone(&homes),
            shared: RefCell::default(),
        };
        for report in sorted {
            corpus.add(report, &homes, tables);
        }
        corpus
    }

    fn add(&mut self, report: &Report<'a>, homes: &Homes<'a>, tables: &Tables) {
        let Report { document, reading } = *report;
        let published = document.published.map(|published| day(published.date));
        let body = document.body.map_or("", |body| body.of(&document.text));
        let mut words =
            self.vocabulary.words(document.title.as_deref().unwrap_or_default(), tables, LEAD_WORDS);
        words.extend(self.vocabulary.words(body, tables, LEAD_WORDS));

        let first = self.claims.len();
        let index = self.documents.len();
        let names: Vec<NameKey> =
            reading.actors.iter().map(|actor| NameKey::new(&actor.name, tables)).collect();
        let mut seen = words.clone();
        let sentences = Lines::new(&reading.sentences);
        let reader = ClaimReader {
            report,
            published,
            names: &names,
            mentions: Mentions::of(reading),
            sentences,
            paragraphs: Lines::new(&reading.paragraphs),
            tables,
        };
        for (reference, claim) in reading.claim_refs() {
            let features = reader.read(reference, index, claim, &self.vocabulary);
            seen.extend(&features.words);
            self.claims.push(features);
        }
        self.vocabulary.count_document(seen);
        let details = DetailList::of(document, reading, &mut self.names);
        self.documents.push(DocumentFeatures {
            document,
            reading,
            published,
            sentences,
            claims: first..self.claims.len(),
            words,
            shingles: OnceCell::new(),
            details,
            places: setting::places(document, reading, homes, tables),
        });
    }

    /// The pairs of `documents` that share text, by their places in the list, ascending ([`text::pairs`]).
    pub fn shared_texts(&self, documents: &[usize]) -> Vec<(usize, usize)> {
        let texts: Vec<&Shingles> =
            documents.iter().map(|&document| self.documents[document].shingles()).collect();
        text::pairs(&texts, |a, b| {
            let known = self.shared.borrow().get(&(documents[a], documents[b])).copied();
            known.unwrap_or_else(|| {
                let shared = text::shared(texts[a], texts[b]);
                self.shared.borrow_mut().insert((documents[a], documents[b]), shared);
                shared
            })
        })
    }

    /// The document a claim stands in.
    pub fn document_of(&self, claim: usize) -> &DocumentFeatures<'a> {
        &self.documents[self.claims[claim].document]
    }

    /// Whether reports call a place a part of a town rather than a town.
    pub fn is_part_of_town(&self, place: &Place) -> bool {
        self.homes.is_part(place)
    }

    /// The town that most reports of the outlet of a claim's report name.
    pub fn town_of_outlet(&self, claim: usize) -> Option<&'a Place> {
        self.homes.town_of_outlet(self.document_of(claim).document)
    }

    /// The day a claim was published.
    pub fn published(&self, claim: usize) -> Option<Day> {
        self.document_of(claim).published
    }

    /// The resolved source of a claim; `None` for the author's own voice and where the text names none.
    pub fn source(&self, claim: usize) -> Option<&'a Actor> {
        let reading = self.document_of(claim).reading;
        reading.actor(self.claims[claim].attribution?.actor?)
    }
}

/// Takes the features of the claims of one report.
struct ClaimReader<'r, 'a> {
    report: &'r Report<'a>,
    published: Option<Day>,
    names: &'r [NameKey],
    mentions: Mentions,
    sentences: Lines<'a>,
    paragraphs: Lines<'a>,
    tables: &'r Tables,
}

impl<'a> ClaimReader<'_, 'a> {
    fn read(
        &self,
        reference: ClaimRef,
        document: usize,
        claim: &'a Claim,
        vocabulary: &Vocabulary,
    ) -> ClaimFeatures<'a> {
        let Report { document: source, reading } = *self.report;
        let text = source.text.as_str();
        let attribution = claim.attribution.and_then(|id| reading.attribution(id));
        let sentences = self.sentences(claim, attribution);
        let within = |span: Span| sentences.iter().any(|sentence| sentence.contains(span));
        let before = |span: Span| {
            let last = sentences.last().map_or(0, |sentence| sentence.end());
            let inside = |paragraph: &&Span| sentences.iter().any(|sentence| paragraph.overlaps(*sentence));
            span.end() <= last
                && self.paragraphs.near(span).iter().filter(inside).any(|paragraph| paragraph.contains(span))
        };

        let events: Vec<&Event> =
            claim.facts.events.iter().filter_map(|id| reading.events.get(id.index())).collect();
        let mut families = Families::default();
        let mut incident = false;
        for word in events.iter().filter_map(|event| self.tables.families.kind(&event.kind)) {
            families = families.with(word.families);
            incident = true;
        }

        let (mut times, mut places) = (claim.facts.times.clone(), claim.facts.places.clone());
        for event in &events {
            times.extend(&event.times);
            places.extend(&event.places);
        }
        places.sort_unstable();
        places.dedup();
        let places: Vec<&Place> = places.iter().filter_map(|&index| reading.places.get(index)).collect();
        let figures = figures::of_claim(claim, reading, text, self.tables);
        // A running total's days are those since when it runs.
        let running = !figures.is_empty() && figures.iter().all(|figure| figure.key.scope.is_cumulative());
        let windows = |times: &[usize]| {
            let windows = times
                .iter()
                .filter(|_| !running)
                .filter_map(|&index| reading.times.get(index))
                .filter(|time| within(time.span) && told::is_of_incident(source, reading, time, self.tables))
                .filter_map(Window::of)
                // What lies ahead of publication has not happened yet.
                .filter(|window| self.published.is_none_or(|published| window.start <= published + 1));
            narrowest(windows)
        };
        let own_window = windows(&times);
        let of_incident = |event: &&&Event| {
            self.tables.families.kind(&event.kind).is_some_and(|word| !word.families.is_empty())
        };
        let of_events: Vec<usize> =
            events.iter().filter(of_incident).flat_map(|event| event.times.iter().copied()).collect();
        let event_window = windows(&of_events);

        let mut actors: Vec<usize> =
            sentences.iter().flat_map(|&sentence| self.mentions.within(sentence)).collect();
        actors.sort_unstable();
        actors.dedup();
        let names = actors.into_iter().filter_map(|at| self.names.get(at));
        let mut actors: Vec<NameKey> = names.filter(|name| !name.is_anonymous()).cloned().collect();
        actors.sort_unstable();
        actors.dedup();

        let mut words = Vec::new();
        let mut sentence = String::new();
        for span in &sentences {
            words.extend(vocabulary.words(span.of(text), self.tables, LEAD_WORDS));
            sentence.push_str(&span.of(text).to_lowercase());
            sentence.push(' ');
        }
        let own_places = places.iter().copied().filter(|place| before(place.span)).collect();
        let amended = reading.amended.get(&reference.claim);
        let mut features = ClaimFeatures {
            reference,
            document,
            claim,
            attribution,
            families,
            incident,
            figures,
            own_window,
            event_window,
            own_places,
            places,
            amended,
            as_read: None,
            actors,
            words,
            sentence,
            position: claim.span.first().map_or(usize::MAX, Span::start),
            events,
        };
        features.amend();
        features
    }

    /// The sentences of the claim's words, its source and its cue; the claim's own words where there are none.
    fn sentences(&self, claim: &Claim, attribution: Option<&Attribution>) -> Vec<Span> {
        let touches = |sentence: &Span| {
            claim.span.overlaps(*sentence)
                || attribution.is_some_and(|a| a.source.overlaps(*sentence) || a.cue.overlaps(*sentence))
        };
        let pieces = [Some(&claim.span), attribution.map(|a| &a.source), attribution.map(|a| &a.cue)];
        let covers = pieces.into_iter().flatten().filter_map(gainsay_document::Spans::cover);
        let near = covers.reduce(Span::cover).map_or(&[][..], |cover| self.sentences.near(cover));
        let found: Vec<Span> = near.iter().copied().filter(touches).collect();
        if found.is_empty() { claim.span.as_slice().to_vec() } else { found }
    }
}

/// The narrowest window, the earliest of several; so that "in 2024" does not hide "on 12 March".
fn narrowest(windows: impl Iterator<Item = Window>) -> Option<Window> {
    windows.min_by_key(|window| (window.days(), window.start))
}
