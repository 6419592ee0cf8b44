//! The tables of this layer: event words, what makes them none, words of mode and of participants.

use std::collections::{HashMap, HashSet};

use gainsay_document::{Modality, Place};

use crate::attribution::Words;
use crate::table::rows;

const EVENTS: &str = include_str!("../../data/events.tsv");
const STOPS: &str = include_str!("../../data/event-stops.tsv");
const MODALITY: &str = include_str!("../../data/modality.tsv");
const PARTICIPANTS: &str = include_str!("../../data/participants.tsv");
const GUILT: &str = include_str!("../../data/guilt.tsv");
const ROLES: &str = include_str!("../../data/roles.tsv");
const REALIS: &str = include_str!("../../data/realis.tsv");
const NOUNS: &str = include_str!("../../data/nouns.tsv");

/// A row of the event table.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub name: &'static str,
    pub noun: bool,
    with: Vec<&'static str>,
    without: Vec<&'static str>,
}

impl Kind {
    /// Whether the other words of the sentence allow this reading.
    pub(super) fn fits(&self, sentence: &HashSet<&str>) -> bool {
        let any = |list: &[&str]| list.iter().any(|word| sentence.contains(word));
        (self.with.is_empty() || any(&self.with)) && !any(&self.without)
    }
}

/// Phrases with a value each, by their first word, the longest first.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T>(HashMap<&'static str, Vec<(Vec<&'static str>, T)>>);

impl<T> Phrases<T> {
    pub(crate) fn new(entries: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut phrases: HashMap<&'static str, Vec<(Vec<&'static str>, T)>> = HashMap::new();
        for (phrase, value) in entries {
            let mut parts = phrase.split(' ');
            if let Some(first) = parts.next() {
                phrases.entry(first).or_default().push((parts.collect(), value));
            }
        }
        for list in phrases.values_mut() {
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self(phrases)
    }

    /// The phrases that begin at token `at` and end by `end`, the longest first: the index after each, and its value.
    pub(crate) fn at<'p>(
        &'p self,
        words: &'p Words<'_>,
        at: usize,
        end: usize,
    ) -> impl Iterator<Item = (usize, &'p T)> + 'p {
        self.0.get(words.lower(at)).into_iter().flatten().filter_map(move |(rest, value)| {
            let after = at + 1 + rest.len();
            let fits = after <= end && rest.iter().zip(at + 1..).all(|(word, at)| words.lower(at) == *word);
            fits.then_some((after, value))
        })
    }
}

/// The parsed tables of this layer.
#[derive(Clone, Debug)]
pub struct Tables {
    pub(super) kinds: Vec<Kind>,
    /// Event words with the index of their kind.
    pub(super) forms: Phrases<usize>,
    pub(super) stop_phrases: Phrases<()>,
    pub(super) stop_next: HashSet<&'static str>,
    pub(super) stop_before: HashSet<&'static str>,
    pub(super) modality: Phrases<Modality>,
    pub(super) does: Phrases<()>,
    pub(super) groups: HashSet<&'static str>,
    /// Kinds that happen without anybody's doing.
    pub(super) hazards: HashSet<&'static str>,
    /// Nouns for bodies that act: "army".
    pub(super) bodies: HashSet<&'static str>,
    /// Nouns for those who bear arms, and for what only they have: "soldiers", "garrison".
    pub(super) armed: HashSet<&'static str>,
    /// Nouns for one person: "judge".
    pub(super) people: HashSet<&'static str>,
    /// Nouns for a part of a body: "members", "column".
    pub(super) partitive: HashSet<&'static str>,
    /// Verbs whose object is said to have done it: "accused".
    pub(super) accuses: HashSet<&'static str>,
    /// Words whose subject or owner is said to have done it: "responsible".
    pub(super) culpable: HashSet<&'static str>,
    /// Nouns for those who bear arms for no state: "guerrillas".
    pub(super) irregulars: HashSet<&'static str>,
    /// Words in the names of such bands: "liberation".
    pub(super) liberates: HashSet<&'static str>,
    /// Words by the sense in which the layer asks for them; see the table.
    senses: HashMap<&'static str, HashSet<&'static str>>,
    /// How much each feature tells for a particular event, and less than what sum tells against it.
    realis: HashMap<&'static str, f64>,
    /// Words for what goes off.
    pub(super) explosives: HashSet<&'static str>,
    /// Words for what comes from the air.
    pub(super) aerial: HashSet<&'static str>,
    /// Kinds that harm comes of.
    pub(super) means: HashSet<&'static str>,
    /// Kinds of harm.
    pub(super) effects: HashSet<&'static str>,
    /// Nouns for an area, before or after its name: "department".
    pub(super) areas: HashSet<&'static str>,
    /// Kinds whose owner it was done to: "Orlov's murder".
    pub(super) suffers: HashSet<&'static str>,
}

impl Tables {
    /// The tables that come with the program.
    #[must_use]
    pub fn embedded() -> Self {
        let list = |cell: &'static str| cell.split_whitespace().collect();
        let kinds = rows(EVENTS)
            .map(|row| Kind {
                name: row[0],
                noun: row[2] == "noun",
                with: list(row[3]),
                without: list(row[4]),
            })
            .collect();
        let forms = rows(EVENTS)
            .enumerate()
            .flat_map(|(index, row)| row[1].split('|').map(move |form| (form, index)));
        let stops = |rule: &'static str| rows(STOPS).filter(move |row| row[0] == rule).map(|row| row[1]);
        let parts =
            |sense: &'static str| rows(PARTICIPANTS).filter(move |row| row[0] == sense).map(|row| row[1]);
        let mut senses: HashMap<&str, HashSet<&str>> = HashMap::new();
        for row in rows(PARTICIPANTS).chain(rows(GUILT)) {
            senses.entry(row[0]).or_default().insert(row[1]);
        }
        Self {
            senses,
            realis: rows(REALIS).filter_map(|row| Some((row[0], row[1].parse().ok()?))).collect(),
            kinds,
            forms: Phrases::new(forms),
            stop_phrases: Phrases::new(stops("phrase").map(|phrase| (phrase, ()))),
            stop_next: stops("next").collect(),
            stop_before: stops("before").collect(),
            modality: Phrases::new(rows(MODALITY).filter_map(|row| Some((row[0], mode(row[1])?)))),
            does: Phrases::new(parts("does").map(|phrase| (phrase, ()))),
            groups: parts("group").collect(),
            hazards: parts("hazard").collect(),
            bodies: parts("body").collect(),
            armed: parts("armed").collect(),
            people: rows(ROLES)
                .map(|row| row[0])
                .chain(rows(NOUNS).filter(|row| row[3] == "people").map(|row| row[0]))
                .collect(),
            partitive: parts("partitive").collect(),
            accuses: parts("accuse").collect(),
            culpable: parts("culpable").collect(),
            irregulars: parts("irregular").collect(),
            liberates: parts("liberates").collect(),
            explosives: parts("explosive").collect(),
            aerial: parts("aerial").collect(),
            means: parts("means").collect(),
            effects: parts("effect").collect(),
            areas: parts("area").collect(),
            suffers: parts("suffers").collect(),
        }
    }

    /// Whether the table lists the word in this sense.
    pub(super) fn is(&self, sense: &str, word: &str) -> bool {
        self.senses.get(sense).is_some_and(|words| words.contains(word))
    }

    /// Whether the features of a deed of violence weigh so little that it is only talked of.
    pub(super) fn is_talk(&self, kind: &str, features: &[String]) -> bool {
        let weight = |name: &str| self.realis.get(name).copied().unwrap_or_default();
        let sum: f64 = features.iter().map(|feature| weight(feature)).sum();
        !features.is_empty() && self.is("deed", kind) && sum + weight("every") < weight("least")
    }

    /// Whether a toponym is the name of a body of people: "River Guard".
    pub(crate) fn names_a_body(&self, text: &str, place: &Place) -> bool {
        let words = place.span.of(text);
        let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
        last.len() < words.len() && !place.is_country && self.groups.contains(last.to_lowercase().as_str())
    }
}

fn mode(word: &str) -> Option<Modality> {
    Some(match word {
        "planned" => Modality::Planned,
        "possible" => Modality::Possible,
        "conditional" => Modality::Conditional,
        "demanded" => Modality::Demanded,
        _ => return None,
    })
}
