"""Words, word pieces and word shapes: everything the reader sees of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from .lexicon import PARTICLE, PIECES, Lexicon, join

# Alternatives are tried in this order at every position; white space between words is skipped.
WORD = re.compile(
    r"\d+(?:[.,:]\d+)*\w*"  # 1,000.5  2:30  20th
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\w+?(?=[nN]['’][tT]\b)"  # do|n't
    r"|[nN]['’][tT]\b"
    r"|['’](?:[sS]|[rR][eE]|[vV][eE]|[lL][lL]|[dD]|[mM])\b"  # 's  're  've  'll  'd  'm
    r"|\w+"
    r"|[^\w\s]"
)

# A word's case pattern. Zero is kept for [CLS], [SEP] and padding.
SHAPES = ("lower", "title", "upper", "initial", "mixed", "number", "alnum", "mark", "other")
SHAPE_IDS = 1 + 4 * len(SHAPES)


def words(text: str) -> list[tuple[int, int]]:
    """Word spans of `text`: code point offsets, end exclusive; a compound name is one word."""
    return join(text, [m.span() for m in WORD.finditer(text)])


def shape(word: str) -> int:
    """Index into SHAPES of a word's case pattern."""
    letters = [c for c in word if c.isalpha()]
    if not any(c.isalnum() for c in word):
        return SHAPES.index("mark")
    if any(c.isdigit() for c in word):
        return SHAPES.index("alnum" if letters else "number")
    upper = [c.isupper() for c in letters]
    if not any(upper):
        # Scripts without case have neither upper nor lower letters.
        return SHAPES.index("lower" if any(c.islower() for c in letters) else "other")
    if len(letters) == 1:
        return SHAPES.index("initial")
    if all(upper):
        return SHAPES.index("upper")
    if upper[0] and not any(upper[1:]):
        return SHAPES.index("title")
    return SHAPES.index("mixed")


def shape_id(word: str, first_piece: bool, space_before: bool) -> int:
    """Id of a piece's shape embedding: 1 + 4 · case pattern + 2 · continuation piece + white space before the word."""
    return 1 + 4 * shape(word) + 2 * (not first_piece) + int(space_before)


@dataclass(frozen=True)
class Pieces:
    """The word pieces of one word, with the shape id of each."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]


class WordPiece:
    """BERT word pieces of single words, with a cache; with a lexicon, every name is shown as one and the same piece."""

    cls, sep, pad, unknown = 101, 102, 0, 100
    longest = 16  # a word of more pieces keeps its first sixteen

    def __init__(self, base: Path, lexicon: Lexicon | None) -> None:
        self.lexicon = lexicon
        self._tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._cache: dict[tuple[str, str, bool], Pieces] = {}

    def __call__(self, word: str, space_before: bool, after: str = "") -> Pieces:
        """The pieces of a word that stands before the word `after`."""
        kind = self.lexicon.class_of(word, after) if self.lexicon else "common"
        key = (word, kind, space_before)
        if key not in self._cache:
            ids = self.ids(word, kind)
            # A name of two capitals looks like a name of one.
            looks = "Name" if kind in PIECES and SHAPES[shape(word)] == "mixed" else word
            shapes = tuple(shape_id(looks, i == 0, space_before) for i in range(len(ids)))
            self._cache[key] = Pieces(tuple(ids), shapes)
        return self._cache[key]

    def ids(self, word: str, kind: str = "common") -> list[int]:
        """Ids of the pieces that a word of this class is shown as, without their shapes."""
        if kind in PIECES:
            return [PIECES[kind]]
        shown = PARTICLE if kind == "particle" else word
        return (self._tokenizer.encode(shown, add_special_tokens=False).ids or [self.unknown])[: self.longest]
