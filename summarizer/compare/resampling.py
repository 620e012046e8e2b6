"""Intervals and differences of ratios over sentences, from resampling the sentences.

A measure of an article is the sum of one number over its sentences divided by the sum of
another. Neighbouring sentences speak of the same thing and are resampled together, in runs
of three. An article's own interval comes from drawing its runs with replacement. Whether two
articles differ is asked by dealing all runs out anew among the articles, which is what chance
would do if outlets wrote alike: the difference of a pair is divided by its standard error,
and the interval is as wide as the largest such value over **all** pairs and measures needs to
be in 97.5 % of the deals. The chance of any false difference in a whole comparison is then
2.5 % if runs are exchangeable, which leaves room for their not quite being so.

Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, ch. 13 and 15;
Carlstein (1986), Annals of Statistics 14, for runs that do not overlap; Westfall and Young
(1993), Resampling-Based Multiple Testing, section 2.3 (single-step max-T). Ours differs in
that the standard error is that of the pooled runs of the pair, which keeps a label that
stands in three sentences from looking certain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 2_000
LEVEL = 0.95
FAMILY_LEVEL = 0.975
RUN = 3  # sentences
# A pair is compared in a measure that each article has in this many runs.
_MIN_RUNS = 3
_NORMAL_QUANTILE = 1.96
_AT_ONCE = 250


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The sentences of one article: `above` and `below` are `[sentences, measures]`.

    The value of a measure is `above` over `below`, both summed; it is undefined where the
    sum of `below` is 0. `below` is at least 0.
    """

    above: Floats
    below: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Resampled:
    """What resampling says of the groups.

    `values`, `low` and `high` are `[groups, measures]`, NaN where undefined. `differences`
    and `margins` are `[pairs, measures]` in the order of `pairs`: a difference that is
    further from 0 than its margin is one beyond chance; NaN where a pair is not compared.
    """

    values: Floats
    low: Floats
    high: Floats
    pairs: tuple[tuple[int, int], ...]
    differences: Floats
    margins: Floats


def seed_of(texts: Sequence[str], seed: int = 0) -> int:
    """Return a seed that the texts and `seed` fix, whatever order the texts come in."""
    digest = hashlib.sha256(str(seed).encode())
    for text in sorted(texts):
        digest.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return int.from_bytes(digest.digest()[:8], "big")


def resample(groups: Sequence[Group], *, seed: int, draws: int = DRAWS) -> Resampled:
    """Return values with intervals, and the differences of all pairs with their margins.

    Args:
        groups: two or more, each with the same measures.
        seed: of all random draws; `seed_of` gives one that only the content fixes.
        draws: number of resamples, of either kind.
    """
    rng = np.random.default_rng(seed)
    groups = [Group(_in_runs(g.above), _in_runs(g.below)) for g in groups]
    values = np.stack([_ratio(g.above.sum(0), g.below.sum(0)) for g in groups])
    low, high = _intervals(groups, values, rng, draws)
    pairs = tuple(combinations(range(len(groups)), 2))
    is_enough = np.stack([(g.below > 0).sum(0) >= _MIN_RUNS for g in groups])
    compared = np.stack([is_enough[a] & is_enough[b] for a, b in pairs])
    differences = np.stack([values[a] - values[b] for a, b in pairs])
    differences[~compared] = np.nan
    margins = np.full_like(differences, np.nan)
    if compared.any():
        # Measures that no pair can be compared in would only cost time.
        columns = np.flatnonzero(compared.any(0))
        used = _scaled(groups, columns)
        errors, largest = _deal(used, pairs, compared[:, columns], rng=rng, draws=draws)
        margins[:, columns] = np.where(compared[:, columns], largest * errors, np.nan)
    return Resampled(values, low, high, pairs, differences, margins)


def _in_runs(table: Floats) -> Floats:
    """Return the sums of `table` over runs of about `RUN` rows; all rows are used."""
    if len(table) <= RUN:
        return table
    starts = np.linspace(0, len(table), round(len(table) / RUN), endpoint=False).astype(int)
    sums: Floats = np.add.reduceat(table, starts, axis=0)
    return sums


def _ratio(above: Floats, below: Floats) -> Floats:
    """Return `above / below`, NaN where `below` is 0."""
    ratio: Floats = np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
    return ratio


def _intervals(
    groups: Sequence[Group], values: Floats, rng: np.random.Generator, draws: int
) -> tuple[Floats, Floats]:
    """Return 95 % intervals of the values: percentiles, and no narrower than pooled spread.

    Percentiles alone are certain where an article never does something, or does it in each
    of its two sentences; the spread of the measure in all articles says better.
    """
    low, high = np.full_like(values, np.nan), np.full_like(values, np.nan)
    spread = _spread(groups)
    for at, group in enumerate(groups):
        n = len(group.above)
        defined = np.flatnonzero(~np.isnan(values[at]))
        if not len(defined):
            continue
        taken = rng.multinomial(n, np.full(n, 1 / n), size=draws).astype(np.float64)
        drawn = _ratio(taken @ group.above, taken @ group.below)
        tails = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
        ends = np.nanquantile(drawn[:, defined], tails, axis=0)
        totals = group.below.sum(0)[defined]
        margin = _NORMAL_QUANTILE * spread[defined] * np.sqrt((group.below**2).sum(0)[defined])
        low[at, defined] = np.minimum(ends[0], values[at, defined] - margin / totals)
        high[at, defined] = np.maximum(ends[1], values[at, defined] + margin / totals)
    return low, high


def _spread(groups: Sequence[Group]) -> Floats:
    """Return for each measure how far sentences lie from the value of all articles together.

    The unit is that of `above / below`; sentences count as their `below`.
    """
    above = np.concatenate([g.above for g in groups])
    below = np.concatenate([g.below for g in groups])
    pooled = np.nan_to_num(_ratio(above.sum(0), below.sum(0)))
    squares = ((above - pooled * below) ** 2).sum(0)
    return np.sqrt(np.nan_to_num(_ratio(squares, (below**2).sum(0))))


def _scaled(groups: Sequence[Group], columns: NDArray[np.intp]) -> list[Group]:
    """Return the groups with these measures only, `below` about 1 in each for precision."""
    below = np.concatenate([g.below[:, columns] for g in groups])
    mean = below.mean(0)
    unit = np.where(mean > 0, mean, 1.0)
    return [Group(g.above[:, columns] / unit, g.below[:, columns] / unit) for g in groups]


def _deal(
    groups: Sequence[Group],
    pairs: Sequence[tuple[int, int]],
    compared: NDArray[np.bool_],
    *,
    rng: np.random.Generator,
    draws: int,
) -> tuple[Floats, float]:
    """Return the standard errors `[pairs, measures]`, and how many of them a margin has."""
    sizes = [len(g.above) for g in groups]
    table = _moments(groups)
    edges = np.cumsum([0, *sizes])
    observed = np.stack([table[a:b].sum(0) for a, b in pairwise(edges)])
    _, errors = _statistics(observed[:, None], sizes, pairs)
    largest: list[float] = []
    for n in _chunks(draws):
        order = np.argsort(rng.random((n, len(table)), dtype=np.float32), axis=1, kind="stable")
        sums = np.stack([_sums(order[:, a:b], table) for a, b in pairwise(edges)])
        t, _ = _statistics(sums, sizes, pairs)
        t[~np.broadcast_to(compared[:, None], t.shape)] = 0.0
        largest += np.abs(t).max(axis=(0, 2)).tolist()
    rank = min(int(np.ceil(FAMILY_LEVEL * (draws + 1))), draws)
    return errors[:, 0], float(np.sort(largest)[rank - 1])


def _chunks(draws: int) -> Iterator[int]:
    for begin in range(0, draws, _AT_ONCE):
        yield min(_AT_ONCE, draws - begin)


def _moments(groups: Sequence[Group]) -> Floats:
    """Return `[sentences, measures, 5]`, flat: above, below and their products."""
    x = np.concatenate([g.above for g in groups])
    d = np.concatenate([g.below for g in groups])
    return np.concatenate([x, d, x * x, x * d, d * d], axis=1)


def _sums(taken: NDArray[np.intp], table: Floats) -> Floats:
    """Return `[draws, columns]`: the rows of `table` that each draw takes, summed."""
    weights = np.zeros((len(taken), len(table)))
    np.put_along_axis(weights, taken, 1.0, axis=1)
    return weights @ table


def _statistics(
    sums: Floats, sizes: Sequence[int], pairs: Sequence[tuple[int, int]]
) -> tuple[Floats, Floats]:
    """Return differences in standard errors, and the errors, both `[pairs, draws, measures]`.

    The error is that of dealing out the sentences of the pair, around their common ratio.
    """
    moments = sums.reshape(*sums.shape[:2], 5, -1)
    t, errors = [], []
    for a, b in pairs:
        x, d, xx, xd, dd = np.moveaxis(moments[a] + moments[b], 1, 0)
        n = sizes[a] + sizes[b]
        ratio = np.nan_to_num(_ratio(x, d))
        squares = np.maximum(xx - 2 * ratio * xd + ratio**2 * dd, 0.0)
        scale = np.sqrt(sizes[a] * sizes[b] * squares / (n * max(n - 1, 1)))
        d_a, d_b = moments[a][:, 1], moments[b][:, 1]
        error = scale * (_inverse(d_a) + _inverse(d_b))
        gap = np.nan_to_num(_ratio(moments[a][:, 0], d_a) - _ratio(moments[b][:, 0], d_b))
        # subtle: rounding leaves a tiny error where all sentences of the pair are alike.
        is_sure = error > 1e-7
        t.append(np.where(is_sure, gap / np.where(is_sure, error, 1.0), 0.0))
        errors.append(np.where(is_sure, error, 0.0))
    return np.stack(t), np.stack(errors)


def _inverse(values: Floats) -> Floats:
    return np.nan_to_num(_ratio(np.ones_like(values), values))
