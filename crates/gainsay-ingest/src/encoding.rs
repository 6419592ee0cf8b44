//! Bytes to text: which encoding they are in, and what of them no text holds.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
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

/// Decodes bytes in the order in which browsers ask: a byte order mark, what is declared (the server or the message first, then
/// the page itself), the likeliest encoding.
///
/// Unlike browsers it believes no declaration that the bytes belie: what is well-formed UTF-8 is that.
pub(crate) fn decode<'b>(
    bytes: &'b [u8],
    declared: impl IntoIterator<Item = &'static Encoding>,
) -> Decoded<'b> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if is_utf16(bytes) => {
            if bytes[0] == 0 {
                UTF_16BE
            } else {
                UTF_16LE
            }
        }
        None => {
            let utf8 = std::str::from_utf8(bytes).is_ok();
            let believed = |encoding: &&'static Encoding| {
                if utf8 { hides_in_ascii(bytes, encoding) } else { !belied(bytes, encoding) }
            };
            let declared = declared.into_iter().find(believed);
            declared.unwrap_or_else(|| if utf8 { UTF_8 } else { likeliest(bytes) })
        }
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

/// Letters outside ASCII that are enough to judge a declaration by.
const MIN_JUDGED: usize = 8;

/// Whether bytes that are well-formed UTF-8 may nevertheless be in the declared encoding: it shifts by escapes, or has a zero
/// beside each plain letter.
fn hides_in_ascii(bytes: &[u8], declared: &'static Encoding) -> bool {
    (declared == ISO_2022_JP && bytes.contains(&0x1B)) || (is_wide(declared) && bytes.contains(&0))
}

fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Whether bytes are not in the declared encoding.
///
/// Encodings of several bytes a letter have bytes that no letter begins or ends with. In those of one byte a letter any
/// bytes are letters, but accented Latin letters stand between plain ones, letters of other scripts among their own:
/// "Äâà ïàðîìà" and "cafй" are the wrong encoding, declared by a template.
fn belied(bytes: &[u8], declared: &'static Encoding) -> bool {
    if declared == UTF_8 {
        return !mostly_utf8(bytes);
    }
    if declared == REPLACEMENT || (is_wide(declared) && !bytes.contains(&0)) {
        return true;
    }
    if !declared.is_single_byte() {
        let (text, _) = declared.decode_without_bom_handling(&bytes[..bytes.len().min(DETECTED_BYTES)]);
        let (letters, broken) = text
            .chars()
            .filter(|c| !c.is_ascii())
            .fold((0usize, 0usize), |(all, bad), c| (all + 1, bad + usize::from(c == '\u{FFFD}')));
        return 10 * broken > letters;
    }
    let (text, _) = declared.decode_without_bom_handling(&bytes[..bytes.len().min(DETECTED_BYTES)]);
    let letters: Vec<char> = text.chars().collect();
    let (mut judged, mut odd) = (0usize, 0usize);
    for (at, c) in letters.iter().enumerate().filter(|(_, c)| !c.is_ascii() && c.is_alphabetic()) {
        let accented = ('\u{C0}'..'\u{250}').contains(c);
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| letters.get(at));
        let strange = |other: &char| {
            if accented { !other.is_ascii() && other.is_alphabetic() } else { other.is_ascii_alphabetic() }
        };
        judged += 1;
        odd += usize::from(beside.into_iter().any(strange));
    }
    judged >= MIN_JUDGED && 2 * odd > judged
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
    // A page whose declaration can be read is not UTF-16, whatever it says.
    Encoding::for_label(label.as_bytes()).filter(|encoding| !is_wide(encoding))
}

/// The encoding that a media type names: `text/html; charset="windows-1251"`.
pub(crate) fn declared_in_type(written: &str) -> Option<&'static Encoding> {
    let mut parameters = written.split(';').skip(1).filter_map(|one| one.split_once('='));
    let (_, label) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// The bytes with everything that is not ASCII shown as `?`, a byte order mark left out: for looking, not for reading.
pub(crate) fn ascii_view(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.iter().map(|&byte| if byte.is_ascii() { char::from(byte) } else { '?' }).collect()
}

/// Whether the bytes are UTF-16: by a byte order mark, or a page whose first tags have a zero beside each letter.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let zeros = |at: usize| bytes.iter().skip(at).step_by(2).take(16).all(|byte| *byte == 0);
    let tag = bytes.len() >= 32
        && ((bytes.starts_with(b"<\0") && zeros(1)) || (bytes.starts_with(b"\0<") && zeros(0)));
    marked || tag
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
        let page = "<html><p>né à Korva, Łódź, Корва";
        let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&wide, page, false);
        let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&wide, page, false);
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
    fn a_page_that_lies_about_its_letters() {
        let decoded = |label: &str, text: &str, real: &'static Encoding| {
            let (bytes, ..) = real.encode(text);
            let page = [format!("<meta charset={label}>").as_bytes(), &bytes].concat();
            let found = decode(&page, declared_in_page(&page)).text;
            found.split_once('>').map(|(_, rest)| rest.to_owned()).unwrap_or_default()
        };
        let russian =
            "Два парома столкнулись в понедельник вечером у берегов Корвы, сообщила администрация порта.";
        let french = "Le préfet a été relevé à Korva; la fête était passée, le café fermé, la rue dégagée et désertée.";
        let czech =
            "Přístav byl včera zavřen, řekl mluvčí; loď se potopila večer u břehu a třicet lidí zemřelo.";
        let [cyrillic, western, central] = ["windows-1251", "windows-1252", "windows-1250"]
            .map(|label| Encoding::for_label(label.as_bytes()).expect("a known label"));
        assert_eq!(decoded("iso-8859-1", russian, cyrillic), russian);
        assert_eq!(decoded("windows-1251", french, western), french);
        for (label, text, real) in [
            ("windows-1251", russian, cyrillic),
            ("windows-1252", french, western),
            ("windows-1250", czech, central),
        ] {
            assert_eq!(decoded(label, text, real), text);
            assert_eq!(decoded("utf-8", text, real), text, "declared as what it is not: {label}");
        }
    }

    #[test]
    fn what_is_declared_first_counts_unless_the_bytes_belie_it() {
        let label = |label: &str| Encoding::for_label(label.as_bytes()).expect("a known label");
        let check = |declared: &[&str], real: &str, text: &str| {
            let bytes = match real {
                "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                real => label(real).encode(text).0.into_owned(),
            };
            let declared: Vec<_> = declared.iter().map(|own| label(own)).collect();
            assert_eq!(decode(&bytes, declared.iter().copied()).text, text, "{declared:?} {real}");
        };
        // Bytes that are letters in both: only the order tells.
        check(&["koi8-r", "windows-1251"], "koi8-r", "Девять человек погибли в Корве.");
        check(&["windows-1251", "koi8-r"], "windows-1251", "Девять человек погибли в Корве.");
        check(&["shift_jis", "windows-1251"], "shift_jis", "コルバ沖で船が沈んだ。");
        check(&["iso-2022-jp"], "iso-2022-jp", "コルバ沖で船が沈んだ。");
        check(&["utf-16le"], "utf-16le", "Девять человек погибли.");
        // What cannot be.
        check(&["utf-8", "windows-1251"], "windows-1251", "Девять человек погибли в Корве.");
        check(
            &["shift_jis", "windows-1251"],
            "windows-1251",
            "Девять человек погибли в Корве в понедельник.",
        );
        check(&["windows-1251"], "utf-8", "Девять человек погибли.");
        check(&["utf-16le", "iso-2022-jp"], "utf-8", "Nine died.");
        check(&["iso-2022-kr", "windows-1251"], "windows-1251", "Девять");
    }

    #[test]
    fn media_types_name_encodings() {
        let check = |written: &str, expected: Option<&str>| {
            assert_eq!(declared_in_type(written).map(Encoding::name), expected, "{written}");
        };
        check("text/html; charset=windows-1251", Some("windows-1251"));
        check("text/html;Charset=\"Shift_JIS\"", Some("Shift_JIS"));
        check("text/plain; format=flowed; charset = 'koi8-r' ", Some("KOI8-R"));
        check("text/html", None);
        check("text/html; charset=klingon", None);
        check("charset=utf-8", None);
    }

    #[test]
    fn controls_go_and_line_ends_become_one() {
        let (text, note) = cleaned("a\r\nb\rc\0d\u{1b}\u{C}e\tf");
        assert_eq!(text, "a\nb\ncd\u{C}e\tf");
        assert_eq!(note.map(|note| note.message).as_deref(), Some("control characters were taken out (2)"));
        assert_eq!(cleaned("\u{FEFF}a"), ("a".to_owned(), None));
    }
}
