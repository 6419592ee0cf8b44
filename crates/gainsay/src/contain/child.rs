//! The process that takes in: bytes over standard input, records over standard output.

use std::io::{self, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::frame::{self, Kind};
use super::wire::{self, Hello, InputHead};
use super::{acts, limits};
use crate::run::guarded;

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
        let input = io::stdin().lock();
        serve(reached, input, BufWriter::with_capacity(64 << 10, io::stdout().lock()))
    });
    match served {
        Some(Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn serve(reached: Vec<String>, mut from: impl Read, mut to: impl Write) -> io::Result<()> {
    frame::write(&mut to, Kind::Hello, &serde_json::to_vec(&Hello { reached })?)?;
    to.flush()?;
    while let Some((Kind::Input, head)) = frame::read(&mut from)? {
        let head: InputHead = serde_json::from_slice(&head)?;
        let count = usize::try_from(head.bytes).map_err(io::Error::other)?;
        let mut bytes = Vec::with_capacity(count);
        from.by_ref().take(head.bytes).read_to_end(&mut bytes)?;
        if bytes.len() != count {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        answer(&head, &bytes, &mut to)?;
        to.flush()?;
    }
    Ok(())
}

/// Take in one input and write what came of it.
fn answer(head: &InputHead, bytes: &[u8], to: &mut impl Write) -> io::Result<()> {
    let mut records = match guarded(|| gainsay_ingest::ingest(&head.name, bytes, &head.overrides())) {
        Ok(Ok(records)) => records,
        Ok(Err(error)) => return wire::write_refused(to, error),
        Err(failed) => {
            wire::write_failed(to, failed)?;
            return frame::write(to, Kind::End, b"");
        }
    };
    let (mut told, mut panics) = (Instant::now(), 0);
    loop {
        match guarded(|| records.next().map(acts::act)) {
            Ok(None) => break,
            Ok(Some(record)) => {
                panics = 0;
                wire::write_record(to, bytes, record)?;
            }
            Err(failed) => {
                panics += 1;
                wire::write_failed(to, failed)?;
                if panics >= PANICS {
                    break;
                }
            }
        }
        if told.elapsed() >= LINGER {
            to.flush()?;
            told = Instant::now();
        }
    }
    // A reader that panics while it is put away has said all it had to say.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(records)));
    frame::write(to, Kind::End, b"")
}

#[cfg(test)]
mod tests {
    use gainsay_ingest::Overrides;

    use super::*;

    /// What the child answers to an input, as kinds.
    fn kinds(name: &str, bytes: &[u8]) -> Vec<Kind> {
        let mut asked = Vec::new();
        let head = InputHead::of(name, bytes, &Overrides::default());
        frame::write(&mut asked, Kind::Input, &serde_json::to_vec(&head).unwrap()).unwrap();
        asked.extend_from_slice(bytes);
        let mut answered = Vec::new();
        serve(Vec::new(), asked.as_slice(), &mut answered).unwrap();
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
