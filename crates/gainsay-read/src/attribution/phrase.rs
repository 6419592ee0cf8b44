//! Noun phrases without a parser: from the words that bound them.

use std::ops::Range;

use super::tables::{Classes, Inflection};
use super::words::Words;

/// No phrase is longer than so many tokens.
const LONGEST: usize = 60;
/// Prepositions that tie one noun phrase to another.
const ATTACHING: [&str; 18] = [
    "of", "for", "in", "at", "from", "with", "on", "against", "by", "near", "behind", "under", "within",
    "inside", "between", "to", "about", "across",
];

/// The noun phrase that ends before token `end` and begins at or after `low`: a subject, with its title, role and
/// apposition. A time that stands between subject and verb is left out.
pub(crate) fn subject_before(words: &Words, low: usize, end: usize) -> Option<Range<usize>> {
    let low = low.max(end.saturating_sub(LONGEST));
    let end = before_adverbial(words, low, end);
    if end <= low {
        return None;
    }
    let last = end - 1;
    let start = match words.raw(last) {
        "," => before_apposition(words, low, last)?,
        ")" => {
            let open = (low..last).rev().take(12).find(|&at| words.raw(at) == "(")?;
            phrase_start(words, low, open)?
        }
        "—" | "–" | "--" => {
            let open = (low..last).rev().find(|&at| words.raw(at) == words.raw(last))?;
            phrase_start(words, low, open)?
        }
        _ => with_relative(words, low, phrase_start(words, low, end)?),
    };
    // "Calling it an accident, Dana Voss, the mayor, said": the subject stands behind the opening participle.
    let opens = start == low
        && words
            .cue_at(start, end, |cue| !cue.pattern.nominal)
            .is_some_and(|(_, form, _)| form.inflection == Inflection::Present && form.rest.is_empty());
    if opens && let Some(comma) = (start..last).find(|&at| words.raw(at) == ",") {
        return (comma + 1 < end).then_some(comma + 1..end);
    }
    Some(start..end)
}

/// The noun phrase that the relative at `at` refers to.
pub(crate) fn antecedent(words: &Words, low: usize, at: usize) -> Option<Range<usize>> {
    let end = if at > low && words.raw(at - 1) == "," { at - 1 } else { at };
    phrase_start(words, low, end).map(|start| start..end)
}

/// The start of the whole phrase where `start` is in its relative clause: "the two bands that face each other".
fn with_relative(words: &Words, low: usize, start: usize) -> usize {
    // "a study that analysed the effect of salt": the phrase is the object of a relative clause.
    if start > low + 2
        && words.is_verbal(start - 1)
        && matches!(words.lower(start - 2), "who" | "that" | "which")
        && words.is_nominal(start - 3)
        && !words.is_verbal(start - 3)
    {
        return phrase_start(words, low, start - 2).unwrap_or(start);
    }
    let Some(relative) = start.checked_sub(1).filter(|&at| at > low) else { return start };
    let verb = words.raw(start).starts_with(char::is_lowercase)
        && !words.lower(start).ends_with('s')
        && !words
            .is(start, Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PERSON).or(Classes::PRONOUN));
    let noun = words.is_nominal(relative - 1) && !words.is_verbal(relative - 1);
    if noun && verb && matches!(words.lower(relative), "who" | "that" | "which") {
        phrase_start(words, low, relative).unwrap_or(start)
    } else {
        start
    }
}

/// The end of the subject where "on Monday" or "in a statement" stands after it.
fn before_adverbial(words: &Words, low: usize, end: usize) -> usize {
    let mut at = end;
    while at > low && words.is_time(at - 1) {
        at -= 1;
    }
    if at == end {
        return end;
    }
    while at > low && words.is(at - 1, Classes::WHEN) {
        at -= 1;
    }
    if at > low && matches!(words.lower(at - 1), "on" | "in" | "at" | "during" | "since") {
        at -= 1;
    }
    // "last week's" was a modifier, and a phrase of nothing but a time is no subject.
    if at == low { end } else { at }
}

/// The start of the phrase whose last apposition ends before the comma at `comma`.
fn before_apposition(words: &Words, low: usize, comma: usize) -> Option<usize> {
    let mut close = comma;
    for _ in 0..4 {
        let open = (low..close).rev().find(|&at| words.raw(at) == ",")?;
        if !opens_apposition(words, open + 1) || (open..close).any(|at| words.in_speech(at)) {
            // "Dana Voss, of Tessel, …" is read; "After the vote, the mayor, …" is not.
            return None;
        }
        let start = (open > low).then(|| phrase_start(words, low, open)).flatten();
        let chained = open > low && (low..open).rev().take(12).any(|at| words.raw(at) == ",");
        match start {
            Some(start) if !chained || words.is_capital(open - 1) && !opens_apposition(words, start) => {
                return Some(start);
            }
            Some(start) if start == low || words.raw(start - 1) != "," => return Some(start),
            _ if chained => close = open,
            found => return found,
        }
    }
    None
}

/// Whether an apposition may begin at `at`: "a spokesman for …", "who …", "47", "R-Ohio", "of Tessel".
pub(crate) fn opens_apposition(words: &Words, at: usize) -> bool {
    words.is(at, Classes::APPOSITIVE.or(Classes::PERSON))
        || words.raw(at).starts_with(|c: char| c.is_ascii_digit()) && words.raw(at).len() <= 3
        || words.raw(at).starts_with("R-")
        || words.raw(at).starts_with("D-")
        || words.is_capital(at) && words.lower(at + 1) == "'s"
        || is_name_between_commas(words, at)
}

/// Whether a name and a comma follow: "the spokesman, Ivo Hale, said".
fn is_name_between_commas(words: &Words, at: usize) -> bool {
    let end = (at..at + 5).find(|&at| !words.is_capital(at) || !words.is_word(at)).unwrap_or(at);
    end > at && words.raw(end) == ","
}

/// The start of the noun phrase that ends before `end`.
pub(crate) fn phrase_start(words: &Words, low: usize, end: usize) -> Option<usize> {
    let last = end.checked_sub(1).filter(|&last| last >= low)?;
    if words.is(last, Classes::PRONOUN) && !words.is(last, Classes::DETERMINER)
        || words.is(last, Classes::RELATIVE)
    {
        let of = last > low + 1
            && words.lower(last - 1) == "of"
            && words.is(last, Classes::RELATIVE.or(Classes::PRONOUN));
        return if of { phrase_start(words, low, last - 1) } else { Some(last) };
    }
    if !words.is_nominal(last) {
        return (words.is(last, Classes::PRONOUN)).then_some(last);
    }
    let mut at = last;
    while at > low {
        let before = at - 1;
        if belongs(words, low, before) {
            at = before;
        } else if before > low && joins(words, low, before, at) {
            at = before - 1;
        } else if let Some(noun) = reduced_relative(words, low, before, at) {
            at = noun;
        } else {
            break;
        }
    }
    while at < last
        && (words.is_time(at) && words.lower(at + 1) != "'s"
            || words.is_adverb(at) && !words.is(at, Classes::QUANTIFIER))
    {
        at += 1;
    }
    Some(at)
}

/// Whether the token can stand inside a noun phrase: a noun, an adjective, an article, a possessive.
fn belongs(words: &Words, low: usize, at: usize) -> bool {
    let article = Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::QUANTIFIER);
    words.lower(at) == "'s"
        || words.lower(at) == "'" && at > low && words.raw(at - 1).ends_with('s')
        || words.is_nominal(at) && !stops(words, low, at)
        || words.is(at, article) && words.lower(at) != "that"
}

/// Whether the token is a verb rather than an adjective inside the phrase.
fn stops(words: &Words, low: usize, at: usize) -> bool {
    if !words.is_verbal(at) || words.is(at, Classes::PERSON) {
        return false;
    }
    // A participle before an article governs it: "issued a statement".
    if words.is_finite(at) || words.is(at + 1, Classes::DETERMINER.or(Classes::POSSESSIVE)) {
        return true;
    }
    // "the newly elected mayor", "wounded soldiers"
    at > low
        && !words.is(
            at - 1,
            Classes::DETERMINER
                .or(Classes::POSSESSIVE)
                .or(Classes::QUANTIFIER)
                .or(Classes::PREPOSITION)
                .or(Classes::CONJUNCTION),
        )
        && !words.is_adverb(at - 1)
        && words.is_word(at - 1)
        && words.lower(at - 1) != "'s"
}

/// Whether the preposition or conjunction at `link` ties what stands before it to the phrase from `at` on.
fn joins(words: &Words, low: usize, link: usize, at: usize) -> bool {
    let left = link - 1;
    let noun = (words.is_nominal(left)
        || words.is(left, Classes::PRONOUN.or(Classes::QUANTIFIER))
        || words.raw(left) == ")")
        && !words.is_time(left)
        && words.lower(left) != "according"
        && !(words.is_verbal(left) && stops(words, low, left));
    if !noun {
        return false;
    }
    match words.lower(link) {
        "and" | "or" | "&" => {
            !words.is_verbal(at)
                && words.is_capital(left)
                    == (words.is_capital(at) || words.is(at, Classes::DETERMINER) && words.is_capital(at + 1))
        }
        "," => {
            let listed =
                (at..(at + 12).min(words.len())).find(|&next| matches!(words.lower(next), "and" | "&"));
            listed.is_some_and(|and| {
                words.is_capital(left)
                    && (at..and).all(|next| words.is_capital(next) || words.raw(next) == ",")
            })
        }
        word => ATTACHING.contains(&word),
    }
}

/// The noun before "familiar with …", "briefed on …", "living in …", where `before` is that word or its preposition.
fn reduced_relative(words: &Words, low: usize, before: usize, at: usize) -> Option<usize> {
    let participle = if ATTACHING.contains(&words.lower(before)) {
        before.checked_sub(1)?
    } else if ATTACHING.contains(&words.lower(at)) {
        before
    } else {
        return None;
    };
    let noun = participle.checked_sub(1).filter(|&noun| noun >= low)?;
    let fits = words.is(participle, Classes::PARTICIPLE)
        || words.is_verbal(participle) && !words.is(participle, Classes::AUXILIARY.or(Classes::VERB));
    (fits && words.is(noun, Classes::PERSON)).then_some(noun)
}

/// The noun phrase that begins at `start` and ends before `limit`, with an apposition after it.
pub(crate) fn phrase_after(words: &Words, start: usize, limit: usize) -> Option<Range<usize>> {
    let limit = limit.min(start + LONGEST);
    if start >= limit || words.opens(start).is_some() {
        return None;
    }
    if words.is(start, Classes::PERSONAL)
        || words.is(start, Classes::PRONOUN) && words.lower(start + 1) != "of" && !words.is_nominal(start + 1)
    {
        return Some(start..start + 1);
    }
    let mut at = start;
    // The end of the last token that can end a phrase.
    let mut end = start;
    while at < limit {
        let open = at == start || at > end;
        let word = words.lower(at);
        if word == "'s" || word == "'" && words.raw(at - 1).ends_with('s') {
            at += 1;
        } else if word == "," && end > start {
            return Some(start..apposition_after(words, at, limit).unwrap_or(end));
        } else if word == "(" && end > start {
            match (at..limit).take(12).find(|&next| words.raw(next) == ")") {
                Some(close) => {
                    at = close + 1;
                }
                None => break,
            }
        } else if words.is(at, Classes::DETERMINER.or(Classes::POSSESSIVE)) {
            if !open || word == "that" && at > start {
                break;
            }
            at += 1;
            // A determiner alone opens the phrase.
            if at < limit
                && !words.is_nominal(at)
                && !words.is_manner(at)
                && !words.is_verbal(at)
                && !words.is(at, Classes::QUANTIFIER)
            {
                break;
            }
            continue;
        } else if end > start && matches!(word, "and" | "or" | "&") {
            let next = at + 1;
            if words.is_capital(at - 1) != words.is_capital(next)
                || !words.is_nominal(next)
                || words.is_verbal(next)
            {
                break;
            }
            at += 1;
            continue;
        } else if end > start && matches!(word, "of" | "for" | "from" | "at" | "with" | "in") {
            let next = at + 1;
            let noun = words.is_nominal(next)
                || words.is(next, Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::QUANTIFIER));
            let loose = word == "in" && !words.is(at - 1, Classes::PERSON)
                || word == "at" && !words.is_capital(next) && word != "of";
            if !noun
                || loose
                || words.is_time(next)
                || words.is(next + 1, Classes::VENUE)
                || words.is(next, Classes::VENUE)
            {
                break;
            }
            at += 1;
            continue;
        } else if words.opens(at).is_some()
            || !(words.is_nominal(at) || words.is_manner(at) && open)
            || end > start && words.is_verbal(at)
        {
            break;
        } else {
            at += 1;
        }
        end = at;
    }
    (end > start).then_some(start..end)
}

/// The end of the apposition that the comma at `comma` opens, closing comma included.
fn apposition_after(words: &Words, comma: usize, limit: usize) -> Option<usize> {
    if !opens_apposition(words, comma + 1)
        || words.is(comma + 1, Classes::PERSONAL.or(Classes::TIME)) && !words.is(comma + 1, Classes::RELATIVE)
    {
        return None;
    }
    let end = (comma + 1..limit).find(|&at| {
        matches!(words.raw(at), "," | ";" | "." | ":" | "—" | "?" | "!")
            || words.opens(at).is_some()
            || words.is_time(at)
    })?;
    // "…, the dam will hold" is a clause, not an apposition.
    let clause = (comma + 1..end).any(|at| words.is(at, Classes::AUXILIARY.or(Classes::VERB)))
        && !words.is(comma + 1, Classes::RELATIVE)
        && words.lower(comma + 1) != "whose";
    (!clause).then_some(end)
}
