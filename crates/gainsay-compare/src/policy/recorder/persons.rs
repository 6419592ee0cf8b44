//! Who is told of one by one: whether two descriptions of one person may be of the same.

use std::collections::HashMap;

use gainsay_document::Report;

use super::report::Figure;
use super::same::{is_beside_others, is_hit_too};

/// What a word for one person tells of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PersonWord {
    pub gender: Option<char>,
    pub youngest: u16,
    pub oldest: u16,
}

/// The person words of `data/persons.tsv`.
pub(crate) type PersonWords = HashMap<&'static str, PersonWord>;

/// What a description tells of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Person {
    gender: Option<char>,
    ages: Option<(u16, u16)>,
    names: Vec<String>,
    is_other: bool,
}

impl Person {
    /// The person that a figure of one describes: by its words, and by an age right behind them.
    fn of(figure: &Figure<'_>, text: &str, table: &PersonWords) -> Self {
        let mut person = Self { is_other: is_beside_others(figure.words), ..Self::default() };
        let mut exact = behind(text, figure.quantity.span.end());
        for (at, word) in figure.words.split_whitespace().enumerate() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let lower = bare.to_lowercase();
            exact = exact.or_else(|| age(&lower));
            if let Some(known) = table.get(lower.as_str()) {
                person.gender = known.gender.or(person.gender);
                let (youngest, oldest) = person.ages.unwrap_or((0, u16::MAX));
                person.ages = Some((youngest.max(known.youngest), oldest.min(known.oldest)));
            } else if bare.starts_with(char::is_uppercase)
                && (at > 0 || !is_opener(&lower))
                && age(&lower).is_none()
            {
                person.names.push(lower);
            }
        }
        if let Some(years) = exact {
            // Reports differ by a birthday.
            person.ages = Some((years.saturating_sub(1), years + 1));
        }
        person
    }

    /// Whether the two cannot be the same.
    fn differs(&self, other: &Self) -> bool {
        let genders = self.gender.zip(other.gender).is_some_and(|(a, b)| a != b);
        let ages = self.ages.zip(other.ages).is_some_and(|(a, b)| a.1 < b.0 || b.1 < a.0);
        let full = self.names.len() > 1 && other.names.len() > 1;
        genders || ages || full && !self.names.iter().any(|name| other.names.contains(name))
    }
}

fn is_opener(word: &str) -> bool {
    matches!(word, "a" | "an" | "the" | "one" | "another" | "his" | "her" | "their" | "this" | "that" | "its")
}

/// The age in a word: "14-year-old", "nine-year-old", "two-month-old".
fn age(word: &str) -> Option<u16> {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let (count, unit) = word.split_once('-')?;
    let years = count.parse().ok().or_else(|| {
        let at = WORDS.iter().position(|known| *known == count)?;
        u16::try_from(at).ok()
    })?;
    match unit.split('-').next()? {
        "year" | "years" => Some(years),
        "month" | "months" | "week" | "weeks" | "day" | "days" => Some(0),
        _ => None,
    }
}

/// The age behind a description: ", 24," or "(24)".
fn behind(text: &str, at: usize) -> Option<u16> {
    let rest = text.get(at..)?;
    let rest = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(" ("))?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let closed = rest[digits.len()..].starts_with([',', '.', ')', ' ', ';']);
    digits.parse().ok().filter(|years| closed && *years < 120)
}

/// How many different persons these figures of one tell of, at least.
pub(super) fn distinct(figures: &[Figure<'_>], report: &Report<'_>, table: &PersonWords) -> f64 {
    let mut alone: Vec<&Figure<'_>> = figures.iter().filter(|figure| figure.low < 1.5).collect();
    alone.sort_by_key(|figure| figure.quantity.span.start());
    let mut known: Vec<Person> = Vec::new();
    for figure in alone {
        let person = Person::of(figure, &report.document.text, table);
        let repeats = |other: &Person| {
            // "A man … Another man" are two.
            !person.differs(other) && (person.is_other == other.is_other || person.ages.is_none())
        };
        if !known.iter().any(repeats) {
            known.push(person);
        }
    }
    f64::from(u32::try_from(known.len()).unwrap_or(u32::MAX))
}

/// Whether the one described by `figure` may be one of `dead`.
///
/// Two who are told of in one sentence are two: "a girl was killed and her mother hurt".
pub(super) fn is_one_of(
    figure: &Figure<'_>,
    dead: &[Figure<'_>],
    report: &Report<'_>,
    table: &PersonWords,
) -> bool {
    let text = report.document.text.as_str();
    if figure.low > 1.5 || is_beside_others(figure.words) || is_hit_too(figure, report) {
        return false;
    }
    let span = figure.quantity.span;
    let sentence = report.reading.sentences.iter().find(|sentence| sentence.contains(span));
    let last = |figure: &Figure<'_>| figure.words.split_whitespace().last().map(str::to_lowercase);
    let beside = |other: &Figure<'_>| {
        let apart = !other.quantity.span.overlaps(span);
        apart
            && sentence.is_some_and(|sentence| sentence.contains(other.quantity.span))
            && last(other) != last(figure)
    };
    if dead.iter().any(beside) {
        return false;
    }
    let person = Person::of(figure, text, table);
    let alone = || dead.iter().filter(|other| other.low < 1.5);
    let same = |other: &Figure<'_>| !person.differs(&Person::of(other, text, table));
    alone().any(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_by_a_word() {
        let check = |word: &str, expected: Option<u16>| assert_eq!(age(word), expected, "{word}");
        check("14-year-old", Some(14));
        check("nine-year-old", Some(9));
        check("two-month-old", Some(0));
        check("three-storey", None);
        check("man", None);
    }

    #[test]
    fn an_age_is_told_behind_a_name() {
        let check = |text: &str, expected: Option<u16>| assert_eq!(behind(text, 9), expected, "{text}");
        check("Jon Ferre, 24, was hurt", Some(24));
        check("Jon Ferre (24) was hurt", Some(24));
        check("Jon Ferre, 240 people say", None);
        check("Jon Ferre was hurt", None);
        check("Jon", None);
    }
}
