//! The process that takes in: bytes over standard input, records over standard output.

use std::fmt;
use std::io::{self, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use gainsay_ingest::{Error, Record, Watch};

use super::frame::{self, Kind};
use super::pieces::{Pipes, Remote, Shared, with};
use super::wire::{self, Hello, InputHead};
use super::{acts, limits};
use crate::run::{FailedRead, guarded};

/// The first argument of a program that is started to take in.
pub const ARGUMENT: &str = "__take-in";

/// How long a record may wait for company before it is handed on.
const LINGER: Duration = Duration::from_millis(50);

/// How often in a row the reader of a format may panic before the rest of the input is given up: one that does not get
/// on would panic for ever.
const PANICS: usize = 64;

/// Give up what can be given up, then take in what is handed over until there is no more.
pub fn main() -> ExitCode {
    // A panic is told in the answer; standard error is for the last words alone.
    std::panic::set_hook(Box::new(|_| {}));
    let served = limits::within_limits(|reached| {
        let to = BufWriter::with_capacity(64 << 10, io::stdout());
        serve(reached, &Arc::new(Mutex::new(Pipes { from: io::stdin(), to })))
    });
    match served {
        Some(Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn serve<R, W>(reached: Vec<String>, pipes: &Shared<R, W>) -> io::Result<()>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
{
    let hello = serde_json::to_vec(&Hello { reached })?;
    with(pipes, |pipes| frame::write(&mut pipes.to, Kind::Hello, &hello).and_then(|()| pipes.to.flush()))?;
    while let Some((Kind::Input, head)) = with(pipes, |pipes| frame::read(&mut pipes.from))? {
        let head: InputHead = serde_json::from_slice(&head)?;
        if head.follow {
            let count = usize::try_from(head.bytes).map_err(io::Error::other)?;
            let mut bytes = Vec::with_capacity(count);
            with(pipes, |pipes| pipes.from.by_ref().take(head.bytes).read_to_end(&mut bytes))?;
            if bytes.len() != count {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let records = || gainsay_ingest::ingest(&head.name, &bytes, &head.overrides());
            answer(guarded(records), &bytes, pipes)?;
        } else {
            let source = Remote::of(pipes.clone(), head.bytes);
            let (name, overrides) = (head.name.clone(), head.overrides());
            let watch = Arc::new(Told { pipes: pipes.clone(), left_out: head.left_out });
            let records = || gainsay_ingest::ingest_watched(&name, source, &overrides, watch);
            answer(guarded(records), &[], pipes)?;
        }
        with(pipes, |pipes| pipes.to.flush())?;
    }
    Ok(())
}

/// Tells the parent of each part that is opened, and knows which are to be left out.
struct Told<R, W> {
    pipes: Shared<R, W>,
    left_out: Vec<(u64, FailedRead)>,
}

impl<R: Send, W: Write + Send> Watch for Told<R, W> {
    fn opens(&self, number: u64) -> Result<(), Error> {
        if let Some((_, failed)) = self.left_out.iter().find(|(left_out, _)| *left_out == number) {
            return Err(Error::left_out(failed.reason.clone(), failed.hint.clone()));
        }
        // It must be known before the part ends the process. Where the parent is gone, the next answer finds that out.
        let _ = with(&self.pipes, |pipes| {
            frame::write(&mut pipes.to, Kind::Part, &number.to_le_bytes()).and_then(|()| pipes.to.flush())
        });
        Ok(())
    }
}

impl<R, W> fmt::Debug for Told<R, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Told").field("left_out", &self.left_out).finish_non_exhaustive()
    }
}

/// Write what came of one input; `bytes` are those of it that are at hand.
fn answer<'b, R, W: Write>(
    records: Result<Result<impl Iterator<Item = Record<'b>>, Error>, FailedRead>,
    bytes: &[u8],
    pipes: &Shared<R, W>,
) -> io::Result<()> {
    let end = || with(pipes, |pipes| frame::write(&mut pipes.to, Kind::End, b""));
    let mut records = match records {
        Ok(Ok(records)) => records,
        Ok(Err(error)) => return with(pipes, |pipes| wire::write_refused(&mut pipes.to, error)),
        Err(failed) => {
            with(pipes, |pipes| wire::write_failed(&mut pipes.to, failed))?;
            return end();
        }
    };
    let (mut told, mut panics) = (Instant::now(), 0);
    loop {
        match guarded(|| records.next().map(acts::act)) {
            Ok(None) => break,
            Ok(Some(record)) => {
                panics = 0;
                with(pipes, |pipes| wire::write_record(&mut pipes.to, bytes, record))?;
            }
            Err(failed) => {
                panics += 1;
                with(pipes, |pipes| wire::write_failed(&mut pipes.to, failed))?;
                if panics >= PANICS {
                    break;
                }
            }
        }
        if told.elapsed() >= LINGER {
            with(pipes, |pipes| pipes.to.flush())?;
            told = Instant::now();
        }
    }
    // A reader that panics while it is put away has said all it had to say.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(records)));
    end()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use gainsay_ingest::Overrides;

    use super::*;

    /// What the child answers to an input, as kinds.
    fn kinds(name: &str, bytes: &[u8]) -> Vec<Kind> {
        let mut asked = Vec::new();
        let head = InputHead::of(name, bytes, &Overrides::default());
        frame::write(&mut asked, Kind::Input, &serde_json::to_vec(&head).unwrap()).unwrap();
        asked.extend_from_slice(bytes);
        let pipes = Arc::new(Mutex::new(Pipes { from: Cursor::new(asked), to: Vec::new() }));
        serve(Vec::new(), &pipes).unwrap();
        let answered = with(&pipes, |pipes| std::mem::take(&mut pipes.to));
        let mut answered = answered.as_slice();
        let mut kinds = Vec::new();
        while let Some((kind, head)) = frame::read(&mut answered).unwrap() {
            if kind == Kind::Record {
                wire::read_record(&mut answered, &head, bytes).unwrap();
            }
            kinds.push(kind);
        }
        kinds
    }

    #[test]
    fn every_input_has_an_answer() {
        assert_eq!(kinds("a.txt", b"Nine died."), [Kind::Hello, Kind::Record, Kind::End]);
        assert_eq!(kinds("a.txt", b""), [Kind::Hello, Kind::Refused]);
        let lines = b"{\"text\": \"Nine died.\"}\nno json\n";
        assert_eq!(kinds("a.jsonl", lines), [Kind::Hello, Kind::Record, Kind::Record, Kind::End]);
    }
}
