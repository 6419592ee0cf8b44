//! The word tables of the comparison, parsed from the files under `data/`.

use std::collections::{HashMap, HashSet};

use crate::cluster::score::NAMES;
use crate::policy::{PersonWord, PersonWords};

/// All tables. Loaded once a comparison and handed to whoever needs them.
pub(crate) struct Tables {
    pub stop_words: HashSet<&'static str>,
    pub families: FamilyTable,
    pub name_words: HashMap<&'static str, NameWord>,
    pub cues: Cues,
    pub places: PlaceCues,
    /// Counted nouns that are no single people; the value tells whether the figure counts at all.
    pub units: HashMap<&'static str, UnitClass>,
    /// What words for one person tell of them.
    pub persons: PersonWords,
    /// Noun and family, in the order of the file: the first that fits is used.
    pub title_objects: Vec<(&'static str, Families)>,
    /// The weight of each feature of two incidents, in the order of `cluster::score::NAMES`; 0 where the file has none.
    pub link_weights: Vec<f64>,
}

/// A set of event families, one bit each. Empty for effects, which go with any family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Families(pub u32);

impl Families {
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn shares(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What the event table says of one type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EventWord {
    pub families: Families,
    pub title: &'static str,
}

/// Which event types make an incident, and which go together.
pub(crate) struct FamilyTable {
    kinds: HashMap<&'static str, EventWord>,
    linked: Vec<Families>,
    /// The family of attacks, in which somebody is responsible.
    pub violence: Families,
    pub blast: Families,
    /// Those of disasters, of which a place has one at a time.
    pub disaster: Families,
}

impl FamilyTable {
    /// What the table says of an event type; `None` for a type that makes no incident.
    pub fn kind(&self, kind: &str) -> Option<EventWord> {
        self.kinds.get(kind).copied()
    }

    /// Whether two sets of families can be of one incident.
    pub fn compatible(&self, a: Families, b: Families) -> bool {
        let reach = |set: Families| {
            self.linked
                .iter()
                .enumerate()
                .filter(|(bit, _)| set.0 & (1 << bit) != 0)
                .fold(set, |all, (_, linked)| all.with(*linked))
        };
        a.is_empty() || b.is_empty() || reach(a).shares(b)
    }

    fn load() -> Self {
        let mut names: Vec<&str> = Vec::new();
        let mut kinds = HashMap::new();
        for row in rows(include_str!("../data/event_families.tsv")) {
            let mut families = Families::default();
            for name in row[1].split(' ').filter(|name| *name != "-") {
                families.0 |= 1 << index_of(&mut names, name);
            }
            kinds.insert(row[0], EventWord { families, title: row[3] });
        }
        let mut linked = vec![Families::default(); names.len()];
        for row in rows(include_str!("../data/family_links.tsv")) {
            let (a, b) = (index_of(&mut names, row[0]), index_of(&mut names, row[1]));
            linked.resize(names.len(), Families::default());
            linked[a].0 |= 1 << b;
            linked[b].0 |= 1 << a;
        }
        let violence = Families(1 << index_of(&mut names, "violence"));
        let blast = Families(1 << index_of(&mut names, "blast"));
        let disaster = ["quake", "water", "disease", "weather"];
        let disaster = Families(disaster.iter().fold(0, |all, name| all | 1 << index_of(&mut names, name)));
        Self { kinds, linked, violence, blast, disaster }
    }

    fn family(&self, name: &str) -> Families {
        // Families have no public names: an object's family is found through the types that belong to it.
        self.kinds.get(name).map_or(Families::default(), |word| word.families)
    }
}

fn index_of<'t>(names: &mut Vec<&'t str>, name: &'t str) -> usize {
    names.iter().position(|known| *known == name).unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    })
}

/// What a word does to a source's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameWord {
    /// Says nothing of who it is.
    Filler,
    /// Speaks for a body named beside it.
    Office,
    /// Makes the source anonymous, whatever stands beside it.
    Anonymous,
    /// Anonymous when it stands alone.
    Bare,
    /// Is compared as another word.
    Form(&'static str),
}

/// Wordings that a comparison rests on.
pub(crate) struct Cues {
    /// A toll is said to move.
    pub change: Vec<&'static str>,
    /// Stand right before a value that no longer holds.
    pub former: Vec<&'static str>,
    /// The claim is about who did it.
    pub responsibility: Vec<&'static str>,
    /// The holder says it did it.
    pub claimed: Vec<&'static str>,
    /// The claim is about a number.
    pub figure: Vec<&'static str>,
    /// In a source's name: it sees a part of what happened.
    pub observer: Vec<&'static str>,
    /// Beside a number: it is of those known so far.
    pub least: Vec<&'static str>,
    /// Beside a number: it is not known to be so many.
    pub feared: Vec<&'static str>,
    /// In a figure's words: it comes on top of others.
    pub addition: Vec<&'static str>,
    /// The number is said to be of all.
    pub total: Vec<&'static str>,
    /// A house or camp in which a part of those counted can be.
    pub site: Vec<&'static str>,
    /// What follows an incident and has days of its own: arrests, trials, funerals.
    pub sequel: Vec<&'static str>,
    /// A word for an incident of any kind.
    pub told: Vec<&'static str>,
}

/// Words beside a place that tell what it is there.
pub(crate) struct PlaceCues {
    /// People are brought there, tried or buried there, or come from there.
    pub care: Vec<&'static str>,
    /// The same of the house called after the place.
    pub house: Vec<&'static str>,
    /// What a town of its own has.
    pub police: Vec<&'static str>,
    /// Of whom a town is told.
    pub person: Vec<&'static str>,
    /// The sentence says where exactly.
    pub street: Vec<&'static str>,
    /// A part of a town.
    pub part: Vec<&'static str>,
    /// Stands before "of" and a town.
    pub town: Vec<&'static str>,
}

/// What a counted noun makes of its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitClass {
    /// A facet of its own.
    Kind,
    /// People of one body or trade: part of all the people, a facet of its own.
    Part,
    /// No count of what an incident did.
    None,
}

impl Tables {
    pub fn load() -> Self {
        let families = FamilyTable::load();
        let cue = |sense: &str| {
            rows(include_str!("../data/cues.tsv")).filter(|row| row[1] == sense).map(|row| row[0]).collect()
        };
        let place_cue = |sense: &str| {
            rows(include_str!("../data/place_cues.tsv"))
                .filter(|row| row[1] == sense)
                .map(|row| row[0])
                .collect()
        };
        let link_weight = |name: &&str| {
            rows(include_str!("../data/link_weights.tsv"))
                .find(|row| row[0] == *name)
                .and_then(|row| row[1].parse().ok())
                .unwrap_or(0.0)
        };
        Self {
            link_weights: NAMES.iter().map(link_weight).collect(),
            stop_words: rows(include_str!("../data/stop_words.tsv")).map(|row| row[0]).collect(),
            name_words: rows(include_str!("../data/name_words.tsv"))
                .map(|row| {
                    let word = match row[1] {
                        "filler" => NameWord::Filler,
                        "office" => NameWord::Office,
                        "anonymous" => NameWord::Anonymous,
                        "bare" => NameWord::Bare,
                        _ => NameWord::Form(row[2]),
                    };
                    (row[0], word)
                })
                .collect(),
            cues: Cues {
                change: cue("change"),
                former: cue("former"),
                responsibility: cue("responsibility"),
                claimed: cue("claimed"),
                figure: cue("figure"),
                observer: cue("observer"),
                least: cue("least"),
                feared: cue("feared"),
                addition: cue("addition"),
                total: cue("total"),
                site: cue("site"),
                sequel: cue("sequel"),
                told: cue("told"),
            },
            places: PlaceCues {
                care: place_cue("care"),
                house: place_cue("house"),
                police: place_cue("police"),
                person: place_cue("person"),
                street: place_cue("street"),
                part: place_cue("part"),
                town: place_cue("town"),
            },
            units: rows(include_str!("../data/count_units.tsv"))
                .map(|row| {
                    let class = match row[1] {
                        "none" => UnitClass::None,
                        "part" => UnitClass::Part,
                        _ => UnitClass::Kind,
                    };
                    (row[0], class)
                })
                .collect(),
            persons: rows(include_str!("../data/persons.tsv"))
                .filter_map(|row| {
                    let word = PersonWord {
                        gender: row[1].chars().next().filter(|gender| *gender != '-'),
                        youngest: row[2].parse().ok()?,
                        oldest: row[3].parse().ok()?,
                    };
                    Some((row[0], word))
                })
                .collect(),
            title_objects: rows(include_str!("../data/title_objects.tsv"))
                .map(|row| (row[0], families.family(row[1])))
                .collect(),
            families,
        }
    }
}

/// The rows of a table, without comments and header, each with at least five columns (missing ones empty).
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = [&'static str; 5]> {
    text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1).map(|line| {
        let mut row = [""; 5];
        for (cell, value) in row.iter_mut().zip(line.split('\t')) {
            *cell = value.trim();
        }
        row
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_go_together_where_linked() {
        let tables = Tables::load();
        let check = |a: &str, b: &str, expected: bool| {
            let families = |kind| tables.families.kind(kind).unwrap().families;
            assert_eq!(tables.families.compatible(families(a), families(b)), expected, "{a} {b}");
            assert_eq!(tables.families.compatible(families(b), families(a)), expected, "{b} {a}");
        };
        check("sink", "capsize", true);
        check("attack", "shell", true);
        check("attack", "explode", true);
        check("kill", "earthquake", true);
        check("sink", "earthquake", false);
        check("attack", "flood", false);
    }

    #[test]
    fn every_row_is_whole() {
        for text in [
            include_str!("../data/stop_words.tsv"),
            include_str!("../data/event_families.tsv"),
            include_str!("../data/family_links.tsv"),
            include_str!("../data/name_words.tsv"),
            include_str!("../data/cues.tsv"),
            include_str!("../data/place_cues.tsv"),
            include_str!("../data/count_units.tsv"),
            include_str!("../data/title_objects.tsv"),
            include_str!("../data/persons.tsv"),
            include_str!("../data/link_weights.tsv"),
            include_str!("../data/event_words.tsv"),
            include_str!("../data/irregular_forms.tsv"),
        ] {
            let mut lines = text.lines().filter(|line| !line.starts_with('#'));
            let header = lines.next().unwrap();
            assert!(header.ends_with("\tsource"), "{header}");
            let columns = header.split('\t').count();
            for line in lines {
                assert_eq!(line.split('\t').filter(|cell| !cell.is_empty()).count(), columns, "{line}");
            }
        }
    }

    #[test]
    fn title_objects_name_a_type_of_their_family() {
        assert!(Tables::load().title_objects.iter().all(|(_, families)| !families.is_empty()));
    }
}
