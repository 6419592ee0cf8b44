//! Claims as linked data: schema.org `Claim`, Web Annotation selectors for their words, PROV for where they come from, and
//! `ClaimReview` for what a person reviewed, without any rating of truth.
//!
//! Contexts are named and never fetched: `schema.org` for everything, the Web Annotation context inside each annotation.
//! Words that neither vocabulary has stand under `urn:gainsay:vocab#`.

mod annotation;
mod claim;
mod review;

use std::io::Write;

use gainsay_document::{CharOffsets, ClaimId, ClaimRef, Document, MatterId, Reading, Relation};
use serde_json::{Map, Value, json};

use crate::{DecisionRecord, ExportError};

/// The context of everything but the annotations.
pub const SCHEMA: &str = "https://schema.org";
/// The context of the annotations.
pub const ANNOTATION: &str = "http://www.w3.org/ns/anno.jsonld";

/// What is known of a claim beside its reading.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The matters it speaks to, by identifier and title.
    pub matters: Vec<(MatterId, String)>,
    /// How it stands to other claims; only relations that go out from it are written.
    pub relations: Vec<Relation>,
    /// What people decided of it, the first decision first.
    pub decisions: Vec<DecisionRecord>,
}

/// Writes one graph, a node a line.
#[derive(Debug)]
pub struct Graph<W> {
    out: W,
    empty: bool,
}

impl<W: Write> Graph<W> {
    /// A writer of nodes to `out`, which should be buffered.
    ///
    /// # Errors
    /// When the output refuses the beginning.
    pub fn new(mut out: W) -> Result<Self, ExportError> {
        write!(out, "{{\"@context\":{},\"@graph\":[", context())?;
        Ok(Self { out, empty: true })
    }

    /// Write a report: the document, the reading of it, and each claim with its annotation and its reviews.
    ///
    /// # Errors
    /// When the output refuses it.
    pub fn write(
        &mut self,
        document: &Document,
        reading: &Reading,
        beside: impl Fn(&ClaimRef) -> Beside,
    ) -> Result<(), ExportError> {
        self.node(&claim::document(document))?;
        self.node(&claim::activity(document, reading))?;
        let offsets = CharOffsets::new(&document.text);
        for (reference, read) in reading.claim_refs() {
            let beside = beside(&reference);
            self.node(&claim::claim(document, reading, &reference, read, &beside))?;
            self.node(&annotation::of(document, &offsets, &reference, read))?;
            for decision in &beside.decisions {
                if let Some(node) = review::of(document, &reference, read, decision) {
                    self.node(&node)?;
                }
            }
        }
        Ok(())
    }

    /// Write the end, flush, and give the output back.
    ///
    /// # Errors
    /// When the output refuses what is left.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn node(&mut self, node: &Value) -> Result<(), ExportError> {
        self.out.write_all(if self.empty { b"\n" } else { b",\n" })?;
        self.empty = false;
        Ok(serde_json::to_writer(&mut self.out, node)?)
    }
}

/// The context of the graph.
fn context() -> Value {
    json!([SCHEMA, {
        "prov": "http://www.w3.org/ns/prov#",
        "gs": "urn:gainsay:vocab#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }])
}

/// The identifier of a document: the hash of its bytes.
fn document_iri(document: &gainsay_document::DocumentId) -> String {
    format!("urn:gainsay:document:{document}")
}

/// The identifier of a claim: it holds within a reading of the document.
fn claim_iri(claim: &ClaimRef) -> String {
    let ClaimRef { document, claim } = claim;
    let id: &ClaimId = claim;
    format!("{}#{id}", document_iri(document))
}

/// An object of the members that are known.
fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let known = members.into_iter().filter(|(_, value)| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    });
    Value::Object(known.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

/// A reference to a node.
fn to(iri: String) -> Value {
    Value::Object([("@id".to_owned(), Value::String(iri))].into_iter().collect())
}
