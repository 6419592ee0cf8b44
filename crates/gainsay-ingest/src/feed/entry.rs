//! One entry of an RSS or Atom feed.

use gainsay_document::{Note, NoteCode, Published, PublishedBasis};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{About, refuse_teaser};
use crate::date::{self, DateFound, DayOrder};
use crate::draft::Draft;
use crate::encoding;
use crate::error::{Error, ErrorKind};
use crate::{head, html, xml};

/// A field of an entry: a child of it, with what of its children counts.
#[derive(Debug, Default)]
struct Field {
    name: String,
    kind: String,
    rel: String,
    href: String,
    text: String,
}

impl Field {
    fn of(start: &BytesStart<'_>) -> Self {
        let attribute = |name: &str| xml::attribute(start, name).unwrap_or_default();
        Self {
            name: start.name().as_ref().to_owned(),
            kind: attribute("type"),
            rel: attribute("rel"),
            href: attribute("href"),
            text: String::new(),
        }
    }
}

/// The children of an entry, in its order.
fn fields(source: &str) -> Result<Vec<Field>, Error> {
    let bad = |error: quick_xml::Error| Error::new(ErrorKind::Damaged, format!("damaged: {error}"));
    let mut reader = Reader::from_str(source);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().allow_dangling_amp = true;
    let (mut fields, mut depth) = (Vec::<Field>::new(), 0usize);
    let mut inner = 0;
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(bad)?;
        match &event {
            Event::Eof => return Ok(fields),
            Event::Start(start) => {
                depth += 1;
                if depth == 2 {
                    fields.push(Field::of(start));
                    inner = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
                } else if depth == 3
                    && let Some(field) = fields.last_mut()
                    && matches!(start.local_name().as_ref(), "title")
                    && field.name == "source"
                {
                    field.text.clear();
                }
            }
            Event::Empty(start) if depth == 1 => fields.push(Field::of(start)),
            Event::End(_) => {
                if let (2, Some(field)) = (depth, fields.last_mut())
                    && field.kind == "xhtml"
                {
                    field.text = source.get(inner..before).unwrap_or_default().to_owned();
                }
                depth = depth.saturating_sub(1);
            }
            other => {
                if let (2.., Some(field)) = (depth, fields.last_mut())
                    && let Some(words) = xml::words(other)
                {
                    field.text.push_str(&words);
                }
            }
        }
    }
}

/// Reads an entry from its source.
pub(super) fn read(source: &str, about: &About) -> Result<Draft, Error> {
    let fields = fields(source)?;
    let first = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| fields.iter().find(|field| field.name == *name && !field.text.trim().is_empty()))
    };
    let plain = |names: &[&str]| {
        first(names).map(|field| html::text_of_fragment(&field.text)).filter(|text| !text.is_empty())
    };
    let title = plain(&["title", "media:title", "dc:title"]);
    let text = first(&["content:encoded", "content", "description", "summary", "itunes:summary"])
        .map(content)
        .unwrap_or_default();
    let (text, removed) = encoding::cleaned(&text);
    refuse_teaser(&text, title.as_deref())?;
    let link =
        fields.iter().find(|field| field.name == "link" && matches!(field.rel.as_str(), "" | "alternate"));
    let url = link
        .map(|link| if link.href.is_empty() { link.text.trim() } else { &link.href })
        .filter(|url| !url.is_empty());
    let guid = first(&["guid", "id"]).map(|field| field.text.trim().to_owned());
    let mut draft = Draft {
        url: url.map(str::to_owned).or_else(|| guid.clone().filter(|guid| guid.starts_with("http"))),
        external_id: guid,
        byline: plain(&["dc:creator", "author", "itunes:author"]),
        outlet: plain(&["source", "dc:publisher"]).or_else(|| about.title.clone()),
        language: plain(&["dc:language"]).or_else(|| about.language.clone()),
        title,
        notes: removed.into_iter().collect(),
        body: 0..text.len(),
        text,
        ..Draft::default()
    };
    let dates = ["pubDate", "published", "dc:date", "issued", "date", "updated", "atom:updated"];
    dated(&mut draft, dates.iter().filter_map(|name| first(&[name])).map(|field| field.text.as_str()));
    Ok(draft)
}

/// Gives a draft the first of the dates that can be read.
pub(super) fn dated<'t>(draft: &mut Draft, written: impl Iterator<Item = &'t str>) {
    let order = DayOrder::of_language(draft.language.as_deref());
    for written in written {
        match date::first_date(written, order) {
            Some(DateFound::Day(date, _)) => {
                draft.published = Some(Published { date, basis: PublishedBasis::Metadata });
                return;
            }
            Some(DateFound::Unreadable(why, _)) => draft.notes.push(head::unreadable_date(&why)),
            None => {
                let shown: String = written.trim().chars().take(40).collect();
                draft.notes.push(
                    Note::new(NoteCode::DateUnreadable, format!("the entry's date is no date: “{shown}”"))
                        .hint("give the day with --published YYYY-MM-DD"),
                );
            }
        }
    }
}

/// The text of a field that may hold HTML.
fn content(field: &Field) -> String {
    let atom = matches!(field.name.as_str(), "content" | "summary");
    if atom && matches!(field.kind.as_str(), "" | "text" | "text/plain") {
        return field.text.trim().to_owned();
    }
    html::text_of_fragment(&field.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "The Orsa dam broke on Tuesday evening, the Ministry of Works said, and water went through the lower streets of the town.";

    fn check(source: &str, expected: &[(&str, &str)]) {
        let draft = read(source, &About { title: Some("Korva Courier".to_owned()), language: None }).unwrap();
        let found: Vec<(&str, String)> = [
            ("title", draft.title),
            ("url", draft.url),
            ("byline", draft.byline),
            ("outlet", draft.outlet),
            ("id", draft.external_id),
            ("day", draft.published.map(|published| published.date.to_string())),
            ("text", Some(draft.text).filter(|text| text != WORDS)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn rss_and_atom() {
        check(
            &format!(
                "<item><title>Dam &amp; town</title><link>https://k.example/a</link><guid>7</guid><pubDate>Tue, 12 Mar 2024 10:00:00 GMT</pubDate>\
                <dc:creator>Ana Petrova</dc:creator><description>short</description><content:encoded><![CDATA[<p>{WORDS}</p>]]></content:encoded></item>"
            ),
            &[
                ("title", "Dam & town"),
                ("url", "https://k.example/a"),
                ("byline", "Ana Petrova"),
                ("outlet", "Korva Courier"),
                ("id", "7"),
                ("day", "2024-03-12"),
            ],
        );
        check(
            &format!(
                "<entry><title type='html'>Dam &amp;amp; town</title><link rel='self' href='x'/><link href='https://k.example/a'/><updated>2024-03-13T00:00:00Z</updated>\
                <published>2024-03-12T23:00:00Z</published><author><name>Ana</name></author><content type='xhtml'><div><p>{WORDS}</p><p>No&nbsp;one.</p></div></content></entry>"
            ),
            &[
                ("title", "Dam & town"),
                ("url", "https://k.example/a"),
                ("byline", "Ana"),
                ("outlet", "Korva Courier"),
                ("day", "2024-03-12"),
                ("text", &format!("{WORDS}\n\nNo one.")),
            ],
        );
        check(&format!("<entry><summary>{WORDS}</summary></entry>"), &[("outlet", "Korva Courier")]);
    }

    #[test]
    fn a_teaser_is_no_report() {
        let error = read(
            "<item><title>Dam breaks</title><description>More soon.</description></item>",
            &About::default(),
        )
        .unwrap_err();
        assert!(error.is_skipped());
    }
}
