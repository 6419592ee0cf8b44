//! Looking at bytes before they are taken.

use std::io::{self, BufRead, Read};

/// How much is read at once.
const CHUNK: usize = 64 << 10;

/// A reader that shows what comes next, and takes back what was read too far.
#[derive(Debug)]
pub(crate) struct Ahead<R> {
    inner: R,
    held: Vec<u8>,
    /// What is held and not yet taken: from here,
    at: usize,
    /// to here.
    end: usize,
    /// An error that waits until what was read before it is taken.
    failed: Option<io::Error>,
}

impl<R: Read> Ahead<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, held: Vec::new(), at: 0, end: 0, failed: None }
    }

    /// The next `count` bytes without taking them; fewer where the end comes first, or an error, which then comes when
    /// those are taken.
    pub(crate) fn at_least(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.end - self.at < count {
            match self.more() {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) if self.at < self.end => {
                    self.failed = Some(error);
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(&self.held[self.at..self.end])
    }

    /// Puts bytes back before all that is to come.
    pub(crate) fn unread(&mut self, bytes: &[u8]) {
        let mut held = bytes.to_vec();
        held.extend_from_slice(&self.held[self.at..self.end]);
        (self.at, self.end) = (0, held.len());
        self.held = held;
    }

    /// Forgets what was looked at and not taken.
    pub(crate) fn forget(&mut self) {
        (self.at, self.end) = (0, 0);
        self.failed = None;
    }

    pub(crate) fn inner(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Takes up to `count` bytes; fewer where the end comes first.
    pub(crate) fn taken(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.by_ref().take(count as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Passes over `count` bytes; how many there were.
    pub(crate) fn skip(&mut self, count: u64) -> io::Result<u64> {
        let mut left = count;
        while left > 0 {
            let here = self.fill_buf()?.len();
            if here == 0 {
                break;
            }
            let step = here.min(usize::try_from(left).unwrap_or(usize::MAX));
            self.consume(step);
            left -= step as u64;
        }
        Ok(count - left)
    }

    /// Reads one line into `line`, with its end; no more than `limit` bytes. False: nothing is left.
    pub(crate) fn line(&mut self, line: &mut Vec<u8>, limit: usize) -> io::Result<bool> {
        line.clear();
        self.by_ref().take(limit as u64).read_until(b'\n', line)?;
        Ok(!line.is_empty())
    }

    /// Reads on after what is held; false at the end.
    fn more(&mut self) -> io::Result<bool> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        self.held.copy_within(self.at..self.end, 0);
        (self.at, self.end) = (0, self.end - self.at);
        if self.held.len() - self.end < CHUNK {
            self.held.truncate(self.end);
            self.held.extend_from_slice(&[0; CHUNK]);
        }
        loop {
            match self.inner.read(&mut self.held[self.end..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(read) => {
                    self.end += read;
                    return Ok(read > 0);
                }
            }
        }
    }
}

impl<R: Read> Read for Ahead<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let here = self.fill_buf()?;
        let count = here.len().min(buffer.len());
        buffer[..count].copy_from_slice(&here[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Ahead<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.end {
            self.more()?;
        }
        Ok(&self.held[self.at..self.end])
    }

    fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_at_is_read_again() {
        let mut ahead = Ahead::new(&b"one\ntwo"[..]);
        assert_eq!(ahead.at_least(2).unwrap(), b"one\ntwo");
        let mut line = Vec::new();
        assert!(ahead.line(&mut line, 100).unwrap());
        assert_eq!(line, b"one\n");
        ahead.unread(b"1\n");
        assert_eq!(ahead.taken(100).unwrap(), b"1\ntwo");
        assert!(!ahead.line(&mut line, 100).unwrap());
    }
}
