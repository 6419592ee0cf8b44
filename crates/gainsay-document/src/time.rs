//! When: TIMEX3 expressions resolved to days.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Span;

/// A time expression (TIMEX3, ISO-TimeML) and the days it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The expression.
    pub span: Span,
    /// The TIMEX3 type.
    pub kind: TimeKind,
    /// The TIMEX3 value: "2024-02-12", "2024-W07", "2024-02-12TNI", "P3D", "PAST_REF", "XXXX-XX-12".
    pub value: String,
    /// What the words say of the value beside it: the beginning or end of it, more or less than it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<TimeModifier>,
    /// The first day covered; unknown where the value does not resolve to days.
    pub start: Option<Date>,
    /// The last day covered, inclusive.
    pub end: Option<Date>,
}

/// The four types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the words are TIMEX3's own")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

impl TimeKind {
    /// The TIMEX3 word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// The modifiers of TIMEX3 ("mod").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the words are TIMEX3's own")]
pub enum TimeModifier {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

impl TimeModifier {
    const ALL: [Self; 12] = [
        Self::Before,
        Self::After,
        Self::OnOrBefore,
        Self::OnOrAfter,
        Self::LessThan,
        Self::MoreThan,
        Self::EqualOrLess,
        Self::EqualOrMore,
        Self::Start,
        Self::Mid,
        Self::End,
        Self::Approx,
    ];

    /// The TIMEX3 word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::OnOrBefore => "ON_OR_BEFORE",
            Self::OnOrAfter => "ON_OR_AFTER",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
            Self::EqualOrLess => "EQUAL_OR_LESS",
            Self::EqualOrMore => "EQUAL_OR_MORE",
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
        }
    }

    /// The modifier that TIMEX3 writes as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|modifier| modifier.as_str() == word)
    }
}

/// How finely an expression names a time, the finest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Granularity {
    Minute,
    PartOfDay,
    Day,
    Weekend,
    Week,
    Month,
    Season,
    Quarter,
    HalfYear,
    Year,
    Decade,
    Century,
}

impl Granularity {
    /// The word for people and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::PartOfDay => "part-of-day",
            Self::Day => "day",
            Self::Weekend => "weekend",
            Self::Week => "week",
            Self::Month => "month",
            Self::Season => "season",
            Self::Quarter => "quarter",
            Self::HalfYear => "half-year",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
        }
    }
}

impl Time {
    /// How finely the expression names a time; `None` for lengths, repeated times and vague references.
    #[must_use]
    pub fn granularity(&self) -> Option<Granularity> {
        if !matches!(self.kind, TimeKind::Date | TimeKind::Time) || self.value.ends_with("_REF") {
            return None;
        }
        let (date, time) = self.value.split_once('T').unwrap_or((&self.value, ""));
        if !time.is_empty() {
            return Some(if time.contains(':') { Granularity::Minute } else { Granularity::PartOfDay });
        }
        let mut parts = date.split('-');
        let year = parts.next().unwrap_or_default();
        Some(match (year.len(), parts.next(), parts.next()) {
            (2, None, _) => Granularity::Century,
            (3, None, _) => Granularity::Decade,
            (_, None, _) => Granularity::Year,
            (_, Some("XX"), Some("XX")) => Granularity::Year,
            (_, Some(part), rest) if part.starts_with('W') => match rest {
                None => Granularity::Week,
                Some("WE") => Granularity::Weekend,
                Some(_) => Granularity::Day,
            },
            (_, Some(part), _) if part.starts_with('Q') => Granularity::Quarter,
            (_, Some(part), _) if part.starts_with('H') => Granularity::HalfYear,
            (_, Some("SP" | "SU" | "FA" | "WI"), _) => Granularity::Season,
            (_, Some(_), None) => Granularity::Month,
            (_, Some(_), Some(_)) => Granularity::Day,
        })
    }
}

/// A day that stands in for the day of publication, because the text of a document without one tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InferredDate {
    /// The day. The document may be younger.
    pub date: Date,
    /// The words it was told from.
    pub span: Span,
    /// Why they were believed.
    pub from: InferredFrom,
}

/// What an inferred date rests on, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InferredFrom {
    /// The date of a date line, or a line with nothing but a date.
    DateLine,
    /// A day in the opening that is named with its weekday, or as today.
    Weekday,
    /// The latest day that the text names, in its opening.
    LatestDay,
}

impl InferredFrom {
    /// The word for people and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DateLine => "date-line",
            Self::Weekday => "weekday",
            Self::LatestDay => "latest-day",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_a_granularity() {
        let check = |value: &str, expected: Option<&str>| {
            let time = Time {
                span: Span::ordered(0..1).expect("a span"),
                kind: if value.starts_with('P') && !value.ends_with("_REF") {
                    TimeKind::Duration
                } else {
                    TimeKind::Date
                },
                value: value.to_owned(),
                modifier: None,
                start: None,
                end: None,
            };
            assert_eq!(time.granularity().map(Granularity::as_str), expected, "{value}");
        };
        check("2024-02-12", Some("day"));
        check("XXXX-WXX-1", Some("day"));
        check("2024-02-12T10:30", Some("minute"));
        check("2024-02-12TNI", Some("part-of-day"));
        check("2024-W07", Some("week"));
        check("2024-W07-WE", Some("weekend"));
        check("2024-02", Some("month"));
        check("2024-Q1", Some("quarter"));
        check("2024-H1", Some("half-year"));
        check("2024-SU", Some("season"));
        check("2024", Some("year"));
        check("202", Some("decade"));
        check("20", Some("century"));
        check("P3D", None);
        check("PAST_REF", None);
    }

    #[test]
    fn modifiers_are_read_as_they_are_written() {
        for modifier in TimeModifier::ALL {
            assert_eq!(TimeModifier::parse(modifier.as_str()), Some(modifier));
        }
    }
}
