//! What a report's title tells of places: the divisions that it or the outlet's name in it gives.

use super::fold::fold;
use super::gazetteer::{Entry, Gazetteer};
use super::world::EntryKind;

/// The name of a division has no more words.
const LONGEST: usize = 3;

/// The words of a title.
pub(super) struct Title<'t> {
    words: Vec<&'t str>,
}

impl<'t> Title<'t> {
    /// Of a title, empty where there is none.
    pub(super) fn of(title: &'t str) -> Self {
        Self { words: title.split_whitespace().collect() }
    }

    /// The first-level divisions that the title names: "Korva, TS News", "South Tessel News".
    pub(super) fn divisions(&self, gazetteer: &Gazetteer) -> Vec<Entry> {
        let mut found: Vec<Entry> = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let after_comma = at > 0 && self.words[at - 1].ends_with(',');
            let named = (1..=LONGEST.min(self.words.len() - at)).rev().find_map(|length| {
                let name = self.words[at..at + length].join(" ");
                let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
                let entries = if after_comma && !gazetteer.abbreviation(name).is_empty() {
                    gazetteer.abbreviation(name).to_vec()
                } else if name.contains(char::is_lowercase) && name.starts_with(char::is_uppercase) {
                    gazetteer.places(name, &fold(name))
                } else {
                    Vec::new()
                };
                let division =
                    entries.into_iter().find(|entry| entry.kind == EntryKind::Admin1 && !entry.is_alternate);
                division.map(|entry| (length, entry))
            });
            at += named.map_or(1, |(length, _)| length);
            if let Some((_, entry)) =
                named.filter(|(_, entry)| found.iter().all(|known| known.at != entry.at))
            {
                found.push(entry);
            }
        }
        found
    }
}
