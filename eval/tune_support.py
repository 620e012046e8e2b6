"""Fit what turns the support head's logits into probabilities, and from which a sentence stands.

The slope and bias are those of all judged summaries and claims of two development sets
together; which share of them is true is that of these sets.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

import summarizer
from eval.corpus import read_corpus
from eval.spec import read_tasks
from eval.tasks_borne_out import case_of, is_supported
from eval.tasks_guard import CLEAN
from summarizer.training.fact_fit import platt

Floats = npt.NDArray[np.float64]
_TASKS = ("cliff", "wice")
_STEPS = [round(float(p), 2) for p in np.arange(0.01, 1.0, 0.01)]


def fit_support(tool: summarizer.Tool, data: Path) -> dict[str, float]:
    """Return slope, bias, the threshold of a verdict and the least that is said."""
    specs = read_tasks()
    logits, gold = [], []
    for name in _TASKS:
        records = read_corpus(specs[name], "dev", data).records
        reader = tool.built.support.reader
        facts = reader.read([case_of(r) for r in records])
        logits.append(np.array([float(tool.heads.support.logits(own).min()) for own in facts]))
        gold.append(np.array([float(is_supported(r)) for r in records]))
    slope, bias = platt(np.concatenate(logits), np.concatenate(gold))
    sets = [
        (1 / (1 + np.exp(-(slope * own + bias))), y) for own, y in zip(logits, gold, strict=True)
    ]
    supported = max(_STEPS, key=lambda t: (round(_balanced(sets, t), 6), -t))
    print(f"support {_balanced(sets, supported):.3f} at {supported}", file=sys.stderr)
    fitted = {"slope": round(slope, 4), "bias": round(bias, 4), "supported": supported}
    return {**fitted, "least": _least(tool, slope, bias)}


def _balanced(sets: Sequence[tuple[Floats, Floats]], threshold: float) -> float:
    """Return the mean balanced accuracy of the sets."""
    return float(
        np.mean(
            [
                ((p >= threshold)[y == 1].mean() + (p < threshold)[y == 0].mean()) / 2
                for p, y in sets
            ]
        )
    )


def _least(tool: summarizer.Tool, slope: float, bias: float) -> float:
    """Return the greatest probability that costs none of the guard's true sentences."""
    judge = replace(tool.heads.support, slope=slope, bias=bias)
    records = read_corpus(read_tasks()["guard"], "dev", None).records
    cases = [
        ((case["sentence"],), [record["sentences"][at] for at in case["evidence"]])
        for record in records
        for case in record["cases"]
        if case["kind"] in CLEAN
    ]
    lowest = min(p for (p,) in replace(tool.built.support, judge=judge).score(cases))
    return max((t for t in _STEPS if t <= lowest), default=_STEPS[0])
