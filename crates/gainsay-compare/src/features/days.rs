//! Days as numbers, and windows of days.

use gainsay_document::{DateRange, Time, TimeKind};
use jiff::civil::Date;

/// Days since 1 January 1970.
pub(crate) type Day = i32;

/// The number of a date.
pub(crate) fn day(date: Date) -> Day {
    let hours = date.duration_since(Date::new(1970, 1, 1).unwrap_or(Date::ZERO)).as_hours();
    Day::try_from(hours / 24).unwrap_or_default()
}

/// Days from `start` to `end`, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Window {
    pub start: Day,
    pub end: Day,
}

impl Window {
    /// The days a time expression covers; `None` for durations, sets and what does not resolve.
    pub fn of(time: &Time) -> Option<Self> {
        if matches!(time.kind, TimeKind::Duration | TimeKind::Set) {
            return None;
        }
        let (start, end) = (time.start?, time.end.or(time.start)?);
        (start <= end).then(|| Self { start: day(start), end: day(end) })
    }

    /// The number of days covered.
    pub fn days(self) -> Day {
        self.end - self.start + 1
    }

    /// Days between the two; 0 where they touch or overlap.
    pub fn gap(self, other: Self) -> Day {
        (self.start.max(other.start) - self.end.min(other.end)).max(0)
    }

    /// The days that both cover or lie between them.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// As calendar dates.
    pub fn range(self) -> Option<DateRange> {
        let date = |day: Day| Date::new(1970, 1, 1).ok()?.checked_add(jiff::Span::new().days(day)).ok();
        Some(DateRange { start: date(self.start)?, end: date(self.end)? })
    }
}

/// A day in words: "12 March 2024".
pub(crate) fn day_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// A range in words: "12 March 2024", "12 March 2024 to 14 March 2024".
pub(crate) fn range_words(range: DateRange) -> String {
    if range.start == range.end {
        day_words(range.start)
    } else {
        format!("{} to {}", day_words(range.start), day_words(range.end))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn windows_count_days() {
        let window = |a: i8, b: i8| Window { start: day(date(2024, 3, a)), end: day(date(2024, 3, b)) };
        assert_eq!(window(1, 1).gap(window(4, 5)), 3);
        assert_eq!(window(4, 5).gap(window(1, 1)), 3);
        assert_eq!(window(1, 4).gap(window(2, 9)), 0);
        assert_eq!(window(3, 5).days(), 3);
        let range = window(12, 14).range().unwrap();
        assert_eq!((range.start, range.end), (date(2024, 3, 12), date(2024, 3, 14)));
        assert_eq!(range_words(range), "12 March 2024 to 14 March 2024");
    }
}
