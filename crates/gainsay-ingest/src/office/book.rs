//! Books (EPUB): a record for each chapter, in the order in which they are read.
//!
//! A chapter is a record of its own, because periodicals sold as books have one article in each, and because a name or
//! a day in one chapter says nothing of those in another.

use std::borrow::Cow;
use std::collections::HashMap;

use gainsay_document::{Published, PublishedBasis};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::flow::{Flow, Language};
use super::properties::{self, Properties};
use crate::container::{Context, Names, Records, Zip, one, shown};
use crate::date::{self, DateFound, DayOrder};
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::head::{self, Allowed};
use crate::{MAX_DOCUMENT_BYTES, encoding, html, xml};

/// No more chapters are looked at.
const MAX_CHAPTERS: usize = 20_000;

/// What a chapter must have, in characters: covers and half titles have less.
const MIN_CHARS: usize = 80;

/// A part of a book, as the list of its parts names it.
#[derive(Clone, Debug, Default)]
struct Item {
    path: String,
    kind: String,
    is_contents: bool,
}

/// The records of a book's chapters.
pub(super) fn records<'b>(context: Context, zip: Zip<'b>) -> Records<'b> {
    let (properties, chapters) = match contents(&zip, &context) {
        Ok(contents) => contents,
        Err(error) => return one(context.failure(error)),
    };
    let mut names = Names::default();
    Box::new(
        chapters
            .into_iter()
            .take_while({
                let budget = context.budget.clone();
                move |_| !budget.is_spent()
            })
            .map(move |item| {
                let place = context.within(&names.shown(item.path.as_bytes()));
                if let Some(left_out) = place.left_out() {
                    return left_out;
                }
                let raw = match zip.bytes(&item.path, MAX_DOCUMENT_BYTES, &context) {
                    Ok(raw) => raw,
                    Err(error) => return place.failure(error),
                };
                let draft = chapter(&item, &raw, &properties);
                place.record(Cow::Owned(raw), draft)
            }),
    )
}

/// What the book says of itself, and its chapters in their order.
fn contents(zip: &Zip<'_>, context: &Context) -> Result<(Properties, Vec<Item>), Error> {
    let text = |name: &str| -> Result<String, Error> {
        Ok(encoding::decode(&zip.bytes(name, MAX_DOCUMENT_BYTES, context)?, None).text.into_owned())
    };
    let bad = |what: &str| Error::new(ErrorKind::Damaged, format!("damaged: {what}"));
    let mut package = None;
    each_element(&text("META-INF/container.xml")?, |start| {
        if start.local_name().as_ref() == "rootfile" {
            package = package.take().or(xml::attribute(start, "full-path"));
        }
    });
    let package = package.ok_or_else(|| bad("the book does not say where its list of parts is"))?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let source = text(&package)?;
    let (mut items, mut order): (HashMap<String, Item>, Vec<String>) = (HashMap::new(), Vec::new());
    each_element(&source, |start| match start.local_name().as_ref() {
        "item" => {
            if let (Some(id), Some(href)) = (xml::attribute(start, "id"), xml::attribute(start, "href")) {
                let item = Item {
                    path: resolved(folder, &href),
                    kind: xml::attribute(start, "media-type").unwrap_or_default(),
                    is_contents: xml::attribute(start, "properties")
                        .is_some_and(|all| all.split(' ').any(|one| one == "nav")),
                };
                items.insert(id, item);
            }
        }
        "itemref" if order.len() < MAX_CHAPTERS => order.extend(xml::attribute(start, "idref")),
        _ => {}
    });
    let chapters: Vec<Item> =
        order.iter().filter_map(|id| items.get(id)).filter(|item| !item.is_contents).cloned().collect();
    if chapters.is_empty() {
        return Err(bad("the book names no chapter"));
    }
    Ok((properties::read(&source), chapters))
}

fn chapter(item: &Item, raw: &[u8], properties: &Properties) -> Result<Draft, Error> {
    if !item.kind.contains("html") {
        return Err(Error::skipped(format!("no report ({})", shown(item.kind.as_bytes()))));
    }
    let source = encoding::decode(raw, encoding::declared_in_page(raw)).text;
    let mut flow = Flow::default();
    flow.read(&item.path, &source, Language::Html);
    let mut draft = if flow.broken.is_some() {
        // What is no XML may still be HTML.
        let text = html::text_of_fragment(&source);
        Draft { body: 0..text.len(), text, ..Draft::default() }
    } else {
        Draft {
            body: 0..flow.text.len(),
            text: flow.text,
            source: flow.source,
            notes: flow.notes,
            ..Draft::default()
        }
    };
    if draft.text.chars().filter(|c| !c.is_whitespace()).take(MIN_CHARS).count() < MIN_CHARS {
        return Err(Error::skipped("a page of a book without a report (a cover, a half title)")
            .with_hint(format!("it is {}", shown(item.path.as_bytes()))));
    }
    draft.language = properties.first("language");
    let order = DayOrder::of_language(draft.language.as_deref());
    draft.title = heading(&source);
    let titles: Vec<String> = draft.title.iter().cloned().collect();
    let head = head::read(&draft.text, 0, Allowed { titles: &titles, markdown: false }, order);
    draft.body.start = head.body_start;
    draft.take_head(head);
    draft.title = draft.title.or_else(|| properties.first("title"));
    let names = properties.all("creator").collect::<Vec<_>>().join(", ");
    draft.byline = draft.byline.or(Some(names).filter(|names| !names.is_empty()));
    draft.outlet = draft.outlet.or_else(|| properties.first("publisher"));
    let declared = properties.all("date").find_map(|written| match date::first_date(written, order) {
        Some(DateFound::Day(date, _)) => Some(Published { date, basis: PublishedBasis::Metadata }),
        _ => None,
    });
    draft.published = draft.published.or(declared);
    Ok(draft)
}

/// The words of the first heading of a chapter.
fn heading(source: &str) -> Option<String> {
    let mut reader = Reader::from_str(source);
    let mut open: Option<String> = None;
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return None,
            Event::Start(start) if matches!(start.local_name().as_ref(), "h1" | "h2") => {
                open = Some(String::new());
            }
            Event::End(end) if matches!(end.local_name().as_ref(), "h1" | "h2") => {
                let words = open.take().unwrap_or_default();
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                if !words.is_empty() {
                    return Some(words);
                }
            }
            other => {
                if let (Some(heading), Some(words)) = (&mut open, xml::words(&other)) {
                    heading.push_str(&words);
                }
            }
        }
    }
}

/// Calls `visit` with each start tag, up to where the XML breaks.
fn each_element(xml: &str, mut visit: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => visit(&start),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// The name of a member that a link in `folder` means.
fn resolved(folder: &str, href: &str) -> String {
    let path = href.split(['#', '?']).next().unwrap_or_default();
    let path = percent_decoded(path);
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn percent_decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match code.filter(|_| first == b'%') {
            Some(byte) => {
                out.push(byte);
                rest = &after[2..];
            }
            None => {
                out.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_name_members() {
        assert_eq!(resolved("OEBPS", "text/ch%201.xhtml#top"), "OEBPS/text/ch 1.xhtml");
        assert_eq!(resolved("OEBPS/a", "../../../x.xhtml"), "x.xhtml");
        assert_eq!(resolved("", "x%zz.xhtml"), "x%zz.xhtml");
    }
}
