//! A mention taken apart: name, role, affiliation, and what kind of actor it can be.

use std::ops::Range;

use gainsay_document::{Name, NameKind};

use super::naming::{is_acronym, is_mouthpiece, names_people};
use super::person::Person;
use super::tables::{Gender, Tables};
use crate::attribution::{Classes, Words};
use crate::names::kind_of;

/// What a mention says of its actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mention {
    /// "he", "they", "which".
    Pronoun(String),
    /// A named person.
    Person(Person),
    /// A named body or one called by its noun: "the ministry".
    Organisation { name: String, acronym: Option<String>, role: Option<String> },
    /// An outlet, or one called by its noun: "the agency".
    Media { name: String },
    /// A person by role alone: "the spokeswoman".
    Role { role: String, definite: bool, gender: Option<Gender> },
    /// People: "residents".
    Group { name: String },
    /// Anything else: "a source", "the report".
    Other { name: String },
}

/// A stretch of tokens with the tables.
#[derive(Clone, Copy)]
pub(super) struct Parser<'p, 'w> {
    pub words: &'p Words<'w>,
    pub tables: &'p Tables,
    /// The named entities of the text.
    pub names: &'p [Name],
}

impl Parser<'_, '_> {
    /// Take the mention under `range` apart.
    pub(super) fn mention(self, range: Range<usize>) -> Option<Mention> {
        let words = self.words;
        let range = self.trimmed(range);
        // "Friday said", "7 said": a cut phrase and nobody's name.
        let nameless = |at: usize| {
            words.is_time(at) && !words.is(at, Classes::AUXILIARY)
                || words.raw(at).chars().all(|c| c.is_ascii_digit())
        };
        if range.is_empty() || range.len() == 1 && nameless(range.start) {
            return None;
        }
        if range.len() == 1
            && (words.is(range.start, Classes::PERSONAL.or(Classes::RELATIVE).or(Classes::POSSESSIVE))
                || matches!(words.lower(range.start), "him" | "them" | "i"))
        {
            return Some(Mention::Pronoun(words.lower(range.start).to_owned()));
        }
        let segments = self.segments(range);
        let head = segments.first()?.clone();
        let mut mention = self.head(head.clone())?;
        for segment in &segments[1..] {
            mention = self.join(mention, segment.clone());
        }
        Some(mention)
    }

    /// Without marks and conjunctions at the ends.
    fn trimmed(self, mut range: Range<usize>) -> Range<usize> {
        let words = self.words;
        let loose = |at: usize| !words.is_word(at) && !matches!(words.raw(at), "(" | ")");
        while !range.is_empty()
            && (loose(range.start)
                || words.is(range.start, Classes::CONJUNCTION)
                || words.lower(range.start) == "'s")
        {
            range.start += 1;
        }
        while !range.is_empty() && (loose(range.end - 1) || words.lower(range.end - 1) == "'s") {
            range.end -= 1;
        }
        range
    }

    /// The parts between commas, dashes and brackets.
    fn segments(self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut start = range.start;
        for at in range.clone() {
            if matches!(self.words.raw(at), "," | "(" | ")" | "—" | "–" | "--" | ";" | ":") {
                out.push(start..at);
                start = at + 1;
            }
        }
        out.push(start..range.end);
        out.retain(|part| !part.is_empty());
        out
    }

    /// Add what an apposition says.
    fn join(self, mention: Mention, segment: Range<usize>) -> Mention {
        let acronym =
            (segment.len() == 1).then(|| self.words.raw(segment.start)).filter(|word| is_acronym(word));
        match (mention, acronym) {
            (Mention::Organisation { name, acronym: None, role }, Some(short)) => {
                Mention::Organisation { name, acronym: Some(short.to_owned()), role }
            }
            (Mention::Person(person), None) if !person.certain && self.is_body_apposition(&segment) => {
                let role = self.body_role(&segment);
                Mention::Organisation { name: person.name, acronym: None, role }
            }
            (Mention::Organisation { name, acronym, role: None }, None)
                if self.is_body_apposition(&segment) =>
            {
                let role = self.body_role(&segment);
                Mention::Organisation { name, acronym, role }
            }
            (Mention::Person(mut person), None) => {
                if let Some((role, affiliation, gender)) = self.role_of(segment) {
                    person.role = person.role.or(Some(role));
                    person.affiliation = person.affiliation.or(affiliation);
                    person.gender = person.gender.or(gender);
                    person.certain = true;
                }
                Mention::Person(person)
            }
            (Mention::Role { role, definite, gender }, None) => match self.head(segment) {
                Some(Mention::Person(person)) if person.role.is_none() => {
                    Mention::Person(Person { role: Some(role), gender, certain: true, ..person })
                }
                _ => Mention::Role { role, definite, gender },
            },
            // "the mayor's deputy, Dana Voss": an affiliation was read as a body.
            (Mention::Organisation { name, acronym, role: Some(role) }, None) => match self.head(segment) {
                Some(Mention::Person(person)) if person.role.is_none() => Mention::Person(Person {
                    role: Some(role),
                    affiliation: Some(name),
                    certain: true,
                    ..person
                }),
                _ => Mention::Organisation { name, acronym, role: Some(role) },
            },
            (mention, _) => mention,
        }
    }

    /// "which operates the ferry", "the company that …", "a monitoring group".
    fn is_body_apposition(self, segment: &Range<usize>) -> bool {
        let head = self.head_noun(&(self.without_article(segment)..segment.end));
        self.words.lower(segment.start) == "which"
            || self.words.is(segment.start, Classes::DETERMINER)
                && self.tables.is_organisation(self.words.raw(head))
    }

    /// What a body is, as its apposition says: "monitoring group".
    fn body_role(self, segment: &Range<usize>) -> Option<String> {
        if !self.words.is(segment.start, Classes::DETERMINER) {
            return None;
        }
        let start = self.without_article(segment);
        self.text(start..self.head_noun(&(start..segment.end)) + 1)
    }

    /// Role, affiliation and gender of "a spokeswoman for the Ministry of Health".
    pub(super) fn role_of(self, segment: Range<usize>) -> Option<(String, Option<String>, Option<Gender>)> {
        let start = self.without_article(&segment);
        let limit =
            (start..segment.end).find(|&at| self.words.is(at, Classes::PREPOSITION)).unwrap_or(segment.end);
        let at = (start..limit).rev().find(|&at| self.tables.role(self.words.raw(at)).is_some())?;
        let gender = self.tables.role(self.words.raw(at)).flatten();
        // "Kesto Front spokesman": capitals before the role are what it belongs to.
        let owner = (start..at)
            .take_while(|&before| self.words.is_capital(before) || self.words.lower(before) == "of")
            .count();
        let owned =
            (owner > 0 && !self.words.is_capital(at)).then(|| self.text(start..start + owner)).flatten();
        let mut role_start = if owned.is_some() { start + owner } else { start };
        let mut owned = owned;
        if let Some(mark) =
            (start..at).find(|&at| self.words.lower(at) == "'s" || self.words.lower(at) == "'")
        {
            owned = self.text(start..mark);
            role_start = mark + 1;
        }
        let role_start = role_start + usize::from(self.words.lower(role_start) == "'s");
        let after = self.affiliation(at + 1..segment.end);
        Some((self.text(role_start.min(at)..at + 1)?, owned.or(after), gender))
    }

    /// "for the Ministry of Health", "of the army", "at Kesto University".
    fn affiliation(self, range: Range<usize>) -> Option<String> {
        if !matches!(self.words.lower(range.start), "for" | "of" | "at" | "with" | "in" | "from") {
            return None;
        }
        let start = self.without_article(&(range.start + 1..range.end));
        let end = (start..range.end)
            .find(|&at| {
                self.words.is(at, Classes::RELATIVE.or(Classes::AUXILIARY)) || self.words.opens(at).is_some()
            })
            .unwrap_or(range.end);
        self.text(start..end)
    }

    /// What the words name, as far as the named entities tell.
    pub(super) fn named(self, range: &Range<usize>) -> Option<NameKind> {
        kind_of(self.names, self.words.span(range)?)
    }

    pub(super) fn without_article(self, range: &Range<usize>) -> usize {
        let mut start = range.start;
        while start + 1 < range.end
            && self.words.is(start, Classes::DETERMINER.or(Classes::QUANTIFIER))
            && self.words.lower(start + 1) != "of"
        {
            start += 1;
        }
        start
    }

    /// The head segment of a mention.
    fn head(self, range: Range<usize>) -> Option<Mention> {
        let words = self.words;
        let definite =
            matches!(words.lower(range.start), "the" | "that" | "this" | "his" | "her" | "its" | "their");
        let article = words.is(range.start, Classes::DETERMINER.or(Classes::QUANTIFIER));
        let mut start = self.without_article(&range);
        if start + 1 < range.end && words.is(start, Classes::POSSESSIVE) {
            start += 1;
        }
        // Numbers before a noun: "two officials".
        while start + 1 < range.end && words.raw(start).starts_with(|c: char| c.is_ascii_digit()) {
            start += 1;
        }
        let range = start..range.end;
        let whole = self.text(range.clone())?;
        if range.len() == 1 && words.is(start, Classes::PRONOUN.or(Classes::QUANTIFIER)) {
            return Some(Mention::Group { name: whole.to_lowercase() });
        }
        // "Radio Tessel's Jana Orlov" is no outlet.
        let owned = range.clone().any(|at| words.lower(at) == "'s");
        if let Some(person) = self.person_of(&range).filter(|_| owned) {
            return Some(Mention::Person(person));
        }
        if self.tables.is_outlet(&whole) {
            return Some(Mention::Media { name: whole });
        }
        if let Some(person) = self.person(range.clone(), article).or_else(|| self.person_of(&range)) {
            return Some(Mention::Person(person));
        }
        // "Reports", "Footage": a capital that only opens the sentence.
        if range.len() == 1 && words.is(start, Classes::STATEMENT) {
            return Some(Mention::Other { name: whole.to_lowercase() });
        }
        let last = self.head_noun(&range);
        let head = words.raw(last);
        if let Some(gender) = self.tables.role(head).filter(|_| !words.is_capital(last) || last > range.start)
        {
            let (role, affiliation, _) =
                self.role_of(range.clone()).unwrap_or((head.to_lowercase(), None, None));
            // Who speaks for a body is the body.
            return Some(match affiliation.filter(|_| is_mouthpiece(head)) {
                Some(name) => Mention::Organisation { name, acronym: None, role: Some(role) },
                None => Mention::Role { role: self.description(&range), definite, gender },
            });
        }
        if self.tables.role_plural(head)
            || names_people(words.lower(last))
            || words.is(last, Classes::PERSON) && !self.tables.is_organisation(head)
        {
            let anonymous = matches!(
                words.lower(last),
                "source" | "sources" | "someone" | "anyone" | "one" | "person" | "man" | "woman"
            );
            let name = self.description(&range);
            return Some(if anonymous { Mention::Other { name } } else { Mention::Group { name } });
        }
        if self.tables.is_outlet_noun(head)
            && !words.is_capital(last)
            && definite
            && range.len() <= 2
            && !matches!(words.lower(last), "agency" | "network")
        {
            return Some(Mention::Media { name: whole.to_lowercase() });
        }
        let body = (range.start..last + 1)
            .any(|at| self.tables.is_organisation(words.raw(at)) && (words.is_capital(at) || at == last));
        if body {
            return Some(Mention::Organisation { name: self.body_name(&range), acronym: None, role: None });
        }
        let named = range.clone().all(|at| {
            words.is_capital(at)
                || !words.is_word(at)
                || matches!(words.lower(at), "of" | "and" | "the" | "for" | "'s" | "in")
        });
        // "Orlov and Voss" are two, not a body.
        let joint = range.clone().any(|at| words.lower(at) == "and");
        if named && joint && words.lower(range.end - 1) != "and" && !body {
            return Some(Mention::Group { name: whole });
        }
        if named && words.is_capital(range.start) {
            return Some(Mention::Organisation { name: whole, acronym: None, role: None });
        }
        Some(Mention::Other { name: self.description(&range) })
    }

    /// The noun that a phrase is about: the last one before a preposition or relative.
    fn head_noun(self, range: &Range<usize>) -> usize {
        let words = self.words;
        let end = (range.start + 1..range.end)
            .find(|&at| {
                words.is(at, Classes::PREPOSITION.or(Classes::RELATIVE).or(Classes::PARTICIPLE))
                    || words.is_verbal(at)
                        && !words.is_capital(at)
                        && words.lower(at) != "'s"
                        && !(at + 1 < range.end && words.is_nominal(at + 1))
            })
            .unwrap_or(range.end);
        end - 1
    }
}
