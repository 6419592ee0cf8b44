//! Where the entries of an RSS or Atom feed stand, and what the feed says of itself.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{About, entry};
use crate::container::{Context, Records};
use crate::error::{Error, ErrorKind};
use crate::{encoding, xml};

/// No more entries are looked at.
const MAX_ENTRIES: usize = 100_000;

/// The records of a feed's entries.
pub(crate) fn records<'b>(context: Context, bytes: &[u8]) -> Records<'b> {
    let decoded = encoding::decode(bytes, context.encoding().into_iter().chain(declared(bytes)));
    let text = decoded.text.into_owned();
    let notes = decoded.notes;
    let found = scanned(&text);
    let broken = found.broken.or_else(|| {
        found.entries.is_empty().then(|| Error::new(ErrorKind::Empty, "empty: the feed has no entry"))
    });
    let failure = broken.map(|error| context.failure(error));
    let each = found.entries.into_iter().enumerate().map(move |(at, range)| {
        let place = context.within(&format!("entry {}", at + 1));
        if let Some(left_out) = place.left_out() {
            return left_out;
        }
        let source = &text[range];
        let mut draft = entry::read(source, &found.about);
        if let Ok(draft) = &mut draft {
            draft.notes.extend(notes.iter().cloned());
        }
        place.record(Cow::Owned(source.as_bytes().to_vec()), draft)
    });
    Box::new(each.chain(failure))
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = encoding::ascii_view(&bytes[..bytes.len().min(200)]);
    let after = start.strip_prefix("<?xml")?.split("?>").next()?.split_once("encoding")?.1;
    let quoted = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = quoted.chars().next()?;
    Encoding::for_label(quoted[1..].split(quote).next()?.as_bytes())
}

#[derive(Debug, Default)]
struct Found {
    about: About,
    entries: Vec<Range<usize>>,
    broken: Option<Error>,
}

/// Finds the entries, and what stands beside them in the feed's own head.
fn scanned(text: &str) -> Found {
    let mut found = Found::default();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0usize;
    let mut open: Option<(usize, usize)> = None;
    let mut field: Option<(String, String, usize)> = None;
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                found.broken = Some(broken(&format!("{error}"), found.entries.len()));
                return found;
            }
        };
        match event {
            Event::Eof => {
                if depth > 0 {
                    found.broken = Some(broken("it is cut short", found.entries.len()));
                }
                return found;
            }
            Event::Start(start) => {
                depth += 1;
                let name = start.local_name();
                if open.is_none() && matches!(name.as_ref(), "item" | "entry") && depth >= 2 {
                    open = Some((before, depth));
                    field = None;
                } else if open.is_none() && depth <= 3 {
                    let language = start.attributes().flatten().find(|own| own.key.as_ref() == "xml:lang");
                    if let (1, Some(language)) = (depth, language) {
                        found.about.language = Some(language.value.to_string());
                    }
                    field = Some((name.as_ref().to_owned(), String::new(), depth));
                }
            }
            Event::End(_) => {
                let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
                match open {
                    Some((start, at)) if at == depth => {
                        open = None;
                        if found.entries.len() == MAX_ENTRIES {
                            let what = format!("more than {MAX_ENTRIES} entries; the rest is left");
                            found.broken = Some(Error::new(ErrorKind::TooLarge, what));
                            return found;
                        }
                        found.entries.push(start..after.min(text.len()));
                    }
                    _ => {}
                }
                if let Some((name, value, at)) = field.take()
                    && at == depth
                    && !value.trim().is_empty()
                {
                    let value = value.trim().to_owned();
                    match name.as_str() {
                        "title" => drop(found.about.title.get_or_insert(value)),
                        "language" => drop(found.about.language.get_or_insert(value)),
                        _ => {}
                    }
                }
                depth = depth.saturating_sub(1);
            }
            other => {
                if let (None, Some((_, value, _))) = (open, &mut field)
                    && let Some(words) = xml::words(&other)
                {
                    value.push_str(&words);
                }
            }
        }
    }
}

fn broken(why: &str, kept: usize) -> Error {
    Error::new(ErrorKind::Damaged, format!("damaged: the feed breaks off after entry {kept} ({why})"))
        .with_hint("fetch the feed again")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: Option<&str>, entries: &[&str], broken: bool) {
        let found = scanned(text);
        assert_eq!(found.about.title.as_deref(), title, "{text}");
        let shown: Vec<&str> = found.entries.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(shown, entries, "{text}");
        assert_eq!(found.broken.is_some(), broken, "{:?}", found.broken);
    }

    #[test]
    fn entries_of_each_kind() {
        check(
            "<rss><channel><title>Korva &amp; Lund</title><item><title>a</title></item><item/></channel></rss>",
            Some("Korva & Lund"),
            &["<item><title>a</title></item>"],
            false,
        );
        check(
            "<feed xml:lang='en'><title><![CDATA[Korva]]></title><entry>x</entry></feed>",
            Some("Korva"),
            &["<entry>x</entry>"],
            false,
        );
        check(
            "<rdf:RDF><channel><title>Korva</title></channel><item rdf:about='x'>1</item></rdf:RDF>",
            Some("Korva"),
            &["<item rdf:about='x'>1</item>"],
            false,
        );
        check("<rss><channel><item>a</item><item>b", None, &["<item>a</item>"], true);
        check(
            "<rss><channel><image><title>Logo</title></image><title>Korva</title></channel></rss>",
            Some("Korva"),
            &[],
            false,
        );
    }
}
