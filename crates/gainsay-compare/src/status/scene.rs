//! Where, when and of what kind the event is that a claim tells of: whether two claims can tell of one.

use std::collections::BTreeSet;

use gainsay_document::{Place, Span};

use super::Matter;
use super::coverage::A_DAY;
use crate::features::days::Window;
use crate::features::names::NameKey;
use crate::features::places::{PlaceFit, fit, place_key};
use crate::features::words::WordId;

/// What an arrest is called beside the titles of events that make an incident.
const ARREST: &str = "Arrests";
/// Of a hundred words of the shorter of two long sentences so many are shared by copies, whoever is named for them.
const SAME: usize = 85;
const LONG_SENTENCE: usize = 8;
/// Of a hundred words of the shorter sentence so many are shared by sentences that are alike, and by those that are similar.
const ALIKE: usize = 60;
const SIMILAR: usize = 40;

/// Where, when and of what kind the event is that a claim tells of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scene<'a> {
    titles: Vec<&'static str>,
    places: Vec<&'a Place>,
    /// All places of its sentences, whatever is said of them.
    named: Vec<&'a Place>,
    day: Option<Window>,
    /// Who says it; whom its sentences name; their words.
    holder: NameKey,
    nameless: bool,
    actors: Vec<NameKey>,
    words: BTreeSet<WordId>,
}

impl<'a> Scene<'a> {
    /// Of a claim.
    pub fn of(matter: &Matter<'_, 'a>, index: usize) -> Self {
        let claim = &matter.corpus.claims[index];
        let kinds = claim.events.iter().filter_map(|event| matter.tables.families.kind(&event.kind));
        let mut titles: Vec<&'static str> =
            kinds.filter(|word| !word.families.is_empty()).map(|word| word.title).collect();
        let arrests = claim.events.iter().filter(|event| matches!(event.kind.as_str(), "detain" | "arrest"));
        titles.extend(arrests.map(|_| ARREST));
        let reading = matter.corpus.document_of(index).reading;
        let sentences: Vec<Span> = reading
            .sentences
            .iter()
            .copied()
            .filter(|sentence| claim.claim.span.overlaps(*sentence))
            .collect();
        let here = |place: &&Place| sentences.iter().any(|sentence| sentence.contains(place.span));
        let named = match claim.amended_place() {
            Some(place) => vec![place],
            None => reading.places.iter().filter(here).collect(),
        };
        let day = claim.event_window.filter(|window| window.days() <= A_DAY);
        let label = matter.voices.holders[matter.voices.holder(index)].as_str();
        let sourced = claim.attribution.is_some();
        Self {
            titles,
            places: claim.places.clone(),
            named,
            day,
            holder: if sourced { NameKey::new(label, matter.tables) } else { NameKey::default() },
            nameless: sourced && !label.chars().any(char::is_uppercase),
            actors: claim.actors.clone(),
            words: claim.words.iter().copied().collect(),
        }
    }

    /// Whether two claims can be of one event; in a matter of many places or days (`wide`) whether they plainly are.
    pub fn fits(&self, other: &Self, wide: bool) -> bool {
        let known = !self.places.is_empty() && !other.places.is_empty();
        let near = |a: &Place| other.places.iter().any(|b| fit(a, b) != PlaceFit::Apart);
        let place = known.then(|| self.places.iter().any(|place| near(place)));
        // What goes on for days is told of each of them; a night has two dates.
        let day = self.day.zip(other.day).map(|(a, b)| a.gap(b) <= i32::from(!wide));
        let kind = self.is_of_one_kind(other);
        let named = !self.nameless && !other.nameless;
        place != Some(false)
            && (!wide || (named && kind && day != Some(false) && (place.is_some() || day.is_some())))
    }

    /// Whether a sentence of the claim names a place that `other` can be.
    pub fn names(&self, other: &Place) -> bool {
        let same =
            |place: &&Place| place_key(place) == place_key(other) || fit(place, other) <= PlaceFit::Near;
        self.named.iter().any(same)
    }

    /// Whether the claim speaks of an event that has a name.
    pub fn is_named(&self) -> bool {
        !self.titles.is_empty()
    }

    /// Whether two claims speak of events of one name.
    pub fn is_of_one_kind(&self, other: &Self) -> bool {
        self.titles.iter().any(|title| other.titles.contains(title))
    }

    /// Whether two sentences of different reports seem to repeat one statement: they are alike, and one names the other's
    /// source, or one alone has a source without a name ("the main opposition party").
    pub fn repeats(&self, other: &Self) -> bool {
        let shared = self.words.intersection(&other.words).count() * 100;
        let least = self.words.len().min(other.words.len());
        let names = |own: &Self, theirs: &Self| {
            !theirs.holder.is_anonymous() && own.actors.iter().any(|actor| actor.compatible(&theirs.holder))
        };
        (shared >= least * SAME && least >= LONG_SENTENCE)
            || (shared >= least * ALIKE && (self.nameless != other.nameless))
            || (shared >= least * SIMILAR && (names(self, other) || names(other, self)))
    }

    /// Whether the two are set in different countries.
    pub fn is_in_other_country(&self, other: &Self) -> bool {
        let countries = |scene: &Self| -> BTreeSet<String> {
            scene.places.iter().filter_map(|place| place.country.clone()).collect()
        };
        let (own, theirs) = (countries(self), countries(other));
        !own.is_empty() && !theirs.is_empty() && own.is_disjoint(&theirs)
    }

    /// Whether two claims tell of deeds that are plainly not one: shots here, arrests there.
    pub fn is_of_other_deed(&self, other: &Self) -> bool {
        // An attack can be anything, and from afar a bomb is a shell.
        let any = |title: &&str| {
            !["Shooting", "Assault", "Stabbing", "Abduction", "Looting", ARREST].contains(title)
        };
        !self.titles.is_empty()
            && !other.titles.is_empty()
            && !self.titles.iter().chain(&other.titles).any(any)
            && !self.titles.iter().any(|title| other.titles.contains(title))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_repeated_in_its_words() {
        let scene = |words: std::ops::Range<WordId>, nameless: bool| Scene {
            words: words.collect(),
            nameless,
            ..Scene::default()
        };
        let check = |a: &Scene<'_>, b: &Scene<'_>, expected: bool| {
            assert_eq!(a.repeats(b), expected);
            assert_eq!(b.repeats(a), expected);
        };
        check(&scene(0..10, false), &scene(0..10, false), true);
        check(&scene(0..6, false), &scene(0..6, false), false);
        check(&scene(0..6, true), &scene(1..7, false), true);
        check(&scene(0..10, false), &scene(5..15, false), false);
    }

    #[test]
    fn shots_are_no_arrests() {
        let of = |title: &'static str| Scene { titles: vec![title], ..Scene::default() };
        assert!(of("Shooting").is_of_other_deed(&of(ARREST)));
        assert!(!of("Shooting").is_of_other_deed(&of("Attack")));
        assert!(!of("Shooting").is_of_other_deed(&of("Shooting")));
        assert!(!of("Shooting").is_of_other_deed(&Scene::default()));
    }
}
