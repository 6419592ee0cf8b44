//! Tables of readings to tables of matters and of relations between claims.

use std::collections::{BTreeMap, HashMap, HashSet};

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::cast;
use arrow_schema::DataType;
use gainsay_document::{ClaimRef, Comparison, Document, DocumentId, Origin, Reading, Report};
use gainsay_export::arrow::{RelationRow, Table as Kind};
use gainsay_export::{matters, read_contract};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;

use crate::reader::GainsayError;
use crate::table::Table;

/// The column that holds the lines of the read contract.
const READING: &str = "reading";

/// Readings that were taken in, and rows that were not: their number, counted from 0, and why.
#[derive(Default)]
pub struct Taken {
    pub pairs: Vec<(Document, Reading)>,
    known: HashSet<DocumentId>,
    refused: Vec<(usize, String)>,
    rows: usize,
}

impl Taken {
    /// Take in the readings of a batch; rows without one say why in `error`, if they do.
    fn take(&mut self, batch: &RecordBatch) -> Result<(), String> {
        let Some(readings) = batch.column_by_name(READING) else {
            return Err(format!("the column `{READING}` is missing: compare what `read_arrow` gives"));
        };
        let words = |array: &ArrayRef| cast(array, &DataType::LargeUtf8).map_err(|error| error.to_string());
        let readings = words(readings).map_err(|error| format!("the column `{READING}`: {error}"))?;
        let errors = batch.column_by_name("error").map(words).transpose()?;
        for row in 0..batch.num_rows() {
            let line = readings.as_string::<i64>();
            let line = (!readings.is_null(row)).then(|| line.value(row));
            let taken = match line {
                Some(line) => self.line(line),
                None => Err(errors.as_ref().filter(|errors| errors.is_valid(row)).map_or_else(
                    || "no reading".to_owned(),
                    |errors| errors.as_string::<i64>().value(row).to_owned(),
                )),
            };
            if let Err(reason) = taken {
                self.refused.push((self.rows, reason));
            }
            self.rows += 1;
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let (document, reading) = read_contract::parse(line).map_err(|error| error.to_string())?;
        if !self.known.insert(document.id.clone()) {
            return Err("the same document as an earlier row".to_owned());
        }
        self.pairs.push((document, reading));
        Ok(())
    }
}

/// Lay the readings of a table side by side: the matters, the relations between claims, and the rows that were refused.
#[pyfunction]
pub fn compare_arrow(
    py: Python<'_>,
    readings: AnyRecordBatch,
) -> PyResult<(Table, Table, Vec<(usize, String)>)> {
    let taken = taken(py, readings)?;
    let (matters, relations) = py.detach(|| compared(&taken.pairs)).map_err(GainsayError::new_err)?;
    Ok((matters, relations, taken.refused))
}

/// Take in all readings of a table.
pub fn taken(py: Python<'_>, readings: AnyRecordBatch) -> PyResult<Taken> {
    let mut reader = readings.into_reader()?;
    let mut taken = Taken::default();
    let mut empty = Some(RecordBatch::new_empty(reader.schema()));
    loop {
        let next = py.detach(|| reader.next().transpose());
        let next = next.map_err(|error| GainsayError::new_err(error.to_string()))?;
        let Some(next) = next.or_else(|| empty.take()) else { break };
        empty = None;
        py.detach(|| taken.take(&next)).map_err(GainsayError::new_err)?;
        py.check_signals()?;
    }
    Ok(taken)
}

fn compared(pairs: &[(Document, Reading)]) -> Result<(Table, Table), String> {
    let reports: Vec<Report<'_>> =
        pairs.iter().map(|(document, reading)| Report { document, reading }).collect();
    let comparison = gainsay_compare::compare(&reports);
    let lines = matter_lines(&comparison, &reports).into_iter();
    let lines = lines.map(|line| serde_json::from_str(&line).map_err(|error| error.to_string()));
    let lines = lines.collect::<Result<Vec<serde_json::Value>, String>>()?;
    let table = |kind: Kind, batch| Table { schema: kind.schema(), batches: vec![batch] };
    let matters = Kind::Matters.batch(&lines).map_err(|error| error.to_string())?;
    let relations: Vec<RelationRow> = comparison.relations.iter().map(RelationRow::of).collect();
    let relations = Kind::Relations.batch(&relations).map_err(|error| error.to_string())?;
    Ok((table(Kind::Matters, matters), table(Kind::Relations, relations)))
}

/// The matters as `gainsay export matters` writes them.
pub fn matter_lines(comparison: &Comparison, reports: &[Report<'_>]) -> Vec<String> {
    let context = matters::Context::new(reports.iter().map(|report| report.document), &comparison.origins);
    let of: HashMap<&DocumentId, Report<'_>> =
        reports.iter().map(|report| (&report.document.id, *report)).collect();
    let mut origins: HashMap<&ClaimRef, &Origin> = HashMap::new();
    for origin in &comparison.origins {
        origins.extend(origin.claims.iter().map(|claim| (claim, origin)));
    }
    let lines = comparison.matters.iter().map(|matter| {
        let own: BTreeMap<_, &Origin> = matter
            .claims
            .iter()
            .filter_map(|claim| origins.get(claim))
            .map(|origin| (&origin.id, *origin))
            .collect();
        let told: Vec<Report<'_>> = matter.documents.iter().filter_map(|id| of.get(id).copied()).collect();
        let trees = gainsay_compare::origin_trees(matter, own.into_values(), &told);
        let asked = matters::Asked { origins: Some(&trees), ..matters::Asked::default() };
        matters::line_as_asked(matter, &context, &asked)
    });
    lines.collect()
}
