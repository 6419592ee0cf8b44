//! What a query sees: the ledger's own comparison, or what was known on a day; and the policy it asks for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use gainsay_compare::policy::{self, Evidence, Policy};
use gainsay_compare::{AsOf, Constraints, compare_as_of_heeding, origin_trees};
use gainsay_document::{
    Agreement, Best, ClaimRef, Comparison, Corrections, Document, DocumentId, Matter, Origin, OriginTree,
    Reading, Relation, Report,
};
use gainsay_ledger::{Catalogue, DocumentRow, Error, Ledger, SourceRow, Standing, Summary};
use jiff::civil::Date;

use super::desk::Desk;
use super::marks::Marks;
use super::types::AsOfView;

/// How many matters are weighed by a policy at a time: so many that their reports fit in memory.
const WEIGHED_AT_ONCE: usize = 500;

/// What a query asks beside what it looks up.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// Only what was known on this day, that day included.
    pub as_of: Option<Date>,
    /// The policy that gives one value for a count.
    pub policy: Option<Policy>,
}

/// What a query sees.
pub struct Known<'l> {
    desk: Desk<'l>,
    ledger: &'l Ledger,
    asking: &'l Asking,
    /// What was known on the day asked for; `None` for all that the ledger holds.
    then: Option<Arc<AsOf>>,
}

impl<'l> Known<'l> {
    /// What `asking` sees of the ledger. A day asked for is compared anew, in memory, unless the desk remembers it.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of(desk: impl Into<Desk<'l>>, asking: &'l Asking) -> Result<Self, Error> {
        let desk = desk.into();
        let find = |day: Date| desk.known_on(day, |ledger| as_of(ledger, day));
        let then = asking.as_of.map(find).transpose()?;
        Ok(Self { desk, ledger: desk.ledger(), asking, then })
    }

    /// Where it is asked, and what is remembered there.
    pub fn desk(&self) -> &Desk<'l> {
        &self.desk
    }

    /// The ledger itself.
    pub fn ledger(&self) -> &'l Ledger {
        self.ledger
    }

    /// What people decided: of the claims of `only` these documents at least.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn marks(&self, only: Option<&[DocumentId]>) -> Result<Arc<Marks>, Error> {
        self.desk.marks(only)
    }

    /// All that the ledger holds, in columns, whatever day is asked for.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn catalogue(&self) -> Result<Arc<Catalogue>, Error> {
        self.desk.catalogue()
    }

    /// How much the ledger holds, whatever day is asked for.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn summary(&self) -> Result<Summary, Error> {
        self.desk.summary()
    }

    /// The day asked for.
    pub fn day(&self) -> Option<Date> {
        self.asking.as_of
    }

    /// The comparison of the day asked for; `None` where the ledger's own holds.
    pub fn comparison(&self) -> Option<&Comparison> {
        self.then.as_ref().map(|then| &then.comparison)
    }

    /// The name and version of the policy asked for.
    pub fn policy(&self) -> Option<&'static str> {
        self.asking.policy.as_ref().map(Policy::name)
    }

    /// What was left out for the day asked for.
    pub fn as_of(&self) -> Option<AsOfView> {
        let (then, day) = (self.then.as_ref()?, self.asking.as_of?);
        Some(AsOfView {
            day: day.to_string(),
            documents: then.documents.len(),
            later: then.later,
            undated: then.undated,
        })
    }

    /// Every matter, contested ones first.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn matters(&self) -> Result<Vec<Matter>, Error> {
        match &self.then {
            Some(then) => Ok(then.comparison.matters.clone()),
            None => self.ledger.matters(),
        }
    }

    /// The matter written `id`.
    ///
    /// # Errors
    /// When there is no such matter, or there was none yet; when several fit; when the ledger cannot be read.
    pub fn matter(&self, id: &str) -> Result<Matter, Error> {
        let Some(then) = &self.then else {
            return self.ledger.matter(&self.ledger.resolve_matter(id)?);
        };
        let named = |full: &str| full == id || full.strip_prefix("m-") == Some(id);
        let begins = |full: &str| {
            full.starts_with(id) || full.strip_prefix("m-").is_some_and(|rest| rest.starts_with(id))
        };
        let matters = &then.comparison.matters;
        if let Some(matter) = matters.iter().find(|matter| named(&matter.id.0)) {
            return Ok(matter.clone());
        }
        let found: Vec<&Matter> = matters.iter().filter(|matter| begins(&matter.id.0)).collect();
        match found.as_slice() {
            [only] if !id.is_empty() => Ok((*only).clone()),
            _ => {
                // The ledger names what fits several; what it knows was not known then.
                let now = self.ledger.resolve_matter(id)?;
                let now = matters.iter().find(|matter| matter.id == now);
                now.cloned().ok_or_else(|| self.unknown(&format!("matter {id:?}")))
            }
        }
    }

    /// The document written `id`.
    ///
    /// # Errors
    /// When there is no such document, or it was not published yet; when several fit; when the ledger cannot be read.
    pub fn resolve_document(&self, id: &str) -> Result<DocumentId, Error> {
        let found = self.ledger.resolve_document(id)?;
        if self.knows(&found) { Ok(found) } else { Err(self.unknown(&format!("document {}", found.short()))) }
    }

    /// The claim written `id`.
    ///
    /// # Errors
    /// When there is no such claim, or it was not published yet; when several fit; when the ledger cannot be read.
    pub fn resolve_claim(&self, id: &str) -> Result<ClaimRef, Error> {
        let found = self.ledger.resolve_claim(id)?;
        if self.knows(&found.document) { Ok(found) } else { Err(self.unknown(&format!("claim {found}"))) }
    }

    /// Whether the document was known.
    pub fn knows(&self, document: &DocumentId) -> bool {
        self.then.as_ref().is_none_or(|then| then.documents.contains(document))
    }

    fn unknown(&self, what: &str) -> Error {
        let day = self.asking.as_of.map(|day| day.to_string()).unwrap_or_default();
        Error::not_found(format!("{what} was not known on {day}"))
    }

    /// Hand every document known with its reading to `visit`, in the order they were added.
    ///
    /// # Errors
    /// Those of `visit`, which end the way; when the ledger cannot be read.
    pub fn for_each_report<E: From<Error>>(
        &self,
        mut visit: impl FnMut(&Document, &Reading) -> Result<(), E>,
    ) -> Result<(), E> {
        self.ledger.for_each_report(|document, reading| {
            if self.knows(&document.id) { visit(&document, &reading) } else { Ok(()) }
        })
    }

    /// The rows of all documents known.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn documents(&self) -> Result<Vec<DocumentRow>, Error> {
        let mut rows = self.ledger.documents()?;
        rows.retain(|row| self.knows(&row.id));
        Ok(rows)
    }

    /// The named sources of all documents known.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceRow>, Error> {
        self.ledger.sources_until(self.asking.as_of)
    }

    /// How many documents, claims and names of sources are known.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn counts(&self) -> Result<[usize; 3], Error> {
        match (&self.then, self.asking.as_of) {
            (Some(then), Some(day)) => {
                let (claims, sources) = self.ledger.counts_until(day)?;
                Ok([then.documents.len(), claims, sources])
            }
            _ => {
                let counts = self.desk.summary()?;
                Ok([counts.documents, counts.claims, counts.sources])
            }
        }
    }

    /// Where the statements of each of `matters` come from, and who repeats whom.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn trees(&self, matters: &[Matter]) -> Result<Vec<Vec<OriginTree>>, Error> {
        let origins = self.origins_of(matters)?;
        let mut of_claim: HashMap<&ClaimRef, &Origin> = HashMap::new();
        for origin in &origins {
            of_claim.extend(origin.claims.iter().map(|claim| (claim, origin)));
        }
        let corrections = Corrections::of_reviews(&self.ledger.reviews()?);
        let mut trees = Vec::with_capacity(matters.len());
        for matter in matters {
            let mut pairs = Vec::with_capacity(matter.documents.len());
            for id in &matter.documents {
                let (document, mut reading) = (self.ledger.document(id)?, self.ledger.reading(id)?);
                corrections.apply(&document, &mut reading);
                pairs.push((document, reading));
            }
            let reports: Vec<Report<'_>> =
                pairs.iter().map(|(document, reading)| Report { document, reading }).collect();
            let own: BTreeMap<_, &Origin> = matter
                .claims
                .iter()
                .filter_map(|claim| of_claim.get(claim))
                .map(|origin| (&origin.id, *origin))
                .collect();
            trees.push(origin_trees(matter, own.into_values(), &reports));
        }
        Ok(trees)
    }

    /// Where statements come from.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn origins(&self) -> Result<Vec<Origin>, Error> {
        match &self.then {
            Some(then) => Ok(then.comparison.origins.clone()),
            None => self.ledger.origins(),
        }
    }

    /// Where the statements of these matters come from; of many matters, where all statements do.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn origins_of(&self, matters: &[Matter]) -> Result<Vec<Origin>, Error> {
        if self.then.is_some() || matters.len() > WEIGHED_AT_ONCE {
            return self.origins();
        }
        // An origin may speak to several of them, each time with the claims of other documents.
        let mut origins: BTreeMap<_, Origin> = BTreeMap::new();
        for matter in matters {
            for origin in self.ledger.origins_of_matter(&matter.id)? {
                match origins.get_mut(&origin.id) {
                    Some(known) => known.claims.extend(origin.claims),
                    None => _ = origins.insert(origin.id.clone(), origin),
                }
            }
        }
        Ok(origins.into_values().collect())
    }

    /// How a claim stands to others.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn relations_of(&self, claim: &ClaimRef) -> Result<Vec<Relation>, Error> {
        match &self.then {
            Some(then) => {
                let all = then.comparison.relations.iter();
                Ok(all.filter(|relation| relation.from == *claim || relation.to == *claim).cloned().collect())
            }
            None => self.ledger.relations_of(claim),
        }
    }

    /// Which claims speak to which matter: of one document, or of all.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn standings(&self, document: Option<&DocumentId>) -> Result<Vec<Standing>, Error> {
        match &self.then {
            Some(then) => Ok(standings(&then.comparison.matters, document)),
            None => self.ledger.standings(document),
        }
    }

    /// What the policy asked for gives for each of `matters`; `None` where none is asked for.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn best(&self, matters: &[Matter]) -> Result<Option<Vec<Vec<Best>>>, Error> {
        let Some(policy) = &self.asking.policy else { return Ok(None) };
        let origins = self.origins_of(matters)?;
        let corrections = Corrections::of_reviews(&self.ledger.reviews()?);
        let mut best = Vec::with_capacity(matters.len());
        for some in matters.chunks(WEIGHED_AT_ONCE) {
            let mut reports: HashMap<&DocumentId, (Document, Reading)> = HashMap::new();
            for id in some.iter().flat_map(|matter| &matter.documents) {
                if !reports.contains_key(id) {
                    let (document, mut reading) = (self.ledger.document(id)?, self.ledger.reading(id)?);
                    corrections.apply(&document, &mut reading);
                    reports.insert(id, (document, reading));
                }
            }
            let given = reports.values().map(|(document, reading)| Report { document, reading });
            let evidence = Evidence::new(given, &origins);
            best.extend(some.iter().map(|matter| policy::best(matter, policy, &evidence)));
        }
        Ok(Some(best))
    }
}

fn as_of(ledger: &Ledger, day: Date) -> Result<AsOf, Error> {
    let mut pairs: Vec<(Document, Reading)> = Vec::new();
    let log = ledger.reviews()?;
    let (constraints, corrections) = (Constraints::of_reviews(&log), Corrections::of_reviews(&log));
    ledger.for_each_report(|document, mut reading| {
        corrections.apply(&document, &mut reading);
        pairs.push((document, reading));
        Ok::<_, Error>(())
    })?;
    let reports: Vec<Report<'_>> =
        pairs.iter().map(|(document, reading)| Report { document, reading }).collect();
    Ok(compare_as_of_heeding(&reports, day, &ledger.matters()?, &constraints))
}

fn standings(matters: &[Matter], document: Option<&DocumentId>) -> Vec<Standing> {
    let facets = matters.iter().flat_map(|matter| &matter.facets);
    let contested: BTreeSet<&ClaimRef> = facets
        .filter(|facet| facet.agreement == Agreement::Contested)
        .flat_map(|facet| facet.sides.iter().flat_map(|side| &side.claims))
        .collect();
    let of_matter = |matter: &Matter, claim: &ClaimRef| Standing {
        claim: claim.clone(),
        matter: matter.id.clone(),
        title: matter.title.clone(),
        contested: contested.contains(claim),
    };
    let claims = matters.iter().flat_map(|matter| matter.claims.iter().map(move |claim| (matter, claim)));
    let wanted = claims.filter(|(_, claim)| document.is_none_or(|id| claim.document == *id));
    wanted.map(|(matter, claim)| of_matter(matter, claim)).collect()
}
