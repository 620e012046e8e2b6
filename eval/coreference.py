"""Scores of coreference chains: MUC, B³, entity CEAF and their mean, the CoNLL F1.

Sources: Vilain et al. (1995), Bagga and Baldwin (1998), Luo (2005, φ4), Pradhan et al. (2012).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Chains = Sequence[frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class Part:
    """Numerators and denominators of recall and precision; parts of several texts add up."""

    recall_hits: float
    gold: float
    precision_hits: float
    predicted: float

    def __add__(self, other: Part) -> Part:
        """Return the counts of both."""
        return Part(
            self.recall_hits + other.recall_hits,
            self.gold + other.gold,
            self.precision_hits + other.precision_hits,
            self.predicted + other.predicted,
        )

    @property
    def f1(self) -> float:
        """Return the harmonic mean of recall and precision; 0 where nothing is right."""
        if not self.recall_hits or not self.precision_hits:
            return 0.0
        recall, precision = self.recall_hits / self.gold, self.precision_hits / self.predicted
        return 2 * recall * precision / (recall + precision)


def muc(gold: Chains, predicted: Chains) -> Part:
    """Return the links of the chains that are found, and those that are right."""
    found, all_gold = _links(gold, predicted)
    right, all_predicted = _links(predicted, gold)
    return Part(found, all_gold, right, all_predicted)


def b_cubed(gold: Chains, predicted: Chains) -> Part:
    """Return, summed over mentions, the overlap of the chains that each is in."""
    recall, n_gold = _overlaps(gold, predicted)
    precision, n_predicted = _overlaps(predicted, gold)
    return Part(recall, n_gold, precision, n_predicted)


def ceaf_e(gold: Chains, predicted: Chains) -> Part:
    """Return the similarity of chains under the best one-to-one alignment of them."""
    if not gold or not predicted:
        return Part(0.0, len(gold), 0.0, len(predicted))
    table = np.array([[2 * len(g & p) / (len(g) + len(p)) for p in predicted] for g in gold])
    rows, columns = linear_sum_assignment(table, maximize=True)
    similarity = float(table[rows, columns].sum())
    return Part(similarity, len(gold), similarity, len(predicted))


def conll_f1(parts: Iterable[tuple[Part, Part, Part]]) -> float:
    """Return the mean F1 of the three measures, each summed over all texts first."""
    columns = list(zip(*parts, strict=True))
    if not columns:
        return 0.0
    f1s: list[float] = [sum(column[1:], start=column[0]).f1 for column in columns]
    return sum(f1s) / len(f1s)


def chains_of(labels: Mapping[Hashable, Hashable]) -> list[frozenset[Hashable]]:
    """Return the mentions in chains, given the label of each."""
    chains: dict[Hashable, set[Hashable]] = {}
    for mention, label in labels.items():
        chains.setdefault(label, set()).add(mention)
    return [frozenset(chain) for chain in chains.values()]


def _links(of: Chains, by: Chains) -> tuple[float, float]:
    place = {mention: n for n, chain in enumerate(by) for mention in chain}
    kept = total = 0
    for chain in of:
        parts = {place.get(mention, ("alone", mention)) for mention in chain}
        kept += len(chain) - len(parts)
        total += len(chain) - 1
    return float(kept), float(total)


def _overlaps(of: Chains, by: Chains) -> tuple[float, float]:
    place = {mention: chain for chain in by for mention in chain}
    share = sum(
        len(chain & place[mention]) / len(chain)
        for chain in of
        for mention in chain
        if mention in place
    )
    return share, float(sum(map(len, of)))
