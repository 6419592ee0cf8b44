//! Which times, places and quantities belong to an event.

use std::collections::HashMap;
use std::ops::Range;

use gainsay_document::{Attribution, Span};

use super::clause;
use super::tables::Tables;
use super::trigger::Trigger;
use crate::attribution::Words;
use crate::syntax::{Relation, Syntax};

/// The index of the innermost attribution whose content holds `span`: the one with the least content.
pub(crate) fn home(attributions: &[Attribution], span: Span) -> Option<usize> {
    attributions
        .iter()
        .enumerate()
        .filter(|(_, attribution)| attribution.content.contains(span))
        .min_by_key(|(index, attribution)| (attribution.content.len(), std::cmp::Reverse(*index)))
        .map(|(index, _)| index)
}

/// For each of `spans` the events that it hangs on by syntax: those whose words it depends on first on the way to the
/// head of its sentence, or whose noun is a part of the clause it depends on ("the attack took place in Korva").
pub(super) fn by_syntax(
    tables: &Tables,
    words: &Words,
    syntax: &Syntax,
    attributions: &[Attribution],
    triggers: &[Trigger],
    spans: impl Iterator<Item = (usize, Span)>,
) -> HashMap<usize, Vec<usize>> {
    let mut of: HashMap<usize, usize> = HashMap::new();
    for (index, trigger) in triggers.iter().enumerate() {
        of.extend(trigger.tokens.clone().map(|at| (at, index)));
    }
    let mut out: HashMap<usize, Vec<usize>> = HashMap::new();
    for (item, span) in spans {
        let tokens = words.segmentation.token_at(span.start())
            ..words.segmentation.token_at(span.end().saturating_sub(1)) + 1;
        if tokens.end > words.len() {
            continue;
        }
        let top = syntax.top(&tokens);
        for at in syntax.ancestors(top).skip(1) {
            if let Some(&event) = of.get(&at) {
                out.entry(event).or_default().push(item);
                break;
            }
            // A noun of the same clause; "the minister condemned the attack today" tells when he spoke.
            let spoken = words.segmentation.tokens.get(at).is_some_and(|token| {
                attributions.iter().any(|attribution| attribution.cue.contains(token.span))
            });
            if spoken || tables.is("prevents", words.lower(at)) {
                break;
            }
            let mut beside: Vec<usize> = syntax
                .dependents(at)
                .iter()
                .filter(|&&other| {
                    matches!(
                        syntax.relation(other),
                        Relation::Subject | Relation::PassiveSubject | Relation::Object | Relation::Oblique
                    )
                })
                .filter_map(|other| of.get(other).copied())
                .filter(|&event| triggers[event].noun)
                .collect();
            beside.dedup();
            if !beside.is_empty() {
                for event in beside {
                    out.entry(event).or_default().push(item);
                }
                break;
            }
        }
    }
    out
}

/// Whether a place is where something happens, and not only part of what somebody or something is called: "Tarvian
/// officials", "the Korva agreement". Any place, where there is no syntax.
pub(super) fn is_setting(tables: &Tables, words: &Words, syntax: &Syntax, place: Span) -> bool {
    if syntax.is_empty() {
        return true;
    }
    let tokens = words.segmentation.token_at(place.start())
        ..words.segmentation.token_at(place.end().saturating_sub(1)) + 1;
    let mut top = syntax.top(&tokens);
    // "Korva, the capital": what a place stands beside is a place.
    for _ in 0..3 {
        let Some(head) = syntax.head(top) else { return true };
        let case = syntax.dependent(top, Relation::Case).map_or("", |at| words.lower(at));
        // "southwest of Korva", "he is from Korva"
        let bearing = case == "of" && tables.is("bearing", words.lower(head))
            || syntax.dependents(top).iter().any(|&at| tables.is("bearing", words.lower(at)));
        if bearing || case == "from" {
            return false;
        }
        match syntax.relation(top) {
            Relation::Compound
            | Relation::AdjectivalModifier
            | Relation::Flat
            | Relation::Apposition
            | Relation::Conjunct
            | Relation::NominalModifier
                if tables.areas.contains(words.lower(head)) =>
            {
                top = head;
            }
            Relation::Apposition | Relation::Conjunct | Relation::Flat => top = head,
            Relation::Compound
            | Relation::AdjectivalModifier
            | Relation::Possessive
            | Relation::Subject
            | Relation::IndirectObject => {
                return false;
            }
            Relation::NominalModifier => {
                // "the president of Tarvia" is nowhere in particular.
                return !matches!(
                    case,
                    "of" | "to" | "from" | "with" | "between" | "for" | "by" | "about" | "against"
                ) || tables.areas.contains(words.lower(head));
            }
            Relation::Oblique => return !matches!(case, "with" | "by" | "about" | "for" | "to" | "than"),
            _ => return true,
        }
    }
    true
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
