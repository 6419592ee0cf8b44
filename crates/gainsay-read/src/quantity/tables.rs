//! The tables of the quantity layer.

use std::collections::{HashMap, HashSet};

use gainsay_document::{Interval, Outcome};

use crate::function_words::FunctionWords;
pub(super) use crate::function_words::WordClass;
use crate::phrases::Phrases;
use crate::table::rows;

/// Number words, nouns, units and outcomes.
#[derive(Clone, Debug)]
pub struct Tables {
    pub(super) numbers: HashMap<&'static str, (f64, NumberRole)>,
    /// What "doubled" and the like multiply by.
    pub(super) multiples: HashMap<&'static str, f64>,
    pub(super) manifold: HashMap<&'static str, f64>,
    /// The names of shares: "third", "quarters".
    pub(super) fractions: HashMap<&'static str, f64>,
    pub(super) vague: Phrases<Interval>,
    pub(super) approximators: Phrases<Approximator>,
    /// Counted nouns in the singular and plural.
    pub(super) nouns: Phrases<Noun>,
    pub(super) units: Phrases<(&'static str, UnitClass)>,
    pub(super) labels: Phrases<LabelClass>,
    pub(super) outcomes: Phrases<OutcomeWord>,
    /// The outcome words that are nouns themselves and count people.
    outcome_nouns: HashSet<&'static str>,
    pub(super) scopes: Phrases<()>,
    /// Lower-case words for a side ("rebel", "government").
    pub(super) sides: HashSet<&'static str>,
    /// Words that make a name that of a body or a place and not of a person.
    pub(super) bodies: HashSet<&'static str>,
    function_words: FunctionWords,
}

/// What a number word does in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberRole {
    Unit,
    Ten,
    Multiplier,
    Suffix,
}

/// How words beside a number n bound it: `factor * n + add` for each end that is not open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Approximator {
    pub(super) before: bool,
    pub(super) low: Option<(f64, f64)>,
    pub(super) high: Option<(f64, f64)>,
}

impl Approximator {
    /// Whether the words leave the number as it is ("a total of").
    pub(super) fn is_exact(&self) -> bool {
        self.low == Some((1.0, 0.0)) && self.high == self.low
    }

    /// The interval of the words around `interval`.
    pub(super) fn bound(&self, interval: Interval) -> Interval {
        let end = |of: Option<(f64, f64)>, value: Option<f64>| {
            let ((factor, add), value) = (of?, value?);
            Some((factor.mul_add(value, add), (factor - 1.0).abs() < f64::EPSILON))
        };
        let low =
            end(self.low, interval.low).map(|(low, whole)| if whole { low } else { (low + 1e-9).floor() });
        let high = end(self.high, interval.high)
            .map(|(high, whole)| if whole { high } else { (high - 1e-9).ceil() });
        Interval { low, high: high.map(|high| high.max(0.0)) }
    }
}

/// A counted noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Noun {
    pub(super) singular: &'static str,
    pub(super) category: &'static str,
    pub(super) class: NounClass,
    pub(super) is_plural: bool,
}

impl Noun {
    /// Whether people live in it.
    pub(super) fn is_building(&self) -> bool {
        matches!(
            self.singular,
            "house"
                | "home"
                | "building"
                | "apartment"
                | "flat"
                | "dwelling"
                | "hut"
                | "tent"
                | "shelter"
                | "unit"
        )
    }
}

/// What kind of thing a noun counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NounClass {
    People,
    Household,
    Animal,
    Thing,
    /// Money, shares, measures: no count.
    Measure,
    /// A noun that the table does not know, or none at all.
    Unknown,
}

impl NounClass {
    /// Whether what is counted can have `outcome`.
    pub(super) fn can_be(self, outcome: Outcome) -> bool {
        match self {
            Self::Measure => false,
            Self::Unknown => true,
            Self::People | Self::Household | Self::Animal => {
                !matches!(outcome, Outcome::Destroyed | Outcome::Damaged)
            }
            // Houses and villages are evacuated.
            Self::Thing => matches!(
                outcome,
                Outcome::Destroyed | Outcome::Damaged | Outcome::Affected | Outcome::Evacuated
            ),
        }
    }
}

/// What a unit measures, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitClass {
    MoneyBefore,
    After,
}

/// Why a number beside a label is no count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelClass {
    Label,
    Age,
    AgeAfter,
    /// Before "from A to B": two values, not a range.
    Change,
}

/// A word that says what became of what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OutcomeWord {
    pub(super) outcome: Outcome,
    pub(super) shape: Shape,
    of: Of,
}

impl OutcomeWord {
    /// Whether the word may be said of what is counted.
    pub(super) fn fits(&self, class: NounClass) -> bool {
        let said = match self.of {
            Of::Any => true,
            Of::People => matches!(class, NounClass::People | NounClass::Household),
            Of::Things => class == NounClass::Thing,
        };
        said && class.can_be(self.outcome)
    }
}

/// What an outcome word is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Any,
    People,
    Things,
}

/// How an outcome word stands to what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Participle,
    Verb,
    Intransitive,
    Noun,
    Toll,
    /// A noun for the act, before "of" and the count.
    Act,
    /// A verb or preposition that says it together with a harm: "sustained … injuries".
    Light,
    /// What stands behind a light verb.
    Harm,
}

impl Tables {
    /// The tables that come with the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            numbers: rows(NUMBERS)
                .filter_map(|row| {
                    let role = match row[2] {
                        "unit" => NumberRole::Unit,
                        "ten" => NumberRole::Ten,
                        "multiplier" => NumberRole::Multiplier,
                        "suffix" => NumberRole::Suffix,
                        _ => return None,
                    };
                    Some((row[0], (row[1].parse().ok()?, role)))
                })
                .collect(),
            multiples: multiples("multiple"),
            manifold: multiples("manifold"),
            fractions: multiples("fraction"),
            vague: Phrases::new(
                rows(VAGUE)
                    .map(|row| (row[0], Interval { low: row[1].parse().ok(), high: row[2].parse().ok() })),
            ),
            approximators: Phrases::new(rows(APPROXIMATORS).map(|row| {
                let end = |factor: &str, add: &str| Some((factor.parse().ok()?, add.parse().unwrap_or(0.0)));
                let low = end(row[2], row[3]);
                let high = end(row[4], row[5]);
                (row[0], Approximator { before: row[1] == "before", low, high })
            })),
            nouns: Phrases::new(rows(NOUNS).flat_map(|row| {
                let class = match row[3] {
                    "people" => NounClass::People,
                    "household" => NounClass::Household,
                    "animal" => NounClass::Animal,
                    _ => NounClass::Thing,
                };
                let noun = |is_plural| Noun { singular: row[0], category: row[2], class, is_plural };
                let singular = (row[0] != row[1]).then(|| (row[0], noun(false)));
                singular.into_iter().chain([(row[1], noun(true))])
            })),
            units: Phrases::new(rows(UNITS).map(|row| {
                let class = if row[2] == "money-before" { UnitClass::MoneyBefore } else { UnitClass::After };
                (row[0], (row[1], class))
            })),
            labels: Phrases::new(rows(LABELS).map(|row| {
                let class = match row[1] {
                    "age" => LabelClass::Age,
                    "age-after" => LabelClass::AgeAfter,
                    "change" => LabelClass::Change,
                    _ => LabelClass::Label,
                };
                (row[0], class)
            })),
            outcomes: Phrases::new(rows(OUTCOMES).filter_map(|row| {
                let shape = match row[2] {
                    "participle" => Shape::Participle,
                    "verb" => Shape::Verb,
                    "intransitive" => Shape::Intransitive,
                    "noun" => Shape::Noun,
                    "toll" => Shape::Toll,
                    "act" => Shape::Act,
                    "light" => Shape::Light,
                    "harm" => Shape::Harm,
                    _ => return None,
                };
                let of = match row[4] {
                    "people" => Of::People,
                    "things" => Of::Things,
                    _ => Of::Any,
                };
                Some((row[0], OutcomeWord { outcome: Outcome::parse(row[1])?, shape, of }))
            })),
            outcome_nouns: rows(OUTCOMES)
                .filter(|row| row[2] == "noun" && !matches!(row[1], "destroyed" | "damaged"))
                .map(|row| row[0])
                .collect(),
            scopes: Phrases::new(rows(SCOPES).map(|row| (row[0], ()))),
            sides: rows(NAME_WORDS).filter(|row| row[1] == "side").map(|row| row[0]).collect(),
            bodies: rows(NAME_WORDS)
                .filter(|row| row[1] == "body")
                .chain(rows(ORGANISATIONS))
                .map(|row| row[0])
                .collect(),
            function_words: FunctionWords::embedded(),
        }
    }

    /// Whether `noun` itself says what became of people ("death", "bodies").
    pub(super) fn is_outcome_noun(&self, noun: &str) -> bool {
        self.outcome_nouns.contains(noun)
    }

    pub(super) fn class(&self, word: &str) -> Option<WordClass> {
        self.function_words.class(word)
    }
}

fn multiples(kind: &str) -> HashMap<&'static str, f64> {
    rows(MULTIPLES)
        .filter(|row| row[2] == kind)
        .filter_map(|row| Some((row[0], row[1].parse().ok()?)))
        .collect()
}

const NUMBERS: &str = include_str!("../../data/numbers.tsv");
const VAGUE: &str = include_str!("../../data/vague-numbers.tsv");
const APPROXIMATORS: &str = include_str!("../../data/approximators.tsv");
const NOUNS: &str = include_str!("../../data/nouns.tsv");
const UNITS: &str = include_str!("../../data/units.tsv");
const LABELS: &str = include_str!("../../data/number-labels.tsv");
const OUTCOMES: &str = include_str!("../../data/outcomes.tsv");
const SCOPES: &str = include_str!("../../data/scopes.tsv");
const MULTIPLES: &str = include_str!("../../data/multiples.tsv");
const NAME_WORDS: &str = include_str!("../../data/counted-names.tsv");
const ORGANISATIONS: &str = include_str!("../../data/organisations.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        let tables = Tables::embedded();
        assert_eq!(tables.numbers.len(), rows(NUMBERS).count());
        for row in rows(OUTCOMES) {
            assert!(tables.outcomes.get(row[0]).is_some(), "{row:?}");
            assert!(matches!(row[4], "" | "people" | "things"), "{row:?}");
        }
        let all = tables.multiples.len() + tables.manifold.len() + tables.fractions.len();
        assert_eq!(all, rows(MULTIPLES).count());
        for row in rows(NAME_WORDS) {
            assert!(matches!(row[1], "side" | "body"), "{row:?}");
        }
        for row in rows(NOUNS) {
            assert!(matches!(row[3], "people" | "household" | "animal" | "thing"), "{row:?}");
        }
        for row in rows(UNITS) {
            assert!(matches!(row[2], "money-before" | "money" | "share" | "measure"), "{row:?}");
        }
    }
}
