"""Words, shapes and windows."""

import numpy as np
import pytest

from gainsay_training.documents import Document
from gainsay_training.text import SHAPES, Pieces, shape, words
from gainsay_training.windows import windows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She didn't say so.", ["She", "did", "n't", "say", "so", "."]),
        ("It’s 1,000.5 km", ["It", "’s", "1,000.5", "km"]),
        ("the U.S. envoy", ["the", "U.S.", "envoy"]),
        ("“No,” he said", ["“", "No", ",", "”", "he", "said"]),
        ("a cease-fire at 2:30", ["a", "cease", "-", "fire", "at", "2:30"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [text[s:e] for s, e in words(text)] == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("army", "lower"), ("Army", "title"), ("NATO", "upper"), ("A", "initial"), ("McCoy", "mixed"), ("1990", "number"),
     ("5th", "alnum"), ("”", "mark"), ("軍", "other")],
)  # fmt: skip
def test_shape(word: str, expected: str) -> None:
    assert SHAPES[shape(word)] == expected


def document(paragraphs: list[int]) -> Document:
    """Paragraphs of one-piece words."""
    n = sum(paragraphs)
    numbers = np.repeat(np.arange(len(paragraphs)), paragraphs)
    return Document("d", "attribution", ["w"] * n, [Pieces((1000,), (1,))] * n, numbers, numbers)


@pytest.mark.parametrize("paragraphs", [[3, 4, 5], [30, 2, 2], [1] * 40, [8, 8, 8], [100], [300, 4]])
def test_every_word_is_kept_once_and_windows_fit(paragraphs: list[int]) -> None:
    doc = document(paragraphs)
    longest = 80 if max(paragraphs) > 80 else 16 if max(paragraphs) < 16 else 40
    cut = windows(doc, longest)
    assert all(w.pieces <= longest for w in cut)
    seen = np.zeros(len(doc), int)
    for w in cut:
        assert w.first <= w.keep < w.until <= w.end
        seen[w.keep : w.until] += 1
    assert (seen == 1).all()
