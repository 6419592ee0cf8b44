//! The parts of a file in the order in which they are opened, and who is told of them.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::Error;

/// Who is told of each part of a file before it is opened, and may have it left out.
///
/// The parts of the same bytes are numbered alike whenever these are taken in, whatever is left out of them: a part by which
/// a reader of its format ended can be told from the others and passed over.
pub trait Watch: fmt::Debug + Send + Sync {
    /// Part `number`, counted from 1, parts of parts included, is opened next.
    ///
    /// # Errors
    /// Why it is to be left out. Its record then says so.
    fn opens(&self, number: u64) -> Result<(), Error>;
}

/// How many parts were opened, and who watches.
#[derive(Debug)]
pub(crate) struct Parts {
    watch: Arc<dyn Watch>,
    opened: AtomicU64,
}

impl Parts {
    pub(crate) fn watched(watch: Arc<dyn Watch>) -> Self {
        Self { watch, opened: AtomicU64::new(0) }
    }

    /// Tell of the next part; why it is to be left out.
    pub(crate) fn open(&self) -> Result<(), Error> {
        self.watch.opens(self.opened.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::Mutex;

    use super::*;
    use crate::{Overrides, ingest_watched};

    /// Leaves out these parts and remembers which came.
    #[derive(Debug)]
    struct Leaving(Vec<u64>, Mutex<Vec<u64>>);

    impl Watch for Leaving {
        fn opens(&self, number: u64) -> Result<(), Error> {
            self.1.lock().unwrap().push(number);
            if self.0.contains(&number) { Err(Error::left_out("it crashed", None)) } else { Ok(()) }
        }
    }

    /// What each record of a fixture came to, by part and line.
    fn taken(file: &str, left_out: &[u64]) -> (Vec<String>, Vec<u64>) {
        let path = format!("{}/tests/fixtures/{file}", env!("CARGO_MANIFEST_DIR"));
        let watch = Arc::new(Leaving(left_out.to_vec(), Mutex::default()));
        let source = Cursor::new(std::fs::read(path).unwrap());
        let records = ingest_watched(file, source, &Overrides::default(), watch.clone()).unwrap();
        let told = records
            .map(|record| match record.document {
                Ok(document) => document.title.unwrap_or_default(),
                Err(error) => format!("{}: {}", record.part.unwrap_or_default(), error.message()),
            })
            .collect();
        let opened = watch.1.lock().unwrap().clone();
        (told, opened)
    }

    #[test]
    fn a_part_is_left_out_alone() {
        for file in [
            "reports.zip",
            "reports.tar.gz",
            "site.warc.gz",
            "press.mbox",
            "feed.rss",
            "feed.json",
            "book.epub",
        ] {
            let (all, opened) = taken(file, &[]);
            assert!(opened.len() >= 2, "{file}: {opened:?}");
            assert!(opened.iter().copied().eq(1..=opened.len() as u64), "{file}: {opened:?}");
            let (some, again) = taken(file, &[opened.len() as u64]);
            assert_eq!(again, opened, "{file}");
            let left_out: Vec<&String> = some.iter().filter(|told| told.ends_with(": it crashed")).collect();
            assert_eq!(left_out.len(), 1, "{file}: {some:?}");
            assert!(
                all.iter().filter(|told| some.contains(told)).count() + 1 >= all.len() - 1,
                "{file}: {all:?} {some:?}"
            );
        }
    }
}
