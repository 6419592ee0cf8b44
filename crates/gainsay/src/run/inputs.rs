//! From paths on the command line to files and their bytes.

use std::borrow::Cow;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// The extensions that are read when a folder is walked. A file named on its own is tried whatever its name.
const EXTENSIONS: [&str; 9] = ["txt", "text", "md", "markdown", "html", "htm", "jsonl", "ndjson", "pdf"];

/// The name that stands for standard input.
const STDIN: &str = "-";

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

    /// Its first `limit` bytes and one more, so that too many can be told; all of them where `whole` says so of those.
    pub fn bytes(&self, limit: u64, whole: impl FnOnce(&[u8]) -> bool) -> io::Result<Vec<u8>> {
        if let Some(bytes) = &self.held {
            return Ok(bytes.to_vec());
        }
        let mut source: Box<dyn Read> = if self.path == Path::new(STDIN) {
            Box::new(io::stdin().lock())
        } else {
            Box::new(std::fs::File::open(&self.path)?)
        };
        let mut bytes = Vec::new();
        let read = source.by_ref().take(limit + 1).read_to_end(&mut bytes)?;
        if read as u64 > limit && whole(&bytes) {
            source.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }
}

/// A path that could not be walked.
#[derive(Debug)]
pub struct Unreachable {
    /// The path.
    pub path: PathBuf,
    /// Why not.
    pub reason: String,
}

/// The files under `paths`, each folder walked in order of names, each file once.
pub fn find(paths: &[PathBuf]) -> (Vec<Input>, Vec<Unreachable>) {
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
                Ok(entry) if entry.depth() == 0 || is_report(entry.path()) => {
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
                reason: format!("no report in this folder (looked for .{})", EXTENSIONS.join(", .")),
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
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
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
        assert_eq!(input.bytes(2, |_| false).unwrap(), b"words");
        assert_eq!(Input::held("-", Cow::Borrowed(b"")).bytes(2, |_| false).unwrap(), b"");
    }

    #[test]
    fn what_is_not_there_is_named() {
        let (inputs, unreachable) = find(&["no/such/place".into()]);
        assert!(inputs.is_empty());
        assert_eq!(unreachable[0].reason, "no such file or folder");
    }
}
