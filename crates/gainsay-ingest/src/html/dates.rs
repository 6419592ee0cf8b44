//! The day a page was published, by what it declares, its address, or what it shows.

use gainsay_document::{Note, Published, PublishedBasis};
use jiff::Timestamp;
use jiff::civil::Date;
use scraper::{ElementRef, Html};

use super::metadata::{Metadata, attribute};
use super::render;
use crate::address;
use crate::date::{self, DateFound, DateKind, DayOrder};
use crate::head;

/// The day that a page declares, or that stands in its address; unreadable declarations are noted.
pub(crate) fn declared(
    page: &Html,
    metadata: &Metadata,
    order: DayOrder,
    notes: &mut Vec<Note>,
) -> Option<Published> {
    let addressed = metadata.url.as_deref().and_then(address::date);
    let metadata_basis = |date| Published { date, basis: PublishedBasis::Metadata };
    for written in &metadata.published {
        match date::first_date(written, order) {
            // What an empty field of a content system turns into.
            Some(DateFound::Day(date, _)) if date == UNIX_EPOCH => {}
            Some(DateFound::Day(date, _)) => {
                let own = by_address(date, addressed).or_else(|| elsewhere(date, written, page, metadata));
                return Some(own.unwrap_or_else(|| metadata_basis(date)));
            }
            Some(DateFound::Unreadable(why, _)) => notes.push(head::unreadable_date(&why)),
            None => {}
        }
    }
    let marked = |element: &ElementRef<'_>| {
        attribute(*element, "itemprop").is_some_and(|own| own.eq_ignore_ascii_case("datePublished"))
    };
    all(page)
        .filter(marked)
        .find_map(|element| date_of(element, order))
        .or_else(|| metadata.recorded.iter().find_map(|written| day(written, order)))
        .map(metadata_basis)
        .or_else(|| addressed.map(|date| Published { date, basis: PublishedBasis::Address }))
}

/// The first day that computers count from.
const UNIX_EPOCH: Date = Date::constant(1970, 1, 1);

/// Whether two days follow one another: declarations are often in Universal Time, what a report calls "today" is the
/// outlet's own day.
fn adjoins(one: Date, other: Date) -> bool {
    [one.yesterday(), one.tomorrow()].into_iter().flatten().any(|day| day == other)
}

/// The day in the address where it is the one before or after the declared one.
fn by_address(declared: Date, addressed: Option<Date>) -> Option<Published> {
    let date = addressed.filter(|date| adjoins(declared, *date))?;
    Some(Published { date, basis: PublishedBasis::Address })
}

/// The declared moment, where it is in Universal Time; midnight stands for a whole day.
fn universal(written: &str) -> Option<Timestamp> {
    let written = written.trim();
    let utc = ["Z", "+00:00", "+0000"].iter().any(|end| written.ends_with(end));
    let moment: Timestamp = written.parse().ok().filter(|_| utc)?;
    (moment.as_second() % 86_400 != 0).then_some(moment)
}

/// The day of the same moment where the page gives it in the outlet's own time.
fn elsewhere(declared: Date, written: &str, page: &Html, metadata: &Metadata) -> Option<Published> {
    let moment = universal(written)?;
    let times = render::elements(page, "time").filter_map(|time| attribute(time, "datetime"));
    [&metadata.published, &metadata.recorded, &metadata.updated]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .chain(times)
        .filter(|other| other.trim().parse::<Timestamp>().is_ok_and(|own| own == moment))
        .filter_map(|other| day(other, DayOrder::Unknown))
        .find(|date| adjoins(declared, *date))
        .map(|date| Published { date, basis: PublishedBasis::Metadata })
}

/// The day that a declaration names.
fn day(written: &str, order: DayOrder) -> Option<Date> {
    match date::first_date(written, order) {
        Some(DateFound::Day(date, _)) => Some(date),
        _ => None,
    }
}

/// The day that a page shows: `<time>`, elements that call themselves dates, a line of the text, the only day that
/// stands alone on the page, the last change, else `other`.
pub(crate) fn shown(
    page: &Html,
    metadata: &Metadata,
    order: DayOrder,
    text: &str,
    other: Option<Date>,
) -> Option<Published> {
    let basis = |basis| move |date| Published { date, basis };
    let times: Vec<ElementRef<'_>> = render::elements(page, "time").collect();
    let telling = |element: &&ElementRef<'_>| {
        attribute(**element, "pubdate").is_some()
            || element.value().attr("pubdate").is_some()
            || says_published(**element)
    };
    times
        .iter()
        .find(telling)
        .or_else(|| times.iter().find(|element| !says_updated(**element)))
        .and_then(|element| date_of(*element, order))
        .map(basis(PublishedBasis::Metadata))
        .or_else(|| labelled(page, order).map(basis(PublishedBasis::Head)))
        .or_else(|| line_of(text, order).map(basis(PublishedBasis::Head)))
        .or_else(|| alone(page, order).map(basis(PublishedBasis::Head)))
        .or_else(|| {
            let updated = metadata.updated.iter().find_map(|written| day(written, order));
            updated.map(basis(PublishedBasis::Metadata))
        })
        .or_else(|| other.map(basis(PublishedBasis::Head)))
}

/// Lines of a text among which a day stands alone: after a caption and a credit.
const FIRST_LINES: usize = 6;

/// The day of the first line that holds nothing else.
fn line_of(text: &str, order: DayOrder) -> Option<Date> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(FIRST_LINES).find_map(|line| own_day(line, order))
}

/// The day of a line that holds nothing else and does not call it the last change.
fn own_day(line: &str, order: DayOrder) -> Option<Date> {
    date::dates_of_line(line, order).into_iter().find_map(|own| match own.found {
        DateFound::Day(date, _) if own.kind < DateKind::Updated => Some(date),
        _ => None,
    })
}

/// Short texts with figures that are looked at; a page of more is a table.
const MAX_SHORT_TEXTS: usize = 5_000;

/// The day that stands alone in an element of the page, where it is the only such day.
fn alone(page: &Html, order: DayOrder) -> Option<Date> {
    let short = page.tree.nodes().filter_map(|node| {
        let inside = node.parent().and_then(ElementRef::wrap)?;
        let written = node.value().as_text()?.trim();
        let figures = (6..60).contains(&written.len()) && written.bytes().any(|byte| byte.is_ascii_digit());
        let seen = !matches!(inside.value().name(), "script" | "style" | "option" | "noscript");
        (figures && seen).then_some(written)
    });
    let mut texts = short.take(MAX_SHORT_TEXTS).filter_map(|written| own_day(written, order));
    let first = texts.next()?;
    texts.all(|date| date == first).then_some(first)
}

fn all(page: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    page.tree.nodes().filter_map(ElementRef::wrap)
}

/// The date in an element's attributes, else in its words.
fn date_of(element: ElementRef<'_>, order: DayOrder) -> Option<Date> {
    let written = ["datetime", "content", "title"]
        .iter()
        .filter_map(|name| attribute(element, name).map(str::to_owned));
    let words: String = element.text().take(20).collect::<Vec<_>>().join(" ");
    written.chain([words]).find_map(|written| match date::first_date(&written, order) {
        Some(DateFound::Day(date, _)) => Some(date),
        _ => None,
    })
}

fn names(element: ElementRef<'_>) -> String {
    ["class", "id", "itemprop"]
        .iter()
        .filter_map(|name| attribute(element, name))
        .collect::<Vec<_>>()
        .join(" ")
        .to_ascii_lowercase()
}

fn says_published(element: ElementRef<'_>) -> bool {
    let names = names(element);
    ["publish", "entry-date", "post-date", "posted"].iter().any(|word| names.contains(word))
        && !names.contains("updat")
}

fn says_updated(element: ElementRef<'_>) -> bool {
    let names = names(element);
    ["updat", "modif"].iter().any(|word| names.contains(word))
}

/// The first date in a short element whose class or id calls it a date, a publication before any other.
fn labelled(page: &Html, order: DayOrder) -> Option<Date> {
    let mut best: Option<(Date, DateKind)> = None;
    for element in all(page) {
        let names = names(element);
        if !["date", "publish", "posted", "timestamp", "byline", "meta", "time", "submitted", "dateline"]
            .iter()
            .any(|word| names.contains(word))
        {
            continue;
        }
        let words: String = element.text().take(12).flat_map(|words| [words, " "]).collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.len() > 120 {
            continue;
        }
        let kind = if says_updated(element) { DateKind::Updated } else { DateKind::Bare };
        if let Some(DateFound::Day(date, _)) = date::first_date(&words, order)
            && best.is_none_or(|(_, own)| kind < own)
        {
            best = Some((date, kind));
        }
    }
    best.map(|(date, _)| date)
}
