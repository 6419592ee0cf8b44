//! HTML pages: the article's text and what the page declares of it.

mod body;
mod dates;
mod guard;
mod json_ld;
mod metadata;
mod render;

use scraper::Html;

use crate::date::DayOrder;
use crate::draft::Draft;
use crate::encoding;
use crate::error::{Error, ErrorKind};
use crate::head::{self, Allowed};

/// Reads a page.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Error> {
    let decoded = encoding::decode(bytes, encoding::declared_in_page(bytes));
    let mut notes = decoded.notes;
    let (source, removed) = encoding::cleaned(&decoded.text);
    notes.extend(removed);
    let source = guard::guarded(&source);
    let page = Html::parse_document(&source);

    let body = body::read(&source, &page);
    if body.text.is_empty() {
        return Err(Error::new(ErrorKind::NoBody, "the page has no text in its body")
            .with_hint("a page that a script fills must be saved from a browser, after it has loaded"));
    }
    notes.extend(body.uncertain);
    let metadata = metadata::read(&page);
    let order = DayOrder::of_language(metadata.language.as_deref());
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
    let start = after_title(&body.text, draft.title.as_deref());
    let in_text = head::read(&body.text, start, Allowed { titled: true, markdown: false }, order);
    let body_start = in_text.body_start;
    draft.take_head(in_text);
    draft.published = draft.published.or_else(|| dates::shown(&page, &metadata, order, body.date));
    draft.body = body_start..body.text.len();
    draft.text = body.text;
    Ok(draft)
}

/// One past the first block, where that block is the headline.
fn after_title(text: &str, title: Option<&str>) -> usize {
    let first = text.split("\n\n").next().unwrap_or_default();
    let rest = text[first.len()..].trim();
    if title.is_some_and(|title| same_words(title, first)) && !rest.is_empty() { first.len() } else { 0 }
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    words(a) == words(b)
}
