//! Pages without their article, encodings, languages, standfirsts, the day in the outlet's time. All reports are invented.

use gainsay_document::{Document, NoteCode};
use gainsay_ingest::{Error, Overrides, Record, ingest};

const STORY: &str = "<p>The Orsa dam broke on Tuesday evening, the Ministry of Works said, and a wave of water went through the \
                     lower streets of the town within minutes.</p><p>Nine people were hurt, the hospital said. Forty houses were \
                     flooded, and the road to the valley was closed until further notice.</p>";

fn record(page: &[u8]) -> Record<'_> {
    ingest("page.html", page, &Overrides::default()).expect("text").next().expect("one record")
}

fn document(page: &str) -> Document {
    record(page.as_bytes()).document.unwrap_or_else(|error| panic!("{error}: {page}"))
}

/// Checks how the error of a page without an article begins.
fn check_refused(page: &str, why: &str) {
    let error: Error = record(page.as_bytes()).document.expect_err(page);
    assert!(error.is_without_body() && error.hint().is_some(), "{error:?}");
    assert!(error.message().starts_with(why), "{error}");
}

/// Checks that a page is kept with a remark that begins so.
fn check_noted(page: &str, remark: &str) {
    let notes = document(page).notes;
    let found =
        notes.iter().find(|note| note.code == NoteCode::BodyUncertain).map(|note| note.message.as_str());
    assert!(found.is_some_and(|found| found.starts_with(remark)), "{notes:?}: {page}");
}

#[test]
fn pages_that_a_script_fills_are_refused() {
    check_refused(
        "<html><body><div id=root></div><script>start()</script></body></html>",
        "the page has no text",
    );
    check_refused("<html><body><article></article></body></html>", "the page has no text");
    for asking in [
        "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        "<div>JavaScript is disabled in your browser. Turn it on to go on.</div>",
        "<h1>korva.example</h1><p>Checking your browser before the page opens.</p>",
        "<p>Verify you are human by answering below.</p>",
    ] {
        check_refused(&format!("<html><body>{asking}</body></html>"), "the page only asks for scripts");
    }
}

#[test]
fn a_heading_is_no_part_of_the_one_paragraph_after_it() {
    let check = |page: &str, text: &str| {
        let found = document(&format!("<html><body>{page}</body></html>"));
        assert_eq!(found.text, text, "{page}");
        found.body.map(|body| body.of(&found.text).to_owned())
    };
    let one = "Nine people died.";
    let body = check(
        "<div><h1>Blast in Korva</h1><p>Nine people died.</p></div>",
        "Blast in Korva\n\nNine people died.",
    );
    assert_eq!(body.as_deref(), Some(one));
    let page = "<h2>Blast in Korva</h2><p>Nine people died in <b>Korva</b> on Monday, the ministry said.</p>";
    check(page, "Blast in Korva\n\nNine people died in Korva on Monday, the ministry said.");
    let page = "<h1>Blast</h1><p>Nine died.</p><p>No one else was hurt</p><ul><li>One<li>Two</ul>";
    check(page, "Blast\n\nNine died.\n\nNo one else was hurt\n\nOne\n\nTwo");
    check("<h1>Hurt</h1><table><tr><td>Korva<td>9<tr><td>Lund<td>3</table>", "Hurt\n\nKorva 9\n\nLund 3");
}

#[test]
fn walls_are_noted() {
    check_noted(
        "<html><body><div><p>Before you continue to Korva Courier</p><p>We and our 812 partners store cookies to measure \
         how these pages are used.</p><p>Accept all cookies</p></div></body></html>",
        "the page seems to ask for consent",
    );
    check_noted(
        "<html><body><article><p>The Orsa dam broke on Tuesday evening, the Ministry of Works said.</p><p>Subscribe to \
         continue reading.</p></article></body></html>",
        "the page gives little of its article",
    );
    check_noted(
        "<html><head><script type=application/ld+json>{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":\"False\"}</script>\
         </head><body><article><p>The Orsa dam broke on Tuesday evening, the Ministry of Works said.</p></article></body></html>",
        "the page says that its article is not free",
    );
    check_noted(
        "<html><body><nav><a href=/>Home</a><a href=/b>Business</a></nav><article></article><footer>Korva</footer></body></html>",
        "the page's article is empty",
    );
}

#[test]
fn articles_on_walls_are_articles() {
    let story = "<p>Checking if you are human has become a trade, the consumer office of Korva said on Monday: sites ask their \
                 readers to accept all cookies, and half of the papers say that their articles are for subscribers.</p>";
    let page =
        format!("<html><body><article>{}</article></body></html>", story.to_owned() + &STORY.repeat(4));
    assert!(document(&page).notes.iter().all(|note| note.code != NoteCode::BodyUncertain));
}

#[test]
fn what_only_readers_without_scripts_see_is_read_as_markup() {
    let page = format!(
        "<html><body><div id=app></div><noscript><article>{STORY}</article></noscript></body></html>"
    );
    let text = document(&page).text;
    assert!(text.starts_with("The Orsa dam") && !text.contains('<'), "{text}");
    let places = format!("{:?}", record(page.as_bytes()).source);
    assert!(places.contains("/html/body/noscript/article/p[1]"), "{places}");
}

#[test]
fn what_a_site_says_for_itself_goes_and_its_credit_stays() {
    let page = format!(
        "<html><body><article>{STORY}<p>Sign up for our morning newsletter.</p><p>The bridge is closed, the police said.</p>\
         <p>Follow us on Twitter.</p><p>Copyright 2024 Northline News Agency. All rights reserved.</p></article></body></html>"
    );
    let document = document(&page);
    assert!(document.text.ends_with("The bridge is closed, the police said."), "{}", document.text);
    assert!(!document.text.contains("newsletter"), "{}", document.text);
    assert_eq!(document.agency.as_deref(), Some("Northline News Agency"));
}

#[test]
fn the_standfirst_is_kept() {
    let lead = "A dam that was known to be cracked gave way above the town of Orsa.";
    let page = |shown: &str| {
        format!(
            "<html><head><meta name=description content='{lead}'></head><body><header><h1>Orsa dam breaks</h1>{shown}</header>\
             <div class=tools>Share</div><article>{STORY}</article></body></html>"
        )
    };
    let text = |shown: &str| {
        let document = document(&page(shown));
        document.body.map_or(String::new(), |body| body.of(&document.text).to_owned())
    };
    assert!(text(&format!("<p class=lead>{lead}</p>")).starts_with(&format!("{lead}\n\nThe Orsa dam broke")));
    assert!(text("").starts_with("The Orsa dam broke"), "what is not shown is not part of the text");
    let dated = document(
        &page(&format!("<p>{lead}</p>")).replace("<p>The Orsa", "<p>KORVA (Trelleck) &mdash; The Orsa"),
    );
    assert_eq!(dated.agency.as_deref(), Some("Trelleck"), "the dateline begins the body");
    assert!(dated.text.contains(lead));
}

#[test]
fn days_in_the_outlets_own_time() {
    let day = |head: &str, body: &str| {
        let page = format!("<html lang=en><head>{head}</head><body>{body}{STORY}</body></html>");
        document(&page).published.map(|published| published.date.to_string())
    };
    let utc = "<meta property=article:published_time content=2024-03-13T02:10:00Z>";
    assert_eq!(day(utc, "").as_deref(), Some("2024-03-13"));
    let local = "<time datetime=2024-03-12T21:10:00-05:00>Tuesday</time>";
    assert_eq!(day(utc, local).as_deref(), Some("2024-03-12"), "the same moment");
    let other = "<time datetime=2024-03-12T20:00:00-05:00>Tuesday</time>";
    assert_eq!(day(utc, other).as_deref(), Some("2024-03-13"), "another moment");
}

#[test]
fn days_of_films_days_alone_and_days_of_scripts() {
    let day = |head: &str, body: &str| {
        let page = format!("<html lang=en><head>{head}</head><body>{body}</body></html>");
        document(&page).published.map(|published| published.date.to_string())
    };
    let film =
        "<script type=application/ld+json>{\"@type\":\"VideoObject\",\"uploadDate\":\"2024-03-10\"}</script>";
    let own = "<meta itemprop=datePublished content=2024-03-12>";
    assert_eq!(day(&format!("{film}{own}"), STORY).as_deref(), Some("2024-03-12"));
    assert_eq!(day(film, STORY).as_deref(), Some("2024-03-10"));
    assert_eq!(day("", &format!("<div>Mar 12, 2024</div>{STORY}")).as_deref(), Some("2024-03-12"));
    let two = format!("<div>Mar 12, 2024</div><div>Mar 14, 2024</div>{STORY}");
    assert_eq!(day("", &two), None, "two days, and nothing says which");
    assert_eq!(day("<script>var loaded = '2024-03-20';</script>", STORY), None);
    let order = |url: &str| {
        day(&format!("<link rel=canonical href={url}>"), &format!("<p class=date>03/04/2024</p>{STORY}"))
    };
    assert_eq!(order("https://korva.co.uk/dam").as_deref(), Some("2024-04-03"));
    assert_eq!(order("https://korva.us/dam").as_deref(), Some("2024-03-04"));
}

#[test]
fn languages_by_the_words_whatever_the_page_says() {
    let french = "<p>Le barrage d'Orsa a cédé mardi soir, a annoncé le ministère des Travaux, et une vague a traversé les rues \
                  basses de la ville en quelques minutes. Neuf personnes ont été blessées, selon l'hôpital.</p><p>Quarante maisons \
                  ont été inondées et la route de la vallée est fermée jusqu'à nouvel ordre; les habitants des quartiers bas ont passé \
                  la nuit dans les écoles, où la mairie avait fait installer des lits et distribuer des repas chauds.</p>";
    let page = format!("<html lang=en><body><article>{french}</article></body></html>");
    let found = document(&page);
    assert_eq!(found.language.as_deref(), Some("fr"));
    assert!(found.notes.iter().any(|note| note.code == NoteCode::OtherLanguage));
}

#[test]
fn pages_in_wide_letters() {
    let page = format!("<html><body><article>{STORY}</article></body></html>");
    for wide in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        let bytes: Vec<u8> = page.encode_utf16().flat_map(wide).collect();
        let text = record(&bytes).document.expect("a document").text;
        assert!(text.starts_with("The Orsa dam broke"), "{text}");
    }
}
