//! JSON Feed.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{About, entry, refuse_teaser};
use crate::container::{Context, Records, one};
use crate::draft::Draft;
use crate::encoding;
use crate::error::{Error, ErrorKind};
use crate::html;

#[derive(Deserialize)]
struct Feed {
    title: Option<Value>,
    language: Option<Value>,
    items: Vec<Box<RawValue>>,
}

/// The records of a JSON Feed's items.
pub(crate) fn records<'b>(context: Context, bytes: &[u8]) -> Records<'b> {
    let decoded = encoding::decode(bytes, None);
    let feed: Feed = match serde_json::from_str(decoded.text.trim_start_matches('\u{feff}')) {
        Ok(feed) => feed,
        Err(error) => {
            let what = format!("damaged: the feed cannot be read ({error})");
            return one(
                context.failure(Error::new(ErrorKind::Damaged, what).with_hint("fetch the feed again"))
            );
        }
    };
    let string = |value: Option<Value>| value.and_then(|value| value.as_str().map(str::to_owned));
    let about = About { title: string(feed.title), language: string(feed.language) };
    if feed.items.is_empty() {
        return one(context.failure(Error::new(ErrorKind::Empty, "empty: the feed has no entry")));
    }
    Box::new(feed.items.into_iter().enumerate().map(move |(at, item)| {
        let place = context.within(&format!("entry {}", at + 1));
        if let Some(left_out) = place.left_out() {
            return left_out;
        }
        let draft = read(item.get(), &about);
        place.record(Cow::Owned(item.get().as_bytes().to_vec()), draft)
    }))
}

fn read(item: &str, about: &About) -> Result<Draft, Error> {
    let item: Value = serde_json::from_str(item)
        .map_err(|error| Error::new(ErrorKind::Damaged, format!("damaged: {error}")))?;
    let field = |name: &str| item.get(name).and_then(Value::as_str).filter(|value| !value.trim().is_empty());
    let owned = |name: &str| field(name).map(str::to_owned);
    let text = field("content_html")
        .map(html::text_of_fragment)
        .filter(|text| !text.is_empty())
        .or_else(|| owned("content_text"))
        .or_else(|| owned("summary"))
        .unwrap_or_default();
    let (text, removed) = encoding::cleaned(&text);
    refuse_teaser(&text, field("title"))?;
    let authors =
        item.get("authors").and_then(Value::as_array).into_iter().flatten().chain(item.get("author"));
    let byline: Vec<&str> = authors.filter_map(|author| author.get("name")?.as_str()).collect();
    let mut draft = Draft {
        title: owned("title"),
        url: owned("url").or_else(|| owned("external_url")),
        external_id: match item.get("id") {
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => owned("id"),
        },
        byline: (!byline.is_empty()).then(|| byline.join(", ")),
        outlet: about.title.clone(),
        language: owned("language").or_else(|| about.language.clone()),
        notes: removed.into_iter().collect(),
        body: 0..text.len(),
        text,
        ..Draft::default()
    };
    entry::dated(&mut draft, ["date_published", "date_modified"].into_iter().filter_map(field));
    Ok(draft)
}
