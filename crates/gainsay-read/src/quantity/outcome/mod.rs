//! What became of what is counted: the verbs, participles and nouns around a number.

mod backward;
mod forward;
mod toll;

use gainsay_document::{Outcome, Time};

use super::Candidate;
use super::tables::{NounClass, Shape, Tables};
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

/// An outcome, where it was found and what is counted, where the words of the outcome say so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hit {
    pub(super) outcome: Outcome,
    pub(super) found: Found,
    /// "the number of displaced families is 349"
    pub(super) unit: Option<(&'static str, NounClass)>,
}

/// What the outcome of one number is looked for in.
#[derive(Clone, Copy)]
pub(super) struct Around<'a, 't> {
    pub(super) tables: &'a Tables,
    pub(super) words: &'a Words<'t>,
    pub(super) times: &'a [Time],
    /// All numbers of the sentence.
    pub(super) all: &'a [Candidate],
    /// Whether an outcome begins at each token of the sentence, whose first token is `first`.
    pub(super) marks: &'a [bool],
    pub(super) first: usize,
}

impl Around<'_, '_> {
    /// Whether an outcome begins at token `index`.
    fn marked(&self, index: usize) -> bool {
        index.checked_sub(self.first).is_some_and(|at| self.marks.get(at) == Some(&true))
    }

    /// Whether a number begins at token `index`, names and "the driver" left out.
    fn number_at(&self, index: usize) -> Option<&Candidate> {
        self.all.iter().find(|other| other.start == index && !other.is_specific())
    }

    /// Whether anything counted begins at token `index`.
    fn begins(&self, index: usize) -> bool {
        self.all.iter().any(|other| other.start == index)
    }

    fn in_time(&self, index: usize) -> bool {
        let span = self.words.segmentation.tokens.get(index).map(|token| token.span);
        span.is_some_and(|span| self.times.iter().any(|time| time.span.overlaps(span)))
    }

    /// The outcome of a light verb at `index` with its harm behind it, and the index after the harm: "suffered minor
    /// injuries", "staying in emergency shelters".
    fn light(&self, index: usize, class: NounClass) -> Option<(usize, Outcome)> {
        const BETWEEN: usize = 4;
        let limit = self.words.sentence_tokens(index).end;
        self.tables.outcomes.all_at(self.words, index).filter(|hit| hit.2.shape == Shape::Light).find_map(
            |(end, _, light)| {
                for at in end..limit.min(end + BETWEEN) {
                    let harm = self.tables.outcomes.all_at(self.words, at).find(|hit| {
                        let same = hit.2.outcome == light.outcome
                            || hit.2.outcome.is_hurt() && light.outcome.is_hurt();
                        hit.2.shape == Shape::Harm && same
                    });
                    if let Some((after, _, word)) = harm {
                        return light.fits(class).then_some((after, word.outcome));
                    }
                    let word = self.words.lower(at);
                    // "has died from injuries"
                    let ends =
                        self.tables.outcomes.all_at(self.words, at).any(|hit| {
                            hit.2.shape == Shape::Intransitive && hit.2.outcome == Outcome::Killed
                        });
                    if ends {
                        return None;
                    }
                    let goes_on =
                        matches!(word, "from" | "of" | "the" | "a" | "an" | "in" | "at" | "their" | "his")
                            || self.words.is_word(at) && self.tables.class(word).is_none();
                    if !goes_on {
                        return None;
                    }
                }
                None
            },
        )
    }
}

/// The outcome of `candidate`.
pub(super) fn outcome(around: Around<'_, '_>, candidate: &Candidate) -> Option<Hit> {
    if candidate.class == NounClass::Measure {
        return None;
    }
    let hit = |found| move |outcome| Hit { outcome, found, unit: None };
    let fits = |outcome: &Outcome| candidate.class.can_be(*outcome);
    in_phrase(around, candidate)
        .map(hit(Found::Phrase))
        .or_else(|| backward::first(around, candidate).filter(fits).map(hit(Found::Backward)))
        .or_else(|| forward::forward(around, candidate).filter(fits).map(hit(Found::Forward)))
        .or_else(|| backward::backward(around, candidate).filter(fits).map(hit(Found::Backward)))
        .or_else(|| toll::toll(around, candidate).filter(|hit| fits(&hit.outcome)))
        .or_else(|| toll::labelled(around, candidate).filter(|hit| fits(&hit.outcome)))
        .filter(|hit| !candidate.is_specific() || is_personal(hit.outcome))
}

/// Whether it is said of single persons by name often enough to be news of a figure.
fn is_personal(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Affected | Outcome::Displaced | Outcome::Evacuated)
}

fn in_phrase(around: Around<'_, '_>, candidate: &Candidate) -> Option<Outcome> {
    let Around { tables, words, .. } = around;
    (candidate.number_end..candidate.end).find_map(|index| {
        tables.outcomes.all_at(words, index).find_map(|(end, _, word)| {
            let counts = word.shape == Shape::Noun || word.shape == Shape::Participle && end < candidate.end;
            (counts && end <= candidate.end && (word.shape == Shape::Noun || word.fits(candidate.class)))
                .then_some(word.outcome)
        })
    })
}
