//! Plain text and Markdown.

use encoding_rs::Encoding;
use gainsay_document::{Note, NoteCode, Published, PublishedBasis};

use crate::date::{self, DateFound, DayOrder};
use crate::draft::Draft;
use crate::encoding;
use crate::error::Error;
use crate::head::{self, Allowed};

/// Reads plain text; `sent_as` is the encoding that whoever sent it named.
pub(crate) fn read_plain(bytes: &[u8], sent_as: Option<&'static Encoding>) -> Result<Draft, Error> {
    let (text, notes) = text_of(bytes, sent_as)?;
    let mut draft = Draft { notes, ..Draft::default() };
    let head = head::read(&text, 0, Allowed::default(), DayOrder::Unknown);
    draft.body = head.body_start..text.len();
    draft.text = text;
    draft.take_head(head);
    Ok(draft)
}

/// Reads Markdown; its marks stay in the text, its front matter and title heading are head.
pub(crate) fn read_markdown(bytes: &[u8], sent_as: Option<&'static Encoding>) -> Result<Draft, Error> {
    let (text, notes) = text_of(bytes, sent_as)?;
    let mut draft = Draft { notes, ..Draft::default() };
    let start = front_matter(&text).map_or(0, |(fields, end)| {
        draft.take_front_matter(&fields);
        end
    });
    let order = DayOrder::of_language(draft.language.as_deref());
    let titles: Vec<String> = draft.title.iter().cloned().collect();
    let head = head::read(&text, start, Allowed { markdown: true, titles: &titles }, order);
    draft.body = head.body_start..text.len();
    draft.text = text;
    draft.take_head(head);
    Ok(draft)
}

fn text_of(bytes: &[u8], sent_as: Option<&'static Encoding>) -> Result<(String, Vec<Note>), Error> {
    let decoded = encoding::decode(bytes, sent_as);
    let mut notes = decoded.notes;
    let (text, removed) = encoding::cleaned(&decoded.text);
    notes.extend(removed);
    if text.trim().is_empty() { Err(Error::empty()) } else { Ok((text, notes)) }
}

/// The fields of YAML front matter, and the first byte after it.
fn front_matter(text: &str) -> Option<(Vec<(String, String)>, usize)> {
    let start = text.len() - text.trim_start().len();
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut at = start + first.len();
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in lines {
        at += line.len();
        let words = line.trim();
        if words == "---" || words == "..." {
            return Some((fields, at));
        }
        if let Some(item) = words.strip_prefix("- ") {
            if let Some((_, value)) = fields.last_mut() {
                let separator = if value.is_empty() { "" } else { ", " };
                *value = format!("{value}{separator}{}", scalar(item));
            }
        } else if let Some((key, value)) = words.split_once(':') {
            fields.push((key.trim().to_ascii_lowercase(), scalar(value)));
        }
    }
    None
}

/// A YAML scalar, or a list in brackets as one line, without its quotation marks.
fn scalar(value: &str) -> String {
    let value = value.trim();
    let list = value.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
    let unquoted = |part: &str| part.trim().trim_matches(['"', '\'']).to_owned();
    list.map_or_else(
        || unquoted(value),
        |inner| inner.split(',').map(unquoted).collect::<Vec<_>>().join(", "),
    )
}

impl Draft {
    fn take_front_matter(&mut self, fields: &[(String, String)]) {
        let field = |names: &[&str]| {
            names.iter().find_map(|name| {
                fields
                    .iter()
                    .find(|(key, value)| key == name && !value.is_empty())
                    .map(|(_, value)| value.clone())
            })
        };
        self.title = field(&["title", "headline"]);
        self.language = field(&["language", "lang"]);
        self.url = field(&["url", "link", "canonical", "canonical_url"]);
        self.outlet = field(&["outlet", "publication", "publisher", "source", "site"]);
        self.agency = field(&["agency", "wire"]);
        let order = DayOrder::of_language(self.language.as_deref());
        if let Some(author) = field(&["author", "authors", "byline"]) {
            let parts = head::byline(author.trim_start_matches("By "), order).unwrap_or_default();
            self.byline = parts.names.or_else(|| parts.agency.is_none().then_some(author));
            self.outlet = self.outlet.take().or(parts.outlet);
            self.agency = self.agency.take().or(parts.agency);
        }
        if let Some(written) =
            field(&["date", "published", "pubdate", "publishdate", "published_at", "created"])
        {
            match date::first_date(&written, order) {
                Some(DateFound::Day(date, _)) => {
                    self.published = Some(Published { date, basis: PublishedBasis::Metadata });
                }
                Some(DateFound::Unreadable(why, _)) => self.notes.push(head::unreadable_date(&why)),
                None => self.notes.push(
                    Note::new(
                        NoteCode::DateUnreadable,
                        format!("“{written}” in the front matter is no date"),
                    )
                    .hint("write the day as YYYY-MM-DD"),
                ),
            }
        }
    }
}
