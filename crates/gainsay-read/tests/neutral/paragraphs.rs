//! Paragraphs from templates and pairs of parties, each as it stands and with the parties swapped.

use std::collections::HashMap;

use gainsay_document::{Span, Spans};

const TEMPLATES: &str = include_str!("templates.md");
const PAIRS: &str = include_str!("pairs.tsv");

/// The columns that name the people of a country: a noun's singular may be the adjective of the other party.
const PEOPLE: [&str; 2] = ["demonym", "people"];

/// A paragraph about two parties, both ways.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// The name of its template.
    pub template: String,
    /// The names of the two countries.
    pub pair: String,
    /// With the first party in the slots of A.
    pub original: Filled,
    /// With the second party in the slots of A.
    pub swapped: Filled,
    /// Where words of the template and words of names begin, in both texts; the last entry is the end.
    edges: Vec<Edge>,
}

/// A template with names in its slots.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The paragraph.
    pub text: String,
    /// For each word of a name, in lower case, which slot's word it is.
    roles: HashMap<String, String>,
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    original: usize,
    swapped: usize,
    /// Whether what begins here is a word of a name.
    name: bool,
}

impl Paragraph {
    /// The span of the swapped text that corresponds to one of the original; none if an end lies inside a name's word.
    pub fn moved(&self, span: Span) -> Option<Span> {
        Span::ordered(self.offset(span.start())?..self.offset(span.end())?)
    }

    /// The spans of the swapped text, if each has one.
    pub fn all_moved(&self, spans: &Spans) -> Option<Spans> {
        spans.iter().map(|span| self.moved(span)).collect()
    }

    fn offset(&self, offset: usize) -> Option<usize> {
        let after = self.edges.partition_point(|edge| edge.original <= offset);
        let edge = self.edges.get(after.checked_sub(1)?)?;
        let inside = offset - edge.original;
        (inside == 0 || !edge.name).then_some(edge.swapped + inside)
    }
}

impl Filled {
    /// Add words; a name that opens a sentence begins with a capital: "Al-Zadek said".
    fn push(&mut self, words: &str, name: bool) {
        let before = self.text.trim_end().trim_end_matches(['"', '\'']);
        let opens = before.is_empty() || before.ends_with(['.', '?', '!']);
        let mut rest = words.chars();
        if let Some(first) = rest.next().filter(|first| name && opens && first.is_lowercase()) {
            self.text.extend(first.to_uppercase());
            self.text.push_str(rest.as_str());
        } else {
            self.text.push_str(words);
        }
    }

    /// Words with those of the parties' names replaced by what they are: "Korvan officials" as "<A.people> officials".
    pub fn abstracted(&self, words: &str) -> String {
        let mut out = String::new();
        for word in words.split_inclusive(char::is_whitespace) {
            let (bare, end) = word.split_at(word.trim_end().len());
            let core = bare.trim_matches(|c: char| !c.is_alphanumeric());
            let core = core.strip_suffix("'s").or_else(|| core.strip_suffix("’s")).unwrap_or(core);
            match self.roles.get(&core.to_lowercase()) {
                Some(role) => out.push_str(&bare.replacen(core, &format!("<{role}>"), 1)),
                None => out.push_str(bare),
            }
            out.push_str(end);
        }
        out
    }
}

enum Piece {
    Words(&'static str),
    Slot { side: usize, column: &'static str, last: bool },
}

/// A party's names by column.
type Party = HashMap<&'static str, &'static str>;

/// Every template with every pair.
pub fn paragraphs() -> Vec<Paragraph> {
    let pairs = pairs();
    let mut out = Vec::new();
    for (name, pieces) in templates() {
        for [first, second] in &pairs {
            let roles = roles([first, second]);
            let mut original = Filled { text: String::new(), roles: roles.clone() };
            let mut swapped = Filled { text: String::new(), roles: turned(&roles) };
            let mut edges = Vec::new();
            for piece in &pieces {
                for (one, other, name) in words_of(piece, [first, second]) {
                    edges.push(Edge { original: original.text.len(), swapped: swapped.text.len(), name });
                    original.push(one, name);
                    swapped.push(other, name);
                }
            }
            edges.push(Edge { original: original.text.len(), swapped: swapped.text.len(), name: false });
            let pair = format!("{} / {}", first["country"], second["country"]);
            out.push(Paragraph { template: name.to_owned(), pair, original, swapped, edges });
        }
    }
    out
}

/// The words of a piece in the original and in the swapped text, and whether they are a name's.
fn words_of(piece: &Piece, parties: [&Party; 2]) -> Vec<(&'static str, &'static str, bool)> {
    match *piece {
        Piece::Words(words) => vec![(words, words, false)],
        Piece::Slot { side, column, last } => {
            let of = |side: usize| {
                parties[side].get(column).unwrap_or_else(|| panic!("pairs.tsv has no column {column}"))
            };
            let both: Vec<_> = of(side).split(' ').zip(of(1 - side).split(' ')).collect();
            let from = if last { both.len() - 1 } else { 0 };
            let mut out = Vec::new();
            for (at, (one, other)) in both[from..].iter().enumerate() {
                if at > 0 {
                    out.push((" ", " ", false));
                }
                out.push((*one, *other, true));
            }
            out
        }
    }
}

/// The templates, each with its name.
fn templates() -> Vec<(&'static str, Vec<Piece>)> {
    let sections = TEMPLATES.split("\n## ").skip(1);
    sections
        .map(|section| {
            let (name, body) = section.split_once('\n').expect("a template has a name and a body");
            (name, pieces(body.trim()))
        })
        .collect()
}

/// A line break of the file is a space of the paragraph.
fn pieces(body: &'static str) -> Vec<Piece> {
    let mut out = Vec::new();
    let words = |text: &'static str, out: &mut Vec<Piece>| {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                out.push(Piece::Words(" "));
            }
            out.push(Piece::Words(line));
        }
    };
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('{') {
        let article = before.to_lowercase();
        assert!(
            !article.ends_with(" a ") && !article.ends_with(" an "),
            "an article depends on the name after it: {body}"
        );
        words(before, &mut out);
        let (slot, after) = after.split_once('}').expect("a slot ends with }");
        let mut parts = slot.split('.');
        let side = match parts.next() {
            Some("A") => 0,
            Some("B") => 1,
            _ => panic!("no party {slot}"),
        };
        let column = parts.next().unwrap_or("country");
        out.push(Piece::Slot { side, column, last: parts.next() == Some("last") });
        rest = after;
    }
    words(rest, &mut out);
    out
}

/// The pairs of `pairs.tsv`, whose names have as many words in either row.
fn pairs() -> Vec<[Party; 2]> {
    let mut lines = PAIRS.lines().filter(|line| !line.starts_with('#'));
    let columns: Vec<_> = lines.next().expect("a head").split('\t').collect();
    let rows: Vec<Party> =
        lines.map(|line| columns.iter().copied().zip(line.split('\t')).collect()).collect();
    let pairs: Vec<[Party; 2]> = rows.chunks(2).filter_map(|two| two.to_vec().try_into().ok()).collect();
    for [first, second] in &pairs {
        assert_eq!(first["pair"], second["pair"], "two rows a pair");
        for column in &columns {
            let words = |party: &Party| party[column].split(' ').count();
            assert_eq!(words(first), words(second), "{} and {}", first[column], second[column]);
        }
    }
    pairs
}

/// For each word of the parties' names, in lower case, what it is: "A.people.0". Words that both have are no name.
fn roles(parties: [&Party; 2]) -> HashMap<String, String> {
    let columns = PAIRS.lines().find(|line| !line.starts_with('#')).expect("a head").split('\t').skip(1);
    let mut out = HashMap::new();
    for column in columns {
        let class = if PEOPLE.contains(&column) { "people" } else { column };
        let both = parties[0][column].split(' ').zip(parties[1][column].split(' '));
        for (at, words) in both.enumerate().filter(|(_, (one, other))| one != other) {
            let mut name = |side: char, word: &str| {
                out.entry(word.to_lowercase()).or_insert_with(|| format!("{side}.{class}.{at}")).clone()
            };
            let (one, other) = (name('A', words.0), name('B', words.1));
            assert_eq!(one[1..], other[1..], "{} and {} stand in different columns", words.0, words.1);
            if column == "people" {
                name('A', words.0.trim_end_matches('s'));
                name('B', words.1.trim_end_matches('s'));
            }
        }
    }
    out
}

/// The same with the parties in each other's place.
fn turned(roles: &HashMap<String, String>) -> HashMap<String, String> {
    let other = |role: &String| match role.strip_prefix('A') {
        Some(rest) => format!("B{rest}"),
        None => format!("A{}", &role[1..]),
    };
    roles.iter().map(|(word, role)| (word.clone(), other(role))).collect()
}
