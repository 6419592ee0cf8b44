//! Which element of the page each run of the extracted text stood in.
//!
//! The extraction gives text, not places, and may repair, join or leave out what it likes. So the text is aligned with
//! the page's own words, white space apart: where a run of words is found, it goes on as long as both agree; where
//! nothing agrees, nothing is claimed.

use std::collections::HashMap;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use gainsay_document::{SourceMap, SourcePiece, SourcePlace, Span};
use scraper::Html;
use scraper::node::Node;

use super::render::{BLOCKS, is_blank, is_layout};

/// Letters that must agree before a run of words counts as found again.
const SEED: usize = 10;

/// Places of one seed that are tried, those after the last run first.
const TRIED: usize = 8;

/// Words of a page that runs may begin at; past them a run is only found where it follows on.
const MAX_SEEDS: usize = 1 << 20;

/// Bytes of all paths of one page; past them nothing is claimed. Real pages need some ten kilobytes.
const MAX_PATH_BYTES: usize = 16 << 20;

/// Elements whose words are no words of the page.
const UNSEEN: &[&str] = &["script", "style", "noscript", "template", "head", "iframe", "svg", "math", "canvas"];

/// Where the words of `text` stood in the page.
pub(crate) fn of(text: &str, page: &Html) -> SourceMap {
    let words = PageWords::read(page);
    let mut map = Pieces { words: &words, out: Vec::new(), page_end: 0, path_bytes: 0 };
    let (mut at, mut cursor) = (0, 0);
    while let Some(start) = next_letter(text, at) {
        let best = words
            .candidates(text, start, cursor)
            .map(|place| (words.agreement(text, start, place), place))
            .reduce(|best, next| if next.0.letters > best.0.letters { next } else { best });
        match best {
            Some((run, place)) if run.letters >= SEED || (run.letters > 0 && words.is_start(run.page_end)) => {
                map.push(text, start..run.text_end, place);
                (at, cursor) = (run.text_end, run.page_end);
            }
            _ => at = end_of_word(text, start),
        }
    }
    SourceMap { pieces: map.out }
}

/// The page's words, in order and without what parts them.
struct PageWords<'p> {
    /// All letters, figures and marks of the page.
    letters: String,
    /// Where words begin in `letters`, in order.
    starts: Vec<usize>,
    /// From where on in `letters` which block of `elements` holds them, in order.
    holders: Vec<(usize, usize)>,
    elements: Vec<Element<'p>>,
    /// How many children of a name an element has.
    counts: HashMap<(Option<usize>, &'p str), u32>,
    /// The hash of the letters that follow the start of a word, and the start; sorted.
    seeds: Vec<(u64, usize)>,
}

struct Element<'p> {
    parent: Option<usize>,
    name: &'p str,
    /// Its number among its siblings of the same name, counted from 1.
    number: u32,
}

/// How far a text and the page agree.
#[derive(Clone, Copy)]
struct Run {
    letters: usize,
    text_end: usize,
    page_end: usize,
}

impl<'p> PageWords<'p> {
    fn read(page: &'p Html) -> Self {
        let mut words = Self {
            letters: String::new(),
            starts: Vec::new(),
            holders: Vec::new(),
            elements: Vec::new(),
            counts: HashMap::new(),
            seeds: Vec::new(),
        };
        // The open elements, each with the block that its words belong to.
        let mut open: Vec<(NodeId, usize, usize)> = Vec::new();
        let mut unseen: Option<NodeId> = None;
        let mut parted = true;
        for edge in page.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(own) => {
                        let (index, name) = (words.elements.len(), own.name());
                        let parent = open.last().map(|(_, parent, _)| *parent);
                        let count = words.counts.entry((parent, name)).or_default();
                        *count += 1;
                        words.elements.push(Element { parent, name, number: *count });
                        let block = BLOCKS.contains(&name) || matches!(name, "td" | "th" | "html");
                        let holder =
                            open.last().filter(|_| !block).map_or(index, |(_, _, holder)| *holder);
                        parted |= block || name == "br";
                        open.push((node.id(), index, holder));
                        if unseen.is_none() && UNSEEN.contains(&name) {
                            unseen = Some(node.id());
                        }
                    }
                    Node::Text(own) if unseen.is_none() => {
                        if let Some((_, _, holder)) = open.last() {
                            words.take(own, *holder, &mut parted);
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    if unseen == Some(node.id()) {
                        unseen = None;
                    }
                    if open.last().is_some_and(|(id, _, _)| *id == node.id()) {
                        let closed = open.pop();
                        parted |= closed.is_some_and(|(_, index, holder)| index == holder);
                    }
                }
            }
        }
        let seeds = words.starts.iter().take(MAX_SEEDS);
        words.seeds = seeds.filter_map(|start| Some((seed(&words.letters[*start..])?, *start))).collect();
        words.seeds.sort_unstable();
        words
    }

    fn take(&mut self, text: &str, holder: usize, parted: &mut bool) {
        for c in text.chars() {
            if is_blank(c) {
                *parted = true;
            } else if !is_layout(c) {
                if self.holders.last().is_none_or(|(_, own)| *own != holder) {
                    self.holders.push((self.letters.len(), holder));
                }
                if std::mem::take(parted) {
                    self.starts.push(self.letters.len());
                }
                self.letters.push(c);
            }
        }
    }

    /// Where the words of a text at `start` may stand: right after the last run, else wherever they begin alike.
    fn candidates(&self, text: &str, start: usize, cursor: usize) -> impl Iterator<Item = usize> {
        let found = seed(&text[start..]).map_or(&[][..], |wanted| {
            let from = self.seeds.partition_point(|(own, _)| *own < wanted);
            let count = self.seeds[from..].partition_point(|(own, _)| *own == wanted);
            &self.seeds[from..from + count]
        });
        let (before, after) = found.split_at(found.partition_point(|(_, place)| *place < cursor));
        let places = after.iter().take(TRIED).chain(before.iter().take(TRIED)).map(|(_, place)| *place);
        std::iter::once(cursor).chain(places)
    }

    /// How far the text from `start` and the page from `place` agree, in whole words of the text.
    fn agreement(&self, text: &str, start: usize, place: usize) -> Run {
        let mut run = Run { letters: 0, text_end: start, page_end: place };
        let mut whole = run;
        let mut page = self.letters[place..].chars();
        for (at, c) in text[start..].char_indices() {
            if is_blank(c) {
                whole = run;
            } else if !is_layout(c) {
                if page.next() != Some(c) {
                    return whole;
                }
                run = Run {
                    letters: run.letters + 1,
                    text_end: start + at + c.len_utf8(),
                    page_end: run.page_end + c.len_utf8(),
                };
            }
        }
        run
    }

    /// Whether a word begins at a place, or the page ends there.
    fn is_start(&self, place: usize) -> bool {
        place == self.letters.len() || self.starts.binary_search(&place).is_ok()
    }

    /// The way to an element: a number where it has siblings of the same name.
    fn path(&self, element: usize) -> String {
        let way = std::iter::successors(Some(element), |index| self.elements[*index].parent);
        let mut steps: Vec<String> = way
            .map(|index| {
                let Element { parent, name, number } = &self.elements[index];
                match self.counts.get(&(*parent, *name)) {
                    Some(2..) => format!("/{name}[{number}]"),
                    _ => format!("/{name}"),
                }
            })
            .collect();
        steps.reverse();
        steps.concat()
    }
}

/// The pieces found so far.
struct Pieces<'w, 'p> {
    words: &'w PageWords<'p>,
    out: Vec<SourcePiece>,
    /// Where the last piece ends on the page.
    page_end: usize,
    path_bytes: usize,
}

impl Pieces<'_, '_> {
    /// Adds a run of text that stands at `place`, cut where the page goes from one block to another and at blank lines.
    fn push(&mut self, text: &str, run: std::ops::Range<usize>, place: usize) {
        let holders = &self.words.holders;
        let mut holder = holders.partition_point(|(from, _)| *from <= place).saturating_sub(1);
        let (mut from, mut to, mut page) = (run.start, run.start, place);
        for (at, c) in text[run.clone()].char_indices() {
            let at = run.start + at;
            if is_blank(c) || is_layout(c) {
                continue;
            }
            let next = holders.get(holder + 1).is_some_and(|(start, _)| *start <= page);
            if (next || text[to..at].contains("\n\n")) && to > from {
                self.piece(text, from..to, holders[holder].1, page);
                from = at;
            }
            holder += usize::from(next);
            to = at + c.len_utf8();
            page += c.len_utf8();
        }
        if to > from {
            self.piece(text, from..to, holders[holder].1, page);
        }
    }

    /// Adds one piece, or lengthens the last where it goes on in the same block.
    fn piece(&mut self, text: &str, run: std::ops::Range<usize>, element: usize, page_end: usize) {
        let path = self.words.path(element);
        let place = SourcePlace::Element { part: None, path };
        let letters: usize =
            text[run.clone()].chars().filter(|c| !is_blank(*c) && !is_layout(*c)).map(char::len_utf8).sum();
        let follows = self.page_end + letters == page_end;
        self.page_end = page_end;
        if let Some(last) = self.out.last_mut()
            && follows
            && last.place == place
            && !text[last.text.end()..run.start].contains("\n\n")
            && let Ok(longer) = Span::within(text, last.text.start()..run.end)
        {
            last.text = longer;
            return;
        }
        if let SourcePlace::Element { path, .. } = &place {
            self.path_bytes += path.len();
        }
        if let Ok(span) = Span::within(text, run)
            && self.path_bytes <= MAX_PATH_BYTES
        {
            self.out.push(SourcePiece { text: span, place });
        }
    }
}

/// A hash of the first letters of a text; none of a shorter one.
fn seed(text: &str) -> Option<u64> {
    let mut letters = 0;
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in text.chars().filter(|c| !is_blank(*c) && !is_layout(*c)).take(SEED) {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
        letters += 1;
    }
    (letters == SEED).then_some(hash)
}

fn next_letter(text: &str, from: usize) -> Option<usize> {
    text[from..].find(|c| !is_blank(c) && !is_layout(c)).map(|at| from + at)
}

fn end_of_word(text: &str, from: usize) -> usize {
    text[from..].find(is_blank).map_or(text.len(), |at| from + at)
}
