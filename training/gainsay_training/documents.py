"""Labelled documents: words with their place in the text and the labels of one task."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .labels import IGNORE
from .text import Pieces, WordPiece


@dataclass
class Document:
    """Words of one document with the labels of one task; arrays have one entry a word.

    `paragraph` and `sentence` number the words' paragraphs and sentences. Pointers and heads are word indices in the
    document, -1 for none (no cue, no source, root), IGNORE where nothing is to be learned.
    """

    id: str
    task: str
    words: list[str]
    pieces: list[Pieces]
    paragraph: np.ndarray
    sentence: np.ndarray
    offsets: list[tuple[int, int]] = field(default_factory=list)
    roles: np.ndarray | None = None
    cue_pointer: np.ndarray | None = None
    source_pointer: np.ndarray | None = None
    names: np.ndarray | None = None
    upos: np.ndarray | None = None
    heads: np.ndarray | None = None
    relations: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.words)


def unlabelled(
    id: str, task: str, words: list[str], space_before: list[bool], paragraph: list[int], sentence: list[int],
    word_piece: WordPiece,
) -> Document:
    """A document without labels."""
    pieces = [word_piece(w, s, after) for w, s, after in zip(words, space_before, [*words[1:], ""])]
    return Document(id, task, words, pieces, np.array(paragraph, np.int64), np.array(sentence, np.int64))


def ignored(n: int) -> np.ndarray:
    """n labels that are not to be learned."""
    return np.full(n, IGNORE, np.int64)
