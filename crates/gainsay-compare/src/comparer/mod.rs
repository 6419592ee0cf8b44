//! The comparison as a value that grows: each report that is added touches only its neighbourhood.

mod candidacy;
mod graph;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use gainsay_document::{ClaimRef, Comparison, DocumentId, MatterId, Relation, Report};

pub use self::candidacy::{Candidacy, CandidacyEnd};
use self::graph::Graph;
use crate::candidates::{self, Commonness};
use crate::cluster::incidents::{self, Incident};
use crate::cluster::profile::Profile;
use crate::cluster::score::{features, score};
use crate::cluster::statements::{self, Statement};
use crate::cluster::{self, clusters};
use crate::constraints::{self, Constraints, Heeded, Piece, Resolved, Tie, Ties};
use crate::features::days::Day;
use crate::features::{Corpus, Counted, Order, order};
use crate::matter::{self, Built, Evidence, WeighedPair};
use crate::tables::Tables;

/// How telling each word, place and actor is: taken of all reports that a [`Comparer`] was made of.
#[derive(Clone)]
pub struct Weights<'a> {
    counted: Counted<'a>,
    common: Arc<Commonness>,
    documents: usize,
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
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Incidents,
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

    /// Add a report; what changed by it. Nothing where it is known by the same or a later reading.
    pub fn add(&mut self, report: Report<'a>) -> Changes {
        let mut changes = Changes::default();
        let (mut touched, mut touched_statements, mut left) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(&known) = self.numbers.get(&report.document.id) {
            if report.reading.reader <= self.reports[known].reading.reader {
                return changes;
            }
            (touched, touched_statements) = self.take_out(known, &mut left, &mut changes);
        }
        let mut coming = vec![report];
        // What decisions connect with the report may be bound otherwise now.
        let connected = self.constraints.connected(&report.document.id);
        let others: Vec<usize> =
            connected.into_iter().filter_map(|id| self.numbers.get(id).copied()).collect();
        for number in others {
            coming.push(self.reports[number]);
            let (incidents, statements) = self.take_out(number, &mut left, &mut changes);
            touched.extend(incidents);
            touched_statements.extend(statements);
        }
        let corpus = Corpus::weighed(&coming, &self.tables, self.weights.counted.clone());
        let bound = self.resolve(&corpus);
        let numbers: Vec<usize> =
            (0..corpus.documents.len()).map(|document| self.take_in(&corpus, document, &bound)).collect();
        for item in
            numbers.iter().flat_map(|&number| self.items[number].incidents.clone()).collect::<Vec<_>>()
        {
            let Self { by_incident, incidents, reports, weights, tables, .. } = &mut *self;
            touched.extend(by_incident.insert(item, |a, b| link(incidents, reports, weights, tables, a, b)));
        }
        let (freed, taken) = self.regroup(Kind::Incidents, &touched, None, &mut changes);

        let own = numbers
            .iter()
            .flat_map(|&number| self.items[number].statements.keys().map(move |&claim| (number, claim)));
        let free: BTreeSet<(usize, usize)> = freed.into_iter().chain(left).chain(own).collect();
        let Self { by_statement, statements, reports, items, .. } = &mut *self;
        let item = |(report, claim): &(usize, usize)| items[*report].statements.get(claim).copied();
        for item in taken.iter().filter_map(item) {
            if by_statement.is_listed(item) {
                touched_statements.push(item);
                touched_statements
                    .extend(by_statement.remove(item, |a, b| link_statements(statements, reports, a, b)));
            }
        }
        for item in free.difference(&taken).filter_map(item) {
            if !by_statement.is_listed(item) {
                touched_statements
                    .extend(by_statement.insert(item, |a, b| link_statements(statements, reports, a, b)));
            }
        }
        self.regroup(Kind::Statements, &touched_statements, None, &mut changes);
        changes
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
        let mut comparison = Comparison::default();
        for built in groups {
            comparison.matters.push(built.matter.clone());
            comparison.origins.extend(built.origins.iter().cloned());
            comparison.relations.extend(built.relations.iter().cloned());
        }
        comparison.origins.sort_by(|a, b| a.id.cmp(&b.id));
        let order = |claim: &ClaimRef| {
            (self.numbers.get(&claim.document).map(|&number| self.order(number)), claim.claim)
        };
        // Looking up a document's order costs more than holding it while sorting.
        comparison.relations.sort_by_cached_key(|relation: &Relation| {
            (order(&relation.from), order(&relation.to), relation.kind)
        });
        comparison
    }

    fn order(&self, number: usize) -> Order<'a> {
        order(self.reports[number].document)
    }

    /// All claims of incidents that make matters.
    fn taken(&self) -> impl Iterator<Item = (usize, usize)> {
        self.groups.iter().flatten().flat_map(|group| &group.claims).copied()
    }

    /// Number a report of `corpus` and what it brings; nothing is listed yet. `bound` are the sets of claims that make
    /// matters of incidents.
    fn take_in(
        &mut self,
        corpus: &Corpus<'a>,
        document: usize,
        bound: &BTreeSet<(DocumentId, usize)>,
    ) -> usize {
        let features = &corpus.documents[document];
        let report = Report { document: features.document, reading: features.reading };
        let number = self.reports.len();
        self.reports.push(report);
        self.numbers.insert(&report.document.id, number);
        let mut items = Items::default();
        let order = order(report.document);
        let incidents = incidents::of_document(corpus, document, &self.tables);
        let pieces =
            constraints::pieces(corpus, document, incidents, (&self.resolved, bound), number, &self.tables);
        for (at, Piece { mut incident, tie }) in pieces.into_iter().enumerate() {
            if let Some(tie) = tie {
                self.ties_of_incidents.insert(self.incidents.len(), tie);
            }
            let keys = {
                let counted = &self.weights.counted;
                candidates::keys(&incident.profile, &counted.vocabulary, &counted.names)
            };
            let keys = keys.iter().map(hashed).collect();
            items
                .incidents
                .push(self.by_incident.push((candidates::day(&incident.profile), order, at), keys));
            let claims = incident.claims.iter().map(|claim| claim + features.claims.start);
            self.evidence.push(Evidence::of(corpus, claims));
            incident.document = number;
            self.incidents.push(incident);
            self.group_of_incident.push(None);
        }
        for mut statement in statements::of_document(corpus, document) {
            let keys = statements::keys(corpus, &statement).iter().map(hashed).collect();
            let item = self.by_statement.push((order, statement.claim), keys);
            items.statements.insert(statement.claim, item);
            let bonds = self.resolved.of(&report.document.id);
            if let Some(bond) = bonds.and_then(|bonds| bonds.get(&statement.claim)) {
                self.ties_of_statements.insert(item, Tie::of(bond, None));
            }
            statement.document = number;
            self.statements.push(statement);
            self.group_of_statement.push(None);
        }
        self.items.push(items);
        number
    }

    /// Take a report off all lists; the incidents and the statements that this touches. `left` are the claims of the
    /// matters of incidents that end by it.
    fn take_out(
        &mut self,
        number: usize,
        left: &mut Vec<(usize, usize)>,
        changes: &mut Changes,
    ) -> (Vec<usize>, Vec<usize>) {
        let (mut of_incidents, mut of_statements) = (Vec::new(), Vec::new());
        let items = std::mem::take(&mut self.items[number]);
        self.numbers.remove(&self.reports[number].document.id);
        for item in items.incidents {
            self.ties_of_incidents.remove(item);
            let Self { by_incident, incidents, reports, weights, tables, .. } = &mut *self;
            of_incidents
                .extend(by_incident.remove(item, |a, b| link(incidents, reports, weights, tables, a, b)));
            if let Some(group) = self.dissolve(Kind::Incidents, item, changes) {
                of_incidents.extend(group.items);
                left.extend(group.claims);
            }
        }
        for item in items.statements.into_values() {
            self.ties_of_statements.remove(item);
            if !self.by_statement.is_listed(item) {
                continue;
            }
            let Self { by_statement, statements, reports, .. } = &mut *self;
            of_statements
                .extend(by_statement.remove(item, |a, b| link_statements(statements, reports, a, b)));
            of_statements.extend(
                self.dissolve(Kind::Statements, item, changes).into_iter().flat_map(|group| group.items),
            );
        }
        (of_incidents, of_statements)
    }

    fn group_of(&mut self, kind: Kind) -> &mut Vec<Option<usize>> {
        match kind {
            Kind::Incidents => &mut self.group_of_incident,
            Kind::Statements => &mut self.group_of_statement,
        }
    }

    /// End the matter that an item stands in.
    fn dissolve(&mut self, kind: Kind, item: usize, changes: &mut Changes) -> Option<Group> {
        let group = self.group_of(kind)[item].and_then(|group| self.groups[group].take())?;
        group.items.iter().for_each(|&item| self.group_of(kind)[item] = None);
        changes.gone.push(group.built.matter.id.clone());
        Some(group)
    }

    /// Group anew all that is linked with the touched items; the claims that no longer, and that now, make matters.
    ///
    /// A group of the same items as before is the same matter and stays as it is.
    fn regroup(
        &mut self,
        kind: Kind,
        touched: &[usize],
        whole: Option<&Corpus<'a>>,
        changes: &mut Changes,
    ) -> (ClaimSet, ClaimSet) {
        let (mut freed, mut taken) = (BTreeSet::new(), BTreeSet::new());
        let sets = match kind {
            Kind::Incidents => self.by_incident.components(
                touched.iter().copied(),
                |item| (self.order(self.incidents[item].document), item),
                |item| self.ties_of_incidents.tied(item),
            ),
            Kind::Statements => self.by_statement.components(
                touched.iter().copied(),
                |item| (self.order(self.statements[item].document), self.statements[item].claim),
                |item| self.ties_of_statements.tied(item),
            ),
        };
        let mut old: BTreeSet<usize> = touched.iter().filter_map(|&item| self.group_of(kind)[item]).collect();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for set in sets {
            old.extend(set.iter().filter_map(|&item| self.group_of(kind)[item]));
            groups.extend(self.split(kind, &set));
        }
        let (same, new): (Vec<_>, Vec<_>) = groups.into_iter().partition(|items| {
            let group = self.group_of(kind)[items[0]].and_then(|group| self.groups[group].as_ref());
            group.is_some_and(|group| group.items == *items)
        });
        for items in same {
            old.remove(&self.group_of(kind)[items[0]].unwrap_or_default());
        }
        for group in old {
            let Some(group) = self.groups[group].take() else { continue };
            group.items.iter().for_each(|&item| self.group_of(kind)[item] = None);
            freed.extend(group.claims);
            changes.gone.push(group.built.matter.id);
        }
        let mut come = Vec::new();
        for group in self.build_all(kind, new, whole) {
            taken.extend(group.claims.iter().copied());
            for &item in &group.items {
                self.group_of(kind)[item] = Some(self.groups.len());
            }
            come.push(self.groups.len());
            self.groups.push(Some(group));
        }
        if whole.is_none() {
            let built = self
                .collect(come.iter().filter_map(|&at| self.groups[at].as_ref()).map(|group| &group.built));
            changes.come.matters.extend(built.matters);
            changes.come.origins.extend(built.origins);
            changes.come.relations.extend(built.relations);
        }
        (freed, taken)
    }

    /// The groups of a set of linked items, given in order of publication, that make matters.
    fn split(&self, kind: Kind, set: &[usize]) -> Vec<Vec<usize>> {
        let groups = match kind {
            Kind::Incidents => {
                let incidents: Vec<&Incident<'_>> = set.iter().map(|&item| &self.incidents[item]).collect();
                let links = self.by_incident.links(set);
                let names = &self.weights.counted.names;
                let likeness = |a: usize, b: usize| {
                    let (a, b) = (a.min(b), a.max(b));
                    let (x, y) = (&incidents[a].profile, &incidents[b].profile);
                    score(x, y, &*self.weights.common, names, &self.tables)
                };
                let bound = &mut self.ties_of_incidents.bound(set);
                let groups = clusters(&incidents, links, likeness, bound);
                cluster::disasters::join(groups, &incidents, &self.tables, bound)
            }
            Kind::Statements => {
                let statements: Vec<&Statement> = set.iter().map(|&item| &self.statements[item]).collect();
                let bound = &mut self.ties_of_statements.bound(set);
                statements::groups(&statements, self.by_statement.links(set), bound)
            }
        };
        let groups = groups.into_iter().map(|group| group.into_iter().map(|at| set[at]).collect::<Vec<_>>());
        let makes_matter = |items: &Vec<usize>| {
            kind == Kind::Statements
                || items.iter().any(|&item| self.ties_of_incidents.is_founded(item))
                || Evidence::makes_matter(
                    items.iter().map(|&item| (self.evidence[item], self.incidents[item].profile.main)),
                )
        };
        groups.filter(makes_matter).collect()
    }

    /// The matters of groups; of the whole corpus where there is one, else of their own documents alone.
    fn build_all(&self, kind: Kind, groups: Vec<Vec<usize>>, whole: Option<&Corpus<'a>>) -> Vec<Group> {
        let document = |item: usize| match kind {
            Kind::Incidents => self.incidents[item].document,
            Kind::Statements => self.statements[item].document,
        };
        if let Some(corpus) = whole {
            // The reports of the whole corpus are numbered as they stand there.
            return groups
                .into_iter()
                .map(|items| self.build(kind, items, corpus, |number| number))
                .collect();
        }
        let mut numbers: Vec<usize> = groups.iter().flatten().map(|&item| document(item)).collect();
        numbers.sort_by_key(|&number| self.order(number));
        numbers.dedup();
        let reports: Vec<Report<'a>> = numbers.iter().map(|&number| self.reports[number]).collect();
        let corpus = Corpus::weighed(&reports, &self.tables, self.weights.counted.clone());
        let places: HashMap<usize, usize> =
            numbers.iter().enumerate().map(|(at, &number)| (number, at)).collect();
        groups.into_iter().map(|items| self.build(kind, items, &corpus, |number| places[&number])).collect()
    }

    /// The matter of a group; `place` tells where a report stands in the corpus.
    fn build(
        &self,
        kind: Kind,
        items: Vec<usize>,
        corpus: &Corpus<'a>,
        place: impl Fn(usize) -> usize,
    ) -> Group {
        let mut profile = Profile::default();
        let mut claims: Vec<(usize, usize)> = Vec::new();
        for &item in &items {
            match kind {
                Kind::Incidents => {
                    let incident = &self.incidents[item];
                    profile.absorb(&incident.profile);
                    profile.main |= incident.profile.main;
                    claims.extend(incident.claims.iter().map(|&claim| (incident.document, claim)));
                }
                Kind::Statements => {
                    claims.push((self.statements[item].document, self.statements[item].claim));
                }
            }
        }
        let mut indices: Vec<usize> = claims
            .iter()
            .map(|&(number, claim)| corpus.documents[place(number)].claims.start + claim)
            .collect();
        indices.sort_unstable();
        let rejected = |claim: &ClaimRef| self.resolved.is_rejected(claim);
        let built = matter::build(corpus, &self.tables, &self.weights.common, &profile, &indices, rejected);
        let claims = if kind == Kind::Incidents { claims } else { Vec::new() };
        Group { items, claims, built }
    }
}

fn hashed(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The strength of the link between two incidents.
fn link(
    incidents: &[Incident<'_>],
    reports: &[Report<'_>],
    weights: &Weights<'_>,
    tables: &Tables,
    a: usize,
    b: usize,
) -> Option<f64> {
    let (x, y) = (&incidents[a], &incidents[b]);
    let names = &weights.counted.names;
    if x.document == y.document || !candidates::near(&x.profile, &y.profile, names) {
        return None;
    }
    let swapped = order(reports[x.document].document) > order(reports[y.document].document);
    let (x, y) = if swapped { (y, x) } else { (x, y) };
    score(&x.profile, &y.profile, &*weights.common, names, tables).filter(|score| cluster::is_link(*score))
}

/// The strength of the link between two statements.
fn link_statements(statements: &[Statement], reports: &[Report<'_>], a: usize, b: usize) -> Option<f64> {
    let (x, y) = (&statements[a], &statements[b]);
    let at = |statement: &Statement| (order(reports[statement.document].document), statement.claim);
    if at(x) <= at(y) { statements::link(x, y) } else { statements::link(y, x) }
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
