//! The words around a place: what is told of it there.

use gainsay_document::{Place, Reading};

use crate::tables::PlaceCues;

/// So many bytes before a place are looked at, and after it.
const BEFORE: usize = 45;
const AFTER: usize = 40;
/// How many words after a place may lie before the house that is called after it: "Korva Regional Medical Center".
const HOUSE: usize = 4;
/// A sentence longer than this is a list.
const SENTENCE: usize = 600;

/// The words around one mention of a place, lower-cased and within its sentence.
pub(crate) struct Around<'t> {
    cues: &'t PlaceCues,
    before: String,
    after: String,
    sentence: String,
}

/// The part of `text` from `start` to `end`, moved outwards to whole characters.
fn part(text: &str, start: usize, end: usize) -> &str {
    let mut start = start.min(text.len());
    let mut end = end.min(text.len()).max(start);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    text.get(start..end).unwrap_or_default()
}

/// The words of `text` without what stands around them.
fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

impl<'t> Around<'t> {
    /// The words around `place`.
    pub fn of(place: &Place, text: &str, reading: &Reading, cues: &'t PlaceCues) -> Self {
        let span = place.span;
        let at = reading.sentences.partition_point(|sentence| sentence.start() <= span.start());
        let sentence = at.checked_sub(1).and_then(|at| reading.sentences.get(at));
        let (start, end) = sentence.map_or((0, text.len()), |sentence| (sentence.start(), sentence.end()));
        let end = end.max(span.end());
        let lower = |start: usize, end: usize| part(text, start, end).to_lowercase();
        Self {
            cues,
            before: lower(start.max(span.start().saturating_sub(BEFORE)), span.start()),
            after: lower(span.end(), end.min(span.end() + AFTER)),
            sentence: lower(start, end.min(start + SENTENCE)),
        }
    }

    /// Whether people are only brought there, tried there, or come from there.
    pub fn is_aside(&self) -> bool {
        words(&self.before).any(|word| self.cues.care.contains(&word))
            || words(&self.after).take(HOUSE).any(|word| self.cues.house.contains(&word))
    }

    /// Whether its police, its firemen or its mayor are spoken of: "Korva police", "the Korva City Police".
    pub fn has_police(&self) -> bool {
        if !self.after.starts_with(char::is_whitespace) {
            return false;
        }
        let mut after = words(&self.after);
        let first = after.next().unwrap_or_default();
        let second = if matches!(first, "city" | "metro") { after.next() } else { None };
        self.cues.police.contains(&first) || second.is_some_and(|word| self.cues.police.contains(&word))
    }

    /// Whether its sentence names a street or a corner.
    pub fn has_street(&self) -> bool {
        self.cues.street.iter().any(|cue| super::holds_words(&self.sentence, cue))
    }

    /// Whether it is called a part of a town: "the Korva neighbourhood", "the area of Korva".
    pub fn is_part(&self) -> bool {
        let spaced = self.after.starts_with(char::is_whitespace);
        spaced && words(&self.after).take(2).any(|word| self.cues.part.contains(&word))
            || self.follows_of(&self.cues.part)
    }

    /// Whether it is called a town, or spoken of as one: "the city of Korva", "Korva police", "a Korva man".
    pub fn is_town(&self) -> bool {
        let person = self.after.starts_with(char::is_whitespace)
            && words(&self.after).next().is_some_and(|word| self.cues.person.contains(&word));
        person || self.has_police() || self.follows_of(&self.cues.town)
    }

    /// Whether a word of the list and "of" stand right before it.
    fn follows_of(&self, list: &[&str]) -> bool {
        let mut before = words(&self.before).rev();
        before.next() == Some("of") && before.next().is_some_and(|word| list.contains(&word))
    }
}

#[cfg(test)]
mod tests {
    use gainsay_document::{PlacePrecision, Span};

    use super::*;
    use crate::tables::Tables;
    use crate::testing::report;

    /// What `told` says of Korva in `text`.
    fn check(text: &str, told: &str, expected: bool) {
        let at = text.find("Korva").unwrap();
        let place = Place {
            span: Span::ordered(at..at + 5).unwrap(),
            name: "Korva".to_owned(),
            geonameid: None,
            lat: None,
            lon: None,
            country: None,
            admin1: None,
            is_country: false,
            precision: PlacePrecision::Exact,
            is_associative: false,
        };
        let tables = Tables::load();
        let around = Around::of(&place, text, &report("", "", "").reading, &tables.places);
        let found = match told {
            "is_aside" => around.is_aside(),
            "has_police" => around.has_police(),
            "has_street" => around.has_street(),
            "is_part" => around.is_part(),
            _ => around.is_town(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_words_around_tell_what_a_place_is_there() {
        check("He was taken to a hospital in Korva.", "is_aside", true);
        check("He was taken to Korva Regional Medical Center.", "is_aside", true);
        check("He was hit in Korva.", "is_aside", false);
        check("Korva police came.", "has_police", true);
        check("Korva City Police came.", "has_police", true);
        check("In Korva, police came.", "has_police", false);
        check("It was on Mill Street in Korva.", "has_street", true);
        check("In the Korva neighborhood of Melin.", "is_part", true);
        check("In Korva, a quiet area.", "is_part", false);
        check("The city of Korva slept.", "is_town", true);
        check("A Korva man was hurt.", "is_town", true);
        check("Hölle–Korva", "is_town", false);
    }
}
