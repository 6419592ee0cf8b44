//! Prints how texts look to the encoder: `pieces VOCABULARY LEXICON < texts.jsonl`.
//!
//! Each line in is a JSON string; each line out holds the words (byte ranges), the ids and shapes of their pieces, and
//! the windows (first word, end word, first word kept, pieces). Made to compare with the training code.

use std::io::{BufRead, Write};

use gainsay_encode::{Lexicon, Limits, Masks, Vocabulary, WordPieces, cut, paragraphs, words};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(pieces), Some(table)) = (arguments.next(), arguments.next()) else {
        return Err("usage: pieces VOCABULARY LEXICON < texts.jsonl".into());
    };
    // The lines of the shipped vocabulary that the training code gives to masked words.
    let masks = Masks { name: 1, place: 2, demonym: 3, particle: 2139 };
    let lexicon = Lexicon::parse(&std::fs::read_to_string(table)?, masks)?;
    let vocabulary = Vocabulary::parse(&std::fs::read_to_string(pieces)?)?.masked(lexicon);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        let words = words(&text);
        let pieces = WordPieces::of(&vocabulary, &text, &words);
        let windows = cut(&pieces, &paragraphs(&text, &words), Limits::default());
        let looks = serde_json::json!({
            "words": words.iter().map(|word| (word.start, word.end)).collect::<Vec<_>>(),
            "ids": pieces.iter().map(|word| word.iter().map(|p| p.id).collect()).collect::<Vec<Vec<_>>>(),
            "shapes": pieces.iter().map(|word| word.iter().map(|p| p.shape).collect()).collect::<Vec<Vec<_>>>(),
            "spans": pieces
                .iter()
                .map(|word| word.iter().map(|p| (p.span.start, p.span.end)).collect())
                .collect::<Vec<Vec<_>>>(),
            "windows": windows
                .iter()
                .map(|window| (window.words.start, window.words.end, window.keep.start, window.pieces))
                .collect::<Vec<_>>(),
        });
        writeln!(out, "{looks}")?;
    }
    Ok(())
}
