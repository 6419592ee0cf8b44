//! The token that whoever asks the server must show: from a file, or made.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use super::{Failure, style};
use crate::web::token::{SHORTEST, random};

/// No file with a token is longer.
const LONGEST: u64 = 4096;

/// A token, and whether it was made just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub is_new: bool,
}

impl Token {
    /// A token for this run alone.
    pub fn fresh() -> Result<Self, Failure> {
        let text = random().map_err(|error| Failure::usage(format!("no token can be made: {error}")))?;
        Ok(Self { text, is_new: true })
    }

    /// The token in the file at `path`; where there is no file, one with a new token is made that only its owner can read.
    pub fn of_file(path: &Path) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::usage(format!("{}: {error}", path.display()));
        match File::open(path) {
            Ok(file) => {
                warn_of_readers(path, &file);
                let mut text = String::new();
                file.take(LONGEST).read_to_string(&mut text).map_err(failed)?;
                Ok(Self { text: checked(&text, path)?, is_new: false })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let token = Self::fresh()?;
                let done = create(path).and_then(|mut file| writeln!(file, "{}", token.text));
                if let Err(error) = done {
                    let _ =
                        fs::metadata(path).is_ok_and(|file| file.len() == 0) && fs::remove_file(path).is_ok();
                    return Err(failed(error));
                }
                Ok(token)
            }
            Err(error) => Err(failed(error)),
        }
    }
}

/// The token of a file's text.
fn checked(text: &str, path: &Path) -> Result<String, Failure> {
    let token = text.trim();
    if token.len() < SHORTEST || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Failure::usage(format!(
            "{}: a token is one line of at least {SHORTEST} visible ASCII characters",
            path.display()
        ))
        .hint("name a file that is not there, and one with a new token is made"));
    }
    Ok(token.to_owned())
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn warn_of_readers(path: &Path, file: &File) {
    use std::os::unix::fs::PermissionsExt;
    if file.metadata().is_ok_and(|data| data.permissions().mode() & 0o077 != 0) {
        style::warning(&format!("{}: others on this machine can read the token (chmod 600)", path.display()));
    }
}

#[cfg(not(unix))]
fn warn_of_readers(_: &Path, _: &File) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let made = Token::of_file(&path).unwrap();
        assert!(made.is_new && made.text.len() == 64);
        assert_eq!(Token::of_file(&path).unwrap(), Token { is_new: false, ..made.clone() });
        assert_ne!(Token::fresh().unwrap().text, made.text);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_weak_token_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        for text in ["", "short", &"x".repeat(31), &format!("{} {}", "x".repeat(20), "y".repeat(20))] {
            fs::write(&path, text).unwrap();
            assert!(Token::of_file(&path).is_err(), "{text}");
        }
        fs::write(&path, format!("  {}\n", "x".repeat(32))).unwrap();
        assert_eq!(Token::of_file(&path).unwrap().text, "x".repeat(32));
        assert!(Token::of_file(&folder.path().join("none/token")).is_err());
    }
}
