//! The one error of this crate: a vocabulary or weights that cannot be used.

/// Why word pieces or weights could not be used, in one line, with what the user may do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: Kind,
    message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Vocabulary,
    Weights,
    Run,
    #[cfg(feature = "ort")]
    Library,
}

impl Error {
    pub(crate) fn vocabulary(message: impl Into<String>) -> Self {
        Self { kind: Kind::Vocabulary, message: message.into() }
    }

    pub(crate) fn weights(message: impl Into<String>) -> Self {
        Self { kind: Kind::Weights, message: message.into() }
    }

    pub(crate) fn run(message: impl Into<String>) -> Self {
        Self { kind: Kind::Run, message: message.into() }
    }

    #[cfg(feature = "ort")]
    pub(crate) fn library(message: impl Into<String>) -> Self {
        Self { kind: Kind::Library, message: message.into() }
    }

    /// What the user may do about it, if anything is known to help.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Vocabulary => Some("give the vocabulary that the weights were trained with"),
            Kind::Weights => Some("the weights file is damaged or of another version; fetch it again"),
            Kind::Run => None,
            #[cfg(feature = "ort")]
            Kind::Library => Some("name the shared library of ONNX Runtime, version 1.17 or later"),
        }
    }

    /// Whether the word pieces cannot be used.
    #[must_use]
    pub fn is_vocabulary(&self) -> bool {
        self.kind == Kind::Vocabulary
    }

    /// Whether the weights cannot be loaded: damaged, or not the graph that this crate feeds.
    #[must_use]
    pub fn is_weights(&self) -> bool {
        self.kind == Kind::Weights
    }
}
