//! Elements to text: one blank line between blocks, single blanks between words.

use scraper::node::Node;
use scraper::{ElementRef, Html};

/// Elements that begin and end a block of text.
pub(crate) const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "table",
    "tr",
    "article",
    "section",
    "main",
    "header",
    "footer",
    "aside",
    "figure",
    "figcaption",
    "address",
    "hr",
    "form",
    "fieldset",
    "details",
    "summary",
    "center",
    "body",
];

/// Elements whose content is never text of the page.
const NEVER: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed", "svg", "math",
    "canvas", "audio", "video", "select", "button", "textarea", "input",
];

/// Elements around an article, left out where a page is read as a whole.
const AROUND: &[&str] = &["nav", "header", "footer", "aside", "form", "menu"];

/// The text of the whole page: of its `article` or `main` where there is just one, without what stands around.
pub(crate) fn page(page: &Html) -> String {
    let only = |name: &'static str| {
        let mut found = elements(page, name);
        found.next().filter(|_| found.next().is_none())
    };
    let whole = || page.root_element();
    let near =
        only("article").or_else(|| only("main")).map(|element| text(element, AROUND)).unwrap_or_default();
    if !near.is_empty() {
        return near;
    }
    let without = text(whole(), AROUND);
    if without.is_empty() { text(whole(), &[]) } else { without }
}

/// The elements of a name, in the order of the page.
pub(crate) fn elements<'p>(page: &'p Html, name: &'p str) -> impl Iterator<Item = ElementRef<'p>> {
    page.tree.nodes().filter_map(ElementRef::wrap).filter(move |element| element.value().name() == name)
}

/// The text of `element`, without the elements named in `skipped`.
pub(crate) fn text(element: ElementRef<'_>, skipped: &[&str]) -> String {
    let mut out = Writer::default();
    let mut hidden = 0usize;
    for edge in element.traverse() {
        let (node, opens) = match edge {
            ego_tree::iter::Edge::Open(node) => (node, true),
            ego_tree::iter::Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Element(own) => {
                let name = own.name();
                if NEVER.contains(&name) || skipped.contains(&name) {
                    hidden = if opens { hidden + 1 } else { hidden.saturating_sub(1) };
                } else if name == "br" {
                    if opens && hidden == 0 {
                        out.line_break();
                    }
                } else if BLOCKS.contains(&name) {
                    out.block();
                } else if opens && matches!(name, "td" | "th") {
                    out.gap();
                }
            }
            Node::Text(words) if opens && hidden == 0 => out.words(words),
            _ => {}
        }
    }
    out.text
}

/// What separates the next word from the text so far, the strongest asked for since the last word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Separator {
    #[default]
    None,
    Blank,
    LineBreak,
    Block,
}

/// What parts words.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}' | '\u{A0}')
}

/// Soft hyphens and zero-width spaces: they would cut words in two.
pub(crate) fn is_layout(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}')
}

#[derive(Default)]
struct Writer {
    text: String,
    pending: Separator,
}

impl Writer {
    fn block(&mut self) {
        self.pending = Separator::Block;
    }

    fn gap(&mut self) {
        self.pending = self.pending.max(Separator::Blank);
    }

    /// Two line breaks in a row end a paragraph.
    fn line_break(&mut self) {
        self.pending =
            if self.pending >= Separator::LineBreak { Separator::Block } else { Separator::LineBreak };
    }

    fn words(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                c if is_blank(c) => self.pending = self.pending.max(Separator::Blank),
                c if is_layout(c) => {}
                c => {
                    if !self.text.is_empty() {
                        self.text.push_str(match self.pending {
                            Separator::None => "",
                            Separator::Blank => " ",
                            Separator::LineBreak => "\n",
                            Separator::Block => "\n\n",
                        });
                    }
                    self.pending = Separator::None;
                    self.text.push(c);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(page(&Html::parse_document(html)), expected, "{html}");
    }

    #[test]
    fn blocks_and_blanks() {
        check("<p>A  ferry\n<b>sank</b>.</p><p>Nine died.", "A ferry sank.\n\nNine died.");
        check("<ul><li>One<li>Two</ul><blockquote>Three</blockquote>", "One\n\nTwo\n\nThree");
        check("One<br>two<br><br>three", "One\ntwo\n\nthree");
        check("<table><tr><td>Korva<td>9<tr><td>Lund<td>3</table>", "Korva 9\n\nLund 3");
        check("co&shy;operate a&nbsp;b", "cooperate a b");
    }

    #[test]
    fn scripts_styles_and_surroundings_never() {
        check("<style>p{}</style><nav>Home</nav><p>Text<script>var x</script>.<footer>c</footer>", "Text.");
        check("<div>Menu</div><article><p>Text.</p></article>", "Text.");
        check("<header>Only a header</header>", "Only a header");
    }
}
