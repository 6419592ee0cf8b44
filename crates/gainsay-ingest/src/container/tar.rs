//! tar archives, read from the beginning to the end.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use tar::{EntryType, Header, PaxExtensions};

use super::bounds::explained;
use super::{Ahead, Context, Names, Records, Stream, damaged, member, one};
use crate::Record;
use crate::error::{Error, ErrorKind};

const BLOCK: usize = 512;

/// A longer name of a member is not looked at.
const MAX_NAME_BYTES: u64 = 64 << 10;

/// No more members are looked at.
const MAX_MEMBERS: usize = 1_000_000;

/// What is shared between the archive and the member that is being read.
struct Tape<'b> {
    input: Ahead<Stream<'b>>,
    /// How many bytes of the member are unread, and how many fill its last block.
    left: u64,
    padding: u64,
}

impl Tape<'_> {
    fn finish_member(&mut self) -> io::Result<()> {
        let rest = self.left + self.padding;
        (self.left, self.padding) = (0, 0);
        self.input.skip(rest).map(|_| ())
    }
}

/// The member that is being read.
struct Member<'b>(Arc<Mutex<Tape<'b>>>);

impl Read for Member<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut tape = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = buffer.len().min(usize::try_from(tape.left).unwrap_or(usize::MAX));
        if count == 0 {
            return Ok(0);
        }
        let read = tape.input.read(&mut buffer[..count])?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        tape.left -= read as u64;
        Ok(read)
    }
}

/// The records of the members of a tar archive.
pub(crate) fn records<'b>(context: Context, source: Stream<'b>) -> Records<'b> {
    let tape = Arc::new(Mutex::new(Tape { input: Ahead::new(source), left: 0, padding: 0 }));
    let mut archive = Some(Archive { context, tape, names: Names::default(), members: 0 });
    Box::new(
        std::iter::from_fn(move || {
            let records = archive.as_mut()?.next();
            match records {
                Ok(Some(records)) => Some(records),
                Ok(None) => {
                    archive = None;
                    None
                }
                Err(error) => archive.take().map(|archive| one(archive.context.failure(explained(&error)))),
            }
        })
        .flatten(),
    )
}

struct Archive<'b> {
    context: Context,
    tape: Arc<Mutex<Tape<'b>>>,
    names: Names,
    members: usize,
}

impl<'b> Archive<'b> {
    /// The records of the next member. `None`: the archive ends.
    fn next(&mut self) -> io::Result<Option<Records<'b>>> {
        let (mut long_name, mut long_size) = (None, None);
        loop {
            if self.context.budget.is_spent() {
                return Ok(None);
            }
            let mut tape = self.tape.lock().unwrap_or_else(PoisonError::into_inner);
            tape.finish_member()?;
            let block = tape.input.taken(BLOCK)?;
            if block.iter().all(|byte| *byte == 0) {
                return Ok(None);
            }
            if block.len() < BLOCK {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let header = Header::from_byte_slice(&block);
            if header.cksum()? != checksum(&block) {
                return Err(damaged(
                    "the checksum of a tar header is wrong; what follows cannot be told apart",
                ));
            }
            let size = long_size.take().map_or_else(|| header.entry_size(), Ok)?;
            (tape.left, tape.padding) = (size, size.wrapping_neg() % BLOCK as u64);
            match header.entry_type() {
                EntryType::GNULongName | EntryType::XHeader if size <= MAX_NAME_BYTES => {
                    let bytes = tape.input.taken(usize::try_from(size).unwrap_or(0))?;
                    tape.left = 0;
                    if header.entry_type() == EntryType::GNULongName {
                        long_name = Some(bytes.strip_suffix(b"\0").unwrap_or(&bytes).to_vec());
                        continue;
                    }
                    for extension in PaxExtensions::new(&bytes).flatten() {
                        match extension.key_bytes() {
                            b"path" => long_name = Some(extension.value_bytes().to_vec()),
                            b"size" => long_size = extension.value().ok().and_then(|size| size.parse().ok()),
                            _ => {}
                        }
                    }
                }
                EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                    self.members += 1;
                    if self.members > MAX_MEMBERS {
                        return Err(damaged(format!("more than {MAX_MEMBERS} members; the rest is left")));
                    }
                    let name = long_name.take().unwrap_or_else(|| header.path_bytes().into_owned());
                    let sparse = header.entry_type() == EntryType::GNUSparse;
                    drop(tape);
                    let shown = self.names.shown(&name);
                    let context = self.context.within(&shown);
                    if sparse {
                        return Ok(Some(one(sparse_left(&context))));
                    }
                    return Ok(Some(member(context, &shown, Box::new(Member(self.tape.clone())))));
                }
                // Folders, links and devices hold no text; what belongs to the whole archive neither.
                _ => long_name = None,
            }
        }
    }
}

fn sparse_left<'b>(context: &Context) -> Record<'b> {
    context.failure(Error::new(ErrorKind::Damaged, "a sparse file, which is not read"))
}

/// The sum over a header, its own field read as blanks.
fn checksum(block: &[u8]) -> u32 {
    block
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) })
        .sum()
}
