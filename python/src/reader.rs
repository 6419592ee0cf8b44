//! The reader as a Python object.

use std::borrow::Cow;
use std::fs;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use gainsay_document::{Document, Reading};
use gainsay_export::read_contract;
use gainsay_ingest::Overrides;
use gainsay_ingest::row::{self, Row};
use gainsay_read::encoded::{Encoder, Runtime, Weights};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

pyo3::create_exception!(
    _gainsay,
    GainsayError,
    PyValueError,
    "Something that gainsay was given cannot be used; the message says what and why."
);

/// A reader with its tables and weights, shared by all threads.
#[pyclass(frozen, module = "gainsay._gainsay", name = "Reader")]
pub struct Reader {
    pub reader: gainsay_read::Reader,
}

#[pymethods]
impl Reader {
    #[new]
    #[pyo3(signature = (kind, weights=None, gazetteer=None, threads=None))]
    fn new(
        py: Python<'_>,
        kind: &str,
        weights: Option<PathBuf>,
        gazetteer: Option<PathBuf>,
        threads: Option<NonZeroUsize>,
    ) -> PyResult<Self> {
        let threads = threads.or_else(|| available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        py.detach(|| made(kind, weights.as_deref(), gazetteer.as_deref(), threads))
            .map(|reader| Self { reader })
            .map_err(GainsayError::new_err)
    }

    /// Name and version.
    #[getter]
    fn version(&self) -> &str {
        self.reader.version()
    }

    /// The line of the read contract for one report.
    #[pyo3(signature = (text, *, id=None, published=None, title=None, outlet=None, url=None, byline=None, agency=None, language=None))]
    #[expect(clippy::too_many_arguments, reason = "a report has so many fields")]
    fn read_line(
        &self,
        py: Python<'_>,
        text: &str,
        id: Option<&str>,
        published: Option<&str>,
        title: Option<&str>,
        outlet: Option<&str>,
        url: Option<&str>,
        byline: Option<&str>,
        agency: Option<&str>,
        language: Option<&str>,
    ) -> PyResult<String> {
        let row = Row { id, text, published, title, outlet, url, byline, agency, language };
        py.detach(|| {
            let line = row.line().map_err(|error| error.to_string())?;
            let (_, document, reading) = read(&self.reader, line.into_bytes())?;
            Ok(read_contract::line(&document, &reading))
        })
        .map_err(|reason: String| GainsayError::new_err(reason))
    }
}

/// The bytes that a document is named after, the document and its reading; or why there are none.
pub fn read(reader: &gainsay_read::Reader, line: Vec<u8>) -> Result<(Vec<u8>, Document, Reading), String> {
    let work = AssertUnwindSafe(|| {
        let record = row::of_line(Cow::Owned(line), &Overrides::default());
        let document = record.document.map_err(|error| error.message().to_owned())?;
        let reading = reader.read(&document);
        Ok((record.raw.into_owned(), document, reading))
    });
    catch_unwind(work).unwrap_or_else(|_| Err("the reader failed on this report".to_owned()))
}

fn made(
    kind: &str,
    weights: Option<&Path>,
    gazetteer: Option<&Path>,
    threads: NonZeroUsize,
) -> Result<gainsay_read::Reader, String> {
    let mut reader = match (weights, kind) {
        (Some(folder), "trained") => trained(files(folder)?, threads)?,
        (None, "trained") => trained(Weights::embedded(), threads)?,
        (None, "rules") => gainsay_read::Reader::rules(),
        (Some(_), "rules") => return Err("the rules alone use no weights".to_owned()),
        _ => return Err(format!("there is no reader {kind:?}: it is \"trained\" or \"rules\"")),
    };
    if let Some(path) = gazetteer {
        let file = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let bad = reader.add_gazetteer(&file);
        if let Some(row) = bad.first() {
            return Err(format!("{}: {row}", path.display()));
        }
    }
    Ok(reader)
}

fn trained(weights: Weights, threads: NonZeroUsize) -> Result<gainsay_read::Reader, String> {
    let encoder = Encoder::load(weights, &Runtime::Rten, threads).map_err(|error| error.to_string())?;
    Ok(gainsay_read::Reader::with(encoder))
}

/// The weights in the files of a folder.
fn files(folder: &Path) -> Result<Weights, String> {
    let file = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let text = |name: &str| {
        String::from_utf8(file(name)?).map_err(|_| format!("{}: not UTF-8", folder.join(name).display()))
    };
    Ok(Weights {
        graph: file("reader.int8.onnx")?.into(),
        vocabulary: text("vocab.txt")?.into(),
        lexicon: text("lexicon.tsv")?.into(),
        description: text("heads.json")?.into(),
    })
}
