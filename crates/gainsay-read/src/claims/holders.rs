//! Who holds which facts.

use std::collections::BTreeMap;
use std::ops::Range;

use gainsay_document::{Attribution, AttributionId, Event, EventId, Facts, Span, Stance};

use super::tables::{self, Tables};
use crate::attribution::Words;
use crate::events::{Layers, object_of};

/// Who holds a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holder {
    /// The source of the attribution at this index.
    Attribution(usize),
    /// The author, in the sentence at this index.
    Author(usize),
}

/// What each attribution says, as ranges of tokens of one sentence each.
pub(super) fn contents(words: &Words, attributions: &[Attribution]) -> Vec<Vec<Range<usize>>> {
    attributions.iter().map(|attribution| content(words, attribution)).collect()
}

/// The tokens of an attribution's content, cut between sentences. What stands outside quotation marks, in another
/// sentence than source and cue, is left to its own sentence where the cue's sentence has content as well.
fn content(words: &Words, attribution: &Attribution) -> Vec<Range<usize>> {
    let segmentation = words.segmentation;
    let sentence_of = |span: Span| segmentation.sentence_at(span.start());
    let framed: Vec<usize> =
        attribution.cue.iter().chain(attribution.source.iter()).filter_map(sentence_of).collect();
    let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
    for span in attribution.content.iter() {
        let (mut at, end) = (segmentation.token_at(span.start()), segmentation.token_at(span.end()));
        while at < end {
            let Some(sentence) = sentence_of(segmentation.tokens[at].span) else { break };
            let stop = segmentation.sentences[sentence].tokens.end.min(end).max(at + 1);
            pieces.push((sentence, at..stop));
            at = stop;
        }
    }
    let beside = pieces.iter().any(|(sentence, _)| framed.contains(sentence));
    let kept = |(sentence, tokens): &(usize, Range<usize>)| {
        !beside || framed.contains(sentence) || words.piece(tokens.start).is_some()
    };
    pieces.into_iter().filter(kept).map(|(_, tokens)| tokens).collect()
}

/// The facts of each holder.
pub(super) fn held(
    tables: &Tables,
    words: &Words,
    layers: Layers<'_>,
    contents: &[Vec<Range<usize>>],
    events: &[Event],
) -> BTreeMap<Holder, Facts> {
    let mut held: BTreeMap<Holder, Facts> = BTreeMap::new();
    for (index, event) in events.iter().enumerate() {
        if let Some(holder) = holder(words, layers, contents, event.trigger) {
            held.entry(holder).or_default().events.push(EventId::at(index));
        }
    }
    for (index, quantity) in layers.quantities.iter().enumerate().filter(|(_, q)| q.outcome.is_some()) {
        if let Some(holder) = holder(words, layers, contents, quantity.span) {
            held.entry(holder).or_default().quantities.push(index);
        }
    }
    for (index, attribution) in layers.attributions.iter().enumerate() {
        let holder = Holder::Attribution(index);
        if !held.contains_key(&holder) && speaks(tables, words, attribution) {
            // What is denied or confirmed may be what somebody else says: the events are shared, the figures are not.
            let inside = |event: &Event| attribution.content.contains(event.trigger);
            let shared = events.iter().enumerate().filter(|(_, event)| inside(event));
            let shared = shared.map(|(index, _)| EventId::at(index)).collect();
            held.insert(holder, Facts { events: shared, ..Facts::default() });
        }
    }
    held
}

/// Who holds the fact under `span`.
fn holder(words: &Words, layers: Layers<'_>, contents: &[Vec<Range<usize>>], span: Span) -> Option<Holder> {
    let sentence = layers.segmentation.sentence_at(span.start())?;
    let tokens = &layers.segmentation.sentences[sentence].tokens;
    let inner = home(words, layers.attributions, contents, span)
        .map(|index| named_source(layers.attributions, index))
        .or_else(|| object_of(words, layers.attributions, tokens, span));
    Some(inner.map_or(Holder::Author(sentence), Holder::Attribution))
}

/// The innermost attribution that says what stands under `span`: the one with the least content.
pub(super) fn home(
    words: &Words,
    attributions: &[Attribution],
    contents: &[Vec<Range<usize>>],
    span: Span,
) -> Option<usize> {
    let token = words.segmentation.token_at(span.start());
    let says = |index: usize, attribution: &Attribution| {
        attribution.content.contains(span) && contents[index].iter().any(|tokens| tokens.contains(&token))
    };
    attributions
        .iter()
        .enumerate()
        .filter(|(index, attribution)| says(*index, attribution))
        .min_by_key(|(index, attribution)| (attribution.content.len(), std::cmp::Reverse(*index)))
        .map(|(index, _)| index)
}

/// The attribution at `index`; where it names no source of its own, the one around it that denies, withdraws or confirms
/// it: "denied reports that 12 had died", "retracted its claim that 16 had died".
fn named_source(attributions: &[Attribution], index: usize) -> usize {
    let inner = &attributions[index];
    let Some(outer) = inner.inside.map(AttributionId::index) else { return index };
    let turns = |attribution: &Attribution| {
        matches!(attribution.stance, Stance::Deny | Stance::Retract | Stance::Confirm)
    };
    let own =
        |outer: &Attribution| inner.source.is_empty() || inner.actor.is_some() && inner.actor == outer.actor;
    let takes = attributions.get(outer).is_some_and(|outer| turns(outer) && own(outer));
    if takes { outer } else { index }
}

/// Whether an attribution is a claim even without an event or figure.
fn speaks(tables: &Tables, words: &Words, attribution: &Attribution) -> bool {
    let turns =
        matches!(attribution.stance, Stance::Deny | Stance::Retract | Stance::Accuse | Stance::Confirm);
    // "nobody has confirmed it" ties no source to anything.
    let sourced = !attribution.source.is_empty();
    let blames = || {
        attribution.content.iter().chain(attribution.cue.iter()).any(|span| {
            let tokens = words.segmentation.token_at(span.start())..words.segmentation.token_at(span.end());
            tables::any(&tables.blame, words, tokens)
        })
    };
    sourced && (turns && !attribution.content.is_empty() || blames())
}
