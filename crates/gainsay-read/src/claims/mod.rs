//! Claims: which source states which facts, in which words and which mode.
//!
//! Every figure with an outcome and every event belongs to one holder: the innermost attribution whose content holds it,
//! or else the author of its sentence. What a holder says is cut into assertions, one claim each.

mod assertions;
mod circumstances;
mod corrections;
mod extent;
mod holders;
mod mood;
mod story;
mod tables;

use std::ops::Range;

use gainsay_document::{Attribution, AttributionId, Claim, Event, Facts, Span, Spans};

use crate::attribution::Words;
use crate::events::Layers;
use holders::Holder;

pub use corrections::corrections;
pub use tables::Tables;

/// The fewest words that say something of the author's own.
const LEAST_WORDS: usize = 3;

/// The claims of a text, by their position.
#[must_use]
pub fn claims(
    tables: &Tables,
    words_tables: &crate::attribution::Tables,
    layers: Layers<'_>,
    events: &[Event],
) -> Vec<Claim> {
    let words = Words::new(words_tables, layers.text, layers.segmentation);
    let contents = holders::contents(&words, layers.attributions);
    let held = holders::held(tables, &words, layers, &contents, events);
    let scene = circumstances::Scene {
        tables,
        words: &words,
        layers,
        events,
        contents: &contents,
        story: &story::Story::of(tables, &words, layers, &contents, events),
    };
    let speaking: Vec<usize> = held.keys().filter_map(|holder| attribution_index(*holder)).collect();

    let mut out: Vec<Claim> = Vec::with_capacity(held.len());
    for (&holder, facts) in &held {
        let index = attribution_index(holder);
        let attribution = index.and_then(|index| layers.attributions.get(index));
        let territory: Vec<Range<usize>> = match holder {
            Holder::Attribution(index) => contents[index].clone(),
            Holder::Author(index) => {
                let Some(sentence) = layers.segmentation.sentences.get(index) else { continue };
                let others = speaking.iter().map(|&at| (&layers.attributions[at], contents[at].as_slice()));
                extent::authors_words(&words, &sentence.tokens, others, &spans_of(layers, events, facts))
            }
        };
        let parting = assertions::may_part(attribution.map(|attribution| attribution.stance));
        for assertion in assertions::assertions(&words, layers, events, facts, &territory, parting) {
            let Some(span) = words_of(&words, layers, holder, attribution, &assertion) else { continue };
            let mut facts = assertion.facts;
            let modality = mood::modality(layers, events, attribution, &facts);
            let about = circumstances::About { span: &span, holder: index, facts: &facts, modality };
            (facts.times, facts.places) = scene.circumstances(about);
            out.push(Claim {
                polarity: mood::polarity(layers, events, attribution, &facts),
                modality,
                attribution: index.map(AttributionId::at),
                span,
                facts,
            });
        }
    }
    out.sort_by_key(|claim| (claim.span.cover(), claim.attribution));
    out
}

fn attribution_index(holder: Holder) -> Option<usize> {
    match holder {
        Holder::Attribution(index) => Some(index),
        Holder::Author(_) => None,
    }
}

fn spans_of(layers: Layers<'_>, events: &[Event], facts: &Facts) -> Vec<Span> {
    let named = facts.events.iter().filter_map(|id| events.get(id.index())).map(|event| event.trigger);
    let counted = facts.quantities.iter().filter_map(|&index| layers.quantities.get(index)).map(|q| q.span);
    named.chain(counted).collect()
}

/// The words of a claim.
fn words_of(
    words: &Words,
    layers: Layers<'_>,
    holder: Holder,
    attribution: Option<&Attribution>,
    assertion: &assertions::Assertion,
) -> Option<Spans> {
    let mut tokens = assertion.tokens.clone();
    // A word or two that others' words leave over say nothing alone.
    if let Holder::Author(index) = holder {
        let said = tokens.iter().flat_map(Clone::clone).filter(|&at| words.is_word(at)).count();
        let sentence = layers.segmentation.sentences.get(index).filter(|_| said < LEAST_WORDS);
        if let Some(sentence) = sentence {
            tokens = vec![sentence.tokens.clone()];
        }
    }
    let spans = extent::spans(words, &tokens);
    if !spans.is_empty() {
        return Some(spans);
    }
    match attribution {
        Some(attribution) if !attribution.content.is_empty() => Some(attribution.content.clone()),
        Some(_) => extent::after_cue(layers, holder),
        None => None,
    }
}
