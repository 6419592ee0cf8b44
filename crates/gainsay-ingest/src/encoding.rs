//! Bytes to text: which encoding they are in, and what of them no text holds.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use gainsay_document::{Note, NoteCode};

/// Text as decoded, and what was remarked on the way.
pub(crate) struct Decoded<'b> {
    pub text: Cow<'b, str>,
    pub notes: Vec<Note>,
}

/// How far into a page its `meta charset` is looked for; browsers look at 1,024 bytes.
const CHARSET_BYTES: usize = 4096;

/// How many bytes the detector is fed: enough for certainty, little enough for speed.
const DETECTED_BYTES: usize = 1 << 16;

/// Decodes bytes: a byte order mark, else UTF-8, else what the page declares, else the likeliest encoding.
pub(crate) fn decode<'b>(bytes: &'b [u8], declared: Option<&'static Encoding>) -> Decoded<'b> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => declared.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| likeliest(bytes)),
    };
    let (text, used, replaced) = encoding.decode(bytes);
    let mut notes = Vec::new();
    if replaced {
        let count = text.matches('\u{FFFD}').count();
        notes.push(
            Note::new(
                NoteCode::EncodingReplaced,
                format!("bytes that are no {} show as \u{FFFD} ({count})", used.name()),
            )
            .hint("save the file as UTF-8"),
        );
    }
    Decoded { text, notes }
}

/// The likeliest encoding of bytes that are not wholly UTF-8.
fn likeliest(bytes: &[u8]) -> &'static Encoding {
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let window = &bytes[start..bytes.len().min(start + DETECTED_BYTES)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(window, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether well-formed multi-byte characters outnumber the stray bytes: broken UTF-8 rather than another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut stray) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(DETECTED_BYTES)].utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        stray += usize::from(!chunk.invalid().is_empty());
    }
    good > 2 * stray
}

/// The encoding that an HTML page declares in its first bytes.
pub(crate) fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(CHARSET_BYTES)];
    let text = ascii_view(start).to_ascii_lowercase();
    let after = &text[text.find("charset")? + "charset".len()..];
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label = value.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).next()?;
    Encoding::for_label(label.as_bytes())
}

/// The bytes with everything that is not ASCII shown as `?`, a byte order mark left out: for looking, not for reading.
pub(crate) fn ascii_view(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.iter().map(|&byte| if byte.is_ascii() { char::from(byte) } else { '?' }).collect()
}

/// Whether a byte order mark says that the bytes are UTF-16.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")
}

/// The text with line ends as `\n` and without control characters, and a note where any was taken out.
///
/// Tabs and form feeds stay: a form feed is a page break that the reading uses.
pub(crate) fn cleaned(text: &str) -> (String, Option<Note>) {
    let mut out = String::with_capacity(text.len());
    let mut removed = 0usize;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' => {
                rest.next_if_eq(&'\n');
                out.push('\n');
            }
            '\n' | '\t' | '\u{C}' => out.push(c),
            '\u{85}' => out.push('\n'),
            '\u{FEFF}' => removed += usize::from(!out.is_empty()),
            c if c.is_control() => removed += 1,
            c => out.push(c),
        }
    }
    let note = (removed > 0).then(|| {
        Note::new(NoteCode::ControlsRemoved, format!("control characters were taken out ({removed})"))
    });
    (out, note)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str, replaced: bool) {
        let decoded = decode(bytes, declared_in_page(bytes));
        assert_eq!(decoded.text, expected);
        assert_eq!(decoded.notes.iter().any(|note| note.code == NoteCode::EncodingReplaced), replaced);
    }

    #[test]
    fn encodings() {
        check("né à Korva".as_bytes(), "né à Korva", false);
        check(b"\xEF\xBB\xBFplain", "plain", false);
        check(b"\xFF\xFEH\0i\0", "Hi", false);
        check(b"\xFE\xFF\0H\0i", "Hi", false);
        check(
            b"The mayor was n\xE9 in Korva, he said caf\xE9 owners agreed.",
            "The mayor was né in Korva, he said café owners agreed.",
            false,
        );
        check(b"<meta charset=iso-8859-2><p>\xBElut\xFD", "<meta charset=iso-8859-2><p>žlutý", false);
        check(
            "Größe, Straße und Öl \u{2014} ".bytes().chain([0xC3]).collect::<Vec<_>>().as_slice(),
            "Größe, Straße und Öl \u{2014} \u{FFFD}",
            true,
        );
    }

    #[test]
    fn a_page_that_lies_about_being_utf8_is_still_detected() {
        check(
            b"<meta charset=utf-8><p>caf\xE9 caf\xE9 caf\xE9",
            "<meta charset=utf-8><p>café café café",
            false,
        );
    }

    #[test]
    fn controls_go_and_line_ends_become_one() {
        let (text, note) = cleaned("a\r\nb\rc\0d\u{1b}\u{C}e\tf");
        assert_eq!(text, "a\nb\ncd\u{C}e\tf");
        assert_eq!(note.map(|note| note.message).as_deref(), Some("control characters were taken out (2)"));
        assert_eq!(cleaned("\u{FEFF}a"), ("a".to_owned(), None));
    }
}
