"""CoNLL F1 and its parts as tallies, so that they get intervals and differences."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from eval.coreference import Part, b_cubed, ceaf_e, chains_of, muc
from eval.interval import Floats, Tally

Labels = dict[Hashable, Hashable]
_PARTS = ("muc_f1", "b_cubed_f1", "ceaf_e_f1")


def tallies_of(texts: Sequence[tuple[Labels, Labels]]) -> dict[str, Tally]:
    """Return the scores over `texts`, of which each has its gold labels and those predicted."""
    counts = np.array([_counts(gold, ours) for gold, ours in texts]).reshape(len(texts), 12)
    n = sum(len(gold) for gold, _ in texts)
    found = {"conll_f1": Tally(counts, lambda s: (_f1(s, 0) + _f1(s, 1) + _f1(s, 2)) / 3, n)}
    for at, name in enumerate(_PARTS):
        found[name] = Tally(counts, lambda s, at=at: _f1(s, at), n)  # type: ignore[misc]
    return found


def _counts(gold: Mapping[Hashable, Hashable], ours: Mapping[Hashable, Hashable]) -> Floats:
    one, two = chains_of(gold), chains_of(ours)
    return np.concatenate(
        [_row(part) for part in (muc(one, two), b_cubed(one, two), ceaf_e(one, two))]
    )


def _row(part: Part) -> Floats:
    return np.array([part.recall_hits, part.gold, part.precision_hits, part.predicted])


def _f1(sums: Floats, at: int) -> Floats:
    hits, gold, right, predicted = (sums[..., 4 * at + i] for i in range(4))
    recall = np.divide(hits, gold, out=np.zeros_like(hits), where=gold > 0)
    precision = np.divide(right, predicted, out=np.zeros_like(right), where=predicted > 0)
    total = recall + precision
    f1: Floats = np.divide(2 * recall * precision, total, out=np.zeros_like(total), where=total > 0)
    return f1
