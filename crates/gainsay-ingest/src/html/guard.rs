//! Making a page safe to parse.
//!
//! A parser's work grows with the depth of nesting times the number of tags, and what walks the tree recursively
//! needs stack for each level. Real pages nest some dozens deep; a page that nests hundreds deep is broken or made to
//! harm. Such a page loses its deepest tags before parsing, never its words.
//!
//! Formatting elements left open are opened again in every later paragraph, so few of them may be open at once.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Elements open at once; browsers stop at 512.
const MAX_DEPTH: usize = 200;

/// Formatting elements open at once.
const MAX_FORMATTING_DEPTH: usize = 8;

/// Tags of one page; from there on only words count. Long live blogs have some ten thousand.
const MAX_TAGS: usize = 200_000;

/// Attributes of one tag.
const MAX_ATTRIBUTES: usize = 200;

/// Elements whose end tag may be left out, and those that have none: they do not nest by being left open.
const NOT_NESTING: &[&str] = &[
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup",
    "rt", "rp", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "html", "head", "body",
];

/// Elements whose content is no markup.
const RAW_TEXT: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Elements that HTML opens again in the next paragraph where they were left open.
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// The page, without the start tags that would nest too deep or carry too many attributes.
pub(crate) fn guarded(html: &str) -> Cow<'_, str> {
    let cuts = cuts(html);
    if cuts.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for (start, end) in cuts {
        out.push_str(&html[from..start]);
        from = end;
    }
    out.push_str(&html[from..]);
    Cow::Owned(out)
}

/// The byte ranges of the tags to leave out.
fn cuts(html: &str) -> Vec<(usize, usize)> {
    let bytes = html.as_bytes();
    let mut cuts = Vec::new();
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let (mut depth, mut formatting_depth, mut tags) = (0usize, 0usize, 0usize);
    let mut at = 0;
    while let Some(start) = find(bytes, b'<', at) {
        at = start + 1;
        if html[start..].starts_with("<!--") {
            at = html[start + 4..].find("-->").map_or(html.len(), |end| start + 4 + end + 3);
            continue;
        }
        let closing = bytes.get(at) == Some(&b'/');
        let name_start = at + usize::from(closing);
        if !bytes.get(name_start).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name_end = name_start
            + bytes[name_start..]
                .iter()
                .take_while(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | 0xC | b'/' | b'>'))
                .count();
        let tag = Tag::read(bytes, name_end);
        at = tag.end;
        // Names are cut short: only the known ones matter, and no page may fill the memory with others.
        let name: String =
            html.get(name_start..name_end.min(name_start + 32)).unwrap_or_default().to_ascii_lowercase();
        let formatting = FORMATTING.contains(&name.as_str());
        tags += 1;
        if tags > MAX_TAGS {
            cuts.push((start, tag.end));
            if !closing && RAW_TEXT.contains(&name.as_str()) {
                // The content of a script goes with its tag.
                at = end_of_raw_text(html, tag.end, &name);
                cuts.push((tag.end, at));
            }
            continue;
        }
        if closing {
            // A surplus end tag is cheap to leave in; one whose start was cut must not close an outer element.
            if let Some(count) = open.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                if depth > MAX_DEPTH || (formatting && formatting_depth > MAX_FORMATTING_DEPTH) {
                    cuts.push((start, tag.end));
                }
                depth -= 1;
                formatting_depth -= usize::from(formatting);
            }
            continue;
        }
        if RAW_TEXT.contains(&name.as_str()) {
            at = end_of_raw_text(html, tag.end, &name);
        }
        if tag.attributes > MAX_ATTRIBUTES {
            cuts.push((start, tag.end));
        } else if !tag.self_closing
            && !NOT_NESTING.contains(&name.as_str())
            && !RAW_TEXT.contains(&name.as_str())
        {
            depth += 1;
            formatting_depth += usize::from(formatting);
            *open.entry(name).or_default() += 1;
            if depth > MAX_DEPTH || (formatting && formatting_depth > MAX_FORMATTING_DEPTH) {
                cuts.push((start, tag.end));
            }
        }
    }
    cuts
}

struct Tag {
    end: usize,
    attributes: usize,
    self_closing: bool,
}

impl Tag {
    /// Reads on from the end of a tag's name to one past its `>`.
    fn read(bytes: &[u8], from: usize) -> Self {
        let (mut at, mut attributes, mut quote, mut spaced) = (from, 0usize, None, false);
        while let Some(&byte) = bytes.get(at) {
            match quote {
                Some(mark) if byte == mark => quote = None,
                Some(_) => {}
                None => match byte {
                    b'>' => break,
                    b'"' | b'\'' if bytes.get(at.wrapping_sub(1)) == Some(&b'=') => quote = Some(byte),
                    b' ' | b'\t' | b'\n' | b'/' => spaced = true,
                    _ if spaced => {
                        attributes += 1;
                        spaced = false;
                    }
                    _ => {}
                },
            }
            at += 1;
        }
        Self {
            end: (at + 1).min(bytes.len()),
            attributes,
            self_closing: at > from && bytes.get(at - 1) == Some(&b'/'),
        }
    }
}

fn find(bytes: &[u8], wanted: u8, from: usize) -> Option<usize> {
    bytes.get(from..)?.iter().position(|byte| *byte == wanted).map(|at| from + at)
}

/// Where the end tag of a raw text element begins; the end of the page where there is none.
fn end_of_raw_text(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(start) = find(bytes, b'<', at) {
        let rest = &bytes[start + 1..];
        if rest.first() == Some(&b'/')
            && rest.get(1..=name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()))
        {
            return start;
        }
        at = start + 1;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_stay_as_they_are() {
        let page =
            "<div class='a'><p>One<p>Two<br/><script>if (a < b) { '<div>' }</script><!-- <div> --></div>"
                .repeat(300);
        assert!(matches!(guarded(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn deep_nesting_loses_tags_but_no_words() {
        let page = format!("{}<p>deep{}<p>after", "<div>".repeat(50_000), "</div>".repeat(50_000));
        let safe = guarded(&page);
        assert_eq!(safe.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(safe.matches("</div>").count(), MAX_DEPTH);
        assert!(safe.ends_with("<p>after") && safe.contains("<p>deep"));
    }

    #[test]
    fn formatting_left_open_is_not_opened_again_without_end() {
        let open: String = (0..100).map(|size| format!("<font size={size}>")).collect();
        assert_eq!(guarded(&open).matches("<font").count(), MAX_FORMATTING_DEPTH);
        let closed = "<p><b>One</b> <i>two</i>".repeat(1_000);
        assert!(matches!(guarded(&closed), Cow::Borrowed(_)));
    }

    #[test]
    fn past_the_limit_only_words_count() {
        let page = format!("{}<p>words<script>var x</script> more", "<p>x".repeat(MAX_TAGS));
        assert!(guarded(&page).ends_with("<p>xwords more"));
    }

    #[test]
    fn a_tag_of_many_attributes_goes() {
        let page = format!("<div {}>words</div>", "a=1 ".repeat(10_000));
        assert!(guarded(&page).starts_with("words"));
        let image = format!("<img src='data:{}'>", "x y ".repeat(10_000));
        assert!(matches!(guarded(&image), Cow::Borrowed(_)));
    }
}
