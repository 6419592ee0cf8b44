"""The reader: one report in, what it says out."""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import lru_cache
from typing import Optional, Union

from . import _gainsay
from .types import Reading

Published = Union[str, date, datetime, None]
"""A day of publication: ``YYYY-MM-DD``, any date that a report's metadata may say, a date, or a time, of which the day
counts in its own time zone."""


class Reader:
    """How reports are read.

    kind: ``"trained"``, by the encoder whose weights come with the package, or ``"rules"``, by rules alone: faster, and
        finds less.
    weights: a folder with weights of your own (reader.int8.onnx, heads.json, vocab.txt, lexicon.tsv).
    gazetteer: a CSV file with places of your own, preferred to those that come with the package: name, lat, lon, and if
        you like country, admin1, geonameid, kind, alternates.

    A reader may be used by many threads at once. Raises ``GainsayError`` where weights or gazetteer cannot be used.
    """

    def __init__(
        self,
        kind: str = "trained",
        *,
        weights: Union[str, "os.PathLike[str]", None] = None,
        gazetteer: Union[str, "os.PathLike[str]", None] = None,
        threads: Union[int, None] = None,
    ) -> None:
        check_threads(threads)
        self._inner = _gainsay.Reader(
            kind,
            weights=None if weights is None else os.fspath(weights),
            gazetteer=None if gazetteer is None else os.fspath(gazetteer),
            threads=threads,
        )

    @property
    def version(self) -> str:
        """Name and version, which every reading tells: another version may read otherwise."""
        return self._inner.version

    def __repr__(self) -> str:
        return f"<gainsay.Reader {self.version}>"

    def __reduce__(self):  # type: ignore[no-untyped-def]
        raise TypeError("a gainsay.Reader holds weights and is made anew in each process, not sent to it")

    def read(
        self,
        text: str,
        *,
        published: Published = None,
        title: Optional[str] = None,
        outlet: Optional[str] = None,
        url: Optional[str] = None,
        id: Optional[str] = None,
        byline: Optional[str] = None,
        agency: Optional[str] = None,
        language: Optional[str] = None,
    ) -> Reading:
        """Read one report; see :func:`gainsay.read`."""
        line = self._inner.read_line(
            text,
            id=id,
            published=written_day(published),
            title=title,
            outlet=outlet,
            url=url,
            byline=byline,
            agency=agency,
            language=language,
        )
        return Reading.from_line(line)


def read(
    text: str,
    *,
    published: Published = None,
    title: Optional[str] = None,
    outlet: Optional[str] = None,
    url: Optional[str] = None,
    id: Optional[str] = None,
    byline: Optional[str] = None,
    agency: Optional[str] = None,
    language: Optional[str] = None,
    reader: Union[str, Reader] = "trained",
) -> Reading:
    """Read one report.

    text: the report's words, kept unchanged; every offset of the reading counts code points into it, the end exclusive.
    published: the day of publication, which relative times ("on Monday") are counted from: ``YYYY-MM-DD``, a date, or a
        time, of which the day in its own time zone counts. Without it relative times stay unresolved, unless the text
        tells the day.
    title, outlet, url, byline, agency: what is known of the report.
    id: what you call it.
    language: a BCP 47 tag; without it the words tell the language. The reader is made for English.
    reader: ``"trained"`` (the encoder), ``"rules"`` (rules alone: faster, and finds less) or a :class:`Reader`.

    The first call takes a moment to make the reader; it is kept. Other Python threads run meanwhile. Raises
    ``GainsayError``, with the reason, where there is no report in the text: it is empty, or larger than 32 MiB.
    """
    return reader_of(reader).read(
        text,
        published=published,
        title=title,
        outlet=outlet,
        url=url,
        id=id,
        byline=byline,
        agency=agency,
        language=language,
    )


@lru_cache(maxsize=None)
def made_once(kind: str, threads: Union[int, None] = None) -> Reader:
    """The reader of a name, the same whenever it is asked for."""
    return Reader(kind, threads=threads)


def reader_of(reader: Union[str, Reader]) -> Reader:
    """The reader of a name, made once, or the reader itself."""
    return made_once(reader) if isinstance(reader, str) else reader


def check_threads(threads: Union[int, None]) -> None:
    """Raise ``ValueError`` where a number of threads is none."""
    if threads is not None and threads < 1:
        raise ValueError("threads must be 1 or more")


def written_day(published: Published) -> Optional[str]:
    """A day of publication as a report's metadata would say it."""
    if isinstance(published, datetime):
        return published.date().isoformat()
    if isinstance(published, date):
        return published.isoformat()
    return published
