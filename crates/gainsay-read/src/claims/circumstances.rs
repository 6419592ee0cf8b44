//! When and where a claim is about: as its own words say, or else as the report told of the same happening before.

use std::ops::Range;

use gainsay_document::{AttributionId, Event, Facts, Modality, Quantity, Span, Spans, Stance, TimeKind};

use super::assertions::describes;
use super::holders;
use super::story::{Scene as Sentence, Story, is_dated, is_owner, kind_of, leads, stands_in_description};
use super::tables::{self, Tables};
use crate::attribution::Words;
use crate::events::{Layers, begins_stretch, parted};

/// How many sentences open a report.
const LEAD: usize = 2;

/// What the circumstances are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub tables: &'a Tables,
    pub words: &'a Words<'a>,
    pub layers: Layers<'a>,
    pub events: &'a [Event],
    pub contents: &'a [Vec<Range<usize>>],
    pub story: &'a Story,
}

/// The claim whose circumstances are asked for.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub span: &'a Spans,
    /// The attribution that holds it.
    pub holder: Option<usize>,
    pub facts: &'a Facts,
    pub modality: Modality,
}

/// How a claim stands to what was told before.
struct Thread {
    /// The kinds of its events and figures.
    kinds: Vec<String>,
    /// Its first and last sentence.
    sentences: (usize, usize),
    /// Whether it returns to the report's own time: "now".
    returns: bool,
}

impl<'a> Scene<'a> {
    /// The times and places of a claim: indices into their layers.
    pub(super) fn circumstances(self, about: About<'a>) -> (Vec<usize>, Vec<usize>) {
        let Some(sentences) = self.sentences(about.span) else { return (Vec::new(), Vec::new()) };
        let own = self.own_times(about);
        let running = self.is_running(about.facts);
        let mut times = if !own.is_empty() || running { own } else { self.times_beside(about, sentences) };
        let dated = !times.is_empty();
        let thread = self.thread(about, sentences);
        // Of what happened at another time than the report's the place is only known from the words that date it.
        let mut dated_by = None;
        if let Some(thread) = thread.as_ref().filter(|_| !dated && !running) {
            (times, dated_by) = self.times_before(thread);
        }
        let strange = dated && times.iter().all(|&time| self.story.is_background(time));
        let (mut places, sure) = self.own_places(about, sentences);
        if let Some(thread) = thread.filter(|_| !sure && !strange) {
            let found = match dated_by.and_then(|at| self.story.scenes.get(at)) {
                Some(scene) => self.narrowed(self.places_of(&thread, scene)),
                None => {
                    let undated = !self.story.is_dated() && !thread.kinds.is_empty();
                    let anchored = undated || running || !times.is_empty();
                    self.places_before(&thread, anchored)
                }
            };
            if !found.is_empty() {
                places = found;
            }
        }
        for layer in [&mut times, &mut places] {
            layer.sort_unstable();
            layer.dedup();
        }
        (times, places)
    }

    /// A running total is of no day.
    fn is_running(self, facts: &'a Facts) -> bool {
        let mut figures =
            facts.quantities.iter().filter_map(|&index| self.layers.quantities.get(index)).peekable();
        figures.peek().is_some() && figures.all(|figure| figure.scope.is_cumulative())
    }

    /// The times that the claim's own words give to its facts.
    fn own_times(self, about: About<'a>) -> Vec<usize> {
        // An event may have its time from another sentence.
        let sentence = |span: Span| self.layers.segmentation.sentence_at(span.start());
        let attached = |index: usize| {
            let mut events = about.facts.events.iter().filter_map(|id| self.events.get(id.index()));
            events.any(|event| {
                event.times.contains(&index)
                    && sentence(event.trigger) == sentence(self.layers.times[index].span)
            })
        };
        let dated = self.layers.times.iter().enumerate().filter(|(_, time)| is_dated(time));
        let inside = |span: Span| {
            about.span.contains(span) && !self.stands_apart(span, about.facts)
                || self.leads(about.holder, span)
        };
        let told: Vec<(usize, Span)> = dated
            .map(|(index, time)| (index, time.span))
            .filter(|&(index, span)| inside(span) || attached(index))
            .filter(|&(index, span)| {
                !begins_stretch(self.words, span)
                    && (!self.qualifies(span, about) || self.follows(index, about))
                    && (self.leads(about.holder, span) || !self.story.tells_speaking(index))
            })
            .collect();
        let own: Vec<usize> =
            told.iter().filter(|(_, span)| inside(*span)).map(|(index, _)| *index).collect();
        if !own.is_empty() {
            return own;
        }
        told.into_iter().map(|(index, _)| index).filter(|&index| attached(index)).collect()
    }

    /// Whether a time opens what is said, before it.
    fn leads(self, holder: Option<usize>, time: Span) -> bool {
        holder.is_some_and(|of| leads(self.words, self.layers, self.contents, of, time))
    }

    /// Whether a time belongs to another statement than every fact of the claim.
    fn stands_apart(self, time: Span, facts: &'a Facts) -> bool {
        let mut spans = self.fact_spans(facts).into_iter().peekable();
        spans.peek().is_some() && spans.all(|span| parted(self.words, self.token(span), self.token(time)))
    }

    /// Whether a time stands in a clause that only describes somebody: "arrested a man who had fled in June".
    fn qualifies(self, time: Span, about: About<'a>) -> bool {
        let main = self.main_fact(about);
        let Some(main) = main.map(|span| self.token(span)) else { return false };
        let time = self.token(time);
        main < time && (main + 1..time).any(|at| describes(self.words, at))
    }

    /// Whether a time is that of an event of the claim that belongs to the same happening as what it is mainly about:
    /// "killed in the flood that followed the collapse on Friday".
    fn follows(self, time: usize, about: About<'a>) -> bool {
        let main = self.main_fact(about);
        let events = || about.facts.events.iter().filter_map(|id| self.events.get(id.index()));
        let Some(main) = events().find(|event| Some(event.trigger) == main) else { return false };
        events()
            .filter(|event| event.trigger != main.trigger)
            .any(|event| event.times.contains(&time) && self.tables.tied(&main.kind, &event.kind))
    }

    /// The claim's events without those that its cue only names.
    fn main_events(self, about: About<'a>) -> impl Iterator<Item = &'a Event> + use<'a> {
        let cue =
            about.holder.and_then(|index| self.layers.attributions.get(index)).map(|holder| &holder.cue);
        let events = about.facts.events.iter().filter_map(move |id| self.events.get(id.index()));
        events.filter(move |event| !cue.is_some_and(|cue| cue.contains(event.trigger)))
    }

    fn figures(self, facts: &'a Facts) -> impl Iterator<Item = &'a Quantity> + use<'a> {
        facts.quantities.iter().filter_map(move |&index| self.layers.quantities.get(index))
    }

    /// The event that the first figure counts, or the first event.
    fn main_fact(self, about: About<'a>) -> Option<Span> {
        let figure = self.figures(about.facts).next();
        let mut events = self.main_events(about).map(|event| event.trigger);
        match figure {
            Some(figure) => events.min_by_key(|trigger| trigger.gap(figure.span)).or(Some(figure.span)),
            None => events.next(),
        }
    }

    fn fact_spans(self, facts: &'a Facts) -> Vec<Span> {
        let events =
            facts.events.iter().filter_map(|id| self.events.get(id.index())).map(|event| event.trigger);
        let figures =
            facts.quantities.iter().filter_map(|&index| self.layers.quantities.get(index)).map(|q| q.span);
        events.chain(figures).collect()
    }

    /// The times of the claim's sentences that stand outside its words, and in nobody else's.
    fn times_beside(self, about: About<'a>, (first, last): (usize, usize)) -> Vec<usize> {
        let scenes = self.story.scenes.get(first..=last).unwrap_or_default();
        let times = scenes.iter().flat_map(|scene| scene.times.iter().copied());
        times
            .filter(|&index| {
                let span = self.layers.times[index].span;
                !about.span.contains(span)
                    && self.may_use(about.holder, span)
                    && !self.qualifies(span, about)
                    && !self.stands_apart(span, about.facts)
            })
            .collect()
    }

    /// Whether what stands under `span` is said by the holder of a claim, or by those who tell of the holder.
    fn may_use(self, holder: Option<usize>, span: Span) -> bool {
        let Some(of) = holders::home(self.words, self.layers.attributions, self.contents, span) else {
            return true;
        };
        let outer = |index: usize| self.layers.attributions.get(index)?.inside.map(AttributionId::index);
        let mut chain =
            std::iter::successors(holder, |&index| outer(index)).take(self.layers.attributions.len());
        chain.any(|index| index == of)
    }

    /// How the claim goes on from what was told before; `None` where it does not.
    fn thread(self, about: About<'a>, sentences: (usize, usize)) -> Option<Thread> {
        let settled = matches!(about.modality, Modality::Asserted | Modality::Possible);
        let inside = |span: Span| about.span.contains(span);
        let elsewhere = self.layers.times.iter().any(|time| {
            inside(time.span)
                && (time.kind == TimeKind::Set
                    || matches!(time.value.as_str(), "PAST_REF" | "FUTURE_REF")
                    || begins_stretch(self.words, time.span))
        });
        let tokens = || about.span.iter().map(|span| self.tokens(span));
        let apart = tokens().any(|tokens| tables::any(&self.tables.apart, self.words, tokens));
        if !settled || elsewhere || apart {
            return None;
        }
        // An arrest after a killing need not be of its day: what the claim is mainly about decides.
        let main = self.main_fact(about);
        let main = self.main_events(about).filter(|event| Some(event.trigger) == main);
        let mut kinds: Vec<String> = main.map(|event| event.kind.clone()).collect();
        let outcomes = self.figures(about.facts).filter_map(|figure| figure.outcome);
        kinds.extend(outcomes.map(|outcome| kind_of(outcome).to_owned()));
        // Of what is neither an event nor a figure only a charge or a denial speaks of something that happened.
        let stance =
            about.holder.and_then(|index| self.layers.attributions.get(index)).map(|holder| holder.stance);
        if kinds.is_empty() && !matches!(stance, Some(Stance::Deny | Stance::Accuse | Stance::Claim)) {
            return None;
        }
        let returns = tokens().any(|tokens| tables::any(&self.tables.now, self.words, tokens));
        Some(Thread { kinds, sentences, returns })
    }

    /// Whether a claim speaks of what a sentence tells. A claim without an event or figure speaks of any happening.
    fn ties(self, thread: &Thread, sentence: &Sentence) -> bool {
        if !thread.kinds.is_empty() {
            return thread
                .kinds
                .iter()
                .any(|kind| sentence.kinds.iter().any(|told| self.tables.tied(kind, told)));
        }
        sentence.kinds.iter().any(|kind| self.tables.is_happening(kind))
    }

    /// The times of the nearest earlier sentence that tells of the same happening; with it that sentence, where it
    /// tells of another time than the report's.
    fn times_before(self, thread: &Thread) -> (Vec<usize>, Option<usize>) {
        for (at, scene, beside) in self.before(thread).filter(|(_, scene, _)| !scene.times.is_empty()) {
            if scene.is_background {
                // "In 1843 …": what follows in the paragraph is of no known day, unless it is of that very day.
                let exact = |&time: &usize| {
                    let time = &self.layers.times[time];
                    time.start == time.end
                };
                if beside && !thread.returns {
                    let told = if scene.happened.is_empty() { &scene.times } else { &scene.happened };
                    return (told.iter().copied().filter(exact).collect(), Some(at));
                }
            } else if self.ties(thread, scene) {
                let told = if scene.happened.is_empty() && beside { &scene.times } else { &scene.happened };
                let near = |&time: &usize| !self.story.is_background(time);
                let found: Vec<usize> = told.iter().copied().filter(near).collect();
                if !found.is_empty() {
                    return (found, None);
                }
            }
        }
        (Vec::new(), None)
    }

    /// The sentences before a claim, the nearest first, and whether each stands in its paragraph.
    fn before(self, thread: &Thread) -> impl Iterator<Item = (usize, &'a Sentence, bool)> + use<'a> {
        let sentences = &self.layers.segmentation.sentences;
        let first = thread.sentences.0;
        let own = sentences.get(first).map(|sentence| sentence.paragraph);
        let paragraph = move |at: usize| sentences.get(at).map(|sentence| sentence.paragraph);
        let story = self.story;
        (0..first).rev().filter_map(move |at| Some((at, story.scenes.get(at)?, paragraph(at) == own)))
    }

    /// The places that the claim's own words give, else its sentence outside them; and whether they are where it
    /// happened rather than only named.
    fn own_places(self, about: About<'a>, (first, last): (usize, usize)) -> (Vec<usize>, bool) {
        let scenes = self.story.scenes.get(first..=last).unwrap_or_default();
        let located: Vec<usize> = scenes.iter().flat_map(|scene| scene.places.iter().copied()).collect();
        let span = |index: usize| self.layers.places[index].span;
        let inside: Vec<usize> =
            (0..self.layers.places.len()).filter(|&index| about.span.contains(span(index))).collect();
        let of_facts = |index: &usize| !self.qualifies(span(*index), about);
        let own: Vec<usize> =
            inside.iter().copied().filter(|index| located.contains(index) && of_facts(index)).collect();
        if !own.is_empty() {
            return (own, true);
        }
        let beside = located.into_iter().filter(|&index| {
            !about.span.contains(span(index)) && self.may_use(about.holder, span(index)) && of_facts(&index)
        });
        let beside: Vec<usize> = beside.collect();
        if !beside.is_empty() {
            return (self.narrowed(beside), true);
        }
        // "Tornio was hit": not "the Tornio businessman".
        let only_of = |place: Span| {
            self.describes(place)
                || is_owner(self.words, self.layers, place)
                || stands_in_description(self.words, self.layers, place)
        };
        let named: Vec<usize> =
            inside.into_iter().filter(|&index| !only_of(span(index)) && of_facts(&index)).collect();
        let narrow = named.iter().any(|&index| !self.layers.places[index].is_country);
        (named, narrow)
    }

    /// Whether a place only tells what somebody or something is of.
    fn describes(self, place: Span) -> bool {
        let next = self.layers.segmentation.token_at(place.end());
        let follows = self.words.is_word(next) && self.words.is_nominal(next) && !self.words.is_verbal(next);
        follows || self.words.lower(next) == "'s"
    }

    /// The places of the nearest earlier sentence that tells of the same happening, else of the dateline. Beyond the
    /// paragraph only for a claim that is known to be of the report's own time.
    fn places_before(self, thread: &Thread, anchored: bool) -> Vec<usize> {
        let tied = self.before(thread).filter(|(_, scene, beside)| {
            (*beside || anchored && !scene.is_background) && self.ties(thread, scene)
        });
        let mut told = tied.map(|(_, scene, _)| self.places_of(thread, scene));
        let told = told.find(|places| !places.is_empty());
        let happens = thread.kinds.iter().any(|kind| self.tables.is_happening(kind));
        // The report opens with where it happened, if it says so at all.
        let lead = || {
            let scenes = self.story.scenes.iter().take(LEAD).filter(|_| anchored && happens);
            let mut scenes = scenes.filter(|scene| !scene.is_background);
            let named = |scene: &&Sentence| !scene.places.is_empty() || !scene.dateline.is_empty();
            scenes.find(named).map(
                |scene| {
                    if scene.places.is_empty() { &scene.dateline } else { &scene.places }
                },
            )
        };
        told.or_else(|| lead().cloned()).map(|places| self.narrowed(places)).unwrap_or_default()
    }

    /// Where a sentence says that what a claim speaks of happened; where it does not say, its places that nothing else
    /// happened at.
    fn places_of(self, thread: &Thread, sentence: &Sentence) -> Vec<usize> {
        let tied = |kind: &str| thread.kinds.iter().any(|own| self.tables.tied(own, kind));
        let of = |place: usize| sentence.attached.iter().filter(move |(_, known)| *known == place);
        let ours = |place: &usize| of(*place).any(|(kind, _)| tied(kind));
        let others = |place: &usize| !ours(place) && of(*place).next().is_some();
        let places = || sentence.places.iter().copied();
        let of_events: Vec<usize> = places().filter(ours).collect();
        if of_events.is_empty() { places().filter(|place| !others(place)).collect() } else { of_events }
    }

    /// The places without the countries they lie in.
    fn narrowed(self, places: Vec<usize>) -> Vec<usize> {
        let narrow: Vec<usize> =
            places.iter().copied().filter(|&index| !self.layers.places[index].is_country).collect();
        if narrow.is_empty() { places } else { narrow }
    }

    fn token(self, span: Span) -> usize {
        self.words.segmentation.token_at(span.start())
    }

    fn tokens(self, span: Span) -> Range<usize> {
        self.token(span)..self.words.segmentation.token_at(span.end())
    }

    /// The first and last sentence of a claim.
    fn sentences(self, span: &Spans) -> Option<(usize, usize)> {
        let cover = span.cover()?;
        let first = self.layers.segmentation.sentence_at(cover.start())?;
        let last = self.layers.segmentation.sentence_at(cover.end().saturating_sub(1)).unwrap_or(first);
        Some((first, last.max(first)))
    }
}
