//! How it is given who did it: as fact, as owned up to, as suspected.

use gainsay_document::{
    Actor, ActorKind, Attribution, Event, Modality, ParticipantRole, Responsibility, Stance,
};

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
    let official =
        source.and_then(|id| actors.get(id.index())).is_some_and(|actor| is_official(tables, actor));
    // "The ministry said the Guard was responsible for the attack."
    let charged = trigger.noun
        && source.is_some()
        && near.clone().any(|at| tables.is("guilty", words.lower(at)) || tables.is("doer", words.lower(at)));
    // A body reports what it found; a person's word on who did it is a charge.
    let person =
        source.and_then(|id| actors.get(id.index())).is_none_or(|actor| actor.kind == ActorKind::Person);
    let accused = charged
        || holder.is_some_and(|holder| person && holder.stance == Stance::Say)
        || holder
            .is_some_and(|holder| matches!(holder.stance, Stance::Accuse | Stance::Claim | Stance::Estimate));
    let any = |sense: &str| near.clone().any(|at| tables.is(sense, words.lower(at)));
    let doubted = any("doubt");
    Some(if (accused || doubted) && official || any("tries") {
        Responsibility::SuspectedByAuthorities
    } else if accused || doubted {
        Responsibility::Suspected
    } else if event.modality == Modality::Possible || any("maybe") {
        Responsibility::Possible
    } else {
        Responsibility::Fact
    })
}

/// The doubt that the words around `at` leave; `None` where they leave none.
pub(super) fn doubt(tables: &Tables, words: &Words, at: usize) -> Option<Responsibility> {
    const NEAR: usize = 6;
    let near = at.saturating_sub(NEAR)..(at + NEAR).min(words.len());
    let any = |is: &dyn Fn(&str) -> bool| near.clone().any(|at| is(words.lower(at)));
    if any(&|word| tables.is("maybe", word) || tables.is("might", word)) {
        return Some(Responsibility::Possible);
    }
    any(&|word| tables.is("doubt", word)).then_some(Responsibility::Suspected)
}

/// Whether the actor speaks for those in office.
pub(super) fn is_official(tables: &Tables, actor: &Actor) -> bool {
    let described = [Some(actor.name.as_str()), actor.role.as_deref(), actor.affiliation.as_deref()];
    // "Liberation Army" is the name of no army in office.
    let band = || {
        let mut words = actor.name.split(|c: char| !c.is_alphanumeric());
        words.any(|word| tables.liberates.contains(word.to_lowercase().as_str()))
    };
    actor.kind != ActorKind::Media
        && !band()
        && described.into_iter().flatten().any(|text| {
            text.split(|c: char| !c.is_alphanumeric())
                .any(|word| tables.is("authority", &word.to_lowercase()))
        })
}

/// Who is suspected in one sentence is not taken for granted in the next: a deed that is only called back by a noun ("the
/// attack") is given as its agent's deeds most often are, of two as often the more careful one.
pub(super) fn settle(text: &str, events: &mut [Event]) {
    let agents = |event: &Event| -> Vec<_> {
        let parts = event.participants.iter().filter(|part| part.role == ParticipantRole::Agent);
        parts.map(|part| part.actor).collect()
    };
    let given: Vec<_> = events.iter().map(|event| (agents(event), event.responsibility)).collect();
    for event in events {
        let word = event.trigger.of(text);
        if event.responsibility != Some(Responsibility::Fact) || word.ends_with("ed") || word.ends_with("ing")
        {
            continue;
        }
        let own = agents(event);
        let others = given.iter().filter(|(actors, _)| actors.iter().any(|actor| own.contains(actor)));
        let others: Vec<Responsibility> = others.filter_map(|(_, given)| *given).collect();
        let count = |one: Responsibility| others.iter().filter(|&&other| other == one).count();
        event.responsibility = others.iter().copied().max_by_key(|&one| (count(one), one));
    }
}
