//! JSON Lines, which may be longer than memory: a piece at a time, several side by side.

use std::collections::VecDeque;
use std::io::{self, BufReader};

use gainsay_ingest::{Error, MAX_DOCUMENT_BYTES, Overrides};
use rayon::prelude::*;

use super::Taken;
use super::given::Given;
use super::job::Job;
use crate::run::{FailedRead, Source, plain, read_line};

/// How many bytes of lines are taken in at a time; one line more, so that none is cut.
const PIECE: usize = 256 << 10;

/// No longer line is held.
const LONGEST: u64 = MAX_DOCUMENT_BYTES as u64 + 2;

/// A name by which every piece is known for what it is.
const NAME: &str = "lines.jsonl";

/// The reports of a file of JSON Lines.
pub struct Lines<'b> {
    source: BufReader<Box<dyn Source + 'b>>,
    /// How many lines were read.
    read: usize,
    overrides: Overrides,
    ready: VecDeque<Taken<'b>>,
    done: bool,
}

/// What is read of a file at a time.
enum Piece {
    /// Whole lines, after so many others.
    Lines(usize, Vec<u8>),
    /// One that is no report, and its line.
    Failed(usize, FailedRead),
}

impl<'b> Lines<'b> {
    /// The reports in a file, read from where `source` stands.
    pub fn of(source: Box<dyn Source + 'b>, overrides: &Overrides) -> Self {
        let source = BufReader::with_capacity(64 << 10, source);
        Self { source, read: 0, overrides: overrides.clone(), ready: VecDeque::new(), done: false }
    }

    /// Take in as many pieces as there are threads.
    fn fill(&mut self) {
        let mut pieces = Vec::new();
        while pieces.len() < rayon::current_num_threads() && !self.done {
            if let Err(error) = self.piece(&mut pieces) {
                self.done = true;
                let failed = FailedRead::because(format!("cannot be read: {}", plain(&error)));
                pieces.push(Piece::Failed(self.read + 1, failed));
            }
        }
        let overrides = &self.overrides;
        let taken = pieces.into_par_iter().map(|piece| match piece {
            Piece::Lines(before, lines) => take_in(before, &lines, overrides),
            Piece::Failed(line, failed) => vec![Taken { line: Some(line), ..Taken::refused(&[], failed) }],
        });
        self.ready = taken.collect::<Vec<_>>().into_iter().flatten().collect();
    }

    /// Read the next lines; nothing where there are none.
    fn piece(&mut self, pieces: &mut Vec<Piece>) -> io::Result<()> {
        let (before, mut lines) = (self.read, Vec::new());
        while lines.len() < PIECE {
            let start = lines.len();
            let size = read_line(&mut self.source, &mut lines, LONGEST)?;
            if size == 0 {
                self.done = true;
                break;
            }
            self.read += 1;
            if size >= LONGEST && !lines.ends_with(b"\n") {
                lines.truncate(start);
                if !lines.is_empty() {
                    pieces.push(Piece::Lines(before, lines));
                }
                let size = usize::try_from(size).unwrap_or(usize::MAX);
                let error = Error::too_large("a line", size, MAX_DOCUMENT_BYTES);
                pieces.push(Piece::Failed(self.read, error.into()));
                return Ok(());
            }
        }
        if !lines.is_empty() {
            pieces.push(Piece::Lines(before, lines));
        }
        Ok(())
    }
}

impl<'b> Iterator for Lines<'b> {
    type Item = Taken<'b>;

    fn next(&mut self) -> Option<Taken<'b>> {
        while self.ready.is_empty() && !self.done {
            self.fill();
        }
        self.ready.pop_front()
    }
}

fn lines_of(piece: &[u8]) -> impl Iterator<Item = &[u8]> {
    piece.split_inclusive(|byte| *byte == b'\n')
}

/// The reports of some lines, after so many others. Where a process breaks off, its line alone fails.
fn take_in(before: usize, piece: &[u8], overrides: &Overrides) -> Vec<Taken<'static>> {
    let mut taken: Vec<Taken<'_>> = Vec::new();
    let (mut rest, mut line) = (piece, before);
    while !rest.trim_ascii().is_empty() {
        let mut came: Vec<Taken<'_>> = Job::of(NAME, Given::Bytes(rest), overrides).collect();
        // A failure that names no line is one of the process.
        let broke = came.iter().position(|one| one.line.is_none() && one.outcome.is_err());
        let after = came.split_off(broke.unwrap_or(came.len()));
        let good = came.iter().filter_map(|one| one.line).max().unwrap_or_default();
        taken.extend(came.into_iter().map(|one| on_line(one, line)));
        let Some(failure) = after.into_iter().next() else { break };
        // It broke off at the next line that is not blank. Which line that was is certain once it is taken in alone.
        let mut left =
            lines_of(rest).enumerate().skip(good).filter(|(_, line)| !line.trim_ascii().is_empty());
        let Some((at, bad)) = left.next() else { break };
        let alone = if good > 0 || left.next().is_some() {
            Job::of(NAME, Given::Bytes(bad), overrides).collect()
        } else {
            vec![Taken { raw: bad.into(), ..failure }]
        };
        taken.extend(alone.into_iter().map(|one| Taken { line: Some(line + at + 1), ..one }));
        let length: usize = lines_of(rest).take(at + 1).map(<[u8]>::len).sum();
        (rest, line) = (&rest[length..], line + at + 1);
    }
    taken.into_iter().map(Taken::into_owned).collect()
}

/// The same report with its line in the file rather than in the piece.
fn on_line(taken: Taken<'_>, before: usize) -> Taken<'_> {
    Taken { line: taken.line.map(|line| line + before), ..taken }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// The pieces of a text: how many lines came before each, and how many bytes it has; or which line failed, and why.
    fn pieces(text: Vec<u8>) -> Vec<(usize, Result<usize, String>)> {
        let mut lines = Lines::of(Box::new(Cursor::new(text)), &Overrides::default());
        let mut pieces = Vec::new();
        while !lines.done {
            lines.piece(&mut pieces).unwrap();
        }
        let told = |piece| match piece {
            Piece::Lines(before, lines) => (before, Ok(lines.len())),
            Piece::Failed(line, failed) => (line, Err(failed.reason)),
        };
        pieces.into_iter().map(told).collect()
    }

    #[test]
    fn pieces_end_where_lines_end() {
        let line = |size: usize| [vec![b'x'; size - 1], vec![b'\n']].concat();
        assert_eq!(pieces(b"one\ntwo".to_vec()), [(0, Ok(7))]);
        let text = [line(PIECE - 1), line(90), line(5)].concat();
        assert_eq!(pieces(text), [(0, Ok(PIECE + 89)), (2, Ok(5))]);
        assert_eq!(pieces(Vec::new()), []);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let long = vec![b'x'; MAX_DOCUMENT_BYTES + 900];
        let text = [b"one\n".to_vec(), long, b"\nthree\n".to_vec()].concat();
        let reason = "too large: a line of 33 MiB (limit 32 MiB)".to_owned();
        assert_eq!(pieces(text), [(0, Ok(4)), (2, Err(reason)), (2, Ok(6))]);
    }
}
