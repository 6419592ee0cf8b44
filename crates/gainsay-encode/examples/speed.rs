//! Measures cutting and, with weights, encoding: `speed VOCABULARY texts.jsonl [WEIGHTS THREADS BATCH_PIECES [OUTPUT…]]`.
//!
//! Each line of `texts.jsonl` is a JSON string. Build with `--release`. Built with the feature `ort`, it takes
//! `--onnx-runtime LIBRARY` before all else.

use std::error::Error;
use std::time::Instant;

use gainsay_encode::{
    Input, Limits, Model, Options, Runtime, Vocabulary, WordPieces, cut, digest, paragraphs, words,
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let (runtime, arguments) = runtime(&arguments)?;
    let usage = "usage: speed VOCABULARY texts.jsonl [WEIGHTS THREADS BATCH_PIECES [OUTPUT…]]";
    let [vocabulary, texts, rest @ ..] = arguments else { return Err(usage.into()) };
    let began = Instant::now();
    let vocabulary = Vocabulary::parse(&std::fs::read_to_string(vocabulary)?)?;
    say(&format!("vocabulary: {:.3} s", began.elapsed().as_secs_f64()));
    let texts: Vec<String> =
        std::fs::read_to_string(texts)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;

    let began = Instant::now();
    let (mut inputs, mut total) = (Vec::new(), 0);
    for text in &texts {
        let words = words(text);
        let pieces = WordPieces::of(&vocabulary, text, &words);
        let paragraphs = paragraphs(text, &words);
        total += words.len();
        for window in cut(&pieces, &paragraphs, Limits::default()) {
            inputs.push(Input::of(&window, &pieces, &paragraphs, &paragraphs, vocabulary.special()));
        }
    }
    rate("cutting", began, total);
    let [weights, threads, batch_pieces, outputs @ ..] = rest else { return Ok(()) };
    let began = Instant::now();
    let options = Options { threads: threads.parse()?, batch_pieces: batch_pieces.parse()? };
    let weights = std::fs::read(weights)?;
    let sha256 = digest(&weights);
    let outputs: Vec<_> = outputs.iter().map(String::as_str).collect();
    let model = Model::load_on(&runtime, weights, &sha256, &outputs, options)?;
    say(&format!("load: {:.3} s", began.elapsed().as_secs_f64()));
    let pieces: usize = inputs.iter().map(Input::pieces).sum();
    say(&format!("{} windows, {pieces} pieces", inputs.len()));
    let began = Instant::now();
    let answers = model.run(&inputs)?;
    rate(&format!("encoding {} windows", answers.len()), began, total);
    Ok(())
}

/// The runtime that the arguments name, and the other arguments.
fn runtime(arguments: &[String]) -> Result<(Runtime, &[String]), gainsay_encode::Error> {
    match arguments {
        #[cfg(feature = "ort")]
        [option, library, rest @ ..] if option == "--onnx-runtime" => {
            Ok((Runtime::Ort(gainsay_encode::OnnxRuntime::load(library.as_ref())?), rest))
        }
        all => Ok((Runtime::Rten, all)),
    }
}

fn rate(what: &str, began: Instant, words: usize) {
    let seconds = began.elapsed().as_secs_f64();
    say(&format!("{what}: {words} words in {seconds:.3} s, {:.0} words/s", words as f64 / seconds));
}

#[expect(clippy::print_stdout, reason = "an example's output")]
fn say(line: &str) {
    println!("{line}");
}
