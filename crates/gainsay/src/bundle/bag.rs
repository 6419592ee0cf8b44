//! Opening a package that anybody may have made: nothing is unpacked to disk, and everything it can make grow is bounded.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{Read, Seek};

use gainsay_ledger::sha256;
use zip::{CompressionMethod, ZipArchive};

/// No package has more files.
const MAX_FILES: usize = 2_000_000;
/// No file of a package has more bytes.
const MAX_FILE: u64 = 512 << 20;
/// No manifest or other file beside the payload has more bytes.
const MAX_TAG: u64 = 256 << 20;
/// No package unpacks to more bytes.
const MAX_ALL: u64 = 32 << 30;
/// No name is longer.
const MAX_NAME: usize = 300;

/// Why a file is not opened at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Something in a package that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The file, and what in it.
    pub place: String,
    /// What should stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.place, self.expected, self.found)
    }
}

/// A package whose shape is sound.
pub struct Bag<R> {
    zip: ZipArchive<R>,
    /// The index of each file by its name within the bag.
    files: BTreeMap<String, usize>,
}

impl<R: Read + Seek> Bag<R> {
    /// The bag in the ZIP file `file`.
    pub fn open(file: R) -> Result<Self, Refused> {
        let refuse = |why: &str| Refused(why.to_owned());
        let mut zip = ZipArchive::new(file).map_err(|error| Refused(format!("not a ZIP file: {error}")))?;
        if zip.has_duplicate_names() {
            return Err(refuse("two files in it have the same name"));
        }
        if zip.len() > MAX_FILES {
            return Err(Refused(format!("it has more than {MAX_FILES} files")));
        }
        let mut names = BTreeMap::new();
        let mut all = 0_u64;
        for index in 0..zip.len() {
            let file = zip.by_index_raw(index).map_err(|error| Refused(format!("file {index}: {error}")))?;
            let name = String::from_utf8_lossy(file.name_raw()).into_owned();
            let shown: String = name.chars().take(80).flat_map(char::escape_debug).collect();
            let refuse = |why: &str| Refused(format!("{shown}: {why}"));
            if !is_plain(&name) {
                return Err(refuse("this is no name that a package may hold"));
            }
            let kind = file.unix_mode().map_or(0o100_000, |mode| mode & 0o170_000);
            if file.is_dir() || file.is_symlink() || ![0, 0o100_000].contains(&kind) {
                return Err(refuse("a package holds plain files, no folder, link or device"));
            }
            if file.encrypted() {
                return Err(refuse("it is encrypted"));
            }
            if ![CompressionMethod::Stored, CompressionMethod::Deflated].contains(&file.compression()) {
                return Err(refuse("it is compressed in a way that is not read"));
            }
            all = all.saturating_add(file.size());
            if file.size() > MAX_FILE || all > MAX_ALL {
                return Err(refuse("it unpacks to more than is taken"));
            }
            drop(file);
            names.insert(name, index);
        }
        if zip.has_overlapping_entries().map_err(|error| Refused(error.to_string()))? {
            return Err(refuse("files in it lie over one another"));
        }
        let folder =
            names.keys().next().and_then(|name| name.split_once('/')).map(|(folder, _)| format!("{folder}/"));
        let folder =
            folder.filter(|folder| names.keys().all(|name| name.starts_with(folder)) && folder != "data/");
        let cut = folder.map_or(0, |folder| folder.len());
        let files = names.into_iter().map(|(name, index)| (name[cut..].to_owned(), index)).collect();
        let bag = Self { zip, files };
        for needed in ["bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "data/about.json"] {
            if !bag.files.contains_key(needed) {
                return Err(Refused(format!("there is no {needed} in it: it is not a package of gainsay")));
            }
        }
        if bag.files.contains_key("fetch.txt") {
            return Err(refuse("it names files that are to be fetched from elsewhere: nothing is fetched"));
        }
        Ok(bag)
    }

    /// The names of the files that begin with `start`.
    pub fn names(&self, start: &str) -> Vec<String> {
        let from = self.files.range(start.to_owned()..).map(|(name, _)| name);
        from.take_while(|name| name.starts_with(start)).cloned().collect()
    }

    /// The bytes of a file.
    pub fn file(&mut self, name: &str) -> Result<Vec<u8>, Break> {
        let wrong = |found: String| Break { place: name.to_owned(), expected: "a file".to_owned(), found };
        let index = *self.files.get(name).ok_or_else(|| wrong("none".to_owned()))?;
        let most = if name.starts_with("data/") { MAX_FILE } else { MAX_TAG };
        let file = self.zip.by_index(index).map_err(|error| wrong(error.to_string()))?;
        let mut bytes = Vec::new();
        // Not what the file says of its size counts, but what comes out of it.
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| wrong(error.to_string()))?;
        if bytes.len() as u64 > most {
            return Err(wrong(format!("more than {most} bytes")));
        }
        Ok(bytes)
    }

    /// The text of a file.
    pub fn text(&mut self, name: &str) -> Result<String, Break> {
        String::from_utf8(self.file(name)?).map_err(|_| Break {
            place: name.to_owned(),
            expected: "UTF-8".to_owned(),
            found: "other bytes".to_owned(),
        })
    }

    /// Hold every file to its hash in the manifests; `seen` is called after each.
    pub fn check(&mut self, mut seen: impl FnMut()) -> Vec<Break> {
        let mut breaks = Vec::new();
        let bagit = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
        match self.text("bagit.txt") {
            Ok(text) if text == bagit => {}
            Ok(_) => breaks.push(Break {
                place: "bagit.txt".to_owned(),
                expected: "BagIt 1.0 in UTF-8".to_owned(),
                found: "other words".to_owned(),
            }),
            Err(one) => breaks.push(one),
        }
        let mut unlisted: BTreeSet<String> = self.files.keys().cloned().collect();
        unlisted.remove("tagmanifest-sha256.txt");
        for manifest in ["tagmanifest-sha256.txt", "manifest-sha256.txt"] {
            let is_payload = manifest.starts_with("manifest");
            let text = match self.text(manifest) {
                Ok(text) => text,
                Err(one) => {
                    breaks.push(one);
                    continue;
                }
            };
            for (line, number) in text.lines().zip(1..) {
                let listed = line.split_once("  ").filter(|(sum, name)| {
                    sum.len() == 64 && name.starts_with("data/") == is_payload && unlisted.remove(*name)
                });
                let Some((sum, name)) = listed else {
                    breaks.push(Break {
                        place: format!("{manifest} line {number}"),
                        expected: "the hash and the name of a file of the package, once".to_owned(),
                        found: format!("{:?}", line.chars().take(120).collect::<String>()),
                    });
                    continue;
                };
                match self.file(name).map(|bytes| sha256(&bytes)) {
                    Ok(found) if found == sum => {}
                    Ok(found) => {
                        breaks.push(Break { place: name.to_owned(), expected: sum.to_owned(), found });
                    }
                    Err(one) => breaks.push(one),
                }
                seen();
            }
        }
        breaks.extend(unlisted.into_iter().map(|place| Break {
            place,
            expected: "a line in a manifest".to_owned(),
            found: "none".to_owned(),
        }));
        breaks
    }
}

/// Whether a name is one that a package may hold: a plain relative path, the same on every system.
fn is_plain(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    name.len() <= MAX_NAME
        && name
            .split('/')
            .all(|part| !part.is_empty() && !part.starts_with('.') && part.bytes().all(is_plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_taken() {
        for (name, expected) in [
            ("bag/data/originals/00ff", true),
            ("bagit.txt", true),
            ("../bagit.txt", false),
            ("a/../../b", false),
            ("a/./b", false),
            ("/etc/passwd", false),
            ("a//b", false),
            ("a\\b", false),
            ("C:a", false),
            ("a/", false),
            ("", false),
            ("a\0b", false),
            ("a\nb", false),
            ("é", false),
            (".hidden", false),
        ] {
            assert_eq!(is_plain(name), expected, "{name:?}");
        }
        assert!(!is_plain(&"a".repeat(301)));
    }
}
