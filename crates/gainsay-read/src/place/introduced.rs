//! Places by the word beside them, known or not: "the village of Korva", "Korva district", "Lake Orn".

use gainsay_document::{Name, NameKind};

use super::context::{Context, Text};
use super::fold::fold;
use super::gazetteer::WordClass;
use super::world::EntryKind;
use super::{Mention, Standing};

/// The place that is introduced at unit `at`, and the unit after it.
pub(super) fn introduced(text: &Text<'_>, at: usize, names: &[Name]) -> Option<(usize, Option<Mention>)> {
    if !text.is_capital(at) {
        return None;
    }
    let gazetteer = text.gazetteer;
    let here = Context { text, start: at, end: at + 1 };
    let sentence = text.sentence(at);
    let opening = gazetteer.is(&text.lower(at), WordClass::Opening);
    let run =
        (at..at + 4).take_while(|&index| text.is_capital(index) && text.sentence(index) == sentence).count();
    let noun_before = here.before(1) == "of" && gazetteer.is(&here.before(2), WordClass::Before);
    let named = |start: usize, end: usize| {
        text.span(start, end).and_then(|span| names.iter().find(|name| name.span.overlaps(span)))
    };
    // A district governs; a water does not, so that its word belongs to its name.
    let mut divides = false;
    let (start, end) = if noun_before {
        (at, at + run)
    } else if opening && run >= 2 && !here.opens_sentence() {
        let after = Context { text, start: at, end: at + 1 }.after(0);
        // "Lake Orn" is the whole name; more words would be something else's.
        if gazetteer.is(&after, WordClass::Follower)
            || named(at, at + 2).is_some_and(|name| name.kind != NameKind::Place)
        {
            return None;
        }
        (at, at + 2)
    } else {
        // "Korva district"; a capitalised "Korva District" as well, and "Korva Bay" with its last word.
        let refugees = |at: usize| text.lower(at) == "refugee" && text.lower(at + 1) == "camp";
        let name = (1..=run).find(|&length| {
            gazetteer.is(&text.lower(at + length), WordClass::After) || refugees(at + length)
        })?;
        let before = at.checked_sub(1).filter(|&before| text.sentence(before) == sentence);
        let before_is_name = before.is_some_and(|before| text.is_capital(before));
        // "Calder Bay Courier" is not a bay.
        if run > name + 1 {
            return None;
        }
        if before_is_name || here.opens_sentence() && run < name {
            return None;
        }
        let capital = text.is_capital(at + name) && run > name;
        divides = !is_water_or_land(&text.lower(at + name));
        (at, at + name + usize::from(capital))
    };
    let first = text.lower(start);
    let generic = gazetteer.is(&first, WordClass::Follower) || gazetteer.is(&first, WordClass::Title);
    // "the town of Hit", "the village of Upper Korva": there these are names.
    let common = gazetteer.is(&first, WordClass::Locative)
        || gazetteer.is(&first, WordClass::After) && !gazetteer.is(&first, WordClass::Opening)
        || gazetteer.is_function_word(&first);
    if generic || common && !noun_before {
        return None;
    }
    let context = Context { text, start, end };
    let name = text.written(start, end);
    let mut key = fold(&name);
    let mut entries = gazetteer.places(&name, &key);
    if divides {
        // "Korva County" may be listed as Korva, and "Korva district" as Korva District.
        let last = text.lower(end - 1);
        let bare =
            if gazetteer.is(&last, WordClass::After) { text.written(start, end - 1) } else { name.clone() };
        if entries.is_empty() {
            entries = gazetteer.places(&bare, &fold(&bare));
        }
        if entries.iter().any(|entry| matches!(entry.kind, EntryKind::Admin1 | EntryKind::Admin2)) {
            entries.retain(|entry| matches!(entry.kind, EntryKind::Admin1 | EntryKind::Admin2));
            key.push_str(" (division)");
        }
    } else {
        entries.retain(|entry| !entry.is_alternate);
        // "Korva Island" may be listed as it is, "Lake Korva" is not the town of Korva.
    }
    // What the named entities call a body or a person is none ("Fort Korva Inc."), unless the table knows the division.
    let called = named(start, end);
    let other = called.is_some_and(|name| matches!(name.kind, NameKind::Person | NameKind::Organisation));
    if other && (entries.is_empty() || !divides) && !noun_before {
        return None;
    }
    // "the Home Department" is a ministry; departments that are regions are in the gazetteer.
    let department = text.raw(end) == "Department"
        || text.raw(end - 1) == "Department"
        || noun_before
            && matches!(here.before(2).as_str(), "department" | "department's")
            && text.is_capital(at - 2);
    if entries.is_empty() && department {
        return None;
    }
    // "Teskan state television": before "state", a name that is in no table is an adjective.
    let adjective = entries.is_empty()
        && (context.after(0) == "state"
            || !gazetteer.demonym(&name).is_empty()
            || ["ian", "ish", "ese", "ean"].iter().any(|end| name.ends_with(end)));
    if adjective && !noun_before {
        return None;
    }
    let follows = text.is_capital(end)
        && text.sentence(end) == sentence
        && gazetteer.is(&context.after(0), WordClass::Follower);
    let mention = Mention {
        span: text.span(start, end)?,
        key,
        name,
        entries,
        standing: Standing::Sure,
        is_associative: follows || other,
        is_near: context.is_near(),
        region: context.region_after(),
        is_region_sure: false,
        within: None,
    };
    Some((end, Some(mention)))
}

/// Whether the word ends the name of a water or a land and is no division that governs.
pub(super) fn is_water_or_land(word: &str) -> bool {
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
            | "gulf"
            | "sea"
            | "desert"
            | "basin"
            | "camp"
    )
}
