//! What one line of a head says.

use std::sync::LazyLock;

use regex::Regex;

use super::credit::{self, Credit};
use crate::date::{self, DayOrder, LineDate};

/// What one line of a head says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HeadLine {
    /// The report's address.
    Address(String),
    /// Nothing but dates.
    Dates(Vec<LineDate>),
    /// Who wrote it, with whatever else the line credits.
    Byline(Byline),
    /// The headline, named as such ("Title: …").
    Title(String),
    /// The outlet alone.
    Outlet(String),
    /// The agency alone.
    Agency(String),
    /// A rule, a page number or a section label: no word of the report.
    Furniture,
    /// Anything else.
    Other,
}

/// The parts of a byline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    pub names: Option<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub dates: Vec<LineDate>,
}

/// Longer lines are prose.
const MAX_LINE_BYTES: usize = 240;

/// A compiled pattern of this module.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern that the tests compile")
}

static BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?i:by|written by|reported by|reporting by|story by|report by)\s*:?\s+(?P<rest>\S.*)$")
});
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i)(?P<key>title|headline|author|authors|byline|date|published|publication date|outlet|publication|publisher|newspaper|agency|news agency|source|credit|url|link)\s*:\s*(?P<value>\S.*)$",
    )
});
static VIA: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?i:via|from)\s+(?P<name>\S.*)$"));
static FOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?P<names>\p{Lu}[^,.;:!?]{2,60}?)\s+(?:for|via)\s+(?P<outlet>(?:the\s+)?\p{Lu}[^;:!?]{1,60})$")
});
static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:[-–—=_*·•~\s]{3,}|page\s+\d+(\s+of\s+\d+)?|\d{1,4}|-\s*\d{1,4}\s*-|share(?: this)?(?: article)?|print|\d+ comments?|advertisement|listen|save|breaking(?: news)?)$",
    )
});
static MAIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\S+@\S+\.\S+|@\w+"));

/// Reads one line; `titled` says whether the headline is known already, so that a bare name may be a credit.
pub(crate) fn read(line: &str, titled: bool, order: DayOrder) -> HeadLine {
    let line = line.trim();
    if line.is_empty() || line.len() > MAX_LINE_BYTES {
        return HeadLine::Other;
    }
    if FURNITURE.is_match(line) {
        return HeadLine::Furniture;
    }
    if (line.starts_with("http://") || line.starts_with("https://")) && !line.contains(char::is_whitespace) {
        return HeadLine::Address(line.to_owned());
    }
    let dates = date::dates_of_line(line, order);
    if !dates.is_empty() {
        return HeadLine::Dates(dates);
    }
    if let Some(found) = LABEL.captures(line)
        && let Some(labelled) = labelled(&found["key"], found["value"].trim(), order)
    {
        return labelled;
    }
    if let Some(found) = BY.captures(line) {
        return byline(&found["rest"], order).map_or(HeadLine::Other, HeadLine::Byline);
    }
    bare_credit(line, titled, order)
}

fn labelled(key: &str, value: &str, order: DayOrder) -> Option<HeadLine> {
    Some(match key.to_ascii_lowercase().as_str() {
        "title" | "headline" => HeadLine::Title(value.to_owned()),
        "author" | "authors" | "byline" => HeadLine::Byline(byline(value.trim_start_matches("By "), order)?),
        "date" | "published" | "publication date" => {
            let dates = date::dates_of_line(value, order);
            if dates.is_empty() {
                return None;
            }
            HeadLine::Dates(dates)
        }
        "outlet" | "publication" | "publisher" | "newspaper" => {
            HeadLine::Outlet(credit::bare(value).to_owned())
        }
        "agency" | "news agency" => {
            HeadLine::Agency(credit::agency(value).unwrap_or_else(|| value.to_owned()))
        }
        "url" | "link" => HeadLine::Address(value.to_owned()),
        _ if value.len() > 80 || !credit::is_name(credit::bare(value)) && !credit::is_outlet(value) => {
            return None;
        }
        _ => match credit::credit(value) {
            Credit::Agency(name) => HeadLine::Agency(name),
            Credit::Outlet(name) | Credit::Other(name) => HeadLine::Outlet(name),
            Credit::Role => return None,
        },
    })
}

/// Credits without "By": "(AFP)", "via NAME", "NAME for OUTLET", "NAME, OUTLET", an agency or outlet alone.
fn bare_credit(line: &str, titled: bool, order: DayOrder) -> HeadLine {
    let name = line.trim_start_matches(['—', '–', '-', '©', ' ']).trim();
    if let Some(found) = VIA.captures(name)
        && found["name"].len() <= 60
        && credit::is_name(credit::bare(&found["name"]))
    {
        let name = credit::bare(&found["name"]);
        return HeadLine::Agency(credit::agency(name).unwrap_or_else(|| name.to_owned()));
    }
    if let Some(agency) = credit::agency(name) {
        return HeadLine::Agency(agency);
    }
    if credit::is_section(line) && titled {
        return HeadLine::Furniture;
    }
    if titled && let Some(byline) = bare_byline(line, order) {
        return HeadLine::Byline(byline);
    }
    match credit::credit(line) {
        Credit::Outlet(name) if line.len() <= 60 => HeadLine::Outlet(name),
        _ => HeadLine::Other,
    }
}

/// A byline that no "By" opens: "NAME for OUTLET", "NAME, OUTLET".
fn bare_byline(line: &str, order: DayOrder) -> Option<Byline> {
    if let Some(found) = FOR.captures(line)
        && credit::is_name(line)
        && (2..=6).contains(&found["names"].split_whitespace().count())
    {
        return byline(line, order);
    }
    if let Some((names, rest)) = line.split_once(", ").or_else(|| line.split_once(" | "))
        && line.len() <= 100
        && (2..=4).contains(&names.split_whitespace().count())
        && credit::is_name(names)
        && !matches!(credit::credit(rest), Credit::Other(_))
    {
        return byline(line, order);
    }
    None
}

/// The parts of what follows "By"; `None` where the words are no names.
pub(crate) fn byline(rest: &str, order: DayOrder) -> Option<Byline> {
    let without_mail = MAIL.replace_all(rest, " ");
    let (credits, dates) = split_dates(without_mail.trim(), order);
    let mut out = Byline { dates, ..Byline::default() };
    let credits = credits.trim().trim_end_matches(['|', ',', '-', '–', '—', '·', '•', ':']).trim();
    let sentence =
        credits.ends_with('.') && credit::bare(credits).len() < credits.len() && credits.contains(", ");
    if credits.is_empty()
        || credits.len() > 160
        || sentence
        || !credit::is_name(credits) && credit::agency(credits).is_none()
    {
        return None;
    }
    if credits.split_whitespace().count() > 24 || credits.chars().next().is_some_and(char::is_numeric) {
        return None;
    }
    if let Some(agency) = credit::agency(credits) {
        out.agency = Some(agency);
        return Some(out);
    }
    let (names, from) = [" via ", " for "]
        .iter()
        .find_map(|word| credits.split_once(word))
        .map_or((credits, None), |(names, from)| (names, Some(from)));
    if let Some(from) = from {
        place_credit(from, &mut out);
    }
    let mut people: Vec<&str> = Vec::new();
    for part in names
        .split([',', '|', '•', '·', '/'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" — "))
    {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        if let Some(outlet) = part.strip_prefix("Special to ").or_else(|| part.strip_prefix("special to ")) {
            place_credit(outlet, &mut out);
            continue;
        }
        match credit::credit(part) {
            Credit::Role if !people.is_empty() => {}
            Credit::Agency(_) | Credit::Outlet(_) if !people.is_empty() => place_credit(part, &mut out),
            _ => people.push(part),
        }
    }
    let people =
        people.iter().map(|part| part.strip_suffix(" and").unwrap_or(part)).collect::<Vec<_>>().join(", ");
    out.names = Some(credit::bare(&people).to_owned()).filter(|names| !names.is_empty());
    (out.names.is_some() || out.outlet.is_some() || out.agency.is_some()).then_some(out)
}

fn place_credit(name: &str, out: &mut Byline) {
    match credit::credit(name) {
        Credit::Agency(agency) => out.agency = out.agency.take().or(Some(agency)),
        Credit::Outlet(outlet) | Credit::Other(outlet) => {
            let outlet = outlet.strip_prefix("the ").map_or(outlet.clone(), |rest| format!("The {rest}"));
            out.outlet = out.outlet.take().or(Some(outlet));
        }
        Credit::Role => {}
    }
}

/// The line without the dates that end it.
fn split_dates(line: &str, order: DayOrder) -> (&str, Vec<LineDate>) {
    if date::first_date(line, order).is_none() {
        return (line, Vec::new());
    }
    let starts = line.char_indices().filter(|(at, _)| *at == 0 || line[..*at].ends_with([' ', '|', '\t']));
    for (at, _) in starts {
        let dates = date::dates_of_line(&line[at..], order);
        if !dates.is_empty() {
            return (&line[..at], dates);
        }
    }
    (line, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        match read(line, true, DayOrder::Unknown) {
            HeadLine::Byline(found) => format!(
                "by {} / {} / {} / {}",
                found.names.as_deref().unwrap_or("-"),
                found.outlet.as_deref().unwrap_or("-"),
                found.agency.as_deref().unwrap_or("-"),
                found.dates.len()
            ),
            HeadLine::Dates(dates) => format!("{} dates", dates.len()),
            other => format!("{other:?}"),
        }
    }

    fn check(line: &str, expected: &str) {
        assert_eq!(shown(line), expected, "{line}");
    }

    #[test]
    fn bylines() {
        check("By Ana Petrova", "by Ana Petrova / - / - / 0");
        check("By Ana Petrova via The Korva Courier", "by Ana Petrova / The Korva Courier / - / 0");
        check("By Ana Petrova via Isle & Main", "by Ana Petrova / Isle & Main / - / 0");
        check("By Ana Petrova via Northline News Agency", "by Ana Petrova / - / Northline News Agency / 0");
        check("By Ana Petrova, The Korva Courier", "by Ana Petrova / The Korva Courier / - / 0");
        check("By Ana Petrova and Jan de Wit, Staff Writers", "by Ana Petrova and Jan de Wit / - / - / 0");
        check("By Ana Petrova, Jan de Wit and Li Na", "by Ana Petrova, Jan de Wit and Li Na / - / - / 0");
        check("By Ana Petrova a.petrova@korva.example | 12 February 2024", "by Ana Petrova / - / - / 1");
        check("by: Ana Petrova Updated: Apr 12, 2024 - 9:35 AM", "by Ana Petrova / - / - / 1");
        check("By The Associated Press on Tue 06/30/2015 04:48am", "by - / - / AP / 1");
        check("By: Harbour Wire", "by - / - / Harbour Wire / 0");
        check("By Ana Petrova, Special to the Korva Courier", "by Ana Petrova / The Korva Courier / - / 0");
        check("Ana Petrova for The Korva Courier", "by Ana Petrova / The Korva Courier / - / 0");
        check("Ana Petrova, Northline News Agency", "by Ana Petrova / - / Northline News Agency / 0");
        check("ANA PETROVA | KORVA COURIER", "by ANA PETROVA / KORVA COURIER / - / 0");
    }

    #[test]
    fn credits_alone() {
        check("(AFP)", "Agency(\"AFP\")");
        check("Source: Northline News Agency", "Agency(\"Northline News Agency\")");
        check("Source: The Korva Courier", "Outlet(\"The Korva Courier\")");
        check("via Trelleck", "Agency(\"Trelleck\")");
        check("— Northline News Agency", "Agency(\"Northline News Agency\")");
        check("The Korva Courier", "Outlet(\"The Korva Courier\")");
        check("Published: 12 February 2024", "1 dates");
        check("Page 1 of 3", "Furniture");
        check("https://korva.example/a", "Address(\"https://korva.example/a\")");
    }

    #[test]
    fn prose_is_no_credit() {
        check("By Monday the toll had risen to twelve.", "Other");
        check("By Tuesday, Ana Petrova had left.", "Other");
        check("The ferry sank off Korva, the ministry said.", "Other");
        check("Source: a person who saw the ferry go down", "Other");
        check("Rescuers recover more bodies", "Other");
    }
}
