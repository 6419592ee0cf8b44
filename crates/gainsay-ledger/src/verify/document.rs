//! One document: its bytes, its row, its reading, its derived rows.

use std::collections::BTreeMap;

use gainsay_document::{CharOffsets, Document, DocumentId, Reading};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::{Verification, tolerate};
use crate::codec::sha256;
use crate::derive::{self, TABLES, Table};
use crate::{Error, document, load, source};

/// Longer values are cut in a fault.
const SHOWN: usize = 120;

pub(super) fn check(
    connection: &Connection,
    key: i64,
    id: &DocumentId,
    verification: &mut Verification,
) -> Result<(), Error> {
    if let Some(raw) = tolerate(verification, Some(id), "raw_bytes", load::raw(connection, id.as_str()))? {
        let found = sha256(&raw);
        if found != id.as_str() {
            verification.fault(Some(id), "raw_bytes", "body", id.as_str(), found);
        }
    }
    let digests = document::digests(connection, key);
    if let Some([found, stored]) = tolerate(verification, Some(id), "documents", digests)?
        && found != stored
    {
        verification.fault(Some(id), "documents", "digest", stored, found);
    }
    let document = document::load(connection, key);
    let Some(document) = tolerate(verification, Some(id), "documents", document)?.flatten() else {
        return Ok(());
    };
    let expected = derive::note_rows(&document.text, &document.notes)?;
    rows(connection, key, &document, &document::NOTES, &expected, verification)?;
    let map = source::load(connection, key);
    if let Some(Some(map)) = tolerate(verification, Some(id), "source_maps", map)? {
        verification.pieces_checked += map.pieces.len();
        if !map.fits(&document.text) {
            let expected = "pieces of the stored text, one after the other";
            verification.fault(Some(id), "source_maps", "body", expected, "others");
        }
    }
    let reading = load::reading(connection, key);
    let Some(reading) = tolerate(verification, Some(id), "readings", reading)? else { return Ok(()) };
    verification.readings += 1;
    let digests = load::reading_digests(connection, key);
    match tolerate(verification, Some(id), "readings", digests)? {
        Some((found, Some(stored))) if found != stored => {
            verification.fault(Some(id), "readings", "digest", stored, found);
        }
        Some((_, None)) => verification.unsealed += 1,
        _ => {}
    }
    self::reading(connection, key, &document, &reading, verification)
}

fn reading(
    connection: &Connection,
    key: i64,
    document: &Document,
    reading: &Reading,
    verification: &mut Verification,
) -> Result<(), Error> {
    let id = Some(&document.id);
    let reader =
        connection.query_row("SELECT reader FROM readings WHERE document = ?1", [key], |row| row.get(0));
    let reader: Result<String, Error> = reader.map_err(Error::from);
    if let Some(reader) = tolerate(verification, id, "readings", reader)?
        && reader != reading.reader
    {
        let [expected, found] = [reading.reader.clone(), reader].map(|name| shown(&Value::Text(name)));
        verification.fault(id, "readings", "reader", expected, found);
    }
    match reading.check(document) {
        Err(fault) => {
            verification.fault(id, "readings", "body", "spans of the stored text", fault.to_string());
        }
        Ok(()) => {
            let derived = derive::rows(document, reading)?;
            for (table, expected) in TABLES.iter().zip(&derived) {
                rows(connection, key, document, table, expected, verification)?;
            }
        }
    }
    Ok(())
}

/// Hold the stored rows of one table to those the reading says, and their quotes to the text.
fn rows(
    connection: &Connection,
    key: i64,
    document: &Document,
    table: &Table,
    expected: &[Vec<Value>],
    verification: &mut Verification,
) -> Result<(), Error> {
    let id = Some(&document.id);
    let Some(stored) = tolerate(verification, id, table.name, table.stored(connection, key))? else {
        return Ok(());
    };
    quotes(document, table, &stored, verification);
    let mut stored: BTreeMap<String, &Vec<Value>> =
        stored.iter().map(|row| (name(table, row), row)).collect();
    for row in expected {
        let name = name(table, row);
        let Some(found) = stored.remove(&name) else {
            verification.fault(id, table.name, name, "a row", "none");
            continue;
        };
        for ((column, expected), found) in table.columns.iter().zip(row).zip(found) {
            if expected != found {
                verification.fault(id, table.name, format!("{name} {column}"), shown(expected), shown(found));
            }
        }
    }
    for name in stored.into_keys() {
        verification.fault(id, table.name, name, "none", "a row");
    }
    Ok(())
}

/// Compare each stored quote with the text at its stored offsets.
fn quotes(document: &Document, table: &Table, rows: &[Vec<Value>], verification: &mut Verification) {
    let column = |name: &str| table.columns.iter().position(|column| *column == name);
    let (Some(start), Some(end), Some(quote)) = (column("start"), column("end"), column("quote")) else {
        return;
    };
    let offsets = CharOffsets::new(&document.text);
    for row in rows {
        let (Value::Integer(start), Value::Integer(end)) = (&row[start], &row[end]) else { continue };
        verification.spans_checked += 1;
        let range = usize::try_from(*start).ok().zip(usize::try_from(*end).ok());
        let span = range.and_then(|(start, end)| offsets.to_span([start, end]));
        let words = span.map(|span| Value::Text(span.of(&document.text).to_owned()));
        if words.as_ref() != Some(&row[quote]) {
            let expected = words.as_ref().map_or_else(|| "a range of the text".to_owned(), shown);
            let place = format!("{} {start}–{end}", name(table, row));
            verification.fault(Some(&document.id), table.name, place, expected, shown(&row[quote]));
        }
    }
}

/// A row by its key: "2", "2 source 1".
fn name(table: &Table, row: &[Value]) -> String {
    let key = row.iter().take(table.key.len()).map(|value| match value {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        other => shown(other),
    });
    key.collect::<Vec<_>>().join(" ")
}

/// A text between quotation marks, cut where it is long.
pub(crate) fn shown_text(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => shown_text(text),
        Value::Blob(bytes) => format!("{} bytes", bytes.len()),
    }
}
