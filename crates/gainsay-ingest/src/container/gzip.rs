//! gzip: one packed stream, or many one after the other, as web archives have them.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use flate2::bufread::GzDecoder;

use super::bounds::{Counted, Unpacked, explained};
use super::{Ahead, Context, Records, Stream, damaged, member, one};
use crate::format::SNIFFED_BYTES;
use crate::{Format, warc};

/// How every member of a gzip file begins.
const MAGIC: &[u8] = &[0x1F, 0x8B, 0x08];

type Packed<'b> = Ahead<Counted<Stream<'b>>>;

/// The members of a gzip file, unpacked one after the other.
pub(crate) struct Members<'b> {
    state: State<'b>,
}

enum State<'b> {
    Between(Packed<'b>),
    Within(Box<GzDecoder<Packed<'b>>>),
    Done,
}

impl<'b> Members<'b> {
    /// The members in `source`; `count` counts the packed bytes.
    pub(crate) fn new(source: Stream<'b>, count: Arc<AtomicU64>) -> Self {
        Self { state: State::Between(Ahead::new(Counted { inner: source, count })) }
    }

    /// After an error: goes to where the next member seems to begin. False: there is none.
    pub(crate) fn resync(&mut self) -> bool {
        let mut input = match std::mem::replace(&mut self.state, State::Done) {
            State::Between(input) => input,
            State::Within(decoder) => decoder.into_inner(),
            State::Done => return false,
        };
        loop {
            let Ok(held) = input.at_least(MAGIC.len()) else { return false };
            if held.len() < MAGIC.len() {
                return false;
            }
            let found = held.windows(MAGIC.len()).position(|window| window == MAGIC);
            let step = found.unwrap_or(held.len() + 1 - MAGIC.len());
            input.consume(step);
            if found.is_some() {
                self.state = State::Between(input);
                return true;
            }
        }
    }
}

impl Read for Members<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Ok(0),
                State::Between(mut input) => {
                    let start = input.at_least(MAGIC.len())?;
                    if start.iter().all(|byte| *byte == 0) {
                        // The end, or what fills a tape's last block.
                        let length = start.len();
                        if length == 0 {
                            return Ok(0);
                        }
                        input.consume(length);
                        self.state = State::Between(input);
                    } else if start.starts_with(MAGIC) {
                        self.state = State::Within(Box::new(GzDecoder::new(input)));
                    } else {
                        self.state = State::Between(input);
                        return Err(damaged(
                            "bytes that are not packed stand where a gzip member should begin",
                        ));
                    }
                }
                State::Within(mut decoder) => match decoder.read(buffer) {
                    Ok(0) => self.state = State::Between(decoder.into_inner()),
                    Ok(count) => {
                        self.state = State::Within(decoder);
                        return Ok(count);
                    }
                    Err(error) => {
                        self.state = State::Between(decoder.into_inner());
                        return Err(error);
                    }
                },
            }
        }
    }
}

/// The records of what a gzip file called `name` holds.
pub(crate) fn records<'b>(context: Context, name: &str, source: Stream<'b>) -> Records<'b> {
    let count = Arc::new(AtomicU64::new(0));
    let members = Members::new(source, count.clone());
    let mut unpacked = Ahead::new(Unpacked::new(members, context.budget.clone(), count));
    let inner = name_within(name);
    match unpacked.at_least(SNIFFED_BYTES) {
        Ok(start) if Format::of_member(&inner, start) == Ok(Format::Warc) => {
            // Each record is a member of its own, and after a broken one the next is looked for.
            warc::records(context, unpacked)
        }
        Ok(_) => member(context.within(&inner), &inner, Box::new(unpacked)),
        Err(error) => one(context.failure(explained(&error))),
    }
}

/// `a/report.txt.gz` holds `report.txt`, `reports.tgz` holds `reports.tar`.
fn name_within(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    match ending.to_ascii_lowercase().as_str() {
        "gz" | "gzip" => stem.to_owned(),
        "tgz" => format!("{stem}.tar"),
        _ => "content".to_owned(),
    }
}
