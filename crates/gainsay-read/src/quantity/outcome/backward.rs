//! Outcomes before what is counted: "killed 14 people", "the deaths of 14 people".

use gainsay_document::Outcome;

use super::super::Candidate;
use super::super::noun;
use super::super::tables::{NounClass, OutcomeWord, Shape};
use super::Around;
use super::forward::is_unreal;

/// "killed 14 people", "the deaths of 14 people", "among the dead were three children".
pub(super) fn backward(around: Around<'_, '_>, candidate: &Candidate) -> Option<Outcome> {
    const SKIPPED: [&str; 16] = [
        "also", "another", "the", "all", "its", "their", "further", "of", "up", "off", "his", "her", "a",
        "both", "\"", "“",
    ];
    let Around { tables, words, .. } = around;
    let sentence = words.sentence_tokens(candidate.start).start;
    if !(sentence..candidate.start).any(|index| around.marked(index)) {
        return None;
    }
    let mut end = before_insertion(around, candidate.start, sentence);
    for _ in 0..3 {
        for (start, _, word) in tables.outcomes.all_before(words, end) {
            let active = || !matches!(words.before(start), "was" | "were" | "been" | "be" | "is" | "are");
            if word.shape == Shape::Verb && active() && allows(around, candidate, *word, start) {
                return Some(word.outcome);
            }
        }
        for link in ["of", "to", "in"] {
            if end > sentence && words.lower(end - 1) == link {
                let hit = tables.outcomes.all_before(words, end - 1).find(|hit| match hit.2.shape {
                    Shape::Noun => link != "in",
                    Shape::Act => link == "of" || link == "in" && words.lower(hit.0) == "loss",
                    _ => false,
                });
                // "the attempted murder of a man"
                let real = hit.filter(|hit| {
                    !matches!(
                        words.before(hit.0),
                        "attempted" | "planned" | "threatened" | "alleged attempted"
                    )
                });
                if let Some((_, _, word)) = real.filter(|hit| candidate.fits(*hit.2)) {
                    return Some(word.outcome);
                }
            }
        }
        // "The confirmed deaths are fourteen civilians."
        if end > sentence + 1
            && matches!(words.lower(end - 1), "are" | "were" | "include" | "included" | "comprise")
        {
            let hit = tables.outcomes.all_before(words, end - 1).find(|hit| hit.2.shape == Shape::Noun);
            if let Some((_, phrase, word)) = hit
                && phrase.ends_with('s')
            {
                return Some(word.outcome);
            }
        }
        if end > sentence + 3 && matches!(words.lower(end - 1), "were" | "was" | "are" | "is" | ":") {
            let hit = tables.outcomes.all_before(words, end - 1).find(|hit| hit.2.shape == Shape::Toll);
            if let Some((start, _, word)) = hit
                && start >= 2
                && words.follows(start - 2, "among the").is_some()
            {
                return Some(word.outcome);
            }
        }
        if end <= sentence || !SKIPPED.contains(&words.lower(end - 1)) {
            break;
        }
        end -= 1;
    }
    inverted(around, candidate, sentence)
}

/// What is said before the number so plainly that nothing after it can say otherwise: "the bodies of 12 sailors missing
/// since Monday", "accused of shooting a guard who is in hospital".
pub(super) fn first(around: Around<'_, '_>, candidate: &Candidate) -> Option<Outcome> {
    let Around { tables, words, .. } = around;
    let sentence = words.sentence_tokens(candidate.start).start;
    let start = candidate.start;
    if !(start.saturating_sub(8).max(sentence)..start).any(|index| around.marked(index)) {
        return None;
    }
    if start > sentence && words.lower(start - 1) == "of" {
        let hit = tables.outcomes.all_before(words, start - 1).find(|hit| {
            matches!(hit.2.shape, Shape::Noun | Shape::Act)
                && hit.2.outcome == Outcome::Killed
                && candidate.fits(*hit.2)
        });
        return hit
            .filter(|hit| !matches!(words.before(hit.0), "attempted" | "planned" | "threatened"))
            .map(|hit| hit.2.outcome);
    }
    if !candidate.is_one() {
        return None;
    }
    let hit = tables.outcomes.all_before(words, start).find(|hit| {
        hit.2.shape == Shape::Verb
            && !matches!(words.before(hit.0), "was" | "were" | "been" | "be" | "is" | "are" | "got")
            && allows(around, candidate, *hit.2, hit.0)
    });
    let found = hit.map(|hit| hit.2.outcome)?;
    // "shot a man who later died": what comes of it is said after it.
    let after = || super::forward::forward(around, candidate).filter(|later| *later == Outcome::Killed);
    if found.is_hurt() { after().or(Some(found)) } else { Some(found) }
}

/// Where to look from: before an insertion right in front of the number, "the evacuation of, it said, 300 people".
fn before_insertion(around: Around<'_, '_>, start: usize, sentence: usize) -> usize {
    const LONGEST: usize = 10;
    let words = around.words;
    if start <= sentence || words.lower(start - 1) != "," {
        return start;
    }
    (start.saturating_sub(LONGEST).max(sentence + 1)..start - 1)
        .rev()
        .find(|&at| words.lower(at) == ",")
        .filter(|&at| matches!(words.lower(at - 1), "of" | "killed" | "injured" | "wounded" | "displaced"))
        .unwrap_or(start)
}

/// "Found dead in the house were Jon Ferre and two boys", "Also injured was a nurse".
fn inverted(around: Around<'_, '_>, candidate: &Candidate, sentence: usize) -> Option<Outcome> {
    const LONGEST: usize = 14;
    let Around { tables, words, .. } = around;
    let is_verb = candidate.start > sentence
        && matches!(words.lower(candidate.start - 1), "was" | "were" | "is" | "are");
    if !is_verb || candidate.start - sentence > LONGEST {
        return None;
    }
    let first = sentence + usize::from(matches!(words.lower(sentence), "also" | "among"));
    let hit = tables
        .outcomes
        .all_at(words, first)
        .find(|hit| hit.2.shape == Shape::Participle && candidate.fits(*hit.2) && hit.0 < candidate.start)?;
    let subject = (hit.0..candidate.start - 1).any(|at| words.lower(at) == "," || around.begins(at));
    (!subject || hit.0 + 1 == candidate.start).then_some(hit.2.outcome)
}

/// Whether the verb at `verb` may have `candidate` for its object.
fn allows(around: Around<'_, '_>, candidate: &Candidate, word: OutcomeWord, verb: usize) -> bool {
    let words = around.words;
    // "lost 12 soldiers" is a loss of life only with people for an object.
    let lost = word.outcome == Outcome::Killed && matches!(words.lower(verb), "lost" | "losing");
    if lost && (candidate.class != NounClass::People || candidate.is_specific()) || !candidate.fits(word) {
        return false;
    }
    // "the shooting victim Jon Ferre" was shot by nobody yet: the two words are one noun.
    let bare = candidate.is_name && !words.is_capitalised(candidate.start);
    if bare
        && words.lower(verb).ends_with("ing")
        && noun::age(around.tables, words, candidate.start).is_none()
    {
        return false;
    }
    // Of one person, "to kill a guard" and "could kill a guard" tell of nothing that happened.
    let before = words.before(verb);
    !candidate.is_one() || !is_unreal(before) && !matches!(before, "to" | "not" | "n't" | "never" | "didn't")
}
