//! How it is given who did it: as fact, as owned up to, as suspected.

use gainsay_document::{Actor, Attribution, Event, Modality, ParticipantRole, Responsibility, Stance};

use super::tables::Tables;
use super::trigger::Trigger;
use crate::attribution::Words;

/// How far before or after an event a word of doubt may stand, in tokens.
const REACH: usize = 12;

/// How the agents of one event are given.
pub(super) fn of(
    tables: &Tables,
    words: &Words,
    actors: &[Actor],
    trigger: &Trigger,
    holder: Option<&Attribution>,
    event: &Event,
) -> Option<Responsibility> {
    let mut agents = event.participants.iter().filter(|part| part.role == ParticipantRole::Agent);
    let first = agents.clone().next()?;
    let source = holder.and_then(|holder| holder.actor);
    if source.is_some() && agents.any(|part| Some(part.actor) == source) {
        return Some(Responsibility::Claimed);
    }
    let near = trigger.tokens.start.saturating_sub(REACH).max(trigger.sentence.start)
        ..(trigger.tokens.end + REACH).min(trigger.sentence.end);
    let claims = near.clone().any(|at| tables.is("owned", words.lower(at)))
        && near.clone().any(|at| tables.is("owns", words.lower(at)));
    if claims && actors.get(first.actor.index()).is_some() {
        return Some(Responsibility::Claimed);
    }
    let official = source.and_then(|id| actors.get(id.index())).is_some_and(|actor| {
        let described = [Some(actor.name.as_str()), actor.role.as_deref(), actor.affiliation.as_deref()];
        described.into_iter().flatten().any(|text| {
            text.split(|c: char| !c.is_alphanumeric())
                .any(|word| tables.is("authority", &word.to_lowercase()))
        })
    });
    let doubted = near.clone().any(|at| tables.is("doubt", words.lower(at)));
    let accused = holder.is_some_and(|holder| holder.stance == Stance::Accuse);
    Some(if accused && official {
        Responsibility::SuspectedByAuthorities
    } else if accused || doubted {
        Responsibility::Suspected
    } else if event.modality == Modality::Possible {
        Responsibility::Possible
    } else {
        Responsibility::Fact
    })
}

/// Who is suspected in one sentence is not taken for granted in the next: of one agent the most careful word holds for
/// all its events; what it owns up to is settled.
pub(super) fn settle(events: &mut [Event]) {
    let agents = |event: &Event| -> Vec<_> {
        let parts = event.participants.iter().filter(|part| part.role == ParticipantRole::Agent);
        parts.map(|part| part.actor).collect()
    };
    let given: Vec<_> = events.iter().map(|event| (agents(event), event.responsibility)).collect();
    for event in events {
        let own = agents(event);
        let others = given.iter().filter(|(actors, _)| actors.iter().any(|actor| own.contains(actor)));
        event.responsibility = others.filter_map(|(_, given)| *given).max();
    }
}
