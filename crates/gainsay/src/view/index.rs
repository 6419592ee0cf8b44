//! What a view needs to know beside its own record: which matter a claim speaks to, what documents and origins are
//! called.

use std::collections::HashMap;
use std::sync::Arc;

use gainsay_document::{ClaimRef, DocumentId, Matter, Origin, OriginId};
use gainsay_ledger::{DocumentRow as LedgerRow, Error, Standing};

use super::known::Known;
use super::marks::Marks;
use super::types::{DocumentRow, OriginView};

/// Documents, and what their claims speak to, to look up by identifier.
pub struct Index {
    documents: HashMap<DocumentId, DocumentRow>,
    claims: HashMap<ClaimRef, Standing>,
    /// What people decided of them.
    marks: Arc<Marks>,
}

impl Index {
    /// Index all that is known.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of(known: &Known<'_>) -> Result<Self, Error> {
        Ok(Self::new(known.documents()?, known.standings(None)?, known.marks(None)?))
    }

    /// Index these documents alone.
    ///
    /// # Errors
    /// When one of them is not in the ledger, or the ledger cannot be read.
    pub fn of_documents(known: &Known<'_>, ids: &[DocumentId]) -> Result<Self, Error> {
        let (mut rows, mut standings) = (Vec::with_capacity(ids.len()), Vec::new());
        for id in ids {
            rows.push(known.ledger().document_row(id)?);
            standings.extend(known.standings(Some(id))?);
        }
        Ok(Self::new(rows, standings, known.marks(Some(ids))?))
    }

    fn new(rows: Vec<LedgerRow>, standings: Vec<Standing>, marks: Arc<Marks>) -> Self {
        let mut claims = HashMap::with_capacity(standings.len());
        for standing in standings {
            // The most disputed matter comes first.
            claims.entry(standing.claim.clone()).or_insert(standing);
        }
        let mut contested: HashMap<DocumentId, usize> = HashMap::new();
        for standing in claims.values().filter(|standing| standing.contested) {
            *contested.entry(standing.claim.document.clone()).or_default() += 1;
        }
        let documents = rows.into_iter().map(|row| {
            let contested = contested.get(&row.id).copied().unwrap_or_default();
            (row.id.clone(), document_row(row, contested))
        });
        Self { documents: documents.collect(), claims, marks }
    }

    /// The document's row.
    pub fn document(&self, id: &DocumentId) -> Option<&DocumentRow> {
        self.documents.get(id)
    }

    /// What people decided of claims.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// What the claim speaks to.
    pub fn claim(&self, claim: &ClaimRef) -> Option<&Standing> {
        self.claims.get(claim)
    }
}

/// Who published documents, and when, to look up by identifier.
pub struct Heads {
    documents: HashMap<DocumentId, (Option<String>, Option<String>)>,
    marks: Arc<Marks>,
}

impl Heads {
    /// Those of the documents of these matters.
    ///
    /// # Errors
    /// When one of them is not in the ledger, or the ledger cannot be read.
    pub fn of(known: &Known<'_>, matters: &[Matter]) -> Result<Self, Error> {
        Self::of_documents(known, matters.iter().flat_map(|matter| &matter.documents))
    }

    /// Those of these documents.
    ///
    /// # Errors
    /// When one of them is not in the ledger, or the ledger cannot be read.
    pub fn of_documents<'d>(
        known: &Known<'_>,
        documents: impl IntoIterator<Item = &'d DocumentId>,
    ) -> Result<Self, Error> {
        let mut heads = HashMap::new();
        for id in documents {
            if !heads.contains_key(id) {
                let (outlet, published) = known.ledger().head(id)?;
                heads.insert(id.clone(), (outlet, published.map(|day| day.to_string())));
            }
        }
        let ids: Vec<DocumentId> = heads.keys().cloned().collect();
        Ok(Self { documents: heads, marks: known.marks(Some(&ids))? })
    }

    /// What people decided of the claims of these documents.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Who published the document.
    pub fn outlet(&self, id: &DocumentId) -> Option<&str> {
        self.documents.get(id)?.0.as_deref()
    }

    /// When it was published.
    pub fn published(&self, id: &DocumentId) -> Option<&str> {
        self.documents.get(id)?.1.as_deref()
    }
}

/// Origins, to look up by identifier.
pub struct Origins(HashMap<OriginId, Origin>);

impl Origins {
    /// Those of these matters.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of(known: &Known<'_>, matters: &[Matter]) -> Result<Self, Error> {
        Ok(Self(known.origins_of(matters)?.into_iter().map(|origin| (origin.id.clone(), origin)).collect()))
    }

    /// The origin as the pages show it.
    pub fn view(&self, id: &OriginId) -> OriginView {
        let origin = self.0.get(id);
        OriginView {
            id: id.to_string(),
            label: origin.map_or_else(|| id.to_string(), |origin| origin.label.clone()),
            basis: origin.map_or("unknown", |origin| origin.basis.as_str()).to_owned(),
        }
    }
}

/// A ledger's row as the pages show it, with the number of its claims that speak to a contested facet.
pub fn document_row(row: LedgerRow, contested: usize) -> DocumentRow {
    DocumentRow {
        id: row.id.to_string(),
        external_id: row.external_id,
        title: row.title,
        outlet: row.outlet,
        byline: row.byline,
        agency: row.agency,
        published: row.published.map(|date| date.to_string()),
        published_basis: row.published_basis.map(|basis| basis.as_str().to_owned()),
        url: row.url,
        claims: row.claims,
        contested,
    }
}
