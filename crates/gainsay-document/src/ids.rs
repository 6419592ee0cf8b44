//! Identifiers. Those of a layer are its index; those of the ledger are hashes of content.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A text that is no identifier of the wanted kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdError(String);

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an identifier: {}", self.0)
    }
}

impl std::error::Error for IdError {}

macro_rules! layer_id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The identifier of the value at `index` of its layer.
            #[must_use]
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// The index into its layer.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            /// The letter and the number counted from 1.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $letter, u64::from(self.0) + 1)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                text.strip_prefix($letter)
                    .and_then(|number| number.parse::<u32>().ok())
                    .and_then(|number| number.checked_sub(1))
                    .map(Self)
                    .ok_or_else(|| IdError(text.to_owned()))
            }
        }
    };
}

layer_id!(
    /// An attribution of one reading: its index, shown as `a1`, `a2` …
    AttributionId, 'a'
);
layer_id!(
    /// An actor of one reading: its index, shown as `p1`, `p2` …
    ActorId, 'p'
);
layer_id!(
    /// An event of one reading: its index, shown as `e1`, `e2` …
    EventId, 'e'
);
layer_id!(
    /// A claim of one reading: its index, shown as `c1`, `c2` …
    ClaimId, 'c'
);

/// A document: the SHA-256 of its raw bytes, in 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentId(String);

impl DocumentId {
    /// The identifier of the document whose raw bytes have this SHA-256.
    #[must_use]
    pub fn of_sha256(digest: [u8; 32]) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let halves = digest.iter().flat_map(|byte| [byte >> 4, byte & 0xF]);
        Self(halves.map(|half| char::from(DIGITS[usize::from(half)])).collect())
    }

    /// The identifier as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first twelve digits: enough to tell documents of one ledger apart.
    #[must_use]
    pub fn short(&self) -> &str {
        &self.0[..12]
    }
}

impl TryFrom<String> for DocumentId {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 64 && text.bytes().all(hex) { Ok(Self(text)) } else { Err(IdError(text)) }
    }
}

impl From<DocumentId> for String {
    fn from(id: DocumentId) -> Self {
        id.0
    }
}

impl FromStr for DocumentId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        text.to_owned().try_into()
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A claim in the ledger: its document and its place in that document's reading, shown as `3f2a91bc40d7.c3`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClaimRef {
    /// The document the claim stands in.
    pub document: DocumentId,
    /// The claim within that document's reading.
    pub claim: ClaimId,
}

impl fmt::Display for ClaimRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.document.short(), self.claim)
    }
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id!(
    /// A matter, named after its first claim so that the name outlives the arrival of later reports: `m-3f2a91bc.c3`.
    MatterId
);
text_id!(
    /// An origin: where a statement ultimately comes from.
    OriginId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layer_ids_count_from_one() {
        assert_eq!(ClaimId(0).to_string(), "c1");
        assert_eq!("c3".parse(), Ok(ClaimId(2)));
        assert!("c0".parse::<ClaimId>().is_err());
        assert!("a1".parse::<ClaimId>().is_err());
    }

    #[test]
    fn a_document_id_is_a_sha256() {
        let mut digest = [0; 32];
        digest[..2].copy_from_slice(&[0x3F, 0xA0]);
        assert_eq!(DocumentId::of_sha256(digest).to_string(), format!("3fa0{}", "0".repeat(60)));
        assert!("ab".repeat(32).parse::<DocumentId>().is_ok());
        assert!("AB".repeat(32).parse::<DocumentId>().is_err());
        assert!("ab".parse::<DocumentId>().is_err());
    }
}
