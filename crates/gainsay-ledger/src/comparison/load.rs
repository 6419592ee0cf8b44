//! Giving the comparison back.

use std::collections::BTreeMap;

use gainsay_document::{
    ClaimId, ClaimRef, Comparison, DateRange, DocumentId, Facet, Interval, Matter, MatterId, MatterPlace,
    Origin, OriginId, Relation, Side,
};
use rusqlite::{Connection, Params, Row, params};

use crate::add::known_key;
use crate::codec::{day, document_id, from_json, index, number, of_word, scope};
use crate::{Error, Ledger};

impl Ledger {
    /// All that the last comparison found; empty where there was none.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn comparison(&self) -> Result<Comparison, Error> {
        Ok(Comparison {
            matters: self.matters()?,
            relations: relations(&self.connection, "", [])?,
            origins: origins(&self.connection)?,
        })
    }

    /// Every matter, the most disputed first.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn matters(&self) -> Result<Vec<Matter>, Error> {
        matters(&self.connection, None)
    }

    /// The matter.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn matter(&self, id: &MatterId) -> Result<Matter, Error> {
        let found = matters(&self.connection, Some(&id.0))?.into_iter().next();
        found.ok_or_else(|| Error::not_found(format!("there is no matter {id} in the ledger")))
    }

    /// The matters that a claim speaks to, the most disputed first.
    ///
    /// # Errors
    /// Not found where the document is not in the ledger; corrupt, I/O.
    pub fn matters_of_claim(&self, claim: &ClaimRef) -> Result<Vec<Matter>, Error> {
        let key = known_key(&self.connection, &claim.document)?;
        self.matters_where(
            "SELECT DISTINCT m.id FROM matter_claims mc JOIN matters m ON m.id = mc.matter
             WHERE mc.document = ?1 AND mc.claim = ?2 ORDER BY m.position",
            params![key, number(claim.claim.index())],
        )
    }

    /// The matters that any claim of a document speaks to, the most disputed first.
    ///
    /// # Errors
    /// Not found where the document is not in the ledger; corrupt, I/O.
    pub fn matters_of_document(&self, id: &DocumentId) -> Result<Vec<Matter>, Error> {
        let key = known_key(&self.connection, id)?;
        self.matters_where(
            "SELECT DISTINCT m.id FROM matter_documents md JOIN matters m ON m.id = md.matter
             WHERE md.document = ?1 ORDER BY m.position",
            params![key],
        )
    }

    /// How a claim stands to others: the relations that begin or end at it.
    ///
    /// # Errors
    /// Not found where the document is not in the ledger; corrupt, I/O.
    pub fn relations_of(&self, claim: &ClaimRef) -> Result<Vec<Relation>, Error> {
        let key = known_key(&self.connection, &claim.document)?;
        relations(
            &self.connection,
            "WHERE (r.from_document = ?1 AND r.from_claim = ?2) OR (r.to_document = ?1 AND r.to_claim = ?2)",
            params![key, number(claim.claim.index())],
        )
    }

    /// Where statements ultimately come from.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn origins(&self) -> Result<Vec<Origin>, Error> {
        origins(&self.connection)
    }

    /// Where the statements of a matter come from, each origin with its claims in the documents of the matter alone.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn origins_of_matter(&self, matter: &MatterId) -> Result<Vec<Origin>, Error> {
        let mut claims: BTreeMap<String, Vec<ClaimRef>> = BTreeMap::new();
        let pairs = all(
            &self.connection,
            "SELECT t.origin, d.id AS document, t.claim
             FROM (SELECT DISTINCT document FROM matter_documents WHERE matter = ?1) m
             CROSS JOIN origin_claims t ON t.document = m.document JOIN documents d ON d.key = t.document
             ORDER BY t.origin, t.position",
            [&matter.0],
            |row| Ok((row.get::<_, String>("origin")?, claim(row, "document", "claim")?)),
        )?;
        for (origin, claim) in pairs {
            claims.entry(origin).or_default().push(claim);
        }
        let mut origins = Vec::with_capacity(claims.len());
        let mut query =
            self.connection.prepare_cached("SELECT position, label, basis FROM origins WHERE id = ?1")?;
        for (id, claims) in claims {
            let (position, label, basis): (i64, String, String) =
                query.query_row([&id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            origins.push((position, Origin { id: OriginId(id), label, basis: of_word(basis)?, claims }));
        }
        origins.sort_by_key(|(position, _)| *position);
        Ok(origins.into_iter().map(|(_, origin)| origin).collect())
    }

    fn matters_where(&self, sql: &str, values: impl Params) -> Result<Vec<Matter>, Error> {
        let mut query = self.connection.prepare_cached(sql)?;
        let ids: Vec<String> = query.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?;
        ids.into_iter().map(|id| self.matter(&MatterId(id))).collect()
    }
}

/// The rows of `sql`, each as `of_row` reads it.
pub(super) fn all<T>(
    connection: &Connection,
    sql: &str,
    values: impl Params,
    of_row: impl Fn(&Row<'_>) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let mut query = connection.prepare_cached(sql)?;
    let mut rows = query.query(values)?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        list.push(of_row(row)?);
    }
    Ok(list)
}

/// The rows of `sql` grouped by their key: all rows, or those of one `matter`.
fn grouped<K: Ord, T>(
    connection: &Connection,
    sql: &str,
    matter: Option<&str>,
    of_row: impl Fn(&Row<'_>) -> Result<(K, T), Error>,
) -> Result<BTreeMap<K, Vec<T>>, Error> {
    let pairs = match matter {
        Some(matter) => all(connection, &sql.replace("{which}", "WHERE t.matter = ?1"), [matter], of_row)?,
        None => all(connection, &sql.replace("{which}", ""), [], of_row)?,
    };
    let mut groups: BTreeMap<K, Vec<T>> = BTreeMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    Ok(groups)
}

/// The claim whose document and number stand in two columns.
fn claim(row: &Row<'_>, document: &str, claim: &str) -> Result<ClaimRef, Error> {
    let document = document_id(row.get(document)?)?;
    Ok(ClaimRef { document, claim: ClaimId::at(index(row.get(claim)?)?) })
}

/// Each layer is read in one query, whether of one matter or of all, so that the cost does not grow with the number
/// of queries.
fn matters(connection: &Connection, matter: Option<&str>) -> Result<Vec<Matter>, Error> {
    let mut claims = grouped(
        connection,
        "SELECT t.matter, d.id AS document, t.claim FROM matter_claims t JOIN documents d ON d.key = t.document
         {which} ORDER BY t.matter, t.position",
        matter,
        |row| Ok((row.get::<_, String>("matter")?, claim(row, "document", "claim")?)),
    )?;
    let mut documents = grouped(
        connection,
        "SELECT t.matter, d.id AS document FROM matter_documents t JOIN documents d ON d.key = t.document
         {which} ORDER BY t.matter, t.position",
        matter,
        |row| Ok((row.get::<_, String>("matter")?, document_id(row.get("document")?)?)),
    )?;
    let mut facets = facets(connection, matter)?;
    let mut matters = match matter {
        Some(id) => all(connection, "SELECT * FROM matters WHERE id = ?1", [id], matter_row)?,
        None => all(connection, "SELECT * FROM matters ORDER BY position", [], matter_row)?,
    };
    for matter in &mut matters {
        matter.claims = claims.remove(&matter.id.0).unwrap_or_default();
        matter.documents = documents.remove(&matter.id.0).unwrap_or_default();
        matter.facets = facets.remove(&matter.id.0).unwrap_or_default();
    }
    Ok(matters)
}

fn matter_row(row: &Row<'_>) -> Result<Matter, Error> {
    Ok(Matter {
        id: MatterId(row.get("id")?),
        title: row.get("title")?,
        claims: Vec::new(),
        documents: Vec::new(),
        date: date(row)?,
        place: place(row)?,
        facets: Vec::new(),
    })
}

pub(super) fn date(row: &Row<'_>) -> Result<Option<DateRange>, Error> {
    let (start, end): (Option<String>, Option<String>) = (row.get("first_day")?, row.get("last_day")?);
    match (start, end) {
        (Some(start), Some(end)) => Ok(Some(DateRange { start: day(&start)?, end: day(&end)? })),
        _ => Ok(None),
    }
}

pub(super) fn place(row: &Row<'_>) -> Result<Option<MatterPlace>, Error> {
    let Some(name) = row.get("place")? else { return Ok(None) };
    Ok(Some(MatterPlace {
        name,
        city: row.get("city")?,
        state: row.get("state")?,
        country: row.get("country")?,
        geonameid: row.get("geonameid")?,
        lat: row.get("latitude")?,
        lon: row.get("longitude")?,
    }))
}

fn facets(connection: &Connection, matter: Option<&str>) -> Result<BTreeMap<String, Vec<Facet>>, Error> {
    let mut claims = grouped(
        connection,
        "SELECT t.matter, t.facet, t.side, d.id AS document, t.claim
         FROM side_claims t JOIN documents d ON d.key = t.document
         {which} ORDER BY t.matter, t.facet, t.side, t.position",
        matter,
        |row| {
            let key: (String, i64, i64) = (row.get("matter")?, row.get("facet")?, row.get("side")?);
            Ok((key, claim(row, "document", "claim")?))
        },
    )?;
    let sides = grouped(
        connection,
        "SELECT t.* FROM sides t {which} ORDER BY t.matter, t.facet, t.number",
        matter,
        |row| {
            let key: (String, i64) = (row.get("matter")?, row.get("facet")?);
            Ok((key, (row.get::<_, i64>("number")?, side(row)?)))
        },
    )?;
    let mut sides: BTreeMap<(String, i64), Vec<Side>> = sides
        .into_iter()
        .map(|((matter, facet), sides)| {
            let with_claims = |(number, mut side): (i64, Side)| {
                side.claims = claims.remove(&(matter.clone(), facet, number)).unwrap_or_default();
                side
            };
            let sides = sides.into_iter().map(with_claims).collect();
            ((matter, facet), sides)
        })
        .collect();
    let facets =
        grouped(connection, "SELECT t.* FROM facets t {which} ORDER BY t.matter, t.number", matter, |row| {
            Ok((row.get::<_, String>("matter")?, (row.get::<_, i64>("number")?, facet(row)?)))
        })?;
    Ok(facets
        .into_iter()
        .map(|(matter, facets)| {
            let with_sides = |(number, mut facet): (i64, Facet)| {
                facet.sides = sides.remove(&(matter.clone(), number)).unwrap_or_default();
                facet
            };
            let facets = facets.into_iter().map(with_sides).collect();
            (matter, facets)
        })
        .collect())
}

fn facet(row: &Row<'_>) -> Result<Facet, Error> {
    let warnings: String = row.get("warnings")?;
    let since: Option<String> = row.get("since")?;
    Ok(Facet {
        kind: of_word(row.get("kind")?)?,
        outcome: row.get::<_, Option<String>>("outcome")?.map(of_word).transpose()?,
        category: row.get("category")?,
        scope: row.get::<_, Option<String>>("scope")?.map(|word| scope(&word, since)).transpose()?,
        support: of_word(row.get("support")?)?,
        agreement: of_word(row.get("agreement")?)?,
        lifecycle: of_word(row.get("lifecycle")?)?,
        reason: row.get("reason")?,
        warnings: from_json(warnings.as_bytes())?,
        sides: Vec::new(),
    })
}

fn side(row: &Row<'_>) -> Result<Side, Error> {
    let interval = Interval { low: row.get("low")?, high: row.get("high")? };
    Ok(Side {
        holder: row.get("holder")?,
        origin: OriginId(row.get("origin")?),
        interval: row.get::<_, bool>("is_interval")?.then_some(interval),
        value: row.get("value")?,
        lifecycle: of_word(row.get("lifecycle")?)?,
        claims: Vec::new(),
    })
}

fn origins(connection: &Connection) -> Result<Vec<Origin>, Error> {
    let mut claims = grouped(
        connection,
        "SELECT t.origin, d.id AS document, t.claim FROM origin_claims t JOIN documents d ON d.key = t.document
         ORDER BY t.origin, t.position",
        None,
        |row| Ok((row.get::<_, String>("origin")?, claim(row, "document", "claim")?)),
    )?;
    let mut origins = all(connection, "SELECT id, label, basis FROM origins ORDER BY position", [], |row| {
        Ok(Origin {
            id: OriginId(row.get(0)?),
            label: row.get(1)?,
            basis: of_word(row.get(2)?)?,
            claims: Vec::new(),
        })
    })?;
    for origin in &mut origins {
        origin.claims = claims.remove(&origin.id.0).unwrap_or_default();
    }
    Ok(origins)
}

fn relations(connection: &Connection, which: &str, values: impl Params) -> Result<Vec<Relation>, Error> {
    let sql = format!(
        "SELECT r.kind, r.reason, r.from_claim, r.to_claim, f.id AS from_id, t.id AS to_id
         FROM relations r JOIN documents f ON f.key = r.from_document JOIN documents t ON t.key = r.to_document
         {which} ORDER BY r.number"
    );
    all(connection, &sql, values, |row| {
        Ok(Relation {
            kind: of_word(row.get("kind")?)?,
            from: claim(row, "from_id", "from_claim")?,
            to: claim(row, "to_id", "to_claim")?,
            reason: row.get("reason")?,
        })
    })
}
