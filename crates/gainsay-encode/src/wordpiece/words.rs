//! Words of a text: what the encoder answers for. The alternatives are tried in order at every position, as in the
//! training code, whose regular expression each function quotes.

use std::ops::Range;

use super::classes::{is_decimal, is_space, is_word};
use super::lexicon::{is_apostrophe, is_hyphen};

/// What follows an apostrophe in a clitic of its own: 's 're 've 'll 'd 'm.
const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];

/// Joined to a name by a hyphen or an apostrophe, with or without a capital.
const PREFIXES: [&str; 16] =
    ["al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "d", "l", "o", "dell", "dall", "ibn", "bin"];

/// The words of `text` in order: byte ranges. White space belongs to none; every other character to exactly one.
///
/// A compound name is one word: "Umm-Daresh", "al-Zadek", "d’Aubremont".
#[must_use]
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut cut = simple_words(text);
    let mut kept = 0;
    let mut at = 0;
    while at < cut.len() {
        let mut last = cut[at].clone();
        let start = last.start;
        while let Some([mark, after]) = cut.get(at + 1..at + 3) {
            let glued = last.end == mark.start && mark.end == after.start;
            if !glued || !may_join(&text[last], &text[mark.clone()], &text[after.clone()]) {
                break;
            }
            last = after.clone();
            at += 2;
        }
        cut[kept] = start..cut[at].end;
        kept += 1;
        at += 1;
    }
    cut.truncate(kept);
    cut
}

/// Whether a name goes on over a mark: both sides with a capital and a hyphen between, or a prefix before a capital.
fn may_join(before: &str, mark: &str, after: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let prefix = || PREFIXES.contains(&before.to_lowercase().as_str());
    capital(after)
        && ((mark.starts_with(is_apostrophe) && mark.chars().nth(1).is_none() && prefix())
            || (mark.starts_with(is_hyphen) && (capital(before) || prefix())))
}

/// The words of `text`, compound names in their parts.
fn simple_words(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = if is_space(c) {
            at += c.len_utf8();
            continue;
        } else if is_decimal(c) {
            number(rest)
        } else if is_word(c) {
            abbreviation(rest).or_else(|| negation(rest)).unwrap_or_else(|| negated(rest))
        } else {
            clitic(rest).unwrap_or(c.len_utf8())
        };
        out.push(at..at + length);
        at += length;
    }
    out
}

/// For each word the number of its paragraph, counted from the start of the text; paragraphs end at line breaks.
///
/// `words` are byte ranges in ascending order. The numbers rise but need not be dense: only their change matters.
#[must_use]
pub fn paragraphs(text: &str, words: &[Range<usize>]) -> Vec<u32> {
    let (mut number, mut seen) = (0, 0);
    words
        .iter()
        .map(|word| {
            let gap = text.as_bytes().get(seen..word.start).unwrap_or_default();
            number += u32::from(gap.contains(&b'\n'));
            seen = word.end.max(seen);
            number
        })
        .collect()
}

/// The length in bytes of the longest prefix whose characters all pass.
fn run(text: &str, pass: impl Fn(char) -> bool) -> usize {
    text.find(|c| !pass(c)).unwrap_or(text.len())
}

/// `\d+(?:[.,:]\d+)*\w*`
fn number(text: &str) -> usize {
    let mut end = run(text, is_decimal);
    while text[end..].starts_with(['.', ',', ':']) {
        let digits = run(&text[end + 1..], is_decimal);
        if digits == 0 {
            break;
        }
        end += 1 + digits;
    }
    end + run(&text[end..], is_word)
}

/// `(?:[^\W\d_]\.){2,}`
fn abbreviation(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    loop {
        let mut next = text[end..].chars();
        match (next.next(), next.next()) {
            (Some(c), Some('.')) if is_word(c) && !is_decimal(c) && c != '_' => {
                end += c.len_utf8() + 1;
                letters += 1;
            }
            _ => return (letters > 1).then_some(end),
        }
    }
}

/// The length of a prefix ['’][tT]\b.
fn apostrophe_t(text: &str) -> Option<usize> {
    let mut next = text.chars();
    let apostrophe = next.next().filter(|c| is_apostrophe(*c))?;
    next.next().filter(|c| matches!(c, 't' | 'T'))?;
    (!next.next().is_some_and(is_word)).then_some(apostrophe.len_utf8() + 1)
}

/// `[nN]['’][tT]\b`
fn negation(text: &str) -> Option<usize> {
    text.strip_prefix(['n', 'N']).and_then(apostrophe_t).map(|length| length + 1)
}

/// `\w+?(?=[nN]['’][tT]\b)|\w+`
fn negated(text: &str) -> usize {
    let end = run(text, is_word);
    // The apostrophe is no word character, so that only the run's last letter can be the n.
    let splits = end > 1 && text[..end].ends_with(['n', 'N']) && apostrophe_t(&text[end..]).is_some();
    end - usize::from(splits)
}

/// `['’](?:[sS]|[rR][eE]|[vV][eE]|[lL][lL]|[dD]|[mM])\b`
fn clitic(text: &str) -> Option<usize> {
    let after = text.strip_prefix(is_apostrophe)?;
    let end = run(after, is_word);
    let clitic = CLITICS.iter().any(|clitic| after[..end].eq_ignore_ascii_case(clitic));
    clitic.then_some(text.len() - after.len() + end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = words(text).into_iter().map(|word| &text[word]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_those_of_the_training_code() {
        check("", &[]);
        check(" \n\t\u{1f}", &[]);
        check("She didn't go.", &["She", "did", "n't", "go", "."]);
        check("Can’t, WON'T", &["Ca", "n’t", ",", "WO", "N'T"]);
        check("an n't alone", &["an", "n't", "alone"]);
        check("don'tcha", &["don", "'", "tcha"]);
        check("It’s 1,000.5 km", &["It", "’s", "1,000.5", "km"]);
        check("the U.S. and the U.S.A", &["the", "U.S.", "and", "the", "U.S.", "A"]);
        check("J. Orel", &["J", ".", "Orel"]);
        check(
            "a cease-fire at 2:30, the 20th",
            &["a", "cease", "-", "fire", "at", "2:30", ",", "the", "20th"],
        );
        check("we'll they're o'clock 'self", &["we", "'ll", "they", "'re", "o", "'", "clock", "'", "self"]);
        check("3.x 3.5.", &["3", ".", "x", "3.5", "."]);
        check("20didn't", &["20didn", "'", "t"]);
        check("“No,” 🙂 سلام", &["“", "No", ",", "”", "🙂", "سلام"]);
    }

    #[test]
    fn compound_names_are_one_word() {
        check("Kel-Dorath's Umrat al-Zadek", &["Kel-Dorath", "'s", "Umrat", "al-Zadek"]);
        check("Clothilde d’Aubremont, O'Brannoc", &["Clothilde", "d’Aubremont", ",", "O'Brannoc"]);
        check("Anne-Mio-Tova and", &["Anne-Mio-Tova", "and"]);
        check("Orvane-based, pro-Orvane", &["Orvane", "-", "based", ",", "pro", "-", "Orvane"]);
        check("Orvane - Tesk; Orvane- Tesk", &["Orvane", "-", "Tesk", ";", "Orvane", "-", "Tesk"]);
        check("said'Orvane -Tesk", &["said", "'", "Orvane", "-", "Tesk"]);
        check("A-", &["A", "-"]);
    }

    #[test]
    fn paragraphs_change_at_line_breaks_alone() {
        let text = "One two.\n\nThree\tfour\u{2028}five.\nSix";
        let found = words(text);
        assert_eq!(paragraphs(text, &found), [0, 0, 0, 1, 1, 1, 1, 2]);
    }

    proptest! {
        #[test]
        fn every_visible_character_is_in_exactly_one_word(text in "(?s)[a-zN0-9 .,:'’\\n\\PC\u{1c}]{0,40}") {
            let mut at = 0;
            for word in words(&text) {
                prop_assert!(text[at..word.start].chars().all(is_space));
                prop_assert!(!word.is_empty() && !text[word.clone()].chars().any(is_space));
                at = word.end;
            }
            prop_assert!(text[at..].chars().all(is_space));
        }
    }
}
