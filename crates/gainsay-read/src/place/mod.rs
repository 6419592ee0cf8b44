//! Where: toponyms and the places of the gazetteer they stand for.
//!
//! A run of capitalised words that the gazetteer knows is a toponym unless the words around it make it part of a
//! person's or a body's name. Of several places of one name the one is taken whose region the text names beside it,
//! else the one in a country that the document speaks of, else the largest.

mod gazetteer;
mod resolve;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

use gainsay_document::Place;

pub use gazetteer::Gazetteer;

use crate::words::Words;
use gazetteer::{Entry, EntryKind, Stop, WordClass};

/// A toponym on its way to a [`Place`].
#[derive(Clone, Debug)]
struct Mention {
    tokens: Range<usize>,
    /// The name as looked up.
    name: String,
    /// The places of that name; none for a place that only the text tells of ("the village of Korva").
    entries: Vec<Entry>,
    /// Whether the words around show a place, so that other mentions of the name are believed too.
    is_sure: bool,
    /// The name of the region right after it ("Austin, Texas").
    region: Option<Region>,
}

/// A country or first-level division named beside a toponym.
#[derive(Clone, Debug)]
struct Region {
    name: String,
    /// The codes of the countries of that name.
    countries: Vec<&'static str>,
}

/// The toponyms of a text, in order.
#[must_use]
pub fn places(gazetteer: &Gazetteer, words: &Words<'_>) -> Vec<Place> {
    let mut mentions: Vec<Mention> = Vec::new();
    for sentence in &words.segmentation.sentences {
        let mut index = sentence.tokens.start;
        while index < sentence.tokens.end {
            match introduced(gazetteer, words, index).or_else(|| mention(gazetteer, words, index)) {
                Some(mention) => {
                    index = mention.tokens.end.max(index + 1);
                    mentions.push(mention);
                }
                None => index += 1,
            }
        }
    }
    let mut surnames = surnames(gazetteer, words);
    // A name that a preposition shows to be a place is believed to be one throughout.
    for mention in &mentions {
        if is_placed(gazetteer, words, mention) {
            surnames.remove(mention.name.as_str());
        }
    }
    mentions.retain(|mention| !is_surname(gazetteer, words, &surnames, mention));
    let sure: Vec<String> =
        mentions.iter().filter(|mention| mention.is_sure).map(|mention| mention.name.clone()).collect();
    mentions.retain(|mention| mention.is_sure || sure.contains(&mention.name));
    resolve::resolve(words, &mentions)
}

/// The words that stand behind another capital somewhere in the text, as surnames do: "Orla Walker".
fn surnames<'t>(gazetteer: &Gazetteer, words: &Words<'t>) -> BTreeSet<&'t str> {
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
            let place = gazetteer.stop(words.raw(at - 1)) != Some(Stop::Name)
                && gazetteer.places(words.raw(at - 1)).iter().any(|entry| !entry.is_alternate);
            !other && !place
        })
        .map(|at| words.raw(at))
        .collect()
}

/// Whether a bare name is the surname of somebody named in full elsewhere and no preposition shows a place.
fn is_surname(
    gazetteer: &Gazetteer,
    words: &Words<'_>,
    surnames: &BTreeSet<&str>,
    mention: &Mention,
) -> bool {
    let big = mention.entries.iter().any(|entry| {
        matches!(entry.kind, EntryKind::Country | EntryKind::Capital | EntryKind::Region)
            || entry.population >= 2_000_000.0 && !entry.is_alternate
    });
    mention.tokens.len() == 1
        && mention.region.is_none()
        && (!big || gazetteer.stop(&mention.name) == Some(Stop::Name))
        && surnames.contains(mention.name.as_str())
        && !is_placed(gazetteer, words, mention)
}

/// Whether a preposition of place stands before the mention or its region behind it.
fn is_placed(gazetteer: &Gazetteer, words: &Words<'_>, mention: &Mention) -> bool {
    let context = Context { gazetteer, words, tokens: mention.tokens.clone() };
    mention.region.is_some() || context.is_located() && !words.opens_sentence(mention.tokens.start)
}

/// The longest name of the gazetteer that begins at token `at`, unless the words around it show something else.
fn mention(gazetteer: &Gazetteer, words: &Words<'_>, at: usize) -> Option<Mention> {
    const LONGEST: usize = 5;
    if !words.is_word(at) || !words.is_capitalised(at) {
        return None;
    }
    let limit = words.sentence_tokens(at).end.min(at + LONGEST);
    let (end, name, entries) = (at + 1..=limit).rev().find_map(|end| {
        if !words.is_word(end - 1) || !words.is_capitalised(end - 1) && end > at + 1 {
            return None;
        }
        let name = written(words, at..end);
        let entries = lookup(gazetteer, words, at, &name);
        (!entries.is_empty()).then_some((end, name, entries))
    })?;
    let region = region_after(gazetteer, words, end);
    let context = Context { gazetteer, words, tokens: at..end };
    if context.is_part_of_name() && region.is_none() {
        return None;
    }
    let located = context.is_located();
    let stop = gazetteer.stop(&name);
    let dateline = context.is_dateline();
    let big = entries.iter().any(|entry| entry.kind != EntryKind::City || entry.population >= 100_000.0)
        && !entries.iter().all(|entry| entry.is_alternate && entry.population < 1_000_000.0);
    let is_sure = match stop {
        Some(Stop::Word) => region.is_some(),
        Some(Stop::Name) => region.is_some() || located && !words.opens_sentence(at) || dateline,
        None => big || located || region.is_some() || dateline,
    };
    if stop == Some(Stop::Word) && !is_sure {
        return None;
    }
    Some(Mention { tokens: at..end, name, entries, is_sure, region })
}

/// The places called `name`; for one in capitals at the head of a paragraph, those of its ordinary spelling.
fn lookup(gazetteer: &Gazetteer, words: &Words<'_>, at: usize, name: &str) -> Vec<Entry> {
    let found = gazetteer.places(name);
    let shouted =
        name.chars().all(|c| !c.is_lowercase()) && name.chars().filter(|c| c.is_alphabetic()).count() > 3;
    if !found.is_empty() || !shouted || !opens_paragraph(words, at) {
        return found;
    }
    gazetteer.places(&titled(name))
}

/// "TACUAREMBÓ" as "Tacuarembó".
fn titled(name: &str) -> String {
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

fn opens_paragraph(words: &Words<'_>, at: usize) -> bool {
    let start = words.segmentation.tokens.get(at).map_or(0, |token| token.span.start());
    words
        .segmentation
        .sentences
        .get(words.sentence(at))
        .and_then(|sentence| words.segmentation.paragraphs.get(sentence.paragraph))
        .is_some_and(|paragraph| {
            // The town and its region both stand before the dash of a dateline.
            words
                .text
                .get(paragraph.start()..start)
                .is_some_and(|before| !before.chars().any(char::is_lowercase))
        })
}

/// The words of `tokens` with one blank where the text has white space.
fn written(words: &Words<'_>, tokens: Range<usize>) -> String {
    let mut name = String::new();
    for index in tokens.clone() {
        if index > tokens.start && !words.touches_next(index - 1) {
            name.push(' ');
        }
        name.push_str(words.raw(index));
    }
    name.replace('’', "'")
}

/// The region that stands after a comma: "Austin, Texas", "Peniche, Portugal", "Austin, Tex."
fn region_after(gazetteer: &Gazetteer, words: &Words<'_>, end: usize) -> Option<Region> {
    if words.lower(end) != "," || !words.is_capitalised(end + 1) {
        return None;
    }
    let abbreviation = words.raw(end + 1);
    // The full stop that also ends the sentence is a token of its own.
    if let Some(region) =
        gazetteer.qualifier(abbreviation).or_else(|| gazetteer.qualifier(&format!("{abbreviation}.")))
    {
        return Some(Region { name: region.to_owned(), countries: Vec::new() });
    }
    let limit = words.sentence_tokens(end).end.min(end + 5);
    (end + 2..=limit).rev().find_map(|after| {
        let name = written(words, end + 1..after);
        let mut entries = gazetteer.places(&name);
        entries.retain(|entry| {
            matches!(entry.kind, EntryKind::Country | EntryKind::Admin1) && !entry.is_alternate
        });
        let countries = entries.iter().filter(|entry| entry.kind == EntryKind::Country);
        (!entries.is_empty())
            .then(|| Region { countries: countries.map(|entry| entry.country).collect(), name: name.clone() })
    })
}

/// "the village of Korva", "Korva district", "Lake Orn": a place by the word beside it, known or not.
fn introduced(gazetteer: &Gazetteer, words: &Words<'_>, at: usize) -> Option<Mention> {
    if !words.is_word(at) || !words.is_capitalised(at) {
        return None;
    }
    let sentence = words.sentence_tokens(at);
    let opening = gazetteer.is(words.lower(at), WordClass::Opening);
    let run = (at..sentence.end.min(at + 4))
        .take_while(|&index| words.is_word(index) && words.is_capitalised(index))
        .count();
    let of = words.before(at) == "of" && at >= sentence.start + 2;
    let noun_before = of && gazetteer.is(words.lower(at - 2), WordClass::Before);
    let tokens = if noun_before {
        at..at + run
    } else if opening
        && run >= 2
        && !words.opens_sentence(at)
        && !gazetteer.is(words.lower(at + 1), WordClass::Follower)
    {
        // "Lake Orn" is the whole name; more words would be something else's.
        at..at + 2
    } else {
        // "Korva district"; a capitalised "Korva District" as well, and "Korva Bay" with its last word.
        let name = (1..=run).find(|&length| gazetteer.is(words.lower(at + length), WordClass::After))?;
        let before_is_name = at > sentence.start && words.is_capitalised(at - 1) && words.is_word(at - 1);
        // "Calder Bay Courier" is not a bay.
        if run > name + 1 {
            return None;
        }
        let common = gazetteer.is_function_word(words.lower(at));
        if before_is_name || common && !words.is_capitalised(at) || words.opens_sentence(at) && run < name {
            return None;
        }
        let part = words.is_capitalised(at + name) && is_water_or_land(words.lower(at + name));
        at..at + name + usize::from(part && run > name)
    };
    let first = words.lower(tokens.start);
    let generic = |word: &str| {
        gazetteer.is(word, WordClass::Locative)
            || gazetteer.is(word, WordClass::After) && !gazetteer.is(word, WordClass::Opening)
            || gazetteer.is(word, WordClass::Follower)
            || gazetteer.is(word, WordClass::Title)
            || gazetteer.is_function_word(word)
    };
    if generic(first) {
        return None;
    }
    let name = written(words, tokens.clone());
    let mut entries = lookup(gazetteer, words, at, &name);
    entries.retain(|entry| !entry.is_alternate);
    // "the Home Department" is a ministry; departments that are regions are in the gazetteer.
    let ministry = entries.is_empty()
        && (words.raw(tokens.end) == "Department"
            || noun_before && matches!(words.raw(at - 2), "Department" | "Department's"));
    if ministry {
        return None;
    }
    // "Teskan state television": before "state", a name that is in no table is an adjective.
    let demonym_like = entries.is_empty()
        && (words.lower(tokens.end) == "state"
            || ["ian", "ish", "ese", "ean"].iter().any(|end| name.ends_with(end)));
    if demonym_like && !noun_before {
        return None;
    }
    let region = region_after(gazetteer, words, tokens.end);
    Some(Mention { tokens, name, entries, is_sure: true, region })
}

/// Whether the word ends the name of a water or a land and is no division that governs.
fn is_water_or_land(word: &str) -> bool {
    matches!(
        word,
        "bay"
            | "river"
            | "lake"
            | "island"
            | "islands"
            | "valley"
            | "peninsula"
            | "mountains"
            | "strait"
            | "archipelago"
    )
}

/// The words around a name.
struct Context<'c> {
    gazetteer: &'c Gazetteer,
    words: &'c Words<'c>,
    tokens: Range<usize>,
}

impl Context<'_> {
    /// Whether the name belongs to a longer one: of a person ("Mr London", "Paris Hilton") or a body ("Boston Post").
    fn is_part_of_name(&self) -> bool {
        let (words, gazetteer) = (self.words, self.gazetteer);
        let (start, end) = (self.tokens.start, self.tokens.end);
        let next = words.lower(end);
        let next_capital = words.is_word(end)
            && words.is_capitalised(end)
            && words.sentence(end) == words.sentence(start)
            && !words.raw(end).starts_with('\'')
            && !words.raw(end).starts_with('’');
        // "Corona[virus]"
        if words.touches_next(end - 1) && words.raw(end) == "[" {
            return true;
        }
        if next_capital && !gazetteer.is(next, WordClass::Companion) && !self.is_shouted() {
            return true;
        }
        let sentence = words.sentence_tokens(start);
        if start == sentence.start || !words.is_word(start - 1) {
            return false;
        }
        let before = words.lower(start - 1);
        if before == "of" && start >= sentence.start + 2 {
            let body = words.lower(start - 2);
            return gazetteer.is(body, WordClass::Body) && words.is_capitalised(start - 2);
        }
        if gazetteer.is(before, WordClass::Title) {
            return true;
        }
        words.is_capitalised(start - 1)
            && !gazetteer.is(before, WordClass::Locative)
            && !gazetteer.is_function_word(before)
            && !words.raw(start - 1).ends_with("'s")
            && words.raw(start - 1) != "’s"
    }

    /// A name in capitals, where the next word's capital says nothing.
    fn is_shouted(&self) -> bool {
        let name = self.words.raw(self.tokens.start);
        name.len() > 3 && !name.chars().any(char::is_lowercase)
    }

    /// Whether a preposition of place stands before the name, or an adjective that only places have.
    fn is_located(&self) -> bool {
        self.gazetteer.is(self.words.before(self.tokens.start), WordClass::Locative)
    }

    /// "TORNIO, Finland —", "PENICHE (Corvane) —" at the head of a paragraph.
    fn is_dateline(&self) -> bool {
        const REACH: usize = 8;
        let (words, end) = (self.words, self.tokens.end);
        opens_paragraph(words, self.tokens.start)
            && (end..end + REACH).any(|index| matches!(words.lower(index), "—" | "–" | "-" | "--"))
            && matches!(words.lower(end), "," | "(" | "—" | "–" | "-" | "--")
    }
}
