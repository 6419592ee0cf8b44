//! What unpacking may cost: bytes in all, and how much larger a part may be than what it was packed into.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, ErrorKind};

/// A file may always unpack to this much.
const MIN_TOTAL: u64 = 256 << 20;

/// No file may unpack to more.
const MAX_TOTAL: u64 = 64 << 30;

/// Text packs ten times smaller, endless repetition a thousand times.
const MAX_RATIO: u64 = 200;

/// Below this size the ratio does not matter.
const FREE_OF_RATIO: u64 = 16 << 20;

/// How much one file may still unpack to, through all its layers.
#[derive(Debug)]
pub(crate) struct Budget {
    left: AtomicU64,
    total: u64,
}

impl Budget {
    /// For a file of `size` bytes.
    pub(crate) fn of(size: u64) -> Self {
        let total = size.saturating_mul(MAX_RATIO).clamp(MIN_TOTAL, MAX_TOTAL);
        Self { left: AtomicU64::new(total), total }
    }

    /// Whether nothing more may be unpacked.
    pub(crate) fn is_spent(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0
    }

    fn take(&self, bytes: u64) -> io::Result<()> {
        let left = self.left.load(Ordering::Relaxed).saturating_sub(bytes);
        self.left.store(left, Ordering::Relaxed);
        if left == 0 { Err(io::Error::other(Bound::Total(self.total >> 20))) } else { Ok(()) }
    }
}

/// A bound that was passed.
#[derive(Clone, Copy, Debug)]
enum Bound {
    Ratio,
    Total(u64),
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ratio => write!(f, "too large: it unpacks to more than {MAX_RATIO} times its size"),
            Self::Total(limit) => {
                write!(f, "too large: the file unpacks to more than {limit} MiB; the rest of it is left")
            }
        }
    }
}

impl std::error::Error for Bound {}

/// A reader that unpacks, kept within bounds.
pub(crate) struct Unpacked<R> {
    pub inner: R,
    budget: Arc<Budget>,
    /// How many bytes it was packed into, so far as they were read.
    packed: Arc<AtomicU64>,
    given: u64,
}

impl<R> Unpacked<R> {
    pub(crate) fn new(inner: R, budget: Arc<Budget>, packed: Arc<AtomicU64>) -> Self {
        Self { inner, budget, packed, given: 0 }
    }

    /// What unpacks a part of known size.
    pub(crate) fn of_size(inner: R, budget: Arc<Budget>, packed: u64) -> Self {
        Self::new(inner, budget, Arc::new(AtomicU64::new(packed)))
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.given += read as u64;
        self.budget.take(read as u64)?;
        let packed = self.packed.load(Ordering::Relaxed);
        if self.given > FREE_OF_RATIO && self.given > packed.saturating_mul(MAX_RATIO) {
            return Err(io::Error::other(Bound::Ratio));
        }
        Ok(read)
    }
}

/// A reader that counts what it reads.
pub(crate) struct Counted<R> {
    pub inner: R,
    pub count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Why reading a part failed, for people.
pub(crate) fn explained(error: &io::Error) -> Error {
    if let Some(bound) = error.get_ref().and_then(|inner| inner.downcast_ref::<Bound>()) {
        return Error::new(ErrorKind::TooLarge, bound.to_string())
            .with_hint("unpack it yourself if it is not made to harm, and give the files");
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Error::new(ErrorKind::Damaged, "damaged: it is cut short"),
        _ => Error::new(ErrorKind::Damaged, format!("damaged: {error}")),
    }
}
