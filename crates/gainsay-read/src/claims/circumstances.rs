//! When and where a claim is about, where its own words do not say.

use gainsay_document::{Attribution, Event, Facts, Modality, Place, Polarity, Span, Spans, Time, TimeKind};

use jiff::civil::Date;

use crate::attribution::Words;
use crate::events::{Layers, begins_stretch, parted, tells_speaking};

/// What the circumstances are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub words: &'a Words<'a>,
    pub layers: Layers<'a>,
    pub events: &'a [Event],
}

impl Scene<'_> {
    /// The resolved times inside the claim; else of its sentence, else of the nearest earlier one, first those of
    /// something that happened there. Times that only tell when somebody spoke are none.
    pub(super) fn times(self, span: &Spans, facts: &Facts) -> Vec<usize> {
        let own = self.times_where(|time| {
            span.contains(time.span) && !self.stands_apart(time.span, facts) || self.attached(facts, time)
        });
        // A running total is of no day.
        let mut figures =
            facts.quantities.iter().filter_map(|&index| self.layers.quantities.get(index)).peekable();
        let running = figures.peek().is_some() && figures.all(|figure| figure.scope.is_cumulative());
        if !own.is_empty() || running {
            return own;
        }
        let Some((first, last)) = self.sentences(span) else { return Vec::new() };
        let happened = |time: &Time| {
            self.events.iter().any(|event| {
                event.modality == Modality::Asserted
                    && event.polarity == Polarity::Asserted
                    && event.times.iter().any(|&index| self.layers.times.get(index) == Some(time))
            })
        };
        let outside = self.layers.segmentation.sentences[first..=last].iter();
        let outside: Vec<Span> = outside.map(|sentence| sentence.span).collect();
        let here = self.times_where(|time| {
            outside.iter().any(|sentence| sentence.contains(time.span)) && !span.contains(time.span)
        });
        if !here.is_empty() {
            return here;
        }
        let earlier =
            |sentence: usize, wanted: &dyn Fn(&Time) -> bool| {
                let area = self.layers.segmentation.sentences[sentence].span;
                Some(self.times_where(|time| {
                    area.contains(time.span) && wanted(time) && !self.is_background(time)
                }))
                .filter(|found| !found.is_empty())
            };
        (0..first)
            .rev()
            .find_map(|sentence| earlier(sentence, &happened))
            .or_else(|| (0..first).rev().find_map(|sentence| earlier(sentence, &|_| true)))
            .unwrap_or_default()
    }

    /// Whether a time can only be that of its own sentence: a year or longer ("in 1843"), or more than a year before
    /// the days the document usually names.
    fn is_background(self, time: &Time) -> bool {
        let (Some(start), Some(end)) = (time.start, time.end) else { return false };
        let long = |time: &Time| matches!((time.start, time.end), (Some(start), Some(end)) if days(end) - days(start) > LONGEST_MONTH);
        let dated = self.layers.times.iter().filter(|other| !long(other));
        let mut starts: Vec<Date> = dated.filter_map(|other| other.start).collect();
        // The middle one: a stray date at the foot of a page is not the document's time.
        starts.sort_unstable();
        let usual = starts.get(starts.len() / 2).copied();
        days(end) - days(start) > LONGEST_MONTH
            || usual.is_some_and(|usual| days(usual) - days(end) > DAYS_OF_A_YEAR)
    }

    /// Whether a time belongs to another statement than every fact of the claim.
    fn stands_apart(self, time: Span, facts: &Facts) -> bool {
        let events =
            facts.events.iter().filter_map(|id| self.events.get(id.index())).map(|event| event.trigger);
        let figures =
            facts.quantities.iter().filter_map(|&index| self.layers.quantities.get(index)).map(|q| q.span);
        let token = |span: Span| self.words.segmentation.token_at(span.start());
        let mut spans = events.chain(figures).peekable();
        spans.peek().is_some() && spans.all(|span| parted(self.words, token(span), token(time)))
    }

    /// The places inside the claim; else of its sentence, else of the nearest earlier one. A whole country counts only
    /// where no place inside it is named.
    pub(super) fn places(self, span: &Spans, attribution: Option<&Attribution>) -> Vec<usize> {
        let own = self.places_where(|place| span.contains(place.span));
        if own.iter().any(|&index| !self.layers.places[index].is_country) {
            return own;
        }
        let countries: Vec<&Option<String>> =
            own.iter().map(|&index| &self.layers.places[index].country).collect();
        let Some((_, last)) = self.sentences(span) else { return own };
        let of_source = |place: &Place| attribution.is_some_and(|a| a.source.contains(place.span));
        for sentence in (0..=last).rev() {
            let area = self.layers.segmentation.sentences[sentence].span;
            let mut found = self.places_where(|place| {
                area.contains(place.span)
                    && !place.is_country
                    && (countries.is_empty() || countries.contains(&&place.country))
            });
            if found.iter().any(|&index| !of_source(&self.layers.places[index])) {
                found.retain(|&index| !of_source(&self.layers.places[index]));
            }
            // Where a report was written says less than where it says things happened.
            if found.iter().any(|&index| !self.is_dateline(&self.layers.places[index])) {
                found.retain(|&index| !self.is_dateline(&self.layers.places[index]));
            }
            if !found.is_empty() {
                found.extend(own);
                found.sort_unstable();
                found.dedup();
                return found;
            }
        }
        if !own.is_empty() {
            return own;
        }
        (0..=last)
            .rev()
            .map(|sentence| {
                let area = self.layers.segmentation.sentences[sentence].span;
                self.places_where(|place| area.contains(place.span))
            })
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Whether a place stands in the dateline: before the dash at the beginning of the first sentence.
    fn is_dateline(self, place: &Place) -> bool {
        const LONGEST: usize = 14;
        let Some(first) = self.layers.segmentation.sentences.first() else { return false };
        let mut opening = first.tokens.clone().take(LONGEST);
        let dash = opening.find(|&at| matches!(self.words.raw(at), "—" | "–" | "--" | "-"));
        dash.is_some_and(|dash| self.words.segmentation.token_at(place.span.start()) < dash)
            && first.span.contains(place.span)
    }

    /// Whether the sentence of one of the claim's events says that it happened at the time.
    fn attached(self, facts: &Facts, time: &Time) -> bool {
        let sentence = |span: Span| self.layers.segmentation.sentence_at(span.start());
        facts.events.iter().filter_map(|id| self.events.get(id.index())).any(|event| {
            sentence(event.trigger) == sentence(time.span)
                && event.times.iter().any(|&index| self.layers.times.get(index) == Some(time))
        })
    }

    fn triggers(self) -> Vec<Span> {
        self.events.iter().map(|event| event.trigger).collect()
    }

    fn times_where(self, wanted: impl Fn(&Time) -> bool) -> Vec<usize> {
        let dated =
            |time: &Time| matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.start.is_some();
        let times = self.layers.times.iter().enumerate();
        times
            .filter(|(_, time)| {
                dated(time)
                    && wanted(time)
                    && !begins_stretch(self.words, time.span)
                    && !tells_speaking(self.words, self.layers.attributions, &self.triggers(), time.span)
            })
            .map(|(index, _)| index)
            .collect()
    }

    fn places_where(self, wanted: impl Fn(&Place) -> bool) -> Vec<usize> {
        let places = self.layers.places.iter().enumerate();
        places.filter(|(_, place)| wanted(place)).map(|(index, _)| index).collect()
    }

    /// The first and last sentence of a claim.
    fn sentences(self, span: &Spans) -> Option<(usize, usize)> {
        let cover = span.cover()?;
        let first = self.layers.segmentation.sentence_at(cover.start())?;
        let last = self.layers.segmentation.sentence_at(cover.end().saturating_sub(1)).unwrap_or(first);
        Some((first, last.max(first)))
    }
}

const LONGEST_MONTH: i32 = 31;
const DAYS_OF_A_YEAR: i32 = 12 * LONGEST_MONTH;

/// A number that grows with the date by one a day, and by at most four between months: enough to tell weeks from years.
fn days(date: Date) -> i32 {
    i32::from(date.year()) * DAYS_OF_A_YEAR + i32::from(date.month()) * LONGEST_MONTH + i32::from(date.day())
}
