"""Confidence of an attribution: a logistic regression on its features, fitted and checked on development articles."""

from __future__ import annotations

from types import ModuleType

import numpy as np

FLOOR = -6.0  # features are cut off below, so that one wild guess does not rule the fit
FOLDS = 5


def correct(score: ModuleType, gold: dict, record: dict) -> np.ndarray:
    """1 for every attribution that has a gold one with content and source Jaccard of at least 0.5."""
    text = gold["text"]
    roles = ("source", "content")
    true = [{r: score.chars(a[r], text) for r in roles} for a in gold["attributions"]]
    hits = []
    for a in record["attributions"]:
        mine = {r: score.chars(a[r], text) for r in roles}
        hits.append(any(all(score.jac(t[r], mine[r]) >= 0.5 for r in roles) for t in true if t["content"]))
    return np.array(hits, float)


def design(features: np.ndarray) -> np.ndarray:
    """Features cut off at FLOOR, with a constant in front."""
    return np.column_stack([np.ones(len(features)), np.maximum(features, FLOOR)])


def fit(features: np.ndarray, hits: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Weights (constant first) of a ridge logistic regression, by Newton's method."""
    x = design(features)
    w = np.zeros(x.shape[1])
    penalty = ridge * np.eye(x.shape[1])
    penalty[0, 0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + penalty, x.T @ (hits - p) - penalty @ w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def confidence(weights: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Probability that an attribution is right."""
    return 1 / (1 + np.exp(-design(features) @ weights))


def held_out(features: list[np.ndarray], hits: list[np.ndarray]) -> list[np.ndarray]:
    """Confidences of each article's attributions, by a fit on the other folds' articles."""
    out: list[np.ndarray] = [np.zeros(0)] * len(features)
    for fold in range(FOLDS):
        rest = [i for i in range(len(features)) if i % FOLDS != fold]
        w = fit(np.concatenate([features[i] for i in rest]), np.concatenate([hits[i] for i in rest]))
        for i in range(fold, len(features), FOLDS):
            out[i] = confidence(w, features[i])
    return out


def reliability(p: np.ndarray, y: np.ndarray, bins: int = 10) -> list[dict[str, float]]:
    """Rows of a reliability table: attributions, mean confidence and share right, by band of confidence."""
    band = np.minimum((p * bins).astype(int), bins - 1)
    return [
        {"from": b / bins, "n": int((band == b).sum()), "confidence": round(float(p[band == b].mean()), 3),
         "right": round(float(y[band == b].mean()), 3)}
        for b in range(bins) if (band == b).any()
    ]  # fmt: skip


def calibration_error(p: np.ndarray, y: np.ndarray) -> float:
    """Expected calibration error over ten bands."""
    return round(sum(r["n"] * abs(r["confidence"] - r["right"]) for r in reliability(p, y)) / len(p), 4)
