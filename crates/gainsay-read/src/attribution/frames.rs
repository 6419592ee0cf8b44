//! Frames: each verb that attributes, with its auxiliaries, its voice and its subject.

use std::ops::Range;

use super::content::after_dateline;
use super::phrase::{phrase_after, phrase_start, subject_before};
use super::tables::{Classes, Cue, Form, Inflection};
use super::words::Words;

/// How a verb stands to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// "Orlov said".
    Active,
    /// "said Orlov".
    Inverted,
    /// The subject stands before an earlier verb: "…, saying", "… and said".
    Shared,
    /// "was accused", "is expected": the subject belongs to the content.
    Passive,
}

/// A verb that may attribute.
#[derive(Clone, Debug)]
pub(super) struct Frame<'a> {
    pub sense: &'a Cue,
    /// The verb with its auxiliaries, adverbs and particles.
    pub cue: Range<usize>,
    pub source: Option<Range<usize>>,
    /// The grammatical subject of a passive verb.
    pub subject: Option<Range<usize>>,
    pub voice: Voice,
    pub negated: bool,
    /// Where a clause of its own begins, if it begins one: the conjunction or comma before it.
    pub opens_at: usize,
}

/// The frames of the sentence whose tokens are `sentence`, in order.
pub(super) fn frames<'a>(words: &Words<'a>, sentence: &Range<usize>) -> Vec<Frame<'a>> {
    let mut found: Vec<Frame<'a>> = Vec::new();
    let main = main_subject(words, sentence);
    let titled = is_titled(words, sentence);
    let mut at = sentence.start;
    while at < sentence.end {
        let candidate = (!words.in_speech(at))
            .then(|| words.cue_at(at, sentence.end, |cue| !cue.pattern.nominal && !cue.pattern.adverb))
            .flatten();
        // "United States" and "Air Force" hold no verb, "OFFICIALS SAY" and a headline's "Officials Say" do.
        let name = words.is_capital(at)
            && at > sentence.start
            && !titled
            && !words.raw(at).chars().skip(1).all(char::is_uppercase);
        let Some((sense, form, after)) = candidate.filter(|_| !name && !words.is(at, Classes::PREPOSITION))
        else {
            at += 1;
            continue;
        };
        let last = found.last().and_then(|frame| frame.source.clone()).or_else(|| main.clone());
        if let Some(frame) = frame(words, sentence, at, sense, form, after, last) {
            found.push(frame);
        }
        at = after;
    }
    // "Citing its engineers, the ministry said": the subject of an opening participle follows.
    for index in 0..found.len().saturating_sub(1) {
        if found[index].voice == Voice::Shared && found[index].cue.start == sentence.start {
            found[index].source = found[index + 1].source.clone();
        }
    }
    found
}

/// Whether the sentence is a headline with a capital on every longer word.
pub(crate) fn is_titled(words: &Words, sentence: &Range<usize>) -> bool {
    let long = |at: &usize| words.is_word(*at) && words.raw(*at).chars().count() > 4;
    sentence.len() <= 30 && sentence.clone().filter(long).all(|at| words.is_capital(at))
}

/// The noun phrase that opens the main clause.
fn main_subject(words: &Words, sentence: &Range<usize>) -> Option<Range<usize>> {
    let mut start = after_dateline(words, sentence);
    while start < sentence.end
        && (words.is(start, Classes::CONJUNCTION) || words.is_adverb(start) || !words.is_word(start))
    {
        start += 1;
    }
    if words.is(start, Classes::PREPOSITION.or(Classes::SUBORDINATOR))
        && !words.is(start, Classes::DETERMINER)
    {
        let comma = (start..sentence.end.min(start + 40)).find(|&at| words.raw(at) == ",")?;
        start = comma + 1;
    } else if opens_participle(words, start) {
        // "Describing the fire, Orlov said": the subject stands behind the opening participle.
        let comma = (start..sentence.end.min(start + 40)).find(|&at| {
            words.raw(at) == ","
                && phrase_after(words, at + 1, sentence.end).is_some_and(|phrase| {
                    words.cue_at(phrase.end, sentence.end, |cue| cue.pattern.quote).is_some()
                })
        })?;
        start = comma + 1;
    }
    phrase_after(words, start, sentence.end)
}

/// Whether a participle that attributes stands at `at`: "Describing", "Citing".
fn opens_participle(words: &Words, at: usize) -> bool {
    words
        .cue_at(at, words.len(), |cue| !cue.pattern.nominal)
        .is_some_and(|(_, form, _)| form.inflection == Inflection::Present)
}

fn frame<'a>(
    words: &Words<'a>,
    sentence: &Range<usize>,
    head: usize,
    sense: &'a Cue,
    form: &Form,
    after: usize,
    last: Option<Range<usize>>,
) -> Option<Frame<'a>> {
    let group = group(words, sentence.start, head, form);
    let start = group.start;
    let mut frame = Frame {
        sense,
        cue: start..after,
        source: None,
        subject: None,
        voice: Voice::Active,
        negated: group.negated,
        opens_at: start,
    };
    if group.passive {
        frame.voice = Voice::Passive;
        frame.subject = subject_before(words, sentence.start, start);
        frame.source = None;
        return Some(frame);
    }
    let low = sentence.start;
    // "Early reports said", "its claims were": the form is a noun.
    let noun = matches!(form.inflection, Inflection::Base | Inflection::ThirdPerson)
        && !group.auxiliary
        && form.rest.is_empty()
        && (words.is_finite(after)
            || words
                .cue_at(after, sentence.end, |cue| cue.pattern.quote)
                .is_some_and(|(_, next, _)| matches!(next.inflection, Inflection::Past)));
    if noun {
        return None;
    }
    let before = start.checked_sub(1).filter(|&before| before >= low);
    let participle = form.inflection == Inflection::Present && !group.auxiliary;
    let Some(before) = before else {
        // A headline without a subject, or an opening participle.
        if participle {
            frame.voice = Voice::Shared;
            frame.source = last.filter(|source| source.start >= after);
            return Some(frame);
        }
        return None;
    };
    let raw = words.raw(before);
    let quote_before =
        words.closes(before).is_some() || raw == "," && before > low && words.closes(before - 1).is_some();
    if sense.pattern.inverted
        && !group.auxiliary
        && !participle
        && (quote_before || raw == "," && subject_before(words, low, start).is_none())
        && let Some(source) = inverted_source(words, sentence, after, quote_before)
    {
        frame.voice = Voice::Inverted;
        frame.opens_at = start;
        frame.source = Some(source);
        return Some(frame);
    }
    let conjunction =
        words.is(before, Classes::CONJUNCTION.or(Classes::CONTRAST)) && !words.is(before, Classes::ADVERB);
    if participle {
        let linked = raw == ","
            || conjunction
            || words.is(before, Classes::PREPOSITION.or(Classes::SUBORDINATOR))
            || matches!(raw, "—" | "–" | "(");
        if linked && words.lower(before) != "to" {
            frame.voice = Voice::Shared;
            frame.opens_at = before;
            frame.source = last;
            return Some(frame);
        }
    } else if conjunction || raw == "," && before > low && words.is(before - 1, Classes::CONJUNCTION) {
        if form.inflection == Inflection::Base
            && !group.auxiliary
            && !last.as_ref().is_some_and(|last| is_plural(words, last))
        {
            return None;
        }
        frame.voice = Voice::Shared;
        frame.opens_at = before;
        frame.source = Some(last?);
        return Some(frame);
    }
    if words.lower(before) == "to" || words.lower(after) == "by" && form.inflection == Inflection::Past {
        return None;
    }
    // "four suspected militants", "the list of 85 confirmed deaths": a number and a noun make it an adjective.
    let numbered = words.raw(before).starts_with(|c: char| c.is_ascii_digit())
        || words.is(before, Classes::QUANTIFIER) && !words.is(before, Classes::PRONOUN);
    if numbered && form.inflection == Inflection::Past && !group.auxiliary && words.is_nominal(after) {
        return None;
    }
    let source = subject_before(words, low, start)?;
    // "there were said to be", "scheduled earlier", "taken to the streets": no noun phrase.
    let participle_alone = !words.is_capital(source.start)
        && words.is_verbal(source.start)
        && !words.is(source.start, Classes::PERSON)
        && (source.len() == 1 || words.is(source.start + 1, Classes::PREPOSITION));
    if participle_alone || source.len() == 1 && words.lower(source.start) == "there" {
        return None;
    }
    if begins_with_verb(words, low, &source) || source.start == low && opens_participle(words, low) {
        return None;
    }
    // "would consider charging": the word before is a verb.
    let verb = source.len() == 1
        && !words.is(source.start, Classes::PERSON)
        && !words.is_capital(source.start)
        && words.cue_at(source.start, start, |_| true).is_some_and(|(cue, form, _)| {
            !cue.pattern.nominal && form.inflection == Inflection::Base && participle
        });
    if verb || !agrees(words, &source, form, &group) {
        return None;
    }
    frame.opens_at = source.start;
    let mut opens = source.start;
    if opens > low && words.is(opens - 1, Classes::CONJUNCTION.or(Classes::CONTRAST)) {
        opens -= 1;
    }
    if opens > low && words.raw(opens - 1) == "," {
        opens -= 1;
    }
    frame.opens_at = opens;
    frame.source = Some(source);
    Some(frame)
}

/// Whether what looks like a subject is a verb with its object: "will [present a draft]", "to [calm fears]",
/// ", [helping the union]".
fn begins_with_verb(words: &Words, low: usize, source: &Range<usize>) -> bool {
    const NOUN: Classes = Classes::DETERMINER
        .or(Classes::POSSESSIVE)
        .or(Classes::QUANTIFIER)
        .or(Classes::PRONOUN)
        .or(Classes::PERSON);
    let start = source.start;
    if start <= low || words.is_capital(start) || words.is(start, NOUN) || source.len() == 1 {
        return false;
    }
    let before = words.lower(start - 1);
    // "Why should the union agree?" is asked of the union.
    let modal = start - 1 > low
        && !words.is(start.saturating_sub(2), Classes::QUESTION)
        && matches!(
            before,
            "will" | "would" | "can" | "could" | "may" | "might" | "must" | "shall" | "should"
        );
    let gerund = before == "," && words.lower(start).len() > 5 && words.lower(start).ends_with("ing");
    before == "to" || modal || gerund
}

/// The verb group to the left of a verb.
struct Group {
    start: usize,
    auxiliary: bool,
    passive: bool,
    negated: bool,
}

fn group(words: &Words, low: usize, head: usize, form: &Form) -> Group {
    let mut group = Group { start: head, auxiliary: false, passive: false, negated: false };
    let mut at = head;
    while at > low && head - at < 6 {
        let before = at - 1;
        if words.is(before, Classes::AUXILIARY) && !words.is(before, Classes::PRONOUN) {
            let possessive =
                words.lower(before) == "'s" && !(before > low && words.is(before - 1, Classes::PRONOUN));
            if possessive {
                break;
            }
            if !group.auxiliary && words.is(before, Classes::BE) && form.inflection == Inflection::Past {
                group.passive = true;
            }
            group.auxiliary = true;
            group.start = before;
        } else if !words.is_adverb(before) {
            break;
        } else {
            group.start = before;
        }
        group.negated |= words.is(before, Classes::NEGATION);
        at = before;
    }
    group
}

/// The source after an inverted verb: a phrase that is no object.
fn inverted_source(
    words: &Words,
    sentence: &Range<usize>,
    after: usize,
    quoted: bool,
) -> Option<Range<usize>> {
    let source = phrase_after(words, after, sentence.end)?;
    if words.is_time(source.start)
        || words.is(source.start, Classes::PLURAL) && words.lower(source.start) == "that"
    {
        return None;
    }
    if quoted {
        return Some(source);
    }
    // "…, said the mayor." but not "the mayor, a doctor, said the dam would hold".
    let next = words.lower(source.end);
    let ends =
        source.end >= sentence.end || matches!(next, "." | "," | ";") || words.raw(source.end - 1) == ",";
    ends.then_some(source)
}

/// Whether the verb can have that subject: "reports" after "officials" is a noun, "claim" after "Orlov" too.
fn agrees(words: &Words, source: &Range<usize>, form: &Form, group: &Group) -> bool {
    let last = (source.clone()).rev().find(|&at| words.is_word(at)).unwrap_or(source.start);
    match form.inflection {
        Inflection::Past | Inflection::Present => true,
        Inflection::Base if group.auxiliary => true,
        Inflection::Base => {
            is_plural(words, source)
                || form.inflection == Inflection::Base
                    && form.rest.is_empty()
                    && words.is(last, Classes::PLURAL)
        }
        Inflection::ThirdPerson => {
            let plural = words.is(last, Classes::PLURAL) && !words.is(last, Classes::RELATIVE);
            !plural || words.is(last, Classes::RELATIVE)
        }
    }
}

/// Whether the phrase looks plural.
fn is_plural(words: &Words, phrase: &Range<usize>) -> bool {
    if words.is(phrase.start, Classes::PLURAL) && phrase.len() == 1 {
        return true;
    }
    // The head stands before the first preposition.
    let head = phrase
        .clone()
        .find(|&at| at > phrase.start && (words.is(at, Classes::PREPOSITION) || words.raw(at) == ","))
        .unwrap_or(phrase.end)
        - 1;
    let word = words.lower(head);
    words.is(head, Classes::PLURAL)
        || word == "people"
        || word.ends_with('s') && !word.ends_with("ss") && word != "'s"
        || phrase.clone().any(|at| words.lower(at) == "and")
        || words.is(phrase.start, Classes::PLURAL.or(Classes::QUANTIFIER))
            && words.lower(phrase.start + 1) == "of"
}

/// The subject before a verb group that is no cue; for contents that go around their cue.
pub(super) fn clause_subject(words: &Words, low: usize, end: usize) -> Option<Range<usize>> {
    subject_before(words, low, end).or_else(|| phrase_start(words, low, end).map(|start| start..end))
}
