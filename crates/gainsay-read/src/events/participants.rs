//! Who did it, and to whom: subjects, objects, by-phrases, and whom an attribution accuses or has deny.

use std::ops::Range;

use gainsay_document::{ActorId, Attribution, Participant, ParticipantRole, Stance};

use super::clause;
use super::names::Names;
use super::tables::Tables;
use super::trigger::Trigger;
use crate::attribution::{Classes, Words, antecedent};

/// The participants of one event. `holder` is the attribution it stands in.
pub(super) fn participants(
    names: &mut Names<'_>,
    tables: &Tables,
    trigger: &Trigger,
    holder: Option<&Attribution>,
) -> Vec<Participant> {
    let words = names.words;
    let own = holder.and_then(|holder| holder.actor);
    let part = Part { words, tables, trigger };
    let (agent, target) = if tables.hazards.contains(trigger.kind) {
        // Nobody's deed unless somebody is named for it: "sunk by a torpedo boat".
        (part.after_word(&["by"], trigger.tokens.end), None)
    } else if trigger.noun {
        part.of_noun()
    } else {
        part.of_verb()
    };
    let target = target.filter(|target| Some(target) != agent.as_ref());
    let mut agent = agent.and_then(|range| names.actor(&range, own));
    let mut target = target.and_then(|range| names.actor(&range, own));
    if agent.is_none() {
        agent = holder.and_then(|holder| laid_to(names, tables, trigger, holder));
    }
    if agent == target {
        target = None;
    }
    let part = |role: ParticipantRole| move |actor: ActorId| Participant { role, actor };
    agent
        .map(part(ParticipantRole::Agent))
        .into_iter()
        .chain(target.map(part(ParticipantRole::Target)))
        .collect()
}

/// To whom an attribution lays the event in it: whom it accuses, or who denies or promises it.
pub(super) fn laid_to(
    names: &mut Names<'_>,
    tables: &Tables,
    trigger: &Trigger,
    holder: &Attribution,
) -> Option<ActorId> {
    let part = Part { words: names.words, tables, trigger };
    match holder.stance {
        Stance::Accuse => part.accused(holder).and_then(|range| names.actor(&range, None)),
        Stance::Deny | Stance::Promise if part.is_own_deed(holder) => holder.actor,
        _ if part.is_claimed(holder) => holder.actor.filter(|actor| {
            // "no group has claimed the attack"
            names.actors.get(actor.index()).is_some_and(|actor| actor.name.contains(char::is_uppercase))
        }),
        _ => None,
    }
}

type Phrases = (Option<Range<usize>>, Option<Range<usize>>);

struct Part<'p> {
    words: &'p Words<'p>,
    tables: &'p Tables,
    trigger: &'p Trigger,
}

impl Part<'_> {
    fn low(&self) -> usize {
        clause::around(self.words, self.trigger.tokens.start, &self.trigger.sentence).start
    }

    fn high(&self) -> usize {
        clause::around(self.words, self.trigger.tokens.start, &self.trigger.sentence).end
    }

    fn of_verb(&self) -> Phrases {
        let words = self.words;
        let at = self.trigger.tokens.start;
        let group = self.group_start(at);
        let word = words.lower(at);
        let past = word.ends_with("ed")
            || matches!(word, "shot" | "slain" | "struck" | "hit" | "sunk" | "overthrown");
        let be = (group..at).any(|index| words.is(index, Classes::BE));
        let by = self.after_word(&["by"], self.trigger.tokens.end);
        // "shelled by the Accord": a participle without its auxiliary.
        let reduced =
            past && !be && by.as_ref().is_some_and(|range| range.start <= self.trigger.tokens.end + 2);
        if past && (be || reduced) {
            return (by, self.subject(group));
        }
        let gerund = word.ends_with("ing") && !be;
        let agent = if gerund { None } else { self.subject(group) };
        (agent, self.phrase_from(self.trigger.tokens.end))
    }

    fn of_noun(&self) -> Phrases {
        let words = self.words;
        let (at, end) = (self.trigger.tokens.start, self.trigger.tokens.end);
        let by = self.after_word(&["by"], end);
        let target = self.after_word(&["of", "on", "against"], end).filter(|range| range.start <= end + 2);
        if by.is_some() {
            return (by, target);
        }
        // "the Accord's shelling of the town"
        if let Some(mark) = (self.low()..at)
            .rev()
            .take(4)
            .find(|&index| words.lower(index) == "'s" || words.lower(index) == "'")
            && (mark + 1..at).all(|index| words.is_nominal(index))
        {
            return (self.phrase_before(mark), target);
        }
        let before = (self.low()..at).rev().take(6).find_map(|start| {
            let (after, ()) = self.tables.does.at(words, start, at).next()?;
            let between = (after..at).all(|index| {
                words.is_nominal(index) && !words.is_verbal(index)
                    || words.is(index, Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::QUANTIFIER))
            });
            between.then_some(start)
        });
        let agent = before.and_then(|start| {
            let claims = [
                "claimed", "claims", "claim", "claiming", "accepted", "admitted", "took", "denied", "denies",
            ];
            let verb = start - usize::from(start > self.low() && claims.contains(&words.lower(start - 1)));
            self.subject(self.group_start(verb))
        });
        (agent, target)
    }

    /// Where the auxiliaries and adverbs before a verb begin.
    fn group_start(&self, verb: usize) -> usize {
        let words = self.words;
        let part = |at: usize| {
            words.is(at, Classes::AUXILIARY.or(Classes::NEGATION)) && words.lower(at) != "no"
                || words.is_adverb(at)
                || matches!(words.lower(at), "to" | "been" | "being")
        };
        let mut start = verb;
        while start > self.low() && part(start - 1) {
            start -= 1;
        }
        start
    }

    /// The noun phrase before a verb group; what a relative clause speaks of for "who" and "which".
    fn subject(&self, group: usize) -> Option<Range<usize>> {
        let words = self.words;
        let low = self.low();
        let relative = |at: usize| matches!(words.lower(at), "who" | "which");
        if group == low && group > self.trigger.sentence.start && relative(group - 1) {
            return antecedent(words, self.trigger.sentence.start, group - 1);
        }
        let mut phrase = self.phrase_before(group)?;
        // "the army in Tornio shelled": the head stands before the preposition.
        for _ in 0..3 {
            let Some(preposition) = phrase.start.checked_sub(1).filter(|&at| at > low) else { break };
            if !words.is(preposition, Classes::PREPOSITION) {
                break;
            }
            let Some(outer) = self.phrase_before(preposition) else { break };
            phrase = if words.lower(preposition) == "of" { outer.start..phrase.end } else { outer };
            if phrase.start == low {
                break;
            }
        }
        Some(phrase)
    }

    /// The noun phrase that ends before `end`.
    fn phrase_before(&self, end: usize) -> Option<Range<usize>> {
        let words = self.words;
        let low = self.low();
        let mut start = end;
        while start > low {
            let at = start - 1;
            if words.is(at, Classes::DETERMINER.or(Classes::POSSESSIVE)) {
                start = at;
                break;
            }
            if words.is(at, Classes::PERSONAL) && start == end {
                start = at;
                break;
            }
            if !words.is_nominal(at) && words.lower(at) != "'s" || words.is_finite(at) {
                break;
            }
            start = at;
        }
        (start < end).then_some(start..end)
    }

    /// The noun phrase that begins at `start`.
    fn phrase_from(&self, start: usize) -> Option<Range<usize>> {
        let words = self.words;
        let high = self.high().min(start + 10);
        let mut end = start;
        while end < high {
            let opens = end == start && words.is(end, Classes::DETERMINER.or(Classes::POSSESSIVE));
            let inner = words.is_nominal(end) && !(end > start && words.is_verbal(end));
            let joint = end > start && words.lower(end) == "of" && words.is_capital(end + 1);
            if !(opens || inner || joint) {
                break;
            }
            end += 1;
        }
        (start < end).then_some(start..end)
    }

    /// The noun phrase after the first of `prepositions` that follows closely.
    fn after_word(&self, prepositions: &[&str], from: usize) -> Option<Range<usize>> {
        let words = self.words;
        let high = self.high().min(from + 12);
        let at = (from..high).find(|&at| prepositions.contains(&words.lower(at)))?;
        self.phrase_from(at + 1)
    }

    /// Whom an accusation names: "accused the Guard of shelling", "blamed the attack on the Guard".
    fn accused(&self, holder: &Attribution) -> Option<Range<usize>> {
        let words = self.words;
        let cue = words.segmentation.token_at(holder.cue.cover()?.end());
        let at = self.trigger.tokens.start;
        let link = (cue..at).find(|&index| matches!(words.lower(index), "of" | "for" | "over"));
        if let Some(link) = link {
            let start = (cue..link).find(|&index| words.is_word(index))?;
            return Some(start..link);
        }
        let on = self.after_word(&["on", "to"], self.trigger.tokens.end)?;
        (at >= cue).then_some(on)
    }

    /// Whether the source takes the deed on itself: "claimed responsibility for the attack".
    fn is_claimed(&self, holder: &Attribution) -> bool {
        let words = self.words;
        let Some(cue) = holder.cue.cover() else { return false };
        let from = words.segmentation.token_at(cue.start());
        let at = self.trigger.tokens.start;
        let verb = (from..at).take(4).any(|index| {
            matches!(
                words.lower(index),
                "claimed" | "claim" | "claims" | "claiming" | "took" | "admitted" | "assumed" | "accepted"
            )
        });
        verb && at < from + 14
            && (from..at).any(|index| matches!(words.lower(index), "responsibility" | "credit"))
    }

    /// Whether what a source denies or promises is its own deed: "denied shelling", "denied responsibility for".
    fn is_own_deed(&self, holder: &Attribution) -> bool {
        let words = self.words;
        let Some(cue) = holder.cue.cover() else { return false };
        let from = words.segmentation.token_at(cue.start());
        let at = self.trigger.tokens.start;
        let first = words.segmentation.token_at(cue.end());
        let gerund = !self.trigger.noun && words.lower(at).ends_with("ing") && at == first;
        let infinitive = !self.trigger.noun && words.lower(at - usize::from(at > 0)) == "to";
        let blame = (from..at).any(|index| {
            let word = words.lower(index);
            word.starts_with("responsib")
                || matches!(word, "involvement" | "role" | "part" | "carrying" | "launching")
        });
        gerund || infinitive || blame
    }
}
