//! Between values and what a column holds.

use std::io::Read;

use gainsay_document::{DocumentId, Scope};
use jiff::civil::Date;
use rusqlite::types::Value;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::Error;

/// Zstandard's own default: about three times smaller on news text at a negligible cost.
const LEVEL: i32 = 3;

/// SHA-256 in lower-case hexadecimal, as every hash of the ledger is written.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut hex, byte| {
        for digit in [byte >> 4, byte & 0xF] {
            hex.push(char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }));
        }
        hex
    })
}

/// One Zstandard frame with its checksum, so that a changed byte is noticed.
pub(crate) fn compress(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let failed =
        |error: std::io::Error| Error::rejected(format!("could not be compressed: {error}")).caused_by(error);
    let mut encoder = zstd::Encoder::new(Vec::new(), LEVEL).map_err(failed)?;
    encoder.include_checksum(true).map_err(failed)?;
    std::io::Write::write_all(&mut encoder, bytes).map_err(failed)?;
    encoder.finish().map_err(failed)
}

/// The `length` bytes in `frame`. Reads no more than that, whatever the frame claims.
pub(crate) fn decompress(frame: &[u8], length: i64) -> Result<Vec<u8>, Error> {
    let failed = |error: std::io::Error| Error::corrupt(format!("could not be decompressed: {error}"));
    let length = u64::try_from(length).map_err(|_| Error::corrupt("a length below zero"))?;
    let mut bytes = Vec::new();
    let decoder = zstd::Decoder::new(frame).map_err(failed)?;
    decoder.take(length.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 != length {
        return Err(Error::corrupt(format!("{length} bytes were stored, another number came back")));
    }
    Ok(bytes)
}

pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value)
        .map_err(|error| Error::rejected(format!("not to be stored: {error}")).caused_by(error))
}

pub(crate) fn from_json<T: DeserializeOwned>(json: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(json)
        .map_err(|error| Error::corrupt(format!("not what was stored: {error}")).caused_by(error))
}

/// The value whose word in the read contract is `word`.
pub(crate) fn of_word<T: DeserializeOwned>(word: String) -> Result<T, Error> {
    serde_json::from_value(serde_json::Value::String(word))
        .map_err(|error| Error::corrupt(format!("an unknown word: {error}")).caused_by(error))
}

/// The word of the read contract for a value that has one.
pub(crate) fn to_word<T: Serialize>(value: &T) -> Result<String, Error> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        other => Err(Error::rejected(format!("not a word: {other:?}"))),
    }
}

pub(crate) fn document_id(id: String) -> Result<DocumentId, Error> {
    DocumentId::try_from(id).map_err(|error| Error::corrupt(error.to_string()))
}

pub(crate) fn day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|error| Error::corrupt(format!("not a day: {text:?}: {error}")))
}

pub(crate) fn optional_day(text: Option<String>) -> Result<Option<Date>, Error> {
    text.map(|text| day(&text)).transpose()
}

pub(crate) fn scope_words(scope: Scope) -> (&'static str, Option<Date>) {
    match scope {
        Scope::Event => ("event", None),
        Scope::Cumulative { since } => ("cumulative", since),
    }
}

pub(crate) fn scope(word: &str, since: Option<String>) -> Result<Scope, Error> {
    match word {
        "event" => Ok(Scope::Event),
        "cumulative" => Ok(Scope::Cumulative { since: optional_day(since)? }),
        other => Err(Error::corrupt(format!("an unknown scope: {other:?}"))),
    }
}

/// A number counted from 0 as the number of the shown identifier.
pub(crate) fn number(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX - 1) + 1
}

/// The number of a shown identifier as an index.
pub(crate) fn index(number: i64) -> Result<usize, Error> {
    usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1))
        .ok_or_else(|| Error::corrupt(format!("a number below one: {number}")))
}

/// A count or offset that came out of a column.
pub(crate) fn size(value: i64) -> Result<usize, Error> {
    usize::try_from(value).map_err(|_| Error::corrupt(format!("a size below zero: {value}")))
}

/// A finite number, or nothing: what is unknown is not zero, and no column holds infinity.
pub(crate) fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// A column value of anything SQLite has a type for.
pub(crate) trait IntoValue {
    fn value(self) -> Value;
}

impl IntoValue for &str {
    fn value(self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl IntoValue for String {
    fn value(self) -> Value {
        Value::Text(self)
    }
}

impl IntoValue for &String {
    fn value(self) -> Value {
        Value::Text(self.clone())
    }
}

impl IntoValue for i64 {
    fn value(self) -> Value {
        Value::Integer(self)
    }
}

impl IntoValue for u32 {
    fn value(self) -> Value {
        Value::Integer(self.into())
    }
}

impl IntoValue for bool {
    fn value(self) -> Value {
        Value::Integer(self.into())
    }
}

impl IntoValue for f64 {
    fn value(self) -> Value {
        Value::Real(self)
    }
}

impl IntoValue for Date {
    fn value(self) -> Value {
        Value::Text(self.to_string())
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn value(self) -> Value {
        self.map_or(Value::Null, T::value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sha256_is_the_published_one() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn bytes_come_back() {
        let check = |bytes: &[u8]| {
            let frame = compress(bytes).unwrap();
            assert_eq!(decompress(&frame, bytes.len() as i64).unwrap(), bytes);
            assert!(decompress(&frame, bytes.len() as i64 + 1).unwrap_err().is_corrupt());
            assert!(decompress(&frame, -1).unwrap_err().is_corrupt());
        };
        check(b"");
        check(b"one report");
        check(&[7; 100_000]);
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let frame = compress(b"the ministry said that nine were hurt").unwrap();
        for at in 0..frame.len() {
            let mut changed = frame.clone();
            changed[at] ^= 0x20;
            let back = decompress(&changed, 37);
            assert!(back.is_err() || back.unwrap() == b"the ministry said that nine were hurt", "byte {at}");
        }
    }

    #[test]
    fn a_frame_that_claims_too_much_is_not_followed() {
        let frame = compress(&vec![0; 10_000_000]).unwrap();
        assert!(decompress(&frame, 10).unwrap_err().is_corrupt());
    }
}
