//! The reader that a command's arguments ask for.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread::available_parallelism;

use gainsay_read::Reader;
use gainsay_read::encoded::{Encoder, Runtime, Weights};

use super::Failure;
use super::args::{ReaderArgs, ReaderKind};
use super::style;

/// The reader of these arguments.
pub fn reader(args: &ReaderArgs) -> Result<Reader, Failure> {
    let mut reader = without_gazetteer(args)?;
    if let Some(path) = &args.gazetteer {
        let file = fs::read(path).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))?;
        let bad = reader.add_gazetteer(&file);
        for row in &bad {
            style::warning(&format!("{}: {row}", path.display()));
        }
    }
    Ok(reader)
}

fn without_gazetteer(args: &ReaderArgs) -> Result<Reader, Failure> {
    match (&args.weights, args.reader) {
        (Some(folder), _) => load(files(folder)?, &folder.display().to_string(), &runtime(args)?),
        (None, ReaderKind::Trained) => embedded(&runtime(args)?),
        (None, ReaderKind::Rules) => Ok(Reader::rules()),
    }
}

/// The reader with the weights that come with the program.
pub fn trained() -> Result<Reader, Failure> {
    embedded(&Runtime::Rten)
}

#[cfg(feature = "ort")]
fn runtime(args: &ReaderArgs) -> Result<Runtime, Failure> {
    let Some(library) = &args.onnx_runtime else { return Ok(Runtime::Rten) };
    gainsay_read::encoded::OnnxRuntime::load(library)
        .map(Runtime::Ort)
        .map_err(|error| refused(error.to_string(), error.hint()))
}

#[cfg(not(feature = "ort"))]
fn runtime(_: &ReaderArgs) -> Result<Runtime, Failure> {
    Ok(Runtime::Rten)
}

fn embedded(runtime: &Runtime) -> Result<Reader, Failure> {
    load(Weights::embedded(), "the weights in the program", runtime)
}

fn load(weights: Weights, what: &str, runtime: &Runtime) -> Result<Reader, Failure> {
    let threads = available_parallelism().unwrap_or(NonZeroUsize::MIN);
    Encoder::load(weights, runtime, threads)
        .map(Reader::with)
        .map_err(|error| refused(format!("{what}: {error}"), error.hint()))
}

/// The weights in the files of a folder.
fn files(folder: &Path) -> Result<Weights, Failure> {
    let file = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
    };
    let text = |name: &str| {
        String::from_utf8(file(name)?)
            .map_err(|_| Failure::usage(format!("{}: not UTF-8", folder.join(name).display())))
    };
    Ok(Weights {
        graph: file("reader.int8.onnx")?.into(),
        vocabulary: text("vocab.txt")?.into(),
        lexicon: text("lexicon.tsv")?.into(),
        description: text("heads.json")?.into(),
    })
}

fn refused(message: String, hint: Option<&str>) -> Failure {
    let failure = Failure::usage(message);
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}
