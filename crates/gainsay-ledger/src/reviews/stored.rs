//! An entry of the review log as its row holds it.

use gainsay_document::{Anchor, CharOffsets, Decision, DocumentId, Review, Span, Spans, Target};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::Texts;
use crate::Error;
use crate::codec::{document_id, from_json, sha256, to_json};

/// A row of the review log, as it is stored and hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogEntry {
    /// Counted from 1 without gaps.
    pub id: i64,
    /// The hash of the entry before it.
    pub previous: String,
    /// When it was decided, UTC.
    pub at: String,
    /// Who decided.
    pub reviewer: String,
    /// What.
    pub kind: String,
    /// About what: JSON.
    pub targets: String,
    /// What belongs to the kind alone: JSON.
    pub value: Option<String>,
    /// Why.
    pub reason: String,
    /// SHA-256 of the JSON array of the fields before it.
    pub hash: String,
}

/// A target as JSON.
#[derive(Serialize, Deserialize)]
struct TargetJson {
    name: String,
    anchors: Vec<AnchorJson>,
}

/// An anchor as JSON: offsets count code points, the words stand beside them.
#[derive(Serialize, Deserialize)]
struct AnchorJson {
    document: String,
    spans: Vec<[usize; 2]>,
    quote: String,
}

impl LogEntry {
    /// What stands in the place of the hash before the first entry.
    pub const FIRST: &'static str = "0000000000000000000000000000000000000000000000000000000000000000";

    /// The documents that the entry is about.
    ///
    /// # Errors
    /// Corrupt where its targets cannot be read.
    pub fn documents(&self) -> Result<Vec<DocumentId>, Error> {
        let targets: Vec<TargetJson> = from_json(self.targets.as_bytes())?;
        let anchors = targets.into_iter().flat_map(|target| target.anchors);
        anchors.map(|anchor| document_id(anchor.document)).collect()
    }

    /// Number and hash of the last entry.
    pub(crate) fn last(connection: &Connection) -> Result<Option<(u64, String)>, Error> {
        let last = connection
            .query_row("SELECT id, hash FROM reviews ORDER BY id DESC LIMIT 1", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get(1)?))
            })
            .optional()?;
        Ok(last.map(|(id, hash)| (id.unsigned_abs(), hash)))
    }

    /// All rows, the first entry first.
    pub(crate) fn all(connection: &Connection) -> Result<Vec<Self>, Error> {
        let mut query = connection.prepare_cached(
            "SELECT id, previous, at, reviewer, kind, targets, value, reason, hash FROM reviews ORDER BY id",
        )?;
        let rows = query.query_map([], |row| {
            Ok(Self {
                id: row.get(0)?,
                previous: row.get(1)?,
                at: row.get(2)?,
                reviewer: row.get(3)?,
                kind: row.get(4)?,
                targets: row.get(5)?,
                value: row.get(6)?,
                reason: row.get(7)?,
                hash: row.get(8)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The row of an entry after the one with the hash `previous`.
    pub(super) fn of(review: &Review, previous: Option<String>, texts: &Texts<'_>) -> Result<Self, Error> {
        let targets: Vec<TargetJson> =
            review.targets.iter().map(|target| target_json(target, texts)).collect::<Result<_, _>>()?;
        let decision = serde_json::to_value(&review.decision)
            .map_err(|error| Error::rejected(format!("not to be stored: {error}")))?;
        let value = decision.get("value").filter(|value| !value.is_null());
        let mut stored = Self {
            id: i64::try_from(review.id).unwrap_or(i64::MAX),
            previous: previous.unwrap_or_else(|| Self::FIRST.to_owned()),
            at: review.at.to_string(),
            reviewer: review.reviewer.clone(),
            kind: review.decision.as_str().to_owned(),
            targets: to_json(&targets)?,
            value: value.map(to_json).transpose()?,
            reason: review.reason.clone(),
            hash: String::new(),
        };
        stored.hash = stored.digest()?;
        Ok(stored)
    }

    /// The hash that the row should have.
    ///
    /// # Errors
    /// None in practice: text can always be written as JSON.
    pub fn digest(&self) -> Result<String, Error> {
        let Self { id, previous, at, reviewer, kind, targets, value, reason, hash: _ } = self;
        Ok(sha256(to_json(&(id, previous, at, reviewer, kind, targets, value, reason))?.as_bytes()))
    }

    pub(crate) fn insert(&self, connection: &Connection) -> Result<(), Error> {
        let Self { id, previous, at, reviewer, kind, targets, value, reason, hash } = self;
        connection.execute(
            "INSERT INTO reviews (id, previous, at, reviewer, kind, targets, value, reason, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![id, previous, at, reviewer, kind, targets, value, reason, hash],
        )?;
        Ok(())
    }

    /// The entry. Words that no longer stand where they stood have no span, or that of where the offsets lead.
    pub(super) fn review(&self, texts: &Texts<'_>) -> Result<Review, Error> {
        let mut decision = serde_json::json!({ "kind": self.kind });
        if let Some(value) = &self.value {
            decision["value"] = from_json(value.as_bytes())?;
        }
        let decision: Decision = serde_json::from_value(decision)
            .map_err(|error| Error::corrupt(format!("an unknown decision {:?}: {error}", self.kind)))?;
        let targets: Vec<TargetJson> = from_json(self.targets.as_bytes())?;
        let at = self.at.parse();
        Ok(Review {
            id: self.id.unsigned_abs(),
            at: at.map_err(|error| Error::corrupt(format!("not a time: {:?}: {error}", self.at)))?,
            reviewer: self.reviewer.clone(),
            decision,
            targets: targets.into_iter().map(|json| target(json, texts)).collect::<Result<_, _>>()?,
            reason: self.reason.clone(),
        })
    }
}

fn target_json(target: &Target, texts: &Texts<'_>) -> Result<TargetJson, Error> {
    let anchor = |anchor: &Anchor| {
        let text = texts.text(&anchor.document)?;
        let offsets = CharOffsets::new(&text);
        let span = |span: Span| [offsets.chars(span.start()), offsets.chars(span.end())];
        Ok::<_, Error>(AnchorJson {
            document: anchor.document.to_string(),
            spans: anchor.span.iter().map(span).collect(),
            quote: anchor.quote.clone(),
        })
    };
    Ok(TargetJson {
        name: target.name.clone(),
        anchors: target.anchors.iter().map(anchor).collect::<Result<_, _>>()?,
    })
}

fn target(json: TargetJson, texts: &Texts<'_>) -> Result<Target, Error> {
    let anchor = |json: AnchorJson| {
        let id = document_id(json.document)?;
        let text = texts.text(&id)?;
        let offsets = CharOffsets::new(&text);
        let span = |[start, end]: [usize; 2]| Span::ordered(offsets.byte(start)?..offsets.byte(end)?);
        // All of the pieces or none: a part of the words is not what was decided about.
        let span: Option<Vec<Span>> = json.spans.into_iter().map(span).collect();
        Ok::<_, Error>(Anchor {
            document: id,
            span: span.map(Spans::from).unwrap_or_default(),
            quote: json.quote,
        })
    };
    Ok(Target { name: json.name, anchors: json.anchors.into_iter().map(anchor).collect::<Result<_, _>>()? })
}
