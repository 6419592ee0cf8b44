//! The bytes of a large input, asked for piece by piece: the process that takes in may open no file itself.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use super::frame::{self, Kind, bad};
use crate::run::Source;

/// How many bytes are asked for at once.
const PIECE: usize = 256 << 10;

/// The two pipes of a process that takes in.
pub struct Pipes<R, W> {
    pub from: R,
    pub to: W,
}

/// The pipes, which are used in turn by what reads the input and by what writes the answer.
pub type Shared<R, W> = Arc<Mutex<Pipes<R, W>>>;

/// Use the pipes. A panic of the reader of a format leaves them between two messages.
pub fn with<R, W, T>(pipes: &Shared<R, W>, work: impl FnOnce(&mut Pipes<R, W>) -> T) -> T {
    work(&mut pipes.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The input as the child sees it.
pub struct Remote<R, W> {
    pipes: Shared<R, W>,
    size: u64,
    at: u64,
    /// The piece that came last, and where it begins.
    piece: Vec<u8>,
    start: u64,
}

impl<R, W> Remote<R, W> {
    /// An input of `size` bytes.
    pub fn of(pipes: Shared<R, W>, size: u64) -> Self {
        Self { pipes, size, at: 0, piece: Vec::new(), start: 0 }
    }
}

impl<R: Read, W: Write> Read for Remote<R, W> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.size || buffer.is_empty() {
            return Ok(0);
        }
        let held = self.start..self.start + self.piece.len() as u64;
        if !held.contains(&self.at) {
            self.piece = with(&self.pipes, |pipes| want(pipes, self.at))?;
            self.start = self.at;
        }
        let from = usize::try_from(self.at - self.start).map_err(io::Error::other)?;
        let count = buffer.len().min(self.piece.len() - from);
        buffer[..count].copy_from_slice(&self.piece[from..from + count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl<R, W> Seek for Remote<R, W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Ask for the piece at `at`. The child's side.
fn want<R: Read, W: Write>(pipes: &mut Pipes<R, W>, at: u64) -> io::Result<Vec<u8>> {
    frame::write(&mut pipes.to, Kind::Want, &at.to_le_bytes())?;
    pipes.to.flush()?;
    match frame::read(&mut pipes.from)? {
        Some((Kind::Piece, piece)) if piece.len() <= PIECE => Ok(piece),
        Some((Kind::Unread, why)) => Err(io::Error::other(String::from_utf8_lossy(&why).into_owned())),
        Some(_) => Err(bad("a message out of turn")),
        None => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// The message with the piece of `source` that was wanted, or why there is none.
pub fn piece(source: &mut dyn Source, wanted: &[u8]) -> io::Result<Vec<u8>> {
    let at = u64::from_le_bytes(wanted.try_into().map_err(|_| bad("a place that is none"))?);
    let mut message = Vec::new();
    match read_at(source, at) {
        Ok(piece) => frame::write(&mut message, Kind::Piece, &piece)?,
        Err(error) => frame::write(&mut message, Kind::Unread, crate::run::plain(&error).as_bytes())?,
    }
    Ok(message)
}

fn read_at(source: &mut dyn Source, at: u64) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(at))?;
    let mut piece = Vec::with_capacity(PIECE);
    source.take(PIECE as u64).read_to_end(&mut piece)?;
    Ok(piece)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// The messages with the pieces at these places.
    fn handed(source: &[u8], places: &[u64]) -> Vec<u8> {
        let mut source = Cursor::new(source.to_vec());
        places.iter().flat_map(|place| piece(&mut source, &place.to_le_bytes()).unwrap()).collect()
    }

    #[test]
    fn a_source_is_read_at_any_place() {
        let bytes: Vec<u8> = (0..PIECE + 100).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let messages = handed(&bytes, &[0, PIECE as u64, 5]);
        let pipes = Arc::new(Mutex::new(Pipes { from: Cursor::new(messages), to: Vec::new() }));
        let mut remote = Remote::of(pipes, bytes.len() as u64);
        let mut all = Vec::new();
        remote.read_to_end(&mut all).unwrap();
        assert_eq!(all, bytes);
        remote.seek(SeekFrom::Start(5)).unwrap();
        let mut some = [0; 3];
        remote.read_exact(&mut some).unwrap();
        assert_eq!(some, bytes[5..8]);
        assert_eq!(remote.seek(SeekFrom::End(9)).unwrap(), bytes.len() as u64 + 9);
        assert_eq!(remote.read(&mut some).unwrap(), 0);
        assert!(remote.seek(SeekFrom::Current(-i64::MAX)).is_err());
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let mut messages = Vec::new();
        frame::write(&mut messages, Kind::Unread, b"permission denied").unwrap();
        let pipes = Arc::new(Mutex::new(Pipes { from: Cursor::new(messages), to: Vec::new() }));
        let error = Remote::of(pipes, 10).read(&mut [0; 4]).unwrap_err();
        assert_eq!(error.to_string(), "permission denied");
        assert!(piece(&mut Cursor::new(vec![1]), b"short").is_err());
    }
}
