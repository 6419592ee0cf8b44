//! Every table as Arrow and as Parquet, read back.
#![cfg(feature = "parquet")]
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod sample;

use std::fs::File;
use std::io::Write;

use gainsay_document::{Interval, Lifecycle};
use gainsay_export::arrow::{ReadingRow, TABLE_KEY, Table, VERSION, VERSION_KEY};
use gainsay_export::parquet::{Parquet, readings};
use gainsay_export::table::Record;
use gainsay_export::{claims, matters, places, quantities, read_contract};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde::Serialize;
use serde_json::Value;

fn file_of(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

/// The rows of a Parquet file as JSON, with the metadata of its schema.
fn read(bytes: Vec<u8>) -> (Vec<Value>, std::collections::HashMap<String, String>) {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file_of(&bytes)).unwrap();
    let metadata = builder.schema().metadata().clone();
    let batches: Vec<_> = builder.build().unwrap().map(Result::unwrap).collect();
    let mut writer = arrow_json::WriterBuilder::new()
        .with_explicit_nulls(true)
        .build::<_, arrow_json::writer::LineDelimited>(Vec::new());
    batches.iter().for_each(|batch| writer.write(batch).unwrap());
    writer.finish().unwrap();
    let lines = String::from_utf8(writer.into_inner()).unwrap();
    (lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), metadata)
}

fn written<R: Serialize + Clone>(table: Table, rows: &[R]) -> Vec<u8> {
    let mut file = Parquet::new(table, Vec::new()).unwrap();
    rows.iter().for_each(|row| file.write(row.clone()).unwrap());
    file.finish().unwrap()
}

/// Numbers as they compare, whatever they are written like.
fn plain(value: &mut Value) {
    match value {
        Value::Number(number) => *value = serde_json::json!(number.as_f64()),
        Value::Array(items) => items.iter_mut().for_each(plain),
        Value::Object(map) => map.values_mut().for_each(plain),
        _ => {}
    }
}

#[track_caller]
fn check<R: Serialize + Clone>(table: Table, rows: &[R]) {
    let (mut found, metadata) = read(written(table, rows));
    let mut expected: Vec<Value> = rows.iter().map(|row| serde_json::to_value(row).unwrap()).collect();
    found.iter_mut().chain(&mut expected).for_each(plain);
    assert_eq!(found, expected);
    assert_eq!(metadata[TABLE_KEY], table.as_str());
    assert_eq!(metadata[VERSION_KEY], VERSION);
}

#[track_caller]
fn check_columns<R: Record>(table: Table) {
    let schema = table.schema();
    let columns: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    assert_eq!(columns, R::COLUMNS);
}

#[test]
fn rows_come_back_as_they_were() {
    let (document, reading) = (sample::document(), sample::reading());
    check(Table::Claims, &claims::records(&document, &reading, |_| None));
    check(Table::Quantities, &quantities::records(&document, &reading));
    check(Table::Places, &places::records(&document, &reading));
    check(Table::Readings, &[ReadingRow::of(&document, &reading)]);
}

#[test]
fn the_columns_are_those_of_the_records() {
    check_columns::<claims::ClaimRecord>(Table::Claims);
    check_columns::<quantities::QuantityRecord>(Table::Quantities);
    check_columns::<places::PlaceRecord>(Table::Places);
}

#[test]
fn the_columns_of_readings_are_documented() {
    let page = include_str!("../../../docs/exports.md");
    let section = page.split("\n## ").find(|section| section.starts_with("Parquet\n")).unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let schema = Table::Readings.schema();
    let columns: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    assert_eq!(columns, rows.collect::<Vec<_>>());
}

#[track_caller]
fn check_matter(line: &str) {
    let mut line: Value = serde_json::from_str(line).unwrap();
    let (found, _) = read(written(Table::Matters, std::slice::from_ref(&line)));
    let mut found = found[0].clone();
    for key in ["origins", "as_of", "policy", "best", "decisions"] {
        if line.get(key).is_none() {
            assert_eq!(found.as_object_mut().unwrap().remove(key), Some(Value::Null), "{key}");
        }
    }
    plain(&mut found);
    plain(&mut line);
    assert_eq!(found, line);
}

#[test]
fn a_matter_comes_back_nested() {
    let facet = sample::killed(vec![sample::side("x", Some(Interval::at_least(14.0)), Lifecycle::Current)]);
    let context = matters::Context::new([&sample::document()], [&sample::origin()]);
    check_matter(&matters::line(&sample::matter(vec![facet]), &context));
    check_matter(&sample::matter_line_with_everything());
}

#[test]
fn a_reading_in_a_table_is_a_line_of_the_read_contract() {
    let row = ReadingRow::of(&sample::document(), &sample::reading());
    let (found, _) = read(written(Table::Readings, &[row]));
    let (document, reading) = read_contract::parse(found[0]["reading"].as_str().unwrap()).unwrap();
    assert_eq!((document.text, reading.claims), (sample::document().text, sample::reading().claims));
}

#[test]
fn a_table_without_readings_is_refused_with_what_to_give_instead() {
    let hint = |table: Table| {
        let refused = readings(file_of(&written::<Value>(table, &[]))).err().unwrap();
        assert!(refused.to_string().starts_with("the column `reading` is missing"), "{refused}");
        refused.hint().unwrap()
    };
    assert!(hint(Table::Matters).starts_with("these are matters: import the readings"));
    assert!(hint(Table::Claims).starts_with("give what `gainsay.read_arrow`"));
}

#[test]
fn an_empty_table_has_its_columns() {
    for table in Table::ALL {
        let (rows, metadata) = read(written::<Value>(table, &[]));
        assert!(rows.is_empty());
        assert_eq!(metadata[TABLE_KEY], table.as_str());
    }
}

#[test]
fn a_row_of_another_shape_is_refused_with_its_column() {
    let rows = [serde_json::json!({"id": "x", "document": 7})];
    let said = Table::Readings.batch(&rows).unwrap_err().to_string();
    assert!(said.contains("document"), "{said}");
}
