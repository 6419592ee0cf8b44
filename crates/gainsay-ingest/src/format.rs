//! What kind of input bytes are: by what they say beyond doubt, else by the name's ending, else by what they look like.

use crate::encoding;
use crate::error::{Error, ErrorKind};

/// The kinds of input that become documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with or without YAML front matter.
    Markdown,
    /// An HTML page.
    Html,
    /// One JSON object a line, each a report.
    JsonLines,
    /// A PDF.
    Pdf,
    /// An RSS or Atom feed.
    Feed,
    /// A JSON Feed.
    JsonFeed,
    /// A mail message.
    Mail,
    /// A mailbox of many messages.
    Mbox,
    /// A web archive.
    Warc,
    /// A ZIP archive, or what comes in one: an office document, a book, a collection of web archives. Its list of
    /// members tells which.
    Zip,
    /// A tar archive.
    Tar,
    /// Something packed by gzip.
    Gzip,
}

/// How much of a file is looked at to tell its kind.
pub(crate) const SNIFFED_BYTES: usize = 4096;

/// Endings of names, and the formats that they stand for.
const ENDINGS: &[(&str, Format)] = &[
    ("txt", Format::Text),
    ("text", Format::Text),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("pdf", Format::Pdf),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("rss", Format::Feed),
    ("atom", Format::Feed),
    ("xml", Format::Feed),
    ("eml", Format::Mail),
    ("mbox", Format::Mbox),
    ("warc", Format::Warc),
    ("wacz", Format::Zip),
    ("docx", Format::Zip),
    ("odt", Format::Zip),
    ("epub", Format::Zip),
    ("zip", Format::Zip),
    ("tar", Format::Tar),
    ("tgz", Format::Gzip),
    ("gz", Format::Gzip),
];

impl Format {
    /// The format of a file called `name` that begins with `bytes`: by what its first bytes say beyond doubt, else by
    /// the name's ending, else by what it looks like.
    ///
    /// # Errors
    /// When the content is of no kind that is read (an image, a program), whatever the name says.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        let start = &bytes[..bytes.len().min(SNIFFED_BYTES)];
        if let Some(format) = Self::by_signature(start) {
            return Ok(format);
        }
        let ending = Self::by_ending(name);
        // A broken piece makes no other kind of file of one that holds many reports: what is good of it comes in.
        if let Some(format) = ending.filter(|format| format.has_beginning(start)) {
            return Ok(format);
        }
        if let Some(kind) = binary_kind(start) {
            return Err(Error::new(ErrorKind::NotText, format!("not text: looks like {kind}"))
                .with_hint("take the text out first, or give it in a format that is read"));
        }
        Ok(ending.unwrap_or_else(|| Self::by_content(start)))
    }

    /// The format of a part of a container. What a folder walk would leave is skipped.
    pub(crate) fn of_member(name: &str, start: &[u8]) -> Result<Self, Error> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        if file.starts_with('.') || name.starts_with("__MACOSX/") {
            return Err(Error::skipped("a hidden file"));
        }
        let format = Self::of(name, start).map_err(|error| {
            Error::skipped(error.message().replace("not text: looks like", "no report:"))
                .with_hint(format!("it is {name}"))
        })?;
        let other_ending = Self::by_ending(name).is_none()
            && file.rsplit_once('.').is_some_and(|(_, ending)| {
                (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        let other_xml = format == Self::Feed
            && !is_feed(encoding::ascii_view(start).trim_start().to_ascii_lowercase().as_str());
        if other_xml || other_ending && matches!(format, Self::Text | Self::Markdown | Self::JsonLines) {
            return Err(Error::skipped("another kind of text file").with_hint(format!("it is {name}")));
        }
        Ok(format)
    }

    /// Whether it may hold many reports, so that it is read part by part and may be of any size.
    #[must_use]
    pub fn holds_many(self) -> bool {
        matches!(
            self,
            Self::JsonLines | Self::Mail | Self::Mbox | Self::Warc | Self::Zip | Self::Tar | Self::Gzip
        )
    }

    /// Whether a line of `start` begins as the reports of a file that holds one after the other do.
    fn has_beginning(self, start: &[u8]) -> bool {
        let begins: &[u8] = match self {
            Self::JsonLines => b"{\"",
            Self::Mbox => b"From ",
            _ => return false,
        };
        start.split(|byte| *byte == b'\n').any(|line| line.starts_with(begins))
    }

    /// The endings of names that are read.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        ENDINGS.iter().map(|(ending, _)| *ending)
    }

    fn by_ending(name: &str) -> Option<Self> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let (_, ending) = file.rsplit_once('.')?;
        ENDINGS.iter().find(|(own, _)| own.eq_ignore_ascii_case(ending)).map(|(_, format)| *format)
    }

    /// What the first bytes say beyond doubt.
    fn by_signature(start: &[u8]) -> Option<Self> {
        if start.starts_with(b"\x1F\x8B\x08") {
            Some(Self::Gzip)
        } else if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
            Some(Self::Zip)
        } else if start.get(257..262) == Some(b"ustar") {
            Some(Self::Tar)
        } else if start.starts_with(b"WARC/1.") || start.starts_with(b"WARC/0.") {
            Some(Self::Warc)
        } else if is_pdf(start) {
            Some(Self::Pdf)
        } else {
            None
        }
    }

    fn by_content(start: &[u8]) -> Self {
        let text = encoding::ascii_view(start);
        let text = text.trim_start().to_ascii_lowercase();
        if text.starts_with('<') && is_feed(&text) {
            Self::Feed
        } else if text.starts_with("<!doctype html") || (text.starts_with('<') && text.contains("<html")) {
            Self::Html
        } else if text.starts_with('{') && text.contains("jsonfeed.org/version/") {
            Self::JsonFeed
        } else if text.starts_with("{\"") {
            Self::JsonLines
        } else if text.starts_with("---\n") || text.starts_with("---\r\n") || text.starts_with("# ") {
            Self::Markdown
        } else if text.starts_with("from ") && text.split_once('\n').is_some_and(|(_, rest)| is_mail(rest)) {
            Self::Mbox
        } else if is_mail(&text) {
            Self::Mail
        } else {
            Self::Text
        }
    }
}

/// Whether bytes begin as a PDF does; some programs write a line before it.
fn is_pdf(start: &[u8]) -> bool {
    let early = &start[..start.len().min(1024)];
    start.starts_with(b"%PDF-") || has_controls(start) && early.windows(5).any(|five| five == b"%PDF-")
}

/// Whether the first element of a text in small letters is that of a feed.
fn is_feed(text: &str) -> bool {
    let mut rest = text;
    // Declarations and comments may stand before it.
    while let Some(after) = ["<?", "<!"].iter().find_map(|mark| rest.strip_prefix(mark)) {
        let end = if after.starts_with("--") { "-->" } else { ">" };
        let Some((_, next)) = after.split_once(end) else { return false };
        rest = next.trim_start();
    }
    let name = rest
        .strip_prefix('<')
        .and_then(|rest| rest.split([' ', '\n', '\r', '\t', '>']).next())
        .unwrap_or_default();
    matches!(name, "rss" | "feed" | "atom:feed") || (name == "rdf:rdf" && text.contains("purl.org/rss/1.0"))
}

/// Whether a text in small letters begins with the head of a mail message: several fields that only mail has.
fn is_mail(text: &str) -> bool {
    const KNOWN: [&str; 12] = [
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "delivered-to",
        "content-type",
        "dkim-signature",
        "reply-to",
    ];
    let mut known = 0;
    for line in text.lines() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || name.contains(' ') {
            return false;
        }
        known += usize::from(KNOWN.contains(&name));
    }
    known >= 3
}

/// First bytes by which formats that hold no plain text are known.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG", "an image (PNG)"),
    (b"\xFF\xD8\xFF", "an image (JPEG)"),
    (b"GIF87a", "an image (GIF)"),
    (b"GIF89a", "an image (GIF)"),
    (b"II*\0", "an image (TIFF)"),
    (b"MM\0*", "an image (TIFF)"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"PAR1", "a Parquet file"),
];

/// What the bytes are, where they are no text.
fn binary_kind(start: &[u8]) -> Option<&'static str> {
    if let Some((_, kind)) = SIGNATURES.iter().find(|(signature, _)| start.starts_with(signature)) {
        // "BZh" and "ID3" may begin a word; the real formats go on with bytes that no text holds.
        let could_be_text = matches!(*kind, "a bzip2 archive" | "a sound file") && !has_controls(start);
        return (!could_be_text).then_some(*kind);
    }
    match start {
        [b'R', b'I', b'F', b'F', _, _, _, _, ..] if has_controls(start) => {
            return Some("a picture or a sound file");
        }
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => return Some("a film or a picture"),
        _ => {}
    }
    (!encoding::is_utf16(start) && has_controls(start)).then_some("binary data")
}

/// Whether more than a tenth of the bytes are control characters that no text holds.
fn has_controls(bytes: &[u8]) -> bool {
    let controls = bytes.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    controls * 10 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], expected: Result<Format, &str>) {
        let found = Format::of(name, bytes).map_err(|error| error.to_string());
        assert_eq!(found, expected.map_err(str::to_owned), "{name}");
    }

    #[test]
    fn the_ending_decides() {
        check("a/b.TXT", b"# Not a heading here", Ok(Format::Text));
        check("b.md", b"plain", Ok(Format::Markdown));
        check("page.htm", b"plain", Ok(Format::Html));
        check("x.ndjson", b"{}", Ok(Format::JsonLines));
    }

    #[test]
    fn else_the_content_decides() {
        check("page", b"\n <!DOCTYPE html><p>x", Ok(Format::Html));
        check("feed.json", b"{\"text\": \"x\"}\n", Ok(Format::JsonLines));
        check("notes", b"---\ntitle: x\n---\n", Ok(Format::Markdown));
        check("notes", b"A ferry sank.", Ok(Format::Text));
        check("report.txt", b"%PDF-1.7\n", Ok(Format::Pdf));
        check("dir.d/notes", b"BZhang Wei said nothing.", Ok(Format::Text));
        check("utf16", b"\xFF\xFEA\0 \0f\0e\0r\0r\0y\0", Ok(Format::Text));
    }

    #[test]
    fn what_cannot_be_mistaken_counts_before_the_name() {
        check("report.txt", b"PK\x03\x04zz", Ok(Format::Zip));
        check("report.txt", b"\x1F\x8B\x08zz", Ok(Format::Gzip));
        check("page.html", b"WARC/1.1\r\n", Ok(Format::Warc));
        check("news.xml", b"<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>", Ok(Format::Feed));
        check("news", b"<feed xmlns='http://www.w3.org/2005/Atom'>", Ok(Format::Feed));
        check("news.json", b"{\n \"version\": \"https://jsonfeed.org/version/1.1\"", Ok(Format::JsonFeed));
        check("mail", b"Received: x\r\n\tby y\r\nFrom: a\r\nSubject: b\r\n\r\nText", Ok(Format::Mail));
        check(
            "box",
            b"From a@k.example Tue Mar 12 10:00:00 2024\nFrom: a\nTo: b\nDate: c\n\nText",
            Ok(Format::Mbox),
        );
        check("notes", b"From Korva came word.\nDate: c\n\nText", Ok(Format::Text));
        check("notes.txt", b"From: a\nTo: b\nDate: c\n\nText", Ok(Format::Text));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        check("a.html", b"\x89PNG\r\n\x1a\n", Err("not text: looks like an image (PNG)"));
        check("a.txt", &[0, 1, 2, 3, 4, 5], Err("not text: looks like binary data"));
        check("a.jsonl", &[0, 1, 2, 3, 4, 5], Err("not text: looks like binary data"));
    }

    #[test]
    fn a_broken_piece_is_not_the_file() {
        let broken = |line: &[u8]| [&[0; 900], &b"\n"[..], line].concat();
        check("a.jsonl", &broken(b"{\"text\": \"x\"}"), Ok(Format::JsonLines));
        check("a.mbox", &broken(b"From a@k.example Tue Mar 12 10:00:00 2024"), Ok(Format::Mbox));
        check("a.txt", &broken(b"{\"text\": \"x\"}"), Err("not text: looks like binary data"));
    }
}
