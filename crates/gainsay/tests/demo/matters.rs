//! What the ledger must say of one incident.

use std::fmt::Display;

use crate::expected::{self, Value};
use crate::misses::Misses;
use crate::seen::{Facet, Matter, Seen, Side};
use crate::words::{blanks, same, within};

/// Compare the matter that comes nearest to `expected` with it.
pub fn check(expected: &expected::Matter, seen: &Seen<'_>, misses: &mut Misses) {
    let Some(matter) = nearest(expected, seen) else {
        misses.add(seen.way, &expected.key, "a matter", "none");
        return;
    };
    let mut check = Check { expected, seen, matter, misses };
    check.head();
    check.no_other_contest();
    for facet in &expected.facet {
        check.facet(facet);
    }
    for relation in &expected.relation {
        check.relation(relation);
    }
    for apart in &expected.apart {
        check.apart(apart);
    }
}

/// The matter with most of the expected documents; among equals the one that is named as expected.
fn nearest<'s>(expected: &expected::Matter, seen: &'s Seen<'_>) -> Option<&'s Matter> {
    seen.matters.iter().rev().max_by_key(|matter| {
        let own = |key: &&str| expected.documents.iter().any(|expected| expected == key);
        let shared = matter.documents.iter().map(|row| seen.key(row)).filter(own).count();
        (shared, expected.title_words.iter().all(|words| within(words, &matter.matter.title)))
    })
}

struct Check<'c, 's> {
    expected: &'c expected::Matter,
    seen: &'s Seen<'s>,
    matter: &'s Matter,
    misses: &'c mut Misses,
}

impl Check<'_, '_> {
    fn miss(&mut self, what: impl Display, expected: impl Display, found: impl Display) {
        self.misses.add(self.seen.way, format_args!("{}: {what}", self.expected.key), expected, found);
    }

    /// Where the matter says no other than `found`, and `expected` is tested at all.
    fn word(&mut self, what: impl Display, expected: Option<&String>, found: &str) {
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            self.miss(what, expected, found);
        }
    }

    fn documents(&mut self, what: impl Display, expected: Option<&Vec<String>>, found: &[&str]) {
        let Some(expected) = expected else { return };
        let mut sorted: Vec<_> = expected.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        if sorted != found {
            let without = |all: &[&str], others: &[&str]| -> String {
                let own: Vec<_> = all.iter().filter(|key| !others.contains(key)).copied().collect();
                if own.is_empty() { "none".to_owned() } else { own.join(", ") }
            };
            let (lacking, more) = (without(&sorted, found), without(found, &sorted));
            self.miss(what, sorted.join(", "), format_args!("missing: {lacking}; too many: {more}"));
        }
    }

    fn head(&mut self) {
        let (expected, row) = (self.expected, &self.matter.matter);
        for words in expected.title_words.iter().filter(|words| !within(words, &row.title)) {
            self.miss("title", format_args!("with {words}"), &row.title);
        }
        let days = row.date.as_ref().map(|date| format!("{} to {}", date.start, date.end));
        let wanted = format!("{} to {}", expected.start, expected.end);
        self.word("date", Some(&wanted), days.as_deref().unwrap_or("none"));
        let place = row.place.as_ref();
        let country = place.and_then(|place| place.country.as_deref()).unwrap_or("none");
        self.word("country", Some(&expected.country), country);
        let city = place.map_or("none", |place| place.name.as_str());
        if !same(&expected.city, city) {
            self.miss("place", &expected.city, city);
        }
        let mut documents: Vec<_> = self.matter.documents.iter().map(|row| self.seen.key(row)).collect();
        documents.sort_unstable();
        self.documents("documents", Some(&expected.documents), &documents);
        self.misses.compare(
            self.seen.way,
            format_args!("{}: contested", expected.key),
            &expected.contested,
            &row.contested,
        );
    }

    /// What nobody disputes must not be shown as disputed.
    fn no_other_contest(&mut self) {
        let contested = self.matter.matter.facets.iter().filter(|facet| facet.agreement == "contested");
        for facet in contested.filter(|facet| !self.expected.facet.iter().any(|expected| is(expected, facet)))
        {
            let sides: Vec<_> = facet.sides.iter().map(ToString::to_string).collect();
            let found = format!("contested, {}: {}", facet.reason, sides.join(" | "));
            self.miss(format_args!("{facet}: agreement"), "uncontested", found);
        }
    }

    fn facet(&mut self, expected: &expected::Facet) {
        let Some(facet) = self.matter.matter.facets.iter().find(|facet| is(expected, facet)) else {
            let own: Vec<_> = self.matter.matter.facets.iter().map(ToString::to_string).collect();
            let others = self.seen.matters.iter().filter(|other| other.matter.id != self.matter.matter.id);
            let elsewhere = others
                .filter(|other| other.matter.facets.iter().any(|facet| is(expected, facet)))
                .map(|other| other.matter.title.as_str())
                .collect::<Vec<_>>()
                .join(" | ");
            self.miss(expected, "a facet", format_args!("only {}; elsewhere: {elsewhere}", own.join(", ")));
            return;
        };
        self.word(format_args!("{expected}: support"), expected.support.as_ref(), &facet.support);
        self.word(format_args!("{expected}: agreement"), expected.agreement.as_ref(), &facet.agreement);
        self.word(format_args!("{expected}: lifecycle"), expected.lifecycle.as_ref(), &facet.lifecycle);
        if let Some(origins) = expected.origins {
            let mut ids: Vec<_> =
                facet.sides.iter().map(|side| (&side.origin.id, &side.origin.label)).collect();
            ids.sort_unstable();
            ids.dedup();
            if ids.len() != origins {
                let labels: Vec<_> = ids.iter().map(|(_, label)| label.as_str()).collect();
                let found = format!("{}: {}", ids.len(), labels.join(" | "));
                self.miss(format_args!("{expected}: origins"), origins, found);
            }
        }
        let documents = self.seen.documents_of(self.matter, facet.sides.iter().flat_map(|side| &side.claims));
        self.documents(format_args!("{expected}: documents"), expected.documents.as_ref(), &documents);
        for side in &expected.side {
            self.side(expected, facet, side);
        }
        // A count's sides are all in the file: one more is a figure that nobody gave.
        if expected.facet == "count" {
            for side in
                facet.sides.iter().filter(|side| !expected.side.iter().any(|expected| holds(expected, side)))
            {
                let documents = self.seen.documents_of(self.matter, &side.claims).join(", ");
                self.miss(
                    format_args!("{expected}: sides"),
                    "no other",
                    format_args!("{side} ({documents})"),
                );
            }
        }
    }

    fn side(&mut self, facet: &expected::Facet, found: &Facet, expected: &expected::Side) {
        let what = format!("{facet}, {expected}");
        let matching: Vec<_> = found.sides.iter().filter(|side| holds(expected, side)).collect();
        let [side] = matching[..] else {
            let sides: Vec<_> = found.sides.iter().map(ToString::to_string).collect();
            self.miss(what, "one such side", format_args!("{} in {}", matching.len(), sides.join(" | ")));
            return;
        };
        self.word(format_args!("{what}: lifecycle"), expected.lifecycle.as_ref(), &side.lifecycle);
        let documents = self.seen.documents_of(self.matter, &side.claims);
        self.documents(format_args!("{what}: documents"), expected.documents.as_ref(), &documents);
        let Some(quote) = &expected.quote else { return };
        let claims: Vec<_> = side.claims.iter().filter_map(|id| self.matter.claim(id)).collect();
        let quoting: Vec<_> =
            claims.iter().filter(|claim| blanks(&claim.words).contains(&blanks(quote))).collect();
        if quoting.is_empty() {
            let words: Vec<_> = claims.iter().map(|claim| blanks(&claim.words)).collect();
            self.miss(format_args!("{what}: quote"), format_args!("{quote:?}"), format_args!("{words:?}"));
        }
        if let Some(chain) = &expected.chain {
            let chained = |links: &[String]| {
                links.len() == chain.len() + 2
                    && chain.iter().zip(&links[1..]).all(|(expected, found)| within(expected, found))
                    && within(&expected.holder, &links[links.len() - 1])
            };
            if !quoting.iter().any(|claim| chained(&claim.chain)) {
                let found: Vec<_> = quoting.iter().map(|claim| claim.chain.join(" > ")).collect();
                let wanted = format!("OUTLET > {} > {}", chain.join(" > "), expected.holder);
                self.miss(format_args!("{what}: chain"), wanted, found.join(" | "));
            }
        }
    }

    fn relation(&mut self, expected: &expected::Relation) {
        let from = self.claims_of(&expected.from_document, &expected.from_holder, &expected.from_value);
        let to = self.claims_of(&expected.to_document, &expected.to_holder, &expected.to_value);
        let undirected = matches!(expected.kind.as_str(), "contradicts" | "same-origin");
        let of = |claims: &[&str], id: &str| claims.contains(&id);
        let found =
            self.matter.relations.iter().filter(|relation| relation.kind == expected.kind).any(|relation| {
                (of(&from, &relation.from) && of(&to, &relation.to))
                    || (undirected && of(&from, &relation.to) && of(&to, &relation.from))
            });
        if !found {
            let what = format!(
                "{} {} ({}) {} {} {} ({})",
                expected.from_holder,
                expected.from_value,
                expected.from_document,
                expected.kind,
                expected.to_holder,
                expected.to_value,
                expected.to_document
            );
            let between = |relation: &&crate::seen::Relation| {
                let ends = [&relation.from, &relation.to];
                ends.iter().any(|id| of(&from, id)) && ends.iter().any(|id| of(&to, id))
            };
            let others: Vec<_> =
                self.matter.relations.iter().filter(between).map(|relation| relation.kind.clone()).collect();
            let ends = format!("claims {from:?} and {to:?}, between them {others:?}");
            self.miss(what, "this relation", ends);
        }
    }

    /// The claims of a document that stand on a side of that holder and value.
    fn claims_of(&self, document: &str, holder: &str, value: &Value) -> Vec<&str> {
        let says = |side: &&Side| {
            within(holder, &side.holder)
                && match value {
                    Value::Number(number) => side.low == Some(*number) && side.high == Some(*number),
                    Value::Word(word) => side.value.as_deref().is_some_and(|found| same(word, found)),
                }
        };
        let claims = self.matter.sides().filter(says).flat_map(|side| &side.claims);
        claims
            .filter(|id| {
                self.matter.claim(id).is_some_and(|claim| self.seen.key(&claim.document) == document)
            })
            .map(String::as_str)
            .collect()
    }

    /// The figure is read, and no side of an event-scope facet has it from this document.
    fn apart(&mut self, expected: &expected::Apart) {
        let what = format!("{:?} in {}", expected.quote, expected.document);
        let ends = (Some(expected.low), Some(expected.high));
        let read = self.seen.documents.get(expected.document.as_str()).is_some_and(|document| {
            let quoted = |words: &str| blanks(&expected.quote).contains(&blanks(words));
            document
                .quantities
                .iter()
                .any(|figure| (figure.low, figure.high) == ends && quoted(&figure.words))
        });
        if !read {
            self.miss(&what, "a figure", "none");
        }
        let of_event =
            self.matter.matter.facets.iter().filter(|facet| facet.scope.as_deref() == Some("event"));
        for side in of_event.flat_map(|facet| &facet.sides).filter(|side| (side.low, side.high) == ends) {
            if self.seen.documents_of(self.matter, &side.claims).contains(&expected.document.as_str()) {
                self.miss(&what, format_args!("apart: {}", expected.why), format_args!("the side {side}"));
            }
        }
    }
}

/// Whether `found` is the facet that `expected` names.
fn is(expected: &expected::Facet, found: &Facet) -> bool {
    let named = |expected: &Option<String>, found: &Option<String>| {
        expected.as_ref().is_none_or(|expected| expected == found.as_deref().unwrap_or_default())
    };
    expected.facet == found.facet
        && named(&expected.outcome, &found.outcome)
        && named(&expected.category, &found.category)
        && named(&expected.scope, &found.scope)
}

/// Whether `found` is the side that `expected` names: the holder and the value.
fn holds(expected: &expected::Side, found: &Side) -> bool {
    let end = |expected: Option<f64>, open: bool, found: Option<f64>| match expected {
        Some(_) => expected == found,
        None => !open || found.is_none(),
    };
    within(&expected.holder, &found.holder)
        && end(expected.low, expected.open_low, found.low)
        && end(expected.high, expected.open_high, found.high)
        && match (&expected.value, &found.value) {
            (Some(expected), Some(found)) => same(expected, found),
            (expected, _) => expected.is_none(),
        }
}
