//! What the ledger holds, in lists and numbers.

use std::collections::BTreeMap;

use gainsay_document::{ActorKind, ClaimId, ClaimRef, DocumentId, PublishedBasis, Stance};
use jiff::civil::Date;
use rusqlite::Row;

use crate::add::known_key;
use crate::codec::{document_id, index, of_word, optional_day, size};
use crate::{Error, Ledger, schema};

/// A document with what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// The document.
    pub id: DocumentId,
    /// Its title, or else the beginning of its text, or else the beginning of its identifier.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The news agency credited.
    pub agency: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// What that day rests on.
    pub published_basis: Option<PublishedBasis>,
    /// Its address.
    pub url: Option<String>,
    /// The identifier the input gave.
    pub external_id: Option<String>,
    /// How many claims it holds.
    pub claims: usize,
}

/// The columns of a [`DocumentRow`]: not all that the view has, for each of its counts is a query of its own.
const ROW: &str = "v.document, v.title, v.outlet, v.byline, v.agency, v.published, d.published_basis, v.url, v.external_id, \
    v.claims FROM documents_view v JOIN documents d ON d.id = v.document";

/// A source by name, with what it is quoted for and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// The name.
    pub name: String,
    /// The kind it most often is, where its attributions are resolved to actors.
    pub kind: Option<ActorKind>,
    /// How many attributions name it.
    pub attributions: usize,
    /// How many claims it holds as the innermost source.
    pub claims: usize,
    /// How many documents quote it.
    pub documents: usize,
    /// Which outlets quote it, with the number of attributions, the most first. `None`: documents without an outlet.
    pub outlets: Vec<(Option<String>, usize)>,
    /// The stances it is given, with the number of attributions, the most first.
    pub stances: Vec<(Stance, usize)>,
}

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Documents.
    pub documents: usize,
    /// Claims.
    pub claims: usize,
    /// Matters.
    pub matters: usize,
    /// Matters with a contested facet.
    pub contested: usize,
    /// Different names of sources.
    pub sources: usize,
    /// Places whose content could not be taken in.
    pub failures: usize,
    /// The version of the ledger's schema.
    pub schema: u32,
}

impl Ledger {
    /// Every document, by publication date and then in the order they were added; undated ones last.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn documents(&self) -> Result<Vec<DocumentRow>, Error> {
        let mut query = self
            .connection
            .prepare_cached(&format!("SELECT {ROW} ORDER BY v.published IS NULL, v.published, d.key"))?;
        let mut rows = query.query([])?;
        let mut documents = Vec::new();
        while let Some(row) = rows.next()? {
            documents.push(document_row(row)?);
        }
        Ok(documents)
    }

    /// The row of one document.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn document_row(&self, id: &DocumentId) -> Result<DocumentRow, Error> {
        let key = known_key(&self.connection, id)?;
        let mut query = self.connection.prepare_cached(&format!("SELECT {ROW} WHERE d.key = ?1"))?;
        query.query_row([key], |row| Ok(document_row(row)))?
    }

    /// Who published a document, and when: for those who need no more of it.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn head(&self, id: &DocumentId) -> Result<(Option<String>, Option<Date>), Error> {
        let key = known_key(&self.connection, id)?;
        let mut query =
            self.connection.prepare_cached("SELECT outlet, published FROM documents WHERE key = ?1")?;
        let (outlet, published) = query.query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((outlet, optional_day(published)?))
    }

    /// Every named source, the most quoted first, then by name.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn sources(&self) -> Result<Vec<SourceRow>, Error> {
        self.sources_until(None)
    }

    /// The same of the documents published up to a day, that day included, as if there were no others.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn sources_until(&self, day: Option<Date>) -> Result<Vec<SourceRow>, Error> {
        let day = day.map(|day| day.to_string());
        let mut sources: BTreeMap<String, SourceRow> = BTreeMap::new();
        let mut query = self.connection.prepare_cached(
            "SELECT a.name AS source, d.outlet, count(*) AS attributions, count(DISTINCT a.document) AS documents,
                    sum((SELECT count(*) FROM claims c WHERE c.document = a.document AND c.attribution = a.number))
                      AS claims
             FROM attributions a JOIN documents d ON d.key = a.document
             WHERE a.name IS NOT NULL AND (?1 IS NULL OR d.published <= ?1)
             GROUP BY a.name, d.outlet ORDER BY source, attributions DESC, outlet",
        )?;
        let mut rows = query.query([&day])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get("source")?;
            let source = sources.entry(name.clone()).or_insert_with(|| SourceRow {
                name,
                kind: None,
                attributions: 0,
                claims: 0,
                documents: 0,
                outlets: Vec::new(),
                stances: Vec::new(),
            });
            let attributions = size(row.get("attributions")?)?;
            source.attributions += attributions;
            source.claims += size(row.get("claims")?)?;
            source.documents += size(row.get("documents")?)?;
            source.outlets.push((row.get("outlet")?, attributions));
        }
        let mut query = self.connection.prepare_cached(
            "SELECT a.name, a.stance, count(*) AS attributions
             FROM attributions a JOIN documents d ON d.key = a.document
             WHERE a.name IS NOT NULL AND (?1 IS NULL OR d.published <= ?1)
             GROUP BY a.name, a.stance ORDER BY a.name, attributions DESC, a.stance",
        )?;
        let mut rows = query.query([&day])?;
        while let Some(row) = rows.next()? {
            if let Some(source) = sources.get_mut(&row.get::<_, String>("name")?) {
                source.stances.push((of_word(row.get("stance")?)?, size(row.get("attributions")?)?));
            }
        }
        let mut query = self.connection.prepare_cached(
            "SELECT a.name, p.kind, count(*) AS attributions
             FROM attributions a JOIN actors p ON p.document = a.document AND p.number = a.actor
             JOIN documents d ON d.key = a.document
             WHERE ?1 IS NULL OR d.published <= ?1
             GROUP BY a.name, p.kind ORDER BY a.name, attributions DESC, p.kind",
        )?;
        let mut rows = query.query([&day])?;
        while let Some(row) = rows.next()? {
            if let Some(source) = sources.get_mut(&row.get::<_, String>("name")?)
                && source.kind.is_none()
            {
                source.kind = Some(of_word(row.get("kind")?)?);
            }
        }
        let mut sources: Vec<SourceRow> = sources.into_values().collect();
        sources.sort_by_key(|source| std::cmp::Reverse(source.attributions));
        Ok(sources)
    }

    /// The claims that each named source holds as the innermost one, in order of publication; undated ones last.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn claims_of_sources(&self) -> Result<BTreeMap<String, Vec<ClaimRef>>, Error> {
        let mut query = self.connection.prepare_cached(
            "SELECT c.holder, d.id, c.number FROM claims c JOIN documents d ON d.key = c.document
             WHERE c.attribution IS NOT NULL AND c.holder IS NOT NULL
             ORDER BY d.published IS NULL, d.published, d.key, c.number",
        )?;
        let mut rows = query.query([])?;
        let mut sources: BTreeMap<String, Vec<ClaimRef>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let claim = ClaimId::at(index(row.get("number")?)?);
            let document = document_id(row.get("id")?)?;
            sources.entry(row.get("holder")?).or_default().push(ClaimRef { document, claim });
        }
        Ok(sources)
    }

    /// How much the ledger holds.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn summary(&self) -> Result<Summary, Error> {
        let count = |sql: &str| size(self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?);
        Ok(Summary {
            documents: count("SELECT count(*) FROM documents")?,
            claims: count("SELECT count(*) FROM claims")?,
            matters: count("SELECT count(*) FROM matters")?,
            contested: count("SELECT count(*) FROM matters WHERE contested")?,
            sources: count("SELECT count(DISTINCT name) FROM attributions")?,
            failures: count("SELECT count(*) FROM failures")?,
            schema: schema::Stamp::read(&self.connection)?.version,
        })
    }
}

impl Ledger {
    /// How many claims stand in the documents published up to a day, and how many names of sources.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn counts_until(&self, day: Date) -> Result<(usize, usize), Error> {
        let count = |sql: &str| {
            size(self.connection.prepare_cached(sql)?.query_row([day.to_string()], |row| row.get(0))?)
        };
        Ok((
            count(
                "SELECT count(*) FROM claims c JOIN documents d ON d.key = c.document WHERE d.published <= ?1",
            )?,
            count(
                "SELECT count(DISTINCT a.name) FROM attributions a JOIN documents d ON d.key = a.document
                 WHERE d.published <= ?1",
            )?,
        ))
    }
}

fn document_row(row: &Row<'_>) -> Result<DocumentRow, Error> {
    Ok(DocumentRow {
        id: document_id(row.get("document")?)?,
        title: row.get("title")?,
        outlet: row.get("outlet")?,
        byline: row.get("byline")?,
        agency: row.get("agency")?,
        published: optional_day(row.get("published")?)?,
        published_basis: row.get::<_, Option<String>>("published_basis")?.map(of_word).transpose()?,
        url: row.get("url")?,
        external_id: row.get("external_id")?,
        claims: size(row.get("claims")?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{self, Build};

    #[test]
    fn documents_come_with_their_counts() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (raw, document, reading) = Build::sample();
        build::add(&mut ledger, "\n An undated report.\r\nIts second line.");
        ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
        ledger.set_comparison(&build::comparison(&[&reading])).unwrap();
        let documents = ledger.documents().unwrap();
        let [dated, undated] = &documents[..] else { panic!("{documents:?}") };
        assert_eq!(dated.id, document.id);
        assert_eq!(&ledger.document_row(&document.id).unwrap(), dated);
        assert_eq!(dated.title, document.label());
        assert_eq!(dated.claims, reading.claims.len());
        assert_eq!(undated.title.trim_end(), "An undated report.");
    }

    #[test]
    fn sources_are_counted_by_name_outlet_and_stance() {
        let mut ledger = Ledger::in_memory().unwrap();
        for text in ["The mayor said that three barges sank.", "The mayor said that one barge sank."] {
            build::add(&mut ledger, text);
        }
        let (raw, mut document, reading) = Build::of("The mayor denied that a barge sank.");
        document.outlet = None;
        ledger.add(&raw, &document, &reading, &build::from("c.txt")).unwrap();
        assert_eq!(
            ledger.sources().unwrap(),
            [SourceRow {
                name: "The mayor".to_owned(),
                kind: Some(ActorKind::Person),
                attributions: 3,
                claims: 3,
                documents: 3,
                outlets: vec![(Some("Quay Herald".to_owned()), 2), (None, 1)],
                stances: vec![(Stance::Say, 2), (Stance::Deny, 1)],
            }]
        );
    }

    #[test]
    fn what_was_published_later_is_not_counted_for_a_day() {
        let mut ledger = Ledger::in_memory().unwrap();
        for (day, text) in [("2024-03-01", "One barge sank."), ("2024-03-03", "Two barges sank.")] {
            let (raw, mut document, reading) = Build::of(&format!("The mayor said that {text}"));
            let date = day.parse().unwrap();
            document.published = Some(gainsay_document::Published { date, basis: PublishedBasis::Given });
            ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
        }
        build::add(&mut ledger, "The guild said that nothing sank.");
        let check = |day: &str, sources: usize, attributions: usize, claims: usize| {
            let day = day.parse().unwrap();
            let found = ledger.sources_until(Some(day)).unwrap();
            let named: usize = found.iter().map(|source| source.attributions).sum();
            let stances: usize = found.iter().flat_map(|source| &source.stances).map(|stance| stance.1).sum();
            assert_eq!((found.len(), named, stances), (sources, attributions, attributions));
            assert_eq!(ledger.counts_until(day).unwrap(), (claims, sources));
        };
        check("2024-02-29", 0, 0, 0);
        check("2024-03-02", 1, 1, 1);
        check("2024-03-03", 1, 2, 2);
        assert_eq!(ledger.sources().unwrap().len(), 2);
    }

    #[test]
    fn the_claims_of_a_source_come_in_order_of_publication() {
        let mut ledger = Ledger::in_memory().unwrap();
        let days = [None, Some("2024-03-02"), Some("2024-03-01")];
        let mut ids = Vec::new();
        for (day, text) in days.iter().zip(["One barge sank.", "Two barges sank.", "Three barges sank."]) {
            let (raw, mut document, reading) = Build::of(&format!("The mayor said that {text}"));
            document.published = day.map(|day| gainsay_document::Published {
                date: day.parse().unwrap(),
                basis: PublishedBasis::Given,
            });
            ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
            ids.push(ClaimRef { document: document.id, claim: ClaimId(0) });
        }
        ids.reverse();
        let expected = BTreeMap::from([("The mayor".to_owned(), ids)]);
        assert_eq!(ledger.claims_of_sources().unwrap(), expected);
    }

    #[test]
    fn the_summary_counts() {
        let mut ledger = Ledger::in_memory().unwrap();
        let reading = build::add(&mut ledger, "The mayor said that three barges sank.");
        ledger.set_comparison(&build::comparison(&[&reading])).unwrap();
        ledger.add_failure("b.txt", None, "empty", build::now()).unwrap();
        assert_eq!(
            ledger.summary().unwrap(),
            Summary { documents: 1, claims: 1, matters: 1, contested: 1, sources: 1, failures: 1, schema: 3 }
        );
    }
}
