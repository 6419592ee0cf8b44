//! Calendar dates as metadata and heads write them.
//!
//! Only the day is kept, as the outlet wrote it in its own time zone. A date that the calendar does not hold
//! (31 February) is told from one that is not there, so that the user hears of it.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::table;

/// What a text says of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DateFound {
    /// A day, and the bytes that name it.
    Day(Date, Range<usize>),
    /// Words shaped like a date that no calendar holds, or that can be read two ways; why, in words.
    Unreadable(String, Range<usize>),
}

/// Which of two small numbers in `03/04/2024` is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DayOrder {
    /// Not known: such a date stays unread.
    #[default]
    Unknown,
    /// Day first (most of the world).
    DayFirst,
    /// Month first (the United States).
    MonthFirst,
}

impl DayOrder {
    /// The order that a language tag's region writes in (`en-US`, `en_GB`).
    pub(crate) fn of_language(tag: Option<&str>) -> Self {
        let region = tag.and_then(|tag| tag.split(['-', '_']).skip(1).find(|part| part.len() == 2));
        match region.map(str::to_ascii_uppercase).as_deref() {
            Some("US" | "PH") => Self::MonthFirst,
            Some("GB" | "AU" | "NZ" | "IE" | "IN" | "ZA" | "KE" | "NG" | "PK" | "SG" | "FR" | "DE") => {
                Self::DayFirst
            }
            Some(_) => Self::Unknown,
            None => {
                let language = tag.unwrap_or_default().split(['-', '_']).next().unwrap_or_default();
                let day_first = [
                    "ar", "bg", "cs", "da", "de", "el", "es", "fr", "it", "nl", "pl", "pt", "ro", "ru", "uk",
                ];
                if day_first.contains(&language.to_ascii_lowercase().as_str()) {
                    Self::DayFirst
                } else {
                    Self::Unknown
                }
            }
        }
    }

    /// The order of the report's language, else of the country whose name its address ends in.
    pub(crate) fn of_report(language: Option<&str>, url: Option<&str>) -> Self {
        let own = Self::of_language(language);
        if own != Self::Unknown {
            return own;
        }
        let host = url
            .and_then(|url| url.split_once("://"))
            .and_then(|(_, rest)| rest.split(['/', '?', '#', ':']).next());
        match host.and_then(|host| host.rsplit('.').next()).map(str::to_ascii_lowercase).as_deref() {
            Some("us" | "gov" | "mil" | "ph") => Self::MonthFirst,
            Some(
                "uk" | "au" | "nz" | "ie" | "in" | "za" | "ke" | "ng" | "gh" | "pk" | "bd" | "lk" | "sg"
                | "fr" | "de" | "es" | "it" | "nl" | "be" | "pl" | "pt" | "ru" | "ua" | "gr" | "tr" | "ar"
                | "br" | "mx" | "eg" | "lb" | "ae",
            ) => Self::DayFirst,
            _ => Self::Unknown,
        }
    }
}

/// Years that a report can have been published in; numbers outside are something else.
const YEARS: Range<i16> = 1600..2200;

static MONTHS: LazyLock<Vec<(&'static str, i8)>> = LazyLock::new(|| {
    table::rows(include_str!("../data/months.tsv"))
        .filter_map(|row| Some((*row.first()?, row.get(1)?.parse().ok()?)))
        .collect()
});

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let mut names: Vec<&str> = MONTHS.iter().map(|(name, _)| *name).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let month = names.join("|");
    let pattern = format!(
        r"(?xi)
        \b(?:
          (?P<iso_y>\d{{4}}) (?: -(?P<iso_m>\d{{1,2}})-(?P<iso_d>\d{{1,2}})
                              | /(?P<ys_m>\d{{1,2}})/(?P<ys_d>\d{{1,2}})
                              | \.(?P<yd_m>\d{{1,2}})\.(?P<yd_d>\d{{1,2}}) ) (?: \b | t )
        | (?P<c_y>(?:19|20)\d\d)(?P<c_m>\d\d)(?P<c_d>\d\d) (?: \b | t\d )
        | (?P<dm_d>\d{{1,2}}) (?:st|nd|rd|th)? [\s\-/,.]{{0,3}} (?:of\s+)? (?P<dm_m>{month})\b [\s\-/,.]{{0,3}} (?P<dm_y>\d{{4}}|\d{{2}}|'\d{{2}})\b
        | (?P<md_m>{month})\b \.? [\s\-/]{{0,2}} (?P<md_d>\d{{1,2}}) (?:st|nd|rd|th)? \b [\s,.\-/]{{1,3}} (?P<md_y>\d{{4}})\b
        | (?P<ct_m>{month})\s+(?P<ct_d>\d{{1,2}})\s+\d{{1,2}}:\d\d(?::\d\d)?(?:\s+[a-z]{{2,4}}|\s*[+\-]\d{{4}})?\s+(?P<ct_y>\d{{4}})\b
        | (?P<ymd_y>\d{{4}}) [\s\-/,.]{{1,3}} (?P<ymd_m>{month})\b [\s\-/,.]{{1,3}} (?P<ymd_d>\d{{1,2}})\b
        | (?P<n_a>\d{{1,2}}) (?: (?P<n_sep>[/.\-]) (?P<n_b>\d{{1,2}}) [/.\-] (?P<n_y>\d{{4}}) | / (?P<s_b>\d{{1,2}}) / (?P<s_y>\d{{2}}) ) \b
        )"
    );
    Regex::new(&pattern).expect("the pattern is made of the embedded month names, and the tests compile it")
});

/// The first date named in `text`.
pub(crate) fn first_date(text: &str, order: DayOrder) -> Option<DateFound> {
    DATE.captures_iter(text).find_map(|found| read(&found, order))
}

fn read(found: &Captures<'_>, order: DayOrder) -> Option<DateFound> {
    let range = found.get(0)?.range();
    let whole = found.get(0)?.as_str();
    let number = |name: &str| found.name(name).and_then(|text| text.as_str().parse::<i16>().ok());
    let named = |name: &str| found.name(name).and_then(|text| month_number(text.as_str())).map(i16::from);

    for prefix in ["iso", "ys", "yd", "c"] {
        let year =
            number("iso_y").filter(|_| prefix != "c").or_else(|| number("c_y").filter(|_| prefix == "c"));
        if let (Some(year), Some(month), Some(day)) =
            (year, number(&format!("{prefix}_m")), number(&format!("{prefix}_d")))
        {
            return day_of(year, month, day, whole, range);
        }
    }
    for prefix in ["dm", "md", "ct", "ymd"] {
        if let (Some(month), Some(day), Some(year)) = (
            named(&format!("{prefix}_m")),
            number(&format!("{prefix}_d")),
            found.name(&format!("{prefix}_y")),
        ) {
            return day_of(full_year(year.as_str())?, month, day, whole, range);
        }
    }
    let (a, b) = (number("n_a")?, number("n_b").or_else(|| number("s_b"))?);
    let year = full_year(found.name("n_y").or_else(|| found.name("s_y"))?.as_str())?;
    let dotted = found.name("n_sep").is_some_and(|separator| separator.as_str() == ".");
    let day_first = match order {
        _ if a > 12 || a == b || dotted => true,
        _ if b > 12 => false,
        DayOrder::DayFirst => true,
        DayOrder::MonthFirst => false,
        DayOrder::Unknown => {
            let why = format!("“{whole}” can be read as two dates: day and month are not told apart");
            return Some(DateFound::Unreadable(why, range));
        }
    };
    let (day, month) = if day_first { (a, b) } else { (b, a) };
    day_of(year, month, day, whole, range)
}

fn day_of(year: i16, month: i16, day: i16, whole: &str, range: Range<usize>) -> Option<DateFound> {
    if !YEARS.contains(&year) {
        return None;
    }
    let date =
        i8::try_from(month).ok().zip(i8::try_from(day).ok()).and_then(|(m, d)| Date::new(year, m, d).ok());
    Some(date.map_or_else(
        || DateFound::Unreadable(format!("no calendar has the date “{}”", whole.trim()), range.clone()),
        |date| DateFound::Day(date, range.clone()),
    ))
}

fn month_number(name: &str) -> Option<i8> {
    MONTHS.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, number)| *number)
}

/// A year of two digits as POSIX reads it: 69–99 of the twentieth century, 00–68 of the twenty-first.
fn full_year(text: &str) -> Option<i16> {
    let year = text.trim_start_matches('\'').parse::<i16>().ok()?;
    Some(match (text.trim_start_matches('\'').len(), year) {
        (2, 69..) => 1900 + year,
        (2, _) => 2000 + year,
        _ => year,
    })
}

/// What may stand around the date on a line that says nothing else: labels, weekday, time of day, time zone.
static AROUND_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)^(?:
          \s | [-–—|,.;:()•·/@*_] | \[ | \]
        | \b(?:published|posted|updated|modified|first|last|created|issued|released|filed|date|dated|dateline|publication
            |original(?:ly)?|report|on|at|as\s+of|story|article|print\s+edition|time)\b
        | \b(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?\b
        | \b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b
        | \b\d{1,2}(?:[:.]\s?\d{1,2}){0,2}(?:\.\d+)?\s*(?:a\.?\s?m\.?|p\.?\s?m\.?|hrs?|h\b|z\b|noon)?
        | t\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?
        | [+-]\d{1,2}:?\s?\d{0,2}
        | \b(?:a\.?m|p\.?m|gmt|utc|bst|ist|cet|cest|eet|eest|msk|est|edt|cst|cdt|mst|mdt|pst|pdt|aest|aedt|sast|wat|et|pt|ct|local\s+time|hours?|hrs|noon|midnight|z)\b
        | \b\d{1,2}\s+(?:min(?:ute)?s?|hours?|days?|months?)\s+ago\b
        | \b\d+\s+min(?:ute)?s?\s+read\b
        )*$",
    )
    .expect("a constant pattern that the tests compile")
});

/// The dates of a line that holds nothing but them, with labels, weekday and time of day; none for other lines.
pub(crate) fn dates_of_line(line: &str, order: DayOrder) -> Vec<LineDate> {
    if line.len() > 200 {
        return Vec::new();
    }
    let mut dates = Vec::new();
    let mut rest = String::with_capacity(line.len());
    let mut from = 0;
    for found in DATE.captures_iter(line) {
        let Some(read) = read(&found, order) else { continue };
        let range = match &read {
            DateFound::Day(_, range) | DateFound::Unreadable(_, range) => range.clone(),
        };
        let before = &line[from..range.start];
        let label = before.to_ascii_lowercase();
        let kind = if ["updated", "modified"].iter().any(|word| label.contains(word)) {
            DateKind::Updated
        } else if ["published", "posted", "issued", "released", "filed", "created"]
            .iter()
            .any(|word| label.contains(word))
        {
            DateKind::Published
        } else {
            DateKind::Bare
        };
        rest.push_str(before);
        rest.push(' ');
        from = range.end;
        dates.push(LineDate { found: read, kind });
    }
    rest.push_str(&line[from..]);
    if AROUND_DATE.is_match(&rest) { dates } else { Vec::new() }
}

/// A date on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineDate {
    pub found: DateFound,
    pub kind: DateKind,
}

/// What the line says the date is; the first publication counts before a date without a word, that before an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DateKind {
    Published,
    Bare,
    Updated,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: &DateFound) -> String {
        match found {
            DateFound::Day(date, _) => date.to_string(),
            DateFound::Unreadable(why, _) => why.clone(),
        }
    }

    fn check(text: &str, expected: &str) {
        let found =
            first_date(text, DayOrder::Unknown).map_or_else(|| "none".to_owned(), |found| shown(&found));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn forms() {
        check("2024-02-12", "2024-02-12");
        check("2024-02-12T23:30:00-05:00", "2024-02-12");
        check("2024-02-12 08:00", "2024-02-12");
        check("20240212", "2024-02-12");
        check("20240212T101500Z", "2024-02-12");
        check("2024/02/12", "2024-02-12");
        check("12 February 2024", "2024-02-12");
        check("12th of February, 2024", "2024-02-12");
        check("February 12, 2024", "2024-02-12");
        check("Feb. 12 2024", "2024-02-12");
        check("Mon, 12 Feb 2024 10:00:00 GMT", "2024-02-12");
        check("Mon Feb 12 10:00:00 +0000 2024", "2024-02-12");
        check("12-Feb-2024", "2024-02-12");
        check("KORVA, 22 JAN 89", "1989-01-22");
        check("Sept. 3, 1998", "1998-09-03");
        check("25/12/2023", "2023-12-25");
        check("12/25/2023", "2023-12-25");
        check("3.4.2024", "2024-04-03");
        check("8/22/13 at 1:30 PM", "2013-08-22");
    }

    #[test]
    fn what_cannot_be_is_told_from_what_is_not_there() {
        check("2024-02-31", "no calendar has the date “2024-02-31”");
        check("31 June 2024", "no calendar has the date “31 June 2024”");
        check("03/04/2024", "“03/04/2024” can be read as two dates: day and month are not told apart");
        check("in 2024", "none");
        check("0012-02-12", "none");
        check("nothing", "none");
    }

    #[test]
    fn a_region_settles_the_order() {
        let read =
            |tag| first_date("03/04/2024", DayOrder::of_language(Some(tag))).map(|found| shown(&found));
        assert_eq!(read("en-US").as_deref(), Some("2024-03-04"));
        assert_eq!(read("en_GB").as_deref(), Some("2024-04-03"));
        assert_eq!(read("fr").as_deref(), Some("2024-04-03"));
        let order = DayOrder::of_report;
        assert_eq!(order(Some("en"), Some("https://korva.co.uk/dam")), DayOrder::DayFirst);
        assert_eq!(order(Some("en"), Some("https://korva.example.us/dam?a=b.uk")), DayOrder::MonthFirst);
        assert_eq!(order(Some("en-US"), Some("https://korva.co.uk/dam")), DayOrder::MonthFirst);
        assert_eq!(order(Some("en"), Some("https://korva.example/dam.uk")), DayOrder::Unknown);
        assert_eq!(order(None, None), DayOrder::Unknown);
    }

    fn check_line(line: &str, expected: &[(&str, DateKind)]) {
        let found: Vec<_> = dates_of_line(line, DayOrder::Unknown)
            .iter()
            .map(|date| (shown(&date.found), date.kind))
            .collect();
        let expected: Vec<_> = expected.iter().map(|(day, kind)| ((*day).to_owned(), *kind)).collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn lines_that_hold_nothing_but_dates() {
        use DateKind::{Bare, Published, Updated};
        check_line("Monday, 12 February 2024", &[("2024-02-12", Bare)]);
        check_line("Published: 2024-02-12 18:07 GMT", &[("2024-02-12", Published)]);
        check_line("Last updated on Feb 13, 2024 at 9:35 AM", &[("2024-02-13", Updated)]);
        check_line(
            "Posted: Feb. 6, 2024 4:15 pm Updated: Feb. 7, 2024",
            &[("2024-02-06", Published), ("2024-02-07", Updated)],
        );
        check_line("February 12, 2024 | 4:00am", &[("2024-02-12", Bare)]);
        check_line("2 A. M. FEB. 4, 2009", &[("2009-02-04", Bare)]);
        check_line("Published: Saturday, 4/16/2016 - Updated: 12 hours ago", &[("2016-04-16", Published)]);
        check_line("4 October 2024, 18:07 (GMT+05:00)", &[("2024-10-04", Bare)]);
        check_line("On 12 February 2024 a ferry sank.", &[]);
        check_line("Ferry disaster of 12 February 2024", &[]);
    }
}
