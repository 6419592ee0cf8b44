//! A message's own words: apart from what it quotes of others and from its signature.

use gainsay_document::{SourceMap, SourcePiece, SourcePlace, Span};
use mail_parser::{Encoding, Message, MessagePart, PartType};

use super::part;
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
        return pages(raw, message);
    }
    let mut draft = Draft::default();
    for part in plain {
        let decoded = part::text(raw, part);
        draft.notes.extend(decoded.notes);
        let (text, removed) = encoding::cleaned(&decoded.text);
        draft.notes.extend(removed);
        let base = gap(&mut draft.text);
        place_lines(&mut draft.source, base, &text, raw, part);
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

/// Reads the pages of a message: all of them is text.
fn pages(raw: &[u8], message: &Message<'_>) -> Result<Draft, Error> {
    let mut draft = Draft::default();
    for id in &message.html_body {
        let Some(part) = message.parts.get(*id as usize) else { continue };
        if !matches!(part.body, PartType::Html(_)) {
            continue;
        }
        let decoded = part::text(raw, part);
        let (text, map) = html::text_and_places(&decoded.text);
        draft.notes.extend(decoded.notes);
        if text.is_empty() {
            continue;
        }
        let base = gap(&mut draft.text);
        // Bytes of what was unwrapped are no bytes of the message; the way to an element holds for both.
        let number = part::number(message, *id).map(|number| format!("MIME part {number}"));
        draft.source.pieces.extend(map.pieces.into_iter().filter_map(|piece| {
            let place = match piece.place {
                SourcePlace::Element { path, .. } => SourcePlace::Element { part: number.clone(), path },
                other => other,
            };
            let text = Span::ordered(base + piece.text.start()..base + piece.text.end())?;
            Some(SourcePiece { text, place })
        }));
        draft.text.push_str(&text);
    }
    if draft.text.trim().is_empty() {
        return Err(Error::new(ErrorKind::NoBody, "the message has no text"));
    }
    let own = 0..own_words_end(&draft.text);
    draft.body = if draft.text[own.clone()].trim().is_empty() { 0..draft.text.len() } else { own };
    Ok(draft)
}

/// Ends the text so that another part may follow as a block of its own; where that begins.
fn gap(text: &mut String) -> usize {
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.len()
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
