//! Which words of a text are toponyms.

use std::collections::BTreeSet;

use gainsay_document::{Name, NameKind, Span};

use super::context::{Context, Text};
use super::fold::fold;
use super::gazetteer::{Gazetteer, WordClass};
use super::introduced::{introduced, is_water_or_land};
use super::judge::{Judge, Verdict};
use super::units::units;
use super::world::EntryKind;
use super::{Mention, Standing};
use crate::words::Words;

/// More words has no name of a place.
const LONGEST: usize = 6;

/// The toponyms of a text, in order, with the places that bear their names.
pub(super) fn mentions(gazetteer: &Gazetteer, words: &Words<'_>, names: &[Name]) -> Vec<Mention> {
    let text = Text { gazetteer, words, units: units(words) };
    let surnames = surnames(&text, names);
    let common: BTreeSet<&str> = (0..words.len())
        .filter(|&at| words.is_word(at) && !words.is_capitalised(at))
        .map(|at| words.lower(at))
        .collect();
    let judge = Judge { names, surnames: &surnames, common: &common };
    let mut mentions: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < text.units.len() {
        let found = introduced(&text, at, names).or_else(|| mention(&text, &judge, at));
        match found {
            Some((end, mention)) => {
                at = end.max(at + 1);
                mentions.extend(mention);
            }
            None => at += 1,
        }
    }
    let sure = |literal: bool| -> BTreeSet<String> {
        let sure = mentions.iter().filter(|mention| mention.standing == Standing::Sure);
        sure.filter(|mention| !literal || !mention.is_associative)
            .map(|mention| mention.key.clone())
            .collect()
    };
    let (sure, literal) = (sure(false), sure(true));
    mentions.retain(|mention| match mention.standing {
        Standing::Sure => true,
        Standing::Maybe => sure.contains(&mention.key),
        Standing::Doubtful => literal.contains(&mention.key),
    });
    unknown(&text, names, &mut mentions);
    for index in 0..mentions.len() {
        mentions[index].within = within(&text, &mentions, index);
    }
    mentions
}

/// The mention that tells where the unknown place of mention `index` is: "the Korva quarter of Tampere", "Korva, in
/// Finland", "Korva, a village near Tampere".
fn within(text: &Text<'_>, mentions: &[Mention], index: usize) -> Option<usize> {
    /// So many words may stand between.
    const REACH: usize = 6;
    const LINKS: [&str; 11] = ["of", "in", "near", "outside", ",", "(", "a", "an", "the", "district", "area"];
    let (one, next) = (mentions.get(index)?, mentions.get(index + 1)?);
    if !one.entries.is_empty() || next.entries.is_empty() || next.is_associative {
        return None;
    }
    let start = text.units.partition_point(|unit| unit.span.start() < one.span.end());
    let end = text.units.partition_point(|unit| unit.span.start() < next.span.start());
    let linked = (start..end).all(|at| {
        let word = text.lower(at);
        LINKS.contains(&word.as_str())
            || text.gazetteer.is(&word, WordClass::After)
            || text.gazetteer.is(&word, WordClass::Before)
            || matches!(
                word.as_str(),
                "refugee" | "small" | "southern" | "northern" | "eastern" | "western" | "remote"
            )
    });
    let close = start < end && end - start <= REACH && text.sentence(start) == text.sentence(end);
    (linked && close).then_some(index + 1)
}

/// The longest name of the gazetteer that begins at unit `at`, the unit after it, and what it is; `None` inside for a name
/// that is no place there.
fn mention(text: &Text<'_>, judge: &Judge<'_>, at: usize) -> Option<(usize, Option<Mention>)> {
    if !text.is_capital(at) {
        return None;
    }
    let sentence = text.sentence(at);
    let limit = (at + 1..=at + LONGEST)
        .take_while(|&end| {
            text.units.get(end - 1).is_some_and(|unit| unit.is_word) && text.sentence(end - 1) == sentence
        })
        .last()?;
    for end in (at + 1..=limit).rev() {
        if !text.is_capital(end - 1) {
            continue;
        }
        let context = Context { text, start: at, end };
        if is_part_of_compound(context) {
            continue;
        }
        let Some(candidate) = candidate(context) else { continue };
        let mut mention = Mention {
            span: text.span(at, end)?,
            key: candidate.key,
            name: candidate.name,
            entries: candidate.entries,
            standing: Standing::Sure,
            is_associative: candidate.is_demonym,
            is_near: context.is_near(),
            region: context.region_after(),
            is_region_sure: context.is_region_sure(),
            within: None,
        };
        let after = if candidate.is_demonym {
            judge.people(context, &mention)
        } else {
            judge.place(context, &mention, candidate.is_abbreviation)
        };
        match after {
            Verdict::Place { standing, associative } => {
                mention.standing = standing;
                mention.is_associative |= associative;
                return Some((end, Some(mention)));
            }
            // A shorter name may be one: "Orla Korva Herald".
            Verdict::None => {}
        }
    }
    None
}

/// Whether a hyphen ties the name to a word with a capital that is no place by itself: "Annuvin-Sel" is no Sel.
fn is_part_of_compound(context: Context<'_>) -> bool {
    const SAINTS: [&str; 3] = ["saint", "sainte", "st"];
    let Context { text, start, end } = context;
    let strange = |at: usize| {
        let name = text.written(at, at + 1);
        let key = fold(&name);
        let unknown =
            || text.gazetteer.places(&name, &key).is_empty() && text.gazetteer.demonym(&name).is_empty();
        // "D-Korva" tells where a deputy sits.
        text.is_capital(at) && name.chars().nth(2).is_some() && (SAINTS.contains(&key.as_str()) || unknown())
    };
    let tied = |at: usize| text.units.get(at).is_some_and(|unit| unit.joins_next);
    start.checked_sub(1).is_some_and(|before| tied(before) && strange(before))
        || end.checked_sub(1).is_some_and(tied) && strange(end)
}

struct Candidate {
    name: String,
    key: String,
    entries: Vec<super::Entry>,
    is_demonym: bool,
    is_abbreviation: bool,
}

/// What the gazetteer knows under the words of `context`.
fn candidate(context: Context<'_>) -> Option<Candidate> {
    let text = context.text;
    let name = text.written(context.start, context.end);
    let make = |entries: &[super::Entry], key: String, is_demonym, is_abbreviation| {
        (!entries.is_empty()).then(|| Candidate {
            name: name.clone(),
            key,
            entries: entries.to_vec(),
            is_demonym,
            is_abbreviation,
        })
    };
    let abbreviated = text.gazetteer.abbreviation(&name);
    let stop_follows = name.ends_with('.') || context.after(0) == ".";
    if !abbreviated.is_empty() && (stop_follows || name.chars().all(|c| !c.is_lowercase())) {
        // The key of the whole name, so that "Tex." and "Texas" are one place.
        let whole = abbreviated.first().map(|entry| fold(&text.gazetteer.name(entry.at)))?;
        return make(abbreviated, whole, false, true);
    }
    let key = fold(&name);
    let shown = spelled(context, &name);
    let mut entries = text.gazetteer.places(&shown, &key);
    // A division may bear the plain spelling of its town's name, so other spellings count where first names are few.
    if entries.iter().any(|entry| !entry.is_alternate && entry.kind.is_town()) {
        entries.retain(|entry| {
            !entry.is_alternate || entry.kind == EntryKind::Admin2 || entry.population >= 100_000.0
        });
    }
    // "Korva River" is not Korva River County.
    if name.contains(' ') && is_water_or_land(&text.lower(context.end - 1)) {
        entries.retain(|entry| !entry.is_alternate);
    }
    if let Some(found) = make(&entries, key.clone(), false, false) {
        return Some(found);
    }
    make(text.gazetteer.demonym(&shown), key, true, false)
}

/// A name in capitals in its ordinary spelling, where tables are asked that know no other.
fn spelled(context: Context<'_>, name: &str) -> String {
    let shouted =
        name.chars().filter(|c| c.is_alphabetic()).count() > 3 && name.chars().all(|c| !c.is_lowercase());
    if !shouted || !context.is_shouted() {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut inner = false;
    for c in name.chars() {
        if inner {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        inner = c.is_alphabetic() || c == '\'';
    }
    out
}

/// The last words of persons' names: by the named entities, or where there are none by the capital before them.
fn surnames(text: &Text<'_>, names: &[Name]) -> BTreeSet<String> {
    let words = text.words;
    if !names.is_empty() {
        return names
            .iter()
            .filter(|name| name.kind == NameKind::Person)
            .filter_map(|name| name.span.of(words.text).rsplit_once(char::is_whitespace))
            .map(|(_, last)| fold(last))
            .collect();
    }
    let gazetteer = text.gazetteer;
    let name = |at: usize| words.is_word(at) && words.is_capitalised(at);
    (1..words.len())
        .filter(|&at| name(at) && name(at - 1) && !words.opens_sentence(at) && !name(at + 1))
        .filter(|&at| {
            let before = words.lower(at - 1);
            let other = gazetteer.is(before, WordClass::Locative)
                || gazetteer.is(before, WordClass::Follower)
                || gazetteer.is(before, WordClass::Opening)
                || gazetteer.is_function_word(before)
                || words.raw(at - 1).chars().all(|c| !c.is_lowercase())
                || before == "'s";
            let place = gazetteer.stop(words.raw(at - 1)).is_none()
                && gazetteer.places(words.raw(at - 1), &fold(before)).iter().any(|entry| {
                    !entry.is_alternate && (!entry.kind.is_town() || entry.population >= 15_000.0)
                });
            !other && !place
        })
        .map(|at| fold(words.raw(at)))
        .collect()
}

/// Add the named entities that are places and that no table knows, without a position.
fn unknown(text: &Text<'_>, names: &[Name], mentions: &mut Vec<Mention>) {
    let mut found = Vec::new();
    for name in names.iter().filter(|name| name.kind == NameKind::Place) {
        let words = name.span.of(text.words.text);
        let is_town = |span: Span| mentions.iter().any(|mention| mention.span.overlaps(span));
        let last = words.rsplit(char::is_whitespace).next().unwrap_or(words).to_lowercase();
        let start = text.units.partition_point(|unit| unit.span.start() < name.span.start());
        let end = text.units.partition_point(|unit| unit.span.end() <= name.span.end());
        let context = Context { text, start, end };
        let region = context.region_after();
        let shown = context.is_inside()
            || context.is_near()
            || !region.is_empty()
            || words.contains(' ') && is_water_or_land(&last);
        let other = !shown
            || text.is_capital(end)
            || text.gazetteer.is(&last, WordClass::Street)
            || text.gazetteer.is(&last, WordClass::Follower)
            || text.gazetteer.is(&last, WordClass::Direction)
            || words.chars().filter(|c| c.is_alphabetic()).count() < 3
            || !words.chars().any(char::is_lowercase)
            || !words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'));
        if is_town(name.span) || other || text.gazetteer.stop(words).is_some() {
            continue;
        }
        found.push(Mention {
            span: name.span,
            key: fold(words),
            name: words.split_whitespace().collect::<Vec<_>>().join(" "),
            entries: Vec::new(),
            standing: Standing::Sure,
            is_associative: false,
            is_near: context.is_near(),
            region,
            is_region_sure: false,
            within: None,
        });
    }
    if !found.is_empty() {
        mentions.extend(found);
        mentions.sort_by_key(|mention| mention.span.start());
    }
}
