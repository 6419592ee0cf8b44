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
from .decode import Linking
from .documents import Document
from .model import Reader
from .predict import Predicted, attributions_of, predictions, record, torch_run

GRID: dict[str, tuple[float, ...]] = {
    "distance": (0.0, 0.005, 0.01, 0.02, 0.04),
    "content_weight": (0.25, 0.5, 1.0, 2.0),
    "floor": (0.005, 0.02, 0.05),
    "give": (0.5, 1.0, 1.5, 2.5, 4.0, 6.0),
    "outside": (-0.6, -0.3, 0.0, 0.3),
}


def tune(score: Callable[[Linking], float], start: Linking, rounds: int = 2) -> tuple[Linking, float]:
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


def records(predicted: list[Predicted], docs: list[Document], linking: Linking) -> list[dict]:
    """The scorer's lines of all documents."""
    found = attributions_of(predicted, docs, linking)
    return [record(d, found[d.id]) for d in docs]


def fitted_confidence(score: ModuleType, gold: dict, lines: list[dict]) -> tuple[np.ndarray, dict]:
    """(weights fitted on all articles, the table and error found by fitting on other articles)."""
    lines = [r for r in lines if r["attributions"]]
    features = [np.array([a["features"] for a in r["attributions"]]) for r in lines]
    hits = [calibrate.correct(score, gold[r["id"]], r) for r in lines]
    p, y = calibrate.held_out(features, hits)
    weights = calibrate.fit(np.concatenate(features), np.concatenate(hits))
    return weights, {"reliability": calibrate.reliability(p, y), "error": calibrate.calibration_error(p, y)}


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

    def full(linking: Linking) -> float:
        return evaluate.attribution_figures(score, gold, records(predicted, articles, linking))["full"]

    linking, _ = tune(full, Linking())
    log(f"linking {linking}")
    lines = records(predicted, articles, linking)
    weights, report["confidence"] = fitted_confidence(score, gold, lines)
    log(json.dumps(report["confidence"]))
    for line in lines:
        for a in line["attributions"]:
            a["confidence"] = round(float(calibrate.confidence(weights, np.array([a["features"]]))[0]), 3)
    (folder / "dev.jsonl").write_text("".join(json.dumps(r) + "\n" for r in lines))
    report["torch"] = evaluate.attribution_figures(score, gold, lines)
    log(json.dumps(report["torch"]))
    single, small = folder / "reader.onnx", folder / "reader.int8.onnx"
    export.onnx_file(reader, single)
    export.int8_file(single, small)
    export.write_description(folder / "heads.json", linking, weights)
    shutil.copyfile(base / "vocab.txt", folder / "vocab.txt")
    for path in (single, small):
        began = time.process_time()
        report[path.name] = {"bytes": path.stat().st_size, **figures(export.onnx_run(path, 1), linking)}
        report[path.name]["cpu_seconds"] = round(time.process_time() - began, 1)
        log(json.dumps({path.name: report[path.name]}))
        (folder / "figures.json").write_text(json.dumps(report, indent=1) + "\n")
