"""From a checkpoint to the shipped files: linking constants, confidence, ONNX graphs, figures of each."""

from __future__ import annotations

import dataclasses
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np

from . import calibrate, evaluate, export
from .decode import Linking, role_path
from .documents import Document
from .model import Reader
from .predict import Predicted, Run, attributions_of, predictions, record
from .text import WordPiece

GRID: dict[str, tuple[float, ...]] = {
    "outside": (-1.5, -1.2, -0.9, -0.6, -0.3, 0.0),
    "distance": (0.04, 0.06, 0.08, 0.12),
    "give": (0.5, 1.0, 2.0),
    "content_weight": (0.5, 1.0, 2.0),
    "floor": (0.005, 0.02),
}
# Full F1 given up for a lower threshold: what is dropped is lost to the user, what is told can be looked up.
SLACK = 0.25
DROPS = tuple(round(0.05 * i, 2) for i in range(12))


def tune(score: Callable[[Linking], float], start: Linking, rounds: int = 1) -> tuple[Linking, float]:
    """Coordinate search over GRID; a constant changes only for a gain of at least 0.02 points."""
    best, value = start, score(start)
    for _ in range(rounds):
        before = best
        for name, values in GRID.items():
            for v in values:
                other = dataclasses.replace(best, **{name: v})
                if other != best and (new := score(other)) >= value + 0.02:
                    best, value = other, new
        if best == before:
            break
    return best, value


def records(
    predicted: list[Predicted], docs: list[Document], linking: Linking, paths: list[np.ndarray] | None = None
) -> list[dict]:
    """The scorer's lines of all documents."""
    found = attributions_of(predicted, docs, linking, paths)
    return [record(d, found[d.id]) for d in docs]


def without(lines: list[dict], drop: float) -> list[dict]:
    """The lines less the attributions of a confidence under `drop`."""
    return [r | {"attributions": [a for a in r["attributions"] if a["confidence"] >= drop]} for r in lines]


@dataclasses.dataclass(frozen=True)
class Confidence:
    """Held-out confidences (also written into the lines), the weights fitted on all articles, and what they reach."""

    weights: np.ndarray
    held_out: np.ndarray
    hits: np.ndarray
    threshold: float
    full: float  # full F1 of what is not under the threshold, without the one-to-one condition


def fitted_confidence(score: ModuleType, gold: dict, lines: list[dict]) -> Confidence:
    """Fit confidences, each article scored by a fit on other articles, and find the least threshold of a full F1 near the best."""
    some = [r for r in lines if r["attributions"]]
    features = [np.array([a["features"] for a in r["attributions"]]) for r in some]
    hits = [calibrate.correct(score, gold[r["id"]], r) for r in some]
    held_out = calibrate.held_out(features, hits)
    for r, p in zip(some, held_out):
        for a, c in zip(r["attributions"], p):
            a["confidence"] = round(float(c), 4)
    p, y = np.concatenate(held_out), np.concatenate(hits)
    total = sum(bool(a["content"]) for g in gold.values() for a in g["attributions"])
    by_drop = {d: 200 * y[p >= d].sum() / (total + (p >= d).sum()) for d in DROPS}
    full = max(by_drop.values())
    threshold = min(d for d, f in by_drop.items() if f >= full - SLACK)
    weights = calibrate.fit(np.concatenate(features), np.concatenate(hits))
    return Confidence(weights, p, y, threshold, full)


def finish(
    reader: Reader,
    docs: dict[str, list[Document]],
    score: ModuleType,
    gold: dict,
    folder: Path,
    base: Path,
    lexicon: Path,
    word_piece: WordPiece,
    figures: Callable[[Run, Linking, np.ndarray], dict],
    log: Callable[[str], None],
    threads: int,
    linking: Linking | None = None,
) -> None:
    """Write reader.onnx (single precision), reader.int8.onnx, heads.json, vocab.txt, lexicon.tsv, dev.jsonl and figures.json.

    The linking constants are tuned unless they are given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    report: dict = {}
    articles = docs["attribution"]
    single, small = folder / "reader.onnx", folder / "reader.int8.onnx"
    export.onnx_file(reader, single)
    export.int8_file(single, small)
    # Everything is tuned on what the shipped graph answers.
    predicted = list(predictions(export.onnx_run(small, threads), articles))

    paths: dict[float, list[np.ndarray]] = {}

    def lines_of(linking: Linking) -> list[dict]:
        if linking.outside not in paths:
            paths[linking.outside] = [role_path(o["roles"], linking) for _, o in predicted]
        return records(predicted, articles, linking, paths[linking.outside])

    if linking is None:
        linking, _ = tune(lambda x: fitted_confidence(score, gold, lines_of(x)).full, Linking())
    lines = lines_of(linking)
    confidence = fitted_confidence(score, gold, lines)
    linking = dataclasses.replace(linking, threshold=confidence.threshold)
    log(f"linking {linking}")
    p, y = confidence.held_out, confidence.hits
    report["confidence"] = {
        "reliability": calibrate.reliability(p, y),
        "error": calibrate.calibration_error(p, y),
        "by_threshold": {
            d: {k: v for k, v in evaluate.attribution_figures(score, gold, without(lines, d)).items() if "full" in k}
            for d in DROPS[::2]
        },
    }
    log(json.dumps(report["confidence"]))
    lines = without(lines, linking.threshold)
    (folder / "dev.jsonl").write_text("".join(json.dumps(r) + "\n" for r in lines))
    report["held_out"] = evaluate.attribution_figures(score, gold, lines)
    log(json.dumps(report["held_out"]))
    described = export.description(small, lexicon, word_piece, linking, confidence.weights)
    export.write_description(folder / "heads.json", described)
    shutil.copyfile(base / "vocab.txt", folder / "vocab.txt")
    shutil.copyfile(lexicon, folder / "lexicon.tsv")
    for path in (small, single):
        began = time.process_time()
        report[path.name] = {"bytes": path.stat().st_size, **figures(export.onnx_run(path, threads), linking, confidence.weights)}
        report[path.name]["cpu_seconds"] = round(time.process_time() - began, 1)
        log(json.dumps({path.name: report[path.name]}))
        (folder / "figures.json").write_text(json.dumps(report, indent=1) + "\n")
