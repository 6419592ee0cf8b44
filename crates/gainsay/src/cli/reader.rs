//! The reader that a command's arguments ask for.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread::available_parallelism;

use gainsay_read::Reader;
use gainsay_read::encoded::{Encoder, Error};

use super::Failure;
use super::args::{ReaderArgs, ReaderKind};

/// The reader of these arguments.
pub fn reader(args: &ReaderArgs) -> Result<Reader, Failure> {
    match (&args.weights, args.reader) {
        (Some(folder), _) => from_folder(folder),
        (None, ReaderKind::Trained) => trained(),
        (None, ReaderKind::Rules) => Ok(Reader::rules()),
    }
}

/// The reader with the weights that come with the program.
pub fn trained() -> Result<Reader, Failure> {
    Reader::trained(threads()).map_err(|error| failure("the weights in the program", &error))
}

fn from_folder(folder: &Path) -> Result<Reader, Failure> {
    let file = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
    };
    let text = |name: &str| {
        String::from_utf8(file(name)?)
            .map_err(|_| Failure::usage(format!("{}: not UTF-8", folder.join(name).display())))
    };
    let graph = file("reader.int8.onnx")?;
    Encoder::from_files(graph, &text("vocab.txt")?, &text("heads.json")?, threads())
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
