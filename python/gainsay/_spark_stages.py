"""What Spark's workers do in each stage of a comparison: functions of batches of rows, and the columns they give."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Callable, Dict, Iterable, Iterator, List, Tuple, Union

import pyarrow as pa

from . import _gainsay

_REPORTS_AT_ONCE = 200
_ROWS_AT_ONCE = 2000
_TALLIES_AT_ONCE = 8

CHECKED = pa.schema([("document", pa.string()), ("reader", pa.string()), ("line", pa.string()), ("error", pa.string())])
TALLY = pa.schema([("piece", pa.int32()), ("tally", pa.binary())])
ITEMS = pa.schema(
    [
        ("kind", pa.string()),
        ("claim", pa.string()),
        ("item", pa.binary()),
        ("place", pa.binary()),
        ("keys", pa.list_(pa.int64())),
        ("founded", pa.bool_()),
        ("row", pa.binary()),
    ]
)
LINKS = pa.schema([("from", pa.binary()), ("to", pa.binary()), ("strength", pa.float64())])
SETS = pa.schema([("item", pa.binary()), ("set", pa.int64())])
GROUPS = pa.schema([("group", pa.binary()), ("document", pa.string()), ("items", pa.list_(pa.binary()))])
PARTS = pa.schema(
    [
        ("place", pa.binary()),
        ("matter", pa.string()),
        ("title", pa.string()),
        ("start", pa.date32()),
        ("end", pa.date32()),
        ("contested", pa.bool_()),
        ("documents", pa.int32()),
        ("claims", pa.list_(pa.string())),
        ("part", pa.string()),
        ("line", pa.string()),
    ]
)


def _document(item: bytes) -> str:
    return item[5:37].hex()


_WEIGHINGS: Dict[str, Any] = {}


def weigher(name: str, tally: Any, places: Any) -> Callable[[], Any]:
    """What gives the weights: every worker process makes them once."""

    def weigh() -> Any:
        from gainsay import _gainsay, _spark_stages

        made = _spark_stages._WEIGHINGS
        if name not in made:
            made.clear()
            made[name] = _gainsay.Weighing(tally.value, None if places is None else places.value)
        return made[name]

    return weigh


def _slices(batches: Iterable[pa.RecordBatch], size: int) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for start in range(0, batch.num_rows, size):
            yield batch.slice(start, size)


def _columns(batch: pa.RecordBatch) -> List[List[Any]]:
    return [column.to_pylist() for column in batch.columns]


def _batch(schema: pa.Schema, rows: List[Tuple[Any, ...]]) -> pa.RecordBatch:
    columns = zip(*rows) if rows else [()] * len(schema)
    arrays = [pa.array(list(column), field.type) for column, field in zip(columns, schema)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def checked(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in _slices(batches, _REPORTS_AT_ONCE):
        (lines,) = _columns(batch)
        found = _gainsay.staged_checked(lines)
        yield _batch(CHECKED, [(document, reader, line, error) for (document, reader, error), line in zip(found, lines)])


def tallying(count: int) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        found: List[bytes] = []
        for batch in _slices(batches, _REPORTS_AT_ONCE):
            found.append(_gainsay.staged_tally(*_columns(batch)))
            if len(found) == _TALLIES_AT_ONCE:
                found = [_gainsay.staged_merged(found, False)]
        pieces = _gainsay.staged_pieces(_gainsay.staged_merged(found, False), count) if found else []
        yield _batch(TALLY, list(enumerate(pieces)))

    return each


def merging(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    found = _gainsay.staged_merged([], False)
    for batch in batches:
        found = _gainsay.staged_merged([found, *batch.column("tally").to_pylist()], False)
    # All counts of a word have come here: what stands in one document alone can go.
    yield _batch(TALLY, [(0, _gainsay.staged_merged([found], True))])


def listing(weigh: Callable[[], Any]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        named: List[bytes] = []
        for batch in _slices(batches, _REPORTS_AT_ONCE):
            rows, places = weigh().listed(batch.column("line").to_pylist())
            named = [_gainsay.staged_places([*named, places], False)]
            yield _batch(ITEMS, rows)
        yield _batch(ITEMS, [("places", None, None, None, None, None, places) for places in named])

    return each


def linking(kind: str, weigh: Callable[[], Any]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        neighbours = _gainsay.Neighbours(kind)
        for batch in _slices(batches, _ROWS_AT_ONCE):
            keys, _, items, rows = _columns(batch)
            yield _batch(LINKS, neighbours.links(weigh(), keys, items, rows))

    return each


def _runs(batches: Iterable[pa.RecordBatch], size: int) -> Iterator[Tuple[Any, List[Tuple[Any, ...]]]]:
    """The rows of sorted batches by their first column."""
    run: List[Tuple[Any, ...]] = []
    for batch in _slices(batches, size):
        for row in zip(*_columns(batch)):
            if run and row[0] != run[0][0]:
                yield run[0][0], run
                run = []
            run.append(row)
    if run:
        yield run[0][0], run


def grouping(kind: str, weigh: Callable[[], Any]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for _, run in _runs(batches, _ROWS_AT_ONCE):
            members = [(item, row) for _, part, item, _, _, row in run if part == 0]
            links = [(item, to, strength) for _, part, item, to, strength, _ in run if part == 1]
            items, rows = [item for item, _ in members], [row for _, row in members]
            found: List[Tuple[bytes, str, List[bytes]]] = []
            for group in weigh().groups(kind, items, rows, links):
                documents: Dict[str, List[bytes]] = {}
                for item in group:
                    documents.setdefault(_document(item), []).append(item)
                found.extend((group[0], document, own) for document, own in documents.items())
            yield _batch(GROUPS, found)

    return each


def building(kind: str, weigh: Callable[[], Any]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        groups: List[List[bytes]] = []
        lines: List[str] = []
        for _, run in _runs(batches, _REPORTS_AT_ONCE):
            groups.append([item for _, items, _ in run for item in items])
            lines.extend(line for _, _, line in run)
            if len(lines) >= _REPORTS_AT_ONCE:
                yield _parts(weigh().parts(kind, groups, lines))
                groups, lines = [], []
        if groups:
            yield _parts(weigh().parts(kind, groups, lines))

    return each


def alone(weigh: Callable[[], Any]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in _slices(batches, _REPORTS_AT_ONCE):
            items, lines = _columns(batch)
            yield _parts(weigh().parts("incidents", [[item] for own in items for item in own], lines))

    return each


def _parts(found: List[Tuple[bytes, str, List[str], str]]) -> pa.RecordBatch:
    rows = []
    for place, part, claims, line in found:
        matter = json.loads(part)["matter"]
        days = matter["date"] or {}
        start, end = (date.fromisoformat(day) if day else None for day in (days.get("start"), days.get("end")))
        contested = any(facet["agreement"] == "contested" for facet in matter["facets"])
        size = len(matter["documents"])
        rows.append((place, matter["id"], matter["title"], start, end, contested, size, claims, part, line))
    return _batch(PARTS, rows)
