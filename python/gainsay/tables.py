"""Tables of reports to tables of readings, and tables of readings to matters.

Tables come and go through the Arrow PyCapsule interface, without a copy on the way: pyarrow, polars, pandas (through pyarrow),
DuckDB, and whatever else has ``__arrow_c_stream__``. What comes out is of the kind that came in, where that is pyarrow, polars or
pandas; else it is a :class:`Table`, which all of them take.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Tuple, Union

from . import _gainsay
from ._gainsay import Table
from .reader import Reader, check_threads, reader_of


def read_arrow(table: Any, *, reader: Union[str, Reader] = "trained", threads: Union[int, None] = None) -> Any:
    """Read every row of a table of reports.

    table: one report a row. Columns, others being passed over:

    ========== ================================================ =====================================================
    column     type                                             meaning
    ========== ================================================ =====================================================
    text       string, large_string or string_view; required    the report's words, kept unchanged; at most 32 MiB
    id         string or whole number                           what you call it
    published  string, date or timestamp                        the day of publication
    title      string                                           headline
    outlet     string                                           who published it
    url        string                                           its address
    byline     string                                           who wrote it
    agency     string                                           the news agency credited with it
    language   string                                           BCP 47 tag; without it the words tell
    ========== ================================================ =====================================================

    Instead of all these there may be one column ``line``: a line of a JSON Lines file of reports each, read as ``gainsay add``
    reads it.

    Of ``published`` the calendar day counts, in the time zone in which it is written: ``2024-02-12T23:30:00-05:00`` is
    12 February, whatever day it is in UTC by then. Times of an Arrow column are taken on the clock of the column's zone, or
    as they stand where it has none. An Arrow column has one zone: keep times of several zones as strings with their offsets.

    reader: ``"trained"`` (the encoder), ``"rules"`` (rules alone: faster, and finds less) or a :class:`Reader`.
    threads: how many rows are read side by side; one a processor where it is ``None``. What is read does not depend on it.

    Gives a table with a row for each row that came, in the same order:

    ========== ================= ====================================================================================
    column     type              meaning
    ========== ================= ====================================================================================
    id         string            what you called it, or else ``document``
    document   string            SHA-256 of the document: of the JSON line that its columns make
    title, outlet, byline, agency, language, url: string, as given or as the text tells
    published  date32            day of publication
    text       string            the text that every offset points into
    reader     string            name and version of the reader
    claims     int64             how many claims it holds
    reading    string            the line of the read contract: :meth:`Reading.from_line` takes it
    raw        binary            the bytes that the document is named after; ``"text":null`` in them stands for the text
    error      string            why the row could not be read; then every other column but ``id`` is null
    ========== ================= ====================================================================================

    Other Python threads run meanwhile, and Ctrl-C stops it. Raises ``GainsayError`` where a column is missing or of another
    type; what is wrong with one row stands in its ``error`` and stops no other.
    """
    check_threads(threads)
    count = threads or os.cpu_count() or 1
    return _like(table, _gainsay.read_arrow(reader_of(reader)._inner, _arrow(table), count))


@dataclass(frozen=True)
class Comparison:
    """What many readings say of the same matters."""

    matters: Any
    """A table, one row a matter, the most disputed first: the columns of ``gainsay export matters --format parquet``."""
    relations: Any
    """A table, one row a relation between two claims: ``relation``, ``from``, ``to``, ``reason``."""
    refused: Tuple[Tuple[int, str], ...]
    """Rows that were not compared: their number, counted from 0, and why."""


def compare_arrow(readings: Any) -> Comparison:
    """Lay readings side by side: what is at issue, who agrees with whom, how claims stand to one another.

    readings: what :func:`read_arrow` gives, or any table with a column ``reading`` (string) that holds lines of the read
        contract. All of it is compared at once and held in memory; the order of its rows makes no difference.

    Gives the same matters as ``gainsay compare --matters`` does of the same readings. Rows without a reading, and documents
    that came in an earlier row, stand in ``refused``. Raises ``GainsayError`` where the column is missing.
    """
    matters, relations, refused = _gainsay.compare_arrow(_arrow(readings))
    return Comparison(_like(readings, matters), _like(readings, relations), tuple(refused))


def records_arrow(readings: Any, records: str) -> Any:
    """One row a claim and figure (``"claims"``), a number expression (``"quantities"``) or a toponym (``"places"``).

    readings: as for :func:`compare_arrow`; rows without a reading have no records.

    The columns are those of ``gainsay export``; offsets count code points of the report's text, the end exclusive.
    """
    return _like(readings, _gainsay.records_arrow(_arrow(readings), records))


def _arrow(table: Any) -> Any:
    """The table itself, if it can be taken over."""
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return table
    hint = "; collect it first" if hasattr(table, "collect") else ""
    raise TypeError(
        f"not a table: {type(table).__module__}.{type(table).__qualname__} has no __arrow_c_stream__{hint}. "
        "Give one of pyarrow, polars, pandas 2.2 or later, or DuckDB"
    )


def _like(given: Any, table: Table) -> Any:
    """The table as the kind that was given."""
    kind = type(given).__module__.split(".")[0]
    if kind == "pyarrow":
        return table.to_pyarrow()
    if kind == "polars":
        return table.to_polars()
    if kind == "pandas":
        return table.to_pandas()
    return table
