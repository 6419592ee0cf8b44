//! Items on their way from one machine to another: what they are compared by, as bytes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::Place;
use serde::{Deserialize, Serialize};

use crate::cluster::profile::{Profile, WeighedPlace};
use crate::cluster::statements::Statement;
use crate::features::days::{Day, Window};
use crate::features::details::Details;
use crate::features::names::NameKey;
use crate::features::words::{Vector, WordId};
use crate::matter::Evidence;
use crate::tables::Families;

/// An incident: its profile, and what speaks for a matter of its own.
#[derive(Serialize, Deserialize)]
pub(super) struct IncidentRow<'a> {
    pub evidence: Evidence,
    families: u32,
    windows: Vec<(Day, Day, u32)>,
    dated: bool,
    published: BTreeMap<Day, u32>,
    places: Vec<(Cow<'a, Place>, f64, f64)>,
    actors: BTreeMap<NameKey, u32>,
    vector: Vector,
    persons: BTreeSet<WordId>,
    described: BTreeSet<WordId>,
    ages: BTreeSet<u32>,
    names: Vector,
    main: bool,
    outlet: Option<Cow<'a, str>>,
}

impl<'a> IncidentRow<'a> {
    pub fn new(profile: &Profile<'a>, evidence: Evidence) -> Self {
        let Profile { families, windows, dated, published, places, actors, vector, details, main, outlet } =
            profile;
        let Details { persons, described, ages, names } = details;
        let place =
            |weighed: &WeighedPlace<'a>| (Cow::Borrowed(weighed.place), weighed.weight, weighed.adrift);
        Self {
            evidence,
            families: families.0,
            windows: windows.iter().map(|(window, count)| (window.start, window.end, *count)).collect(),
            dated: *dated,
            published: published.clone(),
            places: places.iter().map(place).collect(),
            actors: actors.clone(),
            vector: vector.clone(),
            persons: persons.clone(),
            described: described.clone(),
            ages: ages.clone(),
            names: names.clone(),
            main: *main,
            outlet: outlet.map(Cow::Borrowed),
        }
    }

    /// The profile. What it owns is taken out, its places stay here.
    pub fn profile(&mut self) -> Profile<'_> {
        let details = Details {
            persons: std::mem::take(&mut self.persons),
            described: std::mem::take(&mut self.described),
            ages: std::mem::take(&mut self.ages),
            names: std::mem::take(&mut self.names),
        };
        let (actors, vector) = (std::mem::take(&mut self.actors), std::mem::take(&mut self.vector));
        let published = std::mem::take(&mut self.published);
        let window = |&(start, end, count): &(Day, Day, u32)| (Window { start, end }, count);
        Profile {
            families: Families(self.families),
            windows: self.windows.iter().map(window).collect(),
            dated: self.dated,
            published,
            places: self
                .places
                .iter()
                .map(|(place, weight, adrift)| WeighedPlace { place, weight: *weight, adrift: *adrift })
                .collect(),
            actors,
            vector,
            details,
            main: self.main,
            outlet: self.outlet.as_deref(),
        }
    }
}

/// A claim that may be a statement's.
#[derive(Serialize, Deserialize)]
pub(super) struct StatementRow {
    published: Option<Day>,
    vector: Vector,
}

impl StatementRow {
    pub fn new(statement: &Statement) -> Self {
        Self { published: statement.published, vector: statement.vector.clone() }
    }

    /// The statement of a claim of a document, by numbers.
    pub fn statement(self, document: usize, claim: usize) -> Statement {
        Statement { document, claim, published: self.published, vector: self.vector }
    }
}
