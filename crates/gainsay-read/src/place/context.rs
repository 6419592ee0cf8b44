//! The words around a name.

use gainsay_document::Span;

use super::gazetteer::{Entry, Gazetteer, WordClass};
use super::units::Unit;
use super::world::EntryKind;
use crate::words::Words;

/// A text under the search for toponyms.
pub(super) struct Text<'c> {
    pub(super) gazetteer: &'c Gazetteer,
    pub(super) words: &'c Words<'c>,
    pub(super) units: Vec<Unit>,
}

/// A run of units and what stands around it. Neighbours are those of the same sentence.
#[derive(Clone, Copy)]
pub(super) struct Context<'c> {
    pub(super) text: &'c Text<'c>,
    /// The first unit and the one after the last.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Text<'_> {
    /// Unit `at` as written; empty past the end.
    pub(super) fn raw(&self, at: usize) -> &str {
        self.units.get(at).map_or("", |unit| unit.span.of(self.words.text))
    }

    /// Unit `at` in lower case; empty past the end.
    pub(super) fn lower(&self, at: usize) -> String {
        self.raw(at).to_lowercase()
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| unit.is_word)
            && self.raw(at).chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn sentence(&self, at: usize) -> usize {
        self.units.get(at).map_or(usize::MAX, |unit| self.words.sentence(unit.token))
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Option<Span> {
        Some(self.units.get(start)?.span.cover(self.units.get(end.checked_sub(1)?)?.span))
    }

    /// The units with one blank where the text has white space; with a full stop that belongs to an abbreviation.
    pub(super) fn written(&self, start: usize, end: usize) -> String {
        let text = self.span(start, end).map_or("", |span| span.of(self.words.text));
        let mut name = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
        if name.contains('’') { name.replace('’', "'") } else { name }
    }
}

impl Context<'_> {
    /// The unit before, if it stands in the same sentence.
    pub(super) fn before(&self, back: usize) -> String {
        match self.start.checked_sub(back) {
            Some(at) if self.text.sentence(at) == self.text.sentence(self.start) => self.text.lower(at),
            _ => String::new(),
        }
    }

    /// The unit after, if it stands in the same sentence.
    pub(super) fn after(&self, forth: usize) -> String {
        let at = self.end + forth;
        if self.text.sentence(at) == self.text.sentence(self.start) {
            self.text.lower(at)
        } else {
            String::new()
        }
    }

    pub(super) fn opens_sentence(&self) -> bool {
        self.text.units.get(self.start).is_none_or(|unit| self.text.words.opens_sentence(unit.token))
    }

    fn is(&self, word: &str, class: WordClass) -> bool {
        self.text.gazetteer.is(word, class)
    }

    /// Whether a preposition of place stands before the name, or an adjective that only places have.
    pub(super) fn is_located(&self) -> bool {
        !self.opens_sentence() && self.is(&self.before(1), WordClass::Locative)
    }

    /// Whether a preposition of place stands before the name, an article between them or not.
    pub(super) fn is_placed(&self) -> bool {
        let back = if self.before(1) == "the" { 2 } else { 1 };
        matches!(
            self.before(back).as_str(),
            "in" | "to"
                | "from"
                | "into"
                | "across"
                | "throughout"
                | "within"
                | "outside"
                | "near"
                | "at"
                | "inside"
                | "around"
                | "through"
                | "toward"
                | "towards"
                | ","
                | "("
        )
    }

    /// Whether a preposition stands before it that persons seldom follow.
    pub(super) fn is_inside(&self) -> bool {
        !self.opens_sentence() && self.is(&self.before(1), WordClass::Inside)
    }

    /// "Korva Street", "Korva Rd.": not the town but a way called so.
    pub(super) fn is_street(&self) -> bool {
        let after = self.text.units.get(self.end).is_some_and(|unit| unit.is_word);
        after
            && self.text.is_capital(self.end)
            && self.text.sentence(self.end) == self.text.sentence(self.start)
            && self.is(&self.after(0), WordClass::Street)
            // "Korva St. Mary's"
            && !(self.after(0) == "st" && self.text.is_capital(self.end + 2))
    }

    /// "St. Orla's Day", "St. Orla's School": the saint and not the town.
    pub(super) fn is_feast(&self, key: &str) -> bool {
        key.starts_with("saint ")
            && matches!(self.after(0).as_str(), "'s" | "’s")
            && self.text.is_capital(self.end + 1)
            && self.text.sentence(self.end + 1) == self.text.sentence(self.start)
    }

    /// "R-Korva", "(D-Korva)", "DFL-Korva": where a member of parliament is from.
    pub(super) fn is_seat(&self) -> bool {
        self.start > 0
            && self.text.units.get(self.start - 1).is_some_and(|unit| unit.joins_next)
            && self.text.raw(self.start - 1).len() <= 4
            && self.text.raw(self.start - 1).chars().all(char::is_uppercase)
    }

    /// "Korva-based", "Korva-controlled".
    pub(super) fn is_based(&self) -> bool {
        self.end > 0
            && self.text.units.get(self.end - 1).is_some_and(|unit| unit.joins_next)
            && self.text.raw(self.end).chars().next().is_some_and(char::is_lowercase)
    }

    /// A name in capitals, where the next word's capital says nothing.
    pub(super) fn is_shouted(&self) -> bool {
        let name = self.text.raw(self.start);
        name.len() > 3 && !name.chars().any(char::is_lowercase)
    }

    /// "TORNIO, Finland —", "PENICHE (Corvane) —" at the head of a paragraph.
    pub(super) fn is_dateline(&self) -> bool {
        const REACH: usize = 8;
        self.opens_paragraph()
            && (0..REACH).any(|forth| matches!(self.after(forth).as_str(), "—" | "–" | "-" | "--"))
            && matches!(self.after(0).as_str(), "," | "(" | "—" | "–" | "-" | "--")
    }

    /// Whether nothing in small letters stands before it in its paragraph.
    pub(super) fn opens_paragraph(&self) -> bool {
        let words = self.text.words;
        let Some(unit) = self.text.units.get(self.start) else { return false };
        words
            .segmentation
            .sentences
            .get(words.sentence(unit.token))
            .and_then(|sentence| words.segmentation.paragraphs.get(sentence.paragraph))
            .and_then(|paragraph| words.text.get(paragraph.start()..unit.span.start()))
            // The town and its region both stand before the dash of a dateline.
            .is_some_and(|before| !before.chars().any(char::is_lowercase))
    }

    /// "near Korva", "two kilometres north of Korva", "the outskirts of Korva".
    pub(super) fn is_near(&self) -> bool {
        let before = self.before(1);
        match before.as_str() {
            "near" | "outside" | "off" | "nearby" | "around" => true,
            "of" => {
                let what = self.before(2);
                matches!(
                    what.as_str(),
                    "outskirts" | "outside" | "miles" | "kilometres" | "kilometers" | "km"
                ) || self.is(&what, WordClass::Direction)
                    && !matches!(what.as_str(), "old" | "metro" | "rural")
            }
            "from" => (2..5).any(|back| {
                matches!(
                    self.before(back).as_str(),
                    "miles" | "kilometres" | "kilometers" | "km" | "metres" | "meters" | "yards"
                )
            }),
            _ => false,
        }
    }

    /// Whether a body that towns have stands right behind the name, or the people of one: "Korva police", "a Korva man".
    /// What stands before it must not belong to its name: "New Korva police".
    pub(super) fn is_of_town(&self) -> bool {
        let text = self.text;
        if self.end > 0 && text.units.get(self.end - 1).is_some_and(|unit| unit.joins_next) {
            return false;
        }
        let next = self.after(0);
        let shown = self.is(&next, WordClass::Civic)
            || self.is(&next, WordClass::Inhabitant) && text.raw(self.end).starts_with(char::is_lowercase);
        let before = self.before(1);
        let alone = before.is_empty()
            || !self.start.checked_sub(1).is_some_and(|at| text.is_capital(at))
            || text.gazetteer.is_function_word(&before);
        shown && alone
    }

    /// Whether the name is only a direction: "East 11th Street", "the North".
    pub(super) fn is_direction(&self) -> bool {
        self.end == self.start + 1 && self.is(&self.text.lower(self.start), WordClass::Direction)
    }

    /// Whether what stands after the comma can only be the region of the name: abbreviated ("Korva, Tess."), or with
    /// another comma or the sentence's end behind it ("in Korva, Tessel, on Monday"), which lists seldom have.
    pub(super) fn is_region_sure(&self) -> bool {
        const LONGEST: usize = 4;
        let text = self.text;
        let start = self.end + 1;
        if !matches!(self.after(0).as_str(), "," | "(") {
            return false;
        }
        let abbreviated = (start + 1..=start + LONGEST).any(|end| {
            let name = text.written(start, end);
            !text.gazetteer.abbreviation(&name).is_empty()
                && (name.contains('.') || text.raw(end) == "." || name.chars().all(|c| !c.is_lowercase()))
        });
        let end = (start..start + LONGEST).find(|&at| !text.is_capital(at)).unwrap_or(start);
        let closed = text.sentence(end) != text.sentence(self.start)
            || matches!(text.raw(end), "," | "." | ")" | "—" | "–" | "--" | "-" | "");
        abbreviated || closed && self.before(1) != ","
    }

    /// The region that stands after a comma: "Austin, Texas", "Peniche, Portugal", "Austin, Tex.", or in brackets
    /// without one: "Korva (Tessel)".
    pub(super) fn region_after(&self) -> Vec<Entry> {
        const LONGEST: usize = 4;
        let text = self.text;
        if !matches!(self.after(0).as_str(), "," | "(") || !text.is_capital(self.end + 1) {
            return Vec::new();
        }
        let start = self.end + 1;
        for end in (start + 1..=start + LONGEST).rev() {
            if text.sentence(end - 1) != text.sentence(self.start) || !text.is_capital(end - 1) {
                continue;
            }
            let name = text.written(start, end);
            let abbreviated = text.gazetteer.abbreviation(&name);
            let stopped =
                name.ends_with('.') || text.raw(end) == "." || name.chars().all(|c| !c.is_lowercase());
            if !abbreviated.is_empty() && stopped {
                return abbreviated.to_vec();
            }
            let mut entries = text.gazetteer.places(&name, &super::fold::fold(&name));
            entries.retain(|entry| {
                matches!(entry.kind, EntryKind::Country | EntryKind::Admin1 | EntryKind::Admin2)
                    && !entry.is_alternate
            });
            if !entries.is_empty() {
                return entries;
            }
        }
        Vec::new()
    }
}
