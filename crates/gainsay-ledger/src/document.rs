//! Between a document and its row.

use gainsay_document::{CharOffsets, Document, Note, Published, Span};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use crate::Error;
use crate::codec::{self, IntoValue, day, of_word, sha256, size, to_json};
use crate::derive::{self, Table};

/// The columns of `documents` that the digest covers, in its order.
pub(crate) const COLUMNS: &str = "external_id, title, byline, outlet, agency, published, published_basis, language, \
                                  url, body_start, body_end, text";
const WIDTH: usize = 12;

/// Test a document against its raw bytes and its own text.
pub(crate) fn check(raw: &[u8], document: &Document) -> Result<(), Error> {
    let sha256 = sha256(raw);
    if sha256 != document.id.as_str() {
        return Err(Error::rejected(format!("the bytes are those of {sha256}, not of {}", document.id)));
    }
    check_spans(document)
}

/// Test the document's own spans against its text.
pub(crate) fn check_spans(document: &Document) -> Result<(), Error> {
    let notes = document.notes.iter().filter_map(|note| note.span);
    for span in document.body.into_iter().chain(notes) {
        span.check(&document.text).map_err(|error| {
            Error::rejected(format!("a span of document {}: {error}", document.id.short()))
        })?;
    }
    Ok(())
}

/// The columns of `document_notes` after the key of the document.
pub(crate) const NOTES: Table = Table {
    name: "document_notes",
    key: &["number"],
    columns: &["number", "code", "start", "end", "quote", "message", "hint"],
};

/// Write the document's row and its notes; the key of the row.
pub(crate) fn insert(connection: &Connection, document: &Document) -> Result<i64, Error> {
    let marks = (2..WIDTH + 3).map(|mark| format!("?{mark}")).collect::<Vec<_>>().join(", ");
    let sql = format!("INSERT INTO documents (id, {COLUMNS}, digest) VALUES (?1, {marks})");
    let id = document.id.as_str().value();
    let (row, notes) = rows(document)?;
    connection.prepare_cached(&sql)?.execute(params_from_iter(std::iter::once(id).chain(row)))?;
    let key = connection.last_insert_rowid();
    NOTES.insert(connection, key, notes)?;
    Ok(key)
}

/// Write the document over the row with the key `key`.
pub(crate) fn update(connection: &Connection, key: i64, document: &Document) -> Result<(), Error> {
    let marks = (2..WIDTH + 3).map(|mark| format!("?{mark}")).collect::<Vec<_>>().join(", ");
    let sql = format!("UPDATE documents SET ({COLUMNS}, digest) = ({marks}) WHERE key = ?1");
    let (row, notes) = rows(document)?;
    connection
        .prepare_cached(&sql)?
        .execute(params_from_iter(std::iter::once(Value::Integer(key)).chain(row)))?;
    connection.prepare_cached("DELETE FROM document_notes WHERE document = ?1")?.execute([key])?;
    NOTES.insert(connection, key, notes)
}

/// The values of [`COLUMNS`] with the digest, and the rows of the notes.
fn rows(document: &Document) -> Result<(Vec<Value>, Vec<Vec<Value>>), Error> {
    let mut row = values(document);
    let notes = derive::note_rows(&document.text, &document.notes)?;
    row.push(digest(&row, &notes)?.value());
    Ok((row, notes))
}

fn values(document: &Document) -> Vec<Value> {
    let offsets = CharOffsets::new(&document.text);
    let body = document.body.map(|body| offsets.span(body).map(|offset| offset as i64));
    vec![
        document.external_id.as_ref().value(),
        document.title.as_ref().value(),
        document.byline.as_ref().value(),
        document.outlet.as_ref().value(),
        document.agency.as_ref().value(),
        document.published.map(|published| published.date).value(),
        document.published.map(|published| published.basis.as_str()).value(),
        document.language.as_ref().value(),
        document.url.as_ref().value(),
        body.map(|[start, _]| start).value(),
        body.map(|[_, end]| end).value(),
        document.text.as_str().value(),
    ]
}

/// SHA-256 of the JSON array of the values of [`COLUMNS`], followed by an array for each note.
fn digest(values: &[Value], notes: &[Vec<Value>]) -> Result<String, Error> {
    let json = |value: &Value| match value {
        Value::Text(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        _ => serde_json::Value::Null,
    };
    let array: Vec<serde_json::Value> =
        values.iter().map(json).chain(notes.iter().map(|note| note.iter().map(json).collect())).collect();
    Ok(sha256(to_json(&array)?.as_bytes()))
}

/// The digest of the stored rows, computed anew, and the digest stored beside them.
pub(crate) fn digests(connection: &Connection, key: i64) -> Result<[String; 2], Error> {
    let sql = format!("SELECT {COLUMNS}, digest FROM documents WHERE key = ?1");
    let (values, stored) = connection.prepare_cached(&sql)?.query_row([key], |row| {
        let values = (0..WIDTH).map(|column| row.get(column)).collect::<Result<Vec<Value>, _>>()?;
        Ok((values, row.get(WIDTH)?))
    })?;
    Ok([digest(&values, &NOTES.stored(connection, key)?)?, stored])
}

/// The document with the key `key`.
pub(crate) fn load(connection: &Connection, key: i64) -> Result<Option<Document>, Error> {
    let sql = format!("SELECT id, {COLUMNS} FROM documents WHERE key = ?1");
    let mut query = connection.prepare_cached(&sql)?;
    let Some(mut document) = query.query_row([key], |row| Ok(of_row(row))).optional()?.transpose()? else {
        return Ok(None);
    };
    document.notes = notes(connection, key, &document.text)?;
    Ok(Some(document))
}

fn of_row(row: &Row<'_>) -> Result<Document, Error> {
    let text: String = row.get("text")?;
    let published = match (row.get::<_, Option<String>>("published")?, row.get("published_basis")?) {
        (Some(date), Some(basis)) => Some(Published { date: day(&date)?, basis: of_word(basis)? }),
        _ => None,
    };
    let body = span(&CharOffsets::new(&text), row.get("body_start")?, row.get("body_end")?)?;
    Ok(Document {
        id: codec::document_id(row.get("id")?)?,
        external_id: row.get("external_id")?,
        body,
        text,
        title: row.get("title")?,
        byline: row.get("byline")?,
        outlet: row.get("outlet")?,
        agency: row.get("agency")?,
        published,
        language: row.get("language")?,
        url: row.get("url")?,
        notes: Vec::new(),
    })
}

fn span(offsets: &CharOffsets<'_>, start: Option<i64>, end: Option<i64>) -> Result<Option<Span>, Error> {
    let (Some(start), Some(end)) = (start, end) else { return Ok(None) };
    match offsets.to_span([size(start)?, size(end)?]) {
        Some(span) => Ok(Some(span)),
        None => Err(Error::corrupt(format!("{start}–{end} is no range of the document's text"))),
    }
}

fn notes(connection: &Connection, key: i64, text: &str) -> Result<Vec<Note>, Error> {
    let mut query = connection.prepare_cached(
        "SELECT code, start, \"end\", message, hint FROM document_notes WHERE document = ?1 ORDER BY number",
    )?;
    let mut rows = query.query(params![key])?;
    let mut notes = Vec::new();
    let mut offsets = None;
    while let Some(row) = rows.next()? {
        let offsets = offsets.get_or_insert_with(|| CharOffsets::new(text));
        notes.push(Note {
            code: of_word(row.get(0)?)?,
            span: span(offsets, row.get(1)?, row.get(2)?)?,
            message: row.get(3)?,
            hint: row.get(4)?,
        });
    }
    Ok(notes)
}
