"""Claims of several articles → groups that state one fact, at most one claim of each article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.story.fact_candidates import Candidate
from summarizer.story.matching import Matches

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """How the candidates of every article stand in every other one.

    `candidates` are those of each article; `matches[a, b]` says how those of `a` stand in
    `b`; `same_figures` are pairs of sentences (article, row) known to give figures for one
    quantity.
    """

    candidates: Mapping[str, Sequence[Candidate]]
    matches: Mapping[Pair, Matches]
    same_figures: frozenset[tuple[tuple[str, int], tuple[str, int]]] = frozenset()

    def best_row(self, article: str, at: int, other: str) -> tuple[int, float] | None:
        """Return the sentence of `other` likeliest to state a claim of `article`, with its chance.

        `None` if `other` has no sentences.
        """
        row = self.matches[article, other].sentences[at]
        if not len(row):
            return None
        best = int(np.argmax(row))
        return best, float(row[best])

    def chance(self, article: str, at: int, other: str) -> float:
        """Return the probability that anything in `other` states a claim of `article`."""
        return float(self.matches[article, other].article[at])


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Claims that state one fact: the index of the candidate by article."""

    members: tuple[tuple[str, int], ...]


def group(found: Found, stated: float) -> list[Group]:
    """Return the candidates in groups, each candidate in one.

    Two groups become one, the likest pair of claims first, if no article is in both and the
    mean chance over all pairs between them reaches `stated` (average linkage), so that a
    chain of near misses joins nothing.
    """
    names = sorted(found.candidates)
    scores = _scores(found, names)
    of = {node: frozenset({node}) for node in _nodes(found, names)}
    edges = sorted(
        ((s, a, b) for (a, b), s in scores.items() if s >= stated),
        key=lambda e: (-e[0], _key(found, e[1]), _key(found, e[2])),
    )
    for _, a, b in edges:
        one, two = of[a], of[b]
        if one is two or {n for n, _ in one} & {n for n, _ in two}:
            continue
        between = [scores.get((x, y), scores.get((y, x), 0.0)) for x in one for y in two]
        if sum(between) / len(between) >= stated:
            joined = one | two
            of.update(dict.fromkeys(joined, joined))
    groups = {id(each): each for each in of.values()}
    members = [tuple(sorted(each, key=lambda n: _key(found, n))) for each in groups.values()]
    return [Group(m) for m in sorted(members, key=lambda m: [_key(found, n) for n in m])]


Node = tuple[str, int]


def _nodes(found: Found, names: Sequence[str]) -> list[Node]:
    return [(name, at) for name in names for at in range(len(found.candidates[name]))]


def _key(found: Found, node: Node) -> tuple[str, str, int, int]:
    return found.candidates[node[0]][node[1]].key


def _scores(found: Found, names: Sequence[str]) -> dict[tuple[Node, Node], float]:
    """Return how likely two claims of different articles are one fact, where it is thinkable."""
    scores: dict[tuple[Node, Node], float] = {}
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            if not found.candidates[a] or not found.candidates[b]:
                continue
            mutual = _mutual(found, a, b)
            for x, y in zip(*np.nonzero(mutual > 0), strict=True):
                scores[(a, int(x)), (b, int(y))] = float(mutual[x, y])
    return scores


def _mutual(found: Found, a: str, b: str) -> np.ndarray:
    """Return the geometric mean of both directions; 0 where two claims contradict."""
    first, second = found.candidates[a], found.candidates[b]
    there = found.matches[a, b].sentences[:, [c.row for c in second]]
    back = found.matches[b, a].sentences[:, [c.row for c in first]].T
    mean = np.sqrt(np.maximum(there, 0) * np.maximum(back, 0)).astype(np.float64)
    allowed = [[can_agree(found, one, two) for two in second] for one in first]
    return np.where(np.asarray(allowed), mean, 0.0)


def can_agree(found: Found, one: Candidate, two: Candidate) -> bool:
    """Return whether neither the negation nor the figures of two claims contradict."""
    if one.is_negated != two.is_negated:
        return False
    if not one.figures or not two.figures or one.figures & two.figures:
        return True
    rows = (one.article, one.row), (two.article, two.row)
    return rows in found.same_figures or rows[::-1] in found.same_figures
