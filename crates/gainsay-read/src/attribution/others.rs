//! Attributions whose cue is no verb: "according to", "reportedly", nouns, and the colon of a headline.

use std::collections::HashSet;
use std::ops::Range;

use gainsay_document::Stance;

use super::content::{LONGEST, after_dateline, body_end, clause_end};
use super::draft::Draft;
use super::frames::clause_subject;
use super::phrase::{phrase_after, phrase_start};
use super::tables::{Classes, Cue};
use super::words::Words;
use crate::segment::Sentence;

/// A sentence, and where a clause in it must end because a verb that attributes begins its own.
#[derive(Clone, Copy)]
struct Place<'p, 'w> {
    words: &'p Words<'w>,
    index: usize,
    tokens: &'p Range<usize>,
    stops: &'p [usize],
}

impl Place<'_, '_> {
    fn clause_end(self, start: usize) -> usize {
        let later: Vec<usize> = self.stops.iter().copied().filter(|&stop| stop > start).take(8).collect();
        clause_end(self.words, start, self.tokens, &later)
    }
}

/// Append them for one sentence; `first` is the first draft of this sentence, `stops` where its clauses end.
pub(super) fn attribute(
    words: &Words,
    index: usize,
    sentence: &Sentence,
    first: usize,
    stops: &[usize],
    drafts: &mut Vec<Draft>,
) {
    let place = Place { words, index, tokens: &sentence.tokens, stops };
    drafts.extend(colon(place));
    // The tokens that the verbs' drafts hold already, as cue and as content.
    let tokens = |ranges: fn(&Draft) -> &[Range<usize>]| -> HashSet<usize> {
        drafts[first..].iter().flat_map(ranges).cloned().flatten().collect()
    };
    let (cues, held) = (tokens(|draft| &draft.cue), tokens(|draft| &draft.content));
    for at in sentence.tokens.clone().filter(|&at| !words.in_speech(at)) {
        let found = if words.lower(at) == "according" && words.lower(at + 1) == "to" {
            according(place, at)
        } else {
            let other =
                words.cue_at(at, sentence.tokens.end, |cue| cue.pattern.nominal || cue.pattern.adverb);
            other.and_then(|(cue, _, after)| {
                if cue.pattern.adverb {
                    adverb(place, at, cue.stance)
                } else {
                    nominal(place, at, after, cue)
                }
            })
        };
        let Some(draft) = found else { continue };
        let start = draft.cue[0].start;
        // "denied a report that …": nobody's report inside what somebody says is theirs.
        let idle = draft.source.is_none() && !cue_is_adverb(words, &draft) && held.contains(&start);
        if !idle && !cues.contains(&start) {
            drafts.push(draft);
        }
    }
}

fn cue_is_adverb(words: &Words, draft: &Draft) -> bool {
    words.cue_at(draft.cue[0].start, words.len(), |cue| cue.pattern.adverb).is_some()
}

/// "According to the ministry, …" and "…, according to the ministry".
fn according(place: Place, at: usize) -> Option<Draft> {
    let Place { words, index, tokens, .. } = place;
    let end = body_end(words, tokens);
    let source = source_of_according(words, at + 2, end)?;
    let low = after_dateline(words, tokens);
    let mut content = Vec::new();
    let opening = (low..at).all(|before| {
        words.is(before, Classes::CONJUNCTION.or(Classes::CONTRAST))
            || !words.is_word(before)
            || words.is_adverb(before)
    });
    let left_end = if at > low && words.raw(at - 1) == "," { at - 1 } else { at };
    let left_start = clause_before(words, low, left_end);
    if !opening && left_end > left_start {
        content.push(left_start..left_end);
    }
    // What follows belongs to it where nothing complete stands before.
    let complete = !opening && (left_start..left_end).any(|before| words.is_verbal(before));
    let after = source.end + usize::from(words.raw(source.end) == "," && words.raw(source.end - 1) != ",");
    if after < end && !complete && !words.is(after, Classes::CONJUNCTION) {
        content.push(after..place.clause_end(after));
    }
    content.retain(|range| !range.is_empty());
    (!content.is_empty()).then(|| Draft {
        sentence: index,
        source: Some(source),
        cue: vec![at..at + 2],
        content,
        stance: Stance::Say,
        confidence: 0.9,
    })
}

/// The source of "according to" reaches to the next comma or verb.
fn source_of_according(words: &Words, start: usize, end: usize) -> Option<Range<usize>> {
    let phrase = phrase_after(words, start, end)?;
    let mut at = phrase.end;
    // "a report released on Monday by the ministry"
    while at < end
        && !matches!(words.raw(at), "," | ";" | "." | ":" | "—" | "(")
        && words.raw(phrase.end - 1) != ","
    {
        let time = words.is_time(at) || words.is(at, Classes::WHEN) && words.is_time(at + 1);
        let verb = Classes::AUXILIARY.or(Classes::CONJUNCTION).or(Classes::SUBORDINATOR).or(Classes::VERB);
        if time || words.is(at, verb) || at - start > 30 {
            break;
        }
        at += 1;
    }
    // "… the university late on Monday"
    while at > start + 1 && words.is(at - 1, Classes::WHEN) {
        at -= 1;
    }
    Some(start..at)
}

/// Where the clause that ends before `end` begins.
fn clause_before(words: &Words, low: usize, end: usize) -> usize {
    if let Some(piece) = end.checked_sub(1).and_then(|last| words.closes(last)) {
        return piece.tokens.start.min(end);
    }
    let low = low.max(end.saturating_sub(LONGEST));
    (low..end)
        .rev()
        .find(|&at| {
            words.raw(at) == ";"
                || words.raw(at) == ","
                    && words.is(at + 1, Classes::CONTRAST)
                    && words.lower(at + 1) != "even"
        })
        .map_or(low, |at| if words.raw(at) == ";" { at + 1 } else { at + 2 })
}

/// "reportedly": the clause around it.
fn adverb(place: Place, at: usize, stance: Stance) -> Option<Draft> {
    let Place { words, index, tokens, .. } = place;
    let mut content = Vec::new();
    let mut verb = at;
    while verb > tokens.start && (words.is(verb - 1, Classes::AUXILIARY) || words.is_adverb(verb - 1)) {
        verb -= 1;
    }
    if let Some(subject) = clause_subject(words, tokens.start, verb) {
        content.push(subject.start..at);
    } else if verb < at {
        content.push(verb..at);
    }
    let start = at + 1 + usize::from(words.raw(at + 1) == ",");
    if start < tokens.end {
        let stop = place.clause_end(start);
        if stop > start {
            content.push(start..stop);
        }
    }
    (!content.is_empty()).then(|| Draft {
        sentence: index,
        source: None,
        cue: vec![at..at + 1],
        content,
        stance,
        confidence: 0.6,
    })
}

/// "the ministry's claim that …", "a warning from the ministry that …", "her decision to …".
fn nominal(place: Place, at: usize, after: usize, cue: &Cue) -> Option<Draft> {
    let Place { words, index, tokens, .. } = place;
    let end = body_end(words, tokens);
    let mut source = possessor(words, tokens.start, at);
    let owned = source.is_some();
    let mut start = after;
    if matches!(words.lower(start), "by" | "from") && source.is_none() {
        source = phrase_after(words, start + 1, end);
        start = source.as_ref()?.end;
    }
    let that = words.lower(start) == "that" && words.lower(start + 1) != "is";
    let linked = that
        || owned
            && (matches!(words.lower(start), "to" | "about" | "on" | "of" | "for" | "against")
                || words.opens(start).is_some());
    if !linked || start >= end {
        return None;
    }
    let sourced = source.is_some();
    // "the idea that …" without an owner is nobody's statement.
    if !sourced
        && matches!(cue.lemma, "idea" | "notion" | "plan" | "decision" | "order" | "theory" | "question")
    {
        return None;
    }
    let keeps = that || words.lower(start) == "to" || words.opens(start).is_some();
    let from = if keeps { start } else { start + 1 };
    let stop = place.clause_end(from);
    if stop <= from {
        return None;
    }
    let mark = match &source {
        Some(source) if source.end <= at => source.end..start.max(after).min(from.max(after)),
        _ => at..after,
    };
    Some(Draft {
        sentence: index,
        source,
        cue: vec![mark],
        content: vec![from..stop],
        stance: cue.stance,
        confidence: if sourced { 0.7 } else { 0.5 },
    })
}

/// The owner before a noun: "her", "the ministry" in "the ministry's".
fn possessor(words: &Words, low: usize, noun: usize) -> Option<Range<usize>> {
    let mut at = noun;
    while at > low && noun - at < 4 {
        let before = at - 1;
        if words.is(before, Classes::POSSESSIVE) {
            return Some(before..at);
        }
        if words.lower(before) == "'s"
            || words.lower(before) == "'" && before > low && words.raw(before - 1).ends_with('s')
        {
            let start = phrase_start(words, low, before)?;
            return Some(start..before);
        }
        if !words.is_nominal(before) {
            return None;
        }
        at = before;
    }
    None
}

/// "Ministry: 12 dead", "Orlov: \"We stay.\"".
fn colon(place: Place) -> Option<Draft> {
    let Place { words, index, tokens, .. } = place;
    let mark = tokens.clone().take(14).find(|&at| words.raw(at) == ":")?;
    let end = body_end(words, tokens);
    let quoted = words.opens(mark + 1).is_some();
    let headline = end == tokens.end && tokens.len() <= 24 || index == 0;
    if mark == tokens.start || mark + 1 >= end || !(quoted || headline) {
        return None;
    }
    let named = (tokens.start..mark).all(|at| {
        words.is_nominal(at)
            || words.is(at, Classes::DETERMINER.or(Classes::QUANTIFIER))
            || matches!(words.lower(at), "," | "(" | ")" | "of" | "-" | "for" | "and")
    });
    // "Orlov said: …" and "Orlov told the station: …" have a cue already; "https://…" is an address and "Published:"
    // opens the head of a page.
    let cued = words.cue_at(mark - 1, tokens.end, |cue| cue.pattern.quote && !cue.pattern.nominal).is_some();
    let verb = cued && tokens.start + 1 < mark || (tokens.start + 1..mark).any(|at| words.is_finite(at));
    let label =
        mark == tokens.start + 1 && words.is(tokens.start, Classes::LABEL) || words.raw(mark + 1) == "/";
    if !named || verb || label || mark - tokens.start > 10 {
        return None;
    }
    // "Marchers yelled: …", with a verb that is no cue of the table.
    let cue = if mark - tokens.start > 1 && words.is_verbal(mark - 1) { mark - 1 } else { mark };
    let stop = place.clause_end(mark + 1).max(mark + 2);
    Some(Draft {
        sentence: index,
        source: Some(tokens.start..cue),
        cue: vec![cue..mark.max(cue + 1)],
        content: vec![mark + 1..stop],
        stance: Stance::Say,
        confidence: 0.6,
    })
}
