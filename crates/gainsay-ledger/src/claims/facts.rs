//! The facts of claims, read a document at a time.

use std::collections::BTreeMap;

use gainsay_document::{Interval, MatterId};
use rusqlite::{Connection, Row, params};

use super::{PlaceRow, QuantityRow, TimeRow};
use crate::Error;
use crate::codec::{index, of_word, optional_day, scope, size};

/// The facts of one document's claims, by the claim's number.
#[derive(Default)]
pub(super) struct Facts {
    pub document: Option<i64>,
    pub matters: BTreeMap<i64, Vec<MatterId>>,
    pub spans: BTreeMap<i64, Vec<[usize; 2]>>,
    pub quantities: BTreeMap<i64, Vec<QuantityRow>>,
    pub times: BTreeMap<i64, Vec<TimeRow>>,
    pub places: BTreeMap<i64, Vec<PlaceRow>>,
}

impl Facts {
    pub(super) fn of(connection: &Connection, document: i64) -> Result<Self, Error> {
        Ok(Self {
            document: Some(document),
            matters: by_claim(
                connection,
                document,
                "SELECT DISTINCT mc.claim, mc.matter FROM matter_claims mc JOIN matters m ON m.id = mc.matter
                 WHERE mc.document = ?1 ORDER BY mc.claim, m.position",
                |row| Ok(MatterId(row.get("matter")?)),
            )?,
            spans: by_claim(
                connection,
                document,
                "SELECT claim, start, \"end\" FROM claim_spans WHERE document = ?1 ORDER BY claim, number",
                range,
            )?,
            quantities: by_claim(
                connection,
                document,
                "SELECT l.claim, f.* FROM claim_quantities l
                 JOIN quantities f ON f.document = l.document AND f.number = l.quantity
                 WHERE l.document = ?1 ORDER BY l.claim, l.position",
                quantity,
            )?,
            times: by_claim(
                connection,
                document,
                "SELECT l.claim, f.* FROM claim_times l
                 JOIN times f ON f.document = l.document AND f.number = l.time
                 WHERE l.document = ?1 ORDER BY l.claim, l.position",
                time,
            )?,
            places: by_claim(
                connection,
                document,
                "SELECT l.claim, f.* FROM claim_places l
                 JOIN places f ON f.document = l.document AND f.number = l.place
                 WHERE l.document = ?1 ORDER BY l.claim, l.position",
                place,
            )?,
        })
    }
}

fn by_claim<T>(
    connection: &Connection,
    document: i64,
    sql: &str,
    of_row: impl Fn(&Row<'_>) -> Result<T, Error>,
) -> Result<BTreeMap<i64, Vec<T>>, Error> {
    let mut query = connection.prepare_cached(sql)?;
    let mut rows = query.query(params![document])?;
    let mut groups: BTreeMap<i64, Vec<T>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        groups.entry(row.get("claim")?).or_default().push(of_row(row)?);
    }
    Ok(groups)
}

fn quantity(row: &Row<'_>) -> Result<QuantityRow, Error> {
    Ok(QuantityRow {
        index: index(row.get("number")?)?,
        range: range(row)?,
        quote: row.get("quote")?,
        interval: Interval { low: row.get("low")?, high: row.get("high")? },
        approximator: row.get("approximator")?,
        unit: row.get("unit")?,
        outcome: row.get::<_, Option<String>>("outcome")?.map(of_word).transpose()?,
        category: row.get("category")?,
        scope: scope(&row.get::<_, String>("scope")?, row.get("since")?)?,
    })
}

fn time(row: &Row<'_>) -> Result<TimeRow, Error> {
    Ok(TimeRow {
        index: index(row.get("number")?)?,
        range: range(row)?,
        quote: row.get("quote")?,
        value: row.get("value")?,
        start: optional_day(row.get("first_day")?)?,
        end: optional_day(row.get("last_day")?)?,
    })
}

fn place(row: &Row<'_>) -> Result<PlaceRow, Error> {
    Ok(PlaceRow {
        index: index(row.get("number")?)?,
        range: range(row)?,
        quote: row.get("quote")?,
        name: row.get("name")?,
        geonameid: row.get("geonameid")?,
        lat: row.get("latitude")?,
        lon: row.get("longitude")?,
        country: row.get("country")?,
    })
}

fn range(row: &Row<'_>) -> Result<[usize; 2], Error> {
    Ok([size(row.get("start")?)?, size(row.get("end")?)?])
}
