//! What holds between the events of a report: which harm came of which deed, and when and where a thing happened that
//! was told before.

use std::collections::HashMap;

use gainsay_document::{Event, Modality, ParticipantRole, Place, Polarity, Time};
use jiff::civil::Date;

use super::Layers;
use super::kinds::Aim;
use super::tables::Tables;
use crate::place::Places;

/// How many sentences back the deed may stand that harm came of.
const BACK: usize = 2;

/// Tie harm to the deed it came of: the deed gets its figures, and a killing its kind.
///
/// `aims` says of each event whom the text names that it was done to.
pub(super) fn effects(tables: &Tables, layers: Layers<'_>, aims: &[Aim], events: &mut [Event]) {
    let sentences: Vec<usize> = events
        .iter()
        .map(|event| layers.segmentation.sentence_at(event.trigger.start()).unwrap_or(usize::MAX))
        .collect();
    for at in 0..events.len() {
        if !tables.effects.contains(events[at].kind.as_str()) || events[at].polarity == Polarity::Denied {
            continue;
        }
        let Some(cause) = cause(tables, events, &sentences, at) else { continue };
        let acted = events[at].participants.iter().any(|part| part.role == ParticipantRole::Agent);
        let close = sentences[cause] == sentences[at] || !events[at].quantities.is_empty();
        let aim = aims.get(at).copied().unwrap_or_default();
        let here = sentences[cause] == sentences[at];
        let kind = match (events[at].kind.as_str(), events[cause].kind.as_str()) {
            ("die", kind) if close && aim == Aim::Armed && tables.means.contains(kind) => {
                Some("battle-killing")
            }
            ("kill" | "die", "bomb" | "explode") => Some("blast-killing"),
            ("kill", "battle" | "clash" | "fight") if !acted || here && aim == Aim::Untold => {
                Some("battle-killing")
            }
            ("kill", cause) if tables.is("accident", cause) && !acted => Some("die"),
            ("die", kind) if close && tables.means.contains(kind) => {
                (!matches!(kind, "battle" | "clash" | "fight")).then_some("kill")
            }
            _ => None,
        };
        if let Some(kind) = kind {
            kind.clone_into(&mut events[at].kind);
        }
        let figures: Vec<usize> = events[at].quantities.clone();
        let own = &mut events[cause].quantities;
        for figure in figures {
            if !own.contains(&figure) {
                own.push(figure);
            }
        }
    }
    for at in 0..events.len() {
        // A house burned where there was shooting did not catch fire.
        let set = |other: usize| {
            sentences[other].abs_diff(sentences[at]) <= BACK
                && tables.means.contains(events[other].kind.as_str())
        };
        if events[at].kind == "burn" && (0..events.len()).any(set) {
            "arson".clone_into(&mut events[at].kind);
        }
    }
    sorts_of_attack(layers.text, aims, events, &sentences);
    only_blasts(tables, layers.text, events);
    only_battles(layers.text, aims, events);
}

/// Whether the event is told by a verb, as one of its own, and not called back by a noun.
fn is_told_in_full(text: &str, event: &Event) -> bool {
    let word = event.trigger.of(text);
    word.ends_with("ed") || word.ends_with("ing")
}

/// Where blasts are the only deeds that a report tells of, its attacks are blasts, and those killed were killed by them.
fn only_blasts(tables: &Tables, text: &str, events: &mut [Event]) {
    let told = |event: &&Event| happened(event) && tables.means.contains(event.kind.as_str());
    let blast = |event: &Event| matches!(event.kind.as_str(), "bomb" | "explode");
    let only = events.iter().filter(told).all(|event| blast(event) || event.kind == "attack");
    if !only || !events.iter().filter(told).any(blast) {
        return;
    }
    for event in events {
        let acted = event.participants.iter().any(|part| part.role == ParticipantRole::Agent);
        let kind = match event.kind.as_str() {
            "attack" if !is_told_in_full(text, event) => "bomb",
            "kill" if !acted => "blast-killing",
            _ => continue,
        };
        kind.clone_into(&mut event.kind);
    }
}

/// Where battles are the only deeds with a mark that a report tells of, the attacks it calls back by a noun are battles,
/// and those killed without more fell in them.
fn only_battles(text: &str, aims: &[Aim], events: &mut [Event]) {
    let told = |event: &Event| happened(event) || event.modality == Modality::Possible;
    let battle = |kind: &str| matches!(kind, "battle" | "battle-killing" | "clash");
    let others = events.iter().zip(aims).any(|(event, aim)| {
        *aim == Aim::Others
            && told(event)
            && matches!(
                event.kind.as_str(),
                "attack"
                    | "assault"
                    | "ambush"
                    | "shoot"
                    | "shell"
                    | "kill"
                    | "murder"
                    | "execute"
                    | "massacre"
                    | "abduct"
            )
    });
    if others || !events.iter().any(|event| told(event) && battle(&event.kind)) {
        return;
    }
    for (event, _) in events.iter_mut().zip(aims).filter(|(_, aim)| **aim == Aim::Untold) {
        let kind = match event.kind.as_str() {
            "attack" | "assault" | "ambush" | "raid" if !is_told_in_full(text, event) => "battle",
            "shoot" | "shell" | "fire-weapon" => "battle",
            "kill" => "battle-killing",
            _ => continue,
        };
        kind.clone_into(&mut event.kind);
    }
}

/// The deed or hazard that the harm at `at` came of: the nearest in its sentence, else the last one shortly before.
fn cause(tables: &Tables, events: &[Event], sentences: &[usize], at: usize) -> Option<usize> {
    let may = |other: &usize| {
        let kind = events[*other].kind.as_str();
        (tables.means.contains(kind) || tables.hazards.contains(kind) && !tables.effects.contains(kind))
            && happened(&events[*other])
            && *other != at
    };
    let here = (0..events.len()).filter(may).filter(|&other| sentences[other] == sentences[at]);
    here.min_by_key(|&other| events[other].trigger.gap(events[at].trigger))
        .or_else(|| (0..at).rev().filter(may).find(|&other| sentences[other] + BACK >= sentences[at]))
}

/// "The attack" is what was told beside it as a bombing or a battle.
fn sorts_of_attack(text: &str, aims: &[Aim], events: &mut [Event], sentences: &[usize]) {
    for at in 0..events.len() {
        if events[at].kind != "attack"
            || is_told_in_full(text, &events[at])
            || aims.get(at) == Some(&Aim::Others)
        {
            continue;
        }
        let beside = (0..events.len()).filter(|&other| {
            matches!(
                events[other].kind.as_str(),
                "bomb" | "explode" | "battle" | "shoot" | "ambush" | "shell" | "airstrike"
            ) && sentences[other].abs_diff(sentences[at]) <= BACK
        });
        let nearest =
            beside.min_by_key(|&other| (sentences[other].abs_diff(sentences[at]), other.abs_diff(at)));
        let kind = match nearest.map(|other| events[other].kind.as_str()) {
            Some("bomb" | "explode") => "bomb",
            Some("battle") => "battle",
            _ => continue,
        };
        kind.clone_into(&mut events[at].kind);
    }
}

/// Give every event that has no time or no place of its own those of the story: of the last one of its paragraph, else
/// of the event told nearest that is of its kind, else the day of the report and the country it is about.
///
/// `settings` are the places where things happen; `local` says of each event whether the words around it place it in the
/// town of the report ("in this capital").
pub(super) fn complete(layers: Layers<'_>, settings: &[usize], local: &[bool], events: &mut [Event]) {
    let paragraph = |event: &Event| {
        let sentence = layers.segmentation.sentence_at(event.trigger.start())?;
        Some(layers.segmentation.sentences[sentence].paragraph)
    };
    let report = Report::of(layers, settings);
    // What has happened did not happen after the report was written.
    if let Some(written) = report.time.and_then(|time| layers.times[time].end) {
        for event in events.iter_mut().filter(|event| happened(event)) {
            event.times.retain(|&time| layers.times[time].start.is_none_or(|start| start <= written));
        }
    }
    for field in [Field::Times, Field::Places] {
        let told: Vec<bool> =
            events.iter().map(|event| happened(event) && field.is_told(layers, event)).collect();
        // What another country has to do with one event need not hold for the next.
        let lends = |at: usize| {
            let abroad = |&place: &usize| {
                layers.places.get(place).is_some_and(|place| place.is_country)
                    && Some(place) != report.country
            };
            told[at]
                && match field {
                    Field::Places => !events[at].places.iter().all(abroad),
                    // What was in 1984 is told for comparison.
                    Field::Times => events[at].times.iter().any(|&time| is_short(&layers.times[time])),
                }
        };
        let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
        for (at, event) in events.iter().enumerate().filter(|(at, event)| happened(event) && !told[*at]) {
            let near =
                (0..at).rev().find(|&other| lends(other) && paragraph(&events[other]) == paragraph(event));
            let alike = (0..events.len()).filter(|&other| lends(other) && events[other].kind == event.kind);
            let same = || alike.min_by_key(|&other| other.abs_diff(at));
            let here = report.town.filter(|_| field == Field::Places && local.get(at) == Some(&true));
            let values =
                match here {
                    Some(town) => vec![town],
                    None => near.or_else(same).map(|other| field.of(&events[other]).clone()).unwrap_or_else(
                        || match field {
                            Field::Times => report.time.into_iter().collect(),
                            Field::Places => report.country.into_iter().collect(),
                        },
                    ),
                };
            found.push((at, values));
        }
        for (at, values) in found {
            field.of_mut(&mut events[at]).extend(values);
        }
    }
}

/// Whether a time is one of days, not of months or years.
fn is_short(time: &Time) -> bool {
    const LONGEST: i32 = 31;
    let days = |(start, end): (Date, Date)| start.until(end).map_or(i32::MAX, |length| length.get_days());
    time.start.zip(time.end).is_some_and(|ends| days(ends) <= LONGEST)
}

fn happened(event: &Event) -> bool {
    event.polarity == Polarity::Asserted && event.modality == Modality::Asserted
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Times,
    Places,
}

impl Field {
    fn of(self, event: &Event) -> &Vec<usize> {
        match self {
            Self::Times => &event.times,
            Self::Places => &event.places,
        }
    }

    /// Whether the event has a place, or a time that is of some day.
    fn is_told(self, layers: Layers<'_>, event: &Event) -> bool {
        match self {
            Self::Times => event
                .times
                .iter()
                .any(|&time| layers.times.get(time).is_some_and(|time| time.start.is_some())),
            Self::Places => !event.places.is_empty(),
        }
    }

    fn of_mut(self, event: &mut Event) -> &mut Vec<usize> {
        match self {
            Self::Times => &mut event.times,
            Self::Places => &mut event.places,
        }
    }
}

/// The end of the dateline: what stands before it tells where and when the report was written. 0 where there is none.
pub(super) fn dateline(text: &str) -> usize {
    const LONGEST: usize = 120;
    let dash = ["—", "–", "--", " - "].iter().filter_map(|dash| text.find(dash)).min();
    dash.filter(|&dash| dash < LONGEST).unwrap_or(0)
}

/// Make the country that events were given by its people's name ("Korvan troops") one where something happens: it goes
/// behind the places that are so already. The events point to it as to one of the associative places behind those.
pub(crate) fn settle_countries(events: &mut [Event], places: &mut Places) {
    let first = places.literal.len();
    let mut settled: Vec<usize> = Vec::new();
    for place in events.iter_mut().flat_map(|event| &mut event.places).filter(|place| **place >= first) {
        let known = settled.iter().position(|known| *known == *place - first);
        let index = known.unwrap_or_else(|| {
            settled.push(*place - first);
            settled.len() - 1
        });
        *place = first + index;
    }
    let named = settled.iter().filter_map(|&at| places.associative.get(at).cloned());
    places.literal.extend(named.map(|place| Place { is_associative: false, ..place }));
    let mut index = 0;
    places.associative.retain(|_| {
        index += 1;
        !settled.contains(&(index - 1))
    });
}

/// When and where the report was written, where its first line says so, and the country it is about, where the text
/// names it.
struct Report {
    time: Option<usize>,
    town: Option<usize>,
    country: Option<usize>,
}

impl Report {
    fn of(layers: Layers<'_>, settings: &[usize]) -> Self {
        let end = dateline(layers.text);
        let time = layers.times.iter().position(|time| time.span.end() <= end && time.start.is_some());
        let town = layers.places.iter().position(|place| place.span.end() <= end && !place.is_country);
        let mut named: HashMap<&str, usize> = HashMap::new();
        let mut all = 0;
        let abroad = |at: usize| layers.places[at].span.end() > end;
        for at in settings.iter().copied().filter(|&at| abroad(at)).chain(town) {
            if let Some(country) = layers.places[at].country.as_deref() {
                *named.entry(country).or_default() += 1;
                all += 1;
            }
        }
        for place in layers.associative.iter().filter(|place| place.is_country) {
            if let Some(country) = place.country.as_deref() {
                *named.entry(country).or_default() += 1;
                all += 1;
            }
        }
        let most =
            named.iter().map(|(code, count)| (*code, *count)).max_by_key(|&(code, count)| (count, code));
        let most = most.filter(|(_, count)| *count * 2 > all).map(|(code, _)| code);
        let country = most.and_then(|code| {
            let whole = |place: &Place| place.is_country && place.country.as_deref() == Some(code);
            let named = layers.places.iter().position(|place| whole(place) && place.span.end() > end);
            // "Korvan troops": the report names its country by its people alone.
            let people = || layers.associative.iter().position(whole).map(|at| layers.places.len() + at);
            named.or_else(people)
        });
        // A report from abroad tells of another town's streets.
        let town = town.filter(|&town| {
            let home = layers.places[town].country.as_deref();
            most.is_none_or(|code| Some(code) == home)
        });
        Self { time, town, country }
    }
}
