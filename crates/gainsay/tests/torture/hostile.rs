//! Inputs that nobody makes by accident.

/// A name and its bytes.
pub type Hostile = (String, Vec<u8>);

/// All of them.
pub fn all() -> Vec<Hostile> {
    let mut all = pages();
    all.extend(texts());
    all.extend(records());
    all.extend(containers());
    all
}

fn pages() -> Vec<Hostile> {
    let mut pages: Vec<Hostile> =
        ["div", "b", "table><tr><td", "a href=x", "svg><g", "template", "select><option"]
            .into_iter()
            .enumerate()
            .map(|(at, tag)| page(&format!("deep{at}"), &format!("<{tag}>").repeat(50_000)))
            .collect();
    pages.push(page("attributes", &format!("<div {}>", "a='b' ".repeat(100_000))));
    pages.push(page("names", &(0..20_000).map(|at| format!("<x{at} y{at}=1>")).collect::<String>()));
    pages.push(page("comments", &"<!-- <p ".repeat(50_000)));
    pages.push(page("entities", &"&amp;&#x41;&nonsense;&#xFFFFFFFF;".repeat(30_000)));
    pages.push(page("json", &format!("<script type=application/ld+json>{}</script>", "[".repeat(200_000))));
    pages.push(page("style", &format!("<style>{}</style>", "a{b:c}".repeat(50_000))));
    pages.push(page("date", &format!("<meta name=date content='{}'>", "2024-".repeat(50_000))));
    let charset =
        b"<html><head><meta charset=utf-7><body><p>+ADw-script+AD4- Nine died, the mayor said.".to_vec();
    pages.push(("charset.html".to_owned(), charset));
    pages
}

fn page(name: &str, inside: &str) -> Hostile {
    let page =
        format!("<!DOCTYPE html><html><body><p>The mayor said nine people had died.{inside}</body></html>");
    (format!("{name}.html"), page.into_bytes())
}

fn texts() -> Vec<Hostile> {
    let text = |name: &str, text: String| (format!("{name}.txt"), text.into_bytes());
    vec![
        text("quotes", "\u{201C}".repeat(100_000)),
        text("brackets", "(".repeat(100_000)),
        text("numbers", "9".repeat(100_000)),
        text("number-words", "thousand million ".repeat(10_000)),
        text("dots", ". ".repeat(100_000)),
        text("marks", "a\u{301}".repeat(50_000)),
        text("backwards", "\u{202E}said nine\u{202C} \u{2066}".repeat(10_000)),
        text("names", "Ada Quill said Ada Quill told Ada Quill ".repeat(3_000)),
        text("line", "word ".repeat(200_000)),
        text("dates", "12 February 2024 ".repeat(10_000)),
        ("half.txt".to_owned(), "The mayor said \u{1F600}.".as_bytes()[..17].to_vec()),
        (
            "wide.txt".to_owned(),
            "The mayor said nine died.".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        ("nul.txt".to_owned(), b"The mayor said\0 nine died.\0".repeat(3)),
    ]
}

fn records() -> Vec<Hostile> {
    let line = |name: &str, line: String| (format!("{name}.jsonl"), line.into_bytes());
    vec![
        line("deep", format!("{{\"text\": {}", "[".repeat(200_000))),
        line("keys", format!("{{{}\"text\": \"Nine died.\"}}", "\"k\": 1, ".repeat(50_000))),
        line("same", format!("{{{}\"text\": \"Nine died.\"}}", "\"text\": 1, ".repeat(50_000))),
        line("number", format!("{{\"text\": \"Nine died.\", \"id\": {}}}", "9".repeat(100_000))),
        line("halves", r#"{"text": "Nine died \ud800 \udfff \u0000."}"#.to_owned()),
        line("day", r#"{"text": "Nine died.", "published": "-999999-99-99"}"#.to_owned()),
    ]
}

/// Beginnings of formats with nothing good after them, under every name.
fn containers() -> Vec<Hostile> {
    let starts: [(&str, &[u8]); 8] = [
        ("pdf", b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >> endobj\ntrailer << /Root 1 0 R >>"),
        ("zip", b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x05\0\0\0a.txt"),
        ("gz", b"\x1F\x8B\x08\x08\0\0\0\0\0\x03a.txt\0\xED\xC1\x01\x0D"),
        ("warc", b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"),
        ("eml", b"From: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x"),
        ("mbox", b"From a@b Mon Feb 12 00:00:00 2024\nSubject: =?utf-8?B?////?=\n\nFrom \nFrom \n"),
        ("xml", b"<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;&b;'>]><rss><channel><item><title>&c;</title></item></channel></rss>"),
        ("epub", b"PK\x03\x04mimetypeapplication/epub+zip"),
    ];
    let mut all = Vec::new();
    for (name, start) in starts {
        all.push((format!("start.{name}"), start.to_vec()));
        all.push((format!("long.{name}"), start.repeat(2_000)));
        all.push((format!("filled.{name}"), [start, &[0; 100_000]].concat()));
    }
    all
}
