"""Sentences with syntax (CoNLL-U) and with names (CoNLL-2003 columns)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from .documents import Document, unlabelled
from .labels import IGNORE, NAME_TAGS, UPOS, relation_id
from .text import WordPiece, words

CLOSING = set(".,;:!?)]}%") | {"'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'"}
OPENING = set("([{$")


def conllu(path: Path, word_piece: WordPiece) -> list[Document]:
    """Documents of a treebank: parts of speech, heads and relations of every word."""
    docs: list[Document] = []
    rows: list[tuple[str, bool, int, int, int, int, int]] = []
    paragraph = sentence = 0
    name, first = path.stem, 0
    glued_until, space = -1, True

    def close() -> None:
        if not rows:
            return
        form, before, par, sent, pos, head, rel = (list(column) for column in zip(*rows))
        doc = unlabelled(name, "syntax", form, before, par, sent, word_piece)
        doc.upos, doc.heads, doc.relations = (np.array(x, np.int64) for x in (pos, head, rel))
        docs.append(doc)
        rows.clear()

    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            close()
            name, first = line.split("=", 1)[-1].strip(), 0
        elif line.startswith("# newpar"):
            paragraph += 1
        elif not line:
            sentence, first, glued_until, space = sentence + 1, len(rows), -1, True
        elif not line.startswith("#"):
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            no_space = "SpaceAfter=No" in cells[9].split("|")
            if "-" in cells[0]:
                glued_until, glued_space = int(cells[0].split("-")[1]), not no_space
                continue
            number, head = int(cells[0]), int(cells[6])
            relation = IGNORE if cells[7] == "_" else relation_id(cells[7])
            pos = UPOS.index(cells[3]) if cells[3] in UPOS else IGNORE
            rows.append((cells[1], space, paragraph, sentence, pos, first + head - 1 if head else -1, relation))
            space = (glued_space if number == glued_until else False) if number <= glued_until else not no_space
    close()
    return docs


def sentences(path: Path) -> Iterator[tuple[bool, list[tuple[str, str]]]]:
    """(a document starts here, [(word, BIO name tag)]) of every sentence of a CoNLL-2003 file."""
    rows: list[tuple[str, str]] = []
    starts = False
    for line in path.read_text(encoding="utf-8").split("\n"):
        cells = line.split()
        if line.startswith("-DOCSTART-"):
            starts = True
        elif cells:
            rows.append((cells[0], cells[-1]))
        elif rows:
            yield starts, rows
            rows, starts = [], False


def named(path: Path, word_piece: WordPiece) -> list[Document]:
    """Documents with names. Words are cut as in running text; a cut name word keeps its name.

    The files have neither spacing nor paragraphs: spacing is guessed from punctuation, and every third sentence starts
    a paragraph.
    """
    docs: list[Document] = []
    form: list[str] = []
    space: list[bool] = []
    tags: list[int] = []
    par: list[int] = []
    sent: list[int] = []

    def close() -> None:
        if form:
            doc = unlabelled(f"{path.stem}-{len(docs)}", "names", list(form), list(space), list(par), list(sent), word_piece)
            doc.names = np.array(tags, np.int64)
            docs.append(doc)
        for column in (form, space, tags, par, sent):
            column.clear()

    for number, (starts, rows) in enumerate(sentences(path)):
        if starts:
            close()
        quoted, after_open = False, True
        for word, tag in rows:
            before = not (after_open or word in CLOSING or (word == '"' and quoted))
            after_open = word in OPENING or (word == '"' and not quoted)
            quoted ^= word == '"'
            for k, (s, e) in enumerate(words(word)):
                inner = tag.replace("B-", "I-") if k else tag
                form.append(word[s:e])
                space.append(before and k == 0)
                tags.append(NAME_TAGS.index(inner))
                par.append(number // 3)
                sent.append(number)
    close()
    return docs

