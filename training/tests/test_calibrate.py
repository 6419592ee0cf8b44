"""Confidence from features."""

import numpy as np

from gainsay_training.calibrate import calibration_error, confidence, fit, reliability


def test_fit_finds_the_weights_that_made_the_data() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20000, 2))
    y = (rng.random(20000) < 1 / (1 + np.exp(-(0.5 + x @ np.array([1.0, -2.0]))))).astype(float)
    assert np.allclose(fit(x, y), [0.5, 1.0, -2.0], atol=0.1)
    assert calibration_error(confidence(fit(x, y), x), y) < 0.02


def test_reliability_counts_every_attribution() -> None:
    rows = reliability(np.array([0.05, 0.95, 1.0]), np.array([0.0, 1.0, 0.0]))
    assert [(r["from"], r["n"], r["right"]) for r in rows] == [(0.0, 1, 0.0), (0.9, 2, 0.5)]
