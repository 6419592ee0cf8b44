//! What the comparison of all readings found, written and cleared as a whole.

mod load;
mod sketch;
mod standing;

pub use sketch::MatterSketch;
pub use standing::Standing;

use std::collections::HashMap;

use gainsay_document::{ClaimRef, Comparison, DocumentId, Facet, Matter, Outcome, Side};
use rusqlite::{Connection, OptionalExtension, params};

use crate::add::key_of;
use crate::codec::{finite, number, scope_words, to_json};
use crate::{Error, Ledger, reviews, seal};

impl Ledger {
    /// Replace all matters, facets, sides, relations and origins by those of `comparison`, in one transaction.
    ///
    /// # Errors
    /// Rejected where the comparison speaks of a document or claim that the ledger does not hold, or of an origin
    /// that it does not list; busy, full, read-only, I/O.
    pub fn set_comparison(&mut self, comparison: &Comparison) -> Result<(), Error> {
        let documents = self.document_count()?;
        self.set_comparison_of(comparison, documents)
    }

    /// How many documents the ledger holds.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn document_count(&self) -> Result<u32, Error> {
        Ok(self.connection.query_row("SELECT count(*) FROM documents", [], |row| row.get(0))?)
    }

    /// The same for a comparison of so many documents: where others have come in meanwhile, it is not current.
    ///
    /// # Errors
    /// As [`Self::set_comparison`].
    pub fn set_comparison_of(&mut self, comparison: &Comparison, documents: u32) -> Result<(), Error> {
        let transaction = self.write()?;
        clear(&transaction)?;
        let mut writer = Writer { connection: &transaction, keys: HashMap::new() };
        for (position, origin) in comparison.origins.iter().enumerate() {
            transaction
                .prepare_cached("INSERT INTO origins (id, position, label, basis) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![origin.id.0, number(position), origin.label, origin.basis.as_str()])?;
            let sql = "INSERT INTO origin_claims (document, claim, position, origin) VALUES (?1, ?2, ?3, ?4)";
            for (position, claim) in origin.claims.iter().enumerate() {
                let (document, claim) = writer.claim(claim)?;
                let values = params![document, claim, number(position), origin.id.0];
                transaction.prepare_cached(sql)?.execute(values)?;
            }
        }
        for (position, matter) in comparison.matters.iter().enumerate() {
            writer.matter(position, matter)?;
        }
        for (index, relation) in comparison.relations.iter().enumerate() {
            let (from, to) = (writer.claim(&relation.from)?, writer.claim(&relation.to)?);
            let kind = relation.kind.as_str();
            transaction
                .prepare_cached("INSERT INTO relations VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                .execute(params![number(index), kind, from.0, from.1, to.0, to.1, relation.reason])?;
        }
        transaction.execute("INSERT INTO comparison (only_row, documents) VALUES (1, ?1)", [documents])?;
        reviews::heed(&transaction)?;
        seal::seal_comparison(&transaction)?;
        transaction.commit()?;
        Ok(())
    }

    /// Whether the stored comparison covers every document and reading of the ledger, and every decision of its log.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn comparison_is_current(&self) -> Result<bool, Error> {
        let compared: Option<bool> = self
            .connection
            .query_row(
                "SELECT documents = (SELECT count(*) FROM documents) AND reviews = (SELECT count(*) FROM reviews)
                 FROM comparison",
                [],
                |row| row.get(0),
            )
            .optional()?;
        Ok(compared.unwrap_or(false))
    }
}

/// The tables of the comparison. What refers comes before what is referred to: such a table is emptied at once, where a
/// cascade would look up the rows of every matter.
pub(crate) const TABLES: [&str; 10] = [
    "relations",
    "side_claims",
    "sides",
    "facets",
    "matter_claims",
    "matter_documents",
    "matters",
    "origin_claims",
    "origins",
    "comparison",
];

/// Take the comparison away.
pub(crate) fn clear(connection: &Connection) -> Result<(), Error> {
    for table in TABLES {
        connection.prepare_cached(&format!("DELETE FROM {table}"))?.execute([])?;
    }
    Ok(())
}

struct Writer<'c> {
    connection: &'c Connection,
    /// The keys of the documents met so far.
    keys: HashMap<DocumentId, i64>,
}

impl Writer<'_> {
    fn document(&mut self, id: &DocumentId) -> Result<i64, Error> {
        if let Some(&key) = self.keys.get(id) {
            return Ok(key);
        }
        let key = key_of(self.connection, id)?.ok_or_else(|| {
            Error::rejected(format!(
                "the comparison speaks of document {}, which is not in the ledger",
                id.short()
            ))
        })?;
        self.keys.insert(id.clone(), key);
        Ok(key)
    }

    fn claim(&mut self, claim: &ClaimRef) -> Result<(i64, i64), Error> {
        Ok((self.document(&claim.document)?, number(claim.claim.index())))
    }

    fn matter(&mut self, position: usize, matter: &Matter) -> Result<(), Error> {
        let place = matter.place.as_ref();
        self.connection
            .prepare_cached(
                "INSERT INTO matters VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                matter.id.0,
                number(position),
                matter.title,
                matter.is_contested(),
                matter.date.map(|date| date.start.to_string()),
                matter.date.map(|date| date.end.to_string()),
                place.map(|place| &place.name),
                place.and_then(|place| place.city.as_ref()),
                place.and_then(|place| place.state.as_ref()),
                place.and_then(|place| place.country.as_ref()),
                place.and_then(|place| place.geonameid),
                finite(place.and_then(|place| place.lat)),
                finite(place.and_then(|place| place.lon)),
            ])?;
        for (position, document) in matter.documents.iter().enumerate() {
            let document = self.document(document)?;
            self.connection
                .prepare_cached(
                    "INSERT INTO matter_documents (matter, position, document) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![matter.id.0, number(position), document])?;
        }
        for (position, claim) in matter.claims.iter().enumerate() {
            let (document, claim) = self.claim(claim)?;
            self.connection
                .prepare_cached(
                    "INSERT INTO matter_claims (matter, position, document, claim) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![matter.id.0, number(position), document, claim])?;
        }
        for (index, facet) in matter.facets.iter().enumerate() {
            self.facet(matter, number(index), facet)?;
        }
        Ok(())
    }

    fn facet(&mut self, matter: &Matter, facet_number: i64, facet: &Facet) -> Result<(), Error> {
        let (scope, since) = facet.scope.map(scope_words).unzip();
        self.connection
            .prepare_cached("INSERT INTO facets VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")?
            .execute(params![
                matter.id.0,
                facet_number,
                facet.kind.as_str(),
                facet.outcome.map(Outcome::as_str),
                facet.category,
                scope,
                since.flatten().map(|since| since.to_string()),
                facet.support.as_str(),
                facet.agreement.as_str(),
                facet.lifecycle.as_str(),
                facet.reason,
                to_json(&facet.warnings)?,
            ])?;
        for (index, side) in facet.sides.iter().enumerate() {
            self.side(matter, facet_number, number(index), side)?;
        }
        Ok(())
    }

    fn side(&mut self, matter: &Matter, facet: i64, side_number: i64, side: &Side) -> Result<(), Error> {
        self.connection
            .prepare_cached("INSERT INTO sides VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?
            .execute(params![
                matter.id.0,
                facet,
                side_number,
                side.holder,
                side.origin.0,
                side.interval.is_some(),
                finite(side.interval.and_then(|interval| interval.low)),
                finite(side.interval.and_then(|interval| interval.high)),
                side.value,
                side.lifecycle.as_str(),
            ])?;
        for (position, claim) in side.claims.iter().enumerate() {
            let (document, claim) = self.claim(claim)?;
            self.connection
                .prepare_cached("INSERT INTO side_claims VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
                .execute(params![matter.id.0, facet, side_number, number(position), document, claim])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use gainsay_document::{ClaimId, MatterId, OriginId};

    use super::*;
    use crate::build;

    #[test]
    fn a_comparison_comes_back_and_replaces_the_one_before() {
        let mut ledger = Ledger::in_memory().unwrap();
        assert_eq!(ledger.comparison().unwrap(), Comparison::default());
        assert!(!ledger.comparison_is_current().unwrap());
        let first = build::add(&mut ledger, "The harbour office said that three barges sank at Mağusa.");
        let second = build::add(&mut ledger, "The league denied that any barge sank at Mağusa.");
        let comparison = build::comparison(&[&first, &second]);
        ledger.set_comparison(&comparison).unwrap();
        assert_eq!(ledger.comparison().unwrap(), comparison);
        assert!(ledger.comparison_is_current().unwrap());

        let smaller = build::comparison(&[&second]);
        ledger.set_comparison(&smaller).unwrap();
        assert_eq!(ledger.comparison().unwrap(), smaller);
        build::add(&mut ledger, "A third report.");
        assert_eq!(ledger.comparison().unwrap(), smaller, "it still holds for the documents it covers");
        assert!(!ledger.comparison_is_current().unwrap());
        ledger.set_comparison_of(&smaller, 2).unwrap();
        assert!(!ledger.comparison_is_current().unwrap(), "the third came in while two were compared");
        ledger.set_comparison_of(&smaller, 3).unwrap();
        assert!(ledger.comparison_is_current().unwrap());
    }

    #[test]
    fn a_comparison_of_what_is_not_there_is_rejected_as_a_whole() {
        let mut ledger = Ledger::in_memory().unwrap();
        let reading = build::add(&mut ledger, "The harbour office said that three barges sank.");
        let good = build::comparison(&[&reading]);
        ledger.set_comparison(&good).unwrap();
        let mut check = |change: fn(&mut Comparison), words: &str| {
            let mut wrong = good.clone();
            change(&mut wrong);
            let error = ledger.set_comparison(&wrong).unwrap_err();
            assert!(error.is_rejected() && error.message().contains(words), "{error:?}");
            assert_eq!(ledger.comparison().unwrap(), good);
        };
        check(|wrong| wrong.matters[0].claims[0].claim = ClaimId(99), "FOREIGN KEY");
        check(|wrong| wrong.relations[0].to.document = "ab".repeat(32).parse().unwrap(), "abababababab");
        check(
            |wrong| wrong.matters[0].facets[0].sides[0].origin = OriginId("nowhere".to_owned()),
            "FOREIGN KEY",
        );
    }

    #[test]
    fn matters_are_found_by_their_claims_and_documents() {
        let mut ledger = Ledger::in_memory().unwrap();
        let first = build::add(&mut ledger, "The harbour office said that three barges sank.");
        let second = build::add(&mut ledger, "The league denied that any barge sank.");
        let comparison = build::comparison(&[&first]);
        ledger.set_comparison(&comparison).unwrap();
        let matter = &comparison.matters[0];
        let claim = |reading: &gainsay_document::Reading| ClaimRef {
            document: reading.document.clone(),
            claim: ClaimId(0),
        };
        assert_eq!(&ledger.matter(&matter.id).unwrap(), matter);
        assert_eq!(&ledger.matters_of_claim(&claim(&first)).unwrap()[0], matter);
        assert_eq!(&ledger.matters_of_document(&first.document).unwrap()[0], matter);
        assert_eq!(ledger.matters_of_claim(&claim(&second)).unwrap(), []);
        assert_eq!(ledger.matters_of_document(&second.document).unwrap(), []);
        assert_eq!(ledger.relations_of(&claim(&first)).unwrap(), comparison.relations);
        assert_eq!(ledger.origins_of_matter(&matter.id).unwrap(), comparison.origins);
        assert_eq!(ledger.origins_of_matter(&MatterId("m-none".to_owned())).unwrap(), []);
        assert_eq!(ledger.relations_of(&claim(&second)).unwrap(), []);
        assert!(ledger.matter(&MatterId("m-none".to_owned())).unwrap_err().is_not_found());
    }
}
