//! JSON Lines: one report a line.

use std::borrow::Cow;

use gainsay_document::{Note, NoteCode, Published, PublishedBasis};
use serde_json::{Map, Value};

use crate::container::{Ahead, Context, Records, Stream, explained};
use crate::date::{self, DateFound, DayOrder};
use crate::draft::Draft;
use crate::encoding;
use crate::error::{Error, ErrorKind};
use crate::{MAX_DOCUMENT_BYTES, Record, head};

/// The records of the lines that are not blank, read when the iterator comes to them.
pub(crate) fn records<'b>(context: Context, source: Stream<'b>) -> Records<'b> {
    let mut input = Ahead::new(source);
    let (mut number, mut done) = (0, false);
    Box::new(std::iter::from_fn(move || {
        while !done {
            number += 1;
            let mut line = Vec::new();
            let more = match input.line(&mut line, MAX_DOCUMENT_BYTES + 2) {
                Ok(more) => more,
                Err(error) => {
                    done = true;
                    return Some(Record {
                        line: Some(number),
                        ..context.failure(explained(&error).on_line(number))
                    });
                }
            };
            if !more {
                return None;
            }
            let size = match rest_of_line(&mut input, &line) {
                Ok(rest) => line.len() + rest,
                Err(_) => line.len(),
            };
            if number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
                line.drain(..3);
            }
            if line.ends_with(b"\n") {
                line.pop();
            }
            if line.ends_with(b"\r") {
                line.pop();
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            if let Some(left_out) = context.left_out() {
                return Some(Record { line: Some(number), ..left_out });
            }
            let draft = if size > MAX_DOCUMENT_BYTES + 2 {
                line = Vec::new();
                Err(Error::too_large("a line", size, MAX_DOCUMENT_BYTES))
            } else {
                read(&line)
            };
            let draft = draft.map_err(|error| error.on_line(number));
            return Some(Record { line: Some(number), ..context.record(Cow::Owned(line), draft) });
        }
        None
    }))
}

/// Passes over what is left of a line that was too long to be read whole; how much that was.
fn rest_of_line(input: &mut Ahead<Stream<'_>>, line: &[u8]) -> std::io::Result<usize> {
    let (mut size, mut piece) = (0, Vec::new());
    if line.len() < MAX_DOCUMENT_BYTES + 2 || line.ends_with(b"\n") {
        return Ok(0);
    }
    while input.line(&mut piece, 1 << 20)? {
        size += piece.len();
        if piece.ends_with(b"\n") {
            break;
        }
    }
    Ok(size)
}

/// Reads the record of one line.
pub(crate) fn read(line: &[u8]) -> Result<Draft, Error> {
    if line.len() > MAX_DOCUMENT_BYTES {
        return Err(Error::too_large("a line", line.len(), MAX_DOCUMENT_BYTES));
    }
    let bad = |message: String| Error::new(ErrorKind::BadRecord, message);
    let decoded = encoding::decode(line, None);
    let value: Value = serde_json::from_str(decoded.text.trim()).map_err(|error| {
        bad(format!("not a JSON object: {}", without_position(&error)))
            .with_hint("each line must be one whole JSON object")
    })?;
    let Value::Object(mut record) = value else {
        return Err(bad("not a JSON object: another kind of JSON value".to_owned())
            .with_hint("each line must be one whole JSON object"));
    };
    let text = match record.remove("text") {
        Some(Value::String(text)) if !text.trim().is_empty() => text,
        Some(Value::String(_)) => return Err(bad("`text` is empty".to_owned())),
        None | Some(Value::Null) => {
            return Err(bad("`text` is missing".to_owned())
                .with_hint("the report's words stand under the key `text`"));
        }
        Some(other) => return Err(bad(format!("`text` must be a string, not {}", kind(&other)))),
    };
    let mut fields = Fields { record, notes: decoded.notes };
    let mut draft = Draft {
        external_id: fields.identifier(),
        title: fields.string("title"),
        byline: fields.string("byline"),
        outlet: fields.string("outlet"),
        agency: fields.string("agency"),
        language: fields.string("language"),
        url: fields.string("url"),
        ..Draft::default()
    };
    let order = DayOrder::of_language(draft.language.as_deref());
    draft.published = fields.published(order);
    draft.notes = fields.notes;
    draft.body = body_after_date_line(&text, &mut draft, order)..text.len();
    draft.text = text;
    Ok(draft)
}

/// Where the body begins: after a line that holds only a date, if the text opens with one.
fn body_after_date_line(text: &str, draft: &mut Draft, order: DayOrder) -> usize {
    let start = text.len() - text.trim_start().len();
    let Some((line, rest)) = text[start..].split_once('\n') else { return start };
    let dates = date::dates_of_line(line.trim(), order);
    if dates.is_empty() || rest.trim().is_empty() {
        return start;
    }
    for found in &dates {
        if let (None, DateFound::Day(date, _)) = (draft.published, &found.found) {
            draft.published = Some(Published { date: *date, basis: PublishedBasis::Head });
        }
    }
    text.len() - rest.len()
}

/// What serde_json says, without "at line 1 column 5": the line is ours to count.
fn without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let words = message.split(" at line ").next().unwrap_or_default();
    format!("{words} (column {})", error.column())
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

struct Fields {
    record: Map<String, Value>,
    notes: Vec<Note>,
}

impl Fields {
    fn string(&mut self, key: &str) -> Option<String> {
        match self.record.remove(key)? {
            Value::String(value) => Some(value),
            Value::Null => None,
            other => {
                self.ignored(key, &other);
                None
            }
        }
    }

    /// `id`: a string, or a number as it is written.
    fn identifier(&mut self) -> Option<String> {
        match self.record.get("id") {
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => self.string("id"),
        }
    }

    fn published(&mut self, order: DayOrder) -> Option<Published> {
        let written = match self.record.get("published") {
            // 20240212
            Some(Value::Number(number)) if number.to_string().len() == 8 => number.to_string(),
            _ => self.string("published")?,
        };
        if written.trim().is_empty() {
            return None;
        }
        match date::first_date(&written, order) {
            Some(DateFound::Day(date, _)) => {
                return Some(Published { date, basis: PublishedBasis::Metadata });
            }
            Some(DateFound::Unreadable(why, _)) => self.notes.push(head::unreadable_date(&why)),
            None => {
                let shown: String = written.chars().take(40).collect();
                self.notes.push(
                    Note::new(NoteCode::DateUnreadable, format!("`published` is no date: “{shown}”"))
                        .hint("write the day as YYYY-MM-DD"),
                );
            }
        }
        None
    }

    fn ignored(&mut self, key: &str, value: &Value) {
        self.notes.push(
            Note::new(
                NoteCode::FieldIgnored,
                format!("`{key}` must be a string, not {}; it was left out", kind(value)),
            )
            .hint(format!("write `{key}` as a string, or leave the key out")),
        );
    }
}
