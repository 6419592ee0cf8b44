//! The comparison as a value that grows: each report that is added touches only its neighbourhood.

mod adding;
mod building;
mod candidacy;
mod graph;
mod grouping;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use gainsay_document::{Comparison, DocumentId, MatterId, Report};

pub(crate) use self::building::{collected, described};
pub use self::candidacy::{Candidacy, CandidacyEnd};
use self::graph::Graph;
pub(crate) use self::grouping::{groups_of_incidents, strength};
use self::grouping::{link, link_statements};
use crate::candidates::{self, Commonness};
use crate::cluster::incidents::Incident;
use crate::cluster::score::features;
use crate::cluster::statements::{self, Statement};
use crate::constraints::{self, Constraints, Heeded, Resolved, Ties};
use crate::features::days::Day;
use crate::features::{Corpus, Counted, Order, order};
use crate::matter::{Built, Evidence, WeighedPair};
use crate::tables::Tables;

/// How telling each word, place and actor is: taken of all reports that a [`Comparer`] was made of.
#[derive(Clone)]
pub struct Weights<'a> {
    pub(crate) counted: Counted<'a>,
    pub(crate) common: Arc<Commonness>,
    pub(crate) documents: usize,
}

/// What one more report changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// The matters that are no more, or no more as they were.
    pub gone: Vec<MatterId>,
    /// The matters that came or came anew, with their relations and origins.
    pub come: Comparison,
}

/// Reports laid side by side, to which more can be added.
///
/// How telling a word is depends on all reports, so that exact weights would make every report touch every other. The
/// weights are therefore those of the reports that the comparer was made of ([`Comparer::new`]); a word that these do
/// not have counts as rare. Under given weights the order in which reports come makes no difference: what stands is
/// what the same reports come to when they come at once. [`Comparer::is_outgrown`] says when to begin anew.
///
/// Of several readings of one document the one with the greatest reader name and version counts.
pub struct Comparer<'a> {
    tables: Tables,
    weights: Weights<'a>,
    /// All reports by number, those included of which a newer reading came.
    reports: Vec<Report<'a>>,
    numbers: HashMap<&'a DocumentId, usize>,
    incidents: Vec<Incident<'a>>,
    evidence: Vec<Evidence>,
    by_incident: Graph<(Option<Day>, Order<'a>, usize)>,
    statements: Vec<Statement>,
    by_statement: Graph<(Order<'a>, usize)>,
    /// The items of each report.
    items: Vec<Items>,
    groups: Vec<Option<Group>>,
    group_of_incident: Vec<Option<usize>>,
    group_of_statement: Vec<Option<usize>>,
    constraints: Constraints,
    resolved: Resolved,
    ties_of_incidents: Ties,
    ties_of_statements: Ties,
}

/// What a report has brought.
#[derive(Default)]
struct Items {
    incidents: Vec<usize>,
    /// By the index of the claim.
    statements: BTreeMap<usize, usize>,
}

/// Incidents or statements that make one matter.
struct Group {
    items: Vec<usize>,
    /// Number of the report and index of the claim.
    claims: Vec<(usize, usize)>,
    built: Built,
}

/// Claims, each by the number of its report and its index there.
type ClaimSet = BTreeSet<(usize, usize)>;

/// What is grouped: the two kinds share the way, not the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What reports tell to have happened.
    Incidents,
    /// What is said of no incident.
    Statements,
}

impl<'a> Comparer<'a> {
    /// Lay reports side by side, under weights of their own.
    #[must_use]
    pub fn new(reports: &[Report<'a>]) -> Self {
        Self::heeding(reports, Constraints::none())
    }

    /// The same, heeding what a person decided.
    #[must_use]
    pub fn heeding(reports: &[Report<'a>], constraints: Constraints) -> Self {
        let tables = Tables::load();
        let corpus = Corpus::new(reports, &tables);
        let none = Weights {
            counted: corpus.counted(),
            common: Arc::new(Commonness::of([])),
            documents: corpus.documents.len(),
        };
        let mut comparer = Self::with_tables(none, tables);
        comparer.constraints = constraints;
        let bound = comparer.resolve(&corpus);
        for document in 0..corpus.documents.len() {
            comparer.take_in(&corpus, document, &bound);
        }
        comparer.weights.common = Arc::new(Commonness::of(&comparer.incidents));
        let all: Vec<usize> = (0..comparer.incidents.len()).collect();
        let Self { by_incident, incidents, reports, weights, tables, .. } = &mut comparer;
        by_incident.fill(&all, |a, b| link(incidents, reports, weights, tables, a, b));
        comparer.regroup(Kind::Incidents, &all, Some(&corpus), &mut Changes::default());

        let taken: BTreeSet<(usize, usize)> = comparer.taken().collect();
        let free = |statement: &Statement| !taken.contains(&(statement.document, statement.claim));
        let free: Vec<usize> =
            (0..comparer.statements.len()).filter(|&item| free(&comparer.statements[item])).collect();
        let Self { by_statement, statements, reports, .. } = &mut comparer;
        by_statement.fill(&free, |a, b| link_statements(statements, reports, a, b));
        comparer.regroup(Kind::Statements, &free, Some(&corpus), &mut Changes::default());
        comparer
    }

    /// No reports yet, under given weights.
    #[must_use]
    pub fn with_weights(weights: Weights<'a>) -> Self {
        Self::with_tables(weights, Tables::load())
    }

    /// The same, heeding what a person decided: the reports are added anew.
    #[must_use]
    pub fn with_constraints(self, constraints: Constraints) -> Self {
        let mut reports: Vec<Report<'a>> =
            self.numbers.values().map(|&number| self.reports[number]).collect();
        reports.sort_by_key(|report| order(report.document));
        let mut comparer = Self { constraints, ..Self::with_tables(self.weights, self.tables) };
        for report in reports {
            comparer.add(report);
        }
        comparer
    }

    /// How decisions were heeded: what of them holds no more.
    #[must_use]
    pub fn heeded(&self) -> &Heeded {
        &self.resolved.heeded
    }

    fn with_tables(weights: Weights<'a>, tables: Tables) -> Self {
        Self {
            tables,
            weights,
            reports: Vec::new(),
            numbers: HashMap::new(),
            incidents: Vec::new(),
            evidence: Vec::new(),
            by_incident: Graph::new(candidates::NEIGHBOURS),
            statements: Vec::new(),
            by_statement: Graph::new(statements::REACH),
            items: Vec::new(),
            groups: Vec::new(),
            group_of_incident: Vec::new(),
            group_of_statement: Vec::new(),
            constraints: Constraints::none(),
            resolved: Resolved::default(),
            ties_of_incidents: Ties::default(),
            ties_of_statements: Ties::default(),
        }
    }

    /// Find the claims that decisions are about, among the reports there are and those of `corpus`; which sets of claims
    /// make matters of incidents. `corpus` holds all reports whose bonds may have changed.
    fn resolve(&mut self, corpus: &Corpus<'a>) -> BTreeSet<(DocumentId, usize)> {
        if self.constraints.is_empty() {
            return BTreeSet::new();
        }
        let coming: HashMap<&DocumentId, Report<'a>> = corpus
            .documents
            .iter()
            .map(|one| (&one.document.id, Report { document: one.document, reading: one.reading }))
            .collect();
        let known = |id: &DocumentId| {
            let old = || self.numbers.get(id).map(|&number| self.reports[number]);
            coming.get(id).copied().or_else(old)
        };
        self.resolved = constraints::resolve(&self.constraints, known);
        constraints::settle(corpus, &self.resolved, &self.tables)
    }

    /// How telling each word, place and actor is here.
    #[must_use]
    pub fn weights(&self) -> Weights<'a> {
        self.weights.clone()
    }

    /// How many documents are laid side by side.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.numbers.len()
    }

    /// Whether a tenth more documents have come than the weights were taken of: time to begin anew.
    #[must_use]
    pub fn is_outgrown(&self) -> bool {
        self.documents() > self.weights.documents + self.weights.documents / 10
    }

    /// All that stands, as [`crate::compare`] gives it.
    #[must_use]
    pub fn comparison(&self) -> Comparison {
        let mut groups: Vec<&Built> = self.groups.iter().flatten().map(|group| &group.built).collect();
        groups.sort_by_cached_key(|built| built.rank());
        self.collect(groups)
    }

    /// All pairs of main incidents of different documents that are weighed, and what is weighed of them.
    pub(crate) fn weighed_pairs(&self) -> Vec<WeighedPair> {
        let Weights { counted, common, .. } = &self.weights;
        self.by_incident
            .pairs()
            .into_iter()
            .map(|(a, b)| [&self.incidents[a], &self.incidents[b]])
            .filter(|pair| pair.iter().all(|incident| incident.profile.main))
            .filter(|[a, b]| {
                a.document != b.document && candidates::near(&a.profile, &b.profile, &counted.names)
            })
            .filter_map(|pair| {
                let [a, b] = pair.map(|incident| &incident.profile);
                let found = features(a, b, &**common, &counted.names, &self.tables)?;
                let documents = pair.map(|incident| self.reports[incident.document].document.id.clone());
                Some(WeighedPair { documents, features: found.to_vec() })
            })
            .collect()
    }

    fn collect<'b>(&self, groups: impl IntoIterator<Item = &'b Built>) -> Comparison {
        collected(groups, |id| self.numbers.get(id).map(|&number| self.order(number)))
    }

    fn order(&self, number: usize) -> Order<'a> {
        order(self.reports[number].document)
    }

    /// All claims of incidents that make matters.
    fn taken(&self) -> impl Iterator<Item = (usize, usize)> {
        self.groups.iter().flatten().flat_map(|group| &group.claims).copied()
    }
}

/// What a key is listed under.
pub(crate) fn hashed(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

impl std::fmt::Debug for Comparer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Comparer").field("documents", &self.documents()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Weights<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Weights").field("documents", &self.documents).finish_non_exhaustive()
    }
}
