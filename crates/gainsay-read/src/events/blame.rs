//! Who is said elsewhere in a report to have done what it tells: "Police blamed the Guard", "the Guard claimed
//! responsibility".

use gainsay_document::{
    Actor, ActorId, ActorKind, Event, Modality, Participant, ParticipantRole, Polarity, Responsibility, Span,
};

use super::names::Names;
use super::roles::{Guilt, Roles};
use super::tables::Tables;
use super::{Layers, home, responsibility};
use crate::attribution::Words;

/// How many sentences back the deed may stand that a statement speaks of, where others stand between.
const BACK: usize = 3;

/// What the statements are found in.
#[derive(Clone, Copy)]
pub(super) struct Blame<'b> {
    pub tables: &'b Tables,
    pub words: &'b Words<'b>,
    pub layers: Layers<'b>,
}

impl Blame<'_> {
    /// Give the deeds of a report the agents that its statements of guilt name.
    pub(super) fn tell(self, names: &mut Names<'_>, events: &mut [Event]) {
        if self.layers.syntax.is_empty() {
            return;
        }
        let roles = Roles { words: self.words, syntax: self.layers.syntax, tables: self.tables };
        for at in 0..self.words.len() {
            let Some((heads, guilt)) = roles.guilt(at).or_else(|| self.frees(roles, at)) else { continue };
            let Some(token) = self.words.segmentation.tokens.get(at).map(|token| token.span) else {
                continue;
            };
            // What a deed's own words say is read with it: "suspected killers attacked …".
            if events.iter().any(|event| event.trigger.overlaps(token) && self.is_deed(event)) {
                continue;
            }
            // "accused of having lied": of something else than what happened.
            let charge = roles.charge(at).filter(|_| guilt != Guilt::Freed);
            let Some(charged) = self.charged(roles, events, charge) else { continue };
            let holder = home(self.layers.attributions, token).map(|index| &self.layers.attributions[index]);
            let own = holder.and_then(|holder| holder.actor);
            for head in heads {
                let Some(actor) = names.headed(head, own, true) else { continue };
                let body = names.actors.get(actor.index()).is_some_and(is_body);
                let accuser = match guilt {
                    Guilt::Laid(Some(by)) => names.headed(by, own, false),
                    Guilt::Laid(None) => None,
                    Guilt::Told | Guilt::Owned | Guilt::Freed => own,
                };
                if !body || accuser == Some(actor) && guilt != Guilt::Told {
                    continue;
                }
                let official = |actor: Option<ActorId>| {
                    let actor = actor.and_then(|id| names.actors.get(id.index()));
                    actor.is_some_and(|actor| responsibility::is_official(self.tables, actor))
                };
                if guilt == Guilt::Freed && official(Some(actor)) {
                    continue;
                }
                let given = match guilt {
                    Guilt::Owned => Responsibility::Claimed,
                    Guilt::Freed => Responsibility::Fact,
                    Guilt::Laid(Some(by)) if self.names_office(by) => Responsibility::SuspectedByAuthorities,
                    Guilt::Laid(_) if self.tables.is("tries", self.words.lower(at)) => {
                        Responsibility::SuspectedByAuthorities
                    }
                    Guilt::Laid(_) if official(accuser) => Responsibility::SuspectedByAuthorities,
                    Guilt::Laid(_) => Responsibility::Suspected,
                    Guilt::Told if own == Some(actor) => Responsibility::Claimed,
                    Guilt::Told => self.told(at, own.is_some(), official(own)),
                };
                let actors = &names.actors;
                let fits = |index: &usize| charged.is_empty() || charged.contains(index);
                let deed = Deed { actors, actor, guilt };
                if let Some(index) = self.deed(deed, events, token, &fits) {
                    take(&mut events[index], actor, given);
                }
            }
        }
    }

    /// Who lets those go whom they took: "the Guard released the hostages".
    fn frees(self, roles: Roles<'_>, at: usize) -> Option<(Vec<usize>, Guilt)> {
        let frees =
            self.tables.is("frees", self.words.lower(at)) && !self.layers.syntax.part(at).is_nominal();
        let by = frees.then(|| roles.agents(at))?;
        Some((by, Guilt::Freed))
    }

    /// How it is given that somebody "is responsible".
    fn told(self, at: usize, held: bool, official: bool) -> Responsibility {
        match responsibility::doubt(self.tables, self.words, at) {
            Some(doubt) => doubt,
            None if official => Responsibility::SuspectedByAuthorities,
            None if held => Responsibility::Suspected,
            None => Responsibility::Fact,
        }
    }

    /// The deed that a statement at `token` speaks of: one of its sentence, else the last one before that nobody else
    /// is named for.
    fn deed(
        self,
        of: Deed<'_>,
        events: &[Event],
        token: Span,
        charged: &dyn Fn(&usize) -> bool,
    ) -> Option<usize> {
        let Deed { actors, actor, guilt } = of;
        let sentence = |span: Span| self.layers.segmentation.sentence_at(span.start()).unwrap_or(usize::MAX);
        let here = sentence(token);
        let suffers = |event: &Event| {
            event.participants.iter().any(|part| part.role == ParticipantRole::Target && part.actor == actor)
        };
        let kind = |event: &Event| match guilt {
            Guilt::Freed => self.tables.is("holds", &event.kind),
            _ => self.is_deed(event),
        };
        let fits = |event: &Event| kind(event) && told(event) && !suffers(event);
        let did = |event: &Event| agents(event).any(|agent| agent == actor);
        let free = |event: &Event| !agents(event).any(|agent| actors.get(agent.index()).is_some_and(is_body));
        let of_sentence: Vec<usize> = (0..events.len())
            .filter(|&index| {
                fits(&events[index]) && sentence(events[index].trigger) == here && charged(&index)
            })
            .collect();
        if let Some(&index) = of_sentence.iter().find(|&&index| did(&events[index])) {
            return Some(index);
        }
        let near = of_sentence.iter().filter(|&&index| free(&events[index]));
        if let Some(&index) = near.min_by_key(|&&index| events[index].trigger.gap(token)) {
            return Some(index);
        }
        let before: Vec<usize> = (0..events.len())
            .filter(|&index| fits(&events[index]) && sentence(events[index].trigger) < here)
            .collect();
        let close = before.iter().rev().find(|&&index| sentence(events[index].trigger) + BACK >= here);
        close
            .filter(|&&index| did(&events[index]) || free(&events[index]))
            .or_else(|| before.iter().rev().find(|&&index| free(&events[index])))
            .copied()
    }

    /// The deeds told in the charge whose head is `charge`: none where there is no charge, or one that stands for what was
    /// told before; `None` where it is of something else.
    fn charged(self, roles: Roles<'_>, events: &[Event], charge: Option<usize>) -> Option<Vec<usize>> {
        let Some(head) = charge else { return Some(Vec::new()) };
        let top = |event: &Event| {
            let tokens = &self.words.segmentation;
            let last = event.trigger.end().saturating_sub(1);
            self.layers.syntax.top(&(tokens.token_at(event.trigger.start())..tokens.token_at(last) + 1))
        };
        let told: Vec<usize> = (0..events.len())
            .filter(|&index| self.is_deed(&events[index]) && roles.is_charged_with(head, top(&events[index])))
            .collect();
        (!told.is_empty() || self.tables.is("again", self.words.lower(head))).then_some(told)
    }

    /// Whether the phrase with head `at` has a word for those in office.
    fn names_office(self, at: usize) -> bool {
        self.layers.syntax.phrase(at).any(|at| self.tables.is("authority", self.words.lower(at)))
    }

    fn is_deed(self, event: &Event) -> bool {
        self.tables.is("deed", &event.kind)
    }
}

/// Whose deed is looked for.
#[derive(Clone, Copy)]
struct Deed<'d> {
    actors: &'d [Actor],
    actor: ActorId,
    guilt: Guilt,
}

/// Whether the event is told as one that happened.
fn told(event: &Event) -> bool {
    event.polarity == Polarity::Asserted && matches!(event.modality, Modality::Asserted | Modality::Possible)
}

fn agents(event: &Event) -> impl Iterator<Item = ActorId> + '_ {
    event.participants.iter().filter(|part| part.role == ParticipantRole::Agent).map(|part| part.actor)
}

/// Whether the actor is a body that can be held guilty, and not one person or people without a name.
fn is_body(actor: &Actor) -> bool {
    matches!(actor.kind, ActorKind::Organisation | ActorKind::Unknown) && actor.role.is_none()
}

/// Make `actor` an agent of the event, given so.
fn take(event: &mut Event, actor: ActorId, given: Responsibility) {
    if !agents(event).any(|agent| agent == actor) {
        event.participants.push(Participant { role: ParticipantRole::Agent, actor });
        // What was given of others holds for them too.
        event.responsibility = Some(given);
        return;
    }
    event.responsibility = event.responsibility.max(Some(given));
}
