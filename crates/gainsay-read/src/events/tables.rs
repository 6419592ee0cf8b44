//! The tables of the event layer.

use gainsay_document::Modality;

use crate::function_words::FunctionWords;
use crate::phrases::Phrases;
use crate::table::rows;

/// Event words, the words that deny them or change their mode, and unnamed groups.
#[derive(Clone, Debug)]
pub struct Tables {
    pub(super) events: Phrases<(&'static str, Part)>,
    pub(super) modes: Phrases<Mode>,
    pub(super) groups: Phrases<()>,
    pub(super) function_words: FunctionWords,
}

/// Whether an event word is a verb or a noun; a word can be both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Verb,
    Noun,
}

/// What a word before an event makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Negated,
    Given(Modality),
}

impl Tables {
    /// The tables that come with the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            events: Phrases::new(rows(EVENTS).map(|row| {
                (row[0], (row[1], if row[2] == "verb" { Part::Verb } else { Part::Noun }))
            })),
            modes: Phrases::new(rows(MODES).filter_map(|row| Some((row[0], mode(row[1])?)))),
            groups: Phrases::new(rows(GROUPS).map(|row| (row[0], ()))),
            function_words: FunctionWords::embedded(),
        }
    }
}

fn mode(name: &str) -> Option<Mode> {
    Some(match name {
        "negated" => Mode::Negated,
        "planned" => Mode::Given(Modality::Planned),
        "possible" => Mode::Given(Modality::Possible),
        "conditional" => Mode::Given(Modality::Conditional),
        "demanded" => Mode::Given(Modality::Demanded),
        _ => return None,
    })
}

const EVENTS: &str = include_str!("../../data/events.tsv");
const MODES: &str = include_str!("../../data/event-modes.tsv");
const GROUPS: &str = include_str!("../../data/event-groups.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        for row in rows(EVENTS) {
            assert!(matches!(row[2], "verb" | "noun") && !row[1].is_empty(), "{row:?}");
        }
        for row in rows(MODES) {
            assert!(mode(row[1]).is_some(), "{row:?}");
        }
    }
}
