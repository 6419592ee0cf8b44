//! Counting who quotes whom: the ledger's attributions and claims, each read once.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use gainsay_document::{ActorKind, ClaimRef, Stance};
use jiff::civil::Date;

use super::{Link, QuotedSource, Quotes, QuotingOutlet};
use crate::add::known_key;
use crate::codec::{number, of_word};
use crate::{Error, Ledger};

impl Ledger {
    /// Who quotes whom in the documents published up to `day`, that day included, or in all.
    ///
    /// `contested` names the claims on a side of a contested facet; `None` takes those of the stored comparison.
    ///
    /// # Errors
    /// Not found where a claim's document is not in the ledger; corrupt, I/O.
    pub fn quotes(&self, day: Option<Date>, contested: Option<&[ClaimRef]>) -> Result<Quotes, Error> {
        let mut counting = Counting::new(self, day)?;
        counting.contested = match contested {
            None => self.contested_claims()?,
            Some(claims) => claims
                .iter()
                .map(|claim| Ok((known_key(&self.connection, &claim.document)?, number(claim.claim.index()))))
                .collect::<Result<_, Error>>()?,
        };
        counting.attributions(self)?;
        counting.claims(self)?;
        Ok(counting.finish())
    }

    fn contested_claims(&self) -> Result<BTreeSet<(i64, i64)>, Error> {
        let mut query = self.connection.prepare_cached(
            "SELECT DISTINCT s.document, s.claim FROM facets f
             JOIN side_claims s ON s.matter = f.matter AND s.facet = f.number WHERE f.agreement = 'contested'",
        )?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A source while it is counted.
#[derive(Default)]
struct Source {
    row: QuotedSource,
    stances: HashMap<String, usize>,
    kinds: HashMap<String, usize>,
    last_document: Option<i64>,
}

/// An attribution of the document at hand.
struct Said {
    number: i64,
    source: Option<usize>,
    inside: Option<i64>,
}

#[derive(Default)]
struct Counting {
    outlets: Vec<QuotingOutlet>,
    outlet_of: HashMap<i64, usize>,
    sources: Vec<Source>,
    by_name: HashMap<String, usize>,
    /// By outlet and source: attributions and contested claims.
    quoting: HashMap<(usize, usize), (usize, usize)>,
    inside: HashMap<(usize, usize), usize>,
    source_of: HashMap<(i64, i64), usize>,
    contested: BTreeSet<(i64, i64)>,
}

impl Counting {
    fn new(ledger: &Ledger, day: Option<Date>) -> Result<Self, Error> {
        let mut counting = Self::default();
        let mut query = ledger.connection.prepare_cached(
            "SELECT key, outlet FROM documents WHERE ?1 IS NULL OR published <= ?1
             ORDER BY outlet IS NOT NULL, outlet, published IS NULL, published DESC, key",
        )?;
        let mut rows = query.query([day.map(|day| day.to_string())])?;
        while let Some(row) = rows.next()? {
            let (key, name): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
            if counting.outlets.last().is_none_or(|outlet| outlet.name != name) {
                counting.outlets.push(QuotingOutlet { name, ..QuotingOutlet::default() });
            }
            let at = counting.outlets.len() - 1;
            counting.outlets[at].documents.push(key);
            counting.outlet_of.insert(key, at);
        }
        Ok(counting)
    }

    fn attributions(&mut self, ledger: &Ledger) -> Result<(), Error> {
        let mut query = ledger.connection.prepare_cached(
            "SELECT a.document, a.number, a.name, a.stance, a.inside, p.kind FROM attributions a
             LEFT JOIN actors p ON p.document = a.document AND p.number = a.actor ORDER BY a.document, a.number",
        )?;
        let mut rows = query.query([])?;
        let (mut document, mut said): (i64, Vec<Said>) = (-1, Vec::new());
        while let Some(row) = rows.next()? {
            let own: i64 = row.get(0)?;
            if own != document {
                self.nested(&said);
                said.clear();
                document = own;
            }
            let Some(&outlet) = self.outlet_of.get(&own) else { continue };
            let (number, name): (i64, Option<String>) = (row.get(1)?, row.get(2)?);
            let source = name.map(|name| self.place_of(name));
            said.push(Said { number, source, inside: row.get(4)? });
            let Some(at) = source else { continue };
            self.source_of.insert((own, number), at);
            self.outlets[outlet].attributions += 1;
            self.quoting.entry((outlet, at)).or_default().0 += 1;
            let source = &mut self.sources[at];
            source.row.attributions += 1;
            if source.last_document != Some(own) {
                source.last_document = Some(own);
                source.row.documents += 1;
            }
            *source.stances.entry(row.get(3)?).or_default() += 1;
            if let Some(kind) = row.get::<_, Option<String>>(5)? {
                *source.kinds.entry(kind).or_default() += 1;
            }
        }
        self.nested(&said);
        Ok(())
    }

    fn place_of(&mut self, name: String) -> usize {
        if let Some(&at) = self.by_name.get(&name) {
            return at;
        }
        let at = self.sources.len();
        let row = QuotedSource { name: name.clone(), ..QuotedSource::default() };
        self.sources.push(Source { row, ..Source::default() });
        self.by_name.insert(name, at);
        at
    }

    /// Count which statements of one document stand inside another's.
    fn nested(&mut self, said: &[Said]) {
        for inner in said {
            let (Some(to), Some(number)) = (inner.source, inner.inside) else { continue };
            let outer = said.iter().find(|outer| outer.number == number).and_then(|outer| outer.source);
            if let Some(from) = outer.filter(|from| *from != to) {
                *self.inside.entry((from, to)).or_default() += 1;
            }
        }
    }

    fn claims(&mut self, ledger: &Ledger) -> Result<(), Error> {
        let mut query =
            ledger.connection.prepare_cached("SELECT document, number, attribution FROM claims")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (document, number): (i64, i64) = (row.get(0)?, row.get(1)?);
            let Some(&outlet) = self.outlet_of.get(&document) else { continue };
            let contested = usize::from(self.contested.contains(&(document, number)));
            self.outlets[outlet].claims += 1;
            self.outlets[outlet].contested += contested;
            let Some(attribution) = row.get::<_, Option<i64>>(2)? else { continue };
            let Some(&at) = self.source_of.get(&(document, attribution)) else { continue };
            self.sources[at].row.claims += 1;
            self.sources[at].row.contested += contested;
            self.quoting.entry((outlet, at)).or_default().1 += contested;
        }
        Ok(())
    }

    fn finish(self) -> Quotes {
        let mut order: Vec<usize> = (0..self.sources.len()).collect();
        order.sort_by_key(|&at| (Reverse(self.sources[at].row.attributions), &self.sources[at].row.name));
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        let link = |from: usize, to: usize, (attributions, contested): (usize, usize)| Link {
            from,
            to: place[to],
            attributions,
            contested,
        };
        let mut quoting: Vec<Link> =
            self.quoting.into_iter().map(|((from, to), counts)| link(from, to, counts)).collect();
        let mut inside: Vec<Link> =
            self.inside.into_iter().map(|((from, to), count)| link(place[from], to, (count, 0))).collect();
        for links in [&mut quoting, &mut inside] {
            links.sort_by_key(|link| (link.from, link.to));
        }
        let mut sources: Vec<QuotedSource> = self.sources.into_iter().map(Source::finish).collect();
        sources.sort_by(|a, b| b.attributions.cmp(&a.attributions).then_with(|| a.name.cmp(&b.name)));
        let by_name = self.by_name.into_iter().map(|(name, old)| (name, place[old])).collect();
        Quotes { outlets: self.outlets, sources, quoting, inside, by_name, contested: self.contested }
    }
}

impl Source {
    fn finish(self) -> QuotedSource {
        QuotedSource {
            kind: counted::<ActorKind>(self.kinds).first().map(|(kind, _)| *kind),
            stances: counted::<Stance>(self.stances),
            ..self.row
        }
    }
}

/// Words with their counts, the most first; what this version does not know is left out.
fn counted<T: serde::de::DeserializeOwned>(counts: HashMap<String, usize>) -> Vec<(T, usize)> {
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.into_iter().filter_map(|(word, count)| Some((of_word(word).ok()?, count))).collect()
}
