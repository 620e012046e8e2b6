"""Labels from few examples: one logistic regression each, in the space of phrases.

The method was chosen by measurement among the mean of the examples, the nearest examples,
ridge and logistic regression; see docs/codebooks.md and `eval/tune_few_shot.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from summarizer.fewshot.rows import Examples, unit_mean
from summarizer.neural.judges import sigmoid
from summarizer.neural.logistic import fit_logistic

Floats = npt.NDArray[np.float64]
Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
IGNORED = 2


@dataclass(frozen=True, slots=True, eq=False)
class LabelHead:
    """A regression for each of `labels`: `weights` `[labels, width]`, `bias` `[labels]`.

    `slope` and `offset`, `[labels]`, turn a logit into the probability that a phrase which
    is picked out with it carries the label.
    """

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats
    slope: Floats
    offset: Floats

    def logits(self, vectors: Vectors) -> Floats:
        """Return `[phrases, labels]`, not calibrated."""
        return np.asarray(vectors @ self.weights.T + self.bias, dtype=np.float64)

    def scores(self, vectors: Vectors) -> Floats:
        """Return `[phrases, labels]`, each a probability of its own."""
        return sigmoid(self.logits(vectors) * self.slope + self.offset)


def fit_labels(
    examples: Examples, rows: Sequence[int], labels: Sequence[str], strength: float = 1.0
) -> tuple[Floats, Floats]:
    """Return weights `[labels, width]` and bias `[labels]`, fitted on some of the rows.

    Args:
        examples: the sentences of a codebook, and plain ones.
        rows: which rows to learn from.
        labels: for each a regression; the marked phrases of all other labels speak against it.
        strength: how far the data may pull.
    """
    chosen = np.asarray(rows, dtype=np.int64)
    weights = np.stack([row_weights(examples, chosen, label) for label in labels], axis=1)
    own = np.array([examples.rows[i].label for i in chosen], dtype=object)
    targets = np.stack([(own == label).astype(np.float64) for label in labels], axis=1)
    return fit_logistic(examples.vectors[chosen], targets, weights, strength)


def row_weights(examples: Examples, rows: Rows, label: str) -> Floats:
    """Return how much each row says about `label`: `[rows]`, with mean 1.

    Half of the weight lies on the phrases of the label, and equal parts of the other half on
    the rest of their sentences, the phrases of other labels and of the background, its own
    look-alikes, and all other sentences. The labels of the background that lie nearest do not
    count: the user's label may mean the same.
    """
    ignored = nearest_background(examples, rows, label)
    found = [examples.rows[i] for i in rows]
    lines = {r.line for r in found if r.label == label}
    marked: dict[int, list[int]] = {}
    for at, r in enumerate(found):
        if r.label is not None:
            marked.setdefault(r.line, []).append(at)
    groups: dict[str, list[int]] = {}
    for at, r in enumerate(found):
        line = examples.lines[r.line]
        if r.label in ignored:
            continue
        if r.label is not None:
            name = "own" if r.label == label else "others"
        elif any(found[i].span.overlaps(r.span) for i in marked.get(r.line, ())):
            continue  # another cut of a marked phrase says nothing against it
        elif r.line in lines:
            name = "rest"
        else:
            name = "lookalikes" if line.is_lookalike and line.owner == label else "elsewhere"
        groups.setdefault(name, []).append(at)
    against = len(groups.keys() - {"own"})
    weights = np.zeros(len(rows))
    for name, members in groups.items():
        share = 1.0 if name == "own" else 1.0 / against
        weights[members] = 0.5 * share / len(members)
    total = weights.sum()
    return weights * np.count_nonzero(weights) / total if total else weights


def nearest_background(examples: Examples, rows: Rows, label: str) -> frozenset[str]:
    """Return the labels of the background whose mean phrase is nearest to that of `label`."""
    members: dict[str, list[int]] = {}
    for i in rows:
        row = examples.rows[i]
        if row.label is not None and (row.label == label or examples.lines[row.line].owner is None):
            members.setdefault(row.label, []).append(int(i))
    if label not in members:
        return frozenset()
    units = {name: unit_mean(examples.vectors[own]) for name, own in members.items()}
    others = sorted(
        (name for name in units if name != label),
        key=lambda n: (-float(units[n] @ units[label]), n),
    )
    return frozenset(others[:IGNORED])
