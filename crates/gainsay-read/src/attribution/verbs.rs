//! Attributions whose cue is a verb.

use std::ops::Range;

use gainsay_document::Stance;

use super::content::{self, Content};
use super::draft::Draft;
use super::frames::{self, Frame, Voice};
use super::phrase::phrase_after;
use super::tables::Classes;
use super::words::Words;
use crate::segment::Sentence;

/// Append the attributions by verbs of one sentence, and return where a clause in it must end because another verb
/// that attributes begins its own.
pub(super) fn attribute(
    words: &Words,
    index: usize,
    sentence: &Sentence,
    drafts: &mut Vec<Draft>,
) -> Vec<usize> {
    let tokens = &sentence.tokens;
    let frames = frames::frames(words, tokens);
    let stops: Vec<usize> = frames.iter().map(|frame| stop(words, tokens, frame)).collect();
    for (position, frame) in frames.iter().enumerate() {
        let comma = relative_end(words, tokens, frame).or_else(|| participle_end(tokens, frame));
        let later: Vec<usize> = stops[position + 1..]
            .iter()
            .take(8)
            .copied()
            .chain(comma)
            .filter(|&stop| stop > frame.cue.end)
            .collect();
        let found = match frame.voice {
            Voice::Passive => passive(words, tokens, frame, &later, position == 0),
            _ => active(words, tokens, frame, &later),
        };
        let Some((source, content)) = found else { continue };
        drafts.push(Draft {
            sentence: index,
            source,
            cue: vec![cue(words, tokens, frame)],
            content: content.pieces,
            stance: if frame.negated { negated(frame.sense.stance) } else { frame.sense.stance },
            confidence: if frame.negated { content.confidence * 0.7 } else { content.confidence },
        });
    }
    stops
}

/// The comma that ends a relative clause between commas: "the mayor, who said the bridge was safe, resigned".
fn relative_end(words: &Words, tokens: &Range<usize>, frame: &Frame) -> Option<usize> {
    let source = frame.source.as_ref().filter(|source| words.is(source.start, Classes::RELATIVE))?;
    if source.len() > 1 || source.start == tokens.start || words.raw(source.start - 1) != "," {
        return None;
    }
    let close = (frame.cue.end..tokens.end).find(|&at| words.raw(at) == "," && words.piece(at).is_none())?;
    (close > frame.cue.end + 1).then_some(close)
}

/// Where the content of an opening participle ends: "Calling it an accident, the mayor said …".
fn participle_end(tokens: &Range<usize>, frame: &Frame) -> Option<usize> {
    let source = frame.source.as_ref().filter(|_| frame.voice == Voice::Shared)?;
    let opens = frame.cue.start == tokens.start && source.start > frame.cue.end;
    opens.then(|| source.start - 1)
}

/// What a cue with "not" makes of its content: who does not confirm says no more than that.
pub(super) fn negated(stance: Stance) -> Stance {
    match stance {
        Stance::Confirm | Stance::Deny | Stance::Accuse | Stance::Promise | Stance::Retract => Stance::Say,
        other => other,
    }
}

/// Where the content of an earlier frame must end because of this one; the sentence's end where it need not.
fn stop(words: &Words, tokens: &Range<usize>, frame: &Frame) -> usize {
    let opens = frame.opens_at;
    if opens <= tokens.start {
        return tokens.end;
    }
    let comma = words.raw(opens) == ",";
    match frame.voice {
        Voice::Shared => {
            if words.raw(opens - 1) == "," {
                opens - 1
            } else {
                opens
            }
        }
        Voice::Inverted => opens - usize::from(words.raw(opens - 1) == ","),
        Voice::Active if words.is(opens, Classes::CONJUNCTION.or(Classes::CONTRAST)) => opens,
        Voice::Active if comma && words.is(opens + 1, Classes::CONJUNCTION.or(Classes::CONTRAST)) => opens,
        // ", the agency reported." at the end.
        Voice::Active if comma && frame.sense.pattern.quote => {
            let after = content::after_adverbials(words, frame.cue.end, tokens.end, true);
            if after >= content::body_end(words, tokens) || words.raw(after) == "," {
                opens
            } else {
                tokens.end
            }
        }
        Voice::Active | Voice::Passive => tokens.end,
    }
}

/// The verb group with "in a statement".
fn cue(words: &Words, tokens: &Range<usize>, frame: &Frame) -> Range<usize> {
    let end = frame.cue.end;
    if words.lower(end) == "in"
        && frame.voice != Voice::Inverted
        && let Some(phrase) = phrase_after(words, end + 1, tokens.end)
        && words.is(phrase.end - 1, Classes::VENUE)
    {
        return frame.cue.start..phrase.end;
    }
    frame.cue.clone()
}

type Found = (Option<Range<usize>>, Content);

fn active(words: &Words, tokens: &Range<usize>, frame: &Frame, stops: &[usize]) -> Option<Found> {
    let source = frame.source.clone()?;
    let pattern = frame.sense.pattern;
    let edge = match frame.voice {
        Voice::Inverted => frame.cue.start,
        _ => source.start,
    };
    let shared = frame.voice == Voice::Shared;
    let quoted = if pattern.quote && !shared { content::left(words, tokens, edge, false) } else { None };
    if let Some(mut left) = quoted {
        // "…," he said, "…"
        let from = if frame.voice == Voice::Inverted { source.end } else { frame.cue.end };
        let end = content::body_end(words, tokens);
        let at = content::after_adverbials(words, from, end, true);
        let next = if at < end && matches!(words.raw(at), "," | ":" | ".") { at + 1 } else { at };
        if next < tokens.end && words.opens(next).is_some() {
            let stop = content::clause_end(words, next, tokens, stops);
            left.pieces.push(next..stop);
        }
        return Some((Some(source), left));
    }
    if let Some(right) = content::right(words, tokens, frame, stops) {
        return Some((Some(source), right));
    }
    if shared || !pattern.quote || !pattern.clause {
        return None;
    }
    let mut left = content::left(words, tokens, edge, true)?;
    // "The toll, he said, is rising."
    let from = if frame.voice == Voice::Inverted { source.end } else { frame.cue.end };
    let end = content::body_end(words, tokens);
    let at = content::after_adverbials(words, from, end, true);
    let comma = if at > from && words.raw(at - 1) == "," { at - 1 } else { at };
    let short = left.pieces.iter().map(Range::len).sum::<usize>() < 8;
    // "…, the service said, and 30 were missing."
    let joined = words.lower(comma + 1) == "and";
    if comma < end && words.raw(comma) == "," && comma + 1 < end && (short || joined) {
        let stop = content::clause_end(words, comma + 1, tokens, stops);
        left.pieces.push(comma + 1..stop);
    } else if at < end
        && words.raw(at) != ","
        && !words.is(at, Classes::SUBORDINATOR.or(Classes::PREPOSITION).or(Classes::CONJUNCTION))
    {
        left.confidence = 0.6;
    }
    Some((Some(source), left))
}

/// "was accused of …", "is expected to …", "it was reported that …".
fn passive(
    words: &Words,
    tokens: &Range<usize>,
    frame: &Frame,
    stops: &[usize],
    alone: bool,
) -> Option<Found> {
    let end = content::body_end(words, tokens);
    let mut at = content::after_adverbials(words, frame.cue.end, frame.cue.end, false);
    let mut source = None;
    if words.lower(at) == "by" {
        source = phrase_after(words, at + 1, end);
        at = source.as_ref()?.end;
    }
    let pattern = frame.sense.pattern;
    let subject = frame.subject.clone();
    if (pattern.clause || pattern.that) && words.lower(at) == "that" {
        let stop = content::clause_end(words, at, tokens, stops);
        return Some((source, Content { pieces: vec![at..stop], confidence: 0.8 }));
    }
    // "12 were confirmed dead"; inside what somebody says it is theirs.
    let outcome = alone && words.is(at, Classes::OUTCOME) && (pattern.clause || pattern.that);
    let accuses = frame.sense.stance == Stance::Accuse;
    let infinitive = words.lower(at) == "to" && (pattern.clause || pattern.infinitive || pattern.noun);
    if infinitive || outcome || accuses || source.is_some() {
        let subject = subject?;
        let mut pieces = vec![subject];
        let stop = if at < end { content::clause_end(words, at, tokens, stops) } else { at };
        let goes_on = source.is_none() || matches!(words.lower(at), "to" | "as" | "of" | "for");
        if stop > at && words.raw(at) != "," && goes_on {
            pieces.push(at..stop);
        }
        return Some((source, Content { pieces, confidence: 0.6 }));
    }
    None
}
