//! Pieces with a small vocabulary of our own.

use proptest::prelude::*;

use super::*;

const FILE: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\narmy\nsaid\nspoke\n##s\n##man\n##men\ncafe\n.\n,\n'\ns\nn\nt\n-\n軍\nu\n1\n\
                    ##2\n##ma\n\u{1100}\n##\u{1161}\n##\u{11a8}\n“\n##a\na";

fn vocabulary() -> Vocabulary {
    Vocabulary::parse(FILE).unwrap()
}

/// The pieces of every word as "vocabulary line@words of the text".
fn check(text: &str, expected: &[&[&str]]) {
    let lines: Vec<_> = FILE.lines().collect();
    let pieces = WordPieces::of(&vocabulary(), text, &words(text));
    let found: Vec<Vec<_>> = pieces
        .iter()
        .map(|word| {
            word.iter().map(|p| format!("{}@{}", lines[p.id as usize], &text[p.span.clone()])).collect()
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn pieces_lead_back_to_the_text() {
    check(
        "The SPOKESMAN said.",
        &[&["the@The"], &["spoke@SPOKE", "##s@S", "##man@MAN"], &["said@said"], &[".@."]],
    );
    check("Café", &[&["cafe@Café"]]);
    check("U.S. 12", &[&["u@U", ".@.", "s@S", ".@."], &["1@1", "##2@2"]]);
    check("army's n’t", &[&["army@army"], &["'@'", "s@s"], &["n@n", "[UNK]@’", "t@t"]]);
    check("軍軍", &[&["軍@軍", "軍@軍"]]);
    check("각", &[&["\u{1100}@각", "##\u{1161}@각", "##\u{11a8}@각"]]);
}

#[test]
fn what_has_no_pieces_is_unknown() {
    check("armyx", &[&["[UNK]@armyx"]]);
    check("🙂", &[&["[UNK]@🙂"]]);
    // Only dropped characters: still one piece, as every word answers.
    check("\u{200d}", &[&["[UNK]@\u{200d}"]]);
    let long = "a".repeat(101);
    check(&long, &[&[&format!("[UNK]@{long}")]]);
}

#[test]
fn a_long_word_keeps_its_first_pieces() {
    let text = "a".repeat(100);
    let pieces = WordPieces::of(&vocabulary(), &text, &words(&text));
    assert_eq!(pieces.of_word(0).len(), LONGEST_WORD);
    assert_eq!(pieces.of_word(0)[15].span, 15..16);
    assert_eq!(pieces.of_word(1), &[]);
}

#[test]
fn shapes_carry_case_place_and_spacing() {
    let text = "Spokesman said.";
    let pieces = WordPieces::of(&vocabulary(), text, &words(text));
    let shapes: Vec<Vec<_>> = pieces.iter().map(|word| word.iter().map(|p| p.shape).collect()).collect();
    assert_eq!(shapes, [vec![6, 8, 8], vec![2], vec![29]]);
}

#[test]
fn ranges_that_are_no_words_are_unknown() {
    let text = "é";
    let pieces = WordPieces::of(&vocabulary(), text, &[1..2, 5..9, 0..0]);
    assert!(pieces.iter().all(|word| word.len() == 1 && word[0].id == vocabulary().special().unknown));
}

proptest! {
    #[test]
    fn pieces_lie_in_order_inside_their_words(text in "(?s)[armyspokeE 12.'éÉ軍각\u{301}\u{ad}\\PC]{0,30}") {
        let ranges = words(&text);
        let pieces = WordPieces::of(&vocabulary(), &text, &ranges);
        prop_assert_eq!(pieces.len(), ranges.len());
        for (word, range) in pieces.iter().zip(&ranges) {
            prop_assert!((1..=LONGEST_WORD).contains(&word.len()));
            let mut at = range.start;
            for piece in word {
                prop_assert!(piece.span.start >= at && piece.span.end <= range.end);
                prop_assert!(text.get(piece.span.clone()).is_some_and(|words| !words.is_empty()));
                prop_assert!(usize::from(piece.shape) < SHAPE_IDS && piece.shape > 0);
                at = piece.span.start;
            }
        }
    }
}
