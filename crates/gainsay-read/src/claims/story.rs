//! What a report tells sentence by sentence: which happenings, when and where.

use std::ops::Range;

use gainsay_document::{Event, Modality, Outcome, Place, Polarity, Span, Time, TimeKind};
use jiff::civil::Date;

use super::assertions::describes;
use super::tables::Tables;
use crate::attribution::{Classes, Words};
use crate::events::{Layers, begins_stretch, tells_speaking};

/// The longest dateline, in tokens.
const LONGEST_DATELINE: usize = 14;
const LONGEST_MONTH: i32 = 31;
const DAYS_OF_A_YEAR: i32 = 12 * LONGEST_MONTH;

/// What one sentence tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Scene {
    /// The kinds of what is said to have happened or denied, and of what is counted.
    pub kinds: Vec<String>,
    /// Every resolved day or time that tells when something was.
    pub times: Vec<usize>,
    /// Those of something that is said to have happened.
    pub happened: Vec<usize>,
    /// The places where something is or happens.
    pub places: Vec<usize>,
    /// The places of each kind of event that the sentence tells of.
    pub attached: Vec<(String, usize)>,
    /// The places before the dash at the beginning of the report.
    pub dateline: Vec<usize>,
    /// Whether all its times are of another time than the report's.
    pub is_background: bool,
}

/// The sentences of a report.
#[derive(Clone, Debug)]
pub(super) struct Story {
    pub scenes: Vec<Scene>,
    /// Whether each time is of another time than the report's.
    background: Vec<bool>,
    /// Whether each time only tells when somebody spoke.
    speaking: Vec<bool>,
}

impl Story {
    pub(super) fn of(
        tables: &Tables,
        words: &Words,
        layers: Layers<'_>,
        contents: &[Vec<Range<usize>>],
        events: &[Event],
    ) -> Self {
        let usual = usual_day(layers.times);
        let background: Vec<bool> = layers.times.iter().map(|time| is_background(time, usual)).collect();
        let triggers: Vec<Span> = events.iter().map(|event| event.trigger).collect();
        let mut scenes = vec![Scene::default(); layers.segmentation.sentences.len()];
        let sentence_of = |span: Span| layers.segmentation.sentence_at(span.start());
        for event in events {
            let Some(scene) = sentence_of(event.trigger).and_then(|at| scenes.get_mut(at)) else { continue };
            // What one denies another tells of.
            if matches!(event.modality, Modality::Asserted | Modality::Possible) {
                scene.kinds.push(event.kind.clone());
                scene.attached.extend(event.places.iter().map(|&place| (event.kind.clone(), place)));
            }
            if happened(event) {
                scene.happened.extend(&event.times);
            }
        }
        for quantity in layers.quantities {
            let scene = sentence_of(quantity.span).and_then(|at| scenes.get_mut(at));
            if let (Some(scene), Some(outcome)) = (scene, quantity.outcome) {
                scene.kinds.push(kind_of(outcome).to_owned());
            }
        }
        let mut speaking = vec![false; layers.times.len()];
        for (index, time) in layers.times.iter().enumerate().filter(|(_, time)| is_dated(time)) {
            speaking[index] = tells_speaking(words, layers.attributions, &triggers, time.span);
            let opens = (0..contents.len()).any(|of| leads(words, layers, contents, of, time.span));
            let told = !begins_stretch(words, time.span)
                && !is_as_of(words, time.span)
                && (opens || !speaking[index]);
            if let Some(scene) = sentence_of(time.span).and_then(|at| scenes.get_mut(at)).filter(|_| told) {
                scene.times.push(index);
                scene.happened.extend(Some(index).filter(|_| opens && !scene.kinds.is_empty()));
            }
        }
        for (index, place) in layers.places.iter().enumerate() {
            let Some(at) = sentence_of(place.span) else { continue };
            let of_source = layers.attributions.iter().any(|attribution| {
                attribution.source.contains(place.span) || attribution.cue.contains(place.span)
            });
            let Some(scene) = scenes.get_mut(at) else { continue };
            if at == 0 && is_dateline(words, layers, place) {
                scene.dateline.push(index);
            } else if !of_source
                && !stands_in_description(words, layers, place.span)
                && is_location(tables, words, layers, &triggers, index)
            {
                scene.places.push(index);
            }
        }
        for scene in &mut scenes {
            let (times, happened) = (&scene.times, &mut scene.happened);
            happened.retain(|index| times.contains(index));
            happened.sort_unstable();
            happened.dedup();
            scene.is_background = !times.is_empty() && times.iter().all(|&index| background[index]);
        }
        Self { scenes, background, speaking }
    }

    /// Whether the report says when anything was, background aside.
    pub(super) fn is_dated(&self) -> bool {
        self.scenes.iter().any(|scene| scene.times.iter().any(|&time| !self.is_background(time)))
    }

    /// Whether a time only tells when somebody spoke.
    pub(super) fn tells_speaking(&self, time: usize) -> bool {
        self.speaking.get(time).copied().unwrap_or_default()
    }

    /// Whether a time can only be that of its own sentence.
    pub(super) fn is_background(&self, time: usize) -> bool {
        self.background.get(time).copied().unwrap_or_default()
    }
}

/// Whether an event is said to have happened.
fn happened(event: &Event) -> bool {
    event.modality == Modality::Asserted && event.polarity == Polarity::Asserted
}

/// The kind of event that an outcome is of.
pub(super) fn kind_of(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Killed => "kill",
        Outcome::Injured | Outcome::Casualties | Outcome::Affected => "injure",
        Outcome::Missing => "missing",
        Outcome::Detained => "arrest",
        Outcome::Abducted => "abduct",
        Outcome::Displaced => "displace",
        Outcome::Evacuated => "evacuate",
        Outcome::Rescued => "rescue",
        Outcome::Destroyed => "destroy",
        Outcome::Damaged => "damage",
    }
}

/// Whether a time resolves to days or hours.
pub(super) fn is_dated(time: &Time) -> bool {
    matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.start.is_some()
}

/// The middle one of the days that a document names: a stray date at the foot of a page is not its time.
fn usual_day(times: &[Time]) -> Option<Date> {
    let mut starts: Vec<Date> =
        times.iter().filter(|time| !is_long(time)).filter_map(|time| time.start).collect();
    starts.sort_unstable();
    starts.get(starts.len() / 2).copied()
}

fn is_long(time: &Time) -> bool {
    matches!((time.start, time.end), (Some(start), Some(end)) if days(end) - days(start) > LONGEST_MONTH)
}

/// Whether a time can only be that of its own sentence: a year or longer ("in 1843"), or more than a year before the
/// days the document usually names.
fn is_background(time: &Time, usual: Option<Date>) -> bool {
    let Some(end) = time.end else { return false };
    is_long(time) || usual.is_some_and(|usual| days(usual) - days(end) > DAYS_OF_A_YEAR)
}

/// A number that grows with the date by one a day, and by at most four between months: enough to tell weeks from years.
fn days(date: Date) -> i32 {
    i32::from(date.year()) * DAYS_OF_A_YEAR + i32::from(date.month()) * LONGEST_MONTH + i32::from(date.day())
}

/// Whether a time opens what the attribution at `of` says, before it: "On Monday, the toll rose, the ministry said".
pub(super) fn leads(
    words: &Words,
    layers: Layers<'_>,
    contents: &[Vec<Range<usize>>],
    of: usize,
    time: Span,
) -> bool {
    let cue = layers.attributions.get(of).and_then(|attribution| attribution.cue.first());
    let content = contents.get(of).and_then(|content| content.first());
    let (Some(content), Some(cue)) = (content, cue) else { return false };
    let first = layers.segmentation.token_at(time.start());
    let opens = layers
        .segmentation
        .sentence_at(time.start())
        .is_some_and(|at| first <= layers.segmentation.sentences[at].tokens.start + 2);
    let mut next = layers.segmentation.token_at(time.end());
    if words.raw(next) == "," {
        next += 1;
    }
    opens && content.start == next && layers.segmentation.token_at(cue.start()) > content.start
}

/// Whether a time only tells how far a count goes: "as of late Tuesday", "by Tuesday".
fn is_as_of(words: &Words, time: Span) -> bool {
    let mut before = words.segmentation.token_at(time.start());
    while before > 0 && matches!(words.lower(before - 1), "late" | "early" | "the" | "end" | "of") {
        before -= 1;
        if words.lower(before) == "of" && before > 0 && words.lower(before - 1) == "as" {
            return true;
        }
    }
    before > 0 && matches!(words.lower(before - 1), "by" | "until" | "till")
}

/// Whether a place stands in the dateline: before the dash at the beginning of the first sentence.
fn is_dateline(words: &Words, layers: Layers<'_>, place: &Place) -> bool {
    let Some(first) = layers.segmentation.sentences.first() else { return false };
    let mut opening = first.tokens.clone().take(LONGEST_DATELINE);
    let dash = opening.find(|&at| matches!(words.raw(at), "—" | "–" | "--" | "-"));
    dash.is_some_and(|dash| layers.segmentation.token_at(place.span.start()) < dash)
        && first.span.contains(place.span)
}

/// Whether something is or happens at the place, rather than being of it: "in Tornio", "the shelling of Tornio", "the
/// town of Tornio", "the Tornio attack".
fn is_location(tables: &Tables, words: &Words, layers: Layers<'_>, triggers: &[Span], index: usize) -> bool {
    let place = &layers.places[index];
    let token = |span: Span| layers.segmentation.token_at(span.start());
    let (first, after) = (token(place.span), layers.segmentation.token_at(place.span.end()));
    let is_trigger = |at: usize| {
        layers.segmentation.tokens.get(at).is_some_and(|one| triggers.iter().any(|t| t.overlaps(one.span)))
    };
    // "the Tornio attack", "Tornio market shelling"
    let qualifies = words.is_nominal(after) && words.is_word(after) && !words.is_verbal(after);
    if !place.is_country && (after..after + 2).any(is_trigger) && words.is_nominal(after) {
        return true;
    }
    // "in a Trelleck operation": whose it was, not where.
    if place.is_country && qualifies {
        return false;
    }
    let sentence =
        layers.segmentation.sentence_at(place.span.start()).map(|at| &layers.segmentation.sentences[at]);
    let start = sentence.map_or(0, |sentence| sentence.tokens.start);
    let Some(before) = preposition(words, start..first) else {
        // "struck Tornio": what is hit is where it happens.
        return first > start && is_trigger(first - 1);
    };
    if words.lower(before) == "of" {
        let noun = before.saturating_sub(1);
        return is_trigger(noun) || tables.parts.at(words, noun, before).next().is_some();
    }
    tables.within.at(words, before, first).next().is_some()
}

/// Whether a place stands in a clause that only describes: "the raid that killed two in Tornio".
pub(super) fn stands_in_description(words: &Words, layers: Layers<'_>, place: Span) -> bool {
    let first = layers.segmentation.token_at(place.start());
    let sentence = layers.segmentation.sentence_at(place.start());
    let start = sentence.map_or(0, |at| layers.segmentation.sentences[at].tokens.start);
    (start + 1..first).any(|at| words.lower(at) == "that" && describes(words, at))
}

/// Whether a place is only what something is of or goes to, or who did it: "the president of Tornio", "flown to Tornio".
pub(super) fn is_owner(words: &Words, layers: Layers<'_>, place: Span) -> bool {
    let first = layers.segmentation.token_at(place.start());
    let sentence = layers.segmentation.sentence_at(place.start());
    let start = sentence.map_or(0, |at| layers.segmentation.sentences[at].tokens.start);
    preposition(words, start..first).is_some_and(|at| {
        matches!(words.lower(at), "by" | "of" | "with" | "like" | "than" | "versus" | "from" | "to")
    })
}

/// The preposition that governs the noun phrase that goes on after `tokens`.
fn preposition(words: &Words, tokens: Range<usize>) -> Option<usize> {
    const FARTHEST: usize = 6;
    for at in tokens.rev().take(FARTHEST) {
        if words.is(at, Classes::PREPOSITION) || words.lower(at) == "near" {
            return Some(at);
        }
        let inside = words.is(at, Classes::DETERMINER.or(Classes::POSSESSIVE))
            || words.is_nominal(at)
            || matches!(words.lower(at), "and" | "'s" | "the");
        // "in Melin, Tornio"
        let listed = words.raw(at) == "," && words.is_capital(at + 1) && at > 0 && words.is_capital(at - 1);
        if !inside && !listed {
            return None;
        }
    }
    None
}
