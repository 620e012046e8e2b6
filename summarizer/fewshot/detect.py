"""How well one label is found in held-out sentences, and what its scores are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from summarizer.fewshot.rows import Examples
from summarizer.phrases import disjoint
from summarizer.types import Span

Floats = npt.NDArray[np.float64]
SAME = 0.3  # shared characters over all characters from which a phrase counts as found
# In `framing`, 27 sentences stand beside each that holds a phrase of a given label.
BACKGROUND = 27.0
_PULL = 1000.0


@dataclass(frozen=True, slots=True)
class Pick:
    """A phrase that the label would be given first in its place, and whether that is right."""

    line: int
    logit: float
    is_right: bool


def picks(examples: Examples, rows: Sequence[int], logits: Floats, label: str) -> list[Pick]:
    """Return the proposed phrases that no better one overlaps, line by line.

    Args:
        examples: the sentences.
        rows: proposed phrases, as indices into `examples.rows`.
        logits: `[rows]`.
        label: which marked phrases are right; each can be found once.
    """
    gold: dict[int, list[Span]] = {}
    for row in examples.rows:
        if row.label == label:
            gold.setdefault(row.line, []).append(row.span)
    own: dict[int, list[tuple[float, Span]]] = {}
    for i, logit in zip(rows, logits.tolist(), strict=True):
        if examples.rows[i].is_candidate:
            own.setdefault(examples.rows[i].line, []).append((logit, examples.rows[i].span))
    found: list[Pick] = []
    for line, proposed in own.items():
        left = list(gold.get(line, ()))
        ranked = sorted(proposed, key=lambda item: (-item[0], item[1]))
        for logit, span in disjoint(ranked, lambda item: item[1]):
            hit = next((g for g in left if span.iou(g) >= SAME), None)
            if hit is not None:
                left.remove(hit)
            found.append(Pick(line, logit, hit is not None))
    return found


def fit_calibration(found: Sequence[Pick], holds: frozenset[int]) -> tuple[float, float] | None:
    """Return slope and offset that turn logits into the chance of being right.

    Lines that hold the label, `holds`, are weighed against the others as in `BACKGROUND`.
    `None` if no pick is right or none is wrong.
    Source: Platt (1999), Probabilistic Outputs for Support Vector Machines, section 2.
    """
    from summarizer.neural.logistic import fit_logistic

    right = np.array([p.is_right for p in found], dtype=np.float64)
    others = len({p.line for p in found} - holds)
    if not right.any() or right.all():
        return None
    weight = BACKGROUND * len(holds) / others if others else 1.0
    weights = np.array([1.0 if p.line in holds else weight for p in found])
    logits = np.array([[p.logit] for p in found], dtype=np.float32)
    slope, offset = fit_logistic(logits, right[:, None], weights[:, None], _PULL)
    return float(slope[0, 0]), float(offset[0])


def average_precision(scores: Sequence[float], right: Sequence[bool], n_gold: int) -> float:
    """Return the mean precision at each right one, those never found counting as 0."""
    order = np.argsort(-np.asarray(scores, dtype=np.float64), kind="stable")
    hits = np.asarray(right, dtype=np.float64)[order]
    if not n_gold or not hits.any():
        return 0.0
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / n_gold)
