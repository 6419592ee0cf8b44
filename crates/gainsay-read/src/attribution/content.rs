//! Contents: how far what is attributed reaches to the right and to the left of its cue.

use std::ops::Range;

use super::frames::{Frame, Voice};
use super::phrase::phrase_after;
use super::tables::{Classes, Inflection};
use super::words::Words;

/// No clause is longer than so many tokens.
pub(super) const LONGEST: usize = 250;

/// What was found on one side of a cue.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Content {
    pub pieces: Vec<Range<usize>>,
    pub confidence: f32,
}

/// The end of a sentence without its full stop.
pub(super) fn body_end(words: &Words, sentence: &Range<usize>) -> usize {
    let last = sentence.end - 1;
    if matches!(words.raw(last), "." | ";" | ",") && words.piece(last).is_none() {
        last
    } else {
        sentence.end
    }
}

/// The first token of a sentence after a dateline: "TESSEL, Moravia (NRS) — ".
pub(super) fn after_dateline(words: &Words, sentence: &Range<usize>) -> usize {
    let dash = |at: &usize| matches!(words.raw(*at), "—" | "–" | "--" | "-");
    let Some(mark) = sentence.clone().take(14).find(dash) else { return sentence.start };
    let place = (sentence.start..mark).all(|at| {
        words.is_capital(at)
            || !words.is_word(at)
            || words.is_time(at)
            || words.raw(at).starts_with(|c: char| c.is_ascii_digit())
    });
    if place && mark > sentence.start && mark + 1 < sentence.end { mark + 1 } else { sentence.start }
}

/// The end of the clause that begins at `start`: before "but …", a participle that attributes, or one of `stops`.
pub(super) fn clause_end(words: &Words, start: usize, sentence: &Range<usize>, stops: &[usize]) -> usize {
    let end = body_end(words, sentence);
    let limit = end.min(start + LONGEST);
    let mut at = start;
    while at < limit {
        if let Some(piece) = words.opens(at) {
            at = piece.tokens.end;
            // A quotation of several sentences is part of the content to its end.
            if at >= end {
                return at;
            }
            continue;
        }
        if at > start && (stops.contains(&at) || ends_clause(words, start, at, end)) {
            return at;
        }
        at += 1;
    }
    // The cut at the longest clause must not fall into a quotation.
    limit
}

fn ends_clause(words: &Words, start: usize, at: usize, end: usize) -> bool {
    match words.raw(at) {
        ";" => true,
        "," => {
            let next = at + 1;
            words.is(next, Classes::CONTRAST)
                && words.lower(next + 1) != "that"
                && words.lower(next) != "even"
                || words.lower(next) == "according"
                || words
                    .cue_at(next, end, |cue| cue.pattern.quote)
                    .is_some_and(|(_, form, _)| form.inflection == Inflection::Present)
        }
        "according" => words.lower(at + 1) == "to",
        "—" | "–" | "--" => {
            let paired = (at + 1..end).any(|later| words.raw(later) == words.raw(at));
            let second = (start..at).any(|earlier| words.raw(earlier) == words.raw(at));
            !paired && !second && at > start + 3
        }
        ")" => !(start..at).any(|earlier| words.raw(earlier) == "("),
        _ => false,
    }
}

/// The index after adverbials that stand between a cue and its content: "on Monday", "in a statement", "flatly".
pub(super) fn after_adverbials(words: &Words, from: usize, end: usize, skips_to: bool) -> usize {
    let mut at = from;
    while at < end {
        let next = adverbial(words, at, end, skips_to);
        if next == at {
            break;
        }
        at = next;
    }
    at
}

fn adverbial(words: &Words, at: usize, end: usize, skips_to: bool) -> usize {
    if words.opens(at).is_some() {
        return at;
    }
    if words.is_time(at) {
        return after_date(words, at, end);
    }
    if words.is(at, Classes::WHEN) {
        let time = at + 1 + usize::from(words.is(at + 1, Classes::WHEN));
        if words.is_time(at + 1) || words.is_time(time) {
            return after_date(words, time, end);
        }
        if words.lower(at) == "earlier" && !words.is_nominal(at + 1) {
            return at + 1;
        }
    }
    if words.is_adverb(at) && !words.is(at, Classes::SUBORDINATOR.or(Classes::NEGATION)) {
        return at + 1;
    }
    let preposition = matches!(
        words.lower(at),
        "in" | "on"
            | "at"
            | "during"
            | "through"
            | "via"
            | "after"
            | "before"
            | "from"
            | "about"
            | "of"
            | "by"
            | "with"
            | "for"
            | "since"
    ) || skips_to && words.lower(at) == "to";
    if !preposition {
        return at;
    }
    let next = at + 1;
    if words.is_time(next) || words.is(next, Classes::WHEN) && words.is_time(next + 1) {
        let date = adverbial(words, next, end, skips_to);
        return date.max(next);
    }
    // "said in 2016" is an adverbial, "said about 40 people" and "said at least 12" are not.
    if is_amount(words, at) {
        let year = words.raw(next).len() == 4 && matches!(words.lower(at), "in" | "since");
        return if year { next + 1 } else { at };
    }
    match phrase_after(words, next, end) {
        Some(phrase) if words.raw(phrase.end - 1) != "," => phrase.end,
        _ => at,
    }
}

/// Whether an amount begins at `at`: "about 40", "at least", "as many as", "between 10 and 20".
fn is_amount(words: &Words, at: usize) -> bool {
    let next = at + 1;
    words.raw(next).starts_with(|c: char| c.is_ascii_digit())
        || words.is(next, Classes::QUANTIFIER) && words.lower(next) != "all"
        || matches!(words.lower(next), "least" | "most")
        || words.lower(at) == "as" && matches!(words.lower(next), "many" | "few" | "much")
}

/// The index after a date that begins with a weekday or month: "Monday", "Feb. 12, 2024", "Tuesday night".
fn after_date(words: &Words, at: usize, end: usize) -> usize {
    let mut at = at;
    while at < end {
        let number = words.raw(at).starts_with(|c: char| c.is_ascii_digit());
        let comma = words.raw(at) == ","
            && words.raw(at + 1).len() == 4
            && words.raw(at + 1).starts_with(|c: char| c.is_ascii_digit());
        if !words.is_time(at) && !number && !comma {
            break;
        }
        at += 1;
    }
    at
}

/// The content to the right of `frame`, if there is one there.
pub(super) fn right(
    words: &Words,
    sentence: &Range<usize>,
    frame: &Frame,
    stops: &[usize],
) -> Option<Content> {
    let pattern = frame.sense.pattern;
    let end = body_end(words, sentence);
    let from = match (&frame.voice, &frame.source) {
        (Voice::Inverted, Some(source)) => source.end,
        _ => frame.cue.end,
    };
    let mut at = after_adverbials(words, from, end, !pattern.infinitive && pattern.quote);
    let content = |start: usize, confidence: f32| {
        let stop = clause_end(words, start, sentence, stops);
        (stop > start).then(|| Content { pieces: pieces(words, start, stop), confidence })
    };
    if at >= end {
        return None;
    }
    if let Some(found) = introduced(words, sentence, at, pattern.clause || pattern.that, &content) {
        return found;
    }
    if words.raw(at) == "," {
        return None;
    }
    let clause = |at: usize| (pattern.clause || pattern.that) && words.is(at, Classes::QUESTION);
    if clause(at) {
        return content(at, 0.9);
    }
    if words.lower(at) == "not" && words.lower(at + 1) == "to" && pattern.infinitive {
        return content(at, 0.8);
    }
    if words.lower(at) == "to" {
        return if pattern.infinitive || pattern.addressee { content(at, 0.8) } else { None };
    }
    if pattern.addressee
        && let Some(person) = phrase_after(words, at, end)
    {
        let after = after_adverbials(words, person.end, end, false).min(end);
        if after < end
            && let Some(found) = introduced(words, sentence, after, true, &content)
        {
            return found;
        }
        if clause(after) || words.lower(after) == "to" {
            return content(after, 0.9);
        }
        // "told reporters the dam would hold"
        let bare = after < end && words.raw(after) != "," && starts_clause(words, after);
        return if bare { content(after, 0.75) } else { None };
    }
    if pattern.statement {
        // "its earlier figure of 16": the noun phrase with the adverbs inside it.
        let inside =
            |at: &usize| words.is_word(*at) && !words.is(*at, Classes::PREPOSITION.or(Classes::CONJUNCTION));
        let about = (at..end.min(at + 7)).take_while(inside).any(|at| words.is(at, Classes::STATEMENT));
        return if about { content(at, 0.7) } else { None };
    }
    // "The flood claimed 12 lives."
    let takes_lives =
        frame.sense.lemma == "claim" && (at..end.min(at + 5)).any(|at| words.is(at, Classes::LIVES));
    if (pattern.clause || pattern.noun) && !takes_lives && starts_clause(words, at) {
        if words.is_adverb(at) {
            at += 1;
        }
        return content(at, if pattern.clause { 0.75 } else { 0.6 });
    }
    None
}

/// The content after a colon, or in quotation marks, with the comma before them.
#[expect(clippy::option_option, reason = "the outer one says whether the question is settled")]
fn introduced(
    words: &Words,
    sentence: &Range<usize>,
    at: usize,
    clause: bool,
    content: &impl Fn(usize, f32) -> Option<Content>,
) -> Option<Option<Content>> {
    let end = sentence.end;
    if words.opens(at).is_some() {
        return Some(content(at, 0.9));
    }
    if matches!(words.raw(at), ":" | ",") && words.opens(at + 1).is_some() && at + 1 < end {
        return Some(content(at + 1, 0.95));
    }
    if words.raw(at) == ":" && at + 1 < end {
        return Some(content(at + 1, 0.8));
    }
    if words.raw(at) == "," {
        // "said, after the vote, that …"
        let second = (at + 1..end.min(at + 16)).find(|&next| words.raw(next) == ",")?;
        let inserted = clause && words.lower(second + 1) == "that"
            || words.opens(second + 1).is_some() && second + 1 < end;
        return inserted.then(|| content(second + 1, 0.8));
    }
    None
}

/// Whether a bare clause or an object can begin at `at`.
fn starts_clause(words: &Words, at: usize) -> bool {
    if words.opens(at).is_some() {
        return true;
    }
    if !words.is_word(at) {
        return matches!(words.raw(at), "$" | "€" | "£" | "#" | "@" | "[");
    }
    if words.is(
        at,
        Classes::DETERMINER
            .or(Classes::POSSESSIVE)
            .or(Classes::PRONOUN)
            .or(Classes::QUANTIFIER)
            .or(Classes::QUESTION),
    ) {
        return true;
    }
    if words.is(
        at,
        Classes::CONJUNCTION.or(Classes::PREPOSITION).or(Classes::SUBORDINATOR).or(Classes::AUXILIARY),
    ) {
        // "said in Tessel the dam held" is read by the adverbials; "said if …" is a clause.
        return is_amount(words, at)
            || matches!(words.lower(at), "if" | "in" | "under" | "without" | "despite" | "since" | "both");
    }
    true
}

/// The content to the left of a cue whose source (or, inverted, whose verb) begins at `edge`.
pub(super) fn left(words: &Words, sentence: &Range<usize>, edge: usize, indirect: bool) -> Option<Content> {
    let before = edge.checked_sub(1).filter(|&before| before >= sentence.start)?;
    let quote_end = if words.closes(before).is_some() {
        Some(before)
    } else if words.raw(before) == "," && before > sentence.start && words.closes(before - 1).is_some() {
        Some(before - 1)
    } else {
        None
    };
    if let Some(last) = quote_end {
        let piece = words.closes(last)?;
        // A borrowed word at the end of a reported clause: "the plan is \"bad\", he said".
        if piece.tokens.start > sentence.start {
            let start = clause_start(words, sentence, piece.tokens.start);
            if start < piece.tokens.start && (piece.tokens.start - start > 1 || words.is_word(start)) {
                return Some(Content { pieces: vec![start..last + 1], confidence: 0.85 });
            }
        }
        let mut pieces: Vec<Range<usize>> = words
            .pieces
            .iter()
            .skip(
                words
                    .pieces
                    .partition_point(|other| other.tokens.start < piece.tokens.start)
                    .saturating_sub(12),
            )
            .take_while(|other| other.tokens.start <= piece.tokens.start)
            .filter(|other| other.quotation == piece.quotation)
            .map(|other| other.tokens.clone())
            .collect();
        pieces.dedup();
        return Some(Content { pieces, confidence: 0.95 });
    }
    if !indirect || words.raw(before) != "," {
        return None;
    }
    let start = clause_start(words, sentence, before);
    (start < before && before - start > 1).then(|| Content { pieces: vec![start..before], confidence: 0.8 })
}

/// Where the clause that holds `at` begins: after the last semicolon, or "; but" before it.
fn clause_start(words: &Words, sentence: &Range<usize>, at: usize) -> usize {
    let low = after_dateline(words, sentence).max(at.saturating_sub(LONGEST));
    (low..at)
        .rev()
        .find(|&earlier| words.raw(earlier) == ";" && words.piece(earlier).is_none())
        .map_or(low, |mark| mark + 1)
}

/// The range with the quotation that reaches beyond it cut into its own pieces.
fn pieces(words: &Words, start: usize, end: usize) -> Vec<Range<usize>> {
    let mut out = vec![start..end];
    // A quotation that goes on in the next paragraphs goes on in the content.
    if let Some(last) = words.closes(end - 1) {
        let index = words.pieces.partition_point(|piece| piece.tokens.start < last.tokens.start);
        out.extend(
            words.pieces[index..]
                .iter()
                .skip(1)
                .take_while(|piece| piece.quotation == last.quotation)
                .map(|piece| piece.tokens.clone()),
        );
    }
    out
}
