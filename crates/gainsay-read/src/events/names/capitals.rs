//! Participants by capital letters and position, where no encoder names and parses.

use std::ops::Range;

use gainsay_document::{ActorId, ActorKind};

use super::{Names, is_called, is_courtesy, joined};
use crate::attribution::Classes;

impl Names<'_> {
    /// The actor that the noun phrase under `range` names; made where it is new. `own` is whom "it" means.
    pub(in crate::events) fn actor(&mut self, range: &Range<usize>, own: Option<ActorId>) -> Option<ActorId> {
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
}
