//! The words of a page with the blocks that hold them, and how a text agrees with them.

use std::collections::HashMap;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::Html;
use scraper::node::Node;

use super::next_letter;
use crate::html::render::{BLOCKS, is_blank, is_layout};

/// Letters that must agree before a run of words counts as found again.
pub(super) const SEED: usize = 10;

/// Places of one seed that are tried, those after the last run first.
const TRIED: usize = 8;

/// Words of a page that runs may begin at; past them a run is only found where it follows on.
const MAX_SEEDS: usize = 1 << 20;

/// Elements whose words are no words of the page.
pub(super) const UNSEEN: &[&str] =
    &["script", "style", "noscript", "template", "head", "iframe", "svg", "math", "canvas"];

/// The page's words, in order and without what parts them.
pub(crate) struct PageWords<'p> {
    /// All letters, figures and marks of the page.
    letters: String,
    /// Where words begin in `letters`, in order.
    starts: Vec<usize>,
    /// From where on in `letters` which block of `elements` holds them, in order.
    pub(super) holders: Vec<(usize, usize)>,
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
pub(super) struct Run {
    pub(super) letters: usize,
    pub(super) text_end: usize,
    pub(super) page_end: usize,
}

impl<'p> PageWords<'p> {
    pub(crate) fn read(page: &'p Html) -> Self {
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
                        let holder = open.last().filter(|_| !block).map_or(index, |(_, _, holder)| *holder);
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
    pub(super) fn candidates(&self, text: &str, start: usize, cursor: usize) -> impl Iterator<Item = usize> {
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
    pub(super) fn agreement(&self, text: &str, start: usize, place: usize) -> Run {
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

    /// Where the words of a text at `start` stand, if they are found for sure.
    pub(crate) fn place(&self, text: &str, start: usize) -> Option<usize> {
        let start = next_letter(text, start)?;
        self.candidates(text, start, 0)
            .skip(1)
            .max_by_key(|place| (self.agreement(text, start, *place).letters, std::cmp::Reverse(*place)))
    }

    /// Where blocks stand that hold these letters and no others, in order.
    pub(crate) fn blocks_of<'w>(&'w self, letters: &'w str) -> impl Iterator<Item = usize> + 'w {
        self.holders.iter().enumerate().filter_map(move |(index, (from, _))| {
            let end = self.holders.get(index + 1).map_or(self.letters.len(), |(next, _)| *next);
            (self.letters[*from..end] == *letters).then_some(*from)
        })
    }

    /// Where the main headings of the page begin, in order.
    pub(crate) fn headings(&self) -> impl Iterator<Item = usize> {
        let heading = |element: &usize| self.elements[*element].name == "h1";
        self.holders.iter().filter(move |(_, element)| heading(element)).map(|(from, _)| *from)
    }

    /// Whether two blocks, by their numbers in `holders`, are cells of one row.
    pub(super) fn in_one_row(&self, one: usize, other: usize) -> bool {
        let cell = |holder: usize| {
            let element = &self.elements[self.holders.get(holder)?.1];
            matches!(element.name, "td" | "th").then_some(element.parent)
        };
        cell(one).is_some() && cell(one) == cell(other)
    }

    /// Whether a word begins at a place, or the page ends there.
    pub(super) fn is_start(&self, place: usize) -> bool {
        place == self.letters.len() || self.starts.binary_search(&place).is_ok()
    }

    /// The way to an element: a number where it has siblings of the same name.
    pub(super) fn path(&self, element: usize) -> String {
        let way = std::iter::successors(Some(element), |index| self.elements[*index].parent);
        let mut steps: Vec<String> = way
            .map(|index| {
                let Element { parent, name, number } = &self.elements[index];
                // What `without_scripts` opened.
                let shown = if *name == "x-noscript" { "noscript" } else { name };
                match self.counts.get(&(*parent, *name)) {
                    Some(2..) => format!("/{shown}[{number}]"),
                    _ => format!("/{shown}"),
                }
            })
            .collect();
        steps.reverse();
        steps.concat()
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
