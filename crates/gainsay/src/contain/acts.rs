//! For tests of the containment: misdeeds on demand. In builds without debug assertions there are none.

use std::process::Command;
use std::time::Duration;

use gainsay_document::{DocumentId, Span};
use gainsay_ingest::Record;

/// Set for a process that may be told to misbehave.
const ACTS: &str = "GAINSAY_TEST_ACTS";
/// Milliseconds of patience with a process that takes in.
const PATIENCE: &str = "GAINSAY_TEST_PATIENCE";
/// Set where inputs are to be taken in by the same process, to measure what another costs.
const WITHIN: &str = "GAINSAY_TEST_IN_PROCESS";

/// What a record says that wants a misdeed, before its name.
const WORD: &[u8] = b"gainsay-test-act:";

/// Whether inputs are taken in by this process: in unit tests, whose program file is another.
pub fn in_this_process() -> bool {
    cfg!(test) || (cfg!(debug_assertions) && std::env::var_os(WITHIN).is_some())
}

/// How long a process that takes in may be silent.
pub fn patience() -> Duration {
    let told = cfg!(debug_assertions).then(|| std::env::var(PATIENCE).ok()?.parse().ok()).flatten();
    told.map_or(super::PATIENCE, Duration::from_millis)
}

/// Tell a process that is to be started whether it may be told to misbehave.
pub fn pass_on(command: &mut Command) {
    if cfg!(debug_assertions) && std::env::var_os(ACTS).is_some() {
        command.env(ACTS, "1");
    }
}

/// Do what the record asks for, if it asks and may.
pub fn act(record: Record<'_>) -> Record<'_> {
    if !cfg!(debug_assertions) || std::env::var_os(ACTS).is_none() {
        return record;
    }
    let asked = record.raw.windows(WORD.len()).position(|bytes| bytes == WORD).map(|at| at + WORD.len());
    let Some(asked) = asked else { return record };
    let named = record.raw[asked..].split(|byte| !byte.is_ascii_alphabetic()).next().unwrap_or_default();
    let name = String::from_utf8_lossy(named).into_owned();
    misbehave(&name, record)
}

#[expect(clippy::panic, reason = "that is what was asked for")]
fn misbehave<'b>(name: &str, mut record: Record<'b>) -> Record<'b> {
    match name {
        "panic" => panic!("as was asked for"),
        "abort" => std::process::abort(),
        "loop" => loop {
            std::hint::spin_loop();
        },
        "sleep" => std::thread::sleep(Duration::from_secs(3600)),
        "allocate" => {
            let mut held = Vec::new();
            loop {
                held.push(Vec::<u8>::with_capacity(64 << 20));
                std::hint::black_box(&held);
            }
        }
        "overflow" => drop(deeper(u64::MAX)),
        "socket" => drop(std::net::UdpSocket::bind("127.0.0.1:0")),
        "connect" => drop(std::net::TcpStream::connect("127.0.0.1:9")),
        "write" => drop(std::fs::File::create("gainsay-test-act")),
        "exec" => drop(Command::new("true").status()),
        // To read a file is answered with an error; the record then says whether it was.
        "read" => {
            let read = std::fs::read("/etc/hostname").is_ok();
            if let Ok(document) = &mut record.document {
                document.title = Some(if read { "read it" } else { "could not read it" }.to_owned());
            }
        }
        "hash" => {
            if let Ok(document) = &mut record.document {
                document.id = DocumentId::of_sha256([7; 32]);
            }
        }
        "span" => {
            if let Ok(document) = &mut record.document {
                document.body = Span::ordered(0..document.text.len() + 1);
            }
        }
        _ => {}
    }
    record
}

fn deeper(level: u64) -> Vec<u64> {
    let mut held = if level == 0 { Vec::new() } else { deeper(level - 1) };
    held.push(level);
    held
}
