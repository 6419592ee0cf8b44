//! Bounds on what a PDF may unfold to, held to before it is opened.

use std::io::Read;

use flate2::bufread::ZlibDecoder;

use crate::error::{Error, ErrorKind};

/// No one stream may unfold to more: a page of the largest scan is smaller.
const MAX_STREAM: u64 = 128 << 20;

/// Nor all streams of a file together.
const MAX_TOTAL: u64 = 1 << 30;

/// Streams packed in themselves more often than this are nobody's report.
const MAX_LAYERS: usize = 3;

/// Refuses a file whose streams unfold to more than may be.
///
/// Every stream is unfolded here without being kept, whatever the file says of it. Streams of encrypted files cannot
/// be told from noise here; their size is bounded by the page that they make (`glyphs`) and by who runs this.
pub(super) fn check(bytes: &[u8]) -> Result<(), Error> {
    let mut total = 0;
    let mut rest = bytes;
    while let Some(found) = find(rest, b"stream") {
        let after = &rest[found + 6..];
        if rest[..found].ends_with(b"end") {
            rest = after;
            continue;
        }
        let start =
            after.iter().position(|byte| !matches!(byte, b'\r' | b'\n' | b' ')).unwrap_or(after.len());
        let data = &after[start..];
        total += unfolded(data, 0)?;
        if total > MAX_TOTAL {
            return Err(too_much());
        }
        // What lies within a stream is no object.
        let end = find(data, b"endstream").unwrap_or(0);
        rest = &data[end..];
    }
    Ok(())
}

/// How many bytes the stream that begins here unfolds to; 0 where it is not packed with Flate.
fn unfolded(data: &[u8], layer: usize) -> Result<u64, Error> {
    if !is_packed(data) {
        return Ok(0);
    }
    if layer >= MAX_LAYERS {
        return Err(too_much());
    }
    let mut decoder = ZlibDecoder::new(data);
    let mut chunk = vec![0; 1 << 16];
    let mut inner = Vec::new();
    let mut count = 0;
    loop {
        match decoder.read(&mut chunk) {
            Ok(0) | Err(_) => break,
            Ok(read) => {
                count += read as u64;
                if is_packed(&inner) || inner.is_empty() && is_packed(&chunk[..read]) {
                    inner.extend_from_slice(&chunk[..read]);
                }
            }
        }
        if count > MAX_STREAM {
            return Err(too_much());
        }
    }
    Ok(count + unfolded(&inner, layer + 1)?)
}

/// Whether bytes begin as zlib does (RFC 1950).
fn is_packed(data: &[u8]) -> bool {
    match data {
        [method, flags, _, ..] => {
            method & 0x0F == 8
                && method >> 4 <= 7
                && ((u16::from(*method) << 8) | u16::from(*flags)) % 31 == 0
        }
        _ => false,
    }
}

fn too_much() -> Error {
    let message = format!("too large: the PDF unfolds to more than {} MiB", MAX_STREAM >> 20);
    Error::new(ErrorKind::TooLarge, message).with_hint("one report is far smaller; take its own pages out")
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|window| window == words)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn stream(data: &[u8]) -> Vec<u8> {
        [b"%PDF-1.5\n1 0 obj <</Filter /FlateDecode>> stream\r\n", data, b"\nendstream endobj"].concat()
    }

    #[test]
    fn what_unfolds_to_little_passes() {
        assert_eq!(check(&stream(&packed(b"BT (A ferry sank.) Tj ET"))), Ok(()));
        assert_eq!(check(b"%PDF-1.4 stream"), Ok(()));
        assert_eq!(check(&stream(&packed(&packed(b"twice")))), Ok(()));
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = packed(&vec![0; (MAX_STREAM + 1) as usize]);
        assert!(check(&stream(&bomb)).unwrap_err().is_too_large());
        assert!(check(&stream(&packed(&bomb))).unwrap_err().is_too_large());
    }
}
