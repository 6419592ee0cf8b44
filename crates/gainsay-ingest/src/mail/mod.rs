//! Electronic mail: a message (EML), many in a file (MBOX), and what is attached to them.

mod body;
mod mbox;
mod part;

use std::borrow::Cow;
use std::io::Cursor;

use encoding_rs::Encoding;
use gainsay_document::{Note, NoteCode, Published, PublishedBasis};
use jiff::civil::Date;
use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

pub(crate) use mbox::records as mbox;

use crate::container::{Context, Names, Records, member, one};
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};

/// The record of a message, and those of what is attached to it.
pub(crate) fn message<'b>(context: Context, raw: Cow<'b, [u8]>) -> Records<'b> {
    let Some((draft, attached)) = read(&raw) else {
        let error = Error::new(ErrorKind::Damaged, "damaged: no mail message can be read from it");
        return one(context.failure(error));
    };
    let main = match draft {
        // A message that only carries something says nothing itself.
        Err(_) if !attached.is_empty() => {
            context.failure(Error::skipped("a message without words, with attachments"))
        }
        draft => context.record(raw, draft),
    };
    let mut names = Names::default();
    let attachments = attached.into_iter().flat_map(move |Attached { name, bytes, sent_as }| {
        let shown = names.shown(name.as_bytes());
        member(context.within(&shown).sent_as(sent_as), &shown, Box::new(Cursor::new(bytes)))
    });
    Box::new(std::iter::once(main).chain(attachments))
}

/// A file that is attached to a message.
struct Attached {
    name: String,
    bytes: Vec<u8>,
    /// The encoding that the message names for it.
    sent_as: Option<&'static Encoding>,
}

/// What a message says, and what is attached. `None`: it is no message.
fn read(raw: &[u8]) -> Option<(Result<Draft, Error>, Vec<Attached>)> {
    let message = MessageParser::default().parse(raw)?;
    let draft = body::read(raw, &message).map(|draft| headed(draft, &message));
    let attached = message
        .attachments()
        .enumerate()
        .map(|(at, part)| {
            let named =
                part.attachment_name().map_or_else(|| format!("attachment {}", at + 1), str::to_owned);
            let bytes = match &part.body {
                PartType::Message(inner) => inner.raw_message().to_vec(),
                // The file as it was attached, not what was made of its encoding.
                PartType::Text(_) | PartType::Html(_) => part::bytes(raw, part).into_owned(),
                _ => part.contents().to_vec(),
            };
            let is_called_mail = named.to_ascii_lowercase().ends_with(".eml");
            let name = if part.is_message() && !is_called_mail { format!("{named}.eml") } else { named };
            Attached { name, bytes, sent_as: part::charset(part) }
        })
        .collect();
    Some((draft, attached))
}

/// The draft with what the message's head says.
fn headed(mut draft: Draft, message: &Message<'_>) -> Draft {
    draft.title = message.subject().map(str::to_owned).or(draft.title);
    draft.byline = message.from().and_then(sender).or(draft.byline);
    draft.external_id = message.message_id().map(str::to_owned);
    if let Some(date) = message.date() {
        let day =
            i16::try_from(date.year).ok().zip(i8::try_from(date.month).ok()).zip(i8::try_from(date.day).ok());
        match day.and_then(|((year, month), day)| Date::new(year, month, day).ok()) {
            Some(date) => draft.published = Some(Published { date, basis: PublishedBasis::Metadata }),
            None => draft
                .notes
                .push(Note::new(NoteCode::DateUnreadable, "the date in the message's head is no day")),
        }
    }
    draft
}

/// Who sent it: the name, else the address.
fn sender(from: &Address<'_>) -> Option<String> {
    let first = from.first()?;
    first.name().or(first.address()).map(str::to_owned)
}
