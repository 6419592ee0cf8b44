//! What a ledger says of a few reports, in the words of the catalogue.

use std::fmt;

use gainsay_document::{Comparison, Document, DocumentId, FacetKind, Lifecycle, Scope};

/// Matters and relations.
#[derive(Default)]
pub struct Seen {
    pub matters: Vec<Matter>,
    pub relations: Vec<Relation>,
}

/// A matter: the letters of its reports, and its facets.
pub struct Matter {
    pub documents: String,
    pub facets: Vec<Facet>,
}

/// A facet: its name, its three axes, and its sides in words.
pub struct Facet {
    pub name: String,
    pub axes: String,
    pub sides: Vec<String>,
    pub reason: Option<String>,
    pub warnings: Vec<String>,
}

impl Facet {
    pub fn is_contested(&self) -> bool {
        self.axes.split_whitespace().any(|axis| axis == "contested")
    }

    pub fn is_count(&self) -> bool {
        !["occurrence", "responsibility", "place", "date"].contains(&self.name.as_str())
    }
}

/// A relation between two reports, by their letters.
pub struct Relation {
    pub kind: String,
    pub from: String,
    pub to: String,
    pub reason: Option<String>,
}

impl Seen {
    /// What `comparison` says of `documents`.
    pub fn of(comparison: &Comparison, documents: &[Document]) -> Self {
        let letter = |id: &DocumentId| {
            let at = documents.iter().position(|document| document.id == *id).unwrap();
            char::from(b'A' + u8::try_from(at).unwrap()).to_string()
        };
        let matters = comparison.matters.iter().map(|matter| {
            let mut letters: Vec<String> = matter.documents.iter().map(letter).collect();
            letters.sort();
            Matter { documents: letters.concat(), facets: matter.facets.iter().map(facet).collect() }
        });
        let relations = comparison.relations.iter().map(|relation| Relation {
            kind: relation.kind.as_str().to_owned(),
            from: letter(&relation.from.document),
            to: letter(&relation.to.document),
            reason: Some(relation.reason.clone()),
        });
        Self { matters: matters.collect(), relations: relations.collect() }
    }
}

fn facet(facet: &gainsay_document::Facet) -> Facet {
    let mut name = match (facet.kind, facet.outcome) {
        (FacetKind::Count, Some(outcome)) => outcome.as_str(),
        (kind, _) => kind.as_str(),
    }
    .to_owned();
    if let Some(category) = &facet.category {
        name = format!("{name} {category}");
    }
    if let Some(scope) = facet.scope.filter(|scope| *scope != Scope::Event) {
        name = format!("{name} {}", scope.describe());
    }
    let sides = facet.sides.iter().map(|side| {
        let value = side.interval.map_or_else(|| side.value.clone().unwrap_or_default(), |i| i.to_string());
        let after = match side.lifecycle {
            Lifecycle::Current => String::new(),
            other => format!(" ({})", other.as_str()),
        };
        format!("{}: {value}{after}", side.holder)
    });
    Facet {
        name,
        axes: [facet.support.as_str(), facet.agreement.as_str(), facet.lifecycle.as_str()].join(" "),
        sides: sides.collect(),
        reason: Some(facet.reason.clone()),
        warnings: facet.warnings.clone(),
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for matter in &self.matters {
            let letters: Vec<String> = matter.documents.chars().map(String::from).collect();
            writeln!(f, "matter | {}", letters.join(" "))?;
            for facet in &matter.facets {
                writeln!(f, "{} | {} | {}", facet.name, facet.axes, facet.sides.join("; "))?;
                writeln!(f, "reason | {}", facet.reason.as_deref().unwrap_or_default())?;
                facet.warnings.iter().try_for_each(|warning| writeln!(f, "warning | {warning}"))?;
            }
        }
        for Relation { kind, from, to, reason } in &self.relations {
            writeln!(f, "{kind} | {from} {to} | {}", reason.as_deref().unwrap_or_default())?;
        }
        Ok(())
    }
}
