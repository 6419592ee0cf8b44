//! The gazetteer: places of the world by name.

use std::borrow::Cow;
use std::collections::HashMap;

use gainsay_document::{Place, Span};

use super::fold::fold;
use super::own::{BadRow, Own};
use super::world::{Code, EntryKind, World};
use super::{Mention, Standing};
use crate::function_words::FunctionWords;
use crate::table::rows;

/// The places of the world that the reader knows, those of the user, and the words beside toponyms.
///
/// Data: GeoNames, CC BY 4.0 (`tools/gazetteer`).
#[derive(Clone, Debug)]
pub struct Gazetteer {
    world: Option<World>,
    own: Own,
    regions: Vec<Region>,
    /// Indices into `regions` by key.
    region_keys: HashMap<String, u32>,
    /// Names of the project's own table, as written, and what they stand for.
    aliases: HashMap<&'static str, Vec<Entry>>,
    /// Abbreviations of divisions ("Tex."), and what they stand for.
    qualifiers: HashMap<&'static str, Vec<Entry>>,
    /// Names of peoples, as written, in the singular.
    demonyms: HashMap<&'static str, Vec<Entry>>,
    stops: HashMap<&'static str, Stop>,
    words: HashMap<&'static str, Vec<WordClass>>,
    function_words: FunctionWords,
}

/// A land or a sea of the project's own table.
#[derive(Clone, Debug)]
struct Region {
    name: &'static str,
    position: (f64, f64),
    country: Option<Code>,
}

/// Why a name is often no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A common word.
    Word,
    /// Also a person's name, or a frequent word.
    Name,
}

/// What a word beside a name makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordClass {
    Before,
    After,
    Opening,
    Body,
    Title,
    Locative,
    Inside,
    Direction,
    Street,
    Follower,
    Companion,
    Civic,
    Inhabitant,
}

/// Where a place stands: in the world's file, in the user's, or among the regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum At {
    World(u32),
    Own(u32),
    Region(u32),
}

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) at: At,
    pub(super) kind: EntryKind,
    pub(super) position: Option<(f64, f64)>,
    pub(super) country: Option<Code>,
    /// The divisions it lies in, or is, as indices of the world's file.
    pub(super) admin1: Option<u32>,
    pub(super) admin2: Option<u32>,
    pub(super) population: f64,
    pub(super) geonameid: Option<u32>,
    /// Whether the name looked up is not its first name.
    pub(super) is_alternate: bool,
}

impl Gazetteer {
    /// The gazetteer that comes with the program.
    #[must_use]
    pub fn embedded() -> Self {
        let mut gazetteer = Self {
            world: World::new(WORLD),
            own: Own::default(),
            regions: Vec::new(),
            region_keys: HashMap::new(),
            aliases: HashMap::new(),
            qualifiers: HashMap::new(),
            demonyms: HashMap::new(),
            stops: rows(STOPS)
                .map(|row| (row[0], if row[1] == "word" { Stop::Word } else { Stop::Name }))
                .collect(),
            words: HashMap::new(),
            function_words: FunctionWords::embedded(),
        };
        for (index, row) in (0..).zip(rows(REGIONS)) {
            let country = row[4].as_bytes().try_into().ok();
            let position = (row[1].parse().unwrap_or(0.0), row[2].parse().unwrap_or(0.0));
            gazetteer.region_keys.insert(fold(row[0]), index);
            gazetteer.regions.push(Region { name: row[0], position, country });
        }
        for row in rows(ALIASES) {
            let targets =
                gazetteer.targets(row[1], row[2], if row[3] == "qualifier" { "admin1" } else { row[3] });
            if row[3] == "qualifier" {
                gazetteer.qualifiers.insert(row[0], targets);
            } else {
                gazetteer.aliases.entry(row[0]).or_default().extend(targets);
            }
        }
        for row in rows(DEMONYMS) {
            let targets = gazetteer.targets(row[1], row[2], row[3]);
            gazetteer.demonyms.insert(row[0], targets);
        }
        for row in rows(WORDS) {
            if let Some(class) = word_class(row[1]) {
                gazetteer.words.entry(row[0]).or_default().push(class);
            }
        }
        gazetteer
    }

    /// Take the places of a user's CSV file, which are preferred to all others of their names, and tell of the rows that
    /// could not be taken.
    ///
    /// The first line names the columns: `name`, `lat`, `lon`, and if wanted `country` (two letters), `admin1`,
    /// `geonameid`, `alternates` (joined by bars) and `kind`.
    pub fn add_own(&mut self, csv: &[u8]) -> Vec<BadRow> {
        self.own.add(csv)
    }

    /// How many places of the user's own there are.
    #[must_use]
    pub fn own_places(&self) -> usize {
        self.own.places.len()
    }

    /// The first place that a row of a table stands for: of that first name, country and kind.
    fn targets(&self, name: &str, country: &str, kind: &str) -> Vec<Entry> {
        let found = self.by_key(&fold(name)).into_iter().filter(|entry| {
            (country.is_empty() || entry.country.is_some_and(|code| code == country.as_bytes()))
                && match kind {
                    "city" => entry.kind.is_town(),
                    "country" => entry.kind == EntryKind::Country,
                    "admin1" => entry.kind == EntryKind::Admin1,
                    "continent" => entry.kind == EntryKind::Continent,
                    _ => entry.kind == EntryKind::Region,
                }
        });
        let best = found.max_by(|a, b| {
            (!a.is_alternate, a.population)
                .partial_cmp(&(!b.is_alternate, b.population))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        best.map(|entry| Entry { is_alternate: false, ..entry }).into_iter().collect()
    }

    /// The places of the world and the regions found under `key`.
    fn by_key(&self, key: &str) -> Vec<Entry> {
        let mut found = Vec::new();
        if let Some(&index) = self.region_keys.get(key) {
            found.extend(self.region(index));
        }
        if let Some(world) = &self.world {
            found.extend(world.get(key).into_iter().filter_map(|(index, alternate)| {
                let record = world.record(index)?;
                Some(Entry {
                    at: At::World(index),
                    kind: record.kind,
                    position: record.position,
                    country: record.country,
                    admin1: record.admin1,
                    admin2: record.admin2,
                    population: record.population,
                    geonameid: record.geonameid,
                    is_alternate: alternate,
                })
            }));
        }
        found
    }

    fn region(&self, index: u32) -> Option<Entry> {
        let region = self.regions.get(index as usize)?;
        Some(Entry {
            at: At::Region(index),
            kind: EntryKind::Region,
            position: Some(region.position),
            country: region.country,
            admin1: None,
            admin2: None,
            population: 0.0,
            geonameid: None,
            is_alternate: false,
        })
    }

    /// The places called `name`, as written with single blanks, under its `key`: the user's, else those of all tables.
    pub(super) fn places(&self, name: &str, key: &str) -> Vec<Entry> {
        let own = self.own.get(key).iter().filter_map(|&index| {
            let place = self.own.places.get(index as usize)?;
            Some(Entry {
                at: At::Own(index),
                kind: place.kind,
                position: Some(place.position),
                country: place.country,
                admin1: None,
                admin2: None,
                population: 0.0,
                geonameid: place.geonameid,
                is_alternate: false,
            })
        });
        let own: Vec<Entry> = own.collect();
        if !own.is_empty() {
            return own;
        }
        let mut found = self.aliases.get(name).cloned().unwrap_or_default();
        // Abbreviations in capitals are in the table of aliases alone: "IN" and "OR" are words.
        let short = name.chars().filter(|c| c.is_alphabetic()).count() <= 3
            && name.chars().all(|c| !c.is_lowercase());
        if !short {
            for entry in self.by_key(key) {
                if !found.iter().any(|known| known.at == entry.at) {
                    found.push(entry);
                }
            }
        }
        found
    }

    /// The places called `name`, those first whose first name it is; their spans mean nothing. What the gazetteer does not
    /// have is not made up.
    #[must_use]
    pub fn called(&self, name: &str) -> Vec<Place> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(span) = Span::ordered(0..1) else { return Vec::new() };
        let mut found = self.places(&name, &fold(&name));
        found.sort_by(|a, b| a.is_alternate.cmp(&b.is_alternate).then(b.population.total_cmp(&a.population)));
        let place = |entry: &Entry| {
            let mention = Mention {
                span,
                key: String::new(),
                name: name.clone(),
                entries: Vec::new(),
                standing: Standing::Sure,
                is_associative: false,
                is_near: false,
                region: Vec::new(),
                is_region_sure: false,
                within: None,
            };
            super::place(self, &mention, Some(entry), None)
        };
        found.iter().map(place).collect()
    }

    /// The division that an abbreviation stands for ("Tex."), with its full stop or without.
    pub(super) fn abbreviation(&self, name: &str) -> &[Entry] {
        let found = self.qualifiers.get(name).or_else(|| self.qualifiers.get(format!("{name}.").as_str()));
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// The place that the people called `name` is of.
    pub(super) fn demonym(&self, name: &str) -> &[Entry] {
        let known = |name: &str| self.demonyms.get(name).map(Vec::as_slice).unwrap_or_default();
        match known(name) {
            [] => name.strip_suffix('s').map(known).unwrap_or_default(),
            found => found,
        }
    }

    /// The name of an entry.
    pub(super) fn name(&self, at: At) -> Cow<'static, str> {
        match at {
            At::World(index) => self.division(index).into(),
            At::Own(index) => {
                self.own.places.get(index as usize).map(|place| place.name.clone()).unwrap_or_default().into()
            }
            At::Region(index) => {
                self.regions.get(index as usize).map(|region| region.name).unwrap_or_default().into()
            }
        }
    }

    /// The name of the first-level division that an entry lies in.
    pub(super) fn admin1(&self, entry: &Entry) -> Option<String> {
        match (entry.at, entry.admin1) {
            (At::Own(index), _) => self.own.places.get(index as usize)?.admin1.clone(),
            (_, Some(division)) => Some(self.division(division).to_owned()),
            _ => None,
        }
    }

    fn division(&self, index: u32) -> &'static str {
        self.world.as_ref().map_or("", |world| world.name(index))
    }

    pub(super) fn stop(&self, name: &str) -> Option<Stop> {
        self.stops.get(name).copied()
    }

    /// Whether the lower-case `word` is a preposition, article or the like.
    pub(super) fn is_function_word(&self, word: &str) -> bool {
        self.function_words.class(word).is_some()
    }

    /// Whether the lower-case `word` is of `class`.
    pub(super) fn is(&self, word: &str, class: WordClass) -> bool {
        self.words.get(word).is_some_and(|classes| classes.contains(&class))
    }
}

fn word_class(name: &str) -> Option<WordClass> {
    Some(match name {
        "before" => WordClass::Before,
        "after" => WordClass::After,
        "opening" => WordClass::Opening,
        "body" => WordClass::Body,
        "title" => WordClass::Title,
        "locative" => WordClass::Locative,
        "inside" => WordClass::Inside,
        "direction" => WordClass::Direction,
        "street" => WordClass::Street,
        "follower" => WordClass::Follower,
        "companion" => WordClass::Companion,
        "civic" => WordClass::Civic,
        "inhabitant" => WordClass::Inhabitant,
        _ => return None,
    })
}

/// SHA-256 of the gazetteer that comes with the program.
pub fn embedded_sha256() -> &'static str {
    static SUM: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    SUM.get_or_init(|| gainsay_encode::digest(WORLD))
}

const WORLD: &[u8] = include_bytes!("../../data/places.bin");
const REGIONS: &str = include_str!("../../data/regions.tsv");
const DEMONYMS: &str = include_str!("../../data/demonyms.tsv");
const STOPS: &str = include_str!("../../data/place-stops.tsv");
const ALIASES: &str = include_str!("../../data/place-aliases.tsv");
const WORDS: &str = include_str!("../../data/place-words.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        let gazetteer = Gazetteer::embedded();
        assert!(gazetteer.world.as_ref().is_some_and(|world| world.len() > 200_000));
        for row in rows(WORDS) {
            assert!(word_class(row[1]).is_some(), "{row:?}");
        }
        let missing: Vec<_> = rows(ALIASES)
            .filter(|row| {
                gazetteer.aliases.get(row[0]).or(gazetteer.qualifiers.get(row[0])).is_none_or(Vec::is_empty)
            })
            .chain(rows(DEMONYMS).filter(|row| gazetteer.demonym(row[0]).is_empty()))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
        for row in rows(STOPS) {
            assert!(matches!(row[2], "own") && matches!(row[1], "word" | "name"), "{row:?}");
        }
        for row in rows(REGIONS) {
            let (lat, lon): (f64, f64) = (row[1].parse().unwrap(), row[2].parse().unwrap());
            assert!(lat.abs() <= 90.0 && lon.abs() <= 180.0 && matches!(row[4].len(), 0 | 2), "{row:?}");
        }
    }
}
