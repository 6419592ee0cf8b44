//! From paths on the command line to files and their bytes.

use std::borrow::Cow;
use std::io::{self, BufRead, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use gainsay_ingest::Format;
use walkdir::WalkDir;

/// The name that stands for standard input.
const STDIN: &str = "-";

/// No more is read from standard input or a pipe: it is held in memory.
const PIPED: u64 = 4 << 30;

/// A file to read, or one whose bytes are at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it is; `-` for standard input.
    path: PathBuf,
    /// Its bytes, where they are at hand: it came with the program, or from a page. Then the path is a name only.
    held: Option<Cow<'static, [u8]>>,
}

impl Input {
    /// The file at `path`.
    pub fn file(path: PathBuf) -> Self {
        Self { path, held: None }
    }

    /// A file whose bytes are at hand; nothing is opened under its name.
    pub fn held(name: &str, bytes: Cow<'static, [u8]>) -> Self {
        Self { path: name.into(), held: Some(bytes) }
    }

    /// Its name for people and the ledger.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// Its size in bytes; 0 where that cannot be told beforehand.
    pub fn size(&self) -> u64 {
        match &self.held {
            Some(bytes) => bytes.len() as u64,
            None => std::fs::metadata(&self.path).map_or(0, |about| about.len()),
        }
    }

    /// Opens it; standard input and pipes, which cannot be read twice, are read to their end.
    pub fn open(&self) -> io::Result<Box<dyn Source>> {
        if let Some(bytes) = &self.held {
            return Ok(Box::new(Cursor::new(bytes.clone())));
        }
        if self.path == Path::new(STDIN) {
            return Ok(Box::new(piped(io::stdin().lock())?));
        }
        let file = std::fs::File::open(&self.path)?;
        Ok(if file.metadata()?.is_file() { Box::new(file) } else { Box::new(piped(file)?) })
    }

    /// What was opened as a file of its own: for those who read it from many places at once.
    #[cfg(feature = "parquet")]
    pub fn as_file(&self, opened: &mut dyn Source) -> io::Result<std::fs::File> {
        if self.held.is_none() && self.path.is_file() {
            return std::fs::File::open(&self.path);
        }
        let mut file = tempfile::tempfile()?;
        io::copy(opened, &mut file)?;
        Ok(file)
    }
}

/// What a file can be read from, at any place.
pub trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

/// Read the next line, its end included: at most `most` bytes of it after what `line` holds, passing over the rest. How long
/// it was; 0 at the end.
pub fn read_line(source: &mut impl BufRead, line: &mut Vec<u8>, most: u64) -> io::Result<u64> {
    let mut size = source.by_ref().take(most).read_until(b'\n', line)? as u64;
    let mut ended = size < most || line.ends_with(b"\n");
    while !ended {
        let held = source.fill_buf()?;
        let end = held.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(held.len(), |at| at + 1);
        ended = end.is_some() || used == 0;
        source.consume(used);
        size += used as u64;
    }
    Ok(size)
}

/// All that comes through a pipe.
fn piped(pipe: impl Read) -> io::Result<Cursor<Vec<u8>>> {
    let mut bytes = Vec::new();
    pipe.take(PIPED + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > PIPED {
        let message = format!("more than {} GiB through a pipe; save it and name the file", PIPED >> 30);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(Cursor::new(bytes))
}

/// A path that could not be walked.
#[derive(Debug)]
pub struct Unreachable {
    /// The path.
    pub path: PathBuf,
    /// Why not.
    pub reason: String,
}

/// The files of reports under `paths`, each folder walked in order of names, each file once.
pub fn find(paths: &[PathBuf]) -> (Vec<Input>, Vec<Unreachable>) {
    let endings: Vec<_> = Format::endings().collect();
    find_with(paths, ("report", &endings), is_report)
}

/// The files under `paths` that are wanted; `what` they hold and how their names may end is told where there are none.
pub fn find_with(
    paths: &[PathBuf],
    (what, endings): (&str, &[&str]),
    is_wanted: impl Fn(&Path) -> bool,
) -> (Vec<Input>, Vec<Unreachable>) {
    let (mut inputs, mut unreachable) = (Vec::new(), Vec::new());
    for path in paths {
        if path == Path::new(STDIN) {
            inputs.push(Input::file(path.clone()));
            continue;
        }
        let before = inputs.len();
        let walk = WalkDir::new(path).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path())) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                // A pipe in a folder may have nobody who writes to it.
                Ok(entry)
                    if entry.depth() == 0 || (entry.file_type().is_file() && is_wanted(entry.path())) =>
                {
                    inputs.push(Input::file(entry.into_path()));
                }
                Ok(_) => {}
                Err(error) => unreachable.push(Unreachable {
                    path: error.path().unwrap_or(path).to_owned(),
                    reason: error.io_error().map_or_else(|| error.to_string(), plain),
                }),
            }
        }
        if inputs.len() == before && unreachable.iter().all(|one| !one.path.starts_with(path)) {
            unreachable.push(Unreachable {
                path: path.clone(),
                reason: format!("no {what} in this folder (looked for .{})", endings.join(", .")),
            });
        }
    }
    let mut seen = std::collections::HashSet::new();
    inputs.retain(|input| seen.insert(input.path.clone()));
    (inputs, unreachable)
}

/// An I/O error without the operating system's number.
pub fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn is_report(path: &Path) -> bool {
    // A file named on its own is tried whatever its name.
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| Format::endings().any(|ending| ending == extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_walked_in_order_and_other_files_are_left() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.HTML", "photo.jpg", ".hidden.txt"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(folder.path().join("deeper")).unwrap();
        std::fs::write(folder.path().join("deeper/c.jsonl"), "x").unwrap();
        let (inputs, unreachable) = find(&[folder.path().to_owned(), folder.path().join("b.txt")]);
        let names: Vec<_> = inputs
            .iter()
            .map(|input| input.path.strip_prefix(folder.path()).unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["a.HTML", "b.txt", "deeper/c.jsonl"]);
        assert!(unreachable.is_empty());
    }

    #[test]
    fn nothing_is_opened_under_the_name_of_bytes_at_hand() {
        let input = Input::held("/dev/zero", Cow::Borrowed(b"words"));
        assert_eq!((input.size(), input.name().as_str()), (5, "/dev/zero"));
        let read = |input: &Input| io::read_to_string(input.open().unwrap()).unwrap();
        assert_eq!(read(&input), "words");
        assert_eq!(read(&Input::held("-", Cow::Borrowed(b""))), "");
    }

    #[test]
    fn what_is_not_there_is_named() {
        let (inputs, unreachable) = find(&["no/such/place".into()]);
        assert!(inputs.is_empty());
        assert_eq!(unreachable[0].reason, "no such file or folder");
    }
}
