//! Named persons: where the name begins, and what role and body stand around it.

use std::ops::Range;

use gainsay_document::NameKind;

use super::mention::Parser;
use super::naming::is_acronym;
use super::tables::Gender;
use crate::attribution::Classes;

/// A named person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Person {
    pub name: String,
    pub role: Option<String>,
    pub affiliation: Option<String>,
    pub gender: Option<Gender>,
    /// "Mr" or the like stands before it, or a role: it is a person for certain.
    pub certain: bool,
}

impl Parser<'_, '_> {
    /// A named person: "Health Minister Jana Orlov", "Ms Orlov", "Jana K. Orlov".
    pub(super) fn person(self, range: Range<usize>, article: bool) -> Option<Person> {
        let words = self.words;
        let mut name_start = range.end;
        while name_start > range.start && self.is_name(name_start - 1) {
            name_start -= 1;
        }
        // Particles do not begin a name unless they are written with a capital.
        while name_start < range.end && !words.is_capital(name_start) {
            name_start += 1;
        }
        let mut certain = false;
        let mut gender = None;
        let mut role_end = None;
        for at in range.clone() {
            let title = self.tables.title(words.raw(at)).filter(|_| words.is_capital(at));
            let role = self.tables.role(words.raw(at));
            if (title.is_some() || role.is_some()) && at + 1 < range.end {
                gender = gender.or(title.flatten()).or(role.flatten());
                certain = true;
                role_end = Some(at + 1);
            }
        }
        let role_end = role_end.unwrap_or(range.start);
        let first = name_start.max(role_end);
        if first >= range.end || !(first..range.end).all(|at| self.is_name(at)) {
            return None;
        }
        let linked = (role_end..first).any(|at| words.is(at, Classes::PREPOSITION))
            || words.is(first - usize::from(first > range.start), Classes::PREPOSITION);
        let institution = (range.start..first).any(|at| self.tables.is_organisation(words.raw(at)));
        let first = if linked {
            // "President of Moravia Jana Orlov" and not "the mayor of Tessel".
            let run = (first..range.end).len();
            if article || institution || run < 3 || !words.is_capital(range.start) {
                return None;
            }
            range.end - 2
        } else {
            first
        };
        let length = (first..range.end).filter(|&at| words.is_word(at)).count();
        let name = self.text(first..range.end)?;
        let plain = first == range.start;
        let named = self.named(&(first..range.end));
        let body = (first..range.end).any(|at| self.tables.is_organisation(words.raw(at)))
            || !certain && matches!(named, Some(NameKind::Organisation | NameKind::Place));
        let short = length < 2 && named != Some(NameKind::Person);
        if length > 5 || body || is_acronym(&name) || !certain && (short || article || !plain) {
            return None;
        }
        let before = range.start..first;
        let role = self.spoken_role(&before);
        Some(Person { name, role: role.0, affiliation: role.1, gender, certain })
    }

    /// The role and affiliation in the words before a name; titles such as "Mr" are no role.
    fn spoken_role(self, before: &Range<usize>) -> (Option<String>, Option<String>) {
        let words = self.words;
        let courtesy = before.clone().all(|at| {
            matches!(
                words.lower(at).trim_end_matches('.'),
                "mr" | "ms" | "mrs" | "miss" | "dr" | "sir" | "madam" | "lady" | "lord" | "dame" | "prof"
            )
        });
        if before.is_empty() || courtesy {
            return (None, None);
        }
        let Some(at) = before.clone().rev().find(|&at| self.tables.role(words.raw(at)).is_some()) else {
            return (self.text(before.clone()), None);
        };
        // What a body's name holds is what the role belongs to: "Ministry of Health spokeswoman".
        let body = (before.start..at)
            .rev()
            .find(|&word| self.tables.is_organisation(words.raw(word)) || is_acronym(words.raw(word)));
        if words.lower(at - usize::from(at > before.start)) == "'s" {
            return (self.text(at..before.end), self.text(before.start..at - 1));
        }
        match body {
            Some(_) if !words.is_capital(at) || words.lower(at).starts_with("spokes") => {
                (self.text(at..before.end), self.text(before.start..at))
            }
            _ => (self.text(before.clone()), None),
        }
    }

    /// Whether the token can be part of a person's name.
    fn is_name(self, at: usize) -> bool {
        let words = self.words;
        let particle = matches!(
            words.lower(at),
            "de" | "da"
                | "di"
                | "del"
                | "la"
                | "le"
                | "van"
                | "von"
                | "der"
                | "den"
                | "bin"
                | "bint"
                | "ibn"
                | "al"
                | "el"
                | "ben"
                | "abu"
                | "dos"
                | "du"
                | "dela"
                | "y"
        );
        words.is_word(at)
            && (words.is_capital(at)
                && !words.is(at, Classes::DETERMINER.or(Classes::PRONOUN).or(Classes::PREPOSITION))
                || particle)
            && words.lower(at) != "'s"
            && self.tables.role(words.raw(at)).is_none()
    }

    /// A person with what they belong to: "Jana Orlov of Radio Tessel", "Radio Tessel's Jana Orlov".
    pub(super) fn person_of(self, range: &Range<usize>) -> Option<Person> {
        let words = self.words;
        let link = range.clone().find(|&at| matches!(words.lower(at), "of" | "from" | "'s"))?;
        let (name, owner) = if words.lower(link) == "'s" {
            (link + 1..range.end, range.start..link)
        } else {
            (range.start..link, self.without_article(&(link + 1..range.end))..range.end)
        };
        if name.is_empty() || owner.is_empty() || !words.is_capital(owner.end - 1) {
            return None;
        }
        let person = self.person(name, false)?;
        person.name.contains(' ').then(|| Person { affiliation: self.text(owner), ..person })
    }
}
