//! Whole documents of every format. All reports are invented.

use gainsay_document::{Document, NoteCode, PublishedBasis};
use gainsay_ingest::{Error, Overrides, Record, ingest};

fn records(name: &str, bytes: &[u8]) -> Vec<Result<Document, Error>> {
    match ingest(name, bytes, &Overrides::default()) {
        Ok(records) => records.map(|record| record.document).collect(),
        Err(error) => vec![Err(error)],
    }
}

fn only(name: &str, source: &str) -> Document {
    let mut all = records(name, source.as_bytes());
    assert_eq!(all.len(), 1, "{name} is one record");
    all.remove(0).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn body(document: &Document) -> &str {
    document.body.map_or("", |span| span.of(&document.text))
}

/// Checks what is refused: the message and, after a slash, the hint.
fn check_refused(name: &str, bytes: &[u8], expected: &[&str]) {
    let found: Vec<String> = records(name, bytes)
        .into_iter()
        .map(|record| match record {
            Ok(document) => format!("ok: {}", document.label()),
            Err(error) => error.to_string(),
        })
        .collect();
    assert_eq!(found, expected, "{name}");
}

#[test]
fn a_plain_text_with_a_head() {
    insta::assert_json_snapshot!(only(
        "dam.txt",
        "Dam gives way above Korva\r\n\r\nBy Ana Petrova via Northline News Agency\r\nTuesday, 12 March 2024\r\n\r\n\
         KORVA, 12 March \u{2014} The Orsa dam broke on Tuesday, the\r\nMinistry of Works said.\r\n\u{c}2\r\nNo one\0 was hurt.\r\n"
    ));
}

#[test]
fn a_markdown_file_with_front_matter() {
    insta::assert_json_snapshot!(only(
        "dam.md",
        "---\ntitle: \"Dam gives way above Korva\"\nauthor:\n  - Ana Petrova\n  - Jan de Wit\ndate: 2024-03-12T18:00:00Z\n\
         publisher: The Korva Courier\nlang: en\n---\n\n# Dam gives way above Korva\n\nThe **Orsa dam** broke on Tuesday.\n\n\
         Harbour Wire contributed to this report.\n"
    ));
}

#[test]
fn a_page_with_metadata() {
    insta::assert_json_snapshot!(only(
        "dam.html",
        r#"<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
        <title>Dam gives way above Korva | The Korva Courier</title>
        <link rel="canonical" href="https://korva-courier.example/2024/03/12/dam">
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
        "headline":"Dam gives way above Korva","datePublished":"2024-03-12T21:10:00Z","author":{"@type":"Person","name":"Ana Petrova"},
        "publisher":{"@type":"Organization","name":"The Korva Courier"}}]}</script><style>p { color: red }</style></head>
        <body><nav><a href="/">Home</a> <a href="/world">World</a></nav><main><article><h1>Dam gives way above Korva</h1>
        <p class="byline">By Ana Petrova</p><time datetime="2024-03-13">13 March</time>
        <p>KORVA (Northline News Agency) &mdash; The Orsa dam broke on Tuesday evening, the Ministry of Works said, and a wave of
        water went through the lower streets of the town within minutes.</p>
        <blockquote><p>&ldquo;We heard it before we saw it,&rdquo; said Lena Ortiz, who keeps a shop by the bridge.</p></blockquote>
        <ul><li>Nine people were hurt, the hospital said.</li><li>Forty houses were flooded, the mayor said.</li></ul>
        <script>alert("never")</script></article></main><footer>&copy; The Korva Courier. All rights reserved.</footer></body></html>"#
    ));
}

#[test]
fn a_corpus_of_json_lines() {
    let file = "\u{feff}{\"id\":\"a\",\"text\":\"Tuesday, March 12, 2024\\n\\nThe dam broke.\\r\\n\",\"url\":\"https://k.example/a\"}\r\n\
                \n\
                {\"id\": 7, \"text\": \"The dam broke.\", \"published\": \"2024-02-31\", \"title\": [\"x\"], \"byline\": null, \"extra\": {}}\n\
                not json\n\
                [1]\n\
                {\"id\": \"c\"}\n\
                {\"id\": \"d\", \"text\": \"  \"}\n\
                {\"id\": \"e\", \"text\": 5}\n\
                {\"id\": \"f\", \"text\": \"(Northline News Agency) - It broke.\", \"published\": \"Mon, 12 Feb 2024 10:00:00 GMT\"}";
    let shown: Vec<_> = ingest("corpus.jsonl", file.as_bytes(), &Overrides::default())
        .expect("the file is text")
        .map(|Record { line, document, .. }| {
            (line, document.map_err(|error| (error.to_string(), error.hint().map(str::to_owned))))
        })
        .map(|(line, document)| match document {
            Ok(document) => serde_json::json!({"line": line, "document": document}),
            Err((message, hint)) => serde_json::json!({"line": line, "error": message, "hint": hint}),
        })
        .collect();
    insta::assert_json_snapshot!(shown);
}

#[test]
fn the_text_of_a_record_is_never_changed() {
    let text = "  Odd\u{0}\r\n\ttext\u{a0}\u{feff} kept \n";
    let line = serde_json::json!({"id": "x", "text": text}).to_string();
    assert_eq!(only("x.jsonl", &line).text, text);
}

#[test]
fn the_same_bytes_have_the_same_identifier() {
    let document = only("a.txt", "The dam broke.");
    assert_eq!(document.id, only("b.md", "The dam broke.").id);
    assert_eq!(document.id.as_str(), "9c31b2be3c0999610ecf58bb42fa0651f6ef7ca394a28a950f076ed2dc080688");
}

#[test]
fn the_user_counts_before_the_file() {
    let overrides =
        Overrides { published: "2024-05-01".parse().ok(), outlet: Some("Harbour Post".to_owned()) };
    let source = b"Dam gives way\n\n12 March 2024\n\nThe dam broke.";
    let record = ingest("a.txt", source, &overrides).expect("text").next().expect("one record");
    let document = record.document.expect("a document");
    assert_eq!(document.outlet.as_deref(), Some("Harbour Post"));
    let published = document.published.expect("given");
    assert_eq!((published.date.to_string().as_str(), published.basis), ("2024-05-01", PublishedBasis::Given));
    assert_eq!(record.raw.as_ref(), source);
}

#[test]
fn bad_files_are_refused_in_one_line() {
    check_refused("a.txt", b" \n\t ", &["empty: there is no text in it"]);
    check_refused("a.jsonl", b"", &["empty: there is no text in it"]);
    check_refused("a.txt", b"%PDF-1.4 ...", &["the PDF is damaged: no pages can be found in it"]);
    check_refused(
        "a.html",
        b"<html><head><title>Dam</title></head></html>",
        &["the page has no text in its body"],
    );
    check_refused(
        "a.html",
        b"<p><script>document.write('x')</script>",
        &["the page has no text in its body"],
    );
    check_refused(
        "a.jsonl",
        b"{\"text\":\"It broke.\"}\n{\"text\":\"x\"\n",
        &["ok: It broke.", "line 2: not a JSON object: EOF while parsing an object (column 11)"],
    );
    check_refused("big.txt", &vec![b'a'; 50 << 20], &["too large: a file of 50 MiB (limit 32 MiB)"]);
    let long_line =
        [b"{\"text\":\"ok\"}\n".as_slice(), &[b' '; 10], &vec![b'a'; 33 << 20], b"\n{\"text\":\"ok too\"}"]
            .concat();
    check_refused(
        "big.jsonl",
        &long_line,
        &["ok: ok", "line 2: too large: a line of 34 MiB (limit 32 MiB)", "ok: ok too"],
    );
}

#[test]
fn a_page_of_another_encoding_is_read_by_its_declaration() {
    let mut page = b"<html><head><meta charset=\"windows-1252\"></head><body><article><p>The mayor of K\xF6rva said nothing".to_vec();
    page.extend_from_slice(b" \x93at all\x94 on Tuesday.</p></article></body></html>");
    let documents = records("a.html", &page);
    let document = documents[0].as_ref().expect("a page");
    assert_eq!(body(document), "The mayor of Körva said nothing “at all” on Tuesday.");
}

#[test]
fn broken_encoding_is_noted_not_refused() {
    let documents = records(
        "a.txt",
        "Größe, Öl, Straße und Käse sagte er, \u{2014} "
            .bytes()
            .chain([0xFF, b'.'])
            .collect::<Vec<_>>()
            .as_slice(),
    );
    let document = documents[0].as_ref().expect("a text");
    assert!(document.notes.iter().any(|note| note.code == NoteCode::EncodingReplaced));
    assert!(document.text.ends_with("\u{FFFD}."));
}

#[test]
fn a_missing_date_is_noted() {
    let document = only("a.txt", "The dam broke.");
    assert_eq!(document.notes.iter().map(|note| note.code).collect::<Vec<_>>(), [NoteCode::DateMissing]);
}

#[test]
fn another_language_is_noted_whatever_the_report_says_of_itself() {
    const FRENCH: &str = "Le barrage de l'Orsa a cédé mardi matin, a annoncé le ministère des Travaux publics. Les \
        habitants de trois villages ont été évacués pendant la nuit, et personne n'a été blessé, selon les pompiers. \
        La route de Korva reste fermée.";
    let check = |name: &str, source: String| {
        let document = only(name, &source);
        let noted = document.notes.iter().any(|note| note.code == NoteCode::OtherLanguage);
        assert_eq!((document.language.as_deref(), noted), (Some("fr"), true), "{name}");
    };
    check("dam.txt", format!("Le barrage de l'Orsa cède\n\nPar Ana Petrova\n12 March 2024\n\n{FRENCH}\n"));
    check("dam.md", format!("---\nlang: en\ndate: 2024-03-12\n---\n{FRENCH}\n"));
    check("dam.jsonl", serde_json::json!({"text": FRENCH, "language": "en"}).to_string());
    check(
        "dam.html",
        format!("<html lang=en><title>Barrage</title><article><p>{FRENCH}</p></article></html>"),
    );
}
