//! Named fields, a line each, as WARC and HTTP heads have them.

use std::io::{self, Read};

use crate::container::{Ahead, damaged};

/// Names in small letters and their values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads fields up to the blank line after them, which may take `limit` bytes.
    pub(crate) fn read<R: Read>(input: &mut Ahead<R>, limit: usize) -> io::Result<Self> {
        let mut fields = Self::default();
        let (mut line, mut taken) = (Vec::new(), 0);
        while input.line(&mut line, limit)? {
            taken += line.len();
            if taken > limit {
                return Err(damaged("the head of a record is too long"));
            }
            if !fields.push(&line) {
                return Ok(fields);
            }
        }
        Err(io::ErrorKind::UnexpectedEof.into())
    }

    /// Reads fields from the start of `bytes`; with them, where they end.
    pub(crate) fn of(bytes: &[u8]) -> (Self, usize) {
        let (mut fields, mut at) = (Self::default(), 0);
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            at += line.len();
            if !fields.push(line) {
                break;
            }
        }
        (fields, at)
    }

    /// Takes a line in; false where it is blank and ends the fields.
    fn push(&mut self, line: &[u8]) -> bool {
        let text = String::from_utf8_lossy(line);
        let words = text.trim();
        if words.is_empty() {
            return false;
        }
        if text.starts_with([' ', '\t']) {
            if let Some((_, value)) = self.0.last_mut() {
                value.push(' ');
                value.push_str(words);
            }
        } else if let Some((name, value)) = words.split_once(':') {
            self.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
        true
    }

    /// The value of the first field of this name, given in small letters.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_case_and_folded_lines() {
        let (fields, end) = Fields::of(b"A-b: one\r\n two\nC:3\n\nrest");
        assert_eq!((fields.get("a-b"), fields.get("c"), end), (Some("one two"), Some("3"), 20));
    }
}
