use proptest::prelude::*;

use super::*;

fn whole(text: &str) -> Segmentation {
    segment(text, Span::ordered(0..text.len()))
}

fn sentences(text: &str) -> Vec<String> {
    whole(text).sentences.iter().map(|sentence| sentence.span.of(text).replace('\n', "⏎")).collect()
}

/// `marked` holds a `|` where a sentence ends inside a paragraph.
fn check(marked: &str) {
    let text = marked.replace('|', "");
    let expected: Vec<String> = marked
        .split('|')
        .map(|part| part.trim().replace('\n', "⏎"))
        .filter(|part| !part.is_empty())
        .collect();
    assert_eq!(sentences(&text), expected);
}

fn check_tokens(text: &str, expected: &str) {
    let tokens: Vec<&str> = whole(text).tokens.iter().map(|token| token.span.of(text)).collect();
    assert_eq!(tokens.join(" "), expected);
}

fn check_paragraphs(text: &str, expected: &[&str]) {
    let found: Vec<&str> = whole(text).paragraphs.iter().map(|span| span.of(text)).collect();
    assert_eq!(found, expected);
}

fn check_quotations(text: &str, expected: &[(&[&str], bool)]) {
    let segmentation = whole(text);
    let found: Vec<(Vec<&str>, bool)> = segmentation
        .quotations
        .iter()
        .map(|quotation| (quotation.pieces.iter().map(|span| span.of(text)).collect(), quotation.closed))
        .collect();
    let expected: Vec<(Vec<&str>, bool)> =
        expected.iter().map(|(pieces, closed)| (pieces.to_vec(), *closed)).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_mark_of_a_note_belongs_to_the_sentence_before_it() {
    check("The dam broke, the ministry said.¹| Nine people were hurt.¹²| “No one died.”³| He left.");
    check("It burned in 2019.²| The flat has 90 m² of floor.| It burned.");
}

#[test]
fn a_full_stop_after_an_abbreviation_ends_no_sentence() {
    check("Mr. Orlov met Gen. A. K. Brandt on Jan. 12 at No. 4 Harbour Rd. near the port.| He left.");
    check(
        "The U.S. Navy sent help to the U.N.| The ship came at 10 a.m. Monday.| It left at 4 p.m.| Police stayed.",
    );
    check("He paid $3.5 million, i.e. a lot.| Rep. Dana Voss (R-Ohio) objected.");
    check("The dam holds, vs. earlier fears.| Kesto Corp. shares fell.| The answer was no.| Officials left.");
    check(
        "Malcolm X spoke.| George W. Hale did not.| St. Anna was flooded.| He fell ill.| Officials said so.",
    );
}

#[test]
fn marks_and_quotation_marks_end_sentences() {
    check(
        "“The dam will hold.” | “Will it?” she asked.| Nobody knew!| (It did not.) | Then silence... | No one came… and left.",
    );
    check("\"We go.\" | He stayed [until noon]. | The end");
    check("The dam broke.|The river rose.");
    check("He visited example.com and state.gov today.");
    check("大坝决堤。|十二人死亡。");
}

#[test]
fn a_sentence_runs_over_hard_wraps() {
    check(
        "The ministry said on Tuesday that the ferry which sank\noff the coast carried more passengers than it was built\nfor, and that 12 were dead.| The owner denied it.",
    );
    check(
        "The ministry said on Tuesday that the ferry which sank\noff the coast carried more than 40 people.| Officials of\nHarbour District confirmed it.",
    );
}

#[test]
fn headlines_and_lists_need_no_full_stop() {
    check("FERRY SINKS OFF COAST|\n\nAt least 12 people died.| More are missing.");
    check("Ferry sinks off coast|\nTwelve are dead|\nOwner denies fault");
    check("- one boat sank|\n- two boats came back|\n- a third is missing");
}

#[test]
fn a_page_break_does_not_cut_a_sentence() {
    let text = "The rescuers brought the injured to\n\n\u{c}12\n\nthe hospital in Tessel. They left.";
    check_paragraphs(text, &[text]);
    check_tokens(text, "The rescuers brought the injured to the hospital in Tessel . They left .");
    check_paragraphs("The end.\n\n3\n\nthe next page", &["The end.", "the next page"]);
    check_paragraphs(
        "A first one.\n\nA second one.\r\n\r\nA third",
        &["A first one.", "A second one.", "A third"],
    );
    check_paragraphs("Rescuers came to\n\n- 4 -\n\nthe dam", &["Rescuers came to\n\n- 4 -\n\nthe dam"]);
}

#[test]
fn long_lines_are_paragraphs() {
    let line = "The ministry said that the dam would hold. ".repeat(6);
    let text = format!("{line}\n{line}");
    check_paragraphs(&text, &[line.trim(), line.trim()]);
}

#[test]
fn tokens() {
    check_tokens(
        "Mr. O'Neill's well-known U.S. don't 2,500 3.5% 12th 20-year-old 10:30.",
        "Mr. O'Neill 's well-known U.S. don't 2,500 3.5 % 12th 20-year-old 10:30 .",
    );
    check_tokens(
        "Al-Hol’s ''big'' plan... 10-12 days\u{a0}ago",
        "Al-Hol ’s '' big '' plan ... 10 - 12 days ago",
    );
    check_tokens("residents' e\u{301}tat", "residents ' e\u{301}tat");
}

#[test]
fn quotations() {
    check_quotations(
        "He said “it's \"fine\" here,” and «left».",
        &[(&["“it's \"fine\" here,”"], true), (&["\"fine\""], true), (&["«left»"], true)],
    );
    check_quotations(
        "''Stay,'' he said. \"Go!\" It's the dogs' \"home\".",
        &[(&["''Stay,''"], true), (&["\"Go!\""], true), (&["\"home\""], true)],
    );
    check_quotations(
        "He’s ‘a friend’ of the ’90s residents’ club, the 'old guard'.",
        &[(&["‘a friend’"], true), (&["'old guard'"], true)],
    );
    check_quotations("“She said ‘no’ twice.”", &[(&["“She said ‘no’ twice.”"], true), (&["‘no’"], true)]);
}

#[test]
fn a_quotation_runs_over_paragraphs_each_opened_by_a_mark() {
    check_quotations("“One.\n\n“Two.\n\n“Three,” he said.", &[(&["“One.", "“Two.", "“Three,”"], true)]);
    check_quotations("\"One.\n\nTwo.", &[(&["\"One."], false)]);
}

#[test]
fn a_megabyte_without_a_full_stop_is_one_sentence() {
    let text = "the river rose and ".repeat(55_000);
    assert_eq!(whole(&text).sentences.len(), 1);
    let marks = "“‘\"'' «".repeat(60_000);
    assert!(whole(&marks).sentences.len() < 10);
}

proptest! {
    #[test]
    fn units_fit_any_text(text in "(\\PC|[a-zA-Z .,?!\n\r\u{c}\"'“”‘’«»„()0-9-]|said|Mr\\.|U\\.S\\.){0,200}") {
        let found = whole(&text);
        prop_assert_eq!(&found, &whole(&text));
        for span in found.paragraphs.iter().chain(found.quotations.iter().flat_map(|quotation| &quotation.pieces)) {
            prop_assert!(span.check(&text).is_ok());
        }
        prop_assert!(found.paragraphs.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
        prop_assert!(found.sentences.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        prop_assert!(found.tokens.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        let mut next = 0;
        for sentence in &found.sentences {
            prop_assert!(sentence.span.check(&text).is_ok());
            prop_assert!(found.paragraphs[sentence.paragraph].contains(sentence.span));
            prop_assert_eq!(sentence.tokens.start, next);
            prop_assert!(!sentence.tokens.is_empty());
            next = sentence.tokens.end;
            for token in &found.tokens[sentence.tokens.clone()] {
                prop_assert!(token.span.check(&text).is_ok() && sentence.span.contains(token.span));
            }
        }
        prop_assert_eq!(next, found.tokens.len());
        prop_assert!(found.quotations.windows(2).all(|pair| pair[0].pieces[0].start() <= pair[1].pieces[0].start()));
        prop_assert!(found.quotations.iter().all(|quotation| quotation.pieces.windows(2).all(|pair| pair[0].end() <= pair[1].start())));
    }

    #[test]
    fn no_letter_is_lost(text in "([a-z]{1,8}[ .,\n]){0,80}") {
        let found = whole(&text);
        let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
        let held: usize = found.tokens.iter().map(|token| token.span.of(&text).bytes().filter(u8::is_ascii_alphabetic).count()).sum();
        prop_assert_eq!(letters, held);
    }
}
