//! What the ledger holds, in columns: for those who filter, count and sort many claims and documents at a time.

use std::collections::HashMap;
use std::ops::Range;

use gainsay_document::{ClaimRef, DocumentId, MatterId};
use jiff::civil::Date;
use rusqlite::{Connection, Row};

use crate::codec::{document_id, index, optional_day};
use crate::{Error, Ledger};

/// How a claim stands: some of the bits below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status(u8);

impl Status {
    /// It speaks to a matter.
    pub const COMPARED: Self = Self(1);
    /// It stands on a side of a contested facet, current or not.
    pub const DISPUTED: Self = Self(2);
    /// It stands on a current side of a contested facet.
    pub const CONTESTED: Self = Self(4);
    /// It stands on a side of a corroborated facet.
    pub const CORROBORATED: Self = Self(8);
    /// A later claim of the same origin revises it.
    pub const REVISED: Self = Self(16);
    /// A later claim withdraws it.
    pub const RETRACTED: Self = Self(32);

    /// Whether all bits of `other` are set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Set the bits of `other`.
    pub fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }

    fn is_uncontested(self) -> bool {
        let otherwise = [Self::CONTESTED, Self::REVISED, Self::RETRACTED];
        self.has(Self::COMPARED) && !otherwise.into_iter().any(|other| self.has(other))
    }

    /// The words for it, of [`Catalogue::STATUSES`]; none where it speaks to no matter.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let told = [
            (self.has(Self::CONTESTED), "contested"),
            (self.has(Self::CORROBORATED), "corroborated"),
            (self.has(Self::REVISED), "revised"),
            (self.has(Self::RETRACTED), "retracted"),
            (self.is_uncontested(), "uncontested"),
        ];
        told.into_iter().filter(|(is, _)| *is).map(|(_, word)| word)
    }
}

/// A name of a holder, outlet, place, outcome, status or month: its place in [`Catalogue::names`].
pub type Name = u32;

/// A claim.
#[derive(Clone, Debug)]
pub struct ClaimEntry {
    /// What the search index calls it by.
    pub key: i64,
    /// Its document's place among [`Catalogue::documents`].
    pub document: usize,
    /// Its number within its document, counted from 1.
    pub number: i64,
    /// Who holds it.
    pub holder: Option<Name>,
    /// What became of what it counts.
    pub outcomes: Box<[Name]>,
    /// Where it says it happened.
    pub places: Box<[Name]>,
    /// How it stands.
    pub status: Status,
    /// How sure the reader was who says it, 0 to 1; unknown for a report's own voice.
    pub confidence: Option<f32>,
}

/// A document.
#[derive(Clone, Debug)]
pub struct DocumentEntry {
    /// What the search index calls it by.
    pub key: i64,
    /// The document.
    pub id: DocumentId,
    /// Title, outlet and agency in lower case, a line each.
    pub text: String,
    /// Its place among all by title, without regard to case.
    pub title_rank: usize,
    /// Who published it.
    pub outlet: Option<Name>,
    /// The news agency credited.
    pub agency: Option<Name>,
    /// When it was published.
    pub published: Option<Date>,
    /// The month of that day, `YYYY-MM`.
    pub month: Option<Name>,
    /// Its claims among [`Catalogue::claims`].
    pub claims: Range<usize>,
}

/// A matter.
#[derive(Clone, Debug)]
pub struct MatterEntry {
    /// The matter.
    pub id: MatterId,
    /// Whether any facet is contested.
    pub contested: bool,
    /// Title, holders and outlets in lower case, a line each.
    pub text: String,
}

/// What the ledger holds, in columns.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Every document, in the order they were added.
    pub documents: Vec<DocumentEntry>,
    /// Every claim, in the order of the documents and within them.
    pub claims: Vec<ClaimEntry>,
    /// Every matter, the most disputed first.
    pub matters: Vec<MatterEntry>,
    /// The names that the entries speak of.
    pub names: Vec<String>,
    /// The place of each name by alphabet, without regard to case.
    pub name_ranks: Vec<usize>,
    name_of: HashMap<String, Name>,
    document_of: HashMap<DocumentId, usize>,
    claim_of_key: Keys,
    document_of_key: HashMap<i64, usize>,
}

/// Places by key, for many keys at a time: a search for a common word finds hundreds of thousands.
#[derive(Clone, Debug, Default)]
struct Keys(Vec<(i64, usize)>);

impl Keys {
    fn of(mut places: Vec<(i64, usize)>) -> Self {
        places.sort_unstable();
        Self(places)
    }

    /// The places of `keys`, in their order. Keys that go up, as the index gives them, are met on one way through.
    fn places(&self, keys: &[i64]) -> Vec<usize> {
        let mut at = 0;
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let is_before = |place: &(i64, usize)| place.0 < *key;
            if at > 0 && !is_before(&self.0[at - 1]) {
                at = 0;
            }
            let mut step = 1;
            while at + step < self.0.len() && is_before(&self.0[at + step]) {
                at += step;
                step *= 2;
            }
            let end = self.0.len().min(at + step + 1);
            at += self.0[at..end].partition_point(is_before);
            found.extend(self.0.get(at).filter(|place| place.0 == *key).map(|place| place.1));
        }
        found
    }
}

impl Catalogue {
    /// The words for how a claim stands.
    pub const STATUSES: [&'static str; 5] =
        ["contested", "corroborated", "revised", "retracted", "uncontested"];

    /// The number of a name, if anything has it.
    #[must_use]
    pub fn name(&self, name: &str) -> Option<Name> {
        self.name_of.get(name).copied()
    }

    /// The words of a name.
    #[must_use]
    pub fn words(&self, name: Name) -> &str {
        self.names.get(name as usize).map_or("", String::as_str)
    }

    /// The place of a document.
    #[must_use]
    pub fn document(&self, id: &DocumentId) -> Option<usize> {
        self.document_of.get(id).copied()
    }

    /// The place of a claim.
    #[must_use]
    pub fn claim(&self, claim: &ClaimRef) -> Option<usize> {
        let claims = self.documents.get(self.document(&claim.document)?)?.claims.clone();
        let at = claims.start + claim.claim.index();
        claims.contains(&at).then_some(at)
    }

    /// The places of the claims that the search index calls by `keys`, in their order; what it does not know is left out.
    #[must_use]
    pub fn claims_of_keys(&self, keys: &[i64]) -> Vec<usize> {
        self.claim_of_key.places(keys)
    }

    /// The places of the documents that the search index calls by `keys`, in their order; what it does not know is left
    /// out.
    #[must_use]
    pub fn documents_of_keys(&self, keys: &[i64]) -> Vec<usize> {
        keys.iter().filter_map(|key| self.document_of_key.get(key).copied()).collect()
    }

    /// How many claims of the document stand on a side of a contested facet.
    #[must_use]
    pub fn disputed(&self, document: &DocumentEntry) -> usize {
        let claims = self.claims.get(document.claims.clone()).unwrap_or_default();
        claims.iter().filter(|claim| claim.status.has(Status::DISPUTED)).count()
    }

    fn intern(&mut self, name: &str) -> Name {
        if let Some(&known) = self.name_of.get(name) {
            return known;
        }
        let number = Name::try_from(self.names.len()).unwrap_or(Name::MAX);
        self.names.push(name.to_owned());
        self.name_of.insert(name.to_owned(), number);
        number
    }
}

impl Ledger {
    /// What the ledger holds, in columns. It takes a while where there is much, and is for keeping.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn catalogue(&self) -> Result<Catalogue, Error> {
        let (connection, mut made) = (&self.connection, Catalogue::default());
        for status in Catalogue::STATUSES {
            made.intern(status);
        }
        documents(connection, &mut made)?;
        claims(connection, &mut made)?;
        facts(connection, &mut made)?;
        standing(connection, &mut made)?;
        matters(connection, &mut made)?;
        made.name_ranks = ranks(&made.names, String::as_str);
        Ok(made)
    }
}

/// Hand every row of `sql` to `visit`.
fn each(
    connection: &Connection,
    sql: &str,
    mut visit: impl FnMut(&Row<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut query = connection.prepare_cached(sql)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        visit(row)?;
    }
    Ok(())
}

/// The place of each of `rows` by its text, without regard to case.
fn ranks<T>(rows: &[T], text: impl Fn(&T) -> &str) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_cached_key(|&at| text(&rows[at]).to_lowercase());
    let mut ranks = vec![0; rows.len()];
    order.into_iter().enumerate().for_each(|(rank, at)| ranks[at] = rank);
    ranks
}

fn documents(connection: &Connection, made: &mut Catalogue) -> Result<(), Error> {
    let sql = "SELECT d.key, d.id, v.title, d.outlet, d.agency, d.published
               FROM documents d JOIN documents_view v ON v.document = d.id ORDER BY d.key";
    each(connection, sql, |row| {
        let (title, outlet, agency): (String, Option<String>, Option<String>) =
            (row.get("title")?, row.get("outlet")?, row.get("agency")?);
        let published = optional_day(row.get("published")?)?;
        let text = [Some(&title), outlet.as_ref(), agency.as_ref()];
        let text: Vec<String> = text.into_iter().flatten().map(|part| part.to_lowercase()).collect();
        let entry = DocumentEntry {
            key: row.get("key")?,
            id: document_id(row.get("id")?)?,
            text: text.join("\n"),
            title_rank: 0,
            outlet: outlet.map(|outlet| made.intern(&outlet)),
            agency: agency.map(|agency| made.intern(&agency)),
            published,
            month: published.map(|day| made.intern(&format!("{:04}-{:02}", day.year(), day.month()))),
            claims: 0..0,
        };
        made.document_of.insert(entry.id.clone(), made.documents.len());
        made.document_of_key.insert(entry.key, made.documents.len());
        made.documents.push(entry);
        Ok(())
    })?;
    // The title is the first line of the text.
    let title_ranks = ranks(&made.documents, |document| document.text.lines().next().unwrap_or_default());
    for (document, rank) in made.documents.iter_mut().zip(title_ranks) {
        document.title_rank = rank;
    }
    Ok(())
}

fn claims(connection: &Connection, made: &mut Catalogue) -> Result<(), Error> {
    let mut list = Vec::new();
    let sql = "SELECT c.key, c.document, c.number, c.holder, a.confidence FROM claims c
               LEFT JOIN attributions a ON a.document = c.document AND a.number = c.attribution ORDER BY c.key";
    each(connection, sql, |row| {
        let document = made.document_of_key.get(&row.get("document")?).copied();
        let holder: Option<String> = row.get("holder")?;
        list.push(ClaimEntry {
            key: row.get("key")?,
            document: document.ok_or_else(|| Error::corrupt("a claim without its document"))?,
            number: row.get("number")?,
            holder: holder.map(|holder| made.intern(&holder)),
            outcomes: Box::default(),
            places: Box::default(),
            status: Status::default(),
            confidence: row.get("confidence")?,
        });
        Ok(())
    })?;
    list.sort_by_key(|claim| (claim.document, claim.number));
    made.claim_of_key = Keys::of(list.iter().enumerate().map(|(at, claim)| (claim.key, at)).collect());
    for (at, claim) in list.iter().enumerate() {
        let own = &mut made.documents[claim.document].claims;
        *own = if own.start == own.end { at..at + 1 } else { own.start..at + 1 };
    }
    made.claims = list;
    Ok(())
}

/// The claim whose document's key and number stand in two columns.
fn place(made: &Catalogue, row: &Row<'_>, document: &str, claim: &str) -> Result<Option<usize>, Error> {
    let Some(document) = made.document_of_key.get(&row.get(document)?).copied() else { return Ok(None) };
    let claims = made.documents[document].claims.clone();
    let at = claims.start + index(row.get(claim)?)?;
    Ok(claims.contains(&at).then_some(at))
}

fn facts(connection: &Connection, made: &mut Catalogue) -> Result<(), Error> {
    let mut outcomes: HashMap<usize, Vec<Name>> = HashMap::new();
    let sql = "SELECT l.document, l.claim, q.outcome FROM claim_quantities l
               JOIN quantities q ON q.document = l.document AND q.number = l.quantity WHERE q.outcome IS NOT NULL";
    each(connection, sql, |row| {
        let name = made.intern(&row.get::<_, String>("outcome")?);
        if let Some(at) = place(made, row, "document", "claim")? {
            note(&mut outcomes, at, name);
        }
        Ok(())
    })?;
    let mut places: HashMap<usize, Vec<Name>> = HashMap::new();
    let sql =
        "SELECT l.document, l.claim, p.name || ifnull(', ' || p.country, '') AS name FROM claim_places l
               JOIN places p ON p.document = l.document AND p.number = l.place";
    each(connection, sql, |row| {
        let name = made.intern(&row.get::<_, String>("name")?);
        if let Some(at) = place(made, row, "document", "claim")? {
            note(&mut places, at, name);
        }
        Ok(())
    })?;
    for (at, claim) in made.claims.iter_mut().enumerate() {
        claim.outcomes = outcomes.remove(&at).unwrap_or_default().into();
        claim.places = places.remove(&at).unwrap_or_default().into();
    }
    Ok(())
}

fn note(names: &mut HashMap<usize, Vec<Name>>, at: usize, name: Name) {
    let own = names.entry(at).or_default();
    if !own.contains(&name) {
        own.push(name);
    }
}

fn standing(connection: &Connection, made: &mut Catalogue) -> Result<(), Error> {
    let mut mark = |sql: &str, status: Status| {
        each(connection, sql, |row| {
            if let Some(at) = place(made, row, "document", "claim")? {
                made.claims[at].status.set(status);
            }
            Ok(())
        })
    };
    mark("SELECT document, claim FROM matter_claims", Status::COMPARED)?;
    let on_sides = "SELECT c.document, c.claim FROM facets f
                    JOIN sides s ON s.matter = f.matter AND s.facet = f.number
                    JOIN side_claims c ON c.matter = s.matter AND c.facet = s.facet AND c.side = s.number WHERE ";
    for (which, status) in [
        ("f.agreement = 'contested'", Status::DISPUTED),
        ("f.agreement = 'contested' AND s.lifecycle = 'current'", Status::CONTESTED),
        ("f.support = 'corroborated'", Status::CORROBORATED),
    ] {
        mark(&format!("{on_sides}{which}"), status)?;
    }
    for (kind, status) in [("revises", Status::REVISED), ("retracts", Status::RETRACTED)] {
        let sql =
            format!("SELECT to_document AS document, to_claim AS claim FROM relations WHERE kind = '{kind}'");
        mark(&sql, status)?;
    }
    Ok(())
}

fn matters(connection: &Connection, made: &mut Catalogue) -> Result<(), Error> {
    let mut of: HashMap<String, usize> = HashMap::new();
    each(connection, "SELECT id, title, contested FROM matters ORDER BY position", |row| {
        let id: String = row.get("id")?;
        of.insert(id.clone(), made.matters.len());
        let text = row.get::<_, String>("title")?.to_lowercase();
        made.matters.push(MatterEntry { id: MatterId(id), contested: row.get("contested")?, text });
        Ok(())
    })?;
    let mut say = |matter: String, words: &str| {
        if let Some(matter) = of.get(&matter).and_then(|&at| made.matters.get_mut(at)) {
            matter.text.push('\n');
            matter.text.push_str(&words.to_lowercase());
        }
    };
    each(connection, "SELECT DISTINCT matter, holder FROM sides", |row| {
        say(row.get("matter")?, &row.get::<_, String>("holder")?);
        Ok(())
    })?;
    // The outlets come from the documents' entries: the table of documents is wide.
    let mut told: Vec<(String, Name)> = Vec::new();
    each(connection, "SELECT matter, document FROM matter_documents", |row| {
        let document = made.document_of_key.get(&row.get("document")?);
        let outlet = document.and_then(|&at| made.documents.get(at)?.outlet);
        told.extend(outlet.map(|outlet| Ok::<_, Error>((row.get("matter")?, outlet))).transpose()?);
        Ok(())
    })?;
    told.sort_unstable();
    told.dedup();
    for (matter, outlet) in told {
        let words = made.names.get(outlet as usize).map_or("", String::as_str);
        say(matter, words);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use gainsay_document::ClaimId;

    use super::*;
    use crate::build;

    #[test]
    fn it_holds_what_the_tables_hold() {
        let mut ledger = Ledger::in_memory().unwrap();
        let first = build::add(&mut ledger, "The harbour office said that three barges sank at Mağusa.");
        build::add(&mut ledger, "A report of nothing.");
        let last = build::add(&mut ledger, "The league denied that any barge sank at Mağusa.");
        let comparison = build::comparison(&[&first, &last]);
        ledger.set_comparison(&comparison).unwrap();
        let made = ledger.catalogue().unwrap();
        let counts = ledger.summary().unwrap();
        assert_eq!(
            (made.documents.len(), made.claims.len(), made.matters.len()),
            (counts.documents, counts.claims, counts.matters)
        );
        for reading in [&first, &last] {
            let claim = ClaimRef { document: reading.document.clone(), claim: ClaimId(0) };
            let entry = &made.claims[made.claim(&claim).unwrap()];
            assert_eq!(made.documents[entry.document].id, reading.document);
            assert!(entry.status.has(Status::COMPARED));
            assert_eq!(made.claims_of_keys(&[entry.key]), [made.claim(&claim).unwrap()]);
            let beyond = ClaimRef { claim: ClaimId(99), ..claim };
            assert_eq!(made.claim(&beyond), None, "no claim of the next document");
        }
        let matter = &comparison.matters[0];
        assert!(made.matters[0].text.starts_with(&matter.title.to_lowercase()));
        for side in matter.facets.iter().flat_map(|facet| &facet.sides) {
            assert!(made.matters[0].text.contains(&side.holder.to_lowercase()));
        }
        assert!(made.matters[0].text.contains("quay herald"));
    }

    #[test]
    fn keys_are_found_in_any_order() {
        let keys = Keys::of((0..500).map(|number| (number * 3 + 7, number as usize)).collect());
        let slow = |wanted: &[i64]| -> Vec<usize> {
            let place = |key: &i64| keys.0.iter().find(|(own, _)| own == key).map(|(_, place)| *place);
            wanted.iter().filter_map(place).collect()
        };
        for step in [1, 2, 3, 40, 1500] {
            let mut wanted: Vec<i64> = (-9..1600).step_by(step).collect();
            assert_eq!(keys.places(&wanted), slow(&wanted));
            wanted.reverse();
            assert_eq!(keys.places(&wanted), slow(&wanted));
        }
        assert_eq!(keys.places(&[10, 7, 10, 10, 13]), [1, 0, 1, 1, 2]);
        assert_eq!(Keys::default().places(&[1]), [] as [usize; 0]);
    }

    #[test]
    fn a_status_has_its_words() {
        let check = |bits: &[Status], expected: &[&str]| {
            let mut status = Status::default();
            bits.iter().for_each(|bit| status.set(*bit));
            assert_eq!(status.words().collect::<Vec<_>>(), expected);
        };
        check(&[], &[]);
        check(&[Status::COMPARED], &["uncontested"]);
        check(&[Status::COMPARED, Status::CORROBORATED], &["corroborated", "uncontested"]);
        check(&[Status::COMPARED, Status::DISPUTED, Status::CONTESTED], &["contested"]);
        check(&[Status::COMPARED, Status::DISPUTED, Status::REVISED], &["revised"]);
    }
}
