//! The day a page was published, by what it declares, its address, or what it shows.

use gainsay_document::{Note, Published, PublishedBasis};
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
            Some(DateFound::Day(date, _)) => return Some(in_own_time(metadata_basis(date), addressed)),
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
        .map(metadata_basis)
        .or_else(|| addressed.map(|date| Published { date, basis: PublishedBasis::Address }))
}

/// The first day that computers count from.
const UNIX_EPOCH: Date = Date::constant(1970, 1, 1);

/// The declared day, unless the address names the day before or after: declarations are often in Universal Time,
/// addresses in the outlet's own.
fn in_own_time(declared: Published, addressed: Option<Date>) -> Published {
    let near = |date: &Date| {
        [declared.date.yesterday(), declared.date.tomorrow()].into_iter().flatten().any(|day| day == *date)
    };
    match addressed.filter(near) {
        Some(date) => Published { date, basis: PublishedBasis::Address },
        None => declared,
    }
}

/// The day that a page shows: `<time>`, elements that call themselves dates, the last change, else `other`.
pub(crate) fn shown(
    page: &Html,
    metadata: &Metadata,
    order: DayOrder,
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
        .or_else(|| {
            let read = |written: &String| match date::first_date(written, order) {
                Some(DateFound::Day(date, _)) => Some(date),
                _ => None,
            };
            metadata.updated.iter().find_map(read).map(basis(PublishedBasis::Metadata))
        })
        .or_else(|| other.map(basis(PublishedBasis::Head)))
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
