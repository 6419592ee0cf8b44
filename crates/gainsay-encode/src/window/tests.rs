//! Windows over invented sizes.

use proptest::prelude::*;

use super::*;

const SMALL: Limits = Limits { pieces: 20, overlap: 4 };

/// Paragraphs of one-piece words, and the words and kept words of their windows.
fn check(lengths: &[usize], expected: &[(Range<usize>, Range<usize>)]) {
    let paragraphs: Vec<_> = (0..).zip(lengths).flat_map(|(number, length)| vec![number; *length]).collect();
    let found = lay(&vec![1; paragraphs.len()], &paragraphs, SMALL);
    let found: Vec<_> = found.into_iter().map(|window| (window.words, window.keep)).collect();
    assert_eq!(found, expected, "{lengths:?}");
}

#[test]
fn paragraphs_are_packed_whole() {
    check(&[], &[]);
    check(&[3], &[(0..3, 0..3)]);
    // [CLS] and three [SEP] leave sixteen.
    check(&[5, 5, 6], &[(0..16, 0..16)]);
    check(&[5, 5, 7], &[(0..10, 0..10), (10..17, 10..17)]);
    check(&[18, 1], &[(0..18, 0..18), (18..19, 18..19)]);
}

#[test]
fn an_overlong_paragraph_is_cut_with_shared_words() {
    check(&[2, 40, 2], &[(0..2, 0..2), (2..20, 2..18), (16..34, 18..32), (30..42, 32..42), (42..44, 42..44)]);
}

#[test]
fn long_words_do_not_stall_the_cutting() {
    // Windows of fifteen words of sixteen pieces each share half of them, not forty-eight.
    let found = lay(&[16; 3000], &[0; 3000], Limits::default());
    assert!(found.len() < 3000 / 7, "{} windows", found.len());
}

#[test]
fn a_pointer_leads_to_a_word_of_the_document() {
    let window = Window { words: 10..13, keep: 11..13, pieces: 5 };
    let found: Vec<_> = (0..5).map(|column| window.word_at(column)).collect();
    assert_eq!(found, [None, Some(10), Some(11), Some(12), None]);
}

#[test]
fn each_word_gets_the_row_of_the_window_that_keeps_it() {
    let windows =
        [Window { words: 0..3, keep: 0..2, pieces: 5 }, Window { words: 1..4, keep: 2..4, pieces: 5 }];
    let (first, second) = (Matrix::new(1, vec![0.0, 1.0, 2.0]), Matrix::new(1, vec![11.0, 12.0, 13.0]));
    assert_eq!(merge(&windows, &[&first, &second]), [[0.0], [1.0], [12.0], [13.0]]);
}

#[test]
fn two_hundred_thousand_words_are_laid_at_once() {
    let words = 200_000;
    for paragraphs in [vec![0; words], (0..200_000).collect()] {
        let found = lay(&vec![2; words], &paragraphs, Limits::default());
        assert_eq!(found.last().map(|window| window.keep.end), Some(words));
        assert!(found.iter().all(|window| window.pieces <= 256));
    }
}

fn document() -> impl Strategy<Value = (Vec<usize>, Vec<u32>)> {
    proptest::collection::vec((1..=LONGEST_WORD, proptest::bool::weighted(0.1)), 0..600).prop_map(|words| {
        let mut number = 0;
        words
            .into_iter()
            .map(|(size, starts)| {
                number += u32::from(starts);
                (size, number)
            })
            .unzip()
    })
}

proptest! {
    #[test]
    fn every_word_is_kept_once_and_windows_fit(
        (sizes, paragraphs) in document(),
        pieces in 0usize..300,
        overlap in 0usize..80,
        known in 0usize..600,
    ) {
        // Paragraph numbers may be fewer than words.
        let paragraphs = &paragraphs[..known.min(paragraphs.len())];
        let windows = lay(&sizes, paragraphs, Limits { pieces, overlap });
        let mut at = 0;
        for window in &windows {
            prop_assert_eq!(window.keep.start, at);
            prop_assert!(window.keep.end > at);
            prop_assert!(window.words.start <= at && window.keep.end <= window.words.end);
            let own = &sizes[window.words.clone()];
            prop_assert!(window.pieces >= own.iter().sum::<usize>() + 2);
            prop_assert!(window.pieces <= pieces.max(LONGEST_WORD + 2));
            at = window.keep.end;
        }
        prop_assert_eq!(at, sizes.len());
    }

    #[test]
    fn only_overlong_paragraphs_are_cut((sizes, paragraphs) in document()) {
        let limits = Limits::default();
        let sized = Sizes::new(&sizes, &paragraphs);
        for window in lay(&sizes, &paragraphs, limits) {
            for edge in [window.words.start, window.words.end] {
                let inside = edge > 0 && edge < sizes.len() && paragraphs[edge - 1] == paragraphs[edge];
                if inside {
                    let start = paragraphs.partition_point(|number| *number < paragraphs[edge]);
                    prop_assert!(sized.of(start, sized.paragraph_end(start)) >= limits.pieces);
                }
            }
        }
    }
}
