//! One report as the columns of a table give it, and the JSON line that it is named after.
//!
//! A table has no bytes to hash. A row of one is therefore the document of the JSON line that its columns make: the same
//! document that a JSON Lines file of such lines gives, under the same identifier.

use std::borrow::Cow;

use serde::Serialize;

use crate::error::Error;
use crate::{MAX_DOCUMENT_BYTES, Overrides, Record, jsonl};

/// The columns of one report; what is `None` has no key in its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Row<'r> {
    /// What the table calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'r str>,
    /// Its text, kept unchanged.
    pub text: &'r str,
    /// When it was published, as a JSON line would say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<&'r str>,
    /// Its headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'r str>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<&'r str>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'r str>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<&'r str>,
    /// The news agency credited with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<&'r str>,
    /// The BCP 47 tag of its language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'r str>,
}

impl Row<'_> {
    /// The JSON line of these columns: the keys in the order of the fields, no white space between them, letters unescaped.
    ///
    /// # Errors
    /// When the text alone is larger than a report may be.
    pub fn line(&self) -> Result<String, Error> {
        if self.text.len() > MAX_DOCUMENT_BYTES {
            return Err(Error::too_large("a text", self.text.len(), MAX_DOCUMENT_BYTES));
        }
        Ok(serde_json::to_string(self).expect("strings alone are written"))
    }
}

/// The report of one line of JSON Lines, as a file that holds this line gives it.
#[must_use]
pub fn of_line<'b>(line: Cow<'b, [u8]>, overrides: &Overrides) -> Record<'b> {
    let end = |line: &[u8]| {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        line.strip_suffix(b"\r").unwrap_or(line).len()
    };
    let line = match line {
        Cow::Borrowed(line) => Cow::Borrowed(&line[..end(line)]),
        Cow::Owned(mut line) => {
            line.truncate(end(&line));
            Cow::Owned(line)
        }
    };
    let draft = jsonl::read(&line);
    Record::new(line, draft, overrides)
}

/// `raw` with `null` for its `text`, where [`with_text`] gives it back to the byte; else `raw` as it is.
///
/// No report's line says that its text is `null`, so that the two are told apart.
#[must_use]
pub fn without_text<'b>(raw: &'b [u8], text: &str) -> Cow<'b, [u8]> {
    let value = written(text);
    let Some(at) = text_value(raw, value.as_bytes()) else { return Cow::Borrowed(raw) };
    let short = [&raw[..at], b"null", &raw[at + value.len()..]].concat();
    if with_text(&short, text) == raw { Cow::Owned(short) } else { Cow::Borrowed(raw) }
}

/// What [`without_text`] was made of.
#[must_use]
pub fn with_text<'b>(raw: &'b [u8], text: &str) -> Cow<'b, [u8]> {
    match text_value(raw, b"null") {
        Some(at) => Cow::Owned([&raw[..at], written(text).as_bytes(), &raw[at + 4..]].concat()),
        None => Cow::Borrowed(raw),
    }
}

fn written(text: &str) -> String {
    serde_json::to_string(text).expect("a string is written")
}

/// Where `value` first stands as the value of a key `text`.
fn text_value(raw: &[u8], value: &[u8]) -> Option<usize> {
    const KEY: &[u8] = b"\"text\"";
    let keys = raw.windows(KEY.len()).enumerate().filter(|(_, bytes)| *bytes == KEY);
    let mut values = keys.filter_map(|(at, _)| {
        let rest = raw[at + KEY.len()..].trim_ascii_start().strip_prefix(b":")?.trim_ascii_start();
        rest.starts_with(value).then(|| raw.len() - rest.len())
    });
    values.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(line: &str) -> gainsay_document::Document {
        of_line(Cow::Borrowed(line.as_bytes()), &Overrides::default()).document.unwrap()
    }

    #[test]
    fn a_row_is_the_document_of_its_line() {
        let row = Row {
            id: Some("r1"),
            text: "A dam “broke” at Korva.\nNine were hurt.",
            published: Some("2024-02-12"),
            outlet: Some("Korva Herald"),
            ..Row::default()
        };
        let line = row.line().unwrap();
        assert_eq!(
            line,
            r#"{"id":"r1","text":"A dam “broke” at Korva.\nNine were hurt.","published":"2024-02-12","outlet":"Korva Herald"}"#
        );
        let file = format!("{line}\r\n");
        let mut in_file = crate::ingest("reports.jsonl", file.as_bytes(), &Overrides::default())
            .unwrap()
            .map(|record| record.document.unwrap());
        let in_file = in_file.next().unwrap();
        assert_eq!(document(&line), in_file);
        assert_eq!(document(&file), in_file);
        assert_eq!((in_file.external_id.as_deref(), in_file.text.as_str()), (Some("r1"), row.text));
    }

    #[test]
    fn what_is_too_large_is_refused_before_it_is_copied() {
        let text = "a".repeat(MAX_DOCUMENT_BYTES + 1);
        let error = Row { text: &text, ..Row::default() }.line().unwrap_err();
        assert!(error.is_too_large(), "{error}");
    }

    #[test]
    fn a_line_comes_back_from_what_is_left_of_it() {
        let check = |raw: &str, text: &str, left: &str| {
            let short = without_text(raw.as_bytes(), text);
            assert_eq!(String::from_utf8_lossy(&short), left, "{raw}");
            assert_eq!(String::from_utf8_lossy(&with_text(&short, text)), raw);
        };
        check(r#"{"id":"1","text":"A dam.","url":"x"}"#, "A dam.", r#"{"id":"1","text":null,"url":"x"}"#);
        check(r#"{"id":"1", "text" :  "A dam."}"#, "A dam.", r#"{"id":"1", "text" :  null}"#);
        check(r#"{"text":"\u0041 dam."}"#, "A dam.", r#"{"text":"\u0041 dam."}"#);
        check(
            r#"{"title":"text","text":"\"text\":null"}"#,
            "\"text\":null",
            r#"{"title":"text","text":null}"#,
        );
        check("not a line", "A dam.", "not a line");
        check("", "", "");
    }
}
