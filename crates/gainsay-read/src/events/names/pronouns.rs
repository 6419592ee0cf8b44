//! Whom a pronoun or "this group" means.

use std::ops::Range;

use gainsay_document::{Actor, ActorId, ActorKind, NameKind};

use super::Names;
use crate::syntax::Relation;

/// How far before a pronoun the body that it means may stand, in tokens.
const FURTHEST: usize = 40;

impl Names<'_> {
    /// The one whose mentions hold the pronoun, else the speaker.
    pub(super) fn pronoun(&mut self, at: usize, own: Option<ActorId>) -> Option<ActorId> {
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
                // "reports" said it of others.
                _ => !person && self.actors.get(own.index()).is_some_and(can_be_they),
            }
        });
        if !personal {
            return None;
        }
        let before = match word {
            // "the army must stop its attacks"
            "its" | "their" if known.is_none() => self.body_before(at),
            _ => None,
        };
        known.map(ActorId::at).or(before).or(own)
    }

    /// The body named last before `at` in its sentence.
    fn body_before(&mut self, at: usize) -> Option<ActorId> {
        let offset = self.words.segmentation.tokens.get(at)?.span.start();
        let sentence = self.words.segmentation.sentence_at(offset)?;
        let start = self.words.segmentation.sentences.get(sentence)?.tokens.start;
        for before in (start..at).rev().take(FURTHEST) {
            if let Some((range, kind)) = self.known_at(before) {
                if kind == NameKind::Organisation {
                    return self.known_name(&range, kind);
                }
            } else if self.tables.bodies.contains(self.words.lower(before))
                && self.syntax.part(before).is_nominal()
                && self.syntax.relation(before) != Relation::Compound
            {
                return self.headed(before, None, false);
            }
        }
        None
    }

    /// Whose those or the arms are that act: "our units", "their planes".
    pub(super) fn owner(&mut self, at: usize, own: Option<ActorId>) -> Option<ActorId> {
        let word = self.words.lower(at);
        let acts = self.is_people(at) || self.tables.is("flies", word);
        let owner = self.syntax.dependent(at, Relation::Possessive).filter(|_| acts)?;
        let pronoun = matches!(self.words.lower(owner), "our" | "its" | "their");
        let found = pronoun.then(|| self.pronoun(owner, own)).flatten()?;
        let body = self.actors.get(found.index()).is_some_and(|actor| {
            matches!(actor.kind, ActorKind::Organisation | ActorKind::Unknown) && actor.role.is_none()
        });
        body.then_some(found)
    }

    /// The words of the body named before that "this group" at `at` means.
    pub(super) fn called_back(&self, at: usize) -> Option<Range<usize>> {
        let determiner = self.syntax.dependent(at, Relation::Determiner)?;
        let determiner = self.words.lower(determiner);
        let bare = self.syntax.dependents(at).iter().all(|&other| {
            let relation = self.syntax.relation(other);
            // "that criminal organisation"
            let told = relation == Relation::AdjectivalModifier && determiner == "that";
            told || !matches!(
                relation,
                Relation::Compound
                    | Relation::AdjectivalModifier
                    | Relation::NominalModifier
                    | Relation::Possessive
                    | Relation::RelativeClause
                    | Relation::Clause
            )
        });
        let again = matches!(determiner, "this" | "that" | "the");
        if !again || !bare || !self.tables.is("called-back", self.words.lower(at)) {
            return None;
        }
        let offset = self.words.segmentation.tokens.get(at)?.span.start();
        let before = self.known.iter().rev().filter(|name| name.span.end() <= offset);
        let mut bodies = before
            .filter(|name| name.kind == NameKind::Organisation)
            .filter_map(|name| self.known_at(self.words.segmentation.token_at(name.span.start())));
        let says = |at: usize| self.tables.bodies.contains(self.words.lower(at));
        bodies.find_map(|(range, _)| (range.clone().any(says) || self.is_band(&range)).then_some(range))
    }
}

/// Whether a pronoun can mean the actor: people or a body, and not what only says something.
fn can_be_they(actor: &Actor) -> bool {
    actor.kind != ActorKind::Unknown || actor.role.is_some() || actor.name.contains(char::is_uppercase)
}
