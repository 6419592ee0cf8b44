"""Reads news reports: who said what, about what, how many, where and when, in which exact words.

    >>> import gainsay
    >>> reading = gainsay.read("The ministry said that nine people were injured in Korva.", reader="rules")
    >>> reading.words(reading.quantities[0].span)
    'nine people'

gainsay takes no side: it never says who is right, only who said it, where it stands in the text, and who said otherwise.
It works offline. Every offset counts Unicode code points, the end exclusive.
"""

from __future__ import annotations

from ._gainsay import GainsayError, Table, __version__
from .reader import Reader, read
from .tables import Comparison, compare_arrow, read_arrow, records_arrow
from .types import (
    Actor,
    Attribution,
    Claim,
    Event,
    Name,
    Note,
    Participant,
    Place,
    Quantity,
    Reading,
    Span,
    Time,
)

__all__ = [
    "Actor",
    "Attribution",
    "Claim",
    "Comparison",
    "Event",
    "GainsayError",
    "Name",
    "Note",
    "Participant",
    "Place",
    "Quantity",
    "Reader",
    "Reading",
    "Span",
    "Table",
    "Time",
    "__version__",
    "compare_arrow",
    "read",
    "read_arrow",
    "records_arrow",
]
