//! A part of a message: its bytes without what they were wrapped in for the way, its text, its number.

use std::borrow::Cow;

use encoding_rs::Encoding as Charset;
use mail_parser::parsers::MessageStream;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use crate::encoding::{self, Decoded};

/// Parts that lie deeper in each other have no number.
const MAX_LEVELS: usize = 32;

/// The bytes that were sent as this part, before anything was made of them.
pub(super) fn bytes<'r>(raw: &'r [u8], part: &MessagePart<'_>) -> Cow<'r, [u8]> {
    let sent =
        raw.get(part.offset_body as usize..(part.offset_end as usize).min(raw.len())).unwrap_or_default();
    match part.encoding {
        Encoding::None => Cow::Borrowed(sent),
        Encoding::QuotedPrintable => MessageStream::new(sent).decode_quoted_printable_mime(b"").1,
        Encoding::Base64 => MessageStream::new(sent).decode_base64_mime(b"").1,
    }
}

/// The encoding that the part's own head names.
pub(super) fn charset(part: &MessagePart<'_>) -> Option<&'static Charset> {
    Charset::for_label(part.content_type()?.attribute("charset")?.trim().as_bytes())
}

/// The text of a part; of a page, what the page itself declares counts after what the part's head names.
pub(super) fn text<'r>(raw: &'r [u8], part: &'r MessagePart<'_>) -> Decoded<'r> {
    let named = part.content_type().is_some_and(|kind| kind.has_attribute("charset"));
    let known = charset(part);
    if let (true, None, Some(text)) = (named, known, part.text_contents())
        && !text.contains('\u{FFFD}')
    {
        // Encodings of mail that no browser reads (UTF-7).
        return Decoded { text: Cow::Borrowed(text), notes: Vec::new() };
    }
    let bytes = bytes(raw, part);
    let in_page =
        matches!(part.body, PartType::Html(_)).then(|| encoding::declared_in_page(&bytes)).flatten();
    let Decoded { text, notes } = encoding::decode(&bytes, known.into_iter().chain(in_page));
    Decoded { text: Cow::Owned(text.into_owned()), notes }
}

/// The number of a part as mail programs count: `2.1` is the first part of the second. `None`: it is the message itself.
pub(super) fn number(message: &Message<'_>, id: u32) -> Option<String> {
    let mut numbers = Vec::new();
    let mut at = id;
    while at != 0 && numbers.len() < MAX_LEVELS {
        let (parent, number) =
            message.parts.iter().enumerate().find_map(|(parent, part)| match &part.body {
                PartType::Multipart(children) => {
                    let place = children.iter().position(|child| *child == at)?;
                    Some((u32::try_from(parent).ok()?, place + 1))
                }
                _ => None,
            })?;
        numbers.push(number.to_string());
        at = parent;
    }
    numbers.reverse();
    (at == 0 && !numbers.is_empty()).then(|| numbers.join("."))
}
