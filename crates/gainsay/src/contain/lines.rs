//! JSON Lines, which may be longer than memory: a piece at a time, several side by side.

use std::collections::VecDeque;

use gainsay_ingest::Overrides;
use rayon::prelude::*;

use super::Taken;
use super::job::Job;

/// How many bytes of lines are taken in at a time; one line more, so that none is cut.
const PIECE: usize = 256 << 10;

/// A name by which every piece is known for what it is.
const NAME: &str = "lines.jsonl";

/// The reports of a file of JSON Lines.
pub struct Lines<'b> {
    rest: &'b [u8],
    /// How many lines came before the rest.
    before: usize,
    overrides: Overrides,
    ready: VecDeque<Taken<'b>>,
}

impl<'b> Lines<'b> {
    /// The reports in these bytes.
    pub fn of(bytes: &'b [u8], overrides: &Overrides) -> Self {
        Self { rest: bytes, before: 0, overrides: overrides.clone(), ready: VecDeque::new() }
    }

    /// Take in as many pieces as there are threads.
    fn fill(&mut self) {
        let mut pieces = Vec::new();
        while pieces.len() < rayon::current_num_threads() && !self.rest.is_empty() {
            let (piece, rest) = self.rest.split_at(whole_lines(self.rest, PIECE));
            pieces.push((self.before, piece));
            self.before += lines_of(piece).count();
            self.rest = rest;
        }
        let overrides = &self.overrides;
        let taken = pieces.into_par_iter().map(|(before, piece)| take_in(before, piece, overrides));
        self.ready = taken.collect::<Vec<_>>().into_iter().flatten().collect();
    }
}

impl<'b> Iterator for Lines<'b> {
    type Item = Taken<'b>;

    fn next(&mut self) -> Option<Taken<'b>> {
        while self.ready.is_empty() && !self.rest.is_empty() {
            self.fill();
        }
        self.ready.pop_front()
    }
}

/// How many bytes the lines take that begin before `least`.
fn whole_lines(bytes: &[u8], least: usize) -> usize {
    let from = least.min(bytes.len());
    bytes[from..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| from + at + 1)
}

fn lines_of(piece: &[u8]) -> impl Iterator<Item = &[u8]> {
    piece.split_inclusive(|byte| *byte == b'\n')
}

/// The reports of some lines, after so many others. Where a process breaks off, its line alone fails.
fn take_in<'b>(before: usize, piece: &'b [u8], overrides: &Overrides) -> Vec<Taken<'b>> {
    let mut taken = Vec::new();
    let (mut rest, mut line) = (piece, before);
    while !rest.trim_ascii().is_empty() {
        let mut came: Vec<Taken<'b>> = Job::of(NAME, rest, overrides).collect();
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
            Job::of(NAME, bad, overrides).collect()
        } else {
            vec![Taken { raw: bad.into(), ..failure }]
        };
        taken.extend(alone.into_iter().map(|one| Taken { line: Some(line + at + 1), ..one }));
        let length: usize = lines_of(rest).take(at + 1).map(<[u8]>::len).sum();
        (rest, line) = (&rest[length..], line + at + 1);
    }
    taken
}

/// The same report with its line in the file rather than in the piece.
fn on_line(taken: Taken<'_>, before: usize) -> Taken<'_> {
    Taken { line: taken.line.map(|line| line + before), ..taken }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_where_lines_end() {
        let text = b"one\ntwo\nthree";
        assert_eq!(whole_lines(text, 1), 4);
        assert_eq!(whole_lines(text, 4), 8);
        assert_eq!(whole_lines(text, 9), 13);
        assert_eq!(whole_lines(text, 99), 13);
    }
}
