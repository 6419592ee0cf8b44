//! Character classes as the training code sees them: those of Python's `str` methods and of BERT's normaliser.

use unicode_properties::{
    GeneralCategory as Category, GeneralCategoryGroup as Group, UnicodeGeneralCategory,
};

/// Letters alone; Unicode's property Alphabetic is wider.
pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { c.general_category_group() == Group::Letter }
}

/// Letters and numbers of every kind, and the underscore: `\w`.
pub(super) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || c == '_'
    } else {
        matches!(c.general_category_group(), Group::Letter | Group::Number)
    }
}

/// A digit with which decimal numbers are written: `\d`.
pub(super) fn is_decimal(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { c.general_category() == Category::DecimalNumber }
}

/// A decimal digit, or one with `Numeric_Type=Digit` (Unicode Character Database): superscripts, circled digits.
pub(super) fn is_digit(c: char) -> bool {
    is_decimal(c)
        || matches!(c,
            '²' | '³' | '¹' | '\u{1369}'..='\u{1371}' | '\u{19DA}' | '\u{2070}' | '\u{2074}'..='\u{2079}'
            | '\u{2080}'..='\u{2089}' | '\u{2460}'..='\u{2468}' | '\u{2474}'..='\u{247C}'
            | '\u{2488}'..='\u{2490}' | '\u{24EA}' | '\u{24F5}'..='\u{24FD}' | '\u{24FF}'
            | '\u{2776}'..='\u{277E}' | '\u{2780}'..='\u{2788}' | '\u{278A}'..='\u{2792}'
            | '\u{10A40}'..='\u{10A43}' | '\u{10E60}'..='\u{10E68}' | '\u{11052}'..='\u{1105A}'
            | '\u{1F100}'..='\u{1F10A}')
}

/// White space, the four information separators included: `\s`.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}')
}

/// What BERT's normaliser drops: control, format and private characters, NUL and the replacement character.
pub(super) fn is_dropped(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    }
    c == '\u{FFFD}'
        || matches!(c.general_category(), Category::Control | Category::Format | Category::PrivateUse)
}

/// A mark without width of its own, dropped after decomposition.
pub(super) fn is_accent(c: char) -> bool {
    !c.is_ascii() && c.general_category() == Category::NonspacingMark
}

/// What stands alone as a token: punctuation, and every ASCII symbol.
pub(super) fn is_punctuation(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_punctuation() } else { c.general_category_group() == Group::Punctuation }
}

/// Chinese characters, each a token; the blocks are those of BERT's normaliser.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2B73F}'
        | '\u{2B740}'..='\u{2B81F}' | '\u{2B920}'..='\u{2CEAF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{2F800}'..='\u{2FA1F}')
}
