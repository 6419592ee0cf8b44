//! HTML pages: the article's text and what the page declares of it.

mod body;
mod dates;
mod guard;
mod json_ld;
mod metadata;
mod places;
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
    let headings = render::elements(&page, "h1").map(|heading| render::text(heading, &[]));
    let titles: Vec<String> = draft.title.iter().cloned().chain(headings).collect();
    let in_text = head::read(&body.text, 0, Allowed { titles: &titles, markdown: false }, order);
    let body_start = in_text.body_start;
    draft.take_head(in_text);
    draft.published = draft.published.or_else(|| dates::shown(&page, &metadata, order, body.date));
    draft.body = body_start..body.text.len();
    draft.source = places::of(&body.text, &page);
    draft.text = body.text;
    Ok(draft)
}
