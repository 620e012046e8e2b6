"""Figures in groups that measure one quantity."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from summarizer.story.figure_match import (
    Placed,
    is_contrary,
    is_same_number,
    likeness,
)
from summarizer.story.figure_words import CASUALTY

Group = tuple[Placed, ...]

# A figure goes with another one only if no third is nearly as close to it.
MARGIN = 0.05


def group_figures(placed: Sequence[Placed]) -> list[Group]:
    """Return `placed` in groups of one quantity each.

    Equal figures are joined first, the likest before the others. A group is then joined to
    one with another figure if each is the one that the other fits best, by a margin. One
    article gives two figures for a quantity only if they are of casualties and it names a
    different source for each.
    """
    groups: list[Group] = [(p,) for p in placed]
    groups = _join_equal(groups)
    return _join_different(groups)


def _join_equal(groups: list[Group]) -> list[Group]:
    pairs = [
        (likeness(a[0], b[0]), i, j)
        for (i, a), (j, b) in combinations(enumerate(groups), 2)
        if is_same_number(a[0].reading.amount, b[0].reading.amount)
    ]
    home = list(range(len(groups)))
    for _, i, j in sorted(((s, i, j) for s, i, j in pairs if s > 0), key=lambda x: (-x[0], *x[1:])):
        one, two = groups[home[i]], groups[home[j]]
        if home[i] != home[j] and all(_fits(a, b) for a, b in product(one, two)):
            source, target = home[j], home[i]
            groups[target] = (*one, *two)
            groups[source] = ()
            home = [target if at == source else at for at in home]
    return [group for group in groups if group]


def _fits(a: Placed, b: Placed) -> bool:
    return is_same_number(a.reading.amount, b.reading.amount) and not is_contrary(
        a.reading, b.reading
    )


def _join_different(groups: list[Group]) -> list[Group]:
    while best := _best_pair(groups):
        i, j = best
        groups = [g for k, g in enumerate(groups) if k not in best] + [(*groups[i], *groups[j])]
    return groups


def _best_pair(groups: Sequence[Group]) -> tuple[int, int] | None:
    scores = {
        (i, j): score
        for (i, a), (j, b) in combinations(enumerate(groups), 2)
        if (score := _score(a, b)) > 0
    }
    for i, j in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        rivals = [s for pair, s in scores.items() if _is_rival(pair, (i, j), groups)]
        if not rivals or max(rivals) <= scores[i, j] - MARGIN:
            return i, j
    return None


def _is_rival(pair: tuple[int, int], best: tuple[int, int], groups: Sequence[Group]) -> bool:
    """Return whether `pair` shares a group with `best` while their other groups exclude it."""
    if len({*pair, *best}) != 3:
        return False
    one, two = sorted({*pair} ^ {*best})
    return not _may_join(groups[one], groups[two])


def _score(one: Group, two: Group) -> float:
    """Return how well two groups with different figures go together; 0 where they may not."""
    if not _may_join(one, two):
        return 0.0
    return max(likeness(a, b) for a, b in product(one, two))


def _may_join(one: Group, two: Group) -> bool:
    """Return whether nothing that is said of two groups keeps them apart."""
    if _are_elsewhere(one, two):
        return False
    return all(
        not is_contrary(a.reading, b.reading) and (a.article != b.article or _is_dispute(a, b))
        for a, b in product(one, two)
    )


def _are_elsewhere(one: Group, two: Group) -> bool:
    """Return whether two groups name places or doers and share none."""
    here = {name for p in one for name in p.reading.names}
    there = {name for p in two for name in p.reading.names}
    return bool(here) and bool(there) and not here & there


def _is_dispute(a: Placed, b: Placed) -> bool:
    """Return whether one article gives two casualty counts and a different source for each."""
    of_casualties = a.reading.predicate in CASUALTY.values()
    return of_casualties and bool(a.source) and bool(b.source) and a.source != b.source
