//! A message's own words: apart from what it quotes of others and from its signature.

use gainsay_document::{SourceMap, SourcePiece, SourcePlace, Span};
use mail_parser::{Encoding, Message, MessagePart, PartType};

use crate::date::DayOrder;
use crate::draft::Draft;
use crate::encoding;
use crate::error::{Error, ErrorKind};
use crate::head::{self, Allowed};
use crate::html;

/// Reads the plain parts of a message; where there are none, its HTML.
pub(super) fn read(raw: &[u8], message: &Message<'_>) -> Result<Draft, Error> {
    let plain: Vec<&MessagePart<'_>> = message
        .text_bodies()
        .filter(|part| matches!(&part.body, PartType::Text(text) if !text.trim().is_empty()))
        .collect();
    if plain.is_empty() {
        let page: Vec<&str> = message
            .html_bodies()
            .filter_map(|part| match &part.body {
                PartType::Html(page) => Some(page.as_ref()),
                _ => None,
            })
            .collect();
        if page.is_empty() {
            return Err(Error::new(ErrorKind::NoBody, "the message has no text"));
        }
        return fragment(&page.join("\n"));
    }
    let mut draft = Draft::default();
    for part in plain {
        let (text, removed) = encoding::cleaned(part.text_contents().unwrap_or_default());
        draft.notes.extend(removed);
        let from = if draft.text.is_empty() { 0 } else { draft.text.trim_end().len() };
        if from > 0 {
            draft.text.truncate(from);
            draft.text.push_str("\n\n");
        }
        place_lines(&mut draft.source, draft.text.len(), &text, raw, part);
        draft.text.push_str(&text);
    }
    let titles: Vec<String> = message.subject().map(str::to_owned).into_iter().collect();
    let head = head::read(&draft.text, 0, Allowed { titles: &titles, markdown: false }, DayOrder::Unknown);
    let start = head.body_start;
    draft.take_head(head);
    let end = own_words_end(&draft.text);
    draft.body = start..if draft.text.get(start..end).is_some_and(|own| !own.trim().is_empty()) {
        end
    } else {
        draft.text.len()
    };
    Ok(draft)
}

/// The draft of a page that is a fragment: all of it is text.
fn fragment(page: &str) -> Result<Draft, Error> {
    let text = html::text_of_fragment(page);
    if text.trim().is_empty() {
        return Err(Error::new(ErrorKind::NoBody, "the message has no text"));
    }
    let body = 0..own_words_end(&text);
    let body = if text[body.clone()].trim().is_empty() { 0..text.len() } else { body };
    Ok(Draft { text, body, ..Draft::default() })
}

/// Where the lines of a part stand in the message, as far as they stand there as they are.
fn place_lines(map: &mut SourceMap, base: usize, text: &str, raw: &[u8], part: &MessagePart<'_>) {
    if part.encoding != Encoding::None {
        return;
    }
    let (mut at, end) = (part.offset_body as usize, (part.offset_end as usize).min(raw.len()));
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        if !raw.get(at..end).is_some_and(|rest| rest.starts_with(words.as_bytes())) {
            return;
        }
        if let (false, Some(span)) = (words.is_empty(), Span::ordered(base + from..base + from + words.len()))
        {
            let place = SourcePlace::Bytes { start: at as u64, end: (at + words.len()) as u64 };
            map.pieces.push(SourcePiece { text: span, place });
        }
        at += words.len();
        at += usize::from(raw.get(at) == Some(&b'\r'));
        at += usize::from(raw.get(at) == Some(&b'\n'));
        from += line.len();
    }
}

/// One past the last byte of what the sender wrote: before the message that is answered, and before the signature.
fn own_words_end(text: &str) -> usize {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let forwarded = words.trim_matches('-').trim();
        if line.trim_end_matches(['\r', '\n']) == "-- "
            || (words.starts_with("-----")
                && matches!(forwarded, "Original Message" | "Ursprüngliche Nachricht" | "Message d'origine"))
        {
            break;
        }
        lines.push((at, words));
        at += line.len();
    }
    let mut end = at;
    let mut quoted = false;
    while let Some((start, words)) = lines.last() {
        if words.starts_with('>') {
            quoted = true;
        } else if !words.is_empty() {
            break;
        }
        end = *start;
        lines.pop();
    }
    if !quoted {
        return at;
    }
    // "On Monday, Ana Petrova wrote:", in one line or two.
    if let Some((start, words)) = lines.last()
        && words.ends_with(':')
    {
        end = *start;
        let before = lines.len().checked_sub(2).and_then(|at| lines.get(at));
        if let Some((start, above)) = before
            && !words.starts_with("On ")
            && above.starts_with("On ")
        {
            end = *start;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, own: &str) {
        assert_eq!(text[..own_words_end(text)].trim_end(), own, "{text}");
    }

    #[test]
    fn quoted_replies_stand_apart() {
        check(
            "No one was hurt.\n\nOn 12 March Ana wrote:\n> Was anyone hurt?\n> Do tell.\n",
            "No one was hurt.",
        );
        check(
            "No one.\n\nOn 12 March 2024 at 10:00, Ana Petrova\n<ana@k.example> wrote:\n\n> Hurt?",
            "No one.",
        );
        check("No one.\n-----Original Message-----\nFrom: Ana", "No one.");
        check("No one.\n-- \nAna Petrova\nPort Office", "No one.");
        check("> Hurt?\nNo one.\n> When?\nMonday.", "> Hurt?\nNo one.\n> When?\nMonday.");
        check("No one was hurt.", "No one was hurt.");
        check("", "");
    }
}
