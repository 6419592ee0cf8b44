"""Reading and comparing on Apache Spark: the same reader and the same comparison, over more reports than one machine holds.

    >>> from gainsay import spark as gs
    >>> readings = gs.read(session.read.parquet("reports/"))                        # doctest: +SKIP
    >>> matters = gs.compare(readings, work="hdfs:///desk/work")                   # doctest: +SKIP
    >>> matters.write.parquet("matters/")                                            # doctest: +SKIP

Or from a shell: ``python -m gainsay.spark read reports/ readings/`` and ``python -m gainsay.spark compare readings/ matters/``.

Needs ``pyspark`` 4.0 or later and ``pyarrow`` (``pip install 'gainsay[spark]'``), and ``gainsay`` itself on every worker.

What comes out is what one machine comes to, matter for matter: every step is a function of the compiled package, and Spark does
no more than to bring together what belongs together. A person's decisions (merges, splits, corrections) are not heeded here: they
are about claims of a ledger. Load the readings into one (``gainsay import``) and review them there.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import uuid
from datetime import date
from typing import Any, Callable, Dict, Iterable, Iterator, List, Tuple, Union

try:
    import pyarrow as pa
    from pyspark import StorageLevel
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql import functions as F
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StringType, TimestampType
except ImportError as error:  # pragma: no cover
    raise ImportError("gainsay.spark needs pyspark 4.0 or later and pyarrow: pip install 'gainsay[spark]'") from error

from . import _gainsay
from ._gainsay import GainsayError

__all__ = ["SETTINGS", "collect", "compare", "read"]

SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.io.compression.codec": "zstd",
    "spark.python.worker.reuse": "true",
}
"""Settings of a session that suit texts. The first bounds what a worker holds at once: reports and readings are large rows."""

LARGEST_TEXT = 32 << 20
"""Bytes of the largest text that is read."""

_REPORTS_AT_ONCE = 200
_ROWS_AT_ONCE = 2000
_TALLIES_AT_ONCE = 8
_KINDS = ("incidents", "statements")

_CHECKED = pa.schema([("document", pa.string()), ("reader", pa.string()), ("line", pa.string()), ("error", pa.string())])
_TALLY = pa.schema([("piece", pa.int32()), ("tally", pa.binary())])
_ITEMS = pa.schema(
    [
        ("kind", pa.string()),
        ("claim", pa.string()),
        ("item", pa.binary()),
        ("place", pa.binary()),
        ("keys", pa.list_(pa.int64())),
        ("row", pa.binary()),
    ]
)
_LINKS = pa.schema([("from", pa.binary()), ("to", pa.binary()), ("strength", pa.float64())])
_SETS = pa.schema([("item", pa.binary()), ("document", pa.string()), ("set", pa.int64())])
_GROUPS = pa.schema([("group", pa.binary()), ("document", pa.string()), ("items", pa.list_(pa.binary()))])
_PARTS = pa.schema(
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


def read(reports: DataFrame, *, reader: str = "trained") -> DataFrame:
    """Read every row of a table of reports.

    reports: one report a row, with the columns of :func:`gainsay.read_arrow`: ``text`` (or ``line``, a JSON line each), and if you
        like ``id``, ``published``, ``title``, ``outlet``, ``url``, ``byline``, ``agency``, ``language``. Others are passed over.
        ``published`` is a date or words; no timestamp, as that is an instant, and of the day of publication it tells nothing where
        outlets lie in several time zones.
    reader: ``"trained"`` or ``"rules"``, made once in every worker process.

    Gives the columns of :func:`gainsay.read_arrow`. A row that cannot be read (no text, a text of more than 32 MiB) has its
    ``error`` and stops no other. Raises ``GainsayError`` where a column is missing or of another type.
    """
    types = {field.name: field.dataType for field in reports.schema.fields}
    if "text" not in types and "line" not in types:
        raise GainsayError(f"the column `text` is missing: there are {', '.join(f'`{name}`' for name in types) or 'none'}")
    words = "line" if "text" not in types else "text"
    if not isinstance(types[words], StringType):
        raise GainsayError(f"the column `{words}` is of type {types[words].simpleString()}, not string")
    if isinstance(types.get("published"), TimestampType):
        raise GainsayError(
            "the column `published` is a timestamp: an instant, whose day depends on a time zone. "
            "Make it a date, or a string with the offset at which it was written (2024-02-12T23:30:00-05:00)"
        )
    known = [words, "id", "published", "title", "outlet", "url", "byline", "agency", "language"]
    small = F.octet_length(words) <= LARGEST_TEXT
    columns = [F.when(small, F.col(words)).alias(words) if name == words else F.col(name) for name in known if name in types]
    # What is too large is told by its size, so that it never leaves the store.
    rows = reports.select(*columns, F.octet_length(words).alias("bytes"))
    given = pa.schema(pa.table(_gainsay.readings_schema()).schema)

    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import gainsay

        for batch in batches:
            sizes = batch.column("bytes").to_pylist()
            asked = pa.table(batch.drop_columns(["bytes"]))
            found = gainsay.read_arrow(asked, reader=reader, threads=1)
            if any(size is not None and size > LARGEST_TEXT for size in sizes):
                errors = [
                    f"the column `{words}` has {size} bytes: a report has {LARGEST_TEXT} at most" if (size or 0) > LARGEST_TEXT else error
                    for size, error in zip(sizes, found.column("error").to_pylist())
                ]
                at = found.schema.get_field_index("error")
                found = found.set_column(at, found.schema.field(at), pa.array(errors, pa.string()))
            yield from found.combine_chunks().to_batches()

    return rows.mapInArrow(each, from_arrow_schema(given))


def compare(readings: DataFrame, *, work: Union[str, None] = None, partitions: Union[int, None] = None) -> DataFrame:
    """Lay readings side by side: what is at issue, who agrees with whom, where each statement comes from.

    readings: what :func:`read` gives, or any table with a column ``reading`` (string) of lines of the read contract. Rows without a
        reading are passed over; of several readings of one document that of the greatest reader name and version counts.
    work: a folder that all workers reach, for what one stage hands to the next. Without one it is kept on the workers' disks, and
        what a lost worker held is made anew.
    partitions: into how many parts the data is cut; the session's ``spark.sql.shuffle.partitions`` where it is ``None``.

    Gives one row a matter, the most disputed first:

    ========== ============= ==========================================================================================
    column     type          meaning
    ========== ============= ==========================================================================================
    place      binary        where it stands among all matters: sort by it
    matter     string        its identifier
    title      string        a short name made of event, place and date
    start, end date          when it was, as far as the claims say
    contested  boolean       whether any facet of it is contested
    documents  int           how many reports speak to it
    claims     array<string> its claims: document and the claim's place there, counted from 0, with a full stop between
    part       string        JSON: ``matter``, its ``origins`` and ``relations``, and when its documents were ``published``
    line       string        JSON: the matter as ``gainsay export matters --format jsonl`` writes it
    ========== ============= ==========================================================================================

    :func:`collect` makes of these the comparison as one machine gives it. Raises ``GainsayError`` where the column is missing.
    """
    types = {field.name: field.dataType for field in readings.schema.fields}
    if "reading" not in types:
        raise GainsayError("the column `reading` is missing: compare what `read` gives, or lines of the read contract")
    if not isinstance(types["reading"], StringType):
        raise GainsayError(f"the column `reading` is of type {types['reading'].simpleString()}, not string")
    return _Job(readings, work, partitions).run()


def collect(matters: DataFrame) -> Dict[str, Any]:
    """What :func:`compare` gives, as one comparison in memory: ``matters``, ``relations`` and ``origins``, in their order."""
    return json.loads(_gainsay.staged_assembled([row.part for row in matters.select("part").toLocalIterator()]))


class _Job:
    """One comparison."""

    def __init__(self, readings: DataFrame, work: Union[str, None], partitions: Union[int, None]) -> None:
        self.readings = readings
        self.session = readings.sparkSession
        self.work = work
        self.partitions = partitions or int(self.session.conf.get("spark.sql.shuffle.partitions"))
        self.name = uuid.uuid4().hex
        self.sizes: Dict[str, int] = {}

    def keep(self, frame: DataFrame, name: str) -> DataFrame:
        """Make it once, however often it is asked for."""
        if self.work is None:
            return frame.persist(StorageLevel.DISK_ONLY)
        path = f"{self.work.rstrip('/')}/{name}"
        frame.write.mode("overwrite").parquet(path)
        return self.session.read.parquet(path)

    def mapped(self, frame: DataFrame, each: Callable[..., Iterator[pa.RecordBatch]], schema: pa.Schema) -> DataFrame:
        return frame.mapInArrow(each, from_arrow_schema(schema))

    def run(self) -> DataFrame:
        reports = self.reports()
        tally = self.tally(reports)
        counted = self.session.sparkContext.broadcast(tally)
        weigh = _weigher(f"{self.name} counted", counted, None)
        items = self.keep(self.mapped(reports, _listing(weigh), _ITEMS), "items")
        places = [row.row for row in items.where("kind = 'places'").select("row").toLocalIterator()]
        places = _gainsay.staged_places(places, True)
        self.sizes |= {"tally bytes": len(tally), "places bytes": len(places)}
        weigh = _weigher(f"{self.name} weighed", counted, self.session.sparkContext.broadcast(places))

        sets, told = self.matters("incidents", items, reports, weigh)
        linked = sets.groupBy("document").agg(F.collect_list("item").alias("items"))
        alone = reports.join(linked, "document", "left").select("line", "items")
        told = self.keep(told.unionByName(self.mapped(alone, _alone(weigh), _PARTS)), "matters-of-incidents")
        taken = told.select(F.explode("claims").alias("claim"))
        free = items.where("kind = 'statements'").join(taken, "claim", "left_anti")
        _, stated = self.matters("statements", self.keep(free, "free-statements"), reports, weigh)
        return self.keep(told.unionByName(stated), "matters").orderBy("place")

    def reports(self) -> DataFrame:
        """Every document once, by its latest reading."""
        checked = self.mapped(self.readings.select("reading"), _checked, _CHECKED)
        reports = self.keep(checked.where("error is null").select("document", "reader", "line"), "reports")
        twice = reports.groupBy("document").count().where("count > 1").limit(1).count()
        if twice:
            latest = F.max_by("line", F.struct("reader", "line")).alias("line")
            reports = self.keep(reports.groupBy("document").agg(latest), "reports-once")
        return reports.select("document", "line")

    def tally(self, reports: DataFrame) -> bytes:
        count = max(1, min(self.partitions, 64))
        pieces = self.mapped(reports.select("line"), _tallying(count), _TALLY)
        merged = self.mapped(pieces.repartition(count, "piece"), _merging, _TALLY)
        return _gainsay.staged_merged([row.tally for row in merged.toLocalIterator()], False)

    def matters(
        self, kind: str, items: DataFrame, reports: DataFrame, weigh: Callable[[], Any]
    ) -> Tuple[DataFrame, DataFrame]:
        """The linked items of a kind with the sets they are of, and the matters of sets."""
        items = items.where(F.col("kind") == kind)
        listed = items.select(F.explode("keys").alias("key"), "place", "item", "row")
        listed = listed.repartition(self.partitions, "key").sortWithinPartitions("key", "place")
        links = self.mapped(listed, _linking(kind, weigh), _LINKS).dropDuplicates(["from", "to"])
        links = self.keep(links, f"links-of-{kind}")
        sets = self.sets(kind, links)

        members = items.join(sets.select("item", "set"), "item")
        none = F.lit(None)
        members = members.select(
            "set", F.lit(0).alias("part"), "item", none.cast("binary").alias("to"), none.cast("double").alias("strength"), "row"
        )
        ends = sets.select(F.col("item").alias("from"), "set")
        ties = links.join(ends, "from").select(
            "set", F.lit(1).alias("part"), F.col("from").alias("item"), "to", "strength", none.cast("binary").alias("row")
        )
        linked = members.unionByName(ties).repartition(self.partitions, "set").sortWithinPartitions("set", "part")
        groups = self.mapped(linked, _grouping(kind, weigh), _GROUPS)
        told = groups.join(reports, "document").select("group", "items", "line")
        told = told.repartition(self.partitions, "group").sortWithinPartitions("group")
        return sets, self.mapped(told, _building(kind, weigh), _PARTS)

    def sets(self, kind: str, links: DataFrame) -> DataFrame:
        """The sets of linked items: found by the driver, which holds the names of linked items and nothing else."""
        ends = links.select("from", "to").toArrow()
        found = _gainsay.staged_sets(ends.column("from").to_pylist(), ends.column("to").to_pylist())
        self.sizes |= {f"links of {kind}": ends.num_rows, f"sets of {kind}": len(found)}
        self.sizes[f"largest set of {kind}"] = max(map(len, found), default=0)
        items = [item for members in found for item in members]
        numbers = [number for number, members in enumerate(found) for _ in members]
        columns = {"item": items, "document": [_document(item) for item in items], "set": numbers}
        table = pa.Table.from_pydict(columns, schema=_SETS)
        return self.keep(self.session.createDataFrame(table), f"sets-of-{kind}")


def _document(item: bytes) -> str:
    return item[5:37].hex()


_WEIGHINGS: Dict[str, Any] = {}


def _weigher(name: str, tally: Any, places: Any) -> Callable[[], Any]:
    """What gives the weights: every worker process makes them once."""

    def weigh() -> Any:
        from gainsay import _gainsay, spark

        if name not in spark._WEIGHINGS:
            spark._WEIGHINGS.clear()
            spark._WEIGHINGS[name] = _gainsay.Weighing(tally.value, None if places is None else places.value)
        return spark._WEIGHINGS[name]

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


def _checked(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in _slices(batches, _REPORTS_AT_ONCE):
        (lines,) = _columns(batch)
        found = _gainsay.staged_checked(lines)
        yield _batch(_CHECKED, [(document, reader, line, error) for (document, reader, error), line in zip(found, lines)])


def _tallying(count: int) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        found: List[bytes] = []
        for batch in _slices(batches, _REPORTS_AT_ONCE):
            found.append(_gainsay.staged_tally(*_columns(batch)))
            if len(found) == _TALLIES_AT_ONCE:
                found = [_gainsay.staged_merged(found, False)]
        pieces = _gainsay.staged_pieces(_gainsay.staged_merged(found, False), count) if found else []
        yield _batch(_TALLY, list(enumerate(pieces)))

    return each


def _merging(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    found = _gainsay.staged_merged([], False)
    for batch in batches:
        found = _gainsay.staged_merged([found, *batch.column("tally").to_pylist()], False)
    # All counts of a word have come here: what stands in one document alone can go.
    yield _batch(_TALLY, [(0, _gainsay.staged_merged([found], True))])


def _listing(weigh: Callable[[], Any]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        named: List[bytes] = []
        for batch in _slices(batches, _REPORTS_AT_ONCE):
            rows, places = weigh().listed(batch.column("line").to_pylist())
            named = [_gainsay.staged_places([*named, places], False)]
            yield _batch(_ITEMS, rows)
        yield _batch(_ITEMS, [("places", None, None, None, None, places) for places in named])

    return each


def _linking(kind: str, weigh: Callable[[], Any]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        neighbours = _gainsay.Neighbours(kind)
        for batch in _slices(batches, _ROWS_AT_ONCE):
            keys, _, items, rows = _columns(batch)
            yield _batch(_LINKS, neighbours.links(weigh(), keys, items, rows))

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


def _grouping(kind: str, weigh: Callable[[], Any]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for _, run in _runs(batches, _ROWS_AT_ONCE):
            members = [(item, row) for _, part, item, _, _, row in run if part == 0]
            links = [(item, to, strength) for _, part, item, to, strength, _ in run if part == 1]
            items, rows = [item for item, _ in members], [row for _, row in members]
            found = []
            for group in weigh().groups(kind, items, rows, links):
                documents: Dict[str, List[bytes]] = {}
                for item in group:
                    documents.setdefault(_document(item), []).append(item)
                found.extend((group[0], document, own) for document, own in documents.items())
            yield _batch(_GROUPS, found)

    return each


def _building(kind: str, weigh: Callable[[], Any]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
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


def _alone(weigh: Callable[[], Any]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in _slices(batches, _REPORTS_AT_ONCE):
            lines, linked = _columns(batch)
            yield _parts(weigh().lone([item for items in linked for item in items or []], lines))

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
    return _batch(_PARTS, rows)


def _session(master: Union[str, None]) -> SparkSession:
    if master and master.startswith("local"):
        # Workers on this machine have what the driver has, also where its environment is not the one on the path.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("gainsay")
    if master:
        builder = builder.master(master)
    for key, value in SETTINGS.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _load(session: SparkSession, path: str, form: str, column: str) -> DataFrame:
    if form == "auto":
        form = "jsonl" if path.endswith((".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson", ".json")) else "parquet"
    if form == "jsonl":
        lines = session.read.text(path)
        return lines.where(F.length(F.trim("value")) > 0).withColumnRenamed("value", column)
    return session.read.parquet(path)


def main(arguments: Union[List[str], None] = None) -> int:
    """The command line: ``python -m gainsay.spark``."""
    parser = argparse.ArgumentParser(prog="python -m gainsay.spark", description="Read and compare reports on Apache Spark.")
    commands = parser.add_subparsers(dest="command", required=True)
    both = argparse.ArgumentParser(add_help=False)
    both.add_argument("input", help="Parquet or JSON Lines: a path or an address that Spark reads")
    both.add_argument("output", help="a folder for Parquet files; it must not be there yet")
    both.add_argument("--master", help="where to run: local[4], spark://host:7077, yarn; without it what spark-submit says")
    both.add_argument("--format", choices=["auto", "parquet", "jsonl"], default="auto", help="the input's format (auto: by its ending)")
    reading = commands.add_parser("read", parents=[both], help="reports to readings")
    reading.add_argument("--reader", choices=["trained", "rules"], default="trained", help="the encoder, or rules alone")
    comparing = commands.add_parser("compare", parents=[both], help="readings to matters")
    comparing.add_argument("--work", help="a folder for what one stage hands to the next (OUTPUT.work)")
    comparing.add_argument("--partitions", type=int, help="into how many parts the data is cut")
    options = parser.parse_args(arguments)
    session = _session(options.master)
    session.sparkContext.setLogLevel("ERROR")
    try:
        if options.command == "read":
            found = read(_load(session, options.input, options.format, "line"), reader=options.reader)
            found.write.parquet(options.output)
            written = session.read.parquet(options.output)
            refused = written.where("error is not null").count()
            print(f"{written.count() - refused} reports read, {refused} not (column `error`), in {options.output}")
        else:
            readings = _load(session, options.input, options.format, "reading")
            work = options.work or f"{options.output.rstrip('/')}.work"
            compare(readings, work=work, partitions=options.partitions).write.parquet(options.output)
            print(f"{session.read.parquet(options.output).count()} matters in {options.output}")
    except GainsayError as error:
        print(f"{options.input}: {error}", file=sys.stderr)
        return 1
    finally:
        session.stop()
    return 0


if __name__ == "__main__":
    # Workers take the functions from the module by its name.
    from gainsay import spark

    sys.exit(spark.main())
