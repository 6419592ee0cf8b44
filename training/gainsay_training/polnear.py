"""Attribution documents in the JSONL layout of the scorer."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from .documents import Document, ignored, unlabelled
from .labels import ROLE_TAGS, ROLES
from .text import WordPiece, words

PARAGRAPH = re.compile(r"\n+")


def read_lines(path: Path) -> Iterator[dict]:
    """Objects of a JSONL file."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def document(record: dict, word_piece: WordPiece) -> Document:
    """Words of an article with its labels, if it has any; paragraphs end at line breaks."""
    text = record["text"]
    offsets = words(text)
    breaks = [m.end() for m in PARAGRAPH.finditer(text)]
    starts = np.array([s for s, _ in offsets], np.int64)
    paragraph = np.searchsorted(np.array(breaks, np.int64), starts, side="right")
    space = [s == 0 or text[s - 1].isspace() for s, _ in offsets]
    doc = unlabelled(
        record["id"], "attribution", [text[s:e] for s, e in offsets], space, list(paragraph), list(paragraph), word_piece
    )
    doc.offsets = offsets
    if "attributions" in record:
        label(doc, record["attributions"])
    return doc


def covered(starts: list[int], ends: list[int], spans: list[list[int]]) -> list[int]:
    """Indices of the words (sorted starts and ends) that share a character with any of the spans."""
    hit: set[int] = set()
    for a, b in spans:
        hit.update(range(bisect_right(ends, a), bisect_left(starts, b)))
    return sorted(hit)


def label(doc: Document, attributions: list[dict]) -> None:
    """Write role tags and pointers into `doc`; where two attributions claim a word for two roles the first keeps it."""
    n = len(doc)
    doc.roles = np.zeros(n, np.int64)
    doc.cue_pointer, doc.source_pointer = ignored(n), ignored(n)
    starts, ends = [s for s, _ in doc.offsets], [e for _, e in doc.offsets]
    for attribution in attributions:
        hit = {role: covered(starts, ends, attribution.get(role) or []) for role in ROLES}
        cue = hit["cue"][0] if hit["cue"] else -1
        source = hit["source"][0] if hit["source"] else -1
        for role in ROLES:
            previous = None
            for w in hit[role]:
                begins = previous is None or w != previous + 1
                tag = ROLE_TAGS.index(("B-" if begins else "I-") + role)
                if doc.roles[w] == 0:
                    doc.roles[w] = tag
                previous = w
        for w in hit["content"]:
            doc.cue_pointer[w], doc.source_pointer[w] = cue, source
        for w in hit["source"]:
            if doc.cue_pointer[w] < 0 or abs(cue - w) < abs(doc.cue_pointer[w] - w):
                doc.cue_pointer[w] = cue
        for w in hit["cue"]:
            doc.source_pointer[w] = source


def load(path: Path, word_piece: WordPiece) -> list[Document]:
    """All articles of a gold or corpus file."""
    return [document(r, word_piece) for r in read_lines(path)]
