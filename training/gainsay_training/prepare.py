"""Attribution articles from the corpus' own layout (brat standoff) to the JSONL that training and scorer read."""

from __future__ import annotations

import json
import re
from pathlib import Path

from .labels import ROLES

FILE = re.compile(r"(?P<article>.+)_(?P<annotator>[0-9a-f]{4})\.ann")


def annotations(lines: list[str]) -> list[dict[str, list[list[int]]]]:
    """Attributions of one standoff file: `E` lines whose numbered roles (Content2) are parts of one span."""
    spans: dict[str, list[list[int]]] = {}
    out = []
    for line in lines:
        cells = line.split("\t")
        if line.startswith("T"):
            spans[cells[0]] = [[int(x) for x in part.split()] for part in cells[1].split(" ", 1)[1].split(";")]
    for line in lines:
        cells = line.split("\t")
        if not line.startswith("E"):
            continue
        attribution: dict[str, list[list[int]]] = {role: [] for role in ROLES}
        for argument in cells[1].split():
            role, span = argument.split(":")
            role = role.rstrip("0123456789").lower()
            if role in attribution:
                attribution[role] += spans.get(span, [])
        out.append({role: sorted(parts) for role, parts in attribution.items()})
    return out


def convert(split: Path, target: Path) -> int:
    """Write the articles of a folder with `text/` and `attributions/` to a JSONL file; returns how many there are."""
    by_article: dict[str, dict[str, Path]] = {}
    for path in sorted((split / "attributions").iterdir()):
        if m := FILE.fullmatch(path.name):
            by_article.setdefault(m["article"], {})[m["annotator"]] = path
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for article, files in sorted(by_article.items()):
            text = (split / "text" / f"{article}.txt").read_bytes().decode("utf-8")
            read = {k: annotations(p.read_bytes().decode("utf-8").split("\n")) for k, p in sorted(files.items())}
            first, *rest = read
            line = {
                "id": article,
                "text": text,
                "annotator": first,
                "attributions": read[first],
                "other_annotators": {k: read[k] for k in rest},
            }
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return len(by_article)
