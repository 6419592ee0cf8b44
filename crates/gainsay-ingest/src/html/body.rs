//! The article's text among all the text of a page.

use std::sync::LazyLock;

use gainsay_document::{Note, NoteCode};
use jiff::civil::Date;
use regex::Regex;
use scraper::Html;
use trafilatura::{HtmlDateMode, Options};

use super::places::{self, PageWords};
use super::{boilerplate, render};
use crate::head::{self, Credit};

/// The text of a page, and what is to be said of it.
pub(crate) struct Body {
    pub text: String,
    /// The text before notices of rights and what else a site sets between paragraphs were taken out, if they were.
    pub unfiltered: Option<String>,
    pub uncertain: Option<Note>,
    /// A date found somewhere on the page, where nothing declares one.
    pub date: Option<Date>,
}

/// Pages above this size are read whole: telling their article from the rest would take too long.
const MAX_SCORED_BYTES: usize = 4 << 20;

/// Pages of more elements are read whole, for the same reason.
const MAX_SCORED_ELEMENTS: usize = 60_000;

/// A shorter text without an `article` or `main` element around it may be anything.
const MIN_CERTAIN_CHARS: usize = 250;

/// Elements that mark an article which are looked into; a page of so many is a list.
const MAX_MARKED: usize = 50;

/// Takes the article's text out of a page, given as source and parsed.
pub(crate) fn read(source: &str, page: &Html) -> Body {
    let scored = source.len() <= MAX_SCORED_BYTES && page.tree.nodes().count() <= MAX_SCORED_ELEMENTS;
    let found = scored.then(|| article(source)).flatten();
    match found {
        Some((text, date)) if !text.is_empty() => {
            let text =
                if text.contains("\n\n") { text } else { places::parted(&text, &PageWords::read(page)) };
            let short = text.chars().take(MIN_CERTAIN_CHARS).count() < MIN_CERTAIN_CHARS;
            let doubt = if short { doubt(page) } else { None };
            let filtered = boilerplate::removed(&text);
            let unfiltered = (filtered != text).then_some(text);
            Body { text: filtered, unfiltered, uncertain: doubt.map(uncertain), date }
        }
        _ => Body {
            text: render::page(page),
            unfiltered: None,
            uncertain: Some(uncertain(
                "the article could not be told from its surroundings; the whole page is kept",
            )),
            date: None,
        },
    }
}

/// Why a short text may not be the article.
fn doubt(page: &Html) -> Option<&'static str> {
    let mut marked = ["article", "main"].into_iter().flat_map(|name| render::elements(page, name)).peekable();
    if marked.peek().is_none() {
        return Some("the article is short and nothing marks it");
    }
    let empty = marked.take(MAX_MARKED).all(|element| render::text(element, &[]).is_empty());
    empty.then_some("the page's article is empty; what is kept stands around it")
}

/// Last blocks of a text among which a notice of rights names an agency.
const CLOSING_BLOCKS: usize = 4;

static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:©|\(c\)|copyright|\s|(?:19|20)\d\d|[-–,:]|by\b|the\b)+(?P<name>[^.\n]{3,60})")
        .expect("a constant pattern that the tests compile")
});

impl Body {
    /// The text with what was taken out of it.
    pub(crate) fn all(&self) -> &str {
        self.unfiltered.as_deref().unwrap_or(&self.text)
    }

    /// The agency that lines credit which were taken out.
    pub(crate) fn closing_agency(&self) -> Option<String> {
        let blocks = self.unfiltered.as_deref()?.rsplit("\n\n").take(CLOSING_BLOCKS);
        blocks.filter_map(|block| RIGHTS.captures(block)).find_map(|rights| {
            match head::credit(rights["name"].trim()) {
                Credit::Agency(agency) => Some(agency),
                _ => None,
            }
        })
    }
}

fn uncertain(message: &str) -> Note {
    Note::new(NoteCode::BodyUncertain, message)
        .hint("look at the text; save the article as .txt if it is wrong")
}

/// The article by its markup and the density of its text.
fn article(source: &str) -> Option<(String, Option<Date>)> {
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Fast);
    let found = trafilatura::extract(source, &options).ok()?;
    let text = without_repeats(&render::text(Html::parse_fragment(&found.content_html).root_element(), &[]));
    let date = found.metadata.date.and_then(|date| date.format("%Y-%m-%d").to_string().parse().ok());
    Some((text, date))
}

/// The text without blocks that say again what the block before said: the extraction repeats nested quotations.
fn without_repeats(text: &str) -> String {
    let mut blocks: Vec<&str> = text.split("\n\n").collect();
    blocks.dedup();
    blocks.join("\n\n")
}
