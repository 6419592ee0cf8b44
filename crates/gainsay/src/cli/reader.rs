//! The reader that a command's arguments ask for.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread::available_parallelism;

use gainsay_read::Reader;
use gainsay_read::encoded::{Encoder, Error, Runtime, Weights};

use super::Failure;
use super::args::{ReaderArgs, ReaderKind};

/// The reader of these arguments.
pub fn reader(args: &ReaderArgs) -> Result<Reader, Failure> {
    match (&args.weights, args.reader) {
        (Some(folder), _) => from_folder(folder, &runtime(args)?),
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
    gainsay_read::encoded::OnnxRuntime::load(library).map(Runtime::Ort).map_err(|error| {
        let failure = Failure::usage(error.to_string());
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    })
}

#[cfg(not(feature = "ort"))]
fn runtime(_: &ReaderArgs) -> Result<Runtime, Failure> {
    Ok(Runtime::Rten)
}

fn embedded(runtime: &Runtime) -> Result<Reader, Failure> {
    Encoder::load(Weights::embedded(), runtime, threads())
        .map(Reader::with)
        .map_err(|error| failure("the weights in the program", &error))
}

fn from_folder(folder: &Path, runtime: &Runtime) -> Result<Reader, Failure> {
    let file = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
    };
    let text = |name: &str| {
        String::from_utf8(file(name)?)
            .map_err(|_| Failure::usage(format!("{}: not UTF-8", folder.join(name).display())))
    };
    let graph = file("reader.int8.onnx")?;
    Encoder::from_files(graph, &text("vocab.txt")?, &text("heads.json")?, runtime, threads())
        .map(Reader::with)
        .map_err(|error| failure(&folder.display().to_string(), &error))
}

fn threads() -> NonZeroUsize {
    available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

fn failure(what: &str, error: &Error) -> Failure {
    let failure = Failure::usage(format!("{what}: {error}"));
    match error.hint() {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}
