//! Which kind of event a trigger names: words that can be of one event are of one class.

use std::collections::HashMap;

use super::stems::Stemmer;
use crate::tables::rows;

/// How much a trigger alone says of its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// It names a kind of event.
    Telling,
    /// It names a saying: one of another only where the same is said.
    Saying,
    /// It names no kind of event ("happen", "take").
    Light,
}

/// What a trigger names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The class of `data/event_words.tsv`, or else the stem.
    pub class: String,
    /// The stem of its telling word.
    pub stem: String,
    pub manner: Manner,
}

/// The words of `data/event_words.tsv`.
pub(super) struct EventWords {
    /// Class and manner by the stems of the words, one space between two.
    classes: HashMap<String, (&'static str, Manner)>,
}

/// The most words of one entry.
const LONGEST: usize = 3;

impl EventWords {
    pub fn load(stemmer: &Stemmer) -> Self {
        let mut classes = HashMap::new();
        for row in rows(include_str!("../../data/event_words.tsv")) {
            let manner = match row[2] {
                "say" => Manner::Saying,
                "light" => Manner::Light,
                _ => Manner::Telling,
            };
            for words in row[1].split('|') {
                let stems: Vec<String> = words.split(' ').map(|word| stemmer.stem(word)).collect();
                classes.entry(stems.join(" ")).or_insert((row[0], manner));
            }
        }
        Self { classes }
    }

    /// What `trigger` names; its event's type helps where the words are not known or say little.
    pub fn name(&self, trigger: &str, kind: &str, stemmer: &Stemmer) -> Named {
        let lower = trigger.to_lowercase();
        let words: Vec<&str> = words(&lower).collect();
        let stems: Vec<String> = words.iter().map(|word| stemmer.stem(word)).collect();
        let named = |stem: &str, (class, manner): (&str, Manner)| {
            // Light words have nothing in common.
            let class = if manner == Manner::Light { format!("~{stem}") } else { class.to_owned() };
            Named { class, stem: stem.to_owned(), manner }
        };
        let phrases = (2..=LONGEST).rev().flat_map(|length| stems.windows(length));
        if let Some((first, found)) = phrases
            .filter_map(|phrase| Some((phrase.first()?, *self.classes.get(&phrase.join(" "))?)))
            .find(|(_, (_, manner))| *manner != Manner::Light)
        {
            return named(first, found);
        }
        let known = |stem: &String| self.classes.get(stem).copied();
        let telling = |stem: &&String| known(stem).is_some_and(|(_, manner)| manner == Manner::Telling);
        // Of several words the longest says the most, as a rule.
        let longest = words.iter().zip(&stems).max_by_key(|(word, _)| word.chars().count());
        let stem = stems.iter().find(telling).or(longest.map(|(_, stem)| stem)).map_or("", String::as_str);
        let by_word = self.classes.get(stem).copied();
        let by_kind = kind.split('-').next().and_then(|kind| known(&stemmer.stem(kind)));
        match (by_word, by_kind) {
            (Some(found), _) if found.1 == Manner::Telling => named(stem, found),
            (_, Some(found)) if found.1 == Manner::Telling => named(stem, found),
            (Some(found), _) => named(stem, found),
            (None, _) => Named { class: format!("~{stem}"), stem: stem.to_owned(), manner: Manner::Telling },
        }
    }
}

/// The runs of letters and digits of `text`.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn triggers_of_one_kind_have_one_class() {
        let stemmer = Stemmer::load();
        let table = EventWords::load(&stemmer);
        let check = |trigger: &str, kind: &str, class: &str, manner: Manner| {
            let named = table.name(trigger, kind, &stemmer);
            assert_eq!((named.class.as_str(), named.manner), (class, manner), "{trigger}");
        };
        check("killed", "kill", "kill", Manner::Telling);
        check("deaths", "", "kill", Manner::Telling);
        check("has acquired", "", "acquire", Manner::Telling);
        check("stepped down", "", "resign", Manner::Telling);
        check("said", "", "say", Manner::Saying);
        check("took", "", "~tak", Manner::Light);
        check("quarrelled", "", "~quarrel", Manner::Telling);
        check("laid it waste", "destroy", "destroy", Manner::Telling);
        check("—", "", "~", Manner::Telling);
    }
}
