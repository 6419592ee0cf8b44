"""Figures on the development files."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np

from .calibrate import confidence
from .decode import Linking
from .documents import Document
from .labels import IGNORE, NAME_TAGS, spans, viterbi
from .predict import Run, attributions_of, predictions, record


def scorer(path: Path) -> ModuleType:
    """The attribution scorer, loaded from its file."""
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def attribution_figures(score: ModuleType, gold: dict, records: list[dict]) -> dict[str, float]:
    """The scorer's F1 values and recall by type."""
    by_id = {r["id"]: [score.norm(a) for a in r["attributions"]] for r in records}
    docs = [score.score_doc(g["text"], g["attributions"], by_id.get(k, [])) for k, g in sorted(gold.items())]
    total, types = score.aggregate(docs)
    out = {m: round(score.prf(*v)[2], 2) for m, v in total.items()}
    for t, (n, _, full) in sorted(types.items()):
        out[f"full_recall_{t}"] = round(100 * full / n, 1)
    return out


def attribution(
    run: Run, docs: list[Document], score: ModuleType, gold: dict, linking: Linking, weights: np.ndarray | None = None
) -> dict[str, float]:
    """Attribution figures of a reader on labelled articles; with confidence weights the unsure are dropped."""
    found = attributions_of(predictions(run, docs), docs, linking)
    if weights is not None:
        found = {
            k: [x for x in v if confidence(weights, np.array([x[1].features]))[0] >= linking.threshold]
            for k, v in found.items()
        }
    return attribution_figures(score, gold, [record(d, found[d.id]) for d in docs])


def f1(hit: int, gold: int, found: int) -> float:
    """F1 in percent."""
    return round(200 * hit / (gold + found), 2) if gold + found else 0.0


def names(run: Run, docs: list[Document]) -> dict[str, float]:
    """Exact-span F1 of names."""
    hit = gold = found = 0
    for w, out in predictions(run, docs):
        path = viterbi(out["names"], NAME_TAGS)
        assert w.doc.names is not None
        mine = {s for s in spans(path, NAME_TAGS) if w.keep <= w.first + s[1] < w.until}
        true = {s for s in spans(w.doc.names[w.first : w.end], NAME_TAGS) if w.keep <= w.first + s[1] < w.until}
        hit, gold, found = hit + len(mine & true), gold + len(true), found + len(mine)
    return {"names": f1(hit, gold, found)}


def syntax(run: Run, docs: list[Document]) -> dict[str, float]:
    """UPOS, UAS and LAS over all words (punctuation too), heads taken one by one."""
    n = pos = head = both = 0
    for w, out in predictions(run, docs):
        doc = w.doc
        assert doc.upos is not None and doc.heads is not None and doc.relations is not None
        true, mine = slice(w.keep, w.until), slice(w.keep - w.first, w.until - w.first)
        true_heads = np.where(doc.heads[true] == -1, 0, doc.heads[true] - w.first + 1)
        counted = doc.upos[true] != IGNORE
        right = (out["arcs"].argmax(-1)[mine] == true_heads) & counted
        n += int(counted.sum())
        pos += int(((out["upos"].argmax(-1)[mine] == doc.upos[true]) & counted).sum())
        head += int(right.sum())
        both += int((right & (out["relations"].argmax(-1)[mine] == doc.relations[true])).sum())
    return {"upos": round(100 * pos / n, 2), "uas": round(100 * head / n, 2), "las": round(100 * both / n, 2)}


