//! The case pattern of a word, which an uncased vocabulary cannot see.

use super::classes::{is_decimal, is_digit, is_letter, is_word};

/// A word's case pattern; the order is that of the trained shape embedding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Letters, none of them a capital.
    Lower,
    /// A capital, then small letters.
    Title,
    /// Capitals alone, at least two.
    Upper,
    /// One letter, a capital.
    Initial,
    /// Any other mixture of capitals and small letters.
    Mixed,
    /// Digits without letters.
    Number,
    /// Digits and letters.
    Alnum,
    /// No letter and no number.
    Mark,
    /// Letters of a script without case.
    Other,
}

/// How many shape ids there are: zero for what is no word, then four for each [`Shape`].
pub const SHAPE_IDS: usize = 1 + 4 * 9;

impl Shape {
    /// The case pattern of a word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let (mut letters, mut capitals, mut small) = (0usize, 0usize, false);
        let (mut first_is_capital, mut digit, mut number) = (false, false, false);
        for c in word.chars() {
            if is_letter(c) {
                let capital = c.is_uppercase();
                first_is_capital |= capital && letters == 0;
                capitals += usize::from(capital);
                small |= c.is_lowercase();
                letters += 1;
            } else {
                digit |= is_decimal(c) || is_digit(c);
                number |= is_word(c) && c != '_';
            }
        }
        match (letters, capitals) {
            (0, _) if digit => Self::Number,
            (0, _) if number => Self::Other,
            (0, _) => Self::Mark,
            _ if digit => Self::Alnum,
            (_, 0) if small => Self::Lower,
            (_, 0) => Self::Other,
            (1, _) => Self::Initial,
            (_, _) if letters == capitals => Self::Upper,
            (_, 1) if first_is_capital => Self::Title,
            _ => Self::Mixed,
        }
    }

    /// The id of a piece's shape embedding: 1 + 4 · case pattern + 2 · continuation piece + white space before the word.
    #[must_use]
    pub fn id(self, first_piece: bool, space_before: bool) -> u8 {
        1 + 4 * self as u8 + 2 * u8::from(!first_piece) + u8::from(space_before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: Shape) {
        assert_eq!(Shape::of(word), expected, "{word}");
    }

    #[test]
    fn words_have_the_shapes_of_the_training_code() {
        check("ministry", Shape::Lower);
        check("Ministry", Shape::Title);
        check("Ürgün", Shape::Title);
        check("NATO", Shape::Upper);
        check("U.S.", Shape::Upper);
        check("A", Shape::Initial);
        check("J.", Shape::Initial);
        check("McVane", Shape::Mixed);
        check("iPlan", Shape::Mixed);
        check("1,200.5", Shape::Number);
        check("²", Shape::Number);
        check("20th", Shape::Alnum);
        check("n't", Shape::Lower);
        check("”", Shape::Mark);
        check("_", Shape::Mark);
        check("", Shape::Mark);
        check("軍", Shape::Other);
        // Roman numerals and vulgar fractions are numbers without being digits.
        check("Ⅷ", Shape::Other);
        check("½", Shape::Other);
        check("ª", Shape::Lower);
        check("ǅ", Shape::Other);
    }

    #[test]
    fn ids_tell_pattern_place_and_spacing() {
        assert_eq!(Shape::Lower.id(true, false), 1);
        assert_eq!(Shape::Title.id(true, true), 6);
        assert_eq!(Shape::Title.id(false, true), 8);
        assert_eq!(usize::from(Shape::Other.id(false, true)), SHAPE_IDS - 1);
    }
}
