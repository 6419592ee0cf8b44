//! Who took part in an event: the subject, the object, a by-phrase, a possessive.

use std::ops::Range;

use gainsay_document::{Actor, ActorId, ActorKind, Participant, ParticipantRole, Place, Span, Time};

use super::Trigger;
use super::tables::{Part, Tables};
use crate::function_words::WordClass;
use crate::words::Words;

/// The actors of a document while its events are read.
pub(super) struct Cast<'c> {
    tables: &'c Tables,
    words: &'c Words<'c>,
    places: &'c [Place],
    times: &'c [Time],
    actors: Vec<Actor>,
    /// Mentions as token ranges, sorted, with their actors.
    mentions: Vec<(Range<usize>, ActorId)>,
}

impl<'c> Cast<'c> {
    pub(super) fn new(
        tables: &'c Tables,
        words: &'c Words<'c>,
        actors: &[Actor],
        places: &'c [Place],
        times: &'c [Time],
    ) -> Self {
        let mut mentions: Vec<(Range<usize>, ActorId)> = actors
            .iter()
            .enumerate()
            .flat_map(|(index, actor)| actor.mentions.iter().map(move |span| (*span, ActorId::at(index))))
            .map(|(span, actor)| (words.within(span), actor))
            .collect();
        mentions.sort_by_key(|(tokens, actor)| (tokens.start, tokens.end, *actor));
        Self { tables, words, places, times, actors: actors.to_vec(), mentions }
    }

    pub(super) fn into_actors(mut self) -> Vec<Actor> {
        for actor in &mut self.actors {
            actor.mentions.sort_unstable();
            actor.mentions.dedup();
        }
        self.actors
    }

    /// Who took part in `trigger`.
    pub(super) fn participants(&mut self, trigger: &Trigger) -> Vec<Participant> {
        let (agent, target) = match trigger.part {
            Part::Verb if trigger.is_passive => (self.by_phrase(trigger), self.subject(trigger)),
            Part::Verb => (self.doer(trigger), self.object(trigger.tokens.end)),
            Part::Noun => (self.noun_agent(trigger), self.noun_target(trigger)),
        };
        let part = |role, actor: Option<ActorId>| actor.map(|actor| Participant { role, actor });
        let target = target.filter(|target| Some(*target) != agent);
        part(ParticipantRole::Agent, agent).into_iter().chain(part(ParticipantRole::Target, target)).collect()
    }

    /// The subject of an active verb; of a gerund after "of", the object of the verb before it: "accused X of shelling".
    fn doer(&mut self, trigger: &Trigger) -> Option<ActorId> {
        let at = trigger.tokens.start;
        let gerund = self.words.lower(at).ends_with("ing");
        if gerund && matches!(self.words.before(at), "of" | "for") {
            return self.ending_at(at - 1);
        }
        self.subject(trigger)
    }

    /// The noun phrase before the verb, over auxiliaries and adverbs; a pronoun stands for the last actor before it.
    fn subject(&mut self, trigger: &Trigger) -> Option<ActorId> {
        let words = self.words;
        let mut end = trigger.tokens.start;
        while end > trigger.clause.start {
            let word = words.lower(end - 1);
            let class = self.tables.function_words.class(word);
            let between = matches!(class, Some(WordClass::Auxiliary | WordClass::Adverb))
                || word.ends_with("ly")
                || matches!(word, "who" | "which" | "that" | "to" | "'s" | "have");
            if !between {
                break;
            }
            end -= 1;
        }
        if end <= trigger.clause.start {
            return None;
        }
        if matches!(words.lower(end - 1), "it" | "they" | "he" | "she" | "we") {
            return self.antecedent(end - 1);
        }
        self.ending_at(end)
    }

    /// The actor last mentioned before token `at` in its sentence.
    fn antecedent(&self, at: usize) -> Option<ActorId> {
        let start = self.words.sentence_tokens(at).start;
        let own = self.mentions.iter().find(|(tokens, _)| tokens.contains(&at)).map(|(_, actor)| *actor);
        own.or_else(|| {
            // The first one of the sentence: commonly the one who speaks.
            self.mentions.iter().find(|(tokens, _)| tokens.start >= start && tokens.end <= at).map(|(_, id)| *id)
        })
    }

    /// "were killed by X".
    fn by_phrase(&mut self, trigger: &Trigger) -> Option<ActorId> {
        const REACH: usize = 8;
        let end = trigger.tokens.end;
        let by = (end..(end + REACH).min(trigger.clause.end)).find(|&index| self.words.lower(index) == "by")?;
        self.object(by + 1)
    }

    /// "the shelling by X", "X's attack", "X was responsible for the attack", "blamed X for the attack".
    fn noun_agent(&mut self, trigger: &Trigger) -> Option<ActorId> {
        let words = self.words;
        if words.lower(trigger.tokens.end) == "by" {
            return self.object(trigger.tokens.end + 1);
        }
        let mut at = trigger.tokens.start;
        while at > trigger.clause.start
            && (self.tables.function_words.class(words.lower(at - 1)) == Some(WordClass::Determiner)
                || matches!(words.lower(at - 1), "deadly" | "latest" | "last" | "recent" | "same"))
        {
            at -= 1;
        }
        let before = |back: usize| at.checked_sub(back).filter(|index| *index >= trigger.clause.start);
        let word = |back: usize| before(back).map_or("", |index| words.lower(index));
        if word(1) == "for" && word(2) == "responsible" {
            return self.subject(&Trigger { tokens: at - 2..at - 1, ..trigger.clone() });
        }
        if matches!(word(1), "for" | "of") {
            let end = before(1)?;
            let (tokens, actor) = self.mentions.iter().find(|(tokens, _)| tokens.end == end)?;
            let article = usize::from(words.before(tokens.start) == "the");
            let verb = words.before(tokens.start - article);
            return (verb.starts_with("blam") || verb.starts_with("accus")).then_some(*actor);
        }
        if word(1) == "'s" || word(1) == "'" {
            return self.ending_at(before(1)?);
        }
        None
    }

    /// "the attack on X", "the arrest of X".
    fn noun_target(&mut self, trigger: &Trigger) -> Option<ActorId> {
        let end = trigger.tokens.end;
        matches!(self.words.lower(end), "on" | "of" | "against").then(|| self.object(end + 1)).flatten()
    }

    /// The noun phrase that begins at token `at`, articles aside.
    fn object(&mut self, at: usize) -> Option<ActorId> {
        let limit = self.words.sentence_tokens(at.saturating_sub(1)).end;
        let mut start = at;
        while start < limit && matches!(self.words.lower(start), "the" | "a" | "an" | "its" | "their" | "some") {
            start += 1;
        }
        if start >= limit {
            return None;
        }
        let known = self.mentions.iter().find(|(tokens, _)| tokens.start == at || tokens.start == start);
        if let Some((_, actor)) = known {
            return Some(*actor);
        }
        if let Some((end, _, ())) = self.tables.groups.at(self.words, start) {
            return self.add(start..end, ActorKind::Group);
        }
        let end = (start..limit).find(|&index| !self.is_name(index)).unwrap_or(limit);
        self.name(start..end)
    }

    /// The noun phrase that ends before token `end`.
    fn ending_at(&mut self, end: usize) -> Option<ActorId> {
        if let Some(actor) = self.mention_ending_at(end) {
            return Some(actor);
        }
        if let Some((start, _, ())) = self.tables.groups.all_before(self.words, end).next() {
            return self.add(start..end, ActorKind::Group);
        }
        let sentence = self.words.sentence_tokens(end.saturating_sub(1)).start;
        let start = (sentence..end).rev().take_while(|&index| self.is_name(index)).last()?;
        self.name(start..end)
    }

    fn mention_ending_at(&self, end: usize) -> Option<ActorId> {
        self.mentions.iter().find(|(tokens, _)| tokens.end == end).map(|(_, actor)| *actor)
    }

    fn is_name(&self, index: usize) -> bool {
        self.words.is_word(index)
            && self.words.is_capitalised(index)
            && self.tables.function_words.class(self.words.lower(index)).is_none()
    }

    /// The actor named by the capitalised run `tokens`, unless it is a place, a time or the first word of a sentence.
    fn name(&mut self, tokens: Range<usize>) -> Option<ActorId> {
        let span = self.words.span(tokens.clone())?;
        let elsewhere = self.places.iter().any(|place| place.span.overlaps(span))
            || self.times.iter().any(|time| time.span.overlaps(span));
        let doubtful = tokens.len() == 1 && self.words.opens_sentence(tokens.start);
        (!elsewhere && !doubtful).then(|| self.add(tokens, ActorKind::Unknown)).flatten()
    }

    /// The actor of that name, added where the document has none.
    fn add(&mut self, tokens: Range<usize>, kind: ActorKind) -> Option<ActorId> {
        let span: Span = self.words.span(tokens.clone())?;
        let name = span.of(self.words.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let known = self.actors.iter().position(|actor| {
            actor.name.eq_ignore_ascii_case(&name)
                || actor.name.strip_prefix("The ").or_else(|| actor.name.strip_prefix("the ")) == Some(name.as_str())
        });
        let index = known.unwrap_or_else(|| {
            self.actors.push(Actor { name, kind, role: None, affiliation: None, mentions: Vec::new() });
            self.actors.len() - 1
        });
        self.actors[index].mentions.push(span);
        let actor = ActorId::at(index);
        self.mentions.push((tokens, actor));
        self.mentions.sort_by_key(|(tokens, actor)| (tokens.start, tokens.end, *actor));
        Some(actor)
    }
}
