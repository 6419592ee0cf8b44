//! FollowTheMoney entities: reports, who is named in them, matters, and who says what of which matter.
//!
//! An entity stands for a name within one report: that two reports mean the same person is for the user's own tools to say.

use std::collections::BTreeSet;
use std::io::Write;

use gainsay_document::{
    ActorId, ActorKind, ClaimRef, Document, DocumentId, Interval, Matter, MatterId, Outcome, Reading,
};
use serde_json::{Map, Value, json};

use crate::{ExportError, matters};

/// Writes entities, one JSON object a line.
#[derive(Debug)]
pub struct Entities<W> {
    out: W,
}

impl<W: Write> Entities<W> {
    /// A writer of entities to `out`, which should be buffered.
    pub fn new(out: W) -> Self {
        Self { out }
    }

    /// Write a report: an `Article`, a `Person`, `Organization` or `LegalEntity` with a `Mention` for each name, and an
    /// `UnknownLink` from each source to each matter that it speaks to, a claim each.
    ///
    /// # Errors
    /// When the output refuses it.
    pub fn report(
        &mut self,
        document: &Document,
        reading: &Reading,
        matters_of: impl Fn(&ClaimRef) -> Vec<MatterId>,
    ) -> Result<(), ExportError> {
        let article = article_id(&document.id);
        self.entity(
            "Article",
            &article,
            [
                ("title", document.title.clone()),
                ("name", document.title.is_none().then(|| document.label().to_owned())),
                ("publisher", document.outlet.clone()),
                ("author", document.byline.clone()),
                ("publishedAt", document.published.map(|published| published.date.to_string())),
                ("sourceUrl", document.url.clone()),
                ("bodyText", Some(legible(&document.text))),
            ],
        )?;
        let mut named: BTreeSet<usize> = BTreeSet::new();
        for (index, actor) in reading.actors.iter().enumerate().filter(|(_, actor)| is_name(&actor.name)) {
            named.insert(index);
            let (id, schema) = (actor_id(&document.id, index), schema(actor.kind));
            let position = actor.role.clone().filter(|_| schema == "Person");
            self.entity(
                schema,
                &id,
                [
                    ("name", Some(actor.name.clone())),
                    ("position", position),
                    ("notes", actor.affiliation.as_ref().map(|name| format!("affiliation: {name}"))),
                    ("proof", Some(article.clone())),
                ],
            )?;
            self.entity(
                "Mention",
                &format!("{id}-mention"),
                [
                    ("document", Some(article.clone())),
                    ("name", Some(actor.name.clone())),
                    ("resolved", Some(id.clone())),
                    ("detectedSchema", Some(schema.to_owned())),
                ],
            )?;
        }
        for (reference, claim) in reading.claim_refs() {
            let Some(attribution) = claim.attribution.and_then(|id| reading.attribution(id)) else {
                continue;
            };
            let Some(actor) = attribution.actor.map(ActorId::index).filter(|actor| named.contains(actor))
            else {
                continue;
            };
            for matter in matters_of(&reference) {
                let id = format!("gainsay-{}-{}-{}", document.id.short(), reference.claim, plain(&matter.0));
                self.entity(
                    "UnknownLink",
                    &id,
                    [
                        ("subject", Some(actor_id(&document.id, actor))),
                        ("object", Some(matter_id(&matter))),
                        ("role", Some(attribution.stance.as_str().to_owned())),
                        ("summary", Some(claim.span.of(&document.text))),
                        ("recordId", Some(reference.to_string())),
                        ("date", document.published.map(|published| published.date.to_string())),
                        ("publisher", document.outlet.clone()),
                        ("sourceUrl", document.url.clone()),
                        ("proof", Some(article.clone())),
                    ],
                )?;
            }
        }
        Ok(())
    }

    /// Write a matter: an `Event`, whose summary says which counts are claimed.
    ///
    /// # Errors
    /// When the output refuses it.
    pub fn matter(&mut self, matter: &Matter) -> Result<(), ExportError> {
        let counted = |outcome: Outcome| {
            let Interval { low, high } = matters::range(matter, outcome, None)?;
            Some(format!("{}: {}", outcome.as_str(), Interval { low, high }))
        };
        let contested = matter.is_contested().then(|| "contested".to_owned());
        let summary = [counted(Outcome::Killed), counted(Outcome::Injured), contested];
        let summary: Vec<String> = summary.into_iter().flatten().collect();
        let place = matter.place.as_ref();
        let mut members = properties([
            ("name", Some(matter.title.clone())),
            ("startDate", matter.date.map(|date| date.start.to_string())),
            ("endDate", matter.date.map(|date| date.end.to_string())),
            ("location", place.map(|place| place.name.clone())),
            ("country", place.and_then(|place| place.country.as_ref()).map(|code| code.to_lowercase())),
            ("summary", (!summary.is_empty()).then(|| summary.join("; "))),
            ("recordId", Some(matter.id.0.clone())),
        ]);
        let proofs: Vec<String> = matter.documents.iter().map(article_id).collect();
        members.insert("proof".to_owned(), json!(proofs));
        self.line("Event", &matter_id(&matter.id), &members)
    }

    /// Flush, and give the output back.
    ///
    /// # Errors
    /// When the output refuses what is left.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.out.flush()?;
        Ok(self.out)
    }

    fn entity<const N: usize>(
        &mut self,
        schema: &str,
        id: &str,
        members: [(&str, Option<String>); N],
    ) -> Result<(), ExportError> {
        self.line(schema, id, &properties(members))
    }

    fn line(&mut self, schema: &str, id: &str, members: &Map<String, Value>) -> Result<(), ExportError> {
        let entity = json!({"id": id, "schema": schema, "properties": members});
        serde_json::to_writer(&mut self.out, &entity)?;
        Ok(self.out.write_all(b"\n")?)
    }
}

/// The properties that are known, each a list of one.
fn properties<const N: usize>(members: [(&str, Option<String>); N]) -> Map<String, Value> {
    let known = members.into_iter().filter_map(|(name, value)| Some((name, value?)));
    known
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| (name.to_owned(), json!([value])))
        .collect()
}

/// A text as the model keeps it: without blanks around, and without control characters but those that lay it out.
fn legible(text: &str) -> String {
    let kept = |sign: &char| !sign.is_control() || matches!(sign, '\n' | '\r' | '\t');
    text.trim().chars().filter(kept).collect()
}

/// What an actor is; where the text does not tell a person from a body, what both are.
fn schema(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Person",
        ActorKind::Organisation | ActorKind::Media => "Organization",
        ActorKind::Group | ActorKind::Unknown => "LegalEntity",
    }
}

/// Whether a name has a letter in it.
fn is_name(name: &str) -> bool {
    name.chars().any(char::is_alphabetic)
}

fn article_id(document: &DocumentId) -> String {
    format!("gainsay-{document}")
}

fn actor_id(document: &DocumentId, index: usize) -> String {
    format!("gainsay-{}-p{}", document.short(), index + 1)
}

fn matter_id(matter: &MatterId) -> String {
    format!("gainsay-{}", plain(&matter.0))
}

/// Identifiers have no dot.
fn plain(id: &str) -> String {
    id.replace('.', "-")
}
