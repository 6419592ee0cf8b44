//! What a process is given to take in.

use crate::run::Source;

/// The bytes of an input.
pub enum Given<'b> {
    /// At hand: a report, or a few of them.
    Bytes(&'b [u8]),
    /// A file of many reports, of which pieces are handed over as they are asked for.
    Source { source: Box<dyn Source + 'b>, size: u64 },
}

impl<'b> Given<'b> {
    /// The bytes that are at hand.
    pub fn at_hand(&self) -> &'b [u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Source { .. } => &[],
        }
    }

    /// How many bytes there are.
    pub fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Source { size, .. } => *size,
        }
    }
}
