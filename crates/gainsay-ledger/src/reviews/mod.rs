//! The review log: what people decided, appended and never changed, each entry chained to the one before it.

mod stored;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use gainsay_document::{Decision, DocumentId, Review, Target, taken_back};
use jiff::Timestamp;
use rusqlite::Connection;

pub use self::stored::LogEntry;
use crate::add::known_key;
use crate::verify::{shown_text, tolerate};
use crate::{Error, Ledger, Verification, document, seal};

/// What a person decides, before it has a number.
#[derive(Clone, Debug, PartialEq)]
pub struct NewReview {
    /// Who.
    pub reviewer: String,
    /// What.
    pub decision: Decision,
    /// About what.
    pub targets: Vec<Target>,
    /// Why.
    pub reason: String,
}

impl Ledger {
    /// Append an entry to the review log; the entry as it stands there. The comparison is stale by it until the next
    /// [`Ledger::set_comparison`].
    ///
    /// # Errors
    /// Rejected where no reviewer is named, where words do not stand where they are said to, where an entry is taken back
    /// that is not there or is taken back already; busy, full, read-only, I/O.
    pub fn review(&mut self, review: &NewReview, at: Timestamp) -> Result<Review, Error> {
        if review.reviewer.trim().is_empty() {
            return Err(Error::rejected("a decision needs the name of who made it"));
        }
        let transaction = self.write()?;
        let log = load(&transaction)?;
        check(review, &log)?;
        let texts = Texts::of(&transaction);
        for anchor in review.targets.iter().flat_map(|target| &target.anchors) {
            let text = texts.text(&anchor.document)?;
            let fits = anchor.span.iter().all(|span| span.check(&text).is_ok());
            if !fits || anchor.span.is_empty() || anchor.span.of(&text) != anchor.quote {
                let id = anchor.document.short();
                return Err(Error::rejected(format!("document {id} does not have these words there")));
            }
        }
        let last = LogEntry::last(&transaction)?;
        let entry = Review {
            id: last.as_ref().map_or(1, |(id, _)| id + 1),
            at,
            reviewer: review.reviewer.trim().to_owned(),
            decision: review.decision.clone(),
            targets: review.targets.clone(),
            reason: review.reason.trim().to_owned(),
        };
        LogEntry::of(&entry, last.map(|(_, hash)| hash), &texts)?.insert(&transaction)?;
        drop(texts);
        transaction.commit()?;
        Ok(entry)
    }

    /// Say that the stored comparison is what it would be with every entry of the log: those that came since change
    /// nothing of it.
    ///
    /// # Errors
    /// Busy, full, read-only, I/O.
    pub fn heed_reviews(&mut self) -> Result<(), Error> {
        let transaction = self.write()?;
        heed(&transaction)?;
        seal::seal_comparison(&transaction)?;
        transaction.commit()?;
        Ok(())
    }

    /// The review log, the first entry first.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn reviews(&self) -> Result<Vec<Review>, Error> {
        load(&self.connection)
    }

    /// The hash of each entry of the review log, the first entry first.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn review_hashes(&self) -> Result<Vec<String>, Error> {
        let mut query = self.connection.prepare_cached("SELECT hash FROM reviews ORDER BY id")?;
        Ok(query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

/// Whether the decision fits the log.
fn check(review: &NewReview, log: &[Review]) -> Result<(), Error> {
    let Decision::Undo(number) = review.decision else { return Ok(()) };
    if !log.iter().any(|entry| entry.id == number) {
        return Err(Error::not_found(format!("the review log has no entry {number}")));
    }
    if taken_back(log).contains(&number) {
        let by = log.iter().rev().find(|entry| entry.decision == Decision::Undo(number));
        let by = by.map(|entry| format!(" by entry {}", entry.id)).unwrap_or_default();
        return Err(Error::rejected(format!("entry {number} is taken back already{by}")));
    }
    Ok(())
}

fn load(connection: &Connection) -> Result<Vec<Review>, Error> {
    let texts = Texts::of(connection);
    LogEntry::all(connection)?.iter().map(|stored| stored.review(&texts)).collect()
}

/// Whether every entry of the log can be read, and its words stand in the texts.
pub(crate) fn test(connection: &Connection) -> Result<(), Error> {
    let mut verification = Verification::default();
    verify(connection, &mut verification)?;
    match verification.faults.first() {
        Some(fault) => Err(Error::rejected(fault.to_string())),
        None => Ok(()),
    }
}

/// The texts of documents, each fetched once.
pub(crate) struct Texts<'c> {
    connection: &'c Connection,
    known: RefCell<HashMap<DocumentId, Rc<str>>>,
}

impl<'c> Texts<'c> {
    fn of(connection: &'c Connection) -> Self {
        Self { connection, known: RefCell::new(HashMap::new()) }
    }

    fn text(&self, id: &DocumentId) -> Result<Rc<str>, Error> {
        if let Some(text) = self.known.borrow().get(id) {
            return Ok(Rc::clone(text));
        }
        let key = known_key(self.connection, id)?;
        let document = document::load(self.connection, key)?;
        let document =
            document.ok_or_else(|| Error::corrupt(format!("document {} has no row", id.short())))?;
        let text: Rc<str> = document.text.into();
        self.known.borrow_mut().insert(id.clone(), Rc::clone(&text));
        Ok(text)
    }
}

/// Hold the log to its chain, and its quotes to their texts.
pub(crate) fn verify(connection: &Connection, verification: &mut Verification) -> Result<(), Error> {
    let texts = Texts::of(connection);
    let all = tolerate(verification, None, "reviews", LogEntry::all(connection))?;
    let (mut number, mut previous) = (0, LogEntry::FIRST.to_owned());
    for stored in all.unwrap_or_default() {
        number += 1;
        verification.reviews += 1;
        let place = |column: &str| format!("{} {column}", stored.id);
        if stored.id != number {
            verification.fault(None, "reviews", place("id"), number.to_string(), stored.id.to_string());
            number = stored.id;
        }
        if stored.previous != previous {
            verification.fault(None, "reviews", place("previous"), &previous, stored.previous.clone());
        }
        let hash = stored.digest()?;
        if stored.hash != hash {
            verification.fault(None, "reviews", place("hash"), hash, stored.hash.clone());
        }
        previous.clone_from(&stored.hash);
        let review = stored.review(&texts);
        let Some(review) = tolerate(verification, None, "reviews", review)? else { continue };
        for anchor in review.targets.iter().flat_map(|target| &target.anchors) {
            let id = Some(&anchor.document);
            let text = texts.text(&anchor.document);
            let Some(text) = tolerate(verification, id, "reviews", text)? else { continue };
            verification.spans_checked += anchor.span.as_slice().len();
            if anchor.place(&text).is_none() {
                let quote = shown_text(&anchor.quote);
                verification.fault(id, "reviews", place("targets"), quote, "a text without these words");
            }
        }
    }
    Ok(())
}

/// Remember how many entries the comparison that was just stored heeds.
pub(crate) fn heed(connection: &Connection) -> Result<(), Error> {
    connection.execute("UPDATE comparison SET reviews = (SELECT count(*) FROM reviews)", [])?;
    Ok(())
}

#[cfg(test)]
mod tests;
