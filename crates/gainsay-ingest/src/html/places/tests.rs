//! Every piece holds words that its element holds, in the order of the text.

use proptest::prelude::*;
use scraper::ElementRef;

use super::words::UNSEEN;
use super::*;
use crate::html;

/// The pieces of a text with their paths.
fn pieces<'t>(text: &'t str, map: &'t SourceMap) -> Vec<(&'t str, &'t str)> {
    let path = |place: &'t SourcePlace| match place {
        SourcePlace::Element { path, part: None } => path.as_str(),
        other => panic!("{other:?}"),
    };
    map.pieces.iter().map(|piece| (piece.text.of(text), path(&piece.place))).collect()
}

fn check(text: &str, page: &str, expected: &[(&str, &str)]) {
    let page = Html::parse_document(page);
    let map = of(text, &PageWords::read(&page));
    assert_eq!(pieces(text, &map), expected, "{text}");
    assert!(map.fits(text));
    for (words, path) in pieces(text, &map) {
        assert!(letters_at(&page, path).contains(&letters(words)), "{words} at {path}");
    }
}

/// The letters of the element that a path leads to.
fn letters_at(page: &Html, path: &str) -> String {
    let mut node = page.tree.root();
    for step in path.split('/').skip(1) {
        let (name, number) = step.split_once('[').map_or((step, 1), |(name, number)| {
            (name, number.trim_end_matches(']').parse().expect("a number"))
        });
        node = node
            .children()
            .filter(|child| child.value().as_element().is_some_and(|own| own.name() == name))
            .nth(number - 1)
            .unwrap_or_else(|| panic!("no {step} of {path}"));
    }
    let seen = |node: &ego_tree::NodeRef<'_, scraper::Node>| {
        !node.ancestors().filter_map(ElementRef::wrap).any(|own| UNSEEN.contains(&own.value().name()))
    };
    node.descendants()
        .filter(seen)
        .filter_map(|node| node.value().as_text().map(|text| letters(text)))
        .collect()
}

#[test]
fn paragraphs() {
    check(
        "A ferry sank off Korva.\n\nNine people died.",
        "<nav>Home</nav><div>Menu</div><div><p>A <b>ferry</b> sank\n off&nbsp;Kor&shy;va.<p>Nine people died.</div>",
        &[
            ("A ferry sank off Korva.", "/html/body/div[2]/p[1]"),
            ("Nine people died.", "/html/body/div[2]/p[2]"),
        ],
    );
}

#[test]
fn lines_of_one_block_and_text_beside_blocks() {
    check(
        "The bridge went first.\n\nThe mill went next.\nThen the road.\n\nNobody was hurt.",
        "<article>The bridge went first.<br><br>The mill went next.<br>Then the road.<p>Nobody was hurt.",
        &[
            ("The bridge went first.", "/html/body/article"),
            ("The mill went next.\nThen the road.", "/html/body/article"),
            ("Nobody was hurt.", "/html/body/article/p"),
        ],
    );
}

#[test]
fn nothing_is_claimed_of_words_that_the_page_lacks() {
    check(
        "A ferry sank off Korva, wrote Ana. Nine people died there.",
        "<p>A ferry sank off Korva, wrote Ben. Nine people died there.</p>",
        &[("A ferry sank off Korva, wrote", "/html/body/p"), ("Nine people died there.", "/html/body/p")],
    );
    check("Nine", "<p>Ninety people died.</p>", &[]);
    check("Nine people died.", "<script>Nine people died.</script><p>No words</p>", &[]);
}

#[test]
fn of_two_places_the_one_that_goes_on() {
    check(
        "A ferry sank off Korva.\n\nNine people died.",
        "<h3>A ferry sank off Korva.</h3><p>Other news of the day.</p><p>A ferry sank off Korva.</p><p>Nine people died.",
        &[("A ferry sank off Korva.", "/html/body/p[2]"), ("Nine people died.", "/html/body/p[3]")],
    );
}

#[test]
fn cells_and_lists() {
    check(
        "Korva 9\n\nLund 3\n\nThe mill was lost.",
        "<table><tr><td>Korva<td>9<tr><td>Lund<td>3</table><ul><li>The mill was lost.</ul>",
        &[
            ("Korva", "/html/body/table/tbody/tr[1]/td[1]"),
            ("9", "/html/body/table/tbody/tr[1]/td[2]"),
            ("Lund", "/html/body/table/tbody/tr[2]/td[1]"),
            ("3", "/html/body/table/tbody/tr[2]/td[2]"),
            ("The mill was lost.", "/html/body/ul/li"),
        ],
    );
}

fn soup() -> impl Strategy<Value = String> {
    let markup = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<article>",
        "</article>",
        "<h1>",
        "</h1>",
        "<h2>",
        "<li>",
        "<ul>",
        "<table>",
        "<tr>",
        "<td>",
        "<br>",
        "<b>",
        "</b>",
        "<i>",
        "<a href=x>",
        "</a>",
        "<script>",
        "</script>",
        "<blockquote>",
        "</blockquote>",
        "<svg>",
        "</svg>",
        "<template>",
        "<x-y>",
        "<span>",
        "</span>",
        "<section>",
        "<select>",
        "<option>",
        "<title>",
        "</title>",
        "<noscript>",
        "</noscript>",
    ]);
    let words = prop::sample::select(vec![
        "The dam broke on Tuesday, the ministry said, and nine people were hurt in the lower town.",
        "The dam broke on Tuesday",
        " ",
        "&nbsp;",
        "co&shy;operate ",
        "né à Korva ",
        "a",
        "12 March 2024",
        "\n\n",
        "Nobody was warned in time, the letter of the mayor said. ",
        "Advertisement",
        "Корва",
        "e\u{301}",
        "&lt;p&gt;",
    ]);
    prop::collection::vec(prop_oneof![markup, words.clone(), words], 0..50).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_piece_holds_words_of_its_element(source in soup()) {
        if let Ok(draft) = html::read(source.as_bytes(), None) {
            prop_assert!(draft.source.fits(&draft.text));
            let page = Html::parse_document(&source);
            for (words, path) in pieces(&draft.text, &draft.source) {
                // A page read without its scripts has elements where this one has none.
                if !source.contains("<noscript") {
                    prop_assert!(letters_at(&page, path).contains(&letters(words)), "{words} at {path}");
                }
            }
        }
    }

    #[test]
    fn any_text_beside_any_page(text in "[a-cé \n]{0,60}", page in "(<p>|<b>|<br>|[a-cé ]){0,60}") {
        let page = Html::parse_document(&page);
        let map = of(&text, &PageWords::read(&page));
        prop_assert!(map.fits(&text));
        for (words, path) in pieces(&text, &map) {
            prop_assert!(letters_at(&page, path).contains(&letters(words)), "{words} at {path}");
            prop_assert!(!words.contains("\n\n"));
        }
    }
}
