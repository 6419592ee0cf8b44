//! Who is said to have done it, and who denies it.

use gainsay_document::{Actor, ActorKind, FacetKind, ParticipantRole, Span, Stance};

use super::assess::Question;
use super::coverage::Extent;
use super::item::{Item, Value};
use super::{Matter, item};
use crate::features::ClaimFeatures;
use crate::features::names::NameKey;

/// A name has so many words at most.
const NAME_WORDS: usize = 6;

/// What two sides do to each other: whoever takes part in it is not said to have done it alone.
const TWO_SIDED: [&str; 3] = ["fight", "battle", "clash"];

/// Who is named as the agent of an attack, accused, or says so itself; and denials of it.
pub(super) fn question<'a>(matter: &Matter<'_, 'a>, extent: &Extent) -> Option<Question<'a>> {
    let items: Vec<Item<'a>> = matter.claims.iter().flat_map(|&claim| of_claim(matter, claim)).collect();
    (!items.is_empty()).then_some(Question {
        kind: FacetKind::Responsibility,
        count: None,
        items,
        spread: false,
        wide: extent.wide,
    })
}

/// Whether a denial is about who did it rather than about whether it happened.
pub(super) fn is_about_agent(matter: &Matter<'_, '_>, index: usize) -> bool {
    let claim = &matter.corpus.claims[index];
    claim.has_cue(&matter.tables.cues.responsibility)
        || !agents(matter, index).is_empty()
        || (claim.families.shares(matter.tables.families.violence) && speaks_of_itself(matter, claim))
}

fn of_claim<'a>(matter: &Matter<'_, 'a>, index: usize) -> Vec<Item<'a>> {
    let claim = &matter.corpus.claims[index];
    let cues = &matter.tables.cues;
    let holder = holder(matter, index);
    let about_it = claim.incident || claim.has_cue(&cues.responsibility);
    let named = |actor: &Actor| Value::Agent {
        key: NameKey::new(&actor.name, matter.tables),
        label: actor.name.strip_prefix("the ").unwrap_or(&actor.name).to_owned(),
        person: actor.kind == ActorKind::Person,
    };
    let stands = |value: Value<'a>| Item { retracts: claim.is_retraction(), ..item(matter, index, value) };

    let Some(attribution) = claim.attribution else {
        let agents =
            if claim.is_denial() || !claim.is_factual() { Vec::new() } else { agents(matter, index) };
        return agents.into_iter().map(|actor| stands(named(actor))).collect();
    };
    if claim.is_denial() {
        // "It was not clear why the Front opened fire" denies nothing.
        let says_so = claim.stance() == Some(Stance::Deny) || claim.has_cue(&cues.responsibility);
        if !about_it || !says_so || !is_about_agent(matter, index) {
            return Vec::new();
        }
        let others: Vec<&Actor> = agents(matter, index)
            .into_iter()
            .filter(|actor| !holder.as_ref().is_some_and(|(key, _)| is(actor, key, matter)))
            .collect();
        if others.is_empty() {
            let own = holder.map(|(key, label)| Value::Agent { key, label, person: false });
            return own
                .map(|value| Item { denied: true, own: true, ..item(matter, index, value) })
                .into_iter()
                .collect();
        }
        return others
            .into_iter()
            .map(|actor| Item { denied: true, ..item(matter, index, named(actor)) })
            .collect();
    }
    if !claim.is_factual() {
        return Vec::new();
    }
    if claim.has_cue(&cues.claimed) && !claim.has_cue(&["no one", "nobody", "no group", "none"]) {
        let own = |(key, label)| stands(Value::Agent { key, label, person: false });
        return holder.map(own).into_iter().collect();
    }
    // Whoever says that "he" fired does not mean himself, unless he owns up to it.
    let mut found = agents(matter, index);
    if !claim.has_cue(&cues.responsibility) {
        let speaks = |actor: &Actor| {
            actor.kind == ActorKind::Person && holder.as_ref().is_some_and(|(key, _)| is(actor, key, matter))
        };
        found.retain(|actor| !speaks(actor));
    }
    let accuses = attribution.stance == Stance::Accuse || claim.has_cue(&cues.responsibility);
    if found.is_empty() && accuses && about_it {
        return accused(matter, index, holder.as_ref())
            .map(|actor| stands(named(actor)))
            .into_iter()
            .collect();
    }
    found.into_iter().map(|actor| stands(named(actor))).collect()
}

/// The named agents of the claim's attacks.
fn agents<'a>(matter: &Matter<'_, 'a>, index: usize) -> Vec<&'a Actor> {
    let claim = &matter.corpus.claims[index];
    let reading = matter.corpus.document_of(index).reading;
    let violence = matter.tables.families.violence;
    let attack = |kind: &str| {
        !TWO_SIDED.contains(&kind)
            && matter.tables.families.kind(kind).is_some_and(|word| word.families.shares(violence))
    };
    let mut found: Vec<&Actor> = Vec::new();
    for event in claim.events.iter().filter(|event| attack(&event.kind)) {
        let agents =
            event.participants.iter().filter(|participant| participant.role == ParticipantRole::Agent);
        for actor in agents.filter_map(|participant| reading.actor(participant.actor)) {
            // "Shells hit the market": what happened, and nobody who did it.
            let happening = |mention: &Span| reading.events.iter().any(|event| event.trigger == *mention);
            let happens = actor.mentions.iter().any(happening);
            if is_named(actor, matter) && !happens && !found.contains(&actor) {
                found.push(actor);
            }
        }
    }
    found
}

/// The first actor that an accusation names beside its holder.
fn accused<'a>(
    matter: &Matter<'_, 'a>,
    index: usize,
    holder: Option<&(NameKey, String)>,
) -> Option<&'a Actor> {
    let claim = matter.corpus.claims[index].claim;
    let reading = matter.corpus.document_of(index).reading;
    let first = |actor: &Actor| {
        actor.mentions.iter().filter(|&&span| claim.span.contains(span)).map(|s| s.start()).min()
    };
    reading
        .actors
        .iter()
        .filter(|actor| is_named(actor, matter) && !holder.is_some_and(|(key, _)| is(actor, key, matter)))
        .filter_map(|actor| Some((first(actor)?, actor)))
        .min_by_key(|(at, _)| *at)
        .map(|(_, actor)| actor)
}

/// Whether an actor has a name of its own: "gunmen" could be anybody's.
fn is_named(actor: &Actor, matter: &Matter<'_, '_>) -> bool {
    let proper = |word: &str| word.chars().next().is_some_and(char::is_uppercase) && word != "The";
    // A headline that was taken for a name.
    let long = actor.name.split_whitespace().count() > NAME_WORDS;
    let capital = actor.name.split_whitespace().any(proper);
    let plain = matches!(actor.kind, ActorKind::Group | ActorKind::Unknown) && !actor.name.contains(' ');
    capital
        && !long
        && !plain
        && actor.kind != ActorKind::Media
        && !NameKey::new(&actor.name, matter.tables).is_anonymous()
}

fn is(actor: &Actor, key: &NameKey, matter: &Matter<'_, '_>) -> bool {
    NameKey::new(&actor.name, matter.tables).compatible(key)
}

/// The holder as an actor; `None` for an anonymous one.
fn holder(matter: &Matter<'_, '_>, index: usize) -> Option<(NameKey, String)> {
    let label = &matter.voices.holders[matter.voices.holder(index)];
    let key = NameKey::new(label, matter.tables);
    (!key.is_anonymous()).then(|| (key, label.clone()))
}

/// Whether what is denied is said of the holder: "that it had shelled", "shelling the town".
fn speaks_of_itself(matter: &Matter<'_, '_>, claim: &ClaimFeatures<'_>) -> bool {
    let text = &matter.corpus.documents[claim.document].document.text;
    let words = claim.claim.span.of(text).to_lowercase();
    let own = ["it", "its", "they", "their", "he", "his", "she", "her", "we", "our"];
    let pronoun = words
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(3)
        .any(|word| own.contains(&word));
    let doing = claim.events.iter().any(|event| {
        Some(event.trigger.start()) == claim.claim.span.first().map(Span::start)
            && event.trigger.of(text).ends_with("ing")
    });
    pronoun || doing
}
