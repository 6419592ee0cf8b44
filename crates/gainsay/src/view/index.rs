//! What a view needs to know beside its own record: which matter a claim speaks to, what documents and origins are
//! called.

use std::collections::HashMap;

use gainsay_document::{Agreement, ClaimRef, DocumentId, Matter, MatterId, Origin, OriginId};
use gainsay_ledger::{DocumentRow as LedgerRow, Error, Ledger};

use super::types::{DocumentRow, OriginView};

/// The documents, origins and matters of a ledger, to look up by identifier.
pub struct Index {
    documents: HashMap<DocumentId, DocumentRow>,
    origins: HashMap<OriginId, Origin>,
    claims: HashMap<ClaimRef, OfClaim>,
}

/// What a claim speaks to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfClaim {
    /// The matter.
    pub matter: MatterId,
    /// Its title.
    pub title: String,
    /// Whether the claim stands on a side of a contested facet.
    pub contested: bool,
}

impl Index {
    /// Index the whole ledger.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of(ledger: &Ledger) -> Result<Self, Error> {
        Self::with(ledger, &ledger.matters()?)
    }

    /// Index the ledger, whose matters the caller already has.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn with(ledger: &Ledger, matters: &[Matter]) -> Result<Self, Error> {
        let origins = ledger.origins()?.into_iter().map(|origin| (origin.id.clone(), origin)).collect();
        let mut claims = HashMap::new();
        for matter in matters {
            for claim in &matter.claims {
                let of = OfClaim { matter: matter.id.clone(), title: matter.title.clone(), contested: false };
                claims.entry(claim.clone()).or_insert(of);
            }
            let contested = matter.facets.iter().filter(|facet| facet.agreement == Agreement::Contested);
            for claim in contested.flat_map(|facet| &facet.sides).flat_map(|side| &side.claims) {
                if let Some(of) = claims.get_mut(claim) {
                    of.contested = true;
                }
            }
        }
        let mut contested: HashMap<DocumentId, usize> = HashMap::new();
        for (claim, _) in claims.iter().filter(|(_, of): &(_, &OfClaim)| of.contested) {
            *contested.entry(claim.document.clone()).or_default() += 1;
        }
        let documents = ledger.documents()?.into_iter().map(|row| {
            let contested = contested.get(&row.id).copied().unwrap_or_default();
            (row.id.clone(), document_row(row, contested))
        });
        Ok(Self { documents: documents.collect(), origins, claims })
    }

    /// Every document's row.
    pub fn into_documents(self) -> impl Iterator<Item = DocumentRow> {
        self.documents.into_values()
    }

    /// The document's row.
    pub fn document(&self, id: &DocumentId) -> Option<&DocumentRow> {
        self.documents.get(id)
    }

    /// What the claim speaks to.
    pub fn claim(&self, claim: &ClaimRef) -> Option<&OfClaim> {
        self.claims.get(claim)
    }

    /// The origin as the pages show it.
    pub fn origin(&self, id: &OriginId) -> OriginView {
        let origin = self.origins.get(id);
        OriginView {
            id: id.to_string(),
            label: origin.map_or_else(|| id.to_string(), |origin| origin.label.clone()),
            basis: origin.map_or("unknown", |origin| origin.basis.as_str()).to_owned(),
        }
    }
}

/// A ledger's row as the pages show it, with the number of its claims that speak to a contested facet.
fn document_row(row: LedgerRow, contested: usize) -> DocumentRow {
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
