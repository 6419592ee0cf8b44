//! Collections of web archives (WACZ): a ZIP archive with a list of its files and their hashes.
//!
//! What the list contradicts is refused, by name; what it merely says nothing of is taken in. Where the digest of the list
//! itself contradicts it, the hashes in it may have been written by whoever changed the archives, and all are refused.
//! Signatures are not looked at.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::bounds::{Budget, explained};
use super::zip::{Entry, Zip};
use super::{Context, Names, Records, member, one, shown};
use crate::MAX_DOCUMENT_BYTES;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind};

const LIST: &str = "datapackage.json";
const SEAL: &str = "datapackage-digest.json";

/// Whether an archive is such a collection.
pub(super) fn is(zip: &Zip<'_>) -> bool {
    zip.has(LIST) && zip.entries.iter().any(|entry| entry.name.starts_with(b"archive/"))
}

/// The records of the web archives in a collection, and a failure for each file that is not what the list says.
pub(super) fn records<'b>(context: Context, mut zip: Zip<'b>) -> Records<'b> {
    // Hashing reads everything once more than taking in does.
    let budget = Arc::new(Budget::of(zip.size));
    let list = List::read(&zip, &context);
    let of_list = list.failure(&context);
    let broken = zip.broken.take().map(|what| context.failure(Error::new(ErrorKind::Damaged, what)));
    let entries = std::mem::take(&mut zip.entries);
    let here: HashSet<&[u8]> = entries.iter().map(|entry| &entry.name[..]).collect();
    let mut missing: Vec<&String> =
        list.hashes.keys().filter(|path| !here.contains(path.as_bytes())).collect();
    missing.sort_unstable();
    let missing: Vec<_> = missing
        .into_iter()
        .map(|path| {
            let what = format!("damaged: {LIST} lists it, and it is not in the collection");
            context.within(&shown(path.as_bytes())).failure(Error::new(ErrorKind::Damaged, what))
        })
        .collect();
    let mut names = Names::default();
    let each = entries.into_iter().flat_map(move |entry| -> Records<'b> {
        let is_archive = entry.name.starts_with(b"archive/");
        if context.budget.is_spent() || !(is_archive || list.lists(&entry.name)) {
            return Box::new(std::iter::empty());
        }
        let shown = names.shown(&entry.name);
        let within = context.within(&shown);
        if let Err(error) = list.check(&zip, &entry, &budget) {
            return one(within.failure(error));
        }
        if !is_archive {
            return Box::new(std::iter::empty());
        }
        match zip.read(&entry, &context.budget) {
            Ok(source) => member(within, &shown, source),
            Err(error) => one(within.failure(explained(&error))),
        }
    });
    Box::new(of_list.into_iter().chain(each).chain(missing).chain(broken))
}

/// What a collection says of its files.
#[derive(Debug, Default)]
struct List {
    /// The hashes of each file, as they are written; several where it is listed twice.
    hashes: HashMap<String, Vec<Option<String>>>,
    state: State,
}

#[derive(Debug, Default)]
enum State {
    /// It names files and hashes, and nothing contradicts it.
    #[default]
    Good,
    /// It cannot be read, so that it contradicts nothing.
    Unreadable(Error),
    /// It is not the one that was packed.
    Changed(Error),
}

#[derive(Deserialize)]
struct Package {
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    path: String,
    hash: Option<Value>,
}

#[derive(Deserialize)]
struct Seal {
    hash: Option<Value>,
}

impl List {
    fn read(zip: &Zip<'_>, context: &Context) -> Self {
        let unreadable = |why: &str| {
            Self {
            state: State::Unreadable(
                Error::new(
                    ErrorKind::Damaged,
                    format!("damaged: the list of the collection's files cannot be read ({why}); nothing in it is checked"),
                )
                .with_hint("compare the collection with another copy"),
            ),
            ..Self::default()
        }
        };
        let twice = |name: &str| zip.entries.iter().filter(|entry| entry.name == name.as_bytes()).count() > 1;
        if twice(LIST) || twice(SEAL) {
            return Self { state: State::Changed(changed("it is there twice")), ..Self::default() };
        }
        let bytes = match zip.bytes(LIST, MAX_DOCUMENT_BYTES, context) {
            Ok(bytes) => bytes,
            Err(error) => return unreadable(error.message()),
        };
        let mut list = match serde_json::from_slice::<Package>(&bytes) {
            Ok(package) => Self::of(package),
            Err(error) => unreadable(&error.to_string()),
        };
        if zip.has(SEAL) {
            let seal =
                zip.bytes(SEAL, MAX_DOCUMENT_BYTES, context).map_err(|error| error.message().to_owned());
            let seal: Result<Seal, String> =
                seal.and_then(|seal| serde_json::from_slice(&seal).map_err(|error| error.to_string()));
            match seal {
                Err(why) => list.state = State::Changed(changed(&format!("{SEAL} cannot be read: {why}"))),
                Ok(Seal { hash }) => {
                    let kept = hash.as_ref().and_then(Value::as_str).and_then(Digest::written);
                    if kept.is_some_and(|kept| !kept.fits(&bytes)) {
                        list.state = State::Changed(changed(&format!("{SEAL} keeps another hash of it")));
                    }
                }
            }
        }
        list
    }

    fn of(package: Package) -> Self {
        let mut list = Self::default();
        for resource in package.resources {
            let hash = resource.hash.map(|hash| match hash {
                Value::String(hash) => hash,
                other => other.to_string(),
            });
            list.hashes.entry(resource.path).or_default().push(hash);
        }
        list
    }

    /// What is wrong with the list itself.
    fn failure<'b>(&self, context: &Context) -> Option<crate::Record<'b>> {
        match &self.state {
            State::Good => None,
            State::Unreadable(error) | State::Changed(error) => {
                Some(context.within(LIST).failure(error.clone()))
            }
        }
    }

    fn lists(&self, name: &[u8]) -> bool {
        std::str::from_utf8(name).is_ok_and(|name| self.hashes.contains_key(name))
    }

    /// Whether a file is what the list says.
    fn check(&self, zip: &Zip<'_>, entry: &Entry, budget: &Arc<Budget>) -> Result<(), Error> {
        match &self.state {
            State::Good => {}
            State::Unreadable(_) => return Ok(()),
            State::Changed(_) => {
                let what = format!("left out: the list that vouches for it ({LIST}) was changed");
                return Err(Error::new(ErrorKind::Damaged, what).with_hint(TAKE_OUT));
            }
        }
        let Some(hashes) = std::str::from_utf8(&entry.name).ok().and_then(|name| self.hashes.get(name))
        else {
            let what = format!("left out: {LIST} does not list it, so that nothing vouches for it");
            return Err(Error::new(ErrorKind::Damaged, what).with_hint(TAKE_OUT));
        };
        for kept in hashes.iter().flatten() {
            // By an algorithm that is not known here: it says nothing.
            let Some(digest) = Digest::written(kept) else { continue };
            let reader = zip.read(entry, budget).map_err(|error| explained(&error))?;
            if !digest.fits_all(reader).map_err(|error| explained(&error))? {
                let what = format!("left out: it is not what was packed; {LIST} keeps another hash of it");
                return Err(Error::new(ErrorKind::Damaged, what).with_hint(COMPARE));
            }
        }
        Ok(())
    }
}

const TAKE_OUT: &str =
    "if its origin is known otherwise, take the web archive out of the collection and add it by itself";

const COMPARE: &str = "the file was changed or damaged after it was packed; compare it with another copy";

fn changed(why: &str) -> Error {
    let what = format!(
        "the list of the collection's files is not the one that was packed ({why}); nothing it vouches for is taken in"
    );
    Error::new(ErrorKind::Damaged, what).with_hint(COMPARE)
}
