//! Sentences: where a full stop ends one and where it does not.

use super::abbreviations::{Abbreviations, Class};
use super::paragraphs::Paragraph;
use super::tokens::is_raised;
use super::{Segmentation, Sentence, Token, TokenKind};

/// Append the paragraph, its sentences and its tokens to `result`.
pub(super) fn sentences(
    abbreviations: &Abbreviations,
    text: &str,
    paragraph: &Paragraph,
    tokens: &[Token],
    result: &mut Segmentation,
) {
    if tokens.is_empty() {
        return;
    }
    let number = result.paragraphs.len();
    result.paragraphs.push(paragraph.span);
    let mut first = 0;
    let mut breaks = paragraph.breaks.iter().peekable();
    let mut at = 0;
    while at < tokens.len() {
        let ends_line = breaks.next_if(|end| **end <= tokens[at].span.end()).is_some();
        let end = match ending(abbreviations, text, tokens, at) {
            Some(end) => end,
            None if ends_line || at + 1 == tokens.len() => at + 1,
            None => {
                at += 1;
                continue;
            }
        };
        push(abbreviations, text, &tokens[first..end], number, result);
        while breaks.next_if(|line| **line <= tokens[end - 1].span.end()).is_some() {}
        first = end;
        at = end;
    }
}

/// Append one sentence, with the full stops of inner abbreviations joined to their words.
fn push(
    abbreviations: &Abbreviations,
    text: &str,
    tokens: &[Token],
    paragraph: usize,
    result: &mut Segmentation,
) {
    let start = result.tokens.len();
    for (index, token) in tokens.iter().enumerate() {
        let last = result.tokens[start..].last_mut();
        match last {
            Some(word)
                if token.span.of(text) == "."
                    && index + 1 < tokens.len()
                    && word.kind == TokenKind::Word
                    && word.span.end() == token.span.start()
                    && is_abbreviation(abbreviations, word.span.of(text)) =>
            {
                word.span = word.span.cover(token.span);
            }
            _ => result.tokens.push(*token),
        }
    }
    let end = result.tokens.len();
    let span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
    result.sentences.push(Sentence { span, paragraph, tokens: start..end });
}

/// Whether a token is the mark of a note: figures above the line.
fn is_note(token: &str) -> bool {
    !token.is_empty() && token.chars().all(is_raised)
}

fn is_abbreviation(abbreviations: &Abbreviations, word: &str) -> bool {
    is_initial(word) || abbreviations.class(word).is_some()
}

/// Whether `word` is one capital letter, as in "J. K. Orlov".
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// The index after the sentence that the mark at `at` ends, or `None` where it ends none.
fn ending(abbreviations: &Abbreviations, text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let of = |index: usize| tokens.get(index).map_or("", |token| token.span.of(text));
    let mark = of(at);
    let dotted = tokens[at].kind == TokenKind::Word && mark.ends_with('.');
    if !dotted && !is_terminator(mark) {
        return None;
    }
    let mut end = at + 1;
    while end < tokens.len()
        && tokens[end].span.start() == tokens[end - 1].span.end()
        && (is_terminator(of(end)) || is_closer(of(end)) || is_note(of(end)))
    {
        end += 1;
    }
    if end == tokens.len() {
        return Some(end);
    }
    let next = first_word(text, &tokens[end..]);
    let adjacent = tokens[end].span.start() == tokens[end - 1].span.end();
    if mark.starts_with(['。', '！', '？']) {
        return Some(end);
    }
    let upper = next.starts_with(char::is_uppercase);
    if adjacent {
        // A space lost between two sentences: "the dam.The".
        let word = if at > 0 { of(at - 1) } else { "" };
        let lost = mark == "." && end == at + 1 && word.chars().count() > 2 && upper && is_lower(word);
        return (lost && tokens[end].kind == TokenKind::Word).then_some(end);
    }
    if next.starts_with(char::is_lowercase) || matches!(of(end), "," | ";" | ":" | ")" | "]") {
        return None;
    }
    // A mark in quotation marks or brackets after the stop settles it: "… the U.S.\" Officials".
    if end > at + 1 || mark != "." && !dotted {
        return Some(end);
    }
    let attached = at > 0 && tokens[at - 1].span.end() == tokens[at].span.start();
    let word = if dotted {
        mark.trim_end_matches('.')
    } else if attached {
        of(at - 1)
    } else {
        ""
    };
    let opens = abbreviations.opens(next);
    let ends = match abbreviations.class(word) {
        // "st." and "col." without a capital are no titles.
        Some(Class::Title) => !word.starts_with(char::is_uppercase),
        Some(Class::Inner) => false,
        Some(Class::Number) => !next.starts_with(char::is_numeric),
        Some(Class::Name) => opens || word.starts_with(char::is_lowercase),
        Some(Class::Final) if is_hour(word) => !is_day_or_zone(abbreviations, next),
        Some(Class::Final) => opens || next.is_empty(),
        Some(Class::Opener) | None if dotted || is_initial(word) => opens,
        Some(Class::Opener) | None => true,
    };
    ends.then_some(end)
}

fn is_hour(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "a.m" | "p.m")
}

/// Whether `next` goes on with an hour: "10 a.m. Monday", "10 a.m. GMT".
fn is_day_or_zone(abbreviations: &Abbreviations, next: &str) -> bool {
    let start = next.char_indices().nth(3).map_or(next, |(at, _)| &next[..at]);
    abbreviations.class(start) == Some(Class::Name) || !next.chars().any(char::is_lowercase)
}

fn is_lower(word: &str) -> bool {
    word.chars().all(char::is_lowercase)
}

fn is_terminator(mark: &str) -> bool {
    matches!(mark, "." | "!" | "?" | "…" | "。" | "！" | "？") || mark.starts_with("..")
}

fn is_closer(mark: &str) -> bool {
    matches!(mark, "\"" | "”" | "’" | "'" | "''" | "»" | ")" | "]" | "›")
}

/// The first token that is no punctuation mark; empty where there is none near.
fn first_word<'t>(text: &'t str, tokens: &[Token]) -> &'t str {
    tokens
        .iter()
        .take(4)
        .find(|token| token.kind != TokenKind::Punctuation)
        .map_or("", |token| token.span.of(text))
}
