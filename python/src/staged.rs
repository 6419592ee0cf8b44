//! The stages of a comparison over many machines, for `gainsay.spark`. Reports come as lines of the read contract; what one
//! stage hands to the next goes as bytes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use gainsay_compare::staged::{self, Item, Kind, Link, Part, Places, StageError, Tally};
use gainsay_document::{Document, Reading, Report};
use gainsay_export::read_contract;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::PyBytes;

use crate::compare::matter_lines;
use crate::reader::GainsayError;

/// Document and reader of a line; or why it is no line of the read contract.
type Checked = (Option<String>, Option<String>, Option<String>);

fn refused(error: &StageError) -> PyErr {
    GainsayError::new_err(error.to_string())
}

/// The reports of lines that were checked.
fn reports(lines: &[PyBackedStr]) -> Result<Vec<(Document, Reading)>, String> {
    lines.iter().map(|line| read_contract::parse(line).map_err(|error| error.to_string())).collect()
}

fn pairs(pairs: &[(Document, Reading)]) -> Vec<Report<'_>> {
    pairs.iter().map(|(document, reading)| Report { document, reading }).collect()
}

/// Do something with reports while other Python threads run.
fn with_reports<T: Send>(
    py: Python<'_>,
    lines: &[PyBackedStr],
    work: impl FnOnce(&[Report<'_>]) -> Result<T, StageError> + Send,
) -> PyResult<T> {
    py.detach(|| {
        let read = reports(lines)?;
        work(&pairs(&read)).map_err(|error| error.to_string())
    })
    .map_err(GainsayError::new_err)
}

fn items(names: &[PyBackedBytes]) -> PyResult<Vec<Item>> {
    names.iter().map(|name| Item::try_from(&name[..]).map_err(|error| refused(&error))).collect()
}

fn kind(name: &str) -> PyResult<Kind> {
    match name {
        "incidents" => Ok(Kind::Incidents),
        "statements" => Ok(Kind::Statements),
        _ => Err(GainsayError::new_err(format!("there are no {name:?}: incidents or statements"))),
    }
}

/// The key of a claim among those that matters have taken.
fn claim_key(document: &str, claim: usize) -> String {
    format!("{document}.{claim}")
}

/// Document and reader of each line, or why it cannot be compared.
#[pyfunction]
pub fn staged_checked(py: Python<'_>, lines: Vec<Option<PyBackedStr>>) -> Vec<Checked> {
    py.detach(|| {
        let check = |line: &Option<PyBackedStr>| {
            let Some(line) = line else { return (None, None, Some("no reading".to_owned())) };
            match read_contract::parse(line) {
                Ok((document, reading)) => (Some(document.id.into()), Some(reading.reader), None),
                Err(error) => (None, None, Some(error.to_string())),
            }
        };
        lines.iter().map(check).collect()
    })
}

/// What is counted of the words, names, towns and outlets of reports.
#[pyfunction]
pub fn staged_tally<'py>(py: Python<'py>, lines: Vec<PyBackedStr>) -> PyResult<Bound<'py, PyBytes>> {
    let tally = with_reports(py, &lines, |reports| Tally::of(reports).to_bytes())?;
    Ok(PyBytes::new(py, &tally))
}

/// Tallies as one; only what several documents have where `several`.
#[pyfunction]
pub fn staged_merged<'py>(
    py: Python<'py>,
    tallies: Vec<PyBackedBytes>,
    several: bool,
) -> PyResult<Bound<'py, PyBytes>> {
    let merged = py.detach(|| {
        let mut all = Tally::default();
        for tally in &tallies {
            all = all.merge(Tally::from_bytes(tally)?);
        }
        if several { all.of_several() } else { all }.to_bytes()
    });
    Ok(PyBytes::new(py, &merged.map_err(|error| refused(&error))?))
}

/// A tally in pieces that share nothing.
#[pyfunction]
pub fn staged_pieces<'py>(
    py: Python<'py>,
    tally: PyBackedBytes,
    count: usize,
) -> PyResult<Vec<Bound<'py, PyBytes>>> {
    let pieces = py.detach(|| {
        let pieces = Tally::from_bytes(&tally)?.pieces(count);
        pieces.iter().map(Tally::to_bytes).collect::<Result<Vec<_>, _>>()
    });
    let pieces = pieces.map_err(|error| refused(&error))?;
    Ok(pieces.iter().map(|piece| PyBytes::new(py, piece)).collect())
}

/// How many documents, words, names, towns and outlets a tally has.
#[pyfunction]
pub fn staged_sizes(tally: PyBackedBytes) -> PyResult<[usize; 5]> {
    Ok(Tally::from_bytes(&tally).map_err(|error| refused(&error))?.sizes())
}

/// Counts of places as one; only those of several incidents where `several`.
#[pyfunction]
pub fn staged_places<'py>(
    py: Python<'py>,
    counts: Vec<PyBackedBytes>,
    several: bool,
) -> PyResult<Bound<'py, PyBytes>> {
    let merged = py.detach(|| {
        let mut all = Places::default();
        for places in &counts {
            all = all.merge(Places::from_bytes(places)?);
        }
        if several { all.of_several() } else { all }.to_bytes()
    });
    Ok(PyBytes::new(py, &merged.map_err(|error| refused(&error))?))
}

/// How telling everything is.
#[pyclass(frozen, module = "gainsay._gainsay")]
pub struct Weighing {
    weighing: staged::Weighing,
}

/// Kind, document and place there, name, place in lists, keys, whether it makes a matter alone, row.
type ListedRow<'py> =
    (&'static str, String, Bound<'py, PyBytes>, Bound<'py, PyBytes>, Vec<i64>, bool, Bound<'py, PyBytes>);
/// First item, second item, strength.
type LinkRow<'py> = (Bound<'py, PyBytes>, Bound<'py, PyBytes>, f64);
/// Place among matters, the part as JSON, the claims it has, and the matter as `gainsay export matters` writes it.
type PartRow<'py> = (Bound<'py, PyBytes>, String, Vec<String>, String);

fn link_rows<'py>(py: Python<'py>, links: &[Link]) -> Vec<LinkRow<'py>> {
    let row = |link: &Link| {
        let [from, to] = [&link.from, &link.to].map(|item| PyBytes::new(py, item.as_bytes()));
        (from, to, link.strength)
    };
    links.iter().map(row).collect()
}

/// Parts with the lines of their matters.
fn with_lines(parts: Vec<Part>, reports: &[Report<'_>]) -> Vec<(Part, String)> {
    let comparison = staged::assembled(&parts);
    let ids = comparison.matters.iter().map(|matter| &matter.id);
    let mut lines: HashMap<_, _> = ids.zip(matter_lines(&comparison, reports)).collect();
    let with_line = |part: Part| {
        let line = lines.remove(&part.matter().id).unwrap_or_default();
        (part, line)
    };
    parts.into_iter().map(with_line).collect()
}

fn part_rows<'py>(py: Python<'py>, parts: Vec<(Part, String)>) -> PyResult<Vec<PartRow<'py>>> {
    let row = |(part, line): (Part, String)| {
        let json = serde_json::to_string(&part).map_err(|error| GainsayError::new_err(error.to_string()))?;
        let claims = part.matter().claims.iter();
        let claims = claims.map(|claim| claim_key(claim.document.as_str(), claim.claim.index()));
        Ok((PyBytes::new(py, &part.place()), json, claims.collect(), line))
    };
    parts.into_iter().map(row).collect()
}

#[pymethods]
impl Weighing {
    #[new]
    fn new(py: Python<'_>, tally: PyBackedBytes, places: Option<PyBackedBytes>) -> PyResult<Self> {
        py.detach(|| {
            let places = places.map(|places| Places::from_bytes(&places)).transpose()?.unwrap_or_default();
            Ok(Self { weighing: staged::Weighing::new(Tally::from_bytes(&tally)?, places) })
        })
        .map_err(|error: StageError| refused(&error))
    }

    /// The items of reports and the lists they stand in; and how many incidents name each place.
    fn listed<'py>(
        &self,
        py: Python<'py>,
        lines: Vec<PyBackedStr>,
    ) -> PyResult<(Vec<ListedRow<'py>>, Bound<'py, PyBytes>)> {
        let (list, places) = with_reports(py, &lines, |reports| {
            let (list, places) = staged::listed(reports, &self.weighing)?;
            Ok((list, places.to_bytes()?))
        })?;
        let rows = list.into_iter().map(|one| {
            let kind = if one.kind == Kind::Incidents { "incidents" } else { "statements" };
            let bytes = |bytes: &[u8]| PyBytes::new(py, bytes);
            let claim = claim_key(one.item.document().as_str(), one.item.at());
            let keys = one.keys.iter().map(|key| key.cast_signed()).collect();
            (
                kind,
                claim,
                bytes(one.item.as_bytes()),
                bytes(&one.place),
                keys,
                one.is_founded,
                bytes(&one.row),
            )
        });
        Ok((rows.collect(), PyBytes::new(py, &places)))
    }

    /// The groups of a set of linked items that make matters.
    fn groups<'py>(
        &self,
        py: Python<'py>,
        of: &str,
        names: Vec<PyBackedBytes>,
        rows: Vec<PyBackedBytes>,
        links: Vec<(PyBackedBytes, PyBackedBytes, f64)>,
    ) -> PyResult<Vec<Vec<Bound<'py, PyBytes>>>> {
        let of = kind(of)?;
        let names = items(&names)?;
        let found = py.detach(|| {
            let rows: Vec<(Item, &[u8])> = names.into_iter().zip(rows.iter().map(|row| &row[..])).collect();
            let link = |(from, to, strength): &(PyBackedBytes, PyBackedBytes, f64)| {
                Ok(Link {
                    from: Item::try_from(&from[..])?,
                    to: Item::try_from(&to[..])?,
                    strength: *strength,
                })
            };
            let links = links.iter().map(link).collect::<Result<Vec<Link>, StageError>>()?;
            staged::groups(of, &rows, &links, &self.weighing)
        });
        let found = found.map_err(|error| refused(&error))?;
        let name = |item: &Item| PyBytes::new(py, item.as_bytes());
        Ok(found.iter().map(|group| group.iter().map(name).collect()).collect())
    }

    /// The matters of groups of items, from the reports they stand in.
    fn parts<'py>(
        &self,
        py: Python<'py>,
        of: &str,
        groups: Vec<Vec<PyBackedBytes>>,
        lines: Vec<PyBackedStr>,
    ) -> PyResult<Vec<PartRow<'py>>> {
        let of = kind(of)?;
        let groups = groups.iter().map(|group| items(group)).collect::<PyResult<Vec<_>>>()?;
        let work = |reports: &[Report<'_>]| {
            Ok(with_lines(staged::parts(of, &groups, reports, &self.weighing)?, reports))
        };
        part_rows(py, with_reports(py, &lines, work)?)
    }
}

/// Goes through lists of items and links those that meet.
#[pyclass(frozen, module = "gainsay._gainsay")]
pub struct Neighbours {
    neighbours: Mutex<staged::Neighbours>,
}

#[pymethods]
impl Neighbours {
    #[new]
    fn new(of: &str) -> PyResult<Self> {
        Ok(Self { neighbours: Mutex::new(staged::Neighbours::new(kind(of)?)) })
    }

    /// The links of the next items of the lists with each other and with those before them.
    fn links<'py>(
        &self,
        py: Python<'py>,
        weighing: &Weighing,
        keys: Vec<i64>,
        names: Vec<PyBackedBytes>,
        rows: Vec<PyBackedBytes>,
    ) -> PyResult<Vec<LinkRow<'py>>> {
        let names = items(&names)?;
        let links = py.detach(|| {
            let rows = rows.iter().map(|row| &row[..]);
            let batch: Vec<(u64, Item, &[u8])> = keys
                .iter()
                .zip(names)
                .zip(rows)
                .map(|((key, item), row)| (key.cast_unsigned(), item, row))
                .collect();
            let mut neighbours = self.neighbours.lock().unwrap_or_else(PoisonError::into_inner);
            neighbours.links(&batch, &weighing.weighing)
        });
        Ok(link_rows(py, &links.map_err(|error| refused(&error))?))
    }
}

/// The sets of linked items, each ascending.
#[pyfunction]
pub fn staged_sets<'py>(
    py: Python<'py>,
    from: Vec<PyBackedBytes>,
    to: Vec<PyBackedBytes>,
) -> PyResult<Vec<Vec<Bound<'py, PyBytes>>>> {
    let (from, to) = (items(&from)?, items(&to)?);
    let sets = py.detach(|| {
        let mut components = staged::Components::new();
        for (from, to) in from.into_iter().zip(to) {
            components.link(from, to);
        }
        components.sets()
    });
    let name = |item: &Item| PyBytes::new(py, item.as_bytes());
    Ok(sets.iter().map(|set| set.iter().map(name).collect()).collect())
}

/// Parts as one comparison, in its order, as JSON.
#[pyfunction]
pub fn staged_assembled(py: Python<'_>, parts: Vec<PyBackedStr>) -> PyResult<String> {
    let json = py.detach(|| {
        let parts: Vec<Part> =
            parts.iter().map(|part| serde_json::from_str(part)).collect::<Result<_, _>>()?;
        serde_json::to_string(&staged::assembled(&parts))
    });
    json.map_err(|error| GainsayError::new_err(format!("a part of a comparison: {error}")))
}

/// The comparison of reports on this machine, as JSON.
#[pyfunction]
pub fn staged_at_once(py: Python<'_>, lines: Vec<PyBackedStr>) -> PyResult<String> {
    with_reports(py, &lines, |reports| Ok(gainsay_compare::compare(reports))).and_then(|found| {
        serde_json::to_string(&found).map_err(|error| GainsayError::new_err(error.to_string()))
    })
}

/// Add the stages to the compiled half of the package.
pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Weighing>()?;
    module.add_class::<Neighbours>()?;
    module.add_function(wrap_pyfunction!(staged_checked, module)?)?;
    module.add_function(wrap_pyfunction!(staged_tally, module)?)?;
    module.add_function(wrap_pyfunction!(staged_merged, module)?)?;
    module.add_function(wrap_pyfunction!(staged_pieces, module)?)?;
    module.add_function(wrap_pyfunction!(staged_sizes, module)?)?;
    module.add_function(wrap_pyfunction!(staged_places, module)?)?;
    module.add_function(wrap_pyfunction!(staged_sets, module)?)?;
    module.add_function(wrap_pyfunction!(staged_assembled, module)?)?;
    module.add_function(wrap_pyfunction!(staged_at_once, module)?)?;
    Ok(())
}
