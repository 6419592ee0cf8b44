//! What tells one incident from the next in the same town: persons by full name, ages, and other names.

use std::collections::BTreeSet;

use gainsay_document::{Document, NameKind, Reading, Span};

use super::words::{Vector, Vocabulary, WordId};

/// Words after a name that belong to it and tell nothing: "Jr." and the like.
const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];
/// The highest age that is believed.
const OLDEST: u32 = 110;

/// A name, an age or both, and where it stands.
#[derive(Clone, Debug)]
struct Detail {
    at: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// A full name, and whether an age stands beside it.
    Person(WordId, bool),
    /// Any other name.
    Other(WordId),
    Age(u32),
}

/// The details of one document, in the order of its text.
#[derive(Clone, Debug, Default)]
pub(crate) struct DetailList(Vec<Detail>);

/// The details of one incident of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Details {
    /// Persons by full name.
    pub persons: BTreeSet<WordId>,
    /// Those of them whose age is given, as that of victims and suspects is and that of officials is not.
    pub described: BTreeSet<WordId>,
    pub ages: BTreeSet<u32>,
    /// Names of anything but persons, by how telling they are.
    pub names: Vector,
}

impl DetailList {
    /// The details of a document; their names are counted in `names`.
    pub fn of(document: &Document, reading: &Reading, names: &mut Vocabulary) -> Self {
        let text = document.text.as_str();
        let mut list: Vec<Detail> = Vec::new();
        for name in &reading.names {
            let at = name.span.start();
            if name.kind == NameKind::Person {
                let Some(key) = full_name(name.span.of(text)) else { continue };
                let age = age_beside(text, name.span);
                list.push(Detail { at, kind: Kind::Person(names.intern(key), age.is_some()) });
                list.extend(age.map(|age| Detail { at, kind: Kind::Age(age) }));
            } else if let Some(key) = other_name(name.span.of(text)) {
                list.push(Detail { at, kind: Kind::Other(names.intern(key)) });
            }
        }
        list.extend(ages(text).map(|(at, age)| Detail { at, kind: Kind::Age(age) }));
        list.sort_by_key(|detail| detail.at);
        names.count_document(
            list.iter()
                .filter_map(|detail| match detail.kind {
                    Kind::Person(word, _) | Kind::Other(word) => Some(word),
                    Kind::Age(_) => None,
                })
                .collect(),
        );
        Self(list)
    }

    /// Those within `spans`, or all.
    pub fn within(&self, spans: Option<&[Span]>, names: &Vocabulary) -> Details {
        let inside = |at: usize| {
            spans.is_none_or(|spans| spans.iter().any(|span| span.start() <= at && at < span.end()))
        };
        let mut details = Details::default();
        let mut others = Vec::new();
        for detail in self.0.iter().filter(|detail| inside(detail.at)) {
            match detail.kind {
                Kind::Person(word, described) => {
                    details.persons.insert(word);
                    if described {
                        details.described.insert(word);
                    }
                }
                Kind::Other(word) => others.push(word),
                Kind::Age(age) => {
                    details.ages.insert(age);
                }
            }
        }
        details.names = names.vector(&others);
        details
    }
}

/// First and last word of a full name, lower-cased; `None` for one word alone.
fn full_name(name: &str) -> Option<String> {
    let name = name.trim_end_matches("'s").trim_end_matches("’s");
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’' && c != '-')
        .filter(|word| word.chars().nth(1).is_some())
        .map(str::to_lowercase)
        .filter(|word| !SUFFIXES.contains(&word.as_str()))
        .collect();
    let (first, last) = (words.first()?, words.last()?);
    (words.len() > 1).then(|| format!("{first} {last}"))
}

/// A name of something else, lower-cased, without its article; `None` where no letter is left.
fn other_name(name: &str) -> Option<String> {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("the"))
        .map(str::to_lowercase)
        .collect();
    let key = words.join(" ");
    key.chars().any(char::is_alphabetic).then_some(key)
}

/// The age right beside a name: "Ola Brandt, 23," and "23-year-old Ola Brandt".
fn age_beside(text: &str, name: Span) -> Option<u32> {
    let after = text.get(name.end()..)?;
    let follows = after.strip_prefix(", ").or_else(|| after.strip_prefix(" (")).and_then(leading_age);
    const ENDS: [&str; 6] = [", ", ".", ")", ";", " of ", " and "];
    if let Some((age, _)) = follows.filter(|(_, rest)| ENDS.iter().any(|end| rest.starts_with(end))) {
        return Some(age);
    }
    let before = text.get(..name.start())?;
    let before = before.strip_suffix("-year-old ").or_else(|| before.strip_suffix(" year old "))?;
    trailing_age(before)
}

/// A number at the beginning that can be an age, and what follows.
fn leading_age(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let age = text.get(..end).filter(|digits| (1..=3).contains(&digits.len()))?.parse().ok()?;
    (1..=OLDEST).contains(&age).then(|| (age, &text[end..]))
}

/// A number at the end that can be an age.
fn trailing_age(text: &str) -> Option<u32> {
    let start = text
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let age = text.get(start..).filter(|digits| (1..=3).contains(&digits.len()))?.parse().ok()?;
    (1..=OLDEST).contains(&age).then_some(age)
}

/// Every "23-year-old" and "23 years old" of a text, with where it stands.
fn ages(text: &str) -> impl Iterator<Item = (usize, u32)> {
    ["-year-old", " year old", " years old", "-years-old"]
        .into_iter()
        .flat_map(|words| text.match_indices(words))
        .filter_map(|(at, _)| Some((at, trailing_age(&text[..at])?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_have_a_first_and_a_last_word() {
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(full_name(name).as_deref(), expected, "{name}");
        };
        check("Ola Brandt", Some("ola brandt"));
        check("Ola M. Brandt Jr.", Some("ola brandt"));
        check("OLA BRANDT’s", Some("ola brandt"));
        check("Brandt", None);
        check("", None);
    }

    #[test]
    fn an_age_stands_right_beside_its_name() {
        let check = |text: &str, expected: Option<u32>| {
            let at = text.find("Ola Brandt").unwrap();
            let name = Span::within(text, at..at + 10).unwrap();
            assert_eq!(age_beside(text, name), expected, "{text}");
        };
        check("Ola Brandt, 23, was hurt", Some(23));
        check("Ola Brandt (7) was hurt", Some(7));
        check("Ola Brandt, 23 of Korva", Some(23));
        check("the 23-year-old Ola Brandt", Some(23));
        check("Ola Brandt, 2,300 of whose", None);
        check("Ola Brandt, 923, said", None);
        check("Mayor Ola Brandt said", None);
        check("Ola Brandt", None);
    }

    #[test]
    fn ages_are_found_in_any_text() {
        let found = |text: &str| ages(text).map(|(_, age)| age).collect::<Vec<_>>();
        assert_eq!(found("A 23-year-old and a 7 year old; she is 31 years old"), [23, 7, 31]);
        assert!(found("a many-year-old é-year-old 900-year-old").is_empty());
    }
}
