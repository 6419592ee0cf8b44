//! From what a user types to what it names.

use gainsay_document::{ClaimId, ClaimRef, DocumentId, MatterId};
use rusqlite::{OptionalExtension, params};

use crate::add::known_key;
use crate::codec::{document_id, number};
use crate::error::Kind;
use crate::{Error, Ledger};

/// More candidates than these are not named.
const CANDIDATES: usize = 8;

impl Ledger {
    /// The document whose identifier begins with `prefix`.
    ///
    /// # Errors
    /// Not found; ambiguous, naming the candidates; corrupt, I/O.
    pub fn resolve_document(&self, prefix: &str) -> Result<DocumentId, Error> {
        let found = if prefix.is_empty() || !prefix.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Vec::new()
        } else {
            self.candidates(
                "SELECT id, title FROM documents WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT ?2",
                &prefix.to_ascii_lowercase(),
            )?
        };
        document_id(only("document", prefix, found, |id| id.get(..12).unwrap_or(id).to_owned())?)
    }

    /// The claim written `3f2a91bc40d7.c3`, its document shortened as far as it stays the only one.
    ///
    /// # Errors
    /// Not found; ambiguous, naming the candidates; corrupt, I/O.
    pub fn resolve_claim(&self, text: &str) -> Result<ClaimRef, Error> {
        let unknown = || Error::not_found(format!("there is no claim {text:?} in the ledger"));
        let (prefix, claim) = text.rsplit_once('.').ok_or_else(unknown)?;
        let claim: ClaimId = claim.parse().map_err(|_| unknown())?;
        let document = self.resolve_document(prefix)?;
        let key = known_key(&self.connection, &document)?;
        let mut query =
            self.connection.prepare_cached("SELECT 1 FROM claims WHERE document = ?1 AND number = ?2")?;
        let found = query.query_row(params![key, number(claim.index())], |_| Ok(())).optional()?;
        found.ok_or_else(unknown)?;
        Ok(ClaimRef { document, claim })
    }

    /// The matter whose identifier is `prefix`, or else begins with it; the leading `m-` may be left out.
    ///
    /// # Errors
    /// Not found; ambiguous, naming the candidates; corrupt, I/O.
    pub fn resolve_matter(&self, prefix: &str) -> Result<MatterId, Error> {
        let exact = self
            .connection
            .prepare_cached("SELECT id FROM matters WHERE id IN (?1, 'm-' || ?1) ORDER BY id = ?1 DESC")?
            .query_row([prefix], |row| row.get(0))
            .optional()?;
        if let Some(id) = exact {
            return Ok(MatterId(id));
        }
        let found = if prefix.is_empty() {
            Vec::new()
        } else {
            self.candidates(
                "SELECT id, title FROM matters
                 WHERE substr(id, 1, length(?1)) = ?1 OR substr(id, 1, length(?1) + 2) = 'm-' || ?1
                 ORDER BY id LIMIT ?2",
                prefix,
            )?
        };
        only("matter", prefix, found, str::to_owned).map(MatterId)
    }

    /// Identifiers and titles, one more than are named.
    fn candidates(&self, sql: &str, prefix: &str) -> Result<Vec<(String, Option<String>)>, Error> {
        let mut query = self.connection.prepare_cached(sql)?;
        let rows =
            query.query_map(params![prefix, CANDIDATES as i64 + 1], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The one identifier that was found.
fn only(
    what: &str,
    prefix: &str,
    mut found: Vec<(String, Option<String>)>,
    short: impl Fn(&str) -> String,
) -> Result<String, Error> {
    match found.len() {
        0 => Err(Error::not_found(format!("there is no {what} {prefix:?} in the ledger"))),
        1 => Ok(found.swap_remove(0).0),
        many => {
            let named: Vec<String> = found
                .iter()
                .take(CANDIDATES)
                .map(|(id, title)| match title {
                    Some(title) => format!("{} ({title})", short(id)),
                    None => short(id),
                })
                .collect();
            let more = if many > CANDIDATES { " and more" } else { "" };
            let message = format!("{prefix:?} may be any of these {what}s: {}{more}", named.join(", "));
            Err(Error::new(Kind::Ambiguous, message).with_hint("give more of the identifier"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build;

    #[test]
    fn a_prefix_finds_its_document_and_claim() {
        let mut ledger = Ledger::in_memory().unwrap();
        let reading = build::add(&mut ledger, "The mayor said that three barges sank.");
        let id = &reading.document;
        for prefix in [&id.as_str()[..1], id.short(), id.as_str(), &id.short().to_uppercase()] {
            assert_eq!(&ledger.resolve_document(prefix).unwrap(), id, "{prefix}");
            let claim = ClaimRef { document: id.clone(), claim: ClaimId(0) };
            assert_eq!(ledger.resolve_claim(&format!("{prefix}.c1")).unwrap(), claim);
        }
        for text in ["", "%", "zz", "0'", &format!("{id}0")] {
            assert!(ledger.resolve_document(text).unwrap_err().is_not_found(), "{text}");
        }
        for text in
            ["", "c1", ".c1", &format!("{id}"), &format!("{id}.c0"), &format!("{id}.c9"), &format!("{id}.a1")]
        {
            assert!(ledger.resolve_claim(text).unwrap_err().is_not_found(), "{text}");
        }
    }

    #[test]
    fn an_ambiguous_prefix_names_its_candidates() {
        let mut ledger = Ledger::in_memory().unwrap();
        // Seventeen identifiers: two of them begin with the same digit.
        let ids: Vec<DocumentId> =
            (0..17).map(|number| build::add(&mut ledger, &format!("Report {number}.")).document).collect();
        let first = |id: &DocumentId| id.as_str()[..1].to_owned();
        let shared =
            ids.iter().map(first).find(|digit| ids.iter().filter(|id| first(id) == *digit).count() > 1);
        let shared = shared.unwrap();
        let error = ledger.resolve_document(&shared).unwrap_err();
        assert!(error.is_ambiguous() && error.hint().is_some());
        for id in ids.iter().filter(|id| first(id) == shared) {
            assert!(error.message().contains(id.short()), "{error}");
        }
        assert!(ledger.resolve_claim(&format!("{shared}.c1")).unwrap_err().is_ambiguous());
    }

    #[test]
    fn a_whole_matter_identifier_wins_over_a_longer_one() {
        let mut ledger = Ledger::in_memory().unwrap();
        let reading = build::add(&mut ledger, "The mayor said that three barges sank.");
        let mut comparison = build::comparison(&[&reading]);
        let mut other = comparison.matters[0].clone();
        comparison.matters[0].id = MatterId("m-12ab.c1".to_owned());
        other.id = MatterId("m-12ab.c12".to_owned());
        comparison.matters.push(other);
        ledger.set_comparison(&comparison).unwrap();
        let check = |text: &str, expected: &str| {
            assert_eq!(ledger.resolve_matter(text).unwrap(), MatterId(expected.to_owned()), "{text}");
        };
        check("m-12ab.c1", "m-12ab.c1");
        check("12ab.c1", "m-12ab.c1");
        check("m-12ab.c12", "m-12ab.c12");
        let error = ledger.resolve_matter("12ab").unwrap_err();
        assert!(error.is_ambiguous() && error.message().contains("m-12ab.c12"), "{error}");
        assert!(ledger.resolve_matter("").unwrap_err().is_not_found());
        assert!(ledger.resolve_matter("m-%").unwrap_err().is_not_found());
    }
}
