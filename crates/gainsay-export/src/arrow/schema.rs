//! The columns of each table.

use std::sync::Arc;

use arrow_schema::{DataType, Field};

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

/// A text that every row has.
fn key(name: &str) -> Field {
    Field::new(name, DataType::Utf8, false)
}

/// A number that may be unknown.
fn number(name: &str) -> Field {
    Field::new(name, DataType::Float64, true)
}

/// A whole number that may be unknown.
fn whole(name: &str) -> Field {
    Field::new(name, DataType::Int64, true)
}

/// An offset or index that every row has.
fn offset(name: &str) -> Field {
    Field::new(name, DataType::Int64, false)
}

fn day(name: &str) -> Field {
    Field::new(name, DataType::Date32, true)
}

fn flag(name: &str) -> Field {
    Field::new(name, DataType::Boolean, false)
}

fn list(name: &str, item: DataType) -> Field {
    Field::new(name, DataType::List(Arc::new(Field::new_list_field(item, true))), false)
}

fn texts(name: &str) -> Field {
    list(name, DataType::Utf8)
}

/// Pairs of offsets.
fn spans(name: &str) -> Field {
    list(name, DataType::List(Arc::new(Field::new_list_field(DataType::Int64, true))))
}

/// A list that a row may lack.
fn perhaps(list: Field) -> Field {
    list.with_nullable(true)
}

fn structures(name: &str, fields: Vec<Field>) -> Field {
    list(name, DataType::Struct(fields.into()))
}

fn structure(name: &str, fields: Vec<Field>) -> Field {
    Field::new(name, DataType::Struct(fields.into()), true)
}

fn head() -> Vec<Field> {
    vec![key("document"), text("external_id"), text("title"), text("outlet"), day("published")]
}

pub(super) fn claims() -> Vec<Field> {
    let mut fields = vec![key("claim"), text("matter")];
    fields.extend(head());
    fields.extend([
        text("holder"),
        text("source_words"),
        texts("chain"),
        text("stance"),
        key("polarity"),
        key("modality"),
        text("quote"),
        key("words"),
        offset("start"),
        offset("end"),
        spans("spans"),
        text("figure"),
        whole("figure_start"),
        whole("figure_end"),
        number("low"),
        number("high"),
        text("approximator"),
        text("unit"),
        text("outcome"),
        text("category"),
        text("scope"),
        day("date_start"),
        day("date_end"),
        text("place"),
        text("country"),
        number("lat"),
        number("lon"),
        flag("rejected"),
        text("corrected_holder"),
        number("corrected_low"),
        number("corrected_high"),
        text("corrected_date"),
        text("corrected_place"),
        texts("decisions"),
    ]);
    fields
}

pub(super) fn quantities() -> Vec<Field> {
    let mut fields = head();
    fields.extend([
        offset("quantity"),
        key("words"),
        offset("start"),
        offset("end"),
        number("low"),
        number("high"),
        text("approximator"),
        text("unit"),
        text("outcome"),
        text("category"),
        key("scope"),
        whole("part_of"),
    ]);
    fields
}

pub(super) fn places() -> Vec<Field> {
    let mut fields = head();
    fields.extend([
        offset("place"),
        key("words"),
        offset("start"),
        offset("end"),
        key("name"),
        whole("geonameid"),
        number("lat"),
        number("lon"),
        text("country"),
        text("admin1"),
        flag("is_country"),
        key("precision"),
        flag("associative"),
    ]);
    fields
}

pub(super) fn readings() -> Vec<Field> {
    vec![
        key("id"),
        key("document"),
        text("title"),
        text("outlet"),
        text("byline"),
        text("agency"),
        day("published"),
        text("language"),
        text("url"),
        key("text"),
        key("reader"),
        offset("claims"),
        key("reading"),
    ]
}

pub(super) fn relations() -> Vec<Field> {
    vec![key("relation"), key("from"), key("to"), key("reason")]
}

/// As the matters contract nests them.
pub(super) fn matters() -> Vec<Field> {
    let range = |name: &str| structure(name, vec![number("low"), number("high")]);
    let place = vec![
        key("name"),
        text("city"),
        text("state"),
        text("country"),
        whole("geonameid"),
        number("lat"),
        number("lon"),
    ];
    vec![
        key("matter"),
        key("title"),
        texts("docs"),
        texts("claims"),
        structure("date", vec![day("start"), day("end")]),
        structure("place", place),
        range("killed"),
        range("injured"),
        structures("facets", facet()),
        perhaps(structures("origins", origin())),
        text("as_of"),
        text("policy"),
        perhaps(structures("best", best())),
        perhaps(structures("decisions", decision())),
    ]
}

fn facet() -> Vec<Field> {
    vec![
        key("facet"),
        text("outcome"),
        text("category"),
        text("scope"),
        key("support"),
        key("agreement"),
        key("lifecycle"),
        key("reason"),
        texts("warnings"),
        structures("sides", side()),
    ]
}

fn side() -> Vec<Field> {
    vec![
        key("holder"),
        key("origin"),
        text("origin_label"),
        number("low"),
        number("high"),
        text("value"),
        key("lifecycle"),
        texts("claims"),
    ]
}

fn origin() -> Vec<Field> {
    let report =
        vec![key("doc"), text("outlet"), day("published"), text("repeats"), key("why"), key("words")];
    vec![key("origin"), key("label"), key("basis"), structures("reports", report)]
}

fn best() -> Vec<Field> {
    vec![
        key("outcome"),
        text("category"),
        key("scope"),
        number("low"),
        number("high"),
        flag("derived"),
        key("reason"),
        structures("from", side()),
    ]
}

fn decision() -> Vec<Field> {
    vec![
        text("claim"),
        offset("entry"),
        key("decision"),
        key("reviewer"),
        key("at"),
        key("reason"),
        text("what"),
        text("of"),
        number("low"),
        number("high"),
        text("value"),
    ]
}
