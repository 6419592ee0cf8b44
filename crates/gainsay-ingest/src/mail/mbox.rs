//! MBOX: messages one after the other, each after a line that begins with "From ".
//!
//! A message's bytes are those that were sent, so that the same message saved alone is the same document.

use std::borrow::Cow;

use super::message;
use crate::MAX_DOCUMENT_BYTES;
use crate::container::{Ahead, Context, Records, Stream, explained, one};
use crate::error::Error;

/// No line is taken in one piece beyond this.
const MAX_LINE_BYTES: usize = 1 << 20;

/// The records of the messages of a mailbox.
pub(crate) fn records<'b>(context: Context, source: Stream<'b>) -> Records<'b> {
    let mut mailbox = Mailbox { context, input: Ahead::new(source), count: 0, done: false };
    Box::new(std::iter::from_fn(move || mailbox.next()).flatten())
}

struct Mailbox<'b> {
    context: Context,
    input: Ahead<Stream<'b>>,
    count: usize,
    done: bool,
}

impl<'b> Mailbox<'b> {
    fn next(&mut self) -> Option<Records<'b>> {
        if self.done {
            return None;
        }
        let (mut bytes, mut size) = (Vec::new(), 0);
        let mut line = Vec::new();
        // A line begins a message at the beginning of the file and after a blank line.
        let (mut blank, mut whole_line) = (self.count == 0, true);
        loop {
            match self.input.line(&mut line, MAX_LINE_BYTES) {
                Err(error) => {
                    self.done = true;
                    let records = self.finish(bytes, size);
                    let broken = one(self.context.failure(explained(&error)));
                    return Some(Box::new(records.into_iter().flatten().chain(broken)));
                }
                Ok(false) => {
                    self.done = true;
                    return self.finish(bytes, size);
                }
                Ok(true) => {}
            }
            if blank && whole_line && begins_message(&line) {
                if size > 0 || self.count > 0 {
                    if let Some(records) = self.finish(std::mem::take(&mut bytes), size) {
                        return Some(records);
                    }
                    size = 0;
                }
                self.count = self.count.max(1);
                blank = false;
                continue;
            }
            blank = whole_line && line.trim_ascii().is_empty();
            whole_line = line.ends_with(b"\n");
            size += line.len();
            if size <= MAX_DOCUMENT_BYTES {
                bytes.extend_from_slice(unquoted(&line));
            } else {
                bytes = Vec::new();
            }
        }
    }

    /// The records of a message that ended, of `size` bytes.
    fn finish(&mut self, mut bytes: Vec<u8>, size: usize) -> Option<Records<'b>> {
        if size == 0 || (size <= MAX_DOCUMENT_BYTES && bytes.trim_ascii().is_empty()) {
            return None;
        }
        let place = self.context.within(&format!("message {}", self.count));
        self.count += 1;
        if size > MAX_DOCUMENT_BYTES {
            return Some(one(place.failure(Error::too_large("a message", size, MAX_DOCUMENT_BYTES))));
        }
        if let Some(left_out) = place.left_out() {
            return Some(one(left_out));
        }
        // The blank line before the next "From " belongs to the mailbox.
        for ending in [&b"\n\r\n"[..], b"\n\n"] {
            if bytes.ends_with(ending) {
                bytes.truncate(bytes.len() - ending.len() + 1);
                break;
            }
        }
        Some(message(place, Cow::Owned(bytes)))
    }
}

/// A line as it was sent: a mailbox marks those that begin with "From " so that they begin no message.
fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line }
}

/// Whether a line that follows a blank one begins a message: `From ana@k.example Tue Mar 12 10:00:00 2024`.
fn begins_message(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let text = String::from_utf8_lossy(rest);
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    // A sentence may begin with "From" as well; the day and the time tell.
    words.len() >= 4
        && words.iter().any(|word| word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_no_message() {
        assert!(begins_message(b"From ana@k.example Tue Mar 12 10:00:00 2024\n"));
        assert!(begins_message(b"From MAILER-DAEMON Tue Mar 12 10:00:00 2024\n"));
        assert!(!begins_message(b"From the harbour came a call for help on Monday.\n"));
        assert!(!begins_message(b">From ana@k.example Tue Mar 12 10:00:00 2024\n"));
    }
}
