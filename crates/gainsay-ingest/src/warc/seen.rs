//! What a web archive captured before, for the revisits that repeat it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use data_encoding::HEXLOWER;
use gainsay_document::DocumentId;

use crate::container::Records;

/// So many names of captures are remembered.
const MAX_REMEMBERED: usize = 1 << 20;

/// The number of a capture, and the hash of a report that came of it.
type Report = (u32, [u8; 32]);

/// The captures of one file, by what a revisit may name them by, and the reports that came of them.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Hashes of identifiers and digests, and the number of the capture.
    names: HashMap<u64, u32>,
    /// In the order of the file. The reports of a capture are known when they
    /// were taken, after the capture itself.
    reports: Arc<Mutex<Vec<Report>>>,
    count: u32,
}

impl Seen {
    /// Remembers a capture, and what comes of its records as they are taken.
    pub(super) fn remember<'b>(&mut self, names: &[String], records: Records<'b>) -> Records<'b> {
        if self.names.len() >= MAX_REMEMBERED {
            return records;
        }
        self.count += 1;
        self.names.extend(names.iter().map(|name| (hash(name), self.count)));
        let (capture, reports) = (self.count, self.reports.clone());
        Box::new(records.inspect(move |record| {
            let hash = record.document.as_ref().ok().and_then(|document| raw(&document.id));
            if let Some(hash) = hash {
                reports.lock().unwrap_or_else(PoisonError::into_inner).push((capture, hash));
            }
        }))
    }

    /// The reports of the capture that goes by one of these names; `None`: there was no such capture.
    pub(super) fn reports<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Option<Vec<DocumentId>> {
        let capture = names.into_iter().find_map(|name| self.names.get(&hash(name)).copied())?;
        let reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        let first = reports.partition_point(|(own, _)| *own < capture);
        let of_it = reports[first..].iter().take_while(|(own, _)| *own == capture);
        Some(of_it.map(|(_, hash)| DocumentId::of_sha256(*hash)).collect())
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

fn raw(id: &DocumentId) -> Option<[u8; 32]> {
    HEXLOWER.decode(id.as_str().as_bytes()).ok()?.try_into().ok()
}
