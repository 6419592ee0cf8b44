//! Credits inside the body: the dateline that opens it and the lines that close it.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::credit;
use crate::date::{self, DateFound, DayOrder};

/// What a dateline gives: "LIMA, 22 JAN 89 (EFE) --".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// The agency in brackets.
    pub agency: Option<String>,
    /// The day, where the dateline names its year too.
    pub date: Option<Date>,
}

/// How far into a body its dateline may reach, in bytes.
const MAX_DATELINE_BYTES: usize = 200;

/// A closing credit stands in one of this many last lines.
const CLOSING_LINES: usize = 4;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern that the tests compile")
}

static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[(\[](?P<name>[^()\[\]\n]{2,60})[)\]](?P<dash>\s*(?:[-–—_]+|:)(?:\s|$)|[ \t]*\n)?")
});
static CONTRIBUTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[(\[]?(?P<names>[^.]{2,160}?)\s+(?:also\s+)?contributed\b"));
static WITH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[(\[]?(?:source|credit|via|(?:with\s+)?(?:additional\s+)?(?:reporting|files|input|inputs|material|text)\s+(?:by|from)|with\s+(?:files|inputs?|reporting)?\s*(?:by|from)|this\s+(?:article|story|report)\s+(?:was|is)\s+(?:originally\s+|first\s+)?(?:published|provided|distributed|supplied|carried|produced)\s+by)\s*:?\s+(?P<names>[^.]{2,160}?)\.?[)\]]?$",
    )
});

/// The dateline that opens `body`, if one does.
pub(crate) fn dateline(body: &str, order: DayOrder) -> Option<Dateline> {
    let opening = body.trim_start();
    let opening = &opening[..floor(opening, MAX_DATELINE_BYTES)];
    for found in BRACKETED.captures_iter(opening) {
        let (bracket, name) = (found.get(0)?, credit::bare(&found["name"]));
        let before = &opening[..bracket.start()];
        if !is_place_and_date(before) {
            return None;
        }
        let own_line =
            before.is_empty() && found.name("dash").is_some_and(|dash| dash.as_str().trim().is_empty());
        if found.name("dash").is_none() || own_line || !could_be_agency(name) {
            continue;
        }
        // A name that nothing marks as an agency counts only after a place in capitals, as wires write it.
        let place = before.split([' ', ',']).next().unwrap_or_default();
        if credit::agency(name).is_none() && place.chars().any(char::is_lowercase) {
            return None;
        }
        let date = match date::first_date(before, order) {
            Some(DateFound::Day(date, _)) => Some(date),
            _ => None,
        };
        let agency = credit::agency(name).unwrap_or_else(|| name.to_owned());
        return Some(Dateline { agency: Some(agency), date });
    }
    None
}

/// The last place at or before byte `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Whether the words before the bracket are a place and perhaps a date: names and numbers, nothing else.
fn is_place_and_date(words: &str) -> bool {
    words.is_empty()
        || (words.split_whitespace().count() <= 12
            && !words.contains(". ")
            && credit::is_name_or_numbers(words))
}

fn could_be_agency(name: &str) -> bool {
    // "Ill." and "Md." after a town are the state, "1989" a year.
    let state = name.ends_with('.') && name.len() <= 6 && !name[..name.len() - 1].contains('.');
    !state
        && (credit::is_name(name) || credit::agency(name).is_some())
        && !name.contains(|c: char| c.is_ascii_digit() || c == ':')
}

/// The agency that the last lines of `body` credit ("Northline News Agency contributed to this report").
pub(crate) fn closing_agency(body: &str) -> Option<String> {
    let mut lines = body
        .trim_end()
        .rsplit('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(CLOSING_LINES)
        .peekable();
    // A body of one line has no closing line apart from it.
    let only = body.trim().lines().filter(|line| !line.trim().is_empty()).count() < 2;
    if only {
        lines.by_ref().for_each(drop);
    }
    lines.filter(|line| line.len() <= 250).find_map(|line| {
        let line = line.trim_matches(['*', '_']);
        let whole = line.trim_start_matches(['—', '–', '-', '(', '[', ' ']);
        credit::agency(whole).or_else(|| {
            [&CONTRIBUTED, &WITH].iter().find_map(|pattern| agency_among(&pattern.captures(line)?["names"]))
        })
    })
}

/// The first agency in a list of names.
fn agency_among(names: &str) -> Option<String> {
    let names = names.trim_start_matches("the ");
    credit::agency(names).or_else(|| {
        names.split(',').flat_map(|part| part.split(" and ")).find_map(|part| credit::agency(part.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, agency: Option<&str>, date: Option<&str>) {
        let found = dateline(body, DayOrder::Unknown).unwrap_or_default();
        assert_eq!(found.agency.as_deref(), agency, "{body}");
        assert_eq!(found.date.map(|date| date.to_string()).as_deref(), date, "{body}");
    }

    #[test]
    fn datelines() {
        check("PARIS, Feb 12 (Reuters) - The ferry sank.", Some("Reuters"), None);
        check("KORVA, 12 March (Northline News Agency) — The dam", Some("Northline News Agency"), None);
        check("LIMA, 22 JAN 89 (EFE) -- [TEXT] THE MAYOR", Some("EFE"), Some("1989-01-22"));
        check("PENICHE (Corvane) — Divers recovered", Some("Corvane"), None);
        check("(Trelleck) — The River Guard", Some("Trelleck"), None);
        check("MOSCOW (USSR), 27 NOV 89 (RADIO KORVA) -- THE", Some("RADIO KORVA"), Some("1989-11-27"));
        check("CANBERRA, Australia (AP)_ Turning", Some("AP"), None);
        check("HAVANA (AP) --\n\nWhile", Some("AP"), None);
        check(
            "Korva, Jul 13, 2009/02:00 pm (HARBOUR WIRE)\nThe mayor",
            Some("HARBOUR WIRE"),
            Some("2009-07-13"),
        );
        check("BERLIN (dpa) - Der", Some("dpa"), None);
    }

    #[test]
    fn brackets_in_prose_are_no_dateline() {
        check("The Ministry of Works (MoW) - long silent - spoke.", None, None);
        check("Officials in Korva said (again) - that", None, None);
        check("QUINCY (Ill.) - A man", None, None);
        check("Ana Petrova (Harbour Party) - the mayor - spoke", None, None);
        check("KORVA — The dam broke (Northline) on Monday", None, None);
    }

    fn check_closing(body: &str, expected: Option<&str>) {
        assert_eq!(closing_agency(body).as_deref(), expected, "{body}");
    }

    #[test]
    fn closing_lines() {
        check_closing(
            "The dam broke.\n\nNorthline News Agency contributed to this report.",
            Some("Northline News Agency"),
        );
        check_closing("The dam broke.\n\nAna Petrova and Harbour Wire contributed.", Some("Harbour Wire"));
        check_closing("The dam broke.\n\nSource: AFP", Some("AFP"));
        check_closing("The dam broke.\n\nWith reporting by Reuters", Some("Reuters"));
        check_closing(
            "The dam broke.\n\nThis article was originally published by Northline Press.",
            Some("Northline Press"),
        );
        check_closing("The dam broke.\n\n— Northline News Agency", Some("Northline News Agency"));
        check_closing("The dam broke.\n\nAna Petrova contributed to this report.", None);
        check_closing("The dam broke.\n\nSource: Ministry of Works", None);
        check_closing("Reuters", None);
    }
}
