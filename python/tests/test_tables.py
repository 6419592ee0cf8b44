"""Tables of reports in, tables of readings out, in each of the tools they are made for."""

from datetime import date, datetime

import duckdb
import gainsay
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

RULES = "rules"


def errors(table):
    return pa.table(table).column("error").to_pylist()


def days(column, kind=None):
    table = pa.table({"text": ["A dam."] * len(column), "published": pa.array(column, kind)})
    return gainsay.read_arrow(table, reader=RULES).column("published").to_pylist()


def test_each_row_is_what_read_gives(reports):
    table = gainsay.read_arrow(pa.table(reports), reader=RULES)
    assert table.column("id").to_pylist() == reports["id"]
    assert errors(table) == [None, "`text` is null", None]
    for row in table.to_pylist():
        if row["error"] is None:
            at = reports["id"].index(row["id"])
            given = {name: column[at] for name, column in reports.items()}
            assert row["reading"] == gainsay.read(**given, reader=RULES).line
            assert (row["text"], row["published"].isoformat()) == (given["text"], given["published"])
        else:
            assert all(value is None for name, value in row.items() if name not in ("id", "error"))


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())])
def test_text_may_be_of_any_text_type(reports, kind):
    plain = gainsay.read_arrow(pa.table(reports), reader=RULES)
    typed = pa.table({name: pa.array(column, pa.string()).cast(kind) for name, column in reports.items()})
    assert gainsay.read_arrow(typed, reader=RULES).equals(plain)


def test_the_tools_give_what_they_were_given(reports):
    expected = gainsay.read_arrow(pa.table(reports), reader=RULES)

    frame = gainsay.read_arrow(pd.DataFrame(reports), reader=RULES)
    assert isinstance(frame, pd.DataFrame) and frame["reading"][2] == expected.column("reading")[2].as_py()
    assert pd.isna(frame["reading"][1])

    polar = gainsay.read_arrow(pl.DataFrame(reports), reader=RULES)
    assert isinstance(polar, pl.DataFrame) and polar.schema["published"] == pl.Date
    assert polar["document"].to_list() == expected.column("document").to_pylist()
    with pytest.raises(TypeError, match="collect it first"):
        gainsay.read_arrow(pl.LazyFrame(reports), reader=RULES)

    given = pa.table(reports)
    duck = duckdb.sql("SELECT id, text, CAST(published AS DATE) AS published, outlet FROM given")
    found = gainsay.read_arrow(duck, reader=RULES)
    assert isinstance(found, gainsay.Table) and found.num_rows == len(found) == 3
    readings = found.to_pyarrow()
    assert readings.column("document").to_pylist() == expected.column("document").to_pylist()
    counted = duckdb.sql("SELECT count(*), count(error) FROM readings").fetchall()[0]
    assert counted == (3, 1)
    assert pl.DataFrame(found).equals(found.to_polars()) and len(found.to_pandas()) == 3
    # One batch, and a stream of them.
    one = pa.table(reports).to_batches()[0]
    assert gainsay.read_arrow(one, reader=RULES).equals(expected)
    stream = pa.RecordBatchReader.from_batches(one.schema, [one.slice(0, 1), one.slice(1)])
    assert gainsay.read_arrow(stream, reader=RULES).combine_chunks().equals(expected.combine_chunks())


def test_threads_change_nothing(reports):
    many = pa.concat_tables([pa.table(reports)] * 200)
    one = gainsay.read_arrow(many, reader=RULES, threads=1)
    assert gainsay.read_arrow(many, reader=RULES, threads=2).equals(one)
    assert one.num_rows == 600
    with pytest.raises(ValueError, match="threads"):
        gainsay.read_arrow(many, reader=RULES, threads=0)
    with pytest.raises(ValueError, match="threads"):
        gainsay.Reader("rules", threads=0)


def test_the_trained_reader_reads_tables_as_it_reads_texts(reports):
    found = gainsay.read_arrow(pa.table(reports), threads=2)
    assert gainsay.read_arrow(pa.table(reports), reader=gainsay.Reader(threads=1), threads=1).equals(found)
    row = found.to_pylist()[0]
    given = {name: column[0] for name, column in reports.items()}
    assert row["reading"] == gainsay.read(**given).line


def test_a_missing_column_is_named():
    with pytest.raises(gainsay.GainsayError, match="column `text` is missing: the table has `body`, `id`"):
        gainsay.read_arrow(pa.table({"body": ["A dam."], "id": ["1"]}))
    with pytest.raises(gainsay.GainsayError, match="column `text` is missing: the table has `body`"):
        gainsay.read_arrow(pa.table({"body": pa.array([], pa.string())}))
    with pytest.raises(gainsay.GainsayError, match="column `title`: it must be text, not "):
        gainsay.read_arrow(pa.table({"text": ["A dam."], "title": [[1]]}), reader=RULES)
    with pytest.raises(gainsay.GainsayError, match="column `published`: it must be text, a date or a time, not "):
        gainsay.read_arrow(pa.table({"text": ["A dam."], "published": [1.5]}), reader=RULES)
    with pytest.raises(TypeError, match="builtins.list"):
        gainsay.read_arrow([])


def test_a_table_without_rows_has_the_columns():
    empty = gainsay.read_arrow(pa.table({"text": pa.array([], pa.string())}), reader=RULES)
    assert (empty.num_rows, empty.column_names[-2:]) == (0, ["raw", "error"])
    assert empty.schema.metadata[b"gainsay.table"] == b"readings"


def test_a_very_large_text_is_refused_and_the_rest_is_read():
    table = pa.table({"id": ["small", "large", "last"], "text": ["A dam.", "a" * 100_000_000, "A dam."]})
    found = gainsay.read_arrow(table, reader=RULES)
    assert errors(found) == [None, "too large: a text of 96 MiB (limit 32 MiB)", None]
    assert found.column("id").to_pylist() == ["small", "large", "last"]


def test_the_day_is_that_of_the_zone_in_which_it_is_written():
    late = "2024-02-12T23:30:00-05:00"
    assert days([late, "2024-02-13T04:30:00Z", "2024-02-12", "soon", None]) == [
        date(2024, 2, 12), date(2024, 2, 13), date(2024, 2, 12), None, None,
    ]
    instant = datetime.fromisoformat(late)
    for zone, day in [("America/New_York", 12), ("-05:00", 12), ("UTC", 13), ("Asia/Tokyo", 13)]:
        assert days([instant, None], pa.timestamp("us", zone)) == [date(2024, 2, day), None], zone
    assert days([datetime(2024, 2, 12, 23, 30)], pa.timestamp("ns")) == [date(2024, 2, 12)]
    assert days([date(2024, 2, 12)], pa.date32()) == days([date(2024, 2, 12)], pa.date64()) == [date(2024, 2, 12)]
    with pytest.raises(gainsay.GainsayError, match="column `published`"):
        days([instant], pa.timestamp("us", "Korva/Harbour"))


def test_identifiers_may_be_numbers():
    found = gainsay.read_arrow(pa.table({"id": [7, None], "text": ["A dam.", "A dam."]}), reader=RULES)
    assert found.column("id").to_pylist() == ["7", found.column("document")[1].as_py()]


def test_lines_of_a_file_are_read_as_the_program_reads_them(demo):
    from conftest import DEMO

    lines = [line for line in DEMO.read_text(encoding="utf-8").splitlines() if line]
    found = gainsay.read_arrow(pa.table({"line": [*lines, "no line", None]}), reader=RULES)
    assert found.column("id").to_pylist() == [*(record["id"] for record in demo), None, None]
    assert errors(found)[len(lines) :][1] == "`line` is null"
    assert errors(found)[len(lines)].startswith("not a JSON object")


def test_records_are_rows_in_any_tool(reports):
    readings = gainsay.read_arrow(pl.DataFrame(reports), reader=RULES)
    claims = gainsay.records_arrow(readings, "claims")
    assert isinstance(claims, pl.DataFrame)
    killed = claims.filter(pl.col("outcome") == "killed")
    assert killed["low"].to_list() == [4.0, 7.0]
    for row in killed.iter_rows(named=True):
        text = reports["text"][0 if row["low"] == 4 else 2]
        assert text[row["figure_start"] : row["figure_end"]] == row["figure"]
    assert "Kotor" in gainsay.records_arrow(readings, "places")["words"].to_list()
    assert len(gainsay.records_arrow(readings, "quantities")) == 2
    with pytest.raises(gainsay.GainsayError, match="no records"):
        gainsay.records_arrow(readings, "events")
