//! An entry of the review log as its row holds it.

use gainsay_document::{Anchor, CharOffsets, Decision, Review, Span, Spans, Target};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::Texts;
use crate::Error;
use crate::codec::{document_id, from_json, sha256, to_json};

/// What stands in the place of the hash before the first entry.
pub(super) const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The columns of a row.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub id: i64,
    pub previous: String,
    at: String,
    reviewer: String,
    kind: String,
    targets: String,
    value: Option<String>,
    reason: String,
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

impl Stored {
    /// Number and hash of the last entry.
    pub fn last(connection: &Connection) -> Result<Option<(u64, String)>, Error> {
        let last = connection
            .query_row("SELECT id, hash FROM reviews ORDER BY id DESC LIMIT 1", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get(1)?))
            })
            .optional()?;
        Ok(last.map(|(id, hash)| (id.unsigned_abs(), hash)))
    }

    /// All rows, the first entry first.
    pub fn all(connection: &Connection) -> Result<Vec<Self>, Error> {
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
    pub fn of(review: &Review, previous: Option<String>, texts: &Texts<'_>) -> Result<Self, Error> {
        let targets: Vec<TargetJson> =
            review.targets.iter().map(|target| target_json(target, texts)).collect::<Result<_, _>>()?;
        let decision = serde_json::to_value(&review.decision)
            .map_err(|error| Error::rejected(format!("not to be stored: {error}")))?;
        let value = decision.get("value").filter(|value| !value.is_null());
        let mut stored = Self {
            id: i64::try_from(review.id).unwrap_or(i64::MAX),
            previous: previous.unwrap_or_else(|| FIRST.to_owned()),
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
    pub fn digest(&self) -> Result<String, Error> {
        let Self { id, previous, at, reviewer, kind, targets, value, reason, hash: _ } = self;
        Ok(sha256(to_json(&(id, previous, at, reviewer, kind, targets, value, reason))?.as_bytes()))
    }

    pub fn insert(&self, connection: &Connection) -> Result<(), Error> {
        let Self { id, previous, at, reviewer, kind, targets, value, reason, hash } = self;
        connection.execute(
            "INSERT INTO reviews (id, previous, at, reviewer, kind, targets, value, reason, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![id, previous, at, reviewer, kind, targets, value, reason, hash],
        )?;
        Ok(())
    }

    /// The entry. Words that no longer stand where they stood have no span, or that of where the offsets lead.
    pub fn review(&self, texts: &Texts<'_>) -> Result<Review, Error> {
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
