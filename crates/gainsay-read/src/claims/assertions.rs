//! What one holder says in one sentence, cut into its assertions: "nine were killed, and fifty fled" is two.

use std::ops::Range;

use gainsay_document::{Event, Facts, Span, Stance};

use crate::attribution::{Classes, Words};
use crate::events::Layers;

/// One assertion: its facts and the tokens that say them, a range a sentence and clause.
#[derive(Clone, Debug)]
pub(super) struct Assertion {
    pub facts: Facts,
    pub tokens: Vec<Range<usize>>,
}

/// The longest subject that is repeated with a second predicate, in tokens.
const LONGEST_SUBJECT: usize = 20;

/// A clause of a territory.
#[derive(Clone, Debug)]
struct Clause {
    tokens: Range<usize>,
    /// Whether a mark parts it from the one before.
    marked: bool,
    /// Whether other people's words stand before it in its sentence.
    resumes: bool,
    /// Of a predicate that shares the subject of the clause before.
    subject: Option<Range<usize>>,
}

/// Whether the assertions of an attribution of this stance may be taken apart: what is denied or demanded is one thing.
pub(super) fn may_part(stance: Option<Stance>) -> bool {
    matches!(stance, None | Some(Stance::Say | Stance::Claim | Stance::Confirm | Stance::Estimate))
}

/// The facts of one holder by assertion; `territory` are the tokens that the holder says them in, a range a sentence.
pub(super) fn assertions(
    words: &Words,
    layers: Layers<'_>,
    events: &[Event],
    facts: &Facts,
    territory: &[Range<usize>],
    parting: bool,
) -> Vec<Assertion> {
    let parting = parting && !is_empty(facts);
    let mut clauses: Vec<Clause> =
        territory.iter().flat_map(|tokens| clauses(words, tokens, parting)).collect();
    for clause in clauses.iter_mut().skip(1) {
        clause.resumes = territory.iter().any(|tokens| tokens.start == clause.tokens.start);
    }
    let clause_of = |span: Span| {
        let token = words.segmentation.token_at(span.start());
        clauses.iter().position(|clause| clause.tokens.contains(&token))
    };
    let mut by_clause: Vec<Facts> = vec![Facts::default(); clauses.len().max(1)];
    let mut homes: Vec<(usize, usize)> = Vec::new();
    for &id in &facts.events {
        let Some(event) = events.get(id.index()) else { continue };
        let at = clause_of(event.trigger).unwrap_or(0);
        by_clause[at].events.push(id);
    }
    for &index in &facts.quantities {
        let Some(quantity) = layers.quantities.get(index) else { continue };
        // A part stands with its whole.
        let whole = quantity.part_of.and_then(|whole| homes.iter().find(|(known, _)| *known == whole));
        let at = whole.map(|(_, at)| *at).or_else(|| clause_of(quantity.span)).unwrap_or(0);
        homes.push((index, at));
        by_clause[at].quantities.push(index);
    }
    if !parting {
        // One assertion; of a long quotation only the sentences that say it.
        let told = |at: &usize| !is_empty(&by_clause[*at]);
        let mut tokens: Vec<Range<usize>> =
            (0..clauses.len()).filter(told).map(|at| clauses[at].tokens.clone()).collect();
        if tokens.is_empty() {
            tokens = clauses.into_iter().map(|clause| clause.tokens).collect();
        }
        return vec![Assertion { facts: facts.clone(), tokens }];
    }
    let settled = settle(words, &clauses, &mut by_clause);
    let mut out: Vec<Assertion> = Vec::new();
    for (at, facts) in by_clause.into_iter().enumerate().filter(|(_, facts)| !is_empty(facts)) {
        let Some(clause) = clauses.get(at) else {
            out.push(Assertion { facts, tokens: Vec::new() });
            continue;
        };
        let mut tokens: Vec<Range<usize>> = clause.subject.clone().into_iter().collect();
        tokens.push(clause.tokens.clone());
        let with = clauses.iter().enumerate().filter(|(other, _)| *other != at && settled[*other] == at);
        tokens.extend(with.map(|(_, clause)| clause.tokens.clone()));
        let tokens = joined(tokens);
        out.push(Assertion { facts, tokens });
    }
    out
}

/// The clause that each is said with: what has no verb goes with what stands beside it in the sentence ("in the wake of
/// the attack"), what has no fact and no mark before it goes with the clause that it ends.
fn settle(words: &Words, clauses: &[Clause], facts: &mut [Facts]) -> Vec<usize> {
    let mut settled: Vec<usize> = (0..clauses.len()).collect();
    let sentence = |at: usize| {
        words
            .segmentation
            .tokens
            .get(clauses[at].tokens.start)
            .and_then(|token| words.segmentation.sentence_at(token.span.start()))
    };
    for at in 0..clauses.len() {
        let clause = &clauses[at];
        let verbless = first_verb(words, &clause.tokens).is_none();
        let goes_on = clause.resumes && opening_verb(words, clause.tokens.clone()).is_none();
        let bare = !is_empty(&facts[at]) && (verbless || goes_on);
        let beside = [at.wrapping_sub(1), at + 1].into_iter().find(|&other| {
            other < clauses.len() && sentence(other) == sentence(at) && !is_empty(&facts[other])
        });
        if let Some(other) = beside.filter(|_| bare) {
            let moved = std::mem::take(&mut facts[at]);
            facts[other].events.extend(moved.events);
            facts[other].quantities.extend(moved.quantities);
            facts[other].events.sort_unstable();
            facts[other].quantities.sort_unstable();
            settled[at] = other;
        } else if is_empty(&facts[at]) && at > 0 && !clauses[at].marked && sentence(at) == sentence(at - 1) {
            settled[at] = settled[at - 1];
        }
    }
    // What was said with something that then went on to something else.
    for at in 0..settled.len() {
        let mut home = settled[at];
        for _ in 0..settled.len() {
            home = settled[home];
        }
        settled[at] = home;
    }
    settled
}

/// The ranges in order, those that only a mark or conjunction parts as one.
fn joined(mut tokens: Vec<Range<usize>>) -> Vec<Range<usize>> {
    const LONGEST_JOINT: usize = 2;
    tokens.sort_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = Vec::with_capacity(tokens.len());
    for range in tokens {
        match out.last_mut() {
            Some(last) if range.start <= last.end + LONGEST_JOINT => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

fn is_empty(facts: &Facts) -> bool {
    facts.events.is_empty() && facts.quantities.is_empty()
}

/// The clauses side by side in one sentence: each has a verb of its own.
fn clauses(words: &Words, tokens: &Range<usize>, parting: bool) -> Vec<Clause> {
    let whole = Clause { tokens: tokens.clone(), marked: true, resumes: false, subject: None };
    if !parting {
        return vec![whole];
    }
    let mut out = vec![whole];
    let mut at = tokens.start + 1;
    while at + 1 < tokens.end {
        let Some(start) = border(words, at, tokens) else {
            at += 1;
            continue;
        };
        let Some(last) = out.last_mut() else { break };
        let left = last.tokens.start..at;
        let verb = first_verb(words, &left);
        // "In addition to those recorded here, one in Tornio and one in Melin have died": names side by side.
        let beside =
            left.clone().rev().find(|&at| words.raw(at) == ",").map_or(left.start, |comma| comma + 1);
        let marked = matches!(words.raw(at), ";" | ",");
        let opens = opening_verb(words, start..tokens.end);
        let parts = marked || opens == Some(Opening::Predicate) || first_verb(words, &(beside..at)).is_some();
        match (verb, opens) {
            (Some(verb), Some(opening)) if parts => {
                let subject = last.subject.clone().unwrap_or_else(|| subject(words, left.start..verb));
                let shares = opening == Opening::Predicate
                    && !subject.is_empty()
                    && subject.len() <= LONGEST_SUBJECT
                    && (subject.clone()).any(|at| words.is_word(at));
                last.tokens.end = at;
                let subject = shares.then_some(subject);
                out.push(Clause { tokens: start..tokens.end, marked, resumes: false, subject });
                at = start + 1;
            }
            _ => at += 1,
        }
    }
    out
}

/// Where a clause may begin after a mark or conjunction at `at`.
fn border(words: &Words, at: usize, tokens: &Range<usize>) -> Option<usize> {
    let joins = |at: usize| {
        matches!(words.lower(at), "and" | "but" | "while" | "whereas" | "although" | "though" | "then")
    };
    let found = match words.raw(at) {
        ";" => at + 1,
        "," if joins(at + 1) => at + 2,
        // "that the dam broke, that twelve drowned"
        "," if words.lower(at + 1) == "that" && words.lower(tokens.start) == "that" => at + 1,
        _ if matches!(words.lower(at), "and" | "but") && words.raw(at + 1) != "/" => at + 1,
        _ => return None,
    };
    let start = if matches!(words.lower(found), "and" | "but" | "then") { found + 1 } else { found };
    (start < tokens.end && !inside_brackets(words, at, tokens)).then_some(start)
}

fn inside_brackets(words: &Words, at: usize, tokens: &Range<usize>) -> bool {
    let mut depth = 0_i32;
    for at in tokens.start..at {
        match words.raw(at) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

/// Whether a clause begins with its subject or with its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    Subject,
    Predicate,
}

/// How the clause at the beginning of `tokens` opens; `None` where no verb comes before another clause's word.
fn opening_verb(words: &Words, tokens: Range<usize>) -> Option<Opening> {
    let mut at = tokens.start;
    while at < tokens.end && (words.is_adverb(at) || words.lower(at) == "that") {
        at += 1;
    }
    let first = at;
    while at < tokens.end {
        if is_verb(words, at) {
            return Some(if at == first { Opening::Predicate } else { Opening::Subject });
        }
        let ends = matches!(words.raw(at), ";" | ":" | "—" | "–" | "--" | ")")
            || words.is(at, Classes::RELATIVE.or(Classes::SUBORDINATOR)) && !words.is_time(at);
        if ends {
            return None;
        }
        at += 1;
    }
    None
}

/// The subject before a verb, without the clause that describes it: "the stampede, which …".
fn subject(words: &Words, tokens: Range<usize>) -> Range<usize> {
    let described = |&at: &usize| at > tokens.start && describes(words, at);
    let end = tokens
        .clone()
        .find(described)
        .map_or(tokens.end, |at| if words.raw(at - 1) == "," { at - 1 } else { at });
    tokens.start..end
}

/// Whether a clause that only describes what stands before it begins at the token: "who fled", "the raid that killed".
pub(super) fn describes(words: &Words, at: usize) -> bool {
    match words.lower(at) {
        "who" | "whom" | "whose" | "which" => true,
        "that" => {
            let acts = words.is(at + 1, Classes::AUXILIARY) || words.is_verbal(at + 1);
            at > 0 && words.is_nominal(at - 1) && acts
        }
        _ => false,
    }
}

fn first_verb(words: &Words, tokens: &Range<usize>) -> Option<usize> {
    tokens.clone().find(|&at| is_verb(words, at))
}

/// Whether the token is a finite verb or a participle that stands for one: not "the wounded", not "wounded soldiers".
fn is_verb(words: &Words, at: usize) -> bool {
    // "the government's": mostly no verb.
    if words.is(at, Classes::AUXILIARY) {
        return words.lower(at) != "'s";
    }
    if !words.is_verbal(at) || words.lower(at).ends_with("ing") || words.is_capital(at) {
        return false;
    }
    // "a fully staffed home"
    let before = if at > 1 && words.is_manner(at - 1) { at - 2 } else { at.wrapping_sub(1) };
    let governed = at > 0
        && words.is(before, Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PREPOSITION))
        && !words.is(before, Classes::PRONOUN);
    let next = at + 1;
    let describes = words.lower(at).ends_with("ed")
        && words.is_word(next)
        && words.is_nominal(next)
        && !words.is(next, Classes::QUANTIFIER.or(Classes::PRONOUN).or(Classes::DETERMINER))
        && !words.is_capital(next)
        && words.raw(next).starts_with(char::is_alphabetic);
    !governed && !describes
}
