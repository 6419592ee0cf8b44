//! Outcomes after what is counted: "14 people were killed".

use gainsay_document::Outcome;

use super::super::number;
use super::super::tables::{NounClass, Shape, WordClass};
use super::super::{Candidate, Kind};
use super::Around;
use crate::words::Words;

/// "14 people were killed", "14 dead", "14 people in the village were reported to have been killed".
pub(super) fn forward(around: Around<'_, '_>, candidate: &Candidate) -> Option<Outcome> {
    const FARTHEST: usize = 18;
    let Around { tables, words, .. } = around;
    let limit = words.sentence_tokens(candidate.start).end;
    let mut index = candidate.reach;
    let mut auxiliary = false;
    // Whether the last auxiliary makes a passive: "has been killed", and not "has killed".
    let mut passive = false;
    // Whether what is said so far stands in a relative clause: "a boy who was shot".
    let mut relative = false;
    // Inside a modifier of the noun ("in the village of Korva"), where any word may stand until an auxiliary comes.
    let mut modifier = false;
    for _ in 0..FARTHEST {
        if index >= limit {
            return None;
        }
        if let Some(other) = around.number_at(index) {
            // "124,600 people from five counties were affected"
            let inside = modifier
                && matches!(
                    tables.class(words.before(index)),
                    Some(WordClass::Preposition | WordClass::Determiner)
                );
            if !inside {
                return None;
            }
            index = other.end.max(index + 1);
            continue;
        }
        let described = candidate.is_one().then(|| apposition(around, index, limit)).flatten();
        if let Some(after) = insertion(words, index, limit).or(described) {
            index = after;
            continue;
        }
        if auxiliary && let Some(after) = words.follows(index, "among the") {
            let toll = tables.outcomes.all_at(words, after).find(|hit| hit.2.shape == Shape::Toll);
            return toll.map(|hit| hit.2.outcome);
        }
        if let Some((end, outcome, transitive)) = predicate(around, candidate, index, auxiliary, modifier) {
            // "fired one shot"
            if candidate.elliptical
                && words.lower(index) == "shot"
                && words.lower(candidate.start) == "one"
                && !auxiliary
            {
                return None;
            }
            let nearly = matches!(words.before(index), "nearly" | "almost");
            let active = transitive && !passive && has_object(around, index, end);
            let outcome = either(around, candidate, end, outcome);
            return (!active && !nearly).then(|| fatal(around, end, limit, relative || !auxiliary, outcome));
        }
        // "The coroner on Friday identified the girl who was shot"
        let object = modifier
            && candidate.is_one()
            && around.begins(index)
            && words.is_word(index - 1)
            && tables.class(words.before(index)).is_none();
        if object {
            return None;
        }
        if let Some(after) = words.follows(index, "so far") {
            index = after;
            continue;
        }
        // "dozens of peacekeepers and officials are missing": one number for both.
        if index == candidate.end
            && matches!(candidate.class, NounClass::People | NounClass::Thing)
            && !candidate.is_one()
            && matches!(words.lower(index), "and" | "or" | "/")
            && let Some((after, _, noun)) = tables.nouns.at(words, index + 1)
            && noun.class == candidate.class
            && noun.is_plural
        {
            index = after;
            continue;
        }
        let word = words.lower(index);
        // "Jon Ferre, 24, dead"
        if index == candidate.reach && candidate.reach > candidate.end && word == "," {
            index += 1;
            continue;
        }
        if index == candidate.reach && matches!(word, "\"" | "”" | "’" | "'" | "''") {
            index += 1;
            continue;
        }
        match tables.class(word) {
            Some(WordClass::Auxiliary) => {
                if candidate.is_one() && is_unreal(word) {
                    return None;
                }
                auxiliary = true;
                passive = !matches!(word, "has" | "have" | "had" | "having" | "do" | "does" | "did");
            }
            // "The driver was not hurt" and "three guests who were not hurt" count nobody.
            Some(WordClass::Adverb)
                if (candidate.is_one() || relative) && matches!(word, "not" | "n't" | "never") =>
            {
                return None;
            }
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
            // "The father of a boy who was killed": the boy was.
            Some(WordClass::Conjunction)
                if candidate.kind != Kind::Count
                    && modifier
                    && matches!(word, "who" | "that")
                    && (candidate.end + 1..index).any(|at| around.begins(at)) =>
            {
                return None;
            }
            Some(WordClass::Conjunction) if matches!(word, "who" | "that" | "which") => {
                (modifier, relative) = (false, true);
            }
            Some(WordClass::Conjunction) if modifier && matches!(word, "and" | "or") && !auxiliary => {}
            Some(_) => return None,
            // "have either been damaged or destroyed", "were found in need of shelter"
            None if word == "either" || auxiliary && word == "found" => {}
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

/// Whether the auxiliary tells of what may be and not of what is.
pub(super) fn is_unreal(word: &str) -> bool {
    matches!(word, "could" | "may" | "might" | "would" | "should" | "will" | "can" | "must" | "shall")
}

/// The participle or intransitive verb at `index` that says what became of `candidate`, the index after it, and whether
/// it may as well be an active verb with an object.
fn predicate(
    around: Around<'_, '_>,
    candidate: &Candidate,
    index: usize,
    auxiliary: bool,
    modifier: bool,
) -> Option<(usize, Outcome, bool)> {
    if !around.marked(index) {
        return None;
    }
    let plain = around.tables.outcomes.all_at(around.words, index).find_map(|(end, phrase, word)| {
        let fits = match word.shape {
            Shape::Participle => auxiliary || !modifier || around.words.before(index) == "been",
            Shape::Intransitive => true,
            _ => false,
        };
        // "Twelve of them children": what follows is no predicate; "14 people hurt the driver" is caught by its object.
        (fits && candidate.fits(*word)).then_some((
            end,
            word.outcome,
            word.shape == Shape::Participle && !phrase.contains("to "),
        ))
    });
    plain.or_else(|| {
        let people = candidate.elliptical || candidate.is_people_name;
        let (end, outcome) = around.light(index, if people { NounClass::People } else { candidate.class })?;
        Some((end, outcome, false))
    })
}

/// "killed or wounded": neither of the two alone; "affected and evacuated": the narrower one.
fn either(around: Around<'_, '_>, candidate: &Candidate, end: usize, outcome: Outcome) -> Outcome {
    let link = around.words.lower(end);
    let other = around.tables.outcomes.all_at(around.words, end + 1).find(|hit| {
        matches!(hit.2.shape, Shape::Participle | Shape::Intransitive)
            && candidate.class.can_be(hit.2.outcome)
    });
    match other.map(|hit| hit.2.outcome) {
        Some(second) if second == outcome => outcome,
        Some(second) if link == "or" || link == "/" => {
            let hurt = |outcome: Outcome| outcome.is_hurt() || outcome == Outcome::Killed;
            if second.class() == outcome.class() {
                second.class()
            } else if hurt(second) && hurt(outcome) {
                Outcome::Casualties
            } else {
                Outcome::Affected
            }
        }
        Some(second) if link == "and" && outcome == Outcome::Affected => second,
        _ => outcome,
    }
}

/// "was shot and died", "taken to hospital, where he was pronounced dead": an injury that the sentence ends as a death;
/// "was shot and is in hospital": a casualty that it ends as an injury.
fn fatal(around: Around<'_, '_>, from: usize, limit: usize, relative: bool, outcome: Outcome) -> Outcome {
    const REACH: usize = 16;
    const DEATHS: [&str; 9] = [
        "died",
        "dies",
        "succumbed",
        "pronounced dead",
        "declared dead",
        "bled to death",
        "found dead",
        "killed",
        "fatally",
    ];
    let words = around.words;
    if !outcome.is_hurt() {
        return outcome;
    }
    let mut so_far = outcome;
    for index in from..limit.min(from + REACH) {
        if matches!(words.lower(index), ";" | "but" | "while") || around.number_at(index).is_some() {
            return so_far;
        }
        if DEATHS
            .iter()
            .any(|death| words.follows(index, death).is_some_and(|end| !has_object(around, index, end)))
        {
            // "a boy who was shot by accident has died", "the man hurt in a crash last week died"
            let verb = matches!(words.lower(index), "died" | "dies" | "succumbed");
            let another = || {
                (from..index).any(|at| {
                    let noun = around.tables.nouns.at(words, at);
                    noun.is_some_and(|(_, _, noun)| noun.class == NounClass::People)
                })
            };
            if relative
                && (matches!(words.before(index), "has" | "have" | "had" | "later") || verb && !another())
            {
                return Outcome::Killed;
            }
            let subject = (from..index).rev().find(|&at| {
                !matches!(
                    around.tables.class(words.lower(at)),
                    Some(WordClass::Adverb | WordClass::Auxiliary)
                ) && !matches!(words.lower(at), "shortly" | "soon")
            });
            let same = subject.is_none_or(|at| {
                matches!(words.lower(at), "he" | "she" | "they" | "where" | "who" | "and" | ",")
            });
            return if same { Outcome::Killed } else { so_far };
        }
        let mut hits = around.tables.outcomes.all_at(words, index);
        if words.before(index) != "or"
            && hits.any(|hit| hit.2.outcome == Outcome::Injured && hit.2.shape == Shape::Participle)
        {
            so_far = Outcome::Injured;
        }
    }
    so_far
}

/// Whether an object begins at `end`, so that the verb at `index` before it is active: "two gunmen killed five people".
fn has_object(around: Around<'_, '_>, index: usize, end: usize) -> bool {
    let words = around.words;
    let next = words.lower(end);
    let determined = matches!(
        next,
        "a" | "an"
            | "the"
            | "his"
            | "her"
            | "its"
            | "their"
            | "another"
            | "several"
            | "dozens"
            | "him"
            | "them"
    ) && number::number(around.tables, words, end).is_none()
        && !matches!(words.lower(end + 1), "day" | "week" | "month" | "year" | "night" | "morning");
    // "Gunmen killed Orlova", but "Three killed Monday" and the title "Man Killed Near Korva".
    let named = words.is_capitalised(end)
        && words.is_word(end)
        && !words.is_capitalised(index)
        && around.tables.class(next).is_none()
        && !around.in_time(end)
        && !words.breaks_line(end - 1);
    around.begins(end) || determined || named
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
    let word = words.lower(index);
    let close = match word {
        "(" => ")",
        "–" | "—" => word,
        "," if OPENERS.contains(&words.lower(index + 1)) || words.lower(index + 2) == "of" => ",",
        _ => return None,
    };
    (index + 1..limit).find(|&at| words.lower(at) == close).map(|at| at + 1)
}

/// The index of the verb after what describes one person: ", a teacher from Palsen, was"; or of "was" in ", who was".
fn apposition(around: Around<'_, '_>, index: usize, limit: usize) -> Option<usize> {
    const LONGEST: usize = 16;
    let Around { tables, words, .. } = around;
    if words.lower(index) != "," {
        return None;
    }
    if words.lower(index + 1) == "who" {
        return Some(index + 1);
    }
    let verb = |at: usize| {
        tables.class(words.lower(at)) == Some(WordClass::Auxiliary)
            || tables.outcomes.all_at(words, at).any(|hit| {
                matches!(hit.2.shape, Shape::Intransitive)
                    || hit.2.shape == Shape::Participle && words.before(at) == ","
            })
    };
    (index + 1..limit.min(index + LONGEST))
        .find(|&at| words.lower(at) == "," && verb(at + 1))
        .map(|at| at + 1)
        .filter(|&after| !(index + 1..after).any(|at| matches!(words.lower(at), ";" | ":" | "and" | "that")))
}
