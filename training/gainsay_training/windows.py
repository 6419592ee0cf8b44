"""Windows of a document that the encoder reads at once, and batches of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .documents import Document
from .labels import IGNORE
from .text import WordPiece

LONGEST = 256  # pieces of a window, [CLS] and [SEP] included
OVERLAP = 48  # words that two windows of one overlong paragraph share


@dataclass(frozen=True)
class Window:
    """Words `first..end` of a document. Labels count and predictions are kept in `keep..until`."""

    doc: Document
    first: int
    end: int
    keep: int
    until: int
    pieces: int


def cost(doc: Document) -> np.ndarray:
    """Running number of pieces before each word, one [SEP] after each paragraph included; len + 1 entries."""
    sizes = np.array([len(p.ids) for p in doc.pieces], np.int64)
    if len(doc):
        sizes = sizes + np.append(doc.paragraph[1:] != doc.paragraph[:-1], True)
    return np.concatenate([[0], np.cumsum(sizes)])


def paragraphs(doc: Document) -> list[tuple[int, int]]:
    """(first word, end word) of every paragraph."""
    if not len(doc):
        return []
    cuts = np.flatnonzero(doc.paragraph[1:] != doc.paragraph[:-1]) + 1
    edges = [0, *cuts.tolist(), len(doc)]
    return list(zip(edges[:-1], edges[1:]))


def windows(doc: Document, longest: int = LONGEST, first_longest: int | None = None) -> list[Window]:
    """Cut a document into windows of whole paragraphs, packed in order while they fit.

    An overlong paragraph is cut by itself into windows sharing OVERLAP words, half of them at most; each window keeps
    its half of the shared words, so that every word is kept once. `first_longest` bounds the first window (for
    training: other cuts every epoch).
    """
    total = cost(doc)
    out: list[Window] = []
    room = longest - 1  # [CLS]
    limit = (first_longest or longest) - 1
    start: int | None = None

    def size(a: int, b: int) -> int:
        return int(total[b] - total[a]) + (b < len(doc) and doc.paragraph[b - 1] == doc.paragraph[b])

    def whole(a: int, b: int) -> Window:
        return Window(doc, a, b, a, b, size(a, b) + 1)

    for a, b in paragraphs(doc):
        if start is not None and size(start, b) > limit:
            out.append(whole(start, a))
            start, limit = None, room
        if size(a, b) > room:
            if start is not None:
                out.append(whole(start, a))
                start = None
            cut = keep = a
            while True:
                end = cut + 1
                while end < b and size(cut, end + 1) <= room:
                    end += 1
                if end == b:
                    out.append(Window(doc, cut, end, keep, end, size(cut, end) + 1))
                    break
                shared = min(OVERLAP, (end - cut) // 2)
                while shared > 0 and size(end - shared, end + 1) > room:
                    shared -= 1
                until = end - shared + shared // 2
                out.append(Window(doc, cut, end, keep, until, size(cut, end) + 1))
                cut, keep = end - shared, until
        elif start is None:
            start = a
    if start is not None:
        out.append(whole(start, len(doc)))
    return out


@dataclass
class Batch:
    """Padded arrays of windows of one task. Word 0 of every window is [CLS]: no cue, no source, root."""

    task: str
    windows: list[Window]
    input_ids: np.ndarray  # windows × pieces
    shape_ids: np.ndarray
    attention_mask: np.ndarray
    word_index: np.ndarray  # windows × words: the first piece of each word
    word_mask: np.ndarray
    sentence_ids: np.ndarray  # windows × words, 0 for [CLS] and padding, from 1 for words
    labels: dict[str, np.ndarray]


def local(values: np.ndarray, first: int, end: int) -> np.ndarray:
    """Pointers of words `first..end` as word indices of the window; IGNORE where the target lies outside."""
    target = np.where(values == -1, 0, values - first + 1)
    outside = (values != -1) & ((values < first) | (values >= end))
    return np.where(outside | (values == IGNORE), IGNORE, target)


def batch(group: list[Window]) -> Batch:
    """Arrays of windows of one task."""
    rows: list[tuple[list[int], list[int], list[int]]] = []
    for w in group:
        ids, shapes, index = [WordPiece.cls], [0], [0]
        for i in range(w.first, w.end):
            index.append(len(ids))
            ids += w.doc.pieces[i].ids
            shapes += w.doc.pieces[i].shapes
            if i + 1 == w.end or w.doc.paragraph[i + 1] != w.doc.paragraph[i]:
                ids.append(WordPiece.sep)
                shapes.append(0)
        rows.append((ids, shapes, index))
    pieces, count = max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
    b = len(group)
    arrays = {k: np.zeros((b, pieces), np.int64) for k in ("ids", "shapes", "mask")}
    index, mask, sentence = (np.zeros((b, count), np.int64) for _ in range(3))
    names = ("roles", "cue_pointer", "source_pointer", "names", "upos", "heads", "relations")
    labels = {n: np.full((b, count), IGNORE, np.int64) for n in names if getattr(group[0].doc, n) is not None}
    for r, (w, (ids, shapes, first)) in enumerate(zip(group, rows)):
        arrays["ids"][r, : len(ids)], arrays["shapes"][r, : len(ids)], arrays["mask"][r, : len(ids)] = ids, shapes, 1
        n = len(first)
        index[r, :n], mask[r, :n] = first, 1
        sentence[r, 1:n] = w.doc.sentence[w.first : w.end] - w.doc.sentence[w.first] + 1
        for name, values in labels.items():
            own = getattr(w.doc, name)[w.first : w.end]
            if name in ("cue_pointer", "source_pointer", "heads"):
                own = local(own, w.first, w.end)
            values[r, 1:n] = own
            values[r, 1 : 1 + w.keep - w.first] = IGNORE
            values[r, 1 + w.until - w.first :] = IGNORE
    return Batch(
        group[0].doc.task, group, arrays["ids"], arrays["shapes"], arrays["mask"], index, mask, sentence, labels
    )


def batches(items: list[Window], pieces: int, rng: np.random.Generator | None) -> list[Batch]:
    """Group windows of like length into batches of at most `pieces` padded pieces; shuffled if `rng` is given."""
    order = np.arange(len(items))
    if rng is not None:
        rng.shuffle(order)
    order = sorted(order, key=lambda i: items[i].pieces)
    groups: list[list[Window]] = [[]]
    for i in order:
        if groups[-1] and (len(groups[-1]) + 1) * items[i].pieces > pieces:
            groups.append([])
        groups[-1].append(items[i])
    if rng is not None:
        rng.shuffle(groups)
    return [batch(g) for g in groups if g]
