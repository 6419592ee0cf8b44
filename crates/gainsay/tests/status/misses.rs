//! How what was found differs from what a case expects.

use crate::seen::{Facet, Matter, Relation, Seen};

/// Each difference in a line; none where all is as expected.
pub fn misses(expected: &Seen, found: &Seen) -> Vec<String> {
    let mut out = Vec::new();
    let mut left: Vec<&Matter> = found.matters.iter().collect();
    for matter in &expected.matters {
        let same = |other: &&&Matter| other.documents == matter.documents;
        let Some(best) = left.iter().filter(same).min_by_key(|other| in_matter(matter, other).len()).copied()
        else {
            out.push(format!("no matter of {}", matter.documents));
            continue;
        };
        left.retain(|other| !std::ptr::eq(*other, best));
        out.extend(in_matter(matter, best));
    }
    out.extend(left.into_iter().map(|matter| format!("a matter more: {}", matter.documents)));
    out.extend(in_relations(&expected.relations, &found.relations));
    out
}

fn in_matter(expected: &Matter, found: &Matter) -> Vec<String> {
    let mut out = Vec::new();
    for facet in &expected.facets {
        match found.facets.iter().find(|other| other.name == facet.name) {
            Some(other) => in_facet(facet, other, &mut out),
            None => out.push(format!("{}: not there", facet.name)),
        }
    }
    for facet in &found.facets {
        let is_listed = expected.facets.iter().any(|other| other.name == facet.name);
        if !is_listed && (facet.is_count() || facet.is_contested()) {
            out.push(format!("{}: one facet more: {} | {}", facet.name, facet.axes, facet.sides.join("; ")));
        }
    }
    out
}

fn in_facet(expected: &Facet, found: &Facet, out: &mut Vec<String>) {
    let name = &expected.name;
    if expected.axes != found.axes {
        out.push(format!("{name}: expected {}, found {}", expected.axes, found.axes));
    }
    let sorted = |facet: &Facet| {
        let mut sides = facet.sides.clone();
        sides.sort();
        sides.join("; ")
    };
    if sorted(expected) != sorted(found) {
        out.push(format!("{name}: expected the sides {}, found {}", sorted(expected), sorted(found)));
    }
    if expected.reason.is_some() && expected.reason != found.reason {
        let [a, b] = [expected, found].map(|facet| facet.reason.as_deref().unwrap_or_default());
        out.push(format!("{name}: expected the reason\n    {a}\n  found\n    {b}"));
    }
    if expected.warnings != found.warnings {
        let [a, b] = [expected, found].map(|facet| facet.warnings.join("; "));
        out.push(format!("{name}: expected the warnings {a:?}, found {b:?}"));
    }
}

fn in_relations(expected: &[Relation], found: &[Relation]) -> Vec<String> {
    let mut out = Vec::new();
    let mut left: Vec<&Relation> = found.iter().collect();
    for Relation { kind, from, to, reason } in expected {
        let is = |other: &&Relation| {
            other.kind == *kind
                && other.from == *from
                && other.to == *to
                && (reason.is_none() || other.reason == *reason)
        };
        match left.iter().position(is) {
            Some(at) => _ = left.remove(at),
            None => out.push(format!("{kind} | {from} {to} | {}", reason.as_deref().unwrap_or_default())),
        }
    }
    let at_least = |relation: &&Relation| matches!(relation.kind.as_str(), "same-origin" | "supports");
    out.extend(left.into_iter().filter(|relation| !at_least(relation)).map(
        |Relation { kind, from, to, reason }| {
            format!("one relation more: {kind} | {from} {to} | {}", reason.as_deref().unwrap_or_default())
        },
    ));
    out
}
