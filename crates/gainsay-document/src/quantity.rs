//! How many: intervals with open ends, and what they count.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Span;

/// A closed interval of numbers; an absent end is open (unknown). Unknown is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The least value the words allow.
    pub low: Option<f64>,
    /// The greatest value the words allow.
    pub high: Option<f64>,
}

impl Interval {
    /// Exactly `value`.
    #[must_use]
    pub fn exactly(value: f64) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    /// From `low` to `high`.
    #[must_use]
    pub fn between(low: f64, high: f64) -> Self {
        Self { low: Some(low), high: Some(high) }
    }

    /// `low` or more.
    #[must_use]
    pub fn at_least(low: f64) -> Self {
        Self { low: Some(low), high: None }
    }

    /// `high` or less.
    #[must_use]
    pub fn at_most(high: f64) -> Self {
        Self { low: None, high: Some(high) }
    }

    /// Whether both ends are the same number.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    /// Whether some number lies in both.
    #[must_use]
    pub fn compatible(&self, other: &Self) -> bool {
        let at_most = |low: Option<f64>, high: Option<f64>| match (low, high) {
            (Some(low), Some(high)) => low <= high,
            _ => true,
        };
        at_most(self.low, other.high) && at_most(other.low, self.high)
    }

    /// The smallest interval that holds both; an open end stays open.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        let pick = |a: Option<f64>, b: Option<f64>, choose: fn(f64, f64) -> f64| Some(choose(a?, b?));
        Self { low: pick(self.low, other.low, f64::min), high: pick(self.high, other.high, f64::max) }
    }
}

impl std::fmt::Display for Interval {
    /// In words: "12", "24–99", "at least 12", "up to 40", "number unknown".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => write!(f, "{}", Grouped(low)),
            (Some(low), Some(high)) => write!(f, "{}–{}", Grouped(low), Grouped(high)),
            (Some(low), None) => write!(f, "at least {}", Grouped(low)),
            (None, Some(high)) => write!(f, "up to {}", Grouped(high)),
            (None, None) => f.write_str("number unknown"),
        }
    }
}

/// A number with its thousands apart: "12,500", "2.5".
struct Grouped(f64);

impl std::fmt::Display for Grouped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plain = self.0.abs().to_string();
        let (whole, fraction) =
            plain.split_once('.').map_or((plain.as_str(), None), |(w, rest)| (w, Some(rest)));
        if self.0 < 0.0 {
            f.write_str("−")?;
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        fraction.map_or(Ok(()), |fraction| write!(f, ".{fraction}"))
    }
}

/// A number expression of the text and what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number expression with its approximator and counted noun: "at least 14 people".
    pub span: Span,
    /// The numbers the words allow.
    pub interval: Interval,
    /// The words that widen or bound it, as written, lower-cased: "at least", "up to", "some", "dozens".
    pub approximator: Option<String>,
    /// The head noun of what is counted, singular, lower-cased: "person", "house"; "percent"; "USD".
    pub unit: Option<String>,
    /// What became of what is counted.
    pub outcome: Option<Outcome>,
    /// Who is counted, where narrower than people: "civilian", "soldier", "child" (the category table's key).
    pub category: Option<String>,
    /// The side or people that those counted belong to, as written: "Turkish", "rebel".
    #[serde(default)]
    pub affiliation: Option<String>,
    /// What the figure covers.
    pub scope: Scope,
    /// The index of the quantity that this one is a part of: "14 people, including *three children*".
    pub part_of: Option<usize>,
}

/// What became of what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is the word it names")]
pub enum Outcome {
    Killed,
    Injured,
    /// Killed or injured, the text does not say which: "seven people were shot".
    Casualties,
    Missing,
    Detained,
    Abducted,
    Displaced,
    Evacuated,
    Rescued,
    Affected,
    Destroyed,
    Damaged,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 12] = [
        Self::Killed,
        Self::Injured,
        Self::Casualties,
        Self::Missing,
        Self::Detained,
        Self::Abducted,
        Self::Displaced,
        Self::Evacuated,
        Self::Rescued,
        Self::Affected,
        Self::Destroyed,
        Self::Damaged,
    ];

    /// The word of the read contract and of the outcome table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
            Self::Casualties => "casualties",
            Self::Missing => "missing",
            Self::Detained => "detained",
            Self::Abducted => "abducted",
            Self::Displaced => "displaced",
            Self::Evacuated => "evacuated",
            Self::Rescued => "rescued",
            Self::Affected => "affected",
            Self::Destroyed => "destroyed",
            Self::Damaged => "damaged",
        }
    }

    /// Whether it is of persons who were hurt and of whom nothing says that they died.
    #[must_use]
    pub fn is_hurt(self) -> bool {
        matches!(self, Self::Injured | Self::Casualties)
    }

    /// The wider outcome that figures of several sources are compared under: whoever was evacuated is displaced.
    #[must_use]
    pub fn class(self) -> Self {
        match self {
            Self::Evacuated => Self::Displaced,
            other => other,
        }
    }

    /// The outcome of that name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == word)
    }
}

/// What a figure covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Scope {
    /// The event at hand.
    #[default]
    Event,
    /// A running total over several events.
    Cumulative {
        /// The day the count begins, where the text says so.
        since: Option<Date>,
    },
}

impl Scope {
    /// Whether the figure is a running total.
    #[must_use]
    pub fn is_cumulative(self) -> bool {
        matches!(self, Self::Cumulative { .. })
    }

    /// The words of the read contract: "event", "cumulative", "cumulative since 2024-03-01".
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::Event => "event".to_owned(),
            Self::Cumulative { since: None } => "cumulative".to_owned(),
            Self::Cumulative { since: Some(date) } => format!("cumulative since {date}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_ends_are_compatible_with_anything_on_their_side() {
        let check = |a: Interval, b: Interval, expected: bool| {
            assert_eq!(a.compatible(&b), expected, "{a:?} {b:?}");
            assert_eq!(b.compatible(&a), expected, "{b:?} {a:?}");
        };
        check(Interval::exactly(3.0), Interval::exactly(3.0), true);
        check(Interval::exactly(3.0), Interval::exactly(11.0), false);
        check(Interval::at_least(10.0), Interval::exactly(11.0), true);
        check(Interval::at_least(12.0), Interval::exactly(11.0), false);
        check(Interval::at_most(10.0), Interval::at_least(10.0), true);
        check(Interval { low: None, high: None }, Interval::exactly(0.0), true);
    }

    #[test]
    fn intervals_read_as_words() {
        let check = |interval: Interval, expected: &str| assert_eq!(interval.to_string(), expected);
        check(Interval::exactly(12.0), "12");
        check(Interval::exactly(12_500.0), "12,500");
        check(Interval::exactly(2.5), "2.5");
        check(Interval::between(24.0, 99.0), "24–99");
        check(Interval::at_least(1000.0), "at least 1,000");
        check(Interval::at_most(40.0), "up to 40");
        check(Interval { low: None, high: None }, "number unknown");
    }

    #[test]
    fn the_hull_keeps_open_ends_open() {
        let hull = Interval::exactly(3.0).hull(&Interval::at_least(5.0));
        assert_eq!(hull, Interval::at_least(3.0));
    }
}
