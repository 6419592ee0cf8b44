//! From groups of items to matters, with nothing but the reports they stand in.

use std::collections::{BTreeSet, HashMap};

use gainsay_document::{DocumentId, Report};

use super::{Item, Kind, Part, StageError, Weighing};
use crate::cluster::incidents::{self, Incident};
use crate::cluster::profile::Profile;
use crate::comparer::{Weights, described};
use crate::features::Corpus;
use crate::matter;

/// Reports whose matters are built.
struct Builder<'r> {
    weighing: &'r Weighing,
    weights: Weights<'r>,
    corpus: Corpus<'r>,
    /// The incidents of each document.
    incidents: Vec<Vec<Incident<'r>>>,
}

impl<'r> Builder<'r> {
    fn new(reports: &[Report<'r>], weighing: &'r Weighing, kind: Kind) -> Self {
        let weights = weighing.weights();
        let corpus = Corpus::weighed(reports, &weighing.tables, weights.counted.clone());
        let documents = if kind == Kind::Incidents { corpus.documents.len() } else { 0 };
        let incidents =
            (0..documents).map(|number| incidents::of_document(&corpus, number, &weighing.tables)).collect();
        Self { weighing, weights, corpus, incidents }
    }

    /// The matter of claims, by document and place in its reading.
    fn build(&self, profile: &Profile<'r>, claims: impl Iterator<Item = (usize, usize)>) -> Part {
        let Self { corpus, .. } = self;
        let mut indices: Vec<usize> =
            claims.map(|(number, claim)| corpus.documents[number].claims.start + claim).collect();
        indices.sort_unstable();
        let (tables, common) = (&self.weighing.tables, &*self.weights.common);
        let built = matter::build(corpus, tables, common, profile, &indices, |_| false);
        let mut numbers: Vec<usize> = indices.iter().map(|&claim| corpus.claims[claim].document).collect();
        numbers.dedup();
        Part::new(built, numbers.into_iter().map(|number| corpus.documents[number].document))
    }

    fn of_incidents(&self, incidents: &[&Incident<'r>]) -> Part {
        let claims = incidents.iter().flat_map(|one| one.claims.iter().map(|&claim| (one.document, claim)));
        self.build(&described(incidents.iter().copied()), claims)
    }
}

/// The matters of groups of items, each in whatever order. `reports` are those that the items stand in; others are passed over.
///
/// # Errors
/// Where the report of an item is not there, or has no such item.
pub fn parts(
    kind: Kind,
    groups: &[Vec<Item>],
    reports: &[Report<'_>],
    weighing: &Weighing,
) -> Result<Vec<Part>, StageError> {
    let builder = Builder::new(reports, weighing, kind);
    let documents = builder.corpus.documents.iter().enumerate();
    let numbers: HashMap<&DocumentId, usize> =
        documents.map(|(number, one)| (&one.document.id, number)).collect();
    let place = |item: &Item| {
        let number = numbers.get(&item.document()).copied();
        let missing = || StageError::new(format!("the report {} is not among those given", item.document()));
        number.map(|number| (number, item.at())).ok_or_else(missing)
    };
    let unknown =
        |item: &Item| StageError::new(format!("the report {} has no item {}", item.document(), item.at()));
    let mut found = Vec::with_capacity(groups.len());
    for group in groups.iter().filter(|group| !group.is_empty()) {
        // Which of two tellings of one place a matter is described by depends on which comes first.
        let group: BTreeSet<&Item> = group.iter().collect();
        found.push(match kind {
            Kind::Incidents => {
                let mut members = Vec::with_capacity(group.len());
                for item in group {
                    let (number, at) = place(item)?;
                    members.push(builder.incidents[number].get(at).ok_or_else(|| unknown(item))?);
                }
                builder.of_incidents(&members)
            }
            Kind::Statements => {
                let mut claims = Vec::with_capacity(group.len());
                for item in group {
                    let (number, claim) = place(item)?;
                    let known = builder.corpus.documents[number].claims.len();
                    claims.push((claim < known).then_some((number, claim)).ok_or_else(|| unknown(item))?);
                }
                builder.build(&Profile::default(), claims.into_iter())
            }
        });
    }
    Ok(found)
}
