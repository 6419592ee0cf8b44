//! What happened: event words with their type, mode, circumstances and participants.
//!
//! The types are those of PLOVER with hazards and casualties beside them; the words stand in `data/events.tsv`.

mod attach;
mod blame;
mod clause;
mod counts;
mod general;
mod kinds;
mod mood;
mod names;
mod participants;
mod realis;
mod responsibility;
mod roles;
mod story;
mod tables;
#[cfg(test)]
mod tests;
mod trigger;

use std::collections::HashMap;

use gainsay_document::{
    Actor, ActorId, Attribution, Event, Modality, Name, Outcome, Participant, ParticipantRole, Place,
    Polarity, Quantity, Span, Stance, Time,
};

use crate::attribution::Words;
use crate::segment::Segmentation;
use crate::syntax::{Relation, Syntax};

pub(crate) use attach::{begins_stretch, home, tells_speaking};
pub(crate) use clause::parted;
pub use counts::outcomes;
use kinds::Aim;
pub(crate) use story::settle_countries;
pub(crate) use tables::Phrases;
pub use tables::Tables;
use trigger::Trigger;

/// The layers of one document that the events and the claims are read from.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'a> {
    /// The text.
    pub text: &'a str,
    /// Its units.
    pub segmentation: &'a Segmentation,
    /// Which word depends on which; empty where no encoder read the text.
    pub syntax: &'a Syntax,
    /// What the encoder names; none where it did not read the text.
    pub names: &'a [Name],
    /// Who said what.
    pub attributions: &'a [Attribution],
    /// How many.
    pub quantities: &'a [Quantity],
    /// When.
    pub times: &'a [Time],
    /// Where.
    pub places: &'a [Place],
    /// What is called after a place ("a Korvan minister"): an event points to them as if they stood behind the places.
    pub associative: &'a [Place],
}

/// The events of a text in order, and its actors with those that only take part in an event behind the known ones.
///
/// `see` is shown each event, before the words around it are weighed ([`Tables`]' `realis.tsv`), with what is weighed.
#[must_use]
pub fn events(
    tables: &Tables,
    words_tables: &crate::attribution::Tables,
    layers: Layers<'_>,
    actors: Vec<Actor>,
    see: &mut dyn FnMut(&Event, &[String]),
) -> (Vec<Event>, Vec<Actor>) {
    let words = Words::new(words_tables, layers.text, layers.segmentation);
    let triggers = trigger::triggers(tables, &words, layers.syntax, layers.places);
    let mut names = names::Names::new(tables, &words, layers, actors);
    let scene = Scene::new(tables, &words, layers, &triggers);
    let mut events = Vec::with_capacity(triggers.len());
    let mut turned = vec![false; layers.attributions.len()];
    let mut aims = Vec::with_capacity(triggers.len());
    let mut talk = Vec::new();
    for (index, trigger) in triggers.iter().enumerate() {
        let Some(span) = words.span(&trigger.tokens) else { continue };
        let holder = holder(&words, layers.attributions, trigger, span);
        let (participants, kind, heads, aim) =
            scene.participants(&mut names, trigger, holder.map(|index| &layers.attributions[index]));
        // "no group has claimed the attack": the attack is not denied.
        let unclaimed = trigger.noun && heads.agents.iter().any(|&at| scene.is_nobody(at));
        let given = unclaimed || scene.is_given(trigger);
        let nobody =
            !trigger.noun && heads.agents.iter().chain(&heads.targets).any(|&at| scene.is_nobody(at));
        let mut event = Event {
            kind: kind.to_owned(),
            trigger: span,
            polarity: if nobody {
                Polarity::Denied
            } else if given {
                Polarity::Asserted
            } else {
                mood::polarity(
                    &words,
                    trigger,
                    holder.and_then(|index| layers.attributions[index].cue.cover()),
                )
            },
            modality: if given { Modality::Asserted } else { mood::modality(tables, &words, trigger) },
            places: crate::place::narrowest(layers.places, scene.attached(index, Of::Places)),
            times: scene.attached(index, Of::Times),
            quantities: scene.counted(trigger),
            participants,
            responsibility: None,
        };
        if let Some(index) = holder.filter(|_| !given) {
            stance(&words, &layers.attributions[index], trigger, &mut turned[index], &mut event);
        }
        if event.modality == Modality::Asserted && scene.is_general(index, &heads, &event.quantities) {
            event.modality = Modality::Hypothetical;
        }
        let holder = holder.map(|index| &layers.attributions[index]);
        let features = scene.features(index, &heads, &event.quantities, holder);
        see(&event, &features);
        if tables.is_talk(&event.kind, &features) {
            talk.push(events.len());
        }
        event.responsibility = responsibility::of(tables, &words, &names.actors, trigger, holder, &event);
        events.push(event);
        aims.push(aim);
    }
    realis::only_talk(tables, &talk, &mut events);
    story::effects(tables, layers, &aims, &mut events);
    let settings: Vec<usize> =
        scene.items.get(&Of::Places).into_iter().flatten().map(|(index, _)| *index).collect();
    let local: Vec<bool> = triggers.iter().map(|trigger| scene.is_local(trigger)).collect();
    story::complete(layers, &settings, &local, &mut events);
    blame::Blame { tables, words: &words, layers }.tell(&mut names, &mut events);
    responsibility::settle(layers.text, &mut events);
    (events, names.actors)
}

/// Which layer an event's circumstances are looked up in.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Places,
    Times,
}

/// The events of a text while they are read, with what hangs on them by syntax.
struct Scene<'s> {
    tables: &'s Tables,
    words: &'s Words<'s>,
    layers: Layers<'s>,
    triggers: &'s [Trigger],
    /// The places and times that are of events at all.
    items: HashMap<Of, Vec<(usize, Span)>>,
    tied: HashMap<Of, HashMap<usize, Vec<usize>>>,
}

impl<'s> Scene<'s> {
    fn new(tables: &'s Tables, words: &'s Words<'s>, layers: Layers<'s>, triggers: &'s [Trigger]) -> Self {
        let spans: Vec<Span> = triggers.iter().filter_map(|trigger| words.span(&trigger.tokens)).collect();
        // Where and when the report was written is not where its events happened.
        let dateline = story::dateline(layers.text);
        let places = layers.places.iter().map(|place| place.span).enumerate();
        let places = places.filter(|(_, place)| place.start() >= dateline);
        let places =
            places.filter(|(_, place)| attach::is_setting(tables, words, layers.syntax, *place)).collect();
        let times = layers.times.iter().map(|time| time.span).enumerate();
        let times: Vec<(usize, Span)> =
            times.filter(|(_, time)| time.start() >= dateline && !begins_stretch(words, *time)).collect();
        let tie = |list: &[(usize, Span)]| {
            if layers.syntax.is_empty() {
                return HashMap::new();
            }
            let list = list.iter().copied();
            attach::by_syntax(tables, words, layers.syntax, layers.attributions, triggers, list)
        };
        let places: Vec<(usize, Span)> = places;
        let tied = HashMap::from([(Of::Places, tie(&places)), (Of::Times, tie(&times))]);
        let hangs = |time: usize| tied[&Of::Times].values().flatten().any(|&other| other == time);
        let times = times
            .into_iter()
            .filter(|&(index, time)| {
                hangs(index) || !tells_speaking(words, layers.attributions, &spans, time)
            })
            .collect();
        let items = HashMap::from([(Of::Places, places), (Of::Times, times)]);
        Self { tables, words, layers, triggers, items, tied }
    }

    fn tied(&self, event: usize, of: Of) -> &[usize] {
        self.tied.get(&of).and_then(|tied| tied.get(&event)).map_or(&[], Vec::as_slice)
    }

    /// What hangs on the event by syntax; else what is nearest in its clause or sentence.
    fn attached(&self, event: usize, of: Of) -> Vec<usize> {
        let tied = self.tied(event, of);
        if !tied.is_empty() {
            return tied.to_vec();
        }
        let taken: Vec<usize> =
            self.tied.get(&of).into_iter().flat_map(|tied| tied.values().flatten().copied()).collect();
        let trigger = &self.triggers[event];
        let items = self.items.get(&of).into_iter().flatten().copied();
        let near = attach::nearest(self.words, self.layers.attributions, trigger, items.clone());
        let free: Vec<usize> = near.iter().copied().filter(|item| !taken.contains(item)).collect();
        if !free.is_empty() {
            return free;
        }
        // What is only spoken of need not be of the day on which it is spoken of.
        if self.is_given(trigger) {
            return Vec::new();
        }
        // "a bomb exploded in Korva": the bomb is where the verb says.
        let mut above = self.layers.syntax.ancestors(self.layers.syntax.top(&trigger.tokens)).skip(1);
        let verb = above.find_map(|at| self.triggers.iter().position(|other| other.tokens.contains(&at)));
        match verb.map(|verb| self.tied(verb, of)).filter(|tied| !tied.is_empty()) {
            Some(tied) => tied.to_vec(),
            None => near,
        }
    }

    fn counted(&self, trigger: &Trigger) -> Vec<usize> {
        let of = outcome(trigger.kind);
        let quantities = self.layers.quantities.iter().enumerate();
        let spans = quantities
            .filter(|(_, quantity)| {
                // "without casualties": nothing that happened in the attack is counted by it.
                let none = quantity.interval.high == Some(0.0);
                quantity.outcome.is_some() && (of.is_none() && !none || quantity.outcome == of)
            })
            .map(|(index, quantity)| (index, quantity.span));
        attach::nearest(self.words, self.layers.attributions, trigger, spans)
    }

    /// Who takes part, what kind of event that makes it, and the heads of those named.
    fn participants(
        &self,
        names: &mut names::Names<'_>,
        trigger: &Trigger,
        holder: Option<&Attribution>,
    ) -> (Vec<Participant>, &'static str, roles::Heads, Aim) {
        if self.layers.syntax.is_empty() {
            let found = participants::participants(names, self.tables, trigger, holder);
            return (found, trigger.kind, roles::Heads::default(), Aim::Untold);
        }
        let (words, syntax, tables) = (self.words, self.layers.syntax, self.tables);
        let mut heads = roles::Roles { words, syntax, tables }.of(trigger);
        // "the attack on the convoy on 11 April" was not on the day.
        heads.targets.retain(|&at| !self.is_time(at));
        if trigger.noun && heads.targets.is_empty() {
            // "the Fishers' Union attack" was one on it.
            let at = syntax.top(&trigger.tokens);
            let before =
                |head: &usize| syntax.relation(*head) == Relation::Compound && syntax.head(*head) == Some(at);
            let (done, did): (Vec<usize>, Vec<usize>) =
                heads.agents.iter().partition(|&head| before(head) && !names.bears_arms(*head));
            heads.agents = did;
            let suffers = tables.suffers.contains(trigger.kind);
            heads.targets.extend(done.into_iter().filter(|&head| !suffers || names.is_person(head)));
        }
        let own = holder.and_then(|holder| holder.actor);
        let resolve = |names: &mut names::Names<'_>, heads: &[usize], acts: bool| -> Vec<ActorId> {
            let mut found: Vec<ActorId> = heads
                .iter()
                .filter(|&&at| !self.is_nobody(at))
                .filter_map(|&at| names.headed(at, own, acts))
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let mut agents = resolve(names, &heads.agents, true);
        // Who accuses somebody of a deed did not do it.
        let accuses =
            trigger.kind != "accuse" && holder.is_some_and(|holder| holder.stance == Stance::Accuse);
        agents.retain(|&agent| !accuses || Some(agent) != own);
        if agents.is_empty()
            && let Some(holder) = holder
        {
            agents.extend(participants::laid_to(names, tables, trigger, holder));
        }
        let mut targets = resolve(names, &heads.targets, false);
        targets.retain(|target| !agents.contains(target));
        let kinds = kinds::Kinds { words, syntax, tables };
        let borne = |id: &ActorId| {
            names.actors.get(id.index()).is_some_and(|actor| kinds.bears_rank(&actor.mentions))
        };
        let aim = match kinds.aim(trigger, &heads) {
            // "He was murdered": who he is stands elsewhere.
            Aim::Others if !targets.is_empty() && targets.iter().all(borne) => Aim::Armed,
            aim => aim,
        };
        let kind = kinds.of(trigger, &heads, aim);
        let part = |role: ParticipantRole| move |actor: ActorId| Participant { role, actor };
        let agents = agents.into_iter().map(part(ParticipantRole::Agent));
        let targets = targets.into_iter().map(part(ParticipantRole::Target));
        (agents.chain(targets).collect(), kind, heads, aim)
    }

    /// What shows whether a particular event is told; nothing where there is no syntax.
    fn features(
        &self,
        event: usize,
        heads: &roles::Heads,
        figures: &[usize],
        holder: Option<&Attribution>,
    ) -> Vec<String> {
        if self.layers.syntax.is_empty() {
            return Vec::new();
        }
        let told = realis::Told {
            trigger: &self.triggers[event],
            heads,
            times: self.tied(event, Of::Times),
            places: self.tied(event, Of::Places),
            figures,
            is_held: holder.is_some(),
        };
        realis::Realis { words: self.words, layers: self.layers, tables: self.tables }.features(told)
    }

    fn is_time(&self, at: usize) -> bool {
        let span = self.words.segmentation.tokens.get(at).map(|token| token.span);
        span.is_some_and(|span| self.layers.times.iter().any(|time| time.span.contains(span)))
    }

    /// Whether the sentence places the event in the town of the report: "in this capital", "on Mill Street".
    fn is_local(&self, trigger: &Trigger) -> bool {
        let words = self.words;
        trigger.sentence.clone().any(|at| {
            let word = words.lower(at);
            let here = matches!(word, "capital" | "city")
                && at > trigger.sentence.start
                && matches!(words.lower(at - 1), "this" | "the")
                && words.lower(at + 1) != "of";
            here || self.tables.is("street", word)
        })
    }

    /// Whether the words around an event noun take it as known that it happened, and speak of something else: "the
    /// murder was not condemned".
    fn is_given(&self, trigger: &Trigger) -> bool {
        if self.layers.syntax.is_empty() || !trigger.noun {
            return false;
        }
        let (words, syntax, tables) = (self.words, self.layers.syntax, self.tables);
        general::General { words, syntax, tables }.is_given(trigger)
    }

    /// Whether the phrase with head `at` is of nobody: "no group", "none of them".
    fn is_nobody(&self, at: usize) -> bool {
        let no = self.layers.syntax.dependent(at, Relation::Determiner);
        matches!(self.words.lower(at), "nobody" | "none" | "nothing")
            || no.is_some_and(|at| matches!(self.words.lower(at), "no" | "neither"))
    }

    fn is_general(&self, event: usize, heads: &roles::Heads, figures: &[usize]) -> bool {
        if self.layers.syntax.is_empty() {
            return false;
        }
        let placed = !self.tied(event, Of::Places).is_empty() || !self.tied(event, Of::Times).is_empty();
        let (words, syntax, tables) = (self.words, self.layers.syntax, self.tables);
        let general = general::General { words, syntax, tables };
        general.is_general(&self.triggers[event], heads, placed) || self.is_sum(event, figures)
    }

    /// Whether the event is many taken together: "1,200 people were killed last year".
    fn is_sum(&self, event: usize, figures: &[usize]) -> bool {
        const MANY: f64 = 100.0;
        let figures: Vec<&Quantity> = figures.iter().map(|&at| &self.layers.quantities[at]).collect();
        let many = figures.iter().any(|figure| figure.interval.low.is_some_and(|low| low >= MANY));
        let running = !figures.is_empty() && figures.iter().all(|figure| figure.scope.is_cumulative());
        let numbered = self.layers.syntax.dependent(self.triggers[event].tokens.start, Relation::Number);
        let digits = numbered.is_some_and(|at| {
            let plain = self.words.lower(at).replace(',', "");
            plain.parse::<f64>().is_ok_and(|number| number >= MANY)
        });
        // The day of one event, or a stretch of many.
        let day = self.tied(event, Of::Times).iter().any(|&at| {
            let time = &self.layers.times[at];
            time.start.is_some() && time.start == time.end
        });
        !day && (many || running || digits)
    }
}

/// The outcome that an event of harm is counted by; `None` for an event that can have any.
fn outcome(kind: &str) -> Option<Outcome> {
    Some(match kind {
        "kill" | "blast-killing" | "battle-killing" | "die" | "drown" | "murder" | "execute" | "massacre" => {
            Outcome::Killed
        }
        "injure" => Outcome::Injured,
        "missing" | "disappear" => Outcome::Missing,
        "arrest" => Outcome::Detained,
        "abduct" => Outcome::Abducted,
        "displace" => Outcome::Displaced,
        "evacuate" => Outcome::Evacuated,
        "rescue" => Outcome::Rescued,
        "destroy" => Outcome::Destroyed,
        "damage" => Outcome::Damaged,
        _ => return None,
    })
}

/// The attribution an event belongs to: the innermost whose content holds it, or one whose cue or object it is.
fn holder(words: &Words, attributions: &[Attribution], trigger: &Trigger, span: Span) -> Option<usize> {
    home(attributions, span).or_else(|| object_of(words, attributions, &trigger.sentence, span))
}

/// The attribution in whose cue, or in the object of whose denial, accusation or retraction, a fact stands.
pub(crate) fn object_of(
    words: &Words,
    attributions: &[Attribution],
    sentence: &std::ops::Range<usize>,
    span: Span,
) -> Option<usize> {
    let sentence_span = words.span(sentence)?;
    let in_cue = |attribution: &Attribution| attribution.cue.contains(span);
    let in_object = |attribution: &Attribution| {
        let Some(cue) = attribution.cue.cover() else { return false };
        matches!(attribution.stance, Stance::Deny | Stance::Retract | Stance::Accuse | Stance::Confirm)
            && sentence_span.contains(cue)
            && cue.end() <= span.start()
            && !attributions.iter().any(|other| {
                let begins = other.source.first().or_else(|| other.cue.first());
                begins.is_some_and(|begin| begin.start() > cue.end() && begin.start() < span.start())
            })
            && !words
                .text
                .get(cue.end()..span.start())
                .is_some_and(|between| between.contains([';', '“', '”', '"']))
    };
    let last = |fits: &dyn Fn(&Attribution) -> bool| attributions.iter().rposition(fits);
    last(&in_cue).or_else(|| last(&in_object))
}

/// What the stance of its attribution makes of an event: the first thing denied, demanded or promised is what is meant.
fn stance(words: &Words, attribution: &Attribution, trigger: &Trigger, turned: &mut bool, event: &mut Event) {
    if attribution.cue.contains(event.trigger) || *turned {
        return;
    }
    // "demanded an answer after the attack": the attack is no part of the demand.
    let close = attribution.content.first().is_none_or(|content| {
        let first = words.segmentation.token_at(content.start());
        trigger.tokens.start < first + 6
    });
    let past = !trigger.noun
        && words.lower(trigger.tokens.start).ends_with("ed")
        && event.modality == Modality::Asserted;
    match attribution.stance {
        Stance::Deny => {
            event.polarity = match event.polarity {
                Polarity::Asserted => Polarity::Denied,
                Polarity::Denied => Polarity::Asserted,
            };
        }
        Stance::Demand if close && !past => event.modality = Modality::Demanded,
        Stance::Promise if close && !past => event.modality = Modality::Planned,
        _ => return,
    }
    *turned = true;
}
