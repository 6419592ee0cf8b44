//! HTML pages: the article's text and what the page declares of it.

mod body;
mod boilerplate;
mod dates;
mod guard;
mod json_ld;
mod metadata;
mod places;
mod render;
mod standfirst;
mod walls;

use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::Encoding;
use gainsay_document::SourceMap;
use regex::Regex;
use scraper::Html;

use crate::date::DayOrder;
use crate::draft::Draft;
use crate::encoding;
use crate::error::{Error, ErrorKind};
use crate::head::{self, Allowed};
use walls::Wall;

/// Reads a page; `sent_as` is the encoding that whoever sent it named.
pub(crate) fn read(bytes: &[u8], sent_as: Option<&'static Encoding>) -> Result<Draft, Error> {
    let decoded = encoding::decode(bytes, sent_as.into_iter().chain(encoding::declared_in_page(bytes)));
    let mut notes = decoded.notes;
    let (source, removed) = encoding::cleaned(&decoded.text);
    notes.extend(removed);
    let source = guard::guarded(&source);
    let page = Html::parse_document(&source);
    let metadata = metadata::read(&page);
    let mut body = body::read(&source, &page);
    // What a page shows without scripts is markup to those who run none, and one long word to those who do.
    let plain =
        (body.text.is_empty() || shows_markup(&body.text)).then(|| without_scripts(&source)).flatten();
    let plain = plain.map(|source| (Html::parse_document(&source), source));
    if let Some((page, source)) = &plain {
        body = body::read(source, page);
    }
    if body.text.is_empty() {
        return Err(
            Error::new(ErrorKind::NoBody, "the page has no text in its body").with_hint(walls::SAVE_LOADED)
        );
    }
    match Wall::of(body.all(), metadata.priced) {
        Some(Wall::Script) => {
            let why = "the page only asks for scripts or checks its visitor; its article is not in it";
            return Err(Error::new(ErrorKind::NoBody, why).with_hint(walls::SAVE_LOADED));
        }
        Some(wall) => notes.push(wall.note()),
        None => notes.extend(body.uncertain.take()),
    }
    let order = DayOrder::of_report(metadata.language.as_deref(), metadata.url.as_deref());
    let mut draft = Draft {
        title: metadata.title.clone(),
        byline: metadata.byline.clone(),
        outlet: metadata.outlet.clone(),
        agency: metadata.agency.clone(),
        language: metadata.language.clone(),
        url: metadata.url.clone(),
        notes,
        ..Draft::default()
    };
    draft.published = dates::declared(&page, &metadata, order, &mut draft.notes);

    // Many pages repeat headline, byline and date inside the article: head, not body.
    let headings = render::elements(&page, "h1").map(|heading| render::text(heading, &[]));
    let titles: Vec<String> = draft.title.iter().cloned().chain(headings).collect();
    let in_text = head::read(&body.text, 0, Allowed { titles: &titles, markdown: false }, order);
    let mut body_start = in_text.body_start;
    draft.take_head(in_text);
    draft.closing_agency = body.closing_agency();
    draft.published =
        draft.published.or_else(|| dates::shown(&page, &metadata, order, &body.text, body.date));

    let words = places::PageWords::read(plain.as_ref().map_or(&page, |(page, _)| page));
    let mut text = body.text;
    if let Some(standfirst) = standfirst::before(&text, body_start, &metadata.descriptions, &words) {
        // A dateline begins the body; before it, the standfirst belongs to the head.
        let dated = head::dateline(&text[body_start..], order).is_some();
        let inserted = standfirst::insert(&mut text, body_start, &standfirst);
        body_start = if dated { inserted.end } else { inserted.start };
    }
    draft.body = body_start..text.len();
    draft.source = places::of(&text, &words);
    draft.text = text;
    Ok(draft)
}

/// All text of a page or a piece of one that is known to be a report: nothing around it is looked for and left out.
pub(crate) fn text_of_fragment(html: &str) -> String {
    let html = encoding::cleaned(html).0;
    render::text(Html::parse_fragment(&guard::guarded(&html)).root_element(), &[])
}

/// All text of a page that is known to be a report, and which element each run of it stood in.
pub(crate) fn text_and_places(html: &str) -> (String, SourceMap) {
    let html = encoding::cleaned(html).0;
    let page = Html::parse_document(&guard::guarded(&html));
    let text = render::text(page.root_element(), &[]);
    let places = places::of(&text, &places::PageWords::read(&page));
    (text, places)
}

static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"</?(?:p|div|span|img|strong|em|br|li|ul|h[1-6])(?:\s[^<>]*)?/?>")
        .expect("a constant pattern that the tests compile")
});

/// Tags in a text that make it markup; an article on markup shows some as well, in code.
const MANY_TAGS: usize = 4;

fn shows_markup(text: &str) -> bool {
    MARKUP.find_iter(text).take(MANY_TAGS).count() == MANY_TAGS
}

static NOSCRIPT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)<(/?)noscript\b").expect("a constant pattern that the tests compile"));

/// The page as those see it who run no scripts; none where that is the same.
fn without_scripts(source: &str) -> Option<String> {
    let start = source.find("<body").unwrap_or_default();
    let (head, rest) = source.split_at(start);
    if !NOSCRIPT.captures_iter(rest).any(|tag| tag[1].is_empty()) {
        return None;
    }
    match NOSCRIPT.replace_all(rest, "<${1}x-noscript") {
        Cow::Borrowed(_) => None,
        Cow::Owned(rest) => Some(format!("{head}{rest}")),
    }
}
