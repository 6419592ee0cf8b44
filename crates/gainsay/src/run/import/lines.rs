//! Lines of the read contract.

use std::io::{BufRead, BufReader, Read};

use gainsay_ledger::Error;
use serde::Deserialize;

use super::{Visit, refused, taken};
use crate::run::inputs::{Source, plain};
use crate::run::stream::{FailedRead, Item};

/// No line is longer: a report of the greatest size with everything that can be read in it stays far below.
const MAX_LINE: u64 = 256 << 20;

/// The key of a line that says after which bytes its document is named; no part of what a reader says.
#[derive(Deserialize)]
struct Named {
    raw: Option<String>,
}

/// Hand the readings of the lines to `visit`; whether to go on.
pub fn read(path: &str, source: Box<dyn Source>, visit: &mut Visit<'_>) -> Result<bool, Error> {
    let mut source = BufReader::new(source);
    let mut number = 0;
    loop {
        number += 1;
        let mut line = Vec::new();
        let read = (&mut source).take(MAX_LINE + 1).read_until(b'\n', &mut line).and_then(|size| {
            let rest = if size as u64 > MAX_LINE && !line.ends_with(b"\n") { rest(&mut source)? } else { 0 };
            Ok(size as u64 + rest)
        });
        let size = match read {
            Ok(0) => return Ok(true),
            Ok(size) => size,
            Err(error) => return visit(refused(path.to_owned(), plain(&error), None)),
        };
        if line.trim_ascii().is_empty() {
            continue;
        }
        let outcome = if size > MAX_LINE {
            Err(FailedRead::because(format!(
                "too large: a line of {} MiB (limit {} MiB)",
                size >> 20,
                MAX_LINE >> 20
            )))
        } else {
            one(&line)
        };
        if !visit(Item { path: path.to_owned(), line: Some(number), bytes: size, outcome })? {
            return Ok(false);
        }
    }
}

fn one(line: &[u8]) -> Result<crate::run::stream::ReadItem, FailedRead> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let line = std::str::from_utf8(line).map_err(|_| FailedRead::because("not UTF-8".to_owned()))?;
    let named = serde_json::from_str::<Named>(line).ok().and_then(|named| named.raw);
    taken(line, named.as_deref().map(str::as_bytes))
}

/// Passes over what is left of a line; how much that was.
fn rest(source: &mut impl BufRead) -> std::io::Result<u64> {
    let mut size = 0;
    loop {
        let piece = source.fill_buf()?;
        if piece.is_empty() {
            return Ok(size);
        }
        let end = piece.iter().position(|&byte| byte == b'\n');
        let used = end.map_or(piece.len(), |at| at + 1);
        source.consume(used);
        size += used as u64;
        if end.is_some() {
            return Ok(size);
        }
    }
}
