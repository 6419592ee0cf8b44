//! Participants by name: the actors already known, and those that only take part.

use std::ops::Range;

use gainsay_document::{Actor, ActorId, ActorKind, Name, NameKind, Place, Quantity};

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
}

/// The longest way into a phrase ("a group of members of …") that is followed.
const DEEPEST: usize = 4;

impl Names<'_> {
    /// The actor that the noun phrase under `range` names; made where it is new. `own` is whom "it" means.
    pub(super) fn actor(&mut self, range: &Range<usize>, own: Option<ActorId>) -> Option<ActorId> {
        let words = self.words;
        let first = words.lower(range.start);
        let pronoun = matches!(
            first,
            "it" | "they" | "he" | "she" | "we" | "i" | "its" | "their" | "our" | "his" | "her"
        );
        if pronoun {
            let alone = range.len() == 1;
            let force = range.clone().skip(1).any(|at| self.tables.groups.contains(words.lower(at)));
            return own.filter(|_| alone || force);
        }
        if let Some(name) = self.name(range) {
            // "the San Ramiro dam" is no actor called San Ramiro.
            let whole = name.end == range.end || self.tables.groups.contains(words.lower(range.end - 1));
            return whole.then(|| self.named(&name)).flatten();
        }
        // Those counted are told by their figure.
        let span = words.span(range)?;
        if self.quantities.iter().any(|quantity| quantity.span.overlaps(span)) {
            return None;
        }
        let head = (range.start..range.end).rev().find(|&at| self.tables.groups.contains(words.lower(at)))?;
        let group = range.start..head + 1;
        if !(range.start..head)
            .all(|at| words.is_nominal(at) || words.is(at, Classes::DETERMINER.or(Classes::QUANTIFIER)))
        {
            return None;
        }
        let start = group.clone().find(|&at| !words.is(at, Classes::DETERMINER.or(Classes::QUANTIFIER)))?;
        let name = joined(words, &(start..group.end)).to_lowercase();
        Some(self.entry(&name, ActorKind::Group, &group))
    }

    /// The actor that the noun phrase with head `at` names; made where it is new. `own` is whom "we" means. Those who
    /// act are told by the body they belong to: "members of the River Guard".
    pub(super) fn headed(&mut self, at: usize, own: Option<ActorId>, acts: bool) -> Option<ActorId> {
        if self.syntax.part(at) == PartOfSpeech::Pronoun || self.words.is(at, Classes::PERSONAL) {
            return self.pronoun(at, own);
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
        if self.tables.bodies.contains(word) {
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

    /// The one whose mentions hold the pronoun, else the speaker.
    fn pronoun(&self, at: usize, own: Option<ActorId>) -> Option<ActorId> {
        let word = self.words.lower(at);
        let personal = matches!(
            word,
            "it" | "they"
                | "he"
                | "she"
                | "we"
                | "i"
                | "him"
                | "them"
                | "its"
                | "their"
                | "our"
                | "his"
                | "her"
        );
        let span = self.words.segmentation.tokens.get(at)?.span;
        let known = self.actors.iter().position(|actor| actor.mentions.contains(&span));
        let own = own.filter(|own| {
            let person = self.actors.get(own.index()).is_some_and(|actor| actor.kind == ActorKind::Person);
            match word {
                "we" | "i" | "our" => true,
                "he" | "she" | "him" | "her" | "his" => person,
                _ => !person,
            }
        });
        known.map(ActorId::at).or(own).filter(|_| personal)
    }

    /// The named band that "the guerrillas" or "the rebels" at `at` belong to: of those that the text calls so, or whose
    /// names say so, the one named last before, else the first.
    fn band(&mut self, at: usize) -> Option<ActorId> {
        // Terrorists are of any band, or of none.
        if !self.tables.is("banded", self.words.lower(at)) {
            return None;
        }
        let bands: Vec<(Range<usize>, NameKind)> = self
            .known
            .iter()
            .filter_map(|name| self.known_at(self.words.segmentation.token_at(name.span.start())))
            .filter(|(range, kind)| *kind != NameKind::Person && self.is_band(range))
            .collect();
        let before = bands.iter().rev().find(|(range, _)| range.start < at);
        let (range, _) = before.or(bands.first())?.clone();
        self.known_name(&range, NameKind::Organisation)
    }

    /// Whether a person's name stands at the token.
    pub(super) fn is_person(&self, at: usize) -> bool {
        self.known_at(at).is_some_and(|(_, kind)| kind == NameKind::Person)
    }

    /// Whether those before an event noun can have done it: "a guerrilla attack", "a River Guard attack", and not "the
    /// Mill Street attack".
    pub(super) fn bears_arms(&self, at: usize) -> bool {
        let word = self.words.lower(at);
        let listed = self.tables.irregulars.contains(word)
            || self.tables.groups.contains(word)
            || self.tables.bodies.contains(word)
            || self.tables.armed.contains(word);
        listed
            || self.known_at(at).is_some_and(|(range, _)| {
                let name = joined(self.words, &range);
                let body = range.clone().any(|at| self.tables.bodies.contains(self.words.lower(at)));
                body || self.known.iter().any(|other| {
                    let start = self.words.segmentation.token_at(other.span.start());
                    other.span.of(self.words.text).eq_ignore_ascii_case(&name)
                        && self.known_at(start).is_some_and(|(range, _)| self.is_band(&range))
                })
            })
    }

    /// Whether the text calls those of this name guerrillas, rebels or the like.
    fn is_band(&self, range: &Range<usize>) -> bool {
        if range.clone().any(|at| self.tables.liberates.contains(self.words.lower(at))) {
            return true;
        }
        let top = self.syntax.top(range);
        let irregular = |at: usize| self.tables.irregulars.contains(self.words.lower(at));
        let tied = |at: usize| {
            matches!(
                self.syntax.relation(at),
                Relation::Compound
                    | Relation::Flat
                    | Relation::Apposition
                    | Relation::AdjectivalModifier
                    | Relation::NominalModifier
            )
        };
        let named = Self::is_of_place(&(range.clone(), NameKind::Other));
        !named
            && (tied(top) && self.syntax.head(top).is_some_and(irregular)
                || self.syntax.dependents(top).iter().any(|&other| tied(other) && irregular(other)))
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

    /// The body that is named elsewhere in the text and here in small letters: "the rgf", "river guard fighters".
    fn known_elsewhere(&self, at: usize) -> Option<Range<usize>> {
        let phrase = self.syntax.phrase(at);
        let lower = |range: &Range<usize>| joined(self.words, range).to_lowercase();
        let names: Vec<String> = self
            .known
            .iter()
            .filter(|name| name.kind == NameKind::Organisation)
            .map(|name| {
                name.span.of(self.words.text).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
            })
            .filter(|name| {
                name.len() > 2
                    && !self.tables.groups.contains(name.as_str())
                    && !self.tables.bodies.contains(name.as_str())
            })
            .collect();
        (phrase.start..phrase.end)
            .flat_map(|from| (from + 1..=phrase.end).rev().map(move |to| from..to))
            .find(|range| names.contains(&lower(range)))
    }

    /// The names that depend on `at` directly, as part of its phrase or as what it is called.
    fn names_inside(&self, at: usize) -> impl Iterator<Item = (Range<usize>, NameKind)> + '_ {
        let tied = |&&other: &&usize| {
            matches!(
                self.syntax.relation(other),
                Relation::Compound
                    | Relation::Flat
                    | Relation::Apposition
                    | Relation::AdjectivalModifier
                    | Relation::Possessive
            )
        };
        self.syntax.dependents(at).iter().filter(tied).filter_map(|&other| self.known_at(other))
    }

    /// The named body that people belong to: "River Guard fighters", "members of the River Guard".
    fn body_of(&self, at: usize, depth: usize) -> Option<(Range<usize>, NameKind)> {
        let body =
            |(_, kind): &(Range<usize>, NameKind)| matches!(kind, NameKind::Organisation | NameKind::Other);
        let direct = self.names_inside(at).find(|name| body(name) && !Self::is_of_place(name));
        if direct.is_some() || depth > DEEPEST || !self.is_people(at) {
            return direct;
        }
        self.syntax.dependents(at).iter().find_map(|&other| {
            let tie = match self.syntax.relation(other) {
                Relation::NominalModifier => self
                    .syntax
                    .dependent(other, Relation::Case)
                    .is_some_and(|case| matches!(self.words.lower(case), "of" | "from" | "in")),
                _ => false,
            };
            if !tie {
                return None;
            }
            self.known_at(other)
                .filter(body)
                .filter(|name| !Self::is_of_place(name))
                .or_else(|| self.body_of(other, depth + 1))
        })
    }

    /// The head of a body without a name that people or machines belong to: "army soldiers", "members of the police".
    fn body_inside(&self, at: usize) -> Option<usize> {
        if self.tables.bodies.contains(self.words.lower(at)) {
            return None;
        }
        self.syntax.dependents(at).iter().copied().find(|&other| {
            let of = || {
                let case = self.syntax.dependent(other, Relation::Case);
                case.is_some_and(|case| matches!(self.words.lower(case), "of" | "from"))
            };
            let tied = match self.syntax.relation(other) {
                Relation::Compound => true,
                Relation::NominalModifier => self.is_people(at) && of(),
                _ => false,
            };
            tied && self.tables.bodies.contains(self.words.lower(other))
        })
    }

    /// Whether the name is only an adjective of a country: "Salvadoran".
    ///
    /// Not told by its ending: that would know the peoples of some languages better than those of others.
    fn is_of_place((range, kind): &(Range<usize>, NameKind)) -> bool {
        *kind == NameKind::Other && range.len() == 1
    }

    fn is_people(&self, at: usize) -> bool {
        let word = self.words.lower(at);
        self.tables.groups.contains(word)
            || self.tables.people.contains(word)
            || self.tables.armed.contains(word)
            || self.tables.partitive.contains(word)
            || self.syntax.part(at) == PartOfSpeech::Numeral
    }

    /// The phrase with head `at`, without articles and figures, and up to a bracket.
    fn noun_phrase(&self, at: usize) -> Range<usize> {
        let phrase = self.syntax.phrase(at);
        let plain = |at: &usize| {
            self.words.is_word(*at)
                && !self.words.is(*at, Classes::DETERMINER.or(Classes::QUANTIFIER).or(Classes::POSSESSIVE))
                && self.syntax.part(*at) != PartOfSpeech::Numeral
        };
        let start = (phrase.start..at).rev().take_while(plain).last().unwrap_or(at);
        let inner = |at: &usize| self.words.is_word(*at) && self.syntax.part(*at) != PartOfSpeech::Adposition;
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
        let known = exact.or_else(|| self.actors.iter().position(|actor| is_called(&actor.name, &name)));
        if let Some(index) = known {
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

    /// The run of capitalised words in a noun phrase, with "of" and "for" inside it.
    fn name(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let words = self.words;
        let capital = |at: usize| {
            words.is_word(at)
                && words.is_capital(at)
                && !words.is_time(at)
                && words.lower(at) != "'s"
                && !words.is(at, Classes::DETERMINER.or(Classes::PRONOUN).or(Classes::SUBORDINATOR))
        };
        let start = range.clone().find(|&at| capital(at))?;
        let mut end = start + 1;
        while end < range.end {
            if capital(end) {
                end += 1;
            } else if matches!(words.lower(end), "of" | "for" | "&") && end + 1 < range.end {
                let next = end + 1 + usize::from(words.lower(end + 1) == "the");
                if next >= range.end || !capital(next) {
                    break;
                }
                end = next + 1;
            } else {
                break;
            }
        }
        Some(start..end)
    }

    fn named(&mut self, range: &Range<usize>) -> Option<ActorId> {
        let words = self.words;
        // "Mr Voss" and "Voss" are one person.
        let courtesy = range.len() > 1 && is_courtesy(words.lower(range.start));
        let range = &(range.start + usize::from(courtesy)..range.end);
        let span = words.span(range)?;
        let known = self.actors.iter().position(|actor| {
            actor.mentions.iter().any(|&own| own.contains(span) && own.len() < 3 * span.len())
        });
        let name = joined(words, range);
        let known = known.or_else(|| self.actors.iter().position(|actor| is_called(&actor.name, &name)));
        if let Some(index) = known {
            self.mention(index, range);
            return Some(ActorId::at(index));
        }
        let hazard = |at: usize| {
            let kinds =
                self.tables.forms.at(words, at, range.end).map(|(_, &kind)| self.tables.kinds[kind].name);
            kinds.into_iter().any(|kind| self.tables.hazards.contains(kind))
        };
        // A capital at the beginning of a sentence makes no name, and a storm's name no actor.
        if range.len() == 1 && self.opens(range.start) && !courtesy || range.clone().any(hazard) {
            let group = self.tables.groups.contains(name.to_lowercase().as_str());
            return group.then(|| self.entry(&name.to_lowercase(), ActorKind::Group, range));
        }
        let place = self.places.iter().find(|place| place.span.overlaps(span));
        let kind = match place {
            _ if courtesy => ActorKind::Person,
            Some(place) if place.is_country => ActorKind::Organisation,
            Some(_) if range.len() < 2 => return None,
            Some(place) if place.span.contains(span) => return None,
            _ if range.len() > 1 && self.is_body(range) => ActorKind::Organisation,
            _ => ActorKind::Unknown,
        };
        Some(self.entry(&name, kind, range))
    }

    /// Whether the name is of a body: behind an article, or with a word for one in it. "Orla Voss" may be anybody.
    fn is_body(&self, range: &Range<usize>) -> bool {
        let article =
            range.start > 0 && self.words.is(range.start - 1, Classes::DETERMINER.or(Classes::POSSESSIVE));
        article
            || range.clone().any(|at| {
                let word = self.words.lower(at);
                self.tables.groups.contains(word)
                    || matches!(word, "of" | "for" | "&")
                    || self.words.raw(at).chars().all(|c| !c.is_lowercase())
            })
    }

    /// Whether the token is the first word of its sentence, or stands behind a dateline's dash.
    fn opens(&self, at: usize) -> bool {
        let sentences = &self.words.segmentation.sentences;
        let opening = sentences.iter().any(|sentence| sentence.tokens.start == at);
        opening || at > 0 && !self.words.is_word(at - 1) && !matches!(self.words.raw(at - 1), "," | "&")
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
