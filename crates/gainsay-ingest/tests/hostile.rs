//! Input made to harm: nothing panics, overflows the stack or takes a body out of its text.

use gainsay_document::Document;
use gainsay_ingest::{Error, Format, Overrides, ingest};
use proptest::prelude::*;

fn documents(name: &str, bytes: &[u8]) -> Vec<Result<Document, Error>> {
    ingest(name, bytes, &Overrides::default())
        .map(|all| all.map(|record| record.document).collect())
        .unwrap_or_default()
}

/// Checks that a page gives a text that holds `words`.
fn check_page(page: &str, words: &str) {
    let found = documents("page.html", page.as_bytes());
    let document = found[0].as_ref().unwrap_or_else(|error| panic!("{error}"));
    assert!(document.text.contains(words), "{}", document.text.chars().take(200).collect::<String>());
    assert!(document.body.is_some_and(|body| body.check(&document.text).is_ok()));
}

#[test]
fn deep_nesting() {
    for tag in [
        "div",
        "b",
        "blockquote",
        "ul><li",
        "table><tr><td",
        "span class=x",
        "font color=red",
        "a href=x",
        "x-y",
    ] {
        let name = tag.split([' ', '>']).next().unwrap_or(tag);
        let page = format!(
            "<html><body>{}The dam broke on Tuesday, the ministry said.{}<p>Nine people were hurt.</body></html>",
            format!("<{tag}>").repeat(100_000),
            format!("</{name}>").repeat(100_000)
        );
        check_page(&page, "The dam broke on Tuesday");
    }
}

#[test]
fn tags_left_open() {
    check_page(&"<p>The dam broke.<b><i><a href=x>".repeat(2_000), "The dam broke.");
    check_page(&format!("<p>The dam broke.{}", "<!-- <p ".repeat(10_000)), "The dam broke.");
    check_page(&format!("<p>The dam broke.</p><div {}", "a='b' ".repeat(50_000)), "The dam broke.");
    check_page("<p>The dam broke.<script>if (1 < 2) {", "The dam broke.");
    check_page(&format!("<p>The dam broke.{}", "</div></p></b>".repeat(20_000)), "The dam broke.");
}

#[test]
fn megabytes_of_junk() {
    check_page(
        &format!("<article><p>The dam broke.</p></article>{}", "<p>x</p>".repeat(300_000)),
        "The dam broke.",
    );
    check_page(&format!("<p>The dam broke. {}</p>", "&#x41;< > & ".repeat(400_000)), "The dam broke.");
    check_page(&format!("<p>The dam broke.</p>{}", "<table><tr><td>a".repeat(20_000)), "The dam broke.");
}

#[test]
fn attributes_cells_and_names_without_end() {
    let attributes: String = (0..1_000_000).map(|number| format!(" a{number}=1")).collect();
    check_page(&format!("<p>The dam broke.</p><div{attributes}>x</div>"), "The dam broke.");
    let cells: String = (0..100_000).map(|number| format!("<td>{number} 2024-01-01")).collect();
    check_page(&format!("<p>The dam broke.</p><table><tr>{cells}</table>"), "The dam broke.");
    let names: String = (0..50_000).map(|number| format!("<x-{number}>y</x-{number}>")).collect();
    check_page(&format!("<p>The dam broke.</p>{names}"), "The dam broke.");
    check_page(&format!("<p>The dam broke.</p><p>{}</p>", "a ".repeat(1_000_000)), "The dam broke.");
    check_page(&format!("<p>The dam broke.</p><p>{}</p>", "a".repeat(2_000_000)), "The dam broke.");
}

#[test]
fn formatting_left_open_over_many_paragraphs() {
    let open: String = (0..200).map(|size| format!("<font size={size}>")).collect();
    check_page(&format!("<p>The dam broke.{open}{}", "<p>x".repeat(100_000)), "The dam broke.");
}

#[test]
fn json_nested_deep_is_a_bad_line() {
    let line = format!("{{\"text\":{}", "[".repeat(1_000_000));
    assert!(documents("a.jsonl", line.as_bytes())[0].is_err());
}

/// Pieces that pages are made of, in any order.
fn page_soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z <>/=\"'&;é]{0,12}",
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div class=\"post\">",
            "</div>",
            "<article>",
            "</article>",
            "<h1>",
            "<li>",
            "<table>",
            "<td>",
            "<br>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<meta name=date content='2024-02-31'>",
            "<time datetime=2024-03-12>",
            "&eacute;",
            "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":",
            "<title>",
            "</title>",
            "<b>",
            "</i>",
            "<a href=/2024/03/12/x>",
            "The dam broke on Tuesday, the ministry said, and nine people were hurt.",
            "12 March 2024",
            "\u{0}",
            "é",
            "<svg>",
            "<template>",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Lines that heads are made of, in any order.
fn head_soup() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "\\PC{0,30}",
        prop::sample::select(vec![
            "",
            "By Ana Petrova via The Korva Courier",
            "12 March 2024",
            "31 February 2024",
            "(AFP)",
            "# Dam",
            "---",
            "title: x",
            "KORVA (AFP) -",
            "Source: Harbour Wire",
            "Dam gives way",
            "The dam broke, he said.",
            "\u{c}",
            "é (é) — é",
            "By é, é via",
            "via É",
            "Published: 3/4/24",
            "]",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(line, 0..20).prop_map(|lines| lines.join("\n"))
}

/// Every document is whole: its body lies inside its text, its notes too, and reading it again gives the same.
fn whole(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let found = documents(name, bytes);
    for document in found.iter().flatten() {
        let spans = document.notes.iter().filter_map(|note| note.span).chain(document.body);
        for span in spans {
            prop_assert_eq!(span.check(&document.text), Ok(()));
        }
        if let Some(body) = document.body {
            prop_assert_eq!(body.trimmed(&document.text), Some(body));
        }
    }
    prop_assert_eq!(found, documents(name, bytes));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Format::of("x", &bytes);
        for name in ["x", "x.txt", "x.md", "x.html", "x.jsonl"] {
            whole(name, &bytes)?;
        }
    }

    #[test]
    fn any_page(page in page_soup()) {
        whole("x.html", page.as_bytes())?;
    }

    #[test]
    fn any_head(text in head_soup()) {
        whole("x.txt", text.as_bytes())?;
        whole("x.md", text.as_bytes())?;
    }

    #[test]
    fn any_record(text in "\\PC{0,80}", published in "\\PC{0,20}", title in prop::option::of("\\PC{0,20}")) {
        let line = serde_json::json!({"id": 1, "text": text.clone(), "published": published, "title": title}).to_string();
        for document in documents("x.jsonl", line.as_bytes()).into_iter().flatten() {
            prop_assert_eq!(&document.text, &text);
        }
        whole("x.jsonl", line.as_bytes())?;
    }
}
