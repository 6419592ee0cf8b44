//! A document in the making: what every format fills in, and what is done alike for all of them.

use std::ops::Range;

use gainsay_document::{Document, DocumentId, Note, NoteCode, Published, PublishedBasis, SourceMap, Span};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::date::DayOrder;
use crate::{Overrides, address, head, language};

/// What a format found of a report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub external_id: Option<String>,
    pub text: String,
    /// The body's bytes in `text`; white space at its ends may be in it.
    pub body: Range<usize>,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    /// The agency that closing lines credit which are no part of the text (notices of rights).
    pub closing_agency: Option<String>,
    pub published: Option<Published>,
    /// The day the file was made, which need not be the day it was published.
    pub made: Option<Date>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub notes: Vec<Note>,
    /// Where the text stood in the bytes.
    pub source: SourceMap,
}

impl Draft {
    /// Fills what is not yet known from a head.
    pub(crate) fn take_head(&mut self, head: head::Head) {
        self.published = self.published.or(head.published());
        self.title = self.title.take().or(head.title);
        self.byline = self.byline.take().or(head.byline);
        self.agency = self.agency.take().or(head.agency);
        self.url = self.url.take().or(head.url);
        self.outlet = self.outlet.take().or(head.outlet);
        self.notes.extend(head.notes);
    }

    /// The document of these `raw` bytes, and where its text stood in them.
    pub(crate) fn finish(mut self, raw: &[u8], overrides: &Overrides) -> (Document, SourceMap) {
        let body = Span::within(&self.text, self.body.clone()).ok().and_then(|span| span.trimmed(&self.text));
        self.credit_from_body(body);
        let addressed =
            || Some(Published { date: address::date(self.url.as_deref()?)?, basis: PublishedBasis::Address });
        self.published = self.published.or_else(addressed);
        if let Some(date) = overrides.published {
            self.published = Some(Published { date, basis: PublishedBasis::Given });
        }
        if overrides.outlet.is_some() {
            self.outlet.clone_from(&overrides.outlet);
        }
        if self.published.is_none() {
            self.notes.push(self.without_date());
        }
        let filled = |value: Option<String>| {
            value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let words = body.map_or("", |body| body.of(&self.text));
        let (language, other) = language::settle(filled(self.language), words);
        self.notes.extend(other);
        let document = Document {
            id: DocumentId::of_sha256(Sha256::digest(raw).into()),
            external_id: self.external_id,
            text: self.text,
            body,
            title: filled(self.title),
            byline: filled(self.byline),
            outlet: filled(self.outlet),
            agency: filled(self.agency),
            published: self.published,
            language,
            url: filled(self.url),
            notes: self.notes,
        };
        (document, self.source)
    }

    /// What is said where there is no publication date. The day the file was made is told, but not taken: a report may be
    /// saved long after it appeared.
    fn without_date(&self) -> Note {
        let missing = "no publication date was found; relative dates stay unresolved";
        match self.made {
            None => {
                Note::new(NoteCode::DateMissing, missing).hint("give the day with --published YYYY-MM-DD")
            }
            Some(made) => Note::new(NoteCode::DateMissing, format!("{missing}; the file was made on {made}"))
                .hint(format!("if that is the day it was published, give it with --published {made}")),
        }
    }

    /// The credit and the day of the dateline, else the credit of the last lines.
    fn credit_from_body(&mut self, body: Option<Span>) {
        let Some(body) = body.map(|span| span.of(&self.text)) else { return };
        let order = DayOrder::of_report(self.language.as_deref(), self.url.as_deref());
        let dateline = head::dateline(body, order).unwrap_or_default();
        self.published =
            self.published.or(dateline.date.map(|date| Published { date, basis: PublishedBasis::Head }));
        if self.agency.is_none() {
            self.agency =
                dateline.agency.or_else(|| head::closing_agency(body)).or(self.closing_agency.take());
        }
    }
}
