//! Which times, places and quantities belong to an event.

use std::ops::Range;

use gainsay_document::{Attribution, Span};

use super::clause;
use super::trigger::Trigger;
use crate::attribution::Words;

/// The index of the innermost attribution whose content holds `span`: the one with the least content.
pub(crate) fn home(attributions: &[Attribution], span: Span) -> Option<usize> {
    attributions
        .iter()
        .enumerate()
        .filter(|(_, attribution)| attribution.content.contains(span))
        .min_by_key(|(index, attribution)| (attribution.content.len(), std::cmp::Reverse(*index)))
        .map(|(index, _)| index)
}

/// The items in the event's clause, the nearest first; else the nearest of its sentence. Only those that the same
/// attribution holds.
pub(super) fn nearest(
    words: &Words,
    attributions: &[Attribution],
    trigger: &Trigger,
    spans: impl Iterator<Item = (usize, Span)>,
) -> Vec<usize> {
    let Some(own) = words.span(&trigger.tokens) else { return Vec::new() };
    let (Some(sentence), holder) = (words.span(&trigger.sentence), home(attributions, own)) else {
        return Vec::new();
    };
    let clause: Range<usize> = clause::around(words, trigger.tokens.start, &trigger.sentence);
    let clause = words.span(&clause).unwrap_or(own);
    let mut found: Vec<(bool, usize, usize)> = spans
        .filter(|(_, span)| sentence.contains(*span) && home(attributions, *span) == holder)
        .filter(|(_, span)| {
            !clause::parted(words, trigger.tokens.start, words.segmentation.token_at(span.start()))
        })
        .map(|(index, span)| (!clause.contains(span), own.gap(span), index))
        .collect();
    found.sort_unstable();
    let near = found.iter().take_while(|(outside, _, _)| !outside).count();
    found.truncate(near.max(1));
    found.into_iter().map(|(_, _, index)| index).collect()
}

/// Whether a time tells when somebody spoke: nearer to a cue than to an event, within the same content or outside all.
pub(crate) fn tells_speaking(
    words: &Words,
    attributions: &[Attribution],
    triggers: &[Span],
    time: Span,
) -> bool {
    let Some(sentence) = words.segmentation.sentence_at(time.start()) else { return false };
    let sentence = words.segmentation.sentences[sentence].span;
    let around = home(attributions, time);
    let beside = |span: &Span| sentence.contains(*span) && home(attributions, *span) == around;
    let token = |span: Span| words.segmentation.token_at(span.start());
    let distance = |span: Span| token(span).abs_diff(token(time));
    let cues = || attributions.iter().flat_map(|attribution| attribution.cue.iter());
    let cue = cues().filter(beside).map(distance).min();
    let spoken = |trigger: Span| cues().any(|cue| cue.contains(trigger));
    let event =
        triggers.iter().copied().filter(beside).filter(|&trigger| !spoken(trigger)).map(distance).min();
    cue.is_some_and(|cue| event.is_none_or(|event| cue < event))
}

/// Whether a time is the beginning of a stretch, when nothing need have happened: "since 1 January".
pub(crate) fn begins_stretch(words: &Words, time: Span) -> bool {
    let at = words.segmentation.token_at(time.start());
    at > 0 && words.lower(at - 1) == "since" || words.lower(at) == "since"
}
