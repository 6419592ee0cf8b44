//! BERT's uncased normalisation of one word, with the place in the text that each character came from.

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

use super::classes::{is_accent, is_dropped, is_ideograph, is_punctuation, is_space};

/// A normalised character and the bytes `start..end` of the text that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Normal {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Punctuation or an ideograph: a token of its own.
    pub(super) alone: bool,
}

/// Replaces what is in `out` by the normalised characters of `word`, which stands at byte `at` of the text.
///
/// Control characters go, accents are taken off (canonical decomposition without nonspacing marks), letters become
/// small, white space of any kind becomes a space. What goes counts to the character before it.
pub(super) fn normalise(word: &str, at: usize, out: &mut Vec<Normal>) {
    out.clear();
    if word.is_ascii() {
        out.extend(word.bytes().enumerate().filter(|(_, byte)| !is_dropped(char::from(*byte))).map(
            |(offset, byte)| {
                let c = char::from(byte).to_ascii_lowercase();
                Normal { c, start: at + offset, end: at + offset + 1, alone: is_punctuation(c) }
            },
        ));
    } else {
        decompose(word, at, out);
        reorder(out);
        fold(out);
    }
    for normal in out.iter_mut().filter(|normal| is_space(normal.c)) {
        normal.c = ' ';
    }
}

fn decompose(word: &str, at: usize, out: &mut Vec<Normal>) {
    for (offset, c) in word.char_indices() {
        let (start, end) = (at + offset, at + offset + c.len_utf8());
        if is_dropped(c) {
            if let Some(last) = out.last_mut() {
                last.end = end;
            }
            continue;
        }
        // Compatibility ideographs decompose to ordinary ones, which does not change where they stand.
        let alone = is_ideograph(c);
        decompose_canonical(c, |c| out.push(Normal { c, start, end, alone }));
    }
}

/// Canonical order: marks that follow one letter sorted by their class.
fn reorder(out: &mut [Normal]) {
    for marks in out.chunk_by_mut(|a, b| (class(a) == 0) == (class(b) == 0)) {
        if class(&marks[0]) != 0 {
            marks.sort_by_key(class);
        }
    }
}

fn class(normal: &Normal) -> u8 {
    canonical_combining_class(normal.c)
}

/// Accents off, letters small.
fn fold(out: &mut Vec<Normal>) {
    let mut kept: Vec<Normal> = Vec::with_capacity(out.len());
    for normal in out.drain(..) {
        if is_accent(normal.c) {
            if let Some(last) = kept.last_mut() {
                last.end = last.end.max(normal.end);
            }
            continue;
        }
        kept.extend(normal.c.to_lowercase().map(|c| Normal {
            c,
            alone: normal.alone || is_punctuation(c),
            ..normal
        }));
    }
    *out = kept;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &[(char, usize, usize)]) {
        let mut found = Vec::new();
        normalise(word, 10, &mut found);
        let found: Vec<_> = found.iter().map(|n| (n.c, n.start - 10, n.end - 10)).collect();
        assert_eq!(found, expected, "{word:?}");
    }

    #[test]
    fn characters_keep_their_places() {
        check("Ab", &[('a', 0, 1), ('b', 1, 2)]);
        check("Éa", &[('e', 0, 2), ('a', 2, 3)]);
        // The accent counts to its letter.
        check("E\u{301}a", &[('e', 0, 3), ('a', 3, 4)]);
        // A soft hyphen is dropped.
        check("a\u{ad}b", &[('a', 0, 3), ('b', 3, 4)]);
        check("\u{ad}b", &[('b', 2, 3)]);
        check("\u{0}", &[]);
        // One syllable of Hangul is three letters, all at its place.
        check("각", &[('\u{1100}', 0, 3), ('\u{1161}', 0, 3), ('\u{11a8}', 0, 3)]);
        check("İ", &[('i', 0, 2)]);
        check("a\u{2003}b", &[('a', 0, 1), (' ', 1, 4), ('b', 4, 5)]);
    }

    #[test]
    fn punctuation_and_ideographs_stand_alone() {
        let mut found = Vec::new();
        normalise("a-軍\u{f900}“", 0, &mut found);
        assert_eq!(found.iter().map(|n| n.alone).collect::<Vec<_>>(), [false, true, true, true, true]);
    }
}
