//! Lines of the read contract.

use std::io::BufReader;

use gainsay_ledger::Error;
use serde::Deserialize;

use super::{Visit, refused, taken};
use crate::run::inputs::{Source, plain, read_line};
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
        let read = read_line(&mut source, &mut line, MAX_LINE + 1);
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
