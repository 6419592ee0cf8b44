//! Whether a name of the gazetteer is meant as a place where it stands.

use std::collections::BTreeSet;

use gainsay_document::{Name, NameKind, Span};

use super::context::Context;
use super::gazetteer::{At, Stop, WordClass};
use super::resolve::holds;
use super::world::EntryKind;
use super::{Mention, Standing};
use crate::names::called;

/// Towns of so many are believed where little else speaks for them.
const BIG: f64 = 100_000.0;
/// Towns of so many may be believed where the named entities are silent, or there are none.
const KNOWN: f64 = 15_000.0;

/// What a text tells of persons and bodies.
pub(super) struct Judge<'j> {
    pub(super) names: &'j [Name],
    pub(super) surnames: &'j BTreeSet<String>,
    /// The words that the text also writes in small letters.
    pub(super) common: &'j BTreeSet<&'j str>,
}

/// What a name of the gazetteer is where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Place { standing: Standing, associative: bool },
    None,
}

const SURE: Verdict = Verdict::Place { standing: Standing::Sure, associative: false };
const MAYBE: Verdict = Verdict::Place { standing: Standing::Maybe, associative: false };
const DOUBTFUL: Verdict = Verdict::Place { standing: Standing::Doubtful, associative: false };

fn associative(sure: bool) -> Verdict {
    Verdict::Place { standing: if sure { Standing::Sure } else { Standing::Maybe }, associative: true }
}

impl Judge<'_> {
    /// The name that shares most text with `span`.
    fn called(&self, span: Span) -> Option<&Name> {
        called(self.names, span)
    }

    /// Whether the people called so, or the adjective, tells of a place.
    pub(super) fn people(&self, context: Context<'_>, mention: &Mention) -> Verdict {
        let named = self.called(mention.span);
        match named.map(|name| name.kind) {
            Some(NameKind::Person) => Verdict::None,
            // "the Korva Polish Works": inside a longer name only where it opens it.
            Some(_)
                if named
                    .is_some_and(|name| name.span.start() < mention.span.start() && !self.opens(context)) =>
            {
                associative(false)
            }
            Some(_) => associative(true),
            // "Polish the brass": at the head of a sentence a capital says nothing.
            None => associative(!context.opens_sentence() || mention.name.ends_with('s')),
        }
    }

    /// Whether a hyphen stands before the name.
    fn opens(&self, context: Context<'_>) -> bool {
        context.start > 0 && context.text.units.get(context.start - 1).is_some_and(|unit| unit.joins_next)
    }

    /// Whether the name is a place.
    pub(super) fn place(&self, context: Context<'_>, mention: &Mention, is_abbreviation: bool) -> Verdict {
        match self.by_itself(context, mention, is_abbreviation) {
            sure @ Verdict::Place { standing: Standing::Sure, .. } => sure,
            other if is_abbreviation || !self.is_of_town(context, mention) => other,
            Verdict::Place { associative, .. } => Verdict::Place { standing: Standing::Sure, associative },
            Verdict::None => associative(true),
        }
    }

    /// Whether the name is a place, whoever is of it.
    fn by_itself(&self, context: Context<'_>, mention: &Mention, is_abbreviation: bool) -> Verdict {
        let after_comma = context.before(1) == ",";
        if is_abbreviation {
            let named = self.called(mention.span).is_some_and(|name| name.kind == NameKind::Place);
            let dotted = mention.name.contains('.');
            let body = self.called(mention.span).filter(|name| name.kind == NameKind::Organisation);
            if dotted && body.is_some_and(|name| name.span.start() == mention.span.start()) {
                return associative(true);
            }
            let shown = named && dotted || context.is_seat() || after_comma;
            return if shown || named && mention.name.len() > 2 { SURE } else { Verdict::None };
        }
        // "In June, Korva": what stands behind a comma is its region only if such a place lies there.
        let beside =
            mention.region.iter().any(|region| mention.entries.iter().any(|entry| holds(region, entry)));
        let named = self.called(mention.span).is_some_and(|name| name.kind == NameKind::Place);
        if beside || named && !mention.region.is_empty() || context.is_seat() {
            return if context.is_street() { Verdict::None } else { SURE };
        }
        if context.is_street() || context.is_feast(&mention.key) {
            return Verdict::None;
        }
        if context.is_direction() && mention.entries.iter().all(|entry| !matches!(entry.at, At::Own(_))) {
            return Verdict::None;
        }
        // "U.S. troops", "the U.S. said": of a country's short name only "in the U.S." tells where.
        let short = !mention.name.contains(char::is_lowercase)
            && mention.name.chars().filter(|c| c.is_alphabetic()).count() <= 3;
        if short
            && mention.entries.iter().all(|entry| entry.kind == EntryKind::Country)
            && !context.is_placed()
        {
            return associative(true);
        }
        let own = mention.entries.iter().any(|entry| matches!(entry.at, At::Own(_)));
        if self.names.is_empty() {
            return if own && !is_part_of_name(context) { SURE } else { self.by_rules(context, mention) };
        }
        if own && self.called(mention.span).is_none_or(|name| name.kind != NameKind::Person) {
            return SURE;
        }
        let Some(name) = self.called(mention.span) else { return self.unnamed(context, mention) };
        let whole = mention.span.contains(name.span);
        match name.kind {
            NameKind::Place if whole => self.surely(context, mention),
            NameKind::Place => self.in_place(context, mention, name),
            NameKind::Organisation => self.in_body(context, mention, name, whole),
            NameKind::Other => self.in_other(context, mention, name, whole),
            NameKind::Person => self.in_person(context, mention, whole),
        }
    }

    /// Whether a town is spoken of by its police or its people, whatever the named entities take its name for.
    fn is_of_town(&self, context: Context<'_>, mention: &Mention) -> bool {
        let town = mention.entries.iter().any(|entry| entry.kind.is_town() && !entry.is_alternate)
            && !context.is_street()
            && !context.is_direction();
        let police = context.text.gazetteer.is(&context.after(0), WordClass::Civic);
        let other = self.called(mention.span).is_some_and(|name| {
            name.span.start() < mention.span.start() || !police && !mention.span.contains(name.span)
        });
        town && context.is_of_town()
            && !other
            && (police || !self.is_surname(mention))
            && self.stop(context, mention).is_none()
            && context.text.gazetteer.demonym(&mention.name).is_empty()
    }

    /// Whether the name is often something else, or is a common word in this text.
    fn stop(&self, context: Context<'_>, mention: &Mention) -> Option<Stop> {
        const NOUNS: [WordClass; 6] = [
            WordClass::Follower,
            WordClass::Street,
            WordClass::After,
            WordClass::Before,
            WordClass::Body,
            WordClass::Direction,
        ];
        let lower = mention.name.to_lowercase();
        let noun = NOUNS.iter().any(|class| context.text.gazetteer.is(&lower, *class));
        if noun || self.common.contains(lower.as_str()) {
            return Some(Stop::Word);
        }
        context.text.gazetteer.stop(&mention.name)
    }

    fn is_surname(&self, mention: &Mention) -> bool {
        self.surnames.contains(&mention.key)
    }

    /// Whether the name alone speaks for a place.
    fn is_strong(mention: &Mention, least: f64) -> bool {
        mention.entries.iter().any(|entry| {
            !entry.is_alternate && (!entry.kind.is_town() || entry.population >= least)
                || entry.population >= 1_000_000.0
        })
    }

    /// The named entities call the whole a place.
    fn surely(&self, context: Context<'_>, mention: &Mention) -> Verdict {
        // A person's last name is taken for a place now and then.
        let other = self.stop(context, mention) == Some(Stop::Word)
            || self.is_surname(mention) && !Self::is_strong(mention, BIG) && !context.is_dateline();
        if other && !context.is_located() { MAYBE } else { SURE }
    }

    /// Part of a longer name of a place.
    fn in_place(&self, context: Context<'_>, mention: &Mention, name: &Name) -> Verdict {
        let at_end = name.span.end() <= mention.span.end();
        let opens = name.span.start() >= mention.span.start();
        let direction = context.text.gazetteer.is(&context.before(1), WordClass::Direction);
        if opens {
            // Of a place that the gazetteer lacks a small one's name may be the first word: "Tal Orva" is not Tal.
            let sure = mention.name.contains(' ') || Self::is_strong(mention, BIG);
            return if sure { associative(self.stop(context, mention).is_none()) } else { Verdict::None };
        }
        if self.stop(context, mention) == Some(Stop::Word) {
            return Verdict::None;
        }
        if direction || self.opens(context) || context.before(1) == "of" || context.is_located() {
            return if at_end { SURE } else { associative(true) };
        }
        if at_end && Self::is_strong(mention, BIG) { MAYBE } else { Verdict::None }
    }

    /// A body's name, or part of one.
    fn in_body(&self, context: Context<'_>, mention: &Mention, name: &Name, whole: bool) -> Verdict {
        let stop = self.stop(context, mention);
        if whole {
            if self.is_surname(mention) {
                return Verdict::None;
            }
            if context.is_located() && stop != Some(Stop::Word) {
                return SURE;
            }
            let sure = mention.name.contains(' ') || Self::is_strong(mention, KNOWN);
            return associative(sure && stop.is_none());
        }
        let opens = name.span.start() >= mention.span.start() || self.opens(context);
        let linked = matches!(context.before(1).as_str(), "of" | "in" | "for" | "at" | "the")
            || context.text.gazetteer.is(&context.before(1), WordClass::Direction);
        let long = mention.name.contains(' ');
        if opens || linked {
            let sure =
                stop.is_none() && (long || Self::is_strong(mention, KNOWN)) && !self.is_surname(mention);
            return associative(sure);
        }
        let wide = mention
            .entries
            .iter()
            .any(|entry| matches!(entry.kind, EntryKind::Country | EntryKind::Admin1) && !entry.is_alternate);
        if wide { associative(stop.is_none()) } else { Verdict::None }
    }

    /// A name of something else, or part of one.
    fn in_other(&self, context: Context<'_>, mention: &Mention, name: &Name, whole: bool) -> Verdict {
        let stop = self.stop(context, mention);
        if context.is_based() {
            return associative(stop != Some(Stop::Word));
        }
        let opens = name.span.start() >= mention.span.start() || self.opens(context);
        if !whole && !opens || self.is_surname(mention) {
            return Verdict::None;
        }
        let sure = stop.is_none() && Self::is_strong(mention, BIG);
        if whole && context.is_located() && sure { SURE } else { associative(sure) }
    }

    /// A person's name, or part of one.
    fn in_person(&self, context: Context<'_>, mention: &Mention, whole: bool) -> Verdict {
        let division =
            mention.name.contains(' ') && mention.entries.iter().any(|entry| entry.kind == EntryKind::Admin2);
        if context.is_dateline() || context.is_based() || division {
            return SURE;
        }
        let titled = context.text.gazetteer.is(&context.before(1), WordClass::Title);
        if !whole || self.is_surname(mention) || titled {
            return Verdict::None;
        }
        if context.is_inside() && mention.entries.iter().any(|entry| !entry.is_alternate) {
            SURE
        } else {
            DOUBTFUL
        }
    }

    /// The named entities are silent.
    fn unnamed(&self, context: Context<'_>, mention: &Mention) -> Verdict {
        if context.is_dateline() || context.is_based() {
            return SURE;
        }
        // "U.S.", "L.A."
        if mention.name.len() > 3 && mention.name.contains('.') && !mention.name.contains(char::is_lowercase)
        {
            return SURE;
        }
        let common = context.text.gazetteer.is_function_word(&mention.name.to_lowercase());
        if self.stop(context, mention) == Some(Stop::Word) || common || self.is_surname(mention) {
            return Verdict::None;
        }
        MAYBE
    }

    /// No named entities at all: the words around decide.
    fn by_rules(&self, context: Context<'_>, mention: &Mention) -> Verdict {
        if is_part_of_name(context) {
            return Verdict::None;
        }
        let located = context.is_located();
        let placed = located || context.is_dateline();
        let stop = self.stop(context, mention);
        let wide = mention.entries.iter().any(|entry| {
            matches!(
                entry.kind,
                EntryKind::Country | EntryKind::Capital | EntryKind::Region | EntryKind::Continent
            ) || entry.population >= 2_000_000.0 && !entry.is_alternate
        });
        if self.is_surname(mention) && !placed && (!wide || stop.is_some()) {
            return Verdict::None;
        }
        let known = mention
            .entries
            .iter()
            .any(|entry| !entry.kind.is_town() && !entry.is_alternate || entry.population >= KNOWN);
        let big = mention
            .entries
            .iter()
            .any(|entry| !entry.kind.is_town() && !entry.is_alternate || entry.population >= BIG)
            && !mention.entries.iter().all(|entry| entry.is_alternate && entry.population < 1_000_000.0);
        let sure = match stop {
            Some(Stop::Word) => return Verdict::None,
            Some(Stop::Name) => placed,
            None => big || placed && known || context.is_dateline(),
        };
        match (sure, known) {
            (true, _) => SURE,
            (false, true) => MAYBE,
            (false, false) => Verdict::None,
        }
    }
}

/// Whether the name belongs to a longer one: of a person ("Mr London", "Paris Hilton") or a body ("Boston Post").
fn is_part_of_name(context: Context<'_>) -> bool {
    let text = context.text;
    let gazetteer = text.gazetteer;
    let next = context.after(0);
    let next_capital = text.is_capital(context.end)
        && text.sentence(context.end) == text.sentence(context.start)
        && !text.raw(context.end).starts_with(['\'', '’']);
    // "Corona[virus]"
    let touched = match (text.units.get(context.end.wrapping_sub(1)), text.units.get(context.end)) {
        (Some(last), Some(next)) => last.span.end() == next.span.start() && text.raw(context.end) == "[",
        _ => false,
    };
    if touched || next_capital && !gazetteer.is(&next, WordClass::Companion) && !context.is_shouted() {
        return true;
    }
    let before = context.before(1);
    let Some(at) = context.start.checked_sub(1).filter(|_| !before.is_empty()) else { return false };
    if !text.units.get(at).is_some_and(|unit| unit.is_word) {
        return false;
    }
    if before == "of" {
        return gazetteer.is(&context.before(2), WordClass::Body)
            && context.start >= 2
            && text.is_capital(context.start - 2);
    }
    if gazetteer.is(&before, WordClass::Title) {
        return true;
    }
    text.is_capital(at)
        && !gazetteer.is(&before, WordClass::Locative)
        && !gazetteer.is_function_word(&before)
        && !before.ends_with("'s")
        && before != "’s"
}
