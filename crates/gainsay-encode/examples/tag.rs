//! Tags words that are cut already, to compare with other taggers on treebanks: `tag conllu|names WEIGHTS < in > out`.
//!
//! `conllu` replaces parts of speech, heads and relations of a CoNLL-U file; `names` the last column of a CoNLL-2003
//! file. `WEIGHTS` is a folder with `reader.int8.onnx`, `vocab.txt`, `lexicon.tsv` and `heads.json`.

use std::error::Error;
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::path::Path;

use gainsay_encode::{
    Input, Lexicon, Limits, Masks, Matrix, Model, Options, Vocabulary, Window, WordPieces, cut, digest, words,
};
use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().collect();
    let [_, task, folder] = arguments.as_slice() else {
        return Err("usage: tag conllu|names WEIGHTS".into());
    };
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let folder = Path::new(folder);
    let out = match task.as_str() {
        "conllu" => conllu(&input, &Tagger::load(folder, &["upos", "arcs", "relations"])?)?,
        "names" => names(&input, &Tagger::load(folder, &["names"])?)?,
        _ => return Err("the task is conllu or names".into()),
    };
    Ok(std::io::stdout().write_all(out.as_bytes())?)
}

struct Tagger {
    model: Model,
    vocabulary: Vocabulary,
    description: Value,
}

/// Words of one document with their paragraphs and sentences.
#[derive(Default)]
struct Document {
    text: String,
    words: Vec<Range<usize>>,
    paragraphs: Vec<u32>,
    sentences: Vec<u32>,
}

impl Document {
    fn push(&mut self, word: &str, space: bool, paragraph: u32, sentence: u32) {
        if space {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(word);
        self.words.push(start..self.text.len());
        self.paragraphs.push(paragraph);
        self.sentences.push(sentence);
    }
}

impl Tagger {
    fn load(folder: &Path, outputs: &[&str]) -> Result<Self> {
        let read = |name: &str| std::fs::read(folder.join(name));
        let graph = read("reader.int8.onnx")?;
        let sum = digest(&graph);
        let description: Value = serde_json::from_slice(&read("heads.json")?)?;
        let mask = |class: &str| {
            let id = description["lexicon"]["pieces"][class].as_u64();
            id.and_then(|id| u32::try_from(id).ok())
                .ok_or_else(|| format!("heads.json has no piece for a {class}"))
        };
        let masks = Masks {
            name: mask("name")?,
            place: mask("place")?,
            demonym: mask("demonym")?,
            particle: mask("particle")?,
        };
        let lexicon = Lexicon::parse(&String::from_utf8(read("lexicon.tsv")?)?, masks)?;
        let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Ok(Self {
            model: Model::load(graph, &sum, outputs, Options { threads, batch_pieces: 0 })?,
            vocabulary: Vocabulary::parse(&String::from_utf8(read("vocab.txt")?)?)?.masked(lexicon),
            description,
        })
    }

    fn labels(&self, key: &str) -> Vec<String> {
        let list = self.description[key].as_array().into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Hands each window's outputs on.
    fn run(&self, document: &Document, mut visit: impl FnMut(&Window, &[Matrix])) -> Result<()> {
        let pieces = WordPieces::of(&self.vocabulary, &document.text, &document.words);
        let windows = cut(&pieces, &document.paragraphs, Limits::default());
        let inputs: Vec<_> = windows
            .iter()
            .map(|window| {
                let special = self.vocabulary.special();
                Input::of(window, &pieces, &document.paragraphs, &document.sentences, special)
            })
            .collect();
        for (window, answer) in windows.iter().zip(self.model.run(&inputs)?) {
            visit(window, &answer.outputs);
        }
        Ok(())
    }
}

fn best(row: &[f32]) -> usize {
    (0..row.len()).fold(0, |best, at| if row[at] > row[best] { at } else { best })
}

fn conllu(input: &str, tagger: &Tagger) -> Result<String> {
    let (upos, relations) = (tagger.labels("upos"), tagger.labels("relations"));
    let mut lines: Vec<Vec<String>> =
        input.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    let mut documents = vec![(Document::default(), Vec::new(), Vec::new())];
    let (mut paragraph, mut sentence, mut first, mut space) = (0, 0, 0, true);
    let mut glued = None;
    for (at, cells) in lines.iter().enumerate() {
        let (document, places, starts) = documents.last_mut().ok_or("no document")?;
        let line = cells[0].as_str();
        if line.starts_with("# newdoc") {
            documents.push((Document::default(), Vec::new(), Vec::new()));
            first = 0;
        } else if line.starts_with("# newpar") {
            paragraph += 1;
        } else if line.is_empty() {
            (sentence, first, space, glued) = (sentence + 1, document.words.len(), true, None);
        } else if !line.starts_with('#') && !line.contains('.') {
            let tight = cells[9].split('|').any(|part| part == "SpaceAfter=No");
            if let Some((_, last)) = line.split_once('-') {
                glued = Some((last.parse::<usize>()?, !tight));
                continue;
            }
            let number: usize = line.parse()?;
            document.push(&cells[1], space, paragraph, sentence);
            places.push(at);
            starts.push(first);
            // Words of one token ("do" and "n't") stand together.
            space = match glued {
                Some((last, after)) if number <= last => number == last && after,
                _ => !tight,
            };
        }
    }
    for (document, places, starts) in &documents {
        tagger.run(document, |window, outputs| {
            for word in window.keep.clone() {
                let row = word - window.words.start;
                let head = window.word_at(best(outputs[1].row(row)));
                let cells = &mut lines[places[word]];
                cells[3].clone_from(&upos[best(outputs[0].row(row))]);
                cells[6] = head.map_or(0, |head| head + 1 - starts[word].min(head)).to_string();
                cells[7].clone_from(&relations[best(outputs[2].row(row))]);
            }
        })?;
    }
    Ok(lines.iter().map(|cells| cells.join("\t") + "\n").collect())
}

fn names(input: &str, tagger: &Tagger) -> Result<String> {
    const CLOSING: &[&str] = &[
        ".", ",", ";", ":", "!", "?", ")", "]", "}", "%", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'",
    ];
    let labels = tagger.labels("name_tags");
    let mut lines: Vec<Vec<String>> =
        input.lines().map(|line| line.split(' ').map(str::to_owned).collect()).collect();
    let mut documents = vec![(Document::default(), Vec::new())];
    let mut sentence = 0;
    let (mut quoted, mut opened) = (false, true);
    for (at, cells) in lines.iter().enumerate() {
        let (document, places) = documents.last_mut().ok_or("no document")?;
        let word = cells[0].as_str();
        if word.is_empty() {
            (sentence, quoted, opened) = (sentence + 1, false, true);
        } else if word == "-DOCSTART-" {
            documents.push((Document::default(), Vec::new()));
        } else {
            let space = !(opened || CLOSING.contains(&word) || word == "\"" && quoted);
            opened = matches!(word, "(" | "[" | "{" | "$") || word == "\"" && !quoted;
            quoted ^= word == "\"";
            for (part, range) in words(word).into_iter().enumerate() {
                // The files have no paragraphs: every third sentence starts one, as in training.
                document.push(&word[range], space && part == 0, sentence / 3, sentence);
                places.push((part == 0).then_some(at));
            }
        }
    }
    for (document, places) in &documents {
        tagger.run(document, |window, outputs| {
            for word in window.keep.clone() {
                let label = &labels[best(outputs[0].row(word - window.words.start))];
                if let Some(cell) = places[word].and_then(|line| lines[line].last_mut()) {
                    cell.clone_from(label);
                }
            }
        })?;
    }
    Ok(lines.iter().map(|cells| cells.join(" ") + "\n").collect())
}
