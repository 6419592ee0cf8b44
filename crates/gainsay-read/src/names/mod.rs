//! Named entities: what the trained encoder names, and how the other layers ask for it.

use gainsay_document::{Name, NameKind, Span};

use crate::encoded::{Seen, best_path, runs};

/// The names that a window answers for, in order.
#[must_use]
pub fn names(seen: Seen) -> Vec<Name> {
    runs(&best_path(seen.names, 0.0))
        .into_iter()
        .filter(|(_, words)| seen.keeps(words.start))
        .filter_map(|(label, words)| {
            Some(Name { span: seen.span(&words)?, kind: *NameKind::ALL.get(label)? })
        })
        .collect()
}

/// What the text under `span` names: the kind of the name that shares most text with it; `None` where no name does.
///
/// `names` are in order and do not overlap.
#[must_use]
pub fn kind_of(names: &[Name], span: Span) -> Option<NameKind> {
    called(names, span).map(|name| name.kind)
}

/// The name that shares most text with `span`.
#[must_use]
pub fn called(names: &[Name], span: Span) -> Option<&Name> {
    around(names, span).iter().max_by_key(|name| name.span.intersection(span).map_or(0, Span::len))
}

/// The names that share text with `span`.
fn around(names: &[Name], span: Span) -> &[Name] {
    let first = names.partition_point(|name| name.span.end() <= span.start());
    let end = names.partition_point(|name| name.span.start() < span.end());
    names.get(first..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `marked`: person in `[`, body in `{`, place in `<`; asked of the text between the bars.
    fn check(marked: &str, kind: Option<NameKind>) {
        let (mut text, mut names, mut open, mut asked) = (String::new(), Vec::new(), 0, Vec::new());
        for c in marked.chars() {
            let mut close =
                |kind| names.extend(Span::ordered(open..text.len()).map(|span| Name { span, kind }));
            match c {
                '[' | '{' | '<' => open = text.len(),
                ']' => close(NameKind::Person),
                '}' => close(NameKind::Organisation),
                '>' => close(NameKind::Place),
                '|' => asked.push(text.len()),
                c => text.push(c),
            }
        }
        let span = Span::ordered(asked[0]..asked[1]).unwrap();
        assert_eq!(kind_of(&names, span), kind, "{marked}");
    }

    #[test]
    fn a_name_tells_what_its_text_is() {
        check("the |harbour| of <Tessel>", None);
        check("[Jana |Tessel|] left", Some(NameKind::Person));
        check("{|Tessel| Post} wrote", Some(NameKind::Organisation));
        check("{|Tessel|} denied", Some(NameKind::Organisation));
        check("in <|Tessel|>, [Orlov]", Some(NameKind::Place));
        check("|<Tessel> mayor [Jana Orlov]|", Some(NameKind::Person));
    }
}
