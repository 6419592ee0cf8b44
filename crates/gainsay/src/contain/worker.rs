//! One process that takes in, and those that wait for more.

use std::io::{self, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use gainsay_ingest::Overrides;

use super::Taken;
use super::acts;
use super::broken::Broken;
use super::frame::{self, Kind, bad};
use super::given::Given;
use super::keeper::{self, Watched};
use super::pieces;
use super::wire::{self, Hello, InputHead};
use crate::run::FailedRead;

/// A process is replaced after so many inputs, or so many bytes of them.
const INPUTS: usize = 2000;
const INPUT_BYTES: u64 = 1 << 30;
/// It is let go when nobody has asked anything of it for so long.
const IDLE: Duration = Duration::from_secs(10);
/// How long it may take to start.
const START: Duration = Duration::from_secs(20);
/// The most that is taken of one input, all its records together.
const ANSWER: u64 = 16 << 30;
/// As much of its last words is read.
const WORDS: u64 = 4096;
/// Smaller inputs go with their head in one piece.
const SMALL: usize = 64 << 10;

static WAITING: Mutex<Vec<Worker>> = Mutex::new(Vec::new());

/// A process that takes in.
pub struct Worker {
    watched: Arc<Watched>,
    to: std::process::ChildStdin,
    from: BufReader<std::process::ChildStdout>,
    words: std::process::ChildStderr,
    reached: Vec<String>,
    inputs: usize,
    bytes: u64,
    /// How much it has answered to the input at hand.
    answered: u64,
    /// How many records of it came.
    records: usize,
    /// The part of it that was opened last, and how many records came before.
    part: Option<(u64, usize)>,
    waiting_since: Instant,
}

/// What comes of an input, piece by piece.
#[expect(clippy::large_enum_variant, reason = "it is taken apart where it comes from")]
pub enum Answer<'b> {
    Record(Taken<'b>),
    Refused(FailedRead),
    End,
}

/// One that waits, or a new one.
pub fn get() -> Result<Worker, Broken> {
    let waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner).pop();
    waiting.map_or_else(Worker::start, Ok)
}

/// Let one wait for the next input, unless it has done its share.
pub fn put_back(mut worker: Worker) {
    if worker.inputs < INPUTS && worker.bytes < INPUT_BYTES {
        worker.waiting_since = Instant::now();
        WAITING.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }
}

/// Let those go that have waited for long.
pub fn let_idle_go() {
    let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    let gone: Vec<Worker> = waiting.extract_if(.., |one| one.waiting_since.elapsed() > IDLE).collect();
    drop(waiting);
    drop(gone);
}

impl Worker {
    /// A new one, which has told what it gave up.
    pub fn start() -> Result<Self, Broken> {
        let not_started = |error: io::Error| Broken::NotStarted(error.to_string());
        let started = keeper::start(command().map_err(not_started)?).map_err(not_started)?;
        let mut worker = Self {
            watched: started.watched,
            to: started.to,
            from: BufReader::with_capacity(64 << 10, started.from),
            words: started.words,
            reached: Vec::new(),
            inputs: 0,
            bytes: 0,
            answered: 0,
            records: 0,
            part: None,
            waiting_since: Instant::now(),
        };
        worker.watched.expect_within(START);
        let hello = frame::read(&mut worker.from).and_then(|hello| match hello {
            Some((Kind::Hello, head)) => Ok(serde_json::from_slice::<Hello>(&head)?),
            _ => Err(bad("it did not say what it is")),
        });
        worker.watched.expect_nothing();
        match hello {
            Ok(hello) => worker.reached = hello.reached,
            Err(error) => return Err(Broken::NotStarted(format!("{error} {}", worker.last_words()))),
        }
        Ok(worker)
    }

    /// What it has given up.
    pub fn reached(&self) -> &[String] {
        &self.reached
    }

    /// Whether the input at hand is its first.
    pub fn is_fresh(&self) -> bool {
        self.inputs <= 1
    }

    /// How many records of the input at hand came.
    pub fn records(&self) -> usize {
        self.records
    }

    /// The part of the input at hand that it has opened last, and how many records came before.
    pub fn part(&self) -> Option<(u64, usize)> {
        self.part
    }

    /// Hand it an input, some parts of which are to be left out.
    pub fn ask(
        &mut self,
        name: &str,
        given: &Given<'_>,
        overrides: &Overrides,
        left_out: &[(u64, FailedRead)],
    ) -> Result<(), Broken> {
        self.inputs += 1;
        self.bytes = self.bytes.saturating_add(given.size());
        (self.answered, self.records, self.part) = (0, 0, None);
        self.watched.expect_within(acts::patience());
        let asked = match given {
            Given::Bytes(bytes) => self.write(&InputHead::of(name, bytes, overrides), bytes),
            Given::Source { size, .. } => {
                self.write(&InputHead::of_source(name, *size, overrides, left_out.to_vec()), &[])
            }
        };
        asked.map_err(|error| self.broken(&error))
    }

    fn write(&mut self, head: &InputHead, bytes: &[u8]) -> io::Result<()> {
        let mut message = Vec::with_capacity(1024);
        frame::write(&mut message, Kind::Input, &serde_json::to_vec(head)?)?;
        if bytes.len() <= SMALL {
            message.extend_from_slice(bytes);
            return self.to.write_all(&message);
        }
        self.to.write_all(&message)?;
        self.to.write_all(bytes)
    }

    /// The next piece of what came of the input at hand.
    pub fn answer<'b>(&mut self, given: &mut Given<'b>) -> Result<Answer<'b>, Broken> {
        self.watched.expect_within(acts::patience());
        let answer = self.read(given);
        self.watched.expect_nothing();
        answer.map_err(|error| self.broken(&error))
    }

    fn read<'b>(&mut self, given: &mut Given<'b>) -> io::Result<Answer<'b>> {
        loop {
            let (kind, head) = frame::read(&mut self.from)?.ok_or(io::ErrorKind::UnexpectedEof)?;
            match (kind, &mut *given) {
                (Kind::Want, Given::Source { source, .. }) => {
                    let message = self.watched.paused(|| pieces::piece(&mut **source, &head))?;
                    self.to.write_all(&message)?;
                }
                (Kind::Part, Given::Source { .. }) => {
                    let number = head.try_into().map_err(|_| bad("a part without a number"))?;
                    self.part = Some((u64::from_le_bytes(number), self.records));
                }
                (Kind::Record, _) => {
                    let (taken, size) = wire::read_record(&mut self.from, &head, given.at_hand())?;
                    self.answered += size;
                    self.records += 1;
                    if self.answered > ANSWER {
                        return Err(bad("more than 16 GiB of reports"));
                    }
                    return Ok(Answer::Record(taken));
                }
                (Kind::Refused, _) => return Ok(Answer::Refused(serde_json::from_slice(&head)?)),
                (Kind::End, _) => return Ok(Answer::End),
                _ => return Err(bad("a message out of turn")),
            }
        }
    }

    /// Why it broke off.
    fn broken(&mut self, error: &io::Error) -> Broken {
        let status = self.watched.end();
        if self.watched.was_late() {
            return Broken::TooLong(acts::patience().as_secs());
        }
        if error.kind() == io::ErrorKind::InvalidData {
            return Broken::Nonsense(error.to_string());
        }
        Broken::of(status, &self.last_words())
    }

    /// What it said on standard error before it ended.
    fn last_words(&mut self) -> String {
        self.watched.end();
        let mut words = Vec::new();
        let _ = self.words.by_ref().take(WORDS).read_to_end(&mut words);
        String::from_utf8_lossy(&words).into_owned()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.watched.end();
    }
}

/// This program, to take in: with no environment, and out of reach of the terminal's Ctrl-C.
fn command() -> io::Result<Command> {
    // By its own link, which leads to this very file even if another has taken its name.
    let file = if cfg!(target_os = "linux") { "/proc/self/exe".into() } else { std::env::current_exe()? };
    let mut command = Command::new(file);
    command.arg(super::ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.env_clear().process_group(0);
    }
    // The allocator takes a gibibyte of addresses at once where nobody says otherwise: all that the process may have.
    command.env("MIMALLOC_ARENA_RESERVE", "32MiB");
    acts::pass_on(&mut command);
    Ok(command)
}
