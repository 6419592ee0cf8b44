//! TIMEX3 values and the days they cover.

use gainsay_document::TimeModifier;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

/// A length of the calendar, as TIMEX3 writes it, the shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// How many units a length has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    /// Not said ("several"); TIMEX3 writes X.
    Unknown,
    /// The number of half units, so that "two and a half" has a place.
    Halves(i32),
}

impl Amount {
    /// `count` whole units.
    pub(super) fn whole(count: i32) -> Self {
        count.checked_mul(2).map_or(Self::Unknown, Self::Halves)
    }

    /// The number of whole units, if it is one.
    pub(super) fn count(self) -> Option<i32> {
        match self {
            Self::Halves(halves) if halves % 2 == 0 => Some(halves / 2),
            _ => None,
        }
    }

    /// `factor` times as many.
    pub(super) fn times(self, factor: i32) -> Self {
        match self {
            Self::Halves(halves) => halves.checked_mul(factor).map_or(Self::Unknown, Self::Halves),
            Self::Unknown => Self::Unknown,
        }
    }
}

impl Unit {
    /// The unit of a table's TIMEX3 duration, and how many of it.
    pub(super) fn parse(duration: &str) -> Option<(Self, i32)> {
        Some(match duration {
            "PT1S" => (Self::Second, 1),
            "PT1M" => (Self::Minute, 1),
            "PT1H" => (Self::Hour, 1),
            "P1D" => (Self::Day, 1),
            "P2D" => (Self::Day, 2),
            "P1W" => (Self::Week, 1),
            "P2W" => (Self::Week, 2),
            "P1M" => (Self::Month, 1),
            "P3M" => (Self::Quarter, 1),
            "P1Y" => (Self::Year, 1),
            "P10Y" => (Self::Decade, 1),
            "P100Y" => (Self::Century, 1),
            _ => return None,
        })
    }

    /// `amount` of the unit as a TIMEX3 duration; "X" for an unknown amount.
    pub(super) fn duration(self, amount: Amount) -> String {
        let (prefix, letter, factor, half) = match self {
            Self::Second => ("PT", "S", 1, ""),
            Self::Minute => ("PT", "M", 1, "30S"),
            Self::Hour => ("PT", "H", 1, "30M"),
            Self::Day => ("P", "D", 1, "T12H"),
            Self::Week => ("P", "W", 1, ""),
            Self::Month => ("P", "M", 1, ""),
            Self::Quarter => ("P", "Q", 1, ""),
            Self::Year => ("P", "Y", 1, "6M"),
            Self::Decade => ("P", "Y", 10, ""),
            Self::Century => ("P", "Y", 100, ""),
        };
        let Amount::Halves(halves) = amount else {
            let unknown = if self == Self::Century { "C" } else { letter };
            return format!("{prefix}X{unknown}");
        };
        let Some(total) = halves.checked_mul(factor) else { return format!("{prefix}X{letter}") };
        match (total / 2, total % 2) {
            (whole, 0) => format!("{prefix}{whole}{letter}"),
            (0, _) if self == Self::Hour => "PT30M".to_owned(),
            (0, _) if self == Self::Minute => "PT30S".to_owned(),
            (0, _) if self == Self::Day => "PT12H".to_owned(),
            (0, _) if self == Self::Year => "P6M".to_owned(),
            (whole, _) if half.is_empty() => format!("{prefix}{whole}.5{letter}"),
            (whole, _) => format!("{prefix}{whole}{letter}{half}"),
        }
    }

    /// `count` of the unit as a span of the calendar; `None` for what is shorter than a day, and for absurd counts.
    pub(super) fn span(self, count: i32) -> Option<Span> {
        if !(-40_000..=40_000).contains(&count) {
            return None;
        }
        let years = |factor: i32| count.checked_mul(factor).filter(|years| years.abs() < 9_999);
        Some(match self {
            Self::Second | Self::Minute | Self::Hour => return None,
            Self::Day => count.days(),
            Self::Week => count.weeks(),
            Self::Month => count.months(),
            Self::Quarter => (count * 3).months(),
            Self::Year => years(1)?.years(),
            Self::Decade => years(10)?.years(),
            Self::Century => years(100)?.years(),
        })
    }
}

/// The TIMEX3 value of the unit that lies `offset` units from the one that holds `anchor`.
pub(super) fn shifted(anchor: Date, unit: Unit, offset: i32) -> Option<String> {
    let date = anchor.checked_add(unit.span(offset)?).ok()?;
    if date.year() < 1 {
        return None;
    }
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => date.to_string(),
        Unit::Week => week(date),
        Unit::Month => month(date),
        Unit::Quarter => format!("{:04}-Q{}", date.year(), quarter(date)),
        Unit::Year => format!("{:04}", date.year()),
        Unit::Decade => format!("{:03}", date.year() / 10),
        Unit::Century => format!("{:02}", date.year() / 100),
    })
}

/// The ISO week that holds `date`.
pub(super) fn week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The month that holds `date`.
pub(super) fn month(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

/// The quarter of the calendar year that holds `date`.
pub(super) fn quarter(date: Date) -> i8 {
    (date.month() - 1) / 3 + 1
}

/// How many days lie between two dates.
pub(super) fn distance(one: Date, other: Date) -> i32 {
    other.since(one).map_or(i32::MAX, |span| span.get_days().abs())
}

/// A day that comes every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yearly {
    /// A day of a month.
    Fixed { month: i8, day: i8 },
    /// The n-th of a weekday in a month (the last for -1), and days after it.
    Weekday { month: i8, weekday: i8, nth: i8, plus: i32 },
    /// Days after Easter Sunday of the western churches.
    Easter { plus: i32 },
}

impl Yearly {
    /// The rule of a table: "12-25", "11:4:4" (the fourth Thursday of November), "11:1:1+1", "easter-2".
    pub(super) fn parse(rule: &str) -> Option<Self> {
        if let Some(plus) = rule.strip_prefix("easter") {
            return Some(Self::Easter { plus: if plus.is_empty() { 0 } else { plus.parse().ok()? } });
        }
        if let Some((month, day)) = rule.split_once('-').filter(|_| !rule.contains(':')) {
            return Some(Self::Fixed { month: month.parse().ok()?, day: day.parse().ok()? });
        }
        let (rule, plus) = rule.split_once('+').unwrap_or((rule, "0"));
        let mut parts = rule.split(':');
        let mut next = || parts.next()?.parse::<i8>().ok();
        Some(Self::Weekday { month: next()?, weekday: next()?, nth: next()?, plus: plus.parse().ok()? })
    }

    /// The day in `year`; `None` where that year has none (29 February).
    pub(super) fn of(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed { month, day } => Date::new(year, month, day).ok(),
            Self::Weekday { month, weekday, nth, plus } => Date::new(year, month, 1)
                .ok()?
                .nth_weekday_of_month(nth, Weekday::from_monday_one_offset(weekday).ok()?)
                .ok()?
                .checked_add(plus.days())
                .ok(),
            Self::Easter { plus } => easter(year)?.checked_add(plus.days()).ok(),
        }
    }

    /// The day in the year before, of and after `anchor`.
    pub(super) fn around(self, anchor: Date) -> impl Iterator<Item = Date> {
        (-1..=1).filter_map(move |offset| self.of(anchor.year().checked_add(offset)?))
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, as in Meeus, Astronomical Algorithms, ch. 8).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// The first and last day that a TIMEX3 value covers; `None` where it does not resolve to days.
///
/// Seasons stay unresolved: which months they are depends on the hemisphere.
pub(super) fn days(value: &str) -> Option<(Date, Date)> {
    let value = value.split('T').next()?;
    let mut parts = value.split('-');
    let year = parts.next()?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i16 = year.parse().ok()?;
    match (year.len(), parts.next(), parts.next()) {
        (2, None, _) => span(number.checked_mul(100)?, 100),
        (3, None, _) => span(number.checked_mul(10)?, 10),
        (4, None, _) => span(number, 1),
        (4, Some(part), rest) => {
            if let Some(week) = part.strip_prefix('W') {
                let at = |day| Some(ISOWeekDate::new(number, week.parse().ok()?, day).ok()?.date());
                return match rest {
                    None => Some((at(Weekday::Monday)?, at(Weekday::Sunday)?)),
                    Some("WE") => Some((at(Weekday::Saturday)?, at(Weekday::Sunday)?)),
                    Some(_) => None,
                };
            }
            let months = |part: &str, length: i8| {
                let last =
                    part.parse::<i8>().ok()?.checked_mul(length).filter(|last| (1..=12).contains(last))?;
                let first = Date::new(number, last - length + 1, 1).ok()?;
                Some((first, Date::new(number, last, 1).ok()?.last_of_month()))
            };
            if let Some(quarter) = part.strip_prefix('Q') {
                return months(quarter, 3);
            }
            if let Some(half) = part.strip_prefix('H') {
                return months(half, 6);
            }
            let month: i8 = part.parse().ok()?;
            match rest {
                None => {
                    let first = Date::new(number, month, 1).ok()?;
                    Some((first, first.last_of_month()))
                }
                Some(day) => {
                    let day = Date::new(number, month, day.parse().ok()?).ok()?;
                    Some((day, day))
                }
            }
        }
        _ => None,
    }
}

fn span(first: i16, years: i16) -> Option<(Date, Date)> {
    Some((Date::new(first, 1, 1).ok()?, Date::new(first.checked_add(years - 1)?, 12, 31).ok()?))
}

/// The part of a stretch that a modifier means: its first, middle or last third, in whole months of what is longer than
/// one, in whole years of a decade or a century ("the late 1970s": from 1977). A single day has no parts.
pub(super) fn part((start, end): (Date, Date), modifier: Option<TimeModifier>) -> (Date, Date) {
    let length = distance(start, end) + 1;
    if start.day() == 1 && length > 31 {
        let months = if length < 400 { 1 } else { 12 };
        let count = (i32::from(end.year()) - i32::from(start.year())) * 12 + i32::from(end.month())
            - i32::from(start.month())
            + 1;
        let count = count / months;
        let third = (count + 2) / 3;
        let (first, last) = match modifier {
            Some(TimeModifier::Start) => (0, third),
            Some(TimeModifier::Mid) => (third, count - count / 3),
            Some(TimeModifier::End) => (count - count / 3, count),
            _ => return (start, end),
        };
        let month = |index: i32| start.checked_add((index * months).months()).unwrap_or(start);
        return (month(first), month(last).checked_sub(1.days()).unwrap_or(end));
    }
    let third = (length + 2) / 3;
    let day = |offset: i32| start.checked_add(offset.days()).unwrap_or(start);
    match modifier {
        _ if length < 3 => (start, end),
        Some(TimeModifier::Start) => (start, day(third - 1)),
        Some(TimeModifier::Mid) => (day(length / 3), day(length - 1 - length / 3)),
        Some(TimeModifier::End) => (day(length - third), end),
        _ => (start, end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cover_their_days() {
        let check = |value: &str, expected: Option<(&str, &str)>| {
            let found = days(value).map(|(start, end)| (start.to_string(), end.to_string()));
            assert_eq!(found, expected.map(|(start, end)| (start.to_owned(), end.to_owned())), "{value}");
        };
        check("2024-02-12", Some(("2024-02-12", "2024-02-12")));
        check("2024-02-12TNI", Some(("2024-02-12", "2024-02-12")));
        check("2024-02", Some(("2024-02-01", "2024-02-29")));
        check("2024", Some(("2024-01-01", "2024-12-31")));
        check("199", Some(("1990-01-01", "1999-12-31")));
        check("19", Some(("1900-01-01", "1999-12-31")));
        check("2024-W07", Some(("2024-02-12", "2024-02-18")));
        check("2024-W07-WE", Some(("2024-02-17", "2024-02-18")));
        check("2024-Q2", Some(("2024-04-01", "2024-06-30")));
        check("2024-H2", Some(("2024-07-01", "2024-12-31")));
        check("2024-Q9", None);
        check("2024-02-30", None);
        check("2024-SU", None);
        check("P3D", None);
        check("PRESENT_REF", None);
        check("XXXX-02-12", None);
    }

    #[test]
    fn stretches_have_three_parts() {
        let check = |value: &str, modifier, expected: (&str, &str)| {
            let (start, end) = part(days(value).expect("a stretch"), Some(modifier));
            assert_eq!((start.to_string().as_str(), end.to_string().as_str()), expected, "{value}");
        };
        check("2023-06", TimeModifier::Start, ("2023-06-01", "2023-06-10"));
        check("2023-08", TimeModifier::Mid, ("2023-08-11", "2023-08-21"));
        check("2023-06", TimeModifier::End, ("2023-06-21", "2023-06-30"));
        check("2023-06-03", TimeModifier::End, ("2023-06-03", "2023-06-03"));
        check("2024", TimeModifier::Start, ("2024-01-01", "2024-04-30"));
        check("2024-Q1", TimeModifier::Mid, ("2024-02-01", "2024-02-29"));
        check("197", TimeModifier::Start, ("1970-01-01", "1973-12-31"));
        check("197", TimeModifier::Mid, ("1974-01-01", "1976-12-31"));
        check("197", TimeModifier::End, ("1977-01-01", "1979-12-31"));
        check("2023-06", TimeModifier::Approx, ("2023-06-01", "2023-06-30"));
    }

    #[test]
    fn movable_days_are_found() {
        let check = |rule: &str, year, expected: &str| {
            let found = Yearly::parse(rule).and_then(|rule| rule.of(year)).map(|date| date.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{rule} {year}");
        };
        check("12-25", 2023, "2023-12-25");
        check("11:4:4", 2023, "2023-11-23");
        check("05:1:-1", 2024, "2024-05-27");
        check("11:1:1+1", 2024, "2024-11-05");
        check("easter", 2024, "2024-03-31");
        check("easter", 2019, "2019-04-21");
        check("easter-2", 2024, "2024-03-29");
    }
}
