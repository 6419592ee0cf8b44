use gainsay_document::{QuoteKind, Span, Stance};
use gainsay_encode::{Matrix, Window};

use super::link::{Linked, link};
use super::*;
use crate::attribution::{self, Tables};
use crate::encoded::{Encoder, tiny};
use crate::segment::segment;

/// Log-probabilities of a window in which every word has one tag for sure, and points where `points` says.
struct Sure {
    spans: Vec<Span>,
    window: Window,
    roles: Matrix,
    cues: Matrix,
    sources: Matrix,
}

impl Sure {
    /// `tags`: a letter a word, capitals begin a span: S source, C cue, T content, `.` none. `cues` and `sources`: for
    /// each word the word it points at; −1 for none.
    fn new(tags: &str, cues: &[i8], sources: &[i8]) -> Self {
        let words = tags.len();
        let likely = |column: usize, columns: usize| {
            (0..columns).map(move |at| if at == column { -0.01 } else { -6.0 }).collect::<Vec<f32>>()
        };
        let tag = |letter: char| ".SsCcTt".find(letter).unwrap();
        let pointer = |targets: &[i8]| {
            let columns = words + 1;
            let row = |target: &i8| likely(usize::try_from(target + 1).unwrap(), columns);
            Matrix::new(columns, targets.iter().flat_map(row).collect())
        };
        Self {
            spans: (0..words).filter_map(|word| Span::ordered(2 * word..2 * word + 1)).collect(),
            window: Window { words: 0..words, keep: 0..words, pieces: words + 2 },
            roles: Matrix::new(7, tags.chars().flat_map(|letter| likely(tag(letter), 7)).collect()),
            cues: pointer(cues),
            sources: pointer(sources),
        }
    }

    fn linked(&self) -> Vec<Linked> {
        let encoder = tiny(1);
        let description = encoder.description();
        let seen = Seen {
            words: &self.spans,
            window: &self.window,
            roles: &self.roles,
            cue_pointer: &self.cues,
            source_pointer: &self.sources,
            names: &self.roles,
            upos: &self.roles,
            arcs: &self.roles,
            relations: &self.roles,
        };
        link(seen, &description.linking, &description.confidence)
    }
}

/// "source | cue | content" in word numbers.
fn check(tags: &str, cues: &[i8], sources: &[i8], expected: &[&str]) {
    let show = |words: &Option<Range<usize>>| {
        words.as_ref().map_or("-".to_owned(), |words| format!("{}-{}", words.start, words.end - 1))
    };
    let found: Vec<_> = Sure::new(tags, cues, sources)
        .linked()
        .iter()
        .map(|one| {
            let content: Vec<_> = one.content.iter().map(|words| show(&Some(words.clone()))).collect();
            format!("{} | {} | {}", show(&one.source), show(&one.cue), content.join(" "))
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn content_goes_to_the_cue_it_points_at_and_both_agree_on_the_source() {
    // "Orlov said that it fell": source, cue, content.
    check("SCTtt", &[1, -1, 1, 1, 1], &[-1, 0, 0, 0, 0], &["0-0 | 1-1 | 2-4"]);
    // Two attributions side by side.
    check(
        "SCTtSCTt",
        &[1, -1, 1, 1, 5, -1, 5, 5],
        &[-1, 0, 0, 0, -1, 4, 4, 4],
        &["0-0 | 1-1 | 2-3", "4-4 | 5-5 | 6-7"],
    );
}

#[test]
fn segments_of_one_cue_are_one_content() {
    check("TtSCTt", &[3, 3, 3, -1, 3, 3], &[2, 2, -1, 2, 2, 2], &["2-2 | 3-3 | 0-1 4-5"]);
}

#[test]
fn a_cue_left_without_content_takes_one_that_costs_little() {
    // Both segments point at the first cue, the second of them nearly as much at the second cue.
    let mut window = Sure::new("SCTtCTt", &[1, -1, 1, 1, -1, 1, 1], &[-1, 0, 0, 0, 0, 0, 0]);
    let mut row = vec![-6.0; 8];
    (row[2], row[5]) = (-0.7, -0.8);
    let rows: Vec<f32> =
        (0..7).flat_map(|word| if word > 4 { row.clone() } else { window.cues.row(word).to_vec() }).collect();
    window.cues = Matrix::new(8, rows);
    let cues: Vec<_> = window.linked().into_iter().map(|one| one.cue).collect();
    assert_eq!(cues, [Some(1..2), Some(4..5)]);
    // Where it costs much it stays.
    check("SCTtCTt", &[1, -1, 1, 1, -1, 1, 1], &[-1, 0, 0, 0, 0, 0, 0], &["0-0 | 1-1 | 2-3 5-6"]);
}

#[test]
fn content_may_have_no_cue_and_no_source() {
    check("Ttt.", &[-1; 4], &[-1; 4], &["- | - | 0-2"]);
    check("CTt.", &[-1, 0, 0, -1], &[-1; 4], &["- | 0-0 | 1-2"]);
    check("SC..", &[1, -1, -1, -1], &[-1, 0, -1, -1], &[]);
}

fn read(encoder: &Encoder, text: &str) -> Vec<Attribution> {
    let tables = Tables::embedded();
    let segmentation = segment(text, Span::ordered(0..text.len()));
    let ruled = attribution::attributions(&tables, text, &segmentation);
    let words = Words::new(&tables, text, &segmentation);
    let mut finder = Finder::new(encoder.description(), &words, &ruled);
    encoder.see(text, &segmentation, |seen| finder.take(seen)).unwrap();
    finder.finish()
}

/// Random weights find nonsense; it has to lie inside the text all the same.
#[test]
fn strange_texts_are_read() {
    let encoder = tiny(2);
    for text in [
        String::new(),
        "🚢🌊 🚢".repeat(2_000),
        "قال المتحدث إن الجسر سقط. ".repeat(300),
        "officials said that the river rose and ".repeat(5_000),
        "\"We saw nothing,\" he said. ".repeat(3_000),
        "word ".repeat(50_000),
        "x".repeat(100_000),
    ] {
        for found in read(&encoder, &text) {
            for span in found.source.iter().chain(found.cue.iter()).chain(found.content.iter()) {
                assert_eq!(span.check(&text), Ok(()));
            }
            assert!(!found.content.is_empty() && (0.0..=1.0).contains(&found.confidence));
        }
    }
}

#[test]
fn the_cue_says_what_it_makes_of_the_content() {
    fn check(text: &str, cue: &str, expected: Stance) {
        let tables = Tables::embedded();
        let segmentation = segment(text, Span::ordered(0..text.len()));
        let words = Words::new(&tables, text, &segmentation);
        let rules = Rules { list: &[], by_cue: vec![None; segmentation.tokens.len()] };
        let start = text.find(cue).unwrap();
        let cue = Spans::from(Span::ordered(start..start + cue.len()).unwrap());
        assert_eq!(stance::of(&words, &cue, &rules), expected, "{text}");
    }
    check("The army denied that it fell.", "denied", Stance::Deny);
    check("The army has not denied that it fell.", "has not denied", Stance::Say);
    check("She is said to have left.", "is said", Stance::Say);
    check("They vaguely gestured that it fell.", "gestured", Stance::Say);
}

#[test]
fn what_stands_inside_a_content_is_taken_from_the_rules() {
    let text = "Aid groups reported that a guard said the gate was shut.";
    let tables = Tables::embedded();
    let segmentation = segment(text, Span::ordered(0..text.len()));
    let ruled = attribution::attributions(&tables, text, &segmentation);
    let spans = |words: &str| {
        let start = text.find(words).unwrap();
        Spans::from(Span::ordered(start..start + words.len()).unwrap())
    };
    let mut found = vec![Attribution {
        source: spans("Aid groups"),
        cue: spans("reported"),
        content: spans("that a guard said the gate was shut"),
        quote: QuoteKind::Indirect,
        stance: Stance::Say,
        inside: None,
        actor: None,
        confidence: 0.9,
    }];
    let words = Words::new(&tables, text, &segmentation);
    found.extend(inner(&words, &ruled, &found));
    nest::arrange(&mut found);
    let shown: Vec<_> = found
        .iter()
        .map(|one| (one.cue.of(text), one.inside.map(gainsay_document::AttributionId::index)))
        .collect();
    assert_eq!(shown, [("reported".to_owned(), None), ("said".to_owned(), Some(0))]);
    assert_eq!(tiny(1).name().len(), "minilm-".len() + 13);
}

#[test]
fn a_contrasting_source_ends_the_content_before_it() {
    let text = "The army said three had died, but the militia said eleven had.";
    let tables = Tables::embedded();
    let segmentation = segment(text, Span::ordered(0..text.len()));
    let ruled = attribution::attributions(&tables, text, &segmentation);
    let words = Words::new(&tables, text, &segmentation);
    let spans = |words: &str, after: usize| {
        let start = after + text[after..].find(words).unwrap();
        Spans::from(Span::ordered(start..start + words.len()).unwrap())
    };
    let one = |source: Spans, cue: Spans, content: Spans| Attribution {
        source,
        cue,
        content,
        quote: QuoteKind::Indirect,
        stance: Stance::Say,
        inside: None,
        actor: None,
        confidence: 0.9,
    };
    let army = one(spans("The army", 0), spans("said", 0), spans("three had died, but the militia", 0));
    let militia = one(spans("The army", 0), spans("said", 20), spans("eleven had", 0));
    let shown = |mut found: Vec<Attribution>| {
        contrast::part(&words, &ruled, &mut found);
        found.iter().map(|one| (one.source.of(text), one.content.of(text))).collect::<Vec<_>>()
    };
    let pair = |source: &str, content: &str| (source.to_owned(), content.to_owned());
    let expected = [pair("The army", "three had died"), pair("the militia", "eleven had")];
    assert_eq!(shown(vec![army.clone(), militia]), expected);
    // The second attribution had not been seen at all.
    let whole = Attribution { content: spans("three had died, but the militia said eleven had", 0), ..army };
    assert_eq!(shown(vec![whole]), expected);
}
