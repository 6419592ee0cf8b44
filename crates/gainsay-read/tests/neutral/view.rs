//! A reading written out, so that two of them can be held against each other.

use gainsay_document::{ActorId, Attribution, Reading, Span, Spans};

use super::compare::Layer;
use super::paragraphs::{Filled, Paragraph};

/// A reading and how its spans and words are written so that they can be held against the other's.
pub(super) struct View<'v> {
    pub(super) reading: &'v Reading,
    pub(super) filled: &'v Filled,
    /// Present for the original, whose spans are moved.
    pub(super) paragraph: Option<&'v Paragraph>,
}

impl View<'_> {
    /// The span where the swapped text has it, with its words abstracted; the same string for the same words.
    pub(super) fn span(&self, span: Span) -> String {
        let moved = self.paragraph.map_or(Some(span), |paragraph| paragraph.moved(span));
        let at = moved.map_or_else(|| "cut".to_owned(), |span| format!("{}-{}", span.start(), span.end()));
        format!("“{}”@{at}", self.words(span.of(&self.filled.text)))
    }

    pub(super) fn spans(&self, spans: &Spans) -> String {
        let all: Vec<_> = spans.iter().map(|span| self.span(span)).collect();
        if all.is_empty() { "nothing".to_owned() } else { all.join(" … ") }
    }

    pub(super) fn words(&self, words: &str) -> String {
        self.filled.abstracted(words)
    }

    pub(super) fn maybe(&self, words: Option<&String>) -> String {
        words.map_or_else(|| "-".to_owned(), |words| self.words(words))
    }

    pub(super) fn actor(&self, id: Option<ActorId>) -> String {
        self.maybe(id.and_then(|id| self.reading.actor(id)).map(|actor| &actor.name))
    }

    pub(super) fn quantities_at(&self, indices: &[usize]) -> Vec<String> {
        indices.iter().map(|&index| self.span(self.reading.quantities[index].span)).collect()
    }

    pub(super) fn times_at(&self, indices: &[usize]) -> Vec<String> {
        indices.iter().map(|&index| self.span(self.reading.times[index].span)).collect()
    }

    pub(super) fn places_at(&self, indices: &[usize]) -> Vec<String> {
        indices.iter().map(|&index| self.span(self.reading.places[index].span)).collect()
    }

    pub(super) fn segmentation(&self) -> Vec<String> {
        self.reading.paragraphs.iter().chain(&self.reading.sentences).map(|span| self.span(*span)).collect()
    }

    pub(super) fn names(&self) -> Vec<String> {
        let names = self.reading.names.iter();
        names.map(|name| format!("{} {}", name.kind.as_str(), self.span(name.span))).collect()
    }

    pub(super) fn actors(&self) -> Vec<String> {
        let shown = self.reading.actors.iter().map(|actor| {
            let mentions: Vec<_> = actor.mentions.iter().map(|span| self.span(*span)).collect();
            format!(
                "{} ({}), role {}, of {}: {}",
                self.words(&actor.name),
                actor.kind.as_str(),
                self.maybe(actor.role.as_ref()),
                self.maybe(actor.affiliation.as_ref()),
                mentions.join(" "),
            )
        });
        shown.collect()
    }

    pub(super) fn quantities(&self) -> Vec<String> {
        let all = &self.reading.quantities;
        let shown = all.iter().map(|one| {
            let whole = one.part_of.map(|index| self.span(all[index].span));
            format!(
                "{} = {} {}, approximator {}, {:?}, category {}, {}, part of {}",
                self.span(one.span),
                one.interval,
                self.maybe(one.unit.as_ref()),
                self.maybe(one.approximator.as_ref()),
                one.outcome,
                self.maybe(one.category.as_ref()),
                one.scope.describe(),
                whole.unwrap_or_else(|| "-".to_owned()),
            )
        });
        shown.collect()
    }

    pub(super) fn times(&self) -> Vec<String> {
        let shown = self.reading.times.iter().map(|time| {
            let days = (time.start, time.end);
            format!("{} = {} {} {days:?}", self.span(time.span), time.kind.as_str(), time.value)
        });
        shown.collect()
    }

    pub(super) fn places(&self) -> Vec<String> {
        // Where it is differs with the gazetteer, which holds towns called like some that were invented here.
        self.reading.places.iter().map(|place| self.span(place.span)).collect()
    }

    pub(super) fn events(&self) -> Vec<String> {
        let shown = self.reading.events.iter().map(|event| {
            let who = event.participants.iter();
            let who = who.map(|one| format!("{} {}", one.role.as_str(), self.actor(Some(one.actor))));
            format!(
                "{} {} {} {}, places {:?}, times {:?}, quantities {:?}, {:?}",
                event.kind,
                self.span(event.trigger),
                event.polarity.as_str(),
                event.modality.as_str(),
                self.places_at(&event.places),
                self.times_at(&event.times),
                self.quantities_at(&event.quantities),
                who.collect::<Vec<_>>(),
            )
        });
        shown.collect()
    }

    pub(super) fn claims(&self) -> Vec<String> {
        let shown = self.reading.claims.iter().map(|claim| {
            let holder = claim.attribution.and_then(|id| self.reading.attribution(id));
            let events = claim.facts.events.iter().map(|id| &self.reading.events[id.index()]);
            format!(
                "{} held by {}, {} {}, events {:?}, quantities {:?}, times {:?}, places {:?}",
                self.spans(&claim.span),
                holder.map_or_else(|| "the author".to_owned(), |holder| self.spans(&holder.cue)),
                claim.polarity.as_str(),
                claim.modality.as_str(),
                events.map(|event| self.span(event.trigger)).collect::<Vec<_>>(),
                self.quantities_at(&claim.facts.quantities),
                self.times_at(&claim.facts.times),
                self.places_at(&claim.facts.places),
            )
        });
        shown.collect()
    }

    /// Where the words of the attributions lie in the swapped text.
    pub(super) fn moved(&self, one: &Attribution) -> [Option<Spans>; 3] {
        let moved = |spans: &Spans| match self.paragraph {
            Some(paragraph) => paragraph.all_moved(spans),
            None => Some(spans.clone()),
        };
        [moved(&one.content), moved(&one.cue), moved(&one.source)]
    }

    /// One aspect of an attribution, to be held against the other's.
    pub(super) fn aspect(&self, index: usize, layer: Layer) -> String {
        let found = &self.reading.attributions[index];
        match layer {
            Layer::Source => self.spans(&found.source),
            Layer::Cue => self.spans(&found.cue),
            Layer::Content => self.spans(&found.content),
            Layer::Quote => found.quote.as_str().to_owned(),
            Layer::Stance => found.stance.as_str().to_owned(),
            Layer::Inside => found.inside.map_or_else(|| "none".to_owned(), |id| self.cue(id.index())),
            _ => self.actor(found.actor),
        }
    }

    pub(super) fn cue(&self, index: usize) -> String {
        self.spans(&self.reading.attributions[index].cue)
    }

    pub(super) fn whole(&self, one: &Attribution) -> String {
        format!(
            "[{}] [{}] [{}] {}",
            self.spans(&one.source),
            self.spans(&one.cue),
            self.spans(&one.content),
            one.stance.as_str()
        )
    }
}
