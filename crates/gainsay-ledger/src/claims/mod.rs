//! Claims as rows: everything a table or an export shows of one, without its document's text.

mod facts;

use facts::Facts;
use gainsay_document::{
    ClaimId, ClaimRef, DocumentId, Interval, MatterId, Modality, Outcome, Polarity, QuoteKind, Scope, Stance,
};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use crate::codec::{document_id, from_json, index, number, of_word, optional_day};
use crate::{Error, Ledger};

/// Which claims; those that fit every field that is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimFilter {
    /// This claim alone.
    pub claim: Option<ClaimRef>,
    /// Those of this document.
    pub document: Option<DocumentId>,
    /// Those that speak to this matter.
    pub matter: Option<MatterId>,
    /// Those this holder makes, by exact name.
    pub holder: Option<String>,
    /// Those this outlet published, by exact name.
    pub outlet: Option<String>,
    /// No more than this many.
    pub limit: Option<usize>,
    /// Without the first so many.
    pub offset: usize,
}

/// A claim with its holder and its facts. Offsets count code points into the document's text, end exclusive.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    /// The claim.
    pub claim: ClaimRef,
    /// The matters it speaks to.
    pub matters: Vec<MatterId>,
    /// The document's title.
    pub title: Option<String>,
    /// Who published the document.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// The innermost source's name, or the outlet for the document's own voice; unknown where neither has one.
    pub holder: Option<String>,
    /// The names of the sources, outermost first; empty for the document's own voice.
    pub chain: Vec<String>,
    /// What the innermost cue makes of it; none for the document's own voice.
    pub stance: Option<Stance>,
    /// How the innermost source's words are given; none for the document's own voice.
    pub quote: Option<QuoteKind>,
    /// Whether it is asserted or denied.
    pub polarity: Polarity,
    /// In which mode it is given.
    pub modality: Modality,
    /// The exact words, their pieces joined by " … ".
    pub words: String,
    /// Where the words stand: one range a piece, in order.
    pub spans: Vec<[usize; 2]>,
    /// How many.
    pub quantities: Vec<QuantityRow>,
    /// When.
    pub times: Vec<TimeRow>,
    /// Where.
    pub places: Vec<PlaceRow>,
}

/// A quantity of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityRow {
    /// Its index among the reading's quantities.
    pub index: usize,
    /// Where it stands, in code points.
    pub range: [usize; 2],
    /// Its words.
    pub quote: String,
    /// The numbers the words allow.
    pub interval: Interval,
    /// The words that widen or bound it.
    pub approximator: Option<String>,
    /// What is counted.
    pub unit: Option<String>,
    /// What became of what is counted.
    pub outcome: Option<Outcome>,
    /// Who is counted, where narrower than people.
    pub category: Option<String>,
    /// What the figure covers.
    pub scope: Scope,
}

/// A time of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeRow {
    /// Its index among the reading's times.
    pub index: usize,
    /// Where it stands, in code points.
    pub range: [usize; 2],
    /// Its words.
    pub quote: String,
    /// The TIMEX3 value.
    pub value: String,
    /// The first day covered.
    pub start: Option<Date>,
    /// The last day covered, inclusive.
    pub end: Option<Date>,
}

/// A place of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// Its index among the reading's places.
    pub index: usize,
    /// Where the toponym stands, in code points.
    pub range: [usize; 2],
    /// The toponym as written.
    pub quote: String,
    /// The gazetteer's name of the place.
    pub name: String,
    /// GeoNames identifier.
    pub geonameid: Option<u32>,
    /// Latitude, degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Longitude, degrees east, WGS 84.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-2 country code.
    pub country: Option<String>,
}

impl Ledger {
    /// The claims that fit `filter`: those of a matter in its order, others in the order they were added.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn claims(&self, filter: &ClaimFilter) -> Result<Vec<ClaimRow>, Error> {
        let mut claims = Vec::new();
        self.for_each_claim(filter, |claim| {
            claims.push(claim);
            Ok::<(), Error>(())
        })?;
        Ok(claims)
    }

    /// Hand the claims that fit `filter` to `visit`, one at a time.
    ///
    /// # Errors
    /// Those of `visit`, which end the way; corrupt, I/O.
    pub fn for_each_claim<E: From<Error>>(
        &self,
        filter: &ClaimFilter,
        mut visit: impl FnMut(ClaimRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let (sql, values) = selection(filter);
        let mut query = self.connection.prepare_cached(&sql).map_err(Error::from)?;
        let mut rows = query.query(params_from_iter(values)).map_err(Error::from)?;
        // Claims of one document mostly come together, so its facts are read at once.
        let mut facts = Facts::default();
        while let Some(row) = rows.next().map_err(Error::from)? {
            visit(claim(&self.connection, row, &mut facts)?)?;
        }
        Ok(())
    }
}

fn selection(filter: &ClaimFilter) -> (String, Vec<Value>) {
    let mut sql = String::from(
        "SELECT c.*, d.id AS document_id, d.title, d.outlet, d.published
         FROM claims c JOIN documents d ON d.key = c.document",
    );
    let mut conditions = Vec::new();
    let mut values = Vec::new();
    let mut fits = |condition: &'static str, value: Value| {
        conditions.push(condition);
        values.push(value);
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let mut order = "c.document, c.number";
    if let Some(matter) = &filter.matter {
        sql.push_str(
            " JOIN (SELECT matter, document, claim, min(position) AS position FROM matter_claims
               GROUP BY matter, document, claim) mc ON mc.document = c.document AND mc.claim = c.number",
        );
        fits("mc.matter = ?", text(&matter.0));
        order = "mc.position";
    }
    if let Some(claim) = &filter.claim {
        fits("d.id = ?", text(claim.document.as_str()));
        fits("c.number = ?", Value::Integer(number(claim.claim.index())));
    }
    if let Some(document) = &filter.document {
        fits("d.id = ?", text(document.as_str()));
    }
    if let Some(holder) = &filter.holder {
        fits("c.holder = ?", text(holder));
    }
    if let Some(outlet) = &filter.outlet {
        fits("d.outlet = ?", text(outlet));
    }
    if !conditions.is_empty() {
        sql.push_str(" WHERE ");
        sql.push_str(&conditions.join(" AND "));
    }
    sql.push_str(" ORDER BY ");
    sql.push_str(order);
    sql.push_str(" LIMIT ? OFFSET ?");
    let cap = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    // SQLite takes a limit below zero for none.
    values.push(filter.limit.map_or(Value::Integer(-1), cap));
    values.push(cap(filter.offset));
    (sql, values)
}

fn claim(connection: &Connection, row: &Row<'_>, facts: &mut Facts) -> Result<ClaimRow, Error> {
    let document: i64 = row.get("document")?;
    let claim_number: i64 = row.get("number")?;
    if facts.document != Some(document) {
        *facts = Facts::of(connection, document)?;
    }
    let chain: String = row.get("chain")?;
    let claim = ClaimRef {
        document: document_id(row.get("document_id")?)?,
        claim: ClaimId::at(index(claim_number)?),
    };
    Ok(ClaimRow {
        claim,
        matters: facts.matters.remove(&claim_number).unwrap_or_default(),
        title: row.get("title")?,
        outlet: row.get("outlet")?,
        published: optional_day(row.get("published")?)?,
        holder: row.get("holder")?,
        chain: from_json(chain.as_bytes())?,
        stance: row.get::<_, Option<String>>("stance")?.map(of_word).transpose()?,
        quote: row.get::<_, Option<String>>("quote_kind")?.map(of_word).transpose()?,
        polarity: of_word(row.get("polarity")?)?,
        modality: of_word(row.get("modality")?)?,
        words: row.get("words")?,
        spans: facts.spans.remove(&claim_number).unwrap_or_default(),
        quantities: facts.quantities.remove(&claim_number).unwrap_or_default(),
        times: facts.times.remove(&claim_number).unwrap_or_default(),
        places: facts.places.remove(&claim_number).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{self, Build};

    #[test]
    fn a_claim_row_shows_who_says_what_in_which_words() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (raw, document, reading) = Build::sample();
        ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
        let comparison = build::comparison(&[&reading]);
        ledger.set_comparison(&comparison).unwrap();
        insta::assert_debug_snapshot!(ledger.claims(&ClaimFilter::default()).unwrap());
    }

    #[test]
    fn every_range_is_its_words() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (raw, document, reading) = Build::sample();
        ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
        let slice = |[start, end]: [usize; 2]| -> String {
            document.text.chars().skip(start).take(end - start).collect()
        };
        for claim in ledger.claims(&ClaimFilter::default()).unwrap() {
            let pieces: Vec<String> = claim.spans.iter().copied().map(slice).collect();
            assert_eq!(pieces.join(" … "), claim.words);
            for (range, quote) in (claim.quantities.iter().map(|q| (q.range, &q.quote)))
                .chain(claim.times.iter().map(|t| (t.range, &t.quote)))
                .chain(claim.places.iter().map(|p| (p.range, &p.quote)))
            {
                assert_eq!(&slice(range), quote);
            }
        }
    }

    #[test]
    fn a_filter_keeps_what_fits_all_of_it() {
        let mut ledger = Ledger::in_memory().unwrap();
        let first = build::add(&mut ledger, "The mayor said that three barges sank.");
        let second = build::add(&mut ledger, "The mayor denied that any barge sank.");
        ledger.set_comparison(&build::comparison(&[&second])).unwrap();
        let all = ledger.claims(&ClaimFilter::default()).unwrap();
        let check = |filter: ClaimFilter, expected: &[&ClaimRow]| {
            assert_eq!(ledger.claims(&filter).unwrap().iter().collect::<Vec<_>>(), expected, "{filter:?}");
        };
        let any = ClaimFilter::default;
        let matter = ledger.matters().unwrap()[0].id.clone();
        check(any(), &[&all[0], &all[1]]);
        check(ClaimFilter { document: Some(first.document.clone()), ..any() }, &[&all[0]]);
        check(ClaimFilter { claim: Some(all[1].claim.clone()), ..any() }, &[&all[1]]);
        check(ClaimFilter { matter: Some(matter.clone()), ..any() }, &[&all[1]]);
        check(ClaimFilter { matter: Some(matter), document: Some(first.document), ..any() }, &[]);
        check(ClaimFilter { holder: Some("The mayor".to_owned()), ..any() }, &[&all[0], &all[1]]);
        check(ClaimFilter { holder: Some("the reeve".to_owned()), ..any() }, &[]);
        check(ClaimFilter { outlet: Some("Quay Herald".to_owned()), offset: 1, ..any() }, &[&all[1]]);
        check(ClaimFilter { limit: Some(1), ..any() }, &[&all[0]]);
    }
}
