//! What pages declare and show: title, byline, outlet, agency, date. All reports are invented.

use gainsay_document::NoteCode;
use gainsay_ingest::{Overrides, ingest};

const STORY: &str = "<p>The Orsa dam broke on Tuesday evening, the Ministry of Works said, and a wave of water went through the \
                     lower streets of the town within minutes.</p><p>Nine people were hurt, the hospital said. Forty houses were \
                     flooded, and the road to the valley was closed until further notice.</p>";

/// Checks "title | byline | outlet | agency | date basis" of a page with `head` and `body`.
fn check(head: &str, body: &str, expected: &str) {
    let page = format!("<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>");
    let record = ingest("page.html", page.as_bytes(), &Overrides::default())
        .expect("text")
        .next()
        .expect("one record");
    let document = record.document.expect("a document");
    let some = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let published = document.published.map(|published| format!("{} {:?}", published.date, published.basis));
    let found = format!(
        "{} | {} | {} | {} | {}",
        some(document.title),
        some(document.byline),
        some(document.outlet),
        some(document.agency),
        some(published)
    );
    assert_eq!(found, expected, "{head}\n{body}");
    let text = document.body.map_or("", |span| span.of(&document.text));
    assert!(text.starts_with("The Orsa dam") || text.starts_with("KORVA"), "{text}");
    assert!(text.ends_with("further notice."), "{text}");
}

#[test]
fn titles() {
    check(
        "<title>Dam breaks | Korva Courier</title><meta property=og:site_name content='Korva Courier'>",
        STORY,
        "Dam breaks | - | Korva Courier | - | -",
    );
    check(
        "<meta property=og:title content='Dam breaks &amp; floods'><title>x</title>",
        STORY,
        "Dam breaks & floods | - | - | - | -",
    );
    check("", &format!("<h1>Dam breaks</h1>{STORY}"), "Dam breaks | - | - | - | -");
    check(
        "<meta property=og:title content='Dam breaks: live'>",
        &format!("<article><h1>Dam breaks</h1>{STORY}</article>"),
        "Dam breaks: live | - | - | - | -",
    );
}

#[test]
fn authors_and_outlets() {
    check(
        "<title>Dam</title><meta name=author content='By Ana Petrova'>",
        STORY,
        "Dam | Ana Petrova | - | - | -",
    );
    check(
        "<title>Dam</title><meta name=author content='Northline News Agency'>",
        STORY,
        "Dam | - | - | Northline News Agency | -",
    );
    check(
        "<title>Dam</title><meta name=author content='https://k.example/ana'>",
        STORY,
        "Dam | - | - | - | -",
    );
    check(
        "<title>Dam</title><link rel=canonical href='https://www.korva-courier.example/dam'>",
        STORY,
        "Dam | - | korva-courier.example | - | -",
    );
    check(
        "<title>Dam</title>",
        &format!("<article><p>By Ana Petrova via Isle &amp; Main</p>{STORY}</article>"),
        "Dam | Ana Petrova | Isle & Main | - | -",
    );
    check(
        "<title>Dam</title>",
        &STORY.replacen("<p>", "<p>KORVA (Trelleck) &mdash; ", 1),
        "Dam | - | - | Trelleck | -",
    );
}

#[test]
fn dates() {
    let title = "<title>Dam</title>";
    check(
        &format!("{title}<meta property=article:published_time content='2024-03-12T09:00:00Z'>"),
        STORY,
        "Dam | - | - | - | 2024-03-12 Metadata",
    );
    check(
        &format!("{title}<meta name=DC.date.issued content='12 March 2024'>"),
        STORY,
        "Dam | - | - | - | 2024-03-12 Metadata",
    );
    check(
        &format!("{title}<meta itemprop=datePublished content=20240312>"),
        STORY,
        "Dam | - | - | - | 2024-03-12 Metadata",
    );
    check(
        &format!("{title}<link rel=canonical href=https://k.example/2024/03/12/dam>"),
        STORY,
        "Dam | - | k.example | - | 2024-03-12 Address",
    );
    check(
        title,
        &format!("<time datetime='2024-03-12T08:00'>today</time>{STORY}"),
        "Dam | - | - | - | 2024-03-12 Metadata",
    );
    check(
        title,
        &format!("<span class=post-date>March 12, 2024</span>{STORY}"),
        "Dam | - | - | - | 2024-03-12 Head",
    );
    check(
        title,
        &format!("<article><p>Published: 12 March 2024</p>{STORY}</article>"),
        "Dam | - | - | - | 2024-03-12 Head",
    );
    check(
        &format!("{title}<meta property=article:modified_time content=2024-03-14>"),
        STORY,
        "Dam | - | - | - | 2024-03-14 Metadata",
    );
    check(title, STORY, "Dam | - | - | - | -");
}

#[test]
fn the_address_gives_the_day_in_the_outlets_own_time() {
    let declared = |day: &str| {
        format!(
            "<title>Dam</title><link rel=canonical href=https://k.example/2024/03/12/dam><meta name=date content={day}>"
        )
    };
    check(&declared("2024-03-13T02:00:00Z"), STORY, "Dam | - | k.example | - | 2024-03-12 Address");
    check(&declared("2024-03-15T02:00:00Z"), STORY, "Dam | - | k.example | - | 2024-03-15 Metadata");
}

#[test]
fn empty_and_impossible_dates() {
    check("<title>Dam</title><meta name=date content=1970-01-01>", STORY, "Dam | - | - | - | -");
    let page = format!("<meta name=date content=2024-02-31><meta name=pubdate content=2024-03-01>{STORY}");
    let record = ingest("page.html", page.as_bytes(), &Overrides::default())
        .expect("text")
        .next()
        .expect("one record");
    let document = record.document.expect("a document");
    assert_eq!(document.published.map(|published| published.date.to_string()).as_deref(), Some("2024-03-01"));
    let page = format!("<meta name=date content=2024-02-31>{STORY}");
    let record = ingest("page.html", page.as_bytes(), &Overrides::default())
        .expect("text")
        .next()
        .expect("one record");
    let notes = record.document.expect("a document").notes;
    assert!(
        notes.iter().any(|note| note.code == NoteCode::DateUnreadable && note.message.contains("2024-02-31"))
    );
}

#[test]
fn words_are_kept_once_and_in_order() {
    let quotes = format!(
        "{}Nobody was warned in time, the letter said.{}",
        "<blockquote>".repeat(30),
        "</blockquote>".repeat(30)
    );
    let page = format!(
        "<article>{STORY}{quotes}<ul><li>First the bridge went.<li>Then the mill went.</ul></article>"
    );
    let record = ingest("page.html", page.as_bytes(), &Overrides::default())
        .expect("text")
        .next()
        .expect("one record");
    let text = record.document.expect("a document").text;
    assert_eq!(text.matches("Nobody was warned").count(), 1, "{text}");
    let places: Vec<_> =
        ["The Orsa dam", "Nobody", "First the", "Then the"].iter().map(|words| text.find(words)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
}
