"""The command line of :mod:`gainsay.spark`."""

from __future__ import annotations

import argparse
import os
import sys
from itertools import islice
from typing import Any, Dict, Iterator, List, Union

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from ._gainsay import GainsayError
from .spark import SETTINGS, _job, read

_PACKED = (".gz", ".zst")
"""What one worker alone can unpack, from its first byte on."""

_ENDINGS = {"jsonl": (".jsonl", ".ndjson", ".json"), "parquet": (".parquet", ".parq", ".pq")}

_LOOKED_AT = 1000
"""How many files of a folder are looked at to tell its format."""


def main(arguments: Union[List[str], None] = None) -> int:
    """What ``python -m gainsay.spark`` does; the exit code."""
    options = parsed(arguments)
    session = _session(options.master)
    session.sparkContext.setLogLevel("ERROR")
    try:
        return run(session, options)
    finally:
        session.stop()


def run(session: SparkSession, options: argparse.Namespace) -> int:
    """One command in a session; the exit code."""
    try:
        if _Place(session, options.output).exists():
            raise GainsayError(f"{options.output}: is there already; name a folder that is not")
        if options.command == "read":
            _read(session, options)
        else:
            _compare(session, options)
    except GainsayError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def parsed(arguments: Union[List[str], None]) -> argparse.Namespace:
    """The command line's words."""
    parser = argparse.ArgumentParser(prog="python -m gainsay.spark", description="Read and compare reports on Apache Spark.")
    commands = parser.add_subparsers(dest="command", required=True)
    both = argparse.ArgumentParser(add_help=False)
    both.add_argument("input", help="Parquet or JSON Lines: a file, a folder or a pattern, on a path or an address that Spark reads")
    both.add_argument("output", help="a folder for Parquet files; it must not be there yet")
    both.add_argument("--master", help="where to run: local[4], spark://host:7077, yarn; without it what spark-submit says")
    both.add_argument("--format", choices=["auto", *_ENDINGS], default="auto", help="the input's format (auto: by its files' endings)")
    both.add_argument("--partitions", type=int, help="into how many parts the data is cut")
    reading = commands.add_parser("read", parents=[both], help="reports to readings")
    reading.add_argument("--reader", choices=["trained", "rules"], default="trained", help="the encoder, or rules alone")
    comparing = commands.add_parser("compare", parents=[both], help="readings to matters")
    comparing.add_argument("--work", help="a folder that keeps what one stage hands to the next (without it OUTPUT.work, removed at the end)")
    return parser.parse_args(arguments)


def _read(session: SparkSession, options: argparse.Namespace) -> None:
    reports = _load(session, options, "line")
    try:
        found = read(reports, reader=options.reader)
    except GainsayError as error:
        raise GainsayError(f"{options.input}: {error}") from None
    found.write.parquet(options.output)
    written = session.read.parquet(options.output)
    refused = written.where("error is not null").count()
    print(f"{written.count() - refused} reports read, {refused} not (column `error`), in {options.output}")


def _compare(session: SparkSession, options: argparse.Namespace) -> None:
    work = options.work or f"{options.output.rstrip('/')}.work"
    kept = _Place(session, work)
    if not options.work and kept.exists():
        raise GainsayError(f"{work}: is there already, left by a run that did not end; remove it, or keep it with --work {work}")
    readings = _load(session, options, "reading")
    try:
        job = _job(readings, work, options.partitions)
    except GainsayError as error:
        raise GainsayError(f"{options.input}: {error}") from None
    job.run().write.parquet(options.output)
    passed = job.passed_over().groupBy("error").count().orderBy(F.desc("count"), "error")
    for reason, count in passed.limit(5).collect():
        print(f"{options.input}: {count} passed over: {reason}", file=sys.stderr)
    print(f"{session.read.parquet(options.output).count()} matters in {options.output}")
    if not options.work:
        kept.remove()


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


def _load(session: SparkSession, options: argparse.Namespace, column: str) -> DataFrame:
    """The rows at a path: a table's, or the lines of files in one column."""
    names = list(islice(_Place(session, options.input).files(), _LOOKED_AT))
    form = _format(options.input, names) if options.format == "auto" else options.format
    parts = options.partitions
    # Spark takes folders within a folder for columns where they are called so (`outlet=lamp`), and else passes over them.
    columns = any("=" in folder for name in names for folder in name.split("/")[:-1])
    reader = session.read.option("recursiveFileLookup", str(not columns).lower())
    if form == "jsonl":
        lines = reader.text(options.input)
        rows = lines.where(F.length(F.trim("value")) > 0).withColumnRenamed("value", column)
        if any(name.endswith(_PACKED) for name in names):
            parts = parts or 4 * session.sparkContext.defaultParallelism
    else:
        try:
            rows = reader.parquet(options.input)
        except (PySparkException, Py4JJavaError) as error:
            raise GainsayError(f"{options.input}: cannot be read as Parquet: {_cause(error)}") from None
    return rows.repartition(parts) if parts else rows


def _cause(error: Exception) -> str:
    """The innermost of Spark's reasons, in one line."""
    lines = str(error).splitlines() or [type(error).__name__]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    return causes[-1] if causes else lines[0]


def _format(path: str, names: List[str]) -> str:
    """The one format that the files have by their names."""
    if not names:
        raise GainsayError(f"{path}: there are no files")
    first: Dict[str, str] = {}
    for name in names:
        plain = name
        for packing in (*_PACKED, ".bz2"):
            plain = plain.removesuffix(packing)
        form = next((form for form, endings in _ENDINGS.items() if plain.lower().endswith(endings)), None)
        if form is None:
            raise GainsayError(f"{path}: {name} ends neither in .parquet nor in .jsonl; say what it is: --format parquet or --format jsonl")
        first.setdefault(form, name)
    if len(first) > 1:
        both = " and ".join(sorted(first.values()))
        raise GainsayError(f"{path}: Parquet and JSON Lines lie there side by side ({both}); name one kind, as in '{path.rstrip('/')}/*.jsonl'")
    return next(iter(first))


class _Place:
    """A path or address, as Hadoop's file systems see it."""

    def __init__(self, session: SparkSession, path: str) -> None:
        context: Any = session.sparkContext
        self.path = context._jvm.org.apache.hadoop.fs.Path(path)
        self.system = self.path.getFileSystem(context._jsc.hadoopConfiguration())

    def exists(self) -> bool:
        return bool(self.system.exists(self.path))

    def remove(self) -> None:
        self.system.delete(self.path, True)

    def files(self) -> Iterator[str]:
        """The names of the files that Spark reads there: of a file, of a folder and those in it, of a pattern."""
        for status in self.system.globStatus(self.path) or []:
            if not status.isDirectory():
                yield status.getPath().getName()
                continue
            folder = status.getPath().toString().rstrip("/")
            files = self.system.listFiles(status.getPath(), True)
            while files.hasNext():
                name = files.next().getPath().toString().removeprefix(folder).lstrip("/")
                if not any(part.startswith(("_", ".")) for part in name.split("/")):
                    yield name
