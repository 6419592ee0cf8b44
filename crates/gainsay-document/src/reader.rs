//! What decides how a document is read.

use serde::{Deserialize, Serialize};

/// What decides a reading beside the document: two readers with the same settings read the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderSettings {
    /// `trained`, by an encoder, or `rules`, by rules alone.
    pub kind: String,
    /// The version of the rules and tables.
    pub version: String,
    /// SHA-256 of the encoder's weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<String>,
    /// SHA-256 of the labels and constants that belong to the weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constants: Option<String>,
    /// SHA-256 of the gazetteer that comes with the program.
    pub gazetteer: String,
    /// SHA-256 of each file with places of the user's own, in the order in which they were added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
}
