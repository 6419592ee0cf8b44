//! The envelope of every message between the two processes: a kind, a length, so many bytes.

use std::io::{self, Read, Write};

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// From the child, first of all: what it has given up.
    Hello = b'H',
    /// To the child: an input follows.
    Input = b'I',
    /// From the child: a piece of the input is wanted.
    Want = b'W',
    /// To the child: the piece that was wanted.
    Piece = b'P',
    /// To the child: the piece that was wanted cannot be read, and why.
    Unread = b'U',
    /// From the child: a part of the input is opened next.
    Part = b'N',
    /// From the child: a record follows.
    Record = b'R',
    /// From the child: why the input as a whole is no report.
    Refused = b'F',
    /// From the child: that was all of the input.
    End = b'E',
}

impl Kind {
    fn of(byte: u8) -> Option<Self> {
        const ALL: [Kind; 9] = [
            Kind::Hello,
            Kind::Input,
            Kind::Want,
            Kind::Piece,
            Kind::Unread,
            Kind::Part,
            Kind::Record,
            Kind::Refused,
            Kind::End,
        ];
        ALL.into_iter().find(|kind| *kind as u8 == byte)
    }
}

/// The longest head of a message: a map of a very long text is the largest.
const HEAD: u64 = 256 << 20;

/// Write a message's kind and head. The bytes that the head announces come after it, as they are.
pub fn write(to: &mut impl Write, kind: Kind, head: &[u8]) -> io::Result<()> {
    let length = u32::try_from(head.len()).map_err(|_| bad("a head is too long"))?;
    to.write_all(&[kind as u8])?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(head)
}

/// Read a message's kind and head; `None` where the other side has closed.
pub fn read(from: &mut impl Read) -> io::Result<Option<(Kind, Vec<u8>)>> {
    let mut kind = [0];
    if from.read(&mut kind)? == 0 {
        return Ok(None);
    }
    let kind = Kind::of(kind[0]).ok_or_else(|| bad("a message of no known kind"))?;
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    Ok(Some((kind, bytes(from, u32::from_le_bytes(length).into(), HEAD)?)))
}

/// Read `count` bytes, at most `limit`. Memory is taken as they come, not as they are announced.
pub fn bytes(from: &mut impl Read, count: u64, limit: u64) -> io::Result<Vec<u8>> {
    if count > limit {
        return Err(bad("a message is too long"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(count.min(1 << 20)).unwrap_or_default());
    from.take(count).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == count { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// The error of a message that breaks the rules.
pub fn bad(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_comes_as_it_went() {
        let mut pipe = Vec::new();
        write(&mut pipe, Kind::Record, b"{}").unwrap();
        write(&mut pipe, Kind::End, b"").unwrap();
        let mut pipe = pipe.as_slice();
        assert_eq!(read(&mut pipe).unwrap(), Some((Kind::Record, b"{}".to_vec())));
        assert_eq!(read(&mut pipe).unwrap(), Some((Kind::End, Vec::new())));
        assert_eq!(read(&mut pipe).unwrap(), None);
    }

    #[test]
    fn what_breaks_the_rules_is_refused() {
        let refused = |mut pipe: &[u8], kind| assert_eq!(read(&mut pipe).unwrap_err().kind(), kind);
        refused(b"X\0\0\0\0", io::ErrorKind::InvalidData);
        refused(b"R\xFF\xFF\xFF\xFF", io::ErrorKind::InvalidData);
        refused(b"R\x05\0\0\0{}", io::ErrorKind::UnexpectedEof);
        refused(b"R\x05", io::ErrorKind::UnexpectedEof);
        assert!(bytes(&mut [0; 9].as_slice(), 9, 8).is_err());
    }
}
