//! The actors of one document while they are gathered: which mention means whom.

use gainsay_document::{Actor, ActorId, ActorKind, Span};

use super::mention::Mention;
use super::naming::is_acronym;
use super::person::Person;
use super::tables::{Body, Gender, Tables, bare};

/// A mention means none of the actors before the latest so many: no report has more, and a list of names stays cheap.
const FURTHEST: usize = 500;

#[derive(Clone, Debug)]
struct Entry {
    actor: Actor,
    acronym: Option<String>,
    gender: Option<Gender>,
}

/// The actors met so far.
pub(super) struct Registry<'t> {
    tables: &'t Tables,
    entries: Vec<Entry>,
    /// Indices in the order of their last mention, the latest last.
    recent: Vec<usize>,
}

impl<'t> Registry<'t> {
    pub(super) fn new(tables: &'t Tables) -> Self {
        Self { tables, entries: Vec::new(), recent: Vec::new() }
    }

    /// The actor that `mention` at `span` means, made where it is new; `None` for a pronoun that means nobody known.
    pub(super) fn resolve(&mut self, mention: Mention, span: Span) -> Option<ActorId> {
        let index = match mention {
            Mention::Pronoun(word) => self.pronoun(&word)?,
            Mention::Person(person) => self.person(person),
            Mention::Organisation { name, acronym, role } => self.organisation(name, acronym, role),
            Mention::Media { name } => self.media(name),
            Mention::Role { role, definite, gender } => self.role(role, definite, gender),
            Mention::Group { name } => self.named(name, ActorKind::Group),
            Mention::Other { name } => self.named(name, ActorKind::Unknown),
        };
        self.touch(index, span);
        Some(ActorId::at(index))
    }

    /// The actors, their mentions in order.
    pub(super) fn finish(self) -> Vec<Actor> {
        self.entries
            .into_iter()
            .map(|mut entry| {
                entry.actor.mentions.sort_unstable();
                entry.actor.mentions.dedup();
                entry.actor
            })
            .collect()
    }

    fn touch(&mut self, index: usize, span: Span) {
        self.entries[index].actor.mentions.push(span);
        self.recent.retain(|&other| other != index);
        self.recent.push(index);
    }

    fn latest(&self, fits: impl Fn(&Entry) -> bool) -> Option<usize> {
        self.recent.iter().rev().take(FURTHEST).copied().find(|&index| fits(&self.entries[index]))
    }

    fn add(&mut self, name: String, kind: ActorKind) -> usize {
        let actor = Actor { name, kind, role: None, affiliation: None, mentions: Vec::new() };
        self.entries.push(Entry { actor, acronym: None, gender: None });
        self.entries.len() - 1
    }

    fn named(&mut self, name: String, kind: ActorKind) -> usize {
        match self.latest(|entry| same(&entry.actor.name, &name)) {
            Some(index) => index,
            None => self.add(name, kind),
        }
    }

    fn pronoun(&mut self, word: &str) -> Option<usize> {
        use ActorKind::{Group, Media, Organisation, Person, Unknown};
        let kind = |entry: &Entry| entry.actor.kind;
        let gendered = |wanted: Gender| {
            move |entry: &Entry| {
                entry.gender.is_none_or(|gender| gender == wanted)
                    && (kind(entry) == Person || kind(entry) == Unknown && entry.actor.role.is_some())
            }
        };
        match word {
            "he" | "him" | "his" => {
                let index = self.latest(gendered(Gender::Male))?;
                self.entries[index].gender = Some(Gender::Male);
                Some(index)
            }
            "she" | "her" => {
                let index = self.latest(gendered(Gender::Female))?;
                self.entries[index].gender = Some(Gender::Female);
                Some(index)
            }
            "they" | "them" | "their" => self
                .latest(|entry| matches!(kind(entry), Group))
                .or_else(|| self.latest(|entry| kind(entry) == Organisation)),
            "it" | "its" => self.latest(|entry| matches!(kind(entry), Organisation | Media)),
            // "who" and "which" come here only where what stands before them could not be read.
            _ => None,
        }
    }

    fn person(&mut self, person: Person) -> usize {
        // A name once read as a body's stays one.
        let body = |entry: &Entry| {
            matches!(entry.actor.kind, ActorKind::Organisation | ActorKind::Media)
                && same(&entry.actor.name, &person.name)
        };
        if let Some(index) = self.latest(body) {
            return index;
        }
        let known = self.latest(|entry| {
            let clash = entry.gender.is_some() && person.gender.is_some() && entry.gender != person.gender;
            entry.actor.kind == ActorKind::Person && !clash && names_agree(&entry.actor.name, &person.name)
        });
        let index = known.unwrap_or_else(|| self.add(person.name.clone(), ActorKind::Person));
        let entry = &mut self.entries[index];
        if person.name.split(' ').count() > entry.actor.name.split(' ').count() {
            entry.actor.name = person.name;
        }
        entry.gender = entry.gender.or(person.gender);
        entry.actor.role = entry.actor.role.take().or(person.role);
        entry.actor.affiliation = entry.actor.affiliation.take().or(person.affiliation);
        index
    }

    fn organisation(&mut self, name: String, acronym: Option<String>, role: Option<String>) -> usize {
        let words = name.split(' ').count();
        let lower = name.to_lowercase();
        let known = self
            .latest(|entry| {
                let short = entry.acronym.as_deref().is_some_and(|short| same(short, &name));
                short
                    || same(&entry.actor.name, &name)
                    || is_acronym(&name) && initials(&entry.actor.name) == name
            })
            .or_else(|| {
                (words > 1).then(|| {
                    self.latest(|entry| {
                        let own = &entry.actor.name;
                        let generic = !own.contains(' ') && own.starts_with(char::is_lowercase);
                        entry.actor.kind == ActorKind::Organisation
                            && generic
                            && name.starts_with(char::is_uppercase)
                            && lower.split(' ').any(|word| word == own.as_str())
                    })
                })?
            })
            // "Orlov" after "Jana Orlov": a single name is a person already met.
            .or_else(|| {
                (words == 1).then(|| {
                    self.latest(|entry| {
                        entry.actor.kind == ActorKind::Person
                            && entry.actor.name.split(' ').any(|part| alike(part, &name))
                    })
                })?
            })
            // "the ministry" after "Ministry of Health", "the Front" after "Kesto Liberation Front".
            .or_else(|| {
                (words == 1 && self.tables.is_organisation(&name)).then(|| {
                    self.latest(|entry| {
                        matches!(entry.actor.kind, ActorKind::Organisation | ActorKind::Media)
                            && entry.actor.name.split(' ').any(|part| alike(part, &name))
                    })
                })?
            })
            .or_else(|| (words == 1).then(|| self.by_kind_of_body(&name))?)
            .or_else(|| {
                (words == 1 && self.tables.is_outlet_noun(&name) && !name.starts_with(char::is_uppercase))
                    .then(|| self.latest(|entry| entry.actor.kind == ActorKind::Media))?
            });
        let index = known.unwrap_or_else(|| self.add(name.clone(), ActorKind::Organisation));
        let entry = &mut self.entries[index];
        // "The union" of a headline is the "Seafarers' Union" of the text.
        let longer = name.split(' ').count() > entry.actor.name.split(' ').count();
        if entry.actor.kind == ActorKind::Organisation && longer {
            let short = std::mem::replace(&mut entry.actor.name, name);
            entry.acronym = entry.acronym.take().or(is_acronym(&short).then_some(short));
        }
        entry.acronym = entry.acronym.take().or(acronym);
        entry.actor.role = entry.actor.role.take().or(role);
        index
    }

    /// "the company" after "Costa Lines", "the group" after "Riverwatch".
    fn by_kind_of_body(&self, noun: &str) -> Option<usize> {
        let wanted = self.tables.body(noun).filter(|body| *body != Body::Public)?;
        if noun.starts_with(char::is_uppercase) {
            return None;
        }
        let described = |entry: &Entry| {
            entry.actor.kind == ActorKind::Organisation
                && entry.actor.role.as_deref().is_some_and(|role| role.split(' ').next_back() == Some(noun))
        };
        if let Some(index) = self.latest(described) {
            return Some(index);
        }
        self.latest(|entry| {
            let mut kinds = entry.actor.name.split(' ').filter_map(|word| self.tables.body(word)).peekable();
            entry.actor.kind == ActorKind::Organisation
                && entry.actor.name.starts_with(char::is_uppercase)
                && (kinds.peek().is_none() || kinds.any(|kind| kind == wanted))
        })
    }

    fn media(&mut self, name: String) -> usize {
        let noun = !name.starts_with(char::is_uppercase);
        let known = self
            .latest(|entry| same(&entry.actor.name, &name))
            .or_else(|| noun.then(|| self.latest(|entry| entry.actor.kind == ActorKind::Media))?);
        known.unwrap_or_else(|| self.add(name, ActorKind::Media))
    }

    fn role(&mut self, role: String, definite: bool, gender: Option<Gender>) -> usize {
        let head = role.split(' ').next_back().unwrap_or_default();
        let known = definite
            .then(|| {
                self.latest(|entry| {
                    let own = entry.actor.role.as_deref().unwrap_or_default();
                    own.split(' ').any(|word| alike(word, head))
                        && entry.gender.is_none_or(|own| gender.is_none_or(|new| own == new))
                })
            })
            .flatten();
        if let Some(index) = known.or_else(|| self.latest(|entry| same(&entry.actor.name, &role))) {
            return index;
        }
        let index = self.add(role.clone(), ActorKind::Unknown);
        self.entries[index].gender = gender;
        self.entries[index].actor.role = Some(role);
        index
    }
}

/// Whether two names are the same without regard to case and a leading article.
fn same(a: &str, b: &str) -> bool {
    alike(bare(a), bare(b))
}

/// Whether two words are the same without regard to case. Compares in place: this runs for every pair of mentions.
fn alike(a: &str, b: &str) -> bool {
    a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}

/// Whether two names can be one person's: "Jana Orlov" and "Orlov", "J. Orlov" and "Jana Orlov".
fn names_agree(a: &str, b: &str) -> bool {
    let (short, long) = if a.split(' ').count() <= b.split(' ').count() { (a, b) } else { (b, a) };
    let Some((first, rest)) = short.split_once(' ') else {
        return long.split(' ').any(|part| alike(part, short));
    };
    let last = rest.rsplit(' ').next().unwrap_or_default();
    if !long.rsplit(' ').next().is_some_and(|own| alike(own, last)) {
        return false;
    }
    let given = long.split(' ').next().unwrap_or_default();
    let initial = |name: &str| name.trim_end_matches('.').chars().count() == 1;
    alike(first, given) || (initial(first) || initial(given)) && first.chars().next() == given.chars().next()
}

/// The initials of the capitalised words: "National Rescue Service" gives "NRS".
fn initials(name: &str) -> String {
    let capitals: String = name
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|first| first.is_uppercase())
        .collect();
    if capitals.chars().count() > 1 { capitals } else { String::new() }
}
