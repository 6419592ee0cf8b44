//! When and where what a claim says is said to have happened.

use gainsay_document::{Place, Span, Spans, Time, TimeKind};

use super::Layers;
use crate::words::Words;

/// The times and places of a document as claims take them.
pub(super) struct Circumstances<'c> {
    words: &'c Words<'c>,
    layers: Layers<'c>,
}

impl<'c> Circumstances<'c> {
    pub(super) fn new(words: &'c Words<'c>, layers: Layers<'c>) -> Self {
        Self { words, layers }
    }

    /// The times and places of the claim with these words: its own, else its sentence's, else those of the nearest
    /// earlier sentence that has any.
    pub(super) fn of(&self, span: &Spans, attribution: Option<usize>) -> (Vec<usize>, Vec<usize>) {
        (self.times(span, attribution), self.places(span, attribution))
    }

    fn times(&self, span: &Spans, attribution: Option<usize>) -> Vec<usize> {
        let own = self.matching_times(|time| span.contains(time.span));
        if !own.is_empty() {
            return own;
        }
        self.earlier(span, |sentence, is_own| {
            self.matching_times(|time| {
                sentence.contains(time.span)
                    && !self.is_reporting(time.span)
                    && !(is_own && self.is_of_others(time.span, attribution))
                    && (is_own || is_narrow(time) && !self.is_boundary(time.span))
            })
        })
    }

    fn matching_times(&self, fits: impl Fn(&Time) -> bool) -> Vec<usize> {
        let times = self.layers.times.iter().enumerate();
        times.filter(|(_, time)| is_dated(time) && fits(time)).map(|(index, _)| index).collect()
    }

    fn places(&self, span: &Spans, attribution: Option<usize>) -> Vec<usize> {
        let own = self.matching_places(|place| span.contains(place.span));
        if own.iter().any(|&index| !self.layers.places[index].is_country) {
            return own;
        }
        let towns = self.earlier(span, |sentence, is_own| {
            self.matching_places(|place| {
                sentence.contains(place.span)
                    && !place.is_country
                    && !(is_own && self.is_of_others(place.span, attribution))
            })
        });
        if !own.is_empty() {
            // A country in the claim's own words: only towns of that country may narrow it.
            let country = |index: &usize| self.layers.places[*index].country.clone();
            let inside = towns.into_iter().filter(|town| own.iter().any(|wide| country(wide) == country(town)));
            return own.iter().copied().chain(inside).collect();
        }
        if !towns.is_empty() {
            return towns;
        }
        self.earlier(span, |sentence, _| self.matching_places(|place| sentence.contains(place.span)))
    }

    fn matching_places(&self, fits: impl Fn(&Place) -> bool) -> Vec<usize> {
        let places = self.layers.places.iter().enumerate();
        places.filter(|(_, place)| fits(place)).map(|(index, _)| index).collect()
    }

    /// What `find` gives for the claim's own sentence (told by `true`), else for the nearest one before it.
    fn earlier(&self, span: &Spans, find: impl Fn(Span, bool) -> Vec<usize>) -> Vec<usize> {
        let sentences = &self.words.segmentation.sentences;
        let Some(last) = span.first().and_then(|first| self.words.segmentation.sentence_at(first.start())) else {
            return Vec::new();
        };
        (0..=last)
            .rev()
            .filter_map(|index| Some(find(sentences.get(index)?.span, index == last)))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Whether `span` stands in the content of another attribution than the claim's own.
    fn is_of_others(&self, span: Span, own: Option<usize>) -> bool {
        let others = self.layers.attributions.iter().enumerate().filter(|(index, _)| Some(*index) != own);
        others.into_iter().any(|(_, other)| other.content.contains(span))
    }

    /// Whether a time tells when something was said: beside a cue and outside its content ("said on Tuesday that").
    fn is_reporting(&self, span: Span) -> bool {
        const NEAR: usize = 16;
        self.layers.attributions.iter().any(|attribution| {
            !attribution.content.contains(span)
                && attribution.cue.iter().any(|cue| cue.overlaps(span) || cue.gap(span) <= NEAR)
        })
    }

    /// Whether a time bounds a stretch ("since March") and is not itself when something happened.
    fn is_boundary(&self, span: Span) -> bool {
        let at = self.words.segmentation.token_at(span.start());
        matches!(self.words.before(at), "since" | "until" | "till" | "by" | "before")
    }
}

/// Whether a time is a date or a time of day on known days.
fn is_dated(time: &Time) -> bool {
    matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.start.is_some()
}

/// Whether a time covers a month or less, so that what is said after it can well belong to it.
fn is_narrow(time: &Time) -> bool {
    match (time.start, time.end) {
        (Some(start), Some(end)) => start.until(end).is_ok_and(|span| span.get_days() < 31),
        _ => false,
    }
}
