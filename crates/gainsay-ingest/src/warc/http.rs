//! What a server sent: its head, and its body without the packing it was sent in.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::fields::Fields;
use crate::MAX_DOCUMENT_BYTES;
use crate::container::{Context, Unpacked, explained, held};
use crate::error::{Error, ErrorKind};

/// A response as it was sent.
#[derive(Debug)]
pub(super) struct Response<'r> {
    pub status: u16,
    pub fields: Fields,
    /// The body as it was sent.
    pub sent: &'r [u8],
}

impl<'r> Response<'r> {
    /// Reads a response's head. `None`: it is no HTTP.
    pub(super) fn read(block: &'r [u8]) -> Option<Self> {
        let end = block.iter().position(|byte| *byte == b'\n')? + 1;
        let line = std::str::from_utf8(&block[..end]).ok()?;
        let status = line.strip_prefix("HTTP/")?.split_ascii_whitespace().nth(1)?.parse().ok()?;
        let (fields, length) = Fields::of(&block[end..]);
        Some(Self { status, fields, sent: &block[end + length..] })
    }

    /// The body without chunks; those that say they are there and are not, are not looked for.
    pub(super) fn joined(&self) -> Option<(Vec<u8>, bool)> {
        let chunked = self
            .fields
            .get("transfer-encoding")
            .is_some_and(|how| how.to_ascii_lowercase().contains("chunked"));
        if chunked { unchunked(self.sent) } else { None }
    }

    /// The names of what the body is packed by, the last first.
    pub(super) fn encodings(&self) -> Vec<String> {
        let named = self.fields.get("content-encoding").unwrap_or_default();
        named
            .split(',')
            .rev()
            .map(|name| name.trim().to_ascii_lowercase())
            .filter(|name| !name.is_empty())
            .collect()
    }
}

/// The chunks of a body, and whether the last one was there. `None`: it does not begin with a chunk.
fn unchunked(sent: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut out = Vec::new();
    let mut rest = sent;
    let mut first = true;
    loop {
        let Some(size) = chunk_size(&mut rest) else { return (!first).then_some((out, false)) };
        first = false;
        if size == 0 {
            return Some((out, true));
        }
        out.extend_from_slice(&rest[..size.min(rest.len())]);
        if size > rest.len() {
            return Some((out, false));
        }
        rest = &rest[size..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

/// Takes the line that says how long the next chunk is.
fn chunk_size(rest: &mut &[u8]) -> Option<usize> {
    let end = rest.iter().take(200).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&rest[..end]).ok()?;
    let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
    *rest = &rest[end + 1..];
    Some(size)
}

/// Unpacks a body that is packed as `encoding` says; one that is not is left as it is.
pub(super) fn unpacked(body: Vec<u8>, encoding: &str, context: &Context) -> Result<Vec<u8>, Error> {
    let length = body.len() as u64;
    let budget = context.budget.clone();
    let all = |reader: &mut (dyn Read + Send)| {
        held(Box::new(Unpacked::of_size(reader, budget.clone(), length)), MAX_DOCUMENT_BYTES, "a capture")
    };
    match encoding {
        "gzip" | "x-gzip" if body.starts_with(&[0x1F, 0x8B]) => all(&mut MultiGzDecoder::new(&body[..])),
        // Both are in use under this name.
        "deflate" => {
            all(&mut ZlibDecoder::new(&body[..])).or_else(|_| all(&mut DeflateDecoder::new(&body[..])))
        }
        "br" => all(&mut Decompressor::new(&body[..], 4096)),
        "gzip" | "x-gzip" | "identity" | "none" | "utf-8" => Ok(body),
        other => {
            let other = crate::container::shown(other.as_bytes());
            Err(Error::new(ErrorKind::Damaged, format!("the page is packed by “{other}”, which is not read")))
        }
    }
}

/// What can be had of a body that is cut short within its packing.
pub(super) fn unpacked_in_part(body: &[u8], encoding: &str, context: &Context) -> Option<Vec<u8>> {
    let mut reader: Box<dyn Read + Send> = match encoding {
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(body)),
        "deflate" => Box::new(ZlibDecoder::new(body)),
        "br" => Box::new(Decompressor::new(body, 4096)),
        _ => return None,
    };
    let mut out = Vec::new();
    let unpacked = Unpacked::of_size(&mut reader, context.budget.clone(), body.len() as u64);
    let done =
        unpacked.take(MAX_DOCUMENT_BYTES as u64).read_to_end(&mut out).map_err(|error| explained(&error));
    let bound = done.is_err_and(|error| error.is_too_large());
    (!bound && !out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sent: &[u8], expected: Option<(&[u8], bool)>) {
        let found = unchunked(sent);
        assert_eq!(found.as_ref().map(|(bytes, whole)| (&bytes[..], *whole)), expected);
    }

    #[test]
    fn chunks_are_joined() {
        check(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", Some((b"abcde", true)));
        check(b"3\nabc\n0\n\n", Some((b"abc", true)));
        check(b"5\r\nabc", Some((b"abc", false)));
        check(b"3\r\nabc\r\n", Some((b"abc", false)));
        check(b"<html>", None);
        check(b"ffffffffffffffff\r\nabc", Some((b"abc", false)));
    }

    #[test]
    fn the_head_of_a_response() {
        let found = Response::read(b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody").unwrap();
        assert_eq!((found.status, found.fields.get("a"), found.sent), (200, Some("b"), &b"body"[..]));
        assert!(Response::read(b"no head").is_none());
    }
}
