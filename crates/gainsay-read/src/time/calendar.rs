//! TIMEX3 values and the days they cover.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A length of the calendar, as TIMEX3 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    pub(super) fn duration(self, amount: &str) -> String {
        let times = |factor: i32| {
            amount.parse::<i32>().map_or_else(|_| amount.to_owned(), |n| (n * factor).to_string())
        };
        match self {
            Self::Second => format!("PT{amount}S"),
            Self::Minute => format!("PT{amount}M"),
            Self::Hour => format!("PT{amount}H"),
            Self::Day => format!("P{amount}D"),
            Self::Week => format!("P{amount}W"),
            Self::Month => format!("P{amount}M"),
            Self::Quarter => format!("P{}M", times(3)),
            Self::Year => format!("P{amount}Y"),
            Self::Decade => format!("P{}Y", times(10)),
            Self::Century => format!("P{}Y", times(100)),
        }
    }
}

/// The TIMEX3 value of the unit that lies `offset` units from the one that holds `anchor`.
pub(super) fn shifted(anchor: Date, unit: Unit, offset: i32) -> Option<String> {
    let month_index = i32::from(anchor.year()) * 12 + i32::from(anchor.month()) - 1;
    let year = |year: i32| (1..=9999).contains(&year).then(|| format!("{year:04}"));
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => None,
        Unit::Day => Some(anchor.checked_add(offset.days()).ok()?.to_string()),
        Unit::Week => Some(week(anchor.checked_add(offset.weeks()).ok()?)),
        Unit::Month => {
            let index = month_index + offset;
            Some(format!("{}-{:02}", year(index.div_euclid(12))?, index.rem_euclid(12) + 1))
        }
        Unit::Quarter => {
            let index = month_index.div_euclid(3) + offset;
            Some(format!("{}-Q{}", year(index.div_euclid(4))?, index.rem_euclid(4) + 1))
        }
        Unit::Year => year(i32::from(anchor.year()) + offset),
        Unit::Decade => {
            let decade = i32::from(anchor.year()).div_euclid(10) + offset;
            (0..=999).contains(&decade).then(|| format!("{decade:03}"))
        }
        Unit::Century => {
            let century = i32::from(anchor.year()).div_euclid(100) + offset;
            (0..=99).contains(&century).then(|| format!("{century:02}"))
        }
    }
}

/// The ISO week that holds `date`.
pub(super) fn week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The day of `month` and `day` that lies nearest to `anchor`.
pub(super) fn nearest(anchor: Date, month: i8, day: i8) -> Option<Date> {
    (-1..=1)
        .filter_map(|offset| Date::new(anchor.year() + offset, month, day).ok())
        .min_by_key(|date| date.since(anchor).map_or(i32::MAX, |span| span.get_days().abs()))
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
            if let Some(quarter) = part.strip_prefix('Q') {
                let quarter: i8 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
                let last = Date::new(number, quarter * 3, 1).ok()?.last_of_month();
                return Some((Date::new(number, quarter * 3 - 2, 1).ok()?, last));
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
        check("2024-W07", Some(("2024-02-12", "2024-02-18")));
        check("2024-W07-WE", Some(("2024-02-17", "2024-02-18")));
        check("2024-Q2", Some(("2024-04-01", "2024-06-30")));
        check("2024-02-30", None);
        check("2024-SU", None);
        check("P3D", None);
        check("PRESENT_REF", None);
        check("XXXX-02-12", None);
    }
}
