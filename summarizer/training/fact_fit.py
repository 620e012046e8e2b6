"""What is fitted on topics that a facts head has not seen: scales of logits, and thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_STEPS = 50
_FEWEST = 50  # judgements on which a threshold may rest


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Logits of claims and of rows with their gold; `states` is -1 where not known."""

    article: npt.NDArray[np.float32]
    stated: npt.NDArray[np.float32]
    whole: npt.NDArray[np.bool_]
    logits: npt.NDArray[np.float32]
    states: npt.NDArray[np.float32]


def fit_calibration(held: Sequence[Held], precision: float) -> dict[str, float]:
    """Return slopes and biases of the logits, and the thresholds of a judgement.

    Args:
        held: judgements on topics that were held out.
        precision: the share of right judgements that the thresholds are to reach.
    """
    logits = np.concatenate([h.article for h in held]).astype(np.float64)
    gold = np.concatenate([h.stated for h in held]).astype(np.float64)
    whole = np.concatenate([h.whole for h in held])
    rows = np.concatenate([h.logits for h in held]).astype(np.float64)
    states = np.concatenate([h.states for h in held]).astype(np.float64)
    slope, bias = platt(logits[~whole], gold[~whole])
    whole_slope, whole_bias = platt(logits[whole], gold[whole])
    sentence_slope, sentence_bias = platt(rows[states >= 0], states[states >= 0])
    p = 1 / (1 + np.exp(-(slope * logits[~whole] + bias)))
    stated = threshold(p, gold[~whole], precision)
    omitted = 1 - threshold(1 - p, 1 - gold[~whole], precision)
    values = {
        "slope": slope,
        "bias": bias,
        "whole_slope": whole_slope,
        "whole_bias": whole_bias,
        "sentence_slope": sentence_slope,
        "sentence_bias": sentence_bias,
        "stated": max(stated, 0.5),
        "omitted": min(omitted, 0.5),
    }
    return {name: round(float(value), 4) for name, value in values.items()}


def platt(logits: Floats, gold: Floats) -> tuple[float, float]:
    """Return the slope and bias for which the logistic of the logits fits `gold` best.

    Source: Platt (1999), Probabilistic Outputs for Support Vector Machines, section 2.2, by
    Newton's method; gold may be shares. Without any logits, nothing is changed.
    """
    if not len(logits):
        return 1.0, 0.0
    x = np.stack([logits, np.ones_like(logits)], 1)
    w = np.array([1.0, 0.0])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (p - gold) + 1e-3 * (w - [1.0, 0.0])
        curve = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(2)
        w = w - np.linalg.solve(curve, slope)
    return float(w[0]), float(w[1])


def threshold(scores: Floats, gold: Floats, precision: float) -> float:
    """Return the least score from which on the share of true cases is `precision`, or 1."""
    order = np.argsort(-scores, kind="stable")
    shares = np.cumsum(gold[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero((shares >= precision) & (np.arange(len(order)) >= _FEWEST))
    return float(scores[order[good[-1]]]) if len(good) else 1.0
