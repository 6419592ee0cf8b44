//! The ultimate source of each claim under one name: "the ministry", "MoH" and "Health Ministry" come together.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{Actor, ActorKind};

use crate::features::Corpus;
use crate::features::names::{NameKey, acronym, spells};
use crate::tables::Tables;

/// Who a claim goes back to.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// A named source: the innermost of the chain.
    Named { key: NameKey, label: String },
    /// A source that nothing names.
    Anonymous { label: String },
    /// The author's own voice: the agency credited, else the outlet.
    Own { key: Option<NameKey>, label: String, agency: bool },
}

impl Source {
    fn key_mut(&mut self) -> Option<&mut NameKey> {
        match self {
            Self::Named { key, .. } => Some(key),
            Self::Own { key, .. } => key.as_mut(),
            Self::Anonymous { .. } => None,
        }
    }
}

/// The sources of the claims of one matter.
pub(crate) struct Sources {
    sources: Vec<Source>,
    labels: BTreeMap<NameKey, String>,
}

impl Sources {
    /// The sources of `claims`, with short forms and acronyms resolved.
    pub fn new(corpus: &Corpus<'_>, claims: &[usize], tables: &Tables) -> Self {
        let mut sources: Vec<Source> = claims.iter().map(|&claim| source(corpus, claim, tables)).collect();
        let mut forms: BTreeMap<(usize, NameKey, String), Option<NameKey>> = BTreeMap::new();
        // The claims of a document stand together, so that the names of one at a time are held.
        let mut actors: (usize, Vec<(NameKey, &str)>) = (usize::MAX, Vec::new());
        for (at, source) in sources.iter_mut().enumerate() {
            if let Source::Named { key, label } = source {
                let document = corpus.claims[claims[at]].document;
                let full = forms.entry((document, key.clone(), label.clone())).or_insert_with(|| {
                    if actors.0 != document {
                        let names = corpus.documents[document].reading.actors.iter();
                        let names = names.map(|actor| actor.name.as_str());
                        actors = (document, names.map(|name| (NameKey::new(name, tables), name)).collect());
                    }
                    full_form(key, label, || actors.1.iter().map(|(key, name)| (key, *name)))
                });
                if let Some(full) = full {
                    *key = full.clone();
                }
            }
        }
        // What one document leaves open another may tell, as long as it tells only one thing.
        let known: BTreeMap<NameKey, String> = sources
            .iter_mut()
            .filter_map(|source| {
                let label = match &*source {
                    Source::Named { label, .. } | Source::Own { label, .. } | Source::Anonymous { label } => {
                        label.clone()
                    }
                };
                Some((source.key_mut()?.clone(), label))
            })
            .collect();
        let mut forms: BTreeMap<(NameKey, String), Option<NameKey>> = BTreeMap::new();
        for source in &mut sources {
            if let Source::Named { key, label } = source {
                let full = forms.entry((key.clone(), label.clone())).or_insert_with(|| {
                    full_form(key, label, || known.iter().map(|(key, label)| (key, label.as_str())))
                });
                if let Some(full) = full {
                    *key = full.clone();
                }
            }
        }
        let labels = labels(&sources, tables);
        Self { sources, labels }
    }

    /// The source of the claim at index `at` of the matter's claims.
    pub fn of(&self, at: usize) -> &Source {
        &self.sources[at]
    }

    /// The name to call a source by.
    pub fn label(&self, key: &NameKey) -> String {
        self.labels.get(key).cloned().unwrap_or_default()
    }
}

/// The outlet of a claim's document, else what else there is to call it by.
pub(crate) fn outlet(corpus: &Corpus<'_>, claim: usize) -> String {
    let document = corpus.document_of(claim).document;
    let name = document.outlet.as_deref().or(document.agency.as_deref());
    name.map_or_else(|| "a report without outlet".to_owned(), str::to_owned)
}

fn source(corpus: &Corpus<'_>, claim: usize, tables: &Tables) -> Source {
    let features = &corpus.claims[claim];
    let document = corpus.document_of(claim).document;
    let Some(attribution) = features.attribution else {
        let (name, agency) = match (&document.agency, &document.outlet) {
            (Some(agency), _) => (Some(agency), true),
            (None, outlet) => (outlet.as_ref(), false),
        };
        let key = name.map(|name| NameKey::new(name, tables)).filter(|key| !key.is_anonymous());
        return Source::Own {
            label: name.cloned().unwrap_or_default(),
            agency: agency && key.is_some(),
            key,
        };
    };
    let label = match corpus.source(claim) {
        Some(actor) => body_of(actor, tables),
        None => attribution.source.of(&document.text),
    };
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let key = NameKey::new(&label, tables);
    if key.is_anonymous() {
        Source::Anonymous { label }
    } else {
        Source::Named { key, label: without_article(&label) }
    }
}

/// The body a person speaks for, else the actor's own name.
fn body_of(actor: &Actor, tables: &Tables) -> String {
    let telling = |name: &&String| !NameKey::new(name, tables).is_anonymous();
    if actor.kind != ActorKind::Organisation && actor.kind != ActorKind::Media {
        if let Some(affiliation) = actor.affiliation.as_ref().filter(telling) {
            return affiliation.clone();
        }
        // A minister speaks for the ministry: "Interior Minister" is compared as "Interior Ministry".
        if let Some(role) = actor.role.as_ref().filter(|role| role.to_lowercase().ends_with(" minister")) {
            let stem = &role[..role.len() - "minister".len()];
            if telling(&&stem.to_owned()) {
                return format!("{stem}Ministry");
            }
        }
    }
    actor.name.clone()
}

fn without_article(name: &str) -> String {
    let rest = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    rest.to_owned()
}

/// The longest name that `key` is a short form or acronym of, if all such names are forms of one.
fn full_form<'n, I>(key: &NameKey, label: &str, names: impl Fn() -> I) -> Option<NameKey>
where
    I: Iterator<Item = (&'n NameKey, &'n str)>,
{
    let letters = acronym(label);
    let stands_for = |(other, name): &(&NameKey, &str)| {
        (key.shortens(other) && !is_joint(name, other, names()))
            || letters.as_deref().is_some_and(|letters| acronym(name).is_none() && spells(letters, name))
    };
    let longer: BTreeSet<&NameKey> = names().filter(stands_for).map(|(other, _)| other).collect();
    let longest =
        longer.iter().find(|one| longer.iter().all(|other| *one == other || other.shortens(one)))?;
    Some((*longest).clone())
}

/// Whether a name is that of two at once ("the Guard and the Accord"), each of whom is named alone as well.
fn is_joint<'n>(name: &str, key: &NameKey, names: impl Iterator<Item = (&'n NameKey, &'n str)>) -> bool {
    if !name.contains(" and ") {
        return false;
    }
    let parts: BTreeSet<&NameKey> =
        names.map(|(other, _)| other).filter(|other| other.shortens(key)).collect();
    parts.iter().any(|one| parts.iter().any(|other| one.complements(other, key)))
}

/// The name each source is called by: the fullest that matches its key, the most used of several.
fn labels(sources: &[Source], tables: &Tables) -> BTreeMap<NameKey, String> {
    let mut counts: BTreeMap<NameKey, BTreeMap<&str, u32>> = BTreeMap::new();
    for source in sources {
        let (key, label) = match source {
            Source::Named { key, label } | Source::Own { key: Some(key), label, .. } => (key, label),
            _ => continue,
        };
        *counts.entry(key.clone()).or_default().entry(label).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(key, names)| {
            let rank = |(name, count): &(&str, u32)| {
                let exact = NameKey::new(name, tables) == key;
                let proper = name.chars().next().is_some_and(char::is_uppercase);
                (exact, proper, *count, std::cmp::Reverse(name.to_string()))
            };
            let best = names.into_iter().max_by_key(rank).map(|(name, _)| name.to_owned());
            (key, best.unwrap_or_default())
        })
        .collect()
}
