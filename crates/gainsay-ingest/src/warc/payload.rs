//! One capture of a web archive: what of it is a report, and what is kept of how it came.

use std::borrow::Cow;

use gainsay_document::{Note, NoteCode};

use super::fields::Fields;
use super::http::{self, Response};
use super::seen::Seen;
use crate::container::{Context, Origin, Records, one, shown, whole};
use crate::digest::Digest;
use crate::error::{Error, ErrorKind};
use crate::{Format, MAX_DOCUMENT_BYTES, encoding};

/// A capture as it stands in the archive.
pub(super) struct Capture {
    pub id: String,
    pub kind: String,
    pub fields: Fields,
    pub block: Vec<u8>,
    /// The file ends within it.
    pub cut: bool,
    /// It said that it was longer than it is.
    pub overran: bool,
}

/// An identifier or an address without the marks that some programs put around it.
pub(super) fn bare(written: &str) -> &str {
    written.trim().trim_start_matches('<').trim_end_matches('>')
}

/// The same error, with the address it is about.
pub(super) fn named(error: Error, fields: &Fields) -> Error {
    match fields.get("warc-target-uri") {
        Some(address) => error.with_hint(format!("it is {}", shown(bare(address).as_bytes()))),
        None => error,
    }
}

impl Capture {
    /// What a revisit may name it by.
    pub(super) fn names(&self) -> Vec<String> {
        let digest = self.fields.get("warc-payload-digest").map(str::to_owned);
        digest.into_iter().chain([self.id.clone()]).collect()
    }

    /// The records of a capture that says only that an earlier one is repeated: where the file holds that one, each report of it
    /// is met again here.
    pub(super) fn revisit<'b>(&self, archive: &Context, seen: &Seen) -> Records<'b> {
        let field = |name: &str| self.fields.get(name).map(|value| shown(bare(value).as_bytes()));
        let refers = self.fields.get("warc-refers-to").map(bare);
        let digest = self.fields.get("warc-payload-digest");
        let told = format!(
            "{}, captured {}, repeats {}",
            field("warc-target-uri").unwrap_or_else(|| "a page without an address".to_owned()),
            field("warc-date").unwrap_or_else(|| "on an unknown day".to_owned()),
            match (refers, field("warc-refers-to-target-uri")) {
                (Some(id), _) => shown(id.as_bytes()),
                (None, Some(address)) => format!(
                    "{address} as captured {}",
                    field("warc-refers-to-date").unwrap_or_else(|| "on an unknown day".to_owned())
                ),
                (None, None) => "a page that it does not name".to_owned(),
            }
        );
        let Some(reports) = seen.reports([refers, digest].into_iter().flatten()) else {
            let what = format!("a repeat of a page that is not in this file: {told}");
            let error = Error::new(ErrorKind::BadRecord, what);
            let error = error.with_hint("add the web archive that holds the page itself");
            return one(archive.within(&self.id).failure(error));
        };
        let repeat = Error::skipped("a repeat of a page that the file holds (revisit)").with_hint(told);
        if reports.is_empty() {
            return one(archive.within(&self.id).failure(repeat));
        }
        // When it was captured again has no other place: the report itself stays as it is.
        let name = match field("warc-date") {
            Some(date) => format!("{} captured again {date}", self.id),
            None => format!("{} captured again", self.id),
        };
        let place = archive.within(&name);
        Box::new(reports.into_iter().map(move |report| place.failure(repeat.clone().repeating(report))))
    }

    /// The records in it.
    pub(super) fn records<'b>(self, place: Context) -> Records<'b> {
        if let Some(left_out) = place.left_out() {
            return one(left_out);
        }
        match self.body(&place) {
            Ok((body, format, origin)) => whole(place.from(origin), format, Cow::Owned(body)),
            Err(error) => one(place.failure(named(error, &self.fields))),
        }
    }

    /// The body, its format, and what is known of where it came from.
    fn body(&self, place: &Context) -> Result<(Vec<u8>, Format, Origin), Error> {
        let mut notes = Vec::new();
        let mut cut = self.cut || self.fields.get("warc-truncated").is_some();
        let response = (self.kind == "response").then(|| Response::read(&self.block)).flatten();
        let (sent, kind) = match &response {
            Some(response) => {
                refuse_status(response.status)?;
                (response.sent, response.fields.get("content-type"))
            }
            // An address that answers by another protocol, or a record that is the document itself.
            None => (&self.block[..], self.fields.get("content-type")),
        };
        let kind = kind.unwrap_or_default();
        let encoding = encoding::declared_in_type(kind);
        let kind = Kind::of(kind)?;
        let mut body = Cow::Borrowed(sent);
        if let Some((joined, complete)) = response.as_ref().and_then(Response::joined) {
            cut |= !complete;
            body = Cow::Owned(joined);
        }
        if !self.cut
            && !self.overran
            && let Some(what) = self.mismatch(sent, &body)
        {
            notes.push(
                Note::new(
                    NoteCode::DigestMismatch,
                    format!("the web archive keeps another {what} digest than these bytes have"),
                )
                .hint("the file was changed or damaged after the capture; compare it with another copy"),
            );
        }
        for encoding in response.as_ref().map(Response::encodings).unwrap_or_default() {
            body = Cow::Owned(match http::unpacked(body.to_vec(), &encoding, place) {
                Ok(unpacked) => unpacked,
                Err(error) if error.is_too_large() => return Err(error),
                Err(error) => {
                    cut = true;
                    http::unpacked_in_part(&body, &encoding, place).ok_or(error)?
                }
            });
        }
        if body.len() > MAX_DOCUMENT_BYTES {
            return Err(Error::too_large("a capture", body.len(), MAX_DOCUMENT_BYTES));
        }
        if body.trim_ascii().is_empty() {
            return Err(if cut {
                Error::new(ErrorKind::Damaged, "damaged: it is cut short")
            } else {
                Error::skipped("a page without content")
            });
        }
        if self.overran || cut {
            let what =
                if self.overran { "the record is shorter than it says" } else { "the capture is cut short" };
            notes.push(
                Note::new(NoteCode::Truncated, format!("{what}; the end may be missing"))
                    .hint("fetch the web archive again, or look for another capture"),
            );
        }
        if let Some(date) = self.fields.get("warc-date") {
            let date = shown(date.as_bytes());
            notes.push(Note::new(
                NoteCode::Captured,
                format!("captured {date}, which need not be when it was published"),
            ));
        }
        let format = kind.format(&body)?;
        let url = self.fields.get("warc-target-uri").map(bare);
        let external_id = Some(self.id.clone());
        let origin = Origin { url: url.map(str::to_owned), external_id, notes, encoding };
        Ok((body.into_owned(), format, origin))
    }

    /// Which digest does not fit: of the payload as it was sent or joined, or of the whole block.
    fn mismatch(&self, sent: &[u8], joined: &[u8]) -> Option<&'static str> {
        let wrong = |name: &str, bytes: &[&[u8]]| {
            let kept = Digest::written(self.fields.get(name)?)?;
            (!bytes.iter().any(|bytes| kept.fits(bytes))).then_some(())
        };
        // Some programs make the payload's digest before, others after chunks are joined.
        wrong("warc-payload-digest", &[sent, joined])
            .map(|()| "payload")
            .or_else(|| wrong("warc-block-digest", &[&self.block]).map(|()| "block"))
    }
}

fn refuse_status(status: u16) -> Result<(), Error> {
    match status {
        200..=299 => Ok(()),
        300..=399 => Err(Error::skipped(format!("a redirect (status {status})"))),
        _ => Err(Error::skipped(format!("an answer that is no page (status {status})"))),
    }
}

/// What a capture says that it is.
enum Kind {
    Html,
    Text,
    /// The content tells.
    Open,
}

impl Kind {
    fn of(written: &str) -> Result<Self, Error> {
        let kind = written.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "text/html" | "application/xhtml+xml" => Ok(Self::Html),
            "text/plain" => Ok(Self::Text),
            ""
            | "application/pdf"
            | "application/octet-stream"
            | "application/xml"
            | "text/xml"
            | "application/feed+json"
            | "application/epub+zip"
            | "application/zip"
            | "message/rfc822"
            | "unk" => Ok(Self::Open),
            kind if kind.ends_with("rss+xml") || kind.ends_with("atom+xml") || kind.ends_with("rdf+xml") => {
                Ok(Self::Open)
            }
            kind if kind.starts_with("application/vnd.o") => Ok(Self::Open),
            kind => Err(Error::skipped(format!("no report ({})", shown(kind.as_bytes())))),
        }
    }

    fn format(&self, body: &[u8]) -> Result<Format, Error> {
        let name = match self {
            Self::Html => "page.html",
            Self::Text => "page.txt",
            Self::Open => "page",
        };
        Format::of_member(name, body)
    }
}
