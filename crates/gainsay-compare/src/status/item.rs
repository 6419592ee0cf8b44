//! What one claim says on one facet.

use gainsay_document::{Interval, Place};

use super::coverage::{Cover, Coverage};
use super::scene::Scene;
use crate::features::days::{Day, Window, range_words};
use crate::features::names::NameKey;
use crate::features::places::{PlaceFit, distance_km, fit, is_same};
use crate::tables::Families;

/// What is called several is more than one.
const SEVERAL: f64 = 2.0;

/// Two towns farther apart than this are not two names for one place, in kilometres.
const ELSEWHERE_KM: f64 = 50.0;

/// A value on a facet.
#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    /// How many.
    Count(Interval),
    /// Who did it; whether that is one person.
    Agent { key: NameKey, label: String, person: bool },
    /// That it happened; the families tell what "it" is.
    Happened(Families),
    /// Where.
    Place(&'a Place),
    /// When.
    Days(Window),
}

impl Value<'_> {
    /// Whether the two are one value.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => a == b,
            (Self::Agent { key: a, .. }, Self::Agent { key: b, .. }) => a == b,
            (Self::Happened(_), Self::Happened(_)) => true,
            (Self::Place(a), Self::Place(b)) => is_same(a, b),
            (Self::Days(a), Self::Days(b)) => a == b,
            _ => false,
        }
    }

    /// Whether a denial of one speaks to an assertion of the other: of the same kind of event, of values that overlap.
    pub fn concerns(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Happened(a), Self::Happened(b)) => a.is_empty() || b.is_empty() || a.shares(*b),
            _ => self.compatible(other),
        }
    }

    /// Whether both can hold.
    pub fn compatible(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => a.compatible(b),
            (Self::Agent { key: a, .. }, Self::Agent { key: b, .. }) => a.compatible(b),
            (Self::Happened(_), Self::Happened(_)) => true,
            (Self::Place(a), Self::Place(b)) => {
                // Of a name without a position nothing tells whether it lies elsewhere.
                nowhere(a)
                    || nowhere(b)
                    || fit(a, b) != PlaceFit::Apart
                    || distance_km(a, b).is_some_and(|km| km <= ELSEWHERE_KM)
            }
            // A night has two dates.
            (Self::Days(a), Self::Days(b)) => a.gap(*b) <= 1,
            _ => false,
        }
    }

    /// Whether giving `later` after this one changes it, rather than repeating it more loosely.
    pub fn is_changed_by(&self, later: &Self) -> bool {
        match (self, later) {
            (Self::Count(before), Self::Count(after)) => before != after && !holds(after, before),
            _ => !self.compatible(later),
        }
    }

    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::Count(interval) => interval.to_string(),
            Self::Agent { label, .. } => label.clone(),
            Self::Happened(_) => "asserted".to_owned(),
            Self::Place(place) => place.name.clone(),
            Self::Days(window) => window.range().map_or_else(String::new, range_words),
        }
    }
}

/// Whether two figures are near enough to speak for each other: "many" does not speak for 40,000.
fn of_one_size(a: &Interval, b: &Interval) -> bool {
    const TIMES: f64 = 5.0;
    let size = |interval: &Interval| interval.low.filter(|low| *low > 0.0).or(interval.high);
    size(a).zip(size(b)).is_some_and(|(a, b)| a == b || (a <= b * TIMES && b <= a * TIMES))
}

/// Whether every number of `inner` lies in `outer`.
fn holds(outer: &Interval, inner: &Interval) -> bool {
    let below = outer.low.is_none_or(|low| inner.low.is_some_and(|inner| low <= inner));
    let above = outer.high.is_none_or(|high| inner.high.is_some_and(|inner| inner <= high));
    below && above
}

/// What one claim says on one facet.
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    /// Index into the corpus's claims: its order is that of publication.
    pub claim: usize,
    pub document: usize,
    pub day: Option<Day>,
    pub position: usize,
    pub origin: usize,
    pub holder: usize,
    pub value: Value<'a>,
    /// The holder says that it is not so.
    pub denied: bool,
    /// A denial by the one concerned: "denied that it had shelled".
    pub own: bool,
    /// The author says so, without naming a source.
    pub own_voice: bool,
    /// It need not be about all that the facet counts: one person, where the same report counts more.
    pub partial: bool,
    /// The claim takes something back.
    pub retracts: bool,
    /// The text gives the value as one that no longer holds.
    pub former: bool,
    /// Its holder sees a part of what happened: a hospital, a witness.
    pub observer: bool,
    /// The claim says that the value moved.
    pub moves: bool,
    /// The side or people that those counted belong to, where the text gives one.
    pub affiliation: Option<String>,
    /// The number is a word that is used of more as well: "several".
    pub vague: bool,
    /// The number is of those known so far, or a round word for a great one: more may be.
    pub floor: bool,
    /// It is only said to be possible: "200 people may have been killed".
    pub possible: bool,
    /// What a figure covers.
    pub coverage: Coverage<'a>,
    /// Where, when and of what kind the event is that it tells of.
    pub scene: Scene<'a>,
}

impl Item<'_> {
    /// The value in words, a denial as such.
    pub fn words(&self) -> String {
        match (&self.value, self.denied) {
            (value, false) => value.words(),
            (Value::Happened(_), true) => "denied".to_owned(),
            (Value::Agent { .. }, true) if self.own => "denied".to_owned(),
            (Value::Agent { label, .. }, true) => format!("not {label}"),
            (value, true) => format!("denied: {}", value.words()),
        }
    }

    /// The numbers that the item leaves open: a vague word has no greatest one, a possibility no least.
    pub fn bounds(&self) -> Option<Interval> {
        let Value::Count(interval) = &self.value else { return None };
        Some(Interval {
            low: interval
                .low
                .filter(|_| !self.possible)
                .map(|low| if self.vague { low.min(SEVERAL) } else { low }),
            high: interval.high.filter(|_| !self.vague && !self.floor),
        })
    }

    /// Whether it names one person as the one who did it.
    pub fn is_of_person(&self) -> bool {
        matches!(self.value, Value::Agent { person: true, .. })
    }

    /// Whether another origin's item backs this one: both assert the same, or what both can hold.
    pub fn backs(&self, other: &Self) -> bool {
        let asserts = |item: &Self| !item.denied && !item.possible;
        let agree = match (&self.value, &other.value) {
            (Value::Count(a), Value::Count(b)) => {
                let whole = !self.partial && !other.partial;
                // One number of several, told of two towns, is told of what struck both.
                let same_number = a == b && a.is_exact() && a.low.is_some_and(|low| low > 1.0);
                let covers = self.coverage.beside(&other.coverage);
                let fits = a.compatible(b) || self.vague || other.vague;
                whole && fits && of_one_size(a, b) && (same_number || covers == Cover::Same)
            }
            (Value::Happened(a), Value::Happened(b)) => a.is_empty() || b.is_empty() || a.shares(*b),
            _ => true,
        };
        agree && asserts(self) && asserts(other) && !self.of_other_side(other) && self.compatible(other)
    }

    /// Whether the other counts a part of what this one counts: fewer, in one town or on one day.
    pub fn includes(&self, part: &Self) -> bool {
        let least = |item: &Self| item.bounds().and_then(|bounds| bounds.low);
        !self.partial
            && part.coverage.beside(&self.coverage) == Cover::Part
            && self.coverage.is_whole()
            && least(part).zip(least(self)).is_some_and(|(part, whole)| part > 0.0 && part < whole)
    }

    /// Whether two figures exclude each other only because they cover different things: a part beside the whole that has
    /// room for it, or two parts.
    pub fn covers_other(&self, other: &Self) -> bool {
        let room = |part: &Self, whole: &Self| {
            let (least, most) =
                (part.bounds().and_then(|part| part.low), whole.bounds().and_then(|whole| whole.high));
            least.zip(most).is_none_or(|(least, most)| least <= most)
        };
        match self.coverage.beside(&other.coverage) {
            Cover::Same => self.coverage.is_undated() || other.coverage.is_undated(),
            Cover::Part => room(self, other) || other.coverage.is_loose(),
            Cover::Whole => room(other, self) || self.coverage.is_loose(),
            Cover::Apart => true,
        }
    }

    /// Whether the two say one thing.
    pub fn same(&self, other: &Self) -> bool {
        self.denied == other.denied && self.value.same(&other.value)
    }

    /// Whether this one can still hold beside `other`, both being held: no disjoint values, no denial of the other.
    pub fn compatible(&self, other: &Self) -> bool {
        match (self.denied, other.denied) {
            // The dead of one army are not those of another.
            (false, false) if self.of_other_side(other) => true,
            (false, false) => match (self.bounds(), other.bounds()) {
                (Some(own), Some(theirs)) => own.compatible(&theirs),
                _ => self.value.compatible(&other.value),
            },
            (true, true) => true,
            _ => !self.value.concerns(&other.value),
        }
    }

    fn of_other_side(&self, other: &Self) -> bool {
        self.affiliation.as_ref().zip(other.affiliation.as_ref()).is_some_and(|(a, b)| a != b)
    }

    /// Whether `later`, of the same origin, replaces this one.
    pub fn is_changed_by(&self, later: &Self) -> bool {
        let part = later.partial && !self.partial || self.coverage.beside(&later.coverage) != Cover::Same;
        if self.of_other_side(later) || part {
            return false;
        }
        if later.floor && !self.denied && !later.denied {
            // Thousands, after 40,000, is no new number.
            let least = |item: &Self| item.bounds().and_then(|bounds| bounds.low);
            if least(later).zip(least(self)).is_some_and(|(new, old)| new <= old) {
                return false;
            }
        }
        if self.denied == later.denied {
            !self.denied && self.value.is_changed_by(&later.value)
        } else {
            self.value.concerns(&later.value)
        }
    }
}
/// Whether a place is a name alone.
fn nowhere(place: &Place) -> bool {
    place.geonameid.is_none() && place.lat.is_none() && place.country.is_none()
}
