//! What one source or one outlet holds: its claims, its matters, its documents.

use gainsay_document::{ClaimId, ClaimRef, DocumentId, MatterId};
use jiff::civil::Date;

use super::Quotes;
use crate::codec::{document_id, index, size};
use crate::{Error, Ledger};

/// A matter that claims speak to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterOf {
    /// The matter.
    pub matter: MatterId,
    /// Its title.
    pub title: String,
    /// Whether any facet of it is contested.
    pub contested: bool,
    /// How many of the claims asked about speak to it.
    pub claims: usize,
}

impl Ledger {
    /// The claims that the source called `name` holds as the innermost one, in order of publication, undated ones last:
    /// of the documents published up to `day`, or of all; or only those that `contested` counts as contested.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn claims_of_source(
        &self,
        name: &str,
        day: Option<Date>,
        contested: Option<&Quotes>,
    ) -> Result<Vec<ClaimRef>, Error> {
        let mut query = self.connection.prepare_cached(
            "SELECT c.document, c.number, d.id FROM claims c JOIN documents d ON d.key = c.document
             WHERE c.holder = ?1 AND c.attribution IS NOT NULL AND (?2 IS NULL OR d.published <= ?2)
             ORDER BY d.published IS NULL, d.published, d.key, c.number",
        )?;
        let mut rows = query.query((name, day.map(|day| day.to_string())))?;
        let mut claims = Vec::new();
        while let Some(row) = rows.next()? {
            let (document, number): (i64, i64) = (row.get(0)?, row.get(1)?);
            if contested.is_none_or(|quotes| quotes.contested.contains(&(document, number))) {
                let claim = ClaimId::at(index(number)?);
                claims.push(ClaimRef { document: document_id(row.get(2)?)?, claim });
            }
        }
        Ok(claims)
    }

    /// The matters that the claims of the source called `name` speak to, in the ledger's order.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn matters_of_source(&self, name: &str) -> Result<Vec<MatterOf>, Error> {
        let mut query = self.connection.prepare_cached(
            "SELECT m.id, m.title, m.contested, count(DISTINCT c.key) FROM claims c
             JOIN matter_claims mc ON mc.document = c.document AND mc.claim = c.number
             JOIN matters m ON m.id = mc.matter
             WHERE c.holder = ?1 AND c.attribution IS NOT NULL GROUP BY m.id ORDER BY m.position",
        )?;
        let mut rows = query.query([name])?;
        let mut matters = Vec::new();
        while let Some(row) = rows.next()? {
            matters.push(MatterOf {
                matter: MatterId(row.get(0)?),
                title: row.get(1)?,
                contested: row.get(2)?,
                claims: size(row.get(3)?)?,
            });
        }
        Ok(matters)
    }

    /// Some documents of the outlet at `outlet`, the latest first, undated ones last.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn documents_of_outlet(
        &self,
        quotes: &Quotes,
        outlet: usize,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<DocumentId>, Error> {
        let keys = quotes.outlets.get(outlet).map(|outlet| outlet.documents.as_slice()).unwrap_or_default();
        keys.iter().skip(offset).take(limit).map(|key| self.id_of(*key)).collect()
    }

    /// Some claims in the documents of the outlet at `outlet` that are on a side of a contested facet, the latest first.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn contested_of_outlet(
        &self,
        quotes: &Quotes,
        outlet: usize,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<ClaimRef>, Error> {
        let keys = quotes.outlets.get(outlet).map(|outlet| outlet.documents.as_slice()).unwrap_or_default();
        let claims = keys.iter().flat_map(|key| quotes.contested.range((*key, 0)..=(*key, i64::MAX)));
        let claim = |(key, number): &(i64, i64)| {
            Ok(ClaimRef { document: self.id_of(*key)?, claim: ClaimId::at(index(*number)?) })
        };
        claims.skip(offset).take(limit).map(claim).collect()
    }

    fn id_of(&self, key: i64) -> Result<DocumentId, Error> {
        let mut query = self.connection.prepare_cached("SELECT id FROM documents WHERE key = ?1")?;
        document_id(query.query_row([key], |row| row.get(0))?)
    }
}
