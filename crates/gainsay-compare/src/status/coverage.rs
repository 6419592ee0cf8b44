//! What a figure covers: all that a matter did, or what it did in one town, at one site, on one day, to one body.
//!
//! What strikes many towns or goes on for days is told in parts, and a part contradicts no whole.

use std::collections::BTreeMap;

use gainsay_document::{Place, Quantity, Span};

use super::Matter;
use crate::features::ClaimFeatures;
use crate::features::days::{Window, range_words};
use crate::features::places::{PlaceFit, distance_km, fit};
use crate::tables::Families;

/// Event types of families that strike many places at once.
pub(super) const WIDE: [&str; 1] = ["earthquake"];
/// Event types of families that are in many places and go on for days.
pub(super) const LONG: [&str; 4] = ["protest", "flood", "outbreak", "drought"];

/// Towns so close are told of as one, in kilometres.
const ONE_TOWN_KM: f64 = 15.0;
/// A window wider than this is no day of its own.
pub(super) const A_DAY: i32 = 3;
/// Of a hundred dated claims so many must give one day for it to be the day of the whole.
const ONE_DAY: usize = 60;
/// Of a hundred claims so many must speak of a kind of event for it to lead.
const OFTEN: usize = 25;
/// A site stands within so many words behind its preposition.
const SITE_WORDS: usize = 7;

/// What a figure covers; nothing stands here for one of all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Coverage<'a> {
    towns: Vec<&'a Place>,
    day: Option<Window>,
    site: Option<Site>,
    /// Whose people are counted.
    side: Option<String>,
    /// It is of an unrest of many days, and of which of them nothing tells.
    undated: bool,
    /// It is of an unrest, in which others may know only what they saw.
    unrest: bool,
    /// It is said to be a total.
    pub of_all: bool,
}

/// A kind of house or place, and whether it is one that the reader knows ("the mission") or one of many ("a clinic").
#[derive(Clone, Debug, PartialEq, Eq)]
struct Site {
    noun: &'static str,
    known: bool,
}

/// How what one figure covers stands to what another covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cover {
    /// The same, as far as the texts tell.
    Same,
    /// The first is a part of the second.
    Part,
    /// The second is a part of the first.
    Whole,
    /// Neither holds the other.
    Apart,
}

impl Coverage<'_> {
    /// How this stands to what another figure covers.
    pub fn beside(&self, other: &Self) -> Cover {
        let near = |a: &Place, b: &Place| {
            fit(a, b) != PlaceFit::Apart || distance_km(a, b).is_some_and(|km| km <= ONE_TOWN_KM)
        };
        let towns = |a: &Vec<&Place>, b: &Vec<&Place>| a.iter().any(|x| b.iter().any(|y| near(x, y)));
        let some = |list: &Vec<&Place>| !list.is_empty();
        let by_town = match (some(&self.towns), some(&other.towns)) {
            (true, true) if towns(&self.towns, &other.towns) => Cover::Same,
            (a, b) => Cover::of(a, b),
        };
        let all = [
            by_town,
            Cover::of_options(&self.day, &other.day, |a, b| a.gap(*b) == 0),
            Cover::of_options(&self.site, &other.site, |a, b| a == b && a.known),
            Cover::of_options(&self.side, &other.side, |a, b| a == b),
        ];
        all.into_iter().fold(Cover::Same, Cover::and)
    }

    /// Whether it need not be all that is counted: of an unrest, and not said to be a total.
    pub fn is_loose(&self) -> bool {
        self.unrest && !self.of_all
    }

    /// Whether nothing tells of which of many days it is.
    pub fn is_undated(&self) -> bool {
        self.undated && !self.of_all
    }

    /// What it covers, in words: "Korva, clinic".
    pub fn words(&self) -> String {
        let day = self.day.and_then(Window::range).map(range_words);
        let mut parts: Vec<String> = self.towns.first().map(|town| town.name.clone()).into_iter().collect();
        parts.extend(self.site.as_ref().map(|site| site.noun.to_owned()));
        parts.extend(self.side.clone());
        parts.extend(day);
        parts.join(", ")
    }

    /// Whether it covers all.
    pub fn is_whole(&self) -> bool {
        self.towns.is_empty() && self.day.is_none() && self.site.is_none() && self.side.is_none()
    }
}

impl Cover {
    fn of(first: bool, second: bool) -> Self {
        match (first, second) {
            (false, false) => Self::Same,
            (true, false) => Self::Part,
            (false, true) => Self::Whole,
            (true, true) => Self::Apart,
        }
    }

    fn of_options<T>(a: &Option<T>, b: &Option<T>, same: impl Fn(&T, &T) -> bool) -> Self {
        match (a, b) {
            (Some(a), Some(b)) if same(a, b) => Self::Same,
            (a, b) => Self::of(a.is_some(), b.is_some()),
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (known, Self::Same) | (Self::Same, known) => known,
            (a, b) if a == b => a,
            _ => Self::Apart,
        }
    }
}

/// What a matter is about on the whole, beside which a figure may cover a part.
pub(crate) struct Extent {
    /// The families that most of its claims speak of.
    pub leading: Families,
    /// It strikes many places or goes on for days.
    pub wide: bool,
    /// Its claims speak of events of several kinds, which need not be one event.
    pub mixed: bool,
    /// The day of the whole, where most claims give one.
    day: Option<Window>,
    /// It goes on for days.
    long: bool,
}

impl Extent {
    /// Of the claims of a matter.
    pub fn of(matter: &Matter<'_, '_>) -> Self {
        let mut votes: BTreeMap<u32, usize> = BTreeMap::new();
        for &index in matter.claims {
            let families = matter.corpus.claims[index].families;
            if !families.is_empty() {
                *votes.entry(families.0).or_default() += 1;
            }
        }
        let spoken: usize = votes.values().sum();
        let often = votes.into_iter().filter(|(_, votes)| votes * 100 >= spoken * OFTEN);
        let often: Vec<(u32, usize)> = often.collect();
        let mixed = often.iter().any(|(a, _)| often.iter().any(|(b, _)| a & b == 0));
        let leading =
            often.into_iter().fold(Families::default(), |all, (families, _)| all.with(Families(families)));
        let shares = |kinds: &[&str]| {
            let of_kind = |kind: &&str| matter.tables.families.kind(kind).map(|word| word.families);
            kinds.iter().filter_map(of_kind).any(|families| families.shares(leading))
        };
        let mut days: BTreeMap<Window, usize> = BTreeMap::new();
        for &index in matter.claims {
            let claim = &matter.corpus.claims[index];
            let window = claim.event_window.filter(|window| window.days() <= A_DAY);
            if let Some(window) = window.filter(|_| claim.families.shares(leading)) {
                *days.entry(window).or_default() += 1;
            }
        }
        let all: usize = days.values().sum();
        let most = days.iter().max_by_key(|(window, votes)| (**votes, std::cmp::Reverse(**window)));
        let near = |window: &Window| {
            days.iter().filter(|(other, _)| other.gap(*window) <= 1).map(|(_, votes)| votes).sum::<usize>()
        };
        let day = most.map(|(window, _)| *window).filter(|window| near(window) * 100 >= all * ONE_DAY);
        let long = shares(&LONG);
        Self { leading, mixed, wide: long || shares(&WIDE), day, long }
    }

    /// What a figure of a claim covers.
    pub fn coverage<'a>(&self, matter: &Matter<'_, 'a>, index: usize, quantity: &Quantity) -> Coverage<'a> {
        let claim = &matter.corpus.claims[index];
        let of_all = claim.has_cue(&matter.tables.cues.total);
        if !self.wide {
            return Coverage { of_all, ..Coverage::default() };
        }
        let document = matter.corpus.document_of(index);
        let text = &document.document.text;
        let sentence = document.reading.sentences.iter().copied().find(|s| s.contains(quantity.span));
        let words = quantity.span.of(text);
        let day = self.own_day(matter, index, sentence);
        // Where a house is named, the next sentence counts who was in it.
        let before = sentence.and_then(|sentence| {
            let mut sentences = document.reading.sentences.iter().copied();
            let before = sentences.rfind(|other| other.end() <= sentence.start())?;
            let paragraph = document.reading.paragraphs.iter().find(|p| p.contains(quantity.span))?;
            paragraph.contains(before).then_some(before)
        });
        let mut told = sentence.into_iter().chain(before);
        Coverage {
            towns: sentence.map_or_else(Vec::new, |sentence| towns(matter, index, sentence)),
            unrest: self.long,
            undated: self.long && self.day.is_none() && day.is_none(),
            day,
            site: told.find_map(|sentence| site(sentence.of(text), &matter.tables.cues.site)),
            side: if is_own(words) { side(matter, index, claim) } else { proper(words) },
            of_all,
        }
    }

    /// The day that a figure is told of, where it is not that of the whole.
    fn own_day(&self, matter: &Matter<'_, '_>, index: usize, sentence: Option<Span>) -> Option<Window> {
        let claim = &matter.corpus.claims[index];
        let document = matter.corpus.document_of(index);
        let narrow = |window: &Window| window.days() <= A_DAY;
        let of_whole = |window: &Window| self.day.is_some_and(|day| day.gap(*window) <= 1);
        let sentence = sentence?;
        let mut own = claim
            .claim
            .facts
            .times
            .iter()
            .copied()
            .chain(claim.events.iter().flat_map(|event| event.times.iter().copied()));
        let known = self.day.is_some() || self.long;
        let named = |time: usize| {
            let time = document.reading.times.get(time)?;
            let words = time.span.of(&document.document.text).to_lowercase();
            // "Last Tuesday" may be a week before the nearest one.
            let here = sentence.contains(time.span) || (self.long && self.day.is_none());
            (here && !words.starts_with("last ")).then(|| Window::of(time)).flatten()
        };
        let windows: Vec<Window> = match claim.amended_date() {
            Some(said) => [said].into_iter().filter(narrow).collect(),
            None => own.by_ref().filter_map(named).filter(narrow).collect(),
        };
        if !known || windows.iter().any(of_whole) {
            return None;
        }
        windows.into_iter().min()
    }
}

/// The towns that the sentence of a figure says are those of the claim's events.
fn towns<'a>(matter: &Matter<'_, 'a>, index: usize, sentence: Span) -> Vec<&'a Place> {
    let claim = &matter.corpus.claims[index];
    let in_source = |span: Span| claim.attribution.is_some_and(|said| said.source.overlaps(span));
    let tells = |place: &&Place| !place.is_country && !place.is_associative && sentence.contains(place.span);
    claim.places.iter().copied().filter(tells).filter(|place| !in_source(place.span)).collect()
}

/// The site that a sentence sets its figure at: "at the mission", "in one clinic".
fn site(sentence: &str, sites: &[&'static str]) -> Option<Site> {
    const BEFORE: [&str; 7] = ["at", "in", "from", "inside", "outside", "under", "of"];
    const ONE_OF_MANY: [&str; 12] =
        ["a", "an", "one", "two", "three", "four", "several", "some", "many", "another", "this", "our"];
    let lower = sentence.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    for (at, _) in words.iter().enumerate().filter(|(_, word)| BEFORE.contains(word)) {
        let phrase = words[at + 1..].iter().take(SITE_WORDS);
        for word in phrase.take_while(|word| !BEFORE.contains(word)) {
            let is = |noun: &&&str| *word == **noun || word.strip_suffix('s') == Some(**noun);
            if let Some(noun) = sites.iter().find(is) {
                let first = words.get(at + 1).copied().unwrap_or_default();
                return Some(Site { noun, known: !ONE_OF_MANY.contains(&first) });
            }
        }
    }
    None
}

/// Whether a figure counts the holder's own people: "four of its peacekeepers".
fn is_own(words: &str) -> bool {
    let own = ["its", "our", "their"];
    words.to_lowercase().split_whitespace().take(4).any(|word| own.contains(&word))
}

/// The name before the counted noun: "two Redwater nurses".
fn proper(words: &str) -> Option<String> {
    let named = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    words.split_whitespace().skip(1).find(named).map(str::to_lowercase)
}

fn side(matter: &Matter<'_, '_>, index: usize, claim: &ClaimFeatures<'_>) -> Option<String> {
    claim.attribution?;
    Some(matter.voices.holders[matter.voices.holder(index)].to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_stands_behind_its_preposition() {
        let sites = ["clinic", "mission", "hospital"];
        let check = |sentence: &str, expected: Option<(&'static str, bool)>| {
            let found = site(sentence, &sites).map(|site| (site.noun, site.known));
            assert_eq!(found, expected, "{sentence}");
        };
        check("Six people died at the Korva mission.", Some(("mission", true)));
        check("In one clinic, nine people were injured.", Some(("clinic", false)));
        check("Nine bodies lay in two hospitals.", Some(("hospital", false)));
        check("The hospital counted nine dead in the quake.", None);
    }

    #[test]
    fn parts_stand_to_wholes() {
        let check = |a: &Coverage<'_>, b: &Coverage<'_>, expected: Cover| {
            assert_eq!(a.beside(b), expected, "{a:?} {b:?}");
        };
        let all = Coverage::default();
        let day = Coverage { day: Some(Window { start: 3, end: 3 }), ..Coverage::default() };
        let site = |known| Coverage { site: Some(Site { noun: "clinic", known }), ..Coverage::default() };
        check(&all, &all, Cover::Same);
        check(&day, &all, Cover::Part);
        check(&all, &day, Cover::Whole);
        check(&day, &site(true), Cover::Apart);
        check(&site(true), &site(true), Cover::Same);
        check(&site(false), &site(false), Cover::Apart);
    }
}
