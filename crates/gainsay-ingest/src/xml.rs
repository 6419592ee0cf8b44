//! What feeds, books and office documents need of XML alike.

use std::borrow::Cow;

use quick_xml::escape;
use quick_xml::events::{BytesStart, Event};

/// What stands between two tags, as words; `None` for anything else.
pub(crate) fn words<'e>(event: &'e Event<'_>) -> Option<Cow<'e, str>> {
    Some(match event {
        Event::Text(text) => text.xml10_content(),
        Event::CData(text) => text.xml10_content(),
        Event::GeneralRef(reference) => {
            if let Ok(Some(c)) = reference.resolve_char_ref() {
                return Some(Cow::Owned(c.to_string()));
            }
            let name = reference.xml10_content();
            match escape::resolve_html5_entity(&name) {
                Some(plain) => Cow::Borrowed(plain),
                None => Cow::Owned(format!("&{name};")),
            }
        }
        _ => return None,
    })
}

/// The value of an attribute, given as it is written with its prefix.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|own| own.key.as_ref() == name)?;
    Some(escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
}
