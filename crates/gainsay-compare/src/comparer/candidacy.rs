//! How far two reports get on the way to being compared: to see what another key could win.

use std::collections::BTreeSet;

use gainsay_document::DocumentId;

use super::Comparer;
use crate::candidates::{self, Key};
use crate::cluster::score::{LEAST_COSINE, features};
use crate::features::places::PlaceFit;
use crate::features::words::cosine;

/// How far two reports got, and what they share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidacy {
    /// The kinds of key that any of their incidents share: `place`, `actor`, `word`, `person`.
    pub kinds: BTreeSet<&'static str>,
    /// Where the way ended for the two incidents that got furthest.
    pub end: CandidacyEnd,
}

/// Where the way of two reports to being compared ended, the earliest end first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CandidacyEnd {
    /// One of them tells of no incident.
    NoIncident,
    /// No incidents of the two share a key.
    NoKey,
    /// They share one, but too many others stand between them in its list.
    OutOfReach,
    /// They meet, but lie too far apart in time.
    OutOfTime,
    /// They are looked at, and are incidents of kinds that do not go together.
    OtherKind,
    /// They are looked at, and share next to no words.
    FewWords,
    /// They are looked at, and are in places apart.
    OtherPlace,
    /// They are looked at, and their days or what is unknown of them speak against one incident.
    OtherDay,
    /// They are weighed.
    Weighed,
}

impl CandidacyEnd {
    /// The ends, the earliest first.
    pub const ALL: [Self; 9] = [
        Self::NoIncident,
        Self::NoKey,
        Self::OutOfReach,
        Self::OutOfTime,
        Self::OtherKind,
        Self::FewWords,
        Self::OtherPlace,
        Self::OtherDay,
        Self::Weighed,
    ];

    /// In words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoIncident => "no incident in one of them",
            Self::NoKey => "no key shared",
            Self::OutOfReach => "a key shared, too many between",
            Self::OutOfTime => "met, too far apart in time",
            Self::OtherKind => "ruled out, another kind of incident",
            Self::FewWords => "ruled out, next to no words shared",
            Self::OtherPlace => "ruled out, another place",
            Self::OtherDay => "ruled out, another day or too little known",
            Self::Weighed => "weighed",
        }
    }
}

impl Comparer<'_> {
    /// How far two reports get on the way to being compared.
    #[must_use]
    pub fn candidacy(&self, a: &DocumentId, b: &DocumentId) -> Candidacy {
        let incidents = |id: &DocumentId| {
            let number = self.numbers.get(id);
            number.map(|&number| self.items[number].incidents.as_slice()).unwrap_or_default()
        };
        let mut found = Candidacy { kinds: BTreeSet::new(), end: CandidacyEnd::NoIncident };
        for &x in incidents(a) {
            for &y in incidents(b) {
                let (kinds, end) = self.way(x, y);
                found.kinds.extend(kinds);
                found.end = found.end.max(end);
            }
        }
        found
    }

    fn way(&self, x: usize, y: usize) -> (BTreeSet<&'static str>, CandidacyEnd) {
        let counted = &self.weights.counted;
        let [a, b] = [x, y].map(|item| &self.incidents[item].profile);
        let [keys, others] =
            [a, b].map(|profile| candidates::keys(profile, &counted.vocabulary, &counted.names));
        let kind = |key: &Key<'_>| match key {
            Key::Place(_) => "place",
            Key::Actor(_) => "actor",
            Key::Word(_) => "word",
            Key::Person(_) => "person",
        };
        let kinds: BTreeSet<_> = keys.iter().filter(|key| others.contains(key)).map(kind).collect();
        let end = if kinds.is_empty() {
            CandidacyEnd::NoKey
        } else if !self.by_incident.are_near(x, y) {
            CandidacyEnd::OutOfReach
        } else if !candidates::near(a, b, &counted.names) {
            CandidacyEnd::OutOfTime
        } else if features(a, b, &*self.weights.common, &counted.names, &self.tables).is_some() {
            CandidacyEnd::Weighed
        } else if !self.tables.families.compatible(a.families, b.families) {
            CandidacyEnd::OtherKind
        } else if cosine(&a.vector, &b.vector) < LEAST_COSINE {
            CandidacyEnd::FewWords
        } else if a.place_fit(b) == Some(PlaceFit::Apart) {
            CandidacyEnd::OtherPlace
        } else {
            CandidacyEnd::OtherDay
        };
        (kinds, end)
    }
}
