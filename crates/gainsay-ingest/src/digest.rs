//! Digests that a container keeps of what lies in it, as they are written there.

use std::io::{self, Read};

use data_encoding::{BASE32, HEXLOWER_PERMISSIVE};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// A digest, of a kind that can be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Digest {
    Sha1(Vec<u8>),
    Sha256(Vec<u8>),
}

impl Digest {
    /// Reads `sha1:BASE32`, `sha256:hex` and the like. `None`: it cannot be told what it is.
    pub(crate) fn written(kept: &str) -> Option<Self> {
        let (algorithm, value) = kept.split_once(':')?;
        let (make, length): (fn(Vec<u8>) -> Self, usize) =
            match algorithm.trim().to_ascii_lowercase().replace('-', "").as_str() {
                "sha1" => (Self::Sha1, 20),
                "sha256" => (Self::Sha256, 32),
                _ => return None,
            };
        let value = value.trim();
        HEXLOWER_PERMISSIVE
            .decode(value.as_bytes())
            .ok()
            .filter(|decoded| decoded.len() == length)
            .or_else(|| BASE32.decode(value.to_ascii_uppercase().as_bytes()).ok())
            .filter(|decoded| decoded.len() == length)
            .map(make)
    }

    /// Whether it is the digest of these bytes.
    pub(crate) fn fits(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Sha1(kept) => Sha1::digest(bytes).as_slice() == kept,
            Self::Sha256(kept) => Sha256::digest(bytes).as_slice() == kept,
        }
    }

    /// Whether it is the digest of all that a reader gives.
    pub(crate) fn fits_all(&self, reader: impl Read) -> io::Result<bool> {
        Ok(match self {
            Self::Sha1(kept) => hashed(Sha1::new(), reader)?.finalize().as_slice() == kept,
            Self::Sha256(kept) => hashed(Sha256::new(), reader)?.finalize().as_slice() == kept,
        })
    }
}

/// A hasher that was given all that a reader gives.
fn hashed<H: sha2::Digest>(mut hasher: H, mut reader: impl Read) -> io::Result<H> {
    let mut buffer = vec![0; 64 << 10];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(hasher),
            Ok(count) => hasher.update(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kept: &str, bytes: &[u8], expected: Option<bool>) {
        let digest = Digest::written(kept);
        assert_eq!(digest.as_ref().map(|digest| digest.fits(bytes)), expected, "{kept}");
        assert_eq!(digest.map(|digest| digest.fits_all(bytes).unwrap()), expected, "{kept}");
    }

    #[test]
    fn digests_in_both_ways_of_writing() {
        check("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", b"abc", Some(true));
        check("sha1:a9993e364706816aba3e25717850c26c9cd0d89d", b"abc", Some(true));
        check("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", b"", Some(false));
        check("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", b"", Some(true));
        check(
            "SHA-256: BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
            b"abc",
            Some(true),
        );
        check("md5:x", b"", None);
        check("sha1:short", b"", None);
        check("sha256:a9993e364706816aba3e25717850c26c9cd0d89d", b"abc", None);
    }
}
