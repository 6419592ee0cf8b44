//! spaCy: a document as the JSON that `spacy.tokens.Doc.from_json` reads.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{CharOffsets, Document};
use serde_json::{Map, Value, json};

use super::{MarkKind, Sheet};

/// The document as one JSON value.
///
/// Its tokens are cut at blanks, around signs, and at every end of a mark, so that each mark is whole tokens: a pipeline
/// that has other tokens aligns by characters. Marks stand in span groups by kind, with the mark's key as the span's `kb_id`,
/// the one identifier that spaCy keeps there; pieces of one mark share it. What the marks stand for and how they belong
/// together is in the extension `gainsay`. Figures, times and places that do not overlap are entities.
#[must_use]
pub fn doc(document: &Document, sheet: &Sheet) -> Value {
    let offsets = CharOffsets::new(&document.text);
    let marked = sheet.marks.iter().flat_map(|mark| &mark.spans).flatten().copied();
    let tokens = tokens(&document.text, &marked.collect());
    let mut groups: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for mark in &sheet.marks {
        let group = groups.entry(group(mark.kind).to_owned()).or_default();
        group.extend(mark.spans.iter().map(|[start, end]| {
            json!({
                "start": start,
                "end": end,
                "label": mark.kind.as_str().to_uppercase(),
                "kb_id": mark.key,
            })
        }));
    }
    let valued = sheet.marks.iter().filter_map(|mark| Some((mark.key.clone(), json!(mark.value.as_ref()?))));
    let values: Map<String, Value> = valued.collect();
    let links = sheet.links.iter().map(|link| json!([link.kind.as_str(), link.from, link.to]));
    let links: Vec<Value> = links.collect();
    json!({
        "text": document.text,
        "ents": entities(sheet),
        "tokens": tokens
            .iter()
            .enumerate()
            .map(|(id, &(start, end))| json!({"id": id, "start": offsets.chars(start), "end": offsets.chars(end)}))
            .collect::<Vec<_>>(),
        "spans": groups.into_iter().map(|(name, spans)| (name, Value::Array(spans))).collect::<Map<_, _>>(),
        "cats": {},
        "_": {"gainsay": {
            "document": document.id.as_str(),
            "external_id": document.external_id,
            "title": document.title,
            "outlet": document.outlet,
            "published": document.published.map(|published| published.date.to_string()),
            "values": values,
            "links": links,
        }},
    })
}

/// The span group of a kind.
fn group(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Claim => "claims",
        MarkKind::Source => "sources",
        MarkKind::Cue => "cues",
        MarkKind::Content => "contents",
        MarkKind::Quantity => "quantities",
        MarkKind::Time => "times",
        MarkKind::Place => "places",
        MarkKind::Event => "events",
    }
}

/// Figures, times and places that overlap nothing of the kind: the first, and of those that begin together the longest.
fn entities(sheet: &Sheet) -> Vec<Value> {
    let wanted = [MarkKind::Quantity, MarkKind::Time, MarkKind::Place];
    let mut spans: Vec<([usize; 2], &super::Mark)> = sheet
        .marks
        .iter()
        .filter(|mark| wanted.contains(&mark.kind))
        .filter_map(|mark| match mark.spans.as_slice() {
            [only] => Some((*only, mark)),
            _ => None,
        })
        .collect();
    spans.sort_by_key(|&([start, end], _)| (start, usize::MAX - end));
    let (mut entities, mut last) = (Vec::new(), 0);
    for ([start, end], mark) in spans {
        if start >= last {
            last = end;
            let value = mark.value.as_deref().unwrap_or_default();
            let label = mark.kind.as_str().to_uppercase();
            entities
                .push(json!({"start": start, "end": end, "label": label, "kb_id": value, "id": mark.key}));
        }
    }
    entities
}

/// Stretches of `text` in bytes: runs of letters and digits, and every other sign by itself; cut where `ends`, in code
/// points, says so. A token never holds a blank that other tokens follow, but a run of blanks longer than one is a token
/// after its first, as spaCy has it.
fn tokens(text: &str, ends: &BTreeSet<usize>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<(usize, Class)> = None;
    let mut before: Option<Class> = None;
    for (at, (byte, sign)) in text.char_indices().enumerate() {
        let class = Class::of(sign);
        let cut = ends.contains(&at) || class == Class::Sign;
        if let Some((start, of)) = open
            && (cut || of != class)
        {
            found.push((start, byte));
            open = None;
        }
        // One blank after a token belongs to it and is none of its own.
        let belongs = sign == ' ' && before.is_some_and(|before| before != Class::Blank);
        if open.is_none() && !belongs {
            open = Some((byte, class));
        }
        before = Some(class);
    }
    if let Some((start, _)) = open {
        found.push((start, text.len()));
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Blank,
    Sign,
}

impl Class {
    fn of(sign: char) -> Self {
        match sign {
            _ if sign.is_whitespace() => Self::Blank,
            _ if sign.is_alphanumeric() => Self::Word,
            _ => Self::Sign,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, ends: &[usize], expected: &[&str]) {
        let found = tokens(text, &ends.iter().copied().collect());
        let words: Vec<&str> = found.iter().map(|&(start, end)| &text[start..end]).collect();
        assert_eq!(words, expected, "{text:?}");
    }

    #[test]
    fn tokens_are_words_signs_and_long_blanks() {
        check("", &[], &[]);
        check("At least 14 died.", &[], &["At", "least", "14", "died", "."]);
        check("a  b", &[], &["a", " ", "b"]);
        check("a\n\nb", &[], &["a", "\n\n", "b"]);
        check(" a ", &[], &[" ", "a"]);
        check("né“à”", &[], &["né", "“", "à", "”"]);
        check("Korvan", &[5], &["Korva", "n"]);
        check("-5 °C", &[], &["-", "5", "°", "C"]);
        check("a …", &[2], &["a", "…"]);
    }
}
