//! ZIP archives, and what comes in one: office documents, books, collections of web archives.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, RangeReader, ReaderAt, ZipArchive};

use super::bounds::{Budget, Unpacked, explained};
use super::{Context, Names, ReadSeek, Records, Stream, damaged, held, member, one, wacz};
use crate::error::{Error, ErrorKind};
use crate::office;

/// No more members are looked at.
const MAX_MEMBERS: usize = 1_000_000;

/// The names of all members may have this many bytes.
const MAX_NAME_BYTES: usize = 64 << 20;

type Inner<'b> = ZipArchive<Shared<'b>>;

/// One file, read by several at their own places.
#[derive(Clone)]
struct Shared<'b>(Arc<Mutex<Box<dyn ReadSeek + 'b>>>);

impl ReaderAt for Shared<'_> {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut source = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        source.seek(io::SeekFrom::Start(offset))?;
        source.read(buffer)
    }
}

/// A member of an archive.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) name: Vec<u8>,
    at: rawzip::ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    packed: u64,
    encrypted: bool,
}

/// An archive and its list of members.
pub(crate) struct Zip<'b> {
    archive: Arc<Inner<'b>>,
    source: Shared<'b>,
    pub(super) size: u64,
    pub(super) entries: Vec<Entry>,
    /// What is wrong with the list itself.
    pub(super) broken: Option<String>,
}

impl<'b> Zip<'b> {
    /// Reads the list of members.
    pub(crate) fn open(mut source: Box<dyn ReadSeek + 'b>) -> Result<Self, Error> {
        let bad = |what: &dyn std::fmt::Display| {
            Error::new(
                ErrorKind::Damaged,
                format!("damaged: the archive's list of members cannot be read ({what})"),
            )
            .with_hint("the file may be cut short; fetch it again")
        };
        let size = source.seek(io::SeekFrom::End(0)).map_err(|error| bad(&error))?;
        let source = Shared(Arc::new(Mutex::new(source)));
        let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
        let archive = rawzip::ZipLocator::new()
            .locate_in_reader(source.clone(), &mut buffer, size)
            .map_err(|(_, error)| bad(&error))?;
        let (mut entries, mut broken, mut names) = (Vec::new(), None, 0);
        let mut list = archive.entries(&mut buffer);
        loop {
            match list.next_entry() {
                Ok(Some(entry)) => {
                    let name = entry.file_path().as_bytes().to_vec();
                    names += name.len();
                    if entries.len() == MAX_MEMBERS || names > MAX_NAME_BYTES {
                        broken = Some("too many members; the rest is left".to_owned());
                        break;
                    }
                    if !entry.is_dir() {
                        entries.push(Entry {
                            name,
                            at: entry.wayfinder(),
                            method: entry.compression_method(),
                            packed: entry.compressed_size_hint(),
                            encrypted: entry.flags().is_encrypted(),
                        });
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    broken = Some(format!("damaged: the list of members breaks off ({error})"));
                    break;
                }
            }
        }
        Ok(Self { archive: Arc::new(archive), source, size, entries, broken })
    }

    /// Whether there is a member of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name.as_bytes())
    }

    /// All bytes of the archive itself, if they are no more than `limit`.
    pub(crate) fn raw(&self, limit: usize) -> Result<Vec<u8>, Error> {
        held(Box::new(RangeReader::new(self.source.clone(), 0..self.size)), limit, "a report")
    }

    /// The bytes of the member called `name`, if they are no more than `limit`.
    pub(crate) fn bytes(&self, name: &str, limit: usize, context: &Context) -> Result<Vec<u8>, Error> {
        let entry = self.entries.iter().find(|entry| entry.name == name.as_bytes()).ok_or_else(|| {
            Error::new(
                ErrorKind::Damaged,
                format!("damaged: there is no {} in it", super::shown(name.as_bytes())),
            )
        })?;
        let source = self.read(entry, &context.budget).map_err(|error| explained(&error))?;
        held(source, limit, "a part")
    }

    /// The bytes of a member, counted against `budget`.
    pub(super) fn read(&self, entry: &Entry, budget: &Arc<Budget>) -> io::Result<Stream<'b>> {
        if entry.encrypted {
            return Err(damaged("it is encrypted; only a password opens it"));
        }
        let found = self.archive.get_entry(entry.at).map_err(io::Error::other)?;
        let (start, end) = found.compressed_data_range();
        let packed = RangeReader::new(self.source.clone(), start..end.max(start));
        let budget = budget.clone();
        Ok(match entry.method {
            CompressionMethod::STORE => {
                Box::new(Unpacked::of_size(found.verifying_reader(packed), budget, entry.packed))
            }
            CompressionMethod::DEFLATE => Box::new(Unpacked::of_size(
                found.verifying_reader(DeflateDecoder::new(packed)),
                budget,
                entry.packed,
            )),
            method => return Err(damaged(format!("it is packed by {method}, which is not read"))),
        })
    }
}

/// The records of an archive: of its members, or of the office document or book that it is.
pub(crate) fn records<'b>(context: Context, source: Box<dyn ReadSeek + 'b>) -> Records<'b> {
    let zip = match Zip::open(source) {
        Ok(zip) => zip,
        Err(error) => return one(context.failure(error)),
    };
    match office::kind(&zip, &context) {
        Some(kind) => office::records(context, kind, zip),
        None if wacz::is(&zip) => wacz::records(context, zip),
        None => members(context, zip),
    }
}

/// The records of all members.
fn members<'b>(context: Context, mut zip: Zip<'b>) -> Records<'b> {
    let broken = zip.broken.take().map(|what| context.failure(Error::new(ErrorKind::Damaged, what)));
    if zip.entries.is_empty() && broken.is_none() {
        return one(context.failure(Error::new(ErrorKind::Empty, "empty: there is no file in the archive")));
    }
    let entries = std::mem::take(&mut zip.entries);
    let mut names = Names::default();
    let each = entries.into_iter().flat_map(move |entry| -> Records<'b> {
        if context.budget.is_spent() {
            return Box::new(std::iter::empty());
        }
        let shown = names.shown(&entry.name);
        let within = context.within(&shown);
        match zip.read(&entry, &context.budget) {
            Ok(source) => member(within, &shown, source),
            Err(error) => one(within.failure(explained(&error))),
        }
    });
    Box::new(each.chain(broken))
}
