"""Names exchanged for other names, so that the reader learns the sentence around them and not who is in the news."""

from __future__ import annotations

import dataclasses
from collections import Counter

import numpy as np

from .documents import Document
from .text import SHAPES, WordPiece, shape

SHARE = 0.3  # of the training documents an epoch
LEAST = 3  # occurrences of a word that may stand in for another
LOWER = 0.05  # share of occurrences without a capital from which a word is no name
CALENDAR = frozenset(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)


def lonely_capital(word: str) -> bool:
    """Whether a word has the case pattern of a name and is long enough for one."""
    return len(word) > 2 and word.isalpha() and SHAPES[shape(word)] == "title"


class Swap:
    """Replaces the names of a document, the same name by the same other name throughout."""

    def __init__(self, docs: list[Document], word_piece: WordPiece) -> None:
        seen = Counter(w for d in docs for w in d.words)
        self.word_piece = word_piece
        self.names = {
            w: n
            for w, n in seen.items()
            if lonely_capital(w) and w not in CALENDAR and seen[w.lower()] <= LOWER * n
        }
        self.pool = sorted(w for w, n in self.names.items() if n >= LEAST)

    def __call__(self, doc: Document, rng: np.random.Generator) -> Document:
        """A copy of `doc` with every name exchanged; as many words, and the same labels."""
        mine = sorted({w for w in doc.words if w in self.names})
        if not mine or not self.pool:
            return doc
        other = dict(zip(mine, (self.pool[i] for i in rng.integers(len(self.pool), size=len(mine)))))
        words, pieces = list(doc.words), list(doc.pieces)
        for i, w in enumerate(words):
            if w in other:
                words[i] = other[w]
                pieces[i] = self.word_piece(words[i], bool((pieces[i].shapes[0] - 1) % 2))
        return dataclasses.replace(doc, words=words, pieces=pieces)
