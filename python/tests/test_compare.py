"""What many readings say of one matter: the same as the program says, here and in a ledger."""

import json

import gainsay
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import DEMO

RULES = "rules"
EXPORTS = [("export", "claims"), ("export", "matters"), ("export", "quantities"), ("export", "places")]


@pytest.fixture(scope="module")
def readings():
    lines = [line for line in DEMO.read_text(encoding="utf-8").splitlines() if line]
    return gainsay.read_arrow(pa.table({"line": lines}), reader=RULES)


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def plain(value):
    """Days as they are written, numbers as they compare, and what is not there as what is unknown."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_the_matters_are_those_of_the_program(readings, program, tmp_path):
    stored = tmp_path / "readings.jsonl"
    stored.write_text("".join(line + "\n" for line in readings.column("reading").to_pylist()), encoding="utf-8")
    expected = lines(program("compare", "--matters", stored))
    found = gainsay.compare_arrow(readings)
    columns = set(found.matters.column_names)
    assert len(expected) > 1 and any(facet["agreement"] == "contested" for matter in expected for facet in matter["facets"])
    shown = [{key: value for key, value in matter.items() if key in columns} for matter in expected]
    assert plain(found.matters.to_pylist()) == plain(shown)
    assert found.refused == ()
    claims = set(gainsay.records_arrow(readings, "claims").column("claim").to_pylist())
    relations = found.relations.to_pylist()
    assert relations and all({row["from"], row["to"]} <= claims and row["reason"] for row in relations)
    assert {row["relation"] for row in relations} & {"contradicts", "revises", "retracts"}


def test_the_order_of_the_rows_makes_no_difference(readings):
    backwards = readings.take(list(range(readings.num_rows))[::-1])
    assert gainsay.compare_arrow(backwards).matters.equals(gainsay.compare_arrow(readings).matters)


def test_rows_that_cannot_be_compared_are_told(reports):
    found = gainsay.read_arrow(pl.DataFrame(reports), reader=RULES)
    twice = pl.concat([found, found.head(1), found.head(1).with_columns(reading=pl.lit('{"id":"x"}'))])
    comparison = gainsay.compare_arrow(twice)
    assert isinstance(comparison.matters, pl.DataFrame) and len(comparison.matters) == 1
    assert [(row, reason.split(" at ")[0]) for row, reason in comparison.refused] == [
        (1, "`text` is null"),
        (3, "the same document as an earlier row"),
        (4, "missing field `text`"),
    ]
    with pytest.raises(gainsay.GainsayError, match="column `reading` is missing"):
        gainsay.compare_arrow(pl.DataFrame(reports))


def test_a_ledger_of_them_is_the_ledger_of_the_files(readings, program, tmp_path):
    """Added directly, and read here then imported: the same documents, claims and matters."""
    (tmp_path / "job").mkdir()
    (tmp_path / "job/_SUCCESS").touch()
    for part in range(2):
        some = readings.slice(part * 3, 3 if part == 0 else None)
        pq.write_table(some, tmp_path / f"job/part-{part}.zstd.parquet", compression="zstd")
    program("add", DEMO, "--reader", RULES, "--ledger", tmp_path / "added.db")
    program("import", tmp_path / "job", "--ledger", tmp_path / "imported.db")
    for export in EXPORTS:
        added, imported = (program(*export, "--ledger", tmp_path / name) for name in ("added.db", "imported.db"))
        assert added.count("\n") > 1 and imported == added, export
    program("verify", "--ledger", tmp_path / "imported.db")
    again = program("add", DEMO, "--reader", RULES, "--ledger", tmp_path / "imported.db")
    assert again.startswith(f"0 reports added, {readings.num_rows} already known.")


def test_what_is_wrong_with_a_file_is_named_and_others_are_unharmed(readings, program, reports, tmp_path):
    pq.write_table(readings, tmp_path / "good.parquet")
    pq.write_table(pa.table(reports), tmp_path / "reports.parquet")
    pq.write_table(readings.drop_columns(["reading", "text"]), tmp_path / "column.parquet")
    numbers = readings.set_column(readings.schema.get_field_index("reading"), "reading", pa.array([1] * readings.num_rows))
    pq.write_table(numbers, tmp_path / "kind.parquet")
    pq.write_table(gainsay.read_arrow(pa.table(reports), reader=RULES), tmp_path / "rows.parquet")
    newer = readings.replace_schema_metadata({"gainsay.table": "readings", "gainsay.schema": "99"})
    pq.write_table(newer, tmp_path / "newer.parquet")
    large = json.dumps({"id": "large", "reader": "r", "text": "a" * 100_000_000})
    pq.write_table(pa.table({"reading": [large, None]}), tmp_path / "large.parquet")
    bytes_of = (tmp_path / "good.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(bytes_of[: len(bytes_of) // 2])
    (tmp_path / "text.parquet").write_text("no table")
    said = program("import", tmp_path, "--ledger", tmp_path / "ledger.db", code=1)
    for expected in [
        "reports.parquet: the column `reading` is missing: the table has `id`, `text`, `published`, `outlet`",
        "column.parquet: the column `reading` is missing",
        "kind.parquet: the column `reading` must be text, not Int64",
        "rows.parquet:2: `text` is null",
        "newer.parquet: a newer gainsay wrote this table (schema 99, this program reads 1)",
        "large.parquet:1: too large: a text of 96 MiB (limit 32 MiB)",
        "large.parquet:2: no reading: `reading` is null",
        "cut.parquet: not a Parquet file, or a damaged one",
        "text.parquet: not a Parquet file",
    ]:
        assert expected in said, said
    program("verify", "--ledger", tmp_path / "ledger.db")
    held = lines(program("export", "claims", "--ledger", tmp_path / "ledger.db"))
    assert {claim["external_id"] for claim in held} >= {"lamp", "post"}
