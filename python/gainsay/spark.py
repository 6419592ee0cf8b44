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

import json
import sys
import uuid
from typing import Any, Callable, Dict, Iterable, Iterator, Tuple, Union

try:
    import pyarrow as pa
    from pyspark import StorageLevel
    from pyspark.sql import DataFrame
    from pyspark.sql import functions as F
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StringType, TimestampType
except ImportError as error:  # pragma: no cover
    raise ImportError("gainsay.spark needs pyspark 4.0 or later and pyarrow: pip install 'gainsay[spark]'") from error

from . import _gainsay
from . import _spark_stages as stages
from ._gainsay import GainsayError

__all__ = ["SETTINGS", "collect", "compare", "read"]

SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
    "spark.sql.files.maxPartitionBytes": "8m",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.io.compression.codec": "zstd",
    "spark.python.worker.reuse": "true",
}
"""Settings of a session that suit texts. The first bounds what a worker holds at once: reports and readings are large rows. The
second bounds how long a task is, and so what a lost worker costs: eight megabytes of text are minutes of reading."""

LARGEST_TEXT = 32 << 20
"""Bytes of the largest text that is read."""

_DOCUMENT = "lower(hex(substring(item, 6, 32)))"
"""The document that an item is named after."""


def read(reports: DataFrame, *, reader: str = "trained") -> DataFrame:
    """Read every row of a table of reports.

    reports: one report a row, with the columns of :func:`gainsay.read_arrow`: ``text`` (or ``line``, a JSON line each), and if you
        like ``id``, ``published``, ``title``, ``outlet``, ``url``, ``byline``, ``agency``, ``language``. Others are passed over.
        ``published`` is a date or words; no timestamp, as that is an instant, and of the day of publication it tells nothing where
        outlets lie in several time zones.
    reader: ``"trained"`` or ``"rules"``, made once in every worker process. It computes on as many threads as a task has
        processors (``spark.task.cpus``).

    Gives the columns of :func:`gainsay.read_arrow`. A row that cannot be read (no text, a text of more than 32 MiB) has its
    ``error`` and stops no other. Raises ``GainsayError`` where a column is missing or of another type.
    """
    types = {field.name: field.dataType for field in reports.schema.fields}
    if "text" not in types and "line" not in types:
        raise GainsayError(f"the column `text` is missing: there are {_named(types)}")
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
    threads = int(reports.sparkSession.sparkContext.getConf().get("spark.task.cpus") or 1)

    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import gainsay
        from gainsay.reader import made_once

        own = made_once(reader, threads)
        for batch in batches:
            sizes = batch.column("bytes").to_pylist()
            asked = pa.table(batch.drop_columns(["bytes"]))
            found = gainsay.read_arrow(asked, reader=own, threads=threads)
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
    return _job(readings, work, partitions).run()


def collect(matters: DataFrame) -> Dict[str, Any]:
    """What :func:`compare` gives, as one comparison in memory: ``matters``, ``relations`` and ``origins``, in their order."""
    found: Dict[str, Any] = json.loads(_gainsay.staged_assembled([row.part for row in matters.select("part").toLocalIterator()]))
    return found


def _job(readings: DataFrame, work: Union[str, None], partitions: Union[int, None]) -> "_Job":
    """The comparison of a table that has readings; ``GainsayError`` where it has none."""
    types = {field.name: field.dataType for field in readings.schema.fields}
    if "reading" not in types:
        raise GainsayError(
            f"the column `reading` is missing: there are {_named(types)}; compare what `read` gives, or lines of the read contract"
        )
    if not isinstance(types["reading"], StringType):
        raise GainsayError(f"the column `reading` is of type {types['reading'].simpleString()}, not string")
    return _Job(readings, work, partitions)


def _named(columns: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in columns) or "none"


class _Job:
    """One comparison."""

    def __init__(self, readings: DataFrame, work: Union[str, None], partitions: Union[int, None]) -> None:
        self.readings = readings
        self.session = readings.sparkSession
        self.work = work
        self.partitions = partitions or int(self.session.conf.get("spark.sql.shuffle.partitions") or 200)
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
        weigh = stages.weigher(f"{self.name} counted", counted, None)
        items = self.keep(self.mapped(reports, stages.listing(weigh), stages.ITEMS), "items")
        named = [row.row for row in items.where("kind = 'places'").select("row").toLocalIterator()]
        places = _gainsay.staged_places(named, True)
        self.sizes |= {"tally bytes": len(tally), "places bytes": len(places)}
        weigh = stages.weigher(f"{self.name} weighed", counted, self.session.sparkContext.broadcast(places))

        sets, told = self.matters("incidents", items, reports, weigh)
        single = items.where("founded").join(sets, "item", "left_anti")
        single = single.groupBy(F.expr(_DOCUMENT).alias("document")).agg(F.collect_list("item").alias("items"))
        alone = self.mapped(single.join(reports, "document").select("items", "line"), stages.alone(weigh), stages.PARTS)
        told = self.keep(told.unionByName(alone), "matters-of-incidents")
        taken = told.select(F.explode("claims").alias("claim"))
        free = items.where("kind = 'statements'").join(taken, "claim", "left_anti")
        _, stated = self.matters("statements", self.keep(free, "free-statements"), reports, weigh)
        return told.unionByName(self.keep(stated, "matters-of-statements")).orderBy("place")

    def reports(self) -> DataFrame:
        """Every document once, by its latest reading."""
        checked = self.mapped(self.readings.select("reading"), stages.checked, stages.CHECKED)
        self.checked = self.keep(checked, "checked")
        reports = self.checked.where("error is null").select("document", "reader", "line")
        twice = reports.groupBy("document").count().where("count > 1").limit(1).count()
        if twice:
            latest = F.max_by("line", F.struct("reader", "line")).alias("line")
            reports = self.keep(reports.groupBy("document").agg(latest), "reports-once")
        return reports.select("document", "line")

    def passed_over(self) -> DataFrame:
        """The rows that are no reading, each with its ``error``; after :meth:`run`."""
        return self.checked.where("error is not null").select("error")

    def tally(self, reports: DataFrame) -> bytes:
        count = max(1, min(self.partitions, 64))
        pieces = self.mapped(reports.select("line"), stages.tallying(count), stages.TALLY)
        merged = self.mapped(pieces.repartition(count, "piece"), stages.merging, stages.TALLY)
        return _gainsay.staged_merged([row.tally for row in merged.toLocalIterator()], False)

    def matters(
        self, kind: str, items: DataFrame, reports: DataFrame, weigh: Callable[[], Any]
    ) -> Tuple[DataFrame, DataFrame]:
        """The linked items of a kind with the sets they are of, and the matters of sets."""
        items = items.where(F.col("kind") == kind)
        listed = items.select(F.explode("keys").alias("key"), "place", "item", "row")
        listed = listed.repartition(self.partitions, "key").sortWithinPartitions("key", "place")
        links = self.mapped(listed, stages.linking(kind, weigh), stages.LINKS).dropDuplicates(["from", "to"])
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
        groups = self.mapped(linked, stages.grouping(kind, weigh), stages.GROUPS)
        told = groups.join(reports, "document").select("group", "items", "line")
        told = told.repartition(self.partitions, "group").sortWithinPartitions("group")
        return sets, self.mapped(told, stages.building(kind, weigh), stages.PARTS)

    def sets(self, kind: str, links: DataFrame) -> DataFrame:
        """The sets of linked items: found by the driver, which holds the names of linked items and nothing else."""
        ends = links.select("from", "to").toArrow()
        found = _gainsay.staged_sets(ends.column("from").to_pylist(), ends.column("to").to_pylist())
        self.sizes |= {f"links of {kind}": ends.num_rows, f"sets of {kind}": len(found)}
        self.sizes[f"largest set of {kind}"] = max(map(len, found), default=0)
        items = [item for members in found for item in members]
        numbers = [number for number, members in enumerate(found) for _ in members]
        table = pa.Table.from_pydict({"item": items, "set": numbers}, schema=stages.SETS)
        return self.keep(self.session.createDataFrame(table), f"sets-of-{kind}")


if __name__ == "__main__":
    from gainsay._spark_main import main

    sys.exit(main())
