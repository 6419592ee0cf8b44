//! What a PDF declares of itself: the document information and the XMP packet.

use std::sync::LazyLock;

use gainsay_document::{Published, PublishedBasis};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{DateTime, Dict, Stream, String as PdfString};
use jiff::civil::Date;
use regex::Regex;

use crate::date::{self, DateFound, DayOrder};

/// A longer packet is not looked at.
const MAX_XMP: usize = 1 << 20;

/// What programs write as a title or an author where nobody gave one.
static MADE_UP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:microsoft word\b.*|untitled.*|document\d*|about:blank|file:.*|https?:.*|.*\.(?:docx?|odt|rtf|tex|pdf|indd|qxd|pages|pub|html?|txt)|admin(?:istrator)?|user|owner|author|root|unknown|anonymous)$",
    )
    .expect("the tests compile it")
});

/// What a file declares of itself.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub title: Option<String>,
    pub author: Option<String>,
    pub language: Option<String>,
    /// The day it was published, where it says so in so many words.
    pub published: Option<Published>,
    /// The day the file was made, which is not the day of the report.
    pub made: Option<Date>,
}

/// Reads the document information, and the XMP packet where that is silent.
pub(super) fn read(pdf: &Pdf) -> Declared {
    let information = pdf.metadata();
    let catalog: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let packet = catalog.as_ref().and_then(packet).unwrap_or_default();
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().and_then(|bytes| meant(&text_string(bytes)));
    let lang = catalog.as_ref().and_then(|catalog| catalog.get::<PdfString<'_>>("Lang"));
    let day = |written: &str| match date::first_date(written, DayOrder::Unknown) {
        Some(DateFound::Day(date, _)) => Some(date),
        _ => None,
    };
    let said =
        |names: &[&str]| names.iter().find_map(|name| value(&packet, name)).and_then(|words| meant(&words));
    let published = said(&["prism:publicationDate", "dcterms:issued", "prism:coverDate"]);
    Declared {
        title: text(&information.title).or_else(|| said(&["dc:title"])),
        author: text(&information.author).or_else(|| said(&["dc:creator"])),
        language: lang
            .map(|lang| text_string(lang.as_bytes()))
            .filter(|lang| !lang.trim().is_empty())
            .or_else(|| said(&["dc:language"]).filter(|language| language != "x-unknown")),
        published: published
            .and_then(|written| day(&written))
            .map(|date| Published { date, basis: PublishedBasis::Metadata }),
        made: information
            .creation_date
            .and_then(own_day)
            .or_else(|| said(&["xmp:CreateDate"]).and_then(|written| day(&written))),
    }
}

fn own_day(time: DateTime) -> Option<Date> {
    let small = |value: u8| i8::try_from(value).ok();
    Date::new(i16::try_from(time.year).ok()?, small(time.month)?, small(time.day)?).ok()
}

/// The XMP packet.
fn packet(catalog: &Dict<'_>) -> Option<String> {
    let stream = catalog.get::<Stream<'_>>("Metadata")?;
    if stream.raw_data().len() > MAX_XMP {
        return None;
    }
    let bytes = stream.decoded_data().ok().filter(|bytes| bytes.len() <= 8 * MAX_XMP)?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The words of the first element or attribute called `name` in a packet.
fn value(packet: &str, name: &str) -> Option<String> {
    if let Some((_, rest)) = packet.split_once(&format!("<{name}")) {
        let (inside, _) = rest.split_once(&format!("</{name}>"))?;
        let (_, inside) = inside.split_once('>')?;
        let words: String =
            inside.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect();
        return Some(unescaped(&words));
    }
    let (_, rest) = packet.split_once(&format!("{name}=\""))?;
    rest.split_once('"').map(|(words, _)| unescaped(words))
}

fn unescaped(words: &str) -> String {
    let plain =
        words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    plain.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words, unless a program made them up.
fn meant(words: &str) -> Option<String> {
    let words = words.trim();
    (!words.is_empty() && words.len() <= 1000 && !MADE_UP.is_match(words)).then(|| words.to_owned())
}

/// A text string: UTF-16 or UTF-8 with a mark, else PDFDocEncoding, which is nearly Latin-1.
fn text_string(bytes: &[u8]) -> String {
    let clean = |text: String| text.chars().filter(|one| !one.is_control()).collect();
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            clean(encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned())
        }
        [0xFF, 0xFE, rest @ ..] => {
            clean(encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned())
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => clean(String::from_utf8_lossy(rest).into_owned()),
        plain => clean(plain.iter().map(|byte| doc_char(*byte)).collect()),
    }
}

/// A character of PDFDocEncoding (ISO 32000-1, annex D.2); the rare ones of its upper rows are Latin-1's.
fn doc_char(byte: u8) -> char {
    const UPPER: [char; 31] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ',
        'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
    ];
    match byte {
        0x80..=0x9E => UPPER[usize::from(byte - 0x80)],
        0xA0 => '€',
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_come_in_several_encodings() {
        assert_eq!(text_string(b"Ferry \x93sinks\x94"), "Ferry ‚sinks™".replace('‚', "ﬁ").replace('™', "ﬂ"));
        assert_eq!(text_string(b"Ferry \x8Dsinks\x8E"), "Ferry “sinks”");
        assert_eq!(text_string(b"\xFE\xFF\0K\0\xF6"), "Kö");
        assert_eq!(text_string(b"\xEF\xBB\xBFK\xC3\xB6"), "Kö");
    }

    #[test]
    fn made_up_titles_are_none() {
        for words in ["Microsoft Word - draft 3.doc", "untitled", "report.pdf", "  ", "admin"] {
            assert_eq!(meant(words), None, "{words}");
        }
        assert_eq!(meant("Ferry sinks off Korva").as_deref(), Some("Ferry sinks off Korva"));
    }

    #[test]
    fn packets_are_read_by_name() {
        let packet = r#"<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Ferry &amp; barge</rdf:li></rdf:Alt></dc:title>
            <rdf:Description xmp:CreateDate="2024-05-06T07:08:09Z"/>"#;
        assert_eq!(value(packet, "dc:title").as_deref(), Some("Ferry & barge"));
        assert_eq!(value(packet, "xmp:CreateDate").as_deref(), Some("2024-05-06T07:08:09Z"));
        assert_eq!(value(packet, "dc:creator"), None);
    }
}
