//! How many: number expressions as intervals, with what they count and what became of it.
//!
//! Numbers are found by a grammar of digits and words, widened by their approximators, and tied to the noun after them
//! and to the verbs, participles and nouns around them. One person counts where something became of them: "a man was
//! killed", "its commander died", "Jon Ferre was hurt". Years, dates, ages, labels ("Flight 370"), scores and telephone
//! numbers are no quantities; money, shares, multiples and measures keep their unit and never have an outcome.

mod candidates;
mod groups;
mod noun;
mod number;
mod outcome;
mod person;
mod scope;
mod shares;
mod single;
mod tables;
#[cfg(test)]
mod tests;

use gainsay_document::{Interval, Outcome, Quantity, Time};

pub use tables::Tables;

use crate::words::Words;
use outcome::{Around, Found};
use tables::{NounClass, OutcomeWord};

/// How a number is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// By a number word or digits.
    Count,
    /// One by an article: "a soldier".
    Single,
    /// One that the text points at: "its commander", "Jon Ferre".
    Specific,
}

/// A number expression on its way to a [`Quantity`]. Positions are token indices.
#[derive(Clone, Debug)]
struct Candidate {
    /// The first token, approximator included.
    start: usize,
    /// After the number and before its noun.
    number_end: usize,
    /// After the noun.
    end: usize,
    /// After an age behind the noun: the words around go on here.
    reach: usize,
    kind: Kind,
    is_name: bool,
    /// Counts the members of a people or side that no table knows: "12 Korvans".
    is_people_name: bool,
    interval: Interval,
    approximator: Option<String>,
    unit: Option<String>,
    category: Option<&'static str>,
    affiliation: Option<String>,
    class: NounClass,
    elliptical: bool,
    /// Picks some out of a known group ("three of them").
    of_group: bool,
    /// Counts only if something became of it ("a soldier", "one", "no one").
    needs_outcome: bool,
    outcome: Option<(Outcome, Found)>,
    part_of: Option<usize>,
}

impl Candidate {
    /// Whether it is one person or thing told by an article, a name or a description.
    fn is_one(&self) -> bool {
        self.kind != Kind::Count && self.interval == Interval::exactly(1.0)
    }

    fn is_specific(&self) -> bool {
        self.kind == Kind::Specific
    }

    /// Whether `word` may be said of what is counted.
    fn fits(&self, word: OutcomeWord) -> bool {
        word.fits(self.class) || (self.elliptical || self.is_people_name) && self.class.can_be(word.outcome)
    }
}

/// The number expressions of a text, in order. Numbers inside one of `times` are none.
#[must_use]
pub fn quantities(tables: &Tables, words: &Words<'_>, times: &[Time]) -> Vec<Quantity> {
    read(tables, words, times, false)
}

/// The number expressions of a title, in order, where one person needs no article: "Man killed, 3 hurt".
#[must_use]
pub fn headline(tables: &Tables, words: &Words<'_>, times: &[Time]) -> Vec<Quantity> {
    read(tables, words, times, true)
}

/// A title as it would stand in a sentence: "Two Teens Die In Korva" has capitals that tell no names. Every byte stays
/// where it is.
#[must_use]
pub fn plain_title(title: &str) -> String {
    const SHORT: usize = 4;
    let long = || title.split_whitespace().filter(|word| word.len() >= SHORT);
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase());
    if 2 * long().filter(capital).count() > long().count() {
        title.to_ascii_lowercase()
    } else {
        title.to_owned()
    }
}

fn read(tables: &Tables, words: &Words<'_>, times: &[Time], title: bool) -> Vec<Quantity> {
    let known = person::Known::of(tables, words);
    let mut all: Vec<Candidate> = Vec::new();
    for sentence in &words.segmentation.sentences {
        let tokens = sentence.tokens.clone();
        let marks: Vec<bool> = tokens.clone().map(|at| tables.outcomes.at(words, at).is_some()).collect();
        let outcomes = marks.contains(&true);
        let mut found = candidates::candidates(
            tables,
            words,
            &known,
            tokens.clone(),
            times,
            candidates::Setting { outcomes, title },
        );
        groups::same_person(words, &mut found);
        let outcomes: Vec<_> = found
            .iter()
            .map(|candidate| {
                let around = Around { tables, words, times, all: &found, marks: &marks, first: tokens.start };
                if candidate.outcome.is_some() || !outcomes {
                    None
                } else {
                    outcome::outcome(around, candidate)
                }
            })
            .collect();
        for (candidate, hit) in found.iter_mut().zip(outcomes) {
            let Some(hit) = hit else { continue };
            candidate.outcome = Some((hit.outcome, hit.found));
            if let (None, Some((unit, class))) = (&candidate.unit, hit.unit) {
                (candidate.unit, candidate.class) = (Some(unit.to_owned()), class);
            }
        }
        groups::coordinate(tables, words, &mut found);
        groups::merge(words, &mut found);
        groups::gaps(tables, words, &mut found);
        groups::units(&mut found);
        let first = all.len();
        all.append(&mut found);
        groups::parts(tables, words, &mut all, first);
        groups::repeated_figures(words, &mut all, first);
        keep_counts(&mut all, first);
    }
    groups::who_died(words, &mut all);
    groups::of_those_counted(words, &mut all);
    all.iter().filter_map(|candidate| quantity(tables, words, candidate, times)).collect()
}

/// Take out the candidates from `first` on that count only with an outcome and have none.
fn keep_counts(all: &mut Vec<Candidate>, first: usize) {
    let mut index = first;
    while index < all.len() {
        if all[index].needs_outcome && all[index].outcome.is_none() {
            all.remove(index);
            for candidate in &mut all[first..] {
                candidate.part_of = match candidate.part_of {
                    Some(whole) if whole == index => None,
                    Some(whole) if whole > index => Some(whole - 1),
                    other => other,
                };
            }
        } else {
            index += 1;
        }
    }
}

fn quantity(tables: &Tables, words: &Words<'_>, candidate: &Candidate, times: &[Time]) -> Option<Quantity> {
    let outcome = candidate.outcome.map(|(outcome, _)| outcome);
    let noun_found = candidate.outcome.is_some_and(|(_, found)| found == Found::Phrase);
    // "14 deaths", "12 bodies" and "no casualties" count people.
    let is_outcome = |unit: &str| {
        unit == "casualty"
            || [unit.to_owned(), format!("{unit}s")].iter().any(|form| tables.is_outcome_noun(form))
    };
    let of_people =
        !matches!(outcome, None | Some(Outcome::Destroyed | Outcome::Damaged | Outcome::Affected));
    // "12 Korvans were killed": a people's name tells who they are, and that they are persons.
    let people = (candidate.is_people_name && of_people).then(|| words.raw(candidate.end - 1).to_owned());
    let unit = match (&candidate.unit, outcome) {
        (Some(unit), Some(_)) if noun_found && is_outcome(unit) => person(),
        (Some(_), _) if people.is_some() => person(),
        // What no table knows and does not look like a plural is left at that: persons.
        (Some(unit), _)
            if of_people
                && candidate.class == NounClass::Unknown
                && !unit_is_plain(words, candidate, unit) =>
        {
            person()
        }
        (Some(unit), _) => Some(unit.clone()),
        (None, _) if of_people => person(),
        (None, _) => None,
    };
    Some(Quantity {
        span: words.span(candidate.start..candidate.end)?,
        interval: candidate.interval,
        approximator: candidate.approximator.clone(),
        unit,
        outcome,
        category: candidate.category.map(str::to_owned),
        affiliation: candidate.affiliation.clone().or(people),
        scope: scope::scope(tables, words, candidate, times),
        part_of: candidate.part_of,
    })
}

/// Whether the unit is the regular singular of the word in the text.
fn unit_is_plain(words: &Words<'_>, candidate: &Candidate, unit: &str) -> bool {
    words.lower(candidate.end.saturating_sub(1)) != unit
}

fn person() -> Option<String> {
    Some("person".to_owned())
}
