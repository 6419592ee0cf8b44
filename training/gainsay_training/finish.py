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
from .predict import Predicted, attributions_of, predictions, record, torch_run

GRID: dict[str, tuple[float, ...]] = {
    "distance": (0.0, 0.02, 0.04, 0.06, 0.08, 0.12),
    "give": (0.25, 0.5, 1.0, 2.0),
    "outside": (-0.3, 0.0, 0.3, 0.6),
    "content_weight": (0.5, 1.0, 2.0),
    "floor": (0.005, 0.02, 0.05),
}
DROPS = (0.0, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)


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


def fitted_confidence(score: ModuleType, gold: dict, lines: list[dict]) -> tuple[np.ndarray, dict]:
    """(weights fitted on all articles, report); writes confidences found by fitting on other articles into `lines`."""
    some = [r for r in lines if r["attributions"]]
    features = [np.array([a["features"] for a in r["attributions"]]) for r in some]
    hits = [calibrate.correct(score, gold[r["id"]], r) for r in some]
    held_out = calibrate.held_out(features, hits)
    for r, p in zip(some, held_out):
        for a, c in zip(r["attributions"], p):
            a["confidence"] = round(float(c), 4)
    p, y = np.concatenate(held_out), np.concatenate(hits)
    by_drop = {d: evaluate.attribution_figures(score, gold, without(lines, d))["full"] for d in DROPS}
    report = {"reliability": calibrate.reliability(p, y), "error": calibrate.calibration_error(p, y), "drop": by_drop}
    return calibrate.fit(np.concatenate(features), np.concatenate(hits)), report


def finish(
    reader: Reader,
    docs: dict[str, list[Document]],
    score: ModuleType,
    gold: dict,
    folder: Path,
    base: Path,
    figures: Callable[[Callable, Linking], dict],
    log: Callable[[str], None],
) -> None:
    """Write reader.onnx (single precision), reader.int8.onnx, heads.json, vocab.txt, dev.jsonl and figures.json."""
    folder.mkdir(parents=True, exist_ok=True)
    report: dict = {}
    articles = docs["attribution"]
    predicted = list(predictions(torch_run(reader, half=False), articles))

    paths: dict[float, list[np.ndarray]] = {}

    def lines_of(linking: Linking) -> list[dict]:
        if linking.outside not in paths:
            paths[linking.outside] = [role_path(o["roles"], linking) for *_, o in predicted]
        return records(predicted, articles, linking, paths[linking.outside])

    linking, _ = tune(lambda x: evaluate.attribution_figures(score, gold, lines_of(x))["full"], Linking())
    log(f"linking {linking}")
    lines = lines_of(linking)
    weights, report["confidence"] = fitted_confidence(score, gold, lines)
    log(json.dumps(report["confidence"]))
    (folder / "dev.jsonl").write_text("".join(json.dumps(r) + "\n" for r in lines))
    report["torch"] = evaluate.attribution_figures(score, gold, lines)
    log(json.dumps(report["torch"]))
    single, small = folder / "reader.onnx", folder / "reader.int8.onnx"
    export.onnx_file(reader, single)
    export.int8_file(single, small)
    export.write_description(folder / "heads.json", linking, weights)
    shutil.copyfile(base / "vocab.txt", folder / "vocab.txt")
    for path in (small, single):
        began = time.process_time()
        report[path.name] = {"bytes": path.stat().st_size, **figures(export.onnx_run(path, 1), linking)}
        report[path.name]["cpu_seconds"] = round(time.process_time() - began, 1)
        log(json.dumps({path.name: report[path.name]}))
        (folder / "figures.json").write_text(json.dumps(report, indent=1) + "\n")
