//! The gazetteer: places of the world by name.

use std::collections::HashMap;

use crate::function_words::FunctionWords;
use crate::table::rows;

/// The places of the world that the reader knows, and the words beside toponyms.
///
/// Data: GeoNames, CC BY 4.0 (see the head of the table).
#[derive(Clone, Debug)]
pub struct Gazetteer {
    /// The rows of the table, sorted by their first cell, the name. They are taken apart only when looked up.
    lines: Vec<&'static str>,
    /// Other names of the project's own table, and the indices into `lines` of what they stand for.
    aliases: HashMap<&'static str, Vec<u32>>,
    /// Other spellings of the gazetteer.
    alternates: HashMap<&'static str, Vec<u32>>,
    /// Names wider than a country, without a position.
    regions: Vec<&'static str>,
    /// Abbreviations that stand only after a town, and the name they stand for.
    qualifiers: HashMap<&'static str, &'static str>,
    stops: HashMap<&'static str, Stop>,
    words: HashMap<&'static str, Vec<WordClass>>,
    function_words: FunctionWords,
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
    Follower,
    Companion,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) geonameid: Option<u32>,
    pub(super) lat: Option<f64>,
    pub(super) lon: Option<f64>,
    pub(super) country: &'static str,
    pub(super) admin1: &'static str,
    pub(super) population: f64,
    pub(super) kind: EntryKind,
    /// Whether the name looked up is not its first name.
    pub(super) is_alternate: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    Country,
    Capital,
    City,
    Admin1,
    Region,
}

impl Gazetteer {
    /// The gazetteer that comes with the program.
    #[must_use]
    pub fn embedded() -> Self {
        let lines: Vec<&'static str> =
            PLACES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1).collect();
        let mut alternates: HashMap<&'static str, Vec<u32>> = HashMap::new();
        for (index, line) in (0u32..).zip(&lines) {
            let cell = line.rsplit('\t').nth(1).unwrap_or_default();
            if !cell.is_empty() {
                for other in cell.split('|') {
                    alternates.entry(other).or_default().push(index);
                }
            }
        }
        let mut gazetteer = Self {
            lines,
            aliases: HashMap::new(),
            alternates,
            regions: Vec::new(),
            qualifiers: HashMap::new(),
            stops: rows(STOPS)
                .map(|row| (row[0], if row[1] == "word" { Stop::Word } else { Stop::Name }))
                .collect(),
            words: HashMap::new(),
            function_words: FunctionWords::embedded(),
        };
        for row in rows(ALIASES) {
            match row[3] {
                "region" => gazetteer.regions.push(row[0]),
                "qualifier" => {
                    gazetteer.qualifiers.insert(row[0], row[1]);
                }
                _ => {
                    let targets: Vec<u32> = gazetteer
                        .named(row[1])
                        .filter(|&index| gazetteer.cell(index, 4) == row[2])
                        .filter(|&index| (gazetteer.cell(index, 7) == "country") == (row[3] == "country"))
                        .collect();
                    gazetteer.aliases.entry(row[0]).or_default().extend(targets);
                }
            }
        }
        for row in rows(WORDS) {
            if let Some(class) = word_class(row[1]) {
                gazetteer.words.entry(row[0]).or_default().push(class);
            }
        }
        gazetteer
    }

    /// The indices of the rows whose name is `name`.
    fn named(&self, name: &str) -> impl Iterator<Item = u32> + use<> {
        let of = |line: &&'static str| line.split_once('\t').map_or(*line, |(name, _)| name);
        let start = self.lines.partition_point(|line| of(line) < name);
        let count = self.lines[start..].iter().take_while(|line| of(line) == name).count();
        (0u32..).skip(start).take(count)
    }

    fn cell(&self, index: u32, column: usize) -> &'static str {
        let line = self.lines.get(index as usize).copied().unwrap_or_default();
        line.split('\t').nth(column).unwrap_or_default()
    }

    /// The places called `name`: those whose first name it is, else those that are also called so.
    pub(super) fn places(&self, name: &str) -> Vec<Entry> {
        if let Some(region) = self.regions.iter().find(|region| **region == name) {
            return vec![Entry {
                name: region,
                geonameid: None,
                lat: None,
                lon: None,
                country: "",
                admin1: "",
                population: 0.0,
                kind: EntryKind::Region,
                is_alternate: false,
            }];
        }
        let entries = |indices: &mut dyn Iterator<Item = u32>, is_alternate: bool| {
            indices.filter_map(|index| self.entry(index, is_alternate)).collect::<Vec<_>>()
        };
        let mut found = entries(&mut self.named(name), false);
        found.extend(entries(&mut self.aliases.get(name).into_iter().flatten().copied(), false));
        // A division may bear the plain spelling of its town's name: "Tacuarembo", the town being Tacuarembó.
        if found.iter().all(|entry| entry.kind == EntryKind::Admin1) {
            found.extend(entries(&mut self.alternates.get(name).into_iter().flatten().copied(), true));
        }
        found
    }

    fn entry(&self, index: u32, is_alternate: bool) -> Option<Entry> {
        let cells: Vec<&'static str> = self.lines.get(index as usize)?.split('\t').collect();
        let cell = |column: usize| cells.get(column).copied().unwrap_or_default();
        Some(Entry {
            name: cell(0),
            geonameid: cell(1).parse().ok(),
            lat: cell(2).parse().ok(),
            lon: cell(3).parse().ok(),
            country: cell(4),
            admin1: cell(5),
            population: cell(6).parse().unwrap_or(0.0),
            kind: match cell(7) {
                "country" => EntryKind::Country,
                "capital" => EntryKind::Capital,
                "admin1" => EntryKind::Admin1,
                _ => EntryKind::City,
            },
            is_alternate,
        })
    }

    /// The division that an abbreviation after a town stands for ("Tex.").
    pub(super) fn qualifier(&self, abbreviation: &str) -> Option<&'static str> {
        self.qualifiers.get(abbreviation).copied()
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
        "follower" => WordClass::Follower,
        "companion" => WordClass::Companion,
        _ => return None,
    })
}

const PLACES: &str = include_str!("../../data/places.tsv");
const STOPS: &str = include_str!("../../data/place-stops.tsv");
const ALIASES: &str = include_str!("../../data/place-aliases.tsv");
const WORDS: &str = include_str!("../../data/place-words.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        let gazetteer = Gazetteer::embedded();
        assert!(gazetteer.lines.iter().all(|line| line.split('\t').count() == 10));
        for row in rows(WORDS) {
            assert!(word_class(row[1]).is_some(), "{row:?}");
        }
        for row in rows(ALIASES).filter(|row| !matches!(row[3], "region" | "qualifier")) {
            let found = gazetteer.places(row[0]);
            assert!(found.iter().any(|place| place.name == row[1] && place.country == row[2]), "{row:?}");
        }
        for row in rows(STOPS) {
            assert!(matches!(row[2], "own") && matches!(row[1], "word" | "name"), "{row:?}");
        }
    }
}
