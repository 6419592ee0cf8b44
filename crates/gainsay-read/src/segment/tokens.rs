//! Words, numbers and punctuation marks.

use gainsay_document::Span;

use super::paragraphs::Paragraph;
use super::{Token, TokenKind};

/// The tokens of one paragraph. The full stops of abbreviations are still tokens of their own.
pub(super) fn tokens(text: &str, paragraph: &Paragraph) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = paragraph.span.start();
    for skipped in &paragraph.skipped {
        scan(text, at..skipped.start, &mut out);
        at = skipped.end;
    }
    scan(text, at..paragraph.span.end(), &mut out);
    out
}

fn scan(text: &str, range: std::ops::Range<usize>, out: &mut Vec<Token>) {
    let Some(part) = text.get(range.clone()) else { return };
    let mut at = 0;
    while let Some(first) = part[at..].chars().next() {
        let length = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if is_word(first) {
            word(&part[at..])
        } else {
            mark(&part[at..], first)
        };
        let token = &part[at..at + length];
        let kind = if !is_word(first) {
            possessive(token)
        } else if first.is_numeric() && !token.contains(char::is_alphabetic) {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        if let Some(span) = Span::ordered(range.start + at..range.start + at + length) {
            out.push(Token { span, kind });
        }
        at += length;
    }
}

/// The length in bytes of the punctuation token at the beginning of `rest`.
fn mark(rest: &str, first: char) -> usize {
    for whole in ["'s", "’s", "'S", "’S"] {
        if rest.starts_with(whole) && !rest[whole.len()..].starts_with(is_word) {
            return whole.len();
        }
    }
    for whole in ["''", "``"] {
        if rest.starts_with(whole) {
            return whole.len();
        }
    }
    if rest.starts_with("..") {
        return rest.len() - rest.trim_start_matches('.').len();
    }
    first.len_utf8()
}

fn possessive(token: &str) -> TokenKind {
    if token.ends_with(['s', 'S']) { TokenKind::Word } else { TokenKind::Punctuation }
}

/// The length in bytes of the word or number at the beginning of `rest`.
fn word(rest: &str) -> usize {
    let mut end = 0;
    // The letters of the dotted run so far are single ("U.S"), so that a full stop may follow.
    let mut dotted = false;
    let mut part_start = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_word(c) {
            end = at + c.len_utf8();
            continue;
        }
        let before = rest[..at].chars().next_back();
        // The mark of a note after a full stop is no part of the word before it.
        let after = chars.peek().map(|(_, next)| *next).filter(|next| !is_raised(*next));
        let single = rest[part_start..at].chars().count() == 1;
        let inner = match (before, c, after) {
            (Some(before), '\'' | '’', Some(after)) => {
                // "Orlov's" is two tokens, "don't" and "O'Neill" one.
                let tail = &rest[at + c.len_utf8()..];
                let is_s = matches!(after, 's' | 'S') && !tail[1..].starts_with(is_word);
                before.is_alphabetic() && after.is_alphabetic() && !is_s
            }
            (Some(before), '-' | '\u{2010}' | '\u{2011}', Some(after)) => {
                is_word(after) && !(before.is_numeric() && after.is_numeric())
            }
            (Some(before), '.', Some(after)) if before.is_alphabetic() && after.is_alphanumeric() => {
                dotted = single && (part_start == 0 || dotted);
                dotted && after.is_alphabetic() || !(before.is_lowercase() && after.is_uppercase())
            }
            (Some(before), '.' | ',', Some(after)) if before.is_numeric() => after.is_numeric(),
            (Some(before), ':', Some(after)) => {
                let minutes = rest[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
                before.is_ascii_digit() && after.is_ascii_digit() && minutes == 2 && at <= 2
            }
            _ => false,
        };
        if !inner {
            if c == '.' && dotted && single && part_start > 0 {
                return at + 1;
            }
            return end;
        }
        if c != '.' {
            dotted = false;
        }
        part_start = at + c.len_utf8();
    }
    end
}

/// Whether `c` is a figure above the line: the mark of a note, a power.
pub(super) fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Whether `c` is part of a word: letters, digits, and the marks that are written onto letters.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}
