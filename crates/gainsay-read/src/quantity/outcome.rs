//! What became of what is counted: the verbs, participles and nouns around a number.

use gainsay_document::Outcome;

use super::Candidate;
use super::number;
use super::tables::{NounClass, Shape, Tables, WordClass};
use crate::words::Words;

/// Where an outcome was found; a coordinated number takes it over from the side that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// In the noun phrase itself: "14 deaths", "30 wounded soldiers".
    Phrase,
    /// After it: "14 people were killed".
    Forward,
    /// Before it: "killed 14 people", "a death toll of 14".
    Backward,
    /// From the number it is a part of or coordinated with.
    Taken,
}

/// The outcome of `candidate`. `starts` are the first tokens of all numbers of the sentence.
pub(super) fn outcome(
    tables: &Tables,
    words: &Words<'_>,
    candidate: &Candidate,
    starts: &[usize],
) -> Option<(Outcome, Found)> {
    if candidate.class == NounClass::Measure {
        return None;
    }
    let fits = |outcome: &Outcome| candidate.class.can_be(*outcome);
    in_phrase(tables, words, candidate)
        .map(|outcome| (outcome, Found::Phrase))
        .or_else(|| {
            forward(tables, words, candidate, starts).filter(fits).map(|found| (found, Found::Forward))
        })
        .or_else(|| backward(tables, words, candidate).filter(fits).map(|found| (found, Found::Backward)))
        .or_else(|| toll(tables, words, candidate).filter(fits).map(|found| (found, Found::Backward)))
}

fn in_phrase(tables: &Tables, words: &Words<'_>, candidate: &Candidate) -> Option<Outcome> {
    (candidate.number_end..candidate.end).find_map(|index| {
        tables.outcomes.all_at(words, index).find_map(|(end, _, (outcome, shape))| {
            let counts = *shape == Shape::Noun || *shape == Shape::Participle && end < candidate.end;
            (counts && end <= candidate.end && (*shape == Shape::Noun || candidate.class.can_be(*outcome)))
                .then_some(*outcome)
        })
    })
}

/// "14 people were killed", "14 dead", "14 people in the village were reported to have been killed".
fn forward(tables: &Tables, words: &Words<'_>, candidate: &Candidate, starts: &[usize]) -> Option<Outcome> {
    const FARTHEST: usize = 16;
    let limit = words.sentence_tokens(candidate.start).end;
    let mut index = candidate.end;
    let mut auxiliary = false;
    // Inside a modifier of the noun ("in the village of Korva"), where any word may stand until an auxiliary comes.
    let mut modifier = false;
    for _ in 0..FARTHEST {
        if index >= limit || starts.contains(&index) {
            return None;
        }
        if let Some(after) = insertion(words, index, limit) {
            index = after;
            continue;
        }
        if auxiliary && let Some(after) = words.follows(index, "among the") {
            return tables
                .outcomes
                .all_at(words, after)
                .find(|hit| hit.2.1 == Shape::Toll)
                .map(|hit| hit.2.0);
        }
        if let Some((end, outcome)) = predicate(tables, words, candidate, index, auxiliary, modifier) {
            return if auxiliary || !has_object(tables, words, end, starts) {
                Some(either(tables, words, end, outcome))
            } else {
                None
            };
        }
        if let Some(after) = words.follows(index, "so far") {
            index = after;
            continue;
        }
        // "dozens of peacekeepers and officials are missing": one number for both.
        if index == candidate.end
            && candidate.class == NounClass::People
            && matches!(words.lower(index), "and" | "or")
            && let Some((after, _, noun)) = tables.nouns.at(words, index + 1)
            && noun.class == NounClass::People
            && noun.is_plural
        {
            index = after;
            continue;
        }
        let word = words.lower(index);
        if index == candidate.end && matches!(word, "\"" | "”" | "’" | "'" | "''") {
            index += 1;
            continue;
        }
        match tables.class(word) {
            Some(WordClass::Auxiliary) => auxiliary = true,
            Some(WordClass::Adverb) => {}
            Some(WordClass::Cue) => {
                // "14 people reported killed" but not "14 people said the ship sank".
                if !auxiliary && matches!(word, "said" | "says" | "say" | "saying" | "told" | "tells") {
                    return None;
                }
            }
            Some(WordClass::Preposition) => {
                if word != "to" && auxiliary {
                    return None;
                }
                modifier = true;
            }
            Some(WordClass::Determiner) if modifier => {}
            Some(WordClass::Conjunction) if matches!(word, "who" | "that" | "which") => modifier = false,
            Some(_) => return None,
            None if !words.is_word(index) => return None,
            None if word.ends_with("ly") => {}
            None if auxiliary => return None,
            None if modifier || word.ends_with("ing") => modifier = true,
            None => return None,
        }
        index += 1;
    }
    None
}

/// The participle or intransitive verb at `index` that says what became of `candidate`.
fn predicate(
    tables: &Tables,
    words: &Words<'_>,
    candidate: &Candidate,
    index: usize,
    auxiliary: bool,
    modifier: bool,
) -> Option<(usize, Outcome)> {
    tables.outcomes.all_at(words, index).find_map(|(end, _, (outcome, shape))| {
        let fits = match shape {
            Shape::Participle => auxiliary || !modifier || words.before(index) == "been",
            Shape::Intransitive => candidate.class != NounClass::Thing,
            _ => false,
        };
        // "Twelve of them children": what follows is no predicate; "14 people hurt the driver" is caught by its object.
        (fits && candidate.class.can_be(*outcome)).then_some((end, *outcome))
    })
}

/// "killed or wounded": neither of the two alone.
fn either(tables: &Tables, words: &Words<'_>, end: usize, outcome: Outcome) -> Outcome {
    let other = tables.outcomes.all_at(words, end + 1).find(|hit| hit.2.1 == Shape::Participle);
    match other {
        Some((_, _, (second, _))) if words.lower(end) == "or" && *second != outcome => Outcome::Affected,
        _ => outcome,
    }
}

/// Whether an object begins at `index`, so that the verb before it is active: "two gunmen killed five people".
fn has_object(tables: &Tables, words: &Words<'_>, index: usize, starts: &[usize]) -> bool {
    starts.contains(&index)
        || matches!(
            words.lower(index),
            "a" | "an" | "the" | "his" | "her" | "its" | "their" | "another" | "several" | "dozens"
        ) && number::number(tables, words, index).is_none()
            && !matches!(words.lower(index + 1), "day" | "week" | "month" | "year" | "night" | "morning")
}

/// The index after an insertion that begins at `index`: ", including three children,", "(two of them soldiers)".
fn insertion(words: &Words<'_>, index: usize, limit: usize) -> Option<usize> {
    const OPENERS: [&str; 14] = [
        "including",
        "among",
        "most",
        "mostly",
        "mainly",
        "some",
        "all",
        "many",
        "both",
        "at",
        "aged",
        "half",
        "almost",
        "nearly",
    ];
    let close = match words.lower(index) {
        "(" => ")",
        "," if OPENERS.contains(&words.lower(index + 1)) || words.lower(index + 2) == "of" => ",",
        _ => return None,
    };
    (index + 1..limit).find(|&at| words.lower(at) == close).map(|at| at + 1)
}

/// "killed 14 people", "the deaths of 14 people", "among the dead were three children".
fn backward(tables: &Tables, words: &Words<'_>, candidate: &Candidate) -> Option<Outcome> {
    const SKIPPED: [&str; 12] =
        ["also", "another", "the", "all", "its", "their", "further", "of", "up", "off", "his", "her"];
    let sentence = words.sentence_tokens(candidate.start).start;
    let mut end = candidate.start;
    for _ in 0..3 {
        for (start, _, (outcome, shape)) in tables.outcomes.all_before(words, end) {
            let active = || !matches!(words.before(start), "was" | "were" | "been" | "be" | "is" | "are");
            if *shape == Shape::Verb && active() && allows(candidate, *outcome, words.lower(start)) {
                return Some(*outcome);
            }
            if matches!(*shape, Shape::Toll | Shape::Noun)
                && words.before(start) == "the"
                && end < candidate.start
            {
                continue;
            }
        }
        for link in ["of", "to"] {
            if end > sentence && words.lower(end - 1) == link {
                let hit = tables.outcomes.all_before(words, end - 1).find(|hit| hit.2.1 == Shape::Noun);
                if let Some((_, _, (outcome, _))) = hit {
                    return Some(*outcome);
                }
            }
        }
        // "The confirmed deaths are fourteen civilians."
        if end > sentence + 1
            && matches!(words.lower(end - 1), "are" | "were" | "include" | "included" | "comprise")
        {
            let hit = tables.outcomes.all_before(words, end - 1).find(|hit| hit.2.1 == Shape::Noun);
            if let Some((_, phrase, (outcome, _))) = hit.map(|(start, phrase, value)| (start, phrase, *value))
                && phrase.ends_with('s')
            {
                return Some(outcome);
            }
        }
        if end > sentence + 3 && matches!(words.lower(end - 1), "were" | "was" | "are" | "is" | ":") {
            let hit = tables.outcomes.all_before(words, end - 1).find(|hit| hit.2.1 == Shape::Toll);
            if let Some((start, _, (outcome, _))) = hit
                && start >= 2
                && words.follows(start - 2, "among the").is_some()
            {
                return Some(*outcome);
            }
        }
        if end <= sentence || !SKIPPED.contains(&words.lower(end - 1)) {
            return None;
        }
        end -= 1;
    }
    None
}

/// "lost 12 soldiers" is a loss of life only with people for an object.
fn allows(candidate: &Candidate, outcome: Outcome, verb: &str) -> bool {
    let people = candidate.class == NounClass::People;
    !(outcome == Outcome::Killed && matches!(verb, "lost" | "losing") && !people)
}

/// "the death toll rose to 40", "put the toll at 11", "the number of injured stood at 30".
fn toll(tables: &Tables, words: &Words<'_>, candidate: &Candidate) -> Option<Outcome> {
    const FARTHEST: usize = 14;
    const COUNTS: [&str; 8] =
        ["number", "count", "total", "tally", "figure", "estimate", "numbers", "figures"];
    let sentence = words.sentence_tokens(candidate.start).start;
    if !candidate.elliptical && candidate.class != NounClass::People {
        return None;
    }
    for index in (candidate.start.saturating_sub(FARTHEST).max(sentence)..candidate.start).rev() {
        if matches!(words.lower(index), ";" | ":" | "." | "said" | "says") {
            return None;
        }
        for (end, phrase, (outcome, shape)) in tables.outcomes.all_at(words, index) {
            let counted =
                || (index.saturating_sub(4).max(sentence)..index).any(|at| COUNTS.contains(&words.lower(at)));
            let is_toll = phrase.trim_end_matches('s').ends_with("toll")
                || phrase.ends_with("count")
                || phrase.starts_with("number ");
            if *shape == Shape::Toll && end <= candidate.start && (is_toll || counted()) {
                return Some(*outcome);
            }
        }
    }
    None
}
