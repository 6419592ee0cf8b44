//! Claims: which source states which facts, in which words and which mode.
//!
//! Every figure with an outcome and every event belongs to one holder: the innermost attribution whose content holds it,
//! or else the author of its sentence.

mod circumstances;
mod corrections;
mod mood;

use std::collections::BTreeMap;

use gainsay_document::{Attribution, AttributionId, Claim, Event, EventId, Facts, Span, Spans, Stance};

use crate::attribution::Words;
use crate::events::{Layers, Phrases, home, object_of};
use crate::table::rows;

pub use corrections::corrections;

const BLAME: &str = include_str!("../../data/blame.tsv");

/// The parsed table of this layer.
#[derive(Clone, Debug)]
pub struct Tables {
    blame: Phrases<()>,
}

impl Tables {
    /// The table that comes with the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self { blame: Phrases::new(rows(BLAME).map(|row| (row[0], ()))) }
    }
}

/// Who holds a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Holder {
    /// The source of the attribution at this index.
    Attribution(usize),
    /// The author, in the sentence at this index.
    Author(usize),
}

/// The claims of a text, by their position.
#[must_use]
pub fn claims(
    tables: &Tables,
    words_tables: &crate::attribution::Tables,
    layers: Layers<'_>,
    events: &[Event],
) -> Vec<Claim> {
    let words = Words::new(words_tables, layers.text, layers.segmentation);
    let mut held: BTreeMap<Holder, Facts> = BTreeMap::new();
    for (index, event) in events.iter().enumerate() {
        if let Some(holder) = holder(&words, layers, event.trigger) {
            held.entry(holder).or_default().events.push(EventId::at(index));
        }
    }
    for (index, quantity) in layers.quantities.iter().enumerate().filter(|(_, q)| q.outcome.is_some()) {
        if let Some(holder) = holder(&words, layers, quantity.span) {
            held.entry(holder).or_default().quantities.push(index);
        }
    }
    for (index, attribution) in layers.attributions.iter().enumerate() {
        let holder = Holder::Attribution(index);
        if !held.contains_key(&holder) && speaks(tables, &words, attribution) {
            // What is denied or confirmed may be what somebody else says: the events are shared, the figures are not.
            let inside = |event: &Event| attribution.content.contains(event.trigger);
            let shared = events.iter().enumerate().filter(|(_, event)| inside(event));
            let shared = shared.map(|(index, _)| EventId::at(index)).collect();
            held.insert(holder, Facts { events: shared, ..Facts::default() });
        }
    }

    let mut out: Vec<Claim> = Vec::with_capacity(held.len());
    for (holder, facts) in &held {
        let named = facts.events.iter().filter_map(|id| events.get(id.index())).map(|event| event.trigger);
        let counted =
            facts.quantities.iter().filter_map(|&index| layers.quantities.get(index)).map(|q| q.span);
        let stated: Vec<Span> = named.chain(counted).collect();
        let Some(span) = span(&words, layers, *holder, &held, &stated) else { continue };
        let attribution = match holder {
            Holder::Attribution(index) => layers.attributions.get(*index),
            Holder::Author(_) => None,
        };
        let mut facts = facts.clone();
        let scene = circumstances::Scene { words: &words, layers, events };
        facts.times = scene.times(&span, &facts);
        facts.places = scene.places(&span, attribution);
        out.push(Claim {
            polarity: mood::polarity(layers, events, attribution, &facts),
            modality: mood::modality(layers, events, attribution, &facts),
            attribution: match holder {
                Holder::Attribution(index) => Some(AttributionId::at(*index)),
                Holder::Author(_) => None,
            },
            span,
            facts,
        });
    }
    out.sort_by_key(|claim| (claim.span.cover(), claim.attribution));
    out
}

/// Who holds the fact under `span`.
fn holder(words: &Words, layers: Layers<'_>, span: Span) -> Option<Holder> {
    let sentence = layers.segmentation.sentence_at(span.start())?;
    let tokens = &layers.segmentation.sentences[sentence].tokens;
    let inner = home(layers.attributions, span)
        .map(|index| named_source(layers.attributions, index))
        .or_else(|| object_of(words, layers.attributions, tokens, span));
    Some(inner.map_or(Holder::Author(sentence), Holder::Attribution))
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
            tokens.clone().any(|at| tables.blame.at(words, at, tokens.end).next().is_some())
        })
    };
    sourced && (turns && !attribution.content.is_empty() || blames())
}

/// The words of a claim.
fn span(
    words: &Words,
    layers: Layers<'_>,
    holder: Holder,
    held: &BTreeMap<Holder, Facts>,
    facts: &[Span],
) -> Option<Spans> {
    match holder {
        Holder::Attribution(index) => {
            let attribution = layers.attributions.get(index)?;
            if !attribution.content.is_empty() {
                return Some(attribution.content.clone());
            }
            let cue = attribution.cue.cover()?;
            let sentence =
                layers.segmentation.sentences.get(layers.segmentation.sentence_at(cue.start())?)?;
            let after =
                Span::ordered(cue.end()..sentence.span.end()).and_then(|span| span.trimmed(layers.text));
            Some(after.unwrap_or(cue).into())
        }
        Holder::Author(index) => {
            let sentence = layers.segmentation.sentences.get(index)?;
            let others: Vec<Span> = held
                .keys()
                .filter_map(|other| match other {
                    Holder::Attribution(index) => layers.attributions.get(*index),
                    Holder::Author(_) => None,
                })
                .flat_map(|attribution| {
                    // "the council said" is no part of what the author says, unless a fact stands in it.
                    let frame = attribution.source.iter().chain(attribution.cue.iter());
                    let bare = frame.filter(|frame| !facts.iter().any(|fact| frame.overlaps(*fact)));
                    attribution.content.iter().chain(bare)
                })
                .collect();
            // Token by token, so that a piece never begins or ends inside a word.
            let kept = sentence.tokens.clone().filter_map(|at| {
                let token = words.segmentation.tokens.get(at)?.span;
                (!others.iter().any(|other| other.overlaps(token))).then_some(at)
            });
            let mut pieces: Vec<(usize, usize)> = Vec::new();
            for at in kept {
                match pieces.last_mut() {
                    Some(last) if last.1 == at => last.1 = at + 1,
                    _ => pieces.push((at, at + 1)),
                }
            }
            // "; the militia said …" begins after its mark.
            let loose = |at: usize| matches!(words.raw(at), ";" | "," | ":" | "—" | "–" | "--");
            for piece in &mut pieces {
                while piece.0 < piece.1 && loose(piece.0) {
                    piece.0 += 1;
                }
                while piece.1 > piece.0 && loose(piece.1 - 1) {
                    piece.1 -= 1;
                }
            }
            let worded = |piece: &&(usize, usize)| (piece.0..piece.1).any(|at| words.is_word(at));
            let spans: Spans =
                pieces.iter().filter(worded).filter_map(|&(from, to)| words.span(&(from..to))).collect();
            Some(if spans.is_empty() { sentence.span.into() } else { spans })
        }
    }
}
