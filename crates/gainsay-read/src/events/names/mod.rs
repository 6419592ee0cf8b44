//! Participants by name: the actors already known, and those that only take part.

mod aliases;
mod belong;
mod capitals;
mod pronouns;

use std::ops::Range;

use gainsay_document::{Actor, ActorId, ActorKind, Name, NameKind, Place, Quantity};

use super::Layers;
use super::tables::Tables;
use crate::attribution::{Classes, Words};
use crate::syntax::{PartOfSpeech, Relation, Syntax};

/// The actors of a text while participants are added.
pub(super) struct Names<'a> {
    pub words: &'a Words<'a>,
    pub tables: &'a Tables,
    pub places: &'a [Place],
    pub quantities: &'a [Quantity],
    /// What the encoder names; none where the rules read alone.
    pub known: &'a [Name],
    pub syntax: &'a Syntax,
    pub actors: Vec<Actor>,
    /// What else the bodies are called whose names stand beside each other: "River Guard (RG)".
    aliases: aliases::Aliases,
}

impl<'a> Names<'a> {
    /// The actors of a text so far, and what the layers before tell of others.
    pub(super) fn new(
        tables: &'a Tables,
        words: &'a Words<'a>,
        layers: Layers<'a>,
        actors: Vec<Actor>,
    ) -> Self {
        Self {
            words,
            tables,
            places: layers.places,
            quantities: layers.quantities,
            known: layers.names,
            syntax: layers.syntax,
            actors,
            aliases: aliases::Aliases::of(words, layers.names),
        }
    }

    /// The actor that the noun phrase with head `at` names; made where it is new. `own` is whom "we" means. Those who
    /// act are told by the body they belong to: "members of the River Guard".
    pub(super) fn headed(&mut self, at: usize, own: Option<ActorId>, acts: bool) -> Option<ActorId> {
        if self.syntax.part(at) == PartOfSpeech::Pronoun || self.words.is(at, Classes::PERSONAL) {
            return self.pronoun(at, own);
        }
        // "the drug mafia": the encoder may take the first noun for the head.
        let at = self.true_head(at);
        if acts && let Some(owner) = self.owner(at, own) {
            return Some(owner);
        }
        if acts && let Some(range) = self.called_back(at) {
            return self.known_name(&range, NameKind::Organisation);
        }
        if let Some((range, kind)) = self.known_at(at) {
            return self.known_name(&range, kind);
        }
        if acts && let Some((range, kind)) = self.body_of(at, 0) {
            return self.known_name(&range, kind);
        }
        if acts && let Some(range) = self.known_elsewhere(at) {
            return self.known_name(&range, NameKind::Organisation);
        }
        if acts && let Some(body) = self.body_inside(at) {
            let range = self.noun_phrase(body);
            let name = joined(self.words, &range).to_lowercase();
            return Some(self.entry(&name, ActorKind::Organisation, &range));
        }
        let phrase = self.noun_phrase(at);
        let word = self.words.lower(at);
        let name = |this: &Self| joined(this.words, &phrase).to_lowercase();
        if self.tables.bodies.contains(word) || self.is_network(at) {
            return Some(self.entry(&name(self), ActorKind::Organisation, &phrase));
        }
        if acts && let Some(band) = self.band(at) {
            return Some(band);
        }
        if self.tables.groups.contains(word) || self.tables.armed.contains(word) && acts {
            let counted = self
                .words
                .span(&phrase)
                .is_some_and(|span| self.quantities.iter().any(|quantity| quantity.span.overlaps(span)));
            return (acts || !counted).then(|| self.entry(&name(self), ActorKind::Group, &phrase));
        }
        if self.tables.people.contains(word) {
            // "Judge Orlov" is called by the name.
            let next = self.known_at(at + 1).filter(|(range, _)| range.start == at + 1);
            let named =
                next.into_iter().chain(self.names_inside(at)).find(|(_, kind)| *kind == NameKind::Person);
            return Some(match named {
                Some((range, kind)) => self.known_name(&range, kind)?,
                None => self.entry(&name(self), ActorKind::Group, &phrase),
            });
        }
        let capital = self.words.is_capital(at) && !self.words.is_time(at) && self.known.is_empty();
        capital.then(|| self.actor(&phrase, own)).flatten()
    }

    /// The noun behind `at` where that is tied to it without a preposition, and is one for a body.
    fn true_head(&self, at: usize) -> usize {
        let next = at + 1;
        let tied = self.syntax.head(next) == Some(at)
            && self.syntax.part(next).is_nominal()
            && matches!(self.syntax.relation(next), Relation::NominalModifier | Relation::Object)
            && self.syntax.dependent(next, Relation::Case).is_none();
        if tied && self.tables.bodies.contains(self.words.lower(next)) { next } else { at }
    }

    /// Whether a person's name stands at the token.
    pub(super) fn is_person(&self, at: usize) -> bool {
        self.known_at(at).is_some_and(|(_, kind)| kind == NameKind::Person)
    }

    /// The words of the name that holds token `at`.
    fn known_at(&self, at: usize) -> Option<(Range<usize>, NameKind)> {
        let span = self.words.segmentation.tokens.get(at)?.span;
        let name = self.known.iter().find(|name| name.span.overlaps(span))?;
        let tokens = self.words.segmentation.token_at(name.span.start())
            ..self.words.segmentation.token_at(name.span.end().saturating_sub(1)) + 1;
        // What is a body once is no person elsewhere.
        let alike = |other: &&Name| {
            other.span.of(self.words.text).eq_ignore_ascii_case(name.span.of(self.words.text))
        };
        let body = name.kind == NameKind::Person
            && self.known.iter().filter(alike).any(|other| other.kind == NameKind::Organisation);
        Some((tokens, if body { NameKind::Organisation } else { name.kind }))
    }

    /// The phrase with head `at`, without articles and figures, and up to a bracket.
    fn noun_phrase(&self, at: usize) -> Range<usize> {
        let (phrase, head) = (self.syntax.phrase(at), at);
        let plain = |at: &usize| {
            self.words.is_word(*at)
                && !self.words.is(*at, Classes::DETERMINER.or(Classes::QUANTIFIER).or(Classes::POSSESSIVE))
                && self.syntax.part(*at) != PartOfSpeech::Numeral
        };
        let start = (phrase.start..at).rev().take_while(plain).last().unwrap_or(at);
        let inner = |at: &usize| {
            use PartOfSpeech::{Adposition, Auxiliary, Pronoun, Subordinator, Verb};
            let part = self.syntax.part(*at);
            self.words.is_word(*at)
                && (*at == head || !matches!(part, Adposition | Auxiliary | Pronoun | Subordinator | Verb))
        };
        let end = (at..phrase.end).take_while(inner).last().unwrap_or(at) + 1;
        start..end
    }

    fn known_name(&mut self, range: &Range<usize>, kind: NameKind) -> Option<ActorId> {
        let words = self.words;
        let courtesy = range.len() > 1 && is_courtesy(words.lower(range.start));
        let range = &(range.start + usize::from(courtesy)..range.end);
        let span = words.span(range)?;
        let name = joined(words, range);
        let exact = self.actors.iter().position(|actor| actor.mentions.contains(&span));
        let forms = self.aliases.forms(&name);
        let called = |actor: &Actor| {
            is_called(&actor.name, &name) || forms.iter().any(|form| actor.name.eq_ignore_ascii_case(form))
        };
        let known = exact.or_else(|| self.actors.iter().position(called));
        if let Some(index) = known {
            let actor = &mut self.actors[index];
            if actor.kind == ActorKind::Unknown && kind == NameKind::Organisation {
                actor.kind = ActorKind::Organisation;
            }
            self.mention(index, range);
            return Some(ActorId::at(index));
        }
        let kind = match kind {
            NameKind::Person => ActorKind::Person,
            NameKind::Organisation => ActorKind::Organisation,
            NameKind::Place => {
                let country = self.places.iter().any(|place| place.is_country && place.span.overlaps(span));
                if !country {
                    return None;
                }
                ActorKind::Organisation
            }
            // "an F-16": what people fly in does nothing by itself.
            NameKind::Other
                if name.contains(|c: char| c.is_ascii_digit())
                    && name.contains(|c: char| c.is_alphabetic())
                    && !self.is_band(range) =>
            {
                return None;
            }
            NameKind::Other if self.tables.groups.contains(name.to_lowercase().as_str()) => ActorKind::Group,
            NameKind::Other => ActorKind::Unknown,
        };
        Some(self.entry(&name, kind, range))
    }

    fn entry(&mut self, name: &str, kind: ActorKind, range: &Range<usize>) -> ActorId {
        let known = self.actors.iter().position(|actor| bare(&actor.name).eq_ignore_ascii_case(bare(name)));
        // "the guerrillas" may have spoken before it was known what they are.
        if let Some(actor) = known.map(|index| &mut self.actors[index])
            && actor.kind == ActorKind::Unknown
            && kind == ActorKind::Group
        {
            actor.kind = kind;
        }
        let index = known.unwrap_or_else(|| {
            let actor =
                Actor { name: name.to_owned(), kind, role: None, affiliation: None, mentions: Vec::new() };
            self.actors.push(actor);
            self.actors.len() - 1
        });
        self.mention(index, range);
        ActorId::at(index)
    }

    fn mention(&mut self, index: usize, range: &Range<usize>) {
        let Some(span) = self.words.span(range) else { return };
        let mentions = &mut self.actors[index].mentions;
        if !mentions.iter().any(|own| own.contains(span)) {
            mentions.push(span);
            mentions.sort_unstable();
        }
    }
}

/// Whether the word stands before names of persons alone.
fn is_courtesy(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "prof")
}

/// The words under a range with one blank between them.
fn joined(words: &Words, range: &Range<usize>) -> String {
    words.span(range).map_or("", |span| span.of(words.text)).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn bare(name: &str) -> &str {
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
}

/// Whether `name` is the actor's name or its last word or words.
fn is_called(actor: &str, name: &str) -> bool {
    let (actor, name) = (bare(actor).to_lowercase(), name.to_lowercase());
    actor == name || actor.strip_suffix(&name).is_some_and(|rest| rest.ends_with(' '))
}
