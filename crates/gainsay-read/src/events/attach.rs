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
