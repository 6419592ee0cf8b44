//! Which matter each claim speaks to.

use gainsay_document::{ClaimId, ClaimRef, DocumentId, MatterId};
use rusqlite::types::Value;

use super::load::all;
use crate::add::known_key;
use crate::codec::{document_id, index};
use crate::{Error, Ledger};

/// What a claim speaks to, and whether that is disputed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The claim.
    pub claim: ClaimRef,
    /// The matter it speaks to.
    pub matter: MatterId,
    /// The matter's title.
    pub title: String,
    /// Whether the claim stands on a side of a contested facet, of this matter or of another.
    pub contested: bool,
}

impl Ledger {
    /// The claims that speak to a matter, those of the most disputed matters first: of one document, or all. A claim
    /// that speaks to several matters comes once for each.
    ///
    /// # Errors
    /// Not found where the document is not in the ledger; corrupt, I/O.
    pub fn standings(&self, document: Option<&DocumentId>) -> Result<Vec<Standing>, Error> {
        let (which, values) = match document {
            Some(id) => ("WHERE c.document = ?1", vec![Value::Integer(known_key(&self.connection, id)?)]),
            None => ("", Vec::new()),
        };
        let sql = format!(
            "SELECT d.id AS document, c.claim, m.id AS matter, m.title,
                    EXISTS (SELECT 1 FROM side_claims s JOIN facets f ON f.matter = s.matter AND f.number = s.facet
                            WHERE s.document = c.document AND s.claim = c.claim AND f.agreement = 'contested')
                      AS contested
             FROM matter_claims c JOIN matters m ON m.id = c.matter JOIN documents d ON d.key = c.document
             {which} ORDER BY m.position, c.position"
        );
        all(&self.connection, &sql, rusqlite::params_from_iter(values), |row| {
            let claim = ClaimId::at(index(row.get("claim")?)?);
            Ok(Standing {
                claim: ClaimRef { document: document_id(row.get("document")?)?, claim },
                matter: MatterId(row.get("matter")?),
                title: row.get("title")?,
                contested: row.get("contested")?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use gainsay_document::Agreement;

    use super::*;
    use crate::build;

    #[test]
    fn a_claim_is_contested_where_a_side_of_a_contested_facet_holds_it() {
        let mut ledger = Ledger::in_memory().unwrap();
        let first = build::add(&mut ledger, "The harbour office said that three barges sank.");
        let second = build::add(&mut ledger, "The league denied that any barge sank.");
        assert_eq!(ledger.standings(None).unwrap(), []);
        let mut comparison = build::comparison(&[&first, &second]);
        let mut check = |agreement: Agreement| {
            for facet in &mut comparison.matters[0].facets {
                facet.agreement = agreement;
            }
            ledger.set_comparison(&comparison).unwrap();
            let all = ledger.standings(None).unwrap();
            let claims: Vec<_> = all.iter().map(|standing| standing.claim.clone()).collect();
            let matter = &comparison.matters[0];
            assert_eq!(claims, matter.claims);
            for standing in &all {
                let on_a_side = (matter.facets.iter().flat_map(|facet| &facet.sides))
                    .any(|side| side.claims.contains(&standing.claim));
                assert_eq!(standing.contested, on_a_side && agreement == Agreement::Contested);
                assert_eq!((&standing.matter, &standing.title), (&matter.id, &matter.title));
            }
            let of_first = ledger.standings(Some(&first.document)).unwrap();
            assert!(!of_first.is_empty());
            assert!(of_first.iter().all(|standing| standing.claim.document == first.document));
        };
        check(Agreement::Contested);
        check(Agreement::Uncontested);
        assert!(ledger.standings(Some(&"ab".repeat(32).parse().unwrap())).unwrap_err().is_not_found());
    }
}
