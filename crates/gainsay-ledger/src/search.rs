//! Full-text search in titles, texts and claims.

use gainsay_document::{ClaimId, ClaimRef, DocumentId};
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, params};

use crate::codec::{document_id, index, optional_day};
use crate::{Error, Ledger};

/// Marks around a match: code points that Unicode keeps out of every text.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// What a search found, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Documents with the words in title or text.
    pub documents: Vec<DocumentHit>,
    /// Claims with the words in holder or content.
    pub claims: Vec<ClaimHit>,
}

/// A document that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentHit {
    /// The document.
    pub id: DocumentId,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// The words around the match.
    pub snippet: Snippet,
}

/// A claim that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimHit {
    /// The claim.
    pub claim: ClaimRef,
    /// Who holds it.
    pub holder: Option<String>,
    /// Its document's title.
    pub title: Option<String>,
    /// Who published the document.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// The words around the match.
    pub snippet: Snippet,
}

/// A piece of text with the matches in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The text; "…" where it was cut.
    pub text: String,
    /// The matches, in code points of `text`, end exclusive.
    pub matches: Vec<[usize; 2]>,
}

impl Ledger {
    /// Search documents and claims for all the words of `query`, up to `limit` of each.
    ///
    /// Words are matched by stem and without accents; words between double quotes must stand together. Nothing else
    /// in the query has a meaning of its own. A query without a letter or digit finds nothing.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn search(&self, query: &str, limit: usize) -> Result<Hits, Error> {
        let Some(expression) = expression(query) else { return Ok(Hits::default()) };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let documents = self.hits(
            "SELECT d.id, d.title, d.outlet, d.published, snippet(document_search, 1, ?3, ?4, '…', 32) AS snippet
             FROM document_search JOIN documents d ON d.key = document_search.rowid
             WHERE document_search MATCH ?1 ORDER BY bm25(document_search, 4.0, 1.0), d.key LIMIT ?2",
            &expression,
            limit,
            |row| {
                Ok(DocumentHit {
                    id: document_id(row.get("id")?)?,
                    title: row.get("title")?,
                    outlet: row.get("outlet")?,
                    published: optional_day(row.get("published")?)?,
                    snippet: snippet(&row.get::<_, String>("snippet")?),
                })
            },
        )?;
        let claims = self.hits(
            "SELECT d.id, d.title, d.outlet, d.published, c.number, c.holder,
                    snippet(claim_search, 1, ?3, ?4, '…', 32) AS snippet
             FROM claim_search JOIN claims c ON c.key = claim_search.rowid JOIN documents d ON d.key = c.document
             WHERE claim_search MATCH ?1 ORDER BY bm25(claim_search), c.key LIMIT ?2",
            &expression,
            limit,
            |row| {
                let document = document_id(row.get("id")?)?;
                Ok(ClaimHit {
                    claim: ClaimRef { document, claim: ClaimId::at(index(row.get("number")?)?) },
                    holder: row.get("holder")?,
                    title: row.get("title")?,
                    outlet: row.get("outlet")?,
                    published: optional_day(row.get("published")?)?,
                    snippet: snippet(&row.get::<_, String>("snippet")?),
                })
            },
        )?;
        Ok(Hits { documents, claims })
    }

    /// What the search index calls the claims by that have all the words of `query`, in no order.
    ///
    /// The words are those of [`Ledger::search`]. None where the query has no letter or digit.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn matching_claims(&self, query: &str) -> Result<Vec<i64>, Error> {
        self.matching("SELECT rowid FROM claim_search WHERE claim_search MATCH ?1", query)
    }

    /// The same of documents.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn matching_documents(&self, query: &str) -> Result<Vec<i64>, Error> {
        self.matching("SELECT rowid FROM document_search WHERE document_search MATCH ?1", query)
    }

    /// The same as [`Ledger::matching_claims`], the best first: slow where many match.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn ranked_claims(&self, query: &str) -> Result<Vec<i64>, Error> {
        self.matching(
            "SELECT rowid FROM claim_search WHERE claim_search MATCH ?1 ORDER BY bm25(claim_search), rowid",
            query,
        )
    }

    /// The same as [`Ledger::matching_documents`], the best first: slow where many match.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn ranked_documents(&self, query: &str) -> Result<Vec<i64>, Error> {
        self.matching(
            "SELECT rowid FROM document_search WHERE document_search MATCH ?1
             ORDER BY bm25(document_search, 4.0, 1.0), rowid",
            query,
        )
    }

    fn matching(&self, sql: &str, query: &str) -> Result<Vec<i64>, Error> {
        let Some(expression) = expression(query) else { return Ok(Vec::new()) };
        let mut found = self.connection.prepare_cached(sql)?;
        Ok(found.query_map([expression], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// The whole words of the claim that the search index calls by `key`, with the matches of `query` in them.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn claim_words(&self, query: &str, key: i64) -> Result<Snippet, Error> {
        self.marked(
            ["SELECT words FROM claims WHERE key = ?1",
             "SELECT highlight(claim_search, 1, ?3, ?4) FROM claim_search WHERE claim_search MATCH ?2 AND rowid = ?1"],
            query,
            key,
        )
    }

    /// The beginning of the text of the document that the search index calls by `key`, or the words around the matches
    /// of `query`.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn document_words(&self, query: &str, key: i64) -> Result<Snippet, Error> {
        self.marked(
            [
                "SELECT substr(text, ifnull(body_start, 0) + 1, 200) || '…' FROM documents WHERE key = ?1",
                "SELECT snippet(document_search, 1, ?3, ?4, '…', 40) FROM document_search
              WHERE document_search MATCH ?2 AND rowid = ?1",
            ],
            query,
            key,
        )
    }

    fn marked(&self, [plain, searched]: [&str; 2], query: &str, key: i64) -> Result<Snippet, Error> {
        let text: Option<String> = match expression(query) {
            None => self.connection.prepare_cached(plain)?.query_row([key], |row| row.get(0)).optional()?,
            Some(expression) => {
                let values = params![key, expression, OPEN.to_string(), CLOSE.to_string()];
                self.connection.prepare_cached(searched)?.query_row(values, |row| row.get(0)).optional()?
            }
        };
        Ok(snippet(&text.ok_or_else(|| Error::not_found(format!("the index holds no row {key}")))?))
    }

    fn hits<T>(
        &self,
        sql: &str,
        expression: &str,
        limit: i64,
        of_row: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut query = self.connection.prepare_cached(sql)?;
        let mut rows = query.query(params![expression, limit, OPEN.to_string(), CLOSE.to_string()])?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            hits.push(of_row(row)?);
        }
        Ok(hits)
    }
}

/// The FTS5 expression for what the user typed: every word and every quoted phrase as a string, all of them wanted.
/// `None` where nothing in it can match.
fn expression(query: &str) -> Option<String> {
    // Every second part stands between quotes; a quote that nothing closes runs to the end.
    let phrases = query
        .split('"')
        .enumerate()
        .flat_map(|(part, text)| if part % 2 == 1 { vec![text] } else { text.split_whitespace().collect() });
    let strings: Vec<String> = phrases
        .filter(|phrase| phrase.chars().any(char::is_alphanumeric))
        // A NUL would end the expression.
        .map(|phrase| format!("\"{}\"", phrase.replace('\0', " ")))
        .collect();
    (!strings.is_empty()).then(|| strings.join(" "))
}

/// Take the marks out of a snippet and note where they stood.
fn snippet(marked: &str) -> Snippet {
    let mut text = String::with_capacity(marked.len());
    let mut matches = Vec::new();
    let (mut length, mut open) = (0, None);
    for character in marked.chars() {
        match character {
            OPEN => open = Some(length),
            CLOSE => matches.extend(open.take().map(|start| [start, length])),
            other => {
                text.push(other);
                length += 1;
            }
        }
    }
    Snippet { text, matches }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::build;

    #[test]
    fn a_query_becomes_strings_alone() {
        let check = |query: &str, expected: Option<&str>| {
            assert_eq!(expression(query).as_deref(), expected, "{query}");
        };
        check("barge sank", Some("\"barge\" \"sank\""));
        check("\"barge sank\" quay", Some("\"barge sank\" \"quay\""));
        check("\"barge sank", Some("\"barge sank\""));
        check("barge AND NOT (title:sank*)", Some("\"barge\" \"AND\" \"NOT\" \"(title:sank*)\""));
        check("- \"\" * ^", None);
        check("", None);
        check("a\0b", Some("\"a b\""));
    }

    fn found(ledger: &Ledger, query: &str) -> [usize; 2] {
        let hits = ledger.search(query, 10).unwrap();
        [hits.documents.len(), hits.claims.len()]
    }

    #[test]
    fn words_find_documents_and_claims() {
        let mut ledger = Ledger::in_memory().unwrap();
        build::add(&mut ledger, "The mayor said that three barges sank at Mağusa.");
        build::add(&mut ledger, "The mayor said that no barge was lost.");
        let check =
            |query: &str, expected: [usize; 2]| assert_eq!(found(&ledger, query), expected, "{query}");
        check("barge", [2, 2]);
        check("magusa", [1, 1]);
        check("\"barges sank\"", [1, 1]);
        check("\"sank barges\"", [0, 0]);
        check("sank lost", [0, 0]);
        check("mayor", [2, 2]);
        check("OR", [0, 0]);
        check("", [0, 0]);
        assert_eq!(ledger.search("barge", 1).unwrap().documents.len(), 1);
    }

    #[test]
    fn the_snippet_marks_the_match() {
        let mut ledger = Ledger::in_memory().unwrap();
        build::add(&mut ledger, "À Mağusa: the mayor said that three barges sank.");
        let hits = ledger.search("barge", 10).unwrap();
        for Snippet { text, matches } in [&hits.documents[0].snippet, &hits.claims[0].snippet] {
            let [start, end] = matches[0];
            assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "barges");
        }
    }

    #[test]
    fn what_a_new_reading_no_longer_claims_is_not_found() {
        let mut ledger = Ledger::in_memory().unwrap();
        let mut reading = build::add(&mut ledger, "The mayor said that three barges sank.");
        reading.claims.clear();
        ledger.put_reading(&reading).unwrap();
        assert_eq!(found(&ledger, "barge"), [1, 0]);
    }

    #[test]
    fn what_matches_comes_as_keys_and_with_its_marks() {
        let mut ledger = Ledger::in_memory().unwrap();
        build::add(&mut ledger, "The mayor said that three barges sank.");
        build::add(&mut ledger, "The mayor said that no boat was lost.");
        let claims = ledger.matching_claims("barge").unwrap();
        assert_eq!(claims.len(), 1);
        assert_eq!(ledger.ranked_claims("barge").unwrap(), claims);
        assert_eq!(ledger.matching_claims("mayor").unwrap().len(), 2);
        assert_eq!(ledger.matching_claims("?!").unwrap(), [0; 0]);
        let marked = ledger.claim_words("barge", claims[0]).unwrap();
        let [start, end] = marked.matches[0];
        assert_eq!(marked.text.chars().skip(start).take(end - start).collect::<String>(), "barges");
        assert_eq!(ledger.claim_words("", claims[0]).unwrap(), Snippet { matches: Vec::new(), ..marked });
        let documents = ledger.ranked_documents("barge").unwrap();
        assert_eq!(documents, ledger.matching_documents("barge").unwrap());
        assert_eq!(ledger.document_words("barge", documents[0]).unwrap().matches.len(), 1);
        assert!(ledger.document_words("", documents[0]).unwrap().text.starts_with("The mayor"));
        assert!(ledger.claim_words("boat", claims[0]).unwrap_err().is_not_found());
    }

    proptest! {
        #[test]
        fn no_query_is_an_error(query in "(\\PC|[\"*^:(){}+\\-\0 a-z]|AND|OR|NOT|NEAR){0,40}") {
            let mut ledger = Ledger::in_memory().unwrap();
            build::add(&mut ledger, "The mayor said that three barges sank.");
            prop_assert!(ledger.search(&query, 10).is_ok());
        }
    }
}
