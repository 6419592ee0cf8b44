//! Which words name an event, and of which type.

use std::collections::HashSet;
use std::ops::Range;

use gainsay_document::Place;

use super::tables::Tables;
use crate::attribution::{Classes, Words};
use crate::segment::Sentence;
use crate::syntax::{PartOfSpeech, Relation, Syntax};

/// A word that names an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trigger {
    pub tokens: Range<usize>,
    pub kind: &'static str,
    pub noun: bool,
    /// The tokens of its sentence.
    pub sentence: Range<usize>,
}

/// The event words of a text, in order.
pub(super) fn triggers(tables: &Tables, words: &Words, syntax: &Syntax, places: &[Place]) -> Vec<Trigger> {
    let mut out = Vec::new();
    for sentence in &words.segmentation.sentences {
        in_sentence(tables, words, syntax, places, sentence, &mut out);
    }
    out
}

fn in_sentence(
    tables: &Tables,
    words: &Words,
    syntax: &Syntax,
    places: &[Place],
    sentence: &Sentence,
    out: &mut Vec<Trigger>,
) {
    let range = sentence.tokens.clone();
    let all: HashSet<&str> = range.clone().map(|at| words.lower(at)).collect();
    let stopped = stopped(tables, words, &range);
    let mut at = range.start;
    while at < range.end {
        let found = (!stopped.contains(&at)).then(|| one(tables, words, syntax, at, &range, &all)).flatten();
        let Some((after, kind)) = found else {
            at += 1;
            continue;
        };
        let inside =
            words.span(&(at..after)).is_none_or(|span| places.iter().any(|place| place.span.overlaps(span)));
        if !inside && !is_name(words, at, after, range.start, tables.kinds[kind].name) {
            let kind = &tables.kinds[kind];
            out.push(Trigger {
                tokens: at..after,
                kind: kind.name,
                noun: kind.noun,
                sentence: range.clone(),
            });
        }
        at = after;
    }
}

/// The tokens that the table of stops says name no event.
fn stopped(tables: &Tables, words: &Words, range: &Range<usize>) -> HashSet<usize> {
    let mut out = HashSet::new();
    for at in range.clone() {
        if let Some((after, ())) = tables.stop_phrases.at(words, at, range.end).next() {
            out.extend(at..after);
        }
    }
    out
}

/// The kind of event that the longest form at `at` names, with the index after it.
fn one(
    tables: &Tables,
    words: &Words,
    syntax: &Syntax,
    at: usize,
    range: &Range<usize>,
    sentence: &HashSet<&str>,
) -> Option<(usize, usize)> {
    let noun = match syntax.part(at) {
        PartOfSpeech::Noun => true,
        PartOfSpeech::Verb => false,
        _ => is_noun_use(words, at, range),
    };
    let mut best: Option<(usize, usize, bool)> = None;
    for (after, &kind) in tables.forms.at(words, at, range.end) {
        if best.is_some_and(|(known, _, _)| after < known) {
            break;
        }
        let row = &tables.kinds[kind];
        if row.noun && after == at + 1 && is_infinitive(words, at, range)
            || row.name == "attack" && is_criticism(words, syntax, after, range)
        {
            continue;
        }
        let agrees = row.noun == noun || after > at + 1;
        if row.fits(sentence) && best.is_none_or(|(_, _, known)| agrees && !known) {
            best = Some((after, kind, agrees));
        }
    }
    let (after, kind, _) = best?;
    let next = words.lower(after);
    let modifies = noun && after < range.end && tables.stop_next.contains(next);
    let modified = at > range.start && tables.stop_before.contains(words.lower(at - 1));
    // "the wounded", "the missing": the word tells people apart and reports no event of its own.
    let people = (words.lower(at).ends_with("ed") || words.lower(at) == "missing")
        && at > range.start
        && syntax.part(at) != PartOfSpeech::Verb
        && words.lower(at - 1) != "that"
        && words.is(at - 1, Classes::DETERMINER.or(Classes::POSSESSIVE));
    // "the kidnapped mayor": likewise; "every shot": a noun that is listed as a verb alone.
    let described = syntax.part(at) == PartOfSpeech::Adjective
        || syntax.relation(at) == Relation::AdjectivalModifier && !tables.kinds[kind].noun;
    let other = syntax.part(at) == PartOfSpeech::Noun && words.lower(at) == "shot" && after == at + 1;
    let people = people || described && words.lower(at).ends_with("ed") || other;
    (!modifies && !modified && !people).then_some((after, kind))
}

/// Whether the word stands behind "to" or a modal and before an object: "to fire the coach".
fn is_infinitive(words: &Words, at: usize, range: &Range<usize>) -> bool {
    const OBJECT: Classes =
        Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PERSONAL).or(Classes::QUANTIFIER);
    let before = if at > range.start { words.lower(at - 1) } else { "" };
    let behind = matches!(
        before,
        "to" | "will" | "would" | "can" | "could" | "should" | "must" | "may" | "might" | "n't"
    );
    let next = at + 1;
    // Of the nouns of events only this one is also a verb of another sense.
    behind
        && words.lower(at) == "fire"
        && next < range.end
        && (words.is(next, OBJECT) || words.is_capital(next) && words.is_word(next))
        && !words.is_time(next)
}

/// Whether what follows "attacked" makes it words: "attacked Voss for ignoring the union", "… the press over its record", "…
/// on her taxes", "… as a coward".
fn is_criticism(words: &Words, syntax: &Syntax, after: usize, range: &Range<usize>) -> bool {
    const LONGEST: usize = 6;
    let of_object = |at: usize| {
        words.is_word(at)
            && (words.is_capital(at)
                || words.is(at, Classes::DETERMINER.or(Classes::PRONOUN).or(Classes::PERSON))
                || at > after && words.is(at - 1, Classes::DETERMINER.or(Classes::POSSESSIVE))
                || matches!(syntax.part(at), PartOfSpeech::Noun | PartOfSpeech::Adjective))
    };
    let at = (after..range.end.min(after + LONGEST)).find(|&at| !of_object(at)).unwrap_or(range.end);
    if at == after || at + 1 >= range.end {
        return false;
    }
    let next = words.lower(at + 1);
    let owned = words.is(at + 1, Classes::POSSESSIVE);
    match words.lower(at) {
        "for" | "over" => owned || next.ends_with("ing"),
        // "on its way", "on her way home" are where it happened.
        "on" => {
            owned && !matches!(words.lower(at + 2), "way" | "march" | "return" | "post" | "route" | "patrol")
        }
        "as" => matches!(next, "a" | "an" | "\"" | "“" | "‘" | "just" | "being"),
        _ => false,
    }
}

/// Whether the word stands where a noun stands.
fn is_noun_use(words: &Words, at: usize, range: &Range<usize>) -> bool {
    let word = words.lower(at);
    let before = if at > range.start { at - 1 } else { usize::MAX };
    let opens_noun = before != usize::MAX
        && (words.is(before, Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::QUANTIFIER))
            || words.lower(before) == "'s");
    let next_of = at + 1 < range.end && words.lower(at + 1) == "of";
    if word.ends_with("ed") {
        return false;
    }
    if word.ends_with("ing") {
        return opens_noun || next_of;
    }
    if before == usize::MAX || opens_noun || next_of {
        return true;
    }
    if words.lower(before) == "to" || words.is(before, Classes::AUXILIARY) {
        return false;
    }
    if words.is(before, Classes::PREPOSITION) {
        return true;
    }
    let object = at + 1 < range.end
        && (words.is(at + 1, Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::QUANTIFIER))
            || words.is_capital(at + 1));
    !(object || words.is(before, Classes::PERSONAL))
}

/// Whether the word is part of a name: "Coastal Rescue Service". Storms keep theirs: "Hurricane Odile".
fn is_name(words: &Words, at: usize, after: usize, low: usize, kind: &str) -> bool {
    if !words.is_capital(at) {
        return false;
    }
    let opens = at == low || !words.is_word(at - 1) && !matches!(words.raw(at - 1), "," | "&" | "." | "/");
    let name_follows = words.is_capital(after) && words.is_word(after) && !words.is_time(after);
    if matches!(kind, "storm" | "hurricane" | "cyclone" | "typhoon") && name_follows {
        return !opens && words.is_capital(at - 1);
    }
    !opens || name_follows
}
