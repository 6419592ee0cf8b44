//! Outcomes in the name of a figure: "the death toll rose to 40", "Evacuated people: 3,614".

use super::super::Candidate;
use super::super::tables::{NounClass, Shape, WordClass};
use super::{Around, Found, Hit};

const COUNTS: [&str; 8] = ["number", "count", "total", "tally", "figure", "estimate", "numbers", "figures"];

/// "the death toll rose to 40", "put the toll at 11", "the number of injured stood at 30".
pub(super) fn toll(around: Around<'_, '_>, candidate: &Candidate) -> Option<Hit> {
    const FARTHEST: usize = 14;
    let Around { tables, words, .. } = around;
    let sentence = words.sentence_tokens(candidate.start).start;
    if !candidate.elliptical && (candidate.is_one() || candidate.class != NounClass::People) {
        return None;
    }
    for index in (candidate.start.saturating_sub(FARTHEST).max(sentence)..candidate.start).rev() {
        if matches!(words.lower(index), ";" | ":" | "." | "said" | "says") {
            return None;
        }
        if !around.marked(index) {
            continue;
        }
        for (end, phrase, word) in tables.outcomes.all_at(words, index) {
            let count =
                (index.saturating_sub(4).max(sentence)..index).find(|&at| COUNTS.contains(&words.lower(at)));
            let is_toll = phrase.trim_end_matches('s').ends_with("toll")
                || phrase.ends_with("count")
                || phrase.starts_with("number ");
            if word.shape == Shape::Toll && end <= candidate.start && (is_toll || count.is_some()) {
                let unit = unit(around, count.unwrap_or(index), candidate, index);
                return Some(Hit { outcome: word.outcome, found: Found::Backward, unit });
            }
        }
    }
    None
}

/// What the figure counts, between the word for a figure and the number: "the number of displaced families".
fn unit(
    around: Around<'_, '_>,
    from: usize,
    candidate: &Candidate,
    outcome: usize,
) -> Option<(&'static str, NounClass)> {
    let nouns =
        (from..candidate.start.min(outcome + 3)).filter_map(|at| around.tables.nouns.at(around.words, at));
    let counted = |class| matches!(class, NounClass::People | NounClass::Household | NounClass::Thing);
    nouns
        .filter(|(end, _, noun)| *end <= candidate.start && counted(noun.class) && noun.is_plural)
        .find(|(_, _, noun)| !around.tables.is_outcome_noun(noun.singular))
        .map(|(_, _, noun)| (noun.singular, noun.class))
}

/// "Evacuated: 3,614", "Houses completely destroyed 146", "IDPs total 122,387": a figure behind its name and nothing else,
/// as situation reports and tables give it.
pub(super) fn labelled(around: Around<'_, '_>, candidate: &Candidate) -> Option<Hit> {
    const LONGEST: usize = 9;
    let Around { tables, words, .. } = around;
    let sentence = words.sentence_tokens(candidate.start);
    let named = (sentence.start..candidate.start).any(|index| around.marked(index));
    if !candidate.elliptical || candidate.of_group || !named {
        return None;
    }
    let after = words.lower(candidate.end);
    let ends =
        candidate.end >= sentence.end || matches!(after, "." | ";" | "," | "(" | ")" | "|" | "/" | "-");
    let start = (sentence.start..candidate.start)
        .rev()
        .find(|&at| matches!(words.lower(at), ";" | "." | "|" | "•" | "*") || around.number_at(at).is_some())
        .map_or(sentence.start, |at| around.number_at(at).map_or(at + 1, |other| other.end));
    if !ends || start >= candidate.start || candidate.start - start > LONGEST {
        return None;
    }
    let mut outcome = None;
    let mut unit = None;
    let mut strange = 0;
    let mut index = start;
    while index < candidate.start {
        let hit = tables
            .outcomes
            .all_at(words, index)
            .find(|hit| !matches!(hit.2.shape, Shape::Light | Shape::Harm) && hit.0 <= candidate.start)
            // "Ferre died, three others, two men and a woman, are in hospital": a sentence, and no label.
            .filter(|hit| hit.2.shape != Shape::Intransitive || words.lower(hit.0) != ",");
        if let Some((end, _, word)) = hit {
            let noun = tables.nouns.at(words, index).filter(|_| word.shape != Shape::Noun);
            unit = unit.or(noun.map(|(_, _, noun)| (noun.singular, noun.class)));
            outcome = outcome.or(Some(word.outcome));
            index = end;
            continue;
        }
        if let Some((end, _, noun)) = tables.nouns.at(words, index) {
            unit = unit.or(Some((noun.singular, noun.class)));
            index = end;
            continue;
        }
        let word = words.lower(index);
        let is_link = matches!(
            word,
            ":" | "-"
                | "–"
                | "—"
                | "="
                | "("
                | ")"
                | "/"
                | ","
                | "and"
                | "or"
                | "of"
                | "the"
                | "total"
                | "nb"
                | "no"
                | "no."
        ) || COUNTS.contains(&word)
            || tables.class(word) == Some(WordClass::Adverb)
            || word.ends_with("ly");
        let is_verb = matches!(
            tables.class(word),
            Some(WordClass::Auxiliary | WordClass::Cue | WordClass::Pronoun | WordClass::Conjunction)
        );
        if !is_link {
            strange += 1;
        }
        if is_verb && !is_link || strange > 1 {
            return None;
        }
        index += 1;
    }
    let unit = unit.filter(|(_, class)| outcome.is_some_and(|outcome| class.can_be(outcome)));
    Some(Hit { outcome: outcome?, found: Found::Taken, unit })
}
