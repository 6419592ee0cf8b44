//! What kind of input bytes are: by the name's ending, else by what they look like.

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
}

/// How much of a file is looked at to tell its kind.
const SNIFFED_BYTES: usize = 4096;

impl Format {
    /// The format of a file called `name` that holds `bytes`: by the name's ending, else by the content.
    ///
    /// # Errors
    /// When the content is of no kind that is read (an archive, an image), whatever the name says.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        let start = &bytes[..bytes.len().min(SNIFFED_BYTES)];
        if is_pdf(start) {
            return Ok(Self::Pdf);
        }
        if let Some(kind) = binary_kind(start) {
            return Err(Error::new(ErrorKind::NotText, format!("not text: looks like {kind}"))
                .with_hint("take the text out first; .txt, .md, .html, .jsonl and .pdf are read"));
        }
        Ok(Self::by_ending(name).unwrap_or_else(|| Self::by_content(start)))
    }

    fn by_ending(name: &str) -> Option<Self> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let (_, ending) = file.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }

    fn by_content(start: &[u8]) -> Self {
        let text = encoding::ascii_view(start);
        let text = text.trim_start().to_ascii_lowercase();
        if text.starts_with("<!doctype html") || (text.starts_with('<') && text.contains("<html")) {
            Self::Html
        } else if text.starts_with("{\"") {
            Self::JsonLines
        } else if text.starts_with("---\n") || text.starts_with("---\r\n") || text.starts_with("# ") {
            Self::Markdown
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

/// First bytes by which formats that hold no plain text are known.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x89PNG", "an image (PNG)"),
    (b"\xFF\xD8\xFF", "an image (JPEG)"),
    (b"GIF87a", "an image (GIF)"),
    (b"GIF89a", "an image (GIF)"),
    (b"II*\0", "an image (TIFF)"),
    (b"MM\0*", "an image (TIFF)"),
    (b"\x1F\x8B", "a gzip archive"),
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
    fn what_is_no_text_is_refused_by_name() {
        check("report", b"PK\x03\x04zz", Err("not text: looks like a ZIP archive or an office document"));
        check("a.html", b"\x89PNG\r\n\x1a\n", Err("not text: looks like an image (PNG)"));
        check("a.txt", &[0, 1, 2, 3, 4, 5], Err("not text: looks like binary data"));
    }
}
