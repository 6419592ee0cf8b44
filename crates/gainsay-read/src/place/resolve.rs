//! Which place of a name is meant.
//!
//! The places of one name in a document are one (one sense a discourse). Each candidate is weighed by its size and by
//! what the document's other names may stand for: a division or country that holds it, a place near it. As those are
//! uncertain themselves, they count by their own weight, in a few rounds.

use std::collections::BTreeMap;

use super::Mention;
use super::gazetteer::{At, Entry};
use super::world::EntryKind;

/// Rounds of weighing; more change next to nothing.
const ROUNDS: usize = 3;
/// So many candidates of a name are looked at, the best by size first.
const CANDIDATES: usize = 80;
/// So many of a name's candidates speak for other names.
const SPEAKERS: usize = 6;
/// What the region beside a name counts.
const BESIDE: f64 = 20.0;
/// What the country of the outlet's address counts.
const HOME: f64 = 1.5;
/// What a place counts that the outlet is called after, and its size beside that.
const NAMESAKE: f64 = 3.0;
const NAMESAKE_SIZE: f64 = 0.5;
/// How much the other names count beside size.
const CONTEXT: f64 = 2.5;
/// What a division counts that the title names.
const TITLE: f64 = 1.0;
/// A town of so many is told of without its region, or with another word behind a comma.
const WELL_KNOWN: f64 = 100_000.0;
/// A town of so many that is called as its division may be its seat.
const SEAT: f64 = 20_000.0;
/// Or of one in so many of the division's people.
const SEAT_SHARE: f64 = 10.0;
/// Places this far apart, in kilometres, are hardly neighbours.
const NEAR: f64 = 70.0;
/// What is called after a place speaks less than what is there.
const ASSOCIATIVE: f64 = 0.6;

/// A name of the document and what it may stand for.
struct Group<'m> {
    key: &'m str,
    candidates: Vec<Candidate>,
    weight: f64,
}

struct Candidate {
    entry: Entry,
    prior: f64,
    /// Between nothing and one; all of a group's sum to one.
    share: f64,
}

/// What a mention stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    pub(super) entry: Option<Entry>,
    /// The region that the text names beside it, where no place of that name is known there.
    pub(super) region: Option<Entry>,
}

/// The place that each mention stands for. `around` are divisions that speak for what lies in them, although the text
/// does not name them.
pub(super) fn resolve(mentions: &[Mention], around: &[Entry], outlet: Option<&str>) -> Vec<Choice> {
    let outlet = Outlet::of(outlet.unwrap_or_default());
    let mut groups = groups(mentions, &outlet);
    groups.extend(around.iter().map(|&entry| Group {
        key: "",
        candidates: vec![Candidate { entry, prior: 0.0, share: 1.0 }],
        weight: TITLE,
    }));
    for _ in 0..ROUNDS {
        let scores: Vec<Vec<f64>> = groups
            .iter()
            .map(|group| {
                group
                    .candidates
                    .iter()
                    .map(|one| one.prior + context(&groups, group.key, &one.entry))
                    .collect()
            })
            .collect();
        for (group, scores) in groups.iter_mut().zip(scores) {
            share(group, &scores);
        }
    }
    mentions
        .iter()
        .map(|mention| {
            let Some(group) = groups.iter().find(|group| group.key == mention.key) else {
                return Choice::default();
            };
            match elsewhere(group, mentions) {
                Some(region) => Choice { entry: None, region: Some(region) },
                None => Choice { entry: best(&group.candidates, &mention.region), region: None },
            }
        })
        .collect()
}

/// The region that surely stands beside a name, if no place of the name lies there: the one that is meant is in no table.
fn elsewhere(group: &Group<'_>, mentions: &[Mention]) -> Option<Entry> {
    let of_name = || mentions.iter().filter(|mention| mention.key == group.key);
    let big = |one: &Candidate| {
        !one.entry.is_alternate && (one.entry.population >= WELL_KNOWN || !one.entry.kind.is_town())
    };
    let inside = |region: &Entry| {
        group.candidates.iter().any(|one| holds(region, &one.entry) || one.entry.at == region.at)
    };
    // Of a name that anything else stands beside, too little is known.
    if group.candidates.is_empty() || group.candidates.iter().any(big) {
        return None;
    }
    let regions: Vec<&Entry> = of_name().flat_map(|mention| &mention.region).collect();
    if regions.iter().any(|region| inside(region)) {
        return None;
    }
    let sure = of_name().filter(|mention| mention.is_region_sure).flat_map(|mention| &mention.region);
    sure.copied().find(|region| region.kind == EntryKind::Admin1)
}

/// The candidate with the greatest share; of those in the region beside the name, where there are any.
fn best(candidates: &[Candidate], region: &[Entry]) -> Option<Entry> {
    let inside = |one: &&Candidate| region.iter().any(|region| holds(region, &one.entry));
    let choose = |pool: &mut dyn Iterator<Item = &Candidate>| {
        pool.max_by(|a, b| a.share.total_cmp(&b.share).then_with(|| b.entry.at.cmp(&a.entry.at)))
            .map(|one| one.entry)
    };
    choose(&mut candidates.iter().filter(inside)).or_else(|| choose(&mut candidates.iter()))
}

fn groups<'m>(mentions: &'m [Mention], outlet: &Outlet) -> Vec<Group<'m>> {
    let mut by_key: BTreeMap<&str, Vec<&Mention>> = BTreeMap::new();
    for mention in mentions {
        by_key.entry(&mention.key).or_default().push(mention);
    }
    by_key
        .into_iter()
        .map(|(key, mentions)| {
            let mut entries: Vec<Entry> = Vec::new();
            for entry in mentions.iter().flat_map(|mention| &mention.entries) {
                if !entries.iter().any(|known| known.at == entry.at) {
                    entries.push(*entry);
                }
            }
            let regions: Vec<&Entry> = mentions.iter().flat_map(|mention| &mention.region).collect();
            let all = entries.clone();
            let mut candidates: Vec<Candidate> = entries
                .into_iter()
                .map(|entry| {
                    let beside = regions.iter().any(|region| holds(region, &entry));
                    let size = size(&entry, &all);
                    let prior = if outlet.is_called(key) && entry.kind.is_town() {
                        NAMESAKE + size * NAMESAKE_SIZE
                    } else {
                        size
                    };
                    let at_home = entry.country.is_some() && entry.country == outlet.country;
                    let prior = prior + if beside { BESIDE } else { 0.0 } + if at_home { HOME } else { 0.0 };
                    Candidate { entry, prior, share: 0.0 }
                })
                .collect();
            candidates.sort_by(|a, b| b.prior.total_cmp(&a.prior).then_with(|| a.entry.at.cmp(&b.entry.at)));
            candidates.truncate(CANDIDATES);
            #[allow(clippy::cast_precision_loss, reason = "few")]
            let weight = (1.0 + (mentions.len() as f64).ln())
                * if mentions.iter().all(|mention| mention.is_associative) { ASSOCIATIVE } else { 1.0 };
            let mut group = Group { key, candidates, weight };
            let scores: Vec<f64> = group.candidates.iter().map(|one| one.prior).collect();
            share(&mut group, &scores);
            group
        })
        .collect()
}

/// How likely `entry` is by itself: for a town by the decimal logarithm of its inhabitants, which is left as it is at
/// 100,000.
fn size(entry: &Entry, all: &[Entry]) -> f64 {
    if let At::Own(_) = entry.at {
        return 20.0;
    }
    let people = (entry.population + 1.0).log10();
    let town = |people: f64| 1.25 * people - 1.25;
    let division = |people: f64| 4.0 + 0.27 * people;
    let size = match entry.kind {
        EntryKind::Country => 8.8,
        EntryKind::Continent | EntryKind::Region => 8.0,
        EntryKind::Capital => town(people) + 1.0,
        EntryKind::City => town(people),
        EntryKind::Admin1 => division(people),
        EntryKind::Admin2 => 2.5 + 0.2 * people,
    };
    // A town that its division is called after is meant before the division.
    let own_division = all.iter().find(|other| {
        other.kind == EntryKind::Admin1 && other.admin1 == entry.admin1 && entry.admin1.is_some()
    });
    let size = match own_division {
        Some(other) if entry.kind.is_town() && is_seat(entry, other) => {
            size.max(division((other.population + 1.0).log10()) + 0.1)
        }
        _ => size,
    };
    if entry.is_alternate { size - 1.5 } else { size }
}

/// Whether a town is large enough to be the seat of the division that is called as it is.
fn is_seat(town: &Entry, division: &Entry) -> bool {
    town.population >= SEAT || town.population * SEAT_SHARE >= division.population
}

fn share(group: &mut Group<'_>, scores: &[f64]) {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let all: f64 = scores.iter().map(|score| (score - most).exp()).sum();
    for (one, score) in group.candidates.iter_mut().zip(scores) {
        one.share = (score - most).exp() / all;
    }
    // Where the scores are equal the first of the sorted list stays first.
    group.candidates.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.entry.at.cmp(&b.entry.at)));
}

/// What the document's other names say for `entry`.
fn context(groups: &[Group<'_>], key: &str, entry: &Entry) -> f64 {
    let said: f64 = groups
        .iter()
        .filter(|group| group.key != key)
        .map(|group| {
            let speakers = group.candidates.iter().take(SPEAKERS).filter(|one| one.share > 0.02);
            group.weight * speakers.map(|one| one.share * bond(entry, &one.entry)).fold(0.0, f64::max)
        })
        .sum();
    CONTEXT * said.ln_1p()
}

/// How much `other` speaks for `entry`.
fn bond(entry: &Entry, other: &Entry) -> f64 {
    if entry.at == other.at {
        return 0.0;
    }
    if holds(other, entry) {
        return match other.kind {
            EntryKind::Country => 0.8,
            EntryKind::Admin1 => 2.5,
            _ => 3.0,
        };
    }
    if holds(entry, other) {
        return match entry.kind {
            EntryKind::Country => 0.8,
            EntryKind::Admin1 => 1.5,
            _ => 2.0,
        };
    }
    let same = |a: Option<u32>, b: Option<u32>| a.is_some() && a == b;
    let local = |one: &Entry| one.kind.is_town() || one.kind == EntryKind::Admin2;
    let mut bond = 0.0;
    if entry.country.is_some() && entry.country == other.country {
        bond += 0.3;
        if same(entry.admin1, other.admin1) {
            bond += 0.7;
        }
        if same(entry.admin2, other.admin2) {
            bond += 0.5;
        }
    }
    if let (true, true, Some(a), Some(b)) = (local(entry), local(other), entry.position, other.position) {
        bond += 2.0 * (-kilometres(a, b) / NEAR).exp();
    }
    bond
}

/// Whether `inner` lies in `outer`.
pub(super) fn holds(outer: &Entry, inner: &Entry) -> bool {
    let same = |a: Option<u32>, b: Option<u32>| a.is_some() && a == b;
    match outer.kind {
        _ if outer.at == inner.at => false,
        EntryKind::Country => outer.country.is_some() && outer.country == inner.country,
        EntryKind::Admin1 => {
            same(outer.admin1, inner.admin1) && (inner.kind.is_town() || inner.kind == EntryKind::Admin2)
        }
        EntryKind::Admin2 => same(outer.admin2, inner.admin2) && inner.kind.is_town(),
        _ => false,
    }
}

/// The distance of two positions, as on a plane: only small ones matter.
pub(super) fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    const DEGREE: f64 = 111.2;
    let north = (a.0 - b.0) * DEGREE;
    let east = (a.1 - b.1) * DEGREE * ((a.0 + b.0) / 2.0).to_radians().cos();
    north.hypot(east)
}

/// What an outlet's name tells of where it is at home.
struct Outlet {
    /// The country that its address names: "korvapost.co.uk".
    country: Option<[u8; 2]>,
    /// Its name in small letters and digits alone.
    name: String,
}

impl Outlet {
    fn of(outlet: &str) -> Self {
        let name = outlet.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let last =
            outlet.trim().trim_end_matches('/').rsplit_once('.').map(|(_, last)| last.to_ascii_uppercase());
        let code: Option<[u8; 2]> = last.and_then(|last| last.as_bytes().try_into().ok());
        let country = match code {
            Some([b'U', b'K']) => Some(*b"GB"),
            // Sold to everybody.
            Some(code) if b"COMETVIOAIFMCCEU".as_chunks().0.contains(&code) => None,
            code => code.filter(|code| code.iter().all(u8::is_ascii_uppercase)),
        };
        Self { country, name }
    }

    /// Whether the outlet is called after a place of that name: then it is rather a small place with a paper of its own
    /// than the famous one, which is called by more.
    fn is_called(&self, key: &str) -> bool {
        const SHORTEST: usize = 4;
        key.len() >= SHORTEST && self.name.contains(&key.replace(' ', ""))
    }
}
